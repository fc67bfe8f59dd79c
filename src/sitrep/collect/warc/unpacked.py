"""The bytes of a WARC file, decompressed, with where the members of its compression begin and where it is broken."""

from __future__ import annotations

import re
import zlib
from typing import IO

_GZIP = b"\x1f\x8b"
_MEMBER = b"\x1f\x8b\x08"
_WINDOW = 16 + zlib.MAX_WBITS
_VERSION = b"WARC/"
_NEXT = b"\nWARC/1."
_STEP = 64 * 1024
_MOST_ENDS = 64
# Of a member that turns out to be broken, so much of the end is searched for the beginning of another one.
_LOOKED_BACK = 2**20
# So much of a member's beginning tells whether it holds a record.
_TOLD_BY = 1024


def is_archive(head: bytes) -> bool:
    """Whether a file is a WARC file, compressed or not, by its first bytes."""
    return head.startswith(_VERSION) or _begins(head)


def _begins(raw: bytes) -> bool:
    """Whether compressed bytes begin with a record."""
    if not raw.startswith(_GZIP):
        return False
    try:
        return zlib.decompressobj(_WINDOW).decompress(raw[:_TOLD_BY], len(_VERSION)) == _VERSION
    except zlib.error:
        return False


class Unpacked:
    """A stream that ends at each break, not only at its end.

    `offset` is where the member that is being read begins in the file, or where the next byte stands in one that is not compressed.
    `broken`: nothing more comes, because the compression cannot be undone, or is not (`gave_up`); `mend` goes on with the next member.
    While it is `inside` a record, nothing comes of a member that begins with another one.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._raw = bytearray()  # what was read of the file and is not given up yet
        self._raw_at = 0  # where that begins in the file
        self._used = 0  # how much of it was given to the decompression
        self._buffer = bytearray()
        self._stream: zlib._Decompress | None = None
        self._member = 0
        self._pushed = 0
        self.broken = self.gave_up = self.inside = False
        self._read_on()
        self._gzip = self._raw.startswith(_GZIP) or self._is_damaged_gzip()

    def _is_damaged_gzip(self) -> bool:
        """Whether a file that begins in no way of ours has compressed records further on."""
        head = bytes(self._raw)
        return not head.startswith(_VERSION) and any(
            _begins(head[found.start() : found.start() + _TOLD_BY]) for found in re.finditer(_MEMBER, head)
        )

    @property
    def offset(self) -> int:
        """Where in the file the next byte comes from: see the class."""
        return self._member if self._gzip else self._raw_at + self._used - len(self._buffer)

    def peek(self, count: int) -> bytes:
        """The next bytes: fewer than `count` only at a break or at the end."""
        while len(self._buffer) < count and self._more():
            pass
        return bytes(self._buffer[:count])

    def take(self, count: int) -> bytes:
        """The next bytes, which are gone then: fewer than `count` only at a break or at the end."""
        taken = self.peek(count)
        del self._buffer[: len(taken)]
        return taken

    def line(self, most: int) -> bytes:
        """A line with its end: without it where it is longer than `most`, at a break or at the end."""
        seen = 0
        while (at := self._buffer.find(b"\n", seen)) < 0 and len(self._buffer) < most:
            seen = len(self._buffer)
            if not self._more():
                break
        return self.take(at + 1 if 0 <= at < most else most)

    def drop(self, count: int) -> int:
        """Pass over bytes; gives how many there were."""
        left = count
        while left and (part := self.take(min(left, _STEP))):
            left -= len(part)
        return count - left

    def skip_ends(self) -> None:
        """Pass over ends of lines; no more than may stand between two records."""
        for _ in range(_MOST_ENDS):
            if self.peek(1) not in (b"\r", b"\n"):
                return
            self.take(1)

    def at_record(self) -> bool:
        """Whether a member ends with what has been unpacked, and the next one begins with a record."""
        return self._gzip and self._stream is None and not self.broken and self._next_is_record()

    def _next_is_record(self) -> bool:
        while len(self._raw) - self._used < _TOLD_BY and self._read_on():
            pass
        return _begins(bytes(self._raw[self._used : self._used + _TOLD_BY]))

    def put_back(self, taken: bytes) -> None:
        """Give bytes again, unless so much was given again that a file made for it would take for ever."""
        if self._pushed + len(taken) <= 2 * (self._raw_at + len(self._raw)) + _LOOKED_BACK:
            self._pushed += len(taken)
            self._buffer[:0] = taken

    def seek_record(self, most: int) -> None:
        """Go to the next beginning of a record, behind a break too; of one member no more than `most` bytes are unpacked for it."""
        passed = 0
        if self.peek(len(_NEXT) - 1) == _NEXT[1:]:
            return
        while not self.broken:
            at = self._buffer.find(_NEXT)
            if at >= 0:
                del self._buffer[: at + 1]
                return
            passed += max(0, len(self._buffer) - len(_NEXT))
            del self._buffer[: -len(_NEXT)]
            if self.at_record():
                break
            if self._gzip and passed > most:
                self.give_up()
            elif not self._more():
                break
        self._buffer.clear()

    def give_up(self) -> None:
        """Unpack no more of this member."""
        if self._gzip:
            self.broken, self.gave_up, self._stream = True, True, None
            self._buffer.clear()

    def mend(self) -> None:
        """Go on behind a break with the next member that holds a record."""
        self.broken = self.gave_up = False
        self._buffer.clear()
        at = max(0, self._member - self._raw_at + 1)
        while (at := self._find(at)) >= 0:
            if _begins(bytes(self._raw[at : at + _TOLD_BY])):
                self._used = at
                return
            at += 1
        self._used = len(self._raw)

    def _find(self, at: int) -> int:
        """Where in what was read the next member may begin, from `at` on, with enough behind it to tell; -1 at the end of the file."""
        while True:
            found = self._raw.find(_MEMBER, at)
            if found >= 0 and (len(self._raw) - found >= _TOLD_BY or not self._read_on()):
                return found
            at = found if found >= 0 else max(at, len(self._raw) - len(_MEMBER) + 1)
            if found < 0 and not self._read_on():
                return -1
            if at > _LOOKED_BACK:
                self._give(at)
                at = 0

    def _more(self) -> bool:
        """Bring more bytes into the buffer; False at a break and at the end."""
        if not self._gzip:
            if self._used == len(self._raw) and not self._read_on():
                return False
            self._buffer += self._raw[self._used :]
            self._used = len(self._raw)
            self._give(self._used)
            return True
        if self.inside and self.at_record():
            return False
        while not self.broken and self._begin():
            before = len(self._buffer)
            self._inflate()
            if len(self._buffer) > before:
                return True
        return False

    def _begin(self) -> bool:
        """See that a member is open and has bytes; False at the end of the file."""
        if self._used == len(self._raw) and not self._read_on():
            self._stream = None
            return False
        if self._stream is None:
            self._member = self._raw_at + self._used
            self._stream = zlib.decompressobj(_WINDOW)
        return True

    def _inflate(self) -> None:
        stream = self._stream
        assert stream is not None
        chunk = bytes(self._raw[self._used : self._used + _STEP])
        try:
            self._buffer += stream.decompress(chunk, _STEP)
        except zlib.error:
            self.broken, self._stream = True, None
            return
        self._used += len(chunk) - len(stream.unused_data if stream.eof else stream.unconsumed_tail)
        if stream.eof:
            self._stream = None
        if self._used > _LOOKED_BACK:
            self._give(self._used - _LOOKED_BACK // 2)

    def _give(self, count: int) -> None:
        """Let go of the beginning of what was read."""
        del self._raw[:count]
        self._raw_at += count
        self._used = max(0, self._used - count)

    def _read_on(self) -> bool:
        part = self._file.read(_STEP)
        self._raw += part
        return bool(part)
