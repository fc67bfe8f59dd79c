"""Grounds as whole clauses: the network marks words, and may leave some out ("an authority | needs a treaty", "will not wait")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.read.lexicon import AUXILIARIES
from sitrep.read.tokens import span
from sitrep.records import Span

# So far apart are the pieces of one ground at most, in characters.
_GAP = 60
_REACH = 160  # how far back a clause is looked for
_ENDS = re.compile(r"[.!?][”\"’']?\s|\n")
# Two or three words that begin as a phrase does.
_PHRASE = re.compile(r"(?:an?|the|this|these|those|its|their|his|her|our|my)\s+\S+(?:\s+\S+)?", re.I)
# Not within "1.5 million" or after "the U.S.".
_CLAUSE = re.compile(r"(?:(?:(?<![A-Z])\.|[!?;:—–,])\s+|[(\n]\s*)(?:[“\"]\s*)?(?:(?:and|but|or|so|because|since)\s+)?")
_GOES_ON = re.compile(r"\s+[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


def pieced(text: str, grounds: Sequence[Span]) -> list[Span]:
    """Grounds in order: the beginning of a clause with what follows it in its sentence, a clause without its subject with it; a phrase that
    stays alone left out.
    """
    joined: list[Span] = []
    for ground in sorted(grounds, key=lambda one: (one.start, one.end)):
        last = joined[-1] if joined else None
        whole = _with_subject(text, ground, last.end if last else 0) if _lacks_subject(ground) else ground
        if (
            last is not None
            and _is_phrase(text, last)
            and 0 <= whole.start - last.end <= _GAP
            and not _ENDS.search(text, last.end, whole.start)
        ):
            joined[-1] = span(text, last.start, whole.end)
        else:
            joined.append(whole)
    return [one for one in joined if not _is_phrase(text, one)]


def _is_phrase(text: str, ground: Span) -> bool:
    """Whether a ground is two or three words that their sentence goes on from: "an authority", of one that needs a treaty; not "The bridge
    collapsed".
    """
    return _PHRASE.fullmatch(ground.text.strip()) is not None and _GOES_ON.match(text, ground.end) is not None


def _lacks_subject(ground: Span) -> bool:
    first = _WORD.search(ground.text)
    return first is not None and first[0].lower() in AUXILIARIES and first[0].islower()


def _with_subject(text: str, ground: Span, after: int) -> Span:
    """A ground from where its clause begins, `after` the ground before it."""
    first = max(after, ground.start - _REACH, 0)
    starts = [match.end() for match in _CLAUSE.finditer(text, first, ground.start)]
    start = starts[-1] if starts else first if first == 0 else ground.start
    return span(text, start, ground.end)
