"""The only place where stages meet the store: collect → read → compare → weigh → publish.

Each stage takes up what the one before left in the store, in one transaction a batch, and can be repeated: what is there is not made twice.
The clock is given, never read here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from itertools import islice
from multiprocessing import parent_process
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self, TypeVar

from sitrep import compare, publish, weigh
from sitrep.batch import map_records
from sitrep.collect import KeyCounter, Limits, collect, documents
from sitrep.config import Settings
from sitrep.read import reader
from sitrep.records import Document, Failure, Judgement, Reading, SituationReport, Telling
from sitrep.store import Store, open_store

ItemT = TypeVar("ItemT")
Progress = Callable[[str, int, int | None], None]
BATCH = 64
# Documents whose positions have not been brought into proposals.
_UNPROPOSED = "unproposed"


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """What one stage did: a line for people and the inputs that failed."""

    stage: str
    line: str
    failures: tuple[Failure, ...] = ()


def read_batch(name: str, workers: int, actors: str, items: Sequence[Document | Failure]) -> list[Reading | Failure]:
    """The readings of documents by the reader called `name`, in order (a function that processes can call); a Failure passes through.

    One of several processes uses one thread; alone, as many as there are to be workers (0: one for each core).
    """
    made = reader(name, threads=1 if parent_process() else workers, actors=actors)
    done = made.pipe(item for item in items if isinstance(item, Document))
    return [item if isinstance(item, Failure) else next(done) for item in items]


def read_all(items: Iterable[Document | Failure], settings: Settings) -> Iterator[Reading | Failure]:
    """The readings of a stream, in order: few documents here, many in processes."""
    return map_records(partial(read_batch, settings.reader, settings.workers, settings.actors), items, workers=settings.workers)


def limits(settings: Settings) -> Limits:
    """The bounds that collecting works within."""
    return Limits(max_bytes=settings.max_bytes, max_line_bytes=settings.max_line_bytes, max_text=settings.max_text)


def plural(count: int, word: str) -> str:
    """ "1 document", "2 documents"."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


class _Touched(NamedTuple):
    """What a settling makes anew: the incidents as they were, and what to make them from; `minted` is founder to id."""

    incidents: set[str]
    members: list[Telling]
    judgements: list[Judgement]
    minted: dict[str, str]


class Pipeline:
    """The five stages over one store. Use it as a context manager; `now` (aware) is when things are received and generated."""

    def __init__(self, store: Store, *, now: datetime, settings: Settings | None = None, progress: Progress = silent) -> None:
        self.store = store
        self.now = now
        self.settings = settings or Settings()
        self.progress = progress

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def run(self, inputs: Sequence[str], *, outlet: str | None = None, published: str | None = None) -> Iterator[StageResult]:
        """The stages up to weighing for these inputs, one result a stage as it ends. Raises ConfigError for a broken table of families."""
        compare.families(self.settings.families)
        yield self.collect(inputs, outlet=outlet, published=published)
        yield self.read()
        yield self.compare()
        yield self.weigh()

    def collect(self, inputs: Sequence[str], *, outlet: str | None = None, published: str | None = None) -> StageResult:
        """Keep what the inputs hold: the bytes as evidence, the documents made from them."""
        failures: list[Failure] = []
        seen = made = 0
        found = collect(inputs, received=self.now, limits=limits(self.settings), outlet=outlet, published=published)
        for batch in batches(found, BATCH):
            with self.store.transaction():
                for item in batch:
                    if isinstance(item, Failure):
                        failures.append(item)
                        continue
                    capture, body, documents = item
                    self.store.add_capture(capture, body)
                    made += self.store.put_documents([one for one in documents if isinstance(one, Document)])
                    failures += [one for one in documents if isinstance(one, Failure)]
                    self.store.forget_failures([one.key for one in documents if isinstance(one, Document)], "collect")
                    seen += sum(isinstance(one, Document) for one in documents)
                self.progress("collect", seen, None)
        self._keep_failures("collect", failures)
        known = f", {seen - made:,} known already" if seen > made else ""
        return StageResult(stage="collect", line=f"{plural(seen, 'document')}{known}{_failed(failures)}", failures=tuple(failures))

    def read(self) -> StageResult:
        """Read every document that the reader in the settings has not read."""
        made_by = reader(self.settings.reader, actors=self.settings.actors).made_by
        waiting = list(self.store.documents(unread_by=made_by))
        failures: list[Failure] = []
        statements = events = unread = 0
        results = read_all(waiting, self.settings)
        done = 0
        for batch in batches(results, BATCH):
            with self.store.transaction():
                readings = [one for one in batch if isinstance(one, Reading)]
                self.store.put_readings(readings)
            failures += [one for one in batch if isinstance(one, Failure)]
            statements += sum(len(one.statements) for one in readings)
            events += sum(len(one.events) for one in readings)
            unread += sum(not one.statements for one in readings)
            done += len(batch)
            self.progress("read", done, len(waiting))
        self._keep_failures("read", failures)
        other = f", {unread:,} in a language that is not read" if unread else ""
        read = f"{plural(len(waiting) - len(failures), 'document')}: {plural(statements, 'statement')}, {plural(events, 'event')}"
        line = f"{read}{other}{_failed(failures)}"
        return StageResult(stage="read", line=line, failures=tuple(failures))

    def compare(self) -> StageResult:
        """Bring together what new readings tell with what is known: only candidates that the store finds by key are looked at.

        Each batch is told, likened and settled in one transaction, so that one that is broken off leaves nothing half done.
        """
        compare.families(self.settings.families)
        done = tellings = 0
        for batch in batches(self.store.uncompared(compare.MADE_BY), BATCH):
            with self.store.transaction():
                fresh = [telling for reading in batch for telling in self._tell(reading)]
                scored: set[tuple[str, ...]] = set()
                for telling in fresh:
                    self._liken(telling, scored)
                self._settle({reading.document.id for reading in batch})
                self._await_proposals(batch)
            done, tellings = done + len(batch), tellings + len(fresh)
            self.progress("compare", done, None)
        self.store.compared_all(compare.MADE_BY)
        self._propose()
        counts = self.store.counts()
        found = f"{plural(counts.get('incidents', 0), 'incident')}, {plural(counts.get('proposals', 0), 'proposal')}"
        return StageResult(stage="compare", line=f"{found} ({plural(tellings, 'new telling')})")

    def _await_proposals(self, batch: Sequence[Reading]) -> None:
        """Note which documents hold positions, or did before they were read anew: a run that is broken off is taken up where it stopped."""
        held = [one.document.id for one in batch if one.positions or self.store.proposal_of(one.document.id)]
        if held:
            self.store.set_meta(_UNPROPOSED, json.dumps([*self._unproposed(), *held]))

    def _unproposed(self) -> list[str]:
        return list(json.loads(self.store.meta(_UNPROPOSED) or "[]"))

    def _propose(self) -> None:
        """Make the proposals anew if documents with positions have come; only such documents are looked at."""
        waiting = self._unproposed()
        if not waiting:
            return
        with self.store.transaction():
            known = list(self.store.proposals())
            documents = {position.document for proposal in known for position in proposal.positions} | set(waiting)
            held = [one for one in self.store.readings(sorted(documents)) if one.positions]
            self.store.replace_proposals([proposal.id for proposal in known], compare.proposals(held, self.store.mint))
            self.store.set_meta(_UNPROPOSED, "[]")

    def _tell(self, reading: Reading) -> Sequence[Telling]:
        told = compare.tellings(reading)
        self.store.put_tellings(reading.document.id, told, compare.MADE_BY)
        return told

    def _liken(self, telling: Telling, scored: set[tuple[str, ...]]) -> None:
        """Score a telling against its candidates; `scored` holds the pairs of this batch that have been (an edge has no direction)."""
        edges = []
        for other in self.store.candidates(telling.keys, limit=self.settings.candidates):
            pair = tuple(sorted((telling.id, other.id)))
            if other.document != telling.document and pair not in scored:
                scored.add(pair)
                edges.append(compare.likeness(telling, other))
        self.store.put_likenesses([edge for edge in edges if edge])

    def _settle(self, documents: set[str]) -> None:
        """Group again every telling that is connected with those of these documents; untouched incidents stay as they are."""
        families = compare.families(self.settings.families)
        touched = self._touched(documents)
        members, judgements = touched.members, touched.judgements
        edges = self.store.likenesses([member.id for member in members])
        readings = {one.document.id: one for one in self.store.readings(sorted({member.document for member in members}))}
        groups = compare.clusters(members, edges, judgements)
        borne = compare.identities(groups, touched.minted, judgements)
        named = [ids or (self._new_id(group, touched.minted),) for ids, group in zip(borne, groups, strict=True)]
        shown = compare.judged(groups, [ids[0] for ids in named], judgements)
        made = [
            compare.incident(ids[0], ids[1:], group, readings, edges, self.store.mint, notes, families)
            for ids, group, notes in zip(named, groups, shown, strict=True)
        ]
        self.store.replace_incidents(sorted(touched.incidents), made)

    def _new_id(self, group: Sequence[Telling], minted: Mapping[str, str]) -> str:
        return self.store.mint("incident", compare.new_founder(group, minted))

    def _touched(self, documents: set[str]) -> _Touched:
        """What must be made anew when these documents change.

        What is connected with these documents, what is told in the same incidents, what analysts judged of any of them, and so on until
        nothing more comes in: so no incident loses a report that is not looked at, and one pass over all gives the same as many over some.
        """
        judgements: list[Judgement] = []
        while True:
            told = [telling.id for telling in self.store.tellings_of(sorted(documents))]
            members = list(self.store.tellings(sorted(self.store.component(told, threshold=compare.JOIN))))
            reached = {member.document for member in members} | documents
            old, others = self.store.reported_with(sorted(reached))
            minted = self._minted(members, judgements)
            known, judgements = judgements, self.store.judgements(sorted(reached | set(minted.values())))
            reached |= others | {document for judgement in judgements for document in judgement.documents}
            if reached == documents and judgements == known:
                return _Touched(old, members, judgements, minted)
            documents = reached

    def _minted(self, members: Sequence[Telling], judgements: Sequence[Judgement]) -> dict[str, str]:
        """Founder to id, in the order of minting, for whatever may be an id of an incident of these tellings."""
        named = [identity for judgement in judgements for identity in judgement.incidents]
        names = [*(member.id for member in members), *self.store.founders("incident", named).values()]
        minted = self.store.minted("incident", names)
        further = compare.further_founders(minted, judgements)
        return self.store.minted("incident", [*names, *further]) if further else minted

    def judge(self, judgement: Judgement) -> None:
        """Keep an analyst's judgement as evidence and make anew what it touches, with its grades."""
        with self.store.transaction():
            self.store.add_judgement(judgement)
            self._settle(set(judgement.documents))
            self.weigh()

    def weigh(self) -> StageResult:
        """Grade accounts, sources and outlets from everything known."""
        incidents = list(self.store.incidents())
        documents = sorted({report.document for incident in incidents for report in incident.reports})
        readings = {one.document.id: one for one in self.store.readings(documents)}
        graded, sources, outlets = weigh.weigh(incidents, readings)
        with self.store.transaction():
            self.store.put_incidents(graded)
            self.store.put_grades("source", sources)
            self.store.put_grades("outlet", outlets)
        accounts = sum(len(claim.accounts) for incident in graded for claim in incident.claims)
        line = f"{plural(accounts, 'account')}, {plural(len(sources), 'source')} and {plural(len(outlets), 'outlet')} graded"
        return StageResult(stage="weigh", line=line)

    def report(self) -> SituationReport:
        """The picture as it stands."""
        return SituationReport(
            generated=self.now,
            incidents=tuple(self.store.incidents()),
            proposals=tuple(self.store.proposals()),
            sources=tuple(self.store.grades("source")),
            outlets=tuple(self.store.grades("outlet")),
        )

    def publish(self, folder: Path | str, *, base_url: str | None = None) -> StageResult:
        """Write the situation report as a web site with feeds. Raises PublishError if the folder cannot be written."""
        options = publish.Site(base_url=base_url or self.settings.base_url or None, title=self.settings.title)
        readings = {one.document.id: one for one in self.store.readings(None)}
        written = publish.write(publish.site(self.report(), readings, options=options), Path(folder))
        return StageResult(stage="publish", line=f"{plural(written, 'file')} written to {folder}")

    def rebuild(self) -> Iterator[StageResult]:
        """Throw away everything derived and make it again from the evidence."""
        with self.store.transaction():
            self.store.clear_derived()
        made = 0
        counters: dict[datetime, KeyCounter] = {}
        for batch in batches(self.store.captures(), BATCH):
            with self.store.transaction():
                for capture in batch:
                    keys = counters.setdefault(capture.received, KeyCounter())
                    found = list(documents(capture, self.store.body(capture.digest), limits=limits(self.settings)))
                    kept = [replace(one, key=keys.key(one.key)) for one in found if isinstance(one, Document)]
                    made += self.store.put_documents(kept)
                    self._keep_failures("collect", [one for one in found if isinstance(one, Failure)])
        yield StageResult(stage="collect", line=f"{plural(made, 'document')} from evidence")
        yield self.read()
        yield self.compare()
        yield self.weigh()

    def summary(self) -> str:
        """The last line of a run: "18 documents, 8 outlets, 6 incidents: 3 with more than one origin, 2 disputed"."""
        counts = self.store.counts()
        incidents = list(self.store.incidents())
        several = sum(len(incident.origins) > 1 for incident in incidents)
        disputed = sum(any(claim.state.value == "disputed" for claim in incident.claims) for incident in incidents)
        head = f"{plural(counts.get('documents', 0), 'document')}, {plural(counts.get('outlets', 0), 'outlet')}"
        return f"{head}, {plural(len(incidents), 'incident')}: {several:,} with more than one origin, {disputed:,} disputed"

    def _keep_failures(self, stage: str, failures: Sequence[Failure]) -> None:
        if failures:
            with self.store.transaction():
                self.store.put_failures(failures, stage)


def _failed(failures: Sequence[Failure]) -> str:
    return f", {len(failures):,} failed" if failures else ""


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items in lists of at most `size`."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def open_pipeline(
    path: Path | str, *, now: datetime, settings: Settings | None = None, create: bool = True, progress: Progress = silent
) -> Pipeline:
    """The pipeline over the database at `path`. Raises StoreError if it cannot be opened."""
    return Pipeline(open_store(path, create=create), now=now, settings=settings, progress=progress)
