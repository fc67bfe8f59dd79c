"""Everything that lasts, out of one database and into another: rows as JSON values, merged with what is there.

Tables are taken from the list in `schema`, their columns, references and unique keys from the database itself, so that a new table of
evidence goes along without a word here. Numbers of rows are a database's own: what refers to one is given the other's.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import Any, NamedTuple, Protocol

from sitrep.errors import StoreError
from sitrep.records import Capture
from sitrep.store.evidence import given_for, moved_said
from sitrep.store.fitting import check_writings
from sitrep.store.lasting import EVIDENCE, KEPT
from sitrep.store.minting import BARE, MintedElsewhere
from sitrep.store.rows import pack, plain, unpack
from sitrep.store.schema import SCHEMA_VERSION, lasting
from sitrep.store.shown import check, held, shown

_NUMBER = "number"
# Rows read at a time; of tables whose rows may each be as large as a capture, one.
_PAGE, _LARGE = 256, frozenset({"capture_body", "remainder"})

# A column that counts rows under another, and the field of the record that says the same: two databases count alike what is not the same.
_COUNTS = {"draft": ("place", "number")}

_MOVED = "CREATE TEMP TABLE moved (owner TEXT, old INTEGER, new INTEGER, PRIMARY KEY (owner, old)) WITHOUT ROWID"
_MET = "CREATE TEMP TABLE met (owner TEXT, content BLOB, nth INTEGER, number INTEGER, PRIMARY KEY (owner, content, nth)) WITHOUT ROWID"
_TAKEN = "CREATE TEMP TABLE taken (owner TEXT, content BLOB, amount INTEGER, PRIMARY KEY (owner, content)) WITHOUT ROWID"


class Merged(NamedTuple):
    """How many rows of a table were put, how many were there already, and the ids whose founders have another id here."""

    put: int
    known: int
    further: tuple[str, ...] = ()


class KeepsTransfers(Protocol):
    """What a store promises of moving everything that lasts from one database to another."""

    @property
    def schema(self) -> int:
        """The version of the tables that this program makes."""
        ...

    def lasting(self, schema: int | None = None) -> tuple[str, ...]:
        """The tables of evidence and of what is kept beside it, parents before children; of those the ones that a schema version had."""
        ...

    def take_out(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a lasting table in order, as JSON values: bytes as {"base64": …}, records as objects."""
        ...

    def merging(self) -> AbstractContextManager[None]:
        """A transaction in which rows of another database are put in; it sees at its end that they fit together.

        Raises StoreError, and nothing is put, where they do not.
        """
        ...

    def put_in(self, table: str, rows: Iterable[Mapping[str, Any]], *, most: int) -> Merged:
        """Put rows that `take_out` gave, but for those that are there; a body of more than `most` bytes is refused.

        To be called in `merging`, table by table in the order of `lasting`. Raises StoreError for a row that does not fit.
        """
        ...

    def uphold_removals(self) -> None:
        """Let go of what removals name, as far as rows tell: bytes, what is left of captures, words that ids were minted from.

        Captures whose bytes hold a document that is taken down, and were never said to, are for the caller to `withhold`. To be called in
        `merging`.
        """
        ...

    def strip_unfounded(self) -> None:
        """Take the words from ids whose founding document or telling is not there. Raises StoreError where nothing was ever taken down."""
        ...


class _Table(NamedTuple):
    """A table as the database describes it: its columns, those that may be null, what refers to numbers of which table, unique keys."""

    name: str
    columns: tuple[str, ...]
    nullable: frozenset[str]
    references: Mapping[str, str]
    unique: tuple[tuple[str, ...], ...]

    @property
    def numbered(self) -> bool:
        """Whether its rows have numbers."""
        return _NUMBER in self.columns

    @property
    def content(self) -> tuple[str, ...]:
        """The columns but for the number."""
        return tuple(name for name in self.columns if name != _NUMBER)


class Transfers(MintedElsewhere):
    """The part of the store through which another database's evidence comes in, and its own goes out."""

    @property
    def schema(self) -> int:
        """The version of the tables that this program makes."""
        return SCHEMA_VERSION

    def lasting(self, schema: int | None = None) -> tuple[str, ...]:
        """The tables of evidence and of what is kept beside it, parents before children; of those the ones that a schema version had."""
        return lasting(SCHEMA_VERSION if schema is None else schema)

    def take_out(self, table: str) -> Iterator[dict[str, Any]]:
        """The rows of a lasting table in order, as JSON values: bytes as {"base64": …}, records as objects."""
        about = self._table(table)
        order = _NUMBER if about.numbered else "rowid"
        query = f"SELECT {order}, {', '.join(about.columns)} FROM {about.name} WHERE {order} > ? ORDER BY {order} LIMIT ?"
        last = -(2**63)
        while page := self._db.rows(query, (last, 1 if table in _LARGE else _PAGE)):
            for _, *values in page:
                try:
                    yield {name: shown(name, value) for name, value in zip(about.columns, values, strict=True)}
                except (ValueError, RecursionError) as error:
                    raise StoreError(str(self._db.path), f"is damaged: a record of {table} cannot be read ({error})") from error
            last = page[-1][0]

    @contextmanager
    def merging(self) -> Iterator[None]:
        """A transaction in which rows of another database are put in; it sees at its end that they fit together."""
        # What is known of rows that were met lies on the disk: it grows with the archive.
        self._db.rows("PRAGMA temp_store = FILE")
        try:
            with self.transaction():
                for table in (_MOVED, _MET, _TAKEN, BARE):
                    self._db.rows(table)
                yield
                self._check_merged()
                for name in ("moved", "met", "taken", "bare"):
                    self._db.rows(f"DROP TABLE temp.{name}")
        finally:
            self._db.drop_decoded()
            self._db.rows("PRAGMA temp_store = MEMORY")

    def put_in(self, table: str, rows: Iterable[Mapping[str, Any]], *, most: int) -> Merged:
        """Put rows that `take_out` gave, but for those that are there; a body of more than `most` bytes is refused."""
        about = self._table(table)
        if not about.unique:
            self._meet(about)
        put = known = 0
        further: list[str] = []
        for row in rows:
            values = self._values(about, row)
            check(table, values, most)
            new = self._put_minted(values) if table == "minted" else self._put_row(about, values)
            put, known = put + new, known + (not new)
            if new and table == "minted" and values["founder"] != row["founder"]:
                further.append(plain(values["id"]))
            if about.numbered:
                self._renumbered(about, row, values)
        return Merged(put, known, tuple(further))

    def uphold_removals(self) -> None:
        """Let go of what removals name, as far as rows tell: bytes, what is left of captures, words that ids were minted from."""
        self._db.write("UPDATE capture_body SET body = x'' WHERE body <> x'' AND digest IN (SELECT digest FROM withheld)")
        removed = {removal.document for removal in self.removals()}
        for document in sorted(removed):
            self._take_words(document)
        for (digest,) in self._db.rows("SELECT digest FROM remainder ORDER BY digest") if removed else ():
            gone = [one.id for one in self.remainder(digest) or () if one.id in removed]
            capture = self.capture(digest)
            if gone and capture is not None:
                self.withhold(capture, gone, ())
        self._strip_bare()

    def _table(self, name: str) -> _Table:
        if name not in EVIDENCE | KEPT:
            raise StoreError(name, "is not a table that lasts")
        described = self._db.rows(f"PRAGMA table_info({name})")
        keys = {row[1] for row in self._db.rows(f"PRAGMA index_list({name})") if row[2]}
        unique = [tuple(one[2] for one in self._db.rows(f"PRAGMA index_info({key})")) for key in sorted(keys)]
        references = {row[3]: row[2] for row in self._db.rows(f"PRAGMA foreign_key_list({name})") if row[4] == _NUMBER}
        nullable = frozenset(row[1] for row in described if not row[3] and row[1] != _NUMBER and not row[5])
        return _Table(name, tuple(row[1] for row in described), nullable, references, tuple(unique))

    def _values(self, about: _Table, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row's values as columns hold them, its references those of this database. Raises StoreError for one of another shape."""
        needed = set(about.columns) - about.nullable
        if not isinstance(row, Mapping) or not needed <= row.keys() <= set(about.columns):
            raise StoreError(about.name, f"holds a row that is not of its columns ({', '.join(about.columns)})")
        try:
            values = {name: held(name, value) for name, value in row.items()}
        except (ValueError, TypeError, RecursionError) as error:
            raise StoreError(about.name, f"holds a row that cannot be read: {error}") from error
        for name, owner in about.references.items():
            if values.get(name) is None:
                continue
            found = self._db.row("SELECT new FROM moved WHERE owner = ? AND old = ?", (owner, values[name]))
            if found is None:
                raise StoreError(about.name, f"holds a row of {owner} {values[name]}, which is not there")
            values[name] = found[0]
        return values

    def _put_row(self, about: _Table, values: dict[str, Any]) -> bool:
        """Put a row unless it is there; `values` gets the number that it has here."""
        if about.name == "capture":
            self._tell_move(values)
        found = self._found(about, values) if about.unique else self._nth(about, values)
        if found is not None:
            values[_NUMBER] = found
            return False
        self._count_on(about, values)
        names = [name for name in about.content if name in values]
        insert = f"INSERT INTO {about.name} ({', '.join(names)}) VALUES ({', '.join('?' for _ in names)}) RETURNING rowid"
        [(number,)] = self._db.rows(insert, [values[name] for name in names])
        values[_NUMBER] = number
        if not about.unique:
            self._note(about, _content(about, values), number)
        return True

    def _tell_move(self, values: dict[str, Any]) -> None:
        """Give a capture that says that its address has moved a `said` of its own where another one here has the one that it came with.

        That is so of a first capture elsewhere which is not the first here, and of counts, which databases of before have.
        """
        capture = self._db.record(Capture, values["record"])
        keys = [values["digest"], values["location"]]
        same = self._db.row("SELECT said FROM capture WHERE digest = ? AND location = ? AND record = ?", [*keys, values["record"]])
        if same is not None:
            values["said"] = same[0]
            return
        if capture.response is None or capture.response.archive:
            return
        if values["said"] not in (given_for(capture), moved_said(capture)):
            values["said"] = moved_said(capture)
        found = self._db.row("SELECT record FROM capture WHERE digest = ? AND location = ? AND said = ?", [*keys, values["said"]])
        here = self._db.record(Capture, found[0]).response if found else None
        if here is not None and here.moved != capture.response.moved:
            values["said"] = moved_said(capture)

    def _count_on(self, about: _Table, values: dict[str, Any]) -> None:
        """Give a row the next place where another row has the one that it had in the other database."""
        for place, field in [_COUNTS[about.name]] if about.name in _COUNTS else ():
            of = next(key for key in about.unique if place in key)
            same = " AND ".join(f"{name} = ?" for name in of if name != place)
            told = [values[name] for name in of if name != place]
            if self._db.row(f"SELECT 1 FROM {about.name} WHERE {same} AND {place} = ?", [*told, values[place]]):
                [(values[place],)] = self._db.rows(f"SELECT max({place}) + 1 FROM {about.name} WHERE {same}", told)
                values["record"] = pack({**unpack(values["record"]), field: values[place]})

    def _found(self, about: _Table, values: Mapping[str, Any]) -> int | None:
        """The row of this database that has the same unique keys. Raises StoreError where only some of them are the same."""
        found = set()
        counted = _COUNTS.get(about.name, ("",))[0]
        for key in about.unique:
            if counted in key:
                continue
            same = " AND ".join(f"{name} = ?" for name in key)
            row = self._db.row(f"SELECT rowid FROM {about.name} WHERE {same}", [values.get(name) for name in key])
            found.add(row[0] if row else None)
        if len(found) > 1:
            told = ", ".join(str(values.get(name)) for name in about.unique[0])
            raise StoreError(told, f"of {about.name} is another here than in the archive")
        return found.pop()

    def _meet(self, about: _Table) -> None:
        """Take down what the rows of a table hold that nothing else tells apart: the same may be kept several times."""
        order = f"SELECT number, {', '.join(about.content)} FROM {about.name} WHERE number > ? ORDER BY number LIMIT ?"
        last = -(2**63)
        while page := self._db.rows(order, (last, _PAGE)):
            for last, *values in page:
                self._note(about, _content(about, dict(zip(about.content, values, strict=True))), last)

    def _note(self, about: _Table, content: bytes, number: int) -> None:
        nth = "SELECT coalesce(max(nth), 0) + 1 FROM met WHERE owner = ?1 AND content = ?2"
        self._db.write(f"INSERT INTO met (owner, content, nth, number) VALUES (?1, ?2, ({nth}), ?3)", (about.name, content, number))

    def _nth(self, about: _Table, values: Mapping[str, Any]) -> int | None:
        """The row of this database that is the same as this one: to the second of its kind in the archive the second here."""
        key = (about.name, _content(about, values))
        more = "INSERT INTO taken VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET amount = amount + 1 RETURNING amount"
        [(amount,)] = self._db.rows(more, key)
        found = self._db.row("SELECT number FROM met WHERE owner = ? AND content = ? AND nth = ?", (*key, amount))
        return found[0] if found else None

    def _renumbered(self, about: _Table, row: Mapping[str, Any], values: Mapping[str, Any]) -> None:
        try:
            self._db.write("INSERT INTO moved (owner, old, new) VALUES (?, ?, ?)", (about.name, row[_NUMBER], values[_NUMBER]))
        except StoreError as error:
            raise StoreError(about.name, f"holds the number {row[_NUMBER]} twice, or one that is none") from error

    def _check_merged(self) -> None:
        bare = "SELECT digest FROM capture_body WHERE body = x'' AND digest NOT IN (SELECT digest FROM withheld) LIMIT 1"
        if found := self._db.row(bare):
            raise StoreError(found[0], "has no bytes, and no removal says why")
        lost = "SELECT digest FROM withheld WHERE digest NOT IN (SELECT digest FROM remainder) LIMIT 1"
        if found := self._db.row(lost):
            raise StoreError(found[0], "was taken down without a word on what is left of it")
        check_writings(self._db)


def _content(about: _Table, values: Mapping[str, Any]) -> bytes:
    """What a row says, in 32 bytes."""
    told = json.dumps([shown("", values.get(name)) for name in about.content])
    return hashlib.sha256(told.encode()).digest()
