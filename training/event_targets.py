"""The targets of the heads that look at one event: its mode, how it stands in the world, its parties, place and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from sitrep.read.trained.labels import AUXILIARIES, TYPE_MODES, bucket
from training.examples import Example, Told

IGNORE = -100
BUCKETS = np.array([bucket(distance) for distance in range(-1024, 1025)])


class View(Protocol):
    """Words start to end of an example."""

    @property
    def example(self) -> Example: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(slots=True)
class Events:
    """Tensors of the events [E] of a batch, each with the window that it lies in."""

    owner: Tensor
    words: Tensor
    arcs: Tensor
    buckets: Tensor
    same: Tensor
    mode: Tensor
    auxiliary: Tensor
    background: Tensor
    again: Tensor


def event_targets(group: Sequence[View], width: int) -> Events:
    """The events whose triggers lie in the windows of a group; `width` is the number of words of the widest."""
    found = [
        (row, told)
        for row, one in enumerate(group)
        for told in one.example.events or ()
        if one.start <= told.trigger[0] and told.trigger[1] <= one.end
    ]
    count = len(found)
    words, buckets = np.zeros((count, width), np.float32), np.zeros((count, width), np.int64)
    arcs, same = np.full((count, width), IGNORE, np.int64), np.full((count, width), IGNORE, np.int64)
    labels = np.full((4, count), IGNORE, np.int64)
    for at, (row, told) in enumerate(found):
        one = group[row]
        start, end = told.trigger[0] - one.start, told.trigger[1] - one.start
        words[at, start:end] = 1 / (end - start)
        buckets[at] = BUCKETS[1024 + np.arange(width) - start]
        arcs[at, : one.end - one.start] = 0
        for role, pieces in enumerate(told.roles):
            mark(arcs[at], pieces, one.start, one.end - one.start, 1 + 2 * role)
        if told.partly:
            continue
        labels[:, at] = (
            TYPE_MODES.index((told.type, told.mode)),
            AUXILIARIES.index(told.auxiliary) + 1 if told.auxiliary else 0,
            told.background,
            told.same is not None,
        )
        for other in one.example.events or ():
            if other is not told and one.start <= other.trigger[0] < one.end and other.type == told.type:
                same[at, other.trigger[0] - one.start] = int(_event(one.example, told) == _event(one.example, other))
    tensors = [torch.from_numpy(one) for one in (words, arcs, buckets, same, *labels)]
    return Events(torch.tensor([row for row, _ in found], dtype=torch.long), *tensors)


def _event(example: Example, told: Told) -> int:
    """The number of the event that a trigger tells."""
    assert example.events is not None
    return told.same if told.same is not None else next(at for at, one in enumerate(example.events) if one is told)


def mark(tags: np.ndarray, spans: Sequence[tuple[int, int]], shift: int, room: int, begin: int) -> None:
    """BIO tags of spans, as far as they lie in the window that begins at `shift`; where two overlap, the first stays."""
    for start, end in spans:
        left, right = max(0, start - shift), min(room, end - shift)
        if left < right:
            free = tags[left:right] == 0
            tags[left:right][free] = begin + 1
            if start - shift >= 0 and free[0]:
                tags[left] = begin
