"""What is told in the words of force and is none: accidents, burials, and results of games.

An accident is no event of PLOVER (2022 codebook: ASSAULT and COERCE are acts of somebody against somebody), so that a report of nothing
else has no type. Its numbers are kept: they are what such a report is read for.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from sitrep.read.lexicon import words
from sitrep.read.linking import harms
from sitrep.read.tokens import Sentence
from sitrep.records import Event, EventType, Quantity, Role

_ACTS = frozenset({EventType.ASSAULT, EventType.COERCE})
_MISFORTUNES, _ACCIDENTS, _HARMED, _ATTACKERS = words("misfortunes"), words("accident verbs"), words("harmed"), words("attackers")
_SPORTS, _CONTESTS, _PLAYED = words("sports"), words("contests"), words("played")
_VEHICLES, _ARMED = words("vehicles"), words("armed")
_CARRYING = frozenset(("bus", "coach", "train", "lorry", "ferry", "boat", "ship"))
_HARM = frozenset({Role.KILLED, Role.INJURED})
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")
_LEAST_SPORTS = 4  # different words of sport that make a text one about sport without a score; with one, one is enough
_SCORE = re.compile(r"(?<![\w.,/–-])\d{1,3}\s?[-–]\s?\d{1,3}(?![\w/–-]|[.,]\d)")
_NEAR = 80  # characters around a score in which a word of a contest stands
_LEAST_BEATEN = 2  # different words of sport that make a text one about sport in which one side beats another by a score
# "Demolished the top seed 6-1, 6-2": not "attacked 10-15 soldiers".
_BEATEN = re.compile(
    rf"\b(?:{'|'.join(sorted(_PLAYED))}) (?:[\w'’-]+ ){{0,5}}?\(?\d{{1,3}}\s?[-–]\s?\d{{1,3}}"
    r"(?=[,.;:!?)]|$| (?:on|in|at|to|after|before|with|for|and|as|over)\b)",
    re.M,
)
_PLANT = (
    r"(?:gas|boiler|cylinder|methane|pipeline|fuel|oil|tanker|fireworks?|firecrackers?|transformer|furnace|chemicals?|ammonia|fertili[sz]er"
    r"|steel|coal)"
)
_INDUSTRIAL = re.compile(
    rf"\b{_PLANT}(?:[ -]\w+)? (?:leak |tank )?(?:explosion|blast|explode[sd]?|burst)\b"
    rf"|\b(?:explosion|blast|fire) (?:\w+ ){{0,2}}?(?:at|in|of|on) (?:an? |the )?(?:[\w-]+ )?{_PLANT}[ -]?"
    r"(?:\w+ )?(?:plant|factory|works|workshop|refinery|depot|station|mine|warehouse|store|platform|tank|cylinder|pipeline|truck)?\b",
    re.I,
)

_TRAFFIC = "|".join(sorted(_VEHICLES | _CARRYING | {"tram", "lorries", "buses", "trains", "trucks", "bicycle", "cyclist"}))
# "A bus hit a lorry": who drives into what stands in the road is at fault at most.
_KNOCK = re.compile(
    rf"\b(?:{_TRAFFIC}) (?:that |which )?(?:[\w-]+ )?(?:hit|struck|ran into|(?:smashed|slammed|crashed|plough?ed|plowed) into)"
    rf" (?:an? |the |another |two |three )(?:[\w-]+ ){{0,2}}?(?:{_TRAFFIC}|tree|wall|pole|barrier|bridge|ravine|embankment|house)\b",
    re.I,
)


# Who buries the dead harms nobody; who is buried alive, or under what came down, was harmed.
_BURY = re.compile(r"bur(?:y|ies|ied|ying|ials?)", re.I)
# Who reaches a place or comes back attacks nobody, unless the sentence says with what.
_ARRIVE = re.compile(r"reach(?:es|ed|ing)?|arriv(?:e|es|ed|ing|als?)|return(?:s|ed|ing)?", re.I)
_BURIED_OTHERWISE = re.compile(r"\b(?:alive|under|beneath|rubble|debris|wreckage|mines?|bombs?|explosives?|devices?)\b", re.I)


def deeds(
    text: str, sentences: Sequence[Sentence], events: Sequence[Event], quantities: Sequence[Quantity]
) -> tuple[tuple[Event, ...], tuple[Quantity, ...]]:
    """The events without accidents that were taken for acts of force, and without those of a game; and the numbers of the accidents,
    which are `quantities` that no event has.
    """
    game = any(event.type in _ACTS for event in events) and is_game(text)
    starts = [sentence.start for sentence in sentences]
    said = [frozenset(token.lower for token in sentence.tokens) for sentence in sentences]
    kept: list[Event] = []
    for event in events:
        at = bisect_right(starts, event.trigger.start) - 1
        acts = event.type in _ACTS and at >= 0
        accident = acts and not said[at] & _ATTACKERS and _is_accident(text, sentences[at], said[at], event)
        if acts and (_is_burial(text, sentences[at], event) or _is_arrival(said[at], event)):
            continue
        if not accident and not (acts and game and _is_play(said[at], event)):
            kept.append(event)
    held = {number for event in kept for number in event.quantities}
    numbers = []
    for number in quantities:
        at = bisect_right(starts, number.span.start) - 1
        if number.role in _HARM and number not in held and at >= 0 and _of_accident(text, sentences[at], said[at]):
            numbers.append(number)
    return tuple(kept), tuple(numbers)


def _of_accident(text: str, sentence: Sentence, said: frozenset[str]) -> bool:
    """Whether a sentence, whose words are `said`, tells of an accident or a disaster and of no attack."""
    if said & _ATTACKERS:
        return False
    told = said & (_ACCIDENTS | (_MISFORTUNES - _CARRYING)) or (said & _CARRYING and said & _HARMED)
    return bool(told) or _of_no_attacker(text, sentence)


def _of_no_attacker(text: str, sentence: Sentence) -> bool:
    return any(pattern.search(text, sentence.start, sentence.end) is not None for pattern in (_INDUSTRIAL, _KNOCK))


def _is_accident(text: str, sentence: Sentence, said: frozenset[str], event: Event) -> bool:
    """Whether nobody did it: a vehicle, the weather or a gas leak; `said` are the words of the sentence, none of an attack among them."""
    trigger = _words(event.trigger.text)
    if any(_MISFORTUNES & _words(party.span.text) for party in event.actors):
        return True
    acting = [party for party in event.actors if not _words(party.span.text) & _VEHICLES]
    if any(party.name or party.sector for party in acting) or not trigger & (_HARMED | _ACCIDENTS):
        return False
    return bool(said & _ACCIDENTS) or _of_no_attacker(text, sentence)


def _is_burial(text: str, sentence: Sentence, event: Event) -> bool:
    """Whether what was taken for an act of force is that somebody buries the dead."""
    return _BURY.fullmatch(event.trigger.text) is not None and not _BURIED_OTHERWISE.search(text, sentence.start, sentence.end)


def _is_arrival(said: frozenset[str], event: Event) -> bool:
    """Whether what was taken for an act of force is that somebody comes; `said` are the words of the sentence."""
    return _ARRIVE.fullmatch(event.trigger.text) is not None and not said & _ATTACKERS and not _hurts(event)


def _is_play(said: frozenset[str], event: Event) -> bool:
    """Whether an act of force in a text about a game is one of the game: told by a word that games are told with, in a sentence without
    arms, whose words are `said`, and of harm to nobody; a score is no number of the harmed.
    """
    harmed = any(quantity.role in harms(event.type) and not _SCORE.fullmatch(quantity.span.text) for quantity in event.quantities)
    return event.trigger.text.lower().split(" ", 1)[0] in _PLAYED and not said & _ARMED and not harmed


def _words(text: str) -> frozenset[str]:
    return frozenset(text.lower().split())


def _hurts(event: Event) -> bool:
    return any(quantity.role in harms(event.type) for quantity in event.quantities)


def is_game(text: str) -> bool:
    """Whether a text reports a game: it gives a score beside a word of contests, says with some words of sport by which score one side
    beat another, or has many words of sport.
    """
    sport = set(_WORD.findall(text.lower())) & _SPORTS
    if len(sport) >= _LEAST_SPORTS:
        return True
    if len(sport) >= _LEAST_BEATEN and _BEATEN.search(text):
        return True
    for score in _SCORE.finditer(text):
        around = _CONTESTS & set(_WORD.findall(text[max(0, score.start() - _NEAR) : score.end() + _NEAR].lower()))
        if len(around) >= (1 if sport else 2):
            return True
    return False
