"""Frames without a verb of saying of their own: "according to", "citing", "reportedly", noun cues, and "quoted as saying"."""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read.clauses import clause_end, clause_start, stretch
from sitrep.read.contents import after_verb
from sitrep.read.frame import Frame
from sitrep.read.lexicon import AUXILIARIES, cues, noun_cues, words
from sitrep.read.phrases import Stretch, apposition_end, phrase_after, subject_before, verb_group
from sitrep.read.tokens import Token
from sitrep.records import Act

_IRREGULAR = words("irregular past")
_FINITE = words("finite")


def according(tokens: Sequence[Token], at: int) -> Frame | None:
    """ "According to X, P" and "P, according to X"."""
    source = phrase_after(tokens, at + 2, len(tokens))
    if source is None or tokens[at + 2].lower in {"plan", "plans", "schedule"}:
        return None
    opening = clause_start(tokens, at)
    leading = all(not token.text[:1].isalnum() or token.lower in {"but", "and"} for token in tokens[opening:at])
    source = (source[0], apposition_end(tokens, source[1], len(tokens), final=not leading))
    if leading and source[1] < len(tokens) and tokens[source[1]].text == ",":
        content = stretch(tokens, source[1] + 1, clause_end(tokens, source[1] + 1))
    else:
        content = stretch(tokens, opening, at)
    return None if content is None else Frame(source, (at, at + 2), (content,), Act.SAY)


def citing(tokens: Sequence[Token], at: int) -> Frame | None:
    """ "Y, citing Z, said P": Z inside what Y says; the content is found when frames are trimmed against each other."""
    source = phrase_after(tokens, at + 1, len(tokens))
    if source is None:
        return None
    after = source[1] + 1 if source[1] < len(tokens) and tokens[source[1]].text == "," else source[1]
    that = next((i for i in range(after, min(after + 4, len(tokens))) if tokens[i].lower == "that"), None)
    verb = next(
        (i for i in range(after, min(after + 5, len(tokens))) if tokens[i].lower in cues() and tokens[i].lower not in noun_cues()), None
    )
    if verb is not None:
        content = after_verb(tokens, verb, cues()[tokens[verb].lower])
    elif that is not None:
        content = stretch(tokens, that + 1, len(tokens))
    else:
        content = stretch(tokens, 0, _before_citing(tokens, at))
    return None if content is None else Frame(source, (at, at + 1), (content,), Act.SAY)


def _before_citing(tokens: Sequence[Token], at: int) -> int:
    """Where the clause ends that "citing" hangs on: before ", X said" if that stands between."""
    end = at - 1 if at and tokens[at - 1].text == "," else at
    verb = end - 1
    if verb > 0 and tokens[verb].lower in cues():
        subject = subject_before(tokens, verb_group(tokens, verb)[0])
        if subject and subject[0] > 0 and tokens[subject[0] - 1].text == ",":
            return subject[0] - 1
    return end


def hearsay(tokens: Sequence[Token], at: int) -> Frame | None:
    """ "reportedly": the clause around it, on nobody's word."""
    start, end = clause_start(tokens, at), clause_end(tokens, at + 1)
    parts = tuple(part for part in (stretch(tokens, start, at), stretch(tokens, at + 1, end)) if part)
    return Frame(None, (at, at + 1), parts, Act.REPORT, hearsay=True) if parts else None


def noun_frame(tokens: Sequence[Token], at: int, word: str) -> Frame | None:
    """ "the claim by X that P", "X's warning that P"."""
    that = at + 1
    source: Stretch | None = None
    if that < len(tokens) and tokens[that].lower in {"by", "from", "of", "among"}:
        source = phrase_after(tokens, that + 1, len(tokens))
        that = source[1] if source else that + 1
    if that >= len(tokens) or tokens[that].lower != "that" or that + 2 >= len(tokens):
        return None
    if source is None:
        source = _possessor(tokens, at)
    end = _noun_clause_end(tokens, that + 1) if at < 6 else clause_end(tokens, that + 1)
    content = stretch(tokens, that + 1, end)
    return None if content is None else Frame(source, (at, at + 1), (content,), noun_cues()[word])


def _possessor(tokens: Sequence[Token], at: int) -> Stretch | None:
    """X in "X's claim" (adjectives may stand between)."""
    for mark in range(at - 1, max(-1, at - 4), -1):
        if tokens[mark].lower in {"'s", "’s"} or (tokens[mark].text in "'’" and mark and tokens[mark - 1].lower.endswith("s")):
            found = subject_before(tokens, mark)
            return found
        if tokens[mark].lower in {"his", "her", "their", "its"}:
            return (mark, mark + 1)
    return None


def _noun_clause_end(tokens: Sequence[Token], start: int) -> int:
    """The end of a that-clause inside a subject: before the second finite verb."""
    finite = 0
    for at in range(start + 1, len(tokens)):
        if _finite(tokens, at):
            linked = tokens[at - 1].lower in {"who", "which", "that", "it", "he", "she", "they", "and"}
            finite += 1
            if finite > 1 and not linked:
                return at
    return len(tokens)


def _finite(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].lower
    if _auxiliary_pair(tokens, at):
        return False
    return word in _FINITE or word in _IRREGULAR or (word.endswith("ed") and tokens[at - 1].lower not in AUXILIARIES)


def _auxiliary_pair(tokens: Sequence[Token], at: int) -> bool:
    """Whether an auxiliary stands right before, so that both make one verb."""
    return tokens[at - 1].lower in {"has", "have", "had", "will", "would", "not", "been", "was", "were", "is", "are", "be"}


def quoting(tokens: Sequence[Token], at: int, group: int) -> Frame | None:
    """Y's frame in "Y quoted Z as saying that P" and "Z was quoted by Y as saying that P": what Z said, whole, on Y's word."""
    subject = subject_before(tokens, group)
    as_at = _as_after(tokens, at)
    if subject is None or as_at is None:
        return None
    if at + 1 < len(tokens) and tokens[at + 1].lower == "by":
        content = stretch(tokens, as_at + 1, len(tokens))
        return None if content is None else Frame((at + 2, as_at), (at, at + 1), (content,), Act.REPORT, scope=(subject,))
    content = stretch(tokens, at + 1, len(tokens))
    return None if content is None or as_at == at + 1 else Frame(subject, (at, at + 1), (content,), Act.REPORT)


def _as_after(tokens: Sequence[Token], at: int) -> int | None:
    """The "as" of "as saying" within reach of "quoted"."""
    reach = range(at + 1, min(at + 16, len(tokens) - 1))
    return next((i for i in reach if tokens[i].lower == "as" and tokens[i + 1].lower.endswith("ing")), None)


def as_saying(tokens: Sequence[Token], at: int) -> Frame | None:
    """Z's frame in "quoted Z as saying that P" and in "Z was quoted (by Y) as saying that P"."""
    quoted = next((i for i in range(at - 1, max(-1, at - 16), -1) if tokens[i].lower in {"quoted", "cited", "quotes", "cites"}), None)
    if quoted is None:
        return None
    passive = at - quoted == 1 or tokens[quoted + 1].lower == "by"
    source = subject_before(tokens, verb_group(tokens, quoted)[0]) if passive else (quoted + 1, at)
    begin = at + 2 + (at + 2 < len(tokens) and tokens[at + 2].lower == "that")
    content = stretch(tokens, begin, len(tokens))
    return None if content is None else Frame(source, (at + 1, at + 2), (content,), Act.SAY)
