"""Days as numbers: intervals of ISO 8601 dates, and how far two lie apart."""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?![\d-])")

Days = tuple[int, int]


@lru_cache(maxsize=1 << 14)
def days(value: str | None) -> Days | None:
    """First and last day (ordinals) of an ISO day, month, year or moment; None for anything else."""
    match = _ISO.match(value or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else None for part in match.groups())
    try:
        if year is None or month is None:
            return (date(year or 0, 1, 1).toordinal(), date(year or 0, 12, 31).toordinal())
        first = date(year, month, day or 1)
        last = date(year, month, day or calendar.monthrange(year, month)[1])
    except ValueError:
        return None
    return first.toordinal(), last.toordinal()


def interval(start: str | None, end: str | None) -> Days | None:
    """First and last day from `start` to `end`; one of them stands for both where the other is unknown."""
    first, last = days(start), days(end)
    if first is None or last is None:
        return first or last
    return min(first[0], last[0]), max(first[1], last[1])


def gap(first: Days, second: Days) -> int:
    """Days between two intervals; 0 where they overlap."""
    return max(0, first[0] - second[1], second[0] - first[1])


def iso(ordinal: int) -> str:
    """The ISO date of a day."""
    return date.fromordinal(ordinal).isoformat()
