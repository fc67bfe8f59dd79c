"""What the files of labelled passages have in common: how passages are separated, headed, kept aside and checked."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

Piece = tuple[int, int]
_HEAD = re.compile(r"@ (\S+)((?:\s+\w+=(?:\"[^\"]*\"|\S+))*)\s*$")
_FIELD = re.compile(r'(\w+)=("[^"]*"|\S+)')


class PassageError(ValueError):
    """A passage that breaks the rules of its format; the message names the passage."""


class Marked(Protocol):
    """A passage of either kind."""

    @property
    def key(self) -> str: ...
    @property
    def text(self) -> str: ...


P = TypeVar("P", bound=Marked)


def blocks(path: Path) -> Iterator[tuple[str, str]]:
    """The name of the file and the lines of each passage of a file, or of every .txt file under a folder, in order."""
    for file in sorted(path.rglob("*.txt")) if path.is_dir() else [path]:
        for block in re.split(r"\n\s*\n", file.read_text(encoding="utf-8").replace("\r\n", "\n").strip()):
            if block.strip() and not block.startswith("#"):
                yield file.name, block.strip()


def headed(block: str, where: str) -> tuple[str, dict[str, str], str]:
    """The key, the fields and the marked text of a passage. Raises PassageError if its head is malformed or its text is empty."""
    head, _, body = block.partition("\n")
    matched = _HEAD.match(head)
    if not matched or not body.strip():
        raise PassageError(f"{where}: a passage needs a line '@ ID style=…' and a text: {head[:60]!r}")
    return matched[1], {name: value.strip('"') for name, value in _FIELD.findall(matched[2])}, body


def kept_aside(key: str) -> bool:
    """Whether a passage of ours is kept for measuring: a tenth, by the hash of its key."""
    return hashlib.sha256(key.encode()).digest()[0] % 10 == 0


def check(paths: Sequence[str], parse: Callable[[str, str], P], counts: Callable[[P], Counter[str]]) -> int:
    """Check files, print what is wrong and what they hold. Gives the exit status: 1 if a passage is wrong or stands twice."""
    found: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    wrong = 0
    for where, block in (one for path in paths for one in blocks(Path(path))):
        try:
            passage = parse(block, where)
        except PassageError as error:
            print(error)
            wrong += 1
            continue
        seen.update([f"key {passage.key}", f"text {passage.text}"])
        found += counts(passage)
    for value in (value for value, times in seen.items() if times > 1):
        print(f"stands twice: {value[:80]}")
        wrong += 1
    print(", ".join(f"{name} {count}" for name, count in sorted(found.items())), f"; {wrong} wrong")
    return 1 if wrong else 0
