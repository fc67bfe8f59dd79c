"""On whose word a passage stands: the innermost statement that holds it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable

from sitrep.records import Reading, Span

# How far before a passage the statement that holds it may begin, in characters.
_LONGEST = 4000


def holder(reading: Reading) -> Callable[[Span, str | None], str | None]:
    """What finds the innermost statement that holds a passage, by id. Of equals, and where none does, it is the one given."""
    spans = sorted(((part.start, part.end, one) for one in reading.statements for part in one.content), key=lambda held: held[:2])
    starts = [start for start, _, _ in spans]

    def found(passage: Span, told: str | None) -> str | None:
        first, last = bisect_left(starts, passage.start - _LONGEST), bisect_right(starts, passage.start)
        holding = [one for _, end, one in spans[first:last] if passage.end <= end]
        best = max(holding, key=lambda one: (len(one.attribution), one.id == told, one.id), default=None)
        return best.id if best else told

    return found
