"""Anchor arithmetic: which year, which week, which day is meant.

Past-preferring, as news is: "Wednesday" is the last one on or before the day of publication and "in May" the last May, unless the
nearest verb speaks of what is to come.
"""

from __future__ import annotations

from datetime import date, timedelta

from sitrep.read.times import grammar
from sitrep.read.times.context import Context, Moment
from sitrep.read.times.lexicon import MONTHS
from sitrep.read.times.values import day_exists, week_of, written

# A date without a year that lies this many days ahead of publication is still to come rather than nearly a year past.
SOON = 45


def full_year(text: str, now: Moment) -> int | None:
    """A year as written: four digits, or two ("'98"), which are the last such year before the point of reference and ten more."""
    digits = text.lstrip("’'")
    year = int(digits)
    if len(digits) != 2:
        return year if 1 <= year <= 2100 else None
    horizon = (now.year or 2030) + 10
    return horizon - (horizon - year) % 100


def year_of(context: Context, month: int, day: int | None, start: int, end: int, weekday: int | None = None) -> int | None:
    """The year of a month or day that names none; None leaves it open."""
    ahead = grammar.YEAR_AHEAD.match(context.text, end)
    if ahead:
        later = int(ahead["year"])
        return later - 1 if MONTHS[ahead["month"].lower()] < month else later
    if (day is None or (context.narrative and context.told.year is None)) and context.recurring(start, end):
        return None
    year = _plain_year(context, month, day, start, end)
    return year if year is None or weekday is None or day is None else _agreeing(year, month, day, weekday)


def _plain_year(context: Context, month: int, day: int | None, start: int, end: int) -> int | None:
    now, told = context.now, context.told
    if told.year is not None and context.narrative:
        return told.year
    if now.year is None or now.month is None:  # the year of another date is no more than a guess: it is left open
        return now.year
    here = (month, day if now.day is not None else None)
    passed = here[0] < now.month or (here[0] == now.month and (here[1] is None or now.day is None or here[1] <= now.day))
    if context.ahead(start, end):
        return now.year + 1 if here[0] < now.month or (passed and here[1] is not None and here[1] != now.day) else now.year
    if passed or _soon(now, month, day):
        return now.year
    if month == 1 and now.month == 12 and _soon(Moment(now.year - 1, now.month, now.day), month, day):
        return now.year + 1
    return now.year - 1


def _soon(now: Moment, month: int, day: int | None) -> bool:
    today = now.date()
    if today is None or day is None or not day_exists(today.year, month, day):
        return False
    return 0 <= (date(today.year, month, day) - today).days <= SOON


def _agreeing(year: int, month: int, day: int, weekday: int) -> int:
    """The year nearest to the one given, earlier ones first, in which the date falls on that day of the week."""
    for shift in (0, -1, 1, -2, 2, -3, -4, -5, -6):
        if day_exists(year + shift, month, day) and date(year + shift, month, day).isoweekday() == weekday:
            return year + shift
    return year


def weekday_value(context: Context, weekday: int, start: int, end: int, which: str = "") -> str:
    """The day that a weekday names; XXXX-WXX-d where nothing says which week."""
    base = context.now.date() or (context.told.date() if context.narrative else None)
    if base is None:
        return f"XXXX-WXX-{weekday}"
    since = (base.isoweekday() - weekday) % 7
    back, on = timedelta(days=since), timedelta(days=(-since) % 7)
    try:
        if which in ("last", "past", "previous", "preceding"):
            return (base - (back or timedelta(days=7))).isoformat()
        if which in ("next", "coming", "following"):
            return (base + (on or timedelta(days=7))).isoformat()
        if which in ("this", "same"):
            return (base + timedelta(days=weekday - base.isoweekday())).isoformat()
        return (base + on if context.ahead(start, end) else base - back).isoformat()
    except OverflowError:
        return f"XXXX-WXX-{weekday}"


def shifted(point: Moment, count: int, unit: str) -> str | None:
    """The point moved by a number of TIMEX3 units (D W M Q Y DE CE; H, S and minutes keep the day), at the unit's own grain.
    None where the point is not known finely enough or the result leaves the calendar.
    """
    if unit in ("Y", "DE", "CE"):
        return _shifted_years(point, count, unit)
    if unit in ("M", "Q"):
        return _shifted_months(point, count * (3 if unit == "Q" else 1))
    base = point.date()
    if base is None:
        return None
    try:
        moved = base + timedelta(days=count * {"D": 1, "W": 7}[unit])
    except OverflowError:
        return None
    return week_of(moved) if unit == "W" else moved.isoformat()


def _shifted_years(point: Moment, count: int, unit: str) -> str | None:
    if point.year is None:
        return None
    year = point.year + count * {"Y": 1, "DE": 10, "CE": 100}[unit]
    if not -99999 < year <= 9999:
        return None
    if year <= 0:
        return written(year - 1)
    return {"Y": written(year), "DE": f"{year // 10:03d}X", "CE": f"{year // 100:02d}"}[unit]


def _shifted_months(point: Moment, count: int) -> str | None:
    if point.year is None or point.month is None:
        return None
    year, month = divmod(point.year * 12 + point.month - 1 + count, 12)
    return written(year, month + 1) if 1 <= year <= 9999 else None


def unit_value(point: Moment, unit: str, shift: int) -> str | None:
    """The week, weekend, month, quarter, year, decade or century that holds the point, moved by `shift` of them."""
    if unit in ("week", "fortnight", "weekend"):
        value = shifted(point, 2 * shift if unit == "fortnight" else shift, "W")
        return f"{value}-WE" if value and unit == "weekend" else value
    if unit == "quarter":
        value = shifted(point, shift, "Q")
        return f"{value[:4]}-Q{(int(value[5:7]) + 2) // 3}" if value else None
    if unit in ("day", "night"):
        return shifted(point, shift, "D")
    return shifted(point, shift, {"month": "M", "year": "Y", "decade": "DE", "century": "CE"}[unit])


def easter(year: int) -> date:
    """Western Easter Sunday (the anonymous Gregorian algorithm, Meeus, Astronomical Algorithms, chapter 8)."""
    golden, century, rest = year % 19, *divmod(year, 100)
    skipped, fourth = divmod(century, 4)
    moon = (19 * golden + century - skipped - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    quarter, left = divmod(rest, 4)
    week = (32 + 2 * fourth + 2 * quarter - moon - left) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def ramadans(year: int) -> tuple[date, ...]:
    """The days on which Ramadan begins within a Gregorian year, by the tabular Islamic calendar (Reingold and Dershowitz, Calendrical
    Calculations): a sighting may be a day off.
    """
    found = []
    around = int((year - 622) * 33 / 32)
    for hijri in range(around - 1, around + 4):
        days = 29 * 8 + 4 + (hijri - 1) * 354 + (3 + 11 * hijri) // 30
        begin = date.fromordinal(227015 + days)
        if begin.year == year:
            found.append(begin)
    return tuple(found)
