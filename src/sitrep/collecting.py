"""What is known already of what is to be collected: what an address gave last, and which captures are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Protocol

from sitrep.collect import LINE, OPML, Unchanged, is_mailbox, is_web, place_of
from sitrep.records import Capture, Failure, Response, Watched

# What the second use of a key in a run has behind it.
_USED_AGAIN = re.compile(r"#[0-9]+\Z")


# Selectors: one for all inputs, or by address (None: the page is no list).
Lists = str | Mapping[str, str | None] | None


class _Keeps(Protocol):
    def latest_capture(self, location: str) -> Capture | None: ...

    def has_capture(self, capture: Capture) -> bool: ...

    def locations(self, start: str) -> list[str]: ...

    def watched(self) -> list[Watched]: ...

    def failures(self, stage: str | None = None) -> Iterator[Failure]: ...


class Known:
    """What a store knows, for inputs that are collected with this outlet and date. What failed is wanted again, whatever is kept of it."""

    def __init__(self, store: _Keeps, outlet: str | None, published: str | None, listing: Lists = None) -> None:
        self._store, self._lists = store, listing
        self.outlet, self.published = outlet, published
        self._watched = {one.address: one.listing for one in store.watched() if one.listing}
        named = [failure.subject for failure in store.failures("collect")]
        self._failed = {*named, *(_USED_AGAIN.sub("", subject) for subject in named)}

    def response(self, address: str) -> Response | None:
        """What an address gave last: that it has not changed is asked by it, and where it has moved to. None for what others received.

        Another outlet, date or selector makes other documents, and a list of feeds is wanted whole, for its feeds may have changed: of such
        answers it is only told where they came from.
        """
        latest = self._store.latest_capture(address)
        if latest is None or latest.response is None or latest.response.archive or address in self._failed:
            return None
        same = (latest.outlet, latest.published, latest.listing) == (self.outlet, self.published, self.listing(address))
        if latest.media_type == OPML or not same:
            return replace(latest.response, etag=None, last_modified=None)
        return latest.response

    def listing(self, place: str) -> str | None:
        """The CSS selector that finds the articles of a page which lists some: as it is given, else as the address is watched with it."""
        if self._lists is None or isinstance(self._lists, str):
            return self._lists or self._watched.get(place)
        return self._lists[place] if place in self._lists else self._watched.get(place)

    def has(self, capture: Capture) -> bool:
        """Whether a capture is kept and gave what it holds."""
        return capture.key not in self._failed and self._store.has_capture(capture)

    def locations(self, start: str) -> list[str]:
        """The locations of captures that begin so."""
        return self._store.locations(start)


def heard_at(item: Capture | Unchanged) -> str | None:
    """The address of the web, or of the mailbox, that something came from; None for a file."""
    location = item.address if isinstance(item, Unchanged) else item.location
    if is_mailbox(location):
        return place_of(location)
    if not is_web(location):
        return None
    # A line of JSON Lines has its number behind the address.
    return location.rpartition(":")[0] if isinstance(item, Capture) and item.media_type == LINE else location
