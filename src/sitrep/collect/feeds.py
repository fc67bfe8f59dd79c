"""Feed files: what `sitrep feed` prints and the documents that entries hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sitrep.collect.clean import plain_line
from sitrep.collect.credits import wire_credit
from sitrep.collect.dates import any_date
from sitrep.collect.feeddata import Entry, Feed, absolute
from sitrep.collect.feedjson import parse_json
from sitrep.collect.feedloose import parse_loose
from sitrep.collect.feedxml import NOT_WELL_FORMED, SITEMAP, parse_xml, repaired
from sitrep.collect.fragments import PARAGRAPH, paragraphs
from sitrep.collect.kinds import JSON_FEED
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

# feedparser takes some seconds a megabyte for hostile markup; beyond this size libxml2's own recovery is used.
_LOOSE_BYTES = 2**20
# Twenty thousand entries of a dozen elements with markup inside stay below this; every tag takes time and memory.
_MOST_TAGS = 1_000_000
_ENTRY = re.compile(rb"<(?:[A-Za-z][\w.-]{0,20}:)?(?:item|entry)[\s>]")
# What publishing software adds to the end of an entry.
_FOOTER = re.compile(
    r"(?:The post .{1,400} (?:appeared first|first appeared) on .{1,200}|(?:Continue reading|Read more|Read full story)\b.{0,200})",
    re.DOTALL,
)


def feed(capture: Capture, body: bytes) -> dict[str, Any]:
    """A feed as the JSON of the contract: {"feed": {"title", "url", "kind"}, "entries": [{"id", "url", "title", …}, …]}.

    Titles and names are plain text; `summary` and `content` are HTML as received, not made safe. Raises CollectError (subject:
    the capture's key) for what is not a feed.
    """
    parsed = _parsed(capture, body)
    return {
        "feed": {"title": plain_line(parsed.title), "url": parsed.url, "kind": parsed.kind},
        "entries": [_printed(entry) for entry in parsed.entries],
    }


def feed_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """A document for each entry that has a text, in order; key `PATH#id`, where an entry without id or address has its position.

    A news sitemap gives none, for it holds no texts: a Failure says so.
    """
    parsed = _parsed(capture, body)
    if parsed.kind == SITEMAP:
        raise CollectError(capture.key, f"names {len(parsed.entries):,} articles and holds no texts (a news sitemap)")
    if not parsed.entries:
        raise CollectError(capture.key, "has no entries")
    for number, entry in enumerate(parsed.entries[: limits.max_entries], start=1):
        key = f"{capture.key}#{entry.id or entry.url or number}"
        yield document(_found(key, entry, parsed), capture, limits)
    if len(parsed.entries) > limits.max_entries:
        yield Failure(subject=capture.key, reason=f"has more than {limits.max_entries} entries; the others were left")


def _parsed(capture: Capture, body: bytes) -> Feed:
    """The feed of a capture; addresses that it gives as relative to where it was found are made whole."""
    parsed = parse(body, capture.media_type, capture.key)
    if capture.response is None:
        return parsed
    base = capture.response.address
    entries = tuple(replace(entry, url=absolute(base, entry.url)) for entry in parsed.entries)
    return replace(parsed, url=absolute(base, parsed.url), entries=entries)


def parse(body: bytes, media_type: str, subject: str) -> Feed:
    """The feed in `body`: by its own reader if it is well-formed or loses no entry by being mended, else by feedparser.

    Raises CollectError for what is not a feed.
    """
    if media_type == JSON_FEED:
        return parse_json(body, subject)
    if body.count(b"<") > _MOST_TAGS:
        raise CollectError(subject, f"has more than {_MOST_TAGS} tags")
    entries, large = len(_ENTRY.findall(body)), len(body) > _LOOSE_BYTES
    for mend, recover in ((False, False), (True, False), (True, True)):
        if recover and not (large or _is_utf8(body)):
            break
        try:
            found = parse_xml(repaired(body) if mend else body, subject, recover=recover)
        except CollectError as error:
            if error.reason != NOT_WELL_FORMED:
                raise
            continue
        if len(found.entries) >= entries or (recover and large):
            return found
    return parse_loose(body, subject)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _printed(entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": plain_line(entry.title),
        "published": any_date(entry.published),
        "updated": any_date(entry.updated),
        "authors": [name for author in entry.authors if (name := plain_line(author))],
        "summary": entry.summary,
        "content": entry.content,
        "source": plain_line(entry.source),
    }


def _found(key: str, entry: Entry, parsed: Feed) -> Found:
    text = _text(entry.content) or _text(entry.summary)
    authors = [name for author in entry.authors if (name := plain_line(author))]
    wire = wire_credit(authors, text)
    return Found(
        key=key,
        text=text,
        url=entry.url,
        title=entry.title,
        authors=[name for name in authors if name != wire],
        outlet=parsed.title,
        published=any_date(entry.published),
        updated=any_date(entry.updated),
        credit=entry.source or wire,
        source=entry.source,
        original=entry.original,
    )


def _text(markup: str | None) -> str:
    """Paragraphs without the footer that publishing software adds."""
    if not markup:
        return ""
    text = paragraphs(markup)
    body, _, last = text.rpartition(PARAGRAPH)
    return body if body and _FOOTER.fullmatch(last) else text
