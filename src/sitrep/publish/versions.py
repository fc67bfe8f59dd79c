"""What changed between two versions of an article, numbers first."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from sitrep.publish.shelf import Card, Shelf
from sitrep.publish.text import one_line, shorten

_SENTENCE_GAP = re.compile(r"(?<=[.!?。؟۔])\s+|\n\s*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NOTICE = re.compile(
    r"\b(?:correct(?:ion|ions|ed)|clarif(?:ication|ied)|amended|retract(?:ion|ed)|earlier version|has been updated)\b", re.IGNORECASE
)
_MOST = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberChange:
    """A sentence whose numbers alone changed: "44 to 27"."""

    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What one version changed against the one before. `marked`: it says somewhere that it was corrected."""

    earlier: Card
    later: Card
    numbers: tuple[NumberChange, ...]
    removed: tuple[str, ...]
    added: tuple[str, ...]
    more: int
    marked: bool

    @property
    def silent(self) -> bool:
        """Whether numbers changed without a word about it."""
        return bool(self.numbers) and not self.marked


def history(shelf: Shelf, article: str) -> tuple[Changes, ...]:
    """The changes from version to version of an article, in order."""
    names = shelf.versions.get(article, ())
    return tuple(changes(shelf, earlier, later) for earlier, later in pairwise(names))


def changes(shelf: Shelf, earlier: str, later: str) -> Changes:
    """Compare two documents sentence by sentence. Time grows with the texts' length, not with its square."""
    before, after = (_sentences(shelf.readings[name].document.text) for name in (earlier, later))
    old, new = dict.fromkeys(before), dict.fromkeys(after)
    removed = [one for one in old if one not in new]
    added = [one for one in new if one not in old]
    marked = any(_NOTICE.search(one) for one in added)
    numbers = _number_changes(removed, added)
    taken = {text for pair in numbers for text in pair}
    rest_removed, rest_added = ([one for one in side if one not in taken] for side in (removed, added))
    return Changes(
        earlier=shelf.cards[earlier],
        later=shelf.cards[later],
        numbers=tuple(_number_change(*pair) for pair in numbers[:_MOST]),
        removed=tuple(shorten(one, 300) for one in _numbers_first(rest_removed)[:_MOST]),
        added=tuple(shorten(one, 300) for one in _numbers_first(rest_added)[:_MOST]),
        more=sum(max(0, len(side) - _MOST) for side in (numbers, rest_removed, rest_added)),
        marked=marked,
    )


def _sentences(text: str) -> list[str]:
    return [line for part in _SENTENCE_GAP.split(text) if (line := one_line(part))]


def _number_changes(removed: list[str], added: list[str]) -> list[tuple[str, str]]:
    """Pairs of sentences that are the same but for their numbers."""
    waiting: dict[str, list[str]] = {}
    for sentence in removed:
        if _NUMBER.search(sentence):
            waiting.setdefault(_NUMBER.sub("0", sentence), []).append(sentence)
    pairs = []
    for sentence in added:
        same = waiting.get(_NUMBER.sub("0", sentence), [])
        if same:
            pairs.append((same.pop(0), sentence))
    return pairs


def _number_change(before: str, after: str) -> NumberChange:
    pairs = zip(_NUMBER.findall(before), _NUMBER.findall(after), strict=False)
    changed = [(old, new) for old, new in pairs if old != new]
    return NumberChange(
        before=", ".join(old for old, _ in changed), after=", ".join(new for _, new in changed), sentence=shorten(after, 300)
    )


def _numbers_first(sentences: list[str]) -> list[str]:
    return sorted(sentences, key=lambda sentence: _NUMBER.search(sentence) is None)
