"""What the pages of proposals show: who stands where and why, each holder over time, and who moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import sitrep.publish.words as words
from sitrep.publish.chains import link_name
from sitrep.publish.dates import order_of
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import anchor, one_line, page_name, shorten
from sitrep.records import HeldPosition, Link, Move, Proposal, Stance

STANCE_ORDER = (Stance.PROPOSES, Stance.SUPPORTS, Stance.SUPPORTS_IF, Stance.OPPOSES, Stance.ALTERNATIVE)
_LONG = 400  # characters of a ground or a passage that are shown


_FOR = Stance.SUPPORTS
_IN_FAVOUR = (Stance.PROPOSES, Stance.SUPPORTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """One position on a proposal; `offer` is what an alternative puts in its place, `but` what its holder says against that himself."""

    stance: str
    holder: str
    grounds: tuple[str, ...]
    href: str | None
    date: str | None
    outlet: str
    offer: str | None
    but: tuple[str, ...]
    passage: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveView:
    """That a holder took another stand, with the positions before and after."""

    who: str
    before: PositionView
    after: PositionView


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineView:
    """What one holder said of the proposal, oldest first."""

    who: str
    positions: tuple[PositionView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalView:
    """A proposal and its positions, proposers first; the holders that are met in several documents, and who moved."""

    id: str
    href: str
    text: str
    proposer: str | None
    date: str | None
    summary: str
    positions: tuple[PositionView, ...]
    timelines: tuple[TimelineView, ...]
    moves: tuple[MoveView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """A move and the proposal that it is on, in one line."""

    href: str
    text: str
    who: str
    left: str
    took: str
    date: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalLine:
    """A proposal in one line of a list; `moves` is how many of its holders took another stand."""

    href: str
    id: str
    text: str
    proposer: str | None
    date: str | None
    summary: str
    articles: int
    moves: int


def proposal_line(shelf: Shelf, proposal: Proposal) -> ProposalLine:
    """A proposal in one line: what, by whom, when, how many stand where."""
    view = proposal_view(shelf, proposal)
    return ProposalLine(
        href=view.href,
        id=view.id,
        text=view.text,
        proposer=view.proposer,
        date=view.date,
        summary=view.summary,
        articles=len({one.article or one.document for one in proposal.positions}),
        moves=len(view.moves),
    )


def proposals_in_order(shelf: Shelf) -> list[Proposal]:
    """Proposals by the number of positions on them, then by id."""
    return sorted(shelf.report.proposals, key=lambda one: (-len(one.positions), one.id))


def proposal_view(shelf: Shelf, proposal: Proposal) -> ProposalView:
    """Arrange a proposal: by stance, then by date, then in the order of the text."""
    given = proposal.positions
    views = [_position(shelf, position) for position in given]
    ordered = sorted(
        range(len(given)), key=lambda at: (STANCE_ORDER.index(given[at].stance), order_of(given[at].date), given[at].document, at)
    )
    first = next((at for at in ordered if given[at].stance is Stance.PROPOSES), None)
    return ProposalView(
        id=proposal.id,
        href=f"proposal/{page_name(proposal.id)}.html",
        text=one_line(proposal.text) or "A proposal without words",
        proposer=views[first].holder if first is not None else None,
        date=views[first].date if first is not None else None,
        summary=_summary(given),
        positions=tuple(views[at] for at in ordered),
        timelines=tuple(
            TimelineView(who=one_line(line.who), positions=tuple(views[at] for at in line.positions))
            for line in proposal.timelines
            if len({given[at].document for at in line.positions}) > 1
        ),
        moves=tuple(_move(move, views) for move in proposal.moves),
    )


def _summary(positions: Sequence[HeldPosition]) -> str:
    """How many stand where: "2 for, 1 against, 3 alternatives". Whoever says the same in three papers is one."""
    held = {(_FOR if one.stance in _IN_FAVOUR else one.stance, one.who or one.document, _offer(one)) for one in positions}
    tallied = Counter(side for side, *_ in held)
    parts = (
        (tallied[_FOR], "for"),
        (tallied[Stance.SUPPORTS_IF], "for it on conditions"),
        (tallied[Stance.OPPOSES], "against"),
        (tallied[Stance.ALTERNATIVE], "alternative" if tallied[Stance.ALTERNATIVE] == 1 else "alternatives"),
    )
    return ", ".join(f"{many:,} {what}" for many, what in parts if many) or "no position known"


def _offer(position: HeldPosition) -> str:
    """What somebody would have instead: each is an alternative of its own."""
    return position.text if position.stance is Stance.ALTERNATIVE else ""


def latest_moves(proposals: Iterable[ProposalView]) -> list[Moved]:
    """Every move on these proposals, the latest first."""
    found = [
        Moved(
            href=proposal.href,
            text=proposal.text,
            who=move.who,
            left=move.before.stance,
            took=move.after.stance,
            date=move.after.date,
        )
        for proposal in proposals
        for move in proposal.moves
    ]
    return sorted(sorted(found, key=lambda one: (one.href, one.who)), key=lambda one: order_of(one.date), reverse=True)


def _move(move: Move, views: list[PositionView]) -> MoveView:
    return MoveView(who=one_line(move.who), before=views[move.before], after=views[move.after])


def _position(shelf: Shelf, position: HeldPosition) -> PositionView:
    card = shelf.cards.get(position.document)
    reading = shelf.readings.get(position.document)
    known = reading is not None and any(one.id == position.statement for one in reading.statements)
    href = f"../{card.page}" + (f"#{anchor('st', position.statement)}" if known and position.statement else "") if card else None
    return PositionView(
        stance=words.STANCES[position.stance],
        holder=holder_words(position, card.authors if card else ()),
        grounds=tuple(shorten(ground, _LONG) for ground in position.grounds),
        href=href,
        date=position.date,
        outlet=one_line((card.outlet if card else None) or position.outlet or "") or "publisher not known",
        offer=shorten(position.text, _LONG) if position.stance is Stance.ALTERNATIVE and position.text else None,
        but=tuple(shorten(one, _LONG) for one in position.but),
        passage=shorten(position.passage, _LONG),
    )


def holder_words(position: HeldPosition, authors: tuple[str, ...]) -> str:
    """Who it is, as the record says; a record that was made without saying so has a source or a byline."""
    if position.who:
        return one_line(position.who)
    if position.holder is not None:
        return link_name(Link(source=position.holder.source, cue=None, name=position.holder.name))
    return ", ".join(one_line(author) for author in authors) or "the author, name not known"
