"""How alike two groupings of the same things are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def b_cubed(first: Mapping[str, str], second: Mapping[str, str]) -> float:
    """B-cubed F1 (Bagga and Baldwin 1998) of two groupings, each from a thing to the name of its group.

    Symmetric, 1 where they are the same. Only things that both have count; 1 where there are none.
    """
    both = first.keys() & second.keys()
    if not both:
        return 1.0
    ones, twos = Counter(first[thing] for thing in both), Counter(second[thing] for thing in both)
    shared = Counter((first[thing], second[thing]) for thing in both)
    precision = sum(count * count / twos[two] for (_, two), count in sorted(shared.items())) / len(both)
    recall = sum(count * count / ones[one] for (one, _), count in sorted(shared.items())) / len(both)
    return 2 * precision * recall / (precision + recall)
