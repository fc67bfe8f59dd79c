"""The two passages that show a bond: what one document has, and what the other has against it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sitrep.compare.bonds import Bond
from sitrep.compare.witnesses import Voice
from sitrep.compare.words import RUN, matches
from sitrep.records import EdgeKind, Reading, Span, Statement

LONGEST = 280
# How far into two texts what they share is looked for, in words.
_WORDS = 2000
_AROUND = 90
_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’)]*\s+|\n+")

Word = tuple[str, int, int]


def passages(bond: Bond, voices: Sequence[Voice], readings: Sequence[Reading]) -> tuple[Span | None, Span | None]:
    """A passage of the document of each of a bond's voices; None where it has no text."""
    first, second = voices[bond.first], voices[bond.second]
    one, two = readings[first.member], readings[second.member]
    if bond.kind is EdgeKind.COPY or bond.kind is EdgeKind.CANONICAL:
        found = _shared_run(one.document.text, two.document.text)
        if found:
            return found
    if bond.shared:
        return _around(one.document.text, bond.shared), _around(two.document.text, bond.shared)
    return _said(first, one), _said(second, two)


def _said(voice: Voice, reading: Reading) -> Span | None:
    """The statement by which a voice's account is carried, with the words that attribute it; else how the text begins."""
    held = set(voice.statements)
    carried = [statement for statement in reading.statements if statement.id in held and statement.content]
    named = (statement for statement in carried if not voice.own and _is(voice, statement))
    statement = next(named, None) or next((one for one in carried if one.id == voice.statements[0]), None) or next(iter(carried), None)
    text = reading.document.text
    if statement is None:
        return _clipped(text, 0, len(_SENTENCE.split(text.lstrip(), maxsplit=1)[0]) if text.strip() else 0)
    start, end = statement.content[0].start, statement.content[-1].end
    for span in (part for link in statement.attribution for part in (link.source, link.cue) if part is not None):
        if span.end > start - LONGEST and span.start < end + LONGEST:
            start, end = min(start, span.start), max(end, span.end)
    return _clipped(text, start, end)


def _is(voice: Voice, statement: Statement) -> bool:
    """Whether a statement is attributed to a voice by name."""
    names = {voice.name, *voice.also}
    return any(link.name in names or (link.source is not None and link.source.text in names) for link in statement.attribution)


def _clipped(text: str, start: int, end: int) -> Span | None:
    """A stretch of a text without the blanks at its ends, cut at a word where it is long."""
    if end - start > LONGEST:
        space = text.rfind(" ", start + LONGEST // 2, start + LONGEST)
        end = space if space > 0 else start + LONGEST
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end, text=text[start:end]) if end > start else None


def _shared_run(first: str, second: str) -> tuple[Span | None, Span | None] | None:
    """The longest run of words that two texts share, in each of them; None where they share none of five words."""
    one, two = _split(first), _split(second)
    places: dict[tuple[str, ...], int] = {}
    for at in range(len(one) - RUN + 1):
        places.setdefault(tuple(word for word, _, _ in one[at : at + RUN]), at)
    best = (0, 0, 0)
    at = 0
    while at <= len(two) - RUN:
        begin = places.get(tuple(word for word, _, _ in two[at : at + RUN]))
        length = 0
        if begin is not None:
            length = RUN
            while begin + length < len(one) and at + length < len(two) and one[begin + length][0] == two[at + length][0]:
                length += 1
            best = max(best, (length, -at, begin))
        at += max(1, length - RUN + 1)
    length, start, begin = best[0], -best[1], best[2]
    if not length:
        return None
    spans = ((first, one[begin][1], one[begin + length - 1][2]), (second, two[start][1], two[start + length - 1][2]))
    return _clipped(*spans[0]), _clipped(*spans[1])


@lru_cache(maxsize=1 << 10)
def _split(text: str) -> tuple[Word, ...]:
    return tuple(matches(text, _WORDS))


def _around(text: str, words: str) -> Span | None:
    """The words and what stands around them, up to the ends of the sentence."""
    wanted = words.split(" ")
    split = _split(text)
    folded = [word for word, _, _ in split]
    at = next((at for at in range(len(folded) - len(wanted) + 1) if folded[at : at + len(wanted)] == wanted), None)
    if at is None:
        return _clipped(text, 0, LONGEST)
    start, end = split[at][1], split[at + len(wanted) - 1][2]
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    return _clipped(text, start - len(_SENTENCE.split(before)[-1]), end + len(_SENTENCE.split(after)[0]))
