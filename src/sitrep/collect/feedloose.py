"""Feeds that are not well-formed XML, by feedparser, which has met more of them than anything else."""

from __future__ import annotations

import io
from typing import Any

from sitrep.collect.feeddata import Entry, Feed, as_html, people
from sitrep.errors import CollectError


def parse_loose(body: bytes, subject: str) -> Feed:
    """The feed that feedparser (its sanitiser off) finds. Raises CollectError where it finds none."""
    import feedparser

    try:
        found = feedparser.parse(io.BytesIO(body), sanitize_html=False, response_headers={"content-location": ""})
    except Exception as error:
        raise CollectError(subject, "is not well-formed and could not be mended") from error
    version = str(found.get("version") or "")
    if not version and not found.entries:
        raise CollectError(subject, "is not a feed")
    kind = "atom" if version.startswith("atom") else "rdf" if version in ("rss090", "rss10") else "rss"
    feed = found.feed
    return Feed(
        kind=kind,
        title=_string(feed, "title"),
        url=_string(feed, "link"),
        entries=tuple(map(_entry, found.entries)),
        language=_string(feed, "language"),
    )


def _entry(entry: Any) -> Entry:
    content = next((part for part in entry.get("content") or () if part.get("value")), None)
    return Entry(
        id=_string(entry, "id"),
        url=_string(entry, "link"),
        title=_string(entry, "title"),
        published=_string(entry, "published"),
        updated=_string(entry, "updated") if "updated" in entry.keys() else None,  # noqa: SIM118 - `in entry` maps updated to published
        authors=people(str(author.get("name") or author.get("email") or "") for author in entry.get("authors") or ()),
        summary=_string(entry, "summary"),
        content=None if content is None else _html(content),
        source=_string(entry.get("source") or {}, "title"),
        original=next((_string(link, "href") for link in entry.get("links") or () if link.get("rel") in ("via", "canonical")), None),
    )


def _html(part: Any) -> str | None:
    value = str(part.get("value") or "")
    return as_html(value) if part.get("type") == "text/plain" else value


def _string(record: Any, name: str) -> str | None:
    value = record.get(name)
    return str(value) if value else None
