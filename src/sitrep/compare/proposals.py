"""Proposals followed over documents: the same course of action in other words is one proposal, with everybody's position on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sitrep.compare.origins import Mint
from sitrep.compare.tellings import MADE_BY
from sitrep.compare.words import fold, overlap, rarity, stems, tokens
from sitrep.records import HeldPosition, Position, Proposal, Reading, Stance

# Part of the shorter proposal's weight of words that must stand in the other; within a document the words vary less by chance.
SAME = 0.6
SAME_DOCUMENT = 0.5
LEAST_WORDS = 2
_COMMON = 0.7


@dataclass(frozen=True, slots=True)
class _Held:
    """A position with the words of its proposal and where it stands."""

    words: frozenset[str]
    tokens: tuple[str, ...]
    text: str
    document: str
    published: str
    order: int
    position: HeldPosition

    def traces(self) -> list[str | tuple[str, ...]]:
        """By what another position on the same proposal can be found: each of its words, and its text as a whole."""
        return [*sorted(self.words), self.tokens]


def proposals(readings: Iterable[Reading], mint: Mint) -> tuple[Proposal, ...]:
    """The proposals of all readings, by their first position; `mint` gives an id for the kind "proposal" and the founding position.

    Alternatives stay with the proposal that they answer: the one that their document spoke of last before them. The order of the readings
    changes nothing.
    """
    ordered = sorted(readings, key=lambda reading: (reading.document.published or "9999", reading.document.id))
    groups: list[list[_Held]] = []
    known: dict[str | tuple[str, ...], set[int]] = defaultdict(set)  # where each word, and each whole text, has been met
    for reading in ordered:
        last: int | None = None
        for held in (_held(reading, position, at) for at, position in enumerate(reading.positions)):
            at = last if held.position.stance is Stance.ALTERNATIVE and last is not None else _group_of(held, groups, known)
            if at is None:
                at = len(groups)
                groups.append([])
            groups[at].append(held)
            for trace in held.traces():
                known[trace].add(at)
            last = at
    return tuple(_proposal(group, mint) for group in groups)


def _held(reading: Reading, position: Position, order: int) -> _Held:
    document = reading.document
    return _Held(
        tokens=tuple(tokens(position.proposal)),
        words=frozenset(word for word in stems(position.proposal) if rarity(word) > _COMMON),
        text=position.proposal,
        document=document.id,
        published=document.published or "",
        order=order,
        position=HeldPosition(
            holder=position.holder,
            stance=position.stance,
            grounds=tuple(ground.text for ground in position.grounds),
            key=document.key,
            document=document.id,
            statement=position.statement,
            date=document.published,
        ),
    )


def _group_of(held: _Held, groups: Sequence[list[_Held]], known: Mapping[str | tuple[str, ...], set[int]]) -> int | None:
    """Where the proposal is that shares most of its words with this one, if it shares enough; only those that share one are looked at."""
    best: tuple[float, int] | None = None
    near: set[int] = set()
    for trace in held.traces():
        near |= known.get(trace, set())
    for at in sorted(near):
        for other in groups[at]:
            share = _likeness(held, other)
            if share > 0 and (best is None or (share, -at) > best):
                best = (share, -at)
    return -best[1] if best is not None else None


def _likeness(first: _Held, second: _Held) -> float:
    if other_alternative(first, second):
        return 0.0
    if first.tokens == second.tokens and first.text.strip():
        return 2.0
    if min(len(first.words), len(second.words)) < LEAST_WORDS:
        return 0.0
    share = overlap(first.words, second.words)
    return share if share >= (SAME_DOCUMENT if first.document == second.document else SAME) else 0.0


def other_alternative(first: _Held, second: _Held) -> bool:
    """An alternative within a group is no measure of what the group proposes."""
    return second.position.stance is Stance.ALTERNATIVE and first.position.stance is not Stance.ALTERNATIVE


def _proposal(group: Sequence[_Held], mint: Mint) -> Proposal:
    founder = group[0]
    proposing = [held for held in group if held.position.stance is not Stance.ALTERNATIVE] or list(group)
    text = min(proposing, key=lambda held: (abs(len(held.text) - 80), held.published, held.document, held.order)).text
    positions = {_same(held.position): held.position for held in reversed(group)}
    ordered = list(positions.values())[::-1]
    return Proposal(
        id=mint("proposal", f"{founder.document}/{founder.order}/{fold(founder.text)}"),
        text=" ".join(text.split()),
        positions=tuple(ordered),
        made_by=MADE_BY,
    )


def _same(position: HeldPosition) -> tuple[str, str, str, str]:
    """What makes two positions of one document one: holder and stance."""
    return (
        position.document,
        fold((position.holder.name or "") if position.holder else "author"),
        position.stance.value,
        " ".join(position.grounds),
    )
