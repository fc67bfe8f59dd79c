"""PLOVER's contexts: what an event has to do with (an election, a court, the economy), by the words of its sentence."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from sitrep.errors import ReadError
from sitrep.read.lexicon import rows


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(context, pattern of its words), in the order of the list. Raises ReadError naming the line of a broken row."""
    made = []
    for number, fields in rows("contexts.tsv"):
        if len(fields) != 2:
            raise ReadError(f"contexts.tsv:{number}", "expected a context and its words")
        words = [re.escape(word.strip()).replace(r"\*", r"\w*") for word in fields[1].split(",") if word.strip()]
        made.append((fields[0], re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)))
    return tuple(made)


# March the month is no march; a mine that somebody drives onto is no resource.
_MONTH = re.compile(
    r"\bMarch(?:,?\s\d)|\d(?:st|nd|rd|th)?\s(?:of\s)?March\b|\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Ll]ast|[Ee]arly|[Ll]ate|[Oo]f)\sMarch\b"
)
_MINE = re.compile(r"\b(?:land)?mines?\b", re.I)
_WEAPON = re.compile(
    r"\b(?:laid|planted|struck|hit|ran over|drove (?:over|onto)|stepped on|explo\w+|detonat\w+|blast|kill(?:s|ed|ing)|device)\b", re.I
)
_DUG = re.compile(
    r"\b(?:coal|gold|copper|iron|diamond|salt|silver|zinc|lead|uranium|cobalt|lithium|tin|open-pit|mining|miners?|mineworkers?)\b", re.I
)


@lru_cache(maxsize=256)  # a sentence often tells several events
def contexts(text: str) -> tuple[str, ...]:
    """The contexts that the words of a sentence tell of, in the order of data/contexts.tsv."""
    text = _MONTH.sub(" ", text)
    if _WEAPON.search(text) and not _DUG.search(text):
        text = _MINE.sub(" ", text)
    return tuple(name for name, pattern in _patterns() if pattern.search(text))
