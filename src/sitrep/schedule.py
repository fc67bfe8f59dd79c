"""When to poll an address again, and how it does: decided from what is known of it, without a clock or a network of its own.

Intervals adapt by halves: something new halves the interval, nothing new makes it half as long again, a failure doubles it, all within
bounds.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from sitrep.records import Arrivals, Failure, Watched

_WEEKS = 4
_QUIET_GAPS = 6  # of the usual pauses between two documents
_QUIET_DAYS = 3
_LEFT_DAYS = 3  # what should have been polled so long ago is watched no more
_GONE = 410  # "likely to be permanent" (RFC 9110, 15.5.11)
_FEW = 3  # fewer documents than this tell nothing of how often there are any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """The shortest and the longest interval between two polls, and the longest after failures, in seconds."""

    shortest: int = 5 * 60
    longest: int = 2 * 60 * 60
    failing: int = 24 * 60 * 60


def new(address: str, now: datetime, bounds: Bounds) -> Watched:
    """An address that is watched from now on, and due at once."""
    return Watched(address=address, since=now, due=now, interval=min(3 * bounds.shortest, bounds.longest))


def is_due(one: Watched, now: datetime, bounds: Bounds) -> bool:
    """Whether to poll it. A clock that was put back does not keep an address waiting for longer than the longest interval."""
    if one.gone:
        return False
    return now >= one.due or one.due - now > timedelta(seconds=1.1 * max(bounds.longest, bounds.failing))


def answered(one: Watched, now: datetime, documents: int, bounds: Bounds, chance: float) -> Watched:
    """The address after it answered, with so many new documents; `chance` (0 to 1) spreads polls by a tenth to either side."""
    interval = one.interval // 2 if documents else one.interval * 3 // 2
    interval = min(max(interval, bounds.shortest), bounds.longest)
    return replace(
        one,
        tried=now,
        good=now,
        fresh=now if documents else one.fresh,
        error=None,
        failing=None,
        failures=0,
        gone=None,
        interval=interval,
        due=_later(now, interval, chance),
        arrivals=_arrived(one.arrivals, now, documents),
    )


def failed(one: Watched, now: datetime, failure: Failure, bounds: Bounds, chance: float) -> Watched:
    """The address after it failed: asked again after twice the time, up to a day; never where its server says that it is gone for good."""
    pause = min(max(one.interval, bounds.shortest) * 2 ** min(one.failures + 1, 20), max(bounds.failing, bounds.shortest))
    return replace(
        one,
        tried=now,
        error=failure.reason,
        failing=one.failing or now,
        failures=one.failures + 1,
        due=_later(now, pause, chance),
        gone=now if failure.status == _GONE else None,
    )


def a_week(one: Watched, now: datetime) -> float | None:
    """New documents a week, over the last four weeks or as long as it is watched; None in the first day, which says little."""
    days = min((now - one.since) / timedelta(days=1), 7 * _WEEKS)
    oldest = (now - timedelta(weeks=_WEEKS)).date().isoformat()
    return 7 * sum(day.documents for day in one.arrivals if day.day >= oldest) / days if days >= 1 else None


def quiet_since(one: Watched, now: datetime) -> datetime | None:
    """When the last document came, if by how many came in the four weeks before it there should have been others long since."""
    count = sum(day.documents for day in one.arrivals)
    if one.fresh is None or count < _FEW:
        return None
    usual = (one.fresh - max(one.since, one.fresh - timedelta(weeks=_WEEKS))) / count
    return one.fresh if now - one.fresh > max(_QUIET_GAPS * usual, timedelta(days=_QUIET_DAYS)) else None


def state(one: Watched, now: datetime) -> str:
    """How an address does, in a word: gone (for good), left (nobody polls it any more), failing, new, quiet or good."""
    if one.gone:
        return "gone"
    if now - one.due > timedelta(days=_LEFT_DAYS):
        return "left"
    if one.error is not None:
        return "failing"
    if one.good is None:
        return "new"
    return "quiet" if quiet_since(one, now) else "good"


def next_due(known: Iterable[Watched], now: datetime) -> timedelta:
    """How long until the first of them is due."""
    return max(min((one.due - now for one in known if not one.gone), default=timedelta(minutes=1)), timedelta())


def _later(now: datetime, seconds: int, chance: float) -> datetime:
    return now + timedelta(seconds=seconds * (0.9 + 0.2 * chance))


def _arrived(arrivals: tuple[Arrivals, ...], now: datetime, documents: int) -> tuple[Arrivals, ...]:
    """The days of the four weeks before the last arrival: what has gone quiet keeps how it used to be."""
    if not documents:
        return arrivals
    today, oldest = now.date().isoformat(), (now - timedelta(weeks=_WEEKS)).date().isoformat()
    kept = {day.day: day.documents for day in arrivals if day.day >= oldest}
    kept[today] = kept.get(today, 0) + documents
    return tuple(Arrivals(day=day, documents=count) for day, count in sorted(kept.items()))
