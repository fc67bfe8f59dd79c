"""How an edition's sentences are worded: plain templates, no number without on whose word."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import sitrep.publish.words as words
from sitrep.publish.accounts import AccountView, ClaimView, Row
from sitrep.publish.edition.references import EARLIER, References
from sitrep.publish.text import shorten
from sitrep.records import Clause, Sentence, State

_ASKED = {
    "occurred": "whether it happened",
    "perpetrator": "who did it",
    "killed": "how many were killed",
    "injured": "how many were injured",
    "abducted": "how many were abducted",
    "detained": "how many were detained",
    "displaced": "how many were driven from their homes",
    "destroyed": "how many were destroyed",
    "participants": "how many took part",
    "place": "where it was",
    "date": "when it was",
}
_STANDS = {
    State.SINGLE: "comes from one origin",
    State.AGREED: "is given alike",
    State.DISPUTED: "is disputed",
    State.DENIED: "is denied by a party concerned",
    State.REVISED: "was revised",
}
_SHOWN_ROWS, _SHOWN_PASSAGES, _SHOWN_ACCOUNTS = 4, 4, 6
_NAME = 80


def sentence(
    clauses: Iterable[Clause], about: str, *, word: Sequence[str] = (), grade: str | None = None, state: State | None = None
) -> Sentence:
    """A sentence of these clauses, of which those without words are left out."""
    kept = tuple(clause for clause in clauses if clause.text)
    return Sentence(text="".join(clause.text for clause in kept), clauses=kept, about=about, word=tuple(word), grade=grade, state=state)


def asked(attribute: str) -> str:
    """What a claim asks, within a sentence: "how many were killed"."""
    return _ASKED.get(attribute, words.attribute_name(attribute).lower())


def capital(text: str) -> str:
    """A text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def listed(parts: Sequence[str], last: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {last} {parts[-1]}" if parts else ""


def whose(chain: Sequence[str], *, earlier: bool = False) -> str:
    """On whose word, as a reader says it: "a customs official, quoted in The Crossing"."""
    publisher, *steps = (shorten(step, _NAME) for step in chain)
    publisher = "an article whose publisher is not known" if publisher == "publisher not known" else publisher
    if not steps or steps == ["in its own words"]:
        text = f"{publisher}, in its own words" if steps else publisher
    else:
        speaker, *between = reversed(steps)
        by = f" by {', '.join(between)}" if between else ""
        text = f"{speaker}, quoted{by} in {publisher}"
    return f"{text}, {EARLIER} of the article" if earlier else text


class Told:
    """One account as a sentence needs it: its clauses "according to …", and on whose word."""

    def __init__(self, view: AccountView, references: References) -> None:
        self.view = view
        self.clauses: list[Clause] = []
        self.word: list[str] = []
        for row in view.rows:
            self._add(row, references)
        if self.word and len(view.rows) > _SHOWN_ROWS:
            self.clauses.append(Clause(text=f", and {len(view.rows) - _SHOWN_ROWS} more"))

    def _add(self, row: Row, references: References) -> None:
        found = [(one, index) for one in row.passages for index in references.passages([one])]
        standing = [pair for pair in found if not references.earlier(pair[1])]
        chosen = (standing or found)[:_SHOWN_PASSAGES]
        if not chosen or len(self.word) == _SHOWN_ROWS:
            return
        word = whose(chosen[0][0].chain, earlier=not standing)
        rests = tuple(dict.fromkeys(index for _, index in chosen))
        if word in self.word:
            known = self.word.index(word)
            rests = tuple(dict.fromkeys((*self.clauses[known].references, *rests)))
            self.clauses[known] = replace(self.clauses[known], references=rests)
            return
        self.clauses.append(Clause(text=("; and according to " if self.word else " according to ") + word, references=rests))
        self.word.append(word)

    @property
    def grade(self) -> str:
        """How many origins give it, and its grade: "1 origin, F4"."""
        return f"{words.count(self.view.origins, 'origin')}, {self.view.account.grade}"


def claim_sentence(claim: ClaimView, references: References) -> Sentence | None:
    """What is reported of a claim, every account on whose word; None where no article that is kept gives one."""
    told = [one for one in (Told(view, references) for view in claim.accounts) if one.word]
    if not told:
        return None
    if len(told) == 1:
        clauses = _one(claim, told[0])
    else:
        clauses = [Clause(text=f"{capital(asked(claim.attribute))} {_STANDS[claim.state]}:")]
        for number, one in enumerate(told[:_SHOWN_ACCOUNTS]):
            clauses += [
                Clause(text=f"{';' if number else ''} {value_words(claim.attribute, one.view)}"),
                *one.clauses,
                Clause(text=f" ({one.grade})"),
            ]
        more = len(told) - _SHOWN_ACCOUNTS
        clauses.append(Clause(text=f"; and {words.count(more, 'further account')}." if more > 0 else "."))
    word = tuple(dict.fromkeys(name for one in told for name in one.word))
    return sentence(clauses, claim.attribute, word=word, grade=claim.lead.account.grade, state=claim.state)


def _one(claim: ClaimView, told: Told) -> list[Clause]:
    """A claim to which there is one answer: "Four trucks were destroyed, according to … (1 origin, F6)." """
    attribute, value = claim.attribute, value_words(claim.attribute, told.view)
    if attribute == "perpetrator":
        value = told.view.value
        name = value.removeprefix("not ")
        head = f"{capital(name)} did not do it" if name != value else f"{capital(value)} did it"
    elif attribute == "place":
        head = f"It was at {value}"
    else:
        head = words.claim_sentence(attribute, told.view.account).rstrip(".")
        head = f"{capital(asked(attribute))}: {value}" if head.startswith("When: ") else head
    denied = "; a party concerned denies it" if claim.state is State.DENIED else ""
    return [Clause(text=f"{head},"), *told.clauses, Clause(text=f" ({told.grade}){denied}.")]


def value_words(attribute: str, view: AccountView) -> str:
    """An account's answer within a sentence."""
    if attribute == "occurred":
        return {"yes": "that it happened", "no": "that it did not happen"}.get(view.value.casefold(), view.value)
    if attribute == "perpetrator" and view.value.startswith("not "):
        return f"that {view.value.removeprefix('not ')} did not do it"
    return view.value
