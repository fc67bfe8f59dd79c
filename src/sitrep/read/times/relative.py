"""Expressions that hang on the day of publication or on the date last told: weekdays, "last week", "two days later"."""

from __future__ import annotations

import re
from datetime import timedelta

from sitrep.read.times import calendar, grammar
from sitrep.read.times.context import Context, Moment
from sitrep.read.times.found import Found, make
from sitrep.read.times.lexicon import DAY_PARTS, MONTHS, SEASONS, WEEKDAYS
from sitrep.read.times.resolve import shifted, unit_value, weekday_value
from sitrep.read.times.values import interval, written
from sitrep.records import TimeType

_SHORT_WEEKDAY_LEAD = re.compile(r"\b(?:on|last|next|this|since|until|by|from)\s$", re.I)
_EVERY_LEAD = re.compile(r"\b(?:every|each)\s[a-z]{6,9}(?:\s?/|,|\sand|\sor)\s?$", re.I)
_BEFORE = frozenset({"last", "past", "previous", "preceding"})
_AFTER = frozenset({"next", "coming", "following"})


def weekday(context: Context, at: int) -> Found | None:
    """ "Wednesday", "Wednesday Oct. 6", "Tuesday morning"."""
    match = grammar.WEEKDAY.match(context.text, at)
    if match is None:
        return None
    number = WEEKDAYS[match["weekday"].lower()]
    gap = grammar.WEEKDAY_DATE_GAP.match(context.text, match.end())
    for place in {match.end(), gap.end() if gap else match.end()}:
        dated = (
            calendar.day_first(context, place, number)
            or calendar.month_first(context, place, number)
            or calendar.numeric_day(context, place)
        )
        if dated and dated.grain in ("day", "refused"):
            return Found(
                start=at,
                end=dated.end,
                value=dated.value,
                grain=dated.grain,
                type=dated.type,
                first=dated.first,
                last=dated.last,
                told=dated.told,
            )
    if len(match["weekday"]) < 6 and not (match[0].endswith(".") or _SHORT_WEEKDAY_LEAD.search(context.before(at, 8))):
        return None
    if len(match["weekday"]) < 6 and not match["weekday"][0].isupper():
        return None
    end = match.start() + len(match["weekday"])
    return _with_part(context, at, end, weekday_value(context, number, at, end))


def weekdays_plural(context: Context, at: int) -> Found | None:
    """ "Fridays": a set. "Monday-Friday" names neither day alone and is passed over."""
    match = grammar.WEEKDAY_SPAN.match(context.text, at)
    if match:
        return Found(start=at, end=match.end(), value="", grain="refused")
    match = grammar.WEEKDAYS_PLURAL.match(context.text, at)
    if match is None and _EVERY_LEAD.search(context.before(at)):
        match = grammar.WEEKDAY.match(context.text, at)
    return make(at, match.end(), f"XXXX-WXX-{WEEKDAYS[match['weekday'].lower()]}", "set", TimeType.SET) if match else None


def deictic(context: Context, at: int) -> Found | None:
    """ "yesterday", "tonight", "last night", "overnight" (the day of publication, with the night before it)."""
    match = grammar.DEICTIC_DAY.match(context.text, at)
    if match is None:
        return None
    words = match["word"].lower().split()
    word = " ".join(words)
    shift = -1 if word in ("yesterday", "last night", "last evening") else 1 if word == "tomorrow" else 0
    if "day" in words:
        shift = -2 if "before" in words else 2
    today = context.now.date()
    if today is None or (word == "today" and context.nowadays(at, match.end())):
        value = "PAST_REF" if shift < 0 else "FUTURE_REF" if shift > 0 else "PRESENT_REF"
        return make(at, match.end(), value, "reference")
    value = shifted(context.now, shift, "D") or ""
    if word == "overnight":
        return make(at, match.end(), value, "day", days=((today - timedelta(days=1)).isoformat(), value))
    part = (match["part"] or words[-1]).lower()
    part = "night" if part in ("tonight", "tonite", "nightly") else part
    if part in DAY_PARTS:
        return make(at, match.end(), f"{value}T{DAY_PARTS[part]}", "part", TimeType.TIME)
    return make(at, match.end(), value, "day")


def relative(context: Context, at: int) -> Found | None:
    """ "last week", "next May", "this summer", "that year", "the following month", "last Wednesday evening"."""
    match = grammar.RELATIVE.match(context.text, at)
    if match is None:
        return None
    which, what = match["which"].lower().split()[-1], match["what"].lower()
    definite = match[0].lower().startswith("the ")
    if match["which"].lower() == "this past":
        which = "last"
    if what in WEEKDAYS and len(what) >= 6:
        return _relative_weekday(context, match, which)
    if what in MONTHS:
        return _relative_month(context, match, which)
    if what in SEASONS:
        return _relative_season(context, match, which)
    if what in DAY_PARTS:
        return _relative_part(context, match, which)
    if definite and which in ("last", "past") and what != "weekend":
        return None
    return _relative_unit(context, match, which, what, definite)


def _relative_unit(context: Context, match: re.Match[str], which: str, what: str, definite: bool) -> Found | None:
    from_told = which in ("that", "same", "previous", "preceding", "following") or (
        definite and which == "next" and context.told.year is not None
    )
    if what == "day" and which in ("last", "past", "this"):
        return None
    base = context.told if from_told else context.now
    shift = -1 if which in _BEFORE else 1 if which in _AFTER else 0
    value = unit_value(base, what, shift)
    grain = {"weekend": "week", "fortnight": "week", "quarter": "quarter"}.get(what, what)
    return make(match.start(), match.end("what"), value, grain) if value else None


def _relative_weekday(context: Context, match: re.Match[str], which: str) -> Found | None:
    if match["date"]:
        return None
    at, end, number = match.start(), match.end("what"), WEEKDAYS[match["what"].lower()]
    return _with_part(context, at, end, weekday_value(context, number, at, end, which))


def _relative_month(context: Context, match: re.Match[str], which: str) -> Found | None:
    month, now = MONTHS[match["what"].lower()], context.now
    if not match["what"][0].isupper():
        return None
    end = match.end("what")
    if which == "that" or which == "same":
        return make(match.start(), end, written(context.told.year, month), "month")
    if now.year is None or now.month is None:
        return make(match.start(), end, written(None, month), "month")
    shift = 0
    if which in _BEFORE:
        shift = 0 if month < now.month else -1
    elif which in _AFTER:
        shift = 0 if month > now.month else 1
    return make(match.start(), end, written(now.year + shift, month), "month")


def _relative_season(context: Context, match: re.Match[str], which: str) -> Found | None:
    code, now = SEASONS[match["what"].lower()], context.now
    base = context.told if which in ("that", "same", "following", "previous", "preceding") else now
    if base.year is None:
        return None
    year, month = base.year, base.month or 12
    last = interval(f"{year:04d}-{code}")[1]
    if which in _BEFORE:
        finished = last is not None and code != "WI" and int(last[5:7]) < month
        year -= 0 if finished else 2 if code == "WI" and month <= 2 else 1
    elif which in _AFTER:
        first = interval(f"{year:04d}-{code}")[0]
        year += 0 if first is not None and int(first[5:7]) > month else 1
    elif code == "WI" and month <= 2:
        year -= 1
    return make(match.start(), match.end("what"), f"{year:04d}-{code}", "season")


def _relative_part(context: Context, match: re.Match[str], which: str) -> Found | None:
    if which not in ("that", "same", "following", "next", "previous"):
        return None
    value = shifted(context.told, {"following": 1, "next": 1, "previous": -1}.get(which, 0), "D")
    if value is None:
        return None
    return make(match.start(), match.end("what"), f"{value}T{DAY_PARTS[match['what'].lower()]}", "part", TimeType.TIME)


def the_day(context: Context, at: int) -> Found | None:
    """ "the day before", "a day later", where nothing follows that it is counted from."""
    match = grammar.THE_DAY.match(context.text, at)
    if match is None:
        return None
    base = context.told if context.told.day is not None else context.now
    value = shifted(base, -1 if match["way"].lower() in ("before", "earlier") else 1, "D")
    return make(at, match.end(), value, "day") if value else None


def the_unit(context: Context, at: int) -> Found | None:
    """The year of "the end of the year", "later in the week"."""
    match = grammar.THE_UNIT.match(context.text, at)
    if match is None or not grammar.UNIT_LEAD.search(context.before(at, 20)):
        return None
    unit = match["unit"].lower()
    narrative = context.told if context.narrative and context.told.year is not None else context.now
    value = unit_value(narrative, unit, 0)
    return make(at, match.end(), value, {"weekend": "week"}.get(unit, unit)) if value else None


def weekend(context: Context, at: int) -> Found | None:
    """ "the weekend": the last one that has begun."""
    match = grammar.WEEKEND.match(context.text, at)
    if match is None:
        return None
    if match["plural"]:
        return make(at, match.end(), "XXXX-WXX-WE", "set", TimeType.SET)
    today = context.now.date()
    if today is None or not match[0].lower().startswith("the"):
        return None
    ahead = context.ahead(at, match.end())
    value = unit_value(context.now, "weekend", 0 if today.isoweekday() >= 6 or ahead else -1)
    return make(at, match.end(), value, "week") if value else None


def day_part_of(context: Context, at: int) -> Found | None:
    """ "the night of 5-6 October", "the early hours of Sunday", "the morning of 3 May"."""
    match = grammar.DAY_PART_OF.match(context.text, at)
    if match is None:
        return None
    place = match.end()
    inner = weekday(context, place) or calendar.day_first(context, place) or calendar.month_first(context, place) or deictic(context, place)
    inner = inner or calendar.numeric_day(context, place)
    if inner is None or inner.grain != "day" or inner.type is not TimeType.DATE or inner.value.endswith("_REF"):
        return None
    if "/" in inner.value:
        return make(at, inner.end, inner.value.partition("/")[0], "day", days=(inner.first, inner.last))
    code = DAY_PARTS.get(match["part"].lower(), "MO")
    return make(at, inner.end, f"{inner.value}T{code}", "part", TimeType.TIME)


def _with_part(context: Context, at: int, end: int, value: str) -> Found:
    """A day, with the part of it that the next word names."""
    part = grammar.AFTER_DATE_PART.match(context.text, end)
    if part is None:
        return make(at, end, value, "day")
    return make(at, part.end(), f"{value}T{DAY_PARTS[part['part'].lower().split()[-1]]}", "part", TimeType.TIME)


def with_part(context: Context, found: Found) -> Found:
    """A dated day, with the part of it that the next word names ("6 October morning")."""
    if found.grain != "day" or "/" in found.value or "T" in found.value:
        return found
    part = grammar.AFTER_DATE_PART.match(context.text, found.end)
    if part is None:
        return found
    return make(found.start, part.end(), f"{found.value}T{DAY_PARTS[part['part'].lower().split()[-1]]}", "part", TimeType.TIME)


def origin(context: Context, way: str) -> Moment:
    """What a shift is counted from: "ago" from publication, "earlier" and "later" from the date last told."""
    return context.now if way in ("ago", "back", "hence") or way.startswith("from") else context.told
