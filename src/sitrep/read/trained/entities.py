"""Names by the network, brought together with those by rule.

The rules know the tables of actors and places, and where a name begins and ends; the network sees what the sentence says of it, so it
decides of what kind a name is, and finds names that no table and no rule knows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from sitrep.read.actors import actors
from sitrep.read.stretches import Touching
from sitrep.read.tokens import span
from sitrep.read.trained.heads import softmax
from sitrep.read.trained.labels import ENTITY_TAGS
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.windows import View
from sitrep.records import Mention, MentionType

_PARAGRAPH = 3  # the gap before a word that begins one
_KEPT = frozenset({MentionType.GROUP, MentionType.FACILITY, MentionType.VEHICLE_WEAPON})


@dataclass(frozen=True, slots=True)
class Entity:
    """A name in characters, its kind, and how sure the network is of it (the mean over its words)."""

    start: int
    end: int
    type: MentionType
    sure: float


def entities(words: Words, views: Sequence[View]) -> list[Entity]:
    """The names that the network sees in a segment, in order."""
    parts = [softmax(view.entities)[view.window.first - view.window.start : view.window.last - view.window.start] for view in views]
    if not parts:
        return []
    chance = np.concatenate(parts)
    best = chance.argmax(1)
    found: list[Entity] = []
    at = 0
    while at < len(best):
        if not best[at]:
            at += 1
            continue
        kind = ENTITY_TAGS[best[at]][2:]
        end = at + 1
        while end < len(best) and ENTITY_TAGS[best[end]] == f"I-{kind}" and words.forms[end] % 12 // 3 < _PARAGRAPH:
            end += 1
        sure = float(chance[np.arange(at, end), best[at:end]].mean())
        found.append(Entity(words.starts[at], words.ends[end - 1], MentionType(kind), sure))
        at = end
    return found


def merged(
    text: str, ruled: Sequence[Mention], seen: Sequence[Entity], *, kind: float = 0.5, place: float = 0.9, new: float = 0.6
) -> tuple[Mention, ...]:
    """The rules' mentions with the network's kind where both have the same words, and the network's where the rules have nothing.

    `kind` and `new` are how sure the network must be, `place` how sure to take a name for something else than the place that the gazetteer
    knows. Kinds that the corpora do not tell (groups, facilities, vehicles) stay as ruled.
    """
    places = {(one.span.start, one.span.end) for one in ruled if one.type is MentionType.PLACE}
    exact = {spot: one for one in seen if one.sure > (place if (spot := (one.start, one.end)) in places else kind)}
    out = [
        replace(one, type=exact[spot].type)
        if (spot := (one.span.start, one.span.end)) in exact and one.type not in _KEPT and not _known(one, exact[spot])
        else one
        for one in ruled
    ]
    # "The army shelled the market" names nobody; where nothing has a capital, names have none either.
    cased = not text.islower()
    near = Touching(ruled, lambda one: (one.span.start, one.span.end))
    for one in seen:
        where = span(text, one.start, one.end)
        if one.sure > new and not near.indices(one.start, one.end) and not (cased and where.text.islower()):
            out.append(Mention(span=where, type=one.type, name=None if one.type is MentionType.PLACE else where.text))
    return tuple(sorted(out, key=lambda one: (one.span.start, one.span.end)))


def _known(ruled: Mention, seen: Entity) -> bool:
    """Whether the network takes for a place what the table of actors knows as none ("NATO")."""
    actor = actors().get(ruled.span.text) if seen.type is MentionType.PLACE and ruled.type is not MentionType.PLACE else None
    return actor is not None and actor.kind != "state"
