"""Recognising places: which mentions name one, where the name begins and ends, and every place that may be meant.

A capital that stands for its government ("Oslo welcomed") is left out; a place in the name of a local body ("Paris Police
Department") is not.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitrep.read.actors import actors
from sitrep.read.actors.lexicon import kinds
from sitrep.read.gazetteer import Entry, Gazetteer, country, is_demonym, us_state
from sitrep.read.gazetteer.countries import countries
from sitrep.read.gazetteer.names import key
from sitrep.read.place_doubts import is_none, is_word, lower_words
from sitrep.records import Mention, MentionType, Precision, Span

_MOST = 40  # candidates weighed for one name; the rest are the smallest
_PART = r"(?:neighbou?rhood|quarter|district|suburb|area)s?"
_PART_AFTER = re.compile(rf"\s{_PART}\b")
_PART_BEFORE = re.compile(rf"\b{_PART} of (?:the )?(?:al-|el-)?$", re.I)
_OFFICE_AFTER = re.compile(r"(?:['’]s)?\s+(?:(?:former|then|acting|deputy|lieutenant)\s+)?(\w+)")
_OFFICE_BEFORE = re.compile(r"\b(\w+) of (?:the )?$")
_SEAT = re.compile(r"\b(\w+) (?:of|in) (?:the )?$")
_AFTER = re.compile(r"\s*,\s*|\s+\(\s*")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place name in the text: its span, its candidates, the area written after it, and why it was taken for a place."""

    span: Span
    candidates: tuple[Entry, ...]
    within: str | None
    note: str
    area: bool = False
    governed: bool = False  # an office that areas have and states have not stands beside it
    quarter: bool = False  # it is called a part of a town
    article: bool = False  # "the" stands before it, or is its first word
    facility: bool = False  # a market, mosque or road bears it: often a quarter's name, or that of a town elsewhere


def _has_article(text: str, where: Span) -> bool:
    return "the " in (text[where.start : where.start + 4].lower(), text[max(0, where.start - 4) : where.start].lower())


def place_names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[PlaceName]:
    """The names of places in a text, in order, each with every place that it may stand for."""
    found = []
    said = lower_words(text)
    for mention in mentions:
        if key(mention.span.text) in kinds()["direction"]:  # "northern" of "northern Syria", not Ghana's Northern Region
            continue
        if not any(sign.isupper() for sign in mention.span.text):  # a full stop after "No", an article cut off its name
            continue
        placed = mention.type is MentionType.PLACE
        if not _stands_for_government(text, mention) if placed else _is_seat(text, mention, gazetteer):
            name = _name(text, _owned(mention.span, gazetteer), gazetteer, "", said)
            if not is_none(text, name.span, name.candidates, name.within, said):
                found.append(name)
        elif mention.type in (MentionType.ORGANIZATION, MentionType.FACILITY):
            inner = _within_body(mention, gazetteer)
            if inner and "." not in inner.text:
                found.append(_name(text, inner, gazetteer, f"in the name of {mention.span.text}", said))
    return found


def _owned(where: Span, gazetteer: Gazetteer) -> Span:
    """A name without the country before it whose apostrophe the text lost ("Ruritanias Zenda"), where what is left is a place."""
    first, _, rest = where.text.partition(" ")
    if not rest or not first.endswith("s") or country(first) or not country(first[:-1]) or not gazetteer.lookup(rest):
        return where
    return Span(start=where.end - len(rest), end=where.end, text=rest)


def _name(text: str, where: Span, gazetteer: Gazetteer, note: str, said: frozenset[str]) -> PlaceName:
    dotted = where.text.endswith(".") or (len(where.text) < 6 and text[where.end : where.end + 1] == ".")
    state = us_state(where.text) if dotted else None
    entries = gazetteer.lookup(state or where.text) or _shorter(where.text, gazetteer)
    if not entries:
        where, entries = _beginning(where, gazetteer, said)
    word = re.match(r"\s+(\w+)", text[where.end : where.end + 20])
    area = bool(word and word[1] in kinds()["land"] and word[1] not in {"city", "town", "village", "camp"})
    facility = bool(word and word[1] in kinds()["bearer"])
    within, governed = _area_after(text, where.end, gazetteer), _governed(text, where)
    return PlaceName(where, entries[:_MOST], within, note, area, governed, _is_quarter(text, where), _has_article(text, where), facility)


def _is_quarter(text: str, where: Span) -> bool:
    """Whether a name is called a part of a town: "the Bayan neighbourhood", "the district of Bayan"."""
    return bool(_PART_AFTER.match(text, where.end) or _PART_BEFORE.search(text[max(0, where.start - 40) : where.start]))


def _governed(text: str, where: Span) -> bool:
    """Whether a name is written with an office that areas have and states have not ("Georgia's governor")."""
    found = (_OFFICE_AFTER.match(text, where.end), _OFFICE_BEFORE.search(text[max(0, where.start - 30) : where.start]))
    return any(one is not None and one[1].lower() in kinds()["area_office"] for one in found)


def _beginning(where: Span, gazetteer: Gazetteer, said: frozenset[str]) -> tuple[Span, tuple[Entry, ...]]:
    """The longest beginning of a name that is a place ("Zorn County Fire District" is not, "Zorn County" is); what follows the name of one
    word must be a word, or initials, as in headlines ("Zorn Monitor Says", "Zorn TTP Attack").
    """
    words = where.text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        name = " ".join(words[:count])
        entries = gazetteer.lookup(name) or _shorter(name, gazetteer)
        if (
            entries
            and key(name) not in kinds()["direction"]
            and (count > 1 or key(words[1]) in kinds()["local_body"] or is_word(words[1], said) or words[1].isupper())
        ):
            return Span(start=where.start, end=where.start + len(name), text=name), entries
    return where, ()


def _shorter(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The places of a name without its direction or kind ("northern Aleppo", "Idlib Province")."""
    lists = kinds()
    words = name.split()
    if len(words) > 1 and key(words[-1]) in lists["land"]:
        return gazetteer.lookup(" ".join(words[:-1]))
    if len(words) > 1 and key(words[0]) in lists["direction"]:
        return gazetteer.lookup(" ".join(words[1:]))
    if len(words) > 2 and key(words[1]) == "of":
        return gazetteer.lookup(" ".join(words[2:]))
    return ()


def _area_after(text: str, end: int, gazetteer: Gazetteer) -> str | None:
    """The area that follows a name after a comma: a state, province or country, as the gazetteer writes it."""
    gap = _AFTER.match(text, end)
    if not gap:
        return None
    rest = re.match(
        r"(?:the )?((?:[A-Z]\.){2,}|[A-Z][\w'’-]*\.?(?:[ -](?:of |al-|el-)?[A-Z][\w'’-]*){0,3})", text[gap.end() : gap.end() + 60]
    )
    if not rest:
        return None
    words = rest[1].split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        state = us_state(name)
        if state:
            return state
        if country(name) and not is_demonym(name):
            return name
        if any(entry.precision is Precision.ADMIN for entry in gazetteer.lookup(name)):
            return name
    return None


def _stands_for_government(text: str, mention: Mention) -> bool:
    """Whether a capital or country is the subject of saying or willing: "Oslo welcomed", "Islamabad's view"."""
    name = mention.span.text
    if key(name) not in _capitals() and not country(name):
        return False
    after = re.match(r"\s+(\w+)|['’]s\s+(\w+)", text[mention.span.end : mention.span.end + 30])
    before = re.search(r"(\w+)\W*$", text[max(0, mention.span.start - 20) : mention.span.start])
    if not after or (before and before[1].lower() in kinds()["place_before"]):
        return False
    return after[1] in kinds()["say"] if after[1] else key(name) in _capitals() and after[2] in kinds()["stance"]


@cache
def _capitals() -> frozenset[str]:
    return frozenset(key(one.capital) for one in countries().values() if one.capital) | {"kyiv", "kiev", "washington"}


def _is_seat(text: str, mention: Mention, gazetteer: Gazetteer) -> bool:
    """Whether a name that was taken for a body or a person is the place of an office ("the police chief of Sangin")."""
    office = _SEAT.search(text[max(0, mention.span.start - 30) : mention.span.start])
    if office is None or office[1].lower() not in kinds()["title"] or actors().get(mention.span.text):
        return False
    return bool(gazetteer.lookup(mention.span.text))


def _within_body(mention: Mention, gazetteer: Gazetteer) -> Span | None:
    """The place in the name of a local body ("Paris Police Department")."""
    if actors().get(mention.span.text):
        return None
    words = mention.span.text.split(" ")
    for count in (3, 2, 1):
        if len(words) <= count or key(words[count]) not in kinds()["local_body"]:
            continue
        taken = count + 1 if key(words[count]) == "county" else count
        name = " ".join(words[:taken])
        if gazetteer.lookup(name) and not country(name) and (key(words[0]) not in kinds()["direction"] or taken > 1):
            return Span(start=mention.span.start, end=mention.span.start + len(name), text=name)
    return None
