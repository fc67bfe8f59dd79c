"""Polarity and modality: whether a passage is put forward as so or as not so, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from sitrep.read.lexicon import BE, rows, words
from sitrep.read.tokens import Token
from sitrep.records import Act, Modality, Polarity

_RANK = [Modality.CONDITIONAL, Modality.POSSIBLE, Modality.PROBABLE, Modality.FUTURE]
_NEGATORS = words("negators")
_NEGATED_NOUNS = words("negated nouns")
_REACH = 12  # words of a main clause in which a negation counts for the whole


@cache
def _hedges() -> dict[str, Modality]:
    return {fields[0]: Modality(fields[1]) for _, fields in rows("hedges.tsv")}


def modality(words: Sequence[Token]) -> Modality:
    """The modality of a passage: conditional before possible before probable before future; certain if nothing lowers it."""
    found: set[Modality] = set()
    lowers = [token.lower for token in words]
    for at, word in enumerate(lowers):
        pair = f"{word} {lowers[at + 1]}" if at + 1 < len(lowers) else word
        found.update(mood for mood in (_hedges().get(word), _hedges().get(pair)) if mood)
    if "would" in lowers and Modality.CONDITIONAL not in found:
        found.add(Modality.FUTURE)
    return next((mood for mood in _RANK if mood in found), Modality.CERTAIN)


def polarity(words: Sequence[Token], act: Act | None = None) -> Polarity:
    """The polarity of a passage: negative if its main clause is negated, or if the act denies or rejects it."""
    if act in (Act.DENY, Act.REJECT):
        return Polarity.NEGATIVE
    return Polarity.NEGATIVE if _negated(words) else Polarity.POSITIVE


def _negated(words: Sequence[Token]) -> bool:
    for at, token in enumerate(words[:_REACH]):
        word = token.lower
        if word in {"that", "which", "who", "because", "if"} and at > 3:
            return False
        if word == "not" and at + 1 < len(words) and words[at + 1].lower in {"only", "just", "merely"}:
            continue
        if word in _NEGATORS:
            return True
        if word == "no" and (
            at == 0
            or words[at - 1].lower in BE | {"has", "have", "had", "there"}
            or (at + 1 < len(words) and words[at + 1].lower in _NEGATED_NOUNS)
        ):
            return True
    return False
