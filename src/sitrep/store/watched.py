"""What is known of watched addresses, in SQLite: neither evidence nor made from it, changed with every poll, kept by `clear_derived`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from sitrep.records import Watched
from sitrep.store.part import Part
from sitrep.store.rows import column, pack


class KeepsWatched(Protocol):
    """What a store promises of watched addresses."""

    def put_watched(self, known: Sequence[Watched]) -> None:
        """Keep what is known of these addresses, in place of what was."""
        ...

    def watched(self) -> list[Watched]:
        """What is known of every watched address, by address."""
        ...


class WatchedAddresses(Part):
    """The part of the store that watching goes by."""

    def put_watched(self, known: Sequence[Watched]) -> None:
        """Keep what is known of these addresses, in place of what was."""
        with self.transaction():
            rows = [(column(one.address), pack(one)) for one in known]
            self._db.write_many(
                "INSERT INTO watched (address, record) VALUES (?, ?) ON CONFLICT (address) DO UPDATE SET record = excluded.record", rows
            )

    def watched(self) -> list[Watched]:
        """What is known of every watched address, by address."""
        return list(self._db.records(Watched, "watched", "SELECT number FROM watched ORDER BY address"))
