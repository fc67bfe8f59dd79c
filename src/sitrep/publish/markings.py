"""To whom a situation report may go on (Traffic Light Protocol, version 2.0), and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sitrep.records import Assessment, AssessmentStatus, Marking, SituationReport

_ORDER = tuple(Marking)


def going_out(report: SituationReport, *, marking: Marking, now: datetime) -> SituationReport:
    """The report with those of its assessments alone that are published, are marked `marking` or freer, and whose embargo ended by `now`."""
    return replace(report, assessments=tuple(one for one in report.assessments if _goes_out(one, marking, now)))


def _goes_out(one: Assessment, marking: Marking, now: datetime) -> bool:
    return (
        one.status is AssessmentStatus.PUBLISHED
        and _ORDER.index(one.marking) <= _ORDER.index(marking)
        and (one.embargo is None or one.embargo <= now)
    )
