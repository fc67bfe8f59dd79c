"""What events are linked to in their document: the statement that reports them, their place, their day, their numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from sitrep.read.lexicon import words
from sitrep.read.stretches import Touching
from sitrep.read.tokens import Sentence
from sitrep.records import Event, EventType, Mention, Party, Place, Precision, Quantity, Reading, Role, Span, Statement, Time

PieceT = TypeVar("PieceT", Place, Time)
_HARM = frozenset({Role.KILLED, Role.INJURED, Role.DESTROYED, Role.DISPLACED, Role.ABDUCTED})
_ROLES = {
    EventType.ASSAULT: _HARM,
    EventType.COERCE: frozenset({Role.DETAINED, Role.DISPLACED}),
    EventType.PROTEST: frozenset({Role.PARTICIPANTS}) | _HARM,
}
_HISTORICAL_DAYS = 300
_UNNAMED = words("unnamed doers")
_ADJECTIVE = re.compile(
    r"[-\u2010\u2011](?:(?:led|backed|made|built|supplied|trained|funded|financed|armed|supported|aligned|allied|sponsored|brokered|mediated"
    r"|drafted|based|born|educated|flagged|owned|run|style)\b|[A-Z])"
)
# A country that does something, whose name serves as an adjective, or that is only named beside ("the border with Turkey").
_DOES = re.compile(
    r"(?:['’]s government)?(?:\s+and\s+(?:the\s+)?[A-Z][\w.]*)?"
    r"\s+(?:(?:has|have|had)(?! been)|says?|said|announced?|accused?|denie[sd]|launched|began|backs?|vow(?:s|ed))\b"
)
_WHOSE = re.compile(r"(?:the )?(?:US|U\.S\.?|USA|UK|U\.K\.?)")
_THING = re.compile(
    r"\s+(?:air|ground|war|drone|fighter|strikes?|raids?|attacks?|jets?|warplanes?|planes?|aircraft|helicopters?|missiles?|bombs?|military|army|navy"
    r"|marines?|forces?|troops?|soldiers?|coalition|government|administration|president|secretary|ambassador|envoy|officials?|embassy|special"
    r"|intelligence|defen[cs]e|state|senators?|congress|artillery)\b",
    re.I,
)
# What is written after these is where something was, whatever follows.
_IN = re.compile(r"\b(?:in|across|throughout|inside|within|around|over|near)\s+(?:the\s+)?\Z", re.I)
_BESIDE = re.compile(
    r"\b(?:by|(?:borders?|frontiers?|crossings?|boundar(?:y|ies)) with|(?:banned|outlawed|proscribed|prohibited) in)\s+(?:the\s+)?\Z", re.I
)
# An agency's desk: "MOSCOW (Sputnik)", "BEIRUT (Reuters) -".
_DESK = re.compile(r"\s\((?:[A-Z][\w.]*)(?: [A-Z][\w.]*){0,2}\)")
# Where somebody is at home, or whom he represents, not where something happened: "who lives in Europe", "the envoy of Peru". Of a town it
# may be ("killed ten people living in Aleppo").
_AT_HOME = re.compile(r"\b(?:lives?|lived|living|resides?|residing|based|exiled?|born|asylum) in\s+(?:the\s+)?\Z", re.I)
_ENVOY = re.compile(r"\b(?:representative|ambassador|envoy|delegat(?:e|ion)|consul)s? (?:of|from|to)\s+(?:the\s+)?\Z", re.I)
_WIDE = (Precision.COUNTRY, Precision.REGION)
_NEAR = 40
_OUTSIDE = 1000  # what stands outside the statement that reports the event is taken only if nothing inside it fits


@dataclass(frozen=True, slots=True)
class Context:
    """What has been found in the document before its events: the pieces that events refer to, by index."""

    text: str
    document: str
    made_by: str
    published: str | None
    mentions: Touching[Mention]
    places: Touching[Place]
    times: Touching[Time]
    quantities: Touching[Quantity]
    statements: Touching[Statement]


def context(reading: Reading, quantities: Sequence[Quantity]) -> Context:
    """What events refer to, from a reading that has everything but its events."""
    document = reading.document
    return Context(
        text=document.text,
        document=document.id,
        made_by=reading.made_by,
        published=document.published,
        mentions=Touching(reading.mentions, _ends),
        places=Touching(reading.places, _ends),
        times=Touching(reading.times, _ends),
        quantities=Touching(quantities, _ends),
        statements=Touching(reading.statements, lambda one: (one.content[0].start, one.content[-1].end)),
    )


def _ends(one: Mention | Place | Time | Quantity) -> tuple[int, int]:
    return one.span.start, one.span.end


def holder(start: int, end: int, statements: Touching[Statement]) -> Statement | None:
    """The innermost statement (longest chain, then shortest content) that holds the trigger."""
    inside = [one for _, one in statements.touching(start, end) if any(part.start <= start and end <= part.end for part in one.content)]
    return max(inside, key=lambda one: (len(one.attribution), -sum(part.end - part.start for part in one.content)), default=None)


def is_day(time: Time) -> bool:
    """Whether a time is a day, or a longer stretch, whose dates are known; not what is before or after one."""
    return time.start is not None and time.mod is None and time.type.value in {"DATE", "TIME"}


def nearest(
    found: Touching[PieceT], sentence: Sentence, at: int, fits: Callable[[PieceT], bool], statement: Statement | None
) -> tuple[int, PieceT] | None:
    """The piece (with its index) nearest to the trigger in its sentence; what follows the trigger counts as nearer."""
    best: tuple[int, int, PieceT] | None = None
    for index, one in found.touching(sentence.start, sentence.end):
        if fits(one):
            distance = one.span.start - at if one.span.start >= at else 2 * (at - one.span.end) + 10
            if statement and not any(part.start <= one.span.start < part.end for part in statement.content):
                if _says_when_or_where(one, statement):
                    continue
                distance += _OUTSIDE
            if best is None or distance < best[0]:
                best = (distance, index, one)
    return best[1:] if best else None


def sets_scene(text: str, place: Place) -> bool:
    """Whether a place can be where something happened. "US" in "US-led", "US jets" and "by the US" says who, not where; nor is anything
    where another country begins, or something is banned.
    """
    start, end = place.span.start, place.span.end
    before = max(0, start - _NEAR)
    if _ENVOY.search(text, before, start) or (place.precision in _WIDE and _AT_HOME.search(text, before, start)):
        return False
    if place.precision is not Precision.COUNTRY:
        return _ADJECTIVE.match(text, end) is None
    if _ADJECTIVE.match(text, end) or _BESIDE.search(text, before, start):
        return False
    whose = _WHOSE.fullmatch(place.span.text) is not None and _THING.match(text, end) is not None
    return not whose and (_DOES.match(text, end) is None or _IN.search(text, before, start) is not None)


def is_desk(text: str, place: Place) -> bool:
    """Whether a place is written as an agency's desk is at the head of its report: in capitals, with a name in brackets after it."""
    return place.span.text.isupper() and _DESK.match(text, place.span.end) is not None


def touched(found: Touching[PieceT], where: Span | None, fits: Callable[[PieceT], bool]) -> tuple[int, PieceT] | None:
    """The first piece (with its index) that shares words with a stretch; None if there is none, or no stretch."""
    if where is None:
        return None
    return next(((index, one) for index, one in found.touching(where.start, where.end) if fits(one)), None)


def _says_when_or_where(one: Place | Time, statement: Statement) -> bool:
    """Whether a piece belongs to the saying and not to what is said: the day of "said on Friday that", the post of "the mayor of Gao"."""
    if not statement.attribution:
        return False
    sources = [link.source for link in statement.attribution if link.source]
    return isinstance(one, Time) or any(source.start <= one.span.start < source.end for source in sources)


def harms(kind: EventType) -> frozenset[Role]:
    """The roles of numbers that an event of a type has."""
    return _ROLES.get(kind, frozenset())


def counted(event: Event, numbers: Sequence[Quantity], rivals: Sequence[Event]) -> Event:
    """The event with the numbers of its sentence that fit its type and are not nearer to a rival of the same type."""
    roles = harms(event.type)
    same = [other for other in rivals if other.type is event.type]
    mine = []
    for number in numbers:
        nearest = min(same, key=lambda other: abs(other.trigger.start - number.span.start))
        if (number.role in roles and nearest is event) or (number.role is Role.OTHER and len(rivals) == 1):
            mine.append(number)
    return replace(event, quantities=tuple(mine)) if mine else event


def filled(event: Event, again: Event) -> Event:
    """The event with the mode, parties, place and date that it lacks taken from where it is told again."""
    return replace(
        event,
        mode=event.mode or again.mode,
        actors=_doers(event.actors, again.actors),
        recipients=event.recipients or again.recipients,
        place=event.place if event.place is not None else again.place,
        date=event.date if event.date is not None else again.date,
    )


def _doers(first: tuple[Party, ...], again: tuple[Party, ...]) -> tuple[Party, ...]:
    """Who did it: those told first, but "gunmen" give way to those whom a further mention names."""
    nameless = all(one.name is None and _UNNAMED & set(one.span.text.lower().split()[-1:]) for one in first)
    return again if nameless and (not first or any(one.name for one in again)) else first


def long_past(context: Context, date: Time | None) -> bool:
    """Whether the event's date lies well (300 days) before publication."""
    end = date.end if date else None
    if not end or not context.published:
        return False
    years = int(context.published[:4]) - int(end[:4]) if end[:4].isdigit() and context.published[:4].isdigit() else 0
    months = years * 12 + (_month(context.published) - _month(end))
    return months * 30 >= _HISTORICAL_DAYS


def _month(date: str) -> int:
    return int(date[5:7]) if len(date) >= 7 and date[5:7].isdigit() else 12
