"""The gazetteer: every place that a name may stand for."""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.gazetteer import countries
from sitrep.read.gazetteer.names import key, without_article
from sitrep.records import Precision

_FILE = Path(__file__).parent / "gazetteer.sqlite"
_PRECISIONS = (Precision.CITY, Precision.ADMIN, Precision.COUNTRY, Precision.REGION, Precision.POINT)
_SELECT = (
    "SELECT e.name, e.geonames, e.latitude, e.longitude, e.country, a.name, e.precision, e.population, n.main "
    "FROM name n JOIN entry e ON e.id = n.entry LEFT JOIN admin a ON a.id = e.admin WHERE n.key = ? "
    "ORDER BY n.main DESC, e.population DESC, e.id"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """One place. Latitude and longitude in degrees (WGS 84); `country` is alpha-3, None for seas and the like; `admin` the
    first-level area; `main` is False where the name looked up is one of its lesser names.
    """

    name: str
    geonames_id: int | None
    latitude: float
    longitude: float
    country: str | None
    admin: str | None
    precision: Precision
    population: int
    main: bool = True


class Gazetteer:
    """Looks names up in the SQLite file. Threads may share one: each has its own read-only connection, opened when first needed."""

    def __init__(self, path: Path) -> None:
        """Takes the path of a file made by training/gazetteer.py. Raises ConfigError if there is none."""
        if not path.is_file():
            raise ConfigError(str(path), "there is no gazetteer here")
        self._path = path
        self._local = threading.local()
        self._entries = lru_cache(maxsize=50_000)(self._read)
        self._continues = lru_cache(maxsize=50_000)(self._has_more)

    @classmethod
    def open(cls, path: Path | None = None) -> Gazetteer:
        """The gazetteer of the package, or of a file of its format; opened once for each path."""
        return _opened(path or _FILE)

    def lookup(self, name: str) -> tuple[Entry, ...]:
        """Every place of that name, chief names before lesser ones, then the most populous first; () if there is none.

        Case, diacritics, hyphens, apostrophes, a leading "the" and the Arabic article do not matter.
        """
        folded = key(name)
        found = self._entries(folded)
        short = without_article(folded)
        return found if found or short == folded else self._entries(short)

    def known(self, folded: str) -> bool:
        """Whether a key (see `names.key`) names a place."""
        return bool(self._entries(folded))

    def continues(self, folded: str) -> bool:
        """Whether some name is longer than this key by whole words: lets a search for the longest name stop early."""
        return self._continues(folded)

    def country(self, name: str) -> str | None:
        """The alpha-3 code for a country's name, abbreviation or demonym; None if it is neither."""
        return countries.country(name)

    def country_name(self, code: str) -> str | None:
        """The English name for an alpha-3 code."""
        return countries.country_name(code)

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
            self._local.connection = connection
        return connection

    def _read(self, folded: str) -> tuple[Entry, ...]:
        if not folded:
            return ()
        rows = self._query(_SELECT, folded.encode("utf-8", "replace").decode())
        return tuple(
            Entry(name, geonames, latitude / 1e4, longitude / 1e4, code or None, admin, _PRECISIONS[precision], population, bool(main))
            for name, geonames, latitude, longitude, code, admin, precision, population, main in rows
        )

    def _has_more(self, folded: str) -> bool:
        start = folded.encode("utf-8", "replace").decode()
        return bool(self._query("SELECT 1 FROM name WHERE key > ? AND key < ? LIMIT 1", start + " ", start + "!"))

    def _query(self, sql: str, *values: str) -> list[tuple[str, int | None, int, int, str, str | None, int, int, int]]:
        try:
            return self._connection().execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise ConfigError(str(self._path), f"not a gazetteer: {error}") from error


@cache
def _opened(path: Path) -> Gazetteer:
    return Gazetteer(path)
