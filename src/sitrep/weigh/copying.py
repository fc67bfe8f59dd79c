"""Which source copies which, told by the errors that they share (Dong, Berti-Equille and Srivastava, VLDB 2009, "Integrating conflicting
data: the role of source dependence"), with shared copying explained away: two copiers of a third are no copiers of each other.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.weigh.votes import Votes

# Chance, before anything is seen, that two sources depend on each other; share of its values that a copier copies.
PRIOR = 0.2
RATE = 0.8
# Pairs with fewer items in common show nothing; beyond this many sources pairs are not tried.
LEAST_COMMON = 5
MOST_SOURCES = 150
DEPENDENT = 0.5
# How often two false answers agree by themselves: errors have fashions. For a vote it is as if an item had so many false values.
FASHION = 0.2
FALSE = 1 / FASHION
_TINY = 1e-9

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Copying:
    """Probabilities of (copier, original) pairs: `direct`, that one copies the other himself, and `linked`, that they depend on each
    other in whatever way, be it by copying from the same third.
    """

    direct: dict[Pair, float]
    linked: dict[Pair, float]


def copying(votes: Votes, chance: Sequence[Sequence[float]], skill: Sequence[float]) -> Copying:
    """Who copies whom among the pairs that have enough in common, given each value's chance to be true and each source's accuracy."""
    pairs = {pair: common for pair, common in _common(votes).items() if len(common) >= LEAST_COMMON}
    both = {pair: _posterior(votes, chance, skill, pair, common) for pair, common in pairs.items()}
    neighbours: dict[int, set[int]] = {}
    for (one, two), (forward, backward) in both.items():
        if forward + backward >= DEPENDENT:
            neighbours.setdefault(one, set()).add(two)
            neighbours.setdefault(two, set()).add(one)
    direct: dict[Pair, float] = {}
    linked: dict[Pair, float] = {}
    for (one, two), (forward, backward) in both.items():
        linked[one, two] = linked[two, one] = forward + backward
        if forward + backward >= DEPENDENT:
            left = _explained(votes, chance, skill, (one, two), pairs[one, two], neighbours)
            forward, backward = forward * left, backward * left
        direct[one, two], direct[two, one] = forward, backward
    return Copying(direct, linked)


def _common(votes: Votes) -> dict[Pair, list[int]]:
    """The items that each two sources both speak of."""
    if len(votes.sources) > MOST_SOURCES:
        return {}
    found: dict[Pair, list[int]] = {}
    for item, values in enumerate(votes.voters):
        who = sorted(source for voters in values for source in voters)
        for at, one in enumerate(who):
            for two in who[at + 1 :]:
                found.setdefault((one, two), []).append(item)
    return dict(sorted(found.items()))


def _posterior(
    votes: Votes, chance: Sequence[Sequence[float]], skill: Sequence[float], pair: Pair, common: Sequence[int]
) -> tuple[float, float]:
    """Probability that the first copies the second, and that the second copies the first."""
    one, two = pair
    independent = math.log(1 - PRIOR)
    forward = backward = math.log(PRIOR / 2)
    both_right = skill[one] * skill[two]
    for item in common:
        value = votes.said[one][item]
        if value != votes.said[two][item]:
            differ = 1 - both_right - (1 - skill[one]) * (1 - skill[two]) * FASHION
            independent += math.log(max(_TINY, differ))
            forward += math.log(max(_TINY, (1 - RATE) * differ))
            backward += math.log(max(_TINY, (1 - RATE) * differ))
            continue
        true = chance[item][value]
        by_chance = true * both_right + (1 - true) * (1 - skill[one]) * (1 - skill[two]) * FASHION
        independent += math.log(max(_TINY, by_chance))
        forward += math.log(max(_TINY, RATE * _says(skill[two], true) + (1 - RATE) * by_chance))
        backward += math.log(max(_TINY, RATE * _says(skill[one], true) + (1 - RATE) * by_chance))
    top = max(independent, forward, backward)
    total = sum(math.exp(side - top) for side in (independent, forward, backward))
    return math.exp(forward - top) / total, math.exp(backward - top) / total


def _says(skill: float, true: float) -> float:
    """How probable it is that a source gives a value."""
    return true * skill + (1 - true) * (1 - skill)


def _explained(
    votes: Votes,
    chance: Sequence[Sequence[float]],
    skill: Sequence[float],
    pair: Pair,
    common: Sequence[int],
    neighbours: dict[int, set[int]],
) -> float:
    """What is left of a dependence when what a third source can explain is taken away: 1 all, towards 0 nothing."""
    one, two = pair
    least = 1.0
    for third in sorted(neighbours.get(one, set()) & neighbours.get(two, set())):
        held = votes.said[third]
        rest = [item for item in common if held.get(item) not in (votes.said[one][item], votes.said[two][item])]
        forward, backward = _posterior(votes, chance, skill, pair, rest)
        least = min(least, forward + backward)
    return least
