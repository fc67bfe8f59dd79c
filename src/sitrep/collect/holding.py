"""Whether a capture may hold a document: cheap, and never wrong when it says no."""

from __future__ import annotations

import html
import re
import unicodedata

from sitrep.collect.encoding import decode_page
from sitrep.collect.kinds import HTML, LINE, TEXT
from sitrep.records import Capture, Document

# A text's longest words: so many of them must stand in what holds it. Not all, for markup may break some.
_WORDS = 24
_ENOUGH = 0.5
# Words that are longer than this on average are none: the text is in a script that does not part them.
_LONG = 8
_TAG = re.compile(r"</?[A-Za-z][^<>]*>|<!--[^<>]*-->")
# Signs within words that nobody sees: soft hyphens, places for a break, joiners, marks of direction.
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")


def may_hold(capture: Capture, body: bytes, document: Document) -> bool:
    """Whether making the documents of a capture could give this one. Feeds are never ruled out: they are quickly made."""
    every = re.findall(r"\w+", _seen(document.text))
    words = sorted({word for word in every if len(word) >= 4}, key=lambda word: (-len(word), word))[:_WORDS]
    if not words or sum(map(len, every)) > _LONG * len(every):
        return True
    text = _text(capture, body)
    return text is None or sum(word in text for word in words) >= _ENOUGH * len(words)


def _text(capture: Capture, body: bytes) -> str | None:
    """What words can be looked for in; None where they may stand there in another form."""
    if capture.media_type == HTML:
        page = decode_page(body, capture.response.content_type if capture.response else None)
        # Without tags for words that have some in them, with them for words that only look as if they were in one.
        return _seen(html.unescape(f"{_TAG.sub('', page)}\n{page}"))
    if capture.media_type in (TEXT, LINE) and b"\\u" not in body:
        return _seen(body.decode("utf-8", "replace"))
    return None


def _seen(text: str) -> str:
    """A text as one sees it, whichever way its signs are written."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", text))
