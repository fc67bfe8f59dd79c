"""Tolls: which numbers of a document stand for the whole happening, and when two numbers exclude each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sitrep.compare.kinds import TOLL_ROLES
from sitrep.compare.word_of import holder
from sitrep.compare.wordlists import wordlist
from sitrep.records import Event, Quantity, Reading, Role, Span, Statement, Toll

# How far "at least N" reaches as an answer to "how many": a report that knows of 12 says nothing for 39 (docs/decisions/0003).
REACH = 0.2
REACH_LEAST = 2
# "about N" covers a tenth to either side.
ABOUT = 0.1
_BEFORE = 60
_PART_BEFORE = re.compile(
    r"\b(?:includ\w+|among(?:st)? (?:them|the dead|those killed|the victims|the wounded)|of (?:them|whom|these|those)|as well as|plus)"
    r"\b[^.;]{0,40}$",
    re.I,
)
_PART_AFTER = re.compile(r"[^.;]{0,25}?\b(?:of (?:them|whom|these|the (?:dead|victims|wounded))|(?:were|was|are) among)\b", re.I)
# A number over weeks or years counts the dead of a campaign or a war.
_PERIOD = re.compile(
    r"\b(?:(?:in|over|during|within|for) the (?:last|past|previous) (?:[\w-]+ ){0,2}(?:days|weeks?|months?|years?|decades?)"
    r"|since (?:the (?:start|beginning|outbreak|onset)|early|late|mid|last|(?:19|20)\d\d|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)"
    r"|(?:so far )?this (?:year|month)|to date)\b",
    re.I,
)
# Whom a war has killed or driven out since it began counts in none of its battles.
_WARS = r"(?:civil )?(?:war|conflict|uprising|revolt|rebellion|insurgency|militancy|crisis|unrest|bloodshed)(?![\w-]| (?:zones?|crimes?)\b)"
_RUN = r"(?:[\w’'-]+,? )"
_OF_WAR = re.compile(
    rf"\bsince {_RUN}{{0,4}}?{_WARS}(?: \w+){{0,2}}? (?:began|begun|started|broke out|erupted|flared)\b"
    rf"|\bsince (?:the )?(?:start|beginning|outbreak|onset) of {_RUN}{{0,3}}?{_WARS}"
    rf"|\b{_WARS},? {_RUN}{{0,9}}?(?:has|have|had) (?:(?:since|already|so far|also) )?(?:killed|claimed|left|cost|displaced|uprooted|driven"
    r"|forced|caused|injured|wounded|evolved|escalated)\b"
    rf"|\b(?:killed|died|perished|displaced|uprooted|injured|wounded|dead) {_RUN}{{0,3}}?in (?:the|this|that|its|[\w’']+s|a) "
    rf"{_RUN}{{0,3}}?{_WARS}|\bpre-war population\b",
    re.I,
)
# An attack in a war is what is told of, not the war.
_BLOW = re.compile(
    r"\b(?:attack|assault|raid|strike|airstrike|bombing|blast|shelling|battle|ambush|massacre|day|week)s? (?:in|of|during) ", re.I
)
# Months and years are longer than a happening can be; a siege or a flood lasts days and weeks.
_LONG = re.compile(r"\b(?:months?|years?|decades?|(?:19|20)\d\d)\b", re.I)
# Nor do so many flee from one attack; from a flood or an earthquake they may.
_MILLION = 1_000_000
_RANKED = re.compile(r"\b(?:(?:dead|blood|heav|cost)l?iest|worst|biggest|largest|highest|most|latest|first|second|third|\w+th)\b", re.I)
# What somebody said before he knew better, told with what he says now ("first had 14 trucks destroyed, then four").
_AT_FIRST = re.compile(
    r"\b(?:(?:at )?first|initially|originally) (?:had|said|gave|put|reported|counted|spoke of|wrote of|claimed|announced)\b[^.;]{0,40}$",
    re.I,
)
_THEN = re.compile(
    r"[^.;]{0,80}?\b(?:then|later|before|but|revised|corrected)\b[^.;]{0,40}?\b(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
    r"|\w+teen|\w+ty|dozens?|scores|none|nobody)\b",
    re.I,
)
_LOOSE = wordlist("loose")
_SOME = wordlist("some of them")
_SENTENCE_END = re.compile(r"[.!?;]\s|\n")
_AROUND = 120
_PLUS = re.compile(r"\s*(?:,\s*(?:and\s+)?|and\s+|as\s+well\s+as\s+|plus\s+)(?:his\s+|her\s+|their\s+|its\s+)?")
_ANYBODY = re.compile(r"\b(?:people|persons?|others?|dead|lives|bodies|victims|civilians)\b", re.I)
_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_OVER = re.compile(r"(?:(?:well|far) )?(?:over|above|more than|in excess of|greater than|exceeding)\b", re.I)
# What a correction names as the source of what it takes back.
_EARLIER = re.compile(r"\b(?:earlier|previous|original|first|initial|former) (?:version|edition|draft)s?\b", re.I)


def whole_tolls(reading: Reading, events: Sequence[Event]) -> tuple[Toll, ...]:
    """The tolls of the events, the one that leads first of each role, parts of a toll ("11 of them children") left out.

    Where every number of a role is a part, they stay: a part is better than nothing. What the document only says that an earlier version
    of it had said, it does not tell. Where there are no events at all the numbers of an accident are its tolls.
    """
    text = reading.document.text
    gone = {statement.id for statement in reading.statements if _taken_back(statement)}
    told = [(quantity, event.statement) for event in events if event.statement not in gone for quantity in event.quantities]
    found = sorted(
        {
            (quantity.span.start, quantity.span.end, quantity.role): (quantity, statement)
            for quantity, statement in (told if events else [(quantity, None) for quantity in reading.numbers])
            if not _outdated(text, quantity)
        }.items()
    )
    holding = holder(reading)
    headline = {float(number.replace(",", "")) for number in _NUMBER.findall(reading.document.title or "")}
    tolls: list[Toll] = []
    for role in TOLL_ROLES:
        counted = [(one, statement) for (_, _, kind), (one, statement) in found if kind is role]
        counted = [pair for pair in counted if pair[0].low in headline or not _of_war(text, pair[0], bool(events))]
        given = [(one, statement) for one, statement in counted if one.low in headline or not is_sum(text, one)] or counted
        wholes = [pair for pair in given if not is_part(text, pair[0])] or given
        alone = Counter([*(quantity.low for quantity, _ in wholes), *headline])
        added = [(_added(text, parts, alone), statement) for parts, statement in _joined(text, wholes)]
        tolls += _led([_toll(quantity, holding(quantity.span, statement)) for quantity, statement in added], headline)
    return tuple(tolls)


def _taken_back(statement: Statement) -> bool:
    return any(link.source is not None and _EARLIER.search(link.source.text) for link in statement.attribution)


def _outdated(text: str, quantity: Quantity) -> bool:
    """Whether a number is only what somebody said at first, and the same sentence says what he said then."""
    start, end = quantity.span.start, quantity.span.end
    return bool(_AT_FIRST.search(text[max(0, start - _BEFORE) : start]) and _THEN.match(text, end))


def _joined(text: str, given: Sequence[tuple[Quantity, str | None]]) -> list[tuple[list[Quantity], str | None]]:
    """The numbers in groups of those that are told as one sum ("12 soldiers and three civilians")."""
    groups: list[tuple[list[Quantity], str | None]] = []
    for quantity, statement in given:
        last = groups[-1][0][-1] if groups else None
        if last is not None and _PLUS.fullmatch(text, last.span.end, quantity.span.start):
            groups[-1][0].append(quantity)
        else:
            groups.append(([quantity], statement))
    return groups


def _added(text: str, parts: Sequence[Quantity], alone: Counter[float | None]) -> Quantity:
    """The sum of numbers that are joined; the first alone where the others may be among it ("15 people, two women and a child"), or where
    it is told again by itself (`alone` counts the numbers of the document and its headline).
    """
    first, last = parts[0], parts[-1]
    lows = [one.low for one in parts if one.low is not None]
    if (
        len(parts) == 1
        or alone[first.low] > sum(one.low == first.low for one in parts)
        or len(lows) < len(parts)
        or (_ANYBODY.search(first.span.text) and "," in text[first.span.end : parts[1].span.start])
    ):
        return first
    highs = [one.high for one in parts if one.high is not None]
    return replace(
        first,
        low=sum(lows),
        high=sum(highs) if len(highs) == len(parts) else None,
        approximate=any(one.approximate for one in parts),
        span=Span(start=first.span.start, end=last.span.end, text=text[first.span.start : last.span.end]),
    )


def _toll(quantity: Quantity, statement: str | None) -> Toll:
    return Toll(
        role=quantity.role,
        low=quantity.low,
        high=quantity.high,
        approximate=quantity.approximate,
        text=quantity.span.text,
        statement=statement,
    )


def is_part(text: str, quantity: Quantity) -> bool:
    """Whether a number counts some of those whom another number counts."""
    before = text[max(0, quantity.span.start - _BEFORE) : quantity.span.start]
    after = text[quantity.span.end : quantity.span.end + _BEFORE]
    return bool(_PART_BEFORE.search(before) or _PART_AFTER.match(after))


def _of_war(text: str, quantity: Quantity, deed: bool) -> bool:
    """Whether a number counts those whom a whole war, or months of it, have killed or driven out; `deed` where it is told with an attack or
    the like: a flood may drive out millions, and last.
    """
    if deed and ((quantity.role is Role.DISPLACED and (quantity.low or 0) >= _MILLION) or _LONG.search(period(text, quantity))):
        return True
    before, after = _sentence(text, quantity)
    sentence = f"{before}{quantity.span.text}{after}"
    found = _OF_WAR.search(sentence)
    return found is not None and not any(pattern.search(sentence, 0, found.start()) for pattern in (_RANKED, _BLOW))


def _sentence(text: str, quantity: Quantity) -> tuple[str, str]:
    """What stands before and after a number in its sentence, as far as it is near."""
    before = _SENTENCE_END.split(text[max(0, quantity.span.start - _AROUND) : quantity.span.start])[-1]
    return before, _SENTENCE_END.split(text[quantity.span.end : quantity.span.end + _AROUND])[0]


def is_sum(text: str, quantity: Quantity) -> bool:
    """Whether a number counts over weeks or years ("since 2011", "in the last two weeks"), not what happened in one happening."""
    return bool(period(text, quantity))


def period(text: str, quantity: Quantity) -> str:
    """The words that say over which weeks or years a number counts; "" where it counts what happened in one happening."""
    for said in _sentence(text, quantity):
        found = _PERIOD.search(said)
        # "in the deadliest attack this year" ranks what happened, and counts nobody else.
        if found and not _RANKED.search(said, 0, found.start()):
            return found[0]
    return ""


def _led(tolls: list[Toll], told: set[float]) -> list[Toll]:
    """Tolls in the order of the text, but that which the headline gives (`told`) first, and "dozens" after any number that says more."""
    most = max((toll.low or 0 for toll in tolls if not _words(toll) & _LOOSE), default=0)
    tolls = sorted(tolls, key=lambda toll: bool(_words(toll) & _LOOSE) and (toll.low or 0) <= most)
    lead = next((at for at, toll in enumerate(tolls) if toll.low in told), 0)
    if (
        tolls and tolls[lead].low in told and _words(tolls[lead]) & _SOME
    ):  # "11 children" of a headline are among the 15 whom the text counts
        wider = (at for at, toll in enumerate(tolls) if not _words(toll) & _SOME and (toll.low or 0) > (tolls[lead].low or 0))
        lead = next(wider, lead)
    return tolls[lead : lead + 1] + tolls[:lead] + tolls[lead + 1 :]


def _words(toll: Toll) -> set[str]:
    return set(toll.text.lower().split())


def is_over(toll: Toll) -> bool:
    """Whether a toll is told as "more than" a number; its `low` is then the next one."""
    return toll.high is None and bool(_OVER.match(toll.text))


def reach(low: float | None, high: float | None, approximate: bool) -> tuple[float, float]:
    """The range that a number answers for: "at least N" reaches a fifth above N (2 at least), "about N" a tenth to either side."""
    bottom = 0.0 if low is None else low
    top = max(bottom * (1 + REACH), bottom + REACH_LEAST) if high is None else high
    if low is None and high is None:
        return 0.0, float("inf")
    return (bottom * (1 - ABOUT), top * (1 + ABOUT)) if approximate else (bottom, top)


def exclude(first: tuple[float, float], second: tuple[float, float]) -> bool:
    """Whether two ranges have no number in common."""
    return first[1] < second[0] or second[1] < first[0]


def wording(low: float | None, high: float | None, approximate: bool, over: bool = False) -> str:
    """A number with its bounds in words: "at least 20", "up to 50", "about 30", "30 to 40", "22"; "more than 19" where told so."""
    if low is None and high is None:
        return "an unknown number"
    if over and low is not None and high is None:
        return f"more than {low - 1:.0f}"
    if high is None:
        return f"at least {low:g}" if low is not None and low < 1e6 else f"at least {low:.0f}"
    if not low and high:
        return f"up to {high:.0f}"
    if low == high:
        return f"{'about ' if approximate else ''}{high:.0f}"
    return f"{low:.0f} to {high:.0f}"
