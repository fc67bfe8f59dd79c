"""Finding noun phrases and clause ends around a word, by patterns over the tokens of one sentence.

Positions are indices into a tuple of tokens; a stretch is (first, past the last). Nothing here knows about attribution.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.lexicon import AUXILIARIES, DETERMINERS, NEGATIONS, PREPOSITIONS, SUBJECT_PRONOUNS, SUBORDINATORS, TIME_WORDS, cues, words
from sitrep.read.tokens import Token

Stretch = tuple[int, int]

STOPS = frozenset(";:—–()[]")
QUOTE_MARKS = frozenset("\"“”«»„‘’「」'")
_APPOSED = words("apposed")
_VERB_ONLY = words("verb only cues")
_CONNECTORS = words("connectors")
_ADVERBS = words("adverbs")
MAX_PHRASE = 30


def is_quote(token: Token) -> bool:
    """Whether the token is a quotation mark."""
    return token.text in QUOTE_MARKS


def is_adverb(token: Token) -> bool:
    """Whether the token can stand between a subject and its verb."""
    return token.lower in _ADVERBS or (token.lower.endswith("ly") and len(token.lower) > 4 and token.text.islower())


def verb_group(tokens: Sequence[Token], verb: int) -> tuple[int, bool, bool]:
    """(first token of the verb group, whether it is negated, whether it is passive) for the verb at `verb`."""
    at, negated, passive = verb, False, False
    while at > 0:
        before = tokens[at - 1].lower
        if before in NEGATIONS and before not in {"no", "nobody", "none", "nothing", "without"}:
            negated = True
        elif before in AUXILIARIES:
            passive = passive or (before in {"is", "are", "was", "were", "be", "been", "being"} and not tokens[verb].lower.endswith("ing"))
        elif not is_adverb(tokens[at - 1]):
            break
        at -= 1
    return at, negated, passive


def subject_before(tokens: Sequence[Token], at: int) -> Stretch | None:
    """The noun phrase that ends just before `at`, with an apposition or relative clause between commas; None if there is none."""
    end = at
    if end > 0 and tokens[end - 1].text == ",":
        opening = _matching_comma(tokens, end - 1)
        if opening is None:
            return None
        head = _phrase_left(tokens, opening)
        return None if head is None else (head, end - 1)
    start = _phrase_left(tokens, end)
    if start and tokens[start - 1].lower in {"who", "which"}:
        antecedent = _phrase_left(tokens, start - 1)
        start = start if antecedent is None else antecedent
    return None if start is None else (start, end)


def _matching_comma(tokens: Sequence[Token], closing: int) -> int | None:
    """The comma that opens the insertion which the comma at `closing` ends."""
    for at in range(closing - 1, max(-1, closing - MAX_PHRASE), -1):
        if is_quote(tokens[at]) or tokens[at].text in STOPS:
            return None
        if tokens[at].text == ",":
            return at if at > 0 and _nominal(tokens[at - 1]) else None
    return None


def _nominal(token: Token) -> bool:
    return (token.text[:1].isalnum() and token.lower not in PREPOSITIONS | AUXILIARIES | TIME_WORDS) or token.text in {")", "."}


def _phrase_left(tokens: Sequence[Token], end: int) -> int | None:
    """The first token of the noun phrase that ends before `end`."""
    at = end
    while at > max(0, end - MAX_PHRASE) and not _bounds_phrase(tokens, at - 1, end):
        at -= 1
    while at < end and _skippable(tokens, at):
        at = _skip_lead(tokens, at, end)
    if at >= end or not any(token.text[:1].isalnum() for token in tokens[at:end]):
        return None
    return at


def _bounds_phrase(tokens: Sequence[Token], at: int, end: int) -> bool:
    token = tokens[at]
    word = token.lower
    if token.text == "(" or (token.text == ")" and at == end - 1):
        return False
    if token.text in {",", ".", "?", "!", "--", "…", "..."} or token.text in STOPS or is_quote(token):
        return not (token.text in "’'" and at + 1 < end and tokens[at + 1].lower == "s")
    if word in {"who", "whom", "whose", "which"} and at > 0 and tokens[at - 1].text != ",":
        return True
    if word in SUBORDINATORS and word not in {"since", "until", "after", "before", "that"}:
        return True
    if word == "that":
        return not (at + 1 < end and at == 0)
    if word == "than" or (word == "and" and at == end - 1):
        return True
    if word in {"and", "but", "or"}:
        return word != "and" or not _joins_names(tokens, at, end)
    if word in _VERB_ONLY and at > 0 and tokens[at - 1].text[:1].isalnum() and tokens[at - 1].lower not in DETERMINERS:
        return True
    return (word in AUXILIARIES and word != "'s") or (word in cues() and _verbal(tokens, at))


def _joins_names(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the "and" at `at` joins two parts of one phrase (few words on both sides, none of them a verb)."""
    before = tokens[at - 1] if at else None
    return (
        end - at <= 6
        and before is not None
        and before.text[:1].isalnum()
        and not any(token.lower in AUXILIARIES for token in tokens[at + 1 : end])
    )


def _verbal(tokens: Sequence[Token], at: int) -> bool:
    """Whether the form at `at`, which may also be a noun, is used as a verb."""
    word, before = tokens[at].lower, tokens[at - 1].lower if at else ""
    if before in DETERMINERS or before in {"'s", "of"} or (before in PREPOSITIONS and before != "to"):
        return False
    return word.endswith(("ed", "id", "ing")) or before in AUXILIARIES | SUBJECT_PRONOUNS | {"to"}


def _skippable(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].lower
    return (
        word in _CONNECTORS
        or word in PREPOSITIONS
        or is_adverb(tokens[at])
        or (word in TIME_WORDS and tokens[at].text != "May")
        or not word[:1].isalnum()
    )


def _skip_lead(tokens: Sequence[Token], at: int, end: int) -> int:
    """Past a connector, or past a leading prepositional phrase about time ("On Tuesday officials")."""
    if tokens[at].lower not in PREPOSITIONS:
        return at + 1
    at += 1
    while at < end and (tokens[at].lower in TIME_WORDS or tokens[at].text[:1].isdigit()):
        at += 1
    return at


def phrase_after(tokens: Sequence[Token], at: int, limit: int) -> Stretch | None:
    """The noun phrase that begins at `at`, up to a comma, stop, quote, verb or subordinator before `limit`."""
    end = at
    while end < min(limit, at + MAX_PHRASE):
        token = tokens[end]
        if token.text in {",", ".", "?", "!", "--"} or token.text in STOPS or is_quote(token):
            break
        if end > at and (token.lower in SUBORDINATORS - {"since", "until"} or token.lower in AUXILIARIES - {"'s"}):
            break
        end += 1
    while end > at and (tokens[end - 1].lower in TIME_WORDS or tokens[end - 1].lower in PREPOSITIONS):
        end -= 1
    return (at, end) if end > at else None


def apposition_end(tokens: Sequence[Token], end: int, limit: int, *, final: bool = True) -> int:
    """Where the phrase ends that stops at `end` if an apposition between commas (or, `final`, before the full stop) follows; else `end`."""
    if end + 1 < limit and tokens[end].text == "," and tokens[end + 1].lower in _APPOSED:
        stop = phrase_after(tokens, end + 1, limit)
        if stop and (tokens[stop[1]].text == "," if stop[1] < limit else final):
            return stop[1]
        if stop and final and tokens[stop[1]].text == ".":
            return stop[1]
    return end


def content_end(tokens: Sequence[Token], end: int) -> int:
    """`end` without the signs that close a sentence."""
    while end > 0 and (tokens[end - 1].text in {".", ",", ";", "!", "?", "--"} or is_quote(tokens[end - 1])):
        end -= 1
    return end
