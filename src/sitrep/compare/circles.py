"""Circular reporting: outlets that rest on each other's word until nobody is left who would have it from anywhere else."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sitrep.compare.names import same_witness
from sitrep.compare.witnesses import Voice
from sitrep.records import Document

# A circle of more outlets than these is told by the first of them.
_TOLD = 4


@dataclass(frozen=True, slots=True)
class Circle:
    """Outlets that cite each other, in the order in which they first did, and the voices (numbers) that do the citing."""

    outlets: tuple[str, ...]
    voices: tuple[int, ...]

    def words(self, *, alone: bool) -> str:
        """What is said of it; `alone` where nobody outside is named as a source."""
        told = list(self.outlets[:_TOLD])
        if len(self.outlets) > _TOLD:
            told.append(f"{len(self.outlets) - _TOLD} more")
        return f"{', '.join(told[:-1])} and {told[-1]} cite each other{': nobody else is named' if alone else ''}"


def circles(voices: Sequence[Voice], documents: Sequence[Document]) -> list[Circle]:
    """The circles of citation in an incident. An outlet that cites itself makes none; each named source meets each outlet once."""
    cites: dict[str, set[str]] = defaultdict(set)
    at: dict[tuple[str, str], list[int]] = defaultdict(list)
    outlets = dict.fromkeys(document.outlet for document in documents if document.outlet)
    names = dict.fromkeys(name for voice in voices for name in _sources(voice))
    cited = {name: [outlet for outlet in outlets if same_witness(name, outlet)] for name in names}
    for number, voice in enumerate(voices):
        own = documents[voice.member].outlet
        for name in _sources(voice):
            for outlet in cited[name] if own and own not in cited[name] else ():
                cites[own or ""].add(outlet)
                at[own or "", outlet].append(number)
    found = []
    for group in _strong(tuple(outlets), cites):
        inside = set(group)
        numbers = {number for one in group for other in cites[one] & inside for number in at[one, other]}
        found.append(Circle(outlets=group, voices=tuple(sorted(numbers))))
    return found


def names_only(circle: Circle, held: Sequence[Voice]) -> bool:
    """Whether no voice of an origin names anybody but outlets of the circle."""
    return all(any(same_witness(voice.name, outlet) for outlet in circle.outlets) for voice in held if not voice.own)


def _sources(voice: Voice) -> tuple[str, ...]:
    return (voice.name,) if voice.main and not voice.own else ()


def _strong(nodes: Sequence[str], edges: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """The strongly connected components of two nodes and more, in the order of the nodes (Kosaraju and Sharir, without recursion)."""
    place = {node: number for number, node in enumerate(nodes)}
    order: list[str] = []
    _walked(nodes, {node: sorted(edges.get(node, ()), key=place.__getitem__) for node in nodes}, order)
    back: dict[str, list[str]] = {node: [] for node in nodes}
    for node in nodes:
        for other in edges.get(node, ()):
            back[other].append(node)
    groups = _walked(order[::-1], back, [])
    return sorted((tuple(sorted(group, key=place.__getitem__)) for group in groups if len(group) > 1), key=lambda group: place[group[0]])


def _walked(starts: Sequence[str], edges: Mapping[str, Sequence[str]], order: list[str]) -> list[list[str]]:
    """What is reached from each start that was not reached before; `order` takes the nodes as they are left."""
    seen: set[str] = set()
    groups: list[list[str]] = []
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        group, trail = [start], [(start, iter(edges[start]))]
        while trail:
            node, further = trail[-1]
            following = next((other for other in further if other not in seen), None)
            if following is None:
                order.append(node)
                trail.pop()
            else:
                seen.add(following)
                group.append(following)
                trail.append((following, iter(edges[following])))
        groups.append(group)
    return groups
