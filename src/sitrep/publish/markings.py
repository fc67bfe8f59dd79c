"""To whom something may go on: the Traffic Light Protocol 2.0 of FIRST (https://www.first.org/tlp/), and embargoes.

`going_out` is the one gate: every output (site, feeds, editions, exports) is made from the report that it gives.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sitrep.publish.kept_back import without
from sitrep.records import Assessment, AssessmentStatus, CitationKind, Edition, Marking, ReferenceKind, SituationReport

_ORDER = tuple(Marking)
_GO_OUT = (AssessmentStatus.PUBLISHED, AssessmentStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A marking as FIRST wants it shown: the colour of its letters on black, and what it lets a recipient do."""

    colour: str
    meaning: str


LABELS = {
    Marking.CLEAR: Label(colour="#ffffff", meaning="Recipients can spread this to the world, there is no limit on disclosure."),
    Marking.GREEN: Label(colour="#33ff00", meaning="Limited disclosure, recipients can spread this within their community."),
    Marking.AMBER: Label(
        colour="#ffc000",
        meaning="Limited disclosure, recipients can only spread this on a need-to-know basis within their organization and its clients.",
    ),
    Marking.AMBER_STRICT: Label(
        colour="#ffc000",
        meaning="Limited disclosure, recipients can only spread this on a need-to-know basis within their organization.",
    ),
    Marking.RED: Label(colour="#ff2b2b", meaning="For the eyes and ears of individual recipients only, no further disclosure."),
}


def style_name(marking: str) -> str:
    """A marking as the name of a style: "TLP:AMBER+STRICT" is "amber-strict"."""
    return marking.removeprefix("TLP:").replace("+", "-").lower()


def at_most(marking: Marking, highest: Marking) -> bool:
    """Whether what bears `marking` may go to those whom `highest` allows."""
    return _ORDER.index(marking) <= _ORDER.index(highest)


def going_out(report: SituationReport, *, marking: Marking, now: datetime) -> SituationReport:
    """The report as it may go out under `marking` at the moment `now` (aware): the one way in which every output gets it.

    Assessments that are marked higher, under embargo until after `now`, published after it, or neither published nor withdrawn are left
    out, and the others name none of them, nor any that is not there. The report bears `marking`. Doing it twice changes nothing.
    """
    kept = [one for one in report.assessments if _may_go(one, marking, now)]
    names = {one.id for one in kept}
    return replace(report, assessments=tuple(without(one, names) for one in kept), marking=marking)


def editions_out(editions: Iterable[Edition], report: SituationReport) -> list[Edition]:
    """The editions that may go out with a report that `going_out` gave, newest first: those made by its moment and marked no higher, that
    tell of no assessment that it is without (its marking may have been raised since).
    """
    names = {one.id for one in report.assessments}
    kept = [
        one
        for one in editions
        if at_most(one.scope.marking, report.marking) and one.made <= report.generated and _assessments_of(one) <= names
    ]
    return sorted(sorted(kept, key=lambda one: one.id), key=lambda one: one.made, reverse=True)


def _assessments_of(edition: Edition) -> set[str]:
    told = {entry.id for entry in edition.entries if entry.kind is CitationKind.ASSESSMENT}
    return told | {one.statement or "" for one in edition.references if one.kind is ReferenceKind.ASSESSMENT}


def _may_go(assessment: Assessment, marking: Marking, now: datetime) -> bool:
    ahead = any(moment is not None and moment > now for moment in (assessment.embargo, assessment.published))
    return assessment.status in _GO_OUT and at_most(assessment.marking, marking) and not ahead
