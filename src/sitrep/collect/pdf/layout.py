"""Lines where they stand on pages, into headings and paragraphs: pure, and without what every page repeats."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from sitrep.collect.wrapped import goes_on, usual_width

# How many lines at the top and the foot of a page may be a running head or foot.
_EDGE = 3
_OFTEN = 0.5
_NUMBER = re.compile(
    r"\W*(?:(?:page|p\.?|pg\.?|seite|página|pagina|стр\.?|صفحة)\s*)?(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:/|of|von|de|из|-)\s*\d{1,4})?\W*"
)
_ENDS = re.compile(r"[.!?…:;؟。][\"'”’»)\]]*")
_HYPHEN = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]")
# Words that a line's end may part and that keep their hyphen: what comes before it is whole by itself.
_KEEPS = frozenset({"self", "non", "anti", "ex", "pro", "co", "vice", "cross", "post", "pre", "mid", "counter", "well", "long", "short"})
_LONGEST_HEADING = 300


@dataclass(frozen=True, slots=True)
class Line:
    """A line: where it begins on its page (y grows upwards), and the size of its letters."""

    text: str
    x: float
    y: float
    size: float


def body_lines(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The pages without running heads and feet and page numbers.

    Those are lines at an edge, one after the other from outside, that are numbers, or that say the same, figures aside, at the same
    height on half of the pages.
    """
    seen = Counter(place for page in pages for place in {_place(page[index]) for edge in _edges(page) for index in edge})
    often = max(2, _OFTEN * sum(bool(page) for page in pages))
    kept: list[list[Line]] = []
    for page in pages:
        unwanted: set[int] = set()
        for edge in _edges(page):
            unwanted.update(takewhile(lambda index: _is_number(page[index]) or seen[_place(page[index])] >= often, edge))  # noqa: B023
        rest = [line for index, line in enumerate(page) if index not in unwanted]
        kept.append(rest or [line for line in page if not _is_number(line)])
    return kept


def _edges(page: Sequence[Line]) -> tuple[list[int], list[int]]:
    """The lines that stand highest and lowest on a page, from outside."""
    by_height = sorted(range(len(page)), key=lambda index: page[index].y)
    return by_height[: -_EDGE - 1 : -1], by_height[:_EDGE]


def _place(line: Line) -> tuple[str, int]:
    return _sameness(line.text), round(line.y)


def _is_number(line: Line) -> bool:
    return bool(_NUMBER.fullmatch(line.text.lower()))


def _sameness(text: str) -> str:
    return re.sub(r"\d+", "0", " ".join(text.casefold().split()))


def heading(pages: Sequence[Sequence[Line]]) -> str | None:
    """The first heading: the lines of the largest letters in the upper half of the first page with text, if larger than the body's."""
    first = next((page for page in pages if page), ())
    body = body_size(pages)
    upper = [line for line in first if line.size > 1.15 * body]
    if not upper:
        return None
    largest = max(line.size for line in upper)
    start = next(index for index, line in enumerate(first) if line.size == largest)
    parts: list[str] = []
    for line in first[start:]:
        if line.size != largest or (parts and len(" ".join(parts)) > _LONGEST_HEADING):
            break
        parts.append(line.text)
    text = " ".join(" ".join(parts).split())
    return text if len(text) <= _LONGEST_HEADING and sum(map(str.isalpha, text)) >= 3 else None


def body_size(pages: Sequence[Sequence[Line]]) -> float:
    """The size of most letters."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for line in page:
            sizes[line.size] += len(line.text)
    return max(sizes.items(), key=lambda item: (item[1], -item[0]))[0] if sizes else 0.0


def paragraphs(pages: Sequence[Sequence[Line]]) -> list[str]:
    """Lines put together: a paragraph ends at a gap, an indent, a change of size, or a line with room for the next word."""
    lines = [line for page in pages for line in page]
    width = usual_width([line.text for line in lines])
    leading = _leading(pages)
    done: list[list[str]] = []
    before: Line | None = None
    for page in pages:
        for number, line in enumerate(page):
            text = " ".join(line.text.split())
            if before is not None and done and _continues(before, line, width, leading, turned=not number):
                _join(done[-1], text)
            else:
                done.append([text])
            before = line
    return ["".join(pieces) for pieces in done]


def _leading(pages: Sequence[Sequence[Line]]) -> float:
    """The usual distance from line to line, in sizes of letters."""
    steps: Counter[float] = Counter()
    for page in pages:
        for above, below in pairwise(page):
            if above.size == below.size > 0 and 0 < above.y - below.y < 3 * above.size:
                steps[round((above.y - below.y) / above.size, 1)] += 1
    return max(steps.items(), key=lambda item: (item[1], -item[0]))[0] if steps else 1.2


def _continues(before: Line, line: Line, width: int, leading: float, *, turned: bool) -> bool:
    """Whether a line goes on with the paragraph of the line before; `turned`: it is the first of its page."""
    if abs(before.size - line.size) > 0.1 * max(before.size, line.size, 1):
        return False
    if _HYPHEN.search(before.text[-40:]) and _HYPHEN.fullmatch(before.text.split()[-1]) and line.text[:1].islower():
        return True
    step = before.y - line.y
    if turned or step < -0.5 * line.size:  # the next page or column: what goes on there began in the middle of a sentence
        return not _ENDS.search(before.text[-3:]) and (line.text[:1].islower() or goes_on(before.text, line.text, _narrower(width)))
    if abs(step) <= 0.5 * line.size:
        return True  # the same line, drawn in pieces
    if step > (leading + 0.35) * line.size:
        return False
    if line.x > before.x + 0.8 * line.size and _ENDS.search(before.text[-3:]):
        return False
    return goes_on(before.text, line.text, _narrower(width)) or (line.text[:1].islower() and not _ENDS.search(before.text[-3:]))


def _narrower(width: int) -> int:
    """Letters have many widths, so that lines as long as each other have more or fewer of them."""
    return int(0.85 * width)


def _join(pieces: list[str], text: str) -> None:
    """Add a line to the pieces of a paragraph, a word that was parted between them whole."""
    last = pieces[-1].rsplit(maxsplit=1)[-1] if pieces[-1].strip() else ""
    if _HYPHEN.fullmatch(last) and text[:1].islower() and last[:-1].casefold() not in _KEEPS:
        pieces[-1] = pieces[-1][:-1]
        pieces.append(text)
    elif last.endswith(("-", "\u2010")) and len(last) > 1:
        pieces.append(text)
    else:
        pieces.append(f" {text}")
