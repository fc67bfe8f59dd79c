"""Families of event types, and what an event of each counts for in saying what a document is about."""

from __future__ import annotations

from sitrep.records import Auxiliary, EventType, Role

# Types that tell of the same happening from different sides: a raid is force and arrest, a march is protest and clashes.
_FAMILIES = (
    {EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.THREATEN},
    {EventType.PROTEST, EventType.COERCE, EventType.ASSAULT},
    {EventType.SANCTION, EventType.COERCE},
    {EventType.AGREE, EventType.CONSULT, EventType.SUPPORT, EventType.CONCEDE, EventType.COOPERATE, EventType.AID, EventType.RETREAT},
    {EventType.REQUEST, EventType.ACCUSE, EventType.REJECT, EventType.THREATEN, EventType.CONSULT, EventType.SANCTION},
)
WEIGHT = {
    EventType.ASSAULT: 3.0,
    EventType.PROTEST: 2.4,
    EventType.COERCE: 2.2,
    EventType.MOBILIZE: 1.8,
    EventType.SANCTION: 1.8,
    EventType.RETREAT: 1.6,
    EventType.AID: 1.5,
    EventType.CONCEDE: 1.5,
}
# Deeds: what is done, not what is said about it.
MATERIAL = (EventType.ASSAULT, EventType.COERCE, EventType.PROTEST, EventType.MOBILIZE, EventType.SANCTION)
OTHER_WEIGHT = 1.0
# An event that did not just happen is seldom what a document is about.
AUXILIARY_WEIGHT = {Auxiliary.HISTORICAL: 0.2, Auxiliary.FUTURE: 0.4, Auxiliary.HYPOTHETICAL: 0.3, Auxiliary.NEGATED: 0.4}
DENIED_WEIGHT = 0.9
BACKGROUND_WEIGHT = 0.25  # an event that is only the setting of what is reported
TOLL_ROLES = (Role.KILLED, Role.INJURED, Role.DETAINED, Role.ABDUCTED, Role.DISPLACED, Role.DESTROYED)


def same_family(first: EventType | None, second: EventType | None) -> bool | None:
    """Whether two types can tell of one happening; None where one is unknown."""
    if first is None or second is None:
        return None
    return first is second or any(first in family and second in family for family in _FAMILIES)
