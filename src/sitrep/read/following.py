"""What sentences without an event of their own add to the one that they speak of: the toll, and the day ("It took place on Monday")."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sitrep.read.dating import dated
from sitrep.read.lexicon import words
from sitrep.read.linking import Context, harms, is_day, long_past
from sitrep.read.others import others_count, unsaid
from sitrep.read.tokens import Sentence
from sitrep.records import Auxiliary, Event, EventType, Precision, Role

_NEAR = 2  # sentences after an event in which a toll without an event of its own still counts as that event's
_ATTACKERS = words("attackers")
_NARROW = (Precision.CITY, Precision.POINT, Precision.ADMIN)
_VICTIMS = frozenset({Role.KILLED, Role.INJURED, Role.ABDUCTED, Role.DETAINED})
# Deeds: what is done to somebody, or in the street.
DEEDS = frozenset({EventType.ASSAULT, EventType.COERCE, EventType.PROTEST})
# Up to the day: "The incident occurred on", "Both blasts happened late on".
_TOOK_PLACE = re.compile(
    r"\s*(?:the|this|that|these|those|both)(?: [\w-]+){0,2}? (?:incident|attack|assault|raid|strike|airstrike|bombing|blast|explosion"
    r"|shelling|shooting|killing|ambush|clash|protest|rally|arrest|abduction)e?s?(?: (?:also|reportedly))?"
    r" (?:occurred|happened|took place|(?:was|were) carried out|came)(?: (?:late|early))?(?: on)? ",
    re.I,
)


def followed(known: Context, sentences: Sequence[Sentence], made: list[Event], by_sentence: Mapping[int, Sequence[int]]) -> None:
    """Give tolls of sentences that tell no deed of their own to the last deed before them ("Six people died in hospital."), those of a
    lead that tells of attackers or their arms to the first attack after it; and to deeds without a day that on which such a sentence says
    that they took place.

    `made` holds the events, changed in place; `by_sentence` the numbers of those that each sentence tells.
    """
    last: tuple[int, int] | None = None
    for at, sentence in enumerate(sentences):
        own = [number for number in by_sentence.get(at, ()) if made[number].type in DEEDS]
        if own and last is None and made[own[0]].type is EventType.ASSAULT:
            for before in range(max(0, at - _NEAR), at):
                if _leads_to(known, sentences[before], made[own[0]]):
                    made[own[0]] = _with_toll(known, made[own[0]], sentences[before])
        if own:
            last = at, own[-1]
        elif last is not None and at - last[0] <= _NEAR:
            made[last[1]] = _with_toll(known, _with_day(known, made[last[1]], sentence), sentence)


def _leads_to(known: Context, sentence: Sentence, event: Event) -> bool:
    """Whether a sentence that tells no deed can be the lead of an attack: it tells of attackers or their arms, at no other place, and the
    attack has no victims of its own. The dead of a flood are not those of the raid that is told next.
    """
    if any(one.role in _VICTIMS for one in event.quantities):
        return False
    towns = {place.name for _, place in known.places.touching(sentence.start, sentence.end) if place.precision in _NARROW}
    own = known.places.item(event.place).name if event.place is not None else None
    if towns and own is not None and own not in towns:
        return False
    return not _ATTACKERS.isdisjoint(token.lower for token in sentence.tokens)


def _with_toll(known: Context, event: Event, sentence: Sentence) -> Event:
    """An event with the toll that a sentence gives without an event of its own, as far as it has none or another gives it otherwise."""
    held = [one for _, one in known.quantities.touching(sentence.start, sentence.end) if one.role in harms(event.type)]
    more = dict.fromkeys((*unsaid(event, held), *others_count(known, event, held)))
    return replace(event, quantities=(*event.quantities, *more))


def _with_day(known: Context, event: Event, sentence: Sentence) -> Event:
    """An event without a day with that on which a sentence says that it took place."""
    if event.date is not None or event.undated is not None:
        return event
    for number, time in known.times.touching(sentence.start, sentence.end):
        if is_day(time) and _TOOK_PLACE.fullmatch(known.text, sentence.start, time.span.start):
            past = event.auxiliary is None and long_past(known, time)
            return dated(known, sentence, replace(event, date=number, auxiliary=Auxiliary.HISTORICAL if past else event.auxiliary), time)
    return event
