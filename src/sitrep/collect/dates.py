"""Dates as they are written in pages and feeds, into ISO 8601 with the offset that they gave."""

from __future__ import annotations

import email.utils
import re
from datetime import date, datetime, timedelta, timezone

_YEAR_MONTH = re.compile(r"(\d{4})(?:-(\d{2}))?")
# RFC 822 names only the zones of North America; the others here have one meaning each. IST, CST (China) and the like have several.
_ZONES = {
    "CET": 60, "CEST": 120, "MET": 60, "MEST": 120, "BST": 60, "WEST": 60, "WET": 0, "EET": 120, "EEST": 180,
    "MSK": 180, "TRT": 180, "PKT": 300, "NPT": 345, "ICT": 420, "WIB": 420, "HKT": 480, "SGT": 480, "PHT": 480, "AWST": 480,
    "JST": 540, "KST": 540, "ACST": 570, "AEST": 600,
    "AEDT": 660, "NZST": 720, "NZDT": 780, "WAT": 60, "CAT": 120, "SAST": 120, "EAT": 180, "UTC": 0,
}  # fmt: skip
_ZONE_NAME = re.compile(r"\s([A-Z]{3,4})$")
# The standard library takes UTC where there is no zone.
_WITHOUT_ZONE = re.compile(r"\d:\d\d$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})$")

# The first letters of months as bylines write them out, in English, German, French, Spanish, Portuguese, Italian, Dutch and Scandinavian.
_MONTHS = {
    "jan": 1, "ene": 1, "gen": 1, "feb": 2, "fév": 2, "fev": 2, "mar": 3, "mär": 3, "maa": 3, "apr": 4, "avr": 4, "abr": 4,
    "may": 5, "mai": 5, "maj": 5, "mag": 5, "mei": 5, "juin": 6, "jun": 6, "giu": 6, "juil": 7, "jul": 7, "lug": 7,
    "aug": 8, "aoû": 8, "ago": 8, "sep": 9, "set": 9, "oct": 10, "okt": 10, "out": 10, "ott": 10, "nov": 11,
    "dec": 12, "dez": 12, "déc": 12, "dic": 12,
}  # fmt: skip
_WRITTEN = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th|er|º)?\.?\s(?:de\s)?(?P<month>[^\W\d_]{3,10})\.?,?\s(?:de\s)?(?P<year>\d{4})(?!\d)"
    r"|\b(?P<month2>[^\W\d_]{3,10})\.?\s(?P<day2>\d{1,2})(?:st|nd|rd|th)?,?\s(?P<year2>\d{4})(?!\d)"
)


def iso_date(value: str | None) -> str | None:
    """A date of the contract, unchanged in precision: a year, a month, a day, or a moment with its offset; None for anything else.

    A moment without an offset says no more than its day, so the day is given. "Z" is written for UTC.
    """
    text = (value or "").strip()
    if not 4 <= len(text) <= 40 or not text.isascii():
        return None
    if found := _YEAR_MONTH.fullmatch(text):
        year, month = int(found.group(1)), int(found.group(2) or 1)
        return text if year >= 1 and 1 <= month <= 12 else None
    try:
        if len(text) == 10:
            return date.fromisoformat(text).isoformat()
        return _moment(datetime.fromisoformat(text.replace(" +", "+").replace(" -", "-").removesuffix(" Z")))
    except ValueError:
        return None


def any_date(value: str | None) -> str | None:
    """A date in any form that feeds and pages use (ISO 8601 and its W3C profile, RFC 822, names of zones) as `iso_date` gives it."""
    text = " ".join((value or "").split())[:80]
    if not text:
        return None
    if compact := _COMPACT.match(text):
        text = "-".join(compact.groups())
    return iso_date(text) or _spoken(text)


def written_date(text: str) -> str | None:
    """The first day in a text that is written out with the name of its month ("18 Nov 2019", "am 25. September 2018"), as ISO 8601."""
    for found in _WRITTEN.finditer(text):
        day, name, year = (found[one] or found[f"{one}2"] for one in ("day", "month", "year"))
        month = _MONTHS.get(name.lower()[:4]) or _MONTHS.get(name.lower()[:3])
        try:
            if month:
                return date(int(year), month, int(day)).isoformat()
        except ValueError:
            continue
    return None


def believed(value: str | None, received: datetime) -> str | None:
    """A date as `any_date` gives it, unless it is before 1990 or more than a day after it was received (clocks differ)."""
    found = any_date(value)
    latest = (received.date() + timedelta(days=1)).isoformat()
    return found if found and found >= "1990" and found[:10] <= latest else None


def later(first: str | None, second: str | None) -> bool:
    """Whether `first` is a later date than `second`, as far as both say (days are compared where one has no more)."""
    if not first or not second:
        return False
    if len(first) > 10 and len(second) > 10:
        return datetime.fromisoformat(first) > datetime.fromisoformat(second)
    return first[:10] > second[:10]


def _spoken(text: str) -> str | None:
    """RFC 822 and RFC 2822, with the zone names that they lack."""
    zone = _ZONE_NAME.search(text)
    minutes = _ZONES.get(zone.group(1)) if zone else None
    parsed = email.utils.parsedate_tz(text)
    if parsed is None or parsed[0] < 1000:
        return None
    try:
        plain = datetime(*parsed[:6])
        if minutes is not None:
            return _moment(plain.replace(tzinfo=timezone(timedelta(minutes=minutes))))
        if parsed[9] is None or _WITHOUT_ZONE.search(text) or (zone and zone.group(1) not in _RFC_ZONES):
            return plain.date().isoformat()
        return _moment(plain.replace(tzinfo=timezone(timedelta(seconds=parsed[9]))))
    except (ValueError, OverflowError):
        return None


_RFC_ZONES = frozenset({"UT", "GMT", "EST", "EDT", "CST", "CDT", "MST", "MDT", "PST", "PDT"})


def _moment(value: datetime) -> str:
    if value.tzinfo is None:
        return value.date().isoformat()
    text = value.replace(microsecond=value.microsecond // 1000 * 1000).isoformat(
        timespec="milliseconds" if value.microsecond else "seconds"
    )
    return text.removesuffix("+00:00") + "Z" if text.endswith("+00:00") else text
