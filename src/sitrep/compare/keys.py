"""Blocking keys: tellings that may be of one happening share at least one, so that only those are compared."""

from __future__ import annotations

from itertools import combinations
from math import cos, radians

from sitrep.compare.days import Days, days, interval, iso
from sitrep.compare.places import fineness
from sitrep.compare.words import rarity
from sitrep.records import Place, Telling

CELL_DEGREES = 0.5
BUCKET_DAYS = 3
PAIRED_WORDS = 8
NAMES = 5
SKETCH_KEYS = 24
_RARE = 3.0
_NAME_RARE = 5.5
_CITY = 3
_COPY = "s:"


def keys(telling: Telling, names: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of a telling: place by date, country by day, pairs of its rarest words, rare names by month, and part of its sketch."""
    when = interval(telling.start, telling.end) or days(telling.published)
    found = [
        *_where_and_when(telling.place, when),
        *_country_and_day(telling),
        *(
            f"w:{'+'.join(sorted(pair))}"
            for pair in combinations([word for word in telling.words if not word[0].isdigit() and rarity(word) >= _RARE][:PAIRED_WORDS], 2)
        ),
        *(f"n:{name}:{month}" for name in names[:NAMES] if rarity(name) >= _NAME_RARE for month in _months(when)),
        *(f"{_COPY}{number:x}" for number in _sketch_keys(telling.sketch)),
    ]
    return tuple(sorted(set(found)))


def copy_keys(telling: Telling) -> tuple[str, ...]:
    """Those of a telling's keys by which copies of its text meet: however many have them, they say that it is the same text."""
    return tuple(key for key in telling.keys if key.startswith(_COPY))


def _where_and_when(place: Place | None, when: Days | None) -> list[str]:
    """Cells of half a degree by three days. Each telling names the cells that lie within half a cell of it, and the buckets of the days
    just before and after, so that neighbours meet.
    """
    if place is None or place.latitude is None or place.longitude is None or fineness(place) < _CITY or when is None:
        return []
    half = CELL_DEGREES / 2
    # A degree of longitude shrinks towards the poles.
    wide = half / max(0.1, cos(radians(place.latitude)))
    rows = {int((place.latitude + shift + 90) / CELL_DEGREES) for shift in (-half, half)}
    columns = {int(((place.longitude + shift) % 360) / CELL_DEGREES) for shift in (-wide, 0.0, wide)}
    buckets = {(day // BUCKET_DAYS) for day in (when[0] - 1, when[0], when[1], when[1] + 1)}
    return [f"p:{row}:{column}:{bucket}" for row in sorted(rows) for column in sorted(columns) for bucket in sorted(buckets)]


def _country_and_day(telling: Telling) -> list[str]:
    """The country with each day on which it may have been, where the telling has a day of its own: some name the town, others the land."""
    when = interval(telling.start, telling.end)
    country = telling.place.country if telling.place is not None else None
    if country is None or when is None or not telling.dated or when[1] - when[0] > 1:
        return []
    return [f"d:{country}:{day}" for day in range(when[0], when[1] + 1)]


def _months(when: Days | None) -> list[str]:
    """The months that a happening may be told under: its own, and the next where it lies near the end of one."""
    if when is None:
        return ["-"]
    return sorted({iso(max(1, day))[:7] for day in (when[0] - BUCKET_DAYS, when[1] + BUCKET_DAYS)})


def _sketch_keys(sketch: tuple[int, ...]) -> tuple[int, ...]:
    """The hashes by which copies meet: those that every sampling rate keeps, filled up with the lowest."""
    kept = [number for number in sketch if number % 16 == 0][:SKETCH_KEYS]
    return tuple(sorted({*kept, *sketch[: max(0, SKETCH_KEYS // 3 - len(kept))]}))
