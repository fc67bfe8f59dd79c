"""Runs of capitalised words: the stretches of text that may be names."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sitrep.read.actors.lexicon import common, first_names, kinds
from sitrep.read.gazetteer.names import Word, joined, words
from sitrep.records import Span

_AFTER_OF = frozenset({"of", "for", "on", "in", "against"})
_SHOUTED = 0.7  # a sentence with more of its words in capitals is set in capitals
MAX_RUN = 14  # words


@dataclass(slots=True)
class Page:
    """A text made ready: its words, which of them begin a sentence, and which sentences are set in capitals or in title case."""

    text: str
    words: list[Word]
    sentence: list[int]
    first: list[bool]
    shouted: frozenset[int]
    titled: frozenset[int]
    lower: frozenset[str] = field(default_factory=frozenset)

    def span(self, start: int, end: int) -> str:
        """The text of words start to end (exclusive)."""
        return self.text[self.words[start].start : self.words[end - 1].end]

    def follows(self, at: int) -> bool:
        """Whether word `at` may belong to the same name as the word before it."""
        if not 0 < at < len(self.words) or self.sentence[at] != self.sentence[at - 1]:
            return False
        left, right = self.words[at - 1], self.words[at]
        if joined(self.text, left, right):
            return True
        between = self.text[left.end : right.start]
        return between in {". ", ".\u00a0", "."} and (left.key in kinds()["abbreviated"] or (len(left.text) == 1 and left.text.isupper()))


def page(text: str, sentences: Sequence[Span]) -> Page:
    """Splits a text into words and marks the beginnings of sentences."""
    split = words(text)
    starts = [one.start for one in sentences]
    where = [bisect_right(starts, word.start) for word in split]
    first = [at == 0 or where[at] != where[at - 1] or _opens(text, split[at - 1], word) for at, word in enumerate(split)]
    lower = frozenset(word.key for word in split if word.text[:1].islower())
    shouted, titled = _headlines(split, where)
    return Page(text, split, where, first, shouted, titled, lower)


def _opens(text: str, before: Word, word: Word) -> bool:
    between = text[before.end : word.start]
    if between == " ":
        return False
    return (
        len(between) < 12 and bool(re.search(r"[:;.?!•*–—]\W*$|[\"“‘(]$|\n\s*\n", between)) and not between.startswith((". ", ".)"))
    ) or "\n\n" in between[:12]


def _headlines(split: Sequence[Word], where: Sequence[int]) -> tuple[frozenset[int], frozenset[int]]:
    counts: dict[int, list[int]] = {}
    for word, number in zip(split, where, strict=True):
        tally = counts.setdefault(number, [0, 0, 0])
        if len(word.text) > 1 and word.text[0].isalpha():
            tally[0] += 1
            tally[1] += word.text.isupper()
            tally[2] += word.text[0].isupper() or len(word.text) < 4
    shouted = frozenset(n for n, (total, upper, _) in counts.items() if total > 2 and upper > _SHOUTED * total)
    return shouted, frozenset(n for n, (total, _, cap) in counts.items() if total > 5 and cap == total and n not in shouted)


def capital(at: int, page: Page) -> bool:
    """Whether a word is written like a name: a capital first, and neither a month, a weekday nor "I"."""
    word = page.words[at]
    if not (word.text[0].isupper() or (word.text[0].isdigit() and any(letter.isupper() for letter in word.text))):
        return False
    lists = kinds()
    if word.key in lists["time"]:
        return at > 0 and page.words[at - 1].key in first_names() and page.follows(at)
    return word.key not in lists["not_name"]


def runs(page: Page) -> list[tuple[int, int]]:
    """Every run of capitalised words, with the small words inside names ("Ministry of Defence", "Abdel Fattah al-Sisi")."""
    found = []
    at = 0
    while at < len(page.words):
        if page.sentence[at] in page.shouted or not capital(at, page):
            at += 1
            continue
        end = at + 1
        while end < len(page.words) and end - at < MAX_RUN:
            step = _step(page, at, end)
            if not step:
                break
            end += step
        start = _without_opening(page, at, end)
        if start < end:
            found.append((start, end))
        at = max(end, at + 1)
    return found


def _step(page: Page, start: int, at: int) -> int:
    """By how many words the run from `start` to `at` goes on; 0 if it ends."""
    if not page.follows(at):
        return 0
    if capital(at, page):
        return 1
    key = page.words[at].key
    more = 1
    if key in kinds()["particle"]:
        while more < 3 and _in_bounds(page, at + more) and page.words[at + more].key in kinds()["particle"] and page.follows(at + more):
            more += 1
        return more + 1 if page.follows(at + more) and capital(at + more, page) else 0
    if not _links(page, start, at, key):
        return 0
    if (_in_bounds(page, at + 1) and page.words[at + 1].key in {"the", "a"}) or page.words[
        at + 1 if _in_bounds(page, at + 1) else at
    ].text == "the":
        more = 2
    return (
        more + 1
        if _in_bounds(page, at + more) and all(page.follows(at + n) for n in range(1, more + 1)) and capital(at + more, page)
        else 0
    )


def _in_bounds(page: Page, at: int) -> bool:
    return at < len(page.words)


def _links(page: Page, start: int, at: int, key: str) -> bool:
    """Whether a small word joins what stands before it to what follows, by the word that heads the name so far."""
    lists = kinds()
    head = page.words[at - 1].key
    so_far = {word.key for word in page.words[start:at]}
    if key == "of":
        return head in lists["org"] | lists["misc"] | lists["facility"] | lists["land"] | lists["of_head"]
    if key == "for":
        return head in kinds()["before_for"]
    if key == "on":
        return head in kinds()["before_on"]
    if key == "in":
        return head in kinds()["before_in"]
    if key in {"and", "&"}:
        return _coordinates(page, start, at, so_far)
    return False


def _coordinates(page: Page, start: int, at: int, so_far: set[str]) -> bool:
    """Whether "and" stands inside a name: "Ministry of Trade and Industry", "Justice and Development Party"."""
    lists = kinds()
    names = page.words[start:at]
    if so_far & _AFTER_OF and so_far & (kinds()["before_for"] | {"university"}):
        return True
    if len(names) > 3 or any(word.key in lists["org"] | first_names() for word in names):
        return False
    end = at + 1
    while _in_bounds(page, end) and page.follows(end) and capital(end, page) and end < at + 6:
        end += 1
    return (
        end > at + 2 and page.words[end - 1].key in lists["org"] and any(word.key in lists["party"] | lists["abstract"] for word in names)
    )


def _abbreviation(word: Word) -> bool:
    """Whether a word is one in capitals ("US", "U.S.", "IT"), not a small word at the start of a sentence ("A", "I")."""
    return len(word.text) > 1 and word.text.isupper()


def _without_opening(page: Page, start: int, end: int) -> int:
    """Leaves out words at the start that have their capital only from the beginning of a sentence."""
    lists = kinds()
    while start < end and page.words[start].key in lists["function"] and not _abbreviation(page.words[start]):
        if page.first[start] or page.words[start].text in {"The", "A", "An"} or end - start == 1:
            start += 1
        else:
            break
    if start < end and page.first[start] and page.words[start].key in common():
        heads = lists["org"] | lists["misc"] | lists["facility"] | lists["land"]
        whole = end - start > 1 and (page.words[end - 1].key in heads or any(word.key in _AFTER_OF for word in page.words[start:end]))
        if not whole and not (end - start == 1 and page.words[start].text.isupper()):
            start += 1
    return start
