"""Examples: texts as the network sees them, with whatever labels their corpus gives."""

from __future__ import annotations

import pickle
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from sitrep.read.trained.pieces import WordPiece, Words

Piece = tuple[int, int]


@dataclass(slots=True)
class Said:
    """One attribution (or, without cue and source, one statement in the own voice) in words of the example."""

    cue: Piece | None
    source: Piece | None
    content: list[Piece]
    virtual: bool = False
    outer: int | None = None
    act: str | None = None
    negative: bool | None = None
    modality: str | None = None


@dataclass(slots=True)
class Told:
    """One event in words of the example; `roles` holds the words of actors, recipients, places and times.

    `partly` says that its mode and how it stands are not labelled.
    """

    trigger: Piece
    type: str
    roles: tuple[list[Piece], ...]
    mode: str | None = None
    auxiliary: str | None = None
    background: bool = False
    same: int | None = None
    partly: bool = False


@dataclass(slots=True)
class Stand:
    """One position in words of the example; `roles` holds the words of holder, proposal and grounds, `on` the number of the proposal."""

    words: Piece
    stance: str
    roles: tuple[list[Piece], ...]
    on: int


@dataclass(slots=True)
class Example:
    """A text in words. None says that the corpus does not tell; `nesting` is whether it tells of attributions inside others.

    `weak` is an event type that some word of the text reports, which one is not told; `calm` are the words that surely trigger no event,
    where `events` does not tell; `quiet` those that surely take no stand, where `stands` does not tell.
    """

    key: str
    corpus: str
    words: Words
    said: list[Said] | None = None
    own: list[Said] = field(default_factory=list)
    nesting: bool = False
    entities: list[int] | None = None
    tags: list[int] | None = None
    relations: list[int] | None = None
    heads: list[int] | None = None
    hedged: bool | None = None
    events: list[Told] | None = None
    weak: str | None = None
    calm: list[bool] | None = None
    stands: list[Stand] | None = None
    quiet: list[bool] | None = None


class Aligner:
    """Turns offsets of a text into word numbers."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def piece(self, start: int, end: int) -> Piece | None:
        """The words that the characters from start to end touch; None if there are none."""
        first = bisect_right(self.words.ends, start)
        last = bisect_left(self.words.starts, end)
        return (first, last) if first < last else None

    def pieces(self, spans: Iterable[Piece]) -> list[Piece]:
        """The same for several stretches; those without words are left out."""
        return [piece for start, end in spans if (piece := self.piece(start, end))]


def trimmed(piece: Piece, text: str, words: Words, openers: Sequence[str] = ("that",)) -> Piece:
    """A content without a leading "that" and without quotation marks at its ends."""
    start, end = piece

    def word(at: int) -> str:
        return text[words.starts[at] : words.ends[at]].lower()

    while end - start > 1 and word(start) in {*openers, "“", '"', "”", "«", "‘"}:
        start += 1
    while end - start > 1 and word(end - 1) in {"“", '"', "”", "»", ",", "."}:
        end -= 1
    return start, end


def save(examples: Sequence[Example], path: Path) -> None:
    """Write examples to a file of our own making (only ever read back by `load`)."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        pickle.dump(list(examples), out, protocol=5)


def load(path: Path) -> list[Example]:
    """Read examples back."""
    with path.open("rb") as file:
        return list(pickle.load(file))


def wordpiece(folder: Path) -> WordPiece:
    """The tokenizer of an encoder's folder."""
    return WordPiece((folder / "vocab.txt").read_text(encoding="utf-8").split("\n")[:30522])
