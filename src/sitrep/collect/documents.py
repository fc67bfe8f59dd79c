"""From a capture to its documents, and the whole stage in order."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from functools import partial
from typing import Protocol

from sitrep.collect.feeds import feed_documents
from sitrep.collect.imap import is_mailbox
from sitrep.collect.imap.taking import Locations
from sitrep.collect.keys import KeyCounter
from sitrep.collect.kinds import HTML, JSON_FEED, LINE, MAIL, OPML, PDF, TEXT, XML_FEED, not_read, suffix
from sitrep.collect.limits import Limits
from sitrep.collect.listing import listing_documents
from sitrep.collect.mail import mail_documents
from sitrep.collect.opml import list_documents
from sitrep.collect.pages import page_documents
from sitrep.collect.pdf import pdf_documents
from sitrep.collect.plain import line_documents, text_documents
from sitrep.collect.receive import Received, Unchanged, receive
from sitrep.collect.web import Fetching, Have, Known, Listing, is_web
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

_MAKERS = {
    TEXT: text_documents,
    LINE: line_documents,
    HTML: page_documents,
    XML_FEED: feed_documents,
    JSON_FEED: feed_documents,
    OPML: list_documents,
    MAIL: mail_documents,
    PDF: pdf_documents,
}

Collected = tuple[Capture, bytes, list[Document | Failure]]


class Spreading(Protocol):
    """How the work on many items is shared out: each item with the function's result, in order; those `wanted` maybe elsewhere."""

    def __call__(
        self,
        function: Callable[[Received], list[Document | Failure]],
        items: Iterable[Received],
        *,
        wanted: Callable[[Received], bool],
        weight: Callable[[Received], int],
    ) -> Iterable[tuple[Received, list[Document | Failure]]]:
        """The items with what `function` gives for them."""
        ...


def documents(capture: Capture, body: bytes, *, limits: Limits) -> Iterator[Document | Failure]:
    """The documents that a capture holds; a Failure, whose subject is the key, for each that cannot be made. Raises nothing.

    A pure function of its arguments: the same bytes give the same documents, ids included.
    """
    maker = listing_documents if capture.listing is not None else _MAKERS.get(capture.media_type)
    if maker is None:
        yield Failure(subject=capture.key, reason=not_read(capture.media_type))
        return
    try:
        yield from maker(capture, body, limits)
    except CollectError as error:
        yield error.failure()
    except Exception as error:  # noqa: BLE001 - what a library makes of hostile bytes must not cost the other inputs
        yield Failure(subject=capture.key, reason=f"cannot be read ({type(error).__name__})")


def collect(
    inputs: Sequence[str],
    *,
    received: datetime,
    limits: Limits,
    outlet: str | None = None,
    published: str | None = None,
    fetching: Fetching | None = None,
    known: Known | None = None,
    have: Have | None = None,
    listing: Listing | None = None,
    locations: Locations | None = None,
    spreading: Spreading | None = None,
) -> Iterator[Collected | Unchanged | Failure]:
    """Everything that `inputs` name, in order: each capture with its bytes and documents, or a Failure for what gave no capture.

    Keys are unique within the run: a second use of a key has "#2". (Ids are of the key as it was given, so that they do not depend
    on what else was collected.) `outlet` and `published` (a date) fill what the inputs do not say; `received` is an aware moment.
    An address that `known` knows (what was received from it last) comes as Unchanged if its server says so, and so does what an archive
    or a file that takes time to read holds if `have` says that its capture is kept. `spreading` may share out the pages among processes,
    which is done for files alone: what fetches has a thread, and processes are not started beside one. `listing` gives the CSS selector
    for what, if it is a page, lists articles; `locations` those of captures that are kept and begin with a string.
    """
    taking = receive(
        inputs,
        received=received,
        limits=limits,
        outlet=outlet,
        published=published,
        fetching=fetching,
        known=known,
        have=have,
        listing=listing,
        locations=locations,
    )
    fetches = any(is_web(given) or is_mailbox(given) or suffix(given) == ".opml" for given in inputs)
    share = _here if spreading is None or fetches else spreading
    yield from _with_keys(share(partial(_documents, limits), taking, wanted=_is_page, weight=_size))


def _with_keys(taken: Iterable[tuple[Received, list[Document | Failure]]]) -> Iterator[Collected | Unchanged | Failure]:
    """What was received with its documents, each key once in the run."""
    keys = KeyCounter()
    for item, found in taken:
        if isinstance(item, Unchanged):
            if item.key:
                keys.key(item.key)
            yield item
        elif isinstance(item, Failure):
            yield _renamed_failure(item, keys)
        else:
            yield (*item, [_renamed(one, keys) for one in found])


def _documents(limits: Limits, taken: Received) -> list[Document | Failure]:
    return list(documents(*taken, limits=limits)) if isinstance(taken, tuple) else []


def _here(
    function: Callable[[Received], list[Document | Failure]], items: Iterable[Received], **_: object
) -> Iterator[tuple[Received, list[Document | Failure]]]:
    for item in items:
        yield item, function(item)


def _is_page(taken: Received) -> bool:
    return isinstance(taken, tuple) and taken[0].media_type == HTML


def _size(taken: Received) -> int:
    return len(taken[1]) if isinstance(taken, tuple) else 0


def _renamed(found: Document | Failure, keys: KeyCounter) -> Document | Failure:
    if isinstance(found, Failure):
        return _renamed_failure(found, keys)
    key = keys.key(found.key)
    return found if key == found.key else dataclasses.replace(found, key=key)


def _renamed_failure(failure: Failure, keys: KeyCounter) -> Failure:
    subject = keys.key(failure.subject)
    return failure if subject == failure.subject else dataclasses.replace(failure, subject=subject)
