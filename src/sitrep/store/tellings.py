"""Tellings, the candidates among them, and likenesses in SQLite."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sitrep.errors import StoreError
from sitrep.records import Likeness, Telling
from sitrep.store.documents import DONE
from sitrep.store.part import Part
from sitrep.store.protocol import MAX_BLOCK
from sitrep.store.rows import array, column, pack, plain

# A key shared by n tellings weighs this over n. Whole numbers, because a sum of fractions depends on their order.
_WEIGHT = 1_000_000_000
# How many of a block above the limit are looked at where it counts nevertheless, and how many such keys they must share.
_FEW = 4
_SEVERAL = 3

# Each key's block is counted no further than just above the largest that counts, so that a common key costs no more than that.
# Of a larger block that counts nevertheless, the first few are looked at: `last` is the last that counts, 0 where none does. One such
# key alone is a stock phrase.
# Ids, which settle ties, are looked up only for those that weigh as much as the last one wanted.
_CANDIDATES = f"""
WITH sized AS (
    SELECT wanted.value AS key,
           (SELECT count(*) FROM (SELECT 1 FROM telling_key WHERE telling_key.key = wanted.value LIMIT :most + 1)) AS size
    FROM json_each(:keys) AS wanted),
block AS MATERIALIZED (
    SELECT sized.key, sized.size,
           CASE WHEN sized.size <= :most THEN {(1 << 63) - 1}
                WHEN sized.key IN (SELECT value FROM json_each(:always)) THEN (
                    SELECT telling_key.telling FROM telling_key WHERE telling_key.key = sized.key
                    ORDER BY telling_key.telling LIMIT 1 OFFSET min(:most, {_FEW}) - 1)
                ELSE 0 END AS last
    FROM sized WHERE sized.size > 0),
ranked AS MATERIALIZED (
    SELECT telling_key.telling AS number, sum({_WEIGHT} / block.size) AS weight
    FROM block CROSS JOIN telling_key ON telling_key.key = block.key AND telling_key.telling <= block.last
    GROUP BY telling_key.telling HAVING min(block.size) <= :most OR count(*) >= :several),
enough AS (SELECT min(weight) AS weight FROM (SELECT weight FROM ranked ORDER BY weight DESC LIMIT :limit))
SELECT telling.record FROM ranked JOIN telling ON telling.number = ranked.number
WHERE ranked.weight >= (SELECT weight FROM enough)
ORDER BY ranked.weight DESC, telling.id LIMIT :limit
"""

# Tellings asked for at a time while a component grows.
_FRONTIER = 1000


class Tellings(Part):
    """What comparing looks at, and what it found alike."""

    def put_tellings(self, told: Mapping[str, Sequence[Telling]], made_by: str) -> int:
        """Keep what `made_by` made of documents' readings, also when that is nothing; tellings by another maker are replaced."""
        keys: list[tuple[str, int]] = []
        with self.transaction():
            kept = sum(self._put_told(document_id, tellings, made_by, keys) for document_id, tellings in told.items())
            # In order, so that each page of the index is come by once.
            self._db.write_many("INSERT INTO telling_key (key, telling) VALUES (?, ?)", sorted(keys))
        return kept

    def _put_told(self, document_id: str, tellings: Sequence[Telling], made_by: str, keys: list[tuple[str, int]]) -> int:
        """Keep the tellings of one document, and add their keys to `keys`."""
        found = self._db.row(
            "SELECT reading.document, compared.made_by FROM document JOIN reading ON reading.document = document.number "
            "LEFT JOIN compared ON compared.document = document.number WHERE document.id = ?",
            (column(document_id),),
        )
        if found is None:
            raise StoreError(document_id, "has no reading in the store, so its tellings cannot be kept")
        number, before = found
        if before == column(made_by):
            return 0
        self._db.write("DELETE FROM compared WHERE document = ?", (number,))
        if before is not None:
            self._db.write("DELETE FROM meta WHERE name = ?", (f"{DONE}{before}",))
        self._db.write("INSERT INTO compared (document, made_by) VALUES (?, ?)", (number, column(made_by)))
        for telling in tellings:
            if telling.document != document_id:
                raise StoreError(telling.id, f"is a telling of {telling.document}, not of {document_id}")
            insert = "INSERT INTO telling (id, document, record) VALUES (?, ?, ?) RETURNING number"
            [(own,)] = self._db.rows(insert, (column(telling.id), number, pack(telling)))
            keys += [(key, own) for key in {column(key) for key in telling.keys}]
        return len(tellings)

    def telling(self, telling_id: str) -> Telling | None:
        """The telling of this id."""
        found = self._db.row("SELECT record FROM telling WHERE id = ?", (column(telling_id),))
        return self._db.record(Telling, found[0]) if found else None

    def tellings(self, telling_ids: Sequence[str] | None = None) -> Iterator[Telling]:
        """These tellings, or all, by id."""
        if telling_ids is None:
            return self._db.records(Telling, "telling", "SELECT number FROM telling ORDER BY id")
        query = "SELECT number FROM telling WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"
        return self._db.records(Telling, "telling", query, (array(telling_ids),))

    def tellings_of(self, document_ids: Sequence[str]) -> Iterator[Telling]:
        """The tellings of these documents, by id."""
        query = (
            "SELECT telling.number FROM telling JOIN document ON telling.document = document.number "
            "WHERE document.id IN (SELECT value FROM json_each(?)) ORDER BY telling.id"
        )
        return self._db.records(Telling, "telling", query, (array(document_ids),))

    def candidates(self, keys: Sequence[str], *, limit: int, max_block: int = MAX_BLOCK, always: Sequence[str] = ()) -> list[Telling]:
        """The tellings that share a blocking key with `keys`, at most `limit`, those that share more and rarer keys first."""
        named = {
            "keys": array(sorted(set(keys))),
            "most": max_block,
            "limit": max(limit, 0),
            "always": array(sorted(set(always))),
            "several": min(_SEVERAL, len(set(always))),
        }
        return [self._db.record(Telling, packed) for (packed,) in self._db.rows(_CANDIDATES, named)]

    def put_likenesses(self, likenesses: Sequence[Likeness]) -> int:
        """Keep edges between tellings, one for each pair; a newer one replaces one that says otherwise."""
        with self.transaction():
            return sum(self._put_likeness(likeness) for likeness in likenesses)

    def _put_likeness(self, likeness: Likeness) -> bool:
        pair = []
        for telling_id in (likeness.first, likeness.second):
            found = self._db.row("SELECT number FROM telling WHERE id = ?", (column(telling_id),))
            if found is None:
                raise StoreError(telling_id, "is not in the store, so its likeness cannot be kept")
            pair.append(found[0])
        low, high = sorted(pair)
        before = self._db.row("SELECT record FROM likeness WHERE low = ? AND high = ?", (low, high))
        if before is not None and _says_the_same(self._db.record(Likeness, before[0]), likeness):
            return False
        self._db.write(
            "INSERT INTO likeness (low, high, score, record) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (low, high) DO UPDATE SET score = excluded.score, record = excluded.record",
            (low, high, likeness.score, pack(likeness)),
        )
        return True

    def clear_likenesses(self) -> None:
        """Throw away every edge, and let tellings come in the order of their ids."""
        with self.transaction():
            self._db.write("DELETE FROM likeness")
            self._renumber()

    def _renumber(self) -> None:
        """Number tellings by id: which of a large block are looked at then depends on the records alone, not on how they came."""
        numbers = [number for (number,) in self._db.rows("SELECT number FROM telling ORDER BY id")]
        moved = [(-place, number) for place, number in enumerate(numbers, 1) if place != number]
        if not moved:
            return
        # Keys name tellings by number: whether each names one is asked at the end of the transaction.
        self._db.rows("PRAGMA defer_foreign_keys = ON")
        self._db.write_many("UPDATE telling SET number = ? WHERE number = ?", moved)
        self._db.write_many("UPDATE telling_key SET telling = ? WHERE telling = ?", moved)
        self._db.write("UPDATE telling SET number = -number WHERE number < 0")
        self._db.write("UPDATE telling_key SET telling = -telling WHERE telling < 0")

    def likenesses(self, telling_ids: Sequence[str]) -> list[Likeness]:
        """The edges that touch any of these tellings, by first and second."""
        found = self._db.rows(
            "WITH wanted AS MATERIALIZED (SELECT number FROM telling WHERE id IN (SELECT value FROM json_each(?))) "
            "SELECT low, high, record FROM likeness WHERE low IN (SELECT number FROM wanted) "
            "UNION SELECT low, high, record FROM likeness WHERE high IN (SELECT number FROM wanted)",
            (array(telling_ids),),
        )
        edges = [self._db.record(Likeness, packed) for _, _, packed in found]
        return sorted(edges, key=lambda edge: (edge.first, edge.second))

    def component(self, telling_ids: Sequence[str], threshold: float = 0.0) -> set[str]:
        """These tellings and all that edges of at least this score connect with them, found a ring at a time."""
        wanted = "SELECT number FROM telling WHERE id IN (SELECT value FROM json_each(?))"
        seen = {number for (number,) in self._db.rows(wanted, (array(telling_ids),))}
        frontier = sorted(seen)
        while frontier:
            ring, frontier = frontier[:_FRONTIER], frontier[_FRONTIER:]
            fresh = sorted(self._neighbours(ring, threshold) - seen)
            seen.update(fresh)
            frontier += fresh
        names = "SELECT id FROM telling WHERE number IN (SELECT value FROM json_each(?))"
        return {plain(name) for (name,) in self._db.rows(names, (json.dumps(sorted(seen)),))}

    def _neighbours(self, numbers: Sequence[int], threshold: float) -> set[int]:
        found = self._db.rows(
            "SELECT high FROM likeness WHERE low IN (SELECT value FROM json_each(:numbers)) AND score >= :threshold "
            "UNION SELECT low FROM likeness WHERE high IN (SELECT value FROM json_each(:numbers)) AND score >= :threshold",
            {"numbers": json.dumps(numbers), "threshold": threshold},
        )
        return {number for (number,) in found}


def _says_the_same(one: Likeness, other: Likeness) -> bool:
    return (one.score, one.copy, one.why) == (other.score, other.copy, other.why)
