"""Documents, their readings and full-text search in SQLite."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sitrep.errors import StoreError
from sitrep.records import Document, Reading
from sitrep.records.moments import in_order
from sitrep.store.part import Part
from sitrep.store.rows import array, column, instant, pack, plain

_ORDER = "document.published IS NULL, document.published, document.key, document.id"

# What FTS5 cannot be given: unpaired surrogates have no UTF-8, a NUL ends a text.
_UNSEARCHABLE = re.compile("[\x00\ud800-\udfff]")

# A phrase in double quotes, or a run of anything but blanks and quotes.
_TERMS = re.compile(r'"([^"]*)"|([^\s"]+)')

# FTS5 limits the depth of a query; nobody types so many words.
_MOST_TERMS = 64

# Before the name of a comparer, and of a reader: up to which document everything that was read has been compared by it, or all was read.
DONE = "compared:"
_READ = "read:"
# What is left behind a number. Joined with documents by CROSS JOIN: the few that are left are looked up, instead of all in their order.
_UNREAD = (
    "SELECT number FROM document WHERE number > ? "
    "AND NOT EXISTS (SELECT 1 FROM reading WHERE reading.document = document.number AND reading.made_by = ?)"
)
_UNCOMPARED = (
    "SELECT document AS number FROM reading WHERE document > ? "
    "AND NOT EXISTS (SELECT 1 FROM compared WHERE compared.document = reading.document AND compared.made_by = ?)"
)

# Words around what was found.
_SNIPPET_TOKENS = 32


class Documents(Part):
    """What was collected and what was read in it."""

    def put_documents(self, documents: Sequence[Document]) -> int:
        """Keep documents, but for those that were taken down. The first of an id stays: the same text from the same place is one."""
        with self.transaction():
            return sum(self._put_document(document) for document in documents)

    def _put_document(self, document: Document) -> bool:
        number = self._db.rows(
            "INSERT INTO document (id, article, key, published, changed, outlet, capture, record) SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8 "
            "WHERE NOT EXISTS (SELECT 1 FROM removal WHERE id = ?1) ON CONFLICT (id) DO NOTHING RETURNING number",
            (
                column(document.id),
                column(document.article),
                column(document.key),
                instant(document.published),
                instant(document.updated or document.published),
                None if document.outlet is None else column(document.outlet),
                None if document.capture is None else column(document.capture),
                pack(document),
            ),
        )
        for (one,) in number:
            searchable = (_UNSEARCHABLE.sub("\ufffd", document.title or ""), _UNSEARCHABLE.sub("\ufffd", document.text))
            self._db.write("INSERT INTO document_text (rowid, title, text) VALUES (?, ?, ?)", (one, *searchable))
            # The number may be that of a document which went.
            self._unmark_done(_READ, one)
        return bool(number)

    def document(self, document_id: str) -> Document | None:
        """The document of this id."""
        found = self._db.row("SELECT record FROM document WHERE id = ?", (column(document_id),))
        return self._db.record(Document, found[0]) if found else None

    def documents(self, *, unread_by: str | None = None) -> Iterator[Document]:
        """Every document by moment of publication (unknown last), key and id; or those without a reading made by `unread_by`."""
        if unread_by is None:
            return self._db.records(Document, "document", f"SELECT number FROM document ORDER BY {_ORDER}")
        query = f"SELECT number FROM ({_UNREAD}) AS fresh CROSS JOIN document USING (number) ORDER BY {_ORDER}"
        return self._db.records(Document, "document", query, (self._done(_READ, unread_by), column(unread_by)))

    def read_all(self, made_by: str) -> None:
        """Note up to where `made_by` has read every document: those unread by it are then looked for only among what has come since."""
        self._mark_done(_READ, made_by, _UNREAD, "SELECT max(number) FROM document")

    def versions(self, article: str) -> list[Document]:
        """The versions of an article, oldest first. Where dates do not tell, the order of arrival does: that is evidence."""
        query = (
            "SELECT number FROM document WHERE article = ? "
            "ORDER BY (SELECT min(capture.number) FROM capture WHERE capture.digest = document.capture), id"
        )
        found = list(self._db.records(Document, "document", query, (column(article),)))
        return [found[place] for place in in_order([one.updated or one.published for one in found])]

    def put_readings(self, readings: Sequence[Reading]) -> int:
        """Keep readings. One made by another reader replaces what was there, and drops the tellings and likenesses made from it."""
        with self.transaction():
            return sum(self._put_reading(reading) for reading in readings)

    def _put_reading(self, reading: Reading) -> bool:
        found = self._db.row(
            "SELECT number, reading.made_by FROM document LEFT JOIN reading ON reading.document = number WHERE id = ?",
            (column(reading.document.id),),
        )
        if found is None:
            if self._db.row("SELECT 1 FROM removal WHERE id = ?", (column(reading.document.id),)):
                return False  # taken down while it was read
            raise StoreError(reading.document.id, "is not in the store, so its reading cannot be kept")
        number, made_by = found
        if made_by == column(reading.made_by):
            return False
        self._db.write("DELETE FROM reading WHERE document = ?", (number,))
        self._unmark_done(DONE, number)
        if made_by is not None:
            self._db.write("DELETE FROM meta WHERE name = ?", (f"{_READ}{made_by}",))
        values = (number, column(reading.made_by), pack(reading))
        self._db.write("INSERT INTO reading (document, made_by, record) VALUES (?, ?, ?)", values)
        return True

    def reading(self, document_id: str) -> Reading | None:
        """The reading of this document."""
        query = "SELECT reading.record FROM reading JOIN document ON document.number = reading.document WHERE document.id = ?"
        found = self._db.row(query, (column(document_id),))
        return self._db.record(Reading, found[0]) if found else None

    def readings(self, document_ids: Sequence[str] | None = None) -> Iterator[Reading]:
        """The readings of these documents, or all, in the order of `documents`."""
        some = "" if document_ids is None else "WHERE document.id IN (SELECT value FROM json_each(?))"
        return self._readings(some, () if document_ids is None else (array(document_ids),))

    def stating(self, statement_ids: Sequence[str]) -> dict[str, str]:
        """The document of each of these statements, of those that are among what is read."""
        query = "SELECT id FROM reading JOIN document ON document.number = reading.document WHERE instr(reading.record, ?) ORDER BY id"
        found = {}
        for name in dict.fromkeys(statement_ids):
            # The id stands in other records' fields too: whose statement it is, its own reading tells.
            for (document_id,) in self._db.rows(query, (f'"{name}"',)):
                reading = self.reading(plain(document_id))
                if reading and any(one.id == name for one in reading.statements):
                    found[name] = plain(document_id)
                    break
        return found

    def uncompared(self, made_by: str) -> Iterator[Reading]:
        """The readings from which `made_by` has made no tellings yet, in the order of `documents`."""
        query = f"SELECT number FROM ({_UNCOMPARED}) AS fresh CROSS JOIN document USING (number) ORDER BY {_ORDER}"
        return self._db.records(Reading, "reading", query, (self._done(DONE, made_by), column(made_by)))

    def compared_all(self, made_by: str) -> None:
        """Note up to where `made_by` has compared every reading: `uncompared` then looks only at what has come since, or was read anew."""
        self._mark_done(DONE, made_by, _UNCOMPARED, "SELECT max(document) FROM reading")

    def _mark_done(self, what: str, made_by: str, left: str, last: str) -> None:
        """Note up to which number nothing is left: to before the first that `left` gives, else to the `last`."""
        with self.transaction():
            query = f"SELECT coalesce((SELECT min(number) - 1 FROM ({left})), ({last}), 0)"
            found = self._db.row(query, (self._done(what, made_by), column(made_by)))
            self._db.write("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (column(what + made_by), found[0] if found else 0))

    def _unmark_done(self, what: str, number: int) -> None:
        """Forget what is noted to be done up to this number or a later one."""
        self._db.write("DELETE FROM meta WHERE name > ? AND name < ? AND value >= ?", (what, f"{what}\x7f", number))

    def _done(self, what: str, made_by: str) -> int:
        mark = self._db.row("SELECT value FROM meta WHERE name = ?", (column(what + made_by),))
        return int(mark[0]) if mark else 0

    def _readings(self, where: str, parameters: Sequence[str | int]) -> Iterator[Reading]:
        query = f"SELECT number FROM document JOIN reading ON reading.document = document.number {where} ORDER BY {_ORDER}"
        return self._db.records(Reading, "reading", query, parameters)

    def search(self, query: str, limit: int = 20) -> list[tuple[str, str]]:
        """The documents that hold every word of the query, best first (BM25; a title counts four times), with the text around it."""
        wanted = search_expression(query)
        if not wanted or limit <= 0:
            return []
        found = self._db.rows(
            "SELECT document.id, snippet(document_text, 1, '', '', ' … ', ?) FROM document_text "
            "JOIN document ON document.number = document_text.rowid "
            "WHERE document_text MATCH ? ORDER BY bm25(document_text, 4.0, 1.0), document.id LIMIT ?",
            (_SNIPPET_TOKENS, wanted, limit),
        )
        return [(plain(document_id), snippet) for document_id, snippet in found]


def search_expression(query: str) -> str:
    """A user's text as an FTS5 query: every run of letters as a quoted phrase, so that nothing in it is an operator; "" for no words.

    "Tehrik-i-Taliban" becomes the phrase of its three words, as the tokenizer cut it in the text.
    """
    terms = (quoted or bare for quoted, bare in _TERMS.findall(_UNSEARCHABLE.sub(" ", query)))
    words = [term for term in terms if any(character.isalnum() for character in term)]
    return " ".join(f'"{word}"' for word in words[:_MOST_TERMS])
