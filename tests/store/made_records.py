"""Small records with ids that are easy to read in a failing test."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

from sitrep.records import (
    Capture,
    CitationKind,
    Cited,
    Clause,
    Deed,
    DeedKind,
    Document,
    Draft,
    Edition,
    Entry,
    Given,
    GradedKind,
    Grading,
    HeldPosition,
    Incident,
    Judgement,
    JudgementKind,
    Likeness,
    Proposal,
    Reading,
    Reference,
    ReferenceKind,
    Removal,
    Report,
    Scope,
    Section,
    Sentence,
    Span,
    Stance,
    Standing,
    State,
    Statement,
    Telling,
)
from sitrep.store import Store

RECEIVED = datetime(2024, 3, 6, 12, tzinfo=UTC)


def capture(body: bytes, location: str = "a.txt", **fields: Any) -> Capture:
    digest = hashlib.sha256(body).hexdigest()
    return Capture(digest=digest, media_type="text/plain", received=RECEIVED, location=location, key=location, size=len(body), **fields)


def document(name: str, **fields: Any) -> Document:
    return Document(**{"id": f"doc-{name}", "article": f"art-{name}", "key": name, "text": f"Text of {name}.", **fields})


def reading(one: Document, made_by: str = "reader@1") -> Reading:
    content = (Span(start=0, end=4, text=one.text[:4]),)
    return Reading(document=one, statements=(Statement(id=f"st-{one.id}-{made_by}", content=content),), made_by=made_by)


def telling(one: Document, name: str = "", keys: tuple[str, ...] = (), made_by: str = "compare@1") -> Telling:
    return Telling(id=f"tel-{name or one.key}", document=one.id, main=True, type=None, keys=keys, made_by=made_by)


def likeness(first: str, second: str, score: float = 0.8, why: str = "same place and day") -> Likeness:
    return Likeness(first=f"tel-{first}", second=f"tel-{second}", score=score, copy=False, why=why)


def report(document_id: str) -> Report:
    return Report(
        key=document_id, document=document_id, statements=(), events=(), outlet=None, origin="origin-1", published=None, main=True
    )


def incident(name: str, *document_ids: str, **fields: Any) -> Incident:
    reports = tuple(report(document_id) for document_id in document_ids)
    return Incident(**{"id": f"incident-{name}", "type": None, "title": f"Incident {name}", "reports": reports, **fields})


def grading(incident_name: str, grade: str, **fields: Any) -> Grading:
    given = {"kind": GradedKind.ACCOUNT, "claim": "killed", "value": "22", "at": RECEIVED, **fields}
    return Grading(subject=f"incident-{incident_name}", grade=grade, **given)


def judgement(name: str, *sides: tuple[str, ...], incidents: tuple[str, ...] = (), **fields: Any) -> Judgement:
    documents = tuple(tuple(f"doc-{one}" for one in side) for side in sides)
    given = {"kind": JudgementKind.MERGE, "by": "ana", "at": RECEIVED, "reason": "the same", **fields}
    return Judgement(id=f"judgement-{name}", sides=documents, incidents=incidents, **given)


def position(document_id: str, date: str | None = None) -> HeldPosition:
    return HeldPosition(holder=None, stance=Stance.SUPPORTS, grounds=(), key=document_id, document=document_id, statement=None, date=date)


def proposal(name: str, *positions: HeldPosition, **fields: Any) -> Proposal:
    return Proposal(id=f"proposal-{name}", text=f"Do {name}", positions=positions, **fields)


def keep_tellings(store: Store, **keys: tuple[str, ...]) -> None:
    """Put a document, its reading and one telling under each name, with these blocking keys."""
    for name, own in keys.items():
        one = document(name)
        store.put_documents([one])
        store.put_readings([reading(one)])
        store.put_tellings({one.id: [telling(one, keys=own)]}, "compare@1")


def removal(name: str, *bodies: bytes, reason: str = "asked for") -> Removal:
    digests = tuple(hashlib.sha256(body).hexdigest() for body in bodies)
    return Removal(document=f"doc-{name}", article=f"art-{name}", digests=digests, by="Ada", at=RECEIVED, reason=reason)


def edition(name: str, *, cites: str = "doc-a", made: datetime = RECEIVED, area: str = "Examplia", title: str = "Tankers burn") -> Edition:
    """An edition with one sentence, which rests on a passage of a document."""
    words = f"Twelve were destroyed, according to {name}."
    told = Sentence(text=words, clauses=(Clause(text=words, references=(0,)),), about="destroyed", word=(name,))
    entry = Entry(
        kind=CitationKind.INCIDENT,
        id=f"incident-{name}",
        title=title,
        facts="ASSAULT",
        sentences=(told,),
        given=(Given(asked="destroyed", value="12", grade="B2"),),
        documents=(cites,),
    )
    passage = (Span(start=0, end=6, text="Twelve"),)
    source = Reference(
        kind=ReferenceKind.DOCUMENT,
        target=cites,
        originator="Police",
        title=title,
        address="https://a.example/1",
        digest="ab",
        passage=passage,
    )
    return Edition(
        id=f"edition-{name}",
        scope=Scope(area=area),
        made=made,
        sections=(Section(name="incidents", heading="What is reported", entries=(entry,)),),
        references=(source,),
        digest="cd",
    )


def draft(name: str, assessment: str = "assessment-a", parent: str | None = None, **fields: Any) -> Draft:
    given = {"at": RECEIVED, "by": "ana", "text": f"text {name}", "number": 0, **fields}
    return Draft(id=f"draft-{name}", assessment=assessment, parent=parent and f"draft-{parent}", **given)


def deed(name: str, draft_name: str = "1", kind: DeedKind = DeedKind.REVIEW, assessment: str = "assessment-a", **fields: Any) -> Deed:
    given = {"at": RECEIVED, "by": "bo", **fields}
    return Deed(id=f"deed-{name}", assessment=assessment, draft=f"draft-{draft_name}", kind=kind, **given)


def cited(target: str, *document_ids: str, words: str = "23 were killed", **fields: Any) -> Cited:
    standings = (Standing(claim="killed", state=State.SINGLE, value="23", grade="F6"),)
    given = {"kind": CitationKind.STATEMENT, "id": target, "words": words, "standings": standings, **fields}
    return Cited(target=target, documents=document_ids, **given)
