"""What is no event of its own: contents of demands, offers, promises, threats and refusals, and verbs that only carry a noun's act."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from sitrep.read.lexicon import words as listed
from sitrep.read.tokens import Sentence
from sitrep.read.trained.happenings import Found
from sitrep.read.trained.labels import EVENT_TYPES
from sitrep.read.trained.pieces import Words

_ASKS = frozenset(EVENT_TYPES.index(kind) for kind in ("AGREE", "REQUEST", "THREATEN", "REJECT", "CONCEDE"))
_PROTEST, _REQUEST, _ACCUSE = (EVENT_TYPES.index(kind) for kind in ("PROTEST", "REQUEST", "ACCUSE"))
_BREAKS = listed("clause breaks")
_CARRIERS = listed("carriers")
_PREPOSITIONS = listed("prepositions")
_PAST = listed("irregular past")
_NEAR = 3  # words between a verb and the noun that it carries
_FAR = 30  # words that a content may begin after the word that asks for it


def sentence_numbers(sentences: Sequence[Sentence], words: Words) -> list[int]:
    """The number of the sentence that each word stands in."""
    starts = [sentence.start for sentence in sentences]
    return [bisect_right(starts, start) - 1 for start in words.starts]


def foreground(text: str, sentence_of: Sequence[int], words: Words, found: Sequence[Found]) -> list[Found]:
    """The events without those that another of their sentence takes in; `sentence_of` has the number of each word's sentence."""
    kept: list[tuple[int, Found]] = []
    for one in found:
        sentence = sentence_of[one.trigger[0]]
        before = [other for number, other in kept if number == sentence]
        if before and _carries(text, words, before[-1], one):
            kept.pop()
        elif any(_takes_in(text, words, other, one) for other in before):
            continue
        elif before and _beside(text, words, before[-1], one):
            if before[-1].sure >= one.sure:
                continue
            kept.pop()
        kept.append((sentence, one))
    return [one for _, one in kept]


def _between(text: str, words: Words, first: Found, second: Found) -> list[str]:
    return [text[words.starts[at] : words.ends[at]].lower() for at in range(first.trigger[1], second.trigger[0])]


def _takes_in(text: str, words: Words, first: Found, second: Found) -> bool:
    """Whether the second is what the first asks for, promises, threatens or refuses: nothing between them begins another clause."""
    gap = _between(text, words, first, second)
    if first.type == _PROTEST and second.type == _REQUEST:
        return not second.roles[0] or second.roles[0] == first.roles[0]
    if first.type not in _ASKS or second.type == _ACCUSE or len(gap) > _FAR or set(gap) & _BREAKS:
        return False
    return not gap or not (gap[-1] in {"and", "has", "have", "had"} or _goes_on(text, words, gap, second))


def _goes_on(text: str, words: Words, gap: Sequence[str], second: Found) -> bool:
    """Whether "and" before the second begins what was done besides: with somebody who did it, or with its verb ("and later bombed")."""
    if "and" not in gap:
        return False
    begins = second.trigger[0] - gap[::-1].index("and")
    verb = text[words.starts[second.trigger[0]] : words.ends[second.trigger[0]]].lower()
    past = verb.endswith("ed") or verb in _PAST
    return any(begins <= piece[0] for piece in second.roles[0]) or (past and second.trigger[0] - begins <= _NEAR)


def _carries(text: str, words: Words, first: Found, second: Found) -> bool:
    """Whether the first is a verb that only carries the act of the noun after it ("mounted an invasion", "held talks")."""
    said = text[words.starts[first.trigger[0]] : words.ends[first.trigger[0]]].lower()
    gap = _between(text, words, first, second)
    return said in _CARRIERS and len(gap) <= _NEAR and not set(gap) & (_BREAKS | _PREPOSITIONS)


def _beside(text: str, words: Words, first: Found, second: Found) -> bool:
    """Whether the second is the object of the first's verb ("signed an agreement", "lifted the state of emergency")."""
    gap = _between(text, words, first, second)
    return len(gap) <= _NEAR and not set(gap) & (_BREAKS | _PREPOSITIONS | {"and", "or", "to"})
