"""Records of receiving: the bytes, where they came from, and what a server said with them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile


class Encoded(bytes):
    """The bytes of a capture that came compressed. `sent` are they as they came."""

    sent: bytes

    def __new__(cls, body: bytes, sent: bytes) -> Encoded:
        """The bytes and the form in which they came."""
        made = super().__new__(cls, body)
        made.sent = sent
        return made

    def __reduce__(self) -> tuple[type[Encoded], tuple[bytes, bytes]]:
        """How another process makes them again."""
        return Encoded, (bytes(self), self.sent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An answer on the way to another: which address sent on, when, and from where. See `Response`."""

    status: int
    address: str
    fetched: datetime
    reason: str | None = None
    version: str | None = None
    headers: tuple[str, ...] = ()
    request_headers: tuple[str, ...] = ()
    ip: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What a web server said with what it sent: the `address` after redirects, when it was fetched, and headers as received.

    `headers` and `request_headers` are all of them, a line each ("Name: value"), `ip` is the address of the machine that answered,
    `version` and `reason` stand in the first line of the answer. `sent` is the SHA-256 (hex) of the body before its compression was
    undone. `archive` names the file and the record of a response that an archive holds: then others received it.
    """

    status: int
    address: str
    fetched: datetime
    content_type: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    date: str | None = None
    reason: str | None = None
    version: str | None = None
    headers: tuple[str, ...] = ()
    request_headers: tuple[str, ...] = ()
    ip: str | None = None
    sent: str | None = None
    redirects: tuple[Redirect, ...] = ()
    archive: str | None = None

    @property
    def lasting(self) -> tuple[Redirect, ...]:
        """The redirects that say that the address which was asked for has moved for good (301, 308), before any that does not."""
        return tuple(takewhile(lambda hop: hop.status in (301, 308), self.redirects))

    @property
    def moved(self) -> str | None:
        """Where the address that was asked for has moved for good."""
        count = len(self.lasting)
        return None if not count else self.redirects[count].address if count < len(self.redirects) else self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What was received, before anything is made of it. `digest` is the SHA-256 (hex) of the bytes; `location` a path or address.

    `response` is there for what was fetched from the web, and `location` is then the address that was asked for. `listing` is the CSS
    selector that finds the articles of a page which lists some, and is there for such pages alone.
    """

    digest: str
    media_type: str
    received: datetime
    location: str
    key: str
    size: int
    outlet: str | None = None
    published: str | None = None
    response: Response | None = None
    listing: str | None = None
