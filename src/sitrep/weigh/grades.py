"""Admiralty grades for every account: the letter of its most reliable origin, and the digit for the information, judged apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitrep.records import Account, Claim, Grade, Incident, Reading
from sitrep.weigh.credibility import DIGITS, credibility
from sitrep.weigh.letters import Identity, SetLetter, with_letters
from sitrep.weigh.prospects import prospects
from sitrep.weigh.reliability import LETTERS, reliability
from sitrep.weigh.standing import UNSTATED, Standing, is_negative, origins_of, standings

# Digits that would seem to contradict an F.
_GOOD = (1, 2)
_APART = "letter and digit are judged apart: what the information shows needs no record of who gives it"


@dataclass(frozen=True, slots=True)
class _Known:
    """What accounts are graded with."""

    readings: Mapping[str, Reading]
    sources: Mapping[str, Grade]
    outlets: Mapping[str, Grade]


def weigh(
    incidents: Sequence[Incident], readings: Mapping[str, Reading], letters: Iterable[SetLetter] = (), identity: Identity | None = None
) -> tuple[list[Incident], list[Grade], list[Grade]]:
    """The incidents with every account graded, in their order, and the grades of sources and of outlets, by name.

    `readings` are by document id and tell how surely an account is put; where one is missing nothing is taken off. `letters` are those that
    the desk sets, and win; `identity` tells which names of sources stand for the same. F and 6 say that there is nothing to judge by; they
    are values of their own and enter no mean.
    """
    sources, outlets = reliability(incidents)
    desk = list(letters)
    sources, outlets = with_letters(sources, desk, identity), with_letters(outlets, desk)
    graded = [regraded(incident, readings, sources, outlets) for incident in incidents]
    return graded, [sources[name] for name in sorted(sources)], [outlets[name] for name in sorted(outlets)]


def regraded(incident: Incident, readings: Mapping[str, Reading], sources: Mapping[str, Grade], outlets: Mapping[str, Grade]) -> Incident:
    """An incident with every account graded, given the grades of the sources and outlets that it names, by name, and its readings."""
    known = _Known(readings, sources, outlets)
    return replace(incident, claims=tuple(_claim(incident, claim, known) for claim in incident.claims))


def relettered(incident: Incident, sources: Mapping[str, Grade], outlets: Mapping[str, Grade]) -> Incident:
    """An incident that was graded before, with letters as the grades of the sources and outlets that it names, by name, are now.

    The digits stay: they do not rest on grades. Gives the incident itself where no letter, and no reason for one, is another.
    """
    known = _Known({}, sources, outlets)
    claims = tuple(_relettered(incident, claim, known) for claim in incident.claims)
    return incident if claims == incident.claims else replace(incident, claims=claims)


def _relettered(incident: Incident, claim: Claim, known: _Known) -> Claim:
    given = zip(claim.accounts, origins_of(incident, claim), strict=True)
    return replace(claim, accounts=tuple(_with_letter(account, *_letter(incident, own, known)) for account, own in given))


def _with_letter(account: Account, letter: str, said_of: str) -> Account:
    digit = account.grade[1:]
    reasons = tuple(reason for reason in account.why[1:] if reason != _APART)
    return replace(account, grade=f"{letter}{digit}", why=_why(letter, said_of, int(digit), reasons))


def _why(letter: str, said_of: str, digit: int, reasons: Sequence[str]) -> tuple[str, ...]:
    """Why an account has its letter, and with `reasons` its digit."""
    return (f"{letter}: {said_of}", *reasons, *((_APART,) if letter == "F" and digit in _GOOD else ()))


def _claim(incident: Incident, claim: Claim, known: _Known) -> Claim:
    found = standings(incident, claim, known.readings)
    given = _what_each_gives(incident, found)
    return replace(claim, accounts=tuple(_account(incident, standing, given, known) for standing in found))


def _account(incident: Incident, standing: Standing, given: Mapping[str, str], known: _Known) -> Account:
    letter, said_of = _letter(incident, standing.own, known)
    digit, reasons = credibility(standing)
    why = _why(letter, said_of, digit, (*(f"{digit}: {reason}" for reason in reasons), f"{digit}: {DIGITS[digit]}"))
    return replace(standing.account, grade=f"{letter}{digit}", why=why, would_change=prospects(standing, given))


def _what_each_gives(incident: Incident, found: Sequence[Standing]) -> dict[str, str]:
    """What to call what each origin gives, where it gives one account: "the denial of police", "the account of the mayor"."""
    labels = {origin.id: origin.label for origin in incident.origins}
    calls: dict[str, str] = {}
    for standing in found:
        for origin in standing.own & labels.keys():
            named = labels[origin].removesuffix(f", {UNSTATED}")
            calls.setdefault(origin, f"the {'denial' if is_negative(standing.account) else 'account'} of {named}")
    return calls


def _letter(incident: Incident, own: frozenset[str], known: _Known) -> tuple[str, str]:
    """The letter of the most reliable of an account's own origins, and why; F only where none could be judged."""
    found = []
    for origin in incident.origins:
        if origin.id not in own:
            continue
        if origin.label.endswith(UNSTATED):
            told = {incident.reports[report].outlet or "" for report in origin.reports if incident.reports[report].origin == origin.id}
            found += [known.outlets[outlet] for outlet in sorted(told) if outlet in known.outlets]
        elif origin.label in known.sources:
            found.append(known.sources[origin.label])
    best = min(found, key=lambda grade: (grade.reliability, grade.name), default=None)
    if best is None:
        return "F", f"{LETTERS['F']}: its origin is not known"
    return best.reliability, f"{best.name}: {best.why[0] if best.set_by or best.score is None else best.why[-1]}"
