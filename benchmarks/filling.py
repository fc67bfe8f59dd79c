"""Stores of many reports, filled in bulk: what keeping, comparing and weighing the reports one by one would leave, in much less time.

The reports are made, so that which belong together is known and no candidates are looked for. Slices of them go through the store's own
interface into parts, several at a time, and the parts are put together in their order, row by row. Text and keys are indexed once, as
parts are put together: row by row each report would touch as many pages of the index as it has keys. Nothing waits for the disk: a store
that is broken off while it is filled is thrown away.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from made_reports import REPORTS, Attack, Spread, past

import sitrep
from sitrep import compare
from sitrep.batch import batches
from sitrep.store.database import connect
from sitrep.store.schema import INDEXES
from sitrep.store.sqlite import SqliteStore

NOW = datetime(2024, 1, 1, tzinfo=UTC)
# Attacks of a part, and how many of them are put at a time.
_PART, _CHUNK = 2000, 100
# MiB of the database that are kept in memory while it is filled.
_CACHE = 2000
_UNSAFE = ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "temp_store = FILE", f"cache_size = -{1024 * _CACHE}")

# The tables that reports go to, parents before children, and the columns that name a row of which other table by its number.
_TABLES = {
    "document": {"number": "document"},
    "document_text": {"rowid": "document"},
    "reading": {"document": "document"},
    "compared": {"document": "document"},
    "telling": {"number": "telling", "document": "document"},
    "telling_key": {"telling": "telling"},
    "likeness": {"low": "telling", "high": "telling"},
    "minted": {"number": "minted"},
    "incident": {"number": "incident"},
    "incident_document": {"owner": "incident"},
    "verdict": {"owner": "incident"},
}


class _Bulk(SqliteStore):
    """A store while it is filled."""

    def begin(self) -> None:
        """Let nothing wait for the disk."""
        for setting in _UNSAFE:
            self._db.rows(f"PRAGMA {setting}")

    def bare(self) -> None:
        """Take the order from the text and the keys of a part: they are put in order with those of all parts."""
        for table, columns in (("document_text", "title, text"), ("telling_key", "key, telling")):
            self._db.rows(f"DROP TABLE {table}")
            self._db.rows(f"CREATE TABLE {table} ({columns})")

    def put(self, attacks: Sequence[Attack]) -> None:
        """Keep reports as comparing and weighing leave them."""
        with self.transaction():
            readings = [one for attack in attacks for one in attack.readings]
            self.put_documents([one.document for one in readings])
            self.put_readings(readings)
            self.put_tellings({telling.document: [telling] for attack in attacks for telling in attack.tellings}, compare.MADE_BY)
            self.put_likenesses([edge for attack in attacks for edge in attack.likenesses])
            for attack in attacks:
                incident = replace(attack.incident, id=self.mint("incident", compare.founder(attack.tellings)))
                self.put_incidents([incident])
                self.put_verdicts(incident.id, attack.verdicts)
                self.put_weighed([incident])

    def await_keys(self) -> None:
        """Let keys go to a table without order until they are all there."""
        self._db.rows("CREATE TEMP TABLE waiting (key TEXT NOT NULL, telling INTEGER NOT NULL)")
        self._db.rows("DROP INDEX telling_key_telling")

    def join(self, part: Path) -> None:
        """Put the rows of a part behind those that are here."""
        self._db.rows("ATTACH ? AS part", (str(part),))
        with self.transaction():
            held = {table: self._last(table) for table in ("document", "telling", "minted", "incident")}
            for table, numbered in _TABLES.items():
                columns = [name for _, name, *_ in self._db.rows(f"PRAGMA part.table_info({table})")] + ["rowid"] * ("rowid" in numbered)
                values = ", ".join(f"{name} + {held[numbered[name]]}" if name in numbered else name for name in columns)
                into = "temp.waiting" if table == "telling_key" else f"main.{table}"
                self._db.rows(f"INSERT INTO {into} ({', '.join(columns)}) SELECT {values} FROM part.{table}")
            self._db.rows("DELETE FROM main.unweighed")
        self._db.rows("DETACH part")

    def _last(self, table: str) -> int:
        found = self._db.row(f"SELECT max(number) FROM main.{table}")
        return int(found[0] or 0) if found else 0

    def put_keys(self) -> None:
        """Put the keys where they belong, in order."""
        with self.transaction():
            self._db.rows("INSERT INTO telling_key (key, telling) SELECT key, telling FROM temp.waiting ORDER BY key, telling")
        self._db.rows("DROP TABLE temp.waiting")
        for index in INDEXES:
            if " telling_key_telling " in index:
                self._db.rows(index)


def _bulk(path: Path) -> _Bulk:
    database = connect(path, read_only=False, wait=30.0)
    database.prepare(create=True)
    store = _Bulk(database)
    store.begin()
    return store


def filled(folder: Path, sizes: Sequence[int], spread: Spread, makers: int = 2) -> list[Path]:
    """Databases in `folder` of at least so many reports each, in ascending order; those that are there already are taken as they are.

    Each goes on from the one before, in a process of its own.
    """
    paths: list[Path] = []
    for size in sizes:
        path = folder / f"{size}.db"
        if not path.exists():
            child = multiprocessing.Process(target=_fill, args=(path, size, paths[-1] if paths else None, spread, makers))
            child.start()
            child.join()
            if child.exitcode:
                raise SystemExit(f"the store could not be filled: {child.exitcode}")
        paths.append(path)
    return paths


def _fill(path: Path, size: int, before: Path | None, spread: Spread, makers: int) -> None:
    whole = path.with_suffix(".part")
    whole.unlink(missing_ok=True)
    if before is None:
        with sitrep.open(str(whole), now=NOW) as pipeline:
            pipeline.weigh()
    else:
        shutil.copy(before, whole)
    os.environ["SQLITE_TMPDIR"] = str(path.parent)
    with _bulk(whole) as store, multiprocessing.Pool(makers) as pool:
        store.await_keys()
        slices = list(_slices(store.counts("documents")["documents"] // REPORTS, attacks(size)))
        for part in pool.imap(partial(_part, path.parent, spread), slices):
            store.join(part)
            part.unlink()
            print(f"{datetime.now(UTC):%H:%M:%S} {store.counts('documents')['documents']:,} stored", file=sys.stderr, flush=True)
        store.put_keys()
        store.compared_all(compare.MADE_BY)
    whole.rename(path)


def _slices(start: int, stop: int) -> Iterator[range]:
    """The numbers of attacks from `start` to `stop`, a part each."""
    for first in range(start, stop, _PART):
        yield range(first, min(first + _PART, stop))


def _part(folder: Path, spread: Spread, numbers: range) -> Path:
    """A database of the attacks of these numbers alone."""
    path = folder / f"{numbers.start}.slice"
    path.unlink(missing_ok=True)
    with _bulk(path) as store:
        store.bare()
        for chunk in batches((past(number, spread) for number in numbers), _CHUNK):
            store.put(chunk)
    return path


def attacks(size: int) -> int:
    """How many attacks a store of at least so many reports holds."""
    return -(-size // REPORTS)
