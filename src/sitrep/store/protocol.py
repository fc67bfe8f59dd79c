"""What a store promises, whichever database is behind it.

Two kinds of data. *Evidence* (captures with their bytes, minted ids, judgements, grades given, removals, absences, editions, drafts,
deeds) is appended, never rewritten: a store refuses to change it, but for what is taken down. *Derived* records (everything else) can
be thrown away with `clear_derived` and made again from evidence. Beside them stands what is known of watched addresses: changed with
every poll, and kept.

Every method that puts is idempotent: putting the same twice changes nothing the second time. It returns how many records were
new (or replaced an older one). Every order is fixed by the records alone, not by the order in which they were put, except the
order of captures, of minting, of judgements, of gradings, of drafts and of deeds, which is evidence itself. An iterator gives what the
store held when its first record was asked for; the store may be written while it runs.

Every method raises StoreError, and no other error of the database, when the database fails or refuses a record. A store is used
by one thread; several processes may each open the same database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Literal, NamedTuple, Protocol, Self

from sitrep.records import Document, Failure, Grade, Incident, Likeness, Proposal, Reading, Telling
from sitrep.store.absences import KeepsAbsences
from sitrep.store.editions import KeepsEditions
from sitrep.store.keeps import KeepsEvidence
from sitrep.store.transfer import KeepsTransfers
from sitrep.store.watched import KeepsWatched
from sitrep.store.writings import KeepsWritings

GradeKind = Literal["source", "outlet"]
# A source or an outlet, by kind and name.
Named = tuple[GradeKind, str]

# A blocking key that more tellings than this share says too little to find candidates by.
MAX_BLOCK = 100


class Track(NamedTuple):
    """The record of a source or outlet: in how many incidents it is `named`, how many of its accounts were judged there, how many of them
    supported, and in how many incidents that was.
    """

    kind: GradeKind
    name: str
    named: int
    supported: int
    judged: int
    incidents: int


class Store(KeepsEvidence, KeepsAbsences, KeepsEditions, KeepsTransfers, KeepsWatched, KeepsWritings, Protocol):
    """Keeps records and finds them again. Used as a context manager, it is closed at the end."""

    def __enter__(self) -> Self: ...

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None: ...

    def close(self) -> None:
        """Close the database; a second call does nothing. Any other method then raises StoreError."""
        ...

    def transaction(self) -> AbstractContextManager[None]:
        """All that is put inside becomes one commit, or nothing if an exception leaves the block.

        May be nested: an inner block that raises undoes only itself, when the outer one goes on. On a store opened for reading,
        everything inside is read from one moment's state.
        """
        ...

    # Documents and readings

    def put_documents(self, documents: Sequence[Document]) -> int:
        """Keep documents, but for those that were taken down. The first of an id stays: the same text from the same place is one."""
        ...

    def document(self, document_id: str) -> Document | None:
        """The document of this id."""
        ...

    def documents(self, *, unread_by: str | None = None) -> Iterator[Document]:
        """Every document by moment of publication (unknown last), key and id; or those without a reading made by `unread_by`."""
        ...

    def versions(self, article: str) -> list[Document]:
        """The versions of an article, oldest first: by moment of update (else publication), where those tell; else as they arrived."""
        ...

    def put_readings(self, readings: Sequence[Reading]) -> int:
        """Keep readings. One made by another reader replaces what was there, and drops the tellings and likenesses made from it.

        Raises StoreError if the store does not have the document.
        """
        ...

    def reading(self, document_id: str) -> Reading | None:
        """The reading of this document."""
        ...

    def readings(self, document_ids: Sequence[str] | None = None) -> Iterator[Reading]:
        """The readings of these documents, or all, in the order of `documents`."""
        ...

    def stating(self, statement_ids: Sequence[str]) -> dict[str, str]:
        """The document of each of these statements, of those that are among what is read; takes the longer the more is read."""
        ...

    def uncompared(self, made_by: str) -> Iterator[Reading]:
        """The readings from which `made_by` has made no tellings yet, in the order of `documents`."""
        ...

    def read_all(self, made_by: str) -> None:
        """Note up to where `made_by` has read every document: those unread by it are then looked for only among what has come since."""
        ...

    def compared_all(self, made_by: str) -> None:
        """Note that `made_by` has compared every reading that there is: `uncompared` then looks only at what has come since, or was
        read anew.
        """
        ...

    def search(self, query: str, limit: int = 20) -> list[tuple[str, str]]:
        """The ids of the documents that hold every word of the query, best first, each with the stretch of text around it.

        Any text is a query: words, and phrases in double quotes; case and accents do not matter. No words: nothing found.
        """
        ...

    # Tellings and likenesses

    def put_tellings(self, told: Mapping[str, Sequence[Telling]], made_by: str) -> int:
        """Keep what `made_by` made of readings, by document id, also when that is nothing; tellings by another maker are replaced.

        Raises StoreError if the store has no reading of a document, or a telling is of another document.
        """
        ...

    def telling(self, telling_id: str) -> Telling | None:
        """The telling of this id."""
        ...

    def tellings(self, telling_ids: Sequence[str] | None = None) -> Iterator[Telling]:
        """These tellings, or all, by id."""
        ...

    def tellings_of(self, document_ids: Sequence[str]) -> Iterator[Telling]:
        """The tellings of these documents, by id."""
        ...

    def candidates(self, keys: Sequence[str], *, limit: int, max_block: int = MAX_BLOCK, always: Sequence[str] = ()) -> list[Telling]:
        """The tellings that share a blocking key with `keys`, at most `limit`, most alike first.

        A shared key counts the more the fewer tellings have it (1/n); keys that more than `max_block` tellings have count
        nothing, but those of `keys` that are in `always` count for the few tellings that were the first to have them, if they share
        three of them (or as many as there are). Ties go by id. A telling that is itself in the store is among its own candidates.
        """
        ...

    def put_likenesses(self, likenesses: Sequence[Likeness]) -> int:
        """Keep edges between tellings, one for each pair, whichever way round; a newer one replaces one that says otherwise.

        Raises StoreError if the store does not have both tellings, or they are the same.
        """
        ...

    def clear_likenesses(self) -> None:
        """Throw away every edge, to make all anew. `candidates` then gives the same in whatever order tellings were put."""
        ...

    def likenesses(self, telling_ids: Sequence[str]) -> list[Likeness]:
        """The edges that touch any of these tellings, by first and second."""
        ...

    def component(self, telling_ids: Sequence[str], threshold: float = 0.0) -> set[str]:
        """These tellings (those that the store has) and all that edges of at least this score connect with them."""
        ...

    # The picture

    def put_incidents(self, incidents: Sequence[Incident]) -> int:
        """Keep incidents; one of the same id is replaced if it differs."""
        ...

    def replace_incidents(self, removed: Sequence[str], incidents: Sequence[Incident]) -> int:
        """Remove the incidents of these ids and put others, all or nothing."""
        ...

    def incidents(self) -> Iterator[Incident]:
        """Every incident, the latest start first (unknown last), then by id."""
        ...

    def tallied(self) -> tuple[int, int]:
        """How many incidents have more than one origin, and how many have a disputed claim, without a record being decoded."""
        ...

    def incident(self, id_or_alias: str) -> Incident | None:
        """The incident of this id; else the one that lists it as an alias."""
        ...

    def incident_of(self, document_id: str) -> list[Incident]:
        """The incidents that this document reports, in the order of `incidents`."""
        ...

    def reported_with(self, document_ids: Sequence[str]) -> tuple[set[str], set[str]]:
        """(the ids of the incidents that any of these documents reports, all the documents that report those incidents)."""
        ...

    def put_proposals(self, proposals: Sequence[Proposal]) -> int:
        """Keep proposals; one of the same id is replaced if it differs."""
        ...

    def replace_proposals(self, removed: Sequence[str], proposals: Sequence[Proposal]) -> int:
        """Remove the proposals of these ids and put others, all or nothing."""
        ...

    def proposals(self) -> Iterator[Proposal]:
        """Every proposal, the one with the latest dated position first (none dated last), then by id."""
        ...

    def proposal(self, id_or_alias: str) -> Proposal | None:
        """The proposal of this id; else the one that lists it as an alias."""
        ...

    def proposal_of(self, document_id: str) -> list[Proposal]:
        """The proposals on which this document gives a position, in the order of `proposals`."""
        ...

    # Weighing

    def put_grades(self, kind: GradeKind, grades: Sequence[Grade]) -> int:
        """Keep these as the grades of all sources or of all outlets; earlier ones of the kind go."""
        ...

    def change_grades(self, kind: GradeKind, grades: Sequence[Grade], gone: Sequence[str] = ()) -> int:
        """Keep these grades beside the others of the kind, and drop those of the names that are gone."""
        ...

    def grades(self, kind: GradeKind, names: Sequence[str] | None = None) -> list[Grade]:
        """The grades of sources or of outlets, of these names or of all, by name."""
        ...

    def unweighed(self) -> Iterator[Incident]:
        """The incidents that are not weighed as they stand: put since they were weighed, or taken as not weighed."""
        ...

    def unweigh(self) -> None:
        """Take every incident as not weighed, every record as changed, and forget the grades."""
        ...

    def weighed_on(self, named: Sequence[Named], latest: Sequence[Named], most: int) -> Iterator[Incident]:
        """The incidents that are weighed as they stand and name a source or outlet of `named`; and, of the incidents that name one of
        `latest`, those made last, at most so many.
        """
        ...

    def put_verdicts(self, incident_id: str, verdicts: Mapping[Named, tuple[int, int]]) -> None:
        """Keep what an incident adds to the record of each source and outlet that it names: accounts (supported, judged).

        It goes with the incident, and in place of what was kept for it before.
        """
        ...

    def fresh_tracks(self) -> list[Track]:
        """The records that have changed since `settle_tracks`, by kind and name; one whose name no incident has any more is `named` 0."""
        ...

    def settle_tracks(self) -> None:
        """Note that grades have been given from every record."""
        ...

    def put_weighed(self, incidents: Sequence[Incident]) -> int:
        """Keep incidents as they were weighed, in place of those of the same ids, of which only the grades differ."""
        ...

    # Failures, and what is known of the whole

    def put_failures(self, failures: Sequence[Failure], stage: str) -> int:
        """Keep what failed at a stage, the latest reason for each subject."""
        ...

    def failures(self, stage: str | None = None) -> Iterator[Failure]:
        """What failed, at one stage or at all, by stage and subject."""
        ...

    def forget_failures(self, subjects: Sequence[str], stage: str | None = None) -> int:
        """Drop the failures of these subjects, at one stage or at all; gives how many were dropped."""
        ...

    def meta(self, name: str) -> str | None:
        """A text kept under a name, such as "generated"."""
        ...

    def set_meta(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        ...

    def clear_derived(self) -> None:
        """Throw away everything derived."""
        ...

    def counts(self, *kinds: str) -> dict[str, int]:
        """How many there are of these kinds of record, or of each; counting takes the longer the more there are.

        Captures, minted, judgements, gradings, removals, drafts, deeds, documents, articles, outlets, readings, tellings, likenesses,
        incidents, proposals, failures.
        """
        ...
