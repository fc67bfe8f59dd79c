"""Events of a text, from triggers: who did what to whom, where, when, how many, and how it stands in the world.

One event for each type in a clause: a second word for the same act ("the attack … killing 12") adds to the first event.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from sitrep.read.blame import blame
from sitrep.read.contexts import contexts
from sitrep.read.dating import dated
from sitrep.read.lexicon import BE, TIME_WORDS, words
from sitrep.read.linking import Context, counted, filled, holder, is_day, long_past, nearest, sets_scene
from sitrep.read.parties import Sides, parties
from sitrep.read.plover import Trigger, triggers
from sitrep.read.promises import meant
from sitrep.read.tokens import Sentence, Token, span
from sitrep.records import (
    Act,
    Auxiliary,
    Event,
    EventType,
    Modality,
    Polarity,
    Statement,
    Time,
    make_id,
)

_SAID_NOW = frozenset({EventType.THREATEN, EventType.AGREE, EventType.REQUEST, EventType.CONCEDE})
_ABOUT = words("background")
_MISFORTUNES = words("misfortunes")


def events(known: Context, sentences: Sequence[Sentence]) -> tuple[Event, ...]:
    """The events of a document, in order of their triggers."""
    return tuple(event for sentence in sentences for event in _of_sentence(known, sentence))


def _of_sentence(context: Context, sentence: Sentence) -> list[Event]:
    kept: list[tuple[Trigger, Event]] = []
    numbers = [one for _, one in context.quantities.touching(sentence.start, sentence.end)]
    for trigger in _foreground(sentence.tokens):
        event = _event(context, sentence, trigger)
        if event.type is EventType.ASSAULT and any(_no_agent(party.span.text) for party in event.actors):
            continue
        same = next((i for i, (other, one) in enumerate(kept) if _same_act(sentence.tokens, other, trigger, one, event)), None)
        if same is None:
            kept.append((trigger, event))
        else:
            kept[same] = _merged(kept[same], (trigger, event))
    return [counted(event, numbers, [other for _, other in kept]) for _, event in kept]


def _no_agent(words_of_party: str) -> bool:
    """Whether an actor is a misfortune ("an earthquake", "the bus"): what it does is no assault."""
    return bool(_MISFORTUNES & set(words_of_party.lower().split()))


def _foreground(tokens: Sequence[Token]) -> list[Trigger]:
    """The triggers of a sentence as their setting makes them, without nouns that only say what something else came after or was about."""
    found = [replace(trigger, word=meant(tokens, trigger)) for trigger in triggers(tokens)]
    verbs = any(trigger.word.verb for trigger in found)
    return [one for one in found if one.word.verb or not verbs or not _background(tokens, one)]


def _background(tokens: Sequence[Token], trigger: Trigger) -> bool:
    """Whether a noun stands in a phrase such as "after the clashes" or "over the killings" with nothing of its own after it."""
    own = trigger.end < len(tokens) and tokens[trigger.end].lower in {"on", "of", "by", "in", "at", "near", "between", "against", "that"}
    before = [token.lower for token in tokens[max(0, trigger.start - 4) : trigger.start]]
    return not own and any(word in _ABOUT for word in before)


def _event(context: Context, sentence: Sentence, trigger: Trigger) -> Event:
    tokens = sentence.tokens
    where = span(context.text, tokens[trigger.start].start, tokens[trigger.end - 1].end)
    statement = holder(where.start, where.end, context.statements)
    sides: Sides = parties(context.text, tokens, trigger, context.mentions)
    date = nearest(context.times, sentence, where.start, is_day, statement)
    place = nearest(context.places, sentence, where.start, partial(sets_scene, context.text), statement)
    auxiliary = _auxiliary(context, tokens, trigger, statement, date[1] if date else None)
    event = Event(
        id=make_id("ev", context.document, where.start, where.end, trigger.word.type.value),
        statement=statement.id if statement else None,
        trigger=where,
        type=trigger.word.type,
        mode=trigger.word.mode,
        contexts=contexts(context.text[sentence.start : sentence.end]),
        auxiliary=auxiliary,
        actors=sides.actors,
        recipients=sides.recipients,
        place=place[0] if place else None,
        date=date[0] if date else None,
        blame=blame(context.text, sides.actors, statement, auxiliary),
        made_by=context.made_by,
    )
    return dated(context, sentence, event, date[1] if date else None)


def _same_act(tokens: Sequence[Token], first: Trigger, second: Trigger, one: Event, other: Event) -> bool:
    """Whether two triggers of one sentence tell one act: same type and standing, no coordinated clause with its own subject between."""
    if one.type is not other.type or one.auxiliary is not other.auxiliary:
        return False
    between = tokens[first.end : second.start]
    return not any(token.text == ";" for token in between) and not (
        other.actors and one.actors and other.actors[0].span != one.actors[0].span and second.word.verb and first.word.verb
    )


def _merged(first: tuple[Trigger, Event], second: tuple[Trigger, Event]) -> tuple[Trigger, Event]:
    """One event of two triggers: the second fills what the first lacks; the more telling verb ("fired" over "killed") triggers."""
    trigger, event = first
    other = second[1]
    if trigger.word.verb and event.mode is None and other.mode is not None and second[0].word.verb:
        trigger = second[0]
        event = replace(event, id=other.id, trigger=other.trigger, statement=other.statement)
    return trigger, filled(event, other)


def _auxiliary(
    context: Context, tokens: Sequence[Token], trigger: Trigger, statement: Statement | None, date: Time | None
) -> Auxiliary | None:
    """PLOVER's auxiliary mode: from the words before the trigger, the statement's standing and the date."""
    before = [token.lower for token in tokens[max(0, trigger.start - 4) : trigger.start]]
    if any(word in {"not", "n't", "never", "no", "without"} for word in before[-3:]) or _failed(before):
        return Auxiliary.NEGATED
    if statement and statement.polarity is Polarity.NEGATIVE and statement.attribution and statement.attribution[-1].act is Act.DENY:
        return Auxiliary.NEGATED
    if trigger.word.type in _SAID_NOW:
        return None
    if any(word in {"if", "unless", "would", "could", "might", "may", "should", "whether"} for word in before):
        return Auxiliary.HYPOTHETICAL
    if statement and statement.modality is Modality.CONDITIONAL:
        return Auxiliary.HYPOTHETICAL
    if "will" in before or "'ll" in before or _planned(before, trigger):
        return Auxiliary.FUTURE
    return Auxiliary.HISTORICAL if long_past(context, date) else None


def _failed(before: Sequence[str]) -> bool:
    return before[-1:] == ["to"] and any(word in {"failed", "refused", "declined", "unable"} for word in before)


def _planned(before: Sequence[str], trigger: Trigger) -> bool:
    return (
        trigger.word.verb
        and before[-1:] == ["to"]
        and not any(word in BE | TIME_WORDS for word in before[-2:-1])
        and any(
            word
            in {
                "plans",
                "planned",
                "planning",
                "intends",
                "threatened",
                "threatens",
                "vowed",
                "pledged",
                "promised",
                "wants",
                "preparing",
                "going",
                "due",
                "set",
            }
            for word in before
        )
    )
