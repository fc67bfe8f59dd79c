"""Evidence over a store: whether it is as it was received, and taking it out for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep import __version__
from sitrep.errors import CollectError, StoreError
from sitrep.pipeline import Pipeline, plural
from sitrep.publish.archive import About, Kept, Written, check_target, write_archive
from sitrep.records import Capture, Document, Failure, public_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was looked at: captures, bodies (once a digest), of these those taken down, documents; and what is wrong."""

    captures: int
    bodies: int
    removed: int
    documents: int
    faults: tuple[Failure, ...]


def verify(pipeline: Pipeline, *, quick: bool = False) -> Verified:
    """See that all bytes have their digests, and that every document comes out of what is kept of its capture; not the latter if `quick`.

    Nothing is raised for what is damaged: each is a Failure that names the digest, the location or the document. All is looked at as it
    stood at one moment, whatever others write meanwhile.
    """
    with pipeline.store.transaction():
        return _verified(pipeline, quick=quick)


def _verified(pipeline: Pipeline, *, quick: bool) -> Verified:
    store = pipeline.store
    digests = store.digests()
    faults: dict[str, str] = {}
    withheld = set(store.withheld())
    for done, digest in enumerate(digests, 1):
        if reason := _body_fault(pipeline, digest, withheld):
            faults[digest] = reason
        pipeline.progress("bodies", done, len(digests))
    captures = 0
    made: set[str] = set()
    try:
        for capture in store.captures():
            captures += 1
            if capture.digest not in faults and not quick:
                made |= _made(pipeline, capture, faults)
            pipeline.progress("captures", captures, None)
        documents = _unfounded(pipeline, made, faults, quick=quick)
    except StoreError as error:
        faults[error.subject] = error.reason
        documents = 0
    found = tuple(Failure(subject=subject, reason=reason) for subject, reason in faults.items())
    return Verified(captures=captures, bodies=len(digests), removed=len(withheld), documents=documents, faults=found)


def _body_fault(pipeline: Pipeline, digest: str, withheld: set[str]) -> str | None:
    """What is wrong with the bytes of a digest."""
    try:
        if digest in withheld:
            return "was taken down, but its bytes are there" if pipeline.store.kept(digest) else None
        pipeline.store.body(digest)
    except StoreError as error:
        return error.reason
    return None


def _made(pipeline: Pipeline, capture: Capture, faults: dict[str, str]) -> set[str]:
    """The ids of the documents that a capture gives."""
    try:
        return {one.id for one in pipeline.made_of(capture) if isinstance(one, Document)}
    except StoreError as error:
        faults[capture.location] = error.reason
        return set()


def _unfounded(pipeline: Pipeline, made: set[str], faults: dict[str, str], *, quick: bool) -> int:
    """Take down the documents that no capture gives, unless what is wrong with their capture is said already; gives how many there are."""
    count = 0
    known = set(pipeline.store.digests())
    for document in pipeline.store.documents():
        count += 1
        missing = document.capture not in known if quick else document.id not in made
        if missing and document.capture not in faults:
            faults[document.id] = "does not come out of what is kept as evidence"
    return count


def export(pipeline: Pipeline, name: str | None, target: Path, *, overwrite: bool = False) -> Written:
    """Write the evidence of an incident or a document (an id or alias), or all of it if `name` is None, as .warc.gz or .wacz.

    Raises CollectError for a name that is none, PublishError for a file that cannot be written or is there, StoreError for damaged bytes.
    """
    check_target(target, overwrite=overwrite)
    with pipeline.store.transaction():
        about, wanted = _meant(pipeline, name)
        return write_archive(target, _kept(pipeline, wanted), about=about, overwrite=overwrite)


def _meant(pipeline: Pipeline, name: str | None) -> tuple[About, set[str] | None]:
    """What a name stands for: what its archive says of itself, and the documents (None for all)."""
    store = pipeline.store
    if name is None:
        count = store.counts("documents")["documents"]
        return _about(pipeline, "All evidence", f"Everything received, of which {plural(count, 'document')} came"), None
    if incident := store.incident(name):
        found = {report.document for report in incident.reports}
        return _about(pipeline, incident.title, f"What {plural(len(found), 'report')} of {incident.id} rest on"), found
    if document := store.document(name):
        return _about(pipeline, document.title or public_name(document.key, document.id), f"What {document.id} rests on"), {document.id}
    if store.removals([name]):
        return _about(pipeline, name, "A document that was taken down"), {name}
    raise CollectError(name, "is not the id of an incident or a document in the database")


def _about(pipeline: Pipeline, title: str, description: str) -> About:
    return About(title=title, description=description, made=pipeline.now, software=f"SitRep {__version__}")


def _kept(pipeline: Pipeline, wanted: set[str] | None) -> Iterator[Kept]:
    """The captures that documents rest on, in order of arrival, each with what is kept of it."""
    store = pipeline.store
    made: dict[str, list[Document]] = {}
    for one in store.documents():
        if one.capture and (wanted is None or one.id in wanted):
            made.setdefault(one.capture, []).append(replace(one, text=""))
    removals = {removal.document: removal for removal in store.removals()}
    gone = {digest: [removals[name] for name in names] for digest, names in store.withheld().items()}
    for capture in store.captures():
        digest = capture.digest
        taken_down = [one for one in gone.get(digest, ()) if wanted is None or one.document in wanted or digest in made]
        if wanted is None or digest in made or taken_down:
            yield Kept(
                capture=capture,
                body=None if digest in gone else store.body(digest),
                kept=b"" if digest in gone else store.kept(digest),
                documents=tuple(made.get(digest, ())),
                removals=tuple(taken_down),
            )
