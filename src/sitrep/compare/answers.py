"""Answers to the questions that are not numbers: who did it, and whether it happened at all."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.compare.names import identity, same_witness
from sitrep.compare.witnesses import Voice, denies
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold
from sitrep.records import Act, Auxiliary, Event, EventType, MentionType, Party, Reading, Statement, Telling

_HARM = (EventType.ASSAULT, EventType.COERCE, EventType.THREATEN)
# Those who did something without a name answer nobody's question who did it; nor do weapons.
_NAMELESS = wordlist("nameless")
# Who counts, heals, digs out or prints is a witness and did not do it, whatever a reading says.
_BYSTANDERS = frozenset(("observatory", "hospital", "rescue", "state-media"))
# What has more words than this is a clause that was taken for a name.
LONGEST_NAME = 7
_RESPONSIBLE = re.compile(r"\b(?:responsib|involve)", re.I)
_OF_ITSELF = re.compile(
    r"(?:that\s)?(?:(?:it|they|he|she|we)\s(?:had|has|have|was behind|were behind|carried|did|would|is|are)\b"
    r"|(?:its|their|his|her|our)\s(?:men|fighters|forces|troops|members|militants)\s(?:had|have|were|carried|did)\b"
    r"|(?:(?:any|having|all|its|their|his|her|being)\s)?(?:responsib|involve|role|part|hand|link|carried|done)\w*)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One report's answer to one question, and the origin that it rests on; `over` where a number is told as "more than" the one before."""

    value: str
    report: int
    origin: str
    statements: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    approximate: bool = False
    over: bool = False
    names: frozenset[str] = frozenset()
    negative: bool = False


def party_name(party: Party, reading: Reading) -> str | None:
    """What a party is called, None where it has no name that tells it from others."""
    mention = reading.mentions[party.mention] if party.mention is not None and 0 <= party.mention < len(reading.mentions) else None
    if mention is not None and mention.type is MentionType.PLACE and party.sector is None and party.country is None:
        return None
    name = party.name or (mention.name if mention is not None else None) or party.span.text
    head = re.split(r"\s(?:in|on|at|near|from|outside|inside)\s", party.span.text)[0].split()
    if party.name is None and head and re.sub(r"s$", "", fold(head[-1])) in _NAMELESS:
        return None
    words = {re.sub(r"s$", "", word) for word in re.findall(r"[^\W\d_]+", fold(name))}
    telling = words - _NAMELESS - {re.sub(r"s$", "", word) for word in _NAMELESS}
    first, *others = name.split() or [""]
    others += [first] if fold(first) not in ("a", "an", "the") else []
    resolved = party.name is not None or (mention is not None and mention.name is not None)
    capital = any(word[:1].isupper() for word in others)
    return name if telling and name.count(" ") < LONGEST_NAME and identity(name) and (capital or resolved or party.country) else None


def perpetrators(
    members: Sequence[Telling], readings: Sequence[Reading], origins: dict[int, str], voices: Sequence[Voice], of_voice: Sequence[str]
) -> tuple[list[Answer], bool]:
    """Who is named as having done it, once for each report and name, and whether one who is named denies it."""
    found: list[tuple[str, bool, int, str]] = []
    for at, (member, reading) in enumerate(zip(members, readings, strict=True)):
        statements = {statement.id: statement for statement in reading.statements}
        founding = [event for event in reading.events if event.id in set(member.events)]
        for event in founding:
            statement = statements.get(event.statement or "")
            negative = _negative(event, statement)
            if negative and statement is not None and statement.attribution and statement.attribution[-1].act is not Act.DENY:
                continue  # "We do not fight travellers" answers nobody's question
            for party in _blamed(event, member):
                name = party_name(party, reading)
                if name is not None:
                    found.append((name, negative, at, event.statement or ""))
        found += [
            (name, False, at, statement.id) for statement in reading.statements if (name := _claimant(statement, reading)) is not None
        ]
        told = {event.statement for event in founding}
        found += [
            (name, True, at, statement.id)
            for statement in reading.statements
            if _denies_itself(statement) and (statement.id in told or _RESPONSIBLE.search(statement.content[0].text))
            for name in (_last_source(statement),)
            if name and identity(name)
        ]
    blamed = [one for one in found if not identity(one[0]) & _BYSTANDERS]
    return _named_answers(blamed, readings, origins, voices, of_voice)


def _denies_itself(statement: Statement) -> bool:
    """Whether a source denies that it was itself that did it ("denied that it had planted the bomb", "denied involvement")."""
    link = statement.attribution[-1] if statement.attribution else None
    return link is not None and link.act is Act.DENY and _OF_ITSELF.match(statement.content[0].text) is not None


def _last_source(statement: Statement) -> str | None:
    link = statement.attribution[-1]
    return link.name or (link.source.text if link.source is not None else None)


def _blamed(event: Event, member: Telling) -> tuple[Party, ...]:
    if event.type in _HARM and (event.type is member.type or event.type is EventType.ASSAULT):
        return event.actors
    return event.recipients if event.type is EventType.ACCUSE and member.type in (*_HARM, EventType.ACCUSE) else ()


def _negative(event: Event, statement: Statement | None) -> bool:
    return event.auxiliary is Auxiliary.NEGATED or (statement is not None and denies(statement))


def _claimant(statement: Statement, reading: Reading) -> str | None:
    """Who claims responsibility by this statement."""
    link = statement.attribution[-1] if statement.attribution else None
    if link is None or link.act is not Act.CLAIM or statement.polarity.value == "negative":
        return None
    cue = link.cue
    passage = (reading.document.text[cue.start : cue.end + 40] if cue is not None else "") + " ".join(
        span.text for span in statement.content
    )[:80]
    name = link.name or (link.source.text if link.source is not None else None)
    return name if name and identity(name) and _RESPONSIBLE.search(passage) else None


def _named_answers(
    found: Sequence[tuple[str, bool, int, str]],
    readings: Sequence[Reading],
    origins: dict[int, str],
    voices: Sequence[Voice],
    of_voice: Sequence[str],
) -> tuple[list[Answer], bool]:
    """Answers under one name for each who is named, the first fullest form standing for the others."""
    values: list[str] = []
    for name in sorted({name for name, _, _, _ in found}, key=lambda name: (-len(identity(name)), name)):
        if not any(same_witness(name, other) for other in values):
            values.append(name)
    answers: dict[tuple[str, int], Answer] = {}
    denied = False
    for name, negative, at, statement in found:
        value = next((other for other in values if other == name or same_witness(name, other)), name)
        voice = _speaker(at, statement, voices)
        denied = denied or (negative and _concerned(value, at, statement, readings))
        shown = f"not {value}" if negative else value
        answer = Answer(
            value=shown,
            report=at,
            origin=of_voice[voice] if voice is not None else origins[at],
            statements=(statement,) if statement else (),
            names=identity(value),
            negative=negative,
        )
        known = answers.get((shown, at))
        answers[shown, at] = (
            answer if known is None else replace(known, statements=tuple(dict.fromkeys((*known.statements, *answer.statements))))
        )
    return list(answers.values()), denied


def _speaker(at: int, statement: str, voices: Sequence[Voice]) -> int | None:
    """The voice of a report that a statement rests on."""
    return next(
        (number for number, voice in enumerate(voices) if voice.member == at and not voice.main and statement in voice.statements), None
    )


def _concerned(value: str, at: int, statement: str, readings: Sequence[Reading]) -> bool:
    """Whether who denies is the one who is blamed."""
    for given in readings[at].statements:
        if given.id == statement:
            return any(
                same_witness(value, name)
                for link in given.attribution
                if (name := link.name or (link.source.text if link.source else None))
            )
    return False


def denials(
    members: Sequence[Telling], readings: Sequence[Reading], origins: dict[int, str], voices: Sequence[Voice], of_voice: Sequence[str]
) -> list[Answer]:
    """Who says that it did not happen: denials of a founding event that name nobody who did it instead, one for each report."""
    found: dict[int, Answer] = {}
    for at, (member, reading) in enumerate(zip(members, readings, strict=True)):
        denied = {
            statement.id
            for statement in reading.statements
            if denies(statement) and any(link.act is Act.DENY for link in statement.attribution) and not _denies_itself(statement)
        }
        for event in reading.events:
            if event.id not in member.events or event.statement not in denied or any(party_name(party, reading) for party in event.actors):
                continue
            voice = _speaker(at, event.statement or "", voices)
            found.setdefault(
                at,
                Answer(
                    value="no",
                    report=at,
                    origin=of_voice[voice] if voice is not None else origins[at],
                    statements=(event.statement or "",),
                    negative=True,
                ),
            )
    return list(found.values())
