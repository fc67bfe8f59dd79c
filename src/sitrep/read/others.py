"""Numbers that an event lacks, and those that others give of it: "police put it at 12; the hospital said 17" are two accounts, each on
its holder's word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.read.linking import Context, holder
from sitrep.read.number_words import vague
from sitrep.records import Event, Quantity, Statement

# One account that was revised: the number before is no other's.
_REVISED = re.compile(
    r"\b(?:r[io]s(?:e|en|es|ing)|climb\w*|jump\w*|revis\w*|rais\w*|up|down|earlier|previous(?:ly)?|initial(?:ly)?|at first)\b", re.I
)
_AROUND = 40


def others_count(known: Context, event: Event, numbers: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of roles for which the event has one, that somebody else gives otherwise; not what only revises the one that it has."""
    return [one for one in numbers if not vague(one.span.text) and _of_another(known, event, one) and not _revised(known.text, one)]


def unsaid(event: Event, numbers: Sequence[Quantity]) -> list[Quantity]:
    """The numbers of roles for which the event has none, or only "dozens" of which they can be the count."""
    said = {one.role for one in event.quantities if not vague(one.span.text)}
    loose = {one.role: one.low or 0 for one in event.quantities if vague(one.span.text)}
    more = [one for one in numbers if one.role not in said]
    return [one for one in more if one.role not in loose or ((one.low or 0) >= loose[one.role] and not vague(one.span.text))]


def _of_another(known: Context, event: Event, number: Quantity) -> bool:
    said = [one for one in event.quantities if one.role is number.role]
    if not said or any((one.low, one.high) == (number.low, number.high) for one in said):
        return False
    if number.high is None and (number.low or 0) <= max(one.low or 0 for one in said):
        return False  # "at least 22" says nothing against 40
    speaker = _speaker(holder(number.span.start, number.span.end, known.statements))
    return speaker is not None and all(_speaker(holder(one.span.start, one.span.end, known.statements)) != speaker for one in said)


def _speaker(statement: Statement | None) -> str | None:
    """Who gives a number, by name or as written; None for the document itself and for nobody in particular."""
    if statement is None or not statement.attribution:
        return None
    link = statement.attribution[-1]
    return (link.name or (link.source.text if link.source else "")).lower().removeprefix("the ") or None


def _revised(text: str, number: Quantity) -> bool:
    around = text[max(0, number.span.start - _AROUND) : number.span.start] + " " + text[number.span.end : number.span.end + _AROUND // 2]
    return _REVISED.search(around) is not None
