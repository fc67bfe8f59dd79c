"""What is known already of what is to be collected: what an address gave last, and which captures are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Protocol

from sitrep.collect import OPML
from sitrep.records import Capture, Failure, Response

# What the second use of a key in a run has behind it.
_USED_AGAIN = re.compile(r"#[0-9]+\Z")


class _Keeps(Protocol):
    def latest_capture(self, location: str) -> Capture | None: ...

    def has_capture(self, capture: Capture) -> bool: ...

    def failures(self, stage: str | None = None) -> Iterator[Failure]: ...


class Known:
    """What a store knows, for inputs that are collected with this outlet and date. What failed is wanted again, whatever is kept of it."""

    def __init__(self, store: _Keeps, outlet: str | None, published: str | None) -> None:
        self._store, self._said = store, (outlet, published)
        named = [failure.subject for failure in store.failures("collect")]
        self._failed = {*named, *(_USED_AGAIN.sub("", subject) for subject in named)}

    def response(self, address: str) -> Response | None:
        """What an address gave last: that it has not changed is asked by it, and where it has moved to. None for what others received.

        Another outlet or date makes other documents, and a list of feeds is wanted whole, for its feeds may have changed: of such
        answers it is only told where they came from.
        """
        latest = self._store.latest_capture(address)
        if latest is None or latest.response is None or latest.response.archive or address in self._failed:
            return None
        if latest.media_type == OPML or (latest.outlet, latest.published) != self._said:
            return replace(latest.response, etag=None, last_modified=None)
        return latest.response

    def has(self, capture: Capture) -> bool:
        """Whether a capture is kept and gave what it holds."""
        return capture.key not in self._failed and self._store.has_capture(capture)
