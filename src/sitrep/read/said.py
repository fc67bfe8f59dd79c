"""What both readers need to make a statement: its id, its voice, what a sentence leaves for the document's own voice, reposts."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.read.lexicon import AUXILIARIES
from sitrep.read.lexicon import words as words_of
from sitrep.read.phrases import Stretch, content_end
from sitrep.read.quotes import Marks, Quote
from sitrep.read.tokens import Sentence, Token, span
from sitrep.records import Act, Link, Span, Voice, make_id

_IRREGULAR = words_of("irregular past")
_OWN_MIN_WORDS = 4
_SHORT_QUOTE = 5  # words; a shorter quotation without a speaker is a turn of phrase, not somebody's statement
DEEPEST = 8  # links of a chain
_REPOST = re.compile(r"\s*(?:(?P<cue>Forwarded from|Reposted from|RT(?=\s+@))\s+@?(?P<from>[^\n:,.]{2,80}))[\n:,.]")


def statement_id(document: str, content: Sequence[Span], links: Sequence[Link]) -> str:
    """The id of a statement: hash of its document, its content and the places of its links."""
    sources = ";".join(f"{link.source.start if link.source else ''}:{link.cue.start if link.cue else ''}" for link in links)
    return make_id("st", document, "statement", *(f"{one.start}-{one.end}" for one in content), sources)


def voice(marks: Marks, content: Sequence[Span], links: Sequence[Link]) -> Voice:
    """The form of the nearest source's words: direct in quotation marks, mixed in part, indirect; own without a source."""
    if not links:
        return Voice.OWN
    held = [marks.covering(one.start, one.end) is not None for one in content]
    if all(held):
        return Voice.DIRECT
    touched = any(marks.touching(one.start, one.end) for one in content)
    return Voice.MIXED if touched else Voice.INDIRECT


def rests(tokens: Sequence[Token], taken: Sequence[bool]) -> list[Stretch]:
    """The clauses of a sentence that are not taken up by an attribution and that can stand alone."""
    found: list[Stretch] = []
    at = 0
    while at < len(tokens):
        if taken[at]:
            at += 1
            continue
        end = at
        while end < len(tokens) and not taken[end] and tokens[end].text != ";":
            end += 1
        _add_rest(tokens, at, end, found)
        at = end + 1
    return found


def _add_rest(tokens: Sequence[Token], start: int, end: int, found: list[Stretch]) -> None:
    while start < end and (not tokens[start].text[:1].isalnum() or tokens[start].lower in {"and", "but", "while", "which", "that"}):
        start += 1
    end = max(start, content_end(tokens, end))
    words = [token for token in tokens[start:end] if token.text[:1].isalnum()]
    verb = any(token.lower in AUXILIARIES or token.lower in _IRREGULAR or token.lower.endswith("ed") for token in words)
    if len(words) >= _OWN_MIN_WORDS and verb:
        found.append((start, end))


def reposted(text: str) -> tuple[Link, ...]:
    """The channel that a message was forwarded from, as the link under everything that it says."""
    match = _REPOST.match(text)
    if match is None:
        return ()
    source, cue = span(text, match.start("from"), match.end("from")), span(text, match.start("cue"), match.end("cue"))
    return (Link(source=source, cue=cue, act=Act.REPORT),)


def unclaimed(marks: Marks, sentence: Sentence) -> tuple[Link, ...]:
    """The chain of a sentence that stands wholly in quotation marks, with no speaker to be found: somebody's words, nobody's name."""
    quote = marks.covering(sentence.start, sentence.end - 1)
    words = sum(token.text[:1].isalnum() for token in sentence.tokens)
    return (Link(source=None, cue=None),) if quote and words > _SHORT_QUOTE else ()


def runs_on(text: str, first: Quote, second: Quote) -> bool:
    """Whether a quotation left open at the end of its paragraph is taken up by the next paragraph's opening mark."""
    return first.end == first.outer_end and not text[first.outer_end : second.outer_start].strip()
