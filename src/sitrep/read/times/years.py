"""Years by themselves: when four digits are a year and when they are a number of something."""

from __future__ import annotations

import re

from sitrep.read.times import grammar
from sitrep.read.times.context import Context
from sitrep.read.times.found import Found, make, refused
from sitrep.read.times.resolve import full_year
from sitrep.read.times.values import written

_COUNTED = re.compile(
    r"\s{1,3}(?:[a-z]{3,14}\s)?(?:people|persons|civilians|soldiers|troops|fighters|militants|rebels|insurgents|guerrillas|terrorists|police(?:men)?|officers|"
    r"policemen|men|women|children|girls|boys|students|workers|peasants|villagers|residents|refugees|migrants|families|households|homes|houses|"
    r"buildings|vehicles|cars|trucks|tanks|ships|aircraft|rifles|guns|weapons|rounds|bombs|missiles|shells|votes|seats|deaths|dead|killed|"
    r"wounded|injured|others|victims|bodies|hostages|prisoners|detainees|protesters|demonstrators|marchers|members|employees|jobs|cases|"
    r"copies|pages|words|inhabitants|speakers|euros|dollars|pounds|rupees|yen|pesos|metres|meters|kilometres|kilometers|km|miles|feet|ft|"
    r"yards|hectares|acres|tonnes|tons|kg|grams|litres|liters|barrels|mg|mm|cm|m|rpm|hp|mph|kph|mw|kw|mhz|ghz|hours|hrs|days|weeks|months|years|"
    r"minutes|seconds|times|percent|per\scent|points|meters?)\b",
    re.I,
)
_NO_YEAR_BEFORE = re.compile(
    r"(?:[$€£¥#№@/\\=+*×~<>]\s?|\b(?:no|nos|number|page|pp?|room|flight|route|highway|section|article|art|bus|pier|lot|model|tel|phone|telephone|fax|"
    r"postcode|zip|unit|resolution|box|rs|usd|eur|gbp|building|gate|boeing|airbus|channel|figure|fig|version|windows|iso|din|rfc|serial|"
    r"extension|ext|apartment|suite|psalm|line|height|altitude|elevation|code|pin|id|isbn|issn|doi)\.?:?\s|[0-9][\s-])$",
    re.I,
)
_QUANTIFIED = re.compile(
    r"\b(?:some|nearly|almost|over|than|least|most|approximately|roughly|exactly|only|another|additional|extra|up\sto|other|all|these|those)\s$",
    re.I,
)
_LEAD = re.compile(
    r"(?:\b(?:in|since|until|till|circa|around|about|by|after|before|during|from|between|early|late|mid|year|years|born|died|b|d|m|div|est|fl|"
    r"founded|built|published|reigned|of|and|to|or|spring|summer|autumn|fall|winter|ca?|approx)\.?[\s-]|[(\[;]\s?|,\s)$",
    re.I,
)
_WEAK_LEAD = re.compile(r"\b(?:of|to|and|or|by|about|around|over)\s$", re.I)
_FOLLOW = re.compile(r"\s?(?:[)\];,]|[’']s\b|[-–—]|\.(?:\s|$)|$|\n)")
_ADDRESS = re.compile(r"\s(?:[NSEW]\.?\s)?[A-Z][a-z]+\s(?:St|Street|Ave|Avenue|Road|Rd|Blvd|Boulevard|Drive|Dr|Lane|Way)\b")
_PLURAL = re.compile(r"\s(?:[a-z]{3,14}\s)?(?!as\b|was\b|is\b|his\b|has\b|this\b|its\b)[a-z]{3,20}s\b")
_TWO_DIGIT_LEAD = re.compile(r"\b(?:in|since|until)\s$", re.I)


def counted(text: str, end: int) -> bool:
    """Whether a number that ends there counts what follows ("In May 30 people died")."""
    return _COUNTED.match(text, end, end + 60) is not None


def year_range(context: Context, at: int) -> Found | None:
    """ "1998-2002", "1939-45": one stretch; the second half of a spaced "1911 – 13" is found by `short_year`."""
    match = grammar.YEAR_RANGE.match(context.text, at)
    if match is None or not _may_be_year(context, at, match.end()):
        return None
    first, last = int(match["first"]), match["last"]
    second = int(last) if len(last) == 4 else first - first % 100 + int(last)
    if not 1000 <= first < second <= 2100 or second - first > 500:
        return None
    return make(at, match.end(), f"{written(first)}/{written(second)}", "year")


def fiscal(context: Context, at: int) -> Found | None:
    """ "fiscal 2019", "FY2023", "the 2021/22 financial year": TIMEX2's FY and the year that it is called by, of two the later.

    States begin it in different months, and some call it by its first year: its days are not known.
    """
    match = grammar.FISCAL.match(context.text, at) or grammar.YEAR_FISCAL.match(context.text, at)
    first = full_year(match["first"], context.now) if match else None
    if match is None or first is None or not 1900 <= first <= 2100:
        return None
    last = first + 1 if match["last"] else first
    if match["last"] and last % 100 != int(match["last"]) % 100:
        return None
    return make(at, match.end(), f"FY{written(last)}", "fiscal", days=(None, None))


def era_year(context: Context, at: int) -> Found | None:
    """ "431 BC", "512 AD", "AD 910"."""
    match = grammar.ERA.match(context.text, at) or grammar.AD_YEAR.match(context.text, at)
    if match is None:
        return None
    year = int(match["year"])
    if not year:
        return refused(at, match.end())
    if (match.groupdict().get("era") or "").upper().startswith("B"):
        return make(at, match.end(), written(-year), "year")
    if year > 2100:
        return refused(at, match.end())
    context.ancient = context.ancient or year < 1000
    return make(at, match.end(), written(year), "year")


def year(context: Context, at: int) -> Found | None:
    """Four digits that are a year: from 1900 to 2049 unless they count or number something; other years only after a word or before
    a sign that goes with years.
    """
    match = grammar.YEAR.match(context.text, at)
    if match is None:
        return _old_year(context, at)
    number, end = int(match[0]), match.end()
    if not 1000 <= number <= 2100 or not _may_be_year(context, at, end):
        return None
    if not 1900 <= number <= 2049 and not _stands_as_year(context, at, end):
        return None
    return make(at, end, written(number), "year")


def year_word(context: Context, at: int) -> Found | None:
    """ "the year 98"."""
    match = grammar.YEAR_WORD.match(context.text, at)
    if match is None or not 1 <= int(match["year"]) <= 2100:
        return None
    context.ancient = context.ancient or int(match["year"]) < 1000
    return make(at, match.end(), written(int(match["year"])), "year")


def short_year(context: Context, at: int) -> Found | None:
    """The "13" of "1911 – 13" and the year of "in '98"."""
    text = context.text
    match = grammar.SHORT_YEAR.match(text, at)
    if match is None:
        return None
    spaced = re.search(r"(?<![0-9])(1[0-9]|20)([0-9]{2})\s[-–—]\s$", context.before(at, 8))
    if (
        spaced
        and int(match["year"]) > int(spaced[2])
        and not counted(text, match.end())
        and not text[match.end() : match.end() + 2].strip()[:1].isdigit()
    ):
        return make(at, match.end(), f"{spaced[1]}{match['year']}", "year")
    quoted = re.search(r"(?<![\w’'])[’']$", context.before(at, 2))
    if quoted and not re.match(r"[’'\w]", text[match.end() : match.end() + 1]):
        number = full_year(f"’{match['year']}", context.now)
        return make(at, match.end(), written(number), "year")
    return None


def _old_year(context: Context, at: int) -> Found | None:
    """Three digits after "c.", or after a preposition in a text that has such years."""
    match = re.compile(r"[0-9]{3}(?![0-9]|[.,:%][0-9]|%)").match(context.text, at)
    if match is None:
        return None
    lead, end = context.before(at, 12), match.end()
    circa = re.search(r"(?:\bc\.\s?|\bca\.?\s|\bcirca\s)$", lead, re.I)
    told = context.ancient and re.search(r"(?:\b(?:in|of|until|about|around|after|before|since|by|from)|[-–—])\s$", lead, re.I)
    if not (circa or told) or counted(context.text, end) or _PLURAL.match(context.text, end):
        return None
    context.ancient = True
    return make(at, end, written(int(match[0])), "year")


def _may_be_year(context: Context, at: int, end: int) -> bool:
    text, lead = context.text, context.before(at, 24)
    if _NO_YEAR_BEFORE.search(lead) or counted(text, end) or _ADDRESS.match(text, end, end + 40):
        return False
    if re.match(r"[-‐]\w|[.,:][0-9]|[%°/_@]|\s?(?:GMT|UTC|hours|hrs)\b", text[end : end + 8]) and not re.match(
        r"-[a-z]{3}", text[end : end + 4]
    ):
        return False
    return not (_QUANTIFIED.search(lead) and _PLURAL.match(text, end, end + 40))


def _stands_as_year(context: Context, at: int, end: int) -> bool:
    text, lead = context.text, context.before(at, 16)
    if re.search(r"[-–]\s?$", lead) and re.search(r"[0-9]{3,4}\s?[-–]\s?$", lead):
        return True
    if re.search(r"(?<![0-9])1[0-9]{3}(?:,\s|\s(?:to|and|or|until|till)\s)$", lead):
        return True
    if _WEAK_LEAD.search(lead):
        return bool(_FOLLOW.match(text, end)) and context.told.year is not None and context.told.year < 1900
    if _LEAD.search(lead):
        return not _PLURAL.match(text, end, end + 40)
    return bool(_FOLLOW.match(text, end)) and not lead.strip(" \n")[-1:].isalnum()
