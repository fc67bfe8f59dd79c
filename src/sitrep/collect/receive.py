"""From inputs to captures: files as they are read, addresses as they arrive, lists of feeds followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from sitrep.collect.captures import captures, fetched_captures
from sitrep.collect.imap import is_mailbox, mail_captures, mailbox
from sitrep.collect.imap.taking import Locations
from sitrep.collect.inputs import expand
from sitrep.collect.kinds import FEEDS, LINE, OPML, SINGLE
from sitrep.collect.limits import Limits
from sitrep.collect.opml import listed
from sitrep.collect.plain import line_key
from sitrep.collect.web import Fetching, Have, Known, Listing, is_web
from sitrep.errors import CollectError
from sitrep.records import Capture, Failure

if TYPE_CHECKING:
    from sitrep.collect.fetch import Fetched, Fetches


@dataclass(frozen=True, slots=True, kw_only=True)
class Unchanged:
    """An address whose server says that it still holds what was received from it last; or what an archive or a file holds and is known.

    `key` is that of its document, where it is known that there is one.
    """

    address: str
    key: str | None = None


Received = tuple[Capture, bytes] | Unchanged | Failure


def receive(
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
    as_named: bool = False,
) -> Iterator[Received]:
    """What `inputs` name, in order. An address is fetched once however often it is named.

    `as_named`: every input is one file or address; folders, globs and lists of feeds are not followed. `known` gives what was
    received last from an address, so that it is only sent again if it has changed. What an archive or a file that takes time to
    read holds and `have` says is there already comes as Unchanged. `listing` gives the CSS selector for a page that lists articles,
    `locations` those of captures that are kept and begin with a string: what a mailbox holds of them is not taken again.
    """
    taking = _Taking(received, limits, outlet, published, listing or _no_list, locations)
    web = _Web(fetching or Fetching(), limits, known)
    try:
        for item in _taken(inputs, as_named, web, taking):
            had = _had(*item, have) if have and isinstance(item, tuple) else None
            yield had or item
            if had is None and isinstance(item, tuple) and item[0].media_type == OPML and not as_named:
                yield from _followed(*item, web, taking)
    finally:
        web.close()


def _taken(inputs: Sequence[str], as_named: bool, web: _Web, taking: _Taking) -> Iterator[Received]:
    """What each input gives: addresses are asked for together at the start, and taken in the order of the inputs."""
    arriving = web.fetched(given for given in inputs if is_web(given))
    for path in inputs if as_named else expand(inputs):
        if isinstance(path, Failure):
            yield path
        elif is_web(path):
            yield from web.take(path, arriving, taking)
        elif is_mailbox(path):
            yield from taking.mail(path, web.fetching)
        else:
            yield from taking.file(path)


def _had(capture: Capture, body: bytes, have: Have) -> Unchanged | None:
    """That a capture is kept, where it is worth to ask: it comes out of an archive (its key then says which, and its location what it is
    of), its document takes time to make, or it is one line of many.
    """
    if capture.media_type == LINE:
        key = line_key(capture, body)
        place = capture.location.rpartition(":")[0]
        return Unchanged(address=place, key=key) if key and have(replace(capture, key=key)) else None
    single = _is_single(capture)
    if (capture.key != capture.location or single) and have(capture):
        return Unchanged(address=capture.location, key=capture.key if single else None)
    return None


def _is_single(capture: Capture) -> bool:
    return capture.media_type in SINGLE and capture.response is None and capture.listing is None


def _no_list(_: str) -> str | None:
    return None


@dataclass(frozen=True, slots=True)
class _Taking:
    """What is the same for every capture of a run."""

    received: datetime
    limits: Limits
    outlet: str | None
    published: str | None
    listing: Listing
    locations: Locations | None

    def file(self, path: str) -> Iterator[Received]:
        """The captures of a file."""
        return captures(
            path,
            received=self.received,
            limits=self.limits,
            outlet=self.outlet,
            published=self.published,
            listing=self.listing(path),
        )

    def captures(self, address: str, fetched: Fetched, listing: str | None = None) -> Iterator[Received]:
        """The captures of what was fetched, as a list of articles if a selector says so; its body is closed."""
        if fetched.body is None:
            yield Unchanged(address=address)
            return
        with fetched.body as body, fetched.sent or nullcontext() as sent:
            yield from fetched_captures(
                address,
                body,
                fetched.response,
                sent=sent,
                received=self.received,
                limits=self.limits,
                outlet=self.outlet,
                published=self.published,
                listing=listing or self.listing(address),
            )

    def mail(self, address: str, fetching: Fetching) -> Iterator[Received]:
        """The new messages of a mailbox; that nothing has changed, where there are none."""
        count = 0
        for item in mail_captures(
            address,
            received=self.received,
            limits=self.limits,
            fetching=fetching,
            outlet=self.outlet,
            published=self.published,
            locations=self.locations,
        ):
            count += 1
            yield item
        if not count:
            yield Unchanged(address=mailbox(address).address)


@dataclass(slots=True)
class _Web:
    """Fetches, started at the first address: the HTTP client is not imported without one."""

    fetching: Fetching
    limits: Limits
    known: Known | None
    _fetches: Fetches | None = None
    _asked: set[str] = field(default_factory=set)
    _taken: set[str] = field(default_factory=set)

    def fetched(self, addresses: Iterable[str]) -> Iterator[tuple[str, Fetched | Failure]]:
        """What those of the addresses give that no other call asked for, in order."""
        new = [address for address in dict.fromkeys(addresses) if address not in self._asked]
        self._asked.update(new)
        if new and self._fetches is None:
            from sitrep.collect.fetch import Fetches

            self._fetches = Fetches(self.fetching, max_bytes=self.limits.max_bytes, max_archive=self.limits.max_archive, known=self.known)
        return self._fetches.in_order(new) if self._fetches else iter(())

    def take(self, address: str, arriving: Iterator[tuple[str, Fetched | Failure]], taking: _Taking) -> Iterator[Received]:
        """What an address gave, which comes next unless it was taken before."""
        if address in self._taken:
            return
        self._taken.add(address)
        _, item = next(arriving)
        if isinstance(item, Failure):
            yield item
        else:
            yield from taking.captures(address, item)

    def close(self) -> None:
        """Give up what is on its way."""
        if self._fetches:
            self._fetches.close()


def _followed(capture: Capture, body: bytes, web: _Web, taking: _Taking) -> Iterator[Received]:
    """The feeds, and pages that list articles, that a list of feeds names; what stands there and is neither is a Failure."""
    try:
        feeds = listed(capture, body) or []
    except CollectError:
        return  # said where documents are made of the list
    lists = {feed["url"] or "": feed.get("list") for feed in feeds[: taking.limits.max_feeds]}
    for address, fetched in web.fetched(lists):
        if isinstance(fetched, Failure):
            yield fetched
            continue
        for item in taking.captures(address, fetched, lists[address]):
            if isinstance(item, tuple) and not _is_of_list(item[0], address):
                yield Failure(subject=address, reason="is not a feed")
                break
            yield item


def _is_of_list(capture: Capture, address: str) -> bool:
    return capture.key == address and (capture.media_type in FEEDS or capture.listing is not None)
