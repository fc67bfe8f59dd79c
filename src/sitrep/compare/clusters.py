"""Tellings of one happening together: near-copies first, then average-link agglomeration (UPGMA, Sokal and Michener 1958), so that no chain
of half-likenesses joins what does not belong together.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Sequence

from sitrep.compare.likeness import JOIN, STALE_DAYS, days_apart
from sitrep.compare.places import Relation, distance, relation
from sitrep.records import Likeness, Telling

# Places nearer than this may be one place told twice, by district and by town.
CLEARLY_KM = 70.0
# What is told in passing needs to be more alike to count as a report of the same happening.
ATTACH = 0.85


def clusters(tellings: Sequence[Telling], likenesses: Sequence[Likeness]) -> list[tuple[Telling, ...]]:
    """The groups of tellings that are of one happening, each in the order of publication; groups in the order of their first.

    The order in which tellings and edges are given changes nothing. Every main telling is in exactly one group. A telling of what a
    document tells besides joins the group that it is most like; with no such group it counts only if it has a toll with a place or a date.
    """
    known = {telling.id: telling for telling in tellings}
    edges = sorted(
        (edge for edge in likenesses if edge.first in known and edge.second in known),
        key=lambda edge: (-edge.score, edge.first, edge.second),
    )
    mains = sorted(identity for identity, telling in known.items() if telling.main)
    groups = _agglomerate(_copied(mains, edges), edges, known)
    _attach(groups, edges, known)
    ordered = (tuple(sorted((known[member] for member in group), key=_published)) for group in groups)
    return sorted(ordered, key=lambda group: _published(group[0]))


def founder(members: Sequence[Telling]) -> str:
    """The telling that an incident is minted from: the earliest published main one, of equals that with the smallest id."""
    return min(members, key=lambda telling: (not telling.main, *_published(telling))).id


def _published(telling: Telling) -> tuple[str, str]:
    return telling.published or telling.start or "9999", telling.id


def _copied(mains: Sequence[str], edges: Sequence[Likeness]) -> list[list[str]]:
    """Main tellings, copies of one text in one group."""
    parent = {identity: identity for identity in mains}

    def root(identity: str) -> str:
        while parent[identity] != identity:
            parent[identity] = parent[parent[identity]]
            identity = parent[identity]
        return identity

    for edge in edges:
        if edge.copy and edge.first in parent and edge.second in parent:
            one, two = sorted((root(edge.first), root(edge.second)))
            parent[two] = one
    found: dict[str, list[str]] = defaultdict(list)
    for identity in mains:
        found[root(identity)].append(identity)
    return [found[identity] for identity in sorted(found)]


def _agglomerate(groups: list[list[str]], edges: Sequence[Likeness], known: dict[str, Telling]) -> list[list[str]]:
    """Join the two most alike groups again and again while they are alike enough on average; copies count as one telling."""
    number = {member: at for at, group in enumerate(groups) for member in group}
    alive = dict(enumerate(groups))
    sizes = dict.fromkeys(alive, 1)
    links = _links(number, edges)
    queue = [(-score, one, two) for one, others in links.items() for two, score in others.items() if one < two and score >= JOIN]
    heapq.heapify(queue)
    following = len(groups)
    while queue:
        _, one, two = heapq.heappop(queue)
        if one not in alive or two not in alive or _clash(alive[one], alive[two], known):
            continue
        members = sorted(alive.pop(one) + alive.pop(two))
        links[following] = _averaged(links, (one, sizes[one]), (two, sizes[two]), alive)
        for other, score in links[following].items():
            links[other][following] = score
            if score >= JOIN:
                heapq.heappush(queue, (-score, other, following))
        alive[following], sizes[following] = members, sizes[one] + sizes[two]
        following += 1
    return [alive[at] for at in sorted(alive, key=lambda at: alive[at][0])]


def _links(number: dict[str, int], edges: Sequence[Likeness]) -> dict[int, dict[int, float]]:
    """How alike each two groups of copies are: midway between the best and the average score of those of their pairs that are alike at
    all, so that what the reading of one copy got wrong weighs less, and what it alone got right still counts.
    """
    scores: dict[int, dict[int, list[float]]] = {at: defaultdict(list) for at in set(number.values())}
    for edge in edges:
        one, two = number.get(edge.first), number.get(edge.second)
        if one is not None and two is not None and one != two:
            scores[one][two].append(edge.score)
            scores[two][one].append(edge.score)
    return {one: {two: (sum(given) / len(given) + max(given)) / 2 for two, given in others.items()} for one, others in scores.items()}


def _averaged(
    links: dict[int, dict[int, float]], first: tuple[int, int], second: tuple[int, int], alive: dict[int, list[str]]
) -> dict[int, float]:
    """Average links of two groups, by their sizes, to every other group."""
    (one, many), (two, more) = first, second
    others = sorted((links[one].keys() | links[two].keys()) & alive.keys())
    return {at: (many * links[one].get(at, 0.0) + more * links[two].get(at, 0.0)) / (many + more) for at in others}


def _clash(first: Sequence[str], second: Sequence[str], known: dict[str, Telling]) -> bool:
    """Whether at least half of the pairs over two groups are clearly of different happenings, and no pair is clearly of the same."""
    pairs = [(known[one], known[two]) for one in first[:20] for two in second[:20]]
    apart = [clearly_other(one, two) for one, two in pairs]
    return 2 * sum(apart) >= len(apart) and not any(_fits(one, two) for (one, two), other in zip(pairs, apart, strict=True) if not other)


def _fits(first: Telling, second: Telling) -> bool:
    """Whether two tellings are of one place, or of one day where a place is unknown."""
    how = relation(first.place, second.place)
    if how is Relation.UNKNOWN:
        return first.dated and second.dated and days_apart(first, second) == 0
    return how in (Relation.SAME, Relation.NEAR)


def clearly_other(first: Telling, second: Telling) -> bool:
    """Whether two tellings are clearly of two happenings: each has a date of its own, and they are far apart in time or place."""
    if not (first.dated and second.dated):
        return False
    days = days_apart(first, second)
    if days is not None and days > STALE_DAYS:
        return True
    if first.type is None or second.type is None or relation(first.place, second.place) is not Relation.FAR:
        return False
    apart = distance(first.place, second.place) if first.place and second.place else None
    return apart is None or apart > CLEARLY_KM


def _attach(groups: list[list[str]], edges: Sequence[Likeness], known: dict[str, Telling]) -> None:
    """Add what documents tell besides to the groups, in place."""
    home = {member: at for at, group in enumerate(groups) for member in group}
    besides = {identity for identity, telling in known.items() if not telling.main}
    documents = [{known[member].document for member in group} for group in groups]
    for edge in edges:
        for one, two in ((edge.first, edge.second), (edge.second, edge.first)):
            if one not in besides or one in home or two not in home or not known[two].main or edge.score < ATTACH:
                continue
            if known[one].document not in documents[home[two]] and not clearly_other(known[one], known[two]):
                home[one] = home[two]
                groups[home[two]].append(one)
                documents[home[two]].add(known[one].document)
    left = [
        identity for identity in sorted(besides - home.keys()) if known[identity].tolls and (known[identity].place or known[identity].dated)
    ]
    groups += _agglomerate([[identity] for identity in left], edges, known)
