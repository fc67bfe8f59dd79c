"""Letters: how reliable sources and outlets are, from their record over all incidents (AJP-2.1, STANAG 2511).

An account counts as judged where independent origins decide the question: as supported where more of them stand on its side than on any
other, as failed where more of them agree on another. Where no side has more, nothing is known of anybody. Origins in their own voice may
all rest on one word, so that on each side they count as one. The score is the share supported after Laplace's rule of succession,
(supported + 1) / (judged + 2), so that a short record is drawn to one half.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sitrep.records import Claim, Grade, Incident
from sitrep.weigh.standing import UNSTATED, Standing, standings

# Fewer judged accounts than this show nothing: F, reliability cannot be judged.
LEAST_JUDGED = 3
# Nor do accounts of fewer incidents: a history is more than one day.
LEAST_INCIDENTS = 2
# For an A, and for an E, the record must also be long.
LONG_RECORD = 10
THRESHOLDS = ((0.85, "A"), (0.7, "B"), (0.5, "C"), (0.3, "D"), (0.0, "E"))
# The extremes, and what stands in for them on a shorter record.
_SHORT_OF = {"A": "B", "E": "D"}
# So much must stand on a side for it to decide a question.
DECIDING = 2
LETTERS = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
# Attributes that make a record: where and when are read from the text and agree too easily.
_JUDGED = frozenset(("killed", "injured", "detained", "abducted", "displaced", "destroyed", "perpetrator", "occurred"))


Kind = Literal["source", "outlet"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged account: who gave it, of which incident, and whether independent origins decided for it."""

    kind: Kind
    name: str
    incident: str
    supported: bool


def verdicts(incidents: Sequence[Incident]) -> Iterator[Verdict]:
    """Every judged account of every source and outlet; an outlet is judged once a claim and account."""
    for incident in incidents:
        labels = {origin.id: origin.label for origin in incident.origins}
        for claim in incident.claims:
            if claim.attribute in _JUDGED:
                yield from _of_claim(incident, claim, labels)


def _of_claim(incident: Incident, claim: Claim, labels: dict[str, str]) -> Iterator[Verdict]:
    for standing in standings(incident, claim):
        supported = decided(standing)
        if supported is None:
            continue
        reports = [incident.reports[report] for report in standing.account.reports]
        for origin in sorted(standing.own):
            if not labels.get(origin, UNSTATED).endswith(UNSTATED):
                yield Verdict("source", labels[origin], incident.id, supported)
            for outlet in sorted({report.outlet for report in reports if report.outlet and report.origin == origin}):
                yield Verdict("outlet", outlet, incident.id, supported)


def decided(standing: Standing) -> bool | None:
    """Whether independent origins decided for an account (True) or for another (False); None where neither side has more.

    An account that its own origin took back has failed only where others decide against it: to correct oneself is no fault.
    """
    mine = _weight(standing.supporting, standing.known)
    theirs = max((_weight(rival, standing.known) for rival in standing.rivals), default=0)
    if mine == theirs or max(mine, theirs) < DECIDING:
        return None
    return mine > theirs


def _weight(origins: frozenset[str], known: frozenset[str]) -> int:
    return len(origins & known) + bool(origins - known)


def named(incident: Incident) -> list[tuple[Kind, str]]:
    """The sources and outlets that an incident names, each once."""
    sources: list[tuple[Kind, str]] = [("source", origin.label) for origin in incident.origins if not origin.label.endswith(UNSTATED)]
    outlets: list[tuple[Kind, str]] = [("outlet", report.outlet) for report in incident.reports if report.outlet]
    return list(dict.fromkeys((*sources, *outlets)))


def tallies(incident: Incident) -> dict[tuple[Kind, str], tuple[int, int]]:
    """What an incident adds to the record of each source and outlet that it names, by kind and name: how many of its accounts independent
    origins decided for, and how many they decided at all; (0, 0) for those of whom nothing was decided.
    """
    found = dict.fromkeys(named(incident), (0, 0))
    for verdict in verdicts((incident,)):
        supported, judged = found.get((verdict.kind, verdict.name), (0, 0))
        found[verdict.kind, verdict.name] = (supported + verdict.supported, judged + 1)
    return found


def reliability(incidents: Sequence[Incident]) -> tuple[dict[str, Grade], dict[str, Grade]]:
    """The grades of sources and of outlets, by name, those without a record included."""
    records: dict[tuple[Kind, str], tuple[int, int, int]] = {}
    for incident in incidents:
        for one, (supported, judged) in tallies(incident).items():
            before = records.get(one, (0, 0, 0))
            records[one] = (before[0] + supported, before[1] + judged, before[2] + (judged > 0))
    grades: dict[Kind, dict[str, Grade]] = {"source": {}, "outlet": {}}
    for (kind, name), record in sorted(records.items()):
        grades[kind][name] = grade(name, *record)
    return grades["source"], grades["outlet"]


def grade(name: str, supported: int, judged: int, incidents: int) -> Grade:
    """The letter for a record of `judged` accounts in `incidents` incidents, in which independent origins decided for `supported`."""
    if judged < LEAST_JUDGED or incidents < LEAST_INCIDENTS:
        return Grade(name=name, reliability="F", score=None, judged_on=judged, why=(_no_record(judged),))
    score = (supported + 1) / (judged + 2)
    letter = next(letter for least, letter in THRESHOLDS if score >= least)
    short = letter in _SHORT_OF and judged < LONG_RECORD
    letter = _SHORT_OF[letter] if short else letter
    on = f", on a record of fewer than {LONG_RECORD}" if short else ""
    reasons = (
        f"independent origins decided for {supported} of {judged} accounts",
        f"smoothed share {score:.2f}{on}: {LETTERS[letter]}",
    )
    return Grade(name=name, reliability=letter, score=round(score, 4), judged_on=judged, why=reasons)


def _no_record(judged: int) -> str:
    if judged < LEAST_JUDGED:
        return f"no record yet: independent origins have decided {judged} of the {LEAST_JUDGED} accounts that a letter needs"
    return (
        f"no record yet: the {judged} accounts that independent origins have decided are of one incident, a letter needs {LEAST_INCIDENTS}"
    )
