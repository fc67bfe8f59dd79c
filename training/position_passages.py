r"""The project's own labelled passages of positions: running text with who takes which stand on what, and on which grounds.

A file holds passages that blank lines separate. The first line of a passage is
`@ ID style=STYLE [published=DATE] [author=First_Last] [outlet=Name]`, the rest is its text (a line break is a blank, `\p` a new paragraph)
with these marks; N numbers the positions of a passage from 1:

* `<sN STANCE [of=M] [also=STANCE]>…</sN>`  the words that take the stand. STANCE is proposes, supports, opposes, supports_if or
  alternative; `of=M` a stand on the proposal of position M, whose words stand elsewhere; `also` a further right answer
* `<hN>…</hN>` the holder (none: the author), `<pN>…</pN>` the words of the proposal, `<gN>…</gN>` a ground; `<p1,2>` serves
  positions 1 and 2

Marks nest, and do not cross. A passage without marks holds no position.

    python -m training.position_passages training/data/positions   check every file, print what it holds
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitrep.records import Stance
from training.marked import PassageError, Piece, blocks, check, headed

STANCES = tuple(stance.value for stance in Stance)
_TAG = re.compile(r"<(/?)([shpg])(\d+(?:,\d+)*)((?:\s+[^<>]*)?)>")


@dataclass(slots=True)
class Stand:
    """One position. Offsets are into the passage's text; `of` is the index of the position whose proposal it is on."""

    words: Piece
    stance: str
    of: int | None = None
    also: tuple[str, ...] = ()
    holder: list[Piece] = field(default_factory=list)
    proposal: list[Piece] = field(default_factory=list)
    grounds: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class PositionPassage:
    """A labelled passage: plain text and its positions in the order of their numbers."""

    key: str
    text: str
    fields: dict[str, str]
    positions: list[Stand] = field(default_factory=list)

    def proposal(self, at: int) -> list[Piece]:
        """The words of what position `at` is on, where they stand elsewhere too."""
        return self.positions[at].proposal or self.answered(at)

    def answered(self, at: int) -> list[Piece]:
        """The words of the proposal that position `at` comes back to: what tells one proposal of a passage from another."""
        seen = {at}
        while (of := self.positions[at].of) is not None and of not in seen:
            seen.add(of)
            at = of
        return next((one.proposal for one in (self.positions[number] for number in (at, *seen)) if one.proposal), [])


def load(path: Path) -> list[PositionPassage]:
    """The passages of a file, or of every .txt file under a folder, in order. Raises PassageError naming the first that is wrong."""
    return [parse(block, where) for where, block in blocks(path)]


def parse(block: str, where: str = "") -> PositionPassage:
    """One passage from its lines. Raises PassageError."""
    key, fields, body = headed(block, where)
    passage = PositionPassage(key, "", fields)
    try:
        _read(passage, re.sub(r"\s*\\p\s*", "\n\n", re.sub(r"\s*\n\s*", " ", body)))
    except PassageError as error:
        raise PassageError(f"{where}: {key}: {error}") from None
    return passage


def _read(passage: PositionPassage, body: str) -> None:
    stands: dict[int, tuple[Stand, int | None]] = {}
    parts: list[tuple[str, list[int], Piece]] = []
    opened: list[tuple[str, str, int, str]] = []
    text, last = "", 0
    for match in _TAG.finditer(body):
        text, last = text + body[last : match.start()], match.end()
        if not match[1]:
            opened.append((match[2], match[3], len(text), match[4]))
            continue
        if not opened or opened[-1][:2] != (match[2], match[3]):
            raise PassageError(f"{match[0]} closes nothing")
        kind, numbers, start, words = opened.pop()
        piece, which = _tight(text, start, len(text)), [int(number) for number in numbers.split(",")]
        if piece[0] == piece[1]:
            raise PassageError(f"<{kind}{numbers}> holds nothing")
        if kind == "s":
            for number in which:
                _add(stands, number, piece, words.split())
        elif words.strip():
            raise PassageError(f"<{kind}{numbers}> cannot take {words.strip()!r}")
        else:
            parts.append((kind, which, piece))
    if opened:
        raise PassageError(f"<{opened[-1][0]}{opened[-1][1]}> is not closed")
    passage.text = text + body[last:]
    if re.search(r"</?[shpg]\d|</?[shpg]>|\\p", passage.text):
        raise PassageError("a mark is malformed")
    _join(passage, stands, parts)


def _tight(text: str, start: int, end: int) -> Piece:
    """A stretch without blanks at its ends."""
    held = text[start:end]
    return (start + len(held) - len(held.lstrip()), end - len(held) + len(held.rstrip())) if held.strip() else (start, start)


def _add(stands: dict[int, tuple[Stand, int | None]], number: int, piece: Piece, words: Sequence[str]) -> None:
    if number in stands:
        raise PassageError(f"position {number} has two stances; a position takes one stand, with one stretch of words")
    if not words or words[0] not in STANCES:
        raise PassageError(f"position {number} needs a stance ({', '.join(STANCES)}), not {' '.join(words[:1])!r}")
    stand, of = Stand(piece, words[0]), None
    for word in words[1:]:
        if word.startswith("of=") and word[3:].isdigit():
            of = int(word[3:])
        elif word.startswith("also=") and set(word[5:].split(",")) <= set(STANCES):
            stand.also = tuple(word[5:].split(","))
        else:
            raise PassageError(f"<s{number}> cannot take {word!r}")
    stands[number] = stand, of


def _join(passage: PositionPassage, stands: dict[int, tuple[Stand, int | None]], parts: list[tuple[str, list[int], Piece]]) -> None:
    order = {number: at for at, number in enumerate(sorted(stands))}
    passage.positions = [stands[number][0] for number in order]
    for number, (stand, of) in stands.items():
        if of is not None and (of == number or of not in order):
            raise PassageError(f"of={of} names no other position")
        stand.of = order[of] if of is not None else None
    for kind, numbers, piece in parts:
        for number in numbers:
            if number not in order:
                raise PassageError(f"<{kind}{number}> belongs to no position: there is no <s{number}>")
            stand = stands[number][0]
            {"h": stand.holder, "p": stand.proposal, "g": stand.grounds}[kind].append(piece)
    for number, at in order.items():
        if len(passage.positions[at].holder) > 1:
            raise PassageError(f"position {number} has two holders; two holders are two positions")
        if not passage.proposal(at):
            raise PassageError(f"position {number} has no proposal: it needs <p{number}>, or of=M of a position that has one")


def _counts(passage: PositionPassage) -> Counter[str]:
    found = Counter({"passages": 1, "positions": len(passage.positions), "without positions": not passage.positions})
    for one in passage.positions:
        found[one.stance] += 1
        found["of the author"] += not one.holder
        found["of another's proposal"] += one.of is not None
        found["grounds"] += len(one.grounds)
    return found


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:], parse, _counts))
