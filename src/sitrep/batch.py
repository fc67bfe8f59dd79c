"""map(function, records): here or in processes, with one signature. Order is kept and at most a few chunks are under way."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from itertools import islice
from typing import TypeVar

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")

CHUNK = 16
SMALL = 64  # below this many items, starting processes costs more than it saves
UNDER_WAY = 8  # items a process that are taken before the first result is waited for
HELD = 64 * 2**20  # weight of what is under way


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


def map_some(
    function: Callable[[ItemT], ResultT],
    items: Iterable[ItemT],
    *,
    wanted: Callable[[ItemT], bool],
    weight: Callable[[ItemT], int],
    workers: int = 0,
) -> Iterator[tuple[ItemT, ResultT]]:
    """Each item with the result of `function` for it, in order: the items that are `wanted` in processes, the others here.

    Processes are started when many are wanted; what is under way is bounded in number and in `weight` (bytes).
    """
    count = workers or os.cpu_count() or 1
    waiting: deque[tuple[ItemT, Future[ResultT] | ResultT]] = deque()
    seen = held = 0
    with ExitStack() as stack:
        pool: ProcessPoolExecutor | None = None
        for item in items:
            far = count > 1 and wanted(item)
            seen += far
            if far and seen > SMALL:
                pool = pool or stack.enter_context(ProcessPoolExecutor(max_workers=count))
                waiting.append((item, pool.submit(function, item)))
            else:
                waiting.append((item, function(item)))
            held += weight(item)
            while waiting and (pool is None or len(waiting) >= UNDER_WAY * count or held > HELD):
                held -= weight(waiting[0][0])
                yield _settled(*waiting.popleft())
        while waiting:
            yield _settled(*waiting.popleft())


def _settled(item: ItemT, result: Future[ResultT] | ResultT) -> tuple[ItemT, ResultT]:
    return item, result.result() if isinstance(result, Future) else result


def batches(items: Iterable[ItemT], size: int, *, weight: Callable[[ItemT], int] | None = None, most: int = 0) -> Iterator[list[ItemT]]:
    """The items in lists of at most `size`; with `weight`, a list also ends with the item that brings it to `most`."""
    batch: list[ItemT] = []
    held = 0
    for item in items:
        batch.append(item)
        held += weight(item) if weight else 0
        if len(batch) == size or (weight and held >= most):
            yield batch
            batch, held = [], 0
    if batch:
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
