"""The words that tell what a number counts: what became of people and things, and which nouns are counted (number_lexicon.txt)."""

from __future__ import annotations

from pathlib import Path

from sitrep.records import Role

Roles = dict[tuple[str, ...], Role]

_TABLES = ("states", "deeds", "acts", "role-nouns")


def _read() -> tuple[dict[str, Roles], dict[str, frozenset[str]]]:
    roles: dict[str, Roles] = {name: {} for name in _TABLES}
    sets: dict[str, set[str]] = {}
    name = role = ""
    for line in (Path(__file__).parent / "number_lexicon.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            name, _, role = line.strip("[]").partition(" ")
        elif line and not line.startswith("#"):
            for word in line.split():
                if role:
                    roles[name][tuple(word.split("_"))] = Role(role)
                else:
                    sets.setdefault(name, set()).add(word)
    return roles, {key: frozenset(found) for key, found in sets.items()}


def _single(table: Roles) -> dict[str, Role]:
    return {words[0]: role for words, role in table.items() if len(words) == 1}


def _phrases(table: Roles) -> Roles:
    return {words: role for words, role in table.items() if len(words) > 1}


_ROLES, _SETS = _read()

STATES = _single(_ROLES["states"])
DEEDS = _single(_ROLES["deeds"])
ACTS = _single(_ROLES["acts"])
ROLE_NOUNS = _single(_ROLES["role-nouns"])
STATE_PHRASES = _phrases(_ROLES["states"])
DEED_PHRASES = _phrases(_ROLES["deeds"])
ACT_PHRASES = _phrases(_ROLES["acts"])

AUXILIARIES = _SETS["auxiliaries"]
PERFECTS = _SETS["perfects"]
ADVERBS = _SETS["adverbs"]
BREAKS = _SETS["breaks"]
SUBSETS = _SETS["subsets"]
PREPOSITIONS = _SETS["prepositions"]
PEOPLE = _SETS["people"]
THINGS = _SETS["things"]
MEASURES = _SETS["measures"]
NUMBERED = _SETS["numbered"]
SINGULAR_PEOPLE = _SETS["singular-people"]
SINGULAR_THINGS = _SETS["singular-things"]
LIVING = _SETS["living"]
EMPTIED = _SETS["emptied"]
ARMED = _SETS["armed"]
CLOSERS = _SETS["closers"]
FREED = _SETS["freed"]
PUNCTUATION_BREAKS = frozenset('.;:!?\n()[]{}"“”«»|')

# The longest phrase of the tables, in words.
LONGEST_PHRASE = 4


def is_counted(word: str) -> bool:
    """Whether a noun is known as one of people or things that are counted."""
    return word in PEOPLE or word in THINGS


def is_thing(word: str) -> bool:
    """Whether a noun is a thing, in the singular or plural."""
    return word in THINGS or word in SINGULAR_THINGS


def is_single(word: str) -> bool:
    """Whether a noun is one person or one thing."""
    return word in SINGULAR_PEOPLE or word in SINGULAR_THINGS


def is_person(word: str) -> bool:
    """Whether a noun is a person or people."""
    return word in PEOPLE or word in SINGULAR_PEOPLE
