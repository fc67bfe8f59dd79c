"""Lines of a fixed width, as mail and print have them, back into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence

_ITEM = re.compile(r"(?:[*•‣▪●–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_MOST = 140


def usual_width(lines: Sequence[str]) -> int:
    """How long the long lines of a text are: a tenth of the lines that hold more than a word or two are as long, or longer."""
    lengths = sorted(len(line) for line in lines if len(line) >= 20)
    return lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0


def goes_on(line: str, following: str, width: int) -> bool:
    """Whether a line only ended because there was no room for the next word. A new item of a list never goes on from what is before."""
    word = following.split(maxsplit=1)
    return bool(word) and not _ITEM.match(following) and len(line.rstrip()) + 1 + len(word[0]) > width


def unwrapped(lines: Sequence[str], *, least: int) -> list[str]:
    """The paragraphs of lines: an empty line parts them, and so does a line that ended although there was room for the next word.

    Lines that are shorter than `least`, or longer than any that were wrapped, stand for themselves.
    """
    width = usual_width(lines)
    wraps = least <= width <= _MOST
    done: list[list[str]] = []
    before = ""
    for line in lines:
        text = " ".join(line.split())
        if text and before and wraps and goes_on(before, text, width):
            done[-1].append(text)
        elif text:
            done.append([text])
        before = text
    return [" ".join(pieces) for pieces in done]
