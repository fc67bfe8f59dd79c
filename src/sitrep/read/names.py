"""Whom a source is: the name behind "he", "the general" or "Alvi", within one document.

Coreference for speakers alone: antecedents are the persons and bodies named so far and the sources quoted so far, the nearest that agrees
first (after Hobbs 1978 and Lappin & Leass 1994: recency, subject before object, a speaker before others). What the document does not say
stays unresolved: `name` is None. "a spokesman for X, Y, told" gives Y.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.read.actors import actors
from sitrep.read.lexicon import words
from sitrep.read.phrases import subject_before
from sitrep.read.stretches import Touching
from sitrep.read.tokens import tokens
from sitrep.records import Link, Mention, MentionType, Span, Statement

_HE, _SHE = frozenset(["he", "him"]), frozenset(["she", "her"])
_IT, _THEY = frozenset(["it"]), frozenset(["they", "them"])
_OTHERS = frozenset(["you", "some", "others", "many", "one", "both", "all", "few", "most", "this", "that", "these", "those", "which"])
_TITLES = frozenset(
    ["mr", "mrs", "ms", "miss", "sir", "lord", "lady", "dr", "prof", "gen", "col", "lt", "capt", "maj", "sgt", "sen", "rep", "gov"]
)
_WHO, _FIRST = frozenset(["who"]), frozenset(["i", "we", "me", "us"])
_MALE, _FEMALE = words("male words"), words("female words")
_PERSONS = words("person words")
_BODY_WORDS = words("body words")
_BODIES = frozenset({MentionType.ORGANIZATION, MentionType.GROUP, MentionType.FACILITY})
_ARTICLES = frozenset(["the", "a", "an", "this", "that", "his", "her", "their", "its", "one", "some"])
_SMALL = frozenset(["of", "for", "in", "at", "from", "with", "on", "to", "who", "and", "near"])
_ARMED = frozenset({"MIL", "COP"})
_FAR = 1500  # code points that a pronoun looks back
_APPOSITION = re.compile(r",? (?:the |a |an |its |their |his |her )?((?:[\w’'-]+ ){0,5}?[\w’'-]+)(?:,|\.| of | for | in | who | at |$)")


@dataclass(frozen=True, slots=True)
class _Known:
    """Somebody or something that a later word can stand for."""

    start: int
    name: str
    kind: str  # person, body, many or any
    sex: str = ""  # m, f or not known
    heads: frozenset[str] = frozenset()
    speaker: bool = False
    mention: int | None = None


def named(text: str, statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """The statements with the names of their sources filled in where the document gives them."""
    order = sorted({_place(link): link.source for one in statements for link in one.attribution if link.source}.items())
    known = _Resolver(text, mentions).resolve([source for _, source in order])
    return tuple(
        replace(one, attribution=_speaking_inside(tuple(_with_name(link, known) for link in one.attribution))) for one in statements
    )


def _place(link: Link) -> tuple[int, int]:
    return (link.source.start, link.source.end) if link.source else (-1, -1)


def _speaking_inside(links: tuple[Link, ...]) -> tuple[Link, ...]:
    """The "I" in somebody's words is whoever speaks them."""
    out: list[Link] = []
    for link in links:
        first = link.source is not None and link.source.text.lower() in _FIRST
        out.append(replace(link, name=out[-1].name, mention=out[-1].mention) if first and out else link)
    return tuple(out)


def _with_name(link: Link, known: dict[tuple[int, int], tuple[str | None, int | None]]) -> Link:
    if link.source is None:
        return link
    name, mention = known[_place(link)]
    return replace(link, name=name, mention=mention)


class _Resolver:
    """Goes through the sources of a document in order, remembering who was named."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        self.text = text
        self.mentions = Touching(mentions, lambda one: (one.span.start, one.span.end))
        self.waiting = [(at, one) for at, one in enumerate(mentions) if one.type in _BODIES or one.type is MentionType.PERSON][::-1]
        self.seen: list[_Known] = []

    def resolve(self, sources: Sequence[Span]) -> dict[tuple[int, int], tuple[str | None, int | None]]:
        """(name, index of the mention) of each source."""
        found: dict[tuple[int, int], tuple[str | None, int | None]] = {}
        for source in sources:
            while self.waiting and self.waiting[-1][1].span.end <= source.start:
                at, one = self.waiting.pop()
                self.seen.append(self._named_thing(at, one))
            found[source.start, source.end] = self._of(source)
        return found

    def _named_thing(self, at: int, one: Mention) -> _Known:
        name = one.name or one.span.text
        if one.type is not MentionType.PERSON:
            heads = frozenset(re.findall(r"\w+", name.lower()))
            return _Known(one.span.start, name, "body", heads=heads, mention=at)
        around = self._around(one.span)
        return _Known(one.span.start, name, "person", _sex(name, around), around, mention=at)

    def _around(self, where: Span) -> frozenset[str]:
        """What a person is called beside the name: "Pastor X", "X, a former pastor,"."""
        held: list[str] = []
        for word in reversed(re.findall(r"[\w’'-]+\.?", self.text[max(0, where.start - 40) : where.start])):
            title = word.lower().strip(".")
            if title not in _PERSONS and title not in _TITLES:
                break
            held.append(title)
        after = _APPOSITION.match(self.text, where.end, min(len(self.text), where.end + 80))
        held += after[1].lower().split() if after and self.text[where.end : where.end + 1] == "," else []
        return frozenset(held)

    def _of(self, source: Span) -> tuple[str | None, int | None]:
        lower = source.text.lower().split()
        inside = [
            (at, one)
            for at, one in self.mentions.touching(source.start, source.end)
            if source.start <= one.span.start and one.span.end <= source.end
        ]
        people = [(at, one) for at, one in inside if one.type is MentionType.PERSON]
        if lower[0] in _FIRST | _OTHERS and len(lower) == 1:
            return None, None
        principal = _head(lower) in _PERSONS and people and source.text.lower().find(_head(lower)) < people[0][1].span.start - source.start
        of_another = principal and any(f" {small} {people[0][1].span.text.lower()}" in source.text.lower() for small in ("of", "for", "to"))
        if people and not of_another and not (len(people) > 1 and " and " in source.text):
            return self._person(source, people[-1])
        if len(lower) == 1 and lower[0] in _HE | _SHE | _IT | _THEY | _WHO:
            return self._pronoun(lower[0], source.start)
        bodies = [(at, one) for at, one in inside if one.type in _BODIES]
        if bodies and (lower[0] not in _ARTICLES or not self._described(lower, source)):
            return self._body(source, bodies[0])
        return self._description(lower, source, inside)

    def _person(self, source: Span, found: tuple[int, Mention]) -> tuple[str, int]:
        one = replace(self._named_thing(*found), start=source.start, speaker=True)
        heads = one.heads | frozenset(re.findall(r"[\w’'-]+", source.text.lower()))
        self.seen.append(replace(one, heads=heads, sex=one.sex or _sex("", heads)))
        return one.name, found[0]

    def _body(self, source: Span, found: tuple[int, Mention]) -> tuple[str, int]:
        at, one = found
        name = one.name or one.span.text
        role = next((word for word in re.findall(r"[\w’'-]+", source.text.lower()) if word in _PERSONS), None)
        thing = _Known(source.start, name, "body", heads=frozenset(re.findall(r"\w+", name.lower())), speaker=True, mention=at)
        self.seen.append(thing)
        if role is None or role in one.span.text.lower():
            return name, at
        full = f"{name}, {role}"
        self.seen.append(_Known(source.start, full, "person", _sex("", frozenset([role])), frozenset([role]), True, at))
        return full, at

    def _pronoun(self, word: str, at: int) -> tuple[str | None, int | None]:
        if word in _WHO:
            chosen = self._antecedent(at)
        else:
            kind = "person" if word in _HE | _SHE else "body" if word in _IT else "many"
            sex = "m" if word in _HE else "f" if word in _SHE else ""
            chosen = self._nearest(at, kind, sex)
        if chosen is None:
            return None, None
        sex = "m" if word in _HE else "f" if word in _SHE else chosen.sex
        self.seen.append(replace(chosen, start=at, speaker=True, sex=sex))
        return chosen.name, chosen.mention

    def _antecedent(self, at: int) -> _Known | None:
        """What a relative "who" stands for: the phrase right before it, or the person named in it."""
        before = tokens(self.text, max(0, at - 200), at)
        end = len(before) - (1 if before and before[-1].text == "," else 0)
        phrase = subject_before(before, end)
        if phrase is None:
            return None
        start, stop = before[phrase[0]].start, before[phrase[1] - 1].end
        inside = [one for one in self.seen[-20:] if one.kind == "person" and start <= one.start < stop]
        return inside[-1] if inside else _Known(at, self.text[start:stop], "any", speaker=True)

    def _nearest(self, at: int, kind: str, sex: str) -> _Known | None:
        best: tuple[float, int] | None = None
        for number in range(len(self.seen) - 1, max(-1, len(self.seen) - 40), -1):
            one = self.seen[number]
            fits = one.kind == kind or one.kind == "any" or (kind == "many" and one.kind == "body" and one.speaker)
            if at - one.start > _FAR or not fits or (sex and one.sex and one.sex != sex):
                continue
            breaks = len(re.findall(r"[.?!]['\"”’)]*\s|\n\s*\n", self.text[one.start : at]))
            score = -1.0 * breaks + 2.0 * one.speaker + 1.0 * (sex != "" and one.sex == sex)
            score += 1.0 * _opens(self.text, one.start) - 1.0 * (one.kind == "any")
            if best is None or score > best[0]:
                best = (score, number)
        return self.seen[best[1]] if best else None

    def _described(self, lower: Sequence[str], source: Span) -> bool:
        """Whether a phrase with a body in it rather describes a person ("the NATO general")."""
        head = _head(lower)
        return head in _PERSONS and not any(word[0].isupper() and word.lower() == head for word in source.text.split())

    def _description(self, lower: Sequence[str], source: Span, inside: Sequence[tuple[int, Mention]]) -> tuple[str | None, int | None]:
        head = _head(lower)
        if lower[0] in {"the", "this", "that", "his", "her", "their", "its"}:
            found = self._by_head(head, source.start, lower)
            if found:
                self.seen.append(replace(found, start=source.start, speaker=True))
                return found.name, found.mention
        body = next(((at, one) for at, one in inside if one.type in _BODIES), None)
        if body:
            return self._body(source, body)
        place = next(((at, one) for at, one in inside if one.type is MentionType.PLACE and len(lower) <= 2), None)
        if place:
            name = place[1].name or place[1].span.text
            self.seen.append(_Known(source.start, name, "body", speaker=True, mention=place[0]))
            return name, place[0]
        kind = "person" if head in _PERSONS else "body" if head in _BODY_WORDS else "many" if _plural(head) else "any"
        plain = source.text.split(",")[0]
        self.seen.append(_Known(source.start, plain, kind, _sex("", frozenset(lower)), frozenset([head]), True))
        return None, None

    def _by_head(self, head: str, at: int, lower: Sequence[str]) -> _Known | None:
        """Whom "the general", "the 54-year-old", "the group" stands for: the last one called so, or the last of its kind."""
        recent = [one for one in self.seen[-60:] if one.name.lower() != " ".join(lower)][::-1]
        called = next((one for one in recent if head in one.heads and one.name[:1].isupper()), None)
        if called:
            return called
        if re.fullmatch(r"(?:.*-)?year-old", lower[-1]) or head in {"man", "woman"}:
            return self._nearest(at, "person", "m" if head == "man" else "f" if head == "woman" else "")
        if head in _BODY_WORDS and len(lower) <= 3:
            return next((one for one in recent if one.kind == "body" and one.name[:1].isupper() and _may_be_called(one.name, head)), None)
        return None


def _may_be_called(name: str, head: str) -> bool:
    """Whether a body can be "the army" or "the police": not one that the actor table knows to be of another sector."""
    known, sector = actors().get(name), actors().offices.sectors.get(head)
    return known is None or known.sector is None or sector not in _ARMED or known.sector == sector


def _head(lower: Sequence[str]) -> str:
    """The head word of a phrase: the last before a preposition or comma."""
    for at, word in enumerate(lower):
        if at and word in _SMALL:
            return lower[at - 1].strip(",")
        if word.endswith(","):
            return word.strip(",")
    return lower[-1].strip(",.")


def _plural(head: str) -> bool:
    return head in {"people", "police", "men", "women"} or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def _sex(name: str, around: frozenset[str]) -> str:
    first = name.split()[0].lower() if name else ""
    male, female = bool(around & _MALE), bool(around & _FEMALE)
    if male != female:
        return "m" if male else "f"
    return "m" if first in _MALE else "f" if first in _FEMALE else ""


def _opens(text: str, start: int) -> bool:
    """Whether a name stands first in its sentence or line, but for an article, a title or a quotation's end."""
    before = text[max(0, start - 30) : start]
    last = re.split(r"[.?!”\"]\s|\n", before)[-1]
    return len(last.split()) <= 2
