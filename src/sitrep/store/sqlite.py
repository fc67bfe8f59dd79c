"""The store in SQLite, and the way to open it."""

from __future__ import annotations

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from sitrep.errors import StoreError
from sitrep.store.absences import Absences
from sitrep.store.database import Database, connect
from sitrep.store.documents import Documents
from sitrep.store.editions import Editions
from sitrep.store.picture import Picture
from sitrep.store.protocol import Store
from sitrep.store.tellings import Tellings
from sitrep.store.transfer import Transfers
from sitrep.store.watched import WatchedAddresses
from sitrep.store.weighings import Weighings
from sitrep.store.writings import Writings

# How long to wait for another process's lock, in seconds.
WAIT = 30.0
# How much of the database to keep in memory, in MiB.
CACHE = 64


class SqliteStore(Transfers, Documents, Tellings, Picture, Weighings, Absences, Editions, WatchedAddresses, Writings):
    """Evidence and derived records in one SQLite file. See `Store` for what each method promises."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; a second call does nothing."""
        self._db.close()


def open_store(
    path: str | os.PathLike[str], *, create: bool = True, read_only: bool = False, wait: float = WAIT, cache: int = CACHE
) -> Store:
    """Open the database at `path`; where there is none, make one if `create` and not `read_only`.

    `wait` is how long to wait for another process's lock, in seconds; `cache` how much of the database to keep in memory, in MiB. Raises
    StoreError if the file is missing, is not a SitRep database, was made by a newer SitRep, is damaged, is locked, or cannot be written.
    """
    return SqliteStore(_open_database(Path(path), create=create and not read_only, read_only=read_only, wait=wait, cache=cache))


def _open_database(path: Path, *, create: bool, read_only: bool, wait: float, cache: int) -> Database:
    _check_file(path, create=create)
    database = connect(path, read_only=read_only, wait=wait)
    try:
        database.rows(f"PRAGMA cache_size = -{1024 * cache:d}")
        database.prepare(create=create)
    except BaseException:
        database.close()
        raise
    return database


def _check_file(path: Path, *, create: bool) -> None:
    """Say what is wrong with the path in words that SQLite does not have."""
    if "\0" in str(path):
        raise StoreError(str(path), "cannot be opened: a path has no NUL in it")
    try:
        if path.is_dir():
            raise StoreError(str(path), "is a folder, not a database")
        if path.exists():
            return
    except OSError as error:
        raise StoreError(str(path), f"cannot be opened: {error}") from error
    if not create:
        raise StoreError(str(path), "does not exist")
    try:
        path.absolute().parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(str(path), f"cannot be written: its folder cannot be made ({error.strerror})") from error
