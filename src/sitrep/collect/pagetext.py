"""The paragraphs of an extracted article, and the notes on corrections that stand beside it."""

from __future__ import annotations

import re
from typing import Any

from sitrep.collect.trees import walk

_BLOCKS = frozenset({
    "body", "main", "p", "quote", "head", "item", "list", "table", "row", "code", "div", "fw", "dl", "dt", "dd", "blockquote", "pre",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "tr",
})  # fmt: skip
_NOTE_CLASS = re.compile(r"correction|clarification|editors?-?note|update-?note|amendment", re.IGNORECASE)
_NOTE = re.compile(
    r"(?:Corrections?|CORRECTION|Clarification|CLARIFICATION|Erratum|Retraction|Editor[’']?s[’']? [Nn]ote|Update|UPDATE)\b"
    r"(?: \([^()]{1,60}\))?\s?[:.–—-]\s?\S"
    r"|(?:An earlier|A previous) version of this (?:article|story|report)\b"
    r"|This (?:article|story|report|headline) (?:was|has been) (?:amended|corrected|updated)\b"
)
_NOTE_LENGTH = (30, 800)
_NOTE_COUNT = 10


def body_paragraphs(body: Any) -> list[str]:
    """The paragraphs under an element: block quotes and list items are paragraphs of their own, line breaks part them too."""
    done: list[str] = []
    open_text: list[str] = []

    def close() -> None:
        text = " ".join("".join(open_text).split())
        open_text.clear()
        if text:
            done.append(text)

    _walk(body, open_text, close)
    close()
    return done


def _walk(top: Any, open_text: list[str], close: Any) -> None:
    """Depth first without recursion: a tree may be as deep as the parser allows."""
    for event, element in walk(top):
        block = element.tag in _BLOCKS
        if event == "start":
            if block or element.tag in ("lb", "br"):
                close()
            elif element.tag in ("cell", "td", "th") and open_text:
                open_text.append(" | ")
            open_text.append(element.text or "")
            continue
        if event == "end" and block:
            close()
        if element is not top:
            open_text.append(element.tail or "")


def notes(tree: Any) -> list[str]:
    """Notes that say what was corrected, clarified or updated, wherever they stand on the page; each once, in order."""
    found: dict[str, None] = {}
    for element in tree.iter("p", "div", "aside", "span", "em", "i", "small", "footer"):
        named = _NOTE_CLASS.search(element.get("class") or "") or _NOTE_CLASS.search(element.get("id") or "")
        if not named and element.tag not in ("p", "em", "i"):
            continue
        text = _short_text(element)
        if _NOTE_LENGTH[0] <= len(text) <= _NOTE_LENGTH[1] and (_NOTE.match(text)) and not any(text in one for one in found):
            found[text] = None
        if len(found) >= _NOTE_COUNT:
            break
    return list(found)


def _short_text(element: Any) -> str:
    """The text of an element, or no more of it than shows that it is too long for a note."""
    parts: list[str] = []
    length = 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > 4 * _NOTE_LENGTH[1]:
            break
    return " ".join("".join(parts).split())
