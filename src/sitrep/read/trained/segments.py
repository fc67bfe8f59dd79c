"""Long documents in segments, so that what the encoder gives out is held for a segment and not for a document."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep.read.tokens import Sentence
from sitrep.read.trained.pieces import Words

LARGEST = 12_000  # words of a segment; nearly every article is shorter


@dataclass(frozen=True, slots=True)
class Segment:
    """Some sentences of a text and its words there; offsets are into the whole text."""

    sentences: Sequence[Sentence]
    words: Words


def segments(sentences: Sequence[Sentence], words: Words, largest: int = LARGEST) -> Iterator[Segment]:
    """The segments of a text: as many whole sentences as fit."""
    begin, start = 0, 0
    for at, sentence in enumerate(sentences):
        end = bisect_left(words.starts, sentence.end)
        last = at + 1 == len(sentences)
        if last or bisect_left(words.starts, sentences[at + 1].end) - start > largest:
            end = len(words) if last else end
            yield Segment(sentences[begin : at + 1], _part(words, start, end))
            begin, start = at + 1, end


def _part(words: Words, start: int, end: int) -> Words:
    if start == 0 and end == len(words):
        return words
    return Words(words.starts[start:end], words.ends[start:end], words.pieces[start:end], words.forms[start:end], words.hints[start:end])
