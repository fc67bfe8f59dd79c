"""One address: its turn at the host, robots.txt, redirects, one deadline, and trying again where the server asks for it."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from time import monotonic
from typing import TypeVar
from urllib.parse import urljoin, urlsplit

from sitrep.collect.fetch.client import BrokenError, Client, Fetched
from sitrep.collect.fetch.pace import Pace, seconds_to_wait
from sitrep.collect.fetch.robots import MOST_BYTES, Robots
from sitrep.collect.web import Fetching, checked_address
from sitrep.errors import CollectError
from sitrep.records import Redirect, Response

ResultT = TypeVar("ResultT")

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# The server says that it may answer if asked again.
_BUSY = frozenset({429, 500, 502, 503, 504})
_NOT_MODIFIED = 304


class Fetcher:
    """Fetches addresses in one event loop; what it learns of hosts and sites holds for its lifetime."""

    def __init__(self, fetching: Fetching, client: Client, *, chance: Callable[[], float] = random.random) -> None:
        self._fetching, self._client, self._chance = fetching, client, chance
        self._pace = Pace(fetching.per_host, fetching.longest_wait)
        self._robots = Robots(fetching.user_agent, self._robots_file)

    async def fetch(self, address: str, known: Response | None = None) -> Fetched:
        """What stands at an address: status 200 with its body, or 304 where it is as it was when `known` was received.

        Raises CollectError, whose subject is the address, for everything else.
        """
        for attempt in range(1, self._fetching.attempts + 1):
            last = attempt == self._fetching.attempts
            try:
                fetched = await self._followed(address, known)
            except BrokenError:
                if last:
                    raise
                self._pace.hold(_host(address), self._back_off(attempt))
                continue
            if fetched.response.status not in _BUSY:
                return _accepted(fetched, address, known)
            wait = seconds_to_wait(fetched.wait)
            self._pace.hold(_host(fetched.response.address), self._back_off(attempt) if wait is None else wait)
            if last:
                break
        raise _refusal(fetched.response.status, address)

    def _back_off(self, attempt: int) -> float:
        """Twice as long each time, with chance in it, so that programs which were turned away together do not come back together."""
        doubled: float = self._fetching.back_off * 2 ** (attempt - 1)
        return min(doubled * (0.5 + self._chance()), self._fetching.longest_wait)

    async def _followed(self, address: str, known: Response | None) -> Fetched:
        """The answer at the end of the redirects, which it tells."""
        at, seen, left = checked_address(address, address), set[str](), self._fetching.timeout
        hops: list[Redirect] = []
        if known and known.moved and known.redirects[0].address == at and len(known.lasting) <= self._fetching.max_redirects:
            # Found to have moved for good when it was asked last: then its new place is asked at once (RFC 9110, 15.4.2).
            at, hops = known.moved, list(known.lasting)
        for _ in range(self._fetching.max_redirects + 1):
            seen.add(at)
            async with self._pace.turn(_host(at), address):
                begun = monotonic()
                asking = partial(self._allowed, at, address, _unmoved(at, hops, known))
                fetched = await _within(left, self._fetching.timeout, address, asking)
                left -= monotonic() - begun
            if fetched.response.status not in _REDIRECTS:
                return replace(fetched, response=replace(fetched.response, redirects=tuple(hops)))
            hops.append(_hop(fetched.response))
            at = _next(at, fetched.location, address)
            if at in seen:
                raise CollectError(address, "redirects in a circle")
        raise CollectError(address, f"redirects more than {self._fetching.max_redirects} times")

    async def _allowed(self, at: str, address: str, known: Response | None, more: Callable[[], None]) -> Fetched:
        pause = await self._robots.check(at, address)
        if pause:
            self._pace.slow_down(_host(at), pause)
        return await self._client.get(at, address, headers=_conditions(at, known), arriving=more)

    async def _robots_file(self, address: str) -> Fetched:
        """The answer for a robots.txt after at most five redirects (RFC 9309), in half the time that an address has."""
        return await _within(self._fetching.timeout / 2, self._fetching.timeout / 2, address, lambda _: self._robots_followed(address))

    async def _robots_followed(self, address: str) -> Fetched:
        fetched = await self._client.get(address, address, most=MOST_BYTES)
        for _ in range(5):
            if fetched.response.status not in _REDIRECTS:
                break
            at = _next(fetched.response.address, fetched.location, address)
            fetched = await self._client.get(at, address, most=MOST_BYTES)
        return fetched


def _unmoved(at: str, hops: Sequence[Redirect], known: Response | None) -> Response | None:
    """What is known, unless these redirects say that the address has moved for good since, or is back: then the answer is wanted whole, for
    it is kept.
    """
    return known if known and replace(known, address=at, redirects=tuple(hops)).moved == known.moved else None


def _hop(response: Response) -> Redirect:
    return Redirect(
        status=response.status,
        address=response.address,
        fetched=response.fetched,
        reason=response.reason,
        version=response.version,
        headers=response.headers,
        request_headers=response.request_headers,
        ip=response.ip,
    )


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").lower()


def _conditions(at: str, known: Response | None) -> Mapping[str, str]:
    """The headers that ask for what has changed; only at the very address that gave their values."""
    if known is None or known.address != at:
        return {}
    named = {"If-None-Match": known.etag, "If-Modified-Since": known.last_modified}
    return {name: value for name, value in named.items() if value}


async def _within(left: float, whole: float, address: str, work: Callable[[Callable[[], None]], Awaitable[ResultT]]) -> ResultT:
    """What comes of `work` within `left` of the `whole` time; it is given what grants it the whole anew."""
    try:
        async with asyncio.timeout(max(left, 0)) as deadline:
            return await work(lambda: deadline.reschedule(asyncio.get_running_loop().time() + whole))
    except TimeoutError as error:
        raise CollectError(address, f"took longer than {whole:g} seconds", retry=True) from error


def _next(at: str, location: str | None, address: str) -> str:
    if not location:
        raise CollectError(address, "redirects without saying where to")
    try:
        target = urljoin(at, location.strip())
    except ValueError as error:
        raise CollectError(address, "redirects to what is not an address") from error
    try:
        return checked_address(target, address)
    except CollectError as error:
        raise CollectError(address, f"redirects to what {error.reason}") from error


def _accepted(fetched: Fetched, address: str, known: Response | None) -> Fetched:
    status = fetched.response.status
    if status == 200 or (status == _NOT_MODIFIED and known is not None and (known.etag or known.last_modified)):
        return fetched
    raise _refusal(status, address)


def _refusal(status: int, address: str) -> CollectError:
    if status == 404:
        return CollectError(address, "is not there (status 404)", status=status)
    if status == 410:
        return CollectError(address, "is gone for good (status 410)", status=status)
    if status == 429:
        return CollectError(address, "was asked for too often (status 429)", retry=True)
    if status in (401, 402, 403, 407, 451):
        return CollectError(address, f"is refused by its server (status {status})", status=status)
    if status >= 500:
        return CollectError(address, f"has a server that fails (status {status})", retry=True)
    return CollectError(address, f"is answered with status {status}, not with a page or feed")
