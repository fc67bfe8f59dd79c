"""What a run of capitalised words names: the rules that type names.

Tables go before words, words before guesses: a name of the actor table, a title before a person, a head word ("Ministry",
"Airport"), a country or people, a place of the gazetteer that its surroundings or size speak for, a given name.
"""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.read.actors.lexicon import common, first_names, kinds
from sitrep.read.actors.runs import Page
from sitrep.read.actors.table import Actor, ActorTable
from sitrep.read.gazetteer import Gazetteer, country, country_name, is_demonym, us_state
from sitrep.records import MentionType, Precision

_OF_SURNAMES = ("USA", "GBR", "CAN", "AUS", "NZL", "IRL", "ZAF")
_SIGNIFICANT = 50_000  # inhabitants: a lone name at the start of a sentence counts as a town from here
_TOWN = 15_000
_UPPER_NAME = 3
_IN = frozenset({"in", "at", "near", "outside", "downtown", "from", "around", "toward", "towards"})
# Words in lower case beside the name of a place.


@dataclass(frozen=True, slots=True)
class Piece:
    """A name on its way: words start to end, its type and the name that it stands for."""

    start: int
    end: int
    type: MentionType
    name: str | None = None
    sure: bool = True


class Namer:
    """Types the names of one page."""

    def __init__(self, made: Page, table: ActorTable, gazetteer: Gazetteer) -> None:
        self.page = made
        self.table = table
        self.gazetteer = gazetteer
        self.lists = kinds()
        self.placed = {made.words[at].key for at in range(len(made.words)) if self._said_to_be_place(at)}
        self.capitals = {word.key for word, first in zip(made.words, made.first, strict=True) if not first and word.text[:1].isupper()}
        # Countries that the text names; those full of towns that bear people's surnames say nothing about a lone name.
        self.talked = {country(word.text) for word in made.words if word.text[:1].isupper()} - {None, *_OF_SURNAMES}
        self.heads = self.lists["org"] | self.lists["misc"] | self.lists["facility"] | self.lists["land"] | self.lists["group"]

    def shouted(self, at: int) -> Piece | None:
        """The name that begins at a word of text set in capitals, or None: only what the tables or a title tell."""
        word = self.page.words[at]
        if word.key in self.lists["title"] and at + 1 < len(self.page.words):
            end = at + 1
            while end < min(at + 1 + _UPPER_NAME, len(self.page.words)) and self.page.follows(end) and self._may_be_name(end):
                end += 1
            return Piece(at + 1, end, MentionType.PERSON, self.page.span(at + 1, end).title()) if end > at + 1 else None
        for count in (4, 3, 2, 1):
            end = at + count
            if end > len(self.page.words) or not all(self.page.follows(n) for n in range(at + 1, end)):
                continue
            name = self.page.span(at, end)
            code = country(name) if word.key not in self.lists["function"] or count == 1 else None
            if code and not is_demonym(name):
                return Piece(at, end, MentionType.PLACE, country_name(code))
            if is_demonym(name) and word.key not in self.lists["function"]:
                return Piece(at, end, MentionType.MISC, name.title())
            if word.key not in self.lists["function"] and self._shouted_town(at, end):
                return Piece(at, end, MentionType.PLACE)
        return None

    def _shouted_town(self, at: int, end: int) -> bool:
        """Whether words in capitals are a town or area: lone ones need a large town or a word like "in" before them."""
        name, lone = self.page.span(at, end), end - at == 1
        if lone and (not self._may_be_name(at) or self.page.words[at].key in first_names()):
            return False
        return self._town(name, 0 if not lone else _TOWN if self.in_place(at) else _SIGNIFICANT)

    def _may_be_name(self, at: int) -> bool:
        word = self.page.words[at]
        return (
            word.text[0].isalpha()
            and len(word.key) > 2
            and not any(
                word.key in words
                for words in (
                    common(),
                    self.lists["function"],
                    self.lists["time"],
                    self.lists["say"],
                    self.lists["title"],
                    self.lists["org"],
                )
            )
        )

    def _town(self, name: str, least: int) -> bool:
        return any(
            entry.main and (entry.population >= least or entry.precision is not Precision.CITY) for entry in self.gazetteer.lookup(name)
        )

    def split(self, start: int, end: int) -> list[Piece]:
        """The pieces of words `start` to `end`: titles fall away, a people or body before a person stands by itself."""
        if start >= end:
            return []
        if end - start == 1:
            piece = self._single(start)
            return [piece] if piece else []
        name = self.page.span(start, end)
        actor = self.table.get(name)
        if actor:
            return [Piece(start, end, type_of(actor), actor.name)]
        titled = self._at_title(start, end)
        if titled:
            return titled
        head = self._head(start, end)
        if head:
            return self._headed(start, end, head)
        return self._plain(start, end)

    def _at_title(self, start: int, end: int) -> list[Piece] | None:
        """A title in the run: what stands before it, and the person after it."""
        for at in range(start, end):
            length = 2 if at + 1 < end and f"{self.page.words[at].key} {self.page.words[at + 1].key}" in self.lists["title"] else 1
            if length == 1 and self.page.words[at].key not in self.lists["title"]:
                continue
            after = at + length
            if self.page.words[end - 1].key in self.heads and (after >= end or self.page.words[after].key not in first_names()):
                return None
            if after < end and self.page.words[after].key in {"of", "for", "on", "in"}:
                return None
            while after < end and (self.page.words[after].key in self.lists["title"] or self.page.words[after].key in {"de", "of"}):
                after += 1
            before = self.split(start, at)
            return before + ([self._person(after, end)] if after < end else [])
        return None

    def _person(self, start: int, end: int) -> Piece:
        return Piece(start, end, MentionType.PERSON, self.page.span(start, end))

    def _head(self, start: int, end: int) -> str | None:
        """The kind that a run's head word (the word before "of", "for", or else the last) gives it."""
        keys = [word.key for word in self.page.words[start:end]]
        before = next((n for n, word in enumerate(keys) if word in {"of", "for", "on", "in"} and n), len(keys))
        order = ("group", "misc", "facility", "org", "land")
        for place in (before - 1, len(keys) - 1):
            for kind in order:
                if keys[place] in self.lists[kind]:
                    return kind
        if self.page.words[start].key in self.lists["vehicle"]:
            return "vehicle"
        return "org" if before < len(keys) and keys[before] in {"of", "for"} else None

    def _headed(self, start: int, end: int, head: str) -> list[Piece]:
        name = self.page.span(start, end)
        if head in {"land", "facility"} and self.gazetteer.lookup(name):
            return [Piece(start, end, MentionType.PLACE)]
        types = {
            "group": MentionType.GROUP,
            "misc": MentionType.MISC,
            "facility": MentionType.FACILITY,
            "org": MentionType.ORGANIZATION,
            "land": MentionType.PLACE,
            "vehicle": MentionType.VEHICLE_WEAPON,
        }
        return [Piece(start, end, types[head], name)]

    def _plain(self, start: int, end: int) -> list[Piece]:
        """A run without title or head word: a place, a person, or a name with something before it."""
        page_, names = self.page, first_names()
        name = page_.span(start, end)
        first = page_.words[start]
        if country(name) and not is_demonym(name):
            return [Piece(start, end, MentionType.PLACE, country_name(country(name) or ""))]
        if is_demonym(name):
            return [Piece(start, end, MentionType.MISC, name)]
        compound = self._compound(start, end)
        if compound:
            return compound
        given = first.key in names
        if (not given or self._town(name, _SIGNIFICANT)) and self.gazetteer.lookup(name):
            return [Piece(start, end, MentionType.PLACE)]
        if first.key in self.lists["honorific"] or given:
            return [self._person(start, end)]
        for count in (3, 2, 1):
            if count < end - start and self._stands_alone(start, start + count, end):
                return [*self.split(start, start + count), *self.split(start + count, end)]
        if first.key in self.lists["direction"] and self.gazetteer.lookup(page_.span(start + 1, end)):
            return [Piece(start, end, MentionType.PLACE)]
        if end - start > 4 or all(word.key in self.lists["party"] for word in page_.words[start:end]):
            return [Piece(start, end, MentionType.ORGANIZATION, name)]
        if self.in_place(start) and not self._given_inside(start, end):
            return [Piece(start, end, MentionType.PLACE, name, sure=False)]
        if page_.sentence[start] in page_.titled and not self._given_inside(start, end):
            return []
        return [self._person(start, end)]

    def _compound(self, start: int, end: int) -> list[Piece]:
        """The parts of "US-Pakistan" and "NATO-Russia": two names of the tables joined by a hyphen."""
        for at in range(start + 1, end):
            joint = self.page.text[self.page.words[at - 1].end : self.page.words[at].start]
            if joint in {"-", "–", "‐"} and all(self._in_tables(*part) for part in ((start, at), (at, end))):
                return [*self.split(start, at), *self.split(at, end)]
        return []

    def _in_tables(self, start: int, end: int) -> bool:
        name = self.page.span(start, end)
        return bool(country(name) or self.table.get(name))

    def _given_inside(self, start: int, end: int) -> bool:
        return any(word.key in first_names() or len(word.text) == 1 for word in self.page.words[start:end])

    def _stands_alone(self, start: int, middle: int, end: int) -> bool:
        """Whether the first words of a run are a people, country or actor of their own before a person's name."""
        name = self.page.span(start, middle)
        person_follows = self.page.words[middle].key in first_names() or self.page.words[middle].key in self.lists["honorific"]
        if is_demonym(name) or (middle - start == 1 and self.page.words[start].key in self.lists["faith"]):
            return person_follows or end - middle == 1
        actor = self.table.get(name)
        return bool((actor and (person_follows or end - middle > 1)) or (person_follows and country(name)))

    def _single(self, at: int) -> Piece | None:
        """A run of one word."""
        word, lists = self.page.words[at], self.lists
        if is_demonym(word.text) or (word.key in lists["faith"] and word.text[:1].isupper()):
            return Piece(at, at + 1, MentionType.MISC, word.text)
        code = country(word.text)
        if code:
            return Piece(at, at + 1, MentionType.PLACE, country_name(code))
        if self._town_in_capitals(at):
            return Piece(at, at + 1, MentionType.PLACE)
        found = self.table.find_words(self.page.text, [word])
        if found and (not self.page.first[at] or word.text.isupper() or word.key not in common()):
            return Piece(at, at + 1, type_of(found[0][2]), found[0][2].name)
        if any(
            word.key in lists[kind] for kind in ("title", "org", "misc", "facility", "land", "direction", "honorific", "party", "function")
        ):
            return None
        if word.key in lists["vehicle"]:
            return Piece(at, at + 1, MentionType.VEHICLE_WEAPON, word.text)
        return self._unknown_single(at)

    def _unknown_single(self, at: int) -> Piece | None:
        word = self.page.words[at]
        if len(word.key) < 2 or word.text[0].isdigit():
            return None
        if self._dateline(at) or (self._after_comma(at) and us_state(word.text)):
            return Piece(at, at + 1, MentionType.PLACE)
        if word.text.isupper() and len(word.key) < 7 and not (self.page.first[at] and word.key in common()):
            if any(entry.precision is not Precision.CITY for entry in self.gazetteer.lookup(word.text)):
                return Piece(at, at + 1, MentionType.PLACE)
            return Piece(at, at + 1, MentionType.ORGANIZATION, word.text)
        if self._is_town(at):
            return Piece(at, at + 1, MentionType.PLACE)
        if self.page.sentence[at] in self.page.titled:
            return None
        if self.page.first[at] and (word.key in common() or word.key in self.page.lower or word.key.endswith(("ly", "ing", "ed"))):
            return None
        if self.in_place(at) and word.key not in first_names() and word.key not in self.page.lower:
            return Piece(at, at + 1, MentionType.PLACE, word.text, sure=False)
        after = self.page.text[word.end : word.end + 2]
        if after[:1] == " " and after[1:].isdigit() and word.key not in first_names():
            return None
        sure = word.key in first_names() or self._speaks(at + 1)
        if self.page.first[at] and not sure and word.key not in self.capitals:
            return None
        return Piece(at, at + 1, MentionType.PERSON, word.text, sure=sure)

    def _dateline(self, at: int, least: int = _UPPER_NAME + 1) -> bool:
        """Whether a town in capitals, of `least` letters, opens a report: "BEIRUT:", "SPRINGFIELD -"."""
        word = self.page.words[at]
        after = self.page.text[word.end : word.end + 3].lstrip()
        opens = self.page.first[at] and word.text.isupper() and len(word.text) >= least and after[:1] in {":", "-", "–", "—", ",", "("}
        return bool(opens and after and self.gazetteer.lookup(word.text))

    def _town_in_capitals(self, at: int) -> bool:
        """Whether a word in capitals that may be an acronym is a town: it heads a report with its day ("GAO, March 5"), or the text writes
        the town with small letters elsewhere.
        """
        word = self.page.words[at]
        if not (word.text.isalpha() and word.text.isupper() and self.page.first[at] and self.gazetteer.lookup(word.text)):
            return False
        heads = at + 1 < len(self.page.words) and self._after_comma(at + 1) and self.page.words[at + 1].key in self.lists["time"]
        return heads or (self._dateline(at, 1) and any(one.key == word.key and one.text.istitle() for one in self.page.words))

    def _after_comma(self, at: int) -> bool:
        return at > 0 and self.page.text[self.page.words[at - 1].end : self.page.words[at].start] == ", "

    def _is_town(self, at: int) -> bool:
        """Whether a lone word is a place: the gazetteer knows it and its surroundings, or its size, speak for it."""
        word = self.page.words[at]
        entries = self.gazetteer.lookup(word.text)
        if not entries or len(word.key) < 3:
            return False
        after = self.page.text[word.end : word.end + 2]
        hierarchy = (
            after == ", "
            and at + 1 < len(self.page.words)
            and bool(self.gazetteer.lookup(self.page.words[at + 1].text))
            and self.page.words[at + 1].text[:1].isupper()
        )
        if word.key in common() or word.key in self.page.lower:
            return (self.in_place(at) or hierarchy) and entries[0].main and not self.page.first[at] and entries[0].population >= _TOWN
        if self.in_place(at) or hierarchy or (word.key in self.placed and word.key not in first_names()):
            return True
        if (
            any(entry.main and entry.country in self.talked for entry in entries)
            and word.key not in first_names()
            and not self._speaks(at + 1)
        ):
            return True
        least = _SIGNIFICANT * (10 if word.key in first_names() or self._speaks(at + 1) else 1)
        return any(
            entry.main and (entry.population >= least or (entry.precision is not Precision.CITY and word.key not in first_names()))
            for entry in entries
        )

    def in_place(self, at: int) -> bool:
        """Whether the words around say that this is a place: "in X", "residents of X", "X province", "X residents"."""
        split = self.page.words
        if at + 1 < len(split) and self.page.follows(at + 1) and split[at + 1].text in kinds()["beside_place"]:
            return True
        if at == 0:
            return False
        before = split[at - 1]
        if before.key == "of" and at > 1:
            gap = self.page.text[split[at - 2].end : before.start]
            return split[at - 2].text in kinds()["beside_place"] or split[at - 2].text in self.lists["direction"] or gap == ", "
        return self.page.follows(at) and before.key in _IN

    def _said_to_be_place(self, at: int) -> bool:
        word = self.page.words[at]
        return word.text[:1].isupper() and self.in_place(at) and word.key not in common() and bool(self.gazetteer.lookup(word.text))

    def _speaks(self, at: int) -> bool:
        return at < len(self.page.words) and self.page.follows(at) and self.page.words[at].text in self.lists["say"]


def type_of(actor: Actor) -> MentionType:
    """The type of mention that an actor is: armed groups are groups, all others organizations."""
    return MentionType.GROUP if actor.kind == "group" else MentionType.ORGANIZATION
