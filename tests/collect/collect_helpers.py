"""Captures made without files."""

import hashlib
from datetime import UTC, datetime

from sitrep.collect import Limits, documents
from sitrep.records import Capture, Document, Failure

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
TEXT, LINE, HTML, XML, JSON = "text/plain", "application/x-ndjson-line", "text/html", "application/xml", "application/feed+json"
KINDS = [TEXT, LINE, HTML, XML, JSON]


def capture_of(body: bytes, kind: str, **more: str) -> Capture:
    place = more.pop("key", "in/put")
    return Capture(
        digest=hashlib.sha256(body).hexdigest(), media_type=kind, received=NOW, location=place, key=place, size=len(body), **more
    )


def made(body: bytes | str, kind: str, limits: Limits | None = None, **more: str) -> list[Document | Failure]:
    data = body.encode() if isinstance(body, str) else body
    return list(documents(capture_of(data, kind, **more), data, limits=limits or Limits()))


def one(body: bytes | str, kind: str, **more: str) -> Document:
    [found] = made(body, kind, **more)
    assert isinstance(found, Document), found
    return found


def failure(body: bytes | str, kind: str, limits: Limits | None = None, **more: str) -> Failure:
    [found] = made(body, kind, limits, **more)
    assert isinstance(found, Failure), found
    return found
