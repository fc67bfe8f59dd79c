"""Decoding events: triggers and their types, then for each its mode, its standing, its parties, place and time, and what is told again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from sitrep.read.tokens import span
from sitrep.read.told import Told
from sitrep.read.trained.heads import arcs, softmax, told_scores, with_hints
from sitrep.read.trained.labels import AUXILIARIES, EVENT_ROLES, EVENT_TYPES, TYPE_MODES
from sitrep.read.trained.model import Model
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.windows import View
from sitrep.records import Auxiliary, EventType, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

Piece = tuple[int, int]
_BACK = 50  # events of a type that are looked back to for one that is told again: bounds the time
_MODES = [[at for at, (kind, _) in enumerate(TYPE_MODES) if kind == one] for one in EVENT_TYPES]


@dataclass(frozen=True, slots=True)
class Limits:
    """How sure the network must be, measured on our own kept-aside passages and on the measuring kit (docs/measured.md)."""

    trigger: float = 0.25  # of the surest event in a sentence
    further: float = 0.60  # of any other
    background: float = 0.40  # as sure of its being background, an event is left out that has no place and no time of its own
    again: float = 0.50
    mode: float = 0.42
    role: float = 0.45
    place: float = 0.40


@dataclass(frozen=True, slots=True)
class Found:
    """An event in words of the text, before further mentions are brought together."""

    trigger: Piece
    type: int
    sure: float
    mode: str | None
    auxiliary: str | None
    background: float
    again: float
    roles: tuple[tuple[Piece, ...], ...]
    same: dict[int, float]


def happenings(model: Model, views: Sequence[View], sentence: Sequence[int], limits: Limits | None = None) -> list[Found]:
    """The events that a text tells, in order of their triggers (word numbers); `sentence` has the number of each word's sentence.

    Beside the surest of its sentence an event has to be surer: what is not is dropped before the heads look at it, which costs most.
    """
    limits = limits or Limits()
    return [one for view in views for one in _of_view(model, view, sentence, limits)]


def _of_view(model: Model, view: View, sentence: Sequence[int], limits: Limits) -> Iterator[Found]:
    window = view.window
    chance = softmax(view.events)
    seen = list(_triggers(chance, limits.trigger))
    surest: dict[int, float] = {}
    for (start, _), sure in seen:
        within = sentence[start + window.start]
        surest[within] = max(sure, surest.get(within, 0.0))
    seen = [one for one in seen if one[1] >= min(limits.further, surest[sentence[one[0][0] + window.start]])]
    own = [one for one in seen if window.first <= one[0][0] + window.start < window.last]
    if not own:
        return
    places = [piece for piece, _ in own]
    words = with_hints(model, view.words, view.hints)
    details = told_scores(model, words, places)
    tags, same = arcs(model, words, places)
    for at, (piece, sure) in enumerate(own):
        kind = likeliest_type(chance[piece[0] : piece[1]], details.modes[at])
        auxiliary = int(details.auxiliaries[at].argmax())
        yield Found(
            trigger=_moved(piece, window.start),
            type=kind,
            sure=sure,
            mode=_mode(kind, details.modes[at], limits.mode),
            auxiliary=AUXILIARIES[auxiliary - 1] if auxiliary else None,
            background=float(details.background[at]),
            again=float(details.again[at]),
            roles=tuple(
                tuple(_moved(one, window.start) for one in _spans(tags[at], role, piece, limits)) for role in range(len(EVENT_ROLES))
            ),
            same={other[0] + window.start: float(same[at, other[0]]) for other, _ in seen if other != piece},
        )


def likeliest_type(chance: Floats, modes: Floats) -> int:
    """The number of an event's type: two heads say how likely each is, that of the trigger's words and, by its modes, that of the event.

    Their product decides, as of two experts (Hinton, "Training products of experts", 2002).
    """
    words = _kinds(chance).sum(0)
    whole = np.array([modes[some].sum() for some in _MODES])
    return int((words * whole).argmax())


def _mode(kind: int, modes: Floats, least: float) -> str | None:
    """The likeliest mode of a type, if it is as likely as `least` among the modes of that type."""
    own = modes[_MODES[kind]]
    best = int(own.argmax())
    return TYPE_MODES[_MODES[kind][best]][1] if own[best] >= least * max(float(own.sum()), 1e-9) else None


def _kinds(chance: Floats) -> Floats:
    """What the tags of words say of each type."""
    return chance[..., 1::2] + chance[..., 2::2]


def _triggers(chance: Floats, least: float) -> Iterator[tuple[Piece, float]]:
    """(words, probability) of the triggers in a window."""
    some = 1 - chance[:, 0]
    kinds = _kinds(chance)
    at = 0
    while at < len(some):
        if some[at] < least:
            at += 1
            continue
        end = at + 1
        kind = int(kinds[at].argmax())
        while end < len(some) and some[end] >= least and chance[end, 2 + 2 * kind] > chance[end, 1::2].max():
            end += 1
        yield (at, end), float(some[at:end].max())
        at = end


def _spans(tags: Floats, role: int, trigger: Piece, limits: Limits) -> list[Piece]:
    """The stretches of words that fill a role; of places and times only the surest."""
    begin, inside = tags[:, 1 + 2 * role], tags[:, 2 + 2 * role]
    chance = begin + inside
    sure = np.flatnonzero(chance >= (limits.role if role < 2 else limits.place))
    found: list[tuple[int, int]] = []
    for at in sure.tolist():  # few of a window's words: looking at each would take longer than the network
        if trigger[0] <= at < trigger[1]:
            continue
        if found and found[-1][1] == at and inside[at] > begin[at]:
            found[-1] = (found[-1][0], at + 1)
        else:
            found.append((at, at + 1))
    if role >= 2:
        found = sorted(found, key=lambda one: -float(chance[one[0] : one[1]].mean()))[:1]
    return found


def _moved(piece: Piece, by: int) -> Piece:
    return piece[0] + by, piece[1] + by


def settled(text: str, words: Words, found: Sequence[Found], limits: Limits | None = None, *, before: int = 0) -> list[Told]:
    """The events to be told, further mentions pointing to the event that they tell again; background without place and time is left out.

    `before` is how many the document's earlier segments told.
    """
    limits = limits or Limits()
    kept: list[tuple[Found, int | None]] = []
    new: dict[int, list[tuple[int, Found]]] = {}  # by type: the events told for the first time
    for one in found:
        first = _first(one, new.get(one.type, [])[-_BACK:], limits)
        if first is None:
            if one.background >= limits.background and not (one.roles[2] or one.roles[3]):
                continue
            new.setdefault(one.type, []).append((len(kept), one))
        kept.append((one, first))
    return [_told(text, words, one, None if same is None else same + before, limits) for one, same in kept]


def _first(one: Found, before: Sequence[tuple[int, Found]], limits: Limits) -> int | None:
    """The number of the event that one tells again: the likeliest in its window, else the last of its type."""
    if one.again < limits.again or not before:
        return None
    sure, number = max((one.same.get(other.trigger[0], 0.0), number) for number, other in before)
    return number if sure > limits.again else before[-1][0]


def _told(text: str, words: Words, one: Found, same: int | None, limits: Limits) -> Told:
    def spans(pieces: Sequence[Piece]) -> tuple[Span, ...]:
        return tuple(span(text, words.starts[start], words.ends[end - 1]) for start, end in pieces)

    actors, recipients, places, times = map(spans, one.roles)
    return Told(
        trigger=spans([one.trigger])[0],
        type=EventType(EVENT_TYPES[one.type]),
        mode=one.mode,
        auxiliary=Auxiliary(one.auxiliary) if one.auxiliary else None,
        actors=actors,
        recipients=recipients,
        place=places[0] if places else None,
        time=times[0] if times else None,
        same=same,
        background=one.background >= limits.background,
    )
