"""The rule reader: everything that a document says, by patterns and word lists."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sitrep.errors import ReadError
from sitrep.read.chains import statements
from sitrep.read.dismissals import denied
from sitrep.read.events import events
from sitrep.read.linking import context
from sitrep.read.mentions import find_mentions
from sitrep.read.mishaps import deeds
from sitrep.read.names import named
from sitrep.read.numbers import find_quantities
from sitrep.read.places import find_places
from sitrep.read.positions import positions
from sitrep.read.times import find_times
from sitrep.read.tokens import Sentence, sentences, span
from sitrep.read.told import Told, events_told
from sitrep.records import Document, Failure, Mention, Position, Reading, Statement

# The version of the rules, those around the network among them: readings made by others are made anew.
VERSION = "7"
MADE_BY = f"rules@{VERSION}"
READABLE = frozenset({"en"})


class RuleReader:
    """Reads English by rules. A document in another language is kept with an empty reading."""

    made_by = MADE_BY

    def read(self, document: Document) -> Reading:
        """The reading of one document. Raises ReadError naming the document's key if it cannot be read."""
        if document.language and document.language.split("-")[0].lower() not in READABLE:
            return Reading(document=document, made_by=MADE_BY)
        try:
            return _read(document)
        except RecursionError as error:
            raise ReadError(document.key, f"the text is nested too deeply ({error})") from error

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading | Failure]:
        """The reading of each document in order, or a Failure in its place; memory is that of one document."""
        for document in documents:
            try:
                yield self.read(document)
            except ReadError as error:
                yield error.failure()


def _read(document: Document) -> Reading:
    split = sentences(document.text)
    mentions = mentions_of(document.text, split)
    said = named(document.text, statements(document.text, split, document.id, MADE_BY), mentions)
    return rest_of(document, split, mentions, said, MADE_BY)


def mentions_of(text: str, split: Sequence[Sentence]) -> tuple[Mention, ...]:
    """The names in a text whose sentences are known."""
    return find_mentions(text, tuple(span(text, one.start, one.end) for one in split))


def rest_of(
    document: Document,
    split: Sequence[Sentence],
    mentions: tuple[Mention, ...],
    said: tuple[Statement, ...],
    made_by: str,
    told: Sequence[Told] | None = None,
    taken: tuple[Position, ...] | None = None,
) -> Reading:
    """A reading from its sentences, names and statements: all that is found by rule.

    Events are `told`, and positions `taken`, or they are found by rule too.
    """
    text = document.text
    said = denied(text, said)
    reading = Reading(
        document=document,
        statements=said,
        mentions=mentions,
        places=find_places(text, mentions, published=document.published, outlet=document.outlet),
        times=find_times(text, document.published),
        positions=positions(text, split, said) if taken is None else taken,
        made_by=made_by,
    )
    quantities = find_quantities(text, times=reading.times)
    known = context(reading, quantities)
    found = events(known, split) if told is None else events_told(known, split, told)
    done, numbers = deeds(text, split, found, quantities)
    return replace(reading, events=done, numbers=numbers)
