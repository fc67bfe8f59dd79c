"""How the accounts of a claim stand to each other, by origin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from sitrep.records import Account, Claim, Incident, Modality, Place, Precision, Reading, Report, State, Statement

# "at least N" and "about N" answer for the same ranges as when claims are compared (docs/decisions/0003).
REACH = 0.2
REACH_LEAST = 2
ABOUT = 0.1
UNSTATED = "lineage not stated"
# Where and when are told by the way, or inferred in reading: an origin is known for them only where it is quoted with them.
SETTING = frozenset(("date", "place"))
_UNSURE = (Modality.POSSIBLE, Modality.PROBABLE, Modality.CONDITIONAL, Modality.FUTURE)
_NOT = "not "


class Relation(Enum):
    """How one account stands to another: it says as much or more; it can be so at the same time and speaks for it; it can and does not;
    it cannot.
    """

    GIVES = "gives it"
    AGREES = "agrees with it"
    APART = "says nothing of it"
    EXCLUDES = "excludes it"


@dataclass(frozen=True, slots=True)
class Standing:
    """One account and the origins around it: those that give it, in these words (`own`) or in others that imply it (`giving`); those that
    give what can be so at the same time, `giving` among them; those that answer otherwise without excluding it (`beside`); for each account
    that excludes it those that agree on that (`rivals`). Of all these `known` are known by name. `hedged`: every report puts it as no more
    than likely.
    """

    account: Account
    attribute: str
    own: frozenset[str]
    giving: frozenset[str]
    supporting: frozenset[str]
    beside: frozenset[str] = frozenset()
    rivals: tuple[frozenset[str], ...] = ()
    known: frozenset[str] = frozenset()
    withdrawn: bool = False
    hedged: bool = False

    @property
    def setting(self) -> bool:
        """Whether the account says where or when."""
        return self.attribute in SETTING

    @property
    def against(self) -> frozenset[str]:
        """The origins that exclude the account, whether or not they agree with each other."""
        return frozenset[str]().union(*self.rivals)

    @property
    def joint(self) -> int:
        """The most origins against it that agree with each other."""
        return max(map(len, self.rivals), default=0)


def standings(incident: Incident, claim: Claim, readings: Mapping[str, Reading] | None = None) -> tuple[Standing, ...]:
    """The standing of each account of a claim, in its order. `readings` tell how surely an account is put and who is quoted with it."""
    given = origins_of(incident, claim)
    calm = claim.state in (State.SINGLE, State.AGREED)
    places = _places(incident, claim, readings or {})
    ways = [
        [relation(one, other, claim.attribute, calm or _within(places.get(one.value), places.get(other.value))) for other in claim.accounts]
        for one in claim.accounts
    ]
    for at, other in (*_reached(incident, claim, given), *_side_by_side(claim)):
        if ways[at][other] is Relation.EXCLUDES:
            ways[at][other] = Relation.APART
    supporting = [_supporting(given, ways, at) for at in range(len(ways))]
    known = _known(incident, claim, given, readings or {})
    found = []
    for at, account in enumerate(claim.accounts):
        opposed = _joined(given, ways[at], (Relation.EXCLUDES,)) - given[at]
        excluding = (supporting[other] & opposed for other, way in enumerate(ways[at]) if way is Relation.EXCLUDES)
        before = (given[other] for other in range(at) if ways[at][other] is Relation.EXCLUDES)
        later = claim.state is State.REVISED and any(given[at] & earlier for earlier in before)
        found.append(
            Standing(
                account=account,
                attribute=claim.attribute,
                own=given[at],
                giving=_joined(given, ways[at], (Relation.GIVES,)),
                supporting=supporting[at],
                beside=_joined(given, ways[at], (Relation.APART, Relation.AGREES)) - supporting[at],
                rivals=tuple(rival for rival in dict.fromkeys(excluding) if rival),
                known=known,
                withdrawn=later and not supporting[at] - given[at],
                hedged=_hedged(incident, account, readings or {}),
            )
        )
    return tuple(found)


def _reached(incident: Incident, claim: Claim, given: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """The pairs of a toll and another that does not speak against it: "at least 58" is not wrong because others count 100; and who counts
    the dead counts on, so that of two tolls of one origin, or of "at least 58" and what is counted on a later day, neither speaks against
    the other.
    """
    for at, low in enumerate(claim.accounts):
        for other, high in enumerate(claim.accounts):
            if low.low is None or high.low is None or low.low >= high.low:
                continue
            last, first = (choose(_days_of(incident, account), default="") for choose, account in ((max, low), (min, high)))
            risen = bool(last) and last < first
            if low.high is None or (risen and given[at] & given[other]):
                yield at, other
            if risen and (low.high is None or given[at] & given[other]):
                yield other, at


def _side_by_side(claim: Claim) -> Iterator[tuple[int, int]]:
    """The pairs of accounts of who did it that one report gives both of: who names two disputes neither."""
    if claim.attribute == "perpetrator":
        for at, one in enumerate(claim.accounts):
            for other, two in enumerate(claim.accounts):
                if set(one.reports) & set(two.reports) and not (is_negative(one) or is_negative(two)):
                    yield at, other


def _days_of(incident: Incident, account: Account) -> list[str]:
    """The days on which the reports of an account were published; "" stands for an unknown one."""
    return [(incident.reports[report].published or "")[: len("2024-03-10")] for report in account.reports]


def _supporting(given: Sequence[frozenset[str]], ways: Sequence[Sequence[Relation]], at: int) -> frozenset[str]:
    """The origins that give an account or agree with it; in a dispute only as far as they do not agree with the other sides as well."""
    rivals = [other for other, way in enumerate(ways[at]) if way is Relation.EXCLUDES]
    sided = [
        other
        for other, way in enumerate(ways[at])
        if way is Relation.GIVES
        or (way is Relation.AGREES and (not rivals or any(ways[other][rival] is Relation.EXCLUDES for rival in rivals)))
    ]
    return frozenset[str]().union(*(given[other] for other in sided))


def _joined(given: Sequence[frozenset[str]], row: Sequence[Relation], wanted: Sequence[Relation]) -> frozenset[str]:
    """The origins of the accounts that stand in a wanted relation."""
    return frozenset[str]().union(*(origins for origins, way in zip(given, row, strict=True) if way in wanted))


def origins_of(incident: Incident, claim: Claim) -> tuple[frozenset[str], ...]:
    """The origins that each account of a claim rests on. Where an account does not name them, a report's first account rests on its main
    origin, and a further one of the same claim on the next origin that lists the report.
    """
    if all(account.origin_ids for account in claim.accounts):
        return tuple(frozenset(account.origin_ids) for account in claim.accounts)
    used: dict[int, int] = {}
    found = []
    for account in claim.accounts:
        mine = set()
        for report in account.reports:
            main = incident.reports[report].origin
            listed = [main, *(origin.id for origin in incident.origins if report in origin.reports and origin.id != main)]
            mine.add(listed[min(used.get(report, 0), len(listed) - 1)])
            used[report] = used.get(report, 0) + 1
        found.append(frozenset(mine))
    return tuple(found)


def relation(account: Account, other: Account, attribute: str, calm: bool = False) -> Relation:
    """How `other` stands to `account`. `calm`: they are known not to exclude each other."""
    if account.value == other.value:
        return Relation.GIVES
    if any(bound is not None for bound in (account.low, account.high, other.low, other.high)):
        return _of_numbers(account, other, calm)
    if attribute == "date":
        (start, end), (first, last) = _days(account), _days(other)
        if start <= first and last <= end:
            return Relation.GIVES
        if start <= last and first <= end:
            return Relation.AGREES
        # Of one night some name the day before: no dispute, but no support for the day either.
        return Relation.APART if calm or _next(end, first) or _next(last, start) else Relation.EXCLUDES
    return _of_names(account, other, calm)


def _of_numbers(account: Account, other: Account, calm: bool) -> Relation:
    one, two = _reach(account), _reach(other)
    if not calm and not (one[0] <= two[1] and two[0] <= one[1]):
        return Relation.EXCLUDES
    bottom, top = _bounds(account)
    low, high = _bounds(other)
    return Relation.GIVES if bottom <= low and high <= top else Relation.AGREES


def _of_names(account: Account, other: Account, calm: bool) -> Relation:
    """Who it was, where, or whether: of two names one may stand in the other; who is said not to have done it is no answer to who did."""
    texts = [one.value.casefold() for one in (account, other)]
    if set(texts) == {"yes", "no"}:
        return Relation.EXCLUDES
    negative = [text.startswith(_NOT) for text in texts]
    mine, its = (_words(text.removeprefix(_NOT)) for text in texts)
    alike = bool(mine) and bool(its) and (mine <= its or its <= mine)
    if negative[0] != negative[1]:
        return Relation.EXCLUDES if alike else Relation.APART
    if alike and mine <= its:
        return Relation.GIVES
    if alike or calm:
        return Relation.AGREES
    return Relation.APART if negative[0] else Relation.EXCLUDES


@lru_cache(maxsize=1 << 12)
def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", text))


def is_negative(account: Account) -> bool:
    """Whether an account says that somebody did not do it, or that it did not happen."""
    return account.value.casefold().startswith(_NOT) or account.value.casefold() == "no"


def _days(account: Account) -> tuple[str, str]:
    start, _, end = account.value.partition("/")
    return start, end or start


def _next(day: str, other: str) -> bool:
    """Whether a day is followed by the other."""
    try:
        return date.fromisoformat(other) - date.fromisoformat(day) == timedelta(days=1)
    except ValueError:
        return False


def _places(incident: Incident, claim: Claim, readings: Mapping[str, Reading]) -> dict[str, Place]:
    """The places that the accounts of a claim name, as far as readings have them."""
    names = {account.value for account in claim.accounts} if claim.attribute == "place" else set[str]()
    held = (readings[report.document] for report in incident.reports if names and report.document in readings)
    return {place.name: place for reading in held for place in reading.places if place.name in names}


def _within(one: Place | None, other: Place | None) -> bool:
    """Whether one of two places is the country or the province of the other."""
    if one is None or other is None or one.country is None or one.country != other.country:
        return False
    return Precision.COUNTRY in (one.precision, other.precision) or one.name == other.admin or other.name == one.admin


def _bounds(account: Account) -> tuple[float, float]:
    """The numbers that an account leaves open, taken at its word."""
    low, high = account.low or 0.0, float("inf") if account.high is None else account.high
    return (low * (1 - ABOUT), high * (1 + ABOUT)) if _about(account) else (low, high)


def _reach(account: Account) -> tuple[float, float]:
    """The numbers that an account answers for: who says "more than 19" does not contradict who says 19."""
    low = (account.low or 0.0) - (1 if account.value.startswith("more than ") else 0)
    high = account.high if account.high is not None else max(low * (1 + REACH), low + REACH_LEAST)
    return (low * (1 - ABOUT), high * (1 + ABOUT)) if _about(account) else (low, high)


def _about(account: Account) -> bool:
    return account.value.startswith("about ")


def _known(incident: Incident, claim: Claim, given: Sequence[frozenset[str]], readings: Mapping[str, Reading]) -> frozenset[str]:
    """The origins known by name; for where and when those that are quoted with what they give, as far as readings can tell."""
    named = frozenset(origin.id for origin in incident.origins if not origin.label.endswith(UNSTATED))
    if claim.attribute not in SETTING:
        return named
    quoted: set[str] = set()
    for account, origins in zip(claim.accounts, given, strict=True):
        for origin in origins & named:
            reports = [incident.reports[at] for at in account.reports if incident.reports[at].origin == origin]
            held = [(report, readings[report.document]) for report in reports if report.document in readings]
            if not held or any(_quoted(account, claim.attribute, report, reading) for report, reading in held):
                quoted.add(origin)
    return frozenset(quoted)


def _quoted(account: Account, attribute: str, report: Report, reading: Reading) -> bool:
    """Whether somebody's words tell of the happening with this place or day: not the outlet's own, nor what reading inferred."""
    attributed = {statement.id for statement in reading.statements if statement.attribution}
    for event in reading.events:
        if event.id not in report.events or event.statement not in attributed:
            continue
        if attribute == "place" and event.place is not None and event.place < len(reading.places):
            if reading.places[event.place].name == account.value:
                return True
        elif attribute == "date" and event.date is not None and event.date < len(reading.times):
            time = reading.times[event.date]
            if time.start is not None and _days(account)[0] == time.start[: len("2024-03-10")]:
                return True
    return False


def _hedged(incident: Incident, account: Account, readings: Mapping[str, Reading]) -> bool:
    """Whether every statement that gives the account is hedged; False where none can be looked up."""
    found = list(_statements(incident, account, readings))
    return bool(found) and all(statement.modality in _UNSURE for statement in found)


def _statements(incident: Incident, account: Account, readings: Mapping[str, Reading]) -> Iterator[Statement]:
    wanted = set(account.statements)
    for report in account.reports:
        reading = readings.get(incident.reports[report].document)
        yield from (one for one in reading.statements if one.id in wanted) if reading else ()
