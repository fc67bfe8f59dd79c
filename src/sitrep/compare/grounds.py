"""Which statements of a report the answers rest on that no number and no name gives: where it was, when, and that it happened."""

from __future__ import annotations

from collections.abc import Iterable

from sitrep.records import Polarity, Reading, Span, Statement, Telling


def of_place(member: Telling, reading: Reading) -> tuple[str, ...]:
    """The statement that a report's place rests on: of those of its events the one that names it, else any that does, else their first."""
    return _resting(member, reading, [member.place.span] if member.place else [])


def of_date(member: Telling, reading: Reading) -> tuple[str, ...]:
    """The statement that a report's date rests on, chosen as that of a place."""
    dates = {event.date for event in reading.events if event.id in member.events and event.date is not None}
    told = [one.span for at, one in enumerate(reading.times) if at in dates]
    # An accident is no event: its day is one that the text gives.
    return _resting(member, reading, told or [one.span for one in reading.times if member.start and (one.start or "")[:10] == member.start])


def of_happening(member: Telling, reading: Reading) -> tuple[str, ...]:
    """The statement that tells of what happened, chosen as that of a place."""
    told = [event.trigger for event in reading.events if event.id in member.events]
    return _resting(member, reading, told or [number.span for number in reading.numbers])


def _resting(member: Telling, reading: Reading, spans: list[Span]) -> tuple[str, ...]:
    """() where no passage of the report says it. What somebody denies serves only where nobody puts it forward."""
    known = {one.id: one for one in reading.statements}
    own = [known[name] for name in member.statements if name in known]
    put = [one for one in reading.statements if one.polarity is Polarity.POSITIVE]
    told = [one for one in own if one in put]
    named = next((one.id for one in (*told, *put, *own) if _holds(one, spans)), None)
    if named:
        return (named,)
    return member.statements[:1]


def _holds(statement: Statement, spans: Iterable[Span]) -> bool:
    return any(part.start <= span.start and span.end <= part.end for span in spans for part in statement.content)
