"""A situation report as MISP events (MISP core format): one an incident, a proposal or an assessment, in a list that MISP imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sitrep.codec import dump_line
from sitrep.publish.exchange.misp.assessed import assessment_event, proposal_event
from sitrep.publish.exchange.misp.incidents import incident_event
from sitrep.publish.exchange.told import fit
from sitrep.records import Reading, SituationReport


def misp(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The report as `{"response": [{"Event": …}, …]}`, an event a line."""
    yield b'{"response": ['
    for number, event in enumerate(_events(report, readings)):
        yield (",\n" if number else "\n").encode() + dump_line({"Event": fit(event)}).encode()
    yield b"\n]}\n"


def _events(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[dict[str, Any]]:
    for incident in sorted(report.incidents, key=lambda one: one.id):
        yield incident_event(report, incident, readings)
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        yield proposal_event(report, proposal, readings)
    for assessment in sorted(report.assessments, key=lambda one: one.id):
        yield assessment_event(report, assessment)
