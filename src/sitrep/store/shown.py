"""Rows of tables as JSON values and back, and what a row that comes from elsewhere must be before it is put."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Any

from sitrep.codec import from_json
from sitrep.errors import StoreError
from sitrep.records import Absence, Capture, Cited, Deed, Document, Draft, Edition, Grading, Judgement, Removal, Watched
from sitrep.store.bodies import DamagedError, unpacked
from sitrep.store.editions import made_column
from sitrep.store.rows import column, pack, unpack

_BASE64 = "base64"

# What stands in the column `record` of a table; of one that is not here only that it is JSON is looked at.
_RECORDS: dict[str, type[Any]] = {
    "capture": Capture,
    "judgement": Judgement,
    "grading": Grading,
    "removal": Removal,
    "absence": Absence,
    "watched": Watched,
    "draft": Draft,
    "deed": Deed,
    "cited": Cited,
    "edition": Edition,
}
# Columns that hold a field of the record, and which.
_SAID: dict[str, dict[str, str]] = {
    "capture": {"digest": "digest", "location": "location"},
    "judgement": {"id": "id"},
    "removal": {"id": "document"},
    "absence": {"address": "address"},
    "watched": {"address": "address"},
    "draft": {"id": "id", "assessment": "assessment"},
    "deed": {"id": "id", "assessment": "assessment"},
}


def _edition_said(record: Any) -> dict[str, Any]:
    edition = from_json(Edition, record)
    return {"id": column(edition.id), "scope": column(edition.scope.key), "made": made_column(edition.made)}


# Columns that follow from the record otherwise.
_FOLLOWS: dict[str, Callable[[Any], dict[str, Any]]] = {
    "edition": _edition_said,
    "cited": lambda record: {"name": column(f"{record['kind']}:{record['target']}")},
    "draft": lambda record: {"place": record["number"]},
}


def shown(name: str, value: Any) -> Any:
    """A column's value as a JSON value."""
    if isinstance(value, bytes):
        return {_BASE64: b64encode(value).decode("ascii")}
    return unpack(value) if name == "record" else value


def held(name: str, value: Any) -> Any:
    """The inverse of `shown`. Raises ValueError for what no column holds."""
    if isinstance(value, dict) and value.keys() == {_BASE64}:
        raw = b64decode(value[_BASE64], validate=True)
        return pack(unpack(raw)) if name == "record" else raw
    if name == "record":
        return pack(value)
    if isinstance(value, bool) or not isinstance(value, str | int | float | None):
        raise ValueError(f"{name} is neither text nor a number")
    return value


def check(table: str, values: Mapping[str, Any], most: int) -> None:
    """See that a row's record can be read and that what it is looked up by is what it says. Raises StoreError."""
    if table == "capture_body":
        _check_body(values["digest"], values["body"], most)
    if "record" not in values:
        return
    try:
        record = unpack(values["record"])
        if table == "remainder":
            for one in record:
                from_json(Document, one)
        elif table in _RECORDS:
            from_json(_RECORDS[table], record)
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise StoreError(table, f"holds a record that cannot be read: {error}") from error
    said = {name: column(record[field]) for name, field in _SAID.get(table, {}).items()}
    for name, value in (said | (_FOLLOWS[table](record) if table in _FOLLOWS else {})).items():
        if values[name] != value:
            raise StoreError(table, f"holds a row whose {name} is not that of its record")


def _check_body(digest: str, body: Any, most: int) -> None:
    if not isinstance(body, bytes):
        raise StoreError(str(digest), "has a body that is no bytes")
    if not body:
        return
    try:
        whole = unpacked(body, most)
    except DamagedError as error:
        raise StoreError(str(digest), f"is damaged: {error}") from error
    if len(whole) > most:
        raise StoreError(str(digest), f"is longer than max_bytes ({most:,}) allows")
    if hashlib.sha256(whole).hexdigest() != digest:
        raise StoreError(str(digest), "is damaged: its bytes do not have this digest")
