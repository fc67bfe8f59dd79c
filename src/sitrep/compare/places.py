"""How two resolved places stand to each other."""

from __future__ import annotations

import math
from enum import StrEnum
from functools import lru_cache

from sitrep.compare.words import fold
from sitrep.records import Place, Precision

EARTH_RADIUS_KM = 6371.0
SAME_KM = 3.0
NEAR_KM = 30.0
# Places this far apart are another place whatever their size, short of one lying in the other's country or region.
ADMIN_KM = 150.0
# A region has no border here, and may be a continent; but no strait, gulf or sea reaches so far from its middle.
WATER_KM = 2000.0
_WATERS = frozenset(("strait", "straits", "gulf", "bay", "sea", "channel", "canal", "sound"))
_LARGE = (Precision.COUNTRY, Precision.ADMIN, Precision.REGION)
_FINENESS = {Precision.POINT: 4, Precision.CITY: 3, Precision.ADMIN: 2, Precision.REGION: 1, Precision.COUNTRY: 0}


class Relation(StrEnum):
    """How two places stand to each other."""

    SAME = "same"
    NEAR = "near"
    WITHIN = "within"
    FAR = "far"
    UNKNOWN = "unknown"


def fineness(place: Place) -> int:
    """How closely a place is told: 4 a point, 0 a country."""
    return _FINENESS[place.precision]


def distance(first: Place, second: Place) -> float | None:
    """Great-circle distance in kilometres (haversine formula); None where a coordinate is unknown."""
    if first.latitude is None or first.longitude is None or second.latitude is None or second.longitude is None:
        return None
    one, two = math.radians(first.latitude), math.radians(second.latitude)
    turn = math.radians(second.longitude - first.longitude)
    half = math.sin((two - one) / 2) ** 2 + math.cos(one) * math.cos(two) * math.sin(turn / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(math.sqrt(min(1.0, half)))


def relation(first: Place | None, second: Place | None) -> Relation:
    """How two places stand: the same, near each other, one within the other, far apart, or unknown."""
    if first is None or second is None:
        return Relation.UNKNOWN
    if first.geonames_id is not None and first.geonames_id == second.geonames_id:
        return Relation.SAME
    apart = distance(first, second)
    if _folded(first.name) == _folded(second.name) and (apart is None or apart <= NEAR_KM):
        return Relation.SAME
    if first.precision in _LARGE or second.precision in _LARGE:
        return _large(first, second, apart)
    if apart is None:
        return Relation.UNKNOWN
    return Relation.SAME if apart <= SAME_KM else Relation.NEAR if apart <= NEAR_KM else Relation.FAR


@lru_cache(maxsize=1 << 12)
def _folded(name: str) -> str:
    return fold(name)


def two_waters(first: Place | None, second: Place | None) -> bool:
    """Whether two places are waters with names of their own ("Strait of Hormuz", "Malacca Strait") that are far apart: such names are
    hardly ever resolved wrongly, as those of towns are.
    """
    if first is None or second is None:
        return False
    one, two = _own_name(first.name), _own_name(second.name)
    return bool(one and two) and not one & two and relation(first, second) is Relation.FAR


@lru_cache(maxsize=1 << 12)
def _own_name(name: str) -> frozenset[str]:
    """The words that name a water apart from others; none where the name is of no water, or says no more than that."""
    words = frozenset(fold(name).split())
    return words - _WATERS - {"of", "the"} if words & _WATERS else frozenset()


def _large(first: Place, second: Place, apart: float | None) -> Relation:
    """The relation where one is a country, a region or a province: what has no border here is told by country and distance."""
    if first.country and second.country and first.country != second.country:
        return Relation.FAR
    larger, smaller = sorted((first, second), key=fineness)
    if larger.precision is Precision.COUNTRY:
        return Relation.WITHIN if larger.country and larger.country == smaller.country else Relation.UNKNOWN
    if smaller.admin and fold(smaller.admin) == fold(larger.name):
        return Relation.WITHIN
    if larger.precision is Precision.REGION and apart is not None and apart > WATER_KM and _WATERS.intersection(fold(larger.name).split()):
        return Relation.FAR
    if apart is None or larger.precision is Precision.REGION:
        return Relation.UNKNOWN
    return Relation.WITHIN if apart <= ADMIN_KM else Relation.FAR
