"""Whether a capture may hold a document: cheap, and never wrong when it says no."""

from __future__ import annotations

import html
import re

from sitrep.collect.encoding import decode_page
from sitrep.collect.kinds import HTML, LINE, TEXT
from sitrep.records import Capture, Document

# A text's longest words: so many of them must stand in what holds it. Not all, for markup may break some.
_WORDS = 24
_ENOUGH = 0.5


def may_hold(capture: Capture, body: bytes, document: Document) -> bool:
    """Whether making the documents of a capture could give this one. Feeds are never ruled out: they are quickly made."""
    words = sorted(set(re.findall(r"\w{4,}", document.text)), key=lambda word: (-len(word), word))[:_WORDS]
    text = _text(capture, body)
    return not words or text is None or sum(word in text for word in words) >= _ENOUGH * len(words)


def _text(capture: Capture, body: bytes) -> str | None:
    """What words can be looked for in; None where they may stand there in another form."""
    if capture.media_type == HTML:
        return html.unescape(decode_page(body, capture.response.content_type if capture.response else None))
    if capture.media_type in (TEXT, LINE) and b"\\u" not in body:
        return body.decode("utf-8", "replace")
    return None
