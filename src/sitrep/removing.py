"""Taking documents down: what they said is forgotten, that they were there is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sitrep.collect import may_hold
from sitrep.errors import CollectError, StoreError
from sitrep.judging import check_words, moment_after
from sitrep.pipeline import Pipeline
from sitrep.records import Capture, Document, GradedKind, Grading, Incident, Judgement, JudgementKind, Removal, make_id

_GRADED: tuple[Literal["source", "outlet"], ...] = ("source", "outlet")


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    """What was taken down: the removals, how many captures lost their bytes, and the documents that were in those bytes and stay.

    `already`: nothing was left to take down, and the removals are of another time. `cited_by` are the assessments that were saved with its
    words beside a citation: those words went, what analysts wrote themselves did not.
    """

    removals: tuple[Removal, ...]
    captures: int
    staying: tuple[str, ...]
    already: bool = False
    cited_by: tuple[str, ...] = ()


def remove(pipeline: Pipeline, document: str, *, reason: str, by: str = "", versions: bool = False) -> Removed:
    """Take a document down, named by its id; with `versions` every version of its article. `by` says who asked for it.

    Its text, its reading and the bytes of every capture that holds it go; a removal stays. Incidents are compared anew without it; one
    that it founded keeps its id as long as another report is chiefly about it. One that was taken down before is forgotten again.
    Raises CollectError for one that is not there, CompareError for a reason that is empty or too long, StoreError (`retry`) where another
    process reads the database, so that its words may still lie in the file.
    """
    check_words(reason, by)
    store = pipeline.store
    with store.transaction():
        found = store.document(document)
        before = store.removals([document])
        if found is None and not before:
            raise CollectError(document, "is not the id of a document in the database")
        gone = _asked(pipeline, found, before, versions=versions)
        if gone:
            done = _taken_down(pipeline, gone, reason.strip(), by.strip())
        else:
            done = Removed(removals=tuple(before), captures=0, staying=(), already=True)
        forget_grades(pipeline)
    store.forget()
    return done


def forget_grades(pipeline: Pipeline) -> None:
    """Take from grades that were given before the names of sources and outlets, and the answers, that nothing in the picture has.

    They may stand in what was taken down alone; that a grade was given, and when, stays. To be called when all is weighed.
    """
    store = pipeline.store
    named = {(GradedKind(kind), grade.name) for kind in _GRADED for grade in store.grades(kind)}
    given = {
        (name, claim.attribute, account.value)
        for incident in store.incidents()
        for claim in incident.claims
        for account in claim.accounts
        for name in (incident.id, *incident.aliases)
    }

    def borne(one: Grading) -> bool:
        return (one.subject, one.claim, one.value) in given if one.kind is GradedKind.ACCOUNT else (one.kind, one.subject) in named

    store.strip_gradings(borne)


def _asked(pipeline: Pipeline, found: Document | None, before: Sequence[Removal], *, versions: bool) -> Sequence[Document]:
    """The documents that are to go: of one that was taken down `before`, the versions that are there still."""
    if versions:
        return pipeline.store.versions(found.article if found else before[0].article)
    return [found] if found else []


def _taken_down(pipeline: Pipeline, gone: Sequence[Document], reason: str, by: str) -> Removed:
    store, ids = pipeline.store, {one.id for one in gone}
    incidents = {incident.id: incident for one in gone for incident in store.incident_of(one.id)}
    held = list(_holding(pipeline, gone))
    removals = []
    for one in gone:
        digests = dict.fromkeys(capture.digest for captures, found in held for capture in captures if one.id in {each.id for each in found})
        removal = Removal(document=one.id, article=one.article, digests=tuple(digests), by=by, at=pipeline.now, reason=reason)
        store.add_removal(removal)
        removals.append(removal)
    staying: dict[str, None] = {}
    for captures, found in held:
        rest = [one for one in found if one.id not in ids]
        staying.update(dict.fromkeys(one.id for one in rest))
        for capture in captures:
            store.withhold(capture, [one.id for one in found if one.id in ids], rest)
    pipeline.comparing.forget(ids)
    for incident in incidents.values():
        _keep_ids(pipeline, incident, ids, removals[0])
    pipeline.weigh()
    return Removed(removals=tuple(removals), captures=len(held), staying=tuple(staying), cited_by=tuple(store.citing(sorted(ids))))


def _holding(pipeline: Pipeline, gone: Sequence[Document]) -> Iterator[tuple[list[Capture], list[Document]]]:
    """The captures that hold any of these documents, those of the same bytes together, with all the documents that they hold.

    Every capture is looked at: an entry of a feed stands in each one of it that was received while it was there.
    """
    store, ids = pipeline.store, {one.id for one in gone}
    of_digest: dict[str, list[Capture]] = {}
    for capture in store.captures():
        of_digest.setdefault(capture.digest, []).append(capture)
    for digest, captures in of_digest.items():
        left = store.remainder(digest)
        found = {one.id: one for one in (left if left is not None else _made(pipeline, captures, gone))}
        if ids & found.keys():
            yield captures, list(found.values())


def _made(pipeline: Pipeline, captures: Sequence[Capture], gone: Sequence[Document]) -> Iterator[Document]:
    """What captures of the same bytes give; nothing if they cannot hold any of these documents. Of damaged bytes, what was made of them.

    What was made of them once is in them, whatever this version makes of them.
    """
    own = [one for one in gone if one.capture == captures[0].digest]
    yield from own
    try:
        body = pipeline.store.body(captures[0].digest)
    except StoreError:
        return
    if own or any(may_hold(captures[0], body, one) for one in gone):
        for capture in captures:
            yield from (one for one in pipeline.made_of(capture, body) if isinstance(one, Document))


def _keep_ids(pipeline: Pipeline, incident: Incident, gone: set[str], removal: Removal) -> None:
    """Give the ids of an incident to what is left of it, where they went with the telling that founded it."""
    heir = next((report.document for report in incident.reports if report.main and report.document not in gone), None)
    for identity in (incident.id, *incident.aliases):
        if heir is None or pipeline.store.incident(identity) is not None:
            continue
        sides: tuple[tuple[str, ...], ...] = ((heir,), ())
        judgement = Judgement(
            id=make_id("judgement", "removal", removal.document, identity, removal.at.isoformat()),
            kind=JudgementKind.SPLIT,
            sides=sides,
            incidents=(identity,),
            by=removal.by,
            at=moment_after(pipeline, [identity]),
            reason=f"{removal.document} was taken down: {removal.reason}",
        )
        pipeline.store.add_judgement(judgement)
        pipeline.comparing.group({heir})
