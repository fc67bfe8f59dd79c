"""The organisations that reports name, and which of them a source speaks for: so that it has one name in all incidents.

"The Britain-based Observatory", "Observatory head Ramo Kell" and "the Selm Observatory for Rights (SOR)" are one witness with one record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from sitrep.compare.names import identity, one_of_a_kind, same_witness
from sitrep.compare.words import fold
from sitrep.records import MentionType, Reading

# A name has no more words than this; more are a line of a page.
_LONGEST = 7


class Bodies:
    """The organisations that the reports of an incident name, by the names that they were resolved to."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._reports: Counter[str] = Counter()
        # Names that stand otherwise in a text, or are a source's that does: whoever read it knew whose they are.
        self._known: set[str] = set()
        for reading in readings:
            named = [(one.name, one.span.text) for one in reading.mentions if one.type is MentionType.ORGANIZATION and one.name]
            self._reports.update({name for name, _ in named})
            own = {name for name, _ in named}
            said = [(link.name, link.source.text) for one in reading.statements for link in one.attribution if link.source is not None]
            told = [(name, written) for name, written in said if name in own]
            self._known |= {name for name, written in (*named, *told) if name and fold(written).removeprefix("the ") != fold(name)}

    def spoken_for(self, forms: Iterable[str]) -> str | None:
        """The organisation that a source with these names speaks for; None where there is none, or one cannot be told from another."""
        words = [identity(form) for form in forms]
        found = [
            name
            for name in self._reports
            if any(same_witness(name, form) for form in forms) and self._is_certain(name, any(identity(name) <= one for one in words))
        ]
        if any(not same_witness(one, two) for one, two in combinations(found, 2)):
            return None
        # "Observatory" stands in more reports, a name with a word too many in one: neither is what it is called.
        return max(found, key=lambda name: (self._reports[name] * len(identity(name)), name), default=None)

    def _is_certain(self, name: str, said: bool) -> bool:
        """Whether a name is an organisation's beyond a slip of the reader; `said` where the source's own name holds all its words."""
        if len(name.split()) > _LONGEST:
            return False
        tells = len(identity(name)) > 1 or one_of_a_kind(name)
        return name in self._known or (tells and (said or self._reports[name] > 1))
