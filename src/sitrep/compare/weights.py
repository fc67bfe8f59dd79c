"""The weights of likeness: log odds by feature, found by search over development documents (`python -m training.likeness search`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "bias": -5.05,
        "words": 22.5,
        "few words": -1.5,
        "place same": 2.3,
        "place near": 0.8,
        "place within": 0.3,
        "place far": -2.2,
        "two waters": -5.0,
        "same day": 3.7,
        # Much else is printed on one day.
        "printed on one day": 1.11,
        # A month or a week of the one holds the day of the other.
        "time overlaps": 1.5,
        "days apart": -2.8,
        "many days apart": -6.5,
        "weeks apart": -8.5,
        # A day that an undated text gives somewhere in its lead may be that of anything.
        "weeks apart, undated text": 5.0,
        # Where nothing says when, nothing says that it was at another time either.
        "undated": 0.75,
        "other weekday": -2.8,
        "other type": -0.7,
        "other type, days apart": -3.0,
        "same toll": 0.2,
        "other toll": -3.7,
        "other toll, another day": -1.8,
        "other toll, elsewhere": -2.6,
        "parties": 0.7,
    }
)
