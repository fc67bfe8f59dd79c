"""Which grades were given before: what is new is to be kept, what is known is shown with what bears the grade."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise

from sitrep.records import Account, Claim, Grade, GradedKind, Grading, Incident, PastGrade

_Key = tuple[str, str, str, str]


class Memory:
    """The grades that were given, by what bears them, and in `fresh` those that were given now (at `now`) and are to be kept."""

    def __init__(self, given: Iterable[Grading], now: datetime) -> None:
        """`given` in the order in which it was kept; those of two databases are brought in the order in which they were given."""
        self.fresh: list[Grading] = []
        self._now = now
        self._past: dict[_Key, list[Grading]] = {}
        for one in sorted(given, key=lambda one: one.at):
            past = self._past.setdefault(_key(one), [])
            if not past or past[-1].grade != one.grade:
                past.append(one)

    def incidents(self, graded: Sequence[Incident]) -> list[Incident]:
        """The incidents, each account with the grades that it had before."""
        return [replace(one, claims=tuple(self._claim(one, claim) for claim in one.claims)) for one in graded]

    def grades(self, kind: GradedKind, graded: Sequence[Grade]) -> list[Grade]:
        """The grades of sources or outlets, each with the letters that it was before."""
        return [replace(one, history=self._history(self._grading(kind, one.name, one.reliability))) for one in graded]

    def _claim(self, incident: Incident, claim: Claim) -> Claim:
        return replace(claim, accounts=tuple(self._account(incident, claim, account) for account in claim.accounts))

    def _account(self, incident: Incident, claim: Claim, account: Account) -> Account:
        given = self._grading(GradedKind.ACCOUNT, incident.id, account.grade, claim.attribute, account.value)
        for alias in incident.aliases:
            # An account that came with a merged incident brings its grades along.
            if _key(given) not in self._past:
                for one in self._past.get(_key(replace(given, subject=alias)), ()):
                    self._keep(replace(one, subject=incident.id))
        return replace(account, history=self._history(given))

    def _grading(self, kind: GradedKind, subject: str, grade: str, claim: str = "", value: str = "") -> Grading:
        return Grading(kind=kind, subject=subject, claim=claim, value=value, grade=grade, at=self._now)

    def _history(self, given: Grading) -> tuple[PastGrade, ...]:
        """The grades before this one, each until the next; this one is kept if it is new."""
        before = self._past.get(_key(given), [])
        if not before or before[-1].grade != given.grade:
            # A clock that was set back ends no grade before it began.
            self._keep(replace(given, at=max(self._now, before[-1].at)) if before else given)
        return tuple(PastGrade(grade=one.grade, until=later.at) for one, later in pairwise(self._past[_key(given)]))

    def _keep(self, one: Grading) -> None:
        self.fresh.append(one)
        self._past.setdefault(_key(one), []).append(one)


def _key(one: Grading) -> _Key:
    return one.kind.value, one.subject, one.claim, one.value
