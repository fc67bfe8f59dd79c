"""A situation report as a STIX 2.1 bundle (OASIS Standard, 10 June 2021)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitrep.codec import dump_line
from sitrep.publish.dates import human
from sitrep.publish.exchange.stix.assessed import assessment_report, proposal_objects, response_opinion
from sitrep.publish.exchange.stix.ids import stix_id, timestamp
from sitrep.publish.exchange.stix.incidents import incident_report
from sitrep.publish.exchange.stix.objects import PRODUCER, Objects
from sitrep.records import Marking, Reading, SituationReport

_ORDER = tuple(Marking)


def stix(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The report as one bundle, an object a line: all that an incident, a proposal or an assessment has, then a report of the whole."""
    objects = Objects(report, readings)
    held = [incident_report(objects, one) for one in sorted(report.incidents, key=lambda one: one.id)]
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        held += proposal_objects(objects, proposal)
    held += _assessments(objects)
    moment = timestamp(report.generated)
    objects.add(
        "report",
        *("situation", moment),
        created=report.generated,
        marking=max((one.marking for one in report.assessments), key=_ORDER.index, default=Marking.CLEAR),
        name=f"Situation report, {human(moment[:10])}",
        published=moment,
        object_refs=list(dict.fromkeys(held)) or [PRODUCER],
    )
    made = objects.all()
    yield dump_line({"type": "bundle", "id": stix_id("bundle", *(one["id"] for one in made), moment)})[:-1].encode()
    yield b', "objects": [\n'
    for number, one in enumerate(made, 1):
        yield (dump_line(one) + (",\n" if number < len(made) else "\n")).encode()
    yield b"]}\n"


def _assessments(objects: Objects) -> list[str]:
    report = objects.report
    named = {name: incident for incident in report.incidents for name in (*incident.aliases, incident.id)}
    assessments = sorted(report.assessments, key=lambda one: one.id)
    held = [assessment_report(objects, one, named) for one in assessments]
    return held + [made for one in assessments for made in response_opinion(objects, one)]
