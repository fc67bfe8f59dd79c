"""Dates and times in English text: TIMEX3 expressions with the days that they cover.

A grammar of patterns (`grammar`) is tried at each word that can begin an expression; the longest find counts. Years and days that the
words leave open are reckoned from the day of publication, or from the date last told in a narrative (`resolve`), and each TIMEX3
value is turned into its first and last day (`values`). Values follow TimeML 1.2.1 (Pustejovsky and others 2005).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache

from sitrep.read.times import calendar, grammar, periods, relative, religious, spans, years
from sitrep.read.times.context import Context, Moment, make_context
from sitrep.read.times.found import Found, make
from sitrep.read.times.lexicon import (
    DAY_PARTS,
    DECADE_WORDS,
    MONTHS,
    NUMBER_WORDS,
    ORDINALS,
    SEASONS,
    SMALL_NUMBERS,
    WEEKDAYS,
)
from sitrep.read.times.values import interval
from sitrep.records import Span, Time, TimeType

__all__ = ["find_times", "interval", "not_dates"]

Parser = Callable[[Context, int], Found | None]

_DIGITS: tuple[Parser, ...] = (
    calendar.numeric_day,
    calendar.day_first,
    religious.written,
    years.year_range,
    years.fiscal,
    years.era_year,
    calendar.decade,
    calendar.century,
    spans.clock,
    spans.duration,
    years.year,
    years.short_year,
    calendar.part_of_year,
)
_CAPITALS = re.compile(r"[^a-z\n(]{0,60}")
_LABEL = re.compile(r"\s*(?:published|updated|posted|date|dated)\b[^\n]{0,30}", re.I)
_PREFIX = re.compile(r"(?<![a-z])(?:pre|post|mid|early|late)[-‐‑]$", re.I)
# Refused stretches are often numbers that only look like dates; with a word (a month) or as year-month-day they are meant as such.
_MEANT_SO = re.compile(r"[A-Za-z]{3}|\d{4}-\d\d-\d\d")
# Where a dateline is looked for, in characters.
_HEAD = 400


def find_times(text: str, published: str | None = None) -> tuple[Time, ...]:
    """The dates, times, durations and sets that an English text names, in their order, none overlapping another.

    `published` is the day (or month, or year, or moment) of publication in ISO 8601, from which "yesterday" or "Monday" are
    reckoned; without it the text's own dateline is taken, if it begins with one. A span leaves out the preposition before it. `start` and
    `end` are ISO days, None where the days are not known. Dates that do not exist give no Time. Never raises.
    """
    context = make_context(text, published)
    if context.now.year is None:
        _take_dateline(context)
    return tuple(_time(text, found) for found in _scan(context, len(text)))


def not_dates(text: str, published: str | None = None) -> tuple[Span, ...]:
    """What a text writes as a date of days that do not exist ("31 February"), in order; `published` as for `find_times`."""
    wrong: list[Found] = []
    _scan(make_context(text, published), len(text), wrong)
    return tuple(
        Span(start=one.start, end=one.end, text=text[one.start : one.end]) for one in wrong if _MEANT_SO.search(text, one.start, one.end)
    )


def _scan(context: Context, stop: int, refused: list[Found] | None = None) -> list[Found]:
    """The finds up to `stop`; what looks like a date and is none is added to `refused`."""
    finds: list[Found] = []
    place = 0
    openers = _openers()
    for token in grammar.TOKEN.finditer(context.text, 0, stop):
        word = token[0].lower()
        if token.start() < place or not (word in openers or word[0].isdigit()):
            continue
        found = _longest(context, word, token.start())
        if found is None:
            continue
        place = found.end
        if found.value:
            found = _anchored(found, finds, context)
            finds.append(found)
        elif refused is not None:
            refused.append(found)
        if found.told is not None and found.type is not TimeType.SET:
            context.told = found.told
    return finds


def _longest(context: Context, word: str, at: int) -> Found | None:
    """The longest find that begins at `at` with a word, in lower case."""
    parsers = _DIGITS if word[0].isdigit() else _starts().get(word, ())
    if not _begins(context.text, at, digits=word[0].isdigit()):
        return None
    found = [one for parser in parsers if (one := parser(context, at)) is not None]
    named = periods.period(context, at, word, at) or periods.feast(context, at, word)
    if named:
        found.append(named)
    if not found:
        return None
    best = max(found, key=lambda one: one.end)
    return relative.with_part(context, best)


def _begins(text: str, at: int, *, digits: bool) -> bool:
    """Whether an expression may begin there: not within a word, a number, a price, an address or a version."""
    if not at:
        return True
    before = text[at - 1]
    if before.isalnum() or before in "_@#":
        return False
    if not digits:
        return True
    if before in "$€£¥/\\=+*<>":
        return False
    if before in ".,:" and at > 1:
        return not text[at - 2].isdigit()
    return before not in "-‐‑" or at < 2 or not text[at - 2].isalnum() or bool(_PREFIX.search(text, max(0, at - 6), at))


def _the(context: Context, at: int) -> Found | None:
    """What begins with "the", by what follows it."""
    gap = re.compile(rf"the{grammar.S}", re.I).match(context.text, at)
    if gap is None:
        return None
    inner = gap.end()
    token = grammar.TOKEN.match(context.text, inner + (context.text[inner : inner + 1] in ("'", "’")))
    if token is None:
        return None
    word, inner = token[0].lower(), token.start()
    found: Found | None = None
    if word[0].isdigit():
        found = calendar.decade(context, inner) or calendar.century(context, inner) or calendar.day_first(context, inner)
    elif word in ORDINALS:
        found = calendar.part_of_year(context, inner) or calendar.century(context, inner) or calendar.ordinal_day(context, inner)
    elif word in DECADE_WORDS or word == "nineteen":
        found = calendar.decade(context, inner)
    elif word in SEASONS:
        found = calendar.season(context, inner)
    elif word in ("last", "final"):
        found = calendar.part_of_year(context, inner)
    found = found or periods.period(context, inner, word, at)
    if found is None:
        return None
    return Found(
        start=at, end=found.end, value=found.value, grain=found.grain, type=found.type, first=found.first, last=found.last, told=found.told
    )


def _modified(context: Context, at: int) -> Found | None:
    """ "the early 1990s", "mid-May", "late last year", "early Tuesday"."""
    match = grammar.MODIFIER.match(context.text, at)
    if match is None:
        return None
    inner = match.end()
    token = grammar.TOKEN.match(context.text, inner)
    if token is None:
        return None
    word = token[0].lower()
    parsers = _DIGITS if word[0].isdigit() else tuple(one for one in _starts().get(word, ()) if one not in (_modified, spans.duration))
    found = [one for parser in parsers if (one := parser(context, inner)) is not None and one.value]
    best = max(found, key=lambda one: one.end, default=None)
    if best is None or best.grain in ("duration", "set", "clock", "reference"):
        return None
    part = {"early": "EARLY", "earlier": "", "later": "LATE", "late": "LATE"}.get(match["modifier"].lower(), "MID")
    if not part or (part == "LATE" and match["modifier"].lower() == "later" and best.grain not in ("century", "decade")):
        return None
    return calendar.modified(relative.with_part(context, best), at, part)


def _reference(context: Context, at: int) -> Found | None:
    match = grammar.REFERENCE.match(context.text, at)
    if match is None:
        return None
    return make(at, match.end(), "PRESENT_REF" if match["present"] else "PAST_REF" if match["past"] else "FUTURE_REF", "reference")


_Starts = tuple[Iterable[str], tuple[Parser, ...]]
_WHICH = (
    *("last", "this", "next", "past", "previous", "preceding", "coming", "following", "current", "same"),
    *("that", "its", "their", "his", "her", "our"),
)


@cache
def _starts() -> dict[str, tuple[Parser, ...]]:
    """The parsers that may succeed at a word, by the word."""
    table: dict[str, list[Parser]] = {}
    for words, parsers in (*_of_calendar(), *_of_stretches(), *_of_the_moment()):
        for word in words:
            table.setdefault(word, []).extend(parsers)
    return {word: tuple(dict.fromkeys(parsers)) for word, parsers in table.items()}


def _of_calendar() -> list[_Starts]:
    """Words that begin months, days, seasons, years and their parts."""
    return [
        (MONTHS, (calendar.month_first,)),
        (WEEKDAYS, (relative.weekday, relative.weekdays_plural)),
        (
            [f"{day}s" for day in ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")],
            (relative.weekdays_plural,),
        ),
        ([*SEASONS, "summers", "winters", "springs"], (calendar.season,)),
        ([word.split("-")[0] for word in ORDINALS], (calendar.century, calendar.ordinal_day)),
        (("first", "second", "third", "fourth", "last", "final", "q"), (calendar.part_of_year,)),
        ([*DECADE_WORDS, "nineteen"], (calendar.decade,)),
        (("ad", "a"), (years.era_year,)),
        (("year",), (years.year_word,)),
        (("fiscal", "financial", "fy"), (years.fiscal,)),
    ]


def _of_stretches() -> list[_Starts]:
    """Words that begin clock times, stretches of time and what recurs."""
    return [
        (("these", "those", "last", "past", "previous", "preceding", "next", "coming", "following"), (spans.stretch,)),
        ([*NUMBER_WORDS, "a", "an", "several", "few", "many", "some", "half"], (spans.duration,)),
        ([*SMALL_NUMBERS, "noon", "midday", "midnight", "dawn", "daybreak", "dusk", "nightfall"], (spans.clock,)),
        (("a", "an", "per"), (spans.adverb,)),
        (("annually", "yearly", "monthly", "weekly", "daily", "hourly", "nightly", "fortnightly", "quarterly"), (spans.adverb,)),
        (("every", "each"), (spans.every,)),
        (("minutes", "hours", "days", "weeks", "months", "years", "decades", "centuries"), (spans.bare_units,)),
    ]


def _of_the_moment() -> list[_Starts]:
    """Words that begin what is reckoned from the moment of telling, "the" among them."""
    now = ("now", "currently", "presently", "nowadays", "at", "these", "recently", "lately", "in", "recent", "soon", "the", "coming")
    the = (_the, _modified, relative.relative, relative.deictic, relative.day_part_of, relative.the_day, relative.weekend)
    return [
        (DAY_PARTS, (relative.day_part_of,)),
        (("early", "small", "wee", "late"), (relative.day_part_of,)),
        (("early", "earlier", "mid", "middle", "late", "later"), (_modified,)),
        (_WHICH, (relative.relative,)),
        (("yesterday", "today", "tomorrow", "tonight", "tonite", "overnight", "nightly", "last", "this", "day"), (relative.deictic,)),
        (("weekend", "weekends"), (relative.weekend,)),
        (("a",), (relative.the_day,)),
        (now, (_reference,)),
        (("the", "this"), (relative.the_unit,)),
        (("the",), (*the, spans.stretch, spans.duration, years.year_word)),
    ]


@cache
def _openers() -> frozenset[str]:
    """The words that an expression may begin with, numbers in figures aside."""
    return frozenset((*_starts(), *periods.period_names(), *periods.feast_names()))


def _anchored(found: Found, finds: list[Found], context: Context) -> Found:
    """A clock time, set on the day that stands beside it ("Tuesday at 10:30")."""
    if found.grain != "clock" or not finds:
        return found
    last = finds[-1]
    gap = context.text[last.end : found.start]
    if last.grain not in ("day", "part") or last.first is None or len(gap) > 24 or re.search(r"[.;:!?\n]\s", gap):
        return found
    day = last.value.partition("T")[0]
    return (
        make(found.start, found.end, f"{day}{found.value}", "clock", TimeType.TIME, days=(last.first, last.first))
        if "/" not in day
        else found
    )


def _take_dateline(context: Context) -> None:
    """Sets the point of reference to the full date that the text begins with, and forgets what was told so far."""
    for found in _scan(context, min(len(context.text), _HEAD)):
        lead = context.text[: found.start].rpartition("\n")[2]
        whole = (
            found.grain == "day"
            and "/" not in found.value
            and found.value[:4].isdigit()
            and found.first is not None
            and context.text[found.end - 1].isdigit()
        )
        if whole and (_CAPITALS.fullmatch(lead) or _LABEL.fullmatch(lead)):
            context.now = found.told or Moment()
            break
    context.told, context.ancient, context.day_first = Moment(), False, None


def _time(text: str, found: Found) -> Time:
    span = Span(start=found.start, end=found.end, text=text[found.start : found.end])
    return Time(span=span, type=found.type, value=found.value, start=found.first, end=found.last, mod=found.mod)
