"""The heads that look at one cue or one statement, in numpy: the same sums as in training/network.py."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sitrep.read.trained.labels import AGAIN, ALIKE, ARC_TAGS, BACKGROUND, HAPPENED, NESTED, PAIR_TAGS, POINTER, SAME, STAND_TAGS
from sitrep.read.trained.model import FARTHEST_WORD, Model

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

REACH = 64
FARTHEST = 100  # the same for stands: grounds are given sentences later
_TOGETHER = 4  # triggers that are looked at together, with the words near any of them
Piece = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the pair head says of K cues of a window: probabilities of tags [K, W, 5], of being the source [K, 1 + W] (first: nobody),
    of being a cue inside what this cue attributes [K, W].
    """

    tags: Floats
    pointer: Floats
    nested: Floats


def softmax(values: Floats) -> Floats:
    """Probabilities from logits, over the last axis."""
    grown = np.exp(values - values.max(-1, keepdims=True))
    result: Floats = (grown / grown.sum(-1, keepdims=True)).astype(np.float32)
    return result


def sigmoid(values: Floats) -> Floats:
    """Probabilities from single logits."""
    result: Floats = (1 / (1 + np.exp(-np.clip(values, -30, 30)))).astype(np.float32)
    return result


def vectors(words: Floats, cues: Sequence[Piece]) -> Floats:
    """The mean vector of each cue's words."""
    return np.stack([words[start] if end - start == 1 else words[start:end].mean(0) for start, end in cues])


def _seen(model: Model, name: str, words: Floats, cues: Sequence[Piece]) -> tuple[Floats, Floats]:
    """The vectors of cues (or triggers) [K, H], and a pair head's scores of each word from their points of view [K, W, outputs].

    One cue after another in the same two arrays: with all at once what is added up would leave the processor's cache.
    """
    held, far = model.heads, model.distances[name]
    cue = vectors(words, cues)
    near = cue @ held[f"{name}.cue.weight"].T + held[f"{name}.cue.bias"]
    word = words @ held[f"{name}.word.weight"].T + held[f"{name}.word.bias"]
    out = held[f"{name}.out.weight"].T
    width, count = near.shape[1] // 2, len(words)
    plain, gated = word[:, :width], word[:, width:]
    mixed, product = np.empty((count, width), np.float32), np.empty((count, width), np.float32)
    scores = np.empty((len(cues), count, out.shape[1]), np.float32)
    for row, (start, _) in enumerate(cues):
        np.add(plain, near[row, :width], out=mixed)
        mixed += np.multiply(gated, near[row, width:], out=product)
        mixed += far[FARTHEST_WORD - start : FARTHEST_WORD - start + count]
        np.matmul(np.maximum(mixed, 0, out=mixed), out, out=scores[row])
    scores += held[f"{name}.out.bias"]
    return cue, scores


def pairs(model: Model, words: Floats, cues: Sequence[Piece]) -> Pairs:
    """The pair head for the cues of a window (word numbers within it)."""
    cue, scores = _seen(model, "pairs", words, cues)
    none = cue @ model.heads["pairs.none.weight"].T + model.heads["pairs.none.bias"]
    pointer = softmax(np.concatenate([none, scores[..., POINTER]], 1))
    return Pairs(softmax(scores[..., : len(PAIR_TAGS)]), pointer, sigmoid(scores[..., NESTED]))


def with_hints(model: Model, words: Floats, hints: NDArray[np.int64]) -> Floats:
    """The vectors of words with those of their hints: what the event heads look at."""
    found: Floats = words + model.heads["hint.weight"][hints]
    return found


def arcs(model: Model, words: Floats, triggers: Sequence[Piece]) -> tuple[Floats, Floats]:
    """For the triggers of a window, in their order: probabilities of role tags [E, W, 9], and of a word's triggering the same event [E, W].

    Words farther than REACH from a trigger are taken to have no part in its event: a look at them would cost as much as one at those near.
    """
    tags, same = np.zeros((len(triggers), len(words), len(ARC_TAGS)), np.float32), np.zeros((len(triggers), len(words)), np.float32)
    tags[..., 0] = 1
    for first in range(0, len(triggers), _TOGETHER):
        some = triggers[first : first + _TOGETHER]
        begin, end = max(0, some[0][0] - REACH), min(len(words), some[-1][1] + REACH)
        _, scores = _seen(model, "arcs", words[begin:end], [(one - begin, other - begin) for one, other in some])
        tags[first : first + len(some), begin:end] = softmax(scores[..., : len(ARC_TAGS)])
        same[first : first + len(some), begin:end] = sigmoid(scores[..., SAME])
    return tags, same


def stance_scores(model: Model, words: Floats) -> Floats:
    """The logits [W, 11] of the words of a window to take a stand, and which."""
    held = model.heads
    hidden = np.maximum(words @ held["stances.0.weight"].T + held["stances.0.bias"], 0)
    result: Floats = hidden @ held["stances.3.weight"].T + held["stances.3.bias"]
    return result


def stand_scores(model: Model, words: Floats, places: Sequence[Piece]) -> tuple[Floats, Floats]:
    """For the words that take a stand in a window: probabilities of tags of holder, proposal and grounds [S, W, 7], and of a word's
    taking a stand on the same proposal [S, W]. Words farther than FARTHEST have no part in it.
    """
    tags, alike = np.zeros((len(places), len(words), len(STAND_TAGS)), np.float32), np.zeros((len(places), len(words)), np.float32)
    tags[..., 0] = 1
    for first in range(0, len(places), _TOGETHER):
        some = places[first : first + _TOGETHER]
        begin, end = max(0, some[0][0] - FARTHEST), min(len(words), some[-1][1] + FARTHEST)
        _, scores = _seen(model, "stands", words[begin:end], [(one - begin, other - begin) for one, other in some])
        tags[first : first + len(some), begin:end] = softmax(scores[..., : len(STAND_TAGS)])
        alike[first : first + len(some), begin:end] = sigmoid(scores[..., ALIKE])
    return tags, alike


@dataclass(frozen=True, slots=True)
class Details:
    """Of E events: probabilities of modes (of all types) and auxiliary modes, of being background and of being told again."""

    modes: Floats
    auxiliaries: Floats
    background: Floats
    again: Floats


def told_scores(model: Model, words: Floats, triggers: Sequence[Piece]) -> Details:
    """The told head for the triggers of a window."""
    held = model.heads
    hidden = np.maximum(vectors(words, triggers) @ held["told.0.weight"].T + held["told.0.bias"], 0)
    scores = hidden @ held["told.3.weight"].T + held["told.3.bias"]
    modes, auxiliaries = softmax(scores[:, :HAPPENED]), softmax(scores[:, HAPPENED:BACKGROUND])
    return Details(modes, auxiliaries, sigmoid(scores[:, BACKGROUND]), sigmoid(scores[:, AGAIN]))


def acts(model: Model, words: Floats, cues: Sequence[Piece]) -> Floats:
    """The probabilities of acts [K, 13] of cues."""
    return softmax(vectors(words, cues) @ model.heads["act.weight"].T + model.heads["act.bias"])


def standing(model: Model, words: Floats, inside: Sequence[NDArray[np.bool_]], cues: Sequence[Piece | None]) -> Floats:
    """The standing head's logits [S, modalities + 2] for statements of a window: which words each holds, and its cue (None: own voice)."""
    held = model.heads
    weight = words @ held["attend.weight"].T[:, 0] + held["attend.bias"][0]
    cue = np.stack([words[one[0] : one[1]].mean(0) if one else held["own"] for one in cues])
    masks = np.stack(list(inside))
    spread = softmax(np.where(masks, weight[None], -1e4).astype(np.float32))
    both = np.concatenate([spread @ words, cue], 1)
    hidden = np.maximum(both @ held["standing.0.weight"].T + held["standing.0.bias"], 0)
    result: Floats = hidden @ held["standing.3.weight"].T + held["standing.3.bias"]
    return result
