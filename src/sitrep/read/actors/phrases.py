"""Who a noun phrase stands for, by rule: its country from demonyms and names, its sector from its head word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitrep.read.actors.areas import Area, areas, town_country
from sitrep.read.actors.people import Person
from sitrep.read.gazetteer import country_name, is_demonym
from sitrep.read.gazetteer.names import Word, words

if TYPE_CHECKING:
    from sitrep.read.actors.table import Actor, ActorTable

_LONGEST_PHRASE = 400  # code points; what follows is no part of naming the actor
_CUT = re.compile(
    r"\b(?:of|in|(?<!up )(?<!close )to|for|from|at|near|with|on|by|against|who|whose|which|that|after|during)\b|(?<!\d),|,(?!\d)|\("
)
# What comes after these says whose somebody is; after "backed by" or "opposed to" it says nothing of the kind.
_TIED = re.compile(r"\b(?:loyal to|belonging to|affiliated (?:with|to)|allied (?:with|to)|(?:led|headed|commanded) by|working for)$")
_OF_THE = re.compile(r"\sof\sthe\s[A-Z]")
_PLACED = frozenset({"of", "in", "from", "at", "near", "for"})
_OF_MANY = frozenset(["igo", "alliance"])  # bodies of many states: who speaks for one does not speak for a state
_NAMELESS = frozenset(["state", "person"])  # an office of theirs is none of a body's


@dataclass(frozen=True, slots=True)
class Offices:
    """Words for offices and bodies, and the sectors that they act for."""

    sectors: dict[str, str] = field(default_factory=dict)

    def sector(self, split: Sequence[Word]) -> str | None:
        """The sector of the last office word of a phrase; two words together go before one."""
        for at in range(len(split) - 1, -1, -1):
            pair = f"{split[at - 1].key} {split[at].key}" if at else ""
            found = self.sectors.get(pair) or self.sectors.get(split[at].key)
            if found:
                return found
        return None


def resolve(table: ActorTable, phrase: str) -> Actor | None:
    """The actor that a noun phrase describes, or None if nothing in it is known."""
    from sitrep.read.actors.table import Actor

    phrase = phrase[:_LONGEST_PHRASE]
    split = words(phrase)
    lands = areas(phrase, split)
    cut = _cut(phrase, split, lands)
    head = [word for word in split if cut is None or word.end <= cut.start()]
    rest = phrase[cut.end() :] if cut and (cut[0] in _PLACED or _TIED.search(phrase, 0, cut.end())) else ""
    land = next((one for one in lands if one.end <= len(head)), None)
    code = land.country if land else None
    named = _named(table, phrase, head)
    sector = table.offices.sector(head)
    person = table.people.find(phrase, head, code)
    if named and not (named.kind == "outlet" and sector):
        outer = named.country or code or (person.country if person and named.kind not in _OF_MANY else None)
        return Actor(name=named.name, country=outer, sector=_of_named(named.sector, sector), kind=named.kind)
    if person:
        return _of_person(person, whole=person.end == len(head), sector=sector)
    code = code or town_country(phrase, head)
    if not code and rest:
        inner = resolve(table, rest.strip())
        code = inner.country if inner else None
        if inner and inner.name and sector and inner.kind not in _NAMELESS:
            return Actor(name=None, country=code, sector=_of_named(inner.sector, sector), kind="office")
    if not code and not sector:
        return None
    if land and not sector and not land.part and all(word.key == "the" for word in head[: land.start]) and land.end == len(head):
        return _state(phrase, head, land)
    return Actor(name=None, country=code, sector=sector, kind="office" if sector else None)


def _cut(phrase: str, split: Sequence[Word], lands: Sequence[Area]) -> re.Match[str] | None:
    """Where a phrase's head ends: at the first preposition or comma that is part of no country's name and of no number."""
    held = [(split[one.start].start, split[one.end - 1].end) for one in lands]
    return next((one for one in _CUT.finditer(phrase, 1) if not any(start <= one.start() < end for start, end in held)), None)


def _of_person(person: Person, *, whole: bool, sector: str | None) -> Actor:
    """Somebody by name, or an office, body or kin of theirs ("Suharto's government")."""
    from sitrep.read.actors.table import Actor

    if not whole:
        return Actor(name=None, country=person.country, sector=sector, kind="office" if sector else None)
    known = person.actor
    return Actor(
        name=known.name if known else None,
        country=person.country,
        sector="ELI" if person.former else known.sector if known else sector,
        kind="person",
        valid_from=known.valid_from if known else None,
        valid_to=known.valid_to if known else None,
    )


def _state(phrase: str, head: Sequence[Word], land: Area) -> Actor:
    """A country or its people by name."""
    from sitrep.read.actors.table import Actor

    people = all(is_demonym(word.text) for word in head if word.key != "the")
    return Actor(
        name=country_name(land.country),
        country=land.country,
        sector="CVL" if people and phrase.rstrip().endswith("s") else "GOV",
        kind="people" if people else "state",
    )


def _of_named(own: str | None, office: str | None) -> str | None:
    """A body's own sector, unless the office says something narrower ("Hamas police")."""
    return office if office in {"COP", "JUD", "SPY", "HLH", "MED"} and own in {"GOV", None} else own or office


def _named(table: ActorTable, phrase: str, head: Sequence[Word]) -> Actor | None:
    found = table.find_words(phrase, head) if head else []
    return next((actor for start, end, actor, count in found if count > 1 or not _within_name(phrase, start, end, actor)), None)


def _within_name(phrase: str, start: int, end: int, actor: Actor) -> bool:
    """Whether an outlet's one word is but a word of another name ("the Bolan Liberation Front", "the Vanguard of the Valley")."""
    before, after = phrase[:start].rsplit(None, 1)[-1:], phrase[end:].split(None, 1)[:1]
    beside = [*(before if phrase[start - 1 : start] == " " else []), *(after if phrase[end : end + 1] == " " else [])]
    longer = _OF_THE.match(phrase, end) is not None
    return actor.kind == "outlet" and (longer or any(word[:1].isupper() and word != "The" for word in beside))
