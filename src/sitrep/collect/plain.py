"""Bare texts and JSON Lines: what they say is taken as it stands. What is left out of a line that is otherwise good is logged."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

from sitrep.collect.dates import iso_date
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

_LOGGER = logging.getLogger(__name__)
_STRINGS = ("key", "text", "title", "published", "outlet", "url", "original", "language")
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


def text_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The text of a .txt file exactly as it stands: no newline translation, a byte order mark stays, so that offsets fit the file."""
    url = capture.response.address if capture.response else None
    yield document(Found(key=capture.key, text=_decoded(capture.key, body), url=url), capture, limits)


def line_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The document of one line of JSON Lines. A date that is none is left out, and a warning says so with the line's place."""
    fields = _fields(capture.key, _decoded(capture.key, body).removeprefix("\ufeff"))
    key = fields.get("key")
    subject = key if isinstance(key, str) and key else capture.key
    _check(subject, fields, "" if subject == capture.key else f" ({capture.key})")
    if (fields.get("published") or "").strip() and iso_date(fields["published"]) is None:
        _LOGGER.warning('%s: "published" is not a date, and is left out', capture.key)
    found = Found(
        key=subject,
        text=fields["text"],
        url=fields.get("url"),
        title=fields.get("title"),
        authors=fields.get("authors") or (),
        outlet=fields.get("outlet"),
        published=fields.get("published"),
        original=fields.get("original"),
        language=_code(fields.get("language")),
    )
    yield document(found, capture, limits)


def line_key(capture: Capture, body: bytes) -> str | None:
    """The key of the document of a line of JSON Lines; None where it cannot be told without making the document."""
    try:
        fields = json.loads(body.decode("utf-8").removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return None
    key = fields.get("key", capture.key) if isinstance(fields, dict) else None
    return (key or capture.key) if isinstance(key, str) else None


def _decoded(subject: str, body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise CollectError(subject, f"is not UTF-8 at byte {error.start}") from error


def _fields(subject: str, line: str) -> dict[str, Any]:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise CollectError(subject, f"is not JSON ({error.msg} at character {error.pos})") from error
    except (ValueError, RecursionError) as error:
        raise CollectError(subject, "is JSON with a number too long or nested too deep") from error
    if not isinstance(fields, dict):
        raise CollectError(subject, "is not a JSON object")
    return fields


def _check(subject: str, fields: dict[str, Any], place: str) -> None:
    """Raise CollectError for a field of the wrong kind; `place` says where the line stands, if its key does not."""
    for name in _STRINGS:
        if not isinstance(fields.get(name, ""), str) and not (fields[name] is None and name not in ("key", "text")):
            raise CollectError(subject, f'"{name}" is not a string{place}')
    if "text" not in fields:
        raise CollectError(subject, f'has no "text"{place}')
    authors = fields.get("authors")
    if authors is not None and not (isinstance(authors, list) and all(isinstance(author, str) for author in authors)):
        raise CollectError(subject, f'"authors" is not a list of strings{place}')


def _code(value: str | None) -> str | None:
    """A language tag (BCP 47) as given, or None for anything that is not one."""
    return value if value and len(value) <= 35 and _LANGUAGE.fullmatch(value) else None
