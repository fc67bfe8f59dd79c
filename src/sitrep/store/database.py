"""One SQLite connection: opening it safely, transactions, and StoreError in place of every error of sqlite3."""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sitrep.codec import from_line
from sitrep.errors import StoreError
from sitrep.store.schema import (
    APPLICATION_ID,
    CAPTURE_RECEIVED,
    EVIDENCE_INDEX,
    INDEX_BEFORE,
    SCHEMA_VERSION,
    stand_ins,
    statements,
    upgrade,
)

RecordT = TypeVar("RecordT")

# STRICT tables came with 3.37, json_each in every build with 3.38.
_OLDEST_SQLITE = (3, 38)

# Records are read this many at a time, so that iterating holds neither a cursor nor the whole database in memory.
_PAGE = 64
# Decoded records kept, and the longest packed one that is.
_KEPT, _KEPT_LENGTH = 2048, 20_000

# Set for each connection. FULL: what is committed outlives a loss of power. recursive_triggers: REPLACE fires delete triggers too.
# trusted_schema, cell_size_check: what SQLite advises for files that others may have made (https://www.sqlite.org/security.html).
_SETTINGS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA synchronous = FULL",
    "PRAGMA recursive_triggers = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA journal_size_limit = 67108864",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA wal_autocheckpoint = 4000",
)

# SQLite's primary result codes (https://www.sqlite.org/rescode.html) in words: reason, whether trying again may help.
_REASONS = {
    sqlite3.SQLITE_BUSY: ("is locked by another process", True),
    sqlite3.SQLITE_LOCKED: ("is locked by another process", True),
    sqlite3.SQLITE_READONLY: ("cannot be written", False),
    sqlite3.SQLITE_PERM: ("cannot be written", False),
    sqlite3.SQLITE_CANTOPEN: ("cannot be opened", False),
    sqlite3.SQLITE_NOTADB: ("is not a SitRep database", False),
    sqlite3.SQLITE_CORRUPT: ("is damaged", False),
    sqlite3.SQLITE_FULL: ("cannot be written: the disk is full", True),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk reports an error", True),
    sqlite3.SQLITE_TOOBIG: ("refuses a record: it is larger than SQLite can hold", False),
    sqlite3.SQLITE_CONSTRAINT: ("refuses a record", False),
    sqlite3.SQLITE_MISMATCH: ("refuses a record", False),
}
_SPEAKS_FOR_ITSELF = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_NOTADB}


class Database:
    """An open SitRep database. Every method raises StoreError where sqlite3 would raise its own."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool, wait: float) -> None:
        self.path = path
        self.read_only = read_only
        self._connection = connection
        self._wait = wait
        self._depth = 0
        self._decoded: OrderedDict[tuple[type[Any], str | bytes], Any] = OrderedDict()

    def close(self) -> None:
        """Close the connection; what no transaction has committed is lost."""
        with self._errors():
            self._connection.close()

    def rows(self, sql: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Run a statement and give all its rows."""
        with self._errors():
            return self._connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """Run a query that gives few rows and give the first of them. No cursor is left open: tables can be dropped afterwards."""
        return next(iter(self.rows(sql, parameters)), None)

    def write(self, sql: str, parameters: Sequence[Any] = ()) -> int:
        """Run a statement that writes and give how many rows it inserted, changed or deleted."""
        with self._errors():
            return max(self._connection.execute(sql, parameters).rowcount, 0)

    def write_many(self, sql: str, parameters: Sequence[Sequence[Any]]) -> None:
        """Run a statement that writes once for each set of parameters."""
        with self._errors():
            self._connection.executemany(sql, parameters)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. The outermost block is a transaction, an inner one a savepoint in it.

        The outermost takes the write lock at once: a transaction that reads first and writes later could not wait for it.
        """
        begin, commit, undo = self._marks()
        self.rows(begin)
        self._depth += 1
        try:
            yield
        except BaseException:
            self._depth -= 1
            self._undo(undo)
            raise
        self._depth -= 1
        try:
            for statement in commit:
                self.rows(statement)
        except StoreError:
            self._undo(undo)
            raise

    def _marks(self) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
        if self._depth == 0:
            return "BEGIN" if self.read_only else "BEGIN IMMEDIATE", ("COMMIT",), ("ROLLBACK",)
        name = f"inner_{self._depth}"
        return f"SAVEPOINT {name}", (f"RELEASE {name}",), (f"ROLLBACK TO {name}", f"RELEASE {name}")

    def _undo(self, statements: Sequence[str]) -> None:
        """Roll back, unless SQLite already has (as it does on a full disk) or the connection is closed."""
        try:
            if self._connection.in_transaction:
                for statement in statements:
                    self._connection.execute(statement)
        except sqlite3.Error:
            return

    def record(self, record: type[RecordT], packed: str | bytes) -> RecordT:
        """The record that a `record` column holds. Small records that are asked for again and again are kept decoded."""
        known = self._decoded.get((record, packed))
        if known is not None:
            self._decoded.move_to_end((record, packed))
            return known  # type: ignore[no-any-return]
        made = self._decode(record, packed)
        if len(packed) <= _KEPT_LENGTH:
            self._decoded[record, packed] = made
            if len(self._decoded) > _KEPT:
                self._decoded.popitem(last=False)
        return made

    def drop_decoded(self) -> None:
        """Let go of the records that are kept decoded."""
        self._decoded.clear()

    def _decode(self, record: type[RecordT], packed: str | bytes) -> RecordT:
        try:
            return from_line(record, packed)
        except (ValueError, TypeError, RecursionError) as error:
            raise StoreError(str(self.path), f"is damaged: {_one_line(error)}") from error

    def records(self, record: type[RecordT], table: str, numbers: str, parameters: Sequence[Any] = ()) -> Iterator[RecordT]:
        """The records of `table` whose numbers the query `numbers` gives, in its order, as they stand when each page is read."""
        wanted = [number for (number,) in self.rows(numbers, parameters)]
        column = "document" if table == "reading" else "number"
        query = f"SELECT {column}, record FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
        for first in range(0, len(wanted), _PAGE):
            page = wanted[first : first + _PAGE]
            found = dict(self.rows(query, (json.dumps(page),)))
            for number in page:
                if number in found:
                    yield self.record(record, found[number])

    def prepare(self, *, create: bool) -> None:
        """Make the tables in an empty file if `create`; otherwise see that this is a SitRep database which this program can use.

        One of an older version gets what it lacks; opened for reading it is left as it is, and what it lacks is empty.
        """
        for setting in _SETTINGS:
            self.rows(setting)
        if self._blank() and create:
            with self.transaction():
                if self._blank():
                    for statement in statements():
                        self.rows(statement)
        self._check()
        if self.read_only:
            self._stand_in()
        else:
            self._use_wal()
            self._upgrade()
            if self.row("SELECT 1 FROM sqlite_schema WHERE name = ?", (CAPTURE_RECEIVED,)) is None:
                self.rows(EVIDENCE_INDEX)
                self.rows(INDEX_BEFORE)

    def _upgrade(self) -> None:
        if self._number("user_version") < SCHEMA_VERSION:
            with self.transaction():
                # Asked again under the lock: another process may have done it meanwhile.
                if (version := self._number("user_version")) < SCHEMA_VERSION:
                    for statement in upgrade(version):
                        self.rows(statement)

    def _stand_in(self) -> None:
        for statement in stand_ins(self._number("user_version")):
            self.rows(statement)
        # Without it the temporary tables could be written.
        self.rows("PRAGMA query_only = ON")

    def _number(self, pragma: str) -> int:
        found = self.row(f"PRAGMA {pragma}")
        return int(found[0]) if found else 0

    def _blank(self) -> bool:
        marked = self._number("application_id") or self._number("user_version")
        return not marked and self.row("SELECT 1 FROM sqlite_schema LIMIT 1") is None

    def _check(self) -> None:
        if self._number("application_id") != APPLICATION_ID:
            raise StoreError(str(self.path), "is not a SitRep database")
        version = self._number("user_version")
        if version > SCHEMA_VERSION:
            raise StoreError(str(self.path), f"made by a newer SitRep (schema {version}; this one knows {SCHEMA_VERSION})")
        if version < 1:
            raise StoreError(str(self.path), f"is damaged: it says that its schema is {version}")

    def _use_wal(self) -> None:
        """Readers and a writer side by side. SQLite does not wait for the lock that the change needs, so this does."""
        until = time.monotonic() + self._wait
        while self.row("PRAGMA journal_mode") != ("wal",):
            try:
                self.rows("PRAGMA journal_mode = WAL")
            except StoreError as error:
                if not error.retry or time.monotonic() > until:
                    raise
                time.sleep(0.02)
            else:
                return

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OverflowError, UnicodeError) as error:
            raise as_store_error(self.path, error) from error


def connect(path: Path, *, read_only: bool, wait: float) -> Database:
    """A connection to an existing or new file, unchecked. `wait`: seconds to wait for another process's lock."""
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreError(str(path), f"needs SQLite 3.38 or newer; this Python has {sqlite3.sqlite_version}")
    uri = path.absolute().as_uri() + ("?mode=ro" if read_only else "?mode=rwc")
    if read_only and _is_at_rest(path):
        uri += "&immutable=1"
    try:
        connection = sqlite3.connect(uri, uri=True, timeout=wait, isolation_level=None)
    except sqlite3.Error as error:
        raise as_store_error(path, error) from error
    return Database(path, connection, read_only=read_only, wait=wait)


def _is_at_rest(path: Path) -> bool:
    """Whether a database lies where nothing can be written and nobody is writing it: only so can SQLite read it there.

    Reading in WAL mode wants to make two files beside the database.
    """
    if path.with_name(f"{path.name}-wal").exists():
        return False
    return not os.access(path.absolute().parent, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def as_store_error(path: Path, error: Exception) -> StoreError:
    """What went wrong, in one line."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        reason = "is closed" if "closed database" in str(error) else f"refuses a record: {_one_line(error)}"
        return StoreError(str(path), reason)
    reason, retry = _REASONS.get(code & 0xFF, ("", False))
    if not reason:
        return StoreError(str(path), _one_line(error))
    if code & 0xFF in _SPEAKS_FOR_ITSELF:
        return StoreError(str(path), reason, retry=retry)
    return StoreError(str(path), f"{reason}: {_one_line(error)}", retry=retry)


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())
