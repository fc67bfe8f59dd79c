"""The organisations that reports name, and which of them a source speaks for: so that it has one name in all incidents.

"The Britain-based Observatory", "Observatory head Ramo Kell" and "the Selm Observatory for Rights (SOR)" are one witness with one record.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from sitrep.compare.names import identity, initials, is_proper, one_of_a_kind, same_witness
from sitrep.compare.states import as_states
from sitrep.compare.wordlists import wordlist
from sitrep.compare.words import fold, stem
from sitrep.records import MentionType, Reading

# A name has no more words than this; more are a line of a page.
_LONGEST = 7
# So many names are held against a source's one by one.
_MOST = 200
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_BASED = re.compile(r"\S+[ -]based\b", re.I)
# What follows says more of it: "the Board, a body of nine", "which runs the camp".
_SAID_OF_IT = re.compile(r"(?<=\w),?\s(?:an?|which|who|that)\s")
_SPEAKERS = wordlist("speakers")
_IN_EVERY_TOWN = ("police", "governor")


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
            self._known |= {name for name, written in (*named, *told) if name and _bare(written) != _bare(name)}

        self._by_trace: dict[str, list[str]] = defaultdict(list)
        for name in self._reports:
            for trace in _traces(name):
                self._by_trace[trace].append(name)

    def spoken_for(self, forms: Iterable[str]) -> str | None:
        """The organisation that a source with these names speaks for; None where there is none, or one cannot be told from another."""
        held = [form for form in forms if identity(form)]
        # Only those that share a word or are its letters can be one witness; all with all would take as long as an incident is wide.
        near = sorted({name for form in held for trace in _traces(form) for name in self._by_trace.get(trace, ())})
        if len(near) > _MOST:  # of so many "the Board" means none in particular
            near = [name for name in near if any(identity(name) <= identity(form) for form in held)]
        found = [name for name in near if self._is_certain(name, held) and any(_meant(name, form) for form in held)]
        if any(not (identity(one) <= identity(two) or identity(two) <= identity(one)) for one, two in combinations(found, 2)):
            return None
        # The longest that stands in the source's own name wins. Else "Observatory" stands in more reports, one with a word too many in one.
        said = [name for name in found if len(identity(name)) > 1 and any(_stands_in(name, form) for form in held)]
        if said:
            return max(said, key=lambda name: (len(_words(name)), self._reports[name], name))
        return max(found, key=lambda name: (self._reports[name] * len(identity(name)), name), default=None)

    def _is_certain(self, name: str, forms: Sequence[str]) -> bool:
        """Whether a name is an organisation's beyond a slip of the reader."""
        if len(name.split()) > _LONGEST:
            return False
        said = any(identity(name) <= identity(form) for form in forms)
        tells = len(identity(name)) > 1 or one_of_a_kind(name)
        return name in self._known or (tells and (said or self._reports[name] > 1))


def _traces(name: str) -> frozenset[str]:
    """By what a name can be found: its words, and the letters that stand for them."""
    return identity(name) | initials(name)


def _meant(name: str, form: str) -> bool:
    """Whether an organisation of this name is whom a source's name means: the same witness, of no other state, and whole: what the source's
    name has besides is who speaks and how he is described.
    """
    if not same_witness(name, form) or not _states(form) <= _states(name):
        return False
    more = identity(form) - identity(name)
    if one_of_a_kind(name) and more and identity(name) - identity(form):  # "Observatory head Ramo Kell"; but two towns have two police
        return _has_speaker(form) and identity(name).isdisjoint(_IN_EVERY_TOWN)
    written = _words(_SAID_OF_IT.split(form, maxsplit=1)[0] or form)
    besides = [word for word in written if stem(fold(word)) in more and not _is_speaker(word)]
    return all(map(is_proper, besides)) and (not besides or _has_speaker(form)) and not _is_longer(name, written)


def _is_longer(name: str, written: Sequence[str]) -> bool:
    """Whether a capital stands right before a name in a source's name, and is no name of office: "Free" Syrian Army."""
    own = [stem(fold(word)) for word in _words(name)]
    plain = [stem(fold(word)) for word in written]
    at = next((at for at in range(len(plain) - len(own) + 1) if plain[at : at + len(own)] == own), 0)
    return at > 0 and is_proper(written[at - 1]) and bool(identity(written[at - 1])) and not _is_speaker(written[at - 1])


def _bare(name: str) -> str:
    return fold(name).removeprefix("the ")


def _stands_in(name: str, form: str) -> bool:
    return set(map(fold, _words(name))) <= set(map(fold, _words(form)))


def _words(text: str) -> list[str]:
    return _WORD.findall(_BASED.sub("", text))


def _states(name: str) -> set[str]:
    """The states that a name names, by name, people or capital; not where somebody is based."""
    return as_states(fold(_BASED.sub("", name)).replace("'s", "").replace("’s", ""), set())


def _has_speaker(form: str) -> bool:
    return any(map(_is_speaker, _words(form)))


def _is_speaker(word: str) -> bool:
    return stem(fold(word)) in _SPEAKERS
