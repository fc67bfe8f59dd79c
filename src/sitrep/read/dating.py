"""Dates that cannot be an event's: of days that do not exist, or that had not come when the text was published. Why is said."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache

from sitrep.read.linking import Context
from sitrep.read.times import not_dates
from sitrep.read.tokens import Sentence
from sitrep.records import Auxiliary, Event, EventType, Time

# Deeds are told when they are done. What is said, agreed or arranged may bear the date of what it is about: a strike is called for a day.
_DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.RETREAT, EventType.AID})
_NOT_YET = frozenset({Auxiliary.FUTURE, Auxiliary.HYPOTHETICAL})
# The day of publication may be a day behind that of the place, and is a month or a year where no more is known.
_SLACK = timedelta(days=1)


def dated(known: Context, sentence: Sentence, event: Event, time: Time | None) -> Event:
    """The event without a date that it cannot have, `undated` saying why; events to come keep theirs. `time` is its date."""
    if time is None:
        if wrong := _no_day(known, sentence):
            return replace(event, undated=f"“{wrong}” is no date: not taken")
        of_no_year = _without_year(known, sentence)
        why = f"“{of_no_year}” is of no known year, as the text has no date of publication: not taken"
        return replace(event, undated=why) if of_no_year else event
    if event.type not in _DEEDS or event.auxiliary in _NOT_YET or not _after(time, known.published):
        return event
    why = f"“{time.span.text}” is after publication ({(known.published or '')[:10]}): not taken"
    return replace(event, date=None, undated=why)


def _no_day(known: Context, sentence: Sentence) -> str | None:
    """What looks like a date in the sentence and is none, where it has one such."""
    said = known.text[sentence.start : sentence.end]
    return _only_wrong(said, known.published) if any(sign.isdigit() for sign in said) else None


@lru_cache(maxsize=256)  # a sentence often tells several events
def _only_wrong(said: str, published: str | None) -> str | None:
    found = not_dates(said, published)
    return found[0].text if len(found) == 1 else None


def _without_year(known: Context, sentence: Sentence) -> str | None:
    """The day in the sentence that names no year, where nothing tells the year: not even when the text was published."""
    if known.published:
        return None
    times = (time for _, time in known.times.touching(sentence.start, sentence.end))
    return next((time.span.text for time in times if time.start is None and time.value.startswith("XXXX-")), None)


def _after(time: Time, published: str | None) -> bool:
    """Whether all of a time lies after all of what is known of the publication."""
    try:
        begin = date.fromisoformat((time.start or "")[:10])
        return begin > date.fromisoformat((published or "")[:10]) + _SLACK
    except (ValueError, OverflowError):
        return False
