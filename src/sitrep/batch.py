"""map(function, records): here or in processes, with one signature. Order is kept and at most a few chunks are under way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

CHUNK = 16
SMALL = 64  # below this many items, starting processes costs more than it saves


def map_records(
    function: Callable[[list[ItemT]], list[ResultT]], items: Iterable[ItemT], *, workers: int = 0, chunk: int = CHUNK
) -> Iterator[ResultT]:
    """The results of `function` over `items`, in their order. It takes up to `chunk` items at a time and gives a result for each.

    `workers` 0 takes one process for each core, 1 works here. `function` must be importable by name and return its errors as values.
    """
    count = workers or os.cpu_count() or 1
    stream = iter(items)
    head = list(islice(stream, SMALL))
    blocks = _chunks(head, stream, chunk)
    if count == 1 or len(head) < SMALL:
        for block in blocks:
            yield from function(block)
        return
    yield from _in_processes(function, blocks, count)


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items in lists of at most `size`."""
    stream = iter(items)
    while batch := list(islice(stream, size)):
        yield batch


def _chunks(head: list[ItemT], rest: Iterator[ItemT], size: int) -> Iterator[list[ItemT]]:
    for start in range(0, len(head), size):
        yield head[start : start + size]
    while block := list(islice(rest, size)):
        yield block


def _in_processes(function: Callable[[list[ItemT]], list[ResultT]], chunks: Iterator[list[ItemT]], workers: int) -> Iterator[ResultT]:
    waiting: deque[Future[list[ResultT]]] = deque()
    with ProcessPoolExecutor(max_workers=workers) as pool:
        for block in chunks:
            waiting.append(pool.submit(function, block))
            if len(waiting) >= 3 * workers:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
