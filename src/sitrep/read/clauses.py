"""Where clauses begin and end: at semicolons, colons and dashes, and where another frame turns in (", X said", ", according to").

Positions are indices into the tokens of one sentence.
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.lexicon import SUBJECT_PRONOUNS, TIME_WORDS, cues
from sitrep.read.phrases import Stretch, content_end, is_quote
from sitrep.read.tokens import Token


def clause_start(tokens: Sequence[Token], at: int) -> int:
    """Where the clause before `at` begins: after a semicolon, colon or dash, or at the start of the sentence."""
    for index in range(at - 1, -1, -1):
        if tokens[index].text in {";", ":", "—"}:
            return index + 1
    return 0


def clause_end(tokens: Sequence[Token], start: int) -> int:
    """Where the clause that begins at `start` ends: before a semicolon, ", X said", ", according to" or ", adding"."""
    opened = 0
    inside = sum(token.text == '"' for token in tokens[:start]) % 2 == 1
    for at in range(start, len(tokens) - 1):
        if tokens[at].text == ";":
            return at
        opened += tokens[at].text in "“«"
        if tokens[at].text in "”»" or (tokens[at].text == '"' and inside):
            opened -= 1
            if opened < 0 and tokens[at - 1].text in {",", ".", "?", "!"}:
                return at
        if tokens[at].text in {",", "—"} and _turns(tokens, at + 1):
            return at
    return len(tokens)


def _turns(tokens: Sequence[Token], at: int) -> bool:
    """Whether a new frame begins at `at`: "according to", "adding that", "X said." at the end, "but Y denied"."""
    word = tokens[at].lower
    if word in {"according", "adding", "citing", "quoting"} or (
        word in {"but", "while", "whereas", "although", "though"} and at + 2 < len(tokens)
    ):
        return True
    if (
        word == "and"
        and at + 2 < len(tokens)
        and (tokens[at + 1].lower in cues() or (tokens[at + 1].lower in SUBJECT_PRONOUNS and tokens[at + 2].lower in cues()))
    ):
        return True
    last = next((i for i in range(at, min(at + 14, len(tokens))) if tokens[i].lower in {"said", "says", "added", "reported", "told"}), None)
    if last is None or any(token.text in {",", ";"} for token in tokens[at:last]):
        return False
    return all(
        tokens[i].lower in TIME_WORDS | {"on", "in", "a", "statement", ".", '"', "”"} or tokens[i].text == ","
        for i in range(last + 1, min(last + 3, len(tokens)))
    )


def stretch(tokens: Sequence[Token], start: int, end: int) -> Stretch | None:
    """The stretch without marks at its ends, or None if no word is left."""
    while start < end and (tokens[start].text in {",", ".", "--", ":", ";", "—", ")"} or is_quote(tokens[start])):
        start += 1
    end = content_end(tokens, end)
    return (start, end) if start < end else None
