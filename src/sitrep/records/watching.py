"""What is known of the addresses that are watched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrivals:
    """How many new documents an address brought on a day (ISO 8601, UTC)."""

    day: str
    documents: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """An address that is watched: since when, when it was polled last and will be again, and how it has done.

    `interval` is in seconds. `good` is when it last answered rightly, `fresh` when it last brought something new; `error` is why the last
    poll failed, None where it did not, `failing` since when and `failures` how often in a row. `arrivals` are of the four
    weeks before the last. `gone` is when its server said that it is gone for good: it is polled no more. `listing` is the CSS
    selector that finds the articles of a page which lists some.
    """

    address: str
    since: datetime
    due: datetime
    interval: int
    tried: datetime | None = None
    good: datetime | None = None
    fresh: datetime | None = None
    error: str | None = None
    failing: datetime | None = None
    failures: int = 0
    arrivals: tuple[Arrivals, ...] = ()
    gone: datetime | None = None
    listing: str | None = None
