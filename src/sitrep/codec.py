"""Records to JSON and back: one pair of functions for every record.

`to_json` gives plain dicts, lists, strings, numbers; `from_json` is its inverse for the record type given. Fields that a record
does not know are ignored, so that an older program can read what a newer one wrote. A field whose name is a word of Python's
("from_") goes without its underscore. `from_line` is `from_json` for a record as text, and many times as fast.
"""

from __future__ import annotations

import dataclasses
import json
import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar

RecordT = TypeVar("RecordT")

# What is known of each record type, worked out at its first use.
_NAMES: dict[type[Any], tuple[tuple[str, str], ...]] = {}
_DECODERS: dict[type[Any], dict[str, tuple[str, bool, frozenset[type[Any]], Callable[[Any], Any]]]] = {}

_FAST: dict[type[Any], Callable[[str | bytes], Any]] = {}
# The fields of a record type that are moments, and those whose records have some.
_MOMENTS: dict[type[Any], tuple[tuple[str, ...], tuple[tuple[str, type[Any]], ...]]] = {}

# Nanoseconds: msgspec rounds them, to the next second at worst.
_FINER = re.compile(r":\d\d\.\d{7}")
_FINER_BYTES = re.compile(rb":\d\d\.\d{7}")

# Only a key can stand so: within a string the quotation marks would be escaped.
_KEYWORD = re.compile('"from":')
_KEYWORD_BYTES = re.compile(b'"from":')

# What is the same in JSON.
_PLAIN = {type(None), str, int, float, bool}

_SURROGATE = re.compile("[\ud800-\udfff]")

# Line separators that JSON allows raw but line-based readers split at.
_LINE_BREAKS = {0x2028: "\\u2028", 0x2029: "\\u2029", 0x85: "\\u0085"}


def to_json(value: Any) -> Any:
    """A record (or a tuple of records, or a plain value) as JSON values. Moments become ISO 8601 with "Z"."""
    if type(value) in _PLAIN:
        return value
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, (tuple, list)):
        return list(value) if set(map(type, value)) <= _PLAIN else [to_json(item) for item in value]
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Mapping):
        return {key: to_json(item) for key, item in value.items()}
    return {shown: to_json(getattr(value, name)) for name, shown in _names(type(value))}


def to_line(value: Any) -> str:
    """A value as one line of JSON without blanks: what `to_json` gives for it. msgspec takes a record apart, many times as fast.

    Raises ValueError for a moment without a time zone.
    """
    if not dataclasses.is_dataclass(value):
        return json.dumps(to_json(value), ensure_ascii=False, separators=(",", ":"))
    import msgspec

    built = msgspec.to_builtins(value, builtin_types=(datetime,))
    # Only a key can stand so, as in reading back; json writes it, since msgspec writes some numbers otherwise.
    return json.dumps(built, ensure_ascii=False, separators=(",", ":"), default=moment).replace('"from_":', '"from":')


def from_json(record: type[RecordT], data: Mapping[str, Any]) -> RecordT:
    """The record that `to_json` gave `data` for. Raises ValueError naming the field that is missing or of the wrong kind."""
    values = {}
    for name, (shown, required, plain, decode) in _decoders(record).items():
        if shown in data:
            value = data[shown]
            try:
                values[name] = value if type(value) in plain else decode(value)
            except (TypeError, ValueError, AttributeError) as error:
                raise ValueError(f"{record.__name__}.{shown}: {error}") from error
        elif required:
            raise ValueError(f"{record.__name__}.{shown} is missing")
    return record(**values)


def from_line(record: type[RecordT], line: str | bytes) -> RecordT:
    """The record that a line of JSON holds. Raises ValueError naming what is wrong with it.

    msgspec reads it in one go; what that refuses, because it is damaged or has unpaired surrogates as bytes, is read piece by piece, so
    that the error names the field. So are moments that msgspec takes as they stand: without a time zone, in another than UTC, too fine.
    """
    if record not in _FAST:
        import msgspec

        _FAST[record] = msgspec.json.Decoder(record).decode
    try:
        made: RecordT = _FAST[record](_KEYWORD.sub('"from_":', line) if isinstance(line, str) else _KEYWORD_BYTES.sub(b'"from_":', line))
    except ValueError:
        return from_json(record, json.loads(line))
    if any(_moments(record)) and (_finer(line) or not _in_utc(made, record)):
        return from_json(record, json.loads(line))
    return made


def _finer(line: str | bytes) -> bool:
    return bool(_FINER.search(line) if isinstance(line, str) else _FINER_BYTES.search(line))


def _in_utc(made: Any, record: type[Any]) -> bool:
    """Whether all moments of a record, and of the records in it, are in UTC."""
    own, inner = _moments(record)
    for name in own:
        found = getattr(made, name)
        if any(one.tzinfo is not UTC for one in (found if isinstance(found, tuple) else (found,)) if one is not None):
            return False
    for name, kind in inner:
        found = getattr(made, name)
        if not all(_in_utc(one, kind) for one in (found if isinstance(found, tuple) else (found,)) if one is not None):
            return False
    return True


def _moments(record: type[Any]) -> tuple[tuple[str, ...], tuple[tuple[str, type[Any]], ...]]:
    """The fields of a record type that are moments, and with their types those whose records, whatever they are within, have some."""
    if record not in _MOMENTS:
        own, inner = [], []
        for name, hint in typing.get_type_hints(record).items():
            kinds = set(_leaves(hint))
            own += [name] if datetime in kinds else []
            inner += [(name, kind) for kind in kinds if dataclasses.is_dataclass(kind) and any(_moments(kind))]
        _MOMENTS[record] = tuple(own), tuple(inner)
    return _MOMENTS[record]


def _leaves(hint: Any) -> Iterator[type[Any]]:
    """The types that a hint is made of: of "tuple[Span, ...] | None" Span and that of None."""
    parts = typing.get_args(hint)
    if not parts and isinstance(hint, type):
        yield hint
    for part in parts:
        yield from _leaves(part)


def moment(value: datetime) -> str:
    """An aware moment as ISO 8601 in UTC, ending in Z."""
    if value.tzinfo is None:
        raise ValueError(f"{value.isoformat()} has no time zone")
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def dump_line(value: Any) -> str:
    """A record or JSON value as one line of JSON that no reader of lines splits, and that is always valid UTF-8."""
    text = json.dumps(to_json(value), ensure_ascii=False, separators=(", ", ": "))
    text = text.translate(_LINE_BREAKS)
    if _SURROGATE.search(text):
        text = json.dumps(to_json(value), separators=(", ", ": "))
    return text


def _names(record: type[Any]) -> tuple[tuple[str, str], ...]:
    """The fields of a record, each with its name in JSON."""
    if record not in _NAMES:
        _NAMES[record] = tuple((field.name, field.name.removesuffix("_")) for field in dataclasses.fields(record))
    return _NAMES[record]


def _decoders(record: type[Any]) -> dict[str, tuple[str, bool, frozenset[type[Any]], Callable[[Any], Any]]]:
    """For each field its name in JSON, whether it must be there, the types of values that are taken as they are, what decodes others."""
    if record not in _DECODERS:
        hints = typing.get_type_hints(record)
        _DECODERS[record] = {
            field.name: (
                field.name.removesuffix("_"),
                field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING,
                _plain_types(hints[field.name]),
                _decoder(hints[field.name]),
            )
            for field in dataclasses.fields(record)
        }
    return _DECODERS[record]


def _plain_types(hint: Any) -> frozenset[type[Any]]:
    parts = set(typing.get_args(hint)) if typing.get_origin(hint) in (typing.Union, types.UnionType) else {hint}
    if not parts <= _PLAIN:
        return frozenset()
    return frozenset(parts | {int} if float in parts else parts)


def _decoder(hint: Any) -> Callable[[Any], Any]:
    """A function that turns a JSON value into a value of the type `hint`."""
    if typing.get_origin(hint) in (typing.Union, types.UnionType):
        inner = _decoder(next(part for part in typing.get_args(hint) if part is not type(None)))
        return lambda value: None if value is None else inner(value)
    if typing.get_origin(hint) is tuple:
        first = typing.get_args(hint)[0]
        return _plain_items(first) if first in (str, int) else _items(_decoder(first))
    if isinstance(hint, type) and dataclasses.is_dataclass(hint):
        return lambda value: from_json(hint, value)
    if hint is datetime:
        return _parse_moment
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _checked(hint)


def _items(item: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: tuple(item(one) for one in value)


def _plain_items(hint: type[Any]) -> Callable[[Any], Any]:
    """For strings or whole numbers, of which records hold long rows: looked at one by one only where one of them is of another kind."""
    one_by_one = _items(_checked(hint))

    def items(value: Any) -> Any:
        return tuple(value) if type(value) is list and set(map(type, value)) <= {hint} else one_by_one(value)

    return items


def _parse_moment(value: str) -> datetime:
    parsed = datetime.fromisoformat(value)
    if parsed.tzinfo is None:
        raise ValueError(f"{value} has no time zone")
    return parsed.astimezone(UTC)


def _checked(hint: Any) -> Callable[[Any], Any]:
    accepted = (int, float) if hint is float else (hint,)

    def check(value: Any) -> Any:
        if not isinstance(value, accepted) or (isinstance(value, bool) and hint is not bool):
            raise ValueError(f"{value!r} is not {hint.__name__}")
        return value

    return check
