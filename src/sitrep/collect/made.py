"""From what a capture says to a Document: one place where ids, cleaning and what fills a gap are decided."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.collect.clean import plain_line, web_address
from sitrep.collect.credits import dateline
from sitrep.collect.dates import iso_date
from sitrep.collect.language import language
from sitrep.collect.limits import Limits
from sitrep.collect.notes import note_parts
from sitrep.records import Capture, Document, Failure, Part, make_id

MADE_BY = "collect@2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found in a capture for one document, as it was written there."""

    key: str
    text: str
    url: str | None = None
    title: str | None = None
    authors: Sequence[str] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    credit: str | None = None
    source: str | None = None
    original: str | None = None
    parts: Sequence[Part] = ()


def document(found: Found, capture: Capture, limits: Limits) -> Document | Failure:
    """The document of what was found, or why there is none. What the page did not say is filled from the capture."""
    if not found.text or found.text.isspace() or not found.text.strip("\ufeff \t\r\n"):
        return Failure(subject=found.key, reason="has no text")
    if len(found.text) > limits.max_text:
        return Failure(subject=found.key, reason=f"has a text longer than {limits.max_text} characters")
    outlet = plain_line(found.outlet) or plain_line(capture.outlet)
    url = web_address(found.url)
    names = dict.fromkeys(name for author in found.authors if (name := plain_line(author)))
    return Document(
        id=make_id("doc", outlet, url or found.key, found.text),
        article=make_id("art", outlet, url or found.key),
        key=found.key,
        text=found.text,
        url=url,
        title=plain_line(found.title),
        authors=tuple(names),
        outlet=outlet,
        published=iso_date(found.published) or iso_date(capture.published),
        updated=iso_date(found.updated),
        language=found.language or language(found.text),
        credit=plain_line(found.credit),
        source=plain_line(found.source),
        original=web_address(found.original),
        dateline=dateline(found.text),
        parts=tuple(sorted((*found.parts, *note_parts(found.text)), key=lambda part: part.span.start)),
        capture=capture.digest,
        made_by=MADE_BY,
    )
