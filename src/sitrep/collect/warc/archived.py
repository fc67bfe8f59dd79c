"""From the records of a WARC file to what can be captured of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO
from urllib.parse import urlsplit

from sitrep.collect.limits import Limits
from sitrep.collect.warc.messages import Message, MessageError, message
from sitrep.collect.warc.records import Fault, Record, records
from sitrep.collect.web import checked_address, is_web
from sitrep.errors import CollectError
from sitrep.records import Failure, Response

# What may be a page, a feed or a text. The rest of a crawl (pictures, scripts, styles) is passed over.
_READ = re.compile(r"(?:text/(?:html|plain|xml)|application/(?:feed\+json|x-ndjson|pdf|xml|[\w.-]+\+xml))?")
# HTTP headers stand before the body within the record.
_HEAD = 256 * 1024
_MOST_FAULTS = 1_000
_LONGEST_TARGET = 4_096


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """What one record holds: `place` says where it stands, `target` what it is of. `response` is there for what a web server sent."""

    place: str
    target: str
    stated: str | None
    sent: bytes
    body: bytes
    response: Response | None


def archived(path: str, file: IO[bytes], limits: Limits) -> Iterator[Archived | Failure]:
    """The pages, feeds and texts in a WARC file, in order; a Failure, whose subject is PATH:OFFSET, for each record that is damaged.

    Passed over are answers with another status than 200, what is no text, `revisit` records (what they speak of stands elsewhere), and
    all records but `response` and `resource`. After 1,000 failures the rest of the file is left.
    """
    faults = 0
    for item in records(file, wanted=_wanted, most=limits.max_bytes + _HEAD):
        taken = Failure(subject=f"{path}:{item.offset}", reason=item.reason) if isinstance(item, Fault) else _taken(path, item, limits)
        if taken is None:
            continue
        yield taken
        faults += isinstance(taken, Failure)
        if faults == _MOST_FAULTS:
            yield Failure(subject=path, reason=f"has more than {_MOST_FAULTS:,} damaged records; the rest was left")
            return


def _wanted(headers: Mapping[str, str]) -> bool:
    kind = headers.get("warc-type", "").lower()
    if kind == "response":
        return is_web(headers.get("warc-target-uri", "").removeprefix("<"))
    return kind == "resource" and _is_read(headers.get("content-type"))


def _is_read(stated: str | None) -> bool:
    return bool(_READ.fullmatch((stated or "").partition(";")[0].strip().lower()))


def _taken(path: str, record: Record, limits: Limits) -> Archived | Failure | None:
    """What a record holds; None for what is passed over."""
    place = f"{path}:{record.offset}"
    if record.headers.get("warc-segment-number"):
        return Failure(subject=place, reason="is a part of a record; parts are not put together")
    try:
        if record.headers["warc-type"].lower() == "resource":
            return _resource(place, record, limits)
        return _response(place, record, message(record.block), limits)
    except MessageError as error:
        return Failure(subject=place, reason=str(error))
    except CollectError as error:
        return Failure(subject=place, reason=f"is of what {error.reason}")


def _resource(place: str, record: Record, limits: Limits) -> Archived:
    target = record.target
    if not target or len(target) > _LONGEST_TARGET or not target.isprintable():
        raise MessageError("does not say what it is of")
    if len(record.block) > limits.max_bytes:
        raise MessageError("is too large")
    stated = record.headers.get("content-type")
    return Archived(place=place, target=target, stated=stated, sent=record.block, body=record.block, response=None)


def _response(place: str, record: Record, said: Message, limits: Limits) -> Archived | None:
    target = checked_address(record.target, place)
    if said.status != 200 or not _is_read(said.header("content-type")) or urlsplit(target).path == "/robots.txt":
        return None
    sent, body = said.content(limits.max_bytes)
    response = Response(
        status=said.status,
        address=target,
        fetched=_moment(record.headers.get("warc-date", "")),
        content_type=said.header("content-type"),
        etag=said.header("etag"),
        last_modified=said.header("last-modified"),
        date=said.header("date"),
        reason=said.reason,
        version=said.version,
        headers=said.headers,
        ip=record.headers.get("warc-ip-address") or None,
        archive=f"{place} {record.headers.get('warc-record-id', '')}".strip()[:_LONGEST_TARGET],
    )
    return Archived(place=place, target=target, stated=response.content_type, sent=sent, body=body, response=response)


def _moment(stated: str) -> datetime:
    try:
        moment = datetime.fromisoformat(stated.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise MessageError("does not say when it was received") from error
