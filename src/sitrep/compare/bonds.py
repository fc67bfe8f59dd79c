"""Bonds between voices: why two are held to be one witness, and the sets that the bonds make."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sitrep.records import EdgeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """One reason to join two voices (numbers): `first` rests on `second`, or is one witness with it.

    `reason` is what the origin says of all such bonds, `why` what this one says, `shared` the words that both texts have where it rests on
    those.
    """

    first: int
    second: int
    kind: EdgeKind
    reason: str
    why: str
    shared: str = ""


class Joined:
    """Disjoint sets of voices that remember why they were joined: of the bonds that say nothing new, only the reason is kept."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))
        self._reasons: dict[int, set[str]] = {}
        self._kept: list[Bond] = []

    def root(self, at: int) -> int:
        """The first voice of the set."""
        while self._parent[at] != at:
            self._parent[at] = self._parent[self._parent[at]]
            at = self._parent[at]
        return at

    def join(self, bond: Bond) -> None:
        """Put two sets together. A bond inside one set is kept only if no other there gives its reason."""
        one, two = sorted((self.root(bond.first), self.root(bond.second)))
        known = self._reasons.setdefault(one, set())
        if one != two or bond.reason not in known:
            self._kept.append(bond)
        known.add(bond.reason)
        if one != two:
            self._parent[two] = one
            known |= self._reasons.pop(two, set())

    def reasons(self, root: int) -> set[str]:
        """Why the voices of a set are together."""
        return self._reasons.get(root, set())

    def bonds(self) -> Iterator[tuple[int, Bond]]:
        """What holds the sets together, each with the first voice of its set: at most one bond for each voice and reason."""
        return ((self.root(bond.first), bond) for bond in self._kept)
