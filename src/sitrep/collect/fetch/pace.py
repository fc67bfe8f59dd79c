"""Turns at hosts: one request at a time to each, with a pause between, and longer ones where the host asks for them."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from time import monotonic

from sitrep.errors import CollectError


@dataclass(slots=True)
class _Host:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    free: float = 0.0
    pause: float = 0.0


class Pace:
    """When each host may be asked again. A host that wants a pause longer than `longest` is not asked again in this run."""

    def __init__(self, pause: float, longest: float, clock: Callable[[], float] = monotonic) -> None:
        self._pause, self._longest, self._clock = pause, longest, clock
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str, subject: str) -> AsyncIterator[None]:
        """Wait for the turn and have it. Raises CollectError if the host wants to be left alone for too long."""
        known = self._hosts.setdefault(host, _Host(pause=self._pause))
        async with known.lock:
            wait = known.free - self._clock()
            if wait > self._longest:
                raise CollectError(subject, f"asks to wait {round(wait):,} seconds", retry=True)
            if wait > 0:
                await asyncio.sleep(wait)
            try:
                yield
            finally:
                known.free = max(known.free, self._clock() + known.pause)

    def hold(self, host: str, seconds: float) -> None:
        """Leave a host alone for so long."""
        known = self._hosts.setdefault(host, _Host(pause=self._pause))
        known.free = max(known.free, self._clock() + seconds)

    def slow_down(self, host: str, seconds: float) -> None:
        """Leave at least so long, within bounds, between any two requests to a host."""
        known = self._hosts.setdefault(host, _Host(pause=self._pause))
        known.pause = max(known.pause, min(seconds, self._longest))


def seconds_to_wait(header: str | None, now: datetime | None = None) -> float | None:
    """What a Retry-After header says: seconds, or a moment (RFC 9110). None where it says nothing that can be understood."""
    if header is None:
        return None
    if re.fullmatch(r"\s*\d{1,9}\s*", header):
        return float(header)
    try:
        moment = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - (now or datetime.now(UTC))).total_seconds())
