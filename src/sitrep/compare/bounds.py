"""Analysts' judgements as bounds on grouping: what is of one happening however unlike, and what never is however alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import product

from sitrep.records import Judgement, JudgementKind


class Sets:
    """Disjoint sets of names, some of which must stay apart: a name is alone until it is joined."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}
        self._foes: dict[str, set[str]] = defaultdict(set)

    def root(self, name: str) -> str:
        """The name that stands for the set of a name."""
        parent = self._parent
        while (above := parent.get(name, name)) != name:
            parent[name] = parent.get(above, above)
            name = above
        return name

    def apart(self, first: str, second: str) -> bool:
        """Whether the sets of two names must stay apart."""
        return self.root(second) in self._foes.get(self.root(first), ())

    def join(self, first: str, second: str) -> bool:
        """Make the sets of two names one, unless they must stay apart; whether they are one now."""
        one, two = sorted((self.root(first), self.root(second)))
        if one == two:
            return True
        if self.apart(one, two):
            return False
        self._parent[two] = one
        for foe in self._foes.pop(two, ()):
            self._foes[foe].discard(two)
            self._foes[foe].add(one)
            self._foes[one].add(foe)
        return True

    def part(self, first: str, second: str) -> None:
        """From now on the sets of two names stay apart, unless they are one already."""
        one, two = self.root(first), self.root(second)
        if one != two:
            self._foes[one].add(two)
            self._foes[two].add(one)


def bounds(judgements: Sequence[Judgement], mains: Mapping[str, str]) -> Sets:
    """The sets of main tellings that judgements, the oldest first, hold together or keep apart; `mains` has each document's.

    The newest is heard first. An older one holds only as far as no newer one contradicts it, and what it says of documents that are not
    there has no effect.
    """
    sets = Sets()
    for judgement in reversed(judgements):
        sides = [[mains[document] for document in side if document in mains] for side in judgement.sides]
        if judgement.kind is JudgementKind.MERGE:
            _hold(sets, [name for side in sides for name in side])
            continue
        for side in sides:
            _hold(sets, side)
        besides = [mains[document] for document in judgement.besides if document in mains]
        for staying, *leaving in (sides,) if sides else ():
            others = [name for side in (*leaving, besides) for name in side]
            for first, second in product({sets.root(name) for name in staying}, {sets.root(name) for name in others}):
                sets.part(first, second)
    return sets


def _hold(sets: Sets, names: Sequence[str]) -> None:
    """Join names as far as they may be: each to the first of those before it that it need not stay apart from."""
    heads: list[str] = []
    for name in names:
        if not any(sets.join(head, name) for head in heads):
            heads.append(name)
