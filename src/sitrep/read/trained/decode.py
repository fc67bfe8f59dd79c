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
_SURE = 9.0  # a logit
_CRUMB = 2  # words; so short a piece far from the frame is noise, not content
MOST = 48  # cues of a window; more is no text, and linking them costs more than their square


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """Thresholds of decoding, found on development data (docs/measured.md)."""

    cue: float = 0.40  # least probability that a word begins a cue
    inside: float = 0.50  # least probability that a cue goes on
    source: float = 0.50  # least probability, against nobody, that there is a source
    edge: float = 0.20  # least probability of a word beside the source's surest word to belong to it
    content: float = 0.60  # least probability of a word to be content
    fringe: float = 0.30  # least probability of a word beside sure content to belong to it
    nested: float = 0.30  # least probability that a cue lies in what another attributes
    quality: float = 1.0  # how much the sureness of source and content counts beside that of the cue (a power)
    least: float = 0.55  # least sureness of an attribution as a whole
    clear: float = 0.90  # from this sureness of its cue on …
    clear_least: float = 0.40  # … an attribution need be no surer as a whole than this
    gap: int = 1  # words that may be missing within one piece of content


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution, in words of the text. `sure` tells how sure it is as a whole, `virtual` a sign that stands for a missing one."""

    cue: Piece
    source: Piece | None
    content: tuple[Piece, ...]
    virtual: bool
    sure: float
    act: str
    outer: int | None = None
    inside: dict[int, float] = field(default_factory=dict, compare=False)


def attributions(
    model: Model, views: Sequence[View], options: Options | None = None, *, after: int = 0, certain: Sequence[Piece] = ()
) -> list[Found]:
    """The attributions of a text from the views of its windows, in the order of their cues.

    Cues before word `after` are left out; the words `certain` are cues whatever the network thinks of them.
    """
    options = options or Options()
    found: list[Found] = []
    for view in views:
        found += _of_view(model, view, options, certain)
    ordered: list[Found] = []
    for one in sorted(found, key=lambda one: one.cue):
        # A cue on the border of two windows may have been begun by both.
        if one.cue[0] >= max(after, ordered[-1].cue[1] if ordered else 0):
            ordered.append(one)
    return _linked(ordered, options)


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
    return sorted(sorted(made, key=lambda one: -one[2])[:MOST])


def _of_view(model: Model, view: View, options: Options, certain: Sequence[Piece]) -> list[Found]:
    """The attributions whose cues belong to a window; cues that it shares with its neighbours are seen as possibly nested in them."""
    window = view.window
    seen = cues_of(_with(view, certain), options)
    cues = [one for one in seen if window.first <= one[0][0] + window.start < window.last]
    if not cues:
        return []
    places = [piece for piece, _, _ in cues]
    scores = pairs(model, view.words, places)
    named = acts(model, view.words, places)
    made: list[Found] = []
    for at, (cue, virtual, sure) in enumerate(cues):
        blank = None if virtual else cue
        source = _source(scores, at, cue, options)
        content = _content(scores, at, blank, source, options)
        if content:
            whole = sure * _quality(scores, at, source, content) ** options.quality
            if whole < (options.least if sure < options.clear else options.clear_least):
                continue
            moved = _moved(source, window.start) if source else None
            pieces = tuple(_moved(piece, window.start) for piece in content)
            inside = {piece[0] + window.start: float(scores.nested[at, piece[0]]) for piece, _, _ in seen if piece != cue}
            made.append(Found(_moved(cue, window.start), moved, pieces, virtual, whole, ACTS[int(named[at].argmax())], inside=inside))
    return made


def _quality(scores: Pairs, at: int, source: Piece | None, content: Sequence[Piece]) -> float:
    """How sure the source (or that there is none) and the content are: the mean of their words' probabilities, one times the other."""
    tags = scores.tags[at]
    words = slice(*content[0]) if len(content) == 1 else np.concatenate([np.arange(start, end) for start, end in content])
    held = float((tags[words, 3] + tags[words, 4]).mean())
    pointer = scores.pointer[at]
    named = float(pointer[1 + source[0] : 1 + source[1]].sum()) if source else float(pointer[0])
    return held * named


def _with(view: View, certain: Sequence[Piece]) -> Floats:
    """The cue logits of a window, with those of words that are surely cues made sure."""
    scores: Floats = view.cues
    inside = [one for one in certain if view.window.start <= one[0] and one[1] <= view.window.end]
    if inside:
        scores = scores.copy()
        for start, end in inside:
            place = start - view.window.start
            scores[place : end - view.window.start] = (0, 0, _SURE, 0)
            scores[place] = (0, _SURE, 0, 0)
    return scores


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


def _content(scores: Pairs, at: int, cue: Piece | None, source: Piece | None, options: Options) -> list[Piece]:
    """The pieces of what a cue attributes: its sure words, and from there on as far as words are likely."""
    tags = scores.tags[at]
    chance = tags[:, 3] + tags[:, 4]
    for piece in (cue, source):
        if piece:
            chance[piece[0] : piece[1]] = 0.0
    likely = chance > options.fringe
    made: list[Piece] = []
    for start, end in _runs(likely):
        sure = np.flatnonzero(chance[start:end] > options.content)
        if not len(sure):
            continue
        joined = made and start - made[-1][1] <= options.gap and not _between(made[-1][1], start, cue, source)
        made[-1:] = [(made[-1][0], end)] if joined else [*made[-1:], (start, end)]
    longest = max((end - start for start, end in made), default=0)
    return [piece for piece in made if piece[1] - piece[0] > _CRUMB or longest <= 2 * _CRUMB or _beside(piece, cue, source)]


def _beside(piece: Piece, cue: Piece | None, source: Piece | None) -> bool:
    """Whether a piece stands right beside the frame (a subject that the cue parts from the rest of what is said)."""
    return any(part is not None and (abs(part[0] - piece[1]) <= 1 or abs(piece[0] - part[1]) <= 1) for part in (cue, source))


def _runs(held: NDArray[np.bool_]) -> list[Piece]:
    """The stretches of words that are held."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], held, [False]]).astype(np.int8)))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


def _between(start: int, end: int, cue: Piece | None, source: Piece | None) -> bool:
    return any(piece is not None and piece[0] < end and start < piece[1] for piece in (cue, source))


def _linked(found: list[Found], options: Options) -> list[Found]:
    """The attributions with `outer` set: of those that hold a cue, one that holds no other of them; of several, the surest."""
    holders: dict[int, list[int]] = {}
    for number, one in enumerate(found):
        for cue in one.inside:
            if _held(one, cue) > options.nested:
                holders.setdefault(cue, []).append(number)
    out: list[Found] = []
    for at, one in enumerate(found):
        ones = [number for number in holders.get(one.cue[0], ()) if number != at]
        inner = [number for number in ones if not any(_over(found, number, other, options) for other in ones)]
        best = max(inner or ones, key=lambda number: (_held(found[number], one.cue[0]), -number), default=None)
        out.append(replace(one, outer=best))
    return [replace(one, outer=None) if _circular(out, at) else one for at, one in enumerate(out)]


def _held(one: Found, cue: int) -> float:
    """How sure it is that a cue lies in what an attribution puts forward: as scored, and more so where the content holds it."""
    inside = any(start <= cue < end for start, end in one.content)
    return one.inside.get(cue, 0.0) + (0.25 if inside else -0.1)


def _over(found: Sequence[Found], outer: int, inner: int, options: Options) -> bool:
    """Whether one attribution holds another and not the other way round."""
    over, under = _held(found[outer], found[inner].cue[0]), _held(found[inner], found[outer].cue[0])
    return outer != inner and over > options.nested and over > under


def _circular(found: Sequence[Found], at: int) -> bool:
    seen, outer = {at}, found[at].outer
    while outer is not None and outer not in seen:
        seen.add(outer)
        outer = found[outer].outer
    return outer == at
