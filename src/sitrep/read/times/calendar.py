"""Expressions that name their day, month, year, decade, century or season."""

from __future__ import annotations

import re

from sitrep.read.times import grammar
from sitrep.read.times.context import Context
from sitrep.read.times.found import Found, make, refused
from sitrep.read.times.lexicon import DECADE_WORDS, MONTH_ABBREVIATIONS, MONTHS, ORDINALS, SEASONS, WORDLIKE_MONTHS
from sitrep.read.times.resolve import full_year, unit_value, year_of
from sitrep.read.times.values import day_exists, interval, narrowed, written
from sitrep.read.times.years import counted
from sitrep.records import TimeType

_MONTH_LEAD = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|through|between|during|last|next|this|early|late|mid|and|or|every|each|before|after|around|about|for)[\s-]$",
    re.I,
)
_NUMBER_LEAD = re.compile(r"(?<![\w.,])[0-9]{1,3}(?:st|nd|rd|th)?\s{1,2}(?:of\s)?$", re.I)
_NO_AGE = re.compile(r"\b(?:his|her|their|my|our|your|its)\s$", re.I)
_DEGREES = re.compile(r"\s?(?:°|degrees|C\b|F\b)")


def day_first(context: Context, at: int, weekday: int | None = None) -> Found | None:
    """ "6 October 2010", "the 5th of May", "5-6 October", "23 AUG 88"; refuses "31 February"."""
    match = grammar.DAY_MONTH.match(context.text, at)
    if match is None or not _month_stands(context, match, with_day=True):
        bad = grammar.BAD_DAY_MONTH.match(context.text, at)
        return refused(at, bad.end()) if bad and bad[0].split()[-1][:1] not in "m" else None
    end, year = match.end(), match["year"]
    if match["open"]:
        if _short_year_stands(context, match):
            year = match["short"] if len(match["short"]) == 3 else f"’{match['short']}"
        else:
            end = match.start("open")
    return _dated(context, match, at, end, year, weekday)


def month_first(context: Context, at: int, weekday: int | None = None) -> Found | None:
    """ "October 6, 2010", "October 5-6", "January-June 2014", "October 2010", "May last year", "October"."""
    text = context.text
    match = grammar.MONTH_DAY.match(text, at)
    if match and not (match["year"] is None and counted(text, match.end("day2") if match["day2"] else match.end("day"))):
        return _dated(context, match, at, match.end(), match["year"], weekday) if _month_stands(context, match, with_day=True) else None
    bad = grammar.BAD_MONTH_DAY.match(text, at)
    if bad:
        return refused(at, bad.end())
    match = grammar.MONTH_RANGE.match(text, at)
    if match and text[at].isupper():
        return _month_range(context, match)
    match = grammar.MONTH_ONLY.match(text, at)
    return _month(context, match) if match and _month_stands(context, match, with_day=False) else None


def ordinal_day(context: Context, at: int) -> Found | None:
    """ "the sixth of May"."""
    match = grammar.ORDINAL_DAY.match(context.text, at)
    if match is None:
        return None
    month, day = MONTHS[match["month"].lower()], ORDINALS[match["ordinal"].lower()]
    year = full_year(match["year"], context.now) if match["year"] else year_of(context, month, day, at, match.end())
    return make(at, match.end(), written(year, month, day), "day")


def numeric_day(context: Context, at: int) -> Found | None:
    """ "2010-10-06", "06/10/2010", "6.10.2010". Where day and month cannot be told apart the value is the year alone and the days are
    the two readings' own, first and last.
    """
    match = grammar.ISO.match(context.text, at)
    if match:
        year, month, day = int(match[1]), int(match[3]), int(match[4])
        if not (1000 <= year <= 2100 and day_exists(year, month, day)):
            return refused(at, match.end())
        value = written(year, month, day) + (f"T{match['clock']}" if match["clock"] else "")
        return make(at, match.end(), value, "day")
    match = grammar.NUMERIC.match(context.text, at)
    if match is None or (len(match[4]) == 2 and match[2] == "."):
        return None
    return _numeric(context, match, at)


def _numeric(context: Context, match: re.Match[str], at: int) -> Found:
    year = full_year(match[4], context.now)
    first, second = int(match[1]), int(match[3])
    if year is None or year < 1000:
        return refused(at, match.end())
    readings = [(month, day) for month, day in ((second, first), (first, second)) if day_exists(year, month, day)]
    if not readings:
        return refused(at, match.end())
    known = context.day_first if match[2] != "." else True
    if len(set(readings)) == 1:
        if first != second:
            context.day_first = first > 12
        month, day = readings[0]
    elif known is not None:
        month, day = readings[0] if known else readings[1]
    else:
        days = sorted(written(year, month, day) for month, day in readings)
        now = context.now.date()
        past = [one for one in days if now and one <= now.isoformat()]
        if len(past) != 1:
            return make(at, match.end(), written(year), "day", days=(days[0], days[1]))
        return make(at, match.end(), past[0], "day")
    return make(at, match.end(), written(year, month, day), "day")


def decade(context: Context, at: int) -> Found | None:
    """ "1990s", "the 1800s" (a century), "the '90s", "the twenties"."""
    text = context.text
    match = grammar.CENTURY_YEARS.match(text, at)
    if match:
        return make(at, match.end(), match["century"], "century")
    match = grammar.DECADE.match(text, at)
    if match:
        return make(at, match.end(), f"{match['decade'][:3]}X", "decade") if 100 <= int(match["decade"][:3]) <= 210 else None
    match = grammar.SHORT_DECADE.match(text, at)
    quoted = match is not None and context.before(at, 1) in ("'", "’")
    if (
        match
        and not _DEGREES.match(text, match.end())
        and (quoted or re.search(r"\bthe\s(?:early[\s-]|late[\s-]|mid-)?$|\band\s$", context.before(at), re.I))
    ):
        if not _NO_AGE.search(context.before(at)):
            return make(at, match.end(), _decade_value(context, int(match["decade"])), "decade")
        return None
    match = grammar.DECADE_WORD.match(text, at)
    if match and (match["prefix"] or re.search(r"\bthe\s(?:early\s|late\s|mid-)?$", context.before(at), re.I)):
        years = DECADE_WORDS[match["decade"].lower()]
        return make(at, match.end(), f"{(1900 + years) // 10}X" if match["prefix"] else _decade_value(context, years), "decade")
    return None


def _decade_value(context: Context, years: int) -> str:
    """The last such decade that had begun; the twenties are the 1920s until well into their successor."""
    horizon = (context.now.year or 2020) - (10 if years < 40 else 0)
    return f"{(horizon - (horizon - years) % 100) // 10}X"


def century(context: Context, at: int) -> Found | None:
    """ "19th century" (TIMEX3 18), also in "the 12th to 16th centuries"."""
    match = grammar.LIST_CENTURY.match(context.text, at) or grammar.CENTURY.match(context.text, at)
    if match is None:
        return None
    groups = match.groupdict()
    number = int(groups["number"]) if groups["number"] else ORDINALS[groups["word"].lower()]
    if groups.get("era"):
        return make(at, match.end(), f"-{number:02d}", "century", days=(None, None))
    return make(at, match.end(), f"{number - 1:02d}", "century") if 1 <= number <= 22 else refused(at, match.end())


def season(context: Context, at: int) -> Found | None:
    """ "summer 2010", "winter of 1812-13", and a bare season after a preposition or "the"."""
    match = grammar.SEASON.match(context.text, at)
    if match is None:
        return None
    code = SEASONS[match["season"].lower()]
    if match["year"]:
        year = int(match["year"])
        return make(at, match.end(), f"{year:04d}-{code}", "season") if 1000 <= year <= 2100 else refused(at, match.end())
    lead = context.before(at)
    if match["plural"]:
        return make(at, match.end(), f"XXXX-{code}", "set", TimeType.SET) if code in ("SU", "WI") else None
    if not re.search(r"\b(?:in|during|by|since|until|for|over)\s(?:the\s)?$", lead, re.I) or (
        code == "SP" and "the" not in lead.lower()[-5:]
    ):
        return None
    value = bare_season(context, code, at, match.end())
    return make(at, match.end(), value, "season") if value else make(at, match.end(), f"XXXX-{code}", "set", TimeType.SET)


def bare_season(context: Context, code: str, start: int, end: int) -> str | None:
    """The last season of that name that has begun, or the next one; None for one that comes every year."""
    now = context.told if context.narrative and context.told.year is not None else context.now
    if now.year is None or context.recurring(start, end):
        return None
    first = interval(f"{now.year:04d}-{code}")[0]
    month = now.month or 12
    begun = first is not None and int(first[5:7]) <= month
    ahead = not context.narrative and context.ahead(start, end)
    if code == "WI" and month <= 2 and not ahead:
        return f"{now.year - 1:04d}-{code}"
    return f"{now.year + (1 if ahead and begun else 0) - (0 if begun or ahead or context.narrative else 1):04d}-{code}"


def part_of_year(context: Context, at: int) -> Found | None:
    """ "the first half of 2010", "Q3 2010", "the last quarter of last year"."""
    match = grammar.QUARTER.match(context.text, at)
    if match:
        return make(at, match.end(), f"{match['year']}-Q{match['quarter']}", "quarter")
    match = grammar.PART_OF_YEAR.match(context.text, at)
    if match is None:
        return None
    half = match["part"].lower() == "half"
    name = match["ordinal"].lower()
    number = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4}.get(name, 2 if half else 4)
    shift = {"last": -1, "next": 1}.get((match["which"] or "").lower(), 0)
    year = match["year"] or unit_value(context.now, "year", shift)
    if year is None or number > (2 if half else 4):
        return None
    return make(at, match.end(), f"{year}-{'H' if half else 'Q'}{number}", "quarter")


def modified(found: Found, start: int, part: str) -> Found:
    """The EARLY, MID or LATE part of a find that begins at `start`."""
    first, last = narrowed(found.first, found.last, found.grain, part)
    return Found(start=start, end=found.end, value=found.value, grain=found.grain, type=found.type, first=first, last=last, told=found.told)


def _dated(context: Context, match: re.Match[str], at: int, end: int, year: str | None, weekday: int | None) -> Found | None:
    groups = match.groupdict()
    month, day = MONTHS[match["month"].lower().rstrip(".")], int(match["day"])
    second = int(match["day2"]) if match["day2"] else None
    if year is not None:
        full = full_year(year, context.now)
        if full is None or (full < 1000 and len(year) == 4):
            return refused(at, end)
    elif groups.get("which"):
        full = which_year(context, groups["which"])
    else:
        full = year_of(context, month, second or day, at, end, weekday)
    for one in (day, second):
        if one is not None and not day_exists(2000 if full is None else full, month, one):
            return refused(at, end)
    if second is None:
        return make(at, end, written(full, month, day), "day")
    if second <= day:
        return make(at, match.end("day"), written(full, month, day), "day")
    return make(at, end, f"{written(full, month, day)}/{written(full, month, second)}", "day")


def _month(context: Context, match: re.Match[str]) -> Found | None:
    at, end, month = match.start(), match.end(), MONTHS[match["month"].lower()]
    if match["year"]:
        year = full_year(match["year"], context.now)
        if year is None or year < 100:
            return refused(at, end)
        if year >= 1000 or not counted(context.text, end):
            return make(at, end, written(year, month), "month")
        end = match.end("month")
    if match["old"]:
        return make(at, end, written(int(match["old"]), month), "month")
    if match["which"]:
        return make(at, end, written(which_year(context, match["which"]), month), "month")
    if re.match(rf"{grammar.S}?[0-9]{{4,}}", context.text[match.end("month") : match.end("month") + 12]):
        return refused(at, match.end("month"))
    return make(at, end, written(year_of(context, month, None, at, end), month), "month")


def _month_range(context: Context, match: re.Match[str]) -> Found:
    first, last = MONTHS[match["month"].lower()], MONTHS[match["month2"].lower()]
    year = full_year(match["year"], context.now) if match["year"] else year_of(context, last, None, match.start(), match.end())
    begin = year - 1 if year is not None and last < first else year
    return make(match.start(), match.end(), f"{written(begin, first)}/{written(year, last)}", "month")


def which_year(context: Context, which: str) -> int | None:
    """The year that "last year", "that year" and the like point to."""
    name = which.lower().split()[-1]
    if name in ("last", "this", "next"):
        return None if context.now.year is None else context.now.year + {"last": -1, "this": 0, "next": 1}[name]
    told = context.told.year
    return None if told is None else told + {"previous": -1, "following": 1}.get(name, 0)


def _month_stands(context: Context, match: re.Match[str], *, with_day: bool) -> bool:
    """Whether the word is the month: "may", "march", "mar" and abbreviations need more than their letters."""
    name, written_as = match["month"].lower(), match["month"]
    groups = match.groupdict()
    if with_day or groups.get("year") or groups.get("which") or groups.get("old"):
        return not (name in ("may", "march") and written_as.islower() and not groups.get("year"))
    if not written_as[0].isupper() or name in MONTH_ABBREVIATIONS or _NUMBER_LEAD.search(context.before(match.start(), 12)):
        return False
    if name in WORDLIKE_MONTHS:
        return bool(_MONTH_LEAD.search(context.before(match.start(), 12)))
    return not re.match(r"\s[A-Z][a-z]", context.text[match.end() : match.end() + 3]) or bool(
        _MONTH_LEAD.search(context.before(match.start(), 12))
    )


def _short_year_stands(context: Context, match: re.Match[str]) -> bool:
    """Two digits are a year after an abbreviated or capital month ("23 AUG 88"), three where the phrase ends ("9 May 451")."""
    text, end = context.text, match.end()
    if len(match["short"]) == 3:
        return end >= len(text) or text[end : end + 1] in ").,;:–" or text[end : end + 3].strip(" ") in ("–", "-")
    name = match["month"]
    return (name.lower() in MONTH_ABBREVIATIONS or name.isupper()) and not counted(text, end)
