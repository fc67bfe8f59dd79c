"""The only place where stages meet the store: collect → read → compare → weigh → publish.

Each stage takes up what the one before left in the store, in one transaction a batch, and can be repeated: what is there is not made twice.
The clock is given, never read here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from multiprocessing import parent_process
from pathlib import Path
from types import TracebackType
from typing import Self

from sitrep import compare, publish, weigh
from sitrep.asked import fetching, limits
from sitrep.batch import batches, map_records, map_some
from sitrep.collect import Collected, KeyCounter, Unchanged, collect, documents, is_mailbox
from sitrep.collecting import Known, Lists, heard_at
from sitrep.compare.names import identity
from sitrep.comparing import Comparing
from sitrep.config import Settings
from sitrep.missing import Missing
from sitrep.read import reader
from sitrep.records import Capture, Document, Failure, Incident, Judgement, Marking, Reading, SituationReport
from sitrep.store import Store, open_store
from sitrep.weigh import SetLetter
from sitrep.weighing import Weighing
from sitrep.written import Written

Progress = Callable[[str, int, int | None], None]
BATCH = 64
# What is taken together holds at most this and one input more, so that memory is bounded by the largest.
BATCH_BYTES = 16 * 2**20


def silent(stage: str, done: int, total: int | None) -> None:
    """Progress that nobody watches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageResult:
    """What one stage did: a line for people and the inputs that failed.

    `heard` says how many new documents each address that answered gave: none where what it holds is known.
    """

    stage: str
    line: str
    failures: tuple[Failure, ...] = ()
    heard: Mapping[str, int] = field(default_factory=dict)


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


def plural(count: int, word: str) -> str:
    """ "1 document", "2 documents"."""
    ending = "" if count == 1 else "es" if word.endswith("s") else "s"
    return f"{count:,} {word}{ending}"


class Pipeline:
    """The five stages over one store. Use it as a context manager; `now` (aware) is when things are received and generated."""

    def __init__(self, store: Store, *, now: datetime, settings: Settings | None = None, progress: Progress = silent) -> None:
        self.store = store
        self.now = now
        self.settings = settings or Settings()
        self.progress = progress
        self.comparing = Comparing(store, self.settings.candidates, self.settings.families)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the store."""
        self.store.close()

    def run(self, inputs: Sequence[str], *, outlet: str | None = None, published: str | None = None) -> Iterator[StageResult]:
        """The stages up to weighing for these inputs, one result a stage as it ends.

        Raises ConfigError at once for a wrong file of `letters` or table of `families`.
        """
        self.check()
        yield self.collect(inputs, outlet=outlet, published=published)
        yield self.read()
        yield self.compare()
        yield self.weigh(everything=False)

    def check(self) -> None:
        """See that the desk's own files can be used, before anything is done that needs them. Raises ConfigError."""
        self._letters()
        compare.families(self.settings.families)

    def collect(
        self, inputs: Sequence[str], *, outlet: str | None = None, published: str | None = None, listing: Lists = None
    ) -> StageResult:
        """Keep what the inputs hold: the bytes as evidence, the documents made from them. `listing`: CSS selectors for pages that list
        articles.
        """
        failures: list[Failure] = []
        heard: Counter[str] = Counter()
        there = Missing(self.store, self.now)
        seen = made = unchanged = 0
        for batch in batches(
            self._collected(inputs, Known(self.store, outlet, published, listing)), BATCH, weight=_weight, most=BATCH_BYTES
        ):
            with self.store.transaction():
                wrong: list[Failure] = []
                answered: set[str] = set()
                for item in batch:
                    there.heard(item if isinstance(item, Failure | Unchanged) else item[0])
                    if isinstance(item, Failure):
                        wrong.append(item)
                    elif isinstance(item, Unchanged):
                        seen += item.key is not None
                        unchanged += item.key is None
                        if (place := heard_at(item)) is not None:
                            heard[place] += 0
                            answered.add(place)
                    else:
                        kept = self._keep_capture(item[0], item[1], [one for one in item[2] if isinstance(one, Document)])
                        new = self.store.put_documents(kept)
                        seen, made = seen + len(kept), made + new
                        if (place := heard_at(item[0])) is not None:
                            heard[place] += new
                            answered.add(place)
                        wrong += [one for one in item[2] if isinstance(one, Failure)]
                        self.store.forget_failures([item[0].key, *(one.key for one in kept)], "collect")
                self.store.forget_failures([place for place in answered if is_mailbox(place)], "collect")
                # With what was kept: what a kill leaves kept and not said to have failed would never be tried again.
                self._keep_failures("collect", wrong)
                failures += wrong
                self.progress("collect", seen, None)
        known = f", {seen - made:,} known already" if seen > made else ""
        same = f", {plural(unchanged, 'address')} unchanged" if unchanged else ""
        line = f"{plural(seen, 'document')}{known}{same}{_failed(failures)}"
        return StageResult(stage="collect", line=line, failures=tuple(failures), heard=dict(heard))

    def _keep_capture(self, capture: Capture, body: bytes, found: Sequence[Document]) -> Sequence[Document]:
        """Keep a capture with its bytes, unless they hold what was taken down: then what else is in them is kept in their place.

        Gives the documents that it holds. Bytes that were taken down hold what was left of them then, whatever they are named now.
        """
        left = self.store.remainder(capture.digest)
        found = found if left is None else left
        removed = {removal.document for removal in self.store.removals([one.id for one in found])}
        if not removed:
            self.store.add_capture(capture, body)
            return found
        rest = [one for one in self.made_of(capture, body) if isinstance(one, Document) and one.id not in removed]
        self.store.withhold(capture, sorted(removed), rest)
        return found

    def made_of(self, capture: Capture, body: bytes | None = None) -> list[Document | Failure]:
        """The documents that a capture holds, by its bytes; of one whose bytes were taken down, those that were kept in their place.

        Raises StoreError for bytes that are damaged.
        """
        if body is None:
            left = self.store.remainder(capture.digest)
            if left is not None:
                return list(left)
        return list(documents(capture, self.store.body(capture.digest) if body is None else body, limits=limits(self.settings)))

    def _collected(self, inputs: Sequence[str], known: Known) -> Iterator[Collected | Unchanged | Failure]:
        return collect(
            inputs,
            received=self.now,
            limits=limits(self.settings),
            outlet=known.outlet,
            published=known.published,
            fetching=fetching(self.settings),
            known=known.response,
            have=known.has,
            listing=known.listing,
            locations=known.locations,
            spreading=partial(map_some, workers=self.settings.workers),
        )

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
                self.store.forget_failures([one.document.key for one in readings], "read")
            failures += [one for one in batch if isinstance(one, Failure)]
            statements += sum(len(one.statements) for one in readings)
            events += sum(len(one.events) for one in readings)
            unread += sum(not one.statements for one in readings)
            done += len(batch)
            self.progress("read", done, len(waiting))
        self.store.read_all(made_by)
        self._keep_failures("read", failures)
        other = f", {unread:,} in a language that is not read" if unread else ""
        read = f"{plural(len(waiting) - len(failures), 'document')}: {plural(statements, 'statement')}, {plural(events, 'event')}"
        line = f"{read}{other}{_failed(failures)}"
        return StageResult(stage="read", line=line, failures=tuple(failures))

    def compare(self) -> StageResult:
        """Bring together what new readings tell with what is known: only candidates that the store finds by key are looked at."""
        compare.families(self.settings.families)
        done = tellings = 0
        for batch in batches(self.store.uncompared(compare.MADE_BY), BATCH):
            tellings += self.comparing.take(batch)
            done += len(batch)
            self.progress("compare", done, None)
        self.comparing.finish()
        return StageResult(stage="compare", line=f"{self._compared()} ({plural(tellings, 'new telling')})")

    def settle(self) -> StageResult:
        """Compare everything anew, as if it had come at once: the order in which reports arrived then shows in nothing.

        The line says how far what stood before was from that (B-cubed F1 of the two groupings of documents, 100 where they are the same).
        Raises ConfigError at once for a wrong file of `letters` or table of `families`.
        """
        self.check()
        agreed = self.comparing.settle(lambda done, total: self.progress("settle", done, total))
        return StageResult(stage="settle", line=f"{self._compared()}, {100 * agreed:.1f} % as before (B-cubed)")

    def _compared(self) -> str:
        counts = self.store.counts("incidents", "proposals")
        return f"{plural(counts.get('incidents', 0), 'incident')}, {plural(counts.get('proposals', 0), 'proposal')}"

    def judge(self, judgement: Judgement) -> None:
        """Keep an analyst's judgement as evidence and make anew what it touches, with its grades."""
        with self.store.transaction():
            self.store.add_judgement(judgement)
            self.comparing.group(set(judgement.documents))
            self.weigh(everything=False)

    def weigh(self, *, everything: bool = True) -> StageResult:
        """Grade accounts, sources and outlets: everything, or what has changed since it was weighed last and what that changes."""
        done = Weighing(self.store, self.now, self._letters(), identity).take(everything=everything)
        graded = f"{plural(done.accounts, 'account')}, {plural(done.sources, 'source')} and {plural(done.outlets, 'outlet')} graded"
        return StageResult(stage="weigh", line=graded)

    def _letters(self) -> list[SetLetter]:
        return weigh.letters_of(self.settings.letters) if self.settings.letters else []

    def report(self, takes: Callable[[Incident], bool] | None = None) -> SituationReport:
        """The picture as it stands; of the incidents those that `takes` says yes to, if it is given: only these are held in memory."""
        return SituationReport(
            generated=self.now,
            incidents=tuple(filter(takes, self.store.incidents()) if takes else self.store.incidents()),
            proposals=tuple(self.store.proposals()),
            sources=tuple(self.store.grades("source")),
            outlets=tuple(self.store.grades("outlet")),
            articles=self.comparing.articles(),
            assessments=Written(self.comparing, self.now).out(),
        )

    def outgoing(self, marking: Marking | None = None, takes: Callable[[Incident], bool] | None = None) -> SituationReport:
        """The picture as it may go out under `marking`; without one, that of the settings. `takes` as in `report`."""
        return publish.going_out(self.report(takes), marking=marking or self.settings.marking, now=self.now)

    def publish(self, folder: Path | str, *, base_url: str | None = None, marking: Marking | None = None) -> StageResult:
        """Write the situation report as a site, as it may go out under `marking`. Raises PublishError if the folder cannot be written."""
        base, highest = base_url or self.settings.base_url or None, marking or self.settings.marking
        site = publish.Site(base_url=base, title=self.settings.title, marking=highest, hub=self.settings.hub)
        readings = {one.document.id: one for one in self.store.readings(None)}
        written = publish.write(publish.site(self.report(), readings, options=site, editions=self.store.editions()), Path(folder))
        return StageResult(stage="publish", line=f"{plural(written, 'file')} written to {folder}")

    def rebuild(self) -> Iterator[StageResult]:
        """Throw away everything derived and make it again from the evidence.

        Raises ConfigError at once for a wrong file of `letters` or table of `families`.
        """
        self.check()
        with self.store.transaction():
            self.store.clear_derived()
        made = 0
        counters: dict[datetime, KeyCounter] = {}
        for batch in batches(self.store.captures(), BATCH):
            with self.store.transaction():
                for capture in batch:
                    keys = counters.setdefault(capture.received, KeyCounter())
                    found = self.made_of(capture)
                    made += self.store.put_documents([replace(one, key=keys.key(one.key)) for one in found if isinstance(one, Document)])
                    self._keep_failures("collect", [one for one in found if isinstance(one, Failure)])
        yield StageResult(stage="collect", line=f"{plural(made, 'document')} from evidence")
        yield self.read()
        yield self.compare()
        yield self.weigh()

    def summary(self) -> str:
        """The last line of a run: "18 documents, 8 outlets, 6 incidents: 3 with more than one origin, 2 disputed"."""
        counts = self.store.counts("documents", "outlets", "incidents")
        several, disputed = self.store.tallied()
        known = ", ".join(plural(counts.get(f"{word}s", 0), word) for word in ("document", "outlet", "incident"))
        return f"{known}: {several:,} with more than one origin, {disputed:,} disputed"

    def _keep_failures(self, stage: str, failures: Sequence[Failure]) -> None:
        if failures:
            with self.store.transaction():
                self.store.put_failures(failures, stage)


def _weight(item: Collected | Unchanged | Failure) -> int:
    return len(item[1]) if isinstance(item, tuple) else 0


def _failed(failures: Sequence[Failure]) -> str:
    return f", {len(failures):,} failed" if failures else ""


def open_pipeline(
    path: Path | str,
    *,
    now: datetime,
    settings: Settings | None = None,
    create: bool = True,
    read_only: bool = False,
    progress: Progress = silent,
) -> Pipeline:
    """The pipeline over the database at `path`. Raises StoreError if it cannot be opened."""
    return Pipeline(open_store(path, create=create, read_only=read_only), now=now, settings=settings, progress=progress)
