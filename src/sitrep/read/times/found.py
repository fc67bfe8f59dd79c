"""What the grammar finds at one place of a text."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.read.times.context import Moment
from sitrep.read.times.values import interval
from sitrep.records import TimeType


@dataclass(frozen=True, slots=True)
class Found:
    """An expression from `start` to `end`. `value` "" is one that looks like a date and is none: it is passed over. `grain` is
    what it names (day, month, year, decade, century, week, season, part, clock, duration, set, reference).
    """

    start: int
    end: int
    value: str
    grain: str
    type: TimeType = TimeType.DATE
    first: str | None = None
    last: str | None = None
    told: Moment | None = None
    mod: str | None = None


def make(
    start: int, end: int, value: str, grain: str, kind: TimeType = TimeType.DATE, days: tuple[str | None, str | None] | None = None
) -> Found:
    """A find whose days follow from its value unless given."""
    first, last = days or interval(value)
    return Found(start=start, end=end, value=value, grain=grain, type=kind, first=first, last=last, told=_moment(value))


def refused(start: int, end: int) -> Found:
    """A stretch that must not be read as a date, nor any part of it."""
    return Found(start=start, end=end, value="", grain="refused")


def _moment(value: str) -> Moment | None:
    """The point that later words such as "the next day" hang on; None where the value names no definite year."""
    head = value.partition("/")[0].partition("T")[0]
    parts = head.split("-")
    if not (parts[0].isascii() and parts[0].isdigit() and len(parts[0]) == 4):
        return None
    numbers = [int(part) for part in parts[1:] if part.isascii() and part.isdigit()]
    if len(numbers) != len(parts) - 1:
        first = interval(value)[0]
        return Moment(int(first[:4]), int(first[5:7])) if first else Moment(int(parts[0]))
    return Moment(int(parts[0]), *numbers[:2])
