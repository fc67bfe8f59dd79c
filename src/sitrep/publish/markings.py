"""To whom a situation report may go on (Traffic Light Protocol, version 2.0), and from when."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from sitrep.records import Assessment, AssessmentStatus, Marking, SituationReport

_ORDER = tuple(Marking)
_GO_OUT = (AssessmentStatus.PUBLISHED, AssessmentStatus.WITHDRAWN)


def going_out(report: SituationReport, *, marking: Marking, now: datetime) -> SituationReport:
    """The report with the assessments alone that are published or withdrawn, marked `marking` or freer, not under embargo at `now`."""
    return replace(report, assessments=tuple(one for one in report.assessments if _goes_out(one, marking, now)))


def _goes_out(one: Assessment, marking: Marking, now: datetime) -> bool:
    return one.status in _GO_OUT and _ORDER.index(one.marking) <= _ORDER.index(marking) and (one.embargo is None or one.embargo <= now)
