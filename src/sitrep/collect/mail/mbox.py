"""Files of many messages: mboxo, mboxrd and what programs make of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

from sitrep.collect.limits import size

_LINE = 64 * 1024
# "From sender Thu Jan  1 00:00:00 1970", also with a zone, without seconds; a bare "From " or "From -" is what Thunderbird writes.
_LONGEST_FROM = 400
_CLOCK = re.compile(rb"\s\d{1,2}:\d\d\b")
_YEAR = re.compile(rb"\s\d{4}\b")
_HEADER = re.compile(rb">?[!-9;-~]{1,100}[ \t]*:|>?From ")
_QUOTED = re.compile(rb">+From ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it was before it was put into the file, without the line before it and the quoting of "From "; `line` is its first."""

    line: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with the message that begins at this line."""

    line: int
    reason: str


def is_mbox(head: bytes) -> bool:
    """Whether a file is one, by its first bytes."""
    first, _, rest = head.lstrip(b"\r\n").partition(b"\n")
    return _begins(first, rest)


def _begins(line: bytes, following: bytes) -> bool:
    """Whether a line is the one before a message."""
    if not line.startswith(b"From ") or len(line) > _LONGEST_FROM or not _HEADER.match(following):
        return False
    return line.strip() in (b"From", b"From -") or bool(_CLOCK.search(line) and _YEAR.search(line))


def messages(file: IO[bytes], most: int) -> Iterator[Message | Fault]:
    """The messages in order; a Fault for each that is longer than `most` bytes or empty. What stands before the first is passed over.

    A message begins at a "From " line with a date, or a bare one, where a header comes next.
    """
    held: list[bytes] | None = None
    start = number = length = 0
    for number, line, begins in _lines(file):
        if begins:
            if held is not None:
                yield _message(start, held, length, most)
            held, start, length = [], number, 0
        elif held is not None:
            length += len(line)
            if length <= most:
                held.append(line[1:] if _QUOTED.match(line) else line)
            else:
                held.clear()
    if held is not None:
        yield _message(start, held, length, most)


def _message(line: int, held: list[bytes], length: int, most: int) -> Message | Fault:
    if length > most:
        return Fault(line=line, reason=f"is a message larger than {size(most)}")
    body = b"".join(held)
    if not body.strip():
        return Fault(line=line, reason="is a message without anything in it")
    if body.endswith((b"\n\n", b"\r\n\r\n")):  # the empty line that parts messages
        body = body[:-2] if body.endswith(b"\r\n") else body[:-1]
    return Message(line=line, body=body)


def _lines(file: IO[bytes]) -> Iterator[tuple[int, bytes, bool]]:
    """(number, line, whether a message begins there) for each line; long ones in pieces, of which only the first can begin one."""
    number, at_start = 0, True
    line = file.readline(_LINE)
    while line:
        following = file.readline(_LINE)
        number += at_start
        yield number, line, at_start and _begins(line, following)
        at_start = line.endswith(b"\n")
        line = following
