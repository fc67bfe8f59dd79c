"""Who acts on whom by what the sentence says, where the network's marks fall short: targets after "at" and "against", and who demands."""

from __future__ import annotations

import re

from sitrep.read.actors import actors
from sitrep.records import EventType, Span, Statement

_FIRES = re.compile(r"(?:fir(?:e|es|ed|ing)|launch\w*|hurl\w*|lobb\w*|thr(?:ow|ew|own)\w*|aim\w*|shoot\w*|shot)$", re.I)
_AGAINST = frozenset({EventType.ASSAULT, EventType.MOBILIZE, EventType.SANCTION, EventType.THREATEN, EventType.PROTEST})
_NAME = r"(?P<whom>(?:the\s)?[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*){0,3})"
# Words of the same clause may stand between: "fired two shells at …", "mobilised reservists for a war against …".
_BETWEEN = r"(?:\s(?!(?:and|but|that|who|which|when|after|before|while|as)\b)[\w’'-]+){0,6}?"
_AT = re.compile(rf"{_BETWEEN}\s(?:at|on|against|towards?)\s{_NAME}")
_VERSUS = re.compile(rf"{_BETWEEN}\sagainst\s{_NAME}")
_MUST = frozenset(["must", "should", "ought to", "has to", "have to", "needs to", "need to"])
_OWN = re.compile(r"(?:their|his|her|its|our|my|they|he|she|it|we|I)\b", re.I)
# Who says such a thing does it by saying it.
_SPOKEN = frozenset(
    {
        EventType.AGREE,
        EventType.CONSULT,
        EventType.SUPPORT,
        EventType.CONCEDE,
        EventType.REQUEST,
        EventType.ACCUSE,
        EventType.REJECT,
        EventType.THREATEN,
    }
)


def aimed_at(text: str, trigger: Span, kind: EventType, end: int) -> tuple[Span, ...]:
    """The state or body that an act is aimed at by a word after its trigger, before `end`; empty if none is named there."""
    pattern = _AT if _FIRES.search(trigger.text) else _VERSUS if kind in _AGAINST else None
    match = pattern.match(text, trigger.end, end) if pattern else None
    if match is None:
        return ()
    known = actors().resolve(match["whom"])
    if known is None or not (known.country or known.name):
        return ()
    return (Span(start=match.start("whom"), end=match.end("whom"), text=match["whom"]),)


def demanded(
    kind: EventType, trigger: Span, sides: tuple[tuple[Span, ...], tuple[Span, ...]], statement: Statement | None
) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Actors and recipients of what somebody says must be done: who says so asks it, and who must do it is asked."""
    actors_, recipients = sides
    link = statement.attribution[-1] if statement and statement.attribution else None
    if kind is not EventType.REQUEST or trigger.text.lower() not in _MUST or link is None or link.source is None:
        return sides
    asked = tuple(one for one in actors_ if one.end <= trigger.start and _inside(one, statement))
    return ((link.source,), (*asked, *recipients)) if asked else sides


def without_teller(actors_: tuple[Span, ...], kind: EventType, trigger: Span, statement: Statement | None) -> tuple[Span, ...]:
    """The actors without who only tells of the deed, where others are said to have done it."""
    link = statement.attribution[-1] if statement and statement.attribution else None
    if kind in _SPOKEN or link is None or link.source is None or not _inside(trigger, statement):
        return actors_
    source = link.source
    others = tuple(one for one in actors_ if not (source.start <= one.start and one.end <= source.end))
    theirs = all(_OWN.match(one.text) for one in others)  # "the rebels said their forces had left": their forces are they
    return actors_ if theirs else others


def _inside(one: Span, statement: Statement | None) -> bool:
    return statement is not None and any(part.start <= one.start < part.end for part in statement.content)
