"""Capitalised words that are taken for places and are none: labels, scraps of headlines, numbers, feasts, peoples, bylines.

Nearly every English word is a village somewhere. A word that is common, or that the text itself writes in lower case, is a place only where
the words around say so, and what no gazetteer knows must be more than such words (after the baselines for toponym recognition of Leidner,
"Toponym Resolution in Text", 2007).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.read.actors.lexicon import common, kinds
from sitrep.read.gazetteer import Entry, country, is_demonym
from sitrep.read.gazetteer.names import key
from sitrep.read.number_words import SCALES, TENS, UNITS
from sitrep.records import Precision, Span

_LARGE = 500_000  # inhabitants: a town that needs no words around it
_LONGEST = 4  # words of a place that no gazetteer knows
_LOWER = re.compile(r"(?<![\w’'-])[a-z]{3,}")
_BEFORE = re.compile(r"(?:^|[^\w])([\w-]+)[\s“\"‘(]*(?:the\s|al-|el-)?$", re.I)
_SEAT = re.compile(r"\b(\w+)\s(?:of|in)\s(?:the\s)?(?:al-|el-)?$", re.I)
_AFTER = re.compile(r"\s(\w+)")
_LABEL = re.compile(r"[ \t]*(?::|of (?!the\b|a\b|an\b|its\b|his\b|their\b)[a-z]+)")
_FORMS = frozenset(
    (
        "author",
        "category",
        "date",
        "editor",
        "image",
        "location",
        "photo",
        "place",
        "posted",
        "published",
        "reading",
        "source",
        "subject",
        "tag",
        "time",
        "title",
        "topic",
        "updated",
        "video",
    )
)
_NUMBERS = frozenset((*UNITS, *TENS, *SCALES))
_BYLINE = re.compile(r"\s*By [A-Z][^\n.:;]{0,60}$")
_FEASTS = frozenset(("eid", "ramadan", "ramadhan", "ramazan", "easter", "christmas", "passover", "ashura", "hanukkah", "diwali"))


def lower_words(text: str) -> frozenset[str]:
    """The words that a text writes in lower case."""
    return frozenset(_LOWER.findall(text))


def is_word(name: str, said: frozenset[str]) -> bool:
    """Whether one word is a common word of English, or of the text, whose words in lower case are `said`."""
    return key(name) in common() or name.lower() in said


def is_none(text: str, where: Span, entries: Sequence[Entry], within: str | None, said: frozenset[str]) -> bool:
    """Whether a name that was taken for a place is none; `entries` are the places of that name, `within` is the area written after it."""
    words = where.text.split()
    if all(key(word) in kinds()["time"] or key(word) in _FEASTS or word.lower() in _NUMBERS for word in words):
        return True
    if country(where.text) and not is_demonym(where.text):
        return False
    if is_demonym(where.text) and all(entry.precision is Precision.CITY for entry in entries):
        return True
    if _is_label(text, where) or (_BYLINE.match(_line_before(text, where)) and not placed(text, where)):
        return True
    if not entries:
        return len(words) > _LONGEST or all(is_word(word, said) for word in words)
    plain = len(words) == 1 and is_word(where.text, said) and not where.text.isupper()
    return plain and not within and not placed(text, where) and max(entry.population for entry in entries) < _LARGE


def _line_before(text: str, where: Span) -> str:
    return text[max(0, where.start - 80) : where.start].rpartition("\n")[2]


def _is_label(text: str, where: Span) -> bool:
    """Whether a word is what is named in a form: "Date: 12 March", "Place of birth"; a line that begins "KABUL:" is a dateline."""
    if " " in where.text or where.text.isupper():
        return False
    label = _LABEL.match(text, where.end)
    if label is None:
        return False
    return ":" not in label[0] or (not _line_before(text, where).strip() and key(where.text) in common() | _FORMS)


def placed(text: str, where: Span) -> bool:
    """Whether the words around say that a name is a place: "in X", "residents of X", "X province"."""
    lead = text[max(0, where.start - 40) : where.start]
    before, seat, after = _BEFORE.search(lead), _SEAT.search(lead), _AFTER.match(text, where.end)
    beside = kinds()["beside_place"] | kinds()["land"]
    if before and before[1].lower() in kinds()["place_before"] | {"of", "to", "on", "between", "and"}:
        return True
    return bool((seat and key(seat[1]) in beside) or (after and key(after[1]) in beside | kinds()["local_body"]))
