"""Invented assessments about the invented incidents of conftest.py, one response among them."""

from datetime import UTC, datetime

from sitrep.records import (
    Answer,
    Assessment,
    AssessmentStatus,
    Citation,
    CitationKind,
    Confidence,
    KeyJudgement,
    Likelihood,
    Marking,
    ResponseStance,
    Staleness,
)

DAY = datetime(2010, 10, 7, 12, 0, tzinfo=UTC)
BURNT = "inc-1111111111111111"


def cite(kind, target):
    return Citation(kind=kind, target=target, start=0, end=4)


def assessment(identity="asm-1", **more):
    plain = {
        "id": identity,
        "title": "The road to the pass stays unsafe",
        "by": "ada",
        "status": AssessmentStatus.PUBLISHED,
        "draft": "draft-1",
        "number": 1,
        "created": DAY,
        "changed": DAY,
        "published": DAY,
        "body": "# The road\n\nMore tankers will burn [[in:inc-2222222222222222]].",
        "summary": "More attacks on the road are likely.",
        "desk": "South desk",
        "area": "Northern Province",
        "topics": ("roads", "fuel"),
        "judgements": (
            KeyJudgement(
                id="kj1",
                text="Tankers will be attacked on the road again before winter.",
                likelihood=Likelihood.LIKELY,
                confidence=Confidence.HIGH,
                due="2010-12-01",
                citations=(cite(CitationKind.INCIDENT, "inc-2222222222222222"), cite(CitationKind.ACCOUNT, f"{BURNT}/killed/1")),
                outcome=False,
            ),
            KeyJudgement(id="kj2", text="The count of the police is the right one.", confidence=Confidence.LOW),
        ),
        "citations": (cite(CitationKind.INCIDENT, BURNT), cite(CitationKind.PROPOSAL, "prop-1"), cite(CitationKind.DOCUMENT, "doc-x")),
        "assumptions": ("The pass stays open",),
        "alternatives": ("A quarrel among hauliers",),
        "gaps": ("Who paid",),
        "indicators": ("Guards leave the depot",),
        "marking": Marking.GREEN,
        "stale": (Staleness(target=BURNT, why="one report was withdrawn"),),
    }
    return Assessment(**(plain | more))


def response(identity="asm-2", answered="asm-1", judgement="kj1", stance=ResponseStance.DISAGREE, **more):
    return assessment(
        identity,
        title="The road is safe enough",
        by="Bo",
        summary="Guards came back.",
        judgements=(),
        citations=(),
        marking=Marking.CLEAR,
        answers=Answer(assessment=answered, judgement=judgement, stance=stance),
        **more,
    )
