"""What one more report costs the more reports are stored: comparing against stores of growing size.

    python benchmarks/stored.py [--sizes 1000,10000,100000] [--more 96]

Reports are made here, three to an incident, with places, days, tolls, parties and words drawn so that common ones are common and rare ones
rare; no network reads them. A store is filled by comparing itself, in one run, and each time a size is reached `--more` further reports,
each of them a batch of its own, are compared and timed, then taken away again. Prints one JSON object: milliseconds a report, and the
ratio to the smallest size; memory of the process.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sitrep
from sitrep.pipeline import Pipeline
from sitrep.records import (
    Act,
    Document,
    Event,
    EventType,
    Link,
    Place,
    Precision,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Time,
    TimeType,
    make_id,
)

_WORDS = 60_000
_TOWNS = 3_000
_YEARS = 8
_SYLLABLES = [first + vowel for first in "bcdfghklmnprstvz" for vowel in "aeiou"]
_SETTINGS = {"at": datetime(2024, 1, 1, tzinfo=UTC)}


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


def reading(number: int) -> Reading:
    """The reading of a report of an invented attack; three in a row are of one attack."""
    attack = random.Random(number // 3)
    town, day = _zipf(attack, _TOWNS), date(2015, 1, 1) + timedelta(days=attack.randrange(365 * _YEARS))
    dead, words = attack.randint(1, 60), [_name(_zipf(attack, _WORDS), 4) for _ in range(30)]
    own = random.Random(-number)
    told = own.sample(words, 20) + [_name(_zipf(own, _WORDS), 4) for _ in range(15)]
    where, when, who = _name(town, 3).capitalize(), f"{day:%d %B %Y}", ("The police", "A doctor", "The mayor")[number % 3]
    text = f"{who} said that gunmen killed {dead} people in {where} on {when}. " + " ".join(told) + "."
    document = Document(
        id=make_id("doc", number, text),
        article=f"a{number}",
        key=f"k{number}",
        text=text,
        outlet=f"Outlet {_zipf(own, 500)}",
        published=(day + timedelta(days=number % 2)).isoformat(),
        title=f"{dead} killed in {where}",
    )
    return _read(document, town, day, dead, who, where, when)


def _read(document: Document, town: int, day: date, dead: int, who: str, where: str, when: str) -> Reading:
    def span(words: str) -> Span:
        start = document.text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    chance = random.Random(f"town {town}")
    content = Span(start=len(who) + 11, end=document.text.index("."), text=document.text[len(who) + 11 : document.text.index(".")])
    link = Link(source=span(who), cue=span("said"), name=who, act=Act.SAY)
    statement = Statement(id=make_id("st", document.id), content=(content,), attribution=(link,))
    place = Place(
        span=span(where),
        name=where,
        geonames_id=town + 1,
        latitude=chance.uniform(-35, 60),
        longitude=chance.uniform(-170, 170),
        country="XAA",
        precision=Precision.CITY,
    )
    number = Quantity(role=Role.KILLED, low=float(dead), high=float(dead), approximate=False, span=span(f"{dead} people"))
    event = Event(
        id=make_id("ev", document.id),
        statement=statement.id,
        trigger=span("killed"),
        type=EventType.ASSAULT,
        place=0,
        date=0,
        quantities=(number,),
    )
    time_ = Time(span=span(when), type=TimeType.DATE, value=day.isoformat(), start=day.isoformat(), end=day.isoformat())
    return Reading(document=document, statements=(statement,), events=(event,), places=(place,), times=(time_,), made_by="made@1")


def store(pipeline: Pipeline, numbers: Sequence[int]) -> None:
    """Keep the readings of some reports."""
    readings = [reading(number) for number in numbers]
    with pipeline.store.transaction():
        pipeline.store.put_documents([one.document for one in readings])
        pipeline.store.put_readings(readings)


def _fill(pipeline: Pipeline, numbers: range) -> None:
    for first in range(numbers.start, numbers.stop, 3000):
        store(pipeline, range(first, min(first + 3000, numbers.stop)))
        pipeline.compare()
        print(f"{min(first + 3000, numbers.stop):,} stored", file=sys.stderr, flush=True)


def _one_more(pipeline: Pipeline, numbers: Sequence[int]) -> Iterator[float]:
    """Seconds that each report takes."""
    for number in numbers:
        store(pipeline, [number])
        start = time.perf_counter()
        pipeline.compare()
        yield time.perf_counter() - start


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description="What one more report costs the more reports are stored.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--more", type=int, default=96)
    given = parser.parse_args()
    found: dict[int, float] = {}
    at = 0
    with tempfile.TemporaryDirectory() as where, sitrep.open(str(Path(where, "db")), now=_SETTINGS["at"]) as pipeline:
        for size in map(int, given.sizes.split(",")):
            _fill(pipeline, range(at, size))
            took = sorted(_one_more(pipeline, range(size, size + given.more)))
            at, found[size] = size + given.more, statistics.median(took)
            print(f"{size:,}: {1000 * found[size]:.1f} ms a report", file=sys.stderr, flush=True)
    least = found[min(found)]
    figures = {
        "milliseconds a report, median": {f"{size:,}": round(1000 * took, 1) for size, took in found.items()},
        "beside the smallest store": {f"{size:,}": round(took / least, 2) for size, took in found.items()},
        "peak memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    json.dump(figures, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
