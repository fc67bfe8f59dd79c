"""Proposals as the terminal shows them: who proposed what, who stands where and why, who moved."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from sitrep.records import HeldPosition, Move, Proposal, Stance
from sitrep.terminal import WIDTH, clean

_ORDER = (Stance.PROPOSES, Stance.SUPPORTS, Stance.SUPPORTS_IF, Stance.OPPOSES, Stance.ALTERNATIVE)
_DAY = len("2024-03-10")


def proposal_lines(proposal: Proposal) -> Iterator[tuple[str, str]]:
    """A proposal, every position on it by stance, and who moved, with both passages."""
    yield "", ""
    yield from ((line, "bold") for line in wrap(f"Proposal: {clean(proposal.text)}", WIDTH))
    ordered = sorted(enumerate(proposal.positions), key=lambda one: (_ORDER.index(one[1].stance), one[0]))
    first = next((one for _, one in ordered if one.stance is Stance.PROPOSES), None)
    proposed = f"proposed by {_who(first)}, {_day(first.date)}" if first else "who proposed it is not known"
    yield from ((f"  {line}", "") for line in wrap(f"{proposed}   {proposal.id}", WIDTH - 2))
    for _, position in ordered:
        yield from _position(position)
    for move in proposal.moves:
        yield from _move(move, proposal)


def _position(position: HeldPosition) -> Iterator[tuple[str, str]]:
    where = clean(position.outlet or position.key)
    head = f"{position.stance.value:<12} {_who(position)}  ({where}, {_day(position.date)})"
    yield from ((f"  {line}" if at == 0 else f"               {line}", "") for at, line in enumerate(wrap(head, WIDTH - 15)))
    offered = [position.text] if position.stance is Stance.ALTERNATIVE and position.text else []
    for words in offered:
        yield from _said(words)
    for ground in position.grounds:
        yield from _said(f"because: {ground}" if offered else ground)
    for words in position.but:
        yield from _said(f"but: {words}")


def _move(move: Move, proposal: Proposal) -> Iterator[tuple[str, str]]:
    before, after = proposal.positions[move.before], proposal.positions[move.after]
    head = f"moved: {clean(move.who)}, {move.left.value} ({_day(before.date)}) → {move.took.value} ({_day(after.date)})"
    yield from ((f"  {line}", "bold") for line in wrap(head, WIDTH - 2))
    for passage in move.passages:
        yield from _said(passage or "the passage is not known")


def _said(words: str) -> Iterator[tuple[str, str]]:
    yield from ((f"      {line}", "italic") for line in wrap(clean(words), WIDTH - 8))


def _who(position: HeldPosition) -> str:
    if position.who or position.holder is None:
        return clean(position.who) or "the author"
    return clean(position.holder.name or (position.holder.source.text if position.holder.source else "not named"))


def _day(date: str | None) -> str:
    return clean(date)[:_DAY] if date else "date not known"
