"""Claims: the questions about an incident, every answer that its reports give, and how the answers stand to each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sitrep.compare.answers import Answer, denials, perpetrators
from sitrep.compare.days import Days, gap, interval
from sitrep.compare.grounds import of_date, of_happening, of_place
from sitrep.compare.kinds import TOLL_ROLES
from sitrep.compare.places import Relation, relation
from sitrep.compare.tolls import exclude, is_over, reach, wording
from sitrep.compare.versions import Places, now_and_past
from sitrep.compare.witnesses import Voice
from sitrep.records import Account, Claim, Place, Reading, Role, State, Telling

# Reports of one night name the day before or after: a day's difference is no dispute.
SAME_NIGHT = 1
Excludes = Callable[[Answer, Answer], bool]


@dataclass(frozen=True, slots=True)
class Case:
    """What claims are made from: the incident's members with their readings, the voices, the origin of each voice, and which members are
    versions of one article.
    """

    members: Sequence[Telling]
    readings: Sequence[Reading]
    voices: Sequence[Voice]
    origins: Sequence[str]
    versions: Places = field(default_factory=dict)

    def main_origin(self, member: int) -> str:
        """The origin that a report's main account rests on."""
        return next(origin for voice, origin in zip(self.voices, self.origins, strict=True) if voice.member == member and voice.main)


def claims(case: Case) -> tuple[Claim, ...]:
    """The claims of an incident, tolls first, without grades."""
    found = [_toll_claim(case, role) for role in TOLL_ROLES]
    origins = {voice.member: origin for voice, origin in zip(case.voices, case.origins, strict=True) if voice.main}
    found.append(_named_claim(case, origins))
    found.append(_date_claim(case, origins))
    found.append(_place_claim(case, origins))
    kept = [claim for claim in found if claim is not None]
    weighed = any(claim.attribute not in ("date", "place") and _says_more(claim) for claim in kept)
    occurred = _occurred_claim(case, origins, always=not weighed)
    return (*kept, *((occurred,) if occurred else ()))


def _says_more(claim: Claim) -> bool:
    """Whether a claim says more than that it happened, as a toll of one does not."""
    return any(account.low != 1 or account.high != 1 for account in claim.accounts)


def state(answers: Sequence[Answer], excludes: Excludes, flatly: Excludes | None) -> State:
    """How answers stand to each other. `excludes` says whether two cannot both be so; `flatly`, whether not even as an earlier "at least".

    An origin that flatly contradicts itself has revised. One that raised an "at least" has revised too, unless origins dispute: raising it
    contradicted nobody. Where `flatly` is None nothing can be revised: an old event told again as new, on the word of the same origin,
    is a dispute about its date.
    """
    pairs = [(one, two) for at, one in enumerate(answers) for two in answers[:at] if one.value != two.value and excludes(one, two)]
    if flatly is None and pairs:
        return State.DISPUTED
    changed = [(one, two) for one, two in pairs if one.origin == two.origin and one.report != two.report]
    disputed = any(one.origin != two.origin for one, two in pairs)
    if any(flatly is not None and flatly(one, two) for one, two in changed) or (changed and not disputed):
        return State.REVISED
    if disputed:
        return State.DISPUTED
    return State.AGREED if len({answer.origin for answer in answers}) > 1 else State.SINGLE


def weighed(case: Case, answers: Sequence[Answer], excludes: Excludes, flatly: Excludes | None) -> tuple[State, tuple[Account, ...]]:
    """How answers stand, and the accounts that they make. What a version of an article took back neither agrees with anybody nor disputes:
    it makes a claim revised where the version that stands says otherwise, as if one origin had changed its own.
    """
    now, past = now_and_past(answers, case.versions)
    how = state(now, excludes, flatly)
    changed = [
        (one, two) for one in past for two in now if case.versions[one.report][0] == _article(case, two.report) and excludes(one, two)
    ]
    if changed and (how is not State.DISPUTED or any(flatly is not None and flatly(one, two) for one, two in changed)):
        how = State.REVISED
    given = accounts((*now, *past))
    if how is State.REVISED:  # what stands now before what was taken back
        taken = {answer.value for answer in past}
        given = tuple(sorted(given, key=lambda account: (account.value in taken, -max(account.reports))))
    return how, given


def _article(case: Case, report: int) -> str | None:
    return case.versions[report][0] if report in case.versions else None


def accounts(answers: Sequence[Answer]) -> tuple[Account, ...]:
    """Answers of one value and wording as one account, in the order in which they were first given."""
    groups: dict[str, list[Answer]] = {}
    for answer in answers:
        groups.setdefault(answer.value, []).append(answer)
    return tuple(
        Account(
            value=value,
            low=given[0].low,
            high=given[0].high,
            reports=tuple(sorted({answer.report for answer in given})),
            statements=tuple(dict.fromkeys(statement for answer in given for statement in answer.statements)),
            origins=len({answer.origin for answer in given}),
            origin_ids=tuple(sorted({answer.origin for answer in given})),
        )
        for value, given in groups.items()
    )


def _toll_claim(case: Case, role: Role) -> Claim | None:
    answers = [
        Answer(
            value=wording(toll.low, toll.high, toll.approximate, is_over(toll)),
            report=voice.member,
            origin=origin,
            statements=(toll.statement,) if toll.statement else (),
            low=toll.low,
            high=toll.high,
            approximate=toll.approximate,
            over=is_over(toll),
        )
        for voice, origin in zip(case.voices, case.origins, strict=True)
        for toll in voice.tolls
        if toll.role is role
    ]
    if not answers:
        return None
    how, given = weighed(case, answers, _tolls_exclude, _tolls_flatly)
    return Claim(attribute=role.value, accounts=given, state=how)


def _tolls_exclude(first: Answer, second: Answer) -> bool:
    return exclude(*(reach(_least(side), side.high, side.approximate) for side in (first, second)))


def _tolls_flatly(first: Answer, second: Answer) -> bool:
    """Whether two tolls exclude each other even if "at least" reaches as far as one likes."""
    ranges = [(_least(side) or 0.0, float("inf") if side.high is None else side.high) for side in (first, second)]
    return exclude(*ranges) and _tolls_exclude(first, second)


def _least(answer: Answer) -> float | None:
    """The least that an answer allows for: who says "more than 19" does not contradict who says 19."""
    return answer.low - 1 if answer.over and answer.low is not None else answer.low


def _named_claim(case: Case, origins: dict[int, str]) -> Claim | None:
    """Who did it: those whom reports name or blame; the claim is denied where one of them, or who speaks for him, says no."""
    answers, denied = perpetrators(case.members, case.readings, origins, case.voices, case.origins)
    if not answers:
        return None
    how, given = weighed(case, answers, _names_exclude, _names_exclude)
    return Claim(attribute="perpetrator", accounts=given, state=State.DENIED if denied else how)


def _names_exclude(first: Answer, second: Answer) -> bool:
    """Whether two answers name nobody in common, or one says that somebody did not do it whom the other names."""
    apart = first.names.isdisjoint(second.names)
    return not apart if first.negative != second.negative else apart and not first.negative


def _date_claim(case: Case, origins: dict[int, str]) -> Claim | None:
    answers, spans = [], {}
    for at, member in enumerate(case.members):
        span = interval(member.start, member.end)
        rests = of_date(member, case.readings[at])
        if not member.dated or span is None or member.start is None or not rests:
            continue
        value = member.start if member.end in (None, member.start) else f"{member.start}/{member.end}"
        spans[value] = span
        answers.append(Answer(value=value, report=at, origin=origins[at], statements=rests))
    if not answers:
        return None

    def apart(first: Answer, second: Answer) -> bool:
        one: Days = spans[first.value]
        return gap(one, spans[second.value]) > SAME_NIGHT

    how, given = weighed(case, answers, apart, None)
    return Claim(attribute="date", accounts=given, state=how)


def _place_claim(case: Case, origins: dict[int, str]) -> Claim | None:
    answers, places = [], dict[str, Place]()
    for at, member in enumerate(case.members):
        rests = of_place(member, case.readings[at])
        if member.place is not None and rests:
            places.setdefault(member.place.name, member.place)
            answers.append(Answer(value=member.place.name, report=at, origin=origins[at], statements=rests))
    if not answers:
        return None

    def apart(first: Answer, second: Answer) -> bool:
        return relation(places[first.value], places[second.value]) is Relation.FAR

    how, given = weighed(case, answers, apart, None)
    return Claim(attribute="place", accounts=given, state=how)


def _occurred_claim(case: Case, origins: dict[int, str], *, always: bool) -> Claim | None:
    """Whether it happened at all: asked where somebody denies it, and where nothing else about it could be weighed."""
    against = denials(case.members, case.readings, origins, case.voices, case.origins)
    if not against and not always:
        return None
    silent = {answer.report for answer in against}
    given = [
        Answer(value="yes", report=at, origin=origins[at], statements=rests)
        for at, member in enumerate(case.members)
        if (at not in silent or any(voice.member == at and voice.tolls for voice in case.voices))
        and (rests := of_happening(member, case.readings[at]))
    ]
    answers = [*given, *against]
    if not answers:
        return None
    how, accounted = weighed(case, answers, _differ, _differ)
    return Claim(attribute="occurred", accounts=accounted, state=State.DENIED if against else how)


def _differ(first: Answer, second: Answer) -> bool:
    return first.value != second.value
