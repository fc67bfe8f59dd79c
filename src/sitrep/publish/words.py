"""Plain words for codes, numbers and claims: the sentences that SitRep itself says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.publish.dates import human, period
from sitrep.publish.text import one_line, shorten
from sitrep.records import (
    Account,
    Act,
    Claim,
    Event,
    EventType,
    Incident,
    Modality,
    PastGrade,
    Polarity,
    Precision,
    Stance,
    State,
    Statement,
    Voice,
)

# Admiralty code, NATO AJP-2.1 (STANAG 2511).
RELIABILITY = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "truth cannot be judged",
}
# PLOVER's sixteen types in a reader's words.
EVENT_TYPES = {
    EventType.AGREE: "an agreement",
    EventType.CONSULT: "a meeting or consultation",
    EventType.SUPPORT: "a show of support",
    EventType.CONCEDE: "a concession",
    EventType.COOPERATE: "cooperation",
    EventType.AID: "aid",
    EventType.RETREAT: "a withdrawal or release",
    EventType.REQUEST: "a request or demand",
    EventType.ACCUSE: "an accusation or criticism",
    EventType.REJECT: "a refusal",
    EventType.THREATEN: "a threat",
    EventType.PROTEST: "a protest",
    EventType.SANCTION: "a sanction or reduction of relations",
    EventType.MOBILIZE: "a mobilization of forces",
    EventType.COERCE: "coercion: arrest, restriction, seizure",
    EventType.ASSAULT: "an attack",
}
# A word and a shape for each state, so that no colour is needed to tell them apart.
STATES = {
    State.SINGLE: ("○", "single", "Rests on one origin."),
    State.AGREED: ("●", "agreed", "Two or more origins give it and do not exclude each other."),
    State.DISPUTED: ("◆", "disputed", "Origins give accounts that exclude each other."),
    State.REVISED: ("▲", "revised", "An origin changed its own account."),
    State.DENIED: ("✕", "denied", "A party concerned denies it."),
}
STANCES = {
    Stance.PROPOSES: "proposes",
    Stance.SUPPORTS: "supports",
    Stance.SUPPORTS_IF: "supports if",
    Stance.OPPOSES: "opposes",
    Stance.ALTERNATIVE: "alternative",
}
PRECISIONS = {
    Precision.POINT: "a point",
    Precision.CITY: "a town or its surroundings",
    Precision.ADMIN: "a province or district, no nearer",
    Precision.COUNTRY: "a country, no nearer",
    Precision.REGION: "a wider region, no nearer",
}
VOICES = {
    Voice.OWN: "in the article’s own words",
    Voice.DIRECT: "word for word",
    Voice.INDIRECT: "in the article’s words",
    Voice.MIXED: "partly word for word",
}
ACTS = {act: f"{act.value}s" for act in Act} | {Act.DENY: "denies"}
_AUXILIARY = {
    "historical": "long past, told as background",
    "future": "still to come",
    "hypothetical": "only supposed",
    "negated": "said not to have happened",
}
_TOWARDS = {
    EventType.ASSAULT: "against",
    EventType.COERCE: "against",
    EventType.SANCTION: "against",
    EventType.PROTEST: "against",
    EventType.THREATEN: "against",
    EventType.ACCUSE: "against",
    EventType.AGREE: "with",
    EventType.CONSULT: "with",
    EventType.COOPERATE: "with",
}
_PEOPLE = {
    "killed": "killed",
    "injured": "injured",
    "detained": "detained",
    "abducted": "abducted",
    "displaced": "driven from their homes",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_AMOUNT_WORDS = (
    "a about above almost an and approximately around as at below between by close couple dozen dozens estimated exactly few fewer half",
    "hundred hundreds least less many million millions more most nearly no nobody none of or over roughly score scores several some",
    "tens than thousand thousands to under up upwards eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen",
    "twenty thirty forty fifty sixty seventy eighty ninety",
)
_AMOUNT = frozenset(" ".join((*_AMOUNT_WORDS, *_NUMBERS)).split())
_WORD = re.compile(r"[^\W\d_]+")
_ONE_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(?!.*/)")
_LONGEST_VALUE = 60
_LISTED_VALUE = 40
# Before the name of one of whom it is said that it was not he.
_NOT = "not "


def grade_words(grade: str) -> str:
    """A grade in words: "B3" is "usually reliable; possibly true". A telling digit beside an F says that it is not of the source."""
    if grade[:1] == "F" and grade[1:2] in CREDIBILITY and grade[1:2] != "6":
        return f"source: {RELIABILITY['F']}; information: {CREDIBILITY[grade[1:2]]}"
    letter, digit = RELIABILITY.get(grade[:1], RELIABILITY["F"]), CREDIBILITY.get(grade[1:2], CREDIBILITY["6"])
    return f"{letter}; {digit}"


def was(history: Sequence[PastGrade], grade: str) -> str:
    """Which grades came before this one: "was F6 until 7 March 2024, then B2"; nothing where none did."""
    before = ", ".join(f"{one.grade} until {human(one.until.date().isoformat())}" for one in history)
    return f"was {before}, then {grade}" if before else ""


def number(value: float) -> str:
    """A number as people write it: 1200 is "1,200"."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def bounds(low: float | None, high: float | None) -> str:
    """Bounds in words: (51, None) is "at least 51"; nothing known is "number not known"."""
    if low is not None and high is not None:
        return number(low) if low == high else (f"up to {number(high)}" if low == 0 else f"{number(low)} to {number(high)}")
    if low is not None:
        return f"at least {number(low)}"
    return f"up to {number(high)}" if high is not None else "number not known"


def count(many: int, one: str, more: str | None = None) -> str:
    """A number and its noun: "1 article", "11 articles"."""
    return f"{many:,} {one if many == 1 else more or one + 's'}"


def coverage(articles: int, publishers: int, origins: int) -> str:
    """ "11 articles, 9 publishers, 3 origins"."""
    named = count(publishers, "publisher") if publishers else "publisher not known"
    witnesses = count(origins, "origin") if origins else "origin not known"
    return f"{count(articles, 'article')}, {named}, {witnesses}"


def attribute_name(attribute: str) -> str:
    """What a claim asks, as a heading: "killed" is "Killed"."""
    known = {
        "occurred": "Whether it happened",
        "perpetrator": "Who did it",
        "date": "When",
        "place": "Where",
        "participants": "Taking part",
    }
    words = one_line(attribute).replace("_", " ")
    return known.get(attribute, words[:1].upper() + words[1:])


def date_words(value: str) -> str:
    """A date or an interval of two dates with a slash (ISO 8601) in words."""
    start, slash, end = value.partition("/")
    return period(start, end) if slash else human(value)


def claim_sentence(attribute: str, account: Account, claimed_by_itself: bool = False) -> str:
    """One plain sentence that says what an account puts forward, without saying whether it is so."""
    value = shorten(account.value, 120)
    if attribute in _PEOPLE or attribute in ("destroyed", "participants"):
        return _toll_sentence(attribute, account)
    if attribute == "perpetrator" and value.startswith(_NOT):
        return f"{value.removeprefix(_NOT)} is said not to have done it."
    if attribute == "perpetrator" and value:
        return f"{value} says that it did it." if claimed_by_itself else f"{value} is said to have done it."
    if attribute == "occurred":
        return {"yes": "It happened.", "true": "It happened.", "no": "It did not happen.", "false": "It did not happen."}.get(
            value.lower(), f"Whether it happened: {value or 'not known'}."
        )
    if attribute == "date":
        return f"It happened on {human(value)}." if _ONE_DAY.match(value) else f"When: {date_words(value) if value else 'not known'}."
    return f"{attribute_name(attribute)}: {value or 'not known'}."


def _toll_sentence(attribute: str, account: Account) -> str:
    amount, own_noun = _amount(account)
    if account.low == account.high == 0:
        return (
            "Nothing was destroyed."
            if attribute == "destroyed"
            else f"Nobody {'took part' if attribute == 'participants' else 'was ' + _PEOPLE[attribute]}."
        )
    if amount is None:
        return f"{attribute_name(attribute)}: {shorten(account.value, _LONGEST_VALUE) or 'number not known'}."
    single = account.low == account.high == 1
    noun = "" if own_noun or attribute == "destroyed" else (" person" if single else " people")
    subject = amount[:1].upper() + amount[1:] + noun
    if attribute == "participants":
        return f"{subject} took part."
    participle = (
        "destroyed" if attribute == "destroyed" else ("driven from home" if single and attribute == "displaced" else _PEOPLE[attribute])
    )
    return f"{subject} {'was' if single else 'were'} {participle}."


def _amount(account: Account) -> tuple[str | None, bool]:
    """An account's number in words (None where it has none), and whether those words already name what is counted."""
    value = one_line(account.value)
    words = _WORD.findall(value.lower())
    if not words or len(value) > _LONGEST_VALUE:
        if account.low is None and account.high is None:
            return None, False
        exact = account.low if account.low == account.high else None
        spelled = exact is not None and float(exact).is_integer() and 0 < exact <= 10
        return (_NUMBERS[int(exact or 0)] if spelled else bounds(account.low, account.high)), False
    own_noun = any(word not in _AMOUNT for word in words)
    if own_noun and (words[-1] in _PEOPLE or words[-1] in ("destroyed", "dead", "wounded", "hurt")):
        return None, False
    return value, own_noun


# The digits of the Admiralty code from best supported to least.
_DIGITS = "123645"


def lead_account(claim: Claim) -> Account | None:
    """The account to name first: one that is not improbable, then most origins, then the better grade, then most reports."""
    return min(claim.accounts, key=account_order, default=None)


def account_order(account: Account) -> tuple[bool, int, int, str, int, str]:
    """A key that puts the best supported account first, and what is improbable last: a number that its own source took back leads nothing.

    6 is no worse than 5: it says that there is nothing to judge by.
    """
    digit = account.grade[1:2] or "6"
    return (digit == "5", -account.origins, _DIGITS.index(digit), account.grade[:1] or "F", -len(account.reports), account.value)


def standing(claim: Claim, incident: Incident) -> str:
    """How a claim's accounts stand, in words: "2 origins agree; 1 gives 27"."""
    accounts = sorted(claim.accounts, key=account_order)
    if not accounts:
        return "no account of it"
    if claim.state is State.AGREED:
        witnesses = {incident.reports[index].origin for account in accounts for index in account.reports}
        together = max(len(witnesses) if len(accounts) > 1 else 0, accounts[0].origins)
        others = [_listed_value(claim, account) for account in accounts[1:]]
        return f"{count(together, 'origin agrees', 'origins agree')}" + (f"; also given as {_listed(others)}" if others else "")
    lead = accounts[0].origins
    parts = [f"{lead} origins agree" if lead > 1 else "1 origin"]
    parts += [f"{other.origins} {'gives' if other.origins == 1 else 'give'} {_listed_value(claim, other)}" for other in accounts[1:4]]
    if len(accounts) > 4:
        parts.append(count(len(accounts) - 4, "account differs again", "accounts differ again"))
    return "; ".join(parts)


def _listed(items: list[str]) -> str:
    shown = items[:3] + ([f"{len(items) - 3} other wordings"] if len(items) > 4 else items[3:4])
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + " and " + shown[-1]


def _listed_value(claim: Claim, account: Account) -> str:
    return shorten(short_value(claim.attribute, account), _LISTED_VALUE)


def short_value(attribute: str, account: Account) -> str:
    """An account's value for a line: a date in words, else its own words where short, else its bounds."""
    value = date_words(one_line(account.value)) if attribute == "date" else one_line(account.value)
    if value and len(value) <= _LONGEST_VALUE:
        return value
    known = account.low is not None or account.high is not None
    return bounds(account.low, account.high) if known else shorten(account.value, _LONGEST_VALUE) or "not known"


def statement_words(statement: Statement) -> str:
    """How a statement is put: act, voice, polarity and modality, leaving out the ordinary ("claims, word for word, probable")."""
    acted, *rest = manner(statement) if statement.attribution else ("", *manner(statement))
    return ", ".join(part for part in (acted, VOICES[statement.voice], *rest) if part)


def manner(statement: Statement) -> tuple[str, ...]:
    """What a source does with a statement's words, and whether they are put forward as not so or less than certain."""
    parts = []
    act = statement.attribution[-1].act if statement.attribution else None
    if act is not None:
        parts.append(ACTS[act])
    if statement.polarity is Polarity.NEGATIVE and act not in (Act.DENY, Act.REJECT):
        parts.append("as not so")
    if statement.modality is not Modality.CERTAIN:
        parts.append(statement.modality.value)
    return tuple(parts)


def event_line(event: Event, place: str | None, date: str | None) -> str:
    """An event in one plain line: "Assault (destroy) by gunmen against tankers, at Karsa, 6 October 2010; destroyed: over 50"."""
    line = event.type.value.capitalize() + (f" ({one_line(event.mode)})" if event.mode else "")
    if event.actors:
        line += " by " + ", ".join(one_line(party.name or party.span.text) for party in event.actors)
    others = [one for one in event.recipients if one not in event.actors]  # mutual acts have their sides as both
    if others:
        line += f" {_TOWARDS.get(event.type, 'towards')} " + ", ".join(one_line(party.name or party.span.text) for party in others)
    line += f", at {one_line(place)}" if place else ""
    line += f", {one_line(human(date))}" if date else f", {one_line(event.undated)}" if event.undated else ""
    for quantity in event.quantities:
        line += f"; {quantity.role.value}: {one_line(quantity.span.text)}"
    return line + (f" — {_AUXILIARY[event.auxiliary.value]}" if event.auxiliary else "")
