"""The weights of likeness: log odds by feature, found by search over development documents (`python -m training.likeness search`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "bias": -4.1,
        "words": 22.5,
        "few words": -1.79,
        "place same": 2.12,
        "place near": 0.98,
        "place within": 0.78,
        "place far": -2.49,
        "two waters": -5.05,
        "same day": 3.11,
        # Much else is printed on one day.
        "printed on one day": 1.55,
        # A month or a week of the one holds the day of the other.
        "time overlaps": 1.5,
        "days apart": -2.6,
        "many days apart": -5.11,
        "weeks apart": -7.2,
        # Where nothing says when, nothing says that it was at another time either.
        "undated": 0.75,
        "other weekday": -2.91,
        "other type": -0.42,
        "other type, days apart": -3.93,
        "same toll": 0.24,
        "other toll": -4.0,
        "other toll, another day": -1.62,
        "other toll, elsewhere": -2.52,
        "parties": 0.91,
    }
)
