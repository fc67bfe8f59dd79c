"""Captures as WARC 1.1 records (ISO 28500:2017), each compressed by itself. The same captures give the same bytes."""

from __future__ import annotations

import hashlib
import re
import uuid
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import IO
from urllib.parse import quote

from sitrep.codec import dump_line, to_json
from sitrep.records import Capture, Document, Redirect, Removal, Response, public_name

_NAMES = uuid.UUID("6f1c1a3e-6d1b-5d59-9a47-53697452a001")
_SAME = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
# Headers that no longer say what is so of the body that stands behind them go by another name, as in other archives.
_MOVED = "X-Archive-Orig-"
_ADDRESS = re.compile(r"(?:https?|imaps|urn):[^\s<>]+", re.IGNORECASE)
_LINE_TYPE = "application/x-ndjson-line"

Header = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A capture with its bytes (None where they were taken down), as they are kept, what was made of it and what was taken down of it."""

    capture: Capture
    body: bytes | None
    kept: bytes = b""
    documents: tuple[Document, ...] = ()
    removals: tuple[Removal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an archive says of itself."""

    title: str
    description: str
    made: datetime
    software: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A record as an index lists it."""

    target: str
    date: datetime
    status: int | None
    media_type: str
    digest: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader of an archive may want to open."""

    identity: str
    target: str
    date: datetime
    title: str


@dataclass(slots=True)
class WarcFile:
    """Writes records to an open file; `entries` and `pages` list what was written."""

    file: IO[bytes]
    entries: list[Entry] = field(default_factory=list)
    pages: list[Page] = field(default_factory=list)
    _at: int = 0
    _payloads: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    count: int = 0

    def begin(self, name: str, about: About) -> None:
        """Write the record that says what the file is."""
        fields = {"software": about.software, "format": "WARC File Format 1.1", "isPartOf": about.title, "description": about.description}
        block = "".join(f"{name}: {_line(value)}\r\n" for name, value in fields.items() if value).encode()
        self._put("warcinfo", about.made, block, "application/warc-fields", [("WARC-Filename", quote(name))])

    def add(self, kept: Kept) -> None:
        """Write what there is of a capture."""
        capture, said = kept.capture, kept.capture.response
        target = target_of(capture)
        date = said.fetched if said else capture.received
        identity = None
        if kept.body is not None:
            if said is None or capture.media_type == _LINE_TYPE:
                identity = self._resource(target, date, capture, kept.body)
            else:
                identity = self._answers(said, kept, kept.body)
            title = next((one.title for one in kept.documents if one.title), None) or target
            self.pages.append(Page(identity=f"{capture.digest[:16]}-{self.count}", target=target, date=date, title=title))
        self._about(date, kept, identity)

    def _answers(self, said: Response, kept: Kept, body: bytes) -> str:
        for hop in said.redirects:
            self._exchange(hop, b"", headers_of(hop, b"", as_sent=False))
        as_sent = hashlib.sha256(kept.kept).hexdigest() == said.sent
        payload = kept.kept if as_sent else body
        return self._exchange(said, payload, headers_of(said, payload, as_sent=as_sent or said.sent == kept.capture.digest))

    def _exchange(self, said: Response | Redirect, payload: bytes, headers: Sequence[str]) -> str:
        """An answer, whose record id is given, and what was asked; it is a `revisit` if a record before it has its payload."""
        first = f"{said.version or 'HTTP/1.1'} {said.status} {said.reason or ''}".rstrip()
        block = _message([first, *headers])
        digest = f"sha256:{hashlib.sha256(payload).hexdigest()}"
        more = [("WARC-Target-URI", said.address), ("WARC-Payload-Digest", digest), *_ip(said.ip)]
        seen = self._payloads.get(digest) if payload else None
        if seen is None:
            self._payloads.setdefault(digest, (said.address, said.fetched))
        kind = "response" if seen is None else "revisit"
        block = block + payload if seen is None else block
        identity, offset, length = self._put(kind, said.fetched, block, "application/http; msgtype=response", [*more, *_same(seen)])
        media_type = (_value(headers, "content-type") or "").partition(";")[0].strip().lower()
        self._list(said.address, said.fetched, said.status, media_type if seen is None else "warc/revisit", digest, offset, length)
        if said.request_headers:
            asked = _message([f"GET {_path(said.address)} HTTP/1.1", *said.request_headers])
            more = [("WARC-Target-URI", said.address), ("WARC-Concurrent-To", identity), *_ip(said.ip)]
            self._put("request", said.fetched, asked, "application/http; msgtype=request", more)
        return identity

    def _resource(self, target: str, date: datetime, capture: Capture, body: bytes) -> str:
        digest = f"sha256:{capture.digest}"
        media_type = "application/x-ndjson" if capture.media_type == _LINE_TYPE else capture.media_type
        seen = self._payloads.get(digest)
        if seen is None:
            self._payloads[digest] = (target, date)
        more = [("WARC-Target-URI", target), ("WARC-Payload-Digest", digest), *_same(seen)]
        identity, offset, length = self._put("resource" if seen is None else "revisit", date, b"" if seen else body, media_type, more)
        self._list(target, date, None, media_type if seen is None else "warc/revisit", digest, offset, length)
        return identity

    def _about(self, date: datetime, kept: Kept, identity: str | None) -> None:
        """What SitRep knows of a capture, and what was taken down of it. Its URI is another, so that nobody replays it as the page."""
        known = {
            "capture": to_json(_public(kept.capture)),
            "documents": [{"id": one.id, "url": one.url, "title": one.title} for one in kept.documents],
            "removed": to_json(kept.removals),
        }
        more = [("WARC-Target-URI", f"urn:sitrep:capture:{kept.capture.digest}")]
        more += [("WARC-Concurrent-To", identity)] if identity else []
        self._put("metadata", date, dump_line(known).encode(), "application/json", more)

    def _put(self, kind: str, date: datetime, block: bytes, media_type: str, more: Iterable[Header]) -> tuple[str, int, int]:
        """Write a record; gives its id, where it begins and how long it is."""
        self.count += 1
        digest = hashlib.sha256(block).hexdigest()
        more = list(more)
        identity = f"<urn:uuid:{uuid.uuid5(_NAMES, f'{self.count} {kind} {digest} {more}')}>"
        headers = [
            ("WARC-Type", kind),
            ("WARC-Record-ID", identity),
            ("WARC-Date", f"{date:%Y-%m-%dT%H:%M:%SZ}"),
            *more,
            ("WARC-Block-Digest", f"sha256:{digest}"),
            ("Content-Type", media_type),
            ("Content-Length", str(len(block))),
        ]
        head = "".join(f"{name}: {_line(value)}\r\n" for name, value in headers)
        packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
        made = packer.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n") + packer.flush()
        self.file.write(made)
        offset, self._at = self._at, self._at + len(made)
        return identity, offset, len(made)

    def _list(self, target: str, date: datetime, status: int | None, media_type: str, digest: str, offset: int, length: int) -> None:
        self.entries.append(
            Entry(target=target, date=date, status=status, media_type=media_type, digest=digest, offset=offset, length=length)
        )


def _public(capture: Capture) -> Capture:
    """A capture without the paths of the desk's machine; an address stays."""
    key, location = (public_name(one, capture.digest) for one in (capture.key, capture.location))
    said = capture.response
    if said and said.archive:
        path, mark, record = said.archive.partition(" <")
        said = replace(said, archive=f"{public_name(path, capture.digest)}{mark}{record}")
    return replace(capture, key=key, location=capture.location if _ADDRESS.fullmatch(capture.location) else location, response=said)


def target_of(capture: Capture) -> str:
    """The URI that a capture's records are of: the address that answered, else the digest and the name of the file, not its path."""
    if capture.response and capture.media_type != _LINE_TYPE:
        return capture.response.address
    if _ADDRESS.fullmatch(capture.location):
        return capture.location
    name = public_name(capture.location, capture.digest[:16])
    return f"urn:sitrep:file:{capture.digest[:16]}/{quote(name.encode('utf-8', 'surrogatepass'), safe=':')}"


def headers_of(said: Response | Redirect, payload: bytes, *, as_sent: bool) -> list[str]:
    """The header lines of an answer, as received but for those that are not so of `payload`."""
    gone = {"transfer-encoding"} if as_sent else {"transfer-encoding", "content-encoding", "content-length"}
    lines = said.headers or (tuple(_known_headers(said)) if isinstance(said, Response) else ())
    kept = [f"{_MOVED}{line}" if line.partition(":")[0].strip().lower() in gone else line for line in lines]
    return kept if as_sent else [*kept, f"Content-Length: {len(payload)}"]


def _known_headers(said: Response) -> Iterator[str]:
    """The headers of an answer of which not all were kept."""
    known = {"Content-Type": said.content_type, "ETag": said.etag, "Last-Modified": said.last_modified, "Date": said.date}
    yield from (f"{name}: {value}" for name, value in known.items() if value)


def _value(headers: Iterable[str], name: str) -> str | None:
    return next((line.partition(":")[2].strip() for line in headers if line.partition(":")[0].strip().lower() == name), None)


def _same(seen: tuple[str, datetime] | None) -> list[Header]:
    if seen is None:
        return []
    date = f"{seen[1]:%Y-%m-%dT%H:%M:%SZ}"
    return [("WARC-Profile", _SAME), ("WARC-Refers-To-Target-URI", seen[0]), ("WARC-Refers-To-Date", date)]


def _ip(ip: str | None) -> list[Header]:
    return [("WARC-IP-Address", ip)] if ip else []


def _path(address: str) -> str:
    return re.sub(r"^[A-Za-z]+://[^/?#]*", "", address) or "/"


def _message(lines: Iterable[str]) -> bytes:
    return "".join(f"{_line(line)}\r\n" for line in lines).encode("latin-1", "replace") + b"\r\n"


def _line(value: str) -> str:
    return re.sub(r"[\r\n\0]+", " ", value)
