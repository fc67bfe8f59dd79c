"""Countries, peoples and areas named in a phrase, with the state that each stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.actors.lexicon import common
from sitrep.read.gazetteer import Gazetteer, country
from sitrep.read.gazetteer.countries import countries
from sitrep.read.gazetteer.names import Word, joined, key
from sitrep.records import Precision

_FILE = Path(__file__).parent / "peoples.tsv"
_COLUMNS = 3
_LONGEST = 6  # words of "Democratic People's Republic of Korea"
_FORMS = frozenset(["republic", "kingdom", "state", "commonwealth", "sultanate", "federation", "emirate", "principality", "union"])
_TOWN = 15_000  # inhabitants: a smaller town says nothing about an actor's country by itself
_TINY = 100_000  # inhabitants of a country
_LARGE = 1_000_000  # a town of this size counts under a former name too ("Rangoon")


@dataclass(frozen=True, slots=True)
class Area:
    """Words `start` to `end` of a phrase name this country's state or people, or with `part` an area or a people within it."""

    start: int
    end: int
    country: str
    part: bool = False


def areas(phrase: str, split: Sequence[Word]) -> list[Area]:
    """The countries and peoples that a phrase names, in order; "ethnic Albanians" are of no country that their name tells."""
    found: list[Area] = []
    at = 0
    while at < len(split):
        one = _formal(phrase, split, at) or _longest(phrase, split, at)
        if one and not (at and split[at - 1].key == "ethnic"):
            found.append(one)
        at = one.end if one else at + 1
    return found


def town_country(phrase: str, split: Sequence[Word]) -> str | None:
    """The country of the first large town that a phrase names, or None."""
    for at, word in enumerate(split):
        alone = not (at and split[at - 1].text[:1].isupper())
        for count in (3, 2, 1) if word.text[:1].isupper() and alone else ():
            name = _group(phrase, split, at, count)
            named = name and name.rsplit(None, 1)[-1][:1].isupper() and (count > 1 or word.key not in common())
            if name and named and (code := _of_town(name) or _capitals().get(key(name))):
                return code
    return None


def _formal(phrase: str, split: Sequence[Word], at: int) -> Area | None:
    """A country under its form of state ("Republic of Moldova"), where the form does not tell it from another."""
    if split[at].key not in _FORMS or at + 2 >= len(split) or split[at + 1].key != "of" or not split[at].text[:1].isupper():
        return None
    name = at + 2 + (split[at + 2].key == "the")
    inner = _longest(phrase, split, name) if name < len(split) else None
    whole = country(phrase[split[at].start : split[inner.end - 1].end]) if inner else None
    return Area(at, inner.end, whole or inner.country) if inner and not inner.part else None


def _longest(phrase: str, split: Sequence[Word], at: int) -> Area | None:
    if not split[at].text[:1].isupper():
        return None
    for count in range(_LONGEST, 0, -1):
        name = _group(phrase, split, at, count)
        if name is None:
            continue
        part = _peoples().get(key(name))
        code = part or country(name)
        if code:
            return Area(at, at + count, code, part is not None)
    return None


def _group(phrase: str, split: Sequence[Word], at: int, count: int) -> str | None:
    """The text of `count` words from `at` on, if they can be one name."""
    group = split[at : at + count]
    if len(group) < count or not all(joined(phrase, one, two) for one, two in pairwise(group)):
        return None
    return phrase[group[0].start : group[-1].end]


def _of_town(name: str) -> str | None:
    first = next(iter(Gazetteer.open().lookup(name)), None)
    if first is None or not (first.main or first.population >= _LARGE):
        return None
    large = first.population >= _TOWN or first.precision in (Precision.ADMIN, Precision.REGION)
    return first.country if large else None


@cache
def _capitals() -> dict[str, str]:
    """The capitals of countries that are not tiny: those of tiny ones are words ("The Valley" of Anguilla)."""
    return {key(one.capital): one.code for one in countries().values() if one.capital and one.population >= _TINY}


@cache
def _peoples() -> dict[str, str]:
    """The country of each people and area by its key. Raises ConfigError naming the line of a broken row."""
    found: dict[str, str] = {}
    for number, line in enumerate(_FILE.read_text(encoding="utf-8").splitlines(), 1):
        cells = line.split("\t")
        if not line or line.startswith("#"):
            continue
        if len(cells) != _COLUMNS or cells[1] not in countries():
            raise ConfigError(f"peoples.tsv:{number}", "expected forms, a country's alpha-3 code and a reference")
        found |= {key(form): cells[1] for form in cells[0].split(";")}
    return found
