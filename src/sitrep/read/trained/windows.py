"""Texts → windows of word pieces that overlap, and what the network says of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from sitrep.read.trained.model import Inputs, Model
from sitrep.read.trained.pieces import Words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 320  # pieces of a window, the two marks at its ends included
OVERLAP = 64  # pieces that a window shares with the next


@dataclass(frozen=True, slots=True)
class Window:
    """Words `start` to `end` of text number `text`; of them `first` to `last` are read here rather than in a neighbour."""

    text: int
    start: int
    end: int
    first: int
    last: int
    pieces: int


@dataclass(frozen=True, slots=True)
class View:
    """A window with what the network says of it: vectors [W, H], cue [W, 4], entity [W, 15] and event [W, 33] logits."""

    window: Window
    words: NDArray[np.float32]
    cues: NDArray[np.float32]
    entities: NDArray[np.float32]
    events: NDArray[np.float32]
    hints: NDArray[np.int64]


def cut(text: int, words: Words, size: int = SIZE, overlap: int = OVERLAP) -> list[Window]:
    """The windows of a text (`size` is more than any word has pieces).

    A word that two windows share belongs to the one in which it lies deeper.
    """
    sums = [0, *accumulate(len(pieces) for pieces in words.pieces)]
    bounds: list[tuple[int, int]] = []
    at = 0
    while at < len(words):
        end = max(bisect_right(sums, sums[at] + size - 2) - 1, at + 1)
        bounds.append((at, end))
        if end >= len(words):
            break
        at = max(bisect_right(sums, sums[end] - overlap) - 1, at + 1)
    middles = [0, *((bounds[i + 1][0] + bounds[i][1]) // 2 for i in range(len(bounds) - 1)), len(words)]
    return [Window(text, start, end, middles[i], middles[i + 1], sums[end] - sums[start] + 2) for i, (start, end) in enumerate(bounds)]


def views(model: Model, texts: Sequence[Words], size: int = SIZE, overlap: int = OVERLAP) -> list[list[View]]:
    """The views of each text, in order.

    Each window is a pass of its own, several at a time: int8 scales are taken from what a pass holds, so windows that shared a pass would
    change each other's scores, and a document would read differently in other company.
    """
    windows = [window for text, words in enumerate(texts) for window in cut(text, words, size, overlap)]
    found: list[list[View]] = [[] for _ in texts]
    inputs = [_arrays(model, texts[one.text], one) for one in windows]
    for window, given, scores in zip(windows, inputs, model.encode(inputs), strict=True):
        view = View(window, scores.words[0], scores.cues[0], scores.entities[0], scores.events[0], given.hints[0])
        found[window.text].append(view)
    return found


def _arrays(model: Model, words: Words, window: Window) -> Inputs:
    import numpy as np

    ids, forms, first = [model.pieces.start], [0], []
    hints = words.hints[window.start : window.end] or [0] * (window.end - window.start)
    for word in range(window.start, window.end):
        pieces = words.pieces[word]
        first.append(len(ids))
        ids += pieces
        forms += [words.forms[word] + 1] * len(pieces)
    ids.append(model.pieces.end)
    forms.append(0)
    return Inputs(*(np.array([one], np.int64) for one in (ids, forms, first, hints)))
