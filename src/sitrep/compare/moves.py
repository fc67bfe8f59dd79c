"""Views that change: each holder's positions on a proposal over time, and where he took another stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from sitrep.compare.names import is_named
from sitrep.compare.words import fold
from sitrep.records import HeldPosition, Move, Stance, Timeline

# An alternative says what one would rather have, not how one stands to what it replaces.
_SIDES = {Stance.PROPOSES: "for", Stance.SUPPORTS: "for", Stance.SUPPORTS_IF: "if", Stance.OPPOSES: "against"}
_DAY = len("2024-03-10")


def timelines(positions: Sequence[HeldPosition]) -> tuple[Timeline, ...]:
    """The positions of each holder, oldest first and those without a date last; in the order of first positions.

    Whoever has no name ("residents", an author without a byline) is followed within one article only.
    """
    held: dict[tuple[str, str], list[int]] = {}
    for at, position in enumerate(positions):
        held.setdefault(_holder(position), []).append(at)
    return tuple(
        Timeline(who=positions[found[0]].who, positions=tuple(sorted(found, key=lambda at: (_order(positions[at].date), at))))
        for found in held.values()
    )


def moves(positions: Sequence[HeldPosition]) -> tuple[Move, ...]:
    """Where a holder who was for a proposal, for it under a condition, or against it, was later found on another side.

    A document in which he is on two sides tells nothing, nor does one that has no date or the same date. That others report a stand which
    he had given up is no move back: only his own words are (an article of his, or a quotation).
    """
    found = [move for timeline in timelines(positions) for move in _moves(timeline, positions)]
    return tuple(sorted(found, key=lambda move: (_order(move.date), move.before, move.after)))


def _moves(timeline: Timeline, positions: Sequence[HeldPosition]) -> Iterator[Move]:
    stood: list[tuple[str, int]] = []
    for at in _clear(timeline, positions):
        side = _SIDES[positions[at].stance]
        if not stood:
            stood.append((side, at))
            continue
        last, before = stood[-1]
        if side == last:
            stood[-1] = (side, at)
        elif _is_later(positions[at].date, positions[before].date) and (positions[at].direct or side not in {one for one, _ in stood}):
            stood.append((side, at))
            yield Move(
                who=timeline.who,
                before=before,
                after=at,
                left=positions[before].stance,
                took=positions[at].stance,
                date=positions[at].date,
                passages=(positions[before].passage, positions[at].passage),
            )


def _clear(timeline: Timeline, positions: Sequence[HeldPosition]) -> Iterator[int]:
    """The dated positions that take a side, of documents in which the holder takes but one."""
    sides: dict[str, set[str]] = {}
    for at in timeline.positions:
        if positions[at].stance in _SIDES:
            sides.setdefault(positions[at].document, set()).add(_SIDES[positions[at].stance])
    for at in timeline.positions:
        if positions[at].stance in _SIDES and positions[at].date and len(sides[positions[at].document]) == 1:
            yield at


def _holder(position: HeldPosition) -> tuple[str, str]:
    """By what a holder is known: a name everywhere, anybody else within his article. The author has a name if a byline gives it."""
    byline = position.holder is not None or not position.who.startswith("the author")
    return ("", fold(position.who)) if byline and is_named(position.who) else (position.article or position.document, fold(position.who))


def _order(date: str | None) -> tuple[bool, str]:
    """Undated last; moments by their time in UTC."""
    moment = _moment(date)
    return (date is None, moment.astimezone(UTC).isoformat() if moment and moment.tzinfo else date or "")


def _is_later(date: str | None, than: str | None) -> bool:
    """Whether a date is certainly after another: a month is not after one of its days."""
    if not date or not than:
        return False
    one, two = _moment(date), _moment(than)
    if one and two and one.tzinfo and two.tzinfo:
        return one > two
    length = min(len(date), len(than), _DAY)
    return date[:length] > than[:length]


def _moment(date: str | None) -> datetime | None:
    """The moment of a date that gives one; None for a day, a month or a year."""
    try:
        return datetime.fromisoformat(date) if date and len(date) > _DAY else None
    except ValueError:
        return None
