"""The targets and losses of the heads of positions: words that take a stand, and from their point of view holder, proposal and grounds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

from sitrep.read.trained.labels import ALIKE, STANCE_TAGS, STAND_TAGS
from training.event_targets import BUCKETS, IGNORE, View, mark
from training.network import Network

CALM = 50  # words of a passage of ours to a position, about; a batch that has fewer counts as if it had as many
_ALIKE = 0.3  # how much telling whether two stands are on one proposal counts beside the tags


@dataclass(slots=True)
class Stands:
    """Tensors of the positions [S] of a batch, each with the window that it lies in."""

    owner: Tensor
    words: Tensor
    tags: Tensor
    buckets: Tensor
    alike: Tensor


class Labelled(Protocol):
    """What the losses need of a batch."""

    @property
    def stance_tags(self) -> Tensor: ...
    @property
    def stands(self) -> Stands: ...


def stance_tags(one: View) -> np.ndarray:
    """The tag of each word of a window: words that take a stand, those that the window's edge cuts left open."""
    count = one.end - one.start
    tags = np.zeros(count, np.int64)
    for stand in one.example.stands or ():
        start, end = max(0, stand.words[0] - one.start), min(count, stand.words[1] - one.start)
        if start >= end:
            continue
        tags[start:end] = STANCE_TAGS.index(f"I-{stand.stance}")
        tags[start] = STANCE_TAGS.index(f"B-{stand.stance}")
        if stand.words[0] < one.start or stand.words[1] > one.end:
            tags[start:end] = IGNORE
    return tags


def stand_targets(group: Sequence[View], width: int) -> Stands:
    """The positions whose words lie in the windows of a group, those on the same words as one; `width`: the words of the widest."""
    found = [
        (row, words)
        for row, one in enumerate(group)
        for words in sorted({stand.words for stand in one.example.stands or ()})
        if one.start <= words[0] and words[1] <= one.end
    ]
    count = len(found)
    held, buckets = np.zeros((count, width), np.float32), np.zeros((count, width), np.int64)
    tags, alike = np.full((count, width), IGNORE, np.int64), np.full((count, width), IGNORE, np.int64)
    for at, (row, words) in enumerate(found):
        one = group[row]
        stands = one.example.stands or ()
        start, end = words[0] - one.start, words[1] - one.start
        held[at, start:end] = 1 / (end - start)
        buckets[at] = BUCKETS[1024 + np.arange(width) - start]
        tags[at, : one.end - one.start] = 0
        mine = [stand for stand in stands if stand.words == words]
        for role in range(3):
            mark(tags[at], [piece for stand in mine for piece in stand.roles[role]], one.start, one.end - one.start, 1 + 2 * role)
        for other in stands:
            if other.words != words and one.start <= other.words[0] < one.end:
                alike[at, other.words[0] - one.start] = int(other.on in {stand.on for stand in mine})
    return Stands(torch.tensor([row for row, _ in found], dtype=torch.long), *map(torch.from_numpy, (held, tags, buckets, alike)))


def position_losses(network: Network, batch: Labelled, words: Tensor, stance: float, stands: float) -> dict[str, Tensor]:
    """The losses of the words that take a stand and of what belongs to each; `stance` and `stands` are their weights."""
    found: dict[str, Tensor] = {}
    labelled = int((batch.stance_tags != IGNORE).sum())
    given = batch.stands
    if stance and labelled:
        scores = network.stances(words).float().flatten(0, 1)
        total = functional.cross_entropy(scores, batch.stance_tags.flatten(), ignore_index=IGNORE, reduction="sum")
        found["stance"] = stance * total / max(1, len(given.owner), labelled // CALM)
    if stands and len(given.owner):
        taken = torch.einsum("sw,swh->sh", given.words.to(words.dtype), words[given.owner])
        scores = network.stands(taken, words, given.owner, given.buckets).float()
        tags = scores[..., : len(STAND_TAGS)].flatten(0, 1)
        total = functional.cross_entropy(tags, given.tags.flatten(), ignore_index=IGNORE, reduction="sum")
        found["stands"] = stands * total / len(taken) / 8
        known = given.alike != IGNORE
        if known.any():
            loss = functional.binary_cross_entropy_with_logits(scores[..., ALIKE][known], given.alike[known].float())
            found["alike"] = _ALIKE * stands * loss
    return found
