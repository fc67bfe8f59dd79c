"""Ids that another database minted, kept beside this one's own, and what of both a removal takes."""

from __future__ import annotations

from itertools import count
from typing import Any

from sitrep.errors import StoreError
from sitrep.store.removals import Removals
from sitrep.store.rows import column, plain

_REMOVED = "removed/"

# Ids whose words go once the removals are there that took them in the other database.
BARE = "CREATE TEMP TABLE bare (id TEXT PRIMARY KEY) WITHOUT ROWID"


class MintedElsewhere(Removals):
    """The part of the store that brings minted ids of two databases together."""

    def _put_minted(self, values: dict[str, Any]) -> bool:
        """Put a minted id unless it is there; `values` gets the number and the founder that it has here.

        The same founder with another id: the one that is here stays, the other is kept as a further id of that founder ("FOUNDER/2"), so
        that nothing else is ever given it. The same id with another founder: where one of the two was taken down, it stays without
        words; two different things of one id are refused with StoreError.
        """
        kind, founder, identity = values["kind"], values["founder"], values["id"]
        found = self._db.row("SELECT number, kind, founder FROM minted WHERE id = ?", (identity,))
        if found is None:
            insert = "INSERT INTO minted (kind, founder, id) VALUES (?, ?, ?) RETURNING number"
            values["founder"] = self._free(kind, founder)
            [(values["number"],)] = self._db.rows(insert, (kind, values["founder"], identity))
            return True
        values["number"] = found[0]
        gone = f"{_REMOVED}{identity}"
        if found[1] != kind or not (gone in (founder, found[2]) or _of(found[2], founder)):
            raise StoreError(str(identity), f"was minted for {kind} {founder} in the archive, but for {found[1]} {found[2]} here")
        if founder == gone != found[2]:
            self._db.write("INSERT OR IGNORE INTO bare (id) VALUES (?)", (identity,))
        return False

    def _free(self, kind: str, founder: str) -> str:
        """The founder, or, where it has an id, the first of its further names that has none."""
        names = (founder if number == 1 else column(f"{plain(founder)}/{number}") for number in count(1))
        taken = "SELECT 1 FROM minted WHERE kind = ? AND founder = ?"
        return next(name for name in names if self._db.row(taken, (kind, name)) is None)

    def strip_unfounded(self) -> None:
        """Take the words from ids whose founding document or telling is not there, now that something was taken down."""
        known = "SELECT 1 FROM (SELECT id FROM document UNION ALL SELECT id FROM telling) WHERE id = ?"
        with self.transaction():
            for number, founder in self._db.rows("SELECT number, founder FROM minted WHERE founder GLOB '*/*' OR founder GLOB '\"*'"):
                head, _, tail = plain(founder).partition("/")
                words = tail and not tail.isdigit() and f"{head}/" != _REMOVED
                if words and self._db.row(known, (column(head),)) is None:
                    self._db.write("UPDATE minted SET founder = 'removed/' || id WHERE number = ?", (number,))

    def _strip_bare(self) -> None:
        """Take the words from what removals took them from in the other database."""
        self._db.write("UPDATE minted SET founder = 'removed/' || id WHERE id IN (SELECT id FROM bare)")


def _of(further: str, founder: str) -> bool:
    """Whether a founder is this one, or a further name of it."""
    head, _, number = plain(further).rpartition("/")
    return further == founder or (head == plain(founder) and number.isdigit())
