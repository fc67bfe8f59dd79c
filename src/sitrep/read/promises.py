"""What a word means in its setting: PLOVER codes a promise, a threat and a demand by what is promised, threatened or demanded.

"will meet" is AGREE, not CONSULT; "will withdraw" CONCEDE; "warned that it would suspend" and "said they would blockade" THREATEN; "must
release" REQUEST (2022 codebook, definitions of AGREE, CONCEDE, THREATEN and REQUEST).
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.lexicon import NEGATIONS, words
from sitrep.read.phrases import verb_group
from sitrep.read.plover import Trigger, Word
from sitrep.read.tokens import Token
from sitrep.records import EventType

_FRIENDLY = frozenset({EventType.CONSULT, EventType.SUPPORT, EventType.COOPERATE, EventType.AID, EventType.RETREAT})
_HOSTILE = frozenset({EventType.SANCTION, EventType.COERCE, EventType.ASSAULT, EventType.MOBILIZE})
_CONCESSIONS = frozenset({"withdraw", "ceasefire", "access", "disarm"})
_WILL = frozenset(["will", "would", "shall", "'ll"])
_READY = words("ready")
_THREAT = frozenset(["warned", "warns", "threatened", "threatens", "vowed", "vows", "swore"])
_DUTY = frozenset(["must"])
_THEMSELVES = frozenset(["it", "they", "he", "she", "we"])
_SAID = frozenset(["said", "says", "announced", "announces", "declared", "declares"])
_REACH = 14


def meant(tokens: Sequence[Token], trigger: Trigger) -> Word:
    """The trigger's word as its setting makes it: a promise, threat or demand where one is made, else as listed."""
    word = trigger.word
    if not word.verb:
        return word
    first = verb_group(tokens, trigger.start)[0]
    group = {token.lower for token in tokens[first : trigger.start]}
    if group & NEGATIONS or {"must", "have"} <= group:  # what will not be is no promise, and "must have met" no demand
        return word
    before = [token.lower for token in tokens[max(0, first - _REACH) : first]]
    ready = before[-1:] == ["to"] and bool(_READY & set(before[-4:]))
    if group & _DUTY and word.type not in _HOSTILE:
        return Word(EventType.REQUEST, None, True)
    if word.type in _HOSTILE and (group & _WILL or before[-1:] == ["to"]) and _THREAT & set(before):
        return Word(EventType.THREATEN, None, True)
    declared = before[-1:] and before[-1] in _THEMSELVES and _SAID & set(before[-6:])
    if word.type in _HOSTILE | {EventType.PROTEST} and group & _WILL and declared:
        return Word(EventType.THREATEN, None, True)
    if word.type in _FRIENDLY and (group & _WILL or ready) and "if" not in before:
        concession = word.type is EventType.RETREAT and word.mode in _CONCESSIONS
        return Word(EventType.CONCEDE if concession else EventType.AGREE, None, True)
    return word
