"""The kinds of input: by content first, then by the extension of the name."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from sitrep.collect.mail.mbox import is_mbox
from sitrep.errors import CollectError

TEXT = "text/plain"
HTML = "text/html"
LINE = "application/x-ndjson-line"
XML_FEED = "application/xml"
JSON_FEED = "application/feed+json"
OPML = "text/x-opml"
MAIL = "message/rfc822"
MBOX = "application/mbox"
PDF = "application/pdf"
FEEDS = frozenset({XML_FEED, JSON_FEED})

TEXT_SUFFIXES = frozenset({".txt"})
PAGE_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
LINE_SUFFIXES = frozenset({".jsonl", ".ndjson"})
FEED_SUFFIXES = frozenset({".xml", ".rss", ".atom", ".rdf"})
JSON_SUFFIXES = frozenset({".json"})
ARCHIVE_SUFFIXES = frozenset({".warc"})
WACZ_SUFFIXES = frozenset({".wacz"})
MAIL_SUFFIXES = frozenset({".eml"})
MBOX_SUFFIXES = frozenset({".mbox", ".mbx"})
PDF_SUFFIXES = frozenset({".pdf"})
# What is taken out of folders. Lists of feeds are not among them: they lead out to the web, so they must be named.
SUFFIXES = frozenset().union(
    TEXT_SUFFIXES,
    PAGE_SUFFIXES,
    LINE_SUFFIXES,
    FEED_SUFFIXES,
    JSON_SUFFIXES,
    ARCHIVE_SUFFIXES,
    WACZ_SUFFIXES,
    MAIL_SUFFIXES,
    MBOX_SUFFIXES,
    PDF_SUFFIXES,
)
# The kinds of which a capture holds one document, under the capture's key, that takes time to make.
SINGLE = frozenset({HTML, MAIL, PDF})

_SAYS_NOTHING = frozenset({"application/octet-stream", "binary/octet-stream", "application/gzip", "application/x-gzip"})
_LINE_TYPES = frozenset({"application/x-ndjson", "application/jsonl", "application/x-jsonlines", "application/jsonlines"})

# Content that begins with headers, and has three that mail has, is a message.
_MAIL_START = re.compile(rb"[!-9;-~]{1,100}:[ \t]")
_MAIL_HEADER = re.compile(
    rb"^(?:from|date|subject|message-id|received|return-path|mime-version|delivered-to):[ \t]", re.IGNORECASE | re.MULTILINE
)
_PROLOGUE = re.compile(r"\s*(?:<\?[^>]*>|<!--.*?-->|<!DOCTYPE\b[^>\[]*(?:\[[^\]]*\]\s*)?>)", re.DOTALL | re.IGNORECASE)
_ROOT = re.compile(r"\s*<(?:[\w.-]{1,64}:)?([A-Za-z][\w.-]{0,63})")
_FEED_ROOTS = frozenset({"rss", "feed", "rdf", "urlset", "sitemapindex"})
_HTML_ROOTS = frozenset(
    [
        "html",
        "head",
        "body",
        "title",
        "meta",
        "link",
        "script",
        "style",
        "div",
        "p",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "article",
        "main",
        "section",
        "header",
        "nav",
        "table",
        "ul",
        "ol",
        "span",
        "br",
        "center",
    ]
)
# A JSON Feed names its version as an address; some give only the number, so the fields that every feed has are asked for too.
_JSON_FEED_VERSION = re.compile(rb'"version"\s{0,20}:\s{0,20}"(https?:\\?/\\?/jsonfeed\.org|1[."])')
_JSON_FEED_FIELD = re.compile(rb'"(?:items|feed_url|home_page_url)"\s{0,20}:')


def suffix(name: str) -> str:
    """The extension that tells the kind, in lower case with its dot and without `.gz`; "" if there is none."""
    path = PurePath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.suffix.lower()


def not_read(what: str) -> str:
    """The reason given for an input of a kind that is known and not read."""
    return f"{what} is not read by this version"


def media_type(name: str, head: bytes) -> str:
    """The media type of an input, from the first bytes of its content and its name.

    Raises CollectError for a kind that is not read and for a name and content that contradict each other.
    """
    extension = suffix(name)
    if extension in TEXT_SUFFIXES:
        return TEXT
    if is_pdf(head):
        return PDF
    if extension in PDF_SUFFIXES:
        raise CollectError(name, "is not a PDF file")
    if extension in LINE_SUFFIXES:
        return LINE
    if extension in MAIL_SUFFIXES:
        return MAIL
    if is_mbox(head):
        return MBOX
    if extension in MBOX_SUFFIXES:
        raise CollectError(name, "is not an mbox file")
    root = _root(head)
    if root == "opml" or extension == ".opml":
        return OPML
    if extension in FEED_SUFFIXES:
        return _feed_type(name, root, head)
    if extension in JSON_SUFFIXES or (extension not in PAGE_SUFFIXES and _is_json(head)):
        return _json_type(head)
    if root in _FEED_ROOTS:
        return XML_FEED
    if extension in PAGE_SUFFIXES or root in _HTML_ROOTS or _names_html(head):
        return HTML
    return _text_type(name, head)


def web_type(address: str, head: bytes, stated: str | None) -> str:
    """The media type of what an address gave: by its first bytes; where they do not tell, by `stated`, what the server calls it.

    Raises CollectError for a kind that is not read.
    """
    stated = (stated or "").partition(";")[0].strip().lower()
    stated = "" if stated in _SAYS_NOTHING else stated
    if is_pdf(head):
        return PDF
    if stated == MAIL:
        return MAIL
    root = _root(head)
    if root == "opml":
        return OPML
    if root in _FEED_ROOTS:
        return XML_FEED
    if "\0" in _decoded(head):
        raise CollectError(address, f"is not text ({stated})" if stated else "is not text")
    if stated in _LINE_TYPES or (stated in ("text/plain", "") and suffix(urlsplit(address).path) in LINE_SUFFIXES):
        return LINE
    if _is_json(head) and _json_type(head) == JSON_FEED:
        return JSON_FEED
    return _stated_type(address, root, head, stated)


def _stated_type(address: str, root: str | None, head: bytes, stated: str) -> str:
    if stated in ("text/html", "application/xhtml+xml") or (root in _HTML_ROOTS and stated != "text/plain") or _names_html(head):
        return HTML
    if stated.endswith("xml"):
        return XML_FEED
    if stated in ("text/plain", ""):
        return TEXT
    raise CollectError(address, f"is no page, feed or text ({stated})")


def _feed_type(name: str, root: str | None, head: bytes) -> str:
    if root in _FEED_ROOTS:
        return XML_FEED
    if root == "html" or _names_html(head):
        raise CollectError(name, "is HTML, not a feed")
    return JSON_FEED if _is_json(head) and _json_type(head) == JSON_FEED else XML_FEED


def _json_type(head: bytes) -> str:
    """JSON Feed says so by its version (jsonfeed.org/version/1.1); everything else is taken as JSON Lines."""
    version = _JSON_FEED_VERSION.search(head)
    return JSON_FEED if version and (b"jsonfeed" in version.group(1) or _JSON_FEED_FIELD.search(head)) else LINE


def _is_json(head: bytes) -> bool:
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")


def is_pdf(head: bytes) -> bool:
    """Whether a file is a PDF by its first bytes."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"%PDF-")


def _text_type(name: str, head: bytes) -> str:
    if b"\0" in head:
        raise CollectError(name, "is not text")
    return MAIL if len(_MAIL_HEADER.findall(head[:8_192].partition(b"\n\n")[0])) >= 3 and _MAIL_START.match(head) else TEXT


def _names_html(head: bytes) -> bool:
    start = _decoded(head)[:1024].lstrip("\ufeff \t\r\n").lower()
    return start.startswith(("<!doctype html", "<html"))


def _decoded(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace")
    return head.decode("utf-8", "replace")


def _root(head: bytes) -> str | None:
    """The local name of the first element, in lower case; None if the content does not start with markup."""
    text = _decoded(head).lstrip("\ufeff")
    at = 0
    while found := _PROLOGUE.match(text, at):
        at = found.end()
    root = _ROOT.match(text, at)
    return root.group(1).lower() if root else None
