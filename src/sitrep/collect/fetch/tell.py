"""Forms sent to one address, as a publisher tells a hub (WebSub, W3C Recommendation of 2018) that feeds have changed.

They go through the same guard as what is fetched: no address inside the network that SitRep runs in, unless it is allowed by name.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from sitrep.collect.fetch.client import BrokenError, Client
from sitrep.collect.fetch.pace import seconds_to_wait
from sitrep.collect.web import Fetching, checked_address
from sitrep.errors import CollectError
from sitrep.records import Failure

_AT_ONCE = 4
_BUSY = frozenset({408, 425, 429, 500, 502, 503, 504})


def tell(address: str, forms: Sequence[Mapping[str, str]], *, fetching: Fetching, seconds: float) -> list[Failure | None]:
    """Send each form to `address` by POST, a few at once; None for each that was taken (any 2xx), else why it was not, in order.

    A server that is busy or breaks off is asked up to `fetching.attempts` times, after waits that double, or as long as it says. One that
    does not answer at all is not asked for the others. All of it ends after `seconds`: what has not been taken by then is a Failure.
    Redirects are not followed, and robots.txt, which is about fetching, is not asked for.
    """
    return asyncio.run(_told(address, forms, fetching, seconds))


async def _told(address: str, forms: Sequence[Mapping[str, str]], fetching: Fetching, seconds: float) -> list[Failure | None]:
    late = Failure(subject=address, reason=f"was not done with after {seconds:g} seconds", retry=True)
    results: list[Failure | None] = [late] * len(forms)
    turns, silent = asyncio.Semaphore(_AT_ONCE), list[Failure]()
    client = Client(fetching, max_bytes=1, max_archive=1)

    async def one(number: int, form: Mapping[str, str]) -> None:
        async with turns:
            if silent:
                results[number] = silent[0]
                return
            try:
                await _taken(client, address, form, fetching)
                results[number] = None
            except CollectError as error:
                results[number] = error.failure()
                silent.extend([error.failure()] if error.status is None else [])

    try:
        async with asyncio.timeout(seconds), asyncio.TaskGroup() as group:
            for number, form in enumerate(forms):
                group.create_task(one(number, form))
    except TimeoutError:
        pass  # what was taken until then stands in the results
    finally:
        await client.close()
    return results


async def _taken(client: Client, address: str, form: Mapping[str, str], fetching: Fetching) -> None:
    """Send one form until it is taken. Raises CollectError when that is given up."""
    to = checked_address(address, address)
    for attempt in range(1, fetching.attempts + 1):
        wait: float | None = None
        try:
            async with asyncio.timeout(fetching.timeout):
                status, header = await client.post(to, address, form)
            if 200 <= status < 300:
                return
            error = CollectError(address, f"answers with status {status}", retry=status in _BUSY, status=status)
            wait = seconds_to_wait(header)
        except TimeoutError:
            error = CollectError(address, f"took longer than {fetching.timeout:g} seconds", retry=True)
        except BrokenError as broken:
            error = broken
        if not error.retry or attempt == fetching.attempts:
            raise error
        await asyncio.sleep(min(fetching.back_off * 2 ** (attempt - 1) if wait is None else wait, fetching.longest_wait))
