"""Citations: `[[st:ID]]`, `[[in:ID]]`, `[[ac:INCIDENT/attribute/value]]`, `[[pr:ID]]`, `[[do:ID]]`, `[[as:ID]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sitrep.records import Citation, CitationKind, account_parts, account_target

__all__ = ["LONGEST_TARGET", "account_parts", "account_target", "cite", "find", "without"]

# Longer names are of nothing that can be cited.
LONGEST_TARGET = 400
_CITATION = re.compile(rf"\[\[([a-z]{{1,12}}):([^\[\]\n]{{1,{LONGEST_TARGET}}})\]\]")
_MEANT = re.compile(r"\[\[")
_KINDS = {kind.value: kind for kind in CitationKind}


def cite(kind: CitationKind, target: str) -> str:
    """A citation to paste into a draft."""
    return f"[[{kind.value}:{target}]]"


def find(body: str) -> Iterator[Citation | tuple[int, str]]:
    """The citations of a body in order; for what looks like one and is none, where it stands and what it is."""
    for start in (one.start() for one in _MEANT.finditer(body)):
        found = _CITATION.match(body, start)
        if found and (kind := _KINDS.get(found[1])):
            yield Citation(kind=kind, target=found[2].strip(), start=start, end=found.end())
        else:
            yield start, re.split(r"[\n\]]", body[start : start + 60], maxsplit=1)[0]


def without(text: str) -> str:
    """A text without its citations, for reading."""
    return re.sub(r"[ \t]+([.,;:])", r"\1", _CITATION.sub("", text))
