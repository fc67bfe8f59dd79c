"""Whether a capture may hold a document: cheap, and never wrong when it says no."""

from __future__ import annotations

import html
import re

from sitrep.collect.encoding import decode_page
from sitrep.collect.kinds import HTML
from sitrep.records import Capture, Document

# A text's longest words: so many of them must stand in what holds it. Not all, for markup may break some.
_WORDS = 24
_ENOUGH = 0.5


def may_hold(capture: Capture, body: bytes, document: Document) -> bool:
    """Whether making the documents of a capture could give this one. Only pages, which take long to make, are ever ruled out."""
    if capture.media_type != HTML:
        return True
    words = sorted(set(re.findall(r"\w{4,}", document.text)), key=lambda word: (-len(word), word))[:_WORDS]
    if not words:
        return True
    page = html.unescape(decode_page(body, capture.response.content_type if capture.response else None))
    return sum(word in page for word in words) >= _ENOUGH * len(words)
