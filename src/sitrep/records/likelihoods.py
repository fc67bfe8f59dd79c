"""The probabilities that words of likelihood stand for (ICD 203, Analytic Standards, 2015, D.6.e.(2))."""

from __future__ import annotations

from collections.abc import Mapping

from sitrep.records.kinds import Likelihood

# The lowest and the highest probability of a term, in percent.
RANGES: Mapping[Likelihood, tuple[int, int]] = {
    Likelihood.ALMOST_NO_CHANCE: (1, 5),
    Likelihood.VERY_UNLIKELY: (5, 20),
    Likelihood.UNLIKELY: (20, 45),
    Likelihood.ROUGHLY_EVEN_CHANCE: (45, 55),
    Likelihood.LIKELY: (55, 80),
    Likelihood.VERY_LIKELY: (80, 95),
    Likelihood.ALMOST_CERTAIN: (95, 99),
}


def range_words(likelihood: Likelihood) -> str:
    """The probability that a term stands for, for reading: "55–80 %"."""
    low, high = RANGES[likelihood]
    return f"{low}–{high} %"
