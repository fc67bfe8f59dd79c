"""Quotations to their end: a sentence inside a quotation whose speaker is known is that speaker's too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sitrep.read.quotes import Marks, Quote
from sitrep.read.tokens import Sentence
from sitrep.read.trained.decode import Found, Piece
from sitrep.read.trained.pieces import Words


def spread(text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], marks: Marks) -> list[Found]:
    """The attributions with what their quotations go on to say, also in the next paragraph where the mark is repeated."""
    out = list(found)
    taken = bytearray(len(words))
    for one in out:
        for start, end in (*one.content, one.cue, *([one.source] if one.source else [])):
            taken[start:end] = b"\x01" * (end - start)
    speakers: dict[Quote, int] = {}
    for number, one in enumerate(out):
        for start, end in one.content:
            for quote in marks.touching(words.starts[start], words.ends[end - 1]):
                _claim(speakers, out, quote, number)
    for sentence in sentences:
        for quote in marks.touching(sentence.start, sentence.end):
            if quote.inner:
                continue
            speaker = speakers.get(quote)
            before = marks.before(quote)
            if speaker is None and before in speakers and before is not None and _runs_on(text, before, quote):
                speaker = speakers[quote] = speakers[before]
            piece = _words(words, max(sentence.start, quote.start), min(sentence.end, quote.end))
            if speaker is not None and piece[0] < piece[1] and not any(taken[slice(*piece)]):
                taken[slice(*piece)] = b"\x01" * (piece[1] - piece[0])
                out[speaker] = replace(out[speaker], content=tuple(sorted((*out[speaker].content, piece))))
    return out


def _claim(speakers: dict[Quote, int], found: Sequence[Found], quote: Quote, number: int) -> None:
    """A quotation is the outermost one's of those whose content touches it."""
    held = speakers.get(quote)
    if held is None or found[held].outer == number:
        speakers[quote] = number


def _runs_on(text: str, first: Quote, second: Quote) -> bool:
    """Whether a quotation left open at the end of its paragraph is taken up by the next paragraph's opening mark."""
    return first.end == first.outer_end and not text[first.outer_end : second.outer_start].strip()


def _words(words: Words, start: int, end: int) -> Piece:
    return bisect_right(words.ends, start), bisect_left(words.starts, end)
