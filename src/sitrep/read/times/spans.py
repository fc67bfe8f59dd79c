"""Durations, shifts by a duration, sets and clock times."""

from __future__ import annotations

import re
from datetime import timedelta

from sitrep.read.times import grammar
from sitrep.read.times.context import Context, Moment
from sitrep.read.times.found import Found, make, refused
from sitrep.read.times.lexicon import DAY_PARTS, MONTHS, NUMBER_WORDS, SEASONS, UNITS, WEEKDAYS
from sitrep.read.times.relative import origin
from sitrep.read.times.resolve import shifted
from sitrep.read.times.values import NO_DAYS, Days, interval
from sitrep.records import TimeType

_ONE_LEAD = re.compile(r"\b(?:for|within|in|after|about|over|than|nearly|almost|some|lasting|under|half|of|around|a)\s$", re.I)
_VERSUS = re.compile(r"(?:[0-9$€£:/.#-]|\b(?:score|won|lost|beat|led|ratio|chapter|verse)\s)$", re.I)
_ADVERB_UNIT = {
    "annually": "1Y",
    "yearly": "1Y",
    "monthly": "1M",
    "weekly": "1W",
    "daily": "1D",
    "hourly": "T1H",
    "nightly": "1D",
    "fortnightly": "2W",
    "quarterly": "3M",
}


def duration(context: Context, at: int) -> Found | None:
    """ "three weeks" (P3W), "two days ago", "90 years later"; an age is passed over."""
    text = context.text
    match = grammar.AMOUNT.match(text, at)
    if match is None:
        ranged = grammar.RANGED_AMOUNT.match(text, at)
        match = grammar.AMOUNT.match(text, ranged.end()) if ranged else None
        if match is None:
            return None
    if grammar.OLD.match(text, match.end(), match.end() + 12):
        return refused(at, match.end())
    count, unit = amount(match["amount"]), _unit(match["unit"])
    shift = grammar.SHIFT.match(text, match.end())
    if shift:
        return _shift(context, at, shift, count, unit, match["unit"].lower())
    single = match["amount"].lower() in ("a", "an")
    lead = context.before(at, 16)
    if single and not match["half"] and (not _ONE_LEAD.search(lead) or text[at : at + 2].lower() not in ("a ", "an")):
        return None
    if match["plural"] is None and match["gap"] != "-" and not (single or count == 1):
        return None
    if re.search(r"(?:[$€£#@/.]|[0-9]-)$", lead[-2:]):
        return None
    return make(at, match.end(), _period(count, match["unit"].lower(), half=bool(match["half"])), "duration", TimeType.DURATION)


def bare_units(context: Context, at: int) -> Found | None:
    """ "months" in "for months" (PXM), "years ago" (PAST_REF)."""
    match = grammar.BARE_UNITS.match(context.text, at)
    if match is None:
        return None
    shift = grammar.SHIFT.match(context.text, match.end())
    if shift and shift["shift"].lower() in ("ago", "back", "earlier", "before"):
        return make(at, shift.end(), "PAST_REF", "reference")
    if not re.search(r"\b(?:for|in|within|after|over)\s$", context.before(at, 8), re.I):
        return None
    name = match["unit"].lower()
    return make(at, match.end(), _period(None, "century" if name == "centuries" else name[:-1]), "duration", TimeType.DURATION)


def stretch(context: Context, at: int) -> Found | None:
    """ "the past three years" (P3Y, up to publication), "the next 48 hours"."""
    match = grammar.STRETCH.match(context.text, at)
    if match is None:
        return None
    count, name = amount(match["amount"]) if match["amount"] else 1, match["unit"].lower()
    if match["amount"] is None and not (match[0].lower().startswith("the") and _unit(name) != "D"):
        return None
    value = _period(count, name)
    days: Days = NO_DAYS
    which = match["which"].lower()
    today = context.now.date()
    if today is not None and count is not None and which in ("last", "past", "next", "coming"):
        days = _beside(context.now, count, _unit(name), back=which in ("last", "past"))
    return make(at, match.end(), value, "duration", TimeType.DURATION, days=days)


def every(context: Context, at: int) -> Found | None:
    """ "every Friday", "each year", "every two weeks": sets."""
    match = grammar.SET.match(context.text, at)
    if match is None:
        return None
    groups = match.groupdict()
    if groups["weekday"]:
        value = f"XXXX-WXX-{WEEKDAYS[groups['weekday'].lower()]}" + (f"T{DAY_PARTS[groups['part'].lower()]}" if groups["part"] else "")
    elif groups["month"]:
        value = f"XXXX-{MONTHS[groups['month'].lower()]:02d}"
    elif groups["season"]:
        value = f"XXXX-{SEASONS[groups['season'].lower()]}"
    elif groups["daypart"]:
        value = f"XXXX-XX-XXT{DAY_PARTS[groups['daypart'].lower()]}"
    else:
        count = amount(groups["amount"]) if groups["amount"] else 2 if (groups["skip"] or "").lower() in ("other", "second") else 1
        value = _period(count, groups["unit"].lower())
    return make(at, match.end(), value, "set", TimeType.SET, days=(None, None))


def adverb(context: Context, at: int) -> Found | None:
    """ "annually", "daily" (not in a name: "Daily Mail"), "three times a week"."""
    text = context.text
    match = grammar.ADVERB_SET.match(text, at)
    if match:
        named = text[at].isupper() and (text[at - 1 : at].isspace() or re.match(r"\s[A-Z]", text[match.end() : match.end() + 2]))
        return None if named else make(at, match.end(), f"P{_ADVERB_UNIT[match['word'].lower()]}", "set", TimeType.SET)
    match = grammar.PER_SET.match(text, at)
    if match and re.search(r"\b(?:once|twice|thrice|times)\s$", context.before(at, 8), re.I):
        return make(at, match.end(), _period(1, match["unit"].lower()), "set", TimeType.SET)
    return None


def clock(context: Context, at: int) -> Found | None:
    """ "at 10:30", "3 p.m.", "1430 GMT", "three o'clock", "noon". The day is the one told last in the same sentence, if any."""
    text, lead = context.text, context.before(at, 16)
    for pattern in (grammar.HALF_DAY, grammar.CLOCK, grammar.MILITARY, grammar.OCLOCK):
        match = pattern.match(text, at)
        if match and not _VERSUS.search(lead):
            groups = match.groupdict()
            if pattern is grammar.CLOCK and not (
                groups["half"] or groups["zone"] or (groups["mark"] == ":" and grammar.CLOCK_LEAD.search(lead))
            ):
                return None
            return _clock(at, match, groups)
    match = grammar.CLOCK_WORD.match(text, at)
    if match and grammar.CLOCK_LEAD.search(lead):
        word = match["word"].lower()
        value = {"noon": "T12:00", "midday": "T12:00", "midnight": "T24:00"}.get(word) or f"T{DAY_PARTS[word]}"
        return make(at, match.end(), value, "clock", TimeType.TIME, days=(None, None))
    return None


def amount(words: str) -> int | float | None:
    """A small number in words or figures; None for "several"."""
    text = words.lower().replace(",", "").replace("-", " ")
    if text[0].isdigit():
        return float(text) if "." in text else int(text)
    if text.startswith("half"):
        return 0.5
    parts = text.split()
    if "couple" in parts:
        return 2
    if parts in (["a"], ["an"]):
        return 1
    numbers = [NUMBER_WORDS[part] for part in parts if part in NUMBER_WORDS]
    return sum(numbers) if numbers and len(numbers) == len(parts) else None


def _unit(name: str) -> str:
    letter, clock_unit = UNITS[name.lower()]
    return f"T{letter}" if clock_unit else letter


def _period(count: float | None, name: str, *, half: bool = False) -> str:
    """The TIMEX3 period of a count of units: P3W, PT48H, PXM."""
    name = name.lower()
    if name == "fortnight":
        count, name = (2 * count if count is not None else None), "week"
    if name == "quarter":
        count, name = (3 * count if count is not None else None), "month"
    letter, clock_unit = UNITS[name]
    number = "X" if count is None else f"{count + (0.5 if half else 0):g}" if count < 1e6 else str(int(count))
    return f"P{'T' if clock_unit else ''}{number}{letter}"


def _shift(context: Context, at: int, shift: re.Match[str], count: float | None, unit: str, name: str) -> Found | None:
    way = " ".join(shift["shift"].lower().split())
    end = shift.end()
    if way in ("before", "after", "on") and re.match(r"\s{1,3}\w", context.text[end : end + 4]):
        if way == "on":
            return None
        return make(at, shift.start(), _period(count, name), "duration", TimeType.DURATION)
    backwards = way in ("ago", "back", "earlier", "previously", "prior", "before")
    if count is None:
        return make(at, end, "PAST_REF" if backwards else "FUTURE_REF", "reference")
    if name == "fortnight":
        count *= 2
    base = origin(context, way)
    if base.day is None and way not in ("ago", "back") and unit in ("D", "W"):
        base = Moment()
    whole = int(count)
    value = (
        shifted(base, -whole if backwards else whole, "D" if unit.startswith("T") else unit)
        if not unit.startswith("T")
        else _hours(base, count, unit, backwards)
    )
    if value is None:
        return refused(at, end) if way != "on" else None
    return make(at, end, value, {"D": "day", "W": "week", "M": "month", "Y": "year", "DE": "decade", "CE": "century"}.get(unit, "day"))


def _hours(base: Moment, count: float, unit: str, backwards: bool) -> str | None:
    day = base.date()
    hours = {"TH": 1, "TM": 1 / 60, "TS": 1 / 3600}[unit] * count
    if day is None or hours > 24 * 366:
        return None
    try:
        return (day + timedelta(days=(-1 if backwards else 1) * int(hours // 24))).isoformat()
    except OverflowError:
        return None


def _beside(now: Moment, count: float, unit: str, *, back: bool) -> tuple[str | None, str | None]:
    """The days of a stretch that ends, or begins, with the day of publication."""
    today = now.date()
    if today is None or unit == "TS":
        return None, None
    far = _hours(now, count, unit, back) if unit.startswith("T") else _far(now, int(count), unit, back)
    if far is None:
        return None, None
    return (far, today.isoformat()) if back else (today.isoformat(), far)


def _far(now: Moment, count: int, unit: str, back: bool) -> str | None:
    value = shifted(now, -count if back else count, unit)
    if value is None or value.startswith("-"):
        return None
    today = now.date()
    if unit in ("D", "W") and today is not None:
        return shifted(now, (-count if back else count) * (7 if unit == "W" else 1), "D")
    first, last = interval(value)
    if first is None or last is None or today is None:
        return None
    if unit in ("M", "Q"):
        return f"{first[:8]}{min(today.day, int(last[8:10])):02d}"
    year = today.year + (-1 if back else 1) * count * {"Y": 1, "DE": 10, "CE": 100}[unit]
    day = 28 if (today.month, today.day) == (2, 29) else today.day
    return f"{year:04d}-{today.month:02d}-{day:02d}" if 1 <= year <= 9999 else None


def _clock(at: int, match: re.Match[str], groups: dict[str, str | None]) -> Found | None:
    spoken = groups["hour"] or ""
    hour = NUMBER_WORDS[spoken.lower()] if spoken.isalpha() else int(spoken)
    minute = groups.get("minute") or "00"
    half, part = (groups.get("half") or "").lower(), (groups.get("part") or "").lower()
    if half and (hour > 12 or hour == 0):
        return refused(at, match.end())
    if (half == "p" or part in ("afternoon", "evening")) and hour < 12:
        hour += 12
    if half == "a" and hour == 12:
        hour = 0
    return make(at, match.end(), f"T{hour:02d}:{minute}", "clock", TimeType.TIME, days=(None, None))
