"""Reading: Document → Reading. Who says what on whose word, and what happened.

Readers share one interface; `reader(name)` gives one by name: the trained reader, or the rule reader, the baseline.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Protocol

from sitrep.errors import ReadError
from sitrep.records import Document, Failure, Reading

READERS = ("trained", "rules")


class Reader(Protocol):
    """Turns documents into readings; `made_by` names it and its version in every record that it makes."""

    @property
    def made_by(self) -> str:
        """`component@version`."""

    def read(self, document: Document) -> Reading:
        """The reading of one document. Raises ReadError if it cannot be read."""

    def pipe(self, documents: Iterable[Document]) -> Iterator[Reading | Failure]:
        """The readings of many documents, in order, with bounded memory; a failure is a value in its place."""


def reader(name: str = "trained", *, threads: int = 0, actors: str = "") -> Reader:
    """The reader called `name`; `threads` bounds what a trained one uses (0: one for each core);
    `actors` is a file of the user's own rows of the actor table, which win over the package's, in this process
    until the next reader is made.

    Raises ConfigError if that table is wrong, ReadError if there is no reader of that name, or if its model is missing, damaged or of
    another version.
    """
    if name not in READERS:
        raise ReadError(name, f"there is no such reader (known: {', '.join(READERS)})")
    from sitrep.read.actors import actors as actor_table
    from sitrep.read.actors import use

    use(actors)
    if actors:
        actor_table()
    if name == "rules":
        from sitrep.read.rules import RuleReader

        return RuleReader()
    from sitrep.read.trained.reader import TrainedReader

    return TrainedReader(threads=threads)


__all__ = ["READERS", "Reader", "reader"]
