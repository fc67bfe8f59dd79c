"""Rare errors that two reports of an incident share: weak signs that one was written from the other."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from sitrep.compare.bonds import Bond
from sitrep.compare.likeness import COPY_LEAST, COPY_SHARE
from sitrep.compare.ties import called, other_witness
from sitrep.compare.witnesses import Voice
from sitrep.compare.words import known, shared, stem, tokens
from sitrep.records import Document, EdgeKind, Reading, Telling

# Among fewer reports nothing is odd; among more, what only two of them have is no sign.
_FEWEST, _MOST = 3, 200
# How many words of a text are looked at.
_WORDS = 3000
# A word of so many letters that is one letter from another is a misspelling rather than another word.
_LONG = 6
_CUT_WORDS = 6
# The second hint: the texts share this part of what makes a copy.
_NEAR_COPY = 0.6
# What two reports share by an oddity is told this often in an incident.
_TOLD = 20
_NUMBER = re.compile(r"(?<![\w.,:/-])(?:\d{1,3}(?:,\d{3})+|\d{4,9}|\d+\.\d+)(?![\w/:-]|[.,]\d)")
_ENDED = re.compile(r"[.!?…。؟।\"”»'’)\]]\s*$")


def oddities(
    voices: Sequence[Voice], members: Sequence[Telling], readings: Sequence[Reading], together: Sequence[int]
) -> Iterator[tuple[Bond, bool]]:
    """For each two reports that share a rare error and are not held together (`together` has a number for each report): the bond, and
    whether a second hint lets it join them.
    """
    if not _FEWEST <= len(members) <= _MOST:
        return
    main = {voice.member: at for at, voice in enumerate(voices) if voice.main}
    told = 0
    for (first, second), (sign, words) in sorted(_shared(readings).items()):
        if together[first] == together[second] or readings[first].document.outlet == readings[second].document.outlet:
            continue
        one, two = voices[main[second]], voices[main[first]]
        share, both = (
            shared(members[first].sketch, members[second].sketch) if members[first].sketch and members[second].sketch else (0.0, 0)
        )
        near = share >= _NEAR_COPY * COPY_SHARE and both >= COPY_LEAST
        joins = near and (one.own or two.own) and not other_witness(one, two)
        if joins or told < _TOLD:
            told += not joins
            more = f"; {100 * share:.0f} % of the shorter text stands in the other" if near else ""
            names = " and ".join(called(readings[at].document) for at in (first, second))
            why = f"only {names} have {sign}{more}"
            bond = Bond(first=main[second], second=main[first], kind=EdgeKind.ERROR, reason="a rare error is shared", why=why, shared=words)
            yield bond, joins


def _shared(readings: Sequence[Reading]) -> dict[tuple[int, int], tuple[str, str]]:
    """The pairs of reports with the first odd thing that these two alone have: how to call it, and its words."""
    documents = [reading.document for reading in readings]
    words = [_words(document.text) for document in documents]
    spread = Counter(word for held in words for word in held)
    usual = _one_letter_off(word for word, count in spread.items() if count >= _FEWEST and len(word) >= _LONG)
    holders: dict[tuple[str, str], list[int]] = defaultdict(list)
    for at, document in enumerate(documents):
        for number, written in sorted(_numbers(document.text).items()):
            holders[f"the number {number}", " ".join(tokens(written))].append(at)
        if cut := _cut(document):
            holders["the same cut", cut].append(at)
        for word in sorted(words[at]):
            right = _misspelt(word, usual) if spread[word] == 2 and len(word) >= _LONG and not known(stem(word)) else None
            if right:
                holders[f"“{word}” for “{right}”", word].append(at)
    found: dict[tuple[int, int], tuple[str, str]] = {}
    for sign, held in holders.items():
        if len(held) == 2:
            found.setdefault((held[0], held[1]), sign)
    return found


@lru_cache(maxsize=1 << 10)
def _words(text: str) -> frozenset[str]:
    return frozenset(word for word in tokens(text[: _WORDS * 8])[:_WORDS] if word.isalpha())


@lru_cache(maxsize=1 << 10)
def _numbers(text: str) -> dict[str, str]:
    """Numbers that are no years, large ones and ones with decimals, each as it is written."""
    found = {match.group().replace(",", ""): match.group() for match in _NUMBER.finditer(text[: _WORDS * 8])}
    return {number: written for number, written in found.items() if "." in number or not 1900 <= int(number) < 2100}


def _cut(document: Document) -> str | None:
    """The last words of a text that breaks off."""
    end = document.text.rstrip()[-400:]
    return None if _ENDED.search(end) or not end else " ".join(tokens(end)[-_CUT_WORDS:])


def _one_letter_off(words: Iterator[str]) -> dict[str, str]:
    """Every form that a word has with one letter left out, and itself, with the word."""
    found: dict[str, str] = {}
    for word in words:
        for form in _shortened(word):
            found.setdefault(form, word)
    return found


def _shortened(word: str) -> set[str]:
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def _misspelt(word: str, usual: dict[str, str]) -> str | None:
    """The word that others have which is one letter from this one (one more, one less, one other, or two that changed places)."""
    swapped = (word[:at] + two + one + word[at + 2 :] for at, (one, two) in enumerate(pairwise(word)))
    for form in (*sorted(_shortened(word)), *swapped):
        right = usual.get(form)
        if right and right != word and stem(right) != stem(word) and abs(len(right) - len(word)) <= 1:
            return right
    return None
