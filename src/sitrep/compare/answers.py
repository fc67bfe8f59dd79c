"""Answers to the questions that are not numbers: who did it, and whether it happened at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.compare.blames import Named, denies, denies_itself, named
from sitrep.compare.names import identity, same_witness
from sitrep.compare.parties import is_state, party_name
from sitrep.compare.states import state_name
from sitrep.compare.witnesses import Voice
from sitrep.records import Act, Reading, Telling


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


def perpetrators(
    members: Sequence[Telling], readings: Sequence[Reading], origins: dict[int, str], voices: Sequence[Voice], of_voice: Sequence[str]
) -> tuple[list[Answer], bool]:
    """Who is named as having done it, once for each report and name, and whether one who is named denies it."""
    found = [one for at, (member, reading) in enumerate(zip(members, readings, strict=True)) for one in named(at, member, reading)]
    return _named_answers(found, readings, origins, voices, of_voice)


def _named_answers(
    found: Sequence[Named],
    readings: Sequence[Reading],
    origins: dict[int, str],
    voices: Sequence[Voice],
    of_voice: Sequence[str],
) -> tuple[list[Answer], bool]:
    """Answers under one name for each who is named, the first fullest form standing for the others: one for each report and origin."""
    values = _values(found)
    answers: dict[tuple[str, int, str], Answer] = {}
    denied = False
    for one in found:
        value, at = values[one.name], one.report
        voice = _speaker(at, one.statement, voices)
        denied = denied or one.itself or (one.negative and _concerned(value, at, one.statement, readings))
        shown = f"not {value}" if one.negative else value
        answer = Answer(
            value=shown,
            report=at,
            origin=of_voice[voice] if voice is not None else origins[at],
            statements=(one.statement,) if one.statement else (),
            names=frozenset((value,)),
            negative=one.negative,
        )
        key = (shown, at, answer.origin)
        known = answers.get(key)
        answers[key] = answer if known is None else replace(known, statements=tuple(dict.fromkeys((*known.statements, *answer.statements))))
    return _side_by_side(list(answers.values())), denied


def _values(found: Sequence[Named]) -> dict[str, str]:
    """What each name is shown as: the fullest of those that stand for one. A state's government and forces are one: under their name
    where they have one, under the state's where reports call them otherwise each ("the regime", "the air force").
    """
    counted = Counter((one.name, state) for one in found if (state := one.state) is not None)
    # Of two states under one name ("the army") the one that most mean, whatever the order of the reports.
    states = dict(sorted(counted, key=lambda pair: (counted[pair], pair)))
    times = Counter(one.name for one in found if one.name in states and not one.negative)

    def same(one: str, two: str) -> bool:
        if one in states and two in states:
            return states[one] == states[two]
        # "Syrian" aircraft are not those of whoever calls himself Syrian.
        return not (is_state(one) or is_state(two)) and same_witness(one, two)

    groups: list[list[str]] = []
    for name in sorted({one.name for one in found}, key=lambda name: (name not in states, -times[name], -len(identity(name)), name)):
        group = next((group for group in groups if any(same(name, other) for other in group)), None)
        if group is None:
            groups.append([name])
        else:
            group.append(name)
    return {name: _shown(group, states.get(group[0])) for group in groups for name in group}


def _shown(group: Sequence[str], state: str | None) -> str:
    """The names of one as an answer. A state that is named by its people ("Russian" jets), or in several ways, has its own name."""
    if state is None or (not is_state(group[0]) and frozenset.intersection(*map(identity, group))):
        return group[0]
    return state_name(state) or group[0]


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
            if denies(statement) and any(link.act is Act.DENY for link in statement.attribution) and not denies_itself(statement)
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
