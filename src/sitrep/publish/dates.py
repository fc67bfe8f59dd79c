"""Dates of records: to sort by, to read, and as feeds want them."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import format_datetime

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_YEAR = re.compile(r"\d{4}")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
UNKNOWN = "date not known"


def moment_of(date: str | None) -> datetime | None:
    """The first moment that an ISO 8601 date covers, in UTC (a moment without an offset is taken as UTC); None where it is no date."""
    if date is None:
        return None
    if _YEAR.fullmatch(date):
        date += "-01-01"
    elif _MONTH.fullmatch(date):
        date += "-01"
    try:
        parsed = datetime.fromisoformat(date)
        return parsed.replace(tzinfo=UTC) if parsed.tzinfo is None else parsed.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def order_of(date: str | None) -> tuple[bool, datetime, str]:
    """A key that sorts dates from early to late, unknown ones last."""
    moment = moment_of(date)
    return (moment is None, moment or datetime.min.replace(tzinfo=UTC), date or "")


def machine(date: str | None) -> str | None:
    """The date as the `datetime` attribute of HTML's `<time>`, or None where HTML would not take it."""
    return date if date is not None and moment_of(date) is not None and re.fullmatch(r"[0-9TZ:.+-]+", date) else None


def human(date: str | None) -> str:
    """The date in words: "1993", "October 2010", "6 October 2010", "6 October 2010, 14:20 +05:00"; what is no date stays as it is."""
    if date is None:
        return UNKNOWN
    if moment_of(date) is None or _YEAR.fullmatch(date):
        return date
    if _MONTH.fullmatch(date):
        return f"{_MONTHS[int(date[5:7]) - 1]} {date[:4]}"
    parsed = datetime.fromisoformat(date)
    day = f"{parsed.day} {_MONTHS[parsed.month - 1]} {parsed.year}"
    return day if _DAY.fullmatch(date) else f"{day}, {parsed:%H:%M} {_zone(parsed)}"


def brief(date: str | None) -> str:
    """The same with months of three letters, for tables: "6 Oct 2010, 14:20 +05:00"."""
    words = human(date)
    for month in _MONTHS:
        if f" {month} " in f" {words} ":
            return words.replace(month, month[:3])
    return words


def period(start: str | None, end: str | None) -> str:
    """A start and an end in words; one date where they are the same or only one is known."""
    if start is None or end is None or human(start) == human(end):
        return human(start or end)
    return f"{human(start)} to {human(end)}"


def rfc3339(moment: datetime) -> str:
    """A moment as Atom wants it (RFC 3339, UTC, whole seconds)."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")


def rfc822(moment: datetime) -> str:
    """A moment as RSS 2.0 wants it (RFC 822 with a four-digit year)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def _zone(parsed: datetime) -> str:
    offset = parsed.strftime("%z")
    if offset in ("", "+0000"):
        return "UTC" if offset else "(zone not known)"
    return f"{offset[:3]}:{offset[3:5]}"
