"""Which sentences of two texts are the same, which are one sentence in other words, and which words: not punctuation, case or breaks.

Time grows with the texts' length: sentences are looked up, not tried against each other; only those that share rare words, or stand between
the same neighbours, are paired (Dice's coefficient over words), and only so many; a run of words without an end is cut where a word's hash
says so, so that what was put in before it moves no cut ("content-defined chunking", as rsync and LBFS have it).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from zlib import crc32

from sitrep.records.notes import is_stamp

_GAP = re.compile(r"(?<=[.!?。؟۔।])[”’\"'»)\]]*\s+|(?<!\s)\s*\n\s*")
# A number with its separators; a sign of a script that is written without spaces; letters with the signs that belong to them.
_LETTER = (
    r"[^\W\d_]"
    r"|[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0966-\u0dff\u0e00-\u0e7f\u1000-\u109f]"
)
_WORD = re.compile(rf"\d+(?:[.,:/]\d+)*|[\u3040-\u30ff\u3400-\u9fff]|(?:{_LETTER})+(?:[’'-](?:{_LETTER})+)*")
_SPELLED = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen"),
    *("fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_TENS = ("thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: str(number) for number, word in enumerate(_SPELLED)} | {word: str(30 + 10 * at) for at, word in enumerate(_TENS)}
# A sentence of more characters than this is cut, at every 32nd word or so, never before the first nor after the last of these counts.
_LONG_SENTENCE = 960
_CUT = 32
_LEAST_WORDS = 8
_MOST_WORDS = 120
# A word that stands in more sentences than this does not say which was which.
_COMMON = 12
_LEAST_ALIKE = 0.4
# So many sentences of each text that are not the same to the letter are looked at, and so many that are not the same in words are paired.
_MOST_LOOKED_AT = 10_000
_MOST_PAIRED = 1_000


@dataclass(frozen=True)
class Passage:
    """A sentence, or a part of one that has no end: where it stands in its text, and its words."""

    text: str
    start: int

    @cached_property
    def words(self) -> list[str]:
        """Its words in the form in which they are compared."""
        return [normal(match.group()) for match in _WORD.finditer(self.text)]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each word stands in it."""
        return [match.span() for match in _WORD.finditer(self.text)]

    @cached_property
    def key(self) -> str:
        """What is the same of two passages that differ in no word."""
        return " ".join(self.words)

    @property
    def end(self) -> int:
        """Where it ends in its text."""
        return self.start + len(self.text)


@dataclass(frozen=True, slots=True)
class Pair:
    """A passage in two versions; None on the side where it is not. `changed` are the stretches of words that differ, as slices."""

    before: Passage | None
    after: Passage | None
    changed: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Compared:
    """The passages that changed, in the order of the later text; how many stand elsewhere, which part of the shorter text stayed, and how
    many pairs were not looked at.
    """

    pairs: tuple[Pair, ...]
    moved: int
    stayed: float
    more: int


def normal(word: str) -> str:
    """A word as it is compared: "Seven" and "7" are one, and so are "1,200" and "1200"."""
    if word[0].isdigit():
        return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", word)
    folded = word.casefold().replace("’", "'")
    return _NUMBERS.get(folded, folded)


def passages(text: str) -> Iterator[Passage]:
    """The sentences of a text that have words."""
    start = 0
    for gap in _GAP.finditer(text):
        yield from _cut(text, start, gap.start())
        start = gap.end()
    yield from _cut(text, start, len(text))


def _cut(text: str, start: int, end: int) -> Iterator[Passage]:
    """A sentence, in parts where it is very long."""
    begin, count = start, 0
    for match in _WORD.finditer(text, start, end) if end - start > _LONG_SENTENCE else ():
        count += 1
        if count >= _MOST_WORDS or (count > _LEAST_WORDS and crc32(normal(match.group()).encode()) % _CUT == 0):
            yield Passage(text[begin : match.end()], begin)
            begin, count = match.end(), 0
    if _WORD.search(text, begin, end):
        yield Passage(text[begin:end], begin)


def compared(before: Sequence[Passage], after: Sequence[Passage]) -> Compared:
    """Which passages changed from one text to the other; a stamp that says when it was updated is none."""
    # What is the same to the letter is not taken apart into words.
    same = Counter(one.text for one in before) & Counter(one.text for one in after)
    left = _left(before, same, _text), _left(after, same, _text)
    removed, added = left[0][:_MOST_LOOKED_AT], left[1][:_MOST_LOOKED_AT]
    more = sum(map(len, left)) - len(removed) - len(added)
    alike = Counter(one.key for _, one in removed) & Counter(one.key for _, one in added)
    stayed = sum(len(text) * many for text, many in same.items()) + sum(len(key) * many for key, many in alike.items())
    removed, added = ([side[at] for at, _ in _left([one for _, one in side], alike, _key)] for side in (removed, added))
    removed, added = ([(at, one) for at, one in side if not is_stamp(one.text)] for side in (removed, added))
    first, second = removed[:_MOST_PAIRED], added[:_MOST_PAIRED]
    partner = _partners(first, second)
    taken = set(partner.values())
    pairs = [(at, 1, _pair(first[partner[n]][1], one) if n in partner else Pair(None, one)) for n, (at, one) in enumerate(second)]
    pairs += [(_place(at, before, after), 0, Pair(one, None)) for number, (at, one) in enumerate(first) if number not in taken]
    stayed += sum(_kept(pair) for _, _, pair in pairs)
    shorter = min(sum(len(one.text) for one in side) for side in (before, after))
    return Compared(
        pairs=tuple(pair for _, _, pair in sorted(pairs, key=lambda one: one[:2])),
        moved=_moved(before, after, same),
        stayed=stayed / max(1, shorter),
        more=more + len(removed) - len(first) + len(added) - len(second),
    )


def _text(passage: Passage) -> str:
    return passage.text


def _key(passage: Passage) -> str:
    return passage.key


def _left(side: Sequence[Passage], same: Counter[str], called: Callable[[Passage], str]) -> list[tuple[int, Passage]]:
    """The passages of one side that the other does not have, each with its place; of one that stands there less often, the last."""
    waiting = Counter(same)
    left = []
    for at, one in enumerate(side):
        name = called(one)
        if waiting[name] > 0:
            waiting[name] -= 1
        else:
            left.append((at, one))
    return left


def _place(at: int, before: Sequence[Passage], after: Sequence[Passage]) -> int:
    """Where in the later text a passage that is gone would stand: about as far down as it was."""
    return at * max(1, len(after)) // max(1, len(before))


def _partners(removed: Sequence[tuple[int, Passage]], added: Sequence[tuple[int, Passage]]) -> dict[int, int]:
    """New passages by number, each with the one that is gone whose words it has: the most alike first."""
    gone, new = [one for _, one in removed], [one for _, one in added]
    holding: dict[str, list[int]] = defaultdict(list)
    for number, one in enumerate(gone):
        for word in set(one.words):
            holding[word].append(number)
    beside = _beside(removed, added)
    scored = []
    for number, one in enumerate(new):
        words = set(one.words)
        near = {other for word in words if len(holding[word]) <= _COMMON for other in holding[word]} | beside[number]
        scored += [(-score, abs(other - number), number, other) for other in near if (score := _alike(words, gone[other])) >= _LEAST_ALIKE]
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for _, _, number, other in sorted(scored):
        if number not in chosen and other not in taken:
            chosen[number] = other
            taken.add(other)
    return chosen


def _beside(removed: Sequence[tuple[int, Passage]], added: Sequence[tuple[int, Passage]]) -> dict[int, set[int]]:
    """New passages with those that are gone and stood as far down, counted from the top and among what changed."""
    at_place = {place: number for number, (place, _) in enumerate(removed)}
    found: dict[int, set[int]] = defaultdict(set)
    for number, (place, _) in enumerate(added):
        found[number] = {at_place[one] for one in (place - 1, place, place + 1) if one in at_place} | (
            {number} if number < len(removed) else set()
        )
    return found


def _alike(words: set[str], other: Passage) -> float:
    theirs = set(other.words)
    return 2 * len(words & theirs) / (len(words) + len(theirs))


def _pair(before: Passage, after: Passage) -> Pair:
    matched = SequenceMatcher(None, before.words, after.words, autojunk=False)
    changed = tuple((low, high, start, end) for tag, low, high, start, end in matched.get_opcodes() if tag != "equal")
    return Pair(before, after, changed)


def _kept(pair: Pair) -> int:
    if pair.before is None or pair.after is None:
        return 0
    text, spans = pair.after.text, pair.after.spans
    return len(text) - sum(spans[end - 1][1] - spans[start][0] for _, _, start, end in pair.changed if start < end)


def _moved(before: Sequence[Passage], after: Sequence[Passage], same: Counter[str]) -> int:
    """How many of the passages that stand once in both texts are not in the order in which they were (longest increasing subsequence)."""
    twice = {text for side in (before, after) for text, many in Counter(one.text for one in side).items() if many > 1}
    place = {one.text: at for at, one in enumerate(before) if one.text in same and one.text not in twice}
    ends: list[int] = []
    total = 0
    for one in after:
        if one.text in place:
            total += 1
            at = bisect_left(ends, place[one.text])
            ends[at : at + 1] = [place[one.text]]
    return total - len(ends)
