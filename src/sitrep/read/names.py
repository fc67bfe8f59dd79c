"""Whom a source is: the name behind "he", "the spokesman" or "Alvi", within one document.

Resolved only where the document says it; an unresolved source keeps `name` None. "a spokesman for X, Y, told" gives Y.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sitrep.read.stretches import Touching
from sitrep.records import Link, Mention, MentionType, Span, Statement

_OFFICES = re.compile(
    r"\b(spokes(?:man|woman|person)|minister|president|governor|police chief|chief|commander|general|director|official|officer|doctor|"
    r"mayor|ambassador|secretary|envoy|leader|head|witness|resident|colonel|major|brigadier|analyst|professor)\b",
    re.I,
)
_PERSONAL = frozenset(["he", "she", "him", "her"])
_PLURAL = frozenset(["they", "it", "them"])
_BODIES = frozenset({MentionType.ORGANIZATION, MentionType.GROUP, MentionType.FACILITY})


@dataclass(slots=True)
class _Memory:
    """The speakers of a document so far."""

    mentions: Touching[Mention]
    person: str | None = None
    body: str | None = None
    offices: dict[str, str] = field(default_factory=dict)


def named(statements: Sequence[Statement], mentions: Sequence[Mention]) -> tuple[Statement, ...]:
    """The statements with the names of their sources filled in where the document gives them."""
    memory = _Memory(Touching(mentions, lambda one: (one.span.start, one.span.end)))
    order = sorted({_place(link): link for one in statements for link in one.attribution if link.source}.values(), key=_place)
    known = {_place(link): _resolve(link.source, memory) for link in order if link.source}
    return tuple(replace(one, attribution=tuple(_with_name(link, known) for link in one.attribution)) for one in statements)


def _place(link: Link) -> tuple[int, int]:
    return (link.source.start, link.source.end) if link.source else (-1, -1)


def _with_name(link: Link, known: dict[tuple[int, int], tuple[str | None, int | None]]) -> Link:
    if link.source is None:
        return link
    name, mention = known[_place(link)]
    return replace(link, name=name, mention=mention)


def _resolve(source: Span, memory: _Memory) -> tuple[str | None, int | None]:
    words = source.text.lower().split()
    near = memory.mentions.touching(source.start, source.end)
    inside = [(i, one) for i, one in near if source.start <= one.span.start and one.span.end <= source.end]
    people = [(i, one) for i, one in inside if one.type is MentionType.PERSON]
    bodies = [(i, one) for i, one in inside if one.type in _BODIES]
    office = _OFFICES.search(source.text)
    if people:
        return _remember_person(people[-1], bodies, office, memory)
    if bodies:
        return _remember_body(bodies[0], office, memory)
    if len(words) == 1 and words[0] in _PERSONAL:
        return memory.person, None
    if len(words) == 1 and words[0] in _PLURAL:
        return memory.body, None
    if office and words[0] in {"the", "his", "her"}:
        return memory.offices.get(office[1].lower()), None
    if words[:1] == ["the"] and words[-1] in {
        "group",
        "organization",
        "organisation",
        "agency",
        "ministry",
        "newspaper",
        "movement",
        "army",
        "paper",
    }:
        return memory.body, None
    place = next(((i, one) for i, one in inside if one.type is MentionType.PLACE and len(words) <= 2), None)
    return (place[1].name or place[1].span.text, place[0]) if place else (None, None)


def _remember_person(
    person: tuple[int, Mention], bodies: list[tuple[int, Mention]], office: re.Match[str] | None, memory: _Memory
) -> tuple[str | None, int | None]:
    index, mention = person
    name = mention.name or mention.span.text
    memory.person = name
    if office:
        memory.offices[office[1].lower()] = name
    if bodies:
        memory.body = bodies[0][1].name or bodies[0][1].span.text
    return name, index


def _remember_body(body: tuple[int, Mention], office: re.Match[str] | None, memory: _Memory) -> tuple[str | None, int | None]:
    index, mention = body
    name = mention.name or mention.span.text
    memory.body = name
    if office:
        name = f"{name}, {office[1].lower()}"
        memory.offices[office[1].lower()] = name
        memory.person = name
    return name, index
