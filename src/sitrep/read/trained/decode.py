"""From scores to attributions: which words attribute, what to whom, and which attribution lies in which.

Joint and consistent by construction: each attribution has one cue (or a sign that stands for it), at most one source, some content; links
between attributions are a forest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from sitrep.read.trained.heads import Pairs, acts, pairs, softmax
from sitrep.read.trained.labels import ACTS
from sitrep.read.trained.model import Model
from sitrep.read.trained.windows import View

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Piece = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Thresholds of decoding, found on development data (docs/measured.md)."""

    cue: float = 0.40  # least probability that a word begins a cue
    inside: float = 0.50  # least probability that a cue goes on
    source: float = 0.50  # least probability, against nobody, that there is a source
    edge: float = 0.35  # least probability of a word beside the source's surest word to belong to it
    content: float = 0.50  # least probability of a word to be content
    nested: float = 0.50  # least probability that a cue lies in what another attributes
    gap: int = 1  # words that may be missing within one piece of content


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution, in words of the text. `sure` is the probability of its cue, `virtual` a sign that stands for a missing one."""

    cue: Piece
    source: Piece | None
    content: tuple[Piece, ...]
    virtual: bool
    sure: float
    act: str
    outer: int | None = None
    inside: dict[int, float] = field(default_factory=dict, compare=False)


def attributions(model: Model, views: Sequence[View], options: Options | None = None) -> list[Found]:
    """The attributions of a text from the views of its windows, in the order of their cues."""
    options = options or Options()
    found: list[Found] = []
    for view in views:
        found += _of_view(model, view, options)
    found.sort(key=lambda one: one.cue)
    return _linked(found, options)


def cues_of(scores: Floats, options: Options) -> list[tuple[Piece, bool, float]]:
    """The cues that logits [W, 4] show: words, whether virtual, probability."""
    chance = softmax(scores)
    made: list[tuple[Piece, bool, float]] = []
    at, count = 0, len(chance)
    begin = chance[:, 1] + chance[:, 3]
    while at < count:
        # A cue whose first word is tagged as going on still begins there.
        start = begin[at] + (chance[at, 2] if not (made and made[-1][0][1] == at) else 0)
        if start < options.cue:
            at += 1
            continue
        end = at + 1
        virtual = bool(chance[at, 3] > chance[at, 1])
        while not virtual and end < count and chance[end, 2] > max(options.inside, begin[end]):
            end += 1
        made.append(((at, end), virtual, float(start)))
        at = end
    return made


def _of_view(model: Model, view: View, options: Options) -> list[Found]:
    window = view.window
    cues = [one for one in cues_of(view.cues, options) if window.first <= one[0][0] + window.start < window.last]
    if not cues:
        return []
    places = [piece for piece, _, _ in cues]
    scores = pairs(model, view.words, places)
    named = acts(model, view.words, places)
    made: list[Found] = []
    for at, (cue, virtual, sure) in enumerate(cues):
        source = _source(scores, at, cue, options)
        content = _content(scores, at, cue, source, options)
        if not content:
            continue
        inside = {piece[0] + window.start: float(scores.nested[at, piece[0]]) for piece in places if piece != cue}
        made.append(
            Found(
                _moved(cue, window.start),
                _moved(source, window.start) if source else None,
                tuple(_moved(piece, window.start) for piece in content),
                virtual,
                sure,
                ACTS[int(named[at].argmax())],
                inside=inside,
            )
        )
    return made


def _moved(piece: Piece, by: int) -> Piece:
    return piece[0] + by, piece[1] + by


def _source(scores: Pairs, at: int, cue: Piece, options: Options) -> Piece | None:
    """The source of a cue: around the word that is surest to be in it, as far as the tags go on."""
    pointer = scores.pointer[at, 1:].copy()
    pointer[cue[0] : cue[1]] = 0
    tags = scores.tags[at]
    inside = tags[:, 1] + tags[:, 2]
    if 1 - scores.pointer[at, 0] < options.source:
        return None
    best = int((pointer * (0.1 + inside)).argmax())
    start, end = best, best + 1
    while start > 0 and tags[start, 1] < 0.5 and inside[start - 1] > options.edge and not cue[0] <= start - 1 < cue[1]:
        start -= 1
    while end < len(tags) and inside[end] > options.edge and tags[end, 1] < 0.5 and not cue[0] <= end < cue[1]:
        end += 1
    return start, end


def _content(scores: Pairs, at: int, cue: Piece, source: Piece | None, options: Options) -> list[Piece]:
    """The pieces of what a cue attributes."""
    tags = scores.tags[at]
    held = tags[:, 3] + tags[:, 4] > options.content
    held[cue[0] : cue[1]] = False
    if source:
        held[source[0] : source[1]] = False
    made: list[Piece] = []
    for word in np.flatnonzero(held):
        place = int(word)
        joined = made and place - made[-1][1] <= options.gap and not _between(made[-1][1], place, cue, source)
        if joined and tags[place, 3] < 0.5:
            made[-1] = (made[-1][0], place + 1)
        else:
            made.append((place, place + 1))
    return made


def _between(start: int, end: int, cue: Piece, source: Piece | None) -> bool:
    return any(piece is not None and piece[0] < end and start < piece[1] for piece in (cue, source))


def _linked(found: list[Found], options: Options) -> list[Found]:
    """The attributions with `outer` set: of those that hold the cue, the surest (then the shortest)."""
    holders: dict[int, list[tuple[float, int, int]]] = {}
    for number, one in enumerate(found):
        size = sum(end - start for start, end in one.content)
        for cue, score in one.inside.items():
            if score > options.nested:
                holders.setdefault(cue, []).append((-score, size, number))
    out = [replace(one, outer=min(holders[one.cue[0]])[2] if one.cue[0] in holders else None) for one in found]
    return [replace(one, outer=None) if _circular(out, at) else one for at, one in enumerate(out)]


def _circular(found: Sequence[Found], at: int) -> bool:
    seen, outer = {at}, found[at].outer
    while outer is not None and outer not in seen:
        seen.add(outer)
        outer = found[outer].outer
    return outer is not None
