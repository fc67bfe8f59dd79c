"""An edition made of the pictures of these tests, and assessments to put into them."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from sitrep.publish.edition import compose
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    Capture,
    Citation,
    CitationKind,
    Confidence,
    Deed,
    DeedKind,
    KeyJudgement,
    Likelihood,
    Marking,
    Scope,
)

NOON = datetime(2010, 10, 7, 12, tzinfo=UTC)
RECEIVED = datetime(2010, 10, 7, 9, 30, tzinfo=UTC)
BURNT = "inc-1111111111111111"


def captures(digest):
    return Capture(digest=digest, media_type="text/plain", received=RECEIVED, location="a.txt", key="a.txt", size=1)


def made(report, readings, scope=None, *, chosen=None, previous=None):
    """The edition of a picture, or of what was chosen of it."""
    return compose(report, chosen or report, readings, scope or Scope(), captures=captures, previous=previous)


def cited(kind, target):
    return Citation(kind=CitationKind(kind), target=target, start=0, end=1)


def assessment(name="as-1", *, citations=(), **fields):
    judgement = KeyJudgement(
        id="kj1",
        text=f"The road will stay closed for a week [[in:{BURNT}]].",
        likelihood=Likelihood.LIKELY,
        confidence=Confidence.LOW,
        due="2010-10-14",
        citations=citations,
    )
    values = {
        "id": name,
        "title": "The road to the pass",
        "by": "Ada Orr",
        "status": AssessmentStatus.PUBLISHED,
        "draft": f"draft-{name}",
        "number": 1,
        "created": NOON,
        "changed": NOON,
        "published": NOON,
        "body": "The road will stay closed.",
        "judgements": (judgement,),
    }
    return Assessment(**(values | fields))


def withdrawn(one, note="The road is open"):
    deed = Deed(id="deed-1", assessment=one.id, draft=one.draft, kind=DeedKind.WITHDRAW, at=NOON, by="Bo Lind", note=note)
    return replace(one, status=AssessmentStatus.WITHDRAWN, deeds=(deed,))


def with_assessments(report, *assessments):
    return replace(report, assessments=assessments)


def texts(edition, about=None):
    return [one.text for one in edition.sentences if about is None or one.about == about]


def entry(edition, name):
    return next(one for one in edition.entries if one.id == name)


def sha(content):
    return hashlib.sha256(content).hexdigest()


MARKINGS = tuple(Marking)
