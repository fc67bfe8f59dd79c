"""Batches: windows of examples as tensors, with the targets of every head that their corpus has labels for."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
import torch
from torch import Tensor

from sitrep.read.trained.labels import ACTS, EVENT_TAGS, EVENT_TYPES, MODALITIES
from training.event_targets import BUCKETS, IGNORE, Events, event_targets, mark
from training.examples import Example, Said
from training.network import CORPORA
from training.position_targets import Stands, stance_tags, stand_targets


@dataclass(frozen=True, slots=True)
class Window:
    """Words start to end of an example."""

    example: Example
    start: int
    end: int
    pieces: int


@dataclass(slots=True)
class Batch:
    """Tensors of one step. Cues [K] and statements [S] carry the window that they lie in."""

    ids: Tensor
    forms: Tensor
    mask: Tensor
    first: Tensor
    real: Tensor
    corpus: Tensor
    cue_tags: Tensor
    cue_owner: Tensor
    cue_words: Tensor
    pair_tags: Tensor
    pointer: Tensor
    pointer_none: Tensor
    buckets: Tensor
    nested: Tensor
    act: Tensor
    entities: Tensor
    tags: Tensor
    relations: Tensor
    heads: Tensor
    statement_owner: Tensor
    statement_cue: Tensor
    statement_words: Tensor
    modality: Tensor
    negative: Tensor
    vague: Tensor
    event_tags: Tensor
    hints: Tensor
    weak: Tensor
    events: Events
    stance_tags: Tensor
    stands: Stands


def windows(examples: Sequence[Example], size: int, rng: random.Random | None) -> Iterator[Window]:
    """Each example in windows of at most `size` pieces; with a generator, the first one is cut at random so that epochs differ."""
    for example in examples:
        sums = [0, *accumulate(len(pieces) for pieces in example.words.pieces)]
        room, at, last = size - 2, 0, len(example.words)
        offset = rng.randrange(room) if rng and sums[-1] > room else 0
        while at < last:
            end = min(bisect_right(sums, sums[at] + (offset or room)) - 1, last)
            offset, end = 0, max(end, at + 1)
            if sums[end] - sums[at] <= room:
                yield Window(example, at, end, sums[end] - sums[at] + 2)
            at = end


def grouped(found: Sequence[Window], tokens: int, rng: random.Random) -> list[list[Window]]:
    """Windows of like length together, about `tokens` pieces (padding included) a batch, in random order."""
    order = sorted(found, key=lambda one: (one.pieces + rng.randrange(8), rng.random()))
    made: list[list[Window]] = []
    for window in order:
        if made and (len(made[-1]) + 1) * window.pieces <= tokens:
            made[-1].append(window)
        else:
            made.append([window])
    rng.shuffle(made)
    return made


def batch(group: Sequence[Window]) -> Batch:
    """The tensors of a group of windows."""
    length, width = max(one.pieces for one in group), max(one.end - one.start for one in group)
    size = len(group)
    ids, forms, mask = (np.zeros((size, length), dtype) for dtype in (np.int64, np.int64, bool))
    first, real = np.zeros((size, width), np.int64), np.zeros((size, width), bool)
    targets = {
        name: np.full((size, width), IGNORE, np.int64) for name in ("cue", "entities", "tags", "relations", "heads", "events", "stances")
    }
    hints = np.zeros((size, width), np.int64)
    vague, weak = np.full(size, IGNORE, np.int64), np.full(size, IGNORE, np.int64)
    cues: list[tuple[int, Said, int]] = []
    statements: list[tuple[int, Said]] = []
    for row, one in enumerate(group):
        _fill(one, ids[row], forms[row], mask[row], first[row])
        real[row, : one.end - one.start] = True
        _word_targets(one, {name: target[row] for name, target in targets.items()})
        inside = [said for said in one.example.said or () if _holds(one, said)]
        cues += [(row, said, one.start) for said in inside]
        statements += [(row, said) for said in (*inside, *one.example.own) if said.modality is not None and _holds(one, said)]
        if one.example.hedged is not None:
            vague[row] = int(one.example.hedged)
        if one.example.words.hints:
            hints[row, : one.end - one.start] = one.example.words.hints[one.start : one.end]
        if one.example.weak is not None:
            weak[row] = EVENT_TYPES.index(one.example.weak)
    return _assembled(group, ids, forms, mask, first, real, targets, cues, statements, vague, weak, hints)


def _fill(one: Window, ids: np.ndarray, forms: np.ndarray, mask: np.ndarray, first: np.ndarray) -> None:
    ids[0], forms[0], at = 101, 0, 1
    for number, word in enumerate(range(one.start, one.end)):
        pieces = one.example.words.pieces[word]
        first[number] = at
        ids[at : at + len(pieces)] = pieces
        forms[at : at + len(pieces)] = one.example.words.forms[word] + 1
        at += len(pieces)
    ids[at] = 102
    mask[: at + 1] = True


def _holds(one: Window, said: Said) -> bool:
    spans = [said.cue] if said.cue else said.content
    return all(one.start <= start and end <= one.end for start, end in spans)


def _word_targets(one: Window, targets: dict[str, np.ndarray]) -> None:
    example, count = one.example, one.end - one.start
    if example.said is not None:
        targets["cue"][:count] = 0
        for said in example.said:
            if said.cue and one.start <= said.cue[0] and said.cue[1] <= one.end:
                start, end = said.cue[0] - one.start, said.cue[1] - one.start
                targets["cue"][start:end] = 2
                targets["cue"][start] = 3 if said.virtual else 1
            elif said.cue and said.cue[0] < one.end and one.start < said.cue[1]:
                # A cue that the window's edge cuts: neither a cue nor none.
                targets["cue"][max(0, said.cue[0] - one.start) : min(count, said.cue[1] - one.start)] = IGNORE
    if example.events is not None:
        targets["events"][:count] = 0
        for told in example.events:
            start, end = max(0, told.trigger[0] - one.start), min(count, told.trigger[1] - one.start)
            if start < end:
                targets["events"][start:end] = EVENT_TAGS.index(f"I-{told.type}")
                targets["events"][start] = EVENT_TAGS.index(f"B-{told.type}")
    elif example.calm is not None:
        targets["events"][:count][np.array(example.calm[one.start : one.end])] = 0
    if example.stands is not None:
        targets["stances"][:count] = stance_tags(one)
    elif example.quiet is not None:
        targets["stances"][:count][np.array(example.quiet[one.start : one.end])] = 0
    for name in ("entities", "tags", "relations"):
        labels = getattr(example, name)
        if labels is not None:
            part = np.array(labels[one.start : one.end])
            targets[name][:count] = np.where(part < 0, IGNORE, part)
    if example.heads is not None:
        heads = np.array(example.heads[one.start : one.end]) - one.start
        targets["heads"][:count] = np.where((heads >= 0) & (heads < count), heads, IGNORE)


def _assembled(
    group: Sequence[Window],
    ids: np.ndarray,
    forms: np.ndarray,
    mask: np.ndarray,
    first: np.ndarray,
    real: np.ndarray,
    targets: dict[str, np.ndarray],
    cues: list[tuple[int, Said, int]],
    statements: list[tuple[int, Said]],
    vague: np.ndarray,
    weak: np.ndarray,
    hints: np.ndarray,
) -> Batch:
    width, count = real.shape[1], len(cues)
    words, tags = np.zeros((count, width), np.float32), np.full((count, width), IGNORE, np.int64)
    pointer, none = np.zeros((count, width), bool), np.zeros(count, bool)
    buckets, nested = np.zeros((count, width), np.int64), np.full((count, width), IGNORE, np.int64)
    act = np.full(count, IGNORE, np.int64)
    for at, (row, said, shift) in enumerate(cues):
        assert said.cue
        one = group[row]
        start, end = said.cue[0] - shift, said.cue[1] - shift
        words[at, start:end] = 1 / (end - start)
        buckets[at] = BUCKETS[1024 + np.arange(width) - start]
        tags[at, : one.end - one.start] = 0
        mark(tags[at], [said.source] if said.source else [], shift, one.end - shift, 1)
        mark(tags[at], said.content, shift, one.end - shift, 3)
        if said.source and one.start <= said.source[0] < one.end:
            pointer[at, said.source[0] - shift : min(said.source[1], one.end) - shift] = True
        none[at] = said.source is None
        if said.act is not None:
            act[at] = ACTS.index(said.act)
        if one.example.nesting and one.example.said is not None:
            for other in one.example.said:
                if other.cue and other is not said and _holds(one, other):
                    outer = one.example.said[other.outer] if other.outer is not None else None
                    nested[at, other.cue[0] - shift] = int(outer is said)
    where = {(row, id(said)): at for at, (row, said, _) in enumerate(cues)}
    held = np.zeros((len(statements), width), bool)
    for at, (row, said) in enumerate(statements):
        for start, end in said.content:
            held[at, max(0, start - group[row].start) : max(0, end - group[row].start)] = True
    return Batch(
        *(torch.from_numpy(one) for one in (ids, forms, mask, first, real)),
        torch.tensor([CORPORA.index(one.example.corpus) for one in group]),
        torch.from_numpy(targets["cue"]),
        torch.tensor([row for row, _, _ in cues], dtype=torch.long),
        *(torch.from_numpy(one) for one in (words, tags, pointer, none, buckets, nested, act)),
        *(torch.from_numpy(targets[name]) for name in ("entities", "tags", "relations", "heads")),
        torch.tensor([row for row, _ in statements], dtype=torch.long),
        torch.tensor([where.get((row, id(said)), -1) for row, said in statements], dtype=torch.long),
        torch.from_numpy(held),
        torch.tensor([MODALITIES.index(said.modality or "certain") for _, said in statements], dtype=torch.long),
        torch.tensor([float(bool(said.negative)) for _, said in statements]),
        *(torch.from_numpy(one) for one in (vague, targets["events"], hints, weak)),
        event_targets(group, width),
        torch.from_numpy(targets["stances"]),
        stand_targets(group, width),
    )
