"""TIMEX3 values: which days a value covers, and how values are written.

A value is a day `2010-10-06`, a month `2010-10`, a year `2010`, a decade `201X`, a century `20` (the 2000s), an ISO 8601 week
`2010-W40`, a day of it `2010-W40-3`, its weekend `2010-W40-WE`, a season `2010-SU`, a quarter `2010-Q3`, a half `2010-H2`, a part
of a day `2010-10-06TMO`, a moment `2010-10-06T10:30`, or an interval of two of these, `2019-09-05/2019-09-06` (ISO 8601).
Years before Christ are negative and have no days here; `XXXX` stands for a year that the text leaves open.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta

Days = tuple[str | None, str | None]

NO_DAYS: Days = (None, None)

# First month of each season, by meteorological convention of the northern hemisphere; winter runs into the next year.
SEASON_MONTHS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


def interval(value: str) -> Days:
    """The first and last day (ISO 8601) that a TIMEX3 value covers; (None, None) where it has none: durations, sets, references
    such as PRESENT_REF, open years, years before Christ, dates that do not exist.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        return interval(first)[0], interval(last)[1]
    day, mark, rest = value.partition("T")
    if mark:
        first_day, last_day = interval(day)
        return (first_day, next_day(last_day)) if rest == "NI" else (first_day, last_day)
    for pattern, reader in _FORMS:
        match = pattern.fullmatch(value)
        if match:
            try:
                return reader(match)
            except (ValueError, OverflowError):
                return NO_DAYS
    return NO_DAYS


def next_day(day: str | None) -> str | None:
    """The day after an ISO day."""
    if day is None or day >= "9999-12-31":
        return day
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def day_exists(year: int, month: int, day: int) -> bool:
    """Whether the proleptic Gregorian calendar has that day."""
    return 1 <= year <= 9999 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def written(year: int | None, month: int | None = None, day: int | None = None) -> str:
    """A calendar value: `2010`, `2010-10`, `2010-10-06`, with XXXX for an open year and a minus sign for years before Christ."""
    text = "XXXX" if year is None else f"{year:04d}" if year >= 0 else f"-{-year:04d}"
    if month is not None:
        text += f"-{month:02d}"
        if day is not None:
            text += f"-{day:02d}"
    return text


def week_of(day: date) -> str:
    """The ISO 8601 week that holds a day."""
    year, week, _ = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def narrowed(first: str | None, last: str | None, grain: str, part: str) -> Days:
    """The days of the EARLY, MID or LATE part of a stretch. Of a decade its halves, of a century its quarters, of a year its
    thirds, of a month its halves; MID is the middle of each. Other stretches stay as they are.
    """
    if first is None or last is None or grain not in ("century", "decade", "year", "month"):
        return first, last
    year = int(first[:4])
    if grain == "month":
        low, high = {"EARLY": (1, 15), "MID": (10, 20), "LATE": (15, int(last[8:10]))}[part]
        return f"{first[:8]}{low:02d}", f"{first[:8]}{high:02d}"
    if grain == "year":
        low, high = {"EARLY": (1, 4), "MID": (5, 8), "LATE": (9, 12)}[part]
        return f"{first[:4]}-{low:02d}-01", interval(f"{first[:4]}-{high:02d}")[1]
    spans = {"decade": {"EARLY": (0, 4), "MID": (3, 6), "LATE": (5, 9)}, "century": {"EARLY": (0, 24), "MID": (25, 74), "LATE": (75, 99)}}
    low, high = spans[grain][part]
    return f"{year + low:04d}-01-01", f"{year + high:04d}-12-31"


def _months(year: int, first: int, count: int) -> Days:
    last_year, last_month = divmod(year * 12 + first - 1 + count - 1, 12)
    start = date(year, first, 1)
    return start.isoformat(), date(last_year, last_month + 1, monthrange(last_year, last_month + 1)[1]).isoformat()


def _week(match: re.Match[str]) -> Days:
    year, week, day = int(match[1]), int(match[2]), match[3]
    first, last = {None: (1, 7), "WE": (6, 7)}.get(day) or (int(day), int(day))
    return date.fromisocalendar(year, week, first).isoformat(), date.fromisocalendar(year, week, last).isoformat()


def _day(match: re.Match[str]) -> Days:
    day = date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    return day, day


def _years(first: int, last: int) -> Days:
    return date(max(first, 1), 1, 1).isoformat(), date(last, 12, 31).isoformat()


_FORMS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Days]], ...] = (
    (re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})"), _day),
    (re.compile(r"([0-9]{4})-([0-9]{2})"), lambda m: _months(int(m[1]), int(m[2]), 1)),
    (re.compile(r"([0-9]{4})"), lambda m: _years(int(m[1]), int(m[1]))),
    (re.compile(r"([0-9]{3})X?"), lambda m: _years(int(m[1]) * 10, int(m[1]) * 10 + 9)),
    (re.compile(r"([0-9]{2})(?:XX)?"), lambda m: _years(int(m[1]) * 100, int(m[1]) * 100 + 99)),
    (re.compile(r"([0-9]{4})-W([0-9]{2})(?:-([1-7]|WE))?"), _week),
    (re.compile(r"([0-9]{4})-(SP|SU|FA|AU|WI)"), lambda m: _months(int(m[1]), SEASON_MONTHS[m[2]], 3)),
    (re.compile(r"([0-9]{4})-Q([1-4])"), lambda m: _months(int(m[1]), 3 * int(m[2]) - 2, 3)),
    (re.compile(r"([0-9]{4})-H([12])"), lambda m: _months(int(m[1]), 6 * int(m[2]) - 5, 6)),
)
