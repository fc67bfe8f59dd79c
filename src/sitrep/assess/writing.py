"""A draft's text taken apart: front matter, body, sections, key judgements, citations; and what is wrong with its form."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from sitrep.assess import scale
from sitrep.assess.body import JUDGEMENTS, Judgements, items, remark, section_field, sections, visible, without_comments
from sitrep.assess.citations import find
from sitrep.assess.front import Front, read_front, split
from sitrep.records import Citation, CitationKind, KeyJudgement, Remark, Severity

# In bytes of UTF-8: as long as a book, and quick to check.
LONGEST_TEXT = 1_048_576
MOST_CITATIONS = 2_000
# Of each kind of fault; who has as many mends these first.
MOST_REMARKS = 100

# What marks a conflict that is to be settled by hand, as Git does it.
OURS, BETWEEN, THEIRS = "<<<<<<<", "=======", ">>>>>>>"
_UNSETTLED = re.compile(rf"^(?:{OURS}|{THEIRS}) ", re.M)
_MARKUP = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*[\s>/]|<!\[CDATA|<\?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a draft says. `body` is without front matter and comments, `text` the same with code blanked; `before` is how many lines of the
    draft stand before it, `places` where each key judgement begins in it.
    """

    front: Front
    body: str
    text: str
    before: int
    judgements: tuple[KeyJudgement, ...]
    citations: tuple[Citation, ...]
    assumptions: tuple[str, ...]
    alternatives: tuple[str, ...]
    gaps: tuple[str, ...]
    indicators: tuple[str, ...]
    places: dict[str, int]
    remarks: tuple[Remark, ...]

    def at(self, place: int, words: str, severity: Severity = Severity.ERROR) -> Remark:
        """A remark at a place in the body."""
        return remark(self.body, self.before, place, words, severity)


def take_apart(text: str) -> Writing:
    """Take a draft's text apart. Whatever it is, something comes of it; what is wrong is in `remarks`, in the order of lines."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    head, rest, before = split(text)
    front, remarks = read_front(head)
    body = without_comments(rest)
    shown = visible(body)
    found = list(islice(find(shown), MOST_CITATIONS + 1))
    citations = tuple(one for one in found if isinstance(one, Citation))[:MOST_CITATIONS]
    reader = Judgements(shown, citations)
    judgements = reader.read()
    wrong = [*reader.remarks, *_broken(found), *_sentences(shown), *_shape(rest, shown)]
    remarks += [remark(body, before, at, words) for at, words in sorted(wrong)[:MOST_REMARKS]]
    remarks += [remark(body, before, at, words, Severity.WARNING) for at, words in _markup(shown)]
    lists = {field: _items(shown, field) for field in ("assumptions", "alternatives", "gaps", "indicators")}
    return Writing(
        front=front,
        body=body,
        text=shown,
        before=before,
        judgements=judgements,
        citations=citations,
        places=reader.places,
        remarks=tuple(sorted(remarks, key=lambda one: one.line or 0)),
        **lists,
    )


def _items(text: str, field: str) -> tuple[str, ...]:
    """What stands under the headings that fill a field."""
    stretches = (text[one.start : one.end] for one in sections(text, 2) if section_field(one.name) == field)
    return tuple(item for stretch in stretches for item in items(stretch))


def _broken(found: list[Citation | tuple[int, str]]) -> Iterator[tuple[int, str]]:
    kinds = ", ".join(f"{kind.value}:" for kind in CitationKind)
    for one in found:
        if not isinstance(one, Citation):
            yield one[0], f"{one[1]!r} is no citation: [[KIND:NAME]], KIND one of {kinds}"
    if len(found) > MOST_CITATIONS:
        yield 0, f"there are more than {MOST_CITATIONS:,} citations, which are the most"


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    for at, sentence in scale.mixed(text):
        words = " ".join(sentence.split())
        yield at + len(sentence) - len(sentence.lstrip()), f"a likelihood and a confidence in one sentence: {words[:100]!r}"


def _shape(rest: str, text: str) -> Iterator[tuple[int, str]]:
    """What is wrong with the whole: a conflict that was not settled, a comment without an end, terms of both rows of the scale."""
    if found := _UNSETTLED.search(text):
        yield found.start(), "a conflict between two drafts is not settled here"
    if (start := rest.rfind("<!--")) > rest.rfind("-->"):
        lines = text.split("\n")[: rest.count("\n", 0, start)]
        yield sum(len(line) + 1 for line in lines), "a comment (<!--) has no end (-->)"
    stretches = [one for one in sections(text, 2) if section_field(one.name) == JUDGEMENTS]
    used = {
        term.row: (one.start + term.start, text[one.start + term.start : one.start + term.end])
        for one in stretches
        for term in scale.terms(text[one.start : one.end])
    }
    if len(used) > 1:
        words = " and ".join(repr(used[row][1].lower()) for row in sorted(used))
        yield used[1][0], f"{words} are of two rows of the scale of likelihoods: keep to one"


def _markup(text: str) -> list[tuple[int, str]]:
    found = list(islice(_MARKUP.finditer(text), 20))
    return [(one.start(), f"{one[0].strip()!r}: markup is shown as it is written, not obeyed") for one in found]
