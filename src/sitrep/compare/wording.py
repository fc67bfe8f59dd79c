"""Proposals as comparing sees them: deeds, names and numbers, so that other words for one deed meet and look-alikes stay apart.

"Admit Zorvania to the League" and "Zorvanian membership of the League" are one proposal; "open the gate" and "close the gate", or the same
for another country, are two however many words they share.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from sitrep.compare.states import as_states
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold, rarity, stem, tokens

_OPPOSITES = (
    ("join", "leave"),
    ("send", "withdraw"),
    ("impose", "lift"),
    ("open", "close"),
    ("raise", "lower"),
    ("build", "demolish"),
    ("ban", "allow"),
    ("release", "detain"),
    ("talk", "attack"),
    ("buy", "sell"),
    ("extend", "end"),
)
_ALONE = ("run", "pay", "fence", "rename", "tax")
_ENDINGS = ("ations", "ation", "ments", "ment", "ions", "ion", "ings", "ing", "ers", "ed", "es", "al")
_TO = "to "  # marks a deed
_LEAST = 4  # letters of a word without its ending
_COMMON = 0.7  # rarity of words that say nothing
_DEED, _NAME = 3.0, 4.5  # weight of a deed; least weight of a name
# Weight of the shared words over that of the shorter proposal; within a document the words vary less by chance.
SAME, SAME_DOCUMENT = 0.6, 0.5
_LEAST_OF_BOTH = 0.3  # weight of the shared words over that of either
_ALL = 0.999
_POINTING = (("a",), ("an",), ("the",), ("this",), ("that",), ("such",))
_LEAST_WORDS = 2
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_CAPITAL = re.compile(r"(?<![^\W_])[^\W\d_a-z][\w’'-]*")
_NEGATED = re.compile(r"\b(?:should|must|ought|shall|will)(?: (?:not|never|no longer)|n['’]t)\b|^(?:do not|don['’]t|never|not)\b", re.I)


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a proposal: deeds and other telling words with their weights and in their order, names, numbers, whether it says no."""

    weights: dict[str, float]
    names: frozenset[str]
    numbers: frozenset[str]
    deeds: frozenset[str]
    negated: bool
    order: tuple[str, ...]
    tokens: tuple[str, ...]


def wording(text: str) -> Wording:
    """What the words of a proposal come to."""
    plain = fold(text).replace("'s", "").replace("’s", "")
    names = _names(text)
    found: dict[str, float] = {}
    for word in tokens(plain):
        for one in as_states(word, {stem(word)}) if len(word) > 2 and not word[0].isdigit() else ():
            telling = _telling(one, names)
            if telling and telling[0] not in found:
                found[telling[0]] = telling[1]
    return Wording(
        weights=found,
        names=frozenset(names & set(found)),
        numbers=frozenset(_NUMBER.findall(plain)),
        deeds=frozenset(word.removeprefix(_TO) for word in found if word.startswith(_TO)),
        negated=bool(_NEGATED.search(text)),
        order=tuple(found),
        tokens=tuple(tokens(text)),
    )


def _telling(word: str, names: set[str]) -> tuple[str, float] | None:
    """A word as it counts, and its weight; None for one that says nothing."""
    if word in wordlist("of proposals"):
        return None
    if deed := _deeds().get(root(word)):
        return _TO + deed, _DEED
    if word in names:
        return word, max(_NAME, rarity(word))
    return (root(word), rarity(word)) if rarity(word) > _COMMON else None


def root(word: str) -> str:
    """A folded word without the endings by which one deed is a verb here and a noun there ("fencing", "fence")."""
    word = stem(word)
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _LEAST), "")
    bare = word[: len(word) - len(ending)] if ending else word
    if ending and bare[-1] == bare[-2] and bare[-1] in "bdgmnprt":  # "admitted", "banning"
        return bare[:-1]
    return bare[:-1] if bare.endswith("e") and len(bare) > _LEAST else bare


def contradict(one: Wording, other: Wording) -> bool:
    """Whether two proposals cannot be one: other deeds, or each with a word, a name or a number in the place of the other's."""
    for first, second in _OPPOSITES:
        for left, right in ((first, second), (second, first)):
            if left in one.deeds and right in other.deeds and not (right in one.deeds or left in other.deeds):
                return True
    if one.names - other.names and other.names - one.names:
        return True
    if one.numbers and other.numbers and one.numbers.isdisjoint(other.numbers):
        return True
    return bool(one.deeds and other.deeds and one.deeds.isdisjoint(other.deeds)) or _exchanged(one, other)


def _exchanged(one: Wording, other: Wording) -> bool:
    """Whether one word stands in the place of another in otherwise like words: "close the school", "close the road"."""
    steps = SequenceMatcher(None, one.order, other.order, autojunk=False).get_opcodes()
    return any(
        step == "replace"
        and end - start == last - first == 1
        and one.order[start] not in other.weights
        and other.order[first] not in one.weights
        for step, start, end, first, last in steps
    )


def likeness(one: Wording, other: Wording, *, near: bool) -> float:
    """How alike two proposals are: 0 if they are not one, at most 1 if they are, 2 if word for word. `near`: in one document."""
    if one.tokens == other.tokens and one.tokens:
        return 2.0
    both = one.weights.keys() & other.weights.keys()
    if len(both) < _LEAST_WORDS or contradict(one, other):
        return 0.0
    shared = sum(min(one.weights[word], other.weights[word]) for word in sorted(both))
    small, large = sorted(sum(side.weights[word] for word in sorted(side.weights)) for side in (one, other))
    share = shared / small
    # Who has named a thing in full goes on in short: "a joint authority", of the gate that two states are to hand to one.
    again = near and share > _ALL and min(one, other, key=lambda side: len(side.order)).tokens[:1] in _POINTING
    fits = share >= (SAME_DOCUMENT if near else SAME) and (again or shared / (small + large - shared) >= _LEAST_OF_BOTH)
    return min(1.0, share) if fits else 0.0


def _names(text: str) -> set[str]:
    """The folded words that are names: capitals within a sentence, or before a modal verb or with a possessive at its start; and states."""
    found = set()
    for match in _CAPITAL.finditer(text):
        after = text[match.end() : match.end() + 12]
        possessive = match.group().endswith(("'s", "’s"))
        if match.start() > 0 or possessive or re.match(r"\s(?:should|must|ought|would|to|has)\b", after):
            found.add(stem(fold(match.group())))
    plain = fold(text).replace("'s", "").replace("’s", "")
    found = as_states(plain, found | {stem(word) for word in tokens(plain)}) - ({stem(word) for word in tokens(plain)} - found)
    return found - wordlist("institutions") - wordlist("of proposals") - {word for word in found if len(word) < 3}


@cache
def _deeds() -> dict[str, str]:
    """Each root of a deed's words, with the deed."""
    names = (*(deed for pair in _OPPOSITES for deed in pair), *_ALONE)
    return {form: deed for deed in names for word in wordlist(f"deed {deed}") for form in (word, root(word))}
