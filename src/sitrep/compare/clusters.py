"""Tellings of one happening together: near-copies first, then average-link agglomeration (UPGMA, Sokal and Michener 1958), so that no chain
of half-likenesses joins what does not belong together. What analysts judged holds before everything else.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence

from sitrep.compare.bounds import Sets, bounds
from sitrep.compare.days import days, interval
from sitrep.compare.likeness import JOIN, ONE_TEXT, STALE_DAYS, days_apart, tolls_exclude
from sitrep.compare.places import Relation, distance, relation
from sitrep.compare.vocabularies import own_vocabularies
from sitrep.compare.words import cosine, resemblance
from sitrep.records import Judgement, Likeness, Telling

# Places nearer than this may be one place told twice, by district and by town.
CLEARLY_KM = 110.0
# A raid so many days after another in the same town, told with other tolls and in other words than this, is another.
FEW_DAYS = 2
OTHER_WORDS = 0.5
# What is told in passing needs to be more alike to count as a report of the same happening.
ATTACH = 0.89


def clusters(
    tellings: Sequence[Telling], likenesses: Sequence[Likeness], judgements: Sequence[Judgement] = ()
) -> list[tuple[Telling, ...]]:
    """The groups of tellings that are of one happening, each in the order of publication; groups in the order of their first.

    The order in which tellings and edges are given changes nothing. Every main telling is in exactly one group. A telling of what a
    document tells besides joins the group that it is most like; with no such group it counts only if it has a toll with a place or a date.

    `judgements` are given in the order in which they were made; a later one wins over an earlier one that it contradicts. Main tellings of
    documents that they join are in one group even if nothing is alike; those that they part never are, not even copies.
    """
    known = {telling.id: telling for telling in tellings}
    edges = sorted(
        (edge for edge in likenesses if edge.first in known and edge.second in known),
        key=lambda edge: (-edge.score, edge.first, edge.second),
    )
    mains = {telling.document: telling.id for telling in tellings if telling.main}
    sets = bounds(judgements, mains)
    joining = _Joining(_copied([known[main] for main in sorted(mains.values())], edges, sets), edges, known, sets)
    joining.join_judged()
    joining.join_alike()
    groups = joining.groups()
    _attach(groups, edges, known, mains, sets)
    ordered = (tuple(sorted((known[member] for member in group), key=_published)) for group in groups)
    return sorted(ordered, key=lambda group: _published(group[0]))


def founder(members: Sequence[Telling]) -> str:
    """The telling that an incident is minted from: the earliest published main one, of equals that with the smallest id."""
    return min(members, key=lambda telling: (not telling.main, *_published(telling))).id


def _published(telling: Telling) -> tuple[str, str]:
    return telling.published or telling.start or "9999", telling.id


def _copied(mains: Sequence[Telling], edges: Sequence[Likeness], sets: Sets) -> list[list[str]]:
    """Main tellings by id, copies of one text in one group, unless they must stay apart. They are joined in `sets` too."""
    known, copies = {telling.id: telling for telling in mains}, Sets()
    for edge in edges:
        if not edge.copy or edge.first not in known or edge.second not in known:
            continue
        if not _stock(known[edge.first], known[edge.second]) and sets.join(edge.first, edge.second):
            copies.join(edge.first, edge.second)
    found: dict[str, list[str]] = defaultdict(list)
    for identity in known:
        found[copies.root(identity)].append(identity)
    return [found[identity] for identity in sorted(found)]


def _stock(first: Telling, second: Telling) -> bool:
    """Whether what two texts share is told of two happenings: they are clearly others, with tolls that cannot both be so, and have more of
    their own than a copy has. With one toll, an old text is told again as new, and that is one happening with a disputed date.
    """
    apart = clearly_other(first, second) and tolls_exclude(first, second)
    return apart and resemblance(first.sketch, second.sketch) < ONE_TEXT


# How like another group one made of two is, from the likeness and the size of each.
_Link = Callable[[float, int, float, int], float]


class _Joining:
    """Groups of tellings while they are joined, two at a time. Copies count as one telling.

    What `sets` hold together ends in one group, and what they hold apart never does; they are kept up as groups join.
    """

    def __init__(self, groups: Sequence[list[str]], edges: Sequence[Likeness], known: dict[str, Telling], sets: Sets) -> None:
        self._alive = dict(enumerate(groups))
        self._sizes = dict.fromkeys(self._alive, 1)
        self._links = _links({member: at for at, group in enumerate(groups) for member in group}, edges)
        self._known = known
        # The salient words of each text of a group; copies are one text.
        self._texts = {at: [frozenset(known[group[0]].words)] for at, group in self._alive.items()}
        self._sets = sets
        self._following = len(groups)

    def groups(self) -> list[list[str]]:
        """The groups as they stand, by their first members."""
        return [self._alive[at] for at in sorted(self._alive, key=lambda at: self._alive[at][0])]

    def join_judged(self) -> None:
        """Join what is held together.

        Those alike are joined as ever, then all the rest; these are as like any other group as the most like of them is, so that a report
        that is like one part of what an analyst merged joins it, and reports that stay together after a split draw in no more than before.
        """
        held: dict[str, list[int]] = defaultdict(list)
        for at, group in self._alive.items():
            held[self._sets.root(group[0])].append(at)
        together = {at for ats in held.values() if len(ats) > 1 for at in ats}
        if together:
            self.join_alike(together)
        for root, ats in held.items():
            parts = sorted(at for at in self._alive if self._sets.root(self._alive[at][0]) == root) if len(ats) > 1 else []
            while len(parts) > 1:
                parts = [self._join(parts[0], parts[1], _nearer), *parts[2:]]

    def join_alike(self, among: set[int] | None = None) -> None:
        """Join the two most alike groups again and again while they are alike enough on average; `among` these only those held together."""
        queue = [
            (-score, one, two)
            for one in (self._alive if among is None else among)
            for two, score in self._links[one].items()
            if one < two and score >= JOIN
        ]
        heapq.heapify(queue)
        while queue:
            _, one, two = heapq.heappop(queue)
            if one not in self._alive or two not in self._alive or not self._may_join(one, two, held=among is not None):
                continue
            following = self._join(one, two, _average)
            for other, score in self._links[following].items():
                if score >= JOIN:
                    heapq.heappush(queue, (-score, other, following))

    def _may_join(self, one: int, two: int, *, held: bool) -> bool:
        first, second = self._alive[one], self._alive[two]
        if held and self._sets.root(first[0]) != self._sets.root(second[0]):
            return False
        if self._sets.apart(first[0], second[0]) or _clash(first, second, self._known):
            return False
        return _same_day(first, second, self._known) or not own_vocabularies(self._texts[one], self._texts[two])

    def _join(self, one: int, two: int, link: _Link) -> int:
        """Make two groups one and give its number; `link` says how like others it is."""
        links, many, more = self._links, self._sizes[one], self._sizes[two]
        first, second = self._alive.pop(one), self._alive.pop(two)
        self._sets.join(first[0], second[0])
        others = sorted((links[one].keys() | links[two].keys()) & self._alive.keys())
        made, self._following = self._following, self._following + 1
        links[made] = {at: link(links[one].get(at, 0.0), many, links[two].get(at, 0.0), more) for at in others}
        for at, score in links[made].items():
            links[at][made] = score
        self._alive[made], self._sizes[made] = sorted(first + second), many + more
        self._texts[made] = self._texts.pop(one) + self._texts.pop(two)
        return made


def _average(one: float, many: int, two: float, more: int) -> float:
    """How like another group one made of two is: the average over their members."""
    return (many * one + more * two) / (many + more)


def _nearer(one: float, _many: int, two: float, _more: int) -> float:
    """How like another group one made of two is: as like as the more like of the two."""
    return max(one, two)


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


def _clash(first: Sequence[str], second: Sequence[str], known: dict[str, Telling]) -> bool:
    """Whether at least half of the pairs over two groups are clearly of different happenings, and no pair is clearly of the same."""
    pairs = [(known[one], known[two]) for one in first[:20] for two in second[:20]]
    apart = [clearly_other(one, two) for one, two in pairs]
    return 2 * sum(apart) >= len(apart) and not any(_fits(one, two) for (one, two), other in zip(pairs, apart, strict=True) if not other)


def _same_day(first: Sequence[str], second: Sequence[str], known: dict[str, Telling]) -> bool:
    """Whether two groups tell of one day, each by a date of its own: their reports may be of one happening in whatever words."""
    told = ({known[member].start for member in group if known[member].dated} for group in (first, second))
    return bool(set.intersection(*told))


def _fits(first: Telling, second: Telling) -> bool:
    """Whether two tellings are of one place, or of one day where a place is unknown; not where weeks lie between them."""
    if (days_apart(first, second) or 0) > STALE_DAYS:
        return False
    how = relation(first.place, second.place)
    if how is Relation.UNKNOWN:
        return first.dated and second.dated and days_apart(first, second) == 0
    return how in (Relation.SAME, Relation.NEAR)


def clearly_other(first: Telling, second: Telling) -> bool:
    """Whether two tellings are clearly of two happenings: each has a date of its own, and they are far apart in time or place, or in
    neighbouring towns with tolls that cannot both be so, or days apart in one town with such tolls and in other words; or one was out long
    before the day that the other gives.
    """
    if _foretold(first, second) or _foretold(second, first):
        return True
    if not (first.dated and second.dated):
        return False
    between = days_apart(first, second)
    if between is not None and between > STALE_DAYS:
        return True
    if between is not None and between > FEW_DAYS and tolls_exclude(first, second) and cosine(first.words, second.words) < OTHER_WORDS:
        return True
    if first.type is None or second.type is None or relation(first.place, second.place) is not Relation.FAR:
        return False
    apart = distance(first.place, second.place) if first.place and second.place else None
    return apart is None or apart > CLEARLY_KM or tolls_exclude(first, second)


def _foretold(early: Telling, late: Telling) -> bool:
    """Whether a telling would have had to know what happened days after its publication."""
    out, day = days(early.published), interval(late.start, late.end)
    return late.dated and out is not None and day is not None and day[0] - out[1] > STALE_DAYS


def _attach(groups: list[list[str]], edges: Sequence[Likeness], known: dict[str, Telling], mains: Mapping[str, str], sets: Sets) -> None:
    """Add what documents tell besides to the groups, in place; not where the document must stay apart."""
    home = {member: at for at, group in enumerate(groups) for member in group}
    besides = {identity for identity, telling in known.items() if not telling.main}
    documents = [{known[member].document for member in group} for group in groups]
    for edge in edges:
        for one, two in ((edge.first, edge.second), (edge.second, edge.first)):
            if one not in besides or one in home or two not in home or not known[two].main or edge.score < ATTACH:
                continue
            document = known[one].document
            if document in documents[home[two]] or sets.apart(mains.get(document, document), two):
                continue
            if not clearly_other(known[one], known[two]):
                home[one] = home[two]
                groups[home[two]].append(one)
                documents[home[two]].add(document)
    left = [
        identity for identity in sorted(besides - home.keys()) if known[identity].tolls and (known[identity].place or known[identity].dated)
    ]
    alone = _Joining([[identity] for identity in left], edges, known, Sets())
    alone.join_alike()
    groups += alone.groups()
