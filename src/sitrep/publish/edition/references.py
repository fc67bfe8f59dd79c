"""Source references: every passage that an edition rests on, once, with what ICD 206 asks for and the digest of what is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

import sitrep.publish.chains as chains
from sitrep.publish.accounts import Passage
from sitrep.publish.dates import rfc3339
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line
from sitrep.records import (
    Assessment,
    Capture,
    Edition,
    Incident,
    Reading,
    Reference,
    ReferenceKind,
    Report,
    Span,
    Statement,
    denial,
)

# The words by which a sentence says that it cites what an article said before it was changed.
EARLIER = "in an earlier version"

Captured = Callable[[str], Capture | None]
_LEAD = 200


class References:
    """The references of an edition as they are asked for, each once, in the order in which they were first."""

    def __init__(self, shelf: Shelf, captures: Captured) -> None:
        self.shelf = shelf
        self._captures = captures
        self._letters = {one_line(grade.name).casefold(): grade.reliability for grade in shelf.report.outlets}
        self._known: dict[Reference, int] = {}
        self._listed: list[Reference] = []
        self._accessed: dict[str, datetime | None] = {}
        self._statements: dict[str, tuple[str, Statement]] | None = None

    @property
    def all(self) -> tuple[Reference, ...]:
        """Every reference, in order."""
        return tuple(self._listed)

    def passages(self, passages: Iterable[Passage]) -> tuple[int, ...]:
        """Where these passages stand; those of articles whose text is not kept are none."""
        found = (self.passage(one.report.document, one.statement) for one in passages)
        return tuple(dict.fromkeys(index for index in found if index is not None))

    def reports(self, incident: Incident) -> tuple[int, ...]:
        """A reference for each report of an incident: to its first statement about it, else to its beginning."""
        return tuple(dict.fromkeys(index for report in incident.reports if (index := self.report(report)) is not None))

    def report(self, report: Report) -> int | None:
        """A reference to what a report says first of its incident."""
        found = (self.own(report.document, name) for name in report.statements)
        return self.passage(report.document, next((one for one in found if one), None))

    def passage(self, document: str, statement: Statement | None = None, words: str = "") -> int | None:
        """A reference to a statement of a document, else to these words in it, else to its beginning; None where its text is not kept."""
        reading = self.shelf.readings.get(document)
        if reading is None:
            return None
        spans = statement.content if statement and statement.content else _found(reading, words)
        return self._index(self._document(reading, statement, spans))

    def own(self, document: str, name: str | None) -> Statement | None:
        """The statement of this id in a document."""
        reading = self.shelf.readings.get(document)
        return next((one for one in reading.statements if one.id == name), None) if reading else None

    def statement(self, name: str) -> int | None:
        """A reference to the statement of this id; None where no article that is kept makes it."""
        if self._statements is None:
            self._statements = {
                one.id: (document, one) for document in sorted(self.shelf.readings) for one in self.shelf.readings[document].statements
            }
        found = self._statements.get(name)
        return self.passage(*found) if found else None

    def assessment(self, assessment: Assessment) -> int:
        """A reference to an analyst's assessment."""
        return self._index(
            Reference(
                kind=ReferenceKind.ASSESSMENT,
                target=assessment.draft,
                statement=assessment.id,
                originator=one_line(assessment.by) or "an analyst",
                title=one_line(assessment.title) or "An assessment without a title",
                outlet=one_line(assessment.desk or "") or None,
                published=rfc3339(assessment.published) if assessment.published else None,
            )
        )

    def edition(self, edition: Edition) -> int:
        """A reference to an edition that went out before."""
        return self._index(
            Reference(
                kind=ReferenceKind.EDITION,
                target=edition.id,
                originator="SitRep",
                title=title_of(edition),
                published=rfc3339(edition.made),
                digest=edition.digest or None,
            )
        )

    def earlier(self, index: int) -> bool:
        """Whether a reference is to what only an earlier version said."""
        return self._listed[index].earlier

    def aside(self, indices: Sequence[int]) -> str:
        """What a clause must add where all that it rests on is what earlier versions said."""
        return f", {EARLIER}" if indices and all(self.earlier(index) for index in indices) else ""

    def _index(self, reference: Reference) -> int:
        index = self._known.setdefault(reference, len(self._listed))
        if index == len(self._listed):
            self._listed.append(reference)
        return index

    def _document(self, reading: Reading, statement: Statement | None, spans: Sequence[Span]) -> Reference:
        document, card = reading.document, self.shelf.cards[reading.document.id]
        authors = tuple(one_line(author) for author in document.authors)
        spoken = chains.names(statement) if statement else ()
        outlet = one_line(document.outlet or "") or None
        return Reference(
            kind=ReferenceKind.DOCUMENT,
            target=document.id,
            statement=statement.id if statement else None,
            originator=spoken[-1] if spoken else ", ".join(authors) or outlet or "not known",
            title=card.title,
            outlet=outlet,
            authors=authors,
            published=card.appeared,
            accessed=self._received(document.capture),
            address=card.url,
            digest=document.capture,
            passage=tuple(spans),
            reliability=self._letters.get((outlet or "").casefold()),
            earlier=not stands(self.shelf, document.id, spans),
            denial=denial(statement) if statement else "",
        )

    def _received(self, digest: str | None) -> datetime | None:
        if digest is None:
            return None
        if digest not in self._accessed:
            capture = self._captures(digest)
            fetched = capture.response.fetched if capture and capture.response else None
            self._accessed[digest] = fetched or (capture.received if capture else None)
        return self._accessed[digest]


def stands(shelf: Shelf, document: str, spans: Sequence[Span]) -> bool:
    """Whether the latest version of an article still says what these passages of one of its versions say."""
    latest = shelf.versions[shelf.cards[document].article][-1]
    return latest == document or says(shelf.readings[latest].document.text, spans)


def says(text: str, spans: Sequence[Span]) -> bool:
    """Whether a text holds these passages, wherever in it, blanks and line breaks aside."""
    whole = one_line(text)
    return all(one_line(span.text) in whole for span in spans)


def title_of(edition: Edition) -> str:
    """An edition's title, else what it is about."""
    scope = edition.scope
    kinds = ", ".join(kind.value for kind in scope.types)
    about = ": ".join(
        part for part in (one_line(scope.area), ", ".join((*([kinds] if kinds else []), *map(one_line, scope.topics)))) if part
    )
    return one_line(scope.title) or (f"Situation report: {about}" if about else "Situation report")


def _found(reading: Reading, words: str) -> tuple[Span, ...]:
    """Where these words stand in a text; else its beginning, to the end of a word."""
    text = reading.document.text
    start = text.find(words) if words else -1
    if start >= 0:
        return (Span(start=start, end=start + len(words), text=words),)
    begin = len(text) - len(text.lstrip())
    end = min(len(text), begin + _LEAD)
    line = text.find("\n", begin, end)
    if line > begin:
        end = line
    elif end < len(text) and (blank := text.rfind(" ", begin, end)) > begin:
        end = blank
    return (Span(start=begin, end=end, text=text[begin:end]),) if end > begin else ()
