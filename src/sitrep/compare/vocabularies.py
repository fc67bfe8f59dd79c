"""Whether two groups of tellings have each a vocabulary of its own: the names, sums and dates of another happening.

Two matches of one champion, two patches of one program, two earthquakes on one coast are told in the same words, and pair by pair their
reports are as alike as reports of one happening are. What tells them apart shows only in groups: the words that most reports of the one
share and hardly any of the other has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from sitrep.compare.words import weight

# Fewer texts than these have words of their own by chance.
LEAST_TEXTS = 3
# More texts than these show nothing new.
MOST_TEXTS = 60
# A group's own words stand in at least OWN of its texts and at most OTHERS of the other group's; words in COMMON of both are common.
OWN, OTHERS, COMMON = 0.5, 0.15, 0.4
# Own words must weigh this much, and this much of what the common ones weigh.
LEAST_WEIGHT = 30.0
LEAST_SHARE = 0.4


def own_vocabularies(first: Sequence[frozenset[str]], second: Sequence[frozenset[str]]) -> bool:
    """Whether each of two groups of texts, given as sets of salient words, has words enough of its own."""
    if min(len(first), len(second)) < LEAST_TEXTS:
        return False
    one, two = _shares(first[:MOST_TEXTS]), _shares(second[:MOST_TEXTS])
    common = sum(weight(word) * min(share, two[word]) for word, share in sorted(one.items()) if min(share, two.get(word, 0.0)) >= COMMON)
    own = min(_own(one, two), _own(two, one))
    return own >= LEAST_WEIGHT and own >= LEAST_SHARE * common


def _shares(texts: Sequence[frozenset[str]]) -> dict[str, float]:
    """The part of the texts that has each word."""
    counts = Counter(word for words in texts for word in words)
    return {word: count / len(texts) for word, count in counts.items()}


def _own(one: dict[str, float], two: dict[str, float]) -> float:
    """The weight of the words that many texts of one group have and hardly any of the other."""
    return sum(
        weight(word) * (share - two.get(word, 0.0)) for word, share in sorted(one.items()) if share >= OWN and two.get(word, 0.0) <= OTHERS
    )
