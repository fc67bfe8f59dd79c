"""What differs between two drafts, line by line and word by word; and two drafts in one text, to be settled by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from sitrep.assess.writing import BETWEEN, OURS, THEIRS
from sitrep.records import Piece

# Lines that stand against more words than these are shown whole.
MOST_WORDS = 2_000
_WORD = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A stretch of lines that differs: the line of each draft in which it begins (from 1), and its words, in pieces that stand in both or
    in one; a side is empty where the stretch is new or gone.
    """

    line_before: int
    line_after: int
    before: tuple[Piece, ...]
    after: tuple[Piece, ...]


def differences(before: str, after: str) -> tuple[Difference, ...]:
    """What of one draft's text is otherwise in another's, in order."""
    old, new = before.splitlines(), after.splitlines()
    found = []
    for tag, low, high, start, end in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            left, right = _pieces("\n".join(old[low:high]), "\n".join(new[start:end]))
            found.append(Difference(line_before=low + 1, line_after=start + 1, before=left, after=right))
    return tuple(found)


def _pieces(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    if not (old and new) or max(len(old), len(new)) > MOST_WORDS:
        return _whole(before), _whole(after)
    left, right = [], []
    for tag, low, high, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        left.append(Piece(text="".join(old[low:high]), kept=tag == "equal"))
        right.append(Piece(text="".join(new[start:end]), kept=tag == "equal"))
    return tuple(one for one in left if one.text), tuple(one for one in right if one.text)


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text=text, kept=False),) if text else ()


def together(ours: str, theirs: str, name: str, other: str) -> str:
    """Two drafts in one text: what is the same once, what differs in both forms between marks, as Git does it."""
    return "".join(_together(ours.splitlines(keepends=True), theirs.splitlines(keepends=True), name, other))


def _together(ours: list[str], theirs: list[str], name: str, other: str) -> Iterator[str]:
    for tag, low, high, start, end in SequenceMatcher(None, ours, theirs).get_opcodes():
        if tag == "equal":
            yield from ours[low:high]
            continue
        yield f"{OURS} {name}\n"
        yield from (_ended(line) for line in ours[low:high])
        yield f"{BETWEEN}\n"
        yield from (_ended(line) for line in theirs[start:end])
        yield f"{THEIRS} {other}\n"


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n"
