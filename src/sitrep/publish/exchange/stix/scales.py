"""The scales of STIX 2.1 (Appendix A) and its opinions, for our words."""

from __future__ import annotations

from sitrep.records import Confidence, Likelihood, ResponseStance, Stance

# "Admiralty Credibility": 6, "truth cannot be judged", is a confidence that is not given.
CREDIBILITY = {"1": 90, "2": 70, "3": 50, "4": 30, "5": 10}

# "DNI Scale", whose seven terms are those of ICD 203.
LIKELIHOOD = {
    Likelihood.ALMOST_NO_CHANCE: 5,
    Likelihood.VERY_UNLIKELY: 15,
    Likelihood.UNLIKELY: 30,
    Likelihood.ROUGHLY_EVEN_CHANCE: 50,
    Likelihood.LIKELY: 70,
    Likelihood.VERY_LIKELY: 85,
    Likelihood.ALMOST_CERTAIN: 95,
}

# "None / Low / Med / High": for a judgement that says how sure its grounds are and not how likely it is.
CONFIDENCE = {Confidence.LOW: 15, Confidence.MODERATE: 50, Confidence.HIGH: 85}

# opinion-enum. A condition is neither consent nor refusal; whoever wants another thing instead is against this one.
STANCES = {
    Stance.PROPOSES: "strongly-agree",
    Stance.SUPPORTS: "agree",
    Stance.SUPPORTS_IF: "neutral",
    Stance.ALTERNATIVE: "disagree",
    Stance.OPPOSES: "strongly-disagree",
}
RESPONSES = {ResponseStance.AGREE: "agree", ResponseStance.AMEND: "neutral", ResponseStance.DISAGREE: "disagree"}
