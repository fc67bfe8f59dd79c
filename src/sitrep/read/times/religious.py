"""The Islamic and the Jewish calendar: days of feasts, and dates written in the Islamic one.

Islamic days are those of the Umm al-Qura calendar of Saudi Arabia (hijridate), kept from 1343 to 1500 AH; where a month is begun by
sighting the moon, a country's day may be one off. Jewish days are computed (pyluach).
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sitrep.read.times.context import Context
from sitrep.read.times.found import Found, make, refused

_FIRST_YEAR, _LAST_YEAR = 1925, 2076  # Gregorian years that the Islamic calendar is known for as a whole
_MONTHS = (
    *("muharram", "safar", "rabi al awwal|rabi ul awwal|rabi i", "rabi al thani|rabi us sani|rabi al akhir|rabi ii"),
    *("jumada al awwal|jumada al ula|jumada i", "jumada al thani|jumada al akhirah|jumada ii", "rajab", "shaban|sha'ban|shabaan"),
    *("ramadan|ramadhan|ramazan", "shawwal", "dhu al qadah|dhul qadah|zil qad|zul qaida", "dhu al hijjah|dhul hijjah|zil hajj|zul hijja"),
)
_NUMBERS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_NAMES = "|".join(sorted((re.escape(name).replace(r"\ ", r"[ -]") for name in _NUMBERS), key=len, reverse=True))
_DATE = re.compile(rf"(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? ({_NAMES})\b(?:,? (\d{{3,4}})\b(?: ?(?:AH|A\.H\.|Hijri)\b)?)?", re.I)


@lru_cache(maxsize=4096)
def islamic(year: int, month: int, day: int) -> tuple[date, ...]:
    """The days of a Gregorian year on which a month and day of the Islamic calendar fall; none outside of the years known."""
    from hijridate import Gregorian, Hijri

    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return ()
    begin = Gregorian(year, 1, 1).to_hijri().year
    found = []
    for one in (begin, begin + 1):
        if day <= Hijri(one, month, 1).month_length():
            gregorian = Hijri(one, month, day).to_gregorian()
            found.append(date(gregorian.year, gregorian.month, gregorian.day))
    return tuple(one for one in found if one.year == year)


@lru_cache(maxsize=4096)
def jewish(year: int, month: int, day: int) -> tuple[date, ...]:
    """The day of a Gregorian year on which a month (Nisan is 1) and day of the Jewish calendar fall; none before the year 100."""
    from pyluach.dates import HebrewDate

    if not 100 <= year <= 5000:
        return ()
    days = (HebrewDate(year + epoch, month, day).to_pydate() for epoch in (3760, 3761))
    return tuple(one for one in days if one.year == year)


def written(context: Context, at: int) -> Found | None:
    """A date in the Islamic calendar: "12 Rabi al-Awwal 1445"; without its year, the last such day before publication."""
    from hijridate import Hijri

    match = _DATE.match(context.text, at)
    if match is None:
        return None
    number, month = int(match[1]), _NUMBERS[match[2].lower().replace("-", " ")]
    if not 1 <= number <= 30:
        return None
    day: date | None = None
    if match[3]:
        year = int(match[3])
        if 1343 <= year <= 1500 and number <= Hijri(year, month, 1).month_length():
            gregorian = Hijri(year, month, number).to_gregorian()
            day = date(gregorian.year, gregorian.month, gregorian.day)
    elif (today := context.now.date()) is not None:
        day = max((one for year in (today.year - 1, today.year) for one in islamic(year, month, number) if one <= today), default=None)
    return make(at, match.end(), day.isoformat(), "day") if day else refused(at, match.end())
