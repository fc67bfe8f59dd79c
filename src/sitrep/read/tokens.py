"""Words, sentences and paragraphs, each with its place in the text.

A small splitter of our own: the offsets must be true for any Unicode text, a newline inside a wrapped line must not end a
sentence, and the time must stay linear on text without a full stop (docs/decisions/0001-own-sentence-splitter.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.read.lexicon import words
from sitrep.records import Span

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}"  # U.S., a.m.
    r"|\b(?:Mr|Mrs|Ms|Dr|Gen|Lt|Col|Maj|Capt|Sgt|Cpl|Brig|Adm|Cmdr|Sen|Rep|Gov|Prof|Rev|St)\."
    r"|\d+(?:[.,:]\d+)*(?:st|nd|rd|th|s)?\b"
    r"|n['’]t\b|['’](?:s|re|ve|ll|d|m)\b"
    r"|\w+?(?=n['’]t\b)"
    r"|\w+(?:[-‐‑&]\w+)*"
    r"|\.\.\.|--|[^\w\s]",
    re.UNICODE,
)
_ABBREVIATIONS = words("abbreviations")
_CLOSERS = "\"'”’»)]"
_END = re.compile(r"[.!?…。؟][.!?…\"'”’»)\]]*(?=\s|$)")
_ANEW = frozenset("\"“'*•-")
# What stands between the cells of a row.
_CELLS = re.compile(r"\S[ \t]*[|│┃][ \t]*\S|^\||\|$|\S\t+\S|\S {3,}\S.* {3,}\S")
_BREAK = re.compile(r"\n[ \t\r]*\n\s*")
MAX_SENTENCE = 4000  # code points; a longer run is cut at white space, so that one endless sentence cannot cost quadratic time


@dataclass(slots=True)  # not frozen: a text has thousands, and to make a frozen one takes three times as long
class Token:
    """One word or sign: its offsets, its text and the same in lower case."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of text that holds one sentence, and its tokens."""

    start: int
    end: int
    tokens: tuple[Token, ...]


def span(text: str, start: int, end: int) -> Span:
    """The span from start to end, white space at both ends left out."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start=start, end=end, text=text[start:end])


def tokens(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """The tokens of text[start:end]."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return tuple([Token(*match.span(), word := match[0], word.lower().replace("’", "'")) for match in found])


def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a text, in order."""
    return tuple(Sentence(start, end, tokens(text, start, end)) for start, end in sentence_spans(text))


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """The offsets of each sentence, without the white space around it."""
    for start, end in _paragraphs(text):
        for left, right in _split(text, start, end):
            trimmed = span(text, left, right)
            if trimmed.text:
                yield from _bounded(text, trimmed.start, trimmed.end)


def _bounded(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + MAX_SENTENCE)
        cut = cut if cut > start else start + MAX_SENTENCE
        yield start, cut
        start = cut + 1 if text[cut : cut + 1] == " " else cut
    if start < end:
        yield start, end


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        yield start, match.start()
        start = match.end()
    yield start, len(text)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    at = start
    for match in _END.finditer(text, start, end):
        if _ends_sentence(text, match.start(), match.end(), end):
            yield from _lines(text, at, match.end())
            at = match.end()
    yield from _lines(text, at, end)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut where a line that does not end like a wrapped one (a headline) is followed by a line that begins anew, and after the row of a
    table.
    """
    at = start
    for match in re.finditer(r"\n[ \t]*(?=\S)", text[start:end]):
        cut = start + match.start()
        line = text[at:cut].rsplit("\n", 1)[-1].strip()
        anew = text[start + match.end()] in _ANEW or "A" <= text[start + match.end()] <= "Z"
        headline = anew and len(line) < 60 and not line.endswith((",", ";", "-", "–"))
        if line and (headline or _CELLS.search(line)):
            yield at, cut
            at = cut
    yield at, end


def _ends_sentence(text: str, sign: int, after: int, end: int) -> bool:
    """Whether the sign at `sign` (with closing marks to `after`) ends a sentence rather than an abbreviation or an initial."""
    rest = text[after : min(after + 40, end)].lstrip()
    if not rest:
        return True
    if text[sign] == ".":
        word = re.search(r"[\w.]*$", text[max(0, sign - 12) : sign])
        last = word[0].lower() if word else ""
        initial = len(last) == 1 and last.isalpha() and text[sign - 1].isupper() and last != "i"
        if (last in _ABBREVIATIONS or initial or re.fullmatch(r"(?:[a-z]\.)+[a-z]", last)) and not _closed(text, sign, after):
            return last in {"u.s", "u.k", "u.n", "a.m", "p.m", "inc", "ltd", "co", "corp", "etc"} and _begins_anew(rest)
    opening = rest[0] in "\"“'‘«([" or rest[0].isdigit()
    return opening or not rest[0].islower()


def _closed(text: str, sign: int, after: int) -> bool:
    return any(character in _CLOSERS for character in text[sign + 1 : after])


def _begins_anew(rest: str) -> bool:
    first = re.match(r"[\"“']?(The|A|An|He|She|It|They|In|On|But|And|This|That|However|According)\b", rest)
    return first is not None
