"""JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1)."""

from __future__ import annotations

import json
from typing import Any

from sitrep.collect.feeddata import Entry, Feed, absolute, as_html, people
from sitrep.errors import CollectError


def parse_json(body: bytes, subject: str) -> Feed:
    """The feed of a JSON Feed document. Raises CollectError for anything else."""
    try:
        feed = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise CollectError(subject, "is not JSON") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items", []), list):
        raise CollectError(subject, "is not a feed")
    site = _string(feed, "home_page_url")
    shared = _people(feed)
    entries = tuple(_entry(item, site, shared) for item in feed.get("items", []) if isinstance(item, dict))
    return Feed(kind="json", title=as_html(_string(feed, "title")), url=site, entries=entries, language=_string(feed, "language"))


def _entry(item: dict[str, Any], site: str | None, shared: tuple[str, ...]) -> Entry:
    own = absolute(site, _string(item, "url"))
    return Entry(
        id=_string(item, "id"),
        url=own or _string(item, "external_url"),
        original=_string(item, "external_url") if own else None,
        title=as_html(_string(item, "title")),
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        authors=_people(item) or shared,
        summary=as_html(_string(item, "summary")),
        content=_string(item, "content_html") or as_html(_string(item, "content_text")),
    )


def _people(record: dict[str, Any]) -> tuple[str, ...]:
    """1.1 has a list of authors, 1.0 one author."""
    listed = record.get("authors")
    authors = listed if isinstance(listed, list) and listed else [record.get("author")]
    return people(_string(author, "name") or "" for author in authors if isinstance(author, dict))


def _string(record: dict[str, Any], name: str) -> str | None:
    """A field as text; the specification lets readers take an id that is a number."""
    value = record.get(name)
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(value).strip() or None
