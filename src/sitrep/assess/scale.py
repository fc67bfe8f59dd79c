"""Words of likelihood and of confidence (ICD 203, Analytic Standards, 2015, D.6.e.(2)).

| row 1 | row 2 | probability |
|---|---|---|
| almost no chance | remote | 1-5 % |
| very unlikely | highly improbable | 5-20 % |
| unlikely | improbable, probably not | 20-45 % |
| roughly even chance | roughly even odds | 45-55 % |
| likely | probable, probably | 55-80 % |
| very likely | highly probable | 80-95 % |
| almost certain, almost certainly | nearly certain | 95-99 % |

Terms of both rows are not to be mixed in one product; a degree of confidence and a likelihood are not to stand in one sentence.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from sitrep.records import Confidence, Likelihood

_CHANCE = r"(?:chances?|likelihood|probability|possibility|prospects?|odds)"
# What is said of a term to make it another, which the scale does not have ("highly probable" it has).
_BENT = (
    r"(?:not|highly|extremely|quite|rather|fairly|somewhat|most|more|less|least|equally|increasingly|just as|as) (?:very )?(?:un)?likely"
    r"|(?:not|extremely|quite|rather|fairly|somewhat|most|more|less|least|equally|very|as) (?:im)?probable"
)
# "May" with a capital is a month.
_OUTSIDE = (
    r"possibl[ey]|(?-i:may)|might|perhaps|maybe|conceivabl[ey]|plausibl[ey]|could well|can ?not (?:be )?(?:ruled?|excluded?|discounted?|"
    rf"dismissed)(?: out)?|chances are|(?:good|fair|real|distinct|significant|slim|high) {_CHANCE}|even chance|even odds|50[-/ ]50|"
    r"toss-?up|certainly|definitely|undoubtedly|no doubt|surely|inevitabl[ey]|bound to|impossible"
)
# The longest first: at one place the first that fits is taken.
_TERMS: tuple[tuple[str, Likelihood | None, int], ...] = (
    (_BENT, None, 0),
    ("almost no chance", Likelihood.ALMOST_NO_CHANCE, 0),
    ("almost certain(?:ly)?", Likelihood.ALMOST_CERTAIN, 0),
    ("roughly even chances?", Likelihood.ROUGHLY_EVEN_CHANCE, 0),
    ("very unlikely", Likelihood.VERY_UNLIKELY, 0),
    ("very likely", Likelihood.VERY_LIKELY, 0),
    ("unlikely", Likelihood.UNLIKELY, 0),
    ("likely", Likelihood.LIKELY, 0),
    # "Remote" says mostly how far away something is.
    (rf"remote {_CHANCE}|{_CHANCE} (?:is|are|remains?|of \w+ is) remote", Likelihood.ALMOST_NO_CHANCE, 1),
    ("highly improbable", Likelihood.VERY_UNLIKELY, 1),
    ("highly probable", Likelihood.VERY_LIKELY, 1),
    ("roughly even odds", Likelihood.ROUGHLY_EVEN_CHANCE, 1),
    ("nearly certain", Likelihood.ALMOST_CERTAIN, 1),
    ("improbabl[ey]|probably not", Likelihood.UNLIKELY, 1),
    ("probabl[ey]", Likelihood.LIKELY, 1),
    (_OUTSIDE, None, 0),
)
_WORDS = re.compile(rf"\b(?:{'|'.join(f'({pattern})' for pattern, _, _ in _TERMS)})\b", re.I)
_CONFIDENCE = re.compile(
    r"\b(?:very )?(?:high|moderate|low|medium|full|great|some|little)(?:er|est)?(?:[- ]to[- ]\w+)? (?:degree of |level of )?confidence\b"
    r"|\bconfidence (?:that|level)\b|\b(?:we|i|desk|analysts?)(?:'m|'re| am| are| is| remains?)? (?:\w+ ){0,2}confident\b",
    re.I,
)
_SENTENCE = re.compile(r"[^.!?;\n]*(?:[.!?;](?![\s\"'”’)*_])[^.!?;\n]*)*[.!?;]?")


class Term(NamedTuple):
    """A term of the scale in a text: where it stands, what it means, and in which row it is (0 or 1)."""

    start: int
    end: int
    likelihood: Likelihood
    row: int


def terms(text: str) -> list[Term]:
    """The terms of the scale in a text, in order. What is bent to another meaning ("not likely") is none."""
    found = ((one, _TERMS[(one.lastindex or 1) - 1]) for one in _WORDS.finditer(text))
    return [Term(*one.span(), likelihood, row) for one, (_, likelihood, row) in found if likelihood]


def outside(text: str) -> list[tuple[int, str]]:
    """Words of likelihood that the scale does not have, each with where it stands."""
    return [(one.start(), one[0]) for one in _WORDS.finditer(text) if _TERMS[(one.lastindex or 1) - 1][1] is None]


def mixed(text: str) -> list[tuple[int, str]]:
    """Sentences in which a likelihood and a confidence stand together, each with where it begins."""
    # Few sentences speak of confidence; looking at those alone keeps long texts quick.
    sentences = ((one.start(), one[0]) for one in _SENTENCE.finditer(text) if "confiden" in one[0].lower())
    return [(start, one) for start, one in sentences if _CONFIDENCE.search(one) and terms(one)]


def confidence(said: str) -> Confidence | None:
    """The degree of confidence that a line states in front: "moderate", "Moderate. Two origins agree."; None for another word."""
    found = re.match(r"[*_\s]*(low|moderate|high)\b(?!\s*(?:-|/|to\b|or\b))", said, re.I)
    return Confidence(found[1].lower()) if found else None
