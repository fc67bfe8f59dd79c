"""What the page of a document shows."""

from __future__ import annotations

from dataclasses import dataclass

import sitrep.publish.words as words
from sitrep.publish.chains import link_name
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.marks import Block, mark
from sitrep.publish.shelf import Card, Shelf
from sitrep.publish.text import anchor
from sitrep.publish.versions import Changes, history
from sitrep.records import Absence, Reading, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A chain in the margin: each name with the anchor of its statement, and how the words are put."""

    steps: tuple[tuple[str, str], ...]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph and the chains of the statements that begin in it."""

    block: Block
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """All that the page of a document shows."""

    card: Card
    paragraphs: tuple[Paragraph, ...]
    incidents: tuple[tuple[str, str], ...]
    versions: tuple[Card, ...]
    later: Card | None
    history: tuple[Changes, ...]
    gone: Absence | None
    attributed: int
    own: int
    events: int


def document_view(shelf: Shelf, reading: Reading) -> DocumentView:
    """Arrange a reading for its page."""
    document = reading.document
    card = shelf.cards[document.id]
    notes = _notes(reading.statements)
    blocks = mark(document.text, reading.statements, _event_lines(reading))
    versions, known = shelf.versions[document.article], shelf.changed.get(document.article)
    attributed = sum(1 for statement in reading.statements if statement.attribution)
    return DocumentView(
        card=card,
        paragraphs=tuple(
            Paragraph(block=block, notes=tuple(notes[name] for name in block.statements if name in notes)) for block in blocks
        ),
        incidents=tuple((page_of(incident), title_of(incident)) for incident in shelf.incidents.get(document.id, ())),
        versions=tuple(shelf.cards[name] for name in versions),
        later=shelf.cards[versions[-1]] if versions[-1] != document.id else None,
        history=history(shelf, document.article),
        gone=known.gone if known else None,
        attributed=attributed,
        own=len(reading.statements) - attributed,
        events=len(reading.events),
    )


def _event_lines(reading: Reading) -> dict[int, list[tuple[str, str]]]:
    """Each event in one plain line, by the offset where its trigger ends."""
    lines: dict[int, list[tuple[str, str]]] = {}
    seen: set[str] = set()
    for event in sorted(reading.events, key=lambda one: (one.trigger.start, one.trigger.end, one.id)):
        if event.id in seen:
            continue
        seen.add(event.id)
        place = reading.places[event.place].name if event.place is not None and event.place < len(reading.places) else None
        time = reading.times[event.date] if event.date is not None and event.date < len(reading.times) else None
        date = (time.start or time.span.text) if time else None
        lines.setdefault(event.trigger.end, []).append((anchor("ev", event.id), words.event_line(event, place, date)))
    return lines


def _notes(statements: tuple[Statement, ...]) -> dict[str, Note]:
    """A note for each attributed statement but those half-way in a longer chain, whose names the longer chain's note has."""
    by_id = {statement.id: statement for statement in statements}
    parents = {inner: statement for statement in statements for inner in statement.inner if inner in by_id}
    notes = {}
    for statement in statements:
        if not statement.attribution or _goes_on(statement, by_id):
            continue
        steps = [(link_name(link), _anchor_of(statement, depth, parents)) for depth, link in enumerate(statement.attribution, start=1)]
        notes[statement.id] = Note(steps=tuple(steps), words=words.statement_words(statement))
    return notes


def _goes_on(statement: Statement, by_id: dict[str, Statement]) -> bool:
    inner = [by_id[name] for name in statement.inner if name in by_id]
    return any(len(one.attribution) > len(statement.attribution) for one in inner)


def _anchor_of(statement: Statement, depth: int, parents: dict[str, Statement]) -> str:
    """The anchor of the enclosing statement whose chain ends at `depth`, else of the statement itself."""
    current: Statement | None = statement
    for _ in range(len(statement.attribution) + 1):
        if current is None or len(current.attribution) == depth:
            break
        current = parents.get(current.id)
    return anchor("st", (current or statement).id)
