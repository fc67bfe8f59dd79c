"""What was taken down: documents go with all that was made of them, bytes with what they held; who, when and why stays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from sitrep.codec import from_json
from sitrep.errors import StoreError
from sitrep.records import Capture, Cited, Document, GradedKind, Grading, Removal
from sitrep.store.documents import DONE
from sitrep.store.editions import drop_words
from sitrep.store.evidence import Evidence
from sitrep.store.lasting import STRIPPED
from sitrep.store.rows import array, column, encoded, pack, plain, unpack


class Removals(Evidence):
    """Taking down, and remembering that it was done."""

    def add_removal(self, removal: Removal) -> bool:
        """Keep that a document is taken down, and drop it with its reading and tellings; True if it was new.

        Ids that it founded stay minted, but the words that they were minted from go, and its words go from editions. Its captures are
        dropped by `withhold`.
        """
        with self.transaction():
            if self._db.row("SELECT 1 FROM removal WHERE id = ?", (column(removal.document),)) is not None:
                return False
            self._db.write("INSERT INTO removal (id, record) VALUES (?, ?)", (column(removal.document), pack(removal)))
            self._take_words(removal.document)
        return True

    def _take_words(self, document_id: str) -> None:
        """Take what a document says from wherever it stands but in captures. A removal must name it."""
        for founder in self._founders(document_id):
            self._blank(founder)
        self._drop(document_id)
        drop_words(self._db, {document_id})
        self._unquote(document_id)

    def _founders(self, document_id: str) -> Iterator[str]:
        yield document_id
        query = "SELECT telling.id FROM telling JOIN document ON telling.document = document.number WHERE document.id = ?"
        yield from (plain(name) for (name,) in self._db.rows(query, (column(document_id),)))

    def _blank(self, founder: str) -> None:
        """Take the words from the founders that stand behind this document or telling; a number alone stays."""
        for number, name in self._db.rows("SELECT number, founder FROM minted WHERE founder GLOB ? OR founder GLOB ?", _globs(founder)):
            if not plain(name).removeprefix(f"{founder}/").isdigit():
                self._db.write("UPDATE minted SET founder = 'removed/' || id WHERE number = ?", (number,))

    def _drop(self, document_id: str) -> None:
        found = self._db.row("SELECT number FROM document WHERE id = ?", (column(document_id),))
        if found is None:
            return
        self._db.write("DELETE FROM document_text WHERE rowid = ?", found)
        self._db.write("DELETE FROM document WHERE number = ?", found)
        # Its number may be given again: what bears it then has not been compared.
        self._db.write("DELETE FROM meta WHERE name LIKE ? AND value >= ?", (f"{DONE}%", *found))

    def _unquote(self, document_id: str) -> None:
        """Take the document's words from the citations that drafts were saved with."""
        query = "SELECT number, record FROM cited WHERE number IN (SELECT cited FROM cited_words WHERE document = ?)"
        for number, packed in self._db.rows(query, (column(document_id),)):
            bare = replace(self._db.record(Cited, packed), words="", standings=())
            self._db.write("UPDATE cited SET record = ? WHERE number = ?", (pack(bare), number))

    def strip_gradings(self, borne: Callable[[Grading], bool]) -> int:
        """Take the names and the answers from grades given to what nothing bears any more; give how many. Something was taken down."""
        count = 0
        with self.transaction():
            for number, packed in self._db.rows("SELECT number, record FROM grading ORDER BY number"):
                given = self._db.record(Grading, packed)
                if STRIPPED in (given.subject, given.value) or borne(given):
                    continue
                of_account = given.kind is GradedKind.ACCOUNT
                bare = replace(given, value=STRIPPED) if of_account else replace(given, subject=STRIPPED)
                self._db.write("UPDATE grading SET record = ? WHERE number = ?", (pack(bare), number))
                if not of_account:
                    self._db.write("UPDATE graded SET subject = ? WHERE grading = ?", (STRIPPED, number))
                count += 1
        return count

    def removals(self, document_ids: Sequence[str] | None = None) -> list[Removal]:
        """What was taken down, of these documents or of all, in the order in which it was."""
        where = "" if document_ids is None else "WHERE id IN (SELECT value FROM json_each(?))"
        parameters = () if document_ids is None else (array(document_ids),)
        return list(self._db.records(Removal, "removal", f"SELECT number FROM removal {where} ORDER BY number", parameters))

    def withhold(self, capture: Capture, document_ids: Sequence[str], rest: Sequence[Document]) -> None:
        """Keep a capture without its bytes, or drop them, because they hold these documents, which were taken down.

        `rest` are the other documents that it holds: they are kept in place of the bytes. Raises StoreError for a document that was not
        taken down.
        """
        with self.transaction():
            digest = column(capture.digest)
            self._db.write("INSERT INTO capture_body (digest, body) VALUES (?, x'')", (digest,))
            self._put_capture(capture)
            for name in document_ids:
                found = self._db.row("SELECT number FROM removal WHERE id = ?", (column(name),))
                if found is None:
                    raise StoreError(name, "was not taken down, so its bytes stay")
                self._db.write("INSERT INTO withheld (digest, removal) VALUES (?, ?)", (digest, *found))
            self._db.write("UPDATE capture_body SET body = x'' WHERE digest = ? AND body <> x''", (digest,))
            self._keep_rest(digest, document_ids, rest)

    def _keep_rest(self, digest: str, document_ids: Sequence[str], rest: Sequence[Document]) -> None:
        before = self.remainder(digest)
        kept = [one for one in (rest if before is None else before) if one.id not in document_ids]
        if before is None:
            self._db.write("INSERT INTO remainder (digest, record) VALUES (?, ?)", (digest, pack(kept)))
        elif len(kept) < len(before):
            self._db.write("UPDATE remainder SET record = ? WHERE digest = ?", (pack(kept), digest))

    def remainder(self, digest: str) -> list[Document] | None:
        """The documents that are left of a capture whose bytes are gone; None for one whose bytes are kept."""
        found = self._db.row("SELECT record FROM remainder WHERE digest = ?", (column(digest),))
        if found is None:
            return None
        try:
            return [from_json(Document, one) for one in unpack(found[0])]
        except (ValueError, TypeError, RecursionError) as error:
            raise StoreError(digest, f"is damaged: what is left of it cannot be read ({error})") from error

    def withheld(self) -> dict[str, list[str]]:
        """The digests whose bytes are gone, each with the documents that were taken down with them."""
        query = "SELECT digest, id FROM withheld JOIN removal ON removal.number = withheld.removal ORDER BY withheld.number"
        found: dict[str, list[str]] = {}
        for digest, name in self._db.rows(query):
            found.setdefault(plain(digest), []).append(plain(name))
        return found

    def forget(self) -> None:
        """Write the file anew, so that nothing in it or beside it holds what was deleted. Raises StoreError where others use it now."""
        self._db.rows("INSERT INTO document_text (document_text) VALUES ('optimize')")
        self._db.drop_decoded()
        # A copy of the whole in memory would not do; it holds only what stays, so it may lie on the disk.
        self._db.rows("PRAGMA temp_store = FILE")
        try:
            self._db.rows("VACUUM")
        finally:
            self._db.rows("PRAGMA temp_store = MEMORY")
        busy = self._db.row("PRAGMA wal_checkpoint(TRUNCATE)")
        if busy and busy[0]:
            raise StoreError(str(self._db.path), "is being read by another process, so deleted words may still lie in it", retry=True)


def _globs(founder: str) -> tuple[str, str]:
    """What the columns look like that hold "FOUNDER/" and something behind it, plain or encoded; ids hold no signs that mean anything."""
    start = f"{founder}/"
    return f"{start}*", f"{encoded(start)}*"
