"""Named periods and feasts, from the tables periods.tsv and feasts.tsv of this package."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

from sitrep.read.times.context import Context
from sitrep.read.times.found import Found, make
from sitrep.read.times.religious import islamic, jewish
from sitrep.read.times.resolve import SOON, easter, ramadans

_SCORE = re.compile(
    r"\b(?:scored?|scoring|won|win|lost|beat|figures|ratio|rated|took|shot|odds|rank(?:ed)?|size|version)\s(?:of\s|at\s)?$", re.I
)
_BESIDE = re.compile(r"\s(last|this|next)\syear\b", re.I)
_STEPS = {"last": -1, "this": 0, "next": 1}
_LEAD = 60  # characters before a feast in which "before" or "after" stands
_BEFORE_OR_AFTER = re.compile(
    r"\b(?:(?P<before>before|ahead of|prior to)|(?P<after>after|following))\s(?:the\s)?(?:(?P<edge>end|start|beginning)\sof\s(?:the\s)?)?"
    r"(?:(?:holy|fasting|muslim|christian|jewish|islamic)\s)*(?:(?:month|feast|holiday|festival|fast)\s(?:of\s)?)?$",
    re.I,
)
# "Two days before Christmas" is a day of its own, and not told as what was before it.
_COUNTED = re.compile(r"\b(?:minutes?|hours?|days?|nights?|weeks?|months?|years?|eve)\s$", re.I)
_YEAR = re.compile(r"(?:\s(?:in|of)|,)?\s([0-9]{4})(?![0-9])")


@cache
def period_names() -> dict[str, tuple[tuple[str, str, str], ...]]:
    """Every name of a period by its first word, lower case: (name, first day, last day), longest first."""
    names: dict[str, list[tuple[str, str, str]]] = {}
    for line in _lines("periods.tsv"):
        listed, first, last = line.split("\t")
        for name in listed.split("|"):
            names.setdefault(_first_word(name), []).append((name, first, last))
    return {word: tuple(sorted(found, key=lambda one: (-len(one[0]), one[0]))) for word, found in names.items()}


@cache
def feast_names() -> dict[str, tuple[tuple[str, str, int], ...]]:
    """Every name of a feast by its first word: (name, rule, number of days), longest first."""
    names: dict[str, list[tuple[str, str, int]]] = {}
    for line in _lines("feasts.tsv"):
        listed, rule, count = line.split("\t")
        for name in listed.split("|"):
            names.setdefault(_first_word(name), []).append((name, rule, int(count)))
    return {word: tuple(sorted(found, key=lambda one: (-len(one[0]), one[0]))) for word, found in names.items()}


def period(context: Context, at: int, word: str, start: int) -> Found | None:
    """The named period that begins at `at` with `word`; its span begins at `start`, where "the" stands."""
    for name, first, last in period_names().get(word, ()):
        if not _says(context.text, at, name):
            continue
        end = at + len(name)
        if name[0].isdigit() and (
            _SCORE.search(context.before(at)) or re.match(r"[/\d-]|\s?(?:%|overs|points|in\b)", context.text[end : end + 8])
        ):
            return None
        value = first if first == last else f"{first}/{last}"
        found = make(start, end, value, "day" if first == last else "period", days=(first, last))
        return Found(start=start, end=end, value=value, grain=found.grain, first=first, last=last)
    return None


def feast(context: Context, at: int, word: str) -> Found | None:
    """The feast that begins there, in the year that follows it or else the last one; a feast of no known year has an open one."""
    for name, rule, count in feast_names().get(word, ()):
        if not _says(context.text, at, name) or not context.text[at].isupper():
            continue
        end = at + len(name)
        written = _YEAR.match(context.text, end)
        if written and 1 <= int(written[1]) <= 2200:
            end, days = written.end(), _feast_days(rule, int(written[1]))
            return _feast(at, end, days[-1], count) if days else None
        if written:
            return None
        beside = _BESIDE.match(context.text, end)
        if beside and context.now.year is not None:
            days = _feast_days(rule, context.now.year + _STEPS[beside[1].lower()])
            return _feast(at, end, days[-1], count) if days else None
        mod = _mod(context, at)
        day = _nearest(context, rule, at, end, mod)
        if day is not None:
            return _beside_it(context, _feast(at, end, day, count), mod)
        return make(at, end, f"XXXX-{rule}", "day") if rule[0].isdigit() else None
    return None


def _feast(at: int, end: int, first: date, count: int) -> Found:
    last = first + timedelta(days=count - 1)
    value = first.isoformat() if count == 1 else f"{first.isoformat()}/{last.isoformat()}"
    return make(at, end, value, "day", days=(first.isoformat(), last.isoformat()))


def _mod(context: Context, at: int) -> str | None:
    """Whether what is told was before or after a feast ("before Ramadan", "after the end of Ramadan"), as TIMEX3 calls it."""
    lead = _BEFORE_OR_AFTER.search(context.before(at, _LEAD))
    if lead is None or _COUNTED.search(context.before(at, _LEAD), 0, lead.start()):
        return None
    return "AFTER" if lead["after"] else "BEFORE"


def _beside_it(context: Context, found: Found, mod: str | None) -> Found:
    """The find with an open start or end where what is told was before or after it."""
    if mod is None or found.first is None or found.last is None:
        return found
    lead = _BEFORE_OR_AFTER.search(context.before(found.start, _LEAD))
    edge = (lead["edge"] or "").lower() if lead else ""
    first, last = date.fromisoformat(found.first), date.fromisoformat(found.last)
    if mod == "BEFORE":
        until = last if edge == "end" else first - timedelta(days=1)
        return replace(found, first=None, last=until.isoformat(), mod=mod, told=None)
    since = first if edge in ("start", "beginning") else last + timedelta(days=1)
    return replace(found, first=since.isoformat(), last=None, mod=mod, told=None)


def _nearest(context: Context, rule: str, at: int, end: int, mod: str | None = None) -> date | None:
    today, told = context.now.date(), context.told
    if context.narrative and told.year is not None:
        return next(iter(_feast_days(rule, told.year)), None)
    if today is None:
        return None
    days = [day for year in (today.year - 1, today.year, today.year + 1) for day in _feast_days(rule, year)]
    ahead = [day for day in days if day >= today]
    past = [day for day in days if day <= today]
    soon = mod == "BEFORE" and ahead and ahead[0] - today <= timedelta(days=SOON)
    if ahead and (soon or context.ahead(at, end)):
        return ahead[0]
    return past[-1] if past else None


def _feast_days(rule: str, year: int) -> tuple[date, ...]:
    if not 2 <= year <= 9000:
        return ()
    if rule.startswith("easter"):
        return (easter(year) + timedelta(days=int(rule[6:])),)
    if rule.startswith("ramadan"):
        begins = ramadans(year) if year >= 700 else ()
        return tuple(day + timedelta(days=int(rule[7:])) for day in begins)
    if rule.startswith(("hijri", "hebrew")):
        _, month, day = rule.split("-")
        return (islamic if rule.startswith("hijri") else jewish)(year, int(month), int(day))
    return (date(year, int(rule[:2]), int(rule[3:])),)


def _says(text: str, at: int, name: str) -> bool:
    found = text[at : at + len(name)]
    if found != name and not (found.isupper() and found == name.upper()):
        return False
    return not re.match(r"\w", text[at + len(name) : at + len(name) + 1])


def _first_word(name: str) -> str:
    match = re.match(r"[^\W\d_]+|[0-9]+", name)
    return match[0].lower() if match else name.lower()


def _lines(name: str) -> list[str]:
    text = (Path(__file__).parent / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
