"""The records of a WARC file: those that are wanted whole, the others passed over, what is wrong said and gone on behind."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import IO

from sitrep.collect.limits import size
from sitrep.collect.warc.unpacked import Unpacked

_VERSION = re.compile(rb"WARC/1\.\d{1,3}\s*\Z")
_LONGEST_LINE = 64 * 1024
_MOST_HEADERS = 1_000
_LONGEST_HEADERS = 256 * 1024
_BLANK = b"\r\n"
_DAMAGED = "is damaged: its compression cannot be undone"
# A record that is too large is passed over; one that unpacks to this many times the bound is not unpacked to its end.
_PASSED_OVER = 4
# A record that is not wanted is held up to this size, so that one of another length than it says costs no other.
_HELD = 2**20


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One record: where it begins in the file, its headers (names in lower case, the first of each) and its block."""

    offset: int
    headers: Mapping[str, str]
    block: bytes

    @property
    def target(self) -> str:
        """What it is of."""
        return self.headers.get("warc-target-uri", "").strip().removeprefix("<").removesuffix(">")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the record, or what stands in place of one, at this offset."""

    offset: int
    reason: str


class _FaultError(Exception):
    """A record that cannot be taken. `taken` is what was read of what may not be its own."""

    def __init__(self, reason: str, taken: bytes = b"") -> None:
        super().__init__(reason)
        self.taken = taken


def records(file: IO[bytes], *, wanted: Callable[[Mapping[str, str]], bool], most: int) -> Iterator[Record | Fault]:
    """The records that are `wanted`, told by their headers, in order; a Fault for each that is damaged, cut off or longer than `most`.

    What a record says of its length is checked by what follows it, its block by the digest that it states.
    """
    stream, said = Unpacked(file), False
    while True:
        if stream.broken:
            if not said and not stream.gave_up:
                yield Fault(offset=stream.offset, reason=_DAMAGED)
            stream.mend()
        said = stream.inside = False
        stream.skip_ends()
        if not stream.peek(1):
            if stream.broken:
                continue
            return
        offset, stream.inside = stream.offset, True
        try:
            headers, block = _record(stream, wanted, most)
        except _FaultError as error:
            yield Fault(offset=offset, reason=str(error))
            said, stream.inside = stream.broken, True
            stream.put_back(error.taken)
            stream.seek_record(_PASSED_OVER * most)
        else:
            if block is not None:
                yield Record(offset=offset, headers=headers, block=block)


def _record(stream: Unpacked, wanted: Callable[[Mapping[str, str]], bool], most: int) -> tuple[Mapping[str, str], bytes | None]:
    """The headers of the next record, and its block if it is wanted."""
    headers = _headers(stream)
    length = _length(headers)
    is_wanted = wanted(headers)
    if length > (most if is_wanted else min(most, _HELD)):
        _pass_over(stream, length, most)
        if is_wanted:
            raise _FaultError(f"is larger than {size(most)}")
        return headers, None
    block = stream.peek(length) if length else b""
    if len(block) < length:
        error = _short(stream, block)
        stream.take(len(block))
        raise error
    stream.take(length)
    right = _digest_is_right(headers, block)
    if not _ends(stream) and not right:
        raise _FaultError("has another length than it says", block)
    if right is False and is_wanted:
        raise _FaultError("is damaged: its bytes do not have the digest that it states")
    return headers, block if is_wanted else None


def _headers(stream: Unpacked) -> dict[str, str]:
    line = stream.line(_LONGEST_LINE)
    if not _VERSION.match(line):
        is_cut = not line.endswith(b"\n") and b"WARC/".startswith(line[:5])
        raise _short(stream) if is_cut or stream.broken else _FaultError("is no WARC record")
    found: dict[str, str] = {}
    name = ""
    held = 0
    for _ in range(_MOST_HEADERS):
        line = stream.line(_LONGEST_LINE)
        held += len(line)
        if held > _LONGEST_HEADERS:
            raise _FaultError("has headers that are too long")
        if not line.endswith(b"\n"):
            raise _short(stream) if len(line) < _LONGEST_LINE else _FaultError("has a header that is too long")
        text = line.rstrip(_BLANK).decode("utf-8", "replace")
        if not text:
            return found
        if text[0] in " \t" and name:
            found[name] = f"{found[name]} {text.strip()}"
            continue
        name, _, value = text.partition(":")
        name = name.strip().lower()
        found.setdefault(name, value.strip())
    raise _FaultError("has too many headers")


def _length(headers: Mapping[str, str]) -> int:
    stated = headers.get("content-length", "")
    if not re.fullmatch(r"[0-9]{1,15}", stated):
        raise _FaultError("does not say how long it is")
    return int(stated)


def _pass_over(stream: Unpacked, length: int, most: int) -> None:
    """Go to the end of a record that is not taken."""
    passed = stream.drop(min(length, _PASSED_OVER * most))
    if passed < min(length, _PASSED_OVER * most):
        raise _short(stream)
    if passed < length:
        stream.give_up()
        if stream.drop(length - passed) < length - passed and not stream.broken:
            raise _short(stream)
    elif not _ends(stream):
        raise _FaultError("has another length than it says")


def _short(stream: Unpacked, taken: bytes = b"") -> _FaultError:
    if stream.broken:
        return _FaultError(_DAMAGED)
    return _FaultError("has another length than it says" if stream.at_record() else "is cut off", taken)


def _ends(stream: Unpacked) -> bool:
    """Whether what follows a block is the end of its record and then another record, or nothing."""
    ending = stream.peek(4)
    if ending.strip(_BLANK):
        return ending == b"WARC"
    stream.take(len(ending))
    stream.inside = False
    stream.skip_ends()
    following = stream.peek(5)
    return b"WARC/".startswith(following) or stream.broken


def _digest_is_right(headers: Mapping[str, str], block: bytes) -> bool | None:
    """Whether a block has the digest that is stated for it (base 32 of RFC 4648, or hexadecimal); None where no SHA is."""
    algorithm, _, stated = headers.get("warc-block-digest", "").partition(":")
    name = algorithm.strip().lower().replace("-", "")
    if name not in ("sha1", "sha256", "sha512"):
        return None
    digest = hashlib.new(name, block).digest()
    forms = (digest.hex(), base64.b32encode(digest).decode().rstrip("=").lower())
    return stated.strip().rstrip("=").lower() in forms
