"""The trained reader: documents in batches through one encoder pass, then decoding, names, places, times, events and positions."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from sitrep.errors import ReadError
from sitrep.read.names import named
from sitrep.read.positions import positions
from sitrep.read.quotes import Marks
from sitrep.read.rules import READABLE, VERSION, mentions_of, rest_of
from sitrep.read.said import reposted
from sitrep.read.taken import Taken, beside, positions_taken
from sitrep.read.tokens import Sentence, sentences
from sitrep.read.told import Told
from sitrep.read.trained.absorbed import foreground, sentence_numbers
from sitrep.read.trained.assemble import drafts, statements
from sitrep.read.trained.conventions import plain_cues, settled
from sitrep.read.trained.decode import Options, attributions
from sitrep.read.trained.entities import Entity, entities, merged
from sitrep.read.trained.happenings import Limits, happenings
from sitrep.read.trained.happenings import settled as settled_events
from sitrep.read.trained.hints import hinted
from sitrep.read.trained.model import FOLDER, Model, model
from sitrep.read.trained.segments import Segment, segments
from sitrep.read.trained.spread import quoted, spread
from sitrep.read.trained.standing import judge
from sitrep.read.trained.stands import Sureness, stands
from sitrep.read.trained.windows import View, views
from sitrep.records import Document, Failure, Reading, Statement

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

BATCH_DOCUMENTS, BATCH_WORDS = 16, 8_000  # bounds of what is read together: memory does not grow with the number of documents


@dataclass(slots=True)
class _Job:
    """A document under way: its parts, what was found in them so far, or why it cannot be read."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    segments: tuple[Segment, ...] = ()
    marks: Marks | None = None
    said: list[Statement] = field(default_factory=list)
    names: list[Entity] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    error: ReadError | None = None

    @property
    def words(self) -> int:
        return sum(len(one.words) for one in self.segments)


class TrainedReader:
    """Reads English with the weights in `folder`. A document in another language is kept with an empty reading.

    `threads` bounds what the encoder uses (0: one for each core). Raises ReadError if the model is missing, damaged or of another version.
    """

    def __init__(
        self,
        folder: Path = FOLDER,
        *,
        threads: int = 0,
        options: Options | None = None,
        limits: Limits | None = None,
        sureness: Sureness | None = None,
    ) -> None:
        self.model: Model = model(folder, threads)
        self.options, self.limits, self.sureness = options, limits, sureness

    @property
    def made_by(self) -> str:
        """`component@version`: the version of the weights, then that of the rules around them."""
        return f"{self.model.name}.{VERSION}"

    def read(self, document: Document) -> Reading:
        """The reading of one document. Raises ReadError naming the document's key if it cannot be read."""
        [reading] = self.pipe([document])
        if isinstance(reading, Failure):
            raise ReadError(reading.subject, reading.reason, retry=reading.retry)
        return reading

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading | Failure]:
        """The reading of each document in order, or a Failure in its place; memory is that of two batches.

        While a batch is decoded, the encoder goes over the next: it needs no interpreter, decoding needs little else.
        """
        for (group, done), seen in _ahead(self._batches(documents), self._views, alone=self.model.threads == 1):
            self._decode(group, seen)
            for job in done:
                reading = self._reading(job)
                yield job.error.failure() if job.error else reading

    def _batches(self, documents: Iterable[Document]) -> Iterator[_Batch]:
        """What goes through the encoder together: short documents side by side, long ones a segment at a time."""
        waiting: list[_Job] = []
        for document in documents:
            waiting.append(self._job(document))
            if len(waiting) >= BATCH_DOCUMENTS or sum(one.words for one in waiting) >= BATCH_WORDS:
                yield from _grouped(waiting)
                waiting = []
        yield from _grouped(waiting)

    def _views(self, batch: _Batch) -> list[list[View]]:
        return views(self.model, [segment.words for _, segment in batch[0]])

    def _job(self, document: Document) -> _Job:
        if document.language and document.language.split("-")[0].lower() not in READABLE:
            return _Job(document)
        split = sentences(document.text)
        words = hinted(self.model.pieces.words(document.text), split)
        return _Job(document, split, tuple(segments(split, words)), Marks(document.text))

    def _decode(self, group: Sequence[_Part], seen: Sequence[Sequence[View]]) -> None:
        """Find what is said, named and told in some segments by what the encoder says of them."""
        with self.model.one_thread():
            for (job, segment), ones in zip(group, seen, strict=True):
                with _errors_of(job):
                    job.said += self._said(job, segment, ones)
                    job.names += entities(segment.words, ones)
                    job.told += self._told(job, segment, ones)
                    job.taken += stands(self.model, job.document.text, segment.words, ones, self.sureness)

    def _said(self, job: _Job, segment: Segment, seen: Sequence[View]) -> list[Statement]:
        text, split, words = job.document.text, segment.sentences, segment.words
        marks = job.marks or Marks(text)
        base = reposted(text)
        until = max((link.source.end for link in base if link.source), default=0)
        after = bisect_left(words.starts, until + 1 if base else 0)
        found = attributions(self.model, seen, self.options, after=after, certain=plain_cues(text, words))
        found = spread(text, split, words, quoted(words, settled(text, words, found), marks), marks)
        made = drafts(text, split, words, found, marks, base)
        judge(self.model, words, split, seen, made)
        return statements(made, job.document.id, self.made_by, marks)

    def _told(self, job: _Job, segment: Segment, seen: Sequence[View]) -> list[Told]:
        text, words = job.document.text, segment.words
        sentence_of = sentence_numbers(segment.sentences, words)
        found = foreground(text, sentence_of, words, happenings(self.model, seen, sentence_of, self.limits))
        return settled_events(text, words, found, self.limits, before=len(job.told))

    def _reading(self, job: _Job) -> Reading:
        reading = Reading(document=job.document, made_by=self.made_by)
        if not job.sentences or job.error:
            return reading
        with _errors_of(job):
            text = job.document.text
            mentions = merged(text, mentions_of(text, job.sentences), job.names)
            said = named(text, job.said, mentions)
            taken = beside(positions(text, job.sentences, said), positions_taken(text, said, job.taken))
            reading = rest_of(job.document, job.sentences, mentions, said, self.made_by, job.told, taken)
        return reading


_Part = tuple[_Job, Segment]
_Batch = tuple[list[_Part], list[_Job]]  # what is encoded together, and the documents that are done with it


@contextmanager
def _errors_of(job: _Job) -> Iterator[None]:
    """What cannot be read is an error of its document, and no other's."""
    try:
        yield
    except RecursionError as error:
        job.error = ReadError(job.document.key, f"the text is nested too deeply ({error})")


def _grouped(jobs: list[_Job]) -> Iterator[_Batch]:
    group: list[_Part] = []
    size = 0
    for part in ((job, segment) for job in jobs for segment in job.segments):
        if group and size + len(part[1].words) > BATCH_WORDS:
            yield group, []
            group, size = [], 0
        group.append(part)
        size += len(part[1].words)
    yield group, jobs


def _ahead(items: Iterable[ItemT], work: Callable[[ItemT], ResultT], *, alone: bool) -> Iterator[tuple[ItemT, ResultT]]:
    """Each item with what `work` gives for it, in order; unless `alone`, in a thread that is at work on the next one meanwhile."""
    if alone:
        yield from ((item, work(item)) for item in items)
        return
    with ThreadPoolExecutor(1, thread_name_prefix="encoder") as pool:
        waiting: deque[tuple[ItemT, Future[ResultT]]] = deque()
        for item in items:
            waiting.append((item, pool.submit(work, item)))
            if len(waiting) > 1:
                first, future = waiting.popleft()
                yield first, future.result()
        for last, future in waiting:
            yield last, future.result()
