"""The new messages of a mailbox, as captures."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sitrep.collect.imap.address import Mailbox, mailbox
from sitrep.collect.kinds import MAIL
from sitrep.collect.limits import Limits, size
from sitrep.collect.mail import key_of
from sitrep.collect.web import Fetching
from sitrep.errors import CollectError
from sitrep.records import Capture, Failure

if TYPE_CHECKING:
    from sitrep.collect.imap.client import Client

Locations = Callable[[str], Iterable[str]]
# Messages whose sizes are asked for at a time, and what may stand around a message.
_AT_ONCE = 200
_AROUND = 64 * 1024
_UID = re.compile(rb"\bUID (\d{1,10})\b")
_SIZE = re.compile(rb"\bRFC822\.SIZE (\d{1,15})\b")


def mail_captures(
    given: str,
    *,
    received: datetime,
    limits: Limits,
    fetching: Fetching,
    outlet: str | None = None,
    published: str | None = None,
    locations: Locations | None = None,
) -> Iterator[tuple[Capture, bytes] | Failure]:
    """The messages of the mailbox at an address that no capture is kept of, oldest first; a Failure for what cannot be had.

    `locations` gives the locations of captures that begin with a string. A message is at the address of its UID, and its key is that of the
    server and its Message-ID, so that it is the same in another folder. No more than `limits.max_messages` are taken.
    """
    address = given
    try:
        box = mailbox(given)
        address = box.address
        password = fetching.passwords(box.account) if fetching.passwords else None
        if password is None:
            raise CollectError(address, "needs a password (SITREP_IMAP_PASSWORD, or the file that imap_passwords names)")
        for item in _messages(box, fetching, password, limits, locations):
            if isinstance(item, Failure):
                yield item
                continue
            place, body = item
            digest = hashlib.sha256(body).hexdigest()
            yield (
                Capture(
                    digest=digest,
                    media_type=MAIL,
                    received=received,
                    location=place,
                    key=f"{box.server}#{key_of(body) or digest[:16]}",
                    size=len(body),
                    outlet=outlet,
                    published=published,
                ),
                body,
            )
    except CollectError as error:
        yield error.failure()


def _messages(
    box: Mailbox, fetching: Fetching, password: str, limits: Limits, locations: Locations | None
) -> Iterator[tuple[str, bytes] | Failure]:
    """(address, bytes) of each new message."""
    from sitrep.collect.imap.client import connection

    with connection(box, fetching, password) as (client, validity):
        known = {int(place.rpartition("=")[2]) for start in box.starts(validity) for place in (locations(start) if locations else ())}
        new = sorted(set(_numbers(client, box)) - known)
        for first in range(0, min(len(new), limits.max_messages), _AT_ONCE):
            some = new[first : min(first + _AT_ONCE, limits.max_messages)]
            sizes = _sizes(client, some)
            for uid in some:
                place = box.message(validity, uid)
                if sizes.get(uid, 0) > limits.max_bytes:
                    yield Failure(subject=place, reason=f"is a message larger than {size(limits.max_bytes)}")
                elif body := _message(client, uid, limits.max_bytes):
                    yield place, body
        if len(new) > limits.max_messages:
            reason = f"has more than {limits.max_messages:,} new messages; the others are left for the next run"
            yield Failure(subject=box.address, reason=reason)


def _numbers(client: Client, box: Mailbox) -> Iterator[int]:
    """The UIDs of the messages that are wanted."""
    client.allow()
    answer, found = client.uid("SEARCH", "UNSEEN" if box.unseen else "ALL")
    if answer != "OK":
        raise CollectError(box.address, "cannot be searched")
    for line in found:
        yield from (int(word) for word in (line or b"").split() if word.isdigit() and len(word) <= 10)


def _sizes(client: Client, uids: Sequence[int]) -> dict[int, int]:
    """The sizes that a server states."""
    client.allow()
    _, found = client.uid("FETCH", ",".join(map(str, uids)), "(UID RFC822.SIZE)")
    told: dict[int, int] = {}
    for item in found:
        line = item[0] if isinstance(item, tuple) else item or b""
        uid, stated = _UID.search(line), _SIZE.search(line)
        if uid and stated:
            told[int(uid[1])] = int(stated[1])
    return told


def _message(client: Client, uid: int, most: int) -> bytes | None:
    """The bytes of a message; None for one that is there no more. A server that sends more than was asked for is not listened to."""
    client.allow(most + _AROUND)
    answer, found = client.uid("FETCH", str(uid), "(UID BODY.PEEK[])")
    if answer != "OK":
        return None
    return next(_bodies(found, uid), None)


def _bodies(found: Sequence[Any], uid: int) -> Iterator[bytes]:
    for at, item in enumerate(found):
        if isinstance(item, tuple) and len(item) == 2:
            after = found[at + 1] if at + 1 < len(found) and isinstance(found[at + 1], bytes) else b""
            stated = _UID.search(item[0]) or _UID.search(after)
            if stated and int(stated[1]) == uid:
                yield item[1]
