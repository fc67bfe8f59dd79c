"""Truth discovery: which value of each item to believe, and how far to trust each source.

ACCU and ACCUCOPY of Dong, Berti-Equille and Srivastava (VLDB 2009): a source's accuracy is the mean probability of what it says; a value's
probability follows from the accuracies of those who say it, and a copier's vote counts only as far as it is its own. All sums are of
logarithms and the rounds are bounded.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any

from sitrep.weigh.copying import FALSE, RATE, Pair, copying
from sitrep.weigh.votes import Claimed, Votes, most, votes

ROUNDS = 12
SKILL = 0.8
# Accuracies are kept off 0 and 1, and drawn to SKILL as if each source had given PULL more values.
LEAST_SKILL, MOST_SKILL = 0.05, 0.98
PULL = 2.0
SETTLED = 1e-4
SHOWN = 0.01


def truth(claims: Iterable[Claimed]) -> dict[str, Any]:
    """What to believe of claims (source, item, value): `items`, each once, with `value`, `credibility` and `alternatives`; `sources` with
    `reliability` (0 to 1) and `copies`. Without claims both are empty; the order of claims changes nothing.
    """
    given = votes(claims)
    chance, skill, copies = discover(given)
    return {"items": [_item(given, at, chance[at]) for at in range(len(given.items))], "sources": _sources(given, skill, copies)}


def discover(given: Votes) -> tuple[list[list[float]], list[float], dict[Pair, float]]:
    """The probability of each item's values, the accuracy of each source, and the probability of copying."""
    skill = [SKILL] * len(given.sources)
    chance = [[1 / (1 + len(voters))] * len(voters) for voters in given.voters]
    copies = copying(given, chance, skill)
    for turn in range(ROUNDS):
        chance = [_chances(voters, skill, copies.linked) for voters in given.voters]
        before = skill
        skill = [_accuracy(said, chance) for said in given.said]
        copies = copying(given, chance, skill)
        if turn > 2 and all(abs(one - two) < SETTLED for one, two in zip(before, skill, strict=True)):
            break
    return chance, skill, copies.direct


def _chances(voters: Sequence[Sequence[int]], skill: Sequence[float], linked: dict[Pair, float]) -> list[float]:
    """The probability of each value of an item."""
    strengths = [_strength(who, skill, linked) for who in voters]
    top = max(0.0, *strengths)
    rest = max(0, FALSE + 1 - len(voters)) * math.exp(-top)
    total = rest + sum(math.exp(strength - top) for strength in strengths)
    return [math.exp(strength - top) / total for strength in strengths]


def _strength(who: Sequence[int], skill: Sequence[float], linked: dict[Pair, float]) -> float:
    """The votes for a value: log odds of each voter, as far as he did not copy from one counted before."""
    strength = 0.0
    counted: list[int] = []
    for source in sorted(who, key=lambda source: (-skill[source], source)):
        free = 1.0
        for other in counted:
            free *= 1 - RATE * linked.get((source, other), 0.0)
        strength += free * math.log(FALSE * skill[source] / (1 - skill[source]))
        counted.append(source)
    return strength


def _accuracy(said: dict[int, int], chance: Sequence[Sequence[float]]) -> float:
    """Mean probability of what a source says, smoothed and bounded."""
    right = sum(chance[item][value] for item, value in said.items())
    return min(MOST_SKILL, max(LEAST_SKILL, (right + PULL * SKILL) / (len(said) + PULL)))


def _item(given: Votes, at: int, chance: Sequence[float]) -> dict[str, Any]:
    best = most(chance)
    others = sorted((number for number in range(len(chance)) if number != best), key=lambda number: (-chance[number], number))
    return {
        "item": given.items[at],
        "value": given.values[at][best],
        "credibility": round(chance[best], 6),
        "alternatives": [{"value": given.values[at][number], "credibility": round(chance[number], 6)} for number in others],
    }


def _sources(given: Votes, skill: Sequence[float], copies: dict[Pair, float]) -> list[dict[str, Any]]:
    found: list[list[dict[str, Any]]] = [[] for _ in given.sources]
    for (copier, original), probability in sorted(copies.items()):
        if probability >= SHOWN:
            found[copier].append({"from": given.sources[original], "probability": round(probability, 6)})
    return [
        {
            "source": source,
            "reliability": round(skill[at], 6),
            "copies": sorted(found[at], key=lambda copy: (-copy["probability"], copy["from"])),
        }
        for at, source in enumerate(given.sources)
    ]
