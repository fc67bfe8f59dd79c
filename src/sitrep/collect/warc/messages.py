"""HTTP messages as archives hold them: what the server said, and the body with what was done to send it undone."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

from sitrep.collect.inflate import Inflater
from sitrep.collect.limits import size

_STATUS = re.compile(r"(HTTP/\d(?:\.\d)?) +(\d{3})(?: (.*))?")
_LONGEST_HEAD = 256 * 1024
_CHUNK_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\r\n]*)?\r?\n")
_STEP = 64 * 1024


class MessageError(ValueError):
    """What is no message that can be taken; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A response. `headers` are its header lines, `raw` its body as it stands there."""

    status: int
    version: str
    reason: str | None
    headers: tuple[str, ...]
    raw: bytes

    def header(self, name: str) -> str | None:
        """The first value of a header on one line, in bounds; None if it is missing or empty."""
        return _first(self.headers, name)

    def content(self, most: int) -> tuple[bytes, bytes]:
        """(the body without its chunks, that without its compression). Raises MessageError for one that is cut, damaged or too large."""
        sent = _unchunked(self.raw) if "chunked" in (self.header("transfer-encoding") or "").lower() else self.raw
        return sent, _unpacked(sent, self.header("content-encoding") or "", most)


def message(block: bytes) -> Message:
    """The response in a block. Raises MessageError for what is none."""
    head, found, rest = block.partition(b"\r\n\r\n")
    if not found or len(head) > _LONGEST_HEAD:
        head, found, rest = block.partition(b"\n\n")
    if len(head) > _LONGEST_HEAD:
        raise MessageError("holds no HTTP response")
    first, *lines = head.decode("latin-1").replace("\r\n", "\n").split("\n")
    status = _STATUS.fullmatch(first.strip())
    if status is None:
        raise MessageError("holds no HTTP response")
    return Message(
        status=int(status[2]),
        version=status[1],
        reason=(status[3] or "").strip() or None,
        headers=tuple(line for line in lines if line.strip()),
        raw=rest,
    )


def _first(headers: tuple[str, ...], name: str) -> str | None:
    for line in headers:
        before, _, value = line.partition(":")
        if before.strip().lower() == name:
            value = "".join(sign if sign.isprintable() else " " for sign in value).strip()
            return value if 0 < len(value) <= 1_000 else None
    return None


def _unchunked(body: bytes) -> bytes:
    """The body without its chunks; a body that was archived without them, as many are, stays as it is."""
    at = 0
    parts: list[bytes] = []
    while found := _CHUNK_SIZE.match(body, at):
        length = int(found[1], 16)
        if not length:
            return b"".join(parts)
        parts.append(body[found.end() : found.end() + length])
        if len(parts[-1]) < length:
            raise MessageError("holds a body that breaks off")
        at = found.end() + length
        at += 2 if body[at : at + 2] == b"\r\n" else 1 if body[at : at + 1] == b"\n" else 0
    if not parts:
        return body
    raise MessageError("holds a body that breaks off" if at >= len(body) else "holds a body whose chunks are damaged")


def _unpacked(sent: bytes, encoding: str, most: int) -> bytes:
    """The body without its compression; one that was archived without it, as many are, stays as it is."""
    try:
        inflater = Inflater(encoding)
    except ValueError as error:
        raise MessageError(f"is compressed in a way that is not read ({encoding})") from error
    parts: list[bytes] = []
    made = 0
    try:
        for start in range(0, len(sent), _STEP):
            for piece in inflater.feed(sent[start : start + _STEP]):
                parts.append(piece)
                made += len(piece)
                if made > most:
                    raise MessageError(f"is larger than {size(most)}")
        inflater.finish()
    except zlib.error as error:
        if made or sent.startswith(b"\x1f\x8b"):
            raise MessageError(f"is damaged: its {encoding} compression cannot be undone") from error
        return sent
    except EOFError as error:
        raise MessageError("holds a body that breaks off") from error
    return b"".join(parts)
