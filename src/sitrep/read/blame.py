"""How surely an act is laid to its actors, from the whole chain that reports it (after slot 11 of the MUC-4 templates)."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.lexicon import words
from sitrep.records import Act, Auxiliary, Blame, Modality, Party, Polarity, Statement

_SUSPECTED = words("suspected")
_REACH = 24  # characters before an actor in which "suspected" is looked for


def blame(text: str, actors: Sequence[Party], statement: Statement | None, auxiliary: Auxiliary | None) -> Blame | None:
    """FACT where it is said outright, CLAIMED on a claimant's word, SUSPECTED or POSSIBLE as the words or the chain lower it.

    None where nobody is said to have done it, or it is said not to have happened.
    """
    denied = statement is not None and statement.polarity is Polarity.NEGATIVE
    if not actors or auxiliary is Auxiliary.NEGATED or denied:
        return None
    acts = {link.act for link in statement.attribution} if statement else set()
    mood = statement.modality if statement else Modality.CERTAIN
    if any(_suspected(text, one) for one in actors) or acts & {Act.ACCUSE, Act.BELIEVE, Act.ESTIMATE} or mood is Modality.PROBABLE:
        return Blame.SUSPECTED
    if mood in {Modality.POSSIBLE, Modality.CONDITIONAL} or auxiliary is Auxiliary.HYPOTHETICAL:
        return Blame.POSSIBLE
    return Blame.CLAIMED if Act.CLAIM in acts else Blame.FACT


def _suspected(text: str, party: Party) -> bool:
    before = text[max(0, party.span.start - _REACH) : party.span.start].lower().split()
    return bool(_SUSPECTED & {*before[-2:], *party.span.text.lower().split()})
