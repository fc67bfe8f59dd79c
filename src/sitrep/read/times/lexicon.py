"""Words of the calendar, and the forms that the grammar is built from."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.read import number_words

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb", "febr"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
MONTH_ABBREVIATIONS = frozenset(name for name in MONTHS if len(name) <= 4 and name not in ("may", "june", "july"))
# Months that are common words too: they need a neighbour that makes them a date.
WORDLIKE_MONTHS = frozenset({"may", "march", "mar", "august", "dec", "jan"})

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tue", "tues"),
            ("wednesday", "wed", "weds"),
            ("thursday", "thu", "thur", "thurs"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        ),
        start=1,
    )
    for name in names
}
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "fall": "FA", "winter": "WI"}
DAY_PARTS = {
    "morning": "MO",
    "afternoon": "AF",
    "evening": "EV",
    "night": "NI",
    "noon": "MI",
    "midday": "MI",
    "lunchtime": "MI",
    "dawn": "MO",
    "daybreak": "MO",
    "dusk": "EV",
    "nightfall": "EV",
    "midnight": "NI",
}
# TIMEX3 letter and whether it is a part of a day.
UNITS = {
    "second": ("S", True),
    "sec": ("S", True),
    "minute": ("M", True),
    "min": ("M", True),
    "hour": ("H", True),
    "hr": ("H", True),
    "day": ("D", False),
    "night": ("D", False),
    "week": ("W", False),
    "fortnight": ("W", False),
    "month": ("M", False),
    "quarter": ("Q", False),
    "year": ("Y", False),
    "decade": ("DE", False),
    "century": ("CE", False),
    "centurie": ("CE", False),
}
SMALL_NUMBERS = number_words.UNITS
TENS = number_words.TENS
NUMBER_WORDS = {**SMALL_NUMBERS, **TENS, "dozen": 12, "hundred": 100, "thousand": 1000}
ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
        ],
        start=1,
    )
}
DECADE_WORDS = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
}


def alternatives(words: Iterable[str]) -> str:
    """The words as an alternation, longest first, so that a longer word is never cut."""
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))
