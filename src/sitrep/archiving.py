"""Everything that a database holds into one file, and such a file into a database: there is no golden cage.

Evidence goes as it stands; what is derived is made again from it, and goes along only where others are to read it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path

from sitrep import __version__
from sitrep.archive import DERIVED, EVIDENCE, FORMAT, VERSION, ArchiveReader, ArchiveWriter, Manifest, check_target
from sitrep.config import Settings
from sitrep.errors import CollectError, PublishError, StoreError
from sitrep.pipeline import Pipeline, StageResult, plural
from sitrep.publish.archive import in_place
from sitrep.records import Document, Judgement, JudgementKind, SituationReport, make_id
from sitrep.removing import forget_grades

NOTE = (
    "Everything in the database, whatever its marking (TLP) and embargo say, with the names of whoever judged, took down or wrote: "
    "it is a copy to keep or to move, not a publication."
)
# A line is at most the base64 of the largest capture, or the documents that are left of one.
_LINE, _SLACK = 4, 16 * 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What was written: how many rows of evidence, how many derived records, how many bytes."""

    rows: int
    derived: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an import put: how many rows, how many were there already, how many removals were new, how many captures lost their bytes
    because they hold what was taken down, and the ids whose founders have another id here.
    """

    put: int
    known: int
    removals: int
    withheld: int
    further: tuple[str, ...]


def write_everything(pipeline: Pipeline, target: Path, *, derived: bool = False, overwrite: bool = False) -> Archived:
    """Write all evidence and all that is known of watched addresses as an archive; with `derived` also what was made from it.

    It is the state of one moment, whatever others write meanwhile. The same content and `pipeline.now` give the same bytes. Raises
    PublishError where the file cannot be written, or is there and is not to be overwritten.
    """
    check_target(target, overwrite=overwrite)
    store = pipeline.store
    try:
        with store.transaction(), in_place(target, overwrite=overwrite) as file, ArchiveWriter(file, pipeline.now) as writer:
            rows = more = 0
            for table in store.lasting():
                rows += writer.add(EVIDENCE, table, store.take_out(table)).lines
                pipeline.progress("export", rows, None)
            for name, records in _derived(pipeline) if derived else ():
                more += writer.add(DERIVED, name, records).lines
            writer.finish(_manifest(pipeline))
            return Archived(rows=rows, derived=more, size=file.tell())
    except OSError as error:
        raise PublishError(str(target), f"cannot be written: {error.strerror or error}") from error


def _manifest(pipeline: Pipeline) -> Manifest:
    return Manifest(
        format=FORMAT,
        version=VERSION,
        schema=pipeline.store.schema,
        made_by=f"sitrep@{__version__}",
        made=pipeline.now,
        note=NOTE,
        parts=(),
    )


def _derived(pipeline: Pipeline) -> Iterator[tuple[str, Iterator[object]]]:
    """The derived records, by kind: those of the situation report, and what they rest on."""
    yield "documents", iter(pipeline.store.documents())
    yield "readings", iter(pipeline.store.readings())
    report = pipeline.report()
    for field in fields(SituationReport):
        if field.name not in ("generated", "marking"):
            yield field.name, iter(getattr(report, field.name))


def open_archive(path: Path, settings: Settings) -> ArchiveReader:
    """An archive, opened, with every digest in it checked. Raises CollectError for one that is none, or not whole."""
    archive = ArchiveReader(path, longest=_LINE * settings.max_bytes + _SLACK)
    try:
        archive.verify()
    except BaseException:
        archive.__exit__(None, None, None)
        raise
    return archive


def read_everything(pipeline: Pipeline, archive: ArchiveReader) -> Iterator[StageResult]:
    """Put what an archive holds, all or nothing, and make everything derived again from the whole evidence, one result a stage as it ends.

    What is there already is passed over, and where nothing is new nothing is made. Raises CollectError, and nothing is put, for an
    archive that is of a newer version, lacks a part, or whose rows do not fit together.
    """
    pipeline.check()
    done = _put(pipeline, archive)
    down = f", {plural(done.withheld, 'capture')} let go of for what was taken down" if done.withheld else ""
    known = f", {done.known:,} known already" if done.known else ""
    yield StageResult(stage="import", line=f"{plural(done.put, 'row')} of evidence{known}{down}")
    if not done.put and not done.withheld:
        return
    yield from pipeline.rebuild()
    _lead_further(pipeline, done.further)
    # What was put may have held words that were taken down, here or there, which a transaction leaves in free pages.
    if pipeline.store.removals():
        pipeline.store.strip_unfounded()
        forget_grades(pipeline)
        pipeline.store.forget()


def _put(pipeline: Pipeline, archive: ArchiveReader) -> Imported:
    store = pipeline.store
    _check_version(pipeline, archive)
    parts = {part.table: part for part in archive.manifest.parts if part.table is not None}
    put = known = removals = 0
    further: list[str] = []
    try:
        with store.merging():
            for table in store.lasting(archive.manifest.schema):
                done = store.put_in(table, archive.rows(parts[table]), most=pipeline.settings.max_bytes)
                put, known = put + done.put, known + done.known
                further += done.further
                removals += done.put if table == "removal" else 0
                pipeline.progress("import", put + known, None)
            withheld = _uphold(pipeline) if put else 0
    except StoreError as error:
        if error.retry:
            raise
        raise CollectError(str(archive.path), f"is refused: {error}") from error
    return Imported(put=put, known=known, removals=removals, withheld=withheld, further=tuple(further))


def _check_version(pipeline: Pipeline, archive: ArchiveReader) -> None:
    said, store = archive.manifest, pipeline.store
    if said.schema > store.schema:
        raise CollectError(str(archive.path), f"made by a newer SitRep (schema {said.schema}; this one knows {store.schema})")
    wanted, held = set(store.lasting(said.schema)), {part.table for part in said.parts if part.table is not None}
    if wanted != held:
        told = ", ".join(sorted(wanted ^ held))
        raise CollectError(str(archive.path), f"is not whole: it lacks, or has too much, of evidence: {told}"[:300])


def _uphold(pipeline: Pipeline) -> int:
    """Let go of what either database had taken down, wherever the other still held it; gives how many captures lost their bytes by it."""
    store = pipeline.store
    removed = {removal.document for removal in store.removals()}
    if not removed:
        return 0
    store.uphold_removals()
    gone, count = set(store.withheld()), 0
    for capture in store.captures():
        if capture.digest in gone:
            continue
        found = [one for one in pipeline.made_of(capture) if isinstance(one, Document)]
        held = [one.id for one in found if one.id in removed]
        if held:
            store.withhold(capture, held, [one for one in found if one.id not in removed])
            gone.add(capture.digest)
            count += 1
    store.clear_derived()
    return count


def _lead_further(pipeline: Pipeline, further: tuple[str, ...]) -> None:
    """Make ids that the archive had for what has another id here lead to the same incident, as an alias of it."""
    store = pipeline.store
    for identity, founder in store.founders("incident", further).items():
        telling = store.telling(founder.rpartition("/")[0])
        if telling is None or store.incident(identity) is not None:
            continue
        sides: tuple[tuple[str, ...], ...] = ((telling.document,), ())
        judgement = Judgement(
            id=make_id("judgement", "import", identity, telling.document),
            kind=JudgementKind.SPLIT,
            sides=sides,
            incidents=(identity,),
            by="",
            at=pipeline.now,
            reason="an imported archive has this id for an incident that has another one here",
        )
        pipeline.judge(judgement)
