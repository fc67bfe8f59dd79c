"""The word lists that the rule reader works with, read once from the data folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sitrep.errors import ReadError
from sitrep.records import Act

DATA = Path(__file__).parent / "data"


def rows(name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a data file as (line number, fields); comments and blank lines left out."""
    for number, line in enumerate((DATA / name).read_text(encoding="utf-8").splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line.split("\t")


def words(name: str) -> frozenset[str]:
    """The list called `name` in words.tsv. Raises KeyError if there is none."""
    return _lists()[name]


@cache
def _lists() -> dict[str, frozenset[str]]:
    return {fields[0]: frozenset(fields[1].split()) for _, fields in rows("words.tsv")}


DETERMINERS = words("determiners")
SUBJECT_PRONOUNS = words("subject pronouns")
PREPOSITIONS = words("prepositions")
SUBORDINATORS = words("subordinators")
AUXILIARIES = words("auxiliaries")
BE = words("be")
NEGATIONS = words("negations")
TIME_WORDS = words("time words")
MANNER_NOUNS = words("manner nouns")
SILENCE = words("silence")


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that attributes: what its source does, which frames it takes, and whether the form is a participle."""

    lemma: str
    act: Act
    frames: frozenset[str]
    participle: bool
    gerund: bool


@cache
def cues() -> dict[str, Cue]:
    """Every form of every attributing verb."""
    forms: dict[str, Cue] = {}
    for number, fields in rows("cues.tsv"):
        if len(fields) not in (3, 4):
            raise ReadError(f"cues.tsv:{number}", "expected lemma, act, frames and at most one more field")
        lemma, act, frames = fields[:3]
        irregular = fields[3].split() if len(fields) == 4 else []
        for form in inflections(lemma, irregular):
            participle = form in (irregular[-1:] or [past(lemma)])
            forms.setdefault(form, Cue(lemma, Act(act), frozenset(frames), participle, form.endswith("ing")))
    return forms


@cache
def noun_cues() -> dict[str, Act]:
    """Every attributing noun."""
    return {fields[0]: Act(fields[1]) for _, fields in rows("noun_cues.tsv")}


def inflections(lemma: str, irregular: list[str] | None = None) -> list[str]:
    """The forms of an English verb: base, third person, past (irregular forms in place of the regular one), gerund."""
    return [lemma, third_person(lemma), *(irregular or [past(lemma)]), gerund(lemma)]


def third_person(lemma: str) -> str:
    """The third person singular of a verb, by spelling rules."""
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        return lemma + "es"
    return lemma[:-1] + "ies" if _consonant_y(lemma) else lemma + "s"


def past(lemma: str) -> str:
    """The regular past of a verb, by spelling rules."""
    if lemma.endswith("e"):
        return lemma + "d"
    if _consonant_y(lemma):
        return lemma[:-1] + "ied"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ed"


def gerund(lemma: str) -> str:
    """The -ing form of a verb, by spelling rules."""
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "ye", "oe")):
        return lemma[:-1] + "ing"
    return (lemma + lemma[-1] if _doubles(lemma) else lemma) + "ing"


def _consonant_y(lemma: str) -> bool:
    return len(lemma) > 1 and lemma[-1] == "y" and lemma[-2] not in "aeiou"


def _doubles(lemma: str) -> bool:
    """Whether the last consonant doubles: one vowel before it in a word of one syllable, or a listed longer word."""
    if lemma in words("doubling"):
        return True
    vowels = sum(character in "aeiou" for character in lemma)
    return vowels == 1 and len(lemma) > 2 and lemma[-1] not in "aeiouwxy" and lemma[-2] in "aeiou"
