"""Who acts on whom: the parties of a trigger, by its grammar.

Active verbs take their subject as actor and their object as recipient; passives the other way round, with "by"; nouns take "of", "on",
"by", "between" and a possessor or adjective before them. Country and sector come from the actor table.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from sitrep.read.actors import actors as actor_table
from sitrep.read.gazetteer import is_demonym
from sitrep.read.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS, SUBORDINATORS, TIME_WORDS, words
from sitrep.read.number_lexicon import SINGULAR_THINGS, THINGS
from sitrep.read.phrases import Stretch, phrase_after, subject_before, verb_group
from sitrep.read.plover import Trigger
from sitrep.read.stretches import Touching
from sitrep.read.tokens import Token, span
from sitrep.records import Mention, MentionType, Party, Span

_TOWARD = frozenset(["on", "against", "at", "of", "to", "with", "for"])
_IRREGULAR = words("irregular past")
_NO_PARTY = words("no party")
_OWNED = THINGS | SINGULAR_THINGS
_JOINS = frozenset(["of", "in"])
_EMPTY = DETERMINERS | PREPOSITIONS | {"and", "or", "least", "most", "more", "than", "many", "up", "some", "others", "other"}
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_SIGNS = " \t\n,;:'’`“”\"–—-"
_AND = re.compile(r",?\s+(?:and|&)\s+|,\s+")


@dataclass(frozen=True, slots=True)
class Sides:
    """The parties of one event."""

    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()


def parties(text: str, tokens: Sequence[Token], trigger: Trigger, mentions: Touching[Mention]) -> Sides:
    """The actors and recipients of a trigger, from the tokens of its sentence."""
    actor, recipient = _by_verb(tokens, trigger) if trigger.word.verb else _by_noun(tokens, trigger)
    return Sides(_as_parties(text, tokens, actor, mentions), _as_parties(text, tokens, recipient, mentions))


def _by_verb(tokens: Sequence[Token], trigger: Trigger) -> tuple[Stretch | None, Stretch | None]:
    group, _, passive = verb_group(tokens, trigger.start)
    infinitive = group > 0 and tokens[group - 1].lower == "to"
    subject = (None if infinitive else subject_before(tokens, group)) or _shared_subject(tokens, group)
    after = _object(tokens, trigger.end)
    if passive and trigger.word.participle:
        return _agent(tokens, trigger.end), subject
    if trigger.word.participle and group == trigger.start and trigger.end < len(tokens) and tokens[trigger.end].lower == "by":
        return _agent(tokens, trigger.end), subject
    return subject, after


def _shared_subject(tokens: Sequence[Token], at: int) -> Stretch | None:
    """The subject of an earlier verb, for "X entered the town and killed …", "…, killing …" and "to kill"."""
    if at == 0 or tokens[at - 1].lower not in {"and", "to", ",", "by", "but"}:
        return None
    for index in range(at - 1, max(-1, at - 40), -1):
        word = tokens[index].lower
        if word in AUXILIARIES or word in _IRREGULAR or (word.endswith("ed") and index > 0):
            found = subject_before(tokens, verb_group(tokens, index)[0])
            if found:
                return found
    return None


def _object(tokens: Sequence[Token], at: int) -> Stretch | None:
    """The object that follows a verb, past a preposition such as "on" or "with"."""
    if at < len(tokens) and tokens[at].lower in _TOWARD - {"of"}:
        at += 1
    if at >= len(tokens) or tokens[at].lower in PREPOSITIONS | SUBORDINATORS | TIME_WORDS or not tokens[at].text[:1].isalnum():
        return None
    return _cut(tokens, phrase_after(tokens, at, len(tokens)))


def _agent(tokens: Sequence[Token], at: int) -> Stretch | None:
    """The noun phrase after "by" in the rest of the clause."""
    for index in range(at, min(at + 12, len(tokens) - 1)):
        if tokens[index].text in {";", "."}:
            return None
        if tokens[index].lower == "by" and tokens[index + 1].lower not in TIME_WORDS:
            return _cut(tokens, phrase_after(tokens, index + 1, len(tokens)))
    return None


def _by_noun(tokens: Sequence[Token], trigger: Trigger) -> tuple[Stretch | None, Stretch | None]:
    actor, recipient = _before_noun(tokens, trigger.start), None
    at = trigger.end
    for _ in range(2):
        if at >= len(tokens):
            break
        word = tokens[at].lower
        if word in {"by", "between", "among"}:
            actor = _cut(tokens, phrase_after(tokens, at + 1, len(tokens))) or actor
        elif word in _TOWARD:
            recipient = _cut(tokens, phrase_after(tokens, at + 1, len(tokens))) or recipient
        else:
            break
        end = max((one[1] for one in (actor, recipient) if one and one[1] > at), default=at + 1)
        at = end
    return actor, recipient


def _before_noun(tokens: Sequence[Token], start: int) -> Stretch | None:
    """A possessor ("Turkey's attack") or adjective ("Israeli strikes") before the noun; else the subject of a light verb."""
    if start > 1 and tokens[start - 1].lower == "'s" and tokens[start - 2].lower not in TIME_WORDS:
        found = subject_before(tokens, start - 1)
        return found
    at = start
    while at > 0 and tokens[at - 1].text[:1].isupper() and tokens[at - 1].lower not in DETERMINERS | TIME_WORDS | PREPOSITIONS:
        at -= 1
    if at < start and (at > 0 or actor_table().resolve(tokens[at].text)):
        return (at, start)
    light = start - 1
    while light > 0 and tokens[light].lower in DETERMINERS:
        light -= 1
    if light > 0 and tokens[light].lower in {
        "launched",
        "carried",
        "conducted",
        "held",
        "staged",
        "holds",
        "imposed",
        "made",
        "launch",
        "began",
        "out",
        "mounted",
    }:
        verb = light - (tokens[light].lower == "out")
        return subject_before(tokens, verb_group(tokens, verb)[0])
    return None


def _cut(tokens: Sequence[Token], stretch: Stretch | None) -> Stretch | None:
    """The phrase up to the first preposition of place or time, so that "two men in Gilgit on Monday" is "two men"."""
    if stretch is None:
        return None
    start, end = stretch
    for at in range(start + 1, end):
        if tokens[at].lower in PREPOSITIONS - {"of"} or (tokens[at].lower in TIME_WORDS and at > start):
            return (start, at)
    return (start, end)


def _as_parties(text: str, tokens: Sequence[Token], stretch: Stretch | None, mentions: Touching[Mention]) -> tuple[Party, ...]:
    if stretch is None:
        return ()
    made = (party(span(text, tokens[start].start, tokens[end - 1].end), mentions) for start, end in _conjuncts(tokens, stretch))
    return tuple(one for one in made if one.span.text and not nobody(one.span.text))


def _conjuncts(tokens: Sequence[Token], stretch: Stretch) -> list[Stretch]:
    """The parts of "A and B" where both begin like a party of their own (a name or a determiner)."""
    start, end = stretch
    for at in range(start + 1, end - 1):
        if tokens[at].lower == "and" and (tokens[at + 1].text[:1].isupper() or tokens[at + 1].lower in DETERMINERS):
            first_is_adjective = at - start == 1 and tokens[at + 1].text[:1].isupper() and end - at > 2 and tokens[end - 1].text.islower()
            if not first_is_adjective:
                return [(start, at), *_conjuncts(tokens, (at + 1, end))]
    return [stretch]


def nobody(phrase: str) -> bool:
    """Whether a phrase is a pronoun or the like, which names no party ("us", not "US")."""
    return phrase.lower() in _NO_PARTY and (phrase in {"I", "He", "It"} or not phrase.isupper())


def whole_phrases(text: str, spans: Sequence[Span]) -> list[Span]:
    """Phrases as the network marks them, made whole: joined over "of" and "in", and where nothing parts them ("President | Abdi Rahman").

    Mere articles, numbers and the like are left out, and an abbreviation in brackets after the name that it stands for.
    """
    found: list[Span] = []
    for one in spans:
        last = found[-1] if found else None
        gap = text[last.end : one.start].strip().lower() if last and last.end <= one.start else None
        if last and (gap in _JOINS or (gap == "" and _same_phrase(last, one))):
            found[-1] = Span(start=last.start, end=one.end, text=text[last.start : one.end])
        elif not (last and gap == "(" and text[one.end : one.end + 1] == ")"):
            found.append(one)
    return [_ended(one) for one in map(_trimmed, found) if any(word.lower() not in _EMPTY for word in _LETTERS.findall(one.text))]


def _same_phrase(last: Span, one: Span) -> bool:
    """Whether what follows without a word or sign between goes on with a phrase: beside "of", or a name after who bears it."""
    beside = last.text.lower().rsplit(" ", 1)[-1] in _JOINS or one.text.lower().split(" ", 1)[0] in _JOINS
    return beside or (last.end < one.start and one.text[:1].isupper())


def _trimmed(one: Span) -> Span:
    """A phrase without signs at its ends ("Romania'"), and without a bracket that it opens but does not close."""
    text = one.text
    if "(" in text and ")" not in text:
        text = text[: text.index("(")]
    start = len(text) - len(text.lstrip(_SIGNS))
    text = text.strip(_SIGNS)
    return Span(start=one.start + start, end=one.start + start + len(text), text=text) if text else one


def _ended(phrase: Span) -> Span:
    """The phrase without a preposition at its end ("rebels in")."""
    head, _, last = phrase.text.rpartition(" ")
    if not head or last.lower() not in PREPOSITIONS:
        return phrase
    return _ended(Span(start=phrase.start, end=phrase.start + len(head.rstrip()), text=head.rstrip()))


def compound(where: Span) -> tuple[Span, ...]:
    """The parties of "US and Jordanian officials": its parts where each stands for another country, or each has its own article."""
    actor = actor_table().resolve(where.text)
    if actor is None or (actor.name and actor_table().get(where.text)):
        return (where,)
    edges = [(0, 0), *((one.start(), one.end()) for one in _AND.finditer(where.text)), (len(where.text), len(where.text))]
    parts = [(left[1], right[0]) for left, right in pairwise(edges)]
    meant = [actor_table().resolve(where.text[start:end]) for start, end in parts]
    apart = len({one.country for one in meant if one and one.country}) == len(parts)
    articles = all(where.text[start:end].lower().startswith("the ") for start, end in parts) and all(meant)
    if len(parts) < 2 or not (apart or articles):
        return (where,)
    return tuple(Span(start=where.start + start, end=where.start + end, text=where.text[start:end]) for start, end in parts)


def _no_outlet(one: Mention, outlet: str | None) -> bool:
    """Whether the word of an outlet is another's name in this text (see actors/namesakes.py)."""
    return one.type is MentionType.GROUP or one.name != outlet


def party(where: Span, mentions: Touching[Mention], year: int | None = None) -> Party:
    """The party that a phrase names, with country and sector as far as the actor table (in `year`, if known) or a name in it tells."""
    near = list(mentions.touching(where.start, where.end))
    inside = next((i for i, one in near if where.start <= one.span.start and one.span.end <= where.end), None)
    actor = actor_table().resolve(where.text)
    if actor is not None and actor.kind == "outlet" and any(i == inside and _no_outlet(one, actor.name) for i, one in near):
        actor = None
    if actor is not None and year is not None:
        actor = actor_table().in_year(actor, year)
    name = (actor.name if actor else None) or next((one.name for i, one in near if i == inside), None)
    name = None if name and _only_whose(where.text, name) else name
    return Party(span=where, mention=inside, country=actor.country if actor else None, sector=actor.sector if actor else None, name=name)


def _only_whose(phrase: str, name: str) -> bool:
    """Whether a name says only whose the party is: "Russian" jets, "NATO" tankers. The phrase tells more."""
    last = phrase.rsplit(" ", 1)[-1].lower()
    return is_demonym(name) or (last in _OWNED and last not in name.lower().split())
