"""Variants of examples: the same texts as careless outlets publish them, without their punctuation or all in capitals."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate

from sitrep.read.trained.pieces import Words
from training.examples import Example, Piece, Said

_SHOUTED = 3 * 12  # the form of a word in capitals, before gap and quotation


def shouted(example: Example) -> Example:
    """The example in capitals. (The vocabulary knows no case, so only the forms change.)"""
    forms = [_SHOUTED + form % 12 if form // 12 in {1, 2, 4, 5} else form for form in example.words.forms]
    return replace(example, words=replace(example.words, forms=forms))


def bare(example: Example, marks: Sequence[tuple[int, ...]]) -> Example:
    """The example without the words that are one of `marks` (as pieces); attributions whose cue goes are left out."""
    keep = [pieces not in marks for pieces in example.words.pieces]
    before = [0, *accumulate(keep)]
    words = Words(
        *([value for value, kept in zip(values, keep, strict=True) if kept] for values in (example.words.starts, example.words.ends)),
        [value for value, kept in zip(example.words.pieces, keep, strict=True) if kept],
        [form - form % 3 for form, kept in zip(example.words.forms, keep, strict=True) if kept],
    )
    said = [_moved(one, before) for one in example.said or ()]
    lists = {
        name: None if labels is None else [label for label, kept in zip(labels, keep, strict=True) if kept]
        for name in ("tags", "relations", "entities")
        for labels in (getattr(example, name),)
    }
    return replace(example, words=words, said=[one for one in said if one], heads=None, nesting=False, **lists)


def _moved(said: Said, before: Sequence[int]) -> Said | None:
    cue = _piece(said.cue, before) if said.cue else None
    content = [piece for one in said.content if (piece := _piece(one, before))]
    if said.virtual or cue is None or not content:
        return None
    return replace(said, cue=cue, source=_piece(said.source, before) if said.source else None, content=content, outer=None)


def _piece(piece: Piece, before: Sequence[int]) -> Piece | None:
    start, end = before[piece[0]], before[piece[1]]
    return (start, end) if start < end else None


def careless(examples: Sequence[Example], marks: Sequence[tuple[int, ...]], *, count: int, seed: int) -> list[Example]:
    """Variants of `count` of the examples: two in three without marks, the others in capitals."""
    rng = random.Random(seed)
    chosen = rng.sample(list(examples), min(count, len(examples)))
    return [bare(one, marks) if number % 3 else shouted(one) for number, one in enumerate(chosen)]
