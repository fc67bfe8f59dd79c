"""What analysts write, in SQLite: drafts with what their citations led to, and deeds. Evidence, appended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from sitrep.errors import StoreError
from sitrep.records import Cited, Deed, Draft
from sitrep.store.part import Part
from sitrep.store.rows import array, column, pack, plain

RecordT = TypeVar("RecordT", Draft, Deed)


class KeepsWritings(Protocol):
    """What a store promises of drafts and deeds."""

    def add_draft(self, draft: Draft, cited: Sequence[Cited] = ()) -> Draft:
        """Keep a draft, with what its citations led to; gives it with the number that it got: the next of its assessment.

        One whose id is there already is given as it is there.
        """
        ...

    def drafts(self, assessment: str | None = None) -> list[Draft]:
        """The drafts of an assessment, or all, in the order in which they were saved."""
        ...

    def cited(self, draft: str) -> list[Cited]:
        """What the citations of a draft led to when it was saved, in their order; without words of what was taken down since."""
        ...

    def citing(self, document_ids: Sequence[str]) -> list[str]:
        """The assessments of which a draft was saved with words of any of these documents, in order."""
        ...

    def add_deed(self, deed: Deed) -> bool:
        """Keep a deed; True if it was new. Raises StoreError if its draft is not there."""
        ...

    def deeds(self, assessment: str | None = None) -> list[Deed]:
        """The deeds on an assessment, or all, in the order in which they were done: by their moments, those of one moment by arrival."""
        ...


class Writings(Part):
    """The part of the store that keeps what analysts write."""

    def add_draft(self, draft: Draft, cited: Sequence[Cited] = ()) -> Draft:
        """Keep a draft, with what its citations led to; gives it with the number that it got."""
        with self.transaction():
            known = self._db.row("SELECT record FROM draft WHERE id = ?", (column(draft.id),))
            if known is not None:
                return self._db.record(Draft, known[0])
            last = self._db.row("SELECT coalesce(max(place), 0) FROM draft WHERE assessment = ?", (column(draft.assessment),))
            draft = replace(draft, number=1 + (last[0] if last else 0))
            insert = "INSERT INTO draft (id, assessment, place, record) VALUES (?, ?, ?, ?) RETURNING number"
            [(number,)] = self._db.rows(insert, (column(draft.id), column(draft.assessment), draft.number, pack(draft)))
            for one in cited:
                self._cite(number, one)
        return draft

    def _cite(self, draft: int, cited: Cited) -> None:
        insert = "INSERT INTO cited (draft, name, record) VALUES (?, ?, ?) RETURNING number"
        for (number,) in self._db.rows(insert, (draft, column(f"{cited.kind.value}:{cited.target}"), pack(cited))):
            names = [(column(name), number) for name in dict.fromkeys(cited.documents)]
            self._db.write_many("INSERT INTO cited_words (document, cited) VALUES (?, ?)", names)

    def drafts(self, assessment: str | None = None) -> list[Draft]:
        """The drafts of an assessment, or all, in the order in which they were saved."""
        return self._of("draft", Draft, assessment)

    def cited(self, draft: str) -> list[Cited]:
        """What the citations of a draft led to when it was saved."""
        query = "SELECT cited.number FROM cited JOIN draft ON draft.number = cited.draft WHERE draft.id = ? ORDER BY cited.number"
        return list(self._db.records(Cited, "cited", query, (column(draft),)))

    def citing(self, document_ids: Sequence[str]) -> list[str]:
        """The assessments of which a draft was saved with words of any of these documents, in order."""
        query = (
            "SELECT DISTINCT assessment FROM cited_words JOIN cited ON cited.number = cited_words.cited "
            "JOIN draft ON draft.number = cited.draft WHERE document IN (SELECT value FROM json_each(?)) ORDER BY assessment"
        )
        return [plain(name) for (name,) in self._db.rows(query, (array(document_ids),))]

    def add_deed(self, deed: Deed) -> bool:
        """Keep a deed; True if it was new."""
        with self.transaction():
            if self._db.row("SELECT 1 FROM deed WHERE id = ?", (column(deed.id),)) is not None:
                return False
            of = self._db.row("SELECT assessment FROM draft WHERE id = ?", (column(deed.draft),))
            if of != (column(deed.assessment),):
                raise StoreError(deed.draft, f"is not a draft of {deed.assessment}, so nothing can be done with it")
            insert = "INSERT INTO deed (id, assessment, record) VALUES (?, ?, ?)"
            self._db.write(insert, (column(deed.id), column(deed.assessment), pack(deed)))
        return True

    def deeds(self, assessment: str | None = None) -> list[Deed]:
        """The deeds on an assessment, or all, in the order in which they were done: by their moments, then by arrival."""
        # What is imported arrives later than what was done after it, so arrival alone would let a publication undo a withdrawal.
        return sorted(self._of("deed", Deed, assessment), key=lambda one: one.at)

    def _of(self, table: str, record: type[RecordT], assessment: str | None) -> list[RecordT]:
        if assessment is None:
            return list(self._db.records(record, table, f"SELECT number FROM {table} ORDER BY number"))
        query = f"SELECT number FROM {table} WHERE assessment = ? ORDER BY number"
        return list(self._db.records(record, table, query, (column(assessment),)))
