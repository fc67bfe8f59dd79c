"""Each statement as an annotation of the article that it stands in: W3C Web Annotation Data Model (Recommendation, 23 February 2017)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sitrep.codec import dump_line, moment
from sitrep.publish.exchange.names import iri, named
from sitrep.publish.text import clean, one_line, web_address
from sitrep.records import Document, Event, Reading, SituationReport, Span, Statement

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
# Code points before and after what is quoted: enough to find it again where the page has changed around it.
_AROUND = 32


def annotated(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The statements of the readings as an annotation collection with one page, an annotation a line, in the order of documents' ids."""
    ordered = [reading for _, reading in sorted(readings.items())]
    total = sum(len(reading.statements) for reading in ordered)
    head = (
        f'{{"@context": "{CONTEXT}", "id": "{iri("annotations")}", "type": "AnnotationCollection", "label": "Statements", "total": {total},'
    )
    page = f'"first": {{"id": "{iri("annotations:1")}", "type": "AnnotationPage", "startIndex": 0, "items": ['
    yield f"{head}\n{page}".encode()
    first = True
    for reading in ordered:
        events: dict[str, list[Event]] = {}
        for event in reading.events:
            events.setdefault(event.statement or "", []).append(event)
        for statement in reading.statements:
            made = _annotation(reading, statement, events.get(statement.id, []), report)
            yield (("\n" if first else ",\n") + dump_line(made)).encode()
            first = False
    yield b"\n]}}\n"


def _annotation(reading: Reading, statement: Statement, events: list[Event], report: SituationReport) -> dict[str, Any]:
    made_by = statement.made_by or reading.made_by or "read"
    targets = [_target(reading.document, span) for span in statement.content]
    return {
        "id": iri(statement.id),
        "type": "Annotation",
        "motivation": "describing",
        "generator": {"id": named("program", made_by), "type": "Software", "name": one_line(made_by)},
        "generated": moment(report.generated),
        "body": [_said(statement), *(_tag(kind) for kind in dict.fromkeys(event.type.value for event in events))],
        "target": targets[0] if len(targets) == 1 else targets,
    }


def _said(statement: Statement) -> dict[str, str]:
    """On whose word it is put forward, and how, as text."""
    chain = [
        f"{link.act.value} {one_line(link.name or (link.source.text if link.source else '')) or 'somebody'}"
        for link in statement.attribution
    ]
    whose = " > ".join(chain) or "the article's own voice"
    how = f"{statement.voice.value}, {statement.polarity.value}, {statement.modality.value}"
    return {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": f"{whose} ({how})"}


def _tag(value: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value}


def _target(document: Document, span: Span) -> dict[str, Any]:
    """Where a passage stands, by position and by its words. What took the text from the page is `renderedVia`: positions count in that."""
    text = document.text
    made_by = document.made_by or "collect"
    return {
        "type": "SpecificResource",
        "source": web_address(document.url) or iri(document.id),
        "renderedVia": {"id": named("program", made_by), "type": "Software", "name": one_line(made_by)},
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": clean(span.text),
                "prefix": clean(text[max(span.start - _AROUND, 0) : span.start]),
                "suffix": clean(text[span.end : span.end + _AROUND]),
            },
        ],
    }
