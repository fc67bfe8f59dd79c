"""Decoding positions: the words that take a stand, then from their point of view the holder, the proposal and the grounds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sitrep.read.taken import Taken
from sitrep.read.tokens import span
from sitrep.read.trained.heads import softmax, stance_scores, stand_scores
from sitrep.read.trained.labels import STANCES
from sitrep.read.trained.model import Model
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.windows import View
from sitrep.records import Span, Stance

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Piece = tuple[int, int]
_HOLDER, _PROPOSAL, _GROUND = range(3)
_BESIDE = 3  # words between two holders that take one stand
_GAP = 3  # words that may be missing within a proposal or a ground
_CRUMB = 1  # words; a ground no longer than that is noise
_WORD = 0.8  # least sureness of a proposal of one word
_ENDS = frozenset(".?!;:\n")
_BEGINS = 0.5  # least probability that a word beside another of its role begins a stretch of its own
MOST = 32  # stands of a window; more is no text


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the network must be, measured on our own kept-aside passages (docs/measured.md)."""

    stance: float = 0.50
    holder: float = 0.50
    second: float = 0.80  # of a further holder on the same words
    proposal: float = 0.50
    ground: float = 0.50
    fringe: float = 0.30  # of a word beside sure ones to belong to them …
    least: float = 0.50  # of a stand as a whole: its words times its proposal
    edge: float = 0.20  # … and to belong to a holder
    alike: float = 0.50


@dataclass(frozen=True, slots=True)
class Found:
    """A stand in words of its window, with how alike the proposals of the others are."""

    words: Piece
    stance: int
    sure: float
    holders: tuple[Piece, ...]
    proposal: tuple[Piece, ...]
    clear: float
    grounds: tuple[Piece, ...]
    alike: dict[int, float]


@dataclass(frozen=True, slots=True)
class _Text:
    """A text and its words, seen from a window that begins at word `first`."""

    text: str
    words: Words
    first: int

    def spans(self, pieces: Sequence[Piece]) -> tuple[Span, ...]:
        starts, ends, first = self.words.starts, self.words.ends, self.first
        return tuple(span(self.text, starts[start + first], ends[end + first - 1]) for start, end in pieces)

    def parted(self, one: Piece, other: Piece) -> bool:
        """Whether a sign that ends a clause stands between two stretches (the first one first)."""
        between = self.text[self.words.ends[one[1] + self.first - 1] : self.words.starts[other[0] + self.first]]
        return any(sign in _ENDS for sign in between)


def stands(model: Model, text: str, words: Words, views: Sequence[View], sureness: Sureness | None = None) -> list[Taken]:
    """The stands of a segment, in order of their words; one on the words of another's proposal has these, one without any is left out."""
    sureness = sureness or Sureness()
    return [one for view in views for one in _of_view(model, text, words, view, sureness)]


def _of_view(model: Model, text: str, words: Words, view: View, sureness: Sureness) -> Iterator[Taken]:
    window = view.window
    seen = _stances(softmax(stance_scores(model, view.words)), sureness.stance)
    if not any(window.first <= piece[0] + window.start < window.last for piece, _, _ in seen):
        return
    held = _Text(text, words, window.start)
    found = _found(model, view, sorted(sorted(seen, key=lambda one: -one[2])[:MOST]), held, sureness)

    for one in found:
        if not window.first <= one.words[0] + window.start < window.last:
            continue
        answered, clear = _answered(one, found, sureness)
        if one.sure * clear < sureness.least:
            continue
        proposal, grounds = held.spans(answered), held.spans(one.grounds)
        for holder in held.spans(one.holders) or (None,):
            yield Taken(held.spans([one.words])[0], Stance(STANCES[one.stance]), one.sure, holder, proposal, grounds)


def _stances(chance: Floats, least: float) -> list[tuple[Piece, int, float]]:
    """(words, number of the stance, probability) of what takes a stand in a window."""
    some = 1 - chance[:, 0]
    kinds = chance[:, 1::2] + chance[:, 2::2]
    found: list[tuple[Piece, int, float]] = []
    for at in np.flatnonzero(some >= least).tolist():
        if found and found[-1][0][1] == at and chance[at, 2::2].max() > chance[at, 1::2].max():
            found[-1] = ((found[-1][0][0], at + 1), 0, 0.0)
        else:
            found.append(((at, at + 1), 0, 0.0))
    return [((start, end), int(kinds[start:end].sum(0).argmax()), float(some[start:end].max())) for (start, end), _, _ in found]


def _found(model: Model, view: View, seen: Sequence[tuple[Piece, int, float]], text: _Text, sureness: Sureness) -> list[Found]:
    places = [piece for piece, _, _ in seen]
    tags, alike = stand_scores(model, view.words, places)
    made: list[Found] = []
    for at, (piece, kind, sure) in enumerate(seen):
        proposal, clear = _proposal(text, tags[at], sureness)
        holders, grounds = tuple(_holders(tags[at], piece, sureness)), tuple(_grounds(text, tags[at], sureness))
        near = {other: float(alike[at, start]) for other, (start, _) in enumerate(places) if other != at}
        made.append(Found(piece, kind, sure, holders, proposal, clear, grounds, near))
    return made


def _holders(tags: Floats, words: Piece, sureness: Sureness) -> list[Piece]:
    """The surest holder, and those named beside it that are as sure as a further one must be ("Paris and Rome both oppose it")."""
    chance = tags[:, 1 + 2 * _HOLDER] + tags[:, 2 + 2 * _HOLDER]
    found = [one for one in _stretches(tags, _HOLDER, sureness.holder, sureness.edge) if one[1] <= words[0] or words[1] <= one[0]]
    ranked = sorted(found, key=lambda one: -float(chance[one[0] : one[1]].mean()))
    beside = [one for one in ranked[1:] if max(one[0] - ranked[0][1], ranked[0][0] - one[1]) <= _BESIDE]
    return sorted(ranked[:1] + [one for one in beside if chance[one[0] : one[1]].mean() >= sureness.second])


def _stretches(tags: Floats, role: int, least: float, fringe: float) -> list[Piece]:
    """The stretches of words that fill a role: from sure words on as far as words are likely, and not over where another begins."""
    begin, inside = tags[:, 1 + 2 * role], tags[:, 2 + 2 * role]
    chance = begin + inside
    found: list[Piece] = []
    for at in np.flatnonzero(chance >= fringe).tolist():
        if found and found[-1][1] == at and begin[at] < _BEGINS:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    return [(start, end) for start, end in found if chance[start:end].max() >= least]


def _joined(text: _Text, pieces: Sequence[Piece]) -> list[Piece]:
    """Stretches that a few words part, but no sign that ends a clause, as one."""
    out: list[Piece] = []
    for piece in pieces:
        if out and piece[0] - out[-1][1] <= _GAP and not text.parted(out[-1], piece):
            out[-1] = (out[-1][0], piece[1])
        else:
            out.append(piece)
    return out


def _grounds(text: _Text, tags: Floats, sureness: Sureness) -> list[Piece]:
    begin = tags[:, 1 + 2 * _GROUND]
    made: list[Piece] = []
    for piece in _stretches(tags, _GROUND, sureness.ground, sureness.fringe):
        if made and begin[piece[0]] < _BEGINS and _joined(text, [made[-1], piece]) == [(made[-1][0], piece[1])]:
            made[-1] = (made[-1][0], piece[1])
        else:
            made.append(piece)
    return [piece for piece in made if piece[1] - piece[0] > _CRUMB]


def _proposal(text: _Text, tags: Floats, sureness: Sureness) -> tuple[tuple[Piece, ...], float]:
    """The words of the proposal, the likeliest stretch and others that no sign that ends a clause parts from it, and how sure they are."""
    chance = tags[:, 1 + 2 * _PROPOSAL] + tags[:, 2 + 2 * _PROPOSAL]
    pieces = _joined(text, _stretches(tags, _PROPOSAL, sureness.proposal, sureness.fringe))
    if not pieces:
        return (), 0.0
    best = max(pieces, key=lambda one: float(chance[one[0] : one[1]].sum()))
    held = tuple(one for one in pieces if not text.parted(min(one, best), max(one, best)))
    sure = float(np.concatenate([chance[start:end] for start, end in held]).mean())
    return ((), 0.0) if sum(end - start for start, end in held) == 1 and sure < _WORD else (held, sure)


def _answered(one: Found, found: Sequence[Found], sureness: Sureness) -> tuple[tuple[Piece, ...], float]:
    """The words of its proposal and how sure they are: its own, or those of the stand likeliest to be on the same, if these hold more."""
    others = ((sure, number) for number, sure in one.alike.items() if found[number].proposal and sure >= sureness.alike)
    sure, best = max(others, default=(0.0, 0))
    if not sure:
        return one.proposal, one.clear
    other = found[best]
    if not one.proposal:
        return other.proposal, sure * other.clear
    meet = any(start < last and first < end for start, end in one.proposal for first, last in other.proposal)
    longer = sum(end - start for start, end in other.proposal) > sum(end - start for start, end in one.proposal)
    return (other.proposal if meet and longer else one.proposal), one.clear
