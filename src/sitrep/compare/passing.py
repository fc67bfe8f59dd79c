"""What a document tells in passing: the deed of days before in the last sentence of a report of something else."""

from __future__ import annotations

import re

from sitrep.compare.days import Days, interval
from sitrep.compare.words import stems
from sitrep.records import Event, EventType, Reading

LEAD = 500  # characters that say what a document is about
_LAST = 600  # characters after a deed that can still be its sentence, the last
_FORM = 5  # letters that two forms of a word share
_DEEDS = frozenset((EventType.ASSAULT, EventType.COERCE, EventType.PROTEST))
_SENTENCE_END = re.compile(r"[.!?][”\"’')]*\s+\S|\n\s*\S")


def in_passing(reading: Reading, event: Event, days: Days | None) -> bool:
    """Whether a deed is told in passing: dated (`days`) before the day of publication, past the lead, in the last sentence of a text
    whose headline has none of its words.
    """
    title, text = reading.document.title, reading.document.text
    published = interval(reading.document.published, None)
    if not title or event.type not in _DEEDS or event.trigger.start < LEAD or len(text) - event.trigger.end > _LAST:
        return False
    if days is None or published is None or days[1] >= published[0] or _SENTENCE_END.search(text, event.trigger.end):
        return False
    told = stems(" ".join((event.trigger.text, *(party.span.text for party in (*event.actors, *event.recipients)))))
    return not any(one_word(word, other) for word in told for other in stems(title))


def last_sentence(text: str, at: int) -> int:
    """Where the sentence that holds the offset `at` begins."""
    return max((end.end() - 1 for end in _SENTENCE_END.finditer(text, 0, at)), default=0)


def one_word(first: str, second: str) -> bool:
    """Whether two words are forms of one, as far as their beginnings tell ("march", "marched"; "bomb", "bombing")."""
    short, long = sorted((first, second), key=len)
    return first == second or (len(short) >= _FORM and long.startswith(short))
