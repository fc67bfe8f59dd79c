"""Dismissals: who waves away an accusation or a report denies it, whatever verb he does it with.

"Rejected the accusation as baseless", "rubbished reports that its troops had fired" and "called the claim a lie" are denials. To reject a
plan, to dismiss a general or, as a court does, a charge denies nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from sitrep.read.lexicon import words
from sitrep.records import Act, Link, Polarity, Statement

_VERBS = words("dismissing")
_CALLING = words("calling")
_COURTS = words("courts")
_ALLEGED = (
    r"(?:accusation|allegation|assertion|claim|insinuation|notion|report|rumou?r|suggestion|speculation|charge(?=s? (?:that|as|of)\b))s?"
    r"\b(?!['’]s\b)(?! (?:of responsibility|for |calling |recommend|propos))"
)
_UNTRUE = (
    r"\b(?:as |is |was |were |are )?(?:(?:a|an|mere|pure|complete(?:ly)?|utter(?:ly)?|entirely|simply|blatant|outright|“|\") ?)*"
    r"(?:baseless|false|falsehoods?|untrue|unfounded|groundless|fabricat\w+|invent(?:ion|ed)|lies?|propaganda|nonsense|fake|absurd"
    r"|ridiculous|fiction|misinformation|disinformation|malicious|incorrect|rumou?rs?)\b"
)
# What is waved away: up to four words, then what it is.
_OBJECT = re.compile(rf"\W*(?:as [\w-]+ )?(?:[\w’'.-]+ ){{0,4}}?{_ALLEGED}", re.I)
_AS_UNTRUE = re.compile(rf"[^.!?\n]{{0,160}}?{_UNTRUE}", re.I)
# Passive: "the reports were dismissed".
_SUBJECT = re.compile(rf"{_ALLEGED}(?: [\w’'-]+){{0,6}}? (?:was|were|is|are|has been|have been|had been|being)(?: \w+ly)? $", re.I)
_REACH = 120
_FAR = 240


def denied(text: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, those by which a source dismisses an accusation or a report turned into denials: act and polarity."""
    known = {link: _dismisses(text, link) for one in statements for link in one.attribution if link.cue is not None}
    return tuple(_turned(one, known) if any(known.get(link) for link in one.attribution) else one for one in statements)


def _turned(one: Statement, known: dict[Link, bool]) -> Statement:
    links = tuple(replace(link, act=Act.DENY) if known.get(link) else link for link in one.attribution)
    return replace(one, attribution=links, polarity=Polarity.NEGATIVE if known.get(one.attribution[-1]) else one.polarity)


def _dismisses(text: str, link: Link) -> bool:
    """Whether a link says that its source waves away what somebody says of him or of others."""
    if link.cue is None or (link.source is not None and _COURTS & set(link.source.text.lower().split())):
        return False
    verbs = set(re.findall(r"[\w-]+", link.cue.text.lower()))
    before = text[max(0, link.cue.start - _REACH) : link.cue.start]
    after = text[link.cue.end : link.cue.end + _FAR]
    if verbs & _CALLING:
        object_ = _OBJECT.match(after)
        return object_ is not None and _AS_UNTRUE.match(after, object_.end()) is not None
    return bool(verbs & _VERBS) and bool(_OBJECT.match(after) or _SUBJECT.search(before))
