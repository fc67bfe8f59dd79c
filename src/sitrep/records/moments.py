"""Dates as stretches of time: a moment with its offset is itself, a bare day, month or year all of it (in UTC)."""

from __future__ import annotations

import calendar
import heapq
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?!\d)")

Stretch = tuple[datetime, datetime]


def stretch(date: str | None) -> Stretch | None:
    """The first and the last instant (UTC) that an ISO 8601 date may mean; None for what is no date.

    A moment without an offset says no more than its day.
    """
    found = _DAY.match(date or "")
    if date is None or found is None:
        return None
    try:
        if len(date) > len("2010-10-06"):
            moment = datetime.fromisoformat(date)
            if moment.tzinfo:
                return (moment.astimezone(UTC), moment.astimezone(UTC))
        year, month, day = int(found[1]), found[2], found[3]
        last = int(month or 12)
        end = datetime(year, last, int(day or calendar.monthrange(year, last)[1]), tzinfo=UTC)
        return datetime(year, int(month or 1), int(day or 1), tzinfo=UTC), end + timedelta(days=1) - timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None


def may_be_one(first: str | None, second: str | None) -> bool:
    """Whether two dates may mean the same moment; of what is no date, whether both are written alike."""
    one, other = stretch(first), stretch(second)
    if one is None or other is None:
        return first == second
    return one[0] <= other[1] and other[0] <= one[1]


def in_order(dates: Sequence[str | None]) -> list[int]:
    """The places of `dates`, given in the order of arrival, oldest first: a date that is over before another begins comes before it;
    where the dates do not tell, what arrived first does. (A linear extension of an interval order; takes n log n.)
    """
    held = [stretch(date) or (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)) for date in dates]
    # What begins after the earliest end among those left has to wait.
    ends = sorted((end, place) for place, (_, end) in enumerate(held))
    starts = sorted((start, place) for place, (start, _) in enumerate(held))
    placed: dict[int, None] = {}
    ready: list[int] = []
    first = begun = 0
    while len(placed) < len(held):
        while ends[first][1] in placed:
            first += 1
        while begun < len(starts) and starts[begun][0] <= ends[first][0]:
            heapq.heappush(ready, starts[begun][1])
            begun += 1
        placed[heapq.heappop(ready)] = None
    return list(placed)
