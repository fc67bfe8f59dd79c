"""Collecting: the world -> Capture -> Document.

    expand(inputs)      which files are meant
    captures(path)      what they hold, within bounds: bytes and where they came from
    documents(capture)  texts with what is known about them; pure
    receive(inputs)     both in order, web addresses fetched, lists of feeds followed
    collect(inputs)     all of it, with keys unique within the run
    feed(capture)       a feed as JSON, without making documents of it
    may_hold(capture)   whether a document could come out of it, cheaply
    listed(capture)     the feeds that a page or a list of feeds names
    outlines(addresses) a list of feeds that names them
    listing_feed(capture) the articles that a page lists, by its selector
    check_selector(…)   whether a CSS selector can be used

Read are .txt, .html, .htm, .xhtml, .jsonl, .ndjson, .eml, .mbox, .pdf, feeds (RSS, RDF, Atom, JSON Feed: .xml, .rss, .atom, .rdf, .json),
each also compressed (.gz), web archives (.warc, .wacz), folders, globs, standard input, http and https addresses of pages, feeds,
PDF files and web archives, mailboxes (imaps), and lists of feeds (.opml).
"""

from __future__ import annotations

from sitrep.collect.captures import captures
from sitrep.collect.documents import Collected, collect, documents
from sitrep.collect.feeds import feed
from sitrep.collect.holding import may_hold
from sitrep.collect.imap import is_mailbox, mailbox, place_of
from sitrep.collect.inputs import expand
from sitrep.collect.keys import KeyCounter
from sitrep.collect.kinds import LINE, OPML
from sitrep.collect.language import language
from sitrep.collect.limits import Limits
from sitrep.collect.listing import check_selector, listing_feed
from sitrep.collect.made import MADE_BY
from sitrep.collect.opml import listed, outlines
from sitrep.collect.receive import Unchanged, receive
from sitrep.collect.web import LONGEST_WAIT, USER_AGENT, Fetching, Known, is_web

__all__ = [
    "LINE",
    "LONGEST_WAIT",
    "MADE_BY",
    "OPML",
    "USER_AGENT",
    "Collected",
    "Fetching",
    "KeyCounter",
    "Known",
    "Limits",
    "Unchanged",
    "captures",
    "check_selector",
    "collect",
    "documents",
    "expand",
    "feed",
    "is_mailbox",
    "is_web",
    "language",
    "listed",
    "listing_feed",
    "mailbox",
    "may_hold",
    "outlines",
    "place_of",
    "receive",
]
