"""What entries of feeds are made from: the shelf, and what has to be looked up for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sitrep.publish.shelf import Shelf
from sitrep.records import Assessment, Incident, Proposal


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A shelf; the contexts (PLOVER) of each incident; the proposals in each document; incidents and proposals by all their ids, those
    that were merged into them among these; the assessments that go out, by id.
    """

    shelf: Shelf
    contexts: Mapping[str, tuple[str, ...]]
    proposed: Mapping[str, tuple[Proposal, ...]]
    incidents: Mapping[str, Incident]
    proposals: Mapping[str, Proposal]
    assessments: Mapping[str, Assessment]


def known_of(shelf: Shelf) -> Known:
    """What entries are made from. Each reading that an incident rests on is asked for once, and not kept."""
    report = shelf.report
    proposed: dict[str, dict[str, Proposal]] = {}
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        for position in proposal.positions:
            proposed.setdefault(position.document, {})[proposal.id] = proposal
    return Known(
        shelf=shelf,
        contexts=_contexts(shelf),
        proposed={document: tuple(found.values()) for document, found in proposed.items()},
        incidents={alias: one for one in report.incidents for alias in one.aliases} | {one.id: one for one in report.incidents},
        proposals={alias: one for one in report.proposals for alias in one.aliases} | {one.id: one for one in report.proposals},
        assessments={one.id: one for one in sorted(report.assessments, key=lambda one: one.id)},
    )


def _contexts(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """The contexts of what each incident itself is, in order of the alphabet: of the events of its type in the reports that are chiefly
    about it; what these tell besides, and what others tell of it in passing, would bring a bombing among the protests.
    """
    found: dict[str, set[str]] = {}
    for document, incidents in shelf.incidents.items():
        if document not in shelf.readings:
            continue
        events = {event.id: event for event in shelf.readings[document].events}
        for incident in incidents if any(event.contexts for event in events.values()) else ():
            reports = (report for report in incident.reports if report.document == document and report.main)
            told = [events[event] for report in reports for event in report.events if event in events]
            own = [event for event in told if event.type is incident.type] or told
            found.setdefault(incident.id, set()).update(context for event in own for context in event.contexts)
    return {incident: tuple(sorted(contexts)) for incident, contexts in sorted(found.items()) if contexts}
