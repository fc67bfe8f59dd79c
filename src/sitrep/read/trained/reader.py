"""The trained reader: documents in batches through one encoder pass, then decoding, names, places, times, events and positions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sitrep.errors import ReadError
from sitrep.read.names import named
from sitrep.read.quotes import Marks
from sitrep.read.rules import READABLE, rest_of
from sitrep.read.said import reposted
from sitrep.read.tokens import Sentence, sentences
from sitrep.read.trained.assemble import drafts, statements
from sitrep.read.trained.decode import Options, attributions
from sitrep.read.trained.model import FOLDER, Model, model
from sitrep.read.trained.segments import Segment, segments
from sitrep.read.trained.spread import spread
from sitrep.read.trained.standing import judge
from sitrep.read.trained.windows import View, views
from sitrep.records import Document, Failure, Reading, Statement

BATCH_DOCUMENTS, BATCH_WORDS = 32, 8_000  # bounds of what is read together: memory does not grow with the number of documents


@dataclass(slots=True)
class _Job:
    """A document under way."""

    document: Document
    sentences: tuple[Sentence, ...] = ()
    segments: tuple[Segment, ...] = ()

    @property
    def words(self) -> int:
        return sum(len(one.words) for one in self.segments)


class TrainedReader:
    """Reads English with the weights in `folder`. A document in another language is kept with an empty reading.

    `threads` bounds what the encoder uses (0: one for each core). Raises ReadError if the model is missing, damaged or of another version.
    """

    def __init__(self, folder: Path = FOLDER, *, threads: int = 0, options: Options | None = None) -> None:
        self.model: Model = model(folder, threads)
        self.options = options

    @property
    def made_by(self) -> str:
        """`component@version`."""
        return self.model.name

    def read(self, document: Document) -> Reading:
        """The reading of one document. Raises ReadError naming the document's key if it cannot be read."""
        return self._batch([self._job(document)])[0]

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading | Failure]:
        """The reading of each document in order, or a Failure in its place; memory is that of a batch."""
        waiting: list[_Job | Failure] = []
        for document in documents:
            try:
                waiting.append(self._job(document))
            except ReadError as error:
                waiting.append(error.failure())
            if len(waiting) >= BATCH_DOCUMENTS or sum(one.words for one in waiting if isinstance(one, _Job)) >= BATCH_WORDS:
                yield from self._flush(waiting)
                waiting.clear()
        yield from self._flush(waiting)

    def _flush(self, waiting: Sequence[_Job | Failure]) -> Iterator[Reading | Failure]:
        done = iter(self._batch([one for one in waiting if isinstance(one, _Job)]))
        for one in waiting:
            yield one if isinstance(one, Failure) else next(done)

    def _job(self, document: Document) -> _Job:
        if document.language and document.language.split("-")[0].lower() not in READABLE:
            return _Job(document)
        split = sentences(document.text)
        return _Job(document, split, tuple(segments(split, self.model.pieces.words(document.text))))

    def _batch(self, jobs: Sequence[_Job]) -> list[Reading]:
        """The readings of some documents: short ones through the encoder together, long ones a segment at a time."""
        parts = [(number, segment) for number, job in enumerate(jobs) for segment in job.segments]
        said: list[list[Statement]] = [[] for _ in jobs]
        marks = [Marks(job.document.text) for job in jobs]
        for group in _groups(parts):
            seen = views(self.model, [segment.words for _, segment in group])
            for (number, segment), ones in zip(group, seen, strict=True):
                said[number] += self._said(jobs[number].document, segment, ones, marks[number])
        return [self._reading(job, said[number]) for number, job in enumerate(jobs)]

    def _said(self, document: Document, segment: Segment, seen: Sequence[View], marks: Marks) -> list[Statement]:
        found = attributions(self.model, seen, self.options)
        base = reposted(document.text)
        if base:
            until = max(link.cue.end for link in base if link.cue)
            found = [one for one in found if segment.words.starts[one.cue[0]] >= until]
        found = spread(document.text, segment.sentences, segment.words, found, marks)
        made = drafts(document.text, segment.sentences, segment.words, found, base)
        judge(self.model, seen, made)
        return statements(made, document.id, self.made_by, marks)

    def _reading(self, job: _Job, said: Sequence[Statement]) -> Reading:
        if not job.sentences:
            return Reading(document=job.document, made_by=self.made_by)
        return rest_of(job.document, job.sentences, lambda mentions: named(job.document.text, said, mentions), self.made_by)


def _groups(parts: Sequence[tuple[int, Segment]]) -> Iterator[list[tuple[int, Segment]]]:
    group: list[tuple[int, Segment]] = []
    size = 0
    for part in parts:
        if group and size + len(part[1].words) > BATCH_WORDS:
            yield group
            group, size = [], 0
        group.append(part)
        size += len(part[1].words)
    if group:
        yield group
