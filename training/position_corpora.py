"""The project's own labelled passages of positions → examples, singly and in rows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from sitrep.read.tokens import sentences
from sitrep.read.trained.hints import hinted
from sitrep.read.trained.pieces import WordPiece
from training.examples import Aligner, Example, Piece, Stand
from training.marked import kept_aside
from training.position_passages import PositionPassage, load

LONG = 150  # words of a passage that is a long text by itself


def passages(path: Path, pieces: WordPiece) -> list[Example]:
    """The project's own labelled passages of positions."""
    return [_passage(one.key, one.text, [one], [0], pieces) for one in load(path)]


def rows_of(path: Path, pieces: WordPiece, *, most: int, seed: int) -> list[Example]:
    """The short ones in rows of 2 to `most`, a paragraph each: a stand's holder, proposal and grounds are near it, not in any paragraph.
    Those that are kept aside are in none.
    """
    rng = random.Random(seed)
    left = [one for one in load(path) if not kept_aside(one.key) and len(one.text.split()) <= LONG]
    rng.shuffle(left)
    made: list[Example] = []
    while left:
        count = rng.randint(2, most)
        some, left = left[:count], left[count:]
        starts, text = [], ""
        for one in some:
            starts.append(len(text))
            text += one.text + "\n\n"
        made.append(_passage("+".join(one.key for one in some), text, some, starts, pieces))
    return made


def _passage(key: str, text: str, several: Sequence[PositionPassage], starts: Sequence[int], pieces: WordPiece) -> Example:
    words = hinted(pieces.words(text), sentences(text))
    aligner = Aligner(words)
    numbers: dict[tuple[Piece, ...], int] = {}
    stands: list[Stand] = []
    for passage, shift in zip(several, starts, strict=True):
        for at, one in enumerate(passage.positions):
            taken = aligner.pieces(_moved([one.words], shift))
            on = numbers.setdefault(tuple(_moved(passage.answered(at), shift)), len(numbers))
            spans = (one.holder, passage.proposal(at), one.grounds)
            stands += [Stand(piece, one.stance, tuple(aligner.pieces(_moved(some, shift)) for some in spans), on) for piece in taken]
    return Example(key, "other", words, stands=stands)


def _moved(spans: Sequence[Piece], by: int) -> list[Piece]:
    return [(start + by, end + by) for start, end in spans]
