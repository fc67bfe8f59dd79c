"""The parts of a message (MIME, RFC 2045 and 2046) that are text to be read, found without recursion and within bounds."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from sitrep.collect.encoding import decode_page
from sitrep.collect.mail.headers import Headers, content_type, first, split

MOST_PARTS = 1_000
DEEPEST = 20

_NOT_BASE64 = re.compile(rb"[^A-Za-z0-9+/]")
_GUESSED = re.compile(rb"\s*--([^\s-][^\r\n]{0,198})\r?\n[Cc]ontent-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text: its media type, what it says, and whether its lines are flowed (RFC 3676)."""

    kind: str
    text: str
    flowed: bool = False


@dataclass(slots=True)
class Texts:
    """The texts of a message in order; `reason` says what was left of it, if anything was."""

    parts: list[Part]
    reason: str | None = None


def texts(headers: Headers, body: bytes) -> Texts:
    """The texts of a message: plain and HTML parts that are no attachments. Attached files and messages are never opened."""
    found = Texts([])
    waiting = [(headers, body, 0)]
    seen = 0
    while waiting:
        headers, body, depth = waiting.pop()
        seen += 1
        if seen > MOST_PARTS:
            found.reason = f"has more than {MOST_PARTS:,} parts; the others were left"
            break
        said = content_type(headers)
        if said.get_content_maintype() != "multipart":
            if said.get_content_type() in ("text/plain", "text/html") and not _is_attached(said):
                found.parts.append(_part(said, headers, body))
        elif depth == DEEPEST:
            found.reason = f"has parts nested deeper than {DEEPEST}; they were left"
        else:
            inner = [(*split(part), depth + 1) for part in _divided(said, body)]
            waiting += reversed(inner)
    return found


def _is_attached(said: Message) -> bool:
    return said.get_content_disposition() == "attachment" or said.get_param("name") is not None or said.get_filename() is not None


def _divided(said: Message, body: bytes) -> Iterator[bytes]:
    """The parts between the boundaries, one more than are taken. A boundary that is not said is guessed; the last part may have no end."""
    stated = said.get_param("boundary")
    boundary = stated.strip().encode("utf-8", "replace") if isinstance(stated, str) else b""
    if not boundary or b"--" + boundary not in body:
        guessed = _GUESSED.match(body)
        if not guessed:
            yield b"\n" + body
            return
        boundary = guessed[1].rstrip()
    pattern = re.compile(rb"(?:\A|\r?\n)--" + re.escape(boundary) + rb"(--)?[ \t]*(?=\r?\n|\Z)")
    start: int | None = None
    for count, found in enumerate(pattern.finditer(body)):
        if start is not None:
            yield _inner(body[start : found.start()])
        start = None if found[1] else found.end()
        if start is None or count > MOST_PARTS:
            return
    if start is not None:
        yield _inner(body[start:])


def _inner(part: bytes) -> bytes:
    """A part without the end of the boundary's line: an empty line that follows says that it has no headers."""
    return part[2:] if part.startswith(b"\r\n") else part[1:]


def _part(said: Message, headers: Headers, body: bytes) -> Part:
    charset = said.get_param("charset")
    stated = f"charset={charset}" if isinstance(charset, str) else None
    text = decode_page(_decoded(body, (first(headers, "content-transfer-encoding") or "").strip().lower()), stated)
    flowed = str(said.get_param("format") or "").lower() == "flowed"
    return Part(kind=said.get_content_type(), text=text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""), flowed=flowed)


def _decoded(body: bytes, encoding: str) -> bytes:
    """The body with its transfer encoding undone, as far as that goes."""
    if encoding == "quoted-printable":
        return binascii.a2b_qp(body)
    if encoding == "base64":
        letters = _NOT_BASE64.sub(b"", body)
        letters = letters[: len(letters) - (len(letters) % 4 == 1)]
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    return body
