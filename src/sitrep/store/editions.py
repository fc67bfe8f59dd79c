"""Editions that went out, in SQLite: evidence, appended; the words of what is taken down go from them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Protocol

from sitrep.records import Edition
from sitrep.store.database import Database
from sitrep.store.part import Part
from sitrep.store.rows import column, pack


class KeepsEditions(Protocol):
    """What a store promises of editions that went out."""

    def add_edition(self, edition: Edition) -> bool:
        """Keep an edition; True if it was new. One of an id that is there already is passed over."""
        ...

    def edition(self, id_: str) -> Edition | None:
        """The edition of this id."""
        ...

    def edition_before(self, scope: str, moment: datetime) -> Edition | None:
        """The latest edition for the scope of this key that was made before a moment; of several the one that was kept last."""
        ...

    def editions(self) -> list[Edition]:
        """Every edition, in the order in which they were kept."""
        ...


class Editions(Part):
    """The part of the store that keeps what went out."""

    def add_edition(self, edition: Edition) -> bool:
        """Keep an edition; True if it was new."""
        row = (column(edition.id), column(edition.scope.key), made_column(edition.made), pack(edition))
        with self.transaction():
            return self._db.write("INSERT INTO edition (id, scope, made, record) VALUES (?, ?, ?, ?)", row) > 0

    def edition(self, id_: str) -> Edition | None:
        """The edition of this id."""
        return next(self._db.records(Edition, "edition", "SELECT number FROM edition WHERE id = ?", (column(id_),)), None)

    def edition_before(self, scope: str, moment: datetime) -> Edition | None:
        """The latest edition for the scope of this key that was made before a moment."""
        query = "SELECT number FROM edition WHERE scope = ? AND made < ? ORDER BY made DESC, number DESC LIMIT 1"
        return next(self._db.records(Edition, "edition", query, (column(scope), made_column(moment))), None)

    def editions(self) -> list[Edition]:
        """Every edition, in the order in which they were kept."""
        return list(self._db.records(Edition, "edition", "SELECT number FROM edition ORDER BY number"))


def made_column(moment: datetime) -> str:
    """A moment such that order of text is order of time."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def drop_words(database: Database, documents: Collection[str]) -> None:
    """Take the words of documents out of every edition that has them. Each must have been taken down."""
    for number, packed in database.rows("SELECT number, record FROM edition"):
        text = packed if isinstance(packed, str) else packed.decode("utf-8", "surrogatepass")
        if any(name in text for name in documents):
            edition = database.record(Edition, packed)
            left = edition.without(documents)
            if left != edition:
                database.write("UPDATE edition SET record = ? WHERE number = ?", (pack(left), number))
