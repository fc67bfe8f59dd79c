"""Persons who hold or held high office: whom a name, or a title with a surname, stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from sitrep.read.actors.lexicon import kinds
from sitrep.read.gazetteer.names import Word, joined, key

if TYPE_CHECKING:
    from sitrep.read.actors.table import Actor

_LONGEST = 6  # words of a name
_FORMER = frozenset(["former", "ex", "late", "deposed", "ousted", "toppled"])


@dataclass(frozen=True, slots=True)
class Person:
    """Words `start` to `end` of a phrase name somebody of this country; `actor` is None where several of its leaders have the surname."""

    start: int
    end: int
    country: str
    actor: Actor | None
    former: bool = False


@dataclass(slots=True)
class People:
    """Persons by their names (whole names and surnames that are enough alone) and by the words that follow a title."""

    named: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    titled: dict[str, tuple[Actor, ...]] = field(default_factory=dict)

    def add(self, actor: Actor, forms: Sequence[str]) -> None:
        """Add a person by name and aliases; a title goes with the first or the last word of the name ("President Xi")."""
        for form in forms:
            _put(self.named, key(form), actor)
        ends = (actor.name or "").replace("-", " ").split()
        for word in (ends[0], ends[-1]) if ends else ():
            _put(self.titled, key(word), actor)

    def find(self, phrase: str, split: Sequence[Word], country: str | None) -> Person | None:
        """The first person named in the words of a phrase, of that country if one is given; None if there is none."""
        for at, word in enumerate(split):
            if not word.text[:1].isupper():
                continue
            for count in range(min(_LONGEST, len(split) - at), 0, -1):
                group = split[at : at + count]
                if all(joined(phrase, one, two) for one, two in pairwise(group)):
                    found = self._called(split, at, " ".join(one.key for one in group))
                    found = tuple(one for one in found if country in (None, one.country))
                    if len({one.country for one in found}) == 1:
                        return _person(split, at, at + count, found)
        return None

    def _called(self, split: Sequence[Word], at: int, name: str) -> tuple[Actor, ...]:
        """Who bears a name that begins at a word: one word alone is no surname after another given name."""
        before = split[at - 1] if at else None
        after_title = before is not None and before.key != "saint" and before.key in kinds()["title"] | kinds()["honorific"]
        if " " in name or before is None or after_title or not before.text[:1].isupper() or _adjective(before):
            found = self.named.get(name, ())
            if found:
                return found
        return self.titled.get(name, ()) if after_title and " " not in name else ()


def _adjective(word: Word) -> bool:
    from sitrep.read.gazetteer import country

    return country(word.text) is not None


def _person(split: Sequence[Word], start: int, end: int, found: Sequence[Actor]) -> Person:
    names = {one.name for one in found}
    former = any(word.key in _FORMER for word in split[:start])
    return Person(start, end, found[0].country or "", found[0] if len(names) == 1 else None, former)


def _put(table: dict[str, tuple[Actor, ...]], name: str, actor: Actor) -> None:
    held = table.get(name, ())
    if all(one.name != actor.name for one in held):
        table[name] = (*held, actor)
