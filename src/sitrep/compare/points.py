"""Facts that a version of an article changed: numbers by their role, dates, names."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from sitrep.compare.rewording import Pair, Passage, normal, passages
from sitrep.compare.tolls import wording
from sitrep.records import Point, Quantity, Reading, Role
from sitrep.records.notes import is_note

# Amounts without a figure. "One" stands for too much else.
_AMOUNTS = frozenset(
    [
        "dozen",
        "dozens",
        "score",
        "scores",
        "hundred",
        "hundreds",
        "thousand",
        "thousands",
        "million",
        "millions",
        "billion",
        "billions",
        "several",
        "few",
        "many",
        "couple",
        "none",
        "nobody",
    ]
)
# A number and what qualifies it ("at least", "as many as") stand no farther apart, in characters.
_NEAR = 16
_LONGEST_NAME = 5
_LONGEST_SENTENCE = 400
# Less than this part of the shorter text has stayed: one is not the other with changes.
_ONE_TEXT = 0.5
_NUMBER, _DATE, _NAME = "number", "date", "name"


@dataclass(slots=True)
class _Side:
    """A reading, with what stands where in its text."""

    reading: Reading
    quantities: list[Quantity] = field(default_factory=list)
    _words: frozenset[str] | None = None

    def __post_init__(self) -> None:
        """Put each quantity once, in the order of the text."""
        found = {(one.span.start, one.span.end, one.role): one for event in self.reading.events for one in event.quantities}
        self.quantities = [found[key] for key in sorted(found)]

    def of(self, passage: Passage) -> list[Quantity]:
        """The quantities that stand in a passage."""
        first = bisect_left(self.quantities, passage.start, key=lambda one: one.span.start)
        return [one for one in self.quantities[first:] if one.span.start < passage.end] if passage.start >= 0 else []

    def day(self, start: int, end: int) -> str | None:
        """The day or moment that words stand for; None where they stand for none."""
        times = (one for one in self.reading.times if one.span.start <= start and end <= one.span.end)
        return next((one.start or one.value for one in times), None)

    def has(self, words: Sequence[str]) -> bool:
        """Whether every one of these words stands anywhere in the text."""
        if self._words is None:
            text = f"{self.reading.document.title or ''}\n{self.reading.document.text}"
            self._words = frozenset(word for one in passages(text) for word in one.key.split())
        return self._words.issuperset(words)


def points(pairs: Sequence[Pair], before: Reading, after: Reading, stayed: float) -> list[Point]:
    """The facts that changed: numbers with a role, other numbers, dates, names; each once. `stayed` is the part of the text that did."""
    old, new = _Side(before), _Side(after)
    found: list[Point] = []
    for pair in pairs:
        if pair.before and pair.after and not is_note(pair.after.text):
            found += _of_pair(pair, old, new)
    if stayed >= _ONE_TEXT:
        found += _rewritten(pairs, old, new)
    order = [*(role.value for role in Role), _NUMBER, _DATE, _NAME]
    once: dict[tuple[str, str, str], Point] = {}
    for one in found:
        once.setdefault((one.what, normal(one.before), normal(one.after)), one)
    told = {(before, after) for what, before, after in once if what not in (_NUMBER, _NAME)}
    kept = [one for (what, *change), one in once.items() if what != _NUMBER or tuple(change) not in told]
    return sorted(kept, key=lambda one: order.index(one.what))


def _of_pair(pair: Pair, old: _Side, new: _Side) -> Iterator[Point]:
    before, after = pair.before, pair.after
    assert before is not None
    assert after is not None
    sentence = " ".join(after.text.split())[:_LONGEST_SENTENCE]
    roles = _roles(pair, old, new)
    yield from (Point(what=role.value, before=was, after=now, sentence=sentence) for role, was, now in roles)
    told = {role for role, _, _ in roles}
    for low, high, start, end in pair.changed:
        numbers = _figures(before, range(low, high), old, told), _figures(after, range(start, end), new, told)
        if numbers[0] and numbers[1]:
            yield from _numbers(before, after, *numbers, old, new, sentence)
        elif low < high and start < end:
            yield from _name(before, after, (low, high), (start, end), old, new, sentence)


def _roles(pair: Pair, old: _Side, new: _Side) -> list[tuple[Role, str, str]]:
    """The numbers of a role that differ in a sentence, where its words differ at them: readings alone may differ by chance."""
    assert pair.before is not None
    assert pair.after is not None
    touched = [(low, high) for low, high, _, _ in pair.changed], [(start, end) for _, _, start, end in pair.changed]
    was, now = (
        {role: [one for one in given if _is_touched(passage, one, runs)] for role, given in _by_role(side.of(passage)).items()}
        for side, passage, runs in ((old, pair.before, touched[0]), (new, pair.after, touched[1]))
    )
    found = []
    for role in Role:
        first, second = [_words(one) for one in was.get(role, [])], [_words(one) for one in now.get(role, [])]
        gone = [one for one in first if one not in second]
        come = [one for one in second if one not in first]
        found += [(role, *both) for both in zip(gone, come, strict=False)]
    return found


def _by_role(quantities: Sequence[Quantity]) -> dict[Role, list[Quantity]]:
    found: dict[Role, list[Quantity]] = defaultdict(list)
    for one in quantities:
        found[one.role].append(one)
    return found


def _words(quantity: Quantity) -> str:
    return wording(quantity.low, quantity.high, quantity.approximate)


def _is_touched(passage: Passage, quantity: Quantity, runs: Sequence[tuple[int, int]]) -> bool:
    start, end = quantity.span.start - passage.start - _NEAR, quantity.span.end - passage.start + _NEAR
    for low, high in runs:
        first = passage.spans[min(low, len(passage.spans) - 1)]
        last = passage.spans[high - 1] if high > low else first
        if first[0] < end and last[1] > start:
            return True
    return False


def _figures(passage: Passage, words: Iterable[int], side: _Side, told: Collection[Role]) -> list[int]:
    """The words that are numbers, without those of the roles that are told already."""
    covered = [(one.span.start - passage.start, one.span.end - passage.start) for one in side.of(passage) if one.role in told]
    figures = [at for at in words if _is_number(passage, at)]
    return [at for at in figures if not any(start <= passage.spans[at][0] < end for start, end in covered)]


def _is_number(passage: Passage, at: int) -> bool:
    """Whether a word is a number or an amount, and no hour."""
    word = passage.words[at]
    return (word[0].isdigit() and ":" not in word) or word in _AMOUNTS


def _numbers(
    before: Passage, after: Passage, first: Sequence[int], second: Sequence[int], old: _Side, new: _Side, sentence: str
) -> Iterator[Point]:
    """Numbers that took the place of numbers: one by one where there are as many, else together; those of dates are dates."""
    groups = (
        [([one], [two]) for one, two in zip(first, second, strict=True)] if len(first) == len(second) else [(list(first), list(second))]
    )
    for one, two in groups:
        if [before.words[at] for at in one] == [after.words[at] for at in two]:
            continue
        days = _day(before, one, old), _day(after, two, new)
        if days[0] and days[1] and days[0] == days[1]:
            continue
        what = _DATE if days[0] and days[1] else _NUMBER
        yield Point(what=what, before=_text(before, one[0], one[-1]), after=_text(after, two[0], two[-1]), sentence=sentence)


def _day(passage: Passage, at: Sequence[int], side: _Side) -> str | None:
    if passage.start < 0:
        return None
    return side.day(passage.start + passage.spans[at[0]][0], passage.start + passage.spans[at[-1]][1])


def _text(passage: Passage, first: int, last: int) -> str:
    return " ".join(passage.text[passage.spans[first][0] : passage.spans[last][1]].split())


def _name(
    before: Passage, after: Passage, first: tuple[int, int], second: tuple[int, int], old: _Side, new: _Side, sentence: str
) -> Iterator[Point]:
    """A name or a date that took the place of another; a name that the article has beside the other is a way to say the same."""
    was, now = list(range(*first)), list(range(*second))
    days = _day(before, was, old), _day(after, now, new)
    if days[0] and days[1]:
        if days[0] != days[1]:
            yield Point(what=_DATE, before=_text(before, was[0], was[-1]), after=_text(after, now[0], now[-1]), sentence=sentence)
        return
    if not (_is_name(before, was, old) and _is_name(after, now, new)):
        return
    if not new.has([before.words[at] for at in was]) and not old.has([after.words[at] for at in now]):
        yield Point(what=_NAME, before=_text(before, was[0], was[-1]), after=_text(after, now[0], now[-1]), sentence=sentence)


def _is_name(passage: Passage, at: Sequence[int], side: _Side) -> bool:
    """Whether words are a name: of capitals within a sentence, or a mention where every noun has one or none has, or it is a headline."""
    words = [passage.text[slice(*passage.spans[one])] for one in at]
    if len(words) > _LONGEST_NAME or not all(word[:1].isupper() for word in words):
        return False
    if passage.start >= 0 and at[0] > 0 and side.reading.document.language not in ("de", "lb"):
        return True
    start, end = passage.start + passage.spans[at[0]][0], passage.start + passage.spans[at[-1]][1]
    return any(one.span.start < end and start < one.span.end for one in side.reading.mentions) if passage.start >= 0 else False


def _rewritten(pairs: Sequence[Pair], old: _Side, new: _Side) -> Iterator[Point]:
    """The number of a role in sentences that were written anew: where one alone is gone from the whole text, and one alone has come."""
    gone = _by_role([one for pair in pairs if pair.before and not pair.after for one in old.of(pair.before)])
    come = _by_role(
        [one for pair in pairs if pair.after and not pair.before and not is_note(pair.after.text) for one in new.of(pair.after)]
    )
    had, have = _by_role(old.quantities), _by_role(new.quantities)
    for role in gone.keys() & come.keys():
        was = {_words(one) for one in gone[role]} - {_words(one) for one in have[role]}
        now = {_words(one): one for one in come[role] if _words(one) not in {_words(other) for other in had[role]}}
        if len(was) == len(now) == 1:
            (wording_now, quantity), (wording_was,) = next(iter(now.items())), was
            yield Point(what=role.value, before=wording_was, after=wording_now, sentence=_sentence(pairs, quantity))


def _sentence(pairs: Sequence[Pair], quantity: Quantity) -> str:
    held = (pair.after for pair in pairs if pair.after and pair.after.start <= quantity.span.start < pair.after.end)
    return next((" ".join(one.text.split())[:_LONGEST_SENTENCE] for one in held), quantity.span.text)
