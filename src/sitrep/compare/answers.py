"""Answers to the questions that are not numbers: who did it, and whether it happened at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep.compare.names import identity, same_witness
from sitrep.compare.parties import is_state, party_name, plain_name, state_of
from sitrep.compare.witnesses import Voice, denies
from sitrep.records import Act, Auxiliary, Event, EventType, Party, Reading, Statement, Telling

_HARM = (EventType.ASSAULT, EventType.COERCE, EventType.THREATEN)
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


@dataclass(frozen=True, slots=True)
class _Named:
    """One who is named as having done it, or as not having, by one report; `state` is the state whose government or forces he is."""

    name: str
    negative: bool
    report: int
    statement: str
    state: str | None = None


def perpetrators(
    members: Sequence[Telling], readings: Sequence[Reading], origins: dict[int, str], voices: Sequence[Voice], of_voice: Sequence[str]
) -> tuple[list[Answer], bool]:
    """Who is named as having done it, once for each report and name, and whether one who is named denies it."""
    found = [
        named for at, (member, reading) in enumerate(zip(members, readings, strict=True)) for named in (
            *_blamed_by(at, member, reading), *_claiming(at, member, reading), *_denying(at, member, reading))
    ]  # fmt: skip
    return _named_answers(found, readings, origins, voices, of_voice)


def _blamed_by(at: int, member: Telling, reading: Reading) -> Iterator[_Named]:
    """Who acts in the events of the happening, as a report tells them."""
    statements = {statement.id: statement for statement in reading.statements}
    for event in reading.events:
        if event.id not in member.events:
            continue
        statement = statements.get(event.statement or "")
        negative = _negative(event, statement)
        if negative and statement is not None and statement.attribution and statement.attribution[-1].act is not Act.DENY:
            continue  # "We do not fight travellers" answers nobody's question
        for party in _blamed(event, member):
            name = party_name(party, reading)
            if name is not None:
                yield _Named(name, negative, at, event.statement or "", state_of(name, party, _country(member)))


def _country(member: Telling) -> str | None:
    return member.place.country if member.place is not None else None


def _claiming(at: int, member: Telling, reading: Reading) -> Iterator[_Named]:
    """Who claims responsibility."""
    for statement in reading.statements:
        name = _claimant(statement, reading)
        if name is not None:
            yield _Named(name, False, at, statement.id, state_of(name, None, _country(member)))


def _denying(at: int, member: Telling, reading: Reading) -> Iterator[_Named]:
    """Who denies that he did it himself."""
    told = {event.statement for event in reading.events if event.id in member.events}
    for statement in reading.statements:
        if _denies_itself(statement) and (statement.id in told or _RESPONSIBLE.search(statement.content[0].text)):
            name = plain_name(_last_source(statement) or "")
            if name is not None:
                yield _Named(name, True, at, statement.id, state_of(name, None, _country(member)))


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
    return plain_name(_last_source(statement) or "") if _RESPONSIBLE.search(passage) else None


def _named_answers(
    found: Sequence[_Named],
    readings: Sequence[Reading],
    origins: dict[int, str],
    voices: Sequence[Voice],
    of_voice: Sequence[str],
) -> tuple[list[Answer], bool]:
    """Answers under one name for each who is named, the first fullest form standing for the others."""
    values = _values(found)
    answers: dict[tuple[str, int], Answer] = {}
    denied = False
    for named in found:
        value, at = values[named.name], named.report
        voice = _speaker(at, named.statement, voices)
        denied = denied or (named.negative and _concerned(value, at, named.statement, readings))
        shown = f"not {value}" if named.negative else value
        answer = Answer(
            value=shown,
            report=at,
            origin=of_voice[voice] if voice is not None else origins[at],
            statements=(named.statement,) if named.statement else (),
            names=frozenset((value,)),
            negative=named.negative,
        )
        known = answers.get((shown, at))
        answers[shown, at] = (
            answer if known is None else replace(known, statements=tuple(dict.fromkeys((*known.statements, *answer.statements))))
        )
    return _side_by_side(list(answers.values())), denied


def _values(found: Sequence[_Named]) -> dict[str, str]:
    """What each name is shown as: the fullest of those that stand for one. A state's government and forces are one, under the name
    that they have most often.
    """
    states = {named.name: named.state for named in found if named.state is not None}
    times = Counter(named.name for named in found if named.name in states)

    def same(one: str, two: str) -> bool:
        if one in states and two in states:
            return states[one] == states[two]
        # "Syrian" aircraft are not those of whoever calls himself Syrian.
        return not (is_state(one) or is_state(two)) and same_witness(one, two)

    groups: list[list[str]] = []
    for name in sorted({named.name for named in found}, key=lambda name: (name not in states, -times[name], -len(identity(name)), name)):
        group = next((group for group in groups if any(same(name, other) for other in group)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return {name: group[0] for group in groups for name in group}


def _side_by_side(answers: Sequence[Answer]) -> list[Answer]:
    """The answers, each with all whom its report names on that word: who names two does not dispute either."""
    named: dict[tuple[int, str, bool], frozenset[str]] = {}
    for answer in answers:
        key = (answer.report, answer.origin, answer.negative)
        named[key] = named.get(key, frozenset()) | answer.names
    return [replace(answer, names=named[answer.report, answer.origin, answer.negative]) for answer in answers]


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
