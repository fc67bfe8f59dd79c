"""Letters: how reliable sources and outlets are, from their record over all incidents (AJP-2.1, STANAG 2511).

An account counts as judged where an independent origin answers the same question, and as supported where one of them agrees. The score is
the share supported after Laplace's rule of succession, (supported + 1) / (judged + 2), so that a short record is drawn to one half.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sitrep.records import Claim, Grade, Incident
from sitrep.weigh.standing import UNSTATED, standings

# Fewer judged accounts than this show nothing: F, reliability cannot be judged.
LEAST_JUDGED = 3
# For an A the record must also be long.
LONG_RECORD = 10
THRESHOLDS = ((0.85, "A"), (0.7, "B"), (0.5, "C"), (0.3, "D"), (0.0, "E"))
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """One judged account: who gave it, and whether an independent origin agreed."""

    kind: str
    name: str
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
        for origin in sorted(standing.own):
            others = (standing.supporting | standing.against) - {origin}
            supported = bool(standing.supporting - {origin})
            if not others:
                continue
            if not labels.get(origin, UNSTATED).endswith(UNSTATED):
                yield Verdict("source", labels[origin], supported)
            reports = [incident.reports[report] for report in standing.account.reports]
            for outlet in sorted({report.outlet for report in reports if report.outlet and report.origin == origin}):
                yield Verdict("outlet", outlet, supported)


def reliability(incidents: Sequence[Incident]) -> tuple[dict[str, Grade], dict[str, Grade]]:
    """The grades of sources and of outlets, by name, those without a record included."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for incident in incidents:
        for origin in incident.origins:
            if not origin.label.endswith(UNSTATED):
                counts["source", origin.label]
        for report in incident.reports:
            if report.outlet:
                counts["outlet", report.outlet]
    for verdict in verdicts(incidents):
        counts[verdict.kind, verdict.name][0] += verdict.supported
        counts[verdict.kind, verdict.name][1] += 1
    grades: dict[str, dict[str, Grade]] = {"source": {}, "outlet": {}}
    for (kind, name), (supported, judged) in sorted(counts.items()):
        grades[kind][name] = grade(name, supported, judged)
    return grades["source"], grades["outlet"]


def grade(name: str, supported: int, judged: int) -> Grade:
    """The letter for a record of `judged` accounts of which independent origins supported `supported`."""
    if judged < LEAST_JUDGED:
        why = f"only {judged} accounts could be checked against independent origins, {LEAST_JUDGED} are needed: it cannot be judged"
        return Grade(name=name, reliability="F", score=None, judged_on=judged, why=(why,))
    score = (supported + 1) / (judged + 2)
    letter = next(letter for least, letter in THRESHOLDS if score >= least)
    reasons = [f"independent origins supported {supported} of {judged} accounts", f"smoothed share {score:.2f}: {LETTERS[letter]}"]
    if letter == "A" and judged < LONG_RECORD:
        letter = "B"
        reasons[1] = f"smoothed share {score:.2f}, on a record of fewer than {LONG_RECORD}: {LETTERS[letter]}"
    return Grade(name=name, reliability=letter, score=round(score, 4), judged_on=judged, why=tuple(reasons))
