"""Taking out of an assessment that goes out the names of those that do not."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import replace
from itertools import accumulate

from sitrep.records import Assessment, Citation, CitationKind

NOT_HERE = "an assessment that is not here"
_MARK = re.compile(rf"\[\[{CitationKind.ASSESSMENT.value}:([^\[\]\n]+)\]\]")


def without(assessment: Assessment, names: Collection[str]) -> Assessment:
    """An assessment that answers and cites no other assessment than those of these `names` (ids), in no field and in no words.

    Where the words cite another, they say instead that it is not here. Places of the other citations stay true.
    """
    kept = _Kept(assessment.body, names)
    answers = assessment.answers
    return replace(
        assessment,
        title=kept.words(assessment.title),
        summary=kept.words(assessment.summary),
        body=kept.words(assessment.body),
        desk=assessment.desk and kept.words(assessment.desk),
        area=assessment.area and kept.words(assessment.area),
        topics=tuple(map(kept.words, assessment.topics)),
        judgements=tuple(replace(one, text=kept.words(one.text), citations=kept.citations(one.citations)) for one in assessment.judgements),
        citations=kept.citations(assessment.citations),
        assumptions=tuple(map(kept.words, assessment.assumptions)),
        alternatives=tuple(map(kept.words, assessment.alternatives)),
        gaps=tuple(map(kept.words, assessment.gaps)),
        indicators=tuple(map(kept.words, assessment.indicators)),
        answers=answers if answers and answers.assessment in names else None,
        deeds=tuple(replace(one, note=kept.words(one.note)) for one in assessment.deeds),
        stale=tuple(one for one in assessment.stale if kept.words(one.target) == one.target),
    )


class _Kept:
    """What stays of words and citations of a body where only assessments of these `names` are spoken of."""

    def __init__(self, body: str, names: Collection[str]) -> None:
        self._names = names
        # Where each mark ends in the body, and by how much what follows it has moved.
        marks = list(_MARK.finditer(body))
        self._ends = [one.end() for one in marks]
        self._moves = list(accumulate((len(self._word(one)) - len(one[0]) for one in marks), initial=0))

    def _word(self, mark: re.Match[str]) -> str:
        return mark[0] if mark[1].strip() in self._names else f"({NOT_HERE})"

    def words(self, text: str) -> str:
        """A text with every mark that cites an assessment by another name replaced by words."""
        return _MARK.sub(self._word, text)

    def citations(self, citations: Iterable[Citation]) -> tuple[Citation, ...]:
        """The citations that stay, each at its place in the body as it is then."""
        return tuple(self._moved(one) for one in citations if one.kind is not CitationKind.ASSESSMENT or one.target in self._names)

    def _moved(self, citation: Citation) -> Citation:
        by = self._moves[bisect_right(self._ends, citation.start)]
        return replace(citation, start=citation.start + by, end=citation.end + by) if by else citation
