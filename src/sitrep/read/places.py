"""Where: the places named in a text, and which place of that name is meant.

Recognition takes the mentions of places, less those that stand for a government. Resolution weighs the words around a name
("Nowshera, Khyber Pakhtunkhwa"), the document's other places, the countries it talks of, the outlet's country, and the number of
inhabitants last (the one-sense-per-document and hierarchy heuristics of Leidner, "Toponym Resolution in Text", 2007).
"""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.read.gazetteer import Entry, Gazetteer, country, us_state
from sitrep.read.gazetteer.names import key
from sitrep.read.place_names import PlaceName, place_names
from sitrep.records import Mention, Place, PlaceOption, Precision

_ROUNDS = 2
_NEAR = 100.0  # kilometres: how fast two places cease to speak for each other
_FAINT = 0.05
_RUNNERS_UP = 3  # other places of a name that are kept
_POINTS = 60  # places of the text that speak for others: bounds the time on lists of places
_ENDINGS = {
    ".uk": "GBR",
    ".ie": "IRL",
    ".ca": "CAN",
    ".au": "AUS",
    ".nz": "NZL",
    ".za": "ZAF",
    ".in": "IND",
    ".pk": "PAK",
    ".ng": "NGA",
    ".ke": "KEN",
}
_GIVES_NAMES = 100_000  # inhabitants: what is called after a smaller town often stands in another
_VILLAGE = 5_000  # inhabitants
_FAR_KM = 500.0
_HERE_KM = 150.0  # farther than this, a part of a local name is not the town of that name


@dataclass(frozen=True, slots=True)
class _Choice:
    """The place chosen for a name, why, and the next best."""

    entry: Entry
    reason: str
    others: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class _Around:
    """What the document says about where it plays."""

    countries: Counter[str]
    admins: Counter[tuple[str, str]]
    points: tuple[tuple[float, float], ...]
    outlet: str | None
    named: frozenset[str] = frozenset()  # countries that it names, or whose people


def find_places(text: str, mentions: Sequence[Mention], *, published: str | None = None, outlet: str | None = None) -> tuple[Place, ...]:
    """The places of a text in order, each with the reason for its resolution. A capital that stands for its government is left out.

    `published` is not looked at; `outlet` (a name or host) tells the country of a local paper. Coordinates are in degrees.
    """
    del published
    names = place_names(text, mentions, Gazetteer.open())
    codes = (country(part) for mention in mentions for part in (mention.span.text, *mention.span.text.split()))
    named = frozenset(code for code in codes if code)
    around = _Around(_named_countries(mentions, names), Counter(), (), _outlet_country(outlet), named)
    chosen: list[_Choice | None] = []
    for _ in range(_ROUNDS):
        chosen = _resolve(names, around)
        around = _surroundings(names, chosen, around)
    settled = zip(names, _resolve(names, around), strict=True)
    return tuple(
        _place(name, None if choice and (_elsewhere(name, choice.entry, around) or _stray(name, choice.entry, around)) else choice)
        for name, choice in settled
    )


def _elsewhere(name: PlaceName, entry: Entry, around: _Around) -> bool:
    """Whether a town far from all the text speaks of, or over the border of the country that it speaks of, only shares its name with
    something here ("the Sariab district hospital").
    """
    if not (name.area or name.quarter) or entry.precision is not Precision.CITY:
        return False
    if around.named and entry.country not in around.named and not name.within:
        return True
    others = [point for point in around.points if point != (entry.latitude, entry.longitude)]
    return bool(others) and min(_kilometres(point, entry) for point in others) > _HERE_KM


def _stray(name: PlaceName, entry: Entry, around: _Around) -> bool:
    """Whether the only place of a name is a village far from all that the text speaks of: the one that is meant is not in the gazetteer."""
    if len(name.candidates) > 1 or name.within or entry.precision is not Precision.CITY or entry.population >= _VILLAGE:
        return False
    others = [point for point in around.points if point != (entry.latitude, entry.longitude)]
    return bool(others) and min(_kilometres(point, entry) for point in others) > _FAR_KM


def _named_countries(mentions: Sequence[Mention], names: Sequence[PlaceName]) -> Counter[str]:
    """How often each country is named, by its name, its people or a place whose name only it has."""
    found: Counter[str] = Counter()
    areas = {name.span.start for name in names if name.governed}
    for mention in mentions:
        code = country(mention.span.text)
        if code and not us_state(mention.span.text) and mention.span.start not in areas:  # Georgia may be either
            found[code] += 1
    for name in names:
        codes = {entry.country for entry in name.candidates}
        only = next(iter(codes)) if len(codes) == 1 else None
        if only:
            found[only] += 1
        state = us_state(name.within) if name.within else None
        code = "USA" if state else country(name.within or "")
        if code:
            found[code] += 2
    return found


def _outlet_country(outlet: str | None) -> str | None:
    if not outlet:
        return None
    host = outlet.lower().rstrip("/")
    return next((code for ending, code in _ENDINGS.items() if host.endswith(ending)), "USA" if host.endswith((".com", ".us")) else None)


def _resolve(names: Sequence[PlaceName], around: _Around) -> list[_Choice | None]:
    """The best candidate of each name; the same name is the same place throughout unless an area is written with it."""
    weighed: dict[tuple[str, str | None, bool], _Choice] = {}
    settled: dict[str, _Choice] = {}
    for name in sorted(names, key=lambda one: one.within is None):
        form = (key(name.span.text), name.within, name.area)
        if name.candidates and form not in weighed:
            settled.setdefault(form[0], weighed.setdefault(form, _best(name, around)))
    out: list[_Choice | None] = []
    for name in names:
        folded = key(name.span.text)
        alone = settled.get(folded) if name.within is None else weighed.get((folded, name.within, name.area))
        out.append(_noted(name, alone) if alone else None)
    return out


def _noted(name: PlaceName, choice: _Choice) -> _Choice:
    return replace(choice, reason=f"{name.note}; {choice.reason}") if name.note else choice


def _best(name: PlaceName, around: _Around) -> _Choice:
    if len(name.candidates) == 1:
        only = name.candidates[0]
        return _Choice(only, "a country's name" if only.precision is Precision.COUNTRY else "the only place of that name in the gazetteer")
    scored = [(_score(name, entry, around), -index, entry) for index, entry in enumerate(name.candidates)]
    ranked = heapq.nlargest(1 + _RUNNERS_UP, scored, key=lambda item: (item[0][0], item[1]))
    return _Choice(ranked[0][2], ranked[0][0][1], tuple(entry for _, _, entry in ranked[1:]))


def _score(name: PlaceName, entry: Entry, around: _Around) -> tuple[float, str]:
    """How likely a candidate is, and the strongest ground for it in words."""
    grounds = _own_grounds(name, entry)
    total = sum(around.countries.values())
    if entry.country and around.countries[entry.country]:
        grounds.append((3.0 * around.countries[entry.country] / total + 0.5, f"the text talks of {entry.country}"))
    if entry.country and entry.country == around.outlet:
        grounds.append((1.0, "the outlet's country"))
    area = around.admins[entry.country or "", entry.admin or entry.name]
    if area:
        grounds.append((min(3.0, 1.0 + area * 0.5), f"other places of the text lie in {entry.admin or entry.name}"))
    near = sum(math.exp(-distance / _NEAR) for distance in (_kilometres(point, entry) for point in around.points) if distance > 1)
    if near > _FAINT and entry.precision in (Precision.CITY, Precision.POINT, Precision.ADMIN):
        grounds.append((min(4.0, 1.5 * near), "other places of the text are near"))
    return sum(weight for weight, _ in grounds), max(grounds)[1]


def _own_grounds(name: PlaceName, entry: Entry) -> list[tuple[float, str]]:
    """What speaks for a candidate by itself: its size, its kind, its spelling, the area written after it."""
    grounds = [
        (
            math.log10(entry.population + 10) if entry.population else 1.0,
            f"{entry.population:,} inhabitants" if entry.population else "the gazetteer's place of that name",
        )
    ]
    if entry.precision is Precision.COUNTRY:
        grounds.append((5.0 if us_state(name.span.text) else 8.0, "a country's name"))
    elif entry.precision is Precision.REGION:
        grounds.append((6.0 if entry.main else 4.0, "a region's name"))
        if name.article:
            grounds.append((8.0, "written with its article"))  # as waters and regions are, and provinces and towns hardly ever
    elif entry.precision is not Precision.CITY:
        grounds.append((2.5 if entry.admin else 4.5 if entry.country == "USA" else 6.0, "an area's name"))
    if name.area and entry.precision is Precision.ADMIN:
        grounds.append((5.0, "written as an area"))
    if name.governed and entry.precision is not Precision.CITY:
        grounds.append((-8.0, "states have no governors") if entry.precision is Precision.COUNTRY else (5.0, "written with its governor"))
    if entry.name == name.span.text:
        grounds.append((0.5, "spelled so"))
    if not entry.main:
        grounds.append((-1.5, "a lesser name"))
    if name.within and _lies_within(entry, name.within):
        grounds.append((20.0, f"{name.within} is written after it"))
    return grounds


def _lies_within(entry: Entry, area: str) -> bool:
    code = country(area)
    if entry.precision is not Precision.COUNTRY and code and entry.country == code and not us_state(area):
        return True
    wanted = key(us_state(area) or area)
    if entry.admin and (key(entry.admin) == wanted or wanted.startswith(key(entry.admin) + " ")):
        return True
    return bool(code and entry.country == code and key(area) != "georgia")


def _surroundings(names: Sequence[PlaceName], chosen: Sequence[_Choice | None], around: _Around) -> _Around:
    """What the places chosen so far say about the others."""
    entries = {(one.entry.name, one.entry.latitude, one.entry.longitude): one.entry for one in chosen if one}
    admins: Counter[tuple[str, str]] = Counter()
    for entry in entries.values():
        if entry.precision is Precision.ADMIN and not entry.admin:
            admins[entry.country or "", entry.name] += 2
        elif entry.admin:
            admins[entry.country or "", entry.admin] += 1
    for name in names:
        state = us_state(name.within) if name.within else None
        if state:
            admins["USA", state] += 1
    points = tuple(
        (entry.latitude, entry.longitude)
        for entry in entries.values()
        if entry.precision in (Precision.CITY, Precision.POINT, Precision.ADMIN)
    )
    return replace(around, admins=admins, points=points[:_POINTS])


def _kilometres(point: tuple[float, float], entry: Entry) -> float:
    """Great-circle distance, near enough for weighing (equirectangular)."""
    east = math.radians(entry.longitude - point[1]) * math.cos(math.radians((entry.latitude + point[0]) / 2))
    return 6371.0 * math.hypot(math.radians(entry.latitude - point[0]), east)


def _place(name: PlaceName, choice: _Choice | None) -> Place:
    if choice is None:
        return Place(span=name.span, name=name.span.text, reason="not in the gazetteer")
    entry = choice.entry
    borne = name.facility and entry.precision is Precision.CITY and entry.population < _GIVES_NAMES
    return Place(
        span=name.span,
        name=entry.name,
        geonames_id=entry.geonames_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        precision=Precision.REGION if borne else entry.precision,
        reason=f"{choice.reason}; what bears its name may be elsewhere" if borne else choice.reason,
        admin=entry.admin,
        runners_up=tuple(
            PlaceOption(
                name=one.name,
                geonames_id=one.geonames_id,
                latitude=one.latitude,
                longitude=one.longitude,
                country=one.country,
                admin=one.admin,
            )
            for one in choice.others
        ),
    )
