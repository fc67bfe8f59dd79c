"""Addresses of mailboxes (RFC 5092): imaps://USER@HOST[:PORT]/FOLDER, with ?unseen for what nobody has read."""

from __future__ import annotations

import base64
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from sitrep.errors import CollectError

_SCHEME = re.compile(r"imaps?://", re.IGNORECASE)
_PORT = 993
_LONGEST = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """A folder of somebody's on a server. `unseen`: only what is not marked as read is wanted."""

    user: str
    host: str
    port: int
    folder: str
    unseen: bool

    @property
    def account(self) -> str:
        """USER@HOST, by which its password is known."""
        return f"{self.user}@{self.host}"

    @property
    def server(self) -> str:
        """The address without the folder."""
        port = "" if self.port == _PORT else f":{self.port}"
        return f"imaps://{quote(self.user, safe='')}@{self.host}{port}"

    @property
    def address(self) -> str:
        """The address, the same for whatever way it was written."""
        return f"{self.server}/{quote(self.folder)}{'?unseen' if self.unseen else ''}"

    def message(self, validity: int, uid: int) -> str:
        """The address of a message: its UID holds as long as the UIDVALIDITY does."""
        return f"{self.address};UIDVALIDITY={validity}/;UID={uid}"

    def starts(self, validity: int) -> tuple[str, str]:
        """What the addresses of its messages begin with, looked at for whatever is unread or for everything."""
        whole = f"{self.server}/{quote(self.folder)}"
        return f"{whole};UIDVALIDITY={validity}/;UID=", f"{whole}?unseen;UIDVALIDITY={validity}/;UID="


def is_mailbox(given: str) -> bool:
    """Whether an input is the address of a mailbox, right or wrong."""
    return bool(_SCHEME.match(given))


def place_of(location: str) -> str:
    """The mailbox of a message, by its address."""
    return location.partition(";UIDVALIDITY=")[0]


def mailbox(given: str) -> Mailbox:
    """The parts of an address. Raises CollectError for one that cannot be used; a password in it stands in no error."""
    shown = re.sub(r"//([^/@:]*):[^/]*@", r"//\1:…@", given[:_LONGEST])
    if len(given) > _LONGEST or not given.isprintable():
        raise CollectError(shown, "is not the address of a mailbox")
    try:
        parts = urlsplit(given)
        host, port = (parts.hostname or "").encode("idna").decode("ascii"), parts.port or _PORT
    except (ValueError, UnicodeError) as error:
        raise CollectError(shown, "is not the address of a mailbox") from error
    if parts.password is not None:
        raise CollectError(shown, "names a password, which belongs in SITREP_IMAP_PASSWORD or in the file of imap_passwords")
    if parts.scheme.lower() == "imap":
        raise CollectError(shown, "is not encrypted, and not asked; imaps:// is")
    user, folder = unquote(parts.username or ""), unquote(parts.path.lstrip("/")) or "INBOX"
    if not user or not host or parts.fragment or not (user.isprintable() and folder.isprintable()):
        raise CollectError(shown, "is not the address of a mailbox (imaps://USER@HOST/FOLDER)")
    if parts.query.lower() not in ("", "all", "unseen"):
        raise CollectError(shown, "asks for what is neither ?unseen nor ?all")
    return Mailbox(user=user, host=host, port=port, folder=folder, unseen=parts.query.lower() == "unseen")


def wire_name(folder: str) -> str:
    """A folder's name as it is sent: in modified UTF-7 (RFC 3501, 5.1.3), in quotes."""
    pieces: list[str] = []
    for part in re.findall(r"[\x20-\x7e]+|[^\x20-\x7e]+", folder):
        if part.isascii():
            pieces.append(part.replace("&", "&-"))
        else:
            coded = base64.b64encode(part.encode("utf-16-be", "surrogatepass")).decode("ascii").rstrip("=").replace("/", ",")
            pieces.append(f"&{coded}-")
    return '"' + "".join(pieces).replace("\\", "\\\\").replace('"', '\\"') + '"'
