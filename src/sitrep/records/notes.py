"""Notes by which an article says that it was corrected, clarified, updated or taken back, and stamps that only say when.

One set of words for both ends: collecting marks such paragraphs, comparing tells a correction that is marked from a silent one.
"""

from __future__ import annotations

import re

from sitrep.records.kinds import PartKind

# "Correction (5 May): …" and the like, in the languages that news is read in here; the word alone says nothing.
_HEADED = (
    (PartKind.CORRECTION, "corrections?|corrected|corrections? and clarifications?|erratum|errata|corrigendum|amendment|amended|"
                          "korrektur|berichtigung|richtigstellung|rectificatif|correctif|corrección|rectificación|fe de erratas|correção|"
                          "errata corrige|correzione|rettifica|rectificatie|rättelse|düzeltme|исправление|поправка|تصحيح|تصويب|更正|訂正"),
    (PartKind.CLARIFICATION, "clarifications?|klarstellung|mise au point|précision|aclaración|esclarecimento|уточнение|توضيح"),
    (PartKind.RETRACTION, "retraction|retracted|rétractation|retractación"),
    (PartKind.UPDATE, r"updated?(?: \d{1,2})?|updates|aktualisierung|mise à jour|actualización|atualização|aggiornamento|обновлено|"
                      "обновление|تحديث|更新"),
    (PartKind.EDITORS_NOTE, "editor[’']?s[’']? note|editors[’'] note|note from the editors?|anmerkung der redaktion|note de la rédaction|"
                            "nota del editor|nota de la redacción|nota da redação|от редакции|ملاحظة المحرر"),
)  # fmt: skip
# What stands between the word and the note: a day, and a colon, a stop or a dash.
_AFTER_HEAD = r"\b(?: ?\([^()]{1,60}\)|,? (?:on )?\w{3,9}\.? \d{1,2}(?:, \d{4})?|,? \d[^:.–—]{0,30})?\s?[:：.–—-]\s?\S"
_NAMED = r"(?:\w+ \d{1,2} |\d{1,2} \w+ |\w+ )?(?:article|story|report|headline|post|piece|page|item|dispatch|copy)"
_ARTICLE = rf"(?:this|the) {_NAMED}"
_HAVING = r"(?:(?: (?:was|has been|is|is being)(?: since| further)?)| originally)"
_EARLIER = r"(?:earlier|previous|original|initial|first)"
_SAID = (
    (PartKind.CORRECTION, rf"(?:an?|the) {_EARLIER} (?:version|headline|edition) of {_ARTICLE}\b|"
                          r"an? (?:earlier|previous) (?:version|headline) (?:said|stated|gave|misstated|misspelled|misidentified|reported|"
                          r"incorrectly|wrongly)\b|"
                          rf"{_ARTICLE}{_HAVING} (?:amended|corrected|refiled)\b|this {_NAMED}{_HAVING} (?:edited|revised|changed)\b|"
                          rf"we have (?:amended|corrected) {_ARTICLE}\b|\(?(?:corrects|correcting|refiles|refiled) \w"),
    (PartKind.RETRACTION, rf"{_ARTICLE}{_HAVING} (?:retracted|withdrawn|removed)\b"),
    (PartKind.CLARIFICATION, rf"{_ARTICLE}{_HAVING} clarified\b|we have clarified {_ARTICLE}\b"),
    (PartKind.UPDATE, rf"{_ARTICLE}{_HAVING} updated\b|we have updated {_ARTICLE}\b|\((?:adds|updates|recasts|writes through)\b"),
)  # fmt: skip
_OPENING = r"[*•(\[_—–-]*\s?"
_KINDS = [
    *((kind, re.compile(rf"{_OPENING}(?:{words}){_AFTER_HEAD}", re.IGNORECASE)) for kind, words in _HEADED),
    *((kind, re.compile(rf"{_OPENING}(?:{words})", re.IGNORECASE)) for kind, words in _SAID),
]
# What a note may begin with, so that nearly every paragraph is done with at its first letter.
_FIRST = frozenset("*•([_—–-aAbBcCdDeEfFkKmMnNpPrRtTuUwWиИоОпПуУتم更訂")
_WITHIN = re.compile(
    rf"\b(?:{_ARTICLE} (?:was|has been) (?:since )?(?:amended|corrected|clarified)\b|earlier version of {_ARTICLE}\b)", re.IGNORECASE
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


def may_begin_note(text: str) -> bool:
    """Whether a text begins with a sign that a note may begin with."""
    return text[:1] in _FIRST


def note_begun(text: str) -> PartKind | None:
    """The kind of note that a text begins as; None for any other text."""
    if not text or text[0] not in _FIRST:
        return None
    return next((kind for kind, begins in _KINDS if begins.match(text)), None)


def is_note(text: str) -> bool:
    """Whether a sentence says that the article was corrected, clarified, updated or taken back."""
    return not is_stamp(text) and (note_begun(text.lstrip()) is not None or bool(_WITHIN.search(text)))


def is_marked(title: str) -> bool:
    """Whether a headline says that the article was corrected or updated."""
    return bool(_SLUG.match(title)) or note_begun(title.lstrip()) is not None


def is_stamp(text: str) -> bool:
    """Whether a text says no more than when the article was published or updated."""
    if len(text) > _LONGEST_STAMP or not _STAMP.fullmatch(text):
        return False
    return all(word in _TIMELY for word in re.findall(r"[^\W\d_]{2,}", text.casefold()))
