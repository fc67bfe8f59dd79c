"""Finding which stretches of a text touch a given one, without looking at all of them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import Generic, TypeVar

ItemT = TypeVar("ItemT")


class Touching(Generic[ItemT]):
    """Items with a start and an end, to be asked for those that touch a stretch. Cost grows with what is found, not with what is kept."""

    def __init__(self, items: Sequence[ItemT], ends: Callable[[ItemT], tuple[int, int]]) -> None:
        self._items = sorted(((*ends(item), index) for index, item in enumerate(items)), key=lambda one: (one[0], -one[1], one[2]))
        self._source = items
        self._starts = [one[0] for one in self._items]
        self._reach = list(accumulate((one[1] for one in self._items), max))

    def indices(self, start: int, end: int) -> list[int]:
        """The indices, in order of position, of the items that share at least one character with start to end."""
        found = []
        at = bisect_left(self._starts, end) - 1
        while at >= 0 and self._reach[at] > start:
            if self._items[at][1] > start:
                found.append(self._items[at][2])
            at -= 1
        return found[::-1]

    def item(self, index: int) -> ItemT:
        """The item of an index."""
        return self._source[index]

    def touching(self, start: int, end: int) -> Iterator[tuple[int, ItemT]]:
        """(index, item) for those items."""
        return ((index, self._source[index]) for index in self.indices(start, end))
