"""Which incidents of a picture are asked for: by area, type, days, grade and state."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from functools import lru_cache

from sitrep.errors import ConfigError
from sitrep.read.gazetteer import country, country_name
from sitrep.read.gazetteer.names import key
from sitrep.records import EventType, Incident, SituationReport, State

_GRADE = re.compile(r"[A-F][1-6]")
_ALIKE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is asked for; what is empty asks for nothing.

    `area` is a country (name, adjective or alpha-3 code), a province or a town; `since` and `until` are days (YYYY-MM-DD) that an incident
    must touch; `grade` is the least that its best account must have, letter and digit each ("C3": A to C and 1 to 3).
    """

    area: str = ""
    types: tuple[EventType, ...] = ()
    since: str = ""
    until: str = ""
    grade: str = ""
    states: tuple[State, ...] = ()

    def __post_init__(self) -> None:
        """Raises ConfigError for a day or grade that is none."""
        for name in ("since", "until"):
            if (day := getattr(self, name)) and not _is_day(day):
                raise ConfigError(day, f"is no day for {name} (YYYY-MM-DD)")
        if self.grade and not _GRADE.fullmatch(self.grade):
            raise ConfigError(self.grade, "is no grade (A1 to F6)")

    def takes(self, incident: Incident) -> bool:
        """Whether an incident is asked for."""
        return (
            (not self.area or _lies_in(incident, self.area))
            and (not self.types or incident.type in self.types)
            and self._in_time(incident)
            and (not self.grade or _graded(incident, self.grade))
            and (not self.states or any(claim.state in self.states for claim in incident.claims))
        )

    def _in_time(self, incident: Incident) -> bool:
        if not (self.since or self.until):
            return True
        if incident.start is None:
            return False
        return incident.start <= (self.until or "9999") and (incident.end or incident.start) >= self.since


def selected(picture: SituationReport, selection: Selection) -> SituationReport:
    """The picture with only the incidents that are asked for; proposals and grades stay."""
    return replace(picture, incidents=tuple(one for one in picture.incidents if selection.takes(one)))


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _lies_in(incident: Incident, area: str) -> bool:
    place = incident.place
    if place is None:
        return False
    code = _code(area)
    names: Sequence[str | None] = (place.name, place.admin)
    return (code is not None and place.country == code) or key(area) in {key(name) for name in names if name}


@lru_cache(maxsize=64)
def _code(area: str) -> str | None:
    """The country that an area is. Whoever asks for "turkey" means no bird."""
    return country(area) or country(area.title()) or (area.upper() if len(area) == 3 else None)


def meant(area: str, incidents: Sequence[Incident]) -> str | None:
    """The country, province or town of one of these incidents that is written most like `area`.

    None where none is like it, where `area` is another country, and where some lie in it: then they are left out for something else.
    """
    if country(area) or any(_lies_in(one, area) for one in incidents):
        return None
    places = [one.place for one in incidents if one.place]
    names = sorted({name for place in places for name in (place.name, place.admin, country_name(place.country or "")) if name})
    known = {key(name): name for name in names}
    close = get_close_matches(key(area), known, n=1, cutoff=_ALIKE)
    return known[close[0]] if close else None


def _graded(incident: Incident, least: str) -> bool:
    grades = [account.grade for claim in incident.claims for account in claim.accounts if account.grade]
    return any(grade[0] <= least[0] and grade[1] <= least[1] for grade in grades)
