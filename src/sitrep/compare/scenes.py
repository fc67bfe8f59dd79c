"""Which events of a document are of the scene of its happening, where a text goes on to tell of other scenes.

A round-up of a day's war tells of one attack after another. Where it has turned to another place or day, what has no place of its own is
told of that other scene, until something leads back: the first place named again, the same toll, the same target, who struck first, or
"the attack".
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.compare.dating import SENTENCE_END, event_days
from sitrep.compare.days import Days, gap
from sitrep.compare.kinds import TOLL_ROLES
from sitrep.compare.passing import LEAD
from sitrep.compare.places import Relation, fineness, relation
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold, rarity, stems
from sitrep.records import Auxiliary, Event, Party, Place, Precision, Reading

# Events of one happening are told with dates no farther apart than this.
NEXT_DAYS = 2
# A word at least so rare tells one target from others: a school, a convoy, a market; not "civilians".
_TELLING = 4.5
_POINTING = re.compile(r"\b(?:the|this|that|these|those|both|such)(?: (?!an?\b)[\w-]+){0,2} ?$", re.I)
_OF_ANOTHER = re.compile(r"\s(?:of|on|against|in|at|near|by)\s", re.I)
_BEFORE = 40  # characters before a trigger in which an article stands
_LONGEST = 1000  # characters before a trigger in which its sentence begins


@dataclass(frozen=True, slots=True)
class _Marks:
    """By what an act is known again: its tolls, and the telling words for who struck and what was struck."""

    tolls: frozenset[tuple[str, float]]
    parties: frozenset[str]


def strayed(reading: Reading, chief: Event, here: Place | None, when: Days | None) -> set[str]:
    """The events told of another scene than that of `chief`, which was at `here` and on `when` (None where not known), by id."""
    marks = _marks(chief)
    found = _quarters(reading, chief)
    places = sorted(reading.places, key=lambda place: place.span.start)
    starts = [place.span.start for place in places]
    away = False
    for sentence, group in _sentences(reading):
        if chief in group or any(_leads_back(reading, event, here, marks) for event in group):
            away = False
        elif any(_acts_alike(chief, event) for event in group):
            named = places[bisect_left(starts, sentence.start) : bisect_left(starts, sentence.stop)]
            away = away or _set_elsewhere(named, here) or any(_elsewhere(reading, chief, event, here, when) for event in group)
        found |= {event.id for event in group if away or (event is not chief and _elsewhere(reading, chief, event, here, when))}
    return found


def _quarters(reading: Reading, chief: Event) -> set[str]:
    """The events that follow one elsewhere and are at places that nothing is known of: the quarters of that other town."""
    found: set[str] = set()
    elsewhere = False
    for event in sorted(reading.events, key=lambda event: (event.trigger.start, event.id)):
        place = place_of(reading, event)
        how = relation(place_of(reading, chief), place)
        if how is not Relation.UNKNOWN:
            elsewhere = how is Relation.FAR
        elif elsewhere and place is not None:
            found.add(event.id)
    return found - {chief.id}


def _sentences(reading: Reading) -> list[tuple[slice, list[Event]]]:
    """The sentences of a document in which events are told, each with them, in the order of the text."""
    groups: list[tuple[slice, list[Event]]] = []
    text, end = reading.document.text, -1
    for event in sorted(reading.events, key=lambda event: (event.trigger.start, event.id)):
        start = event.trigger.start
        if start >= end:
            stop = SENTENCE_END.search(text, event.trigger.end)
            end = stop.start() if stop else len(text)
            before = SENTENCE_END.split(text[max(0, start - _LONGEST) : start])[-1]
            groups.append((slice(start - len(before), end), []))
        groups[-1][1].append(event)
    return groups


def _set_elsewhere(named: Sequence[Place], here: Place | None) -> bool:
    """Whether all towns and provinces of the country that a sentence names are other ones."""
    near = [place for place in named if here is not None and place.country == here.country and fineness(place) > 1]
    return bool(near) and all(relation(here, place) is Relation.FAR for place in near)


def place_of(reading: Reading, event: Event) -> Place | None:
    """Where an event was, if its reading says."""
    return reading.places[event.place] if event.place is not None and 0 <= event.place < len(reading.places) else None


def _acts_alike(chief: Event, event: Event) -> bool:
    """Whether an event is an act of the chief one's type that took place: what is planned or denied moves no scene."""
    return event.type is chief.type and event.auxiliary in (None, Auxiliary.HISTORICAL)


def _elsewhere(reading: Reading, chief: Event, event: Event, here: Place | None, when: Days | None) -> bool:
    """Whether an act of the chief one's type is told to have been at another place or on another day."""
    if not _acts_alike(chief, event):
        return False
    days = event_days(reading, event)
    other_day = when is not None and days is not None and gap(days, when) > NEXT_DAYS
    return other_day or relation(here, place_of(reading, event)) is Relation.FAR


def _leads_back(reading: Reading, event: Event, here: Place | None, marks: _Marks) -> bool:
    """Whether an event is plainly of the chief one's scene: by place, toll, whom it struck, or as "the attack"."""
    place = place_of(reading, event)
    how = relation(here, place)
    if how in (Relation.SAME, Relation.NEAR):
        return True
    if how is Relation.WITHIN and place is not None and here is not None and Precision.COUNTRY not in (place.precision, here.precision):
        return True
    if how is Relation.FAR:
        return False
    struck = _words(event.recipients)
    return bool(marks.tolls & _tolls(event) or struck & marks.parties or _points_back(reading, event))


def _tolls(event: Event) -> set[tuple[str, float]]:
    return {(one.role.value, one.low) for one in event.quantities if one.role in TOLL_ROLES and one.low is not None and one.low > 1}


def _marks(chief: Event) -> _Marks:
    return _Marks(frozenset(_tolls(chief)), _words((*chief.recipients, *chief.actors)))


def _words(parties: Sequence[Party]) -> frozenset[str]:
    """The telling words for some parties."""
    words = (word for party in parties for word in stems(party.span.text))
    return frozenset(word for word in words if rarity(word) >= _TELLING)


def _points_back(reading: Reading, event: Event) -> bool:
    """Whether an event is spoken of as known ("the attack"), and not as that on somebody else ("the bombing of the bridge")."""
    text = reading.document.text
    before = text[max(0, event.trigger.start - _BEFORE) : event.trigger.start]
    word = "".join(fold(event.trigger.text).split()[-1:])
    if word not in wordlist("deeds") or word.endswith("ed"):  # "the rebels attacked"
        return False
    return _POINTING.search(before) is not None and _OF_ANOTHER.match(text, event.trigger.end) is None


def told_of(reading: Reading, events: Sequence[Event], here: Place | None) -> list[Event]:
    """Of the events of a happening at `here`, in their order, those in the lead and those that lead back to the first of them."""
    if not events:
        return []
    marks = _marks(events[0])
    return [event for event in events if event.trigger.start < LEAD or _leads_back(reading, event, here, marks)]


def scene(chief: Event, reading: Reading, main: Place | None) -> Place | None:
    """Where the chief event was: its own place, unless that is a country and what the document speaks of most is finer and in it."""
    own = place_of(reading, chief)
    if own is None or main is None:
        return own or main
    return main if fineness(own) == 0 and fineness(main) > 0 and relation(own, main) is Relation.WITHIN else own
