"""Citations: `[[st:ID]]`, `[[in:ID]]`, `[[ac:INCIDENT/attribute/value]]`, `[[pr:ID]]`, `[[do:ID]]`, `[[as:ID]]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from sitrep.records import Citation, CitationKind

# Longer names are of nothing that can be cited.
LONGEST_TARGET = 400
_CITATION = re.compile(rf"\[\[([a-z]{{1,12}}):([^\[\]\n]{{1,{LONGEST_TARGET}}})\]\]")
_MEANT = re.compile(r"\[\[")
_SAFE = str.maketrans({"%": "%25", "[": "%5B", "]": "%5D"})
_KINDS = {kind.value: kind for kind in CitationKind}


def cite(kind: CitationKind, target: str) -> str:
    """A citation to paste into a draft."""
    return f"[[{kind.value}:{target}]]"


def account_target(incident: str, claim: str, value: str) -> str:
    """What names an account: its incident, what is asked, and the answer, on one line and without the signs that end a citation."""
    return f"{incident}/{claim}/{' '.join(value.split()).translate(_SAFE)}"


def account_parts(target: str) -> tuple[str, str, str] | None:
    """(incident, what is asked, the answer) of what `account_target` gave; None for what it cannot have given."""
    parts = target.split("/", 2)
    return (parts[0], parts[1], unquote(parts[2])) if len(parts) == 3 and all(parts) else None


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
