"""The invented report, with what analysts judged and wrote."""

from dataclasses import replace
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest

from sitrep.records import (
    Answer,
    Assessment,
    AssessmentStatus,
    Citation,
    CitationKind,
    Judged,
    JudgementKind,
    ResponseStance,
)

WHEN = datetime(2010, 10, 8, 5, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def whole(picture):
    """The report of `picture` with a judgement and two assessments."""
    first, *rest = picture.report.incidents
    judged = Judged(id="judgement-1", kind=JudgementKind.MERGE, by="Ada Reyne", at=WHEN, reason="one fire", incidents=("inc-x",))
    cited = Citation(kind=CitationKind.INCIDENT, target=first.id, start=0, end=4)
    one = Assessment(
        id="assessment-1",
        title="The road stays shut",
        by="Ada Reyne",
        status=AssessmentStatus.PUBLISHED,
        draft="draft-1",
        number=1,
        created=WHEN,
        changed=WHEN,
        body="Body",
        citations=(cited,),
    )
    answer = replace(
        one,
        id="assessment-2",
        by="Ben Oro",
        answers=Answer(assessment="assessment-1", judgement=None, stance=ResponseStance.DISAGREE),
    )
    report = replace(
        picture.report,
        incidents=(replace(first, judgements=(judged,), aliases=("inc-x",), made_by="compare@3"), *rest),
        assessments=(one, answer),
    )
    return SimpleNamespace(report=report, readings=picture.readings)
