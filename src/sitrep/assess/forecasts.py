"""The record of forecasts: how well judgements with a date proved true, for each analyst and desk.

A likelihood counts as the middle of its range in ICD 203 (Analytic Standards, 2015, D.6.e.(2)). The score is the mean squared difference of
probability and outcome: half of what Brier gave ("Verification of forecasts expressed in terms of probability", Monthly Weather Review 78,
1950), so that 0 is perfect, 1 is always wrong and 0.25 is what "roughly even chance" earns. Its parts are those of Murphy ("A new vector
partition of the probability score", Journal of Applied Meteorology 12, 1973): score = reliability - resolution + uncertainty, exactly, for
forecasts take no values but the seven terms.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sitrep.assess.compose import same_name
from sitrep.records import RANGES, Assessment, AssessmentStatus, KeyJudgement, Likelihood, Marking

NO_DESK = "no desk"
_Z = 1.959964  # the 97.5th percentile of the normal distribution: for intervals of 95 %


class ForecastState(StrEnum):
    """Where a forecast stands: its outcome is known, its day has not come, or it has passed and nobody has said what came of it."""

    RESOLVED = "resolved"
    OPEN = "open"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A key judgement that can prove true or not: who made it, its likelihood as a probability (0 to 1), when due, and what came of it;
    `marking` is that of its assessment.
    """

    assessment: str
    judgement: str
    text: str
    by: str
    desk: str
    likelihood: Likelihood
    probability: float
    due: str | None
    outcome: bool | None
    state: ForecastState
    marking: Marking = Marking.CLEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """What became of the forecasts of one term: how many, and the share that proved true with its interval of 95 % (Wilson, 1927)."""

    likelihood: Likelihood
    probability: float
    count: int
    observed: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastScore:
    """The record of one analyst or desk, or of all. The score and its parts are None where no forecast is resolved."""

    name: str
    resolved: int
    open: int
    overdue: int
    brier: float | None
    reliability: float | None
    resolution: float | None
    uncertainty: float | None
    bins: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ForecastRecord:
    """All forecasts in the order of their days, and the record of all, of each analyst and of each desk (by name)."""

    overall: ForecastScore
    analysts: tuple[ForecastScore, ...]
    desks: tuple[ForecastScore, ...]
    forecasts: tuple[Forecast, ...]


def probability(likelihood: Likelihood) -> float:
    """The middle of a term's range, 0 to 1: "likely" is 0.675."""
    low, high = RANGES[likelihood]
    return (low + high) / 200


def forecasts(assessments: Iterable[Assessment], now: datetime) -> tuple[Forecast, ...]:
    """The forecasts of published assessments: their key judgements with a likelihood, and with a day or an outcome.

    Those of withdrawn ones count as well: nobody betters a record by withdrawing. Of several states of one assessment the last counts;
    `foretold` gives one whose judgements are without hindsight.
    """
    latest: dict[str, Assessment] = {}
    for one in sorted(assessments, key=lambda one: (one.id, one.number, one.changed)):
        if one.published is not None or one.status in (AssessmentStatus.PUBLISHED, AssessmentStatus.WITHDRAWN):
            latest[one.id] = one
    found = [_forecast(one, judgement, now) for one in latest.values() for judgement in one.judgements]
    return tuple(sorted((one for one in found if one), key=lambda one: (one.due or "9999", one.assessment, one.judgement)))


def record(made: Sequence[Forecast]) -> ForecastRecord:
    """What forecasts come to, for all, for each analyst (spelled as first met) and for each desk."""
    analysts: dict[str, list[Forecast]] = {}
    for one in made:
        analysts.setdefault(same_name(one.by), []).append(one)
    return ForecastRecord(
        overall=score("all", made),
        analysts=tuple(score(theirs[0].by, theirs) for _, theirs in sorted(analysts.items())),
        desks=tuple(score(name, [one for one in made if one.desk == name]) for name in sorted({one.desk for one in made})),
        forecasts=tuple(made),
    )


def score(name: str, made: Sequence[Forecast]) -> ForecastScore:
    """The Brier score of the resolved forecasts among these, its parts, and how each term did."""
    resolved = [(one.likelihood, one.outcome) for one in made if one.outcome is not None]
    bins = tuple(_bin(term, [outcome for likelihood, outcome in resolved if likelihood is term]) for term in Likelihood)
    bins = tuple(one for one in bins if one.count)
    count = len(resolved)
    rate = sum(one.count * one.observed for one in bins) / count if count else 0.0
    states = [one.state for one in made]
    return ForecastScore(
        name=name,
        resolved=count,
        open=states.count(ForecastState.OPEN),
        overdue=states.count(ForecastState.OVERDUE),
        brier=sum((probability(term) - outcome) ** 2 for term, outcome in resolved) / count if count else None,
        reliability=sum(one.count * (one.probability - one.observed) ** 2 for one in bins) / count if count else None,
        resolution=sum(one.count * (one.observed - rate) ** 2 for one in bins) / count if count else None,
        uncertainty=rate * (1 - rate) if count else None,
        bins=bins,
    )


def _bin(term: Likelihood, outcomes: Sequence[bool]) -> Bin:
    count = len(outcomes)
    observed = sum(outcomes) / count if count else 0.0
    low, high = wilson(observed, count)
    return Bin(likelihood=term, probability=probability(term), count=count, observed=observed, low=low, high=high)


def wilson(share: float, count: int) -> tuple[float, float]:
    """The interval of 95 % of a share that was observed in `count` cases, after Wilson ("Probable inference", 1927); 0 to 1 for none."""
    if not count:
        return 0.0, 1.0
    spread = _Z * math.sqrt(share * (1 - share) / count + _Z * _Z / (4 * count * count))
    middle, scale = share + _Z * _Z / (2 * count), 1 + _Z * _Z / count
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


def _forecast(assessment: Assessment, judgement: KeyJudgement, now: datetime) -> Forecast | None:
    if judgement.likelihood is None or (judgement.due is None and judgement.outcome is None):
        return None
    if judgement.outcome is not None:
        state = ForecastState.RESOLVED
    else:
        state = ForecastState.OVERDUE if judgement.due and passed(judgement.due, now.date()) else ForecastState.OPEN
    return Forecast(
        assessment=assessment.id,
        judgement=judgement.id,
        text=judgement.text,
        by=assessment.by,
        desk=assessment.desk or NO_DESK,
        likelihood=judgement.likelihood,
        probability=probability(judgement.likelihood),
        due=judgement.due,
        outcome=judgement.outcome,
        state=state,
        marking=assessment.marking,
    )


def passed(due: str, today: date) -> bool:
    """Whether a day, a month or a year has passed whole."""
    return due[:10] < today.isoformat()[: len(due[:10])]
