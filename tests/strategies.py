"""Random records for property tests: `records(Type)` builds any record from its type hints.

Content is plausible where code leans on it: spans are as long as their text, dates are ISO 8601, digests are hexadecimal, scores lie
between 0 and 1. Offsets do not fit any document. Text holds any character except unpaired surrogates; see `any_text`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import sitrep.records
from sitrep.records import Span

RECORD_TYPES: tuple[type[Any], ...] = tuple(
    found for name in sitrep.records.__all__ if dataclasses.is_dataclass(found := getattr(sitrep.records, name)) and isinstance(found, type)
)

# Every string that Python can hold, unpaired surrogates and pairs of them included.
any_text: SearchStrategy[str] = st.text(alphabet=st.characters(), max_size=12)

_text = st.text(max_size=12)
_names = st.text(alphabet="abcdefghijklmnopqrstuvwxyz-0123456789", min_size=1, max_size=12)
_floats = st.floats(allow_nan=False, allow_infinity=False)
_days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1))
_instants = st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2100, 1, 1), timezones=st.just(UTC))
_dates = st.one_of(
    _days.map(lambda day: day.isoformat()),
    _days.map(lambda day: day.isoformat()[:7]),
    _days.map(lambda day: day.isoformat()[:4]),
    _instants.map(lambda moment: moment.isoformat()),
)
_FIELDS: dict[str, SearchStrategy[Any]] = {
    "digest": st.binary(min_size=32, max_size=32).map(bytes.hex),
    "sketch": st.lists(st.integers(0, 2**64 - 1), max_size=4).map(tuple),
    "score": st.floats(0, 1),
    "latitude": st.none() | st.floats(-90, 90),
    "longitude": st.none() | st.floats(-180, 180),
    "grade": st.sampled_from([f"{letter}{digit}" for letter in "ABCDEF" for digit in "123456"]),
    "reliability": st.sampled_from("ABCDEF"),
    "made_by": _names.map(lambda name: f"{name}@1"),
    "id": _names,
    "document": _names,
    "size": st.integers(0, 2**62),
}
_DATES = frozenset({"published", "updated", "start", "end", "date"})
_PLAIN: dict[Any, SearchStrategy[Any]] = {
    str: _text,
    int: st.integers(0, 2**31),
    float: _floats,
    bool: st.booleans(),
    datetime: _instants,
}


def records(record: type[Any], **fields: SearchStrategy[Any]) -> SearchStrategy[Any]:
    """Records of a type; a field named here is drawn from the strategy given for it."""
    if record is Span and not fields:
        return st.builds(_span, st.integers(0, 10_000), _text)
    return st.builds(record, **{**_fields(record), **fields})


@cache
def _fields(record: type[Any]) -> dict[str, SearchStrategy[Any]]:
    hints = typing.get_type_hints(record)
    return {field.name: _field(field.name, hints[field.name]) for field in dataclasses.fields(record)}


def _field(name: str, hint: Any) -> SearchStrategy[Any]:
    optional = typing.get_origin(hint) in (typing.Union, types.UnionType)
    base = next(part for part in typing.get_args(hint) if part is not type(None)) if optional else hint
    if name in _DATES and base is str:
        drawn: SearchStrategy[Any] = _dates
    elif name in _FIELDS and not dataclasses.is_dataclass(base):
        drawn = _FIELDS[name]
    else:
        drawn = _value(base)
    return st.none() | drawn if optional else drawn


def _value(hint: Any) -> SearchStrategy[Any]:
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        return st.none() | _value(next(part for part in typing.get_args(hint) if part is not type(None)))
    if typing.get_origin(hint) is tuple:
        return st.lists(_value(typing.get_args(hint)[0]), max_size=2).map(tuple)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return st.deferred(lambda: records(hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return _PLAIN[hint]


def _span(start: int, text: str) -> Span:
    return Span(start=start, end=start + len(text), text=text)
