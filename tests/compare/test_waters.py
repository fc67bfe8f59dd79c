"""Two straits are two places, beyond what words in common can outweigh."""

import pytest

from sitrep.compare.places import two_waters
from sitrep.records import Place, Precision, Span


def place(name, latitude, longitude, precision=Precision.REGION):
    return Place(
        span=Span(start=0, end=len(name), text=name), name=name, geonames_id=None, latitude=latitude, longitude=longitude, country=None,
        precision=precision, reason="r",
    )  # fmt: skip


HORMUZ = place("Strait of Hormuz", 26.57, 56.25, Precision.POINT)


@pytest.mark.parametrize(
    ("other", "apart"),
    [
        (place("Strait of Malacca", 4.0, 100.0), True),
        (place("Hormuz Strait", 26.6, 56.5), False),
        (place("Persian Gulf", 26.75, 51.5), False),  # near
        (place("Gulf", -8.0, 145.0), False),  # no name of its own
        (place("Singapore", 1.37, 103.8), False),  # no water
        (None, False),
    ],
)
def test_waters_far_apart_are_two(other, apart):
    assert two_waters(HORMUZ, other) is two_waters(other, HORMUZ) is apart
