"""What is exact by convention and better not left to a network: datelines are no speakers and no content, the outlet is no source."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from sitrep.read.lexicon import words as listed
from sitrep.read.trained.decode import Found, Piece
from sitrep.read.trained.pieces import Words

_PLACE = r"(?:^|\n|[.] )[ \t]*[A-Z][A-Z'’.-]{2,}"
_DATELINE = re.compile(
    # KARACHI, Dec 28 (Norpress) —
    _PLACE
    + r"(?:[ ,/]+[A-Z0-9][\w'’./]*){0,7}?(?:[ ]?\([^)\n]{2,30}\))?[ ]?(?:—|–|--|-)[ ]|"
    # KARACHI: Seven people were killed.
    + _PLACE
    + r"(?: [A-Z][A-Z'’.-]+){0,2}: (?=[^\n]*[a-z][^\n]*[.?!][”\"’')]*\s*(?:\n|$))"
)
_WHEN = listed("time words") | {"on", "in", "at"}
_OPEN = frozenset(["a", "an", "the", "of", "by", "from", "with", "into", "their", "its", "his", "her"])
_OUTLET = re.compile(
    r"(?:(?:our|the (?:paper|newspaper|agency)[’']s)(?: own)? (?:\w+ )?(?:reporters?|correspondents?|staff|team|crew|field officers?)"
    r"|this (?:newspaper|paper|reporter|correspondent|magazine|publication|website|column))\b",
    re.I,
)
_PLAIN = re.compile(
    r"\baccording to\b(?! (?:a |the |our |their |his |her |its )?(?:plans?|schedule|script|taste|need|whether|how))"
    r"|\breportedly\b|\ballegedly\b",
    re.I,
)
_ASIDE = re.compile(r"(?:As (?:I|we|this \w+)\b|As [^,\n]{1,40} (?:here|before)\b|Contrary to what|Unlike what)[^,\n]{0,80}, ", re.I)

REST = 8  # words that may be missing between a content and the comma before its frame


def plain_cues(text: str, words: Words) -> list[Piece]:
    """The words that can be nothing but a cue: "according to" (but not to plan), "reportedly", "allegedly"."""
    found: list[Piece] = []
    for match in _PLAIN.finditer(text):
        first, last = bisect_left(words.starts, match.start()), bisect_left(words.starts, match.end())
        if first < last:
            found.append((first, last))
    return found


def datelines(text: str, words: Words) -> list[Piece]:
    """The words of each dateline."""
    starts = words.starts
    found: list[Piece] = []
    at = 0
    for match in _DATELINE.finditer(text):
        while at < len(starts) and starts[at] < match.start():
            at += 1
        first = at
        while at < len(starts) and starts[at] < match.end():
            at += 1
        if at > first:
            found.append((first, at))
    return found


def settled(text: str, words: Words, found: Sequence[Found]) -> list[Found]:
    """The attributions without datelines in them, and without those to the outlet itself, which speaks in its own voice."""
    lines = datelines(text, words)
    kept: dict[int, Found] = {}
    for number, one in enumerate(found):
        source = text[words.starts[one.source[0]] : words.ends[one.source[1] - 1]] if one.source else ""
        spoken = any(first <= one.cue[0] < last for first, last in lines)
        drawn = (_to_stop(text, words, _to_day(text, words, _to_frame(text, words, one, piece))) for piece in one.content)
        content = tuple(rest for piece in drawn if (rest := _without(piece, lines)))
        if content and not spoken and not (one.outer is None and _OUTLET.fullmatch(source)):
            kept[number] = replace(one, content=content)
    numbers = {old: new for new, old in enumerate(kept)}
    return [replace(one, outer=numbers.get(one.outer) if one.outer is not None else None) for one in kept.values()]


def _to_frame(text: str, words: Words, one: Found, piece: Piece) -> Piece:
    """A content that its frame follows after a comma ("P on Thursday, X said"), drawn out to that comma."""
    frame = min(one.cue[0], one.source[0] if one.source else one.cue[0])
    comma = frame - 1
    while comma > piece[1] and text[words.starts[comma]] in "”\"’'":
        comma -= 1
    if not piece[1] < comma < piece[1] + REST or text[words.starts[comma]] != ",":
        return piece
    between = range(piece[1], comma)
    return (piece[0], comma) if all(text[words.starts[at]].isalnum() for at in between) else piece


def _to_day(text: str, words: Words, piece: Piece) -> Piece:
    """A content that stops before the day at the end of its sentence ("… was hit | on Thursday."), drawn out to the full stop."""
    for end in range(piece[1] + 1, min(piece[1] + 4, len(words))):
        if text[words.starts[end]] in ".?!":
            rest = [text[words.starts[at] : words.ends[at]].lower() for at in range(piece[1], end)]
            return (piece[0], end) if all(word in _WHEN for word in rest) else piece
    return piece


def _to_stop(text: str, words: Words, piece: Piece) -> Piece:
    """A content that ends on an article or preposition ("… the bus terminal a | day earlier,"), drawn out to the next sign."""
    last = piece[1] - 1
    if text[words.starts[last] : words.ends[last]].lower() not in _OPEN:
        return piece
    end = piece[1]
    while end < min(len(words), piece[1] + REST) and text[words.starts[end]].isalnum():
        end += 1
    return (piece[0], end) if end < len(words) and not text[words.starts[end]].isalnum() else piece


def _without(piece: Piece, lines: Sequence[Piece]) -> Piece | None:
    start, end = piece
    for first, last in lines:
        if first < end and start < last:
            start = max(start, last)
    return (start, end) if start < end else None


def aside(text: str, start: int, end: int) -> int:
    """Where the sentence from start to end goes on after an aside about who said it ("As I wrote here, …"); start if it has none."""
    match = _ASIDE.match(text, start, end)
    return match.end() if match else start
