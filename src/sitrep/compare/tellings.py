"""From a reading to its tellings: what the document is chiefly about, and what else it tells of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sitrep.compare.dating import SENTENCE, SENTENCE_END, accident_days, event_days, happening_days, lead_days, parted
from sitrep.compare.days import Days, gap, interval, iso
from sitrep.compare.keys import keys
from sitrep.compare.kinds import AUXILIARY_WEIGHT, BACKGROUND_WEIGHT, DENIED_WEIGHT, MATERIAL, OTHER_WEIGHT, TOLL_ROLES, WEIGHT, same_family
from sitrep.compare.parties import is_people
from sitrep.compare.passing import LEAD, in_passing, last_sentence, one_word
from sitrep.compare.places import Relation, fineness, relation
from sitrep.compare.scenes import NEXT_DAYS, place_of, scene, strayed
from sitrep.compare.tolls import whole_tolls
from sitrep.compare.words import fold, names, salient, sketch, stems
from sitrep.records import Auxiliary, Event, EventType, MentionType, Place, Polarity, Reading, Telling, make_id

MADE_BY = "compare@8"
# Weight below which an event is too slight to say what the document is about.
SLIGHT = 0.9
MOST_FURTHER = 6
_TALLY = re.compile(
    r"\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|dozens of|several) (?:times|violations|breaches|incidents)\b", re.I
)
_SPELL = re.compile(
    r"\b(?:in|over|during|within|for) (?:the )?(?:(?:last|past|previous) )?(?:\d+ |two |three |few )?(?:hours|days|weeks?|months?|day)\b",
    re.I,
)
_PARTIES = (MentionType.ORGANIZATION, MentionType.GROUP, MentionType.PERSON)


def tellings(reading: Reading) -> tuple[Telling, ...]:
    """The tellings of one document: the main one first (none where the document has no text at all), then clearly different happenings.

    A document that was not read for statements has a main telling made from its text alone, so that its copies are found.
    """
    if not (reading.document.text.strip() or (reading.document.title or "").strip()):
        return ()
    weights = _weights(reading)
    chief = _chief(reading, weights)
    founding = tuple(event for event in reading.events if chief is not None and _tells_of(reading, chief, event))
    when = happening_days(reading, chief, founding)
    if chief is not None:
        away = strayed(reading, chief, scene(chief, reading, _main_place(reading, founding, weights)), when)
        founding = tuple(event for event in founding if event.id not in away)
    founding = tuple(
        event
        for event in founding
        if event is chief
        or (
            _at_that_time(reading, event, when) and not _of_another(reading, chief, event, when) and not _apart(reading, chief, event, when)
        )
    )
    main = _main(reading, chief, founding, weights)
    return (main, *_further(reading, main, founding))


def _weights(reading: Reading) -> dict[str, float]:
    """How much each event says about what the document is about: its type, where it stands, whether the headline has it, its toll."""
    headline = set(stems(reading.document.title or ""))
    denied = {one.id for one in reading.statements if one.polarity is Polarity.NEGATIVE and one.attribution}
    found = {}
    for event in reading.events:
        weight = WEIGHT.get(event.type, OTHER_WEIGHT) * (0.3 + 1.2 * LEAD / (LEAD + event.trigger.start))
        if event.auxiliary is not None:
            # What somebody denies having done is what the denial is about; what merely did not happen is seldom news.
            weight *= DENIED_WEIGHT if event.statement in denied else AUXILIARY_WEIGHT[event.auxiliary]
        if event.background or _counted(reading.document.text, event):
            weight *= BACKGROUND_WEIGHT
        if any(one_word(told, word) for told in headline for word in stems(event.trigger.text)):
            weight *= 1.5
        if any(quantity.role in TOLL_ROLES for quantity in event.quantities):
            weight *= 1.4
        found[event.id] = weight
    return found


def _counted(text: str, event: Event) -> bool:
    """Whether an event is only told as one of several over a time ("breached the truce 3 times in 24 hours"): a tally is no happening."""
    start, end = event.trigger.start, event.trigger.end
    before = SENTENCE_END.split(text[max(0, start - SENTENCE) : start])[-1]
    sentence = before + text[start:end] + SENTENCE_END.split(text[end : end + SENTENCE])[0]
    return bool(_TALLY.search(sentence) and _SPELL.search(sentence))


def _chief(reading: Reading, weights: dict[str, float]) -> Event | None:
    told = [event for event in reading.events if not in_passing(reading, event, event_days(reading, event))]
    ranked = sorted(told, key=lambda event: (-weights[event.id], event.trigger.start, event.id))
    return ranked[0] if ranked and weights[ranked[0].id] >= SLIGHT and not _of_an_accident(reading, ranked) else None


def _of_an_accident(reading: Reading, events: Sequence[Event]) -> bool:
    """Whether the lead gives the dead or injured of an accident and tells of no violence: arrests and aid come after it."""
    violent = any(event.type is EventType.ASSAULT and event.auxiliary is None and event.trigger.start < LEAD for event in events)
    first = min((event.trigger.start for event in events if event.auxiliary is None), default=LEAD)
    return not violent and any(number.span.start < min(LEAD, first) for number in reading.numbers)


def _tells_of(reading: Reading, chief: Event, event: Event) -> bool:
    """Whether an event belongs to the happening of the chief event: of its family, not elsewhere, not at another time."""
    if event is chief:
        return True
    if event.auxiliary is Auxiliary.HISTORICAL or not same_family(chief.type, event.type):
        return False
    if relation(place_of(reading, chief), place_of(reading, event)) is Relation.FAR:
        return False
    first, second = event_days(reading, chief), event_days(reading, event)
    return first is None or second is None or gap(first, second) <= 1


def _at_that_time(reading: Reading, event: Event, when: Days | None) -> bool:
    """Whether an event has no date of its own, or one next to when the document's happening was."""
    days = event_days(reading, event)
    return when is None or days is None or gap(days, when) <= NEXT_DAYS


def _main(reading: Reading, chief: Event | None, founding: tuple[Event, ...], weights: dict[str, float]) -> Telling:
    document = reading.document
    place = _main_place(reading, founding, weights)
    when = happening_days(reading, chief, founding) or (accident_days(reading) if chief is None else None)
    day = when or lead_days(reading) or interval(document.published, None)
    whole = f"{document.title or ''}\n{document.text}"
    telling = Telling(
        id=make_id("telling", document.id, "main"),
        document=document.id,
        main=True,
        type=_type(chief),
        outlet=document.outlet,
        published=document.published,
        title=document.title,
        place=place,
        start=iso(day[0]) if day else None,
        end=iso(day[1]) if day else None,
        dated=when is not None,
        events=tuple(event.id for event in founding),
        statements=_statements(founding),
        parties=_parties(reading, founding) or names(whole),
        tolls=whole_tolls(reading, founding),
        words=salient(_without_passing(reading), document.title),
        sketch=sketch(document.text),
        made_by=MADE_BY,
    )
    return replace(telling, keys=keys(telling, names(whole)))


def _without_passing(reading: Reading) -> str:
    """The text without the sentence that tells of another happening in passing: its words are not what the document is about."""
    text = reading.document.text
    passing = [event.trigger.start for event in reading.events if in_passing(reading, event, event_days(reading, event))]
    return text[: last_sentence(text, min(passing))] if passing else text


def _type(chief: Event | None) -> EventType | None:
    """The type of the chief event; force that is only announced is a threat."""
    if chief is None:
        return None
    return EventType.THREATEN if chief.type is EventType.ASSAULT and chief.auxiliary is Auxiliary.FUTURE else chief.type


def _statements(events: Sequence[Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.statement for event in events if event.statement is not None))


def _parties(reading: Reading, events: Sequence[Event]) -> tuple[str, ...]:
    """The names of those who acted or were acted on, in the order of the text."""
    found: dict[str, None] = {}
    for event in events:
        for party in (*event.actors, *event.recipients):
            mention = reading.mentions[party.mention] if party.mention is not None and 0 <= party.mention < len(reading.mentions) else None
            name = mention.name or mention.span.text if mention is not None else None
            # Whose somebody is tells reports apart too: "Greek" police.
            if told := party.name or (name if mention is not None and name and (mention.type in _PARTIES or is_people(name)) else None):
                found.setdefault(told)
    return tuple(found)


def _main_place(reading: Reading, founding: Sequence[Event], weights: dict[str, float]) -> Place | None:
    """The place that founding events, headline and lead speak of most; of those that vie, the most closely told."""
    headline = fold(reading.document.title or "")
    scores: dict[tuple[str, str | None], float] = {}
    first: dict[tuple[str, str | None], Place] = {}
    of_events = {event.place: weights[event.id] for event in sorted(founding, key=lambda event: weights[event.id])}
    for index, place in enumerate(reading.places):
        key = (fold(place.name), place.country)
        score = 0.3 + (1.0 if place.span.start < LEAD else 0.0) + 1.5 * of_events.get(index, 0.0)
        if fold(place.span.text) in headline:
            score += 1.0
        scores[key] = scores.get(key, 0.0) + score * (0.6 + 0.2 * fineness(place))
        first.setdefault(key, place)
    if not scores:
        return None
    best = max(scores.values())
    return first[
        max(
            (key for key in scores if scores[key] >= 0.6 * best),
            key=lambda key: (fineness(first[key]), scores[key], -first[key].span.start),
        )
    ]


def _of_another(reading: Reading, chief: Event | None, event: Event, when: Days | None) -> bool:
    """Whether another paragraph gives an event a day of its own while the document's happening has none: a digest tells of several."""
    return chief is not None and when is None and event_days(reading, event) is not None and parted(reading, chief, event)


def _apart(reading: Reading, chief: Event | None, event: Event, when: Days | None) -> bool:
    """Whether an event with a toll has another day than the happening and is not known to have been there."""
    days = event_days(reading, event)
    if chief is None or when is None or days is None or gap(days, when) == 0 or not event.quantities:
        return False
    return relation(place_of(reading, chief), place_of(reading, event)) is Relation.UNKNOWN


def _further(reading: Reading, main: Telling, founding: Sequence[Event]) -> tuple[Telling, ...]:
    """Tellings of other happenings: material events with a toll, elsewhere or at another time than the main one."""
    groups: dict[tuple[str, str, str | None], list[Event]] = {}
    for event in reading.events:
        place, days = place_of(reading, event), event_days(reading, event)
        passing = in_passing(reading, event, days)
        if event in founding or event.background or event.type not in MATERIAL or event.auxiliary not in (None, Auxiliary.HISTORICAL):
            continue
        if (place is None and not passing) or not any(quantity.role in TOLL_ROLES for quantity in event.quantities):
            continue
        if event.auxiliary is Auxiliary.HISTORICAL and days is None:
            continue
        span = interval(main.start, main.end)
        elsewhere = relation(main.place, place) is Relation.FAR
        if passing or elsewhere or (days is not None and span is not None and gap(days, span) > 2):
            groups.setdefault((event.type.value, fold(place.name) if place else "", iso(days[0]) if days else None), []).append(event)
    return tuple(_other(reading, main, events) for events in list(groups.values())[:MOST_FURTHER])


def _other(reading: Reading, main: Telling, events: list[Event]) -> Telling:
    days = next((span for span in (event_days(reading, event) for event in events) if span is not None), None)
    published = interval(main.published, None)
    day = days or published
    passage = " ".join(span.text for statement in reading.statements if statement.id in _statements(events) for span in statement.content)
    telling = replace(
        main,
        id=make_id("telling", main.document, events[0].id),
        main=False,
        type=events[0].type,
        title=None,
        place=place_of(reading, events[0]),
        start=iso(day[0]) if day else None,
        end=iso(day[1]) if day else None,
        dated=days is not None,
        events=tuple(event.id for event in events),
        statements=_statements(events),
        parties=_parties(reading, events),
        tolls=whole_tolls(reading, events),
        words=salient(passage, None),
        sketch=(),
    )
    return replace(telling, keys=keys(telling, names(passage)))
