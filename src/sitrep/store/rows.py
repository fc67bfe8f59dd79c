"""Records and strings as values of columns."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from sitrep.codec import to_line

_ENCODED = '"'


def pack(record: Any) -> str | bytes:
    """A record as the JSON that a `record` column holds: text, or bytes where text cannot hold its strings.

    Unpaired surrogates have no UTF-8. Escaping them would do for one alone, but two escapes in a row would come back as one
    character and shift every offset behind it; as bytes they come back as they were.
    """
    text = to_line(record)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def unpack(packed: str | bytes) -> Any:
    """The JSON value that was packed. Raises ValueError if it is none."""
    return json.loads(packed)


def column(text: str) -> str:
    """A string as a column to be looked up holds it: itself, or a quote mark and its bytes in hexadecimal.

    The latter where it has surrogates, which have no UTF-8, or a NUL, where SQL's json_each ends a string; and where it begins
    with a quote mark, so that no two strings share a column value.
    """
    if not text.startswith(_ENCODED) and "\x00" not in text:
        try:
            text.encode("utf-8")
        except UnicodeEncodeError:
            return encoded(text)
        return text
    return encoded(text)


def encoded(text: str) -> str:
    """A string as a quote mark and its bytes in hexadecimal."""
    return _ENCODED + text.encode("utf-8", "surrogatepass").hex()


def plain(value: str) -> str:
    """The string that `column` gave this value for."""
    return bytes.fromhex(value[1:]).decode("utf-8", "surrogatepass") if value.startswith(_ENCODED) else value


def array(texts: Iterable[str]) -> str:
    """Strings as the argument of SQL's json_each, to be compared with columns; one parameter, however many there are."""
    return json.dumps([column(text) for text in texts], ensure_ascii=False)


def instant(date: str | None) -> str | None:
    """A date such that order of text is order of time: moments with an offset in UTC, the rest (days, months, years) as it stands."""
    if date is None or len(date) <= len("2010-10-06"):
        return None if date is None else column(date)
    try:
        moment = datetime.fromisoformat(date)
        return moment.astimezone(UTC).isoformat() if moment.tzinfo else column(date)
    except (ValueError, OverflowError):
        return column(date)
