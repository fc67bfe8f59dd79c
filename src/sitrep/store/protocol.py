"""What a store promises, whichever database is behind it.

Two kinds of data. *Evidence* (captures with their bytes, minted ids, judgements, grades given, removals) is appended, never rewritten:
a store refuses to change it, but for what is taken down. *Derived* records (everything else) can be thrown away with `clear_derived` and
made again from evidence.

Every method that puts is idempotent: putting the same twice changes nothing the second time. It returns how many records were
new (or replaced an older one). Every order is fixed by the records alone, not by the order in which they were put, except the
order of captures, of minting, of judgements and of gradings, which is evidence itself. An iterator gives what the store held when its
first record was asked for; the store may be written while it runs.

Every method raises StoreError, and no other error of the database, when the database fails or refuses a record. A store is used
by one thread; several processes may each open the same database.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Literal, Protocol, Self

from sitrep.records import Capture, Document, Failure, Grade, Grading, Incident, Judgement, Likeness, Proposal, Reading, Removal, Telling
from sitrep.store.absences import KeepsAbsences
from sitrep.store.watched import KeepsWatched

GradeKind = Literal["source", "outlet"]

# A blocking key that more tellings than this share says too little to find candidates by.
MAX_BLOCK = 100


class Store(KeepsAbsences, KeepsWatched, Protocol):
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

    # Evidence

    def add_capture(self, capture: Capture, body: bytes) -> bool:
        """Keep what was received; True if it was new. A capture is known by its digest and location; bytes are kept once a digest.

        Raises StoreError if `capture.digest` is not the SHA-256 of `body`.
        """
        ...

    def has_capture(self, capture: Capture) -> bool:
        """Whether `add_capture` would find nothing new in it."""
        ...

    def capture(self, digest: str, location: str | None = None) -> Capture | None:
        """The capture of this digest from this location; without a location the first that arrived."""
        ...

    def latest_capture(self, location: str) -> Capture | None:
        """The capture that arrived last from this location."""
        ...

    def captures(self) -> Iterator[Capture]:
        """Every capture in order of arrival."""
        ...

    def body(self, digest: str) -> bytes:
        """The bytes received. Raises StoreError if there are none of this digest, they no longer have it, or were taken down."""
        ...

    def kept(self, digest: str) -> bytes:
        """The bytes as they are kept: in the compression in which they came, where they came in one; else in zlib's.

        Empty for what was taken down. Raises StoreError if there are none of this digest.
        """
        ...

    def digests(self) -> list[str]:
        """The digest of everything that was received, in order."""
        ...

    def add_removal(self, removal: Removal) -> bool:
        """Keep that a document is taken down, and drop it with its reading and tellings; True if it was new.

        Documents of its id are not put again. Incidents and proposals that rest on it are for the caller to make anew.
        """
        ...

    def removals(self, document_ids: Sequence[str] | None = None) -> list[Removal]:
        """What was taken down, of these documents or of all, in the order in which it was."""
        ...

    def withhold(self, capture: Capture, document_ids: Sequence[str], rest: Sequence[Document]) -> None:
        """Keep a capture without its bytes, or drop them, because they hold these documents, which were taken down.

        `rest` are the other documents that it holds: they are kept in place of the bytes. Raises StoreError for a document that was not
        taken down.
        """
        ...

    def remainder(self, digest: str) -> list[Document] | None:
        """The documents that are left of a capture whose bytes are gone; None for one whose bytes are kept."""
        ...

    def withheld(self) -> dict[str, list[str]]:
        """The digests whose bytes are gone, each with the documents that were taken down with them."""
        ...

    def forget(self) -> None:
        """See to it that nothing which was deleted can be found in the database's files. Not to be called in a transaction.

        Raises StoreError (`retry`) where another process uses the database.
        """
        ...

    def mint(self, kind: str, founder: str) -> str:
        """The id of the thing of this kind (the prefix of its id, such as "inc") that `founder` founded, minted at the first call."""
        ...

    def minted(self, kind: str, founders: Sequence[str] | None = None) -> dict[str, str]:
        """Founder to minted id, in the order in which they were minted; of these founders, or of all."""
        ...

    def founders(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        """Minted id to founder, in the order in which they were minted; of those of these ids that were."""
        ...

    def add_judgement(self, judgement: Judgement) -> bool:
        """Keep an analyst's judgement; True if it was new. One of an id that is there already is passed over."""
        ...

    def judgements(self, names: Sequence[str] | None = None) -> list[Judgement]:
        """The judgements that name any of these documents or incidents, or all, in the order in which they were made."""
        ...

    def add_gradings(self, gradings: Sequence[Grading]) -> None:
        """Keep that grades were given, in this order. The same given twice is kept twice: what was given is for the caller to know."""
        ...

    def gradings(self) -> Iterator[Grading]:
        """The grades that were given, in the order in which they were."""
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
        """The versions of an article, oldest first: by moment of update (else publication), then in the order in which they arrived."""
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

    def uncompared(self, made_by: str) -> Iterator[Reading]:
        """The readings from which `made_by` has made no tellings yet, in the order of `documents`."""
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

    def put_tellings(self, document_id: str, tellings: Sequence[Telling], made_by: str) -> int:
        """Keep what `made_by` made of a document's reading, also when that is nothing; tellings by another maker are replaced.

        Raises StoreError if the store has no reading of the document, or a telling is of another document.
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

    def candidates(self, keys: Sequence[str], *, limit: int, max_block: int = MAX_BLOCK) -> list[Telling]:
        """The tellings that share a blocking key with `keys`, at most `limit`, most alike first.

        A shared key counts the more the fewer tellings have it (1/n); keys that more than `max_block` tellings have count
        nothing. Ties go by id. A telling that is itself in the store is among its own candidates.
        """
        ...

    def put_likenesses(self, likenesses: Sequence[Likeness]) -> int:
        """Keep edges between tellings, one for each pair, whichever way round; a newer one replaces one that says otherwise.

        Raises StoreError if the store does not have both tellings, or they are the same.
        """
        ...

    def clear_likenesses(self) -> None:
        """Throw away every edge, to make all anew."""
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

    def put_grades(self, kind: GradeKind, grades: Sequence[Grade]) -> int:
        """Keep these as the grades of all sources or of all outlets, in this order; earlier ones of the kind go."""
        ...

    def grades(self, kind: GradeKind) -> list[Grade]:
        """The grades of sources or of outlets, in the order in which they were put."""
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

        Captures, minted, judgements, gradings, removals, documents, articles, outlets, readings, tellings, likenesses, incidents,
        proposals, failures.
        """
        ...
