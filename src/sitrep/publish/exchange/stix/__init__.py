"""A situation report as a STIX 2.1 bundle (OASIS Standard, 10 June 2021)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitrep.codec import dump_line
from sitrep.publish.exchange.stix.ids import stix_id, timestamp
from sitrep.publish.text import one_line
from sitrep.records import Reading, SituationReport


def stix(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The report as one bundle."""
    moment = timestamp(report.generated)
    objects = [
        {
            "type": "identity",
            "spec_version": "2.1",
            "id": stix_id("identity", "name", one_line(grade.name).casefold()),
            "created": moment,
            "modified": moment,
            "name": one_line(grade.name),
        }
        for grade in report.outlets
        if one_line(grade.name)
    ]
    yield (dump_line({"type": "bundle", "id": stix_id("bundle", moment), "objects": objects}) + "\n").encode()
