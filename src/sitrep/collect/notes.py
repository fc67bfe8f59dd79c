"""Notes of the editors on the text itself: what was corrected, clarified, updated or taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from sitrep.collect.trees import first_texts
from sitrep.records import Part, PartKind, Span
from sitrep.records.notes import may_begin_note, note_begun

_CLASS = re.compile(r"correction|clarification|editors?-?note|update-?note|amendment", re.IGNORECASE)
# "Updated: Nov 18, 2019, 5 pm" says when, and not what: no note.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYING = 6
_LENGTH = (20, 800)
_COUNT = 10
_MOST_PARTS = 50
_TEXTS = 200


def note_kind(paragraph: str) -> PartKind | None:
    """What kind of note a paragraph is, or None for any other paragraph."""
    kind = note_begun(paragraph) if _LENGTH[0] <= len(paragraph) <= _LENGTH[1] else None
    return None if kind is PartKind.UPDATE and len(_WORD.findall(paragraph)) < _SAYING else kind


def note_parts(text: str) -> Iterator[Part]:
    """The notes among the lines of a text, in order, the first fifty."""
    yield from islice(_note_parts(text), _MOST_PARTS)


def _note_parts(text: str) -> Iterator[Part]:
    start = 0
    for line in text.splitlines(keepends=True):
        said = line.strip()
        if said and (kind := note_kind(said)):
            at = start + line.index(said)
            yield Part(kind=kind, span=Span(start=at, end=at + len(said), text=said))
        start += len(line)


def notes(tree: Any) -> list[str]:
    """The notes of a page, wherever they stand on it; each once, in order, the first ten."""
    found: dict[str, None] = {}
    for element in tree.iter("p", "div", "aside", "span", "em", "i", "small", "footer"):
        if not _may_be_note(element):
            continue
        text = _short_text(element)
        if note_kind(text) and not any(text in one for one in found):
            found[text] = None
        if len(found) >= _COUNT:
            break
    return list(found)


def _may_be_note(element: Any) -> bool:
    name, key = element.get("class"), element.get("id")
    if (name and _is_classed(name)) or (key and _is_classed(key)):
        return True
    if element.tag not in ("p", "em", "i"):
        return False
    first = (element.text or "").lstrip() or next((part.lstrip() for part in first_texts(element, _TEXTS) if not part.isspace()), "")
    return may_begin_note(first)


@lru_cache(maxsize=4_096)
def _is_classed(value: str) -> bool:
    return _CLASS.search(value) is not None


def _short_text(element: Any) -> str:
    """The text of an element, or no more of it than shows that it is too long for a note."""
    parts: list[str] = []
    length = 0
    for part in first_texts(element, _TEXTS):
        parts.append(part)
        length += len(part)
        if length > 4 * _LENGTH[1]:
            break
    return " ".join("".join(parts).split())
