"""Who a noun phrase stands for, by rule: its country from demonyms and names, its sector from its head word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sitrep.read.actors.lexicon import common
from sitrep.read.gazetteer import Gazetteer, country, country_name, is_demonym
from sitrep.read.gazetteer.names import Word, joined, words
from sitrep.records import Precision

if TYPE_CHECKING:
    from sitrep.read.actors.table import Actor, ActorTable

_LONGEST_PHRASE = 400  # code points; what follows is no part of naming the actor
_CUT = re.compile(r"\b(?:of|in|to|for|from|at|near|with|on|by|against|who|whose|which|that|after|during)\b|,|\(")
_OF_THE = re.compile(r"\sof\sthe\s[A-Z]")
_PLACED = frozenset({"of", "in", "from", "at", "near", "for"})
_MINIMUM = 15_000  # inhabitants: a smaller town says nothing about an actor's country by itself


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
    cut = _CUT.search(phrase, 1)
    head = words(phrase[: cut.start()] if cut else phrase)
    rest = phrase[cut.end() :] if cut and cut[0] in _PLACED else ""
    named = _named(table, phrase, head)
    sector = table.offices.sector(head)
    if named and not (named.kind == "outlet" and sector):
        outer = named.country or _country_of(phrase, head, towns=False)
        return Actor(name=named.name, country=outer, sector=_of_named(named.sector, sector), kind=named.kind)
    code = _country_of(phrase, head)
    whole = bool(code) and country(" ".join(word.text for word in head if word.key != "the")) == code
    if not code and rest:
        inner = resolve(table, rest.strip())
        code = inner.country if inner else None
        if inner and inner.name and sector and inner.kind != "state":
            return Actor(name=None, country=code, sector=_of_named(inner.sector, sector), kind="office")
    if not code and not sector:
        return None
    if whole and not sector and code:
        people = all(is_demonym(word.text) for word in head if word.key != "the")
        return Actor(
            name=country_name(code),
            country=code,
            sector="CVL" if people and phrase.rstrip().endswith("s") else "GOV",
            kind="people" if people else "state",
        )
    return Actor(name=None, country=code, sector=sector, kind="office" if sector else None)


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


def _country_of(phrase: str, head: Sequence[Word], *, towns: bool = True) -> str | None:
    """The first country, people or large town named in the head of a phrase."""
    gazetteer = Gazetteer.open()
    for at, word in enumerate(head):
        for count in (4, 3, 2, 1):
            group = head[at : at + count]
            if len(group) < count or not all(joined(phrase, a, b) for a, b in pairwise(group)):
                continue
            name = phrase[group[0].start : group[-1].end]
            code = country(name) if name[:1].isupper() else None
            if code:
                return code
        before = head[at - 1].text if at else ""
        if towns and word.text[:1].isupper() and not before[:1].isupper() and word.key not in common():
            entries = gazetteer.lookup(word.text)
            if (
                entries
                and entries[0].main
                and (entries[0].population >= _MINIMUM or entries[0].precision in (Precision.ADMIN, Precision.REGION))
            ):
                return entries[0].country
    return None
