"""Quotation marks: which stretches of a text stand in somebody's words.

Straight and typographic double quotes, guillemets, low-high quotes, and single quotes where they cannot be apostrophes. A quotation
that runs over paragraphs repeats its opening mark and closes only at the last one; both halves are found. An unbalanced mark ends
with its paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from sitrep.read.stretches import Touching

_PAIRS = {"“": "”", "«": "»", "„": "“”", '"': '"', "‘": "’", "「": "」"}
_NEAR = 400  # code points within which one quotation can go on from another
_MARK = re.compile(r"[“”«»„\"‘’「」']|\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `start` to `end` without its marks, `outer_start` to `outer_end` with them."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    inner: bool


def quotes(text: str) -> tuple[Quote, ...]:
    """All quotations, outer ones before those inside them, in the order of their opening marks."""
    found: list[Quote] = []
    stack: list[tuple[str, int]] = []
    for match in _MARK.finditer(text):
        mark, at = match[0], match.start()
        if mark[0] == "\n":
            _end_paragraph(stack, found, at)
        elif stack and mark in _closing(stack[-1][0]) and _can_close(text, at, mark):
            _, start = stack.pop()
            found.append(Quote(start + 1, at, start, at + 1, bool(stack)))
        elif len(stack) > 1 and mark in _closing(stack[-2][0]) and _can_close(text, at, mark):
            stack.pop()
            _, start = stack.pop()
            found.append(Quote(start + 1, at, start, at + 1, bool(stack)))
        elif mark in "“«„\"‘'「" and len(stack) < 3 and _can_open(text, at, mark):
            stack.append((mark, at))
    _end_paragraph(stack, found, len(text))
    return tuple(
        sorted((quote for quote in found if text[quote.start : quote.end].strip()), key=lambda quote: (quote.outer_start, -quote.outer_end))
    )


class Marks:
    """The quotations of a text, to be asked which ones a stretch touches or lies in."""

    def __init__(self, text: str) -> None:
        self.all = quotes(text)
        # An index for each depth: quotations of one depth do not overlap, so that asking never walks back over what an outer one holds.
        depths: list[list[Quote]] = []
        around: list[Quote] = []
        for quote in self.all:
            around = [one for one in around if one.outer_end > quote.outer_start]
            while len(depths) <= len(around):
                depths.append([])
            depths[len(around)].append(quote)
            around.append(quote)
        self._depths = [Touching(ones, lambda quote: (quote.outer_start, quote.outer_end)) for ones in depths]

    def touching(self, start: int, end: int) -> list[Quote]:
        """The quotations (marks included) that share a character with start to end, in order."""
        found = [quote for index in self._depths for _, quote in index.touching(start, end)]
        return sorted(found, key=lambda quote: (quote.outer_start, -quote.outer_end)) if len(self._depths) > 1 else found

    def covering(self, start: int, end: int) -> Quote | None:
        """The innermost quotation that holds all of start to end, or None."""
        inside = [quote for quote in self.touching(start, end) if quote.outer_start <= start and quote.outer_end >= end]
        return min(inside, key=lambda quote: quote.outer_end - quote.outer_start, default=None)

    def before(self, quote: Quote) -> Quote | None:
        """The last outer quotation that ends before this one begins."""
        earlier = self.touching(max(0, quote.outer_start - _NEAR), quote.outer_start)
        return next((other for other in reversed(earlier) if not other.inner and other.outer_end <= quote.outer_start), None)


def _closing(opening: str) -> str:
    return "'" if opening == "'" else _PAIRS[opening]


def _can_open(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if not after or (after.isspace() and mark not in "«"):
        return False
    if mark in "'‘" and mark == "'":
        return (not before or before.isspace() or before in '(["“—-') and not after.isdigit()
    return mark not in '"' or not before or not before.isalnum()


def _can_close(text: str, at: int, mark: str) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if mark in "'’":
        return not before.isspace() and not after.isalnum()
    if mark == '"':
        return not after.isalnum() or not before.isspace()
    return True


def _end_paragraph(stack: list[tuple[str, int]], found: list[Quote], at: int) -> None:
    """Close double quotations that the paragraph leaves open (they run on in the next one); drop lone single marks."""
    if stack and stack[0][0] not in "'‘":
        start = stack[0][1]
        found.append(Quote(start + 1, at, start, at, False))
    stack.clear()
