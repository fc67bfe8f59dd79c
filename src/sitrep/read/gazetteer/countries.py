"""Countries: their names, the words for their people, their capitals, and the abbreviations of the states of the USA."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.gazetteer.names import key

_FOLDER = Path(__file__).parent
_COLUMNS = 10
# In lower case these are other words ("us", "turkey", "chad", "polish"): they count only as written here or wholly in capitals.
_CASED = frozenset(
    {
        "us",
        "turkey",
        "chad",
        "jordan",
        "georgia",
        "china",
        "japan",
        "guinea",
        "togo",
        "mali",
        "oman",
        "niger",
        "cuba",
        "polish",
        "pole",
        "poles",
    }
)


@dataclass(frozen=True, slots=True)
class Country:
    """One country or territory: ISO 3166-1 alpha-3 code, English name, other names, demonyms, capital, centre, GeoNames id, population."""

    code: str
    name: str
    also: tuple[str, ...]
    demonyms: tuple[str, ...]
    capital: str
    latitude: float
    longitude: float
    geonames_id: int
    population: int


@lru_cache(maxsize=50_000)
def country(name: str) -> str | None:
    """The alpha-3 code for a country's name, abbreviation or demonym ("Pakistani", "U.S.", "Britain"); None if it is neither.

    A name that is a common word in lower case ("turkey") is not taken for a country.
    """
    folded = key(name)
    if folded in _CASED and name == name.lower():
        return None
    return _names().get(folded) or _demonyms().get(folded)


@lru_cache(maxsize=50_000)
def is_demonym(name: str) -> bool:
    """Whether a word names a people or is the adjective of a country ("Iraqis", "French")."""
    return name[:1].isupper() and key(name) in _demonyms()


def country_name(code: str) -> str | None:
    """The English name for an alpha-3 code; None if there is no such code."""
    found = countries().get(code)
    return found.name if found else None


def us_state(name: str) -> str | None:
    """The state of the USA that a name or abbreviation stands for ("Ohio", "Oh.", "OH", "Calif."); None if none."""
    return _states().get(name.rstrip(".").replace(". ", "."))


@cache
def countries() -> dict[str, Country]:
    """Every country by its alpha-3 code. Raises ConfigError naming the line of a broken row."""
    found = {}
    for number, cells in _rows("countries.tsv", _COLUMNS):
        code, _, name, also, demonyms, capital, latitude, longitude, geonames, population = cells
        try:
            found[code] = Country(
                code, name, _list(also), _list(demonyms), capital, float(latitude), float(longitude), int(geonames), int(population)
            )
        except ValueError as error:
            raise ConfigError(f"countries.tsv:{number}", str(error)) from error
    return found


@cache
def _names() -> dict[str, str]:
    return {key(name): one.code for one in countries().values() for name in (one.name, *one.also)}


@cache
def _demonyms() -> dict[str, str]:
    return {key(name): one.code for one in countries().values() for name in one.demonyms}


@cache
def _states() -> dict[str, str]:
    return {form.rstrip("."): name for _, (also, name, _, _) in _rows("states.tsv", 4) for form in (*also.split(), name)}


def _list(cell: str) -> tuple[str, ...]:
    return tuple(part for part in cell.split(";") if part)


def _rows(file: str, width: int) -> list[tuple[int, list[str]]]:
    rows = []
    for number, line in enumerate((_FOLDER / file).read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != width:
            raise ConfigError(f"{file}:{number}", f"{len(cells)} columns where {width} are wanted")
        rows.append((number, cells))
    return rows
