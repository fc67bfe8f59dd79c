"""What the days of a text hang on: the day of publication, the date last told, and the mood of the sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date

from sitrep.read.times.values import day_exists

_PUBLISHED = re.compile(r"\s*([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?![0-9])")
_YEARS = re.compile(r"\b(?:1[0-9]|20)[0-9]{2}\b")
_DEICTIC = re.compile(
    r"\b(?:yesterday|tonight|tomorrow|overnight|(?:mon|tues|wednes|thurs|fri|satur|sun)day|"
    r"(?:last|this|next) (?:week|month|night))\b",
    re.I,
)
_SENTENCE_END = re.compile(r"[.!?](?=\s)|\n")
_ABBREVIATION = re.compile(r"\b(?:[A-Z]|Mr|Mrs|Dr|St|Gen|Col|Lt|Maj|Sgt|U\.S|U\.N|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)$")
_FUTURE = re.compile(
    r"\b(?:will|shall|due|scheduled|slated|upcoming|forthcoming|expected to|planned for|set (?:to|for)|going to|to be held|"
    r"is to|are to|tomorrow|next (?:week|month|year)|deadline|ahead of)\b|[’']ll\b",
    re.I,
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|said|told|came|went|left|took|made|began|met|held|shot|fell|rose|cut|hit|broke|found|gave|saw|won|lost|led|fought|blew|"
    r"became|got|sent|spoke|wrote|stood|struck|drove|ran|fled|burnt|kept|brought|thought|"
    # A form in -ed is past unless it follows "is", "are", "be" or "been", with or without an adverb.
    r"(?<!\bis\s)(?<!\bare\s)(?<!\bbe\s)(?<!\bbeen\s)(?<!ly\s)[a-z]{2,20}ed)\b",
    re.I,
)
_GENERIC = re.compile(
    r"\b(?:is|are|can|occurs?|runs?|lasts?|begins?|starts?|ends?|tends?|varies|usually|typically|generally|normally|often|always|average|annual|"
    r"every|each|season|seasons)\b",
    re.I,
)
_PRESENT = re.compile(r"\b(?:is|are|has|have|can|remains?|continues?|known|stands?|exists?|lives?|still)\b", re.I)
_TOLD = re.compile(r"\b(?:was|were|said|told|announced|reported|killed|arrested|signed|met|sentenced|agreed)\b", re.I)

# How far a sentence is followed in either direction, in characters, so that a text without full stops stays linear.
REACH = 240


@dataclass(slots=True)
class Moment:
    """A point of reference, as finely as it is known."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def date(self) -> date | None:
        """The day, where the point is known to the day."""
        if self.year is None or self.month is None or self.day is None or not day_exists(self.year, self.month, self.day):
            return None
        return date(self.year, self.month, self.day)


@dataclass(slots=True)
class Context:
    """A text, the point from which it was written (`now`), and the date that it last told of (`told`)."""

    text: str
    now: Moment
    narrative: bool
    told: Moment = field(default_factory=Moment)
    ancient: bool = False
    day_first: bool | None = None

    def before(self, at: int, size: int = 24) -> str:
        """The characters before a place."""
        return self.text[max(0, at - size) : at]

    def after(self, at: int, size: int = 40) -> str:
        """The characters after a place."""
        return self.text[at : at + size]

    def clause_before(self, at: int) -> str:
        """The sentence up to a place, at most REACH characters."""
        window = self.before(at, REACH)
        start = 0
        for end in _SENTENCE_END.finditer(window):
            if not _ABBREVIATION.search(window, max(0, end.start() - 6), end.start()):
                start = end.end()
        return window[start:]

    def clause_after(self, at: int) -> str:
        """The sentence from a place on, at most REACH characters."""
        window = self.after(at, REACH)
        for end in _SENTENCE_END.finditer(window):
            if not _ABBREVIATION.search(window, max(0, end.start() - 6), end.start()):
                return window[: end.start()]
        return window

    def ahead(self, start: int, end: int) -> bool:
        """Whether the nearest verb sets the expression in the future: the last one before it, else the first one after it."""
        clause = self.clause_before(start)
        future, past = _last(_FUTURE, clause), _last(_PAST, clause)
        if future >= 0 or past >= 0:
            return future > past
        clause = self.clause_after(end)
        coming, gone = _FUTURE.search(clause), _PAST.search(clause)
        return coming is not None and (gone is None or coming.start() < gone.start())

    def nowadays(self, start: int, end: int) -> bool:
        """Whether "today" means these days: in a narrative, in a sentence in the present."""
        sentence = f"{self.clause_before(start)} {self.clause_after(end)}"
        return self.narrative and bool(_PRESENT.search(sentence)) and not _TOLD.search(sentence)

    def recurring(self, start: int, end: int) -> bool:
        """Whether the sentence speaks of what is always so: a present tense or a word of habit, and nothing past or to come."""
        sentence = f"{self.clause_before(start)} {self.clause_after(end)}"
        return bool(_GENERIC.search(sentence)) and not _PAST.search(sentence) and not _FUTURE.search(sentence)


def make_context(text: str, published: str | None) -> Context:
    """The context at the start of a text. Without a day of publication the text's own dateline, if any, is set by the caller."""
    now = _moment(published)
    deictic = next(_DEICTIC.finditer(text), None) is not None
    years = sum(1 for _, _ in zip(_YEARS.finditer(text), range(2), strict=False))
    return Context(text=text, now=now, narrative=not deictic and years >= 2)


def _moment(published: str | None) -> Moment:
    match = _PUBLISHED.match(published or "")
    if match is None:
        return Moment()
    year, month, day = (int(part) if part else None for part in match.groups())
    if not year or (month is not None and not 1 <= month <= 12):
        return Moment()
    if month is not None and day is not None and not day_exists(year, month, day):
        return Moment(year, month)
    return Moment(year, month, day)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)
