"""How the accounts of a claim stand to each other, by origin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.records import Account, Claim, Incident, State

# "at least N" and "about N" answer for the same ranges as when claims are compared (docs/decisions/0003).
REACH = 0.2
REACH_LEAST = 2
ABOUT = 0.1
UNSTATED = "lineage not stated"


@dataclass(frozen=True, slots=True)
class Standing:
    """One account with the origins that give it, those that give what agrees with it, and those that exclude it."""

    account: Account
    own: frozenset[str]
    supporting: frozenset[str]
    against: frozenset[str]
    withdrawn: bool = False


def standings(incident: Incident, claim: Claim) -> tuple[Standing, ...]:
    """The standing of each account of a claim, in its order."""
    given = origins_of(incident, claim)
    calm = claim.state in (State.SINGLE, State.AGREED)
    found = []
    for at, account in enumerate(claim.accounts):
        agreeing = [other for other, rival in enumerate(claim.accounts) if other == at or calm or agree(account, rival)]
        supporting = frozenset[str]().union(*(given[other] for other in agreeing))
        opposed = frozenset[str]().union(*(given[other] for other in range(len(given)) if other not in agreeing))
        later = claim.state is State.REVISED and any(given[at] & given[other] for other in range(at) if other not in agreeing)
        found.append(
            Standing(
                account=account,
                own=given[at],
                supporting=supporting,
                against=opposed - given[at],
                withdrawn=later and not supporting - given[at],
            )
        )
    return tuple(found)


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


def agree(first: Account, second: Account) -> bool:
    """Whether two accounts can both be so: ranges overlap; of names one stands in the other, both affirmed or both denied."""
    if first.low is not None or first.high is not None or second.low is not None or second.high is not None:
        one, two = _reach(first), _reach(second)
        return one[0] <= two[1] and two[0] <= one[1]
    texts = [account.value.casefold() for account in (first, second)]
    if texts[0].startswith("not ") != texts[1].startswith("not ") or {"yes", "no"} == set(texts):
        return False
    small, large = sorted((set(re.findall(r"\w+", text)) for text in texts), key=len)
    return bool(small) and small <= large


def _reach(account: Account) -> tuple[float, float]:
    low = account.low or 0.0
    high = account.high if account.high is not None else max(low * (1 + REACH), low + REACH_LEAST)
    about = account.value.startswith("about ")
    return (low * (1 - ABOUT), high * (1 + ABOUT)) if about else (low, high)


def stated(incident: Incident, origins: Sequence[str] | frozenset[str]) -> int:
    """How many of the origins are known by whose word they are."""
    return sum(1 for origin in incident.origins if origin.id in origins and not origin.label.endswith(UNSTATED))
