"""Headers of mail: unfolded, in bounds, with encoded words (RFC 2047) as what they stand for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import parseaddr

from sitrep.collect.clean import plain_line
from sitrep.collect.encoding import decode_page

Headers = Mapping[str, tuple[str, ...]]

_LONGEST_HEAD = 256 * 1024
_LONGEST_VALUE = 4_000
_MOST = 1_000
_END = re.compile(rb"\r?\n\r?\n|\r\r")
_LINE_END = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[!-9;-~]{1,100}")
_IDENTITY = re.compile(r"<\s*([^<>\s]{1,400})\s*>|([^<>\s]{1,400}@[^<>\s]{1,400})")
# "Doe, Jane", as address books have it.
_REVERSED = re.compile(r"([^\W\d_][\w'’-]*), ([^\W\d_][\w'’.-]*(?: [^\W\d_][\w'’.-]*)?)")
# One of these every message has.
_TELLING = frozenset({"from", "date", "subject", "message-id", "received", "sender", "to", "mime-version", "return-path"})


def split(message: bytes) -> tuple[Headers, bytes]:
    """The headers of a message or a part of one (names in lower case), and its body. What stands before a fault is given."""
    if message.startswith((b"\r\n", b"\n")):
        return {}, message.lstrip(b"\r\n")
    end = _END.search(message, 0, _LONGEST_HEAD)
    if end is None:
        return headers_of(message[:_LONGEST_HEAD]), b""
    return headers_of(message[: end.start()]), message[end.end() :]


def headers_of(head: bytes) -> Headers:
    """Header lines by name, in order; what is no header is passed over."""
    found: dict[str, list[str]] = {}
    name = ""
    for line in _LINE_END.split(decode_page(head))[:_MOST]:
        if line[:1] in (" ", "\t"):
            if name and len(found[name][-1]) < _LONGEST_VALUE:
                found[name][-1] += " " + line.strip()
            continue
        before, colon, value = line.partition(":")
        name = before.strip().lower() if colon and _NAME.fullmatch(before.rstrip()) else ""
        if name:
            found.setdefault(name, []).append(value.strip())
    return {name: tuple(value[:_LONGEST_VALUE] for value in values) for name, values in found.items()}


def is_mail(headers: Headers) -> bool:
    """Whether these are headers of a message."""
    return not _TELLING.isdisjoint(headers)


def first(headers: Headers, name: str) -> str | None:
    """The first value of a header as it is written; None if there is none."""
    return next((value for value in headers.get(name, ()) if value), None)


def words(value: str | None) -> str | None:
    """A header's value as plain text on one line."""
    if not value:
        return None
    try:
        parts = [_word(part, charset) for part, charset in decode_header(value)]
    except (HeaderParseError, MessageError, ValueError, LookupError):
        parts = [value]
    return plain_line("".join(parts), markup=False)


def _word(part: str | bytes, charset: str | None) -> str:
    if isinstance(part, str):
        return part
    return decode_page(part, f"charset={charset}") if charset else part.decode("raw-unicode-escape", "replace")


def person(value: str | None) -> tuple[str | None, str | None]:
    """(the name, the address) of the first mailbox in a header."""
    try:
        name, address = parseaddr((value or "")[:1_000])
    except (RecursionError, IndexError):  # a thousand open brackets
        name, address = "", ""
    if not address and value and "<" in value:  # a name that breaks the rules, as names with a bare comma or bracket do
        name, _, rest = value.rpartition("<")
        address = rest.partition(">")[0]
    name = (words(name.strip().strip('"')) or "").strip(" '\"")
    if reversed_name := _REVERSED.fullmatch(name):
        name = f"{reversed_name[2]} {reversed_name[1]}"
    return (name if any(map(str.isalpha, name)) else None), plain_line(address, markup=False)


def key_of(message: bytes) -> str | None:
    """The Message-ID of a message without its brackets; None for one without."""
    return identity(split(message)[0])


def identity(headers: Headers) -> str | None:
    """The Message-ID without its brackets."""
    found = _IDENTITY.search(first(headers, "message-id") or "")
    name = plain_line(found[1] or found[2], markup=False) if found else None
    return name.replace(" ", "") if name else None


def content_type(headers: Headers) -> Message:
    """What a part says about its content, for the standard library's readers of parameters."""
    made = Message()
    for name in ("content-type", "content-disposition"):
        value = first(headers, name)
        # A header of thousands of parameters takes quadratic time.
        if value and value.count(";") <= 50:
            made[name] = "".join(sign if sign.isprintable() else " " for sign in value[:1_000])
            try:
                made.get_params(header=name)
            except (TypeError, ValueError):  # parameters of which one is numbered and another is not
                del made[name]
    return made
