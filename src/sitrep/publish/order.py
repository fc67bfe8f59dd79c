"""The order of the front page: what weighs most comes first."""

from __future__ import annotations

import math
from datetime import datetime, timedelta

from sitrep.publish.dates import moment_of
from sitrep.publish.shelf import Shelf
from sitrep.publish.words import lead_account
from sitrep.records import EventType, Incident, State

# PLOVER's four classes by harm: words of cooperation, deeds of cooperation, words of conflict, deeds of conflict; an attack above all.
_SEVERITY = {
    EventType.AGREE: 1.0,
    EventType.CONSULT: 1.0,
    EventType.SUPPORT: 1.0,
    EventType.CONCEDE: 1.0,
    EventType.COOPERATE: 1.0,
    EventType.AID: 1.0,
    EventType.RETREAT: 1.5,
    EventType.REQUEST: 1.5,
    EventType.ACCUSE: 1.5,
    EventType.REJECT: 1.5,
    EventType.THREATEN: 2.0,
    EventType.PROTEST: 2.0,
    EventType.SANCTION: 2.0,
    EventType.MOBILIZE: 2.5,
    EventType.COERCE: 2.5,
    EventType.ASSAULT: 3.0,
}
_HARM = {"killed": 1.0, "abducted": 0.5, "injured": 0.4, "detained": 0.3, "destroyed": 0.2, "displaced": 0.1}
_DISAGREEMENT = {State.SINGLE: 1.0, State.AGREED: 1.0, State.REVISED: 1.5, State.DISPUTED: 2.0, State.DENIED: 2.0}
_RANK = (State.DENIED, State.REVISED, State.DISPUTED, State.AGREED, State.SINGLE)


def severity(incident: Incident) -> float:
    """How grave an incident is: by its type, and by the decimal logarithm of those it is said to have harmed (best supported accounts)."""
    harmed = 0.0
    for claim in incident.claims:
        lead = lead_account(claim) if claim.attribute in _HARM else None
        known = (lead.low if lead.low is not None else lead.high) if lead else None
        harmed += _HARM.get(claim.attribute, 0.0) * max(0.0, known or 0.0)
    return (_SEVERITY[incident.type] if incident.type else 1.0) * (1 + math.log10(1 + harmed))


def weight(incident: Incident) -> float:
    """Origins times disagreement times severity."""
    disagreement = max((_DISAGREEMENT[claim.state] for claim in incident.claims), default=1.0)
    return max(1, len(incident.origins)) * disagreement * severity(incident)


def states(incident: Incident) -> list[State]:
    """The states of an incident's claims, the one that a reader must know first at the front: denied, revised, disputed, agreed, single."""
    found = {claim.state for claim in incident.claims}
    return [one for one in _RANK if one in found]


def heaviest_first(incidents: tuple[Incident, ...]) -> list[Incident]:
    """Incidents by weight; those of no type and those told by one report come after the others."""

    def key(incident: Incident) -> tuple[int, float, str]:
        return (
            (incident.type is None) + (sum(not report.replaced_by for report in incident.reports) < 2),
            -round(weight(incident), 6),
            incident.id,
        )

    return sorted(incidents, key=key)


def last_told(shelf: Shelf, incident: Incident) -> datetime | None:
    """When an incident was last reported, from its reports alone; None where no report has a date."""
    return max((moment for report in incident.reports if (moment := shelf.published(report))), default=None)


def first_told(shelf: Shelf, incident: Incident) -> datetime | None:
    """When an incident was first reported; None where no report has a date."""
    moments = [moment for report in incident.reports if (moment := moment_of(report.published)) and moment <= shelf.report.generated]
    return min(moments, default=None)


def split_new(shelf: Shelf, days: int) -> tuple[list[Incident], list[Incident], datetime | None]:
    """Incidents last told within `days` of the latest report of all, the others, and that latest moment."""
    told = {incident.id: last_told(shelf, incident) for incident in shelf.report.incidents}
    latest = max((moment for moment in told.values() if moment), default=None)
    ordered = heaviest_first(shelf.report.incidents)
    if latest is None:
        return [], ordered, None
    since = latest - timedelta(days=days)
    fresh = {name for name, moment in told.items() if moment and moment >= since}
    return [one for one in ordered if one.id in fresh], [one for one in ordered if one.id not in fresh], latest
