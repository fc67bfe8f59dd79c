"""Attribution frames in one sentence: which word attributes what to whom.

A frame is (source, cue, contents, act). Sources, cues and contents are stretches of token indices. Frames come from attributing verbs,
"according to", noun cues, passives without a speaker and adverbs such as "reportedly"; `chains` nests them and turns them into statements.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sitrep.read.clauses import clause_end, clause_start, stretch
from sitrep.read.contents import after_verb, before_subject, resumed
from sitrep.read.frame import Frame
from sitrep.read.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS, SILENCE, Cue, cues, noun_cues, words
from sitrep.read.phrases import Stretch, apposition_end, is_adverb, is_quote, phrase_after, subject_before, verb_group
from sitrep.read.tokens import Token
from sitrep.read.turns import according, as_saying, citing, hearsay, noun_frame, quoting
from sitrep.records import Act

_HEARSAY = words("hearsay")
_PASSIVE_HEARSAY = words("passive hearsay")
_IRREGULAR = words("irregular past")
_MOST = 24  # frames of one sentence; more is no sentence, and nesting them costs their square
_NOMINAL = words("nominal cues")
_NEVER = words("never source")
_FIRST_PERSON = words("first person")
_MAX_LABEL, _MAX_HEADLINE, _MAX_HEADLINE_LABEL = 24, 16, 3


def frames(tokens: Sequence[Token]) -> tuple[Frame, ...]:
    """The frames of a sentence, in the order of their cues."""
    found: list[Frame] = []
    for at, token in enumerate(tokens):
        if len(found) == _MOST:
            break
        frame = _frame_at(tokens, at, token.lower)
        if frame is not None:
            found.append(frame)
    return tuple(_trim(tokens, found))


def _frame_at(tokens: Sequence[Token], at: int, word: str) -> Frame | None:
    if word == "according" and at + 1 < len(tokens) and tokens[at + 1].lower == "to":
        return according(tokens, at)
    if word in {"citing", "quoting"}:
        return citing(tokens, at)
    if word == "as" and at + 1 < len(tokens) and tokens[at + 1].lower in {"saying", "telling", "claiming", "warning"}:
        return as_saying(tokens, at)
    if word in _HEARSAY:
        return hearsay(tokens, at)
    if token_is_label(tokens, at):
        return _label(tokens, at)
    if at and tokens[at].text[:1].isupper() and tokens[at - 1].text[:1].isalnum():
        return None
    cue = cues().get(word)
    nominal = word in noun_cues() or word in _NOMINAL
    if cue is not None and (not nominal or _follows_subject(tokens, at)) and (frame := _verb_frame(tokens, at, cue)):
        return frame if _can_speak(tokens, frame.source) else None
    return noun_frame(tokens, at, word) if word in noun_cues() else None


def _can_speak(tokens: Sequence[Token], source: Stretch | None) -> bool:
    """Whether a source is a phrase that can name somebody: not an adverb, not a lone adjective or relative."""
    if source is None:
        return True
    if source[1] - source[0] == 1:
        token = tokens[source[0]]
        participle = token.lower.endswith("ed") or (token.lower.endswith("ing") and source[0] == 0)
        return token.lower not in _NEVER and not is_adverb(token) and not participle
    return tokens[source[1] - 1].lower not in _NEVER | PREPOSITIONS


def _follows_subject(tokens: Sequence[Token], at: int) -> bool:
    """Whether a form that can also be a noun ("reports") stands right after a subject: a name, or a noun with its determiner."""
    if at == 0 or tokens[at - 1].lower.endswith("ed") or tokens[at - 1].lower in DETERMINERS | PREPOSITIONS | {"'s"}:
        return False
    subject = subject_before(tokens, at)
    return subject is not None and (tokens[subject[0]].lower in DETERMINERS or tokens[at - 1].text[:1].isupper())


def token_is_label(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is the colon of a headline ("Army: 12 killed") or of a labelled quotation ("X, baker: “…”")."""
    if tokens[at].text != ":" or at == 0 or at + 2 >= len(tokens) or not tokens[0].text[:1].isupper():
        return False
    if is_quote(tokens[at + 1]):
        return at <= _MAX_LABEL and not any(token.lower in cues() or is_quote(token) for token in tokens[:at])
    plain = not any(token.lower in AUXILIARIES or token.lower in cues() or is_quote(token) for token in tokens[:at])
    return plain and len(tokens) <= _MAX_HEADLINE and tokens[-1].text not in {".", "?", "!"} and at <= _MAX_HEADLINE_LABEL


def _label(tokens: Sequence[Token], at: int) -> Frame | None:
    content = stretch(tokens, at + 1, len(tokens))
    sender = next((i + 1 for i in range(at) if tokens[i].lower in {"from", "by"}), 0)
    return None if content is None or sender >= at else Frame((sender, at), (at, at + 1), (content,), Act.SAY, bare=True)


def _verb_frame(tokens: Sequence[Token], at: int, cue: Cue) -> Frame | None:
    group, negated, passive = verb_group(tokens, at)
    if passive and tokens[at].lower in _PASSIVE_HEARSAY:
        return _passive(tokens, group, at, cue)
    if cue.lemma in {"quote", "cite"}:
        return quoting(tokens, at, group)
    if passive or _is_noun(tokens, at, group, cue):
        return None
    group, silent = _refusal(tokens, group)
    subject = _subject(tokens, group, cue)
    if silent and cue.lemma in {"comment", "say", "elaborate"}:
        return None
    content = after_verb(tokens, at, cue)
    if subject is None and not cue.gerund:
        return _inverted(tokens, at, cue, group)
    if content is None and subject is not None and not passive:
        content = before_subject(tokens, subject[0], cue)
        if content is not None and "q" in cue.frames and not any(is_quote(token) for token in tokens[content[0] : subject[0]]):
            content = None
    if content is None or (subject is None and not cue.gerund):
        return None
    second = resumed(tokens, at, content)
    return Frame(subject, (at, at + 1), (content, *second), cue.act, unsure=negated or silent)


def _subject(tokens: Sequence[Token], group: int, cue: Cue) -> Stretch | None:
    """The subject of the verb; for a gerund (", adding that") the subject of the verb before it."""
    if not cue.gerund and not (group and tokens[group - 1].lower in {"and", "but", "to"}):
        return subject_before(tokens, group)
    for at in range(group - 1, max(-1, group - 60), -1):
        word = tokens[at].lower
        other = cues().get(word)
        spoken = other is not None and not other.gerund and not (at and tokens[at - 1].lower in DETERMINERS)
        did = not cue.gerund and (word in _IRREGULAR or (word.endswith("ed") and at > 0))
        if spoken or did:
            found = subject_before(tokens, verb_group(tokens, at)[0])
            if found is None and spoken and at and (tokens[at - 1].text in {",", "?", "!"} or is_quote(tokens[at - 1])):
                found = phrase_after(tokens, at + 1, group)
            if found:
                return found
    return None


def _is_noun(tokens: Sequence[Token], at: int, group: int, cue: Cue) -> bool:
    """Whether a form such as "claims" or "report" is used as a noun here, or a gerund as one."""
    before = tokens[at - 1].lower if at else ""
    if before in DETERMINERS | {"of", "'s"} or (before in PREPOSITIONS and before != "to"):
        return True
    if cue.gerund:
        return not (at == 0 or before in {",", "and", "while", "by"} or is_quote(tokens[at - 1]) or group < at)
    bare = tokens[at].lower in {cue.lemma, cue.lemma + "s"}
    return (
        bare
        and group == at
        and at > 0
        and tokens[at - 1].text[:1].isalnum()
        and tokens[at].lower in noun_cues()
        and after_verb(tokens, at, cue) is None
    )


def _refusal(tokens: Sequence[Token], group: int) -> tuple[int, bool]:
    """Past "refused to", "could not" before the verb: (start of the whole group, True if saying was refused)."""
    if group >= 2 and tokens[group - 1].lower == "to" and tokens[group - 2].lower in SILENCE:
        return verb_group(tokens, group - 2)[0], True
    return group, False


def _inverted(tokens: Sequence[Token], at: int, cue: Cue, group: int) -> Frame | None:
    """ "P," said X."""
    if group != at or at == 0 or not (tokens[at - 1].text in {",", "?", "!"} or is_quote(tokens[at - 1])):
        return None
    source = phrase_after(tokens, at + 1, len(tokens))
    content = stretch(tokens, clause_start(tokens, at - 1), at)
    if source is None or content is None:
        return None
    source = (source[0], apposition_end(tokens, source[1], len(tokens)))
    return Frame(source, (at, at + 1), (content, *resumed(tokens, at, content)), cue.act)


def _passive(tokens: Sequence[Token], group: int, at: int, cue: Cue) -> Frame | None:
    """ "X is said to P", "it is alleged that P": nobody is named unless "by Y" follows."""
    source = phrase_after(tokens, at + 2, len(tokens)) if at + 1 < len(tokens) and tokens[at + 1].lower == "by" else None
    after = source[1] if source else at + 1
    if after >= len(tokens):
        return None
    if tokens[after].lower == "that":
        content = stretch(tokens, after + 1, clause_end(tokens, after + 1))
        return Frame(source, (at, at + 1), (content,), cue.act, hearsay=source is None) if content else None
    subject = subject_before(tokens, group)
    rest = stretch(tokens, after, clause_end(tokens, after))
    if tokens[after].lower not in {"to", "as"} or subject is None or rest is None:
        return None
    return Frame(source, (at, at + 1), (subject, rest), cue.act, hearsay=source is None)


def _trim(tokens: Sequence[Token], found: list[Frame]) -> list[Frame]:
    """Frames of one sentence against each other: "citing" nests in the clause that it interrupts; the author's own "I said" is no frame."""
    cited = [frame for frame in found if tokens[frame.cue[0]].lower in {"citing", "quoting"}]
    out: list[Frame] = []
    for frame in found:
        own = frame.source is not None and _is_author(tokens, frame.source)
        quoted = any(is_quote(token) for token in tokens[: frame.cue[0]])
        if any(frame.cue == other.cue for other in out) or (own and not quoted):
            continue
        for other in cited:
            frame = frame if other is frame else _widen(frame, other)
        out.append(frame)
    return out


def _is_author(tokens: Sequence[Token], source: Stretch) -> bool:
    """Whether a source is the document itself: "I", "our field officer", "an earlier version of this report"."""
    first = tokens[source[0]].lower
    alone = source[1] - source[0] == 1 and first in _FIRST_PERSON
    last = [token.lower for token in tokens[source[0] : source[1]]][-2:]
    return alone or first == "our" or last in (["this", "report"], ["this", "article"])


def _widen(outer: Frame, citing: Frame) -> Frame:
    """The frame of "Y, citing Z, said P" with Z's insertion in its scope, so that Z nests inside Y, and out of its source."""
    if outer.source is None or not set(outer.contents) & set(citing.contents):
        return outer
    source = outer.source
    if source[0] < citing.cue[0] < source[1]:
        source = (source[0], content_end_before(citing.cue[0], source[0]))
    insertion = (citing.cue[0], (citing.source or citing.cue)[1])
    return replace(outer, source=source, scope=(*outer.scope, insertion))


def content_end_before(cue: int, start: int) -> int:
    """The end of a source that an insertion beginning at `cue` follows: before its comma."""
    return max(start + 1, cue - 1)
