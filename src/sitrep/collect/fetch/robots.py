"""robots.txt: what a site lets programs fetch (RFC 9309)."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from sitrep.collect.fetch.client import BrokenError, Fetched
from sitrep.errors import CollectError

# "Crawlers SHOULD process at least 500 kibibytes" (section 2.5); what stands beyond is not read.
MOST_BYTES = 512 * 1024

Get = Callable[[str], Awaitable[Fetched]]


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one site said. `parsed` None: everything is allowed; `error`: why nothing is, in this run."""

    parsed: Protego | None = None
    error: CollectError | None = None


class Robots:
    """The rules of sites, each asked for once. `get` follows redirects and gives any answer, or raises CollectError."""

    def __init__(self, user_agent: str, get: Get) -> None:
        # Rules name a program by its first word.
        found = re.match(r"[A-Za-z_-]+", user_agent)
        self._agent = found.group(0) if found else user_agent
        self._get = get
        self._sites: dict[str, _Rules] = {}

    async def check(self, address: str, subject: str) -> float | None:
        """The pause in seconds that a site asks for between requests, if it does. Raises CollectError where it forbids the address."""
        parts = urlsplit(address)
        site = f"{parts.scheme}://{parts.netloc}".lower()
        if site not in self._sites:
            try:
                self._sites[site] = await self._asked(site)
            except BrokenError as error:
                raise BrokenError(subject, error.reason, retry=True) from error
        rules = self._sites[site]
        if rules.error:
            raise CollectError(subject, rules.error.reason, retry=rules.error.retry)
        if rules.parsed is None:
            return None
        if not rules.parsed.can_fetch(address, self._agent):
            raise CollectError(subject, "may not be fetched: the site's robots.txt forbids it")
        delay = rules.parsed.crawl_delay(self._agent)
        return float(delay) if delay else None

    async def _asked(self, site: str) -> _Rules:
        """No file (4xx) allows everything; a server that cannot say (5xx, no answer) forbids it until it can (section 2.3.1)."""
        address = f"{site}/robots.txt"
        try:
            fetched = await self._get(address)
        except CollectError as error:
            if isinstance(error, BrokenError):
                raise
            return _Rules(error=error)
        status = fetched.response.status
        if status == 429 or status >= 500:
            return _Rules(error=CollectError(address, f"has a site whose robots.txt cannot be had now (status {status})", retry=True))
        if fetched.body is None:
            return _Rules()
        with fetched.body as body:
            return _Rules(parsed=Protego.parse(body.read().decode("utf-8-sig", "replace")))
