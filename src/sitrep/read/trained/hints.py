"""What the list of event words says of each word of a text: an input of the event heads, which may follow it or not."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from sitrep.read.plover import triggers
from sitrep.read.promises import meant
from sitrep.read.tokens import Sentence
from sitrep.read.trained.labels import TYPE_MODES
from sitrep.read.trained.pieces import Words

_NUMBERS = {(kind, mode): number for number, (kind, mode) in enumerate(TYPE_MODES, 1)}
HINTS = 1 + len(TYPE_MODES)


def hinted(words: Words, sentences: Iterable[Sentence]) -> Words:
    """The words with a hint each: 0, or 1 + the number (in TYPE_MODES) of the type and mode that data/events.tsv gives the word there."""
    found = [0] * len(words)
    for sentence in sentences:
        for trigger in triggers(sentence.tokens):
            word = meant(sentence.tokens, trigger)
            number = _NUMBERS.get((word.type.value, word.mode)) or _NUMBERS[word.type.value, None]
            start, end = sentence.tokens[trigger.start].start, sentence.tokens[trigger.end - 1].end
            for at in range(bisect_right(words.ends, start), bisect_left(words.starts, end)):
                found[at] = number
    return replace(words, hints=found)
