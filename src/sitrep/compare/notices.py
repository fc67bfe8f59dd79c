"""Notes by which an article says that it was corrected or updated, and stamps that only say when."""

from __future__ import annotations

import re

_THIS = r"(?:this|the) (?:article|story|report|headline|post|page|item|piece|dispatch|copy)"
_NOTE = re.compile(
    r"[\[(*_•\s]*(?:"
    # A word for a correction that stands before a colon, a dash or a bracket with the day.
    r"(?:corrections?|clarifications?|corrected|correction and clarification|erratum|errata|corrigendum|retraction|amendment|amended"
    r"|updates?|editor[’']?s[’']? note|note from the editors?|korrektur|berichtigung|richtigstellung|anmerkung der redaktion|rectificatif"
    r"|correctif|mise au point|corrección|rectificación|fe de erratas|errata corrige|correzione|rettifica|correção"
    r"|исправление|уточнение|поправка|تصحيح|تصويب|توضيح|düzeltme|更正|訂正)\s?(?:\([^()]{1,60}\)|,? \d[^:.–—]{0,30})?\s?[:：.–—-]\s?\S"
    rf"|(?:an|the) (?:earlier|previous|original|initial|first) (?:version|headline|edition) of {_THIS}\b"
    r"|an? (?:earlier|previous) version (?:said|stated|gave|misstated|misspelled|reported|wrongly|incorrectly)\b"
    rf"|{_THIS} (?:was|has been|is) (?:amended|corrected|updated|edited|revised|changed|clarified)\b"
    rf"|we have (?:amended|corrected|updated|clarified) {_THIS}\b)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"\b(?:{_THIS} (?:was|has been) (?:since )?(?:amended|corrected|clarified)\b|earlier version of {_THIS}\b)", re.IGNORECASE
)
# Agencies mark a correction in the slug before the headline.
_SLUG = re.compile(r"\W*(?:CORRECTED|CORRECTION|CORRECTS|UPDATED?(?: \d+)?|REFILE)\b")
_LONGEST_STAMP = 120
_STAMP = re.compile(
    r"\W*(?:(?:last|first|article|story|page)\s)?(?:updated?|modified|published|posted|revised|aktualisiert|stand|mis à jour|actualizado|"
    r"aggiornato|atualizado|обновлено|تحديث)\b(?:\s(?:on|at|am|le|el|il|em|um))?\W{0,4}[^.!?]{0,60}\W*",
    re.IGNORECASE,
)
_MONTHS = (
    "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct nov "
    "dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet août septembre octobre novembre "
    "décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"
)
_TIMELY = frozenset(
    f"{_MONTHS} monday tuesday wednesday thursday friday saturday sunday today yesterday ago am pm gmt utc hour hours minute minutes day "
    "days on at the and of last first update updated modified published posted revised article story page st nd rd th uhr "
    "aktualisiert stand um mis jour le actualizado el aggiornato il atualizado em обновлено تحديث et est edt cet cest bst ist pkt".split()
)


def is_note(text: str) -> bool:
    """Whether a sentence says that the article was corrected, clarified or updated."""
    return not is_stamp(text) and bool(_NOTE.match(text) or _WITHIN.search(text))


def is_marked(title: str) -> bool:
    """Whether a headline says that the article was corrected or updated."""
    return bool(_SLUG.match(title) or _NOTE.match(title))


def is_stamp(text: str) -> bool:
    """Whether a sentence says no more than when the article was published or updated."""
    if len(text) > _LONGEST_STAMP or not _STAMP.fullmatch(text):
        return False
    return all(word in _TIMELY for word in re.findall(r"[^\W\d_]{2,}", text.casefold()))
