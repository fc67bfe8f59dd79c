"""Opening inputs, within bounds: a file is one capture; .jsonl has one a line, mbox one a message, a web archive one a page or feed."""

from __future__ import annotations

import gzip
import hashlib
import io
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO, cast
from urllib.parse import urlsplit

from sitrep.collect.inputs import STANDARD_INPUT, reason_of
from sitrep.collect.kinds import ARCHIVE_SUFFIXES, HTML, LINE, MAIL, MBOX, OPML, TEXT_SUFFIXES, WACZ_SUFFIXES, media_type, suffix, web_type
from sitrep.collect.limits import Limits, size
from sitrep.collect.mail import Fault, key_of, messages
from sitrep.collect.wacz import is_wacz, wacz_parts
from sitrep.collect.warc import Archived, archived, is_archive
from sitrep.collect.web import is_web
from sitrep.errors import CollectError
from sitrep.records import Capture, Encoded, Failure, Response

_HEAD = 65_536
_GZIP = b"\x1f\x8b"
_MEBIBYTE = 2**20

Taken = tuple[Capture, bytes] | Failure


def captures(
    path: str,
    *,
    received: datetime,
    limits: Limits,
    outlet: str | None = None,
    published: str | None = None,
    listing: str | None = None,
) -> Iterator[Taken]:
    """What the file at `path` (or standard input, `-`) holds: captures with their bytes, or a Failure.

    Compressed files (gzip) are told by their content. `.jsonl` and mbox are streamed: memory is bounded by `limits.max_line_bytes` or
    `max_bytes` whatever the file's size, and what stood before a fault in the file is given. `received` is an aware moment. `listing`: a
    page is a list of articles, which this CSS selector finds.
    """
    taker = _Taker(path, received, limits, outlet, published, partial(media_type, path), listing=listing)
    yield from _taken(path, taker, partial(_opened, path), archives=True)


def fetched_captures(
    address: str,
    body: IO[bytes],
    response: Response,
    *,
    sent: IO[bytes] | None = None,
    key: str | None = None,
    received: datetime,
    limits: Limits,
    outlet: str | None = None,
    published: str | None = None,
    listing: str | None = None,
) -> Iterator[Taken]:
    """What was fetched from `address`, as from a file of that name; the kind is told by content first, then by the response.

    `sent` is the body as it came, where its compression has been undone already; `key` is given to what stands there in place of the
    address.
    """
    kind = partial(web_type, key or address, stated=response.content_type)
    taker = _Taker(address, received, limits, outlet, published, kind, response, key, listing)
    for item in _taken(key or address, taker, lambda _: body, archives=key is None):
        # What is one of several in the body is not what was sent.
        if isinstance(item, Failure) or item[0].key != (key or address):
            yield item
        else:
            yield _as_sent(*item, sent or body)


def _as_sent(capture: Capture, body: bytes, file: IO[bytes]) -> tuple[Capture, bytes]:
    """A capture that says what the body was as it came; with these bytes, if it is another now."""
    file.seek(0)
    sent = file.read()
    digest = hashlib.sha256(sent).hexdigest()
    response = replace(capture.response, sent=digest) if capture.response else None
    return replace(capture, response=response), body if digest == capture.digest else Encoded(body, sent)


def _taken(path: str, taker: _Taker, opened: Callable[[ExitStack], IO[bytes]], *, archives: bool = False) -> Iterator[Taken]:
    """What `taker` makes of what is opened; `archives`: which may be a web archive."""
    try:
        with ExitStack() as stack:
            raw = _Ahead(opened(stack))
            kind = suffix(urlsplit(path).path if is_web(path) else path)
            if archives and raw.head and (kind in WACZ_SUFFIXES or (kind not in TEXT_SUFFIXES and is_wacz(raw.head))):
                yield from taker.package(raw.whole(path, taker.limits, stack))
            elif archives and (is_archive(raw.head) or (raw.head and kind in ARCHIVE_SUFFIXES)):
                yield from taker.archive(taker.path, cast(IO[bytes], raw))
            else:
                yield from taker.take(_decompressed(raw, stack))
    except CollectError as error:
        yield error.failure()
    except EOFError:
        yield Failure(subject=path, reason="is a compressed file that was cut off")
    except (zlib.error, gzip.BadGzipFile):
        yield Failure(subject=path, reason="is a damaged compressed file")
    except OSError as error:
        yield Failure(subject=path, reason=reason_of(error), retry=True)


def _opened(path: str, stack: ExitStack) -> IO[bytes]:
    return sys.stdin.buffer if path == STANDARD_INPUT else stack.enter_context(Path(path).open("rb"))


def _decompressed(stream: _Ahead, stack: ExitStack) -> _Ahead:
    """The decompressed content of a file, with its first bytes known."""
    if stream.head.startswith(_GZIP):
        stream = _Ahead(stack.enter_context(closing(gzip.GzipFile(fileobj=io.BufferedReader(stream), mode="rb"))))
    return stream


class _Ahead(io.RawIOBase):
    """A stream whose first bytes can be looked at, whether or not it can be sought."""

    def __init__(self, stream: IO[bytes] | gzip.GzipFile) -> None:
        super().__init__()
        self._stream = stream
        self.head = b""
        while len(self.head) < _HEAD and (more := stream.read(_HEAD - len(self.head))):
            self.head += more
        self._pending = self.head

    def whole(self, path: str, limits: Limits, stack: ExitStack) -> IO[bytes]:
        """The whole as a file that can be sought; what cannot be is put on the disk first."""
        if isinstance(self._stream, gzip.GzipFile) or not self._stream.seekable():
            copy = stack.enter_context(tempfile.TemporaryFile())  # noqa: SIM115 - the stack closes it
            while part := self.read(_MEBIBYTE):
                copy.write(part)
                if copy.tell() > limits.max_archive:
                    raise CollectError(path, f"is larger than {size(limits.max_archive)}")
            return copy
        return self._stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]  # a writable buffer is always a memoryview here
        if self._pending:
            part, self._pending = self._pending[: len(buffer)], self._pending[len(buffer) :]
        else:
            part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


@dataclass(frozen=True, slots=True)
class _Taker:
    """Makes captures of one opened file; `kind` tells what it is by its first bytes."""

    path: str
    received: datetime
    limits: Limits
    outlet: str | None
    published: str | None
    kind: Callable[[bytes], str]
    response: Response | None = None
    key: str | None = None
    listing: str | None = None

    def take(self, stream: _Ahead) -> Iterator[Taken]:
        if not stream.head:
            raise CollectError(self.key or self.path, "is empty")
        kind = self.kind(stream.head)
        reader = io.BufferedReader(stream, _HEAD)
        if kind == LINE:
            yield from self._lines(reader)
            return
        if kind == MBOX:
            yield from self._messages(reader)
            return
        body = reader.read(self.limits.max_bytes + 1)
        if len(body) > self.limits.max_bytes:
            raise CollectError(self.key or self.path, f"is larger than {size(self.limits.max_bytes)}")
        yield self._capture(body, kind)

    def _lines(self, reader: io.BufferedReader[_Ahead]) -> Iterator[Taken]:
        number = 0
        while line := reader.readline(self.limits.max_line_bytes + 1):
            number += 1
            place = f"{self.key or self.path}:{number}"
            if len(line) > self.limits.max_line_bytes:
                _skip_line(reader, line)
                yield Failure(subject=place, reason=f"is a line longer than {size(self.limits.max_line_bytes)}")
            elif body := line.strip(b" \t\r\n"):
                yield self._capture(body, LINE, f":{number}")

    def _messages(self, reader: io.BufferedReader[_Ahead]) -> Iterator[Taken]:
        """The messages of an mbox file, each with the key PATH#MESSAGE-ID; it is at that id (RFC 2392), wherever the file lies."""
        for item in messages(reader, self.limits.max_bytes):
            if isinstance(item, Fault):
                yield Failure(subject=f"{self.path}:{item.line}", reason=item.reason)
                continue
            digest = hashlib.sha256(item.body).hexdigest()
            identity = key_of(item.body)
            taker = replace(
                self,
                path=f"mid:{identity}" if identity else f"sha256:{digest}",
                key=f"{self.key or self.path}#{identity or digest[:16]}",
            )
            yield taker._capture(item.body, MAIL)

    def package(self, file: IO[bytes]) -> Iterator[Taken]:
        """The captures of the web archives in a WACZ file."""
        for part in wacz_parts(self.path, file):
            if isinstance(part, Failure):
                yield part
            else:
                yield from self.archive(*part)

    def archive(self, place: str, file: IO[bytes]) -> Iterator[Taken]:
        """The captures of a web archive: what a record holds is at the address that it is of, with the key PATH#ADDRESS.

        `place` is what is said to be damaged: the path, or that of a part within it.
        """
        for item in archived(place, file, self.limits):
            if isinstance(item, Failure):
                yield item
                continue
            for taken in self._record(item):
                if isinstance(taken, Failure):
                    yield replace(taken, subject=item.place)
                elif taken[0].media_type != OPML:  # it would lead out to the web
                    yield taken

    def _record(self, item: Archived) -> Iterator[Taken]:
        key, body = f"{self.path}#{item.target}", io.BytesIO(item.body)
        if item.response is None:
            kind = partial(web_type, key, stated=item.stated)
            return _taken(key, replace(self, path=item.target, kind=kind, key=key, response=None, listing=None), lambda _: body)
        return fetched_captures(
            item.target,
            body,
            item.response,
            sent=io.BytesIO(item.sent),
            key=key,
            received=self.received,
            limits=self.limits,
            outlet=self.outlet,
            published=self.published,
        )

    def _capture(self, body: bytes, kind: str, part: str = "") -> tuple[Capture, bytes]:
        capture = Capture(
            digest=hashlib.sha256(body).hexdigest(),
            media_type=kind,
            received=self.received,
            location=self.path + part,
            key=(self.key or self.path) + part,
            size=len(body),
            outlet=self.outlet,
            published=self.published,
            response=self.response,
            listing=self.listing if kind == HTML else None,
        )
        return capture, body


def _skip_line(reader: io.BufferedReader[_Ahead], part: bytes) -> None:
    while part and not part.endswith(b"\n"):
        part = reader.readline(_MEBIBYTE)
