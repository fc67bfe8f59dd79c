"""When what a document tells happened: by an event's own date, by the lead, or by an accident's sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.compare.days import Days, gap, interval
from sitrep.compare.kinds import MATERIAL
from sitrep.compare.passing import LEAD
from sitrep.records import Auxiliary, Event, Reading

# A date that covers more days than these says when an age was, not when something happened.
LONGEST = 31
# A happening is news for some days: a date so long before publication is background, unless the event itself carries it.
NEWS_DAYS = 14
WEEK = 7
# "The Gazette reported on Friday": the day of another report, which may tell of anything.
_REPORTED = re.compile(r"\b(?:reported|wrote|published|posted|tweeted)(?: \w+)?(?: (?:on|late|early))? ?$")
# How far a sentence reaches to either side of what triggers an event, in characters.
SENTENCE = 200
SENTENCE_END = re.compile(r"[.!?;]\s|\n")


def event_days(reading: Reading, event: Event) -> Days | None:
    """The days that an event's own date gives; None where it has none, is to come, or is dated by an age."""
    if event.date is None or event.auxiliary is Auxiliary.FUTURE or not 0 <= event.date < len(reading.times):
        return None
    span = interval(reading.times[event.date].start, reading.times[event.date].end)
    if span is None or span[1] - span[0] > LONGEST:
        return None
    # What is threatened, asked for or agreed on is to come; the threat was made before it was printed, if on the next day elsewhere.
    published = interval(reading.document.published, None) if event.type not in MATERIAL else None
    return span if published is None or span[0] <= published[1] + 1 else None


def happening_days(reading: Reading, chief: Event | None, founding: Sequence[Event]) -> Days | None:
    """When it happened, by the chief event's own date, else that of a founding event of its type: arrests come days after a
    bombing, and another paragraph may be about another happening.
    """
    if chief is None:
        return None
    alike = (event for event in founding if event.type is chief.type and not parted(reading, chief, event))
    dated = [days for event in (chief, *alike) if (days := event_days(reading, event)) is not None and not _long_ago(reading, days)]
    if not dated:
        return None
    # "A raid this week … on Saturday": of a time of several days the day that is told within it.
    found = next((days for days in dated[1:] if days[0] == days[1] and gap(days, dated[0]) == 0), dated[0])
    return _told_by(found, interval(reading.document.published, None))


def _long_ago(reading: Reading, days: Days) -> bool:
    """Whether a time of weeks was over long before publication: "the deadliest since May" tells of something else."""
    published = interval(reading.document.published, None)
    return published is not None and days[1] - days[0] > WEEK and published[0] - days[1] > NEWS_DAYS


def accident_days(reading: Reading) -> Days | None:
    """When an accident was: the day in the sentence that gives its dead or injured, where that is in the lead."""
    text = reading.document.text
    for number in (one for one in reading.numbers if one.span.start < LEAD):
        start = max((end.end() for end in SENTENCE_END.finditer(text, 0, number.span.start)), default=0)
        stop = SENTENCE_END.search(text, number.span.end)
        for time in reading.times:
            days = interval(time.start, time.end) if time.mod is None else None
            if days is not None and days[1] - days[0] <= 1 and start <= time.span.start < (stop.start() if stop else len(text)):
                return _told_by(days, interval(reading.document.published, None))
    return None


def _told_by(when: Days, published: Days | None) -> Days:
    """A time of several days ("this week") without those after publication: nobody tells of what has not happened."""
    return when if published is None or when[0] > published[1] else (when[0], min(when[1], published[1] + 1))


def parted(reading: Reading, first: Event, second: Event) -> bool:
    """Whether a paragraph ends between two events."""
    start, end = sorted((first.trigger.start, second.trigger.start))
    return "\n\n" in reading.document.text[start:end]


def lead_days(reading: Reading) -> Days | None:
    """The first day that the lead gives near publication, but as that of a report: when it happened, as far as can be guessed."""
    published = interval(reading.document.published, None)
    for time in sorted(reading.times, key=lambda time: time.span.start):
        days = interval(time.start, time.end)
        if time.span.start > LEAD or time.mod is not None or days is None or days[1] - days[0] > 1:
            continue
        if _REPORTED.search(reading.document.text, max(0, time.span.start - SENTENCE), time.span.start):
            continue
        if published is None or (gap(days, published) <= NEWS_DAYS and days[0] <= published[1]):
            return days
    return None
