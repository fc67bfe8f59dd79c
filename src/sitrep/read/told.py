"""From events as the network tells them to events of a reading: parties resolved, linked to statement, place, day and numbers, merged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from sitrep.read.aimed import aimed_at, demanded, without_teller
from sitrep.read.blame import blame
from sitrep.read.contexts import contexts
from sitrep.read.dating import dated
from sitrep.read.doers import doers
from sitrep.read.following import DEEDS, followed
from sitrep.read.gazetteer import country
from sitrep.read.linking import (
    Context,
    PieceT,
    counted,
    filled,
    harms,
    holder,
    is_day,
    is_desk,
    long_past,
    nearest,
    sets_scene,
    touched,
)
from sitrep.read.others import others_count, unsaid
from sitrep.read.parties import compound, nobody, party, whole_phrases
from sitrep.read.plover import Trigger, Word
from sitrep.read.promises import meant
from sitrep.read.tokens import Sentence
from sitrep.read.weapons import by_weapon
from sitrep.records import Act, Auxiliary, Event, EventType, Party, Place, Polarity, Precision, Span, Statement, Time, make_id

Found = tuple[int, PieceT]
_HEAD = 80  # characters: where a page's date of publication stands
_WITH_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_FARTHEST = 300  # characters
_LETTER = re.compile(r"[^\W\d_]")
_AT = re.compile(r"\s+(?:in|at|of|from)\s+(?=[A-ZÀ-Þ])")
_AFTER = re.compile(r"\s(?:(?:late|early|again)\s)?(?:on\s)?")
_SAID_ON = re.compile(r"\s+(?:late |early )?(?:on |in )?")
# What a state does to whom it holds, it does at home.
_AT_HOME = frozenset(("execute", "torture", "beat"))
_WITHIN = re.compile(r"(?:,|\s)(?:[\w’' -]{0,24}\b(?:of|in))?(?:\s+the)?\s+")
_SETTLED = frozenset(["GOV", "COP", "JUD", "LEG", "LAB", "UAF", "REB", None])  # sectors that mostly act in their own country
_THEMSELVES = frozenset(("it", "they", "we", "i"))
_MUTUAL = frozenset({EventType.CONSULT, EventType.COOPERATE})
_CONCLUDED = frozenset({EventType.AGREE, EventType.SUPPORT})
_AGREED = re.compile(r"(?:have |had |has )?(?:agree|sign|reach|conclud|struck|strik|accord|pact|deal|treat)", re.I)


@dataclass(frozen=True, slots=True)
class Told:
    """One event as a passage tells it. `same` is the number of the event, among those of the document, that it tells again."""

    trigger: Span
    type: EventType
    mode: str | None = None
    auxiliary: Auxiliary | None = None
    actors: tuple[Span, ...] = ()
    recipients: tuple[Span, ...] = ()
    place: Span | None = None
    time: Span | None = None
    same: int | None = None
    background: bool = False


def events_told(known: Context, sentences: Sequence[Sentence], told: Sequence[Told]) -> tuple[Event, ...]:
    """The events of a document, in order of their triggers; what is told again adds to the event that it tells."""
    starts = [sentence.start for sentence in sentences]
    where = [bisect_right(starts, one.trigger.start) - 1 for one in told]
    told = [replace(one, actors=doers(known.text, one.trigger, one.actors, one.recipients)) for one in told]
    told = [as_meant(sentences[at], one) for at, one in zip(where, told, strict=True)]
    made = [_event(known, sentences[at], one) for at, one in zip(where, told, strict=True)]
    by_sentence: dict[int, list[int]] = {}
    for number, at in enumerate(where):
        by_sentence.setdefault(at, []).append(number)
    for at, numbers in by_sentence.items():
        held = [one for _, one in known.quantities.touching(sentences[at].start, sentences[at].end)]
        rivals = [made[number] for number in numbers]
        for number in numbers:
            made[number] = counted(made[number], held, rivals)
    followed(known, sentences, made, by_sentence)
    for numbers in by_sentence.values():
        _foreground(made, told, numbers)
    again = [number for number, one in enumerate(told) if one.same is not None and not _denial_of(made[one.same], made[number])]
    for number in again:  # in the order of the text: the first mention that has what is lacking gives it
        first = told[number].same or 0
        made[first] = _merged(known, made[first], made[number])
    dropped = set(again)
    return tuple(_both_ways(event) for number, event in enumerate(made) if number not in dropped)


def _denial_of(first: Event, again: Event) -> bool:
    """Whether a further mention says that what was told did not happen so: who denies it did not do it."""
    return again.auxiliary is Auxiliary.NEGATED and first.auxiliary is not Auxiliary.NEGATED


def as_meant(sentence: Sentence, one: Told) -> Told:
    """The event as its setting makes it: "will visit" is a promise (AGREE), "must release" a demand (see promises.py)."""
    at = next((number for number, token in enumerate(sentence.tokens) if token.end > one.trigger.start), None)
    if at is None:
        return one
    word = meant(sentence.tokens, Trigger(at, at + 1, Word(one.type, one.mode, verb=True)))
    return one if word.type is one.type else replace(one, type=word.type, mode=word.mode, auxiliary=None)


def _event(known: Context, sentence: Sentence, one: Told) -> Event:
    said = known.text[sentence.start : sentence.end]
    statement = holder(one.trigger.start, one.trigger.end, known.statements)
    date, place = _day(known, sentence, one, statement), _scene(known, sentence, one, statement)
    auxiliary = one.auxiliary
    if statement and statement.polarity is Polarity.NEGATIVE and statement.attribution and statement.attribution[-1].act is Act.DENY:
        auxiliary = Auxiliary.NEGATED
    if auxiliary is None and long_past(known, date[1] if date else None):
        auxiliary = Auxiliary.HISTORICAL
    where = place[1].country if place else None
    year = _year(date[1].start if date else None) or _year(known.published)
    doing, target = _sides(known, sentence, one, statement)
    actors = tuple(_of_speaker(known, side, statement, year) for side in _parties(known, doing, where, year))
    event = Event(
        id=make_id("ev", known.document, one.trigger.start, one.trigger.end, one.type.value),
        statement=statement.id if statement else None,
        trigger=one.trigger,
        type=one.type,
        mode=by_weapon(one.mode, one.trigger.text, said) if one.type is EventType.ASSAULT else one.mode,
        contexts=contexts(said),
        auxiliary=auxiliary,
        actors=actors,
        recipients=_parties(known, target, None, year),
        place=place[0] if place else None,
        date=date[0] if date else None,
        blame=blame(known.text, actors, statement, auxiliary),
        background=one.background,
        made_by=known.made_by,
    )
    return dated(known, sentence, event, date[1] if date else None)


def _sides(known: Context, sentence: Sentence, one: Told, statement: Statement | None) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The phrases of who acts and who is acted on: as marked, and as the sentence says where that falls short."""
    told = without_teller(one.actors, one.type, one.trigger, statement)
    doing, target = demanded(one.type, one.trigger, (told, one.recipients), statement)
    target = target or aimed_at(known.text, one.trigger, one.type, sentence.end)
    return doing or _claimants(known, one, statement), target


def _day(known: Context, sentence: Sentence, one: Told, statement: Statement | None) -> tuple[int, Time] | None:
    marked = _right_after(known, sentence, one, statement) or touched(known.times, one.time, partial(_of_the_act, known, one, statement))
    if one.same is not None:  # the nearest day to a further mention is often that of what it is mentioned with
        return marked
    return _own(
        sentence, marked, nearest(known.times, sentence, one.trigger.start, partial(_near_day, known, one.trigger.start), statement)
    )


def _right_after(known: Context, sentence: Sentence, one: Told, statement: Statement | None) -> tuple[int, Time] | None:
    """The day that an event's trigger is followed by ("were freed on Monday"), whatever day another event of the sentence has."""
    for number, time in known.times.touching(one.trigger.end, sentence.end):
        if time.span.start >= one.trigger.end:
            follows = _AFTER.fullmatch(known.text, one.trigger.end, time.span.start)
            return (number, time) if follows and _of_the_act(known, one, statement, time) else None
    return None


def _scene(known: Context, sentence: Sentence, one: Told, statement: Statement | None) -> tuple[int, Place] | None:
    place = _where(known, sentence, one, statement, partial(_could_be_where, known, one))
    if place is None and (one.type is not EventType.ASSAULT or one.mode in _AT_HOME):  # "Turkey arrested 40 journalists"
        place = _where(known, sentence, one, statement, partial(sets_scene, known.text))
    return _narrowed(known, sentence, place) if place else None


def _where(
    known: Context, sentence: Sentence, one: Told, statement: Statement | None, fits: Callable[[Place], bool]
) -> tuple[int, Place] | None:
    """The place of an event: that which the network marks, but what stands in its own sentence first, and an agency's desk last."""

    def scene(place: Place) -> bool:
        return fits(place) and not is_desk(known.text, place)

    for fitting in (scene, fits):
        near = nearest(known.places, sentence, one.trigger.start, fitting, statement)
        if found := _own(sentence, touched(known.places, one.place, fitting), near):
            return found
    return None


def _could_be_where(known: Context, one: Told, place: Place) -> bool:
    """Whether a place can be where an event was: it sets a scene, and is not the state that acts."""
    if not sets_scene(known.text, place):
        return False
    start, end = place.span.start, place.span.end
    own = any(side.end == end and known.text[side.start : start].strip().lower() in ("", "the") for side in one.actors)
    return place.precision is not Precision.COUNTRY or not own


def _of_the_act(known: Context, one: Told, statement: Statement | None, time: Time) -> bool:
    """Whether a time is a day that can be the event's: "reported on Friday that …" dates the report, not the deed in it."""
    if not is_day(time) or _heads(known, time):
        return False
    if one.type not in DEEDS or statement is None or any(part.start <= time.span.start < part.end for part in statement.content):
        return True
    cues = (link.cue for link in statement.attribution if link.cue)
    return not any(_SAID_ON.fullmatch(known.text, cue.end, time.span.start) for cue in cues if cue.end <= time.span.start)


def _own(sentence: Sentence, marked: Found[PieceT] | None, close: Found[PieceT] | None) -> Found[PieceT] | None:
    """The piece that the network marks, but what stands in the event's own sentence before what stands in another."""
    if marked is None or (close is not None and not sentence.start <= marked[1].span.start < sentence.end):
        return close
    return marked


def _of_speaker(known: Context, one: Party, statement: Statement | None, year: int | None) -> Party:
    """A party that is "it" or "we" in what somebody says, with the name, country and sector of who says it."""
    if one.span.text.lower() not in _THEMSELVES or statement is None or not statement.attribution:
        return one
    link = statement.attribution[-1]
    if link.source is None or not any(part.start <= one.span.start < part.end for part in statement.content):
        return one
    source = party(link.source, known.mentions, year)
    name = source.name or link.name or (link.source.text if source.country else None)
    return replace(one, name=name, country=source.country, sector=source.sector)


def _both_ways(event: Event) -> Event:
    """The event with the sides of a mutual act as recipients too, where states or bodies act together on nobody else (PLOVER does so)."""
    mutual = event.type in _MUTUAL or (event.type in _CONCLUDED and _AGREED.match(event.trigger.text))
    if event.recipients or not mutual or len({side.country or side.name for side in event.actors if side.country or side.name}) < 2:
        return event
    return replace(event, recipients=event.actors)


def _near_day(known: Context, at: int, time: Time) -> bool:
    """Whether a time is a day that a trigger may have without being marked: not far off in a sentence that never ends, nor a heading's."""
    return is_day(time) and abs(time.span.start - at) <= _FARTHEST and not _heads(known, time)


def _heads(known: Context, time: Time) -> bool:
    """Whether a full date at the head of a text only repeats when it was published ("Published July 19 2016 An air strike …")."""
    return time.span.start < _HEAD and time.start == (known.published or "")[:10] and _WITH_YEAR.search(time.span.text) is not None


def _claimants(known: Context, one: Told, statement: Statement | None) -> tuple[Span, ...]:
    """Who says that they did a deed ("the group claimed responsibility for the blast"), where nobody else is said to have done it."""
    if statement is None or not statement.attribution or one.type not in DEEDS:
        return ()
    link = statement.attribution[-1]
    told_from = min(statement.content[0].start, link.cue.start if link.cue else one.trigger.start)
    before = known.text[told_from : one.trigger.start].lower()
    return (link.source,) if link.act is Act.CLAIM and link.source and "responsib" in before else ()


def _narrowed(known: Context, sentence: Sentence, place: tuple[int, Place]) -> tuple[int, Place]:
    """The narrower place that an area is written after, where it lies in that area ("the Sangin district of Helmand province")."""
    area = place[1]
    if area.precision not in (Precision.ADMIN, Precision.COUNTRY):
        return place
    for index, one in known.places.touching(sentence.start, area.span.start):
        inside = one.admin == area.name if area.precision is Precision.ADMIN else one.country == area.country
        close = one.precision in (Precision.CITY, Precision.POINT) or one.geonames_id is not None
        if close and inside and _WITHIN.fullmatch(known.text, one.span.end, area.span.start):
            return index, one
    return place


def _foreground(made: list[Event], told: Sequence[Told], numbers: Sequence[int]) -> None:
    """Nothing is background to nothing: with a toll and no other event in its sentence, an event is what the sentence reports."""
    if all(made[number].background for number in numbers):
        for number in numbers:
            event = made[number]
            if told[number].same is None and {one.role for one in event.quantities} & harms(event.type):
                made[number] = replace(event, background=False)


def _year(date: str | None) -> int | None:
    return int(date[:4]) if date and date[:4].isdigit() else None


def _parties(known: Context, spans: Sequence[Span], where: str | None, year: int | None) -> tuple[Party, ...]:
    """The parties in some phrases: pronouns only where nothing else is named, local bodies with the country where they act."""
    lettered = [one if _LETTER.search(one.text) else _over_names(known, one) for one in spans]  # the hyphen of "Tehrik-i-Taliban"
    grown = [_over_names(known, one) for one in whole_phrases(known.text, lettered)]
    found = [_local(known, party(part, known.mentions, year), where) for one in dict.fromkeys(grown) for part in compound(one)]
    named = [one for one in found if not nobody(one.span.text)]
    return tuple(named or found)


def _over_names(known: Context, one: Span) -> Span:
    """A phrase that holds a part of a name or of a number with what it counts ("of civilians"), with the whole of it."""
    names = [mention.span for _, mention in known.mentions.touching(one.start, one.end)]
    names += [number.span for _, number in known.quantities.touching(one.start, one.end)]
    start, end = min([one.start, *(name.start for name in names)]), max([one.end, *(name.end for name in names)])
    return Span(start=start, end=end, text=known.text[start:end])


def _local(known: Context, one: Party, where: str | None) -> Party:
    """A party with, where it has no country, that of the place written after it ("police in Diffa"), or of the event if it acts at home."""
    if one.country:
        return _of_area(known, one)
    if one.name:
        return one
    after = _AT.match(known.text, one.span.end)
    seat = touched(known.places, Span(start=after.end(), end=after.end() + 1, text=""), bool) if after else None
    country = seat[1].country if seat and seat[1].span.start <= (after.end() if after else 0) else None
    return replace(one, country=country or (where if one.sector in _SETTLED else None))


def _merged(known: Context, first: Event, again: Event) -> Event:
    """An event with what it lacks taken from where it is told again, and with what others count otherwise."""
    more = (*unsaid(first, again.quantities), *others_count(known, first, again.quantities))
    return replace(filled(first, again), quantities=tuple(dict.fromkeys((*first.quantities, *more))))


def _of_area(known: Context, one: Party) -> Party:
    """A party with the country of the area in its name, where a country is called so too ("Georgia's governor")."""
    inside = known.places.touching(one.span.start, one.span.end)
    area = next((place for _, place in inside if place.precision is Precision.ADMIN and country(place.span.text) == one.country), None)
    return replace(one, country=area.country, name=None) if area else one
