"""Addresses that had answered and were found missing or gone, in SQLite: evidence, appended when it begins and when it ends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from sitrep.records import Absence
from sitrep.store.part import Part
from sitrep.store.rows import column, pack, plain


class KeepsAbsences(Protocol):
    """What a store promises of articles that change and addresses that go."""

    def add_absence(self, absence: Absence) -> None:
        """Keep that an address is missing, or (with `until`) that it no longer is."""
        ...

    def absences(self) -> Iterator[Absence]:
        """Every absence in the order in which it was noticed: one that ended comes twice, first without its end."""
        ...

    def changed_articles(self) -> list[str]:
        """The articles of which there are several versions, in order."""
        ...


class Absences(Part):
    """The part of the store that says what is gone."""

    def add_absence(self, absence: Absence) -> None:
        """Keep that an address is missing, or (with `until`) that it no longer is."""
        with self.transaction():
            self._db.write("INSERT INTO absence (address, record) VALUES (?, ?)", (column(absence.address), pack(absence)))

    def absences(self) -> Iterator[Absence]:
        """Every absence in the order in which it was noticed."""
        return self._db.records(Absence, "absence", "SELECT number FROM absence ORDER BY number")

    def changed_articles(self) -> list[str]:
        """The articles of which there are several versions, in order."""
        query = "SELECT article FROM document GROUP BY article HAVING count(*) > 1 ORDER BY article"
        return [plain(article) for (article,) in self._db.rows(query)]
