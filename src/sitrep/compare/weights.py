"""The weights of likeness: log odds by feature, found by search over development documents (`python -m training.likeness search`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "bias": -4.1,
        "words": 22.5,
        "few words": -1.8,
        "place same": 2.0,
        "place near": 1.0,
        "place within": 0.6,
        "place far": -2.2,
        "two waters": -5.0,
        "same day": 3.6,
        # Much else is printed on one day.
        "printed on one day": 1.1,
        # A month or a week of the one holds the day of the other.
        "time overlaps": 1.3,
        "days apart": -2.8,
        "many days apart": -6.4,
        "weeks apart": -8.5,
        # Where nothing says when, nothing says that it was at another time either.
        "undated": 0.75,
        "other weekday": -2.6,
        "other type": -0.7,
        "other type, days apart": -3.5,
        "same toll": 0.2,
        "other toll": -4.0,
        "other toll, another day": -1.5,
        "other toll, elsewhere": -2.1,
        "parties": 0.8,
    }
)
