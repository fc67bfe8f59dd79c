"""Names in a text: what is named, of what kind, and whom a short form stands for.

Rules over runs of capitalised words: the actor table, the gazetteer, titles, head words ("Ministry", "Airport"), given names. Types
are those of `MentionType`; descriptions without a name are no mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from sitrep.read.actors import ActorTable, actors
from sitrep.read.actors.lexicon import common, kinds
from sitrep.read.actors.namesakes import namesakes
from sitrep.read.actors.naming import Namer, Piece, type_of
from sitrep.read.actors.runs import Page, page, runs
from sitrep.read.gazetteer import Gazetteer, country, is_demonym
from sitrep.records import Mention, MentionType, Span

_BODIES = frozenset({MentionType.ORGANIZATION, MentionType.GROUP})
_HAPPENING = re.compile(
    r"\b(?:(?:\d{4}|[Ff]irst|[Ss]econd|[Tt]hird|[Ff]ourth|[a-z]+th) )?(?:[A-Z][\w'’-]{1,30} (?:of )?){0,5}(?:[a-z]+-)?"
    r"(?:general|presidential|federal|state|provincial|parliamentary|legislative|local|municipal|gubernatorial|regional|mayoral|leadership|"
    r"senatorial|constitutional|legislature|assembly|primary)? ?"
    r"\b(?:elections?|referendum|by-election|primaries|leadership convention|civil war|coup(?: d'état)?|summit|invasion)\b"
    r"(?: (?:in|of) (?:the )?[A-Z][\w'’-]{1,30}(?: [A-Z][\w'’-]{1,30}){0,3})?"
)


@dataclass(slots=True)
class _Memory:
    """The names of a document that shorter ones may stand for: people by surname, bodies by any word, abbreviations, places."""

    people: dict[str, Piece] = field(default_factory=dict)
    bodies: dict[str, Piece] = field(default_factory=dict)
    short: dict[str, Piece] = field(default_factory=dict)
    places: set[str] = field(default_factory=set)


def find_mentions(text: str, sentences: Sequence[Span]) -> tuple[Mention, ...]:
    """The names in a text, in order, none overlapping. Takes the text and the spans of its sentences; never raises on any text.

    `name` is the actor table's name, the country's, or the full form within the document ("Alvi" gives "Hayat Alvi").
    """
    made = page(text, sentences)
    finder = _Finder(made, actors(), Gazetteer.open())
    pieces = finder.pieces()
    return tuple(_mention(made, piece) for piece in pieces)


def _mention(made: Page, piece: Piece) -> Mention:
    start, end = made.words[piece.start].start, made.words[piece.end - 1].end
    return Mention(span=Span(start=start, end=end, text=made.text[start:end]), type=piece.type, name=piece.name)


class _Finder:
    """Finds and types the names of one page."""

    def __init__(self, made: Page, table: ActorTable, gazetteer: Gazetteer) -> None:
        self.page = made
        self.table = table
        self.namer = Namer(made, table, gazetteer)
        self.lists = kinds()
        self.longer, self.meant = namesakes(made, table)
        at = {word.start: index for index, word in enumerate(made.words)}
        self.listed = [(at[start], actor, count) for start, _, actor, count in table.find_words(made.text, made.words)]

    def pieces(self) -> list[Piece]:
        """All pieces in order."""
        found = [*self._happenings(), *self.longer]
        used = {at for piece in found for at in range(piece.start, piece.end)}
        found.extend(self._long_names(used))
        for start, end in runs(self.page):
            found.extend(piece for part in _free(start, end, used) for piece in self.namer.split(*part))
        used = {at for piece in found for at in range(piece.start, piece.end)}
        found.extend(self._from_tables(used))
        found.sort(key=lambda piece: piece.start)
        return self._short_forms(found)

    def _happenings(self) -> Iterator[Piece]:
        """Elections, wars, summits: named by a year or a capital before a common noun."""
        at = 0
        split = self.page.words
        for match in _HAPPENING.finditer(self.page.text):
            if not re.match(r"\d|[A-Z]|[a-z]+th ", match[0]) or " " not in match[0].strip():
                continue
            while at < len(split) and split[at].end <= match.start():
                at += 1
            start = at
            while start < len(split) and split[start].key in self.lists["function"]:
                start += 1
            end = start
            while end < len(split) and split[end].end <= match.end():
                end += 1
            if end - start > 1 and (split[start].text[0].isdigit() or split[start].text[0].isupper()):
                yield Piece(start, end, MentionType.MISC, self.page.span(start, end))

    def _long_names(self, used: set[int]) -> Iterator[Piece]:
        """Names of the actor table that hold a small word or more than two words: no run would keep them whole."""
        for first, actor, count in self.listed:
            small = any(word.text[0].islower() for word in self.page.words[first : first + count])
            if count > 1 and (small or count > 2) and not used & set(range(first, first + count)) and not self._inside(first):
                used.update(range(first, first + count))
                yield Piece(first, first + count, type_of(actor), actor.name)

    def _inside(self, at: int) -> bool:
        """Whether a capitalised word goes on into the name that begins at a word ("Progressive Conservative Party of …")."""
        before = self.page.words[at - 1] if at and self.page.follows(at) else None
        return before is not None and before.text[0].isupper() and before.key not in self.lists["function"] and not is_demonym(before.text)

    def _from_tables(self, used: set[int]) -> Iterator[Piece]:
        """Names of the actor table that are no capitalised run, and in text set in capitals also places and titled people."""
        for first, actor, count in self.listed:
            shouted = self.page.sentence[first] in self.page.shouted and count == 1
            if shouted and any(self.page.words[first].key in words for words in (self.lists["function"], common())):
                continue
            if not used & set(range(first, first + count)):
                used.update(range(first, first + count))
                yield Piece(first, first + count, type_of(actor), actor.name)
        for index in range(len(self.page.words) if self.page.shouted else 0):
            if self.page.sentence[index] in self.page.shouted and index not in used:
                piece = self.namer.shouted(index)
                if piece:
                    used.update(range(piece.start, piece.end))
                    yield piece

    def _short_forms(self, found: list[Piece]) -> list[Piece]:
        """Short forms and abbreviations take the type and name of the full name that went before."""
        memory = _Memory()
        for piece in found:
            last = self.page.words[piece.end - 1].key
            if piece.type is MentionType.PERSON and piece.end - piece.start > 1:
                memory.people.setdefault(last, piece)
            elif piece.type is MentionType.PLACE and piece.end - piece.start == 1:
                memory.places.add(last)
        out: list[Piece] = []
        for piece in found:
            done = self._resolved(piece, memory, out[-1] if out else None)
            out.append(done)
            if done.type in _BODIES and done.end - done.start > 1:
                for word in self.page.words[done.start : done.end]:
                    memory.bodies.setdefault(word.key, done)
        return out

    def _resolved(self, piece: Piece, memory: _Memory, before: Piece | None) -> Piece:
        word = self.page.words[piece.start]
        if piece.end - piece.start > 1:
            return piece
        if word.key in self.meant:
            return replace(piece, type=self.meant[word.key].type, name=self.meant[word.key].name, sure=True)
        full = memory.people.get(word.key)
        if full and (piece.type is MentionType.PERSON or self._is_surname(piece, full)):
            return replace(piece, type=MentionType.PERSON, name=full.name, sure=True)
        if before and self._in_brackets(before, piece) and before.type not in (MentionType.PERSON, MentionType.PLACE):
            memory.short[word.text] = before
            return replace(piece, type=before.type, name=before.name)
        known = memory.short.get(word.text)
        if piece.type is MentionType.PERSON and not piece.sure:
            if word.key in memory.places:
                return replace(piece, type=MentionType.PLACE, name=None)
            known = known or memory.bodies.get(word.key)
        return replace(piece, type=known.type, name=known.name) if known else piece

    def _is_surname(self, piece: Piece, full: Piece) -> bool:
        """Whether a lone place name is rather the person named in full before it; a country never is."""
        text = self.page.words[piece.start].text
        return piece.type is MentionType.PLACE and full.start < piece.start and not self.namer.in_place(piece.start) and not country(text)

    def _in_brackets(self, before: Piece, piece: Piece) -> bool:
        word = self.page.words[piece.start]
        between = self.page.text[self.page.words[before.end - 1].end : word.start]
        return word.text.isupper() and between in {" (", " (the "} and self.page.text[word.end : word.end + 1] == ")"


def _free(start: int, end: int, used: set[int]) -> Iterator[tuple[int, int]]:
    """The stretches of a run whose words are not used yet."""
    at = start
    while at < end:
        if at in used:
            at += 1
            continue
        stop = at
        while stop < end and stop not in used:
            stop += 1
        yield at, stop
        at = stop
