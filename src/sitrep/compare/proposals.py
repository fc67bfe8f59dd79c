"""Proposals followed over documents: the same course of action in other words is one proposal, with everybody's position on it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sitrep.compare.holders import called, fullest
from sitrep.compare.moves import moves, timelines
from sitrep.compare.origins import Mint
from sitrep.compare.tellings import MADE_BY
from sitrep.compare.wording import Wording, contradict, likeness, wording
from sitrep.compare.words import fold
from sitrep.records import HeldPosition, Position, Proposal, Reading, Stance, Voice

_USUAL = 80  # characters of a proposal's text that reads well; the one nearest to it stands for all
_AROUND = 300  # characters that a passage reaches beyond the words it is found by, at most
_PASSAGE = 900  # characters of a passage
_WHOSE = re.compile(
    r"(?:his|her|their|its|our)\s(?:\w+\s)?(?:members?|followers|supporters|people|men|fighters|party|union|group|movement|association"
    r"|organi[sz]ation|colleagues|committee|team|company|government|ministry|office)\b",
    re.I,
)
_ENDS = re.compile(r"[.!?…][”’\"')\]]*\s|\n")
# What a stand becomes on a proposal that is worded the other way round ("should not").
_TURNED = {
    Stance.PROPOSES: Stance.OPPOSES,
    Stance.SUPPORTS: Stance.OPPOSES,
    Stance.SUPPORTS_IF: Stance.OPPOSES,
    Stance.OPPOSES: Stance.SUPPORTS,
}


@dataclass(frozen=True, slots=True)
class _Held:
    """A position with the words of its proposal and where it stands."""

    words: Wording
    published: str
    order: int
    position: HeldPosition

    @property
    def alternative(self) -> bool:
        return self.position.stance is Stance.ALTERNATIVE

    def traces(self) -> list[str | tuple[str, ...]]:
        """By what another position on the same proposal can be found: each of its words, and its text as a whole."""
        return [*sorted(self.words.weights), self.words.tokens]


class _Groups:
    """The proposals so far: their positions, and where each word, and each whole text, has been met."""

    def __init__(self) -> None:
        self.held: list[list[_Held]] = []
        self._known: dict[str | tuple[str, ...], set[int]] = defaultdict(set)

    def add(self, held: _Held, at: int | None) -> int:
        """Put a position into a group (None: a new one), and give the group's number. A stand on the opposite wording is turned."""
        if at is None:
            at = len(self.held)
            self.held.append([])
        elif not held.alternative and held.words.negated is not self.held[at][0].words.negated:
            held = replace(held, position=replace(held.position, stance=_TURNED[held.position.stance]))
        self.held[at].append(held)
        for trace in held.traces():
            self._known[trace].add(at)
        return at

    def of(self, held: _Held) -> int | None:
        """The proposal that shares most of its words with this one, if enough; only those that share one are looked at."""
        near: set[int] = set()
        for trace in held.traces():
            near |= self._known.get(trace, set())
        best = max(((self._likeness(held, at), -at) for at in near), default=(0.0, 0))
        return -best[1] if best[0] > 0 else None

    def _likeness(self, held: _Held, at: int) -> float:
        """How alike a position's proposal is to the likeliest of a group, none of which may contradict it. An alternative within a group is
        no measure of what the group proposes, unless the group was founded by it.
        """
        members = [one for one in self.held[at] if not one.alternative or held.alternative or self.held[at][0].alternative]
        if any(one.words.tokens != held.words.tokens and contradict(one.words, held.words) for one in members):
            return 0.0
        return max(
            (likeness(held.words, one.words, near=one.position.document == held.position.document) for one in members),
            default=0.0,
        )


def proposals(readings: Iterable[Reading], mint: Mint) -> tuple[Proposal, ...]:
    """The proposals of all readings, by their first position; `mint` gives an id for the kind "proposal" and the founding position.

    Alternatives stay with the proposal that they answer: the one that their document spoke of last before them; what their holder then
    says against them himself stays with them. The order of the readings changes nothing.
    """
    ordered = sorted(readings, key=lambda reading: (reading.document.published or "9999", reading.document.id))
    groups = _Groups()
    for reading in ordered:
        last: int | None = None
        offered: dict[tuple[str, ...], tuple[int, int]] = {}  # where the alternatives of this document stand
        for held in (_held(reading, position, at) for at, position in enumerate(reading.positions)):
            if _taken_back(held, offered, groups):
                continue
            last = groups.add(held, last if held.alternative and last is not None else groups.of(held))
            if held.alternative:
                offered[held.words.tokens] = (last, len(groups.held[last]) - 1)
    return tuple(_proposal(group, mint) for group in groups.held)


def _taken_back(held: _Held, offered: Mapping[tuple[str, ...], tuple[int, int]], groups: _Groups) -> bool:
    """Whether this is what the holder of an alternative holds against it himself; it is then noted there."""
    if held.position.stance is not Stance.OPPOSES or held.words.tokens not in offered:
        return False
    at, number = offered[held.words.tokens]
    own = groups.held[at][number]
    if own.position.who != held.position.who:
        return False
    but = own.position.but + (held.position.grounds or (held.position.passage,))
    groups.held[at][number] = replace(own, position=replace(own.position, but=tuple(dict.fromkeys(but))))
    return True


def _held(reading: Reading, position: Position, order: int) -> _Held:
    document = reading.document
    statement = next((one for one in reading.statements if one.id == position.statement), None)
    voices = (Voice.DIRECT, Voice.MIXED)
    return _Held(
        words=wording(position.proposal),
        published=document.published or "",
        order=order,
        position=HeldPosition(
            holder=position.holder,
            stance=position.stance,
            grounds=tuple(" ".join(ground.text.split()) for ground in position.grounds),
            key=document.key,
            document=document.id,
            statement=position.statement,
            date=document.published,
            who=called(position.holder, document),
            text=" ".join(position.proposal.split()),
            passage=_passage(reading, position),
            direct=position.holder is None or (statement is not None and statement.voice in voices),
            article=document.article,
            outlet=document.outlet,
        ),
    )


def _passage(reading: Reading, position: Position) -> str:
    """The sentences in which a stand is taken: those of its statement, else those of the words of its proposal."""
    text = reading.document.text
    statement = next((one for one in reading.statements if one.id == position.statement), None)
    spans = statement.content if statement else position.proposal_spans
    if not spans:
        return ""
    first, last = spans[0].start, min(spans[-1].end, spans[0].start + _PASSAGE)
    before = [match.end() for match in _ENDS.finditer(text, max(0, first - _AROUND), first)]
    after = _ENDS.search(text, max(first, last - 1), min(len(text), last + _AROUND))
    start = before[-1] if before else max(0, first - _AROUND)
    return " ".join(text[start : after.end() if after else min(len(text), last + _AROUND)].split())


def _proposal(group: Sequence[_Held], mint: Mint) -> Proposal:
    founder = group[0]
    proposing = [held for held in group if not held.alternative] or list(group)
    straight = [held for held in proposing if held.position.stance is Stance.PROPOSES] or proposing
    named = min(straight, key=lambda held: (abs(len(held.position.text) - _USUAL), held.published, held.position.document, held.order))
    full = fullest([held.position.who for held in group])
    positions = _united([replace(held.position, who=full[held.position.who]) for held in group])
    return Proposal(
        id=mint("proposal", f"{founder.position.document}/{founder.order}/{fold(founder.position.text)}"),
        text=named.position.text,
        positions=positions,
        made_by=MADE_BY,
        timelines=timelines(positions),
        moves=moves(positions),
    )


def _united(positions: Iterable[HeldPosition]) -> tuple[HeldPosition, ...]:
    """Positions of one holder and stance in one article as one, with the grounds of all; alternatives only where they offer the same."""
    found: dict[tuple[str, ...], HeldPosition] = {}
    for one in positions:
        offer = fold(one.text) if one.stance is Stance.ALTERNATIVE else ""
        key = (one.article or one.document, fold(one.who), one.stance.value, offer)
        known = found.get(key)
        found[key] = replace(known, grounds=tuple(dict.fromkeys(known.grounds + one.grounds))) if known else one
    told = {_held_alike(one) for one in found.values() if not _WHOSE.match(one.who)}
    return tuple(one for one in found.values() if not (_WHOSE.match(one.who) and one.grounds and _held_alike(one) in told))


def _held_alike(one: HeldPosition) -> tuple[object, ...]:
    """What "his members" share with whoever speaks for them in the same document: it is told once."""
    return one.document, one.stance, one.grounds, one.text if one.stance is Stance.ALTERNATIVE else ""
