"""Collecting: the world -> Capture -> Document.

    expand(inputs)      which files are meant
    captures(path)      what they hold, within bounds: bytes and where they came from
    documents(capture)  texts with what is known about them; pure
    collect(inputs)     the three in order, with keys unique within the run
    feed(capture)       a feed as JSON, without making documents of it

Read are .txt, .html, .htm, .xhtml, .jsonl, .ndjson, feeds (RSS, RDF, Atom, JSON Feed: .xml, .rss, .atom, .rdf, .json), each also
compressed (.gz), folders, globs and standard input.
"""

from __future__ import annotations

from sitrep.collect.captures import captures
from sitrep.collect.documents import collect, documents
from sitrep.collect.feeds import feed
from sitrep.collect.inputs import expand
from sitrep.collect.keys import KeyCounter
from sitrep.collect.language import language
from sitrep.collect.limits import Limits
from sitrep.collect.made import MADE_BY

__all__ = ["MADE_BY", "KeyCounter", "Limits", "captures", "collect", "documents", "expand", "feed", "language"]
