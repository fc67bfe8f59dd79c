"""Lists of feeds: OPML, read and written, and the feeds that a page names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from email.utils import format_datetime
from typing import Any
from xml.sax.saxutils import quoteattr

from sitrep.collect.clean import plain_line, web_address
from sitrep.collect.encoding import decode_page
from sitrep.collect.feeddata import absolute
from sitrep.collect.kinds import HTML, OPML
from sitrep.collect.limits import Limits
from sitrep.collect.trees import elements, page_tree, xml_root
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

# OPML 2.0 lets attributes of others in by their namespace.
_NAMESPACE = "urn:sitrep:opml"
_KINDS = {
    "application/rss+xml": "rss",
    "application/rdf+xml": "rdf",
    "application/atom+xml": "atom",
    "application/feed+json": "json",
    "application/json": "json",
}


def listed(capture: Capture, body: bytes) -> list[dict[str, str | None]] | None:
    """The feeds that a list of feeds or a page names, each once, in order; None for other kinds of capture.

    Each is {"url", "title", "kind"}; `kind` is rss, rdf, atom or json, null where it is not said. An outline of a page that lists articles
    also has "list", the CSS selector that finds them. Raises CollectError for OPML that is not well-formed.
    """
    if capture.media_type == OPML:
        found = _outlines(capture, body)
    elif capture.media_type == HTML:
        found = _alternates(capture, body)
    else:
        return None
    once: dict[str, dict[str, str | None]] = {}
    for feed in found:
        if url := web_address(feed["url"]):
            once.setdefault(url, {**feed, "url": url})
    return list(once.values())


def list_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """No documents, for a list holds none; a Failure if it names no feed or more than are fetched."""
    count = len(listed(capture, body) or ())
    if not count:
        yield Failure(subject=capture.key, reason="names no feed")
    if count > limits.max_feeds:
        yield Failure(subject=capture.key, reason=f"names more than {limits.max_feeds} feeds; the others were left")


def outlines(addresses: Iterable[str], *, made: datetime, lists: Mapping[str, str] | None = None) -> str:
    """A list of feeds (OPML 2.0) that names these addresses; `lists` has the CSS selectors of those that are pages which list articles."""
    known = lists or {}
    lines = [f"    <outline {_attributes(address, known.get(address))}/>" for address in addresses]
    head = f"  <head>\n    <title>SitRep</title>\n    <dateCreated>{format_datetime(made)}</dateCreated>\n  </head>"
    body = "\n".join(["  <body>", *lines, "  </body>"])
    own = f" xmlns:sitrep={quoteattr(_NAMESPACE)}" if known else ""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0"{own}>\n{head}\n{body}\n</opml>\n'


def _attributes(address: str, selector: str | None) -> str:
    named = f"text={quoteattr(address)} xmlUrl={quoteattr(address)}"
    return f'type="rss" {named}' if selector is None else f"{named} sitrep:list={quoteattr(selector)}"


def _outlines(capture: Capture, body: bytes) -> Iterator[dict[str, str | None]]:
    try:
        root = xml_root(body, recover=False)
    except ValueError as error:
        raise CollectError(capture.key, "is not well-formed XML") from error
    for element in elements(root):
        if str(element.tag).lower() == "outline":
            named = {name.lower(): value for name, value in element.items()}
            kind = (named.get("type") or "").lower()
            title = plain_line(named.get("title") or named.get("text"))
            selector = element.get(f"{{{_NAMESPACE}}}list")
            feed = {"url": named.get("xmlurl"), "title": title, "kind": kind if kind in _KINDS.values() else None}
            yield feed | ({"list": selector} if selector else {})


def _alternates(capture: Capture, body: bytes) -> Iterator[dict[str, str | None]]:
    """`<link rel="alternate" type="application/rss+xml" href="…">` and its like, addresses made whole."""
    tree = page_tree(decode_page(body))
    if tree is None:
        return
    base = capture.response.address if capture.response else None
    base = absolute(base, next((one.get("href") for one in tree.iter("base") if one.get("href")), None)) or base
    for link in tree.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if kind in _KINDS and {"alternate", "feed"} & _relations(link):
            yield {"url": absolute(base, link.get("href")), "title": plain_line(link.get("title")), "kind": _KINDS[kind]}


def _relations(link: Any) -> set[str]:
    return set((link.get("rel") or "").lower().split())
