"""Whose a position is, in words: the fullest name that a proposal's documents give, the byline for an author."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.compare.names import identity, is_named, is_proper
from sitrep.compare.words import fold
from sitrep.records import Document, Holder

# "Our colleague Ann Lee": a name of two words and more at the end of a description is the holder's.
_DESCRIBED = re.compile(
    r"^(?:[Oo]ur|[Mm]y|[Tt]he|[Hh]is|[Hh]er|[Tt]heir|[Aa]n?)\s(?:[^\W\d_A-Z][\w’'-]*\s){1,4}(?P<n>[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)+)$"
)
_BYLINES = 3  # authors that are named


def called(holder: Holder | None, document: Document) -> str:
    """What a holder is called in one document; an author without a byline is the author of the article in its outlet."""
    if holder is not None:
        words = " ".join((holder.name or (holder.source.text if holder.source else "")).split())
        described = _DESCRIBED.match(words)
        return (described["n"] if described else words) or "not named"
    authors = [" ".join(author.split()) for author in document.authors if author.strip()]
    if authors:
        shown = authors[:_BYLINES]
        return " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown) + (
            " and others" if len(authors) > _BYLINES else ""
        )
    return f"the author of the article in {document.outlet}" if document.outlet else "the author, not named"


def fullest(names: Sequence[str]) -> dict[str, str]:
    """Each name with the fullest of those that stand for the same holder: "Mr Reed" with "Anna Reed", if there is but one Reed.

    Names of one institution are the same where their telling words are.
    """
    plain = sorted({name for name in names if is_named(name)}, key=lambda name: (-len(identity(name)), -len(name), name))
    found: dict[str, str] = {}
    for name in plain:
        same = [other for other in found.values() if identity(other) == identity(name)]
        fuller = {other for other in found.values() if _short_for(name, other)}
        found[name] = same[0] if same else fuller.pop() if len(fuller) == 1 else name
    return {name: found.get(name, name) for name in names}


def _short_for(name: str, other: str) -> bool:
    """Whether a name is the family name of a person with the full name `other`, with or without a title."""
    one, two = identity(name), identity(other)
    last = fold(other.split()[-1])
    return len(one) == 1 and len(two) > 1 and one < two and last in one and all(map(is_proper, other.split()))
