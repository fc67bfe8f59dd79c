"""The weights of likeness: log odds by feature, found by search over development documents (`python -m training.likeness search`)."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "bias": -4.1,
        "words": 22.5,
        "few words": -1.75,
        "place same": 2.03,
        "place near": 1.2,
        "place within": 0.78,
        "place far": -2.39,
        "two waters": -5.19,
        "same day": 3.36,
        # Much else is printed on one day.
        "printed on one day": 1.54,
        # A month or a week of the one holds the day of the other.
        "time overlaps": 1.4,
        "days apart": -2.6,
        "many days apart": -5.11,
        "weeks apart": -6.97,
        # Where nothing says when, nothing says that it was at another time either.
        "undated": 0.85,
        "other weekday": -2.91,
        "other type": -0.44,
        "other type, days apart": -3.86,
        "same toll": 0.34,
        "other toll": -4.0,
        "other toll, another day": -1.73,
        "other toll, elsewhere": -2.67,
        "parties": 1.02,
    }
)
