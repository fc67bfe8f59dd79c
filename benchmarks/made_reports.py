"""Reports of invented attacks: three to an attack, with places, days, types, tolls and words drawn so that common ones are common and rare
ones rare (Zipf's law). `reading` gives one as if it had been read; `past` gives many as if they had been compared and weighed too, quickly.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import combinations
from typing import NamedTuple

from sitrep import compare, weigh
from sitrep.compare.keys import keys
from sitrep.compare.words import salient, sketch
from sitrep.records import (
    Act,
    Document,
    Event,
    EventType,
    Incident,
    Likeness,
    Link,
    Place,
    Precision,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Telling,
    Time,
    TimeType,
    make_id,
)

# Reports of an attack.
REPORTS = 3
_WORDS = 60_000
_TOWNS = 3_000
_COUNTRIES = 40
_OUTLETS = 500
_FIRST = date(2015, 1, 1)
_TYPES = (EventType.ASSAULT, EventType.ASSAULT, EventType.PROTEST, EventType.COERCE, EventType.MOBILIZE)
_SPEAKERS = ("The police", "A doctor", "The mayor")
_SYLLABLES = [first + vowel for first in "bcdfghklmnprstvz" for vowel in "aeiou"]


@dataclass(frozen=True, slots=True)
class Spread:
    """How reports lie in time: over so many `years`; or, where `per_day` is given, so many a day, one day after the other."""

    years: int = 8
    per_day: int = 0

    def day(self, number: int, chance: random.Random) -> date:
        """The day of the attack that a report tells of."""
        ahead = number // self.per_day if self.per_day else chance.randrange(365 * self.years)
        return _FIRST + timedelta(days=ahead)


@cache
def _name(number: int, length: int) -> str:
    """A made word that stands for a number."""
    made = []
    for _ in range(length):
        number, syllable = divmod(number, len(_SYLLABLES))
        made.append(_SYLLABLES[syllable])
    return "".join(made)


def _zipf(chance: random.Random, size: int) -> int:
    """A rank below `size`, common ones often (log-uniform: Zipf's law with exponent 1)."""
    return int(size ** chance.random()) - 1


def reading(number: int, spread: Spread) -> Reading:
    """The reading of a report of an invented attack; three in a row are of one attack."""
    attack = random.Random(number // REPORTS)
    town, day = _zipf(attack, _TOWNS), spread.day(number // REPORTS * REPORTS, attack)
    dead, words = attack.randint(1, 60), [_name(_zipf(attack, _WORDS), 4) for _ in range(30)]
    own = random.Random(-number)
    told = own.sample(words, 20) + [_name(_zipf(own, _WORDS), 4) for _ in range(15)]
    where, when, who = _name(town, 3).capitalize(), f"{day:%d %B %Y}", _SPEAKERS[number % 3]
    text = f"{who} said that gunmen killed {dead} people in {where} on {when}. " + " ".join(told) + "."
    document = Document(
        id=make_id("doc", number, text),
        article=f"a{number}",
        key=f"k{number}",
        text=text,
        outlet=f"Outlet {_zipf(own, _OUTLETS)}",
        published=(day + timedelta(days=number % 2)).isoformat(),
        title=f"{dead} killed in {where}",
    )
    return _read(document, _place(town, _span(document, where)), day, dead, who, when, attack.choice(_TYPES))


def _span(document: Document, words: str) -> Span:
    start = document.text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def _place(town: int, span: Span) -> Place:
    chance = random.Random(f"town {town}")
    return Place(
        span=span,
        name=span.text,
        geonames_id=town + 1,
        latitude=chance.uniform(-35, 60),
        longitude=chance.uniform(-170, 170),
        country=f"X{_name(chance.randrange(_COUNTRIES), 1).upper()}",
        precision=Precision.CITY,
    )


def _read(document: Document, place: Place, day: date, dead: int, who: str, when: str, kind: EventType) -> Reading:
    told = document.text[len(who) + 11 : document.text.index(".")]
    content = Span(start=len(who) + 11, end=document.text.index("."), text=told)
    link = Link(source=_span(document, who), cue=_span(document, "said"), name=who, act=Act.SAY)
    statement = Statement(id=make_id("st", document.id), content=(content,), attribution=(link,))
    people = _span(document, f"{dead} people")
    event = Event(
        id=make_id("ev", document.id),
        statement=statement.id,
        trigger=_span(document, "killed"),
        type=kind,
        place=0,
        date=0,
        quantities=(Quantity(role=Role.KILLED, low=float(dead), high=float(dead), approximate=False, span=people),),
    )
    time = Time(span=_span(document, when), type=TimeType.DATE, value=day.isoformat(), start=day.isoformat(), end=day.isoformat())
    return Reading(document=document, statements=(statement,), events=(event,), places=(place,), times=(time,), made_by="made@1")


class Attack(NamedTuple):
    """An attack that has been reported, compared and weighed; `verdicts` are what it adds to the records of its sources and outlets."""

    readings: list[Reading]
    tellings: list[Telling]
    likenesses: list[Likeness]
    incident: Incident
    verdicts: dict[tuple[weigh.Kind, str], tuple[int, int]]


@cache
def _pattern() -> Attack:
    """One attack as comparing and weighing make it: what others are made after."""
    readings = [reading(number, Spread()) for number in range(REPORTS)]
    tellings = [telling for one in readings for telling in compare.tellings(one)]
    edges = [edge for first, second in combinations(tellings, 2) if (edge := compare.likeness(first, second))]
    read = {one.document.id: one for one in readings}
    [graded], _, _ = weigh.weigh([compare.incident("", (), tellings, read, edges)], read)
    return Attack(readings, tellings, edges, graded, {})


def past(attack: int, spread: Spread) -> Attack:
    """An attack of the past with its three reports. Its keys, words and sketches are its own; of the rest only what is looked up."""
    pattern = _pattern()
    readings = [reading(REPORTS * attack + number, spread) for number in range(REPORTS)]
    tellings = [_told(one, after) for one, after in zip(readings, pattern.tellings, strict=True)]
    renamed = {after.id: one.id for after, one in zip(pattern.tellings, tellings, strict=True)}
    edges = [replace(edge, first=renamed[edge.first], second=renamed[edge.second]) for edge in pattern.likenesses]
    reports = tuple(
        replace(report, document=one.document.id, key=one.document.key, outlet=one.document.outlet, published=one.document.published)
        for report, one in zip(pattern.incident.reports, readings, strict=True)
    )
    made = replace(pattern.incident, reports=reports, title=readings[0].document.title or "", start=readings[0].times[0].start)
    return Attack(readings, tellings, edges, made, weigh.tallies(made))


def _told(one: Reading, after: Telling) -> Telling:
    document, event = one.document, one.events[0]
    bare = replace(
        after,
        id=make_id("tel", event.id),
        document=document.id,
        type=event.type,
        outlet=document.outlet,
        published=document.published,
        title=document.title,
        place=one.places[0],
        start=one.times[0].start,
        end=one.times[0].end,
        events=(event.id,),
        statements=(event.statement,),
        tolls=tuple(replace(toll, low=event.quantities[0].low, high=event.quantities[0].high) for toll in after.tolls),
        words=salient(document.text, document.title),
        sketch=sketch(document.text),
    )
    return replace(bare, keys=keys(bare, (one.places[0].name.lower(),)))
