"""Admiralty grades for every account: the letter of its most reliable origin, and the digit for the information, judged apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitrep.records import Account, Claim, Grade, Incident, Reading
from sitrep.weigh.credibility import DIGITS, credibility
from sitrep.weigh.reliability import LETTERS, reliability
from sitrep.weigh.standing import UNSTATED, Standing, standings


def weigh(incidents: Sequence[Incident], readings: Mapping[str, Reading]) -> tuple[list[Incident], list[Grade], list[Grade]]:
    """The incidents with every account graded, in their order, and the grades of sources and of outlets, by name.

    `readings` are by document id and tell how surely an account is put; where one is missing nothing is taken off. F and 6 say that
    there is nothing to judge by; they are values of their own and enter no mean.
    """
    sources, outlets = reliability(incidents)
    graded = [
        replace(incident, claims=tuple(_claim(incident, claim, readings, sources, outlets) for claim in incident.claims))
        for incident in incidents
    ]
    return graded, [sources[name] for name in sorted(sources)], [outlets[name] for name in sorted(outlets)]


def _claim(
    incident: Incident, claim: Claim, readings: Mapping[str, Reading], sources: Mapping[str, Grade], outlets: Mapping[str, Grade]
) -> Claim:
    return replace(
        claim, accounts=tuple(_account(incident, standing, readings, sources, outlets) for standing in standings(incident, claim))
    )


def _account(
    incident: Incident, standing: Standing, readings: Mapping[str, Reading], sources: Mapping[str, Grade], outlets: Mapping[str, Grade]
) -> Account:
    letter, said_of = _letter(incident, standing, sources, outlets)
    digit, reasons = credibility(standing, incident, readings)
    why = (f"{letter}: {said_of}", *(f"{digit}: {reason}" for reason in reasons), f"{digit}: {DIGITS[digit]}")
    return replace(standing.account, grade=f"{letter}{digit}", why=why)


def _letter(incident: Incident, standing: Standing, sources: Mapping[str, Grade], outlets: Mapping[str, Grade]) -> tuple[str, str]:
    """The letter of the most reliable origin of an account, and why; F only where none could be judged."""
    found = []
    for origin in incident.origins:
        if origin.id not in standing.own:
            continue
        if origin.label.endswith(UNSTATED):
            own = {incident.reports[report].outlet or "" for report in origin.reports if incident.reports[report].origin == origin.id}
            found += [outlets[outlet] for outlet in sorted(own) if outlet in outlets]
        elif origin.label in sources:
            found.append(sources[origin.label])
    best = min(found, key=lambda grade: (grade.reliability, grade.name), default=None)
    if best is None:
        return "F", f"{LETTERS['F']}: its origin is not known"
    return best.reliability, f"{best.name}: {best.why[-1]}"
