"""What every kind of feed is turned into."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

_NAME_IN_BRACKETS = re.compile(r"\s*[^\s()<>]+@[^\s()<>]+\s*\(([^()]+)\)\s*")
_ADDRESS_IN_BRACKETS = re.compile(r"\s*([^()<>]*[^()<>\s])\s*[(<]\s*(?:mailto:)?[^\s()<>]+@[^\s()<>]+[)>]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `summary` and `content` are HTML as the feed gave it: untrusted. `title` may hold markup too. Dates are as written.

    `source` is the feed that it was taken from, `original` the address that it says it got its matter from.
    """

    id: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    authors: tuple[str, ...] = ()
    summary: str | None = None
    content: str | None = None
    source: str | None = None
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: `kind` is rss, rdf, atom, json or sitemap; `url` is the address of the site."""

    kind: str
    title: str | None
    url: str | None
    entries: tuple[Entry, ...]
    language: str | None = None


def person(value: str) -> str:
    """The name out of "mail@example.org (Name)", "Name (mail@example.org)" or "Name <mail@example.org>"; else the value itself."""
    short = value[:500]
    found = _NAME_IN_BRACKETS.fullmatch(short) or _ADDRESS_IN_BRACKETS.fullmatch(short)
    return " ".join((found.group(1) if found else short).split())


def people(values: Iterable[str]) -> tuple[str, ...]:
    """Names in order, each once."""
    return tuple(dict.fromkeys(name for value in values if (name := person(value))))


def absolute(base: str | None, address: str | None) -> str | None:
    """An address made whole by its base; as it is where that cannot be done."""
    if not address or not address.strip():
        return None
    try:
        return urljoin(base or "", address.strip())
    except ValueError:
        return address.strip()


def as_html(text: str | None) -> str | None:
    """Plain text as HTML; an empty line parts paragraphs."""
    if not text:
        return None
    lines = html.escape(text, quote=False).split("\n")
    return "\n".join(line if line.strip() else "<br>" for line in lines)
