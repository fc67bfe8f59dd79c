"""Notes of the editors on the text itself: what was corrected, clarified, updated or taken back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from sitrep.collect.trees import first_texts
from sitrep.records import Part, PartKind, Span

_CLASS = re.compile(r"correction|clarification|editors?-?note|update-?note|amendment", re.IGNORECASE)
# "Correction (5 May): …" and the like, in the languages that news is read in here; the word alone says nothing.
_HEADED = (
    (PartKind.CORRECTION, "Corrections?|CORRECTIONS?|Correction and clarification|Erratum|Korrektur|Berichtigung|Rectificatif|Corrección|"
                          "Fe de erratas|Correção|Errata|Rettifica|Rectificatie|Rättelse|Исправление|تصحيح|更正|訂正"),
    (PartKind.CLARIFICATION, "Clarifications?|CLARIFICATION|Klarstellung|Précision|Aclaración|Esclarecimento|Уточнение|توضيح"),
    (PartKind.RETRACTION, "Retraction|RETRACTION|Retracted|Rétractation|Retractación"),
    (PartKind.UPDATE, r"(?:Updated?|UPDATED?)(?: \d{1,2})?|Aktualisierung|Mise à jour|Actualización|Atualização|Aggiornamento|"
                      "Обновлено|Обновление|تحديث|更新"),
    (PartKind.EDITORS_NOTE, "Editor[’']?s[’']? [Nn]ote|Editors[’'] [Nn]ote|EDITOR[’']?S NOTE|Anmerkung der Redaktion|Note de la rédaction|"
                            "Nota del editor|Nota de la redacción|Nota da redação|От редакции|ملاحظة المحرر"),
)  # fmt: skip
_AFTER_HEAD = r"\b(?: ?\([^()]{1,60}\)|,? (?:on )?\w{3,9}\.? \d{1,2}(?:, \d{4})?)?\s?[:：.–—-]\s?\S"
_ARTICLE = r"(?:[Tt]his|[Tt]he) (?:\w+ \d{1,2} |\d{1,2} \w+ |\w+ )?(?:article|story|report|headline|post|piece|page|item)"
_HAVING = r"(?: (?:was|has been|is being)| originally)"
_SAID = (
    (PartKind.CORRECTION, rf"(?:An|A) (?:earlier|previous) (?:version|headline) |{_ARTICLE}{_HAVING} (?:amended|corrected|refiled)\b|"
                          r"\(?(?:Corrects|Correcting|Refiles|Refiled) \w"),
    (PartKind.RETRACTION, rf"{_ARTICLE}{_HAVING} (?:retracted|withdrawn|removed)\b"),
    (PartKind.CLARIFICATION, rf"{_ARTICLE}{_HAVING} clarified\b"),
    (PartKind.UPDATE, rf"{_ARTICLE}{_HAVING} (?:further )?updated\b|\((?:Adds|Updates|Recasts|Writes through)\b"),
)  # fmt: skip
_KINDS = [
    *((kind, re.compile(rf"[*•(\[—–-]*\s?(?:{words}){_AFTER_HEAD}")) for kind, words in _HEADED),
    *((kind, re.compile(rf"[*•(\[—–-]*\s?(?:{words})")) for kind, words in _SAID),
]
# What a note may begin with, so that nearly every paragraph is done with at its first letter.
_FIRST = frozenset("*•([—–-AaBCEFKMNPRTtUИОУتم更訂")
# "Updated: Nov 18, 2019, 5 pm" says when, and not what: no note.
_WORD = re.compile(r"[^\W\d_]{2,}")
_SAYING = 6
_LENGTH = (20, 800)
_COUNT = 10
_MOST_PARTS = 50
_TEXTS = 200


def note_kind(paragraph: str) -> PartKind | None:
    """What kind of note a paragraph is, or None for any other paragraph."""
    if not _LENGTH[0] <= len(paragraph) <= _LENGTH[1] or paragraph[0] not in _FIRST:
        return None
    kind = next((kind for kind, begins in _KINDS if begins.match(paragraph)), None)
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
    if _is_classed(element.get("class")) or _is_classed(element.get("id")):
        return True
    if element.tag not in ("p", "em", "i"):
        return False
    first = (element.text or "").lstrip() or next((part.lstrip() for part in first_texts(element, _TEXTS) if not part.isspace()), "")
    return first[:1] in _FIRST


@lru_cache(maxsize=4_096)
def _is_classed(value: str | None) -> bool:
    return bool(value and _CLASS.search(value))


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
