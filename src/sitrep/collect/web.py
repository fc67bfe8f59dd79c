"""Web addresses and how they are fetched: what can be known without fetching anything."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from sitrep.errors import CollectError
from sitrep.records import Capture, Response

# What was received last from an address, if anything was.
Known = Callable[[str], Response | None]
# The CSS selector that finds the articles of a page which lists some.
Listing = Callable[[str], str | None]
# Whether a capture is kept already.
Have = Callable[[Capture], bool]

USER_AGENT = "SitRep/0.1 (reads news for security reports; keeps to robots.txt)"

_WEB = re.compile(r"https?://", re.IGNORECASE)
_ARCHIVE = re.compile(r"\.(?:warc(?:\.gz)?|wacz)\Z", re.IGNORECASE)
_MOST_CHARACTERS = 4_096


LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetching:
    """How web addresses are fetched. Times are in seconds.

    `allow_hosts`: names, IP addresses and networks that may be fetched although they are not public. `timeout`: for one address, from
    its first request to its last byte, waiting for its turn aside. `per_host`: at least so long between two requests to one host.
    `attempts`: how often an address is asked for while its server says that it is busy or broken. `longest_wait`: a server that wants a
    longer pause is left alone in this run. `at_once`: addresses that are worked on at the same time. `passwords`: those of mailboxes, by
    their account (USER@HOST); no other server is given one.
    """

    user_agent: str = USER_AGENT
    allow_hosts: tuple[str, ...] = ()
    timeout: float = 30
    max_redirects: int = 5
    per_host: float = 1
    attempts: int = 3
    back_off: float = 1
    longest_wait: float = LONGEST_WAIT
    at_once: int = 64
    passwords: Callable[[str], str | None] | None = field(default=None, repr=False)


def is_web(given: str) -> bool:
    """Whether an input is the address of something on the web, right or wrong."""
    return bool(_WEB.match(given))


def names_archive(address: str) -> bool:
    """Whether an address names a web archive, which may be larger than a page and takes its time."""
    try:
        return bool(_ARCHIVE.search(urlsplit(address).path))
    except ValueError:
        return False


def checked_address(address: str, subject: str) -> str:
    """The address as it is asked for: without a fragment. Raises CollectError, whose subject is `subject`, for one that cannot be."""
    if len(address) > _MOST_CHARACTERS:
        raise CollectError(subject[:200], f"is an address of more than {_MOST_CHARACTERS:,} characters")
    if re.search(r"[\x00-\x20\x7f]", address) or not address.isprintable():
        raise CollectError(subject, "is not an address: it holds a blank or a control character")
    try:
        parts = urlsplit(address)
        host, named, _ = parts.hostname, parts.username or parts.password, parts.port
    except ValueError as error:
        raise CollectError(subject, f"is not an address ({error})") from error
    if parts.scheme.lower() not in ("http", "https"):
        raise CollectError(subject, f"is not an http or https address ({parts.scheme or 'no scheme'})")
    if not host:
        raise CollectError(subject, "is an address without a host")
    if named:
        raise CollectError(subject, "names a user or a password, which are not sent")
    return parts._replace(fragment="").geturl()
