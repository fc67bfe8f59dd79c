"""What a store promises of evidence: it is appended, never rewritten, but for what is taken down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from sitrep.records import Capture, Document, Grading, Judgement, Removal


class KeepsEvidence(Protocol):
    """The part of `Store` that cannot be made again."""

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
        """The capture that was received last from this location; of several the one that came in last."""
        ...

    def locations(self, start: str) -> list[str]:
        """The locations of captures that begin with `start`, which is plain ASCII, in order, each once."""
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

    def strip_gradings(self, borne: Callable[[Grading], bool]) -> int:
        """Take the names and the answers from grades given to what nothing bears any more; give how many. Something was taken down."""
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

    def gradings(self, subjects: Sequence[str] | None = None) -> Iterator[Grading]:
        """The grades that were given, to these subjects or to all, in the order in which they were."""
        ...
