"""PLOVER's contexts: what an event has to do with (an election, a court, the economy), by the words of its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from sitrep.errors import ReadError
from sitrep.read.lexicon import rows


@dataclass(frozen=True, slots=True)
class _Context:
    """A context: the pattern of its words, and what a word of the sentence must be, or begin with, for the pattern to be tried at all."""

    name: str
    pattern: re.Pattern[str]
    firsts: frozenset[str]
    beginnings: tuple[str, ...]

    def told(self, text: str, said: frozenset[str]) -> bool:
        """Whether a sentence with the words `said`, in lower case, has one of the context."""
        begun = self.firsts & said or any(word.startswith(self.beginnings) for word in said)
        return bool(begun) and self.pattern.search(text) is not None


_FIRST = re.compile(r"(\w+)(\*?)")
_WORD = re.compile(r"\w+")


@cache
def _listed() -> tuple[_Context, ...]:
    """The contexts in the order of the list. Raises ReadError naming the line of a broken row."""
    made = []
    for number, fields in rows("contexts.tsv"):
        if len(fields) != 2:
            raise ReadError(f"contexts.tsv:{number}", "expected a context and its words")
        words = [word for entry in fields[1].split(",") if (word := entry.strip())]
        pattern = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in words)
        firsts = [_FIRST.match(word) for word in words]
        if not all(firsts):
            raise ReadError(f"contexts.tsv:{number}", "an entry does not begin with a letter or a digit")
        whole = frozenset(first[1] for first in firsts if first and not first[2])
        begun = tuple(first[1] for first in firsts if first and first[2])
        made.append(_Context(fields[0], re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE), whole, begun))
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
    said = frozenset(_WORD.findall(text.lower()))
    return tuple(one.name for one in _listed() if one.told(text, said))
