"""Addresses that had answered and are now missing (404) or gone (410): noticed while collecting, kept as evidence, and matched to articles.

Only an answer of the server's says so: a host that cannot be reached, or that refuses, says nothing of what it holds (RFC 9110, 15.5.5 and
15.5.11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Protocol

from sitrep.collect import Unchanged
from sitrep.records import Absence, Capture, Document, Failure

_MISSING = frozenset({404, 410})


class _Keeps(Protocol):
    def add_absence(self, absence: Absence) -> None: ...

    def absences(self) -> Iterator[Absence]: ...

    def latest_capture(self, location: str) -> Capture | None: ...


class Missing:
    """What is missing now, and keeping what changes of it at the moment `now`."""

    def __init__(self, store: _Keeps, now: datetime) -> None:
        self._store, self._now = store, now
        self._known = {one.address: one for one in missing(store.absences())}

    def heard(self, item: Capture | Unchanged | Failure) -> None:
        """Take what an address gave. An archive tells what it gave long ago."""
        if isinstance(item, Failure):
            self._failed(item.subject, item.status)
        elif isinstance(item, Unchanged):
            self._answered(item.address)
        elif item.response is not None and item.response.archive is None:
            self._answered(item.location)

    def _failed(self, address: str, status: int | None) -> None:
        """An address that had answered does no longer; one that never did was never there."""
        if status is None or status not in _MISSING or address in self._known or self._store.latest_capture(address) is None:
            return
        self._known[address] = Absence(address=address, status=status, since=self._now)
        self._store.add_absence(self._known[address])

    def _answered(self, address: str) -> None:
        """An address answers, again where it was missing."""
        if address in self._known:
            self._store.add_absence(replace(self._known.pop(address), until=self._now))


def missing(absences: Iterable[Absence]) -> list[Absence]:
    """What is missing still, by the absences in the order in which they were noticed (here; those of an import may be older)."""
    latest = {one.address: one for one in sorted(absences, key=lambda one: one.since)}
    return [one for one in latest.values() if one.until is None]


def of_article(versions: Iterable[Document], absences: Iterable[Absence]) -> Absence | None:
    """What is missing of an article: the address that it gives as its own, or the page that it was made from; the first of several.

    A feed that is gone takes none of its articles with it.
    """
    # The key of what was one of several in a feed or an archive has a "#".
    known = {_bare(address) for one in versions for address in (one.url, None if "#" in one.key else one.key) if address}
    held = [one for one in absences if _bare(one.address) in known]
    return min(held, key=lambda one: (one.since, one.address), default=None)


def _bare(address: str) -> str:
    return address.partition("#")[0].removesuffix("/")
