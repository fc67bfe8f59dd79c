"""Where: the places named in a text, and which place of that name is meant.

Recognition takes the mentions of places, less those that stand for a government. Resolution weighs the words around a name
("Nowshera, Khyber Pakhtunkhwa"), the document's other places, the countries it talks of, the outlet's country, and the number of
inhabitants last (the one-sense-per-document and hierarchy heuristics of Leidner, "Toponym Resolution in Text", 2007).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitrep.read.actors import actors
from sitrep.read.actors.lexicon import kinds
from sitrep.read.gazetteer import Entry, Gazetteer, country, is_demonym, us_state
from sitrep.read.gazetteer.countries import countries
from sitrep.read.gazetteer.names import key
from sitrep.records import Mention, MentionType, Place, Precision, Span

_ROUNDS = 2
_NEAR = 100.0  # kilometres: how fast two places cease to speak for each other
_FAINT = 0.05
_POINTS = 60  # places of the text that speak for others: bounds the time on lists of places
_MOST = 40  # candidates weighed for one name; the rest are the smallest
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
_HERE_KM = 150.0  # farther than this, a part of a local name is not the town of that name
_AFTER = re.compile(r"\s*,\s*|\s+\(\s*")


@dataclass(frozen=True, slots=True)
class _Name:
    """A place name in the text: its span, its candidates, the area written after it, and why it was taken for a place."""

    span: Span
    candidates: tuple[Entry, ...]
    within: str | None
    note: str
    area: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What the document says about where it plays."""

    countries: Counter[str]
    admins: Counter[tuple[str, str]]
    points: tuple[tuple[float, float], ...]
    outlet: str | None


def find_places(text: str, mentions: Sequence[Mention], *, published: str | None = None, outlet: str | None = None) -> tuple[Place, ...]:
    """The places of a text in order, each with the reason for its resolution. A capital that stands for its government is left out.

    `published` is not looked at; `outlet` (a name or host) tells the country of a local paper. Coordinates are in degrees.
    """
    del published
    names = _names(text, mentions, Gazetteer.open())
    around = _Around(_named_countries(mentions, names), Counter(), (), _outlet_country(outlet))
    chosen: list[tuple[Entry, str] | None] = []
    for _ in range(_ROUNDS):
        chosen = _resolve(names, around)
        around = _surroundings(names, chosen, around)
    settled = zip(names, _resolve(names, around), strict=True)
    return tuple(_place(name, None if choice and _elsewhere(name, choice[0], around) else choice) for name, choice in settled)


def _elsewhere(name: _Name, entry: Entry, around: _Around) -> bool:
    """Whether a town far from all the text speaks of only shares its name with something here ("the Sariab district hospital")."""
    if not name.area or entry.precision is not Precision.CITY:
        return False
    others = [point for point in around.points if point != (entry.latitude, entry.longitude)]
    return bool(others) and min(_kilometres(point, entry) for point in others) > _HERE_KM


def _names(text: str, mentions: Sequence[Mention], gazetteer: Gazetteer) -> list[_Name]:
    found = []
    for mention in mentions:
        if mention.type is MentionType.PLACE and not _stands_for_government(text, mention):
            found.append(_name(text, mention.span, gazetteer, ""))
        elif mention.type in (MentionType.ORGANIZATION, MentionType.FACILITY):
            inner = _within_body(mention, gazetteer)
            if inner:
                found.append(_name(text, inner, gazetteer, f"in the name of {mention.span.text}"))
    return found


def _name(text: str, where: Span, gazetteer: Gazetteer, note: str) -> _Name:
    entries = gazetteer.lookup(where.text) or _shorter(where.text, gazetteer)
    if not entries:
        where, entries = _beginning(where, gazetteer)
    word = re.match(r"\s+(\w+)", text[where.end : where.end + 20])
    area = bool(word and word[1] in kinds()["land"] and word[1] not in {"city", "town", "village", "camp"})
    return _Name(where, entries[:_MOST], _area_after(text, where.end, gazetteer), note, area)


def _beginning(where: Span, gazetteer: Gazetteer) -> tuple[Span, tuple[Entry, ...]]:
    """The longest beginning of a name that is a place ("Zorn County Fire District" is not, "Zorn County" is)."""
    words = where.text.split(" ")
    for count in range(len(words) - 1, 0, -1):
        name = " ".join(words[:count])
        entries = gazetteer.lookup(name)
        if entries and key(name) not in kinds()["direction"] and (count > 1 or key(words[1]) in kinds()["local_body"]):
            return Span(start=where.start, end=where.start + len(name), text=name), entries
    return where, ()


def _shorter(name: str, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """The places of a name without its direction or kind ("northern Aleppo", "Idlib Province")."""
    lists = kinds()
    words = name.split()
    if len(words) > 1 and key(words[-1]) in lists["land"]:
        return gazetteer.lookup(" ".join(words[:-1]))
    if len(words) > 1 and key(words[0]) in lists["direction"]:
        return gazetteer.lookup(" ".join(words[1:]))
    if len(words) > 2 and key(words[1]) == "of":
        return gazetteer.lookup(" ".join(words[2:]))
    return ()


def _area_after(text: str, end: int, gazetteer: Gazetteer) -> str | None:
    """The area that follows a name after a comma: a state, province or country, as the gazetteer writes it."""
    gap = _AFTER.match(text, end)
    if not gap:
        return None
    rest = re.match(
        r"(?:the )?((?:[A-Z]\.){2,}|[A-Z][\w'’-]*\.?(?:[ -](?:of |al-|el-)?[A-Z][\w'’-]*){0,3})", text[gap.end() : gap.end() + 60]
    )
    if not rest:
        return None
    words = rest[1].split(" ")
    for count in range(len(words), 0, -1):
        name = " ".join(words[:count])
        state = us_state(name)
        if state:
            return state
        if country(name) and not is_demonym(name):
            return name
        if any(entry.precision is Precision.ADMIN for entry in gazetteer.lookup(name)):
            return name
    return None


def _stands_for_government(text: str, mention: Mention) -> bool:
    """Whether a capital or country is the subject of saying or willing: "Oslo welcomed", "Islamabad's view"."""
    name = mention.span.text
    if key(name) not in _capitals() and not country(name):
        return False
    after = re.match(r"\s+(\w+)|['’]s\s+(\w+)", text[mention.span.end : mention.span.end + 30])
    before = re.search(r"(\w+)\W*$", text[max(0, mention.span.start - 20) : mention.span.start])
    if not after or (before and before[1].lower() in kinds()["place_before"]):
        return False
    return after[1] in kinds()["say"] if after[1] else key(name) in _capitals() and after[2] in kinds()["stance"]


@cache
def _capitals() -> frozenset[str]:
    return frozenset(key(one.capital) for one in countries().values() if one.capital) | {"kyiv", "kiev", "washington"}


def _within_body(mention: Mention, gazetteer: Gazetteer) -> Span | None:
    """The place in the name of a local body ("Paris Police Department")."""
    if actors().get(mention.span.text):
        return None
    words = mention.span.text.split(" ")
    for count in (3, 2, 1):
        if len(words) <= count or key(words[count]) not in kinds()["local_body"]:
            continue
        taken = count + 1 if key(words[count]) == "county" else count
        name = " ".join(words[:taken])
        if gazetteer.lookup(name) and not country(name) and (key(words[0]) not in kinds()["direction"] or taken > 1):
            return Span(start=mention.span.start, end=mention.span.start + len(name), text=name)
    return None


def _named_countries(mentions: Sequence[Mention], names: Sequence[_Name]) -> Counter[str]:
    """How often each country is named, by its name, its people or a place whose name only it has."""
    found: Counter[str] = Counter()
    for mention in mentions:
        code = country(mention.span.text)
        if code:
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


def _resolve(names: Sequence[_Name], around: _Around) -> list[tuple[Entry, str] | None]:
    """The best candidate of each name; the same name is the same place throughout unless an area is written with it."""
    weighed: dict[tuple[str, str | None, bool], tuple[Entry, str]] = {}
    settled: dict[str, tuple[Entry, str]] = {}
    for name in sorted(names, key=lambda one: one.within is None):
        form = (key(name.span.text), name.within, name.area)
        if name.candidates and form not in weighed:
            settled.setdefault(form[0], weighed.setdefault(form, _best(name, around)))
    out: list[tuple[Entry, str] | None] = []
    for name in names:
        folded = key(name.span.text)
        alone = settled.get(folded) if name.within is None else weighed.get((folded, name.within, name.area))
        out.append(_noted(name, alone) if alone else None)
    return out


def _noted(name: _Name, choice: tuple[Entry, str]) -> tuple[Entry, str]:
    return (choice[0], f"{name.note}; {choice[1]}") if name.note else choice


def _best(name: _Name, around: _Around) -> tuple[Entry, str]:
    if len(name.candidates) == 1:
        only = name.candidates[0]
        return only, "a country's name" if only.precision is Precision.COUNTRY else "the only place of that name in the gazetteer"
    scored = [(_score(name, entry, around), -index, entry) for index, entry in enumerate(name.candidates)]
    (_, reason), _, entry = max(scored, key=lambda item: (item[0][0], item[1]))
    return entry, reason


def _score(name: _Name, entry: Entry, around: _Around) -> tuple[float, str]:
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


def _own_grounds(name: _Name, entry: Entry) -> list[tuple[float, str]]:
    """What speaks for a candidate by itself: its size, its kind, its spelling, the area written after it."""
    grounds = [
        (
            math.log10(entry.population + 10) if entry.population else 1.0,
            f"{entry.population:,} inhabitants" if entry.population else "the gazetteer's place of that name",
        )
    ]
    if entry.precision is Precision.COUNTRY:
        grounds.append((8.0, "a country's name"))
    elif entry.precision is Precision.REGION:
        grounds.append((6.0 if entry.main else 4.0, "a region's name"))
    elif entry.precision is not Precision.CITY:
        grounds.append((2.5 if entry.admin else 4.5, "an area's name"))
    if name.area and entry.precision is Precision.ADMIN:
        grounds.append((5.0, "written as an area"))
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


def _surroundings(names: Sequence[_Name], chosen: Sequence[tuple[Entry, str] | None], around: _Around) -> _Around:
    """What the places chosen so far say about the others."""
    entries = {(entry.name, entry.latitude, entry.longitude): entry for entry, _ in (one for one in chosen if one)}
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
    return _Around(around.countries, admins, points[:_POINTS], around.outlet)


def _kilometres(point: tuple[float, float], entry: Entry) -> float:
    """Great-circle distance, near enough for weighing (equirectangular)."""
    east = math.radians(entry.longitude - point[1]) * math.cos(math.radians((entry.latitude + point[0]) / 2))
    return 6371.0 * math.hypot(math.radians(entry.latitude - point[0]), east)


def _place(name: _Name, choice: tuple[Entry, str] | None) -> Place:
    if choice is None:
        return Place(span=name.span, name=name.span.text, reason="not in the gazetteer")
    entry, reason = choice
    return Place(
        span=name.span,
        name=entry.name,
        geonames_id=entry.geonames_id,
        latitude=entry.latitude,
        longitude=entry.longitude,
        country=entry.country,
        precision=entry.precision,
        reason=reason,
        admin=entry.admin,
    )
