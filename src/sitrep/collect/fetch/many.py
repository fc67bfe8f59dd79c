"""Many addresses at once, for a program that takes them one after the other."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Thread
from types import TracebackType
from typing import Any, Self, TypeVar

from aiohttp.abc import AbstractResolver

from sitrep.collect.fetch.client import Client, Fetched
from sitrep.collect.fetch.fetcher import Fetcher
from sitrep.collect.web import Fetching, Known, names_archive
from sitrep.errors import CollectError
from sitrep.records import Failure

ResultT = TypeVar("ResultT")

# Looking up a name takes a thread for as long as it takes.
_LOOK_UPS = 16


class Fetches:
    """Fetches in a thread of its own. A context manager: what is still on its way at its end is given up.

    `max_bytes` bounds what an address gives, `max_archive` (default: the same) what one gives that names a web archive.
    `known` gives what was received last from an address; it is called in the thread of the caller. `resolver` makes what looks up
    names (default: the system's).
    """

    def __init__(
        self,
        fetching: Fetching,
        *,
        max_bytes: int,
        max_archive: int | None = None,
        known: Known | None = None,
        resolver: Callable[[], AbstractResolver] | None = None,
    ) -> None:
        self._known, self._at_once = known, fetching.at_once
        self._waiting: deque[Future[Fetched]] = deque()
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(_LOOK_UPS, thread_name_prefix="look-up"))
        self._thread = Thread(target=self._loop.run_forever, name="fetch", daemon=True)
        self._thread.start()

        async def client() -> Client:
            return Client(fetching, max_bytes, max_archive or max_bytes, resolver() if resolver else None)

        self._client = self._submit(client()).result()
        self._fetcher = Fetcher(fetching, self._client)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def in_order(self, addresses: Iterable[str]) -> Iterator[tuple[str, Fetched | Failure]]:
        """Each address with what it gave, in order, while those after it are on their way. What could not be fetched is a Failure.

        At most `at_once` are on their way or wait to be taken, their bodies on the disk; of web archives one, with nothing beside it.
        """
        waiting: deque[tuple[str, Future[Fetched]]] = deque()
        for address in addresses:
            while waiting and (names_archive(address) or names_archive(waiting[0][0])):
                yield self._taken(*waiting.popleft())
            future = self._submit(self._fetcher.fetch(address, self._known(address) if self._known else None))
            self._waiting.append(future)
            waiting.append((address, future))
            if len(waiting) >= self._at_once:
                yield self._taken(*waiting.popleft())
        while waiting:
            yield self._taken(*waiting.popleft())

    def _submit(self, work: Coroutine[Any, Any, ResultT]) -> Future[ResultT]:
        return asyncio.run_coroutine_threadsafe(work, self._loop)

    def _taken(self, address: str, future: Future[Fetched]) -> tuple[str, Fetched | Failure]:
        try:
            fetched = future.result()
            for file in (fetched.body, fetched.sent):
                if file:
                    self._client.hand_over(file)
            return address, fetched
        except CollectError as error:
            return address, error.failure()
        finally:
            self._waiting.remove(future)

    def close(self) -> None:
        """Give up what is on its way, close every connection, end the thread. A look-up of a name that hangs is
        not waited for here, but the program ends no sooner than the system gives it up.
        """
        for future in self._waiting:
            future.cancel()
        self._submit(self._end()).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        others = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)
        await self._client.close()
