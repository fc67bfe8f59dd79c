"""The content of an attributing verb: what follows it, what stands before its subject, and what an interrupted quotation resumes."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.clauses import clause_end, clause_start, stretch
from sitrep.read.lexicon import AUXILIARIES, DETERMINERS, MANNER_NOUNS, PREPOSITIONS, TIME_WORDS, Cue, cues, words
from sitrep.read.phrases import STOPS, Stretch, is_adverb, is_quote
from sitrep.read.tokens import Token

_MIN_CLAUSE = 3
PRONOUNS = words("subject pronouns")
_IRREGULAR = words("irregular past")


def after_verb(tokens: Sequence[Token], at: int, cue: Cue) -> Stretch | None:
    """The content that follows the verb, or None if it stands elsewhere."""
    start = at + 1
    if start >= len(tokens):
        return None
    that = _that(tokens, start)
    if that is not None:
        return stretch(tokens, that + 1, clause_end(tokens, that + 1))
    opening = next((i for i in range(start, min(start + 12, len(tokens))) if is_quote(tokens[i]) or tokens[i].text == ":"), None)
    if opening is not None and not any(token.text in {",", ";"} for token in tokens[start : opening - 1]):
        running = tokens[opening].text != ":" and opening - start > 1 and ("n" in cue.frames or _has_verb(tokens, start, opening))
        begin = start if running else opening + 1
        return stretch(tokens, begin, clause_end(tokens, begin))
    if "t" in cue.frames or "q" in cue.frames:
        return None
    begin = _past_manner(tokens, start, cue)
    if begin >= len(tokens) or tokens[begin].text in {",", "."} or tokens[begin].text in STOPS:
        return None
    if tokens[begin].lower == "to":
        return stretch(tokens, begin, clause_end(tokens, begin)) if "i" in cue.frames or "a" in cue.frames else None
    end = clause_end(tokens, begin)
    clausal = "c" in cue.frames and end - begin >= _MIN_CLAUSE and _has_verb(tokens, begin, end)
    return stretch(tokens, begin, end) if clausal or ("n" in cue.frames and end - begin >= 2) else None


def _has_verb(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch can be a clause: it holds an auxiliary, a past form, or a bare form after a plural or a pronoun."""
    for at in range(start, end):
        word = tokens[at].lower
        if word in AUXILIARIES - {"'s"} or word in _IRREGULAR or (word.endswith("ed") and at > start) or (word in cues() and at > start):
            return True
        if at > start and word.endswith("s") and tokens[at - 1].lower in {"it", "he", "she", "this", "that", "which", "who"}:
            return True
        if at > start and tokens[at - 1].lower in {"they", "we", "i", "you", "people"}:
            return True
    return False


def _that(tokens: Sequence[Token], start: int) -> int | None:
    """The "that" (or "as saying", "whether") which opens the content, if only an addressee or manner stands before it."""
    for at in range(start, min(start + 14, len(tokens))):
        word = tokens[at].lower
        if word in {"that", "whether"} and (at == start or tokens[at - 1].text != ","):
            return at
        if word in {"that", "whether"}:
            return at if at - start > 2 else None
        follows = tokens[at].text == "," and at + 1 < len(tokens) and tokens[at + 1].lower in {"adding", "saying", "citing", "quoting"}
        begun = follows or word in AUXILIARIES - {"'s"} or (word in cues() and not cues()[word].gerund and at > start)
        if tokens[at].text in STOPS or is_quote(tokens[at]) or begun:
            return None
    return None


def _past_manner(tokens: Sequence[Token], at: int, cue: Cue) -> int:
    """Past an addressee, a time ("on Tuesday") or a manner ("in a statement") after the verb."""
    if "a" in cue.frames and at < len(tokens):
        at = _past_addressee(tokens, at)
    moved = True
    while moved and at < len(tokens):
        moved = False
        if tokens[at].lower in TIME_WORDS or is_adverb(tokens[at]):
            at, moved = at + 1, True
        elif tokens[at].lower in PREPOSITIONS:
            end = _manner_end(tokens, at)
            at, moved = (end, True) if end > at else (at, False)
    return at


def _past_addressee(tokens: Sequence[Token], at: int) -> int:
    """Past "him", "reporters", "the Daily Y" or "a radio station" right after the verb."""
    if tokens[at].lower in {"me", "us", "him", "her", "them", "you", "it", "reporters", "journalists", "newsmen"}:
        return at + 1
    end = at + (tokens[at].lower in DETERMINERS)
    names = end
    while end < len(tokens) and tokens[end].text[:1].isupper():
        end += 1
    if end > names:
        return end
    for stop in range(at + 1, min(at + 6, len(tokens))):
        if end > at and (tokens[stop].lower in DETERMINERS or tokens[stop].text[:1].isupper() or tokens[stop].lower in PRONOUNS):
            return stop
    return at


def _manner_end(tokens: Sequence[Token], at: int) -> int:
    """The end of a prepositional phrase of time or manner that begins at `at`; `at` if it is something else."""
    for end in range(at + 1, min(at + 9, len(tokens))):
        word = tokens[end].lower
        if word in TIME_WORDS or word in MANNER_NOUNS or tokens[end].text.isdigit():
            stop = end + 1
            while stop < len(tokens) and (tokens[stop].lower in TIME_WORDS or tokens[stop].text.isdigit()):
                stop += 1
            return stop
        if tokens[end].text in {",", "."} or is_quote(tokens[end]):
            return at
    return at


def before_subject(tokens: Sequence[Token], subject: int, cue: Cue) -> Stretch | None:
    """What stands before "…, X said": a quotation, or a clause where the verb takes one."""
    if subject > 1 and tokens[subject - 1].lower == "as" and (tokens[subject - 2].text == "," or is_quote(tokens[subject - 2])):
        subject -= 1
    if subject == 0 or not (tokens[subject - 1].text in {",", "--", "?", "!"} or is_quote(tokens[subject - 1])):
        return None
    content = stretch(tokens, clause_start(tokens, subject - 1), subject)
    if content is None or any(is_quote(token) for token in tokens[content[0] : subject]):
        return content
    clause = content[1] - content[0] >= _MIN_CLAUSE or _has_verb(tokens, *content)
    return content if "c" in cue.frames and clause else None


def resumed(tokens: Sequence[Token], verb: int, content: Stretch) -> tuple[Stretch, ...]:
    """The second half of a quotation that the frame interrupts ("A," X said, "B")."""
    if content[0] > verb:
        return ()
    for at in range(verb + 1, min(verb + 16, len(tokens) - 1)):
        if is_quote(tokens[at]) and tokens[at - 1].text in {",", ":", "."}:
            rest = stretch(tokens, at + 1, len(tokens))
            return (rest,) if rest else ()
    return ()
