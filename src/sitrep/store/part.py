"""What the parts of the SQLite store share."""

from __future__ import annotations

from contextlib import AbstractContextManager

from sitrep.store.database import Database


class Part:
    """A part of the store over one database."""

    def __init__(self, database: Database) -> None:
        self._db = database

    def transaction(self) -> AbstractContextManager[None]:
        """All that is put inside becomes one commit, or nothing if an exception leaves the block."""
        return self._db.transaction()
