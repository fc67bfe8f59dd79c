"""Positions: who proposes, supports or opposes what, on which grounds, by patterns over sentences.

A "should" in somebody's statement (or in the document's own voice) proposes; verbs and phrases of assent and refusal take a stand
on what follows them or on the proposal last spoken of. Grounds are what "because", "since", a colon or the next sentence gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sitrep.read import stances as patterns
from sitrep.read.courses import course, is_course, is_holder, speaker, whole
from sitrep.read.stretches import Touching
from sitrep.read.tokens import Sentence, span
from sitrep.records import Holder, Position, Span, Stance, Statement

_LIMIT = 1500  # code points of a sentence that patterns are run over
_BEFORE = 90  # code points before a verb in which its subject is looked for
_PRONOUN = re.compile(r"(?:^|[\s“\"])(?P<s>[Hh]e|[Ss]he|[Tt]hey)\s(?:(?:also|has|have|had|would|will|then|not|\w+ly)\s)*$")
# These name who or what the stand is about by a pronoun, or not at all.
_ANSWERS = (patterns.ANSWER, patterns.DOUBT)
_SUBJECTS = (patterns.VERB, patterns.ANSWER, patterns.HAVE)


@dataclass(slots=True)
class _Last:
    """What was spoken of last: the proposal, the proposal or alternative, and whoever took a stand under a name."""

    proposal: str | None = None
    spans: tuple[Span, ...] = ()
    spoken: str | None = None
    spoken_spans: tuple[Span, ...] = ()
    holder: Holder | None = None

    def note(self, position: Position) -> None:
        """Remember a position that names its proposal itself."""
        if position.stance is Stance.PROPOSES or (position.stance is not Stance.ALTERNATIVE and self.proposal is None):
            self.proposal, self.spans = position.proposal, position.proposal_spans
        self.spoken, self.spoken_spans = position.proposal, position.proposal_spans


def positions(text: str, sentences: Sequence[Sentence], statements: Sequence[Statement]) -> tuple[Position, ...]:
    """The positions that a text reports or takes, in order; holder None is its author."""
    found: list[Position] = []
    last = _Last()
    index = Touching(statements, lambda one: (one.content[0].start, one.content[-1].end))
    for number, sentence in enumerate(sentences):
        window = text[sentence.start : min(sentence.end, sentence.start + _LIMIT)]
        made = _in_sentence(text, sentence.start, window, index, last)
        if made and number + 1 < len(sentences):
            made[-1] = _with_next(text, made[-1], sentences[number + 1], index)
        found.extend(made)
    return tuple(found)


def _in_sentence(text: str, base: int, window: str, statements: Touching[Statement], last: _Last) -> list[Position]:
    made: list[Position] = []
    for stance, match in _matches(window):
        if (match.re is patterns.SHOULD and patterns.QUESTION.search(window)) or not (named := _named(text, base, match, last)):
            continue
        proposal, spans, new = named
        holder, statement = _whose(text, base, window, match, statements, last)
        stance, grounds = _grounds(text, base, window, match, stance)
        position = Position(proposal=proposal, proposal_spans=spans, holder=holder, stance=stance, grounds=grounds, statement=statement)
        made.append(position)
        if holder is not None and holder.name:
            last.holder = holder
        if new:
            last.note(position)
    return made


def _matches(window: str) -> list[tuple[Stance, re.Match[str]]]:
    """The patterns that a sentence fits, each with its stance: of those that name no proposal or judge one, of those that name one."""
    if match := patterns.ALTERNATIVE.search(window):
        return [(Stance.ALTERNATIVE, match)]
    if match := patterns.DOUBT.search(window):
        return [(Stance.OPPOSES, match)]
    for pattern in (patterns.ANSWER, patterns.VERDICT, patterns.VERB):
        if match := patterns.search(pattern, window):
            return [(patterns.stance_of(match), match)]
    if window.rstrip().endswith("?"):
        return []
    for pattern in (patterns.SHOULD, patterns.LET, patterns.HAVE, patterns.SOLUTION, patterns.TIME):
        if match := patterns.search(pattern, window):
            return [(Stance.PROPOSES, match)]
    return []


def _named(text: str, base: int, match: re.Match[str], last: _Last) -> tuple[str, tuple[Span, ...], bool] | None:
    """The proposal that a stand is on: its words, where they stand, and whether the stand names it itself; None if it is on none."""
    if match.re in _ANSWERS:
        return (last.spoken, last.spoken_spans, False) if last.spoken else None
    group = next(name for name in "pabcde" if match.groupdict().get(name))
    start, end = base + match.start(group), base + match.end(group)
    where = course(text, span(text, start, _without_ground(text, start, end)))
    if not where.text or patterns.MANY.match(where.text):
        return None
    if match.re is not patterns.SHOULD and patterns.REFERS.match(where.text):
        return (last.spoken, last.spoken_spans, False) if last.spoken else None
    if match.re is patterns.VERDICT and not is_course(where.text):
        known = last.proposal and where.text in last.proposal
        return (last.proposal or "", last.spans, False) if known else None
    if not is_course(where.text) or not _proposable(where.text, match, last):
        return None
    return where.text, (where,), True


def _whose(
    text: str, base: int, window: str, match: re.Match[str], statements: Touching[Statement], last: _Last
) -> tuple[Holder | None, str | None]:
    """Who takes a stand, and in which statement: the subject that its clause names, else who speaks there."""
    held, statement = _holder(base + match.start(), base + match.end(), statements)
    if match.re not in _SUBJECTS:
        return held, statement
    if subject := patterns.SUBJECT.search(window, max(0, match.start() - _BEFORE), match.start()):
        where = course(text, span(text, base + subject.start("s"), base + subject.end("s")))
        if is_holder(where.text):
            return Holder(source=where), statement
    if pronoun := _PRONOUN.search(window, max(0, match.start() - _BEFORE), match.start()):
        where = span(text, base + pronoun.start("s"), base + pronoun.end("s"))
        return Holder(source=where, name=last.holder.name if last.holder else None), statement
    return held, statement


def _proposable(words: str, match: re.Match[str], last: _Last) -> bool:
    """Whether what somebody supports or opposes is a course of action: not every "supported the rebels" is a stand on a proposal."""
    if match.re is not patterns.VERB or match["proposes"]:
        return True
    if patterns.COURSE.search(words) or re.match(r"\w+ing\b", words):
        return True
    known = set(re.findall(r"\w{5,}", (last.proposal or "").lower()))
    return bool(known & set(re.findall(r"\w{5,}", words.lower())))


def _without_ground(text: str, start: int, end: int) -> int:
    cut = re.search(r"\s(?:because|since|only if|if|provided|on condition|as long as|so that|on the grounds?)\b", text[start:end])
    return start + cut.start() if cut else end


def _grounds(text: str, base: int, window: str, match: re.Match[str], stance: Stance) -> tuple[Stance, tuple[Span, ...]]:
    """The stance (a condition makes a supporter a conditional one) and the grounds that the sentence itself gives."""
    condition = patterns.CONDITION.search(window) or patterns.WOULD_IF.search(window)
    if condition and stance in (Stance.SUPPORTS, Stance.PROPOSES):
        return Stance.SUPPORTS_IF, (span(text, base + condition.start("g"), base + condition.end("g")),)
    for group in ("g", "for"):
        if match.groupdict().get(group):
            start = base + match.start(group)
            return stance, (span(text, start, whole(text, start, base + match.end(group))),)
    found: list[Span] = []
    before = patterns.LEADING.search(window) or (patterns.PURPOSE.search(window) if stance is not Stance.OPPOSES else None)
    if before and before.end() <= match.end():
        found.append(span(text, base + before.start("g"), base + before.end("g")))
    ground = patterns.GROUND.search(window, max(0, match.end() - 200))
    group = "g" if ground and ground["g"] else "h"
    # A colon before the proposal brings in the proposal itself.
    if ground and not found and not (group == "h" and ground.start("h") <= match.start()):
        found.append(span(text, base + ground.start(group), base + ground.end(group)))
    return stance, tuple(found)


def _with_next(text: str, position: Position, sentence: Sentence, statements: Touching[Statement]) -> Position:
    """A refusal without a ground takes the next sentence, a proposal one that says what would come of it, if the same holder says it."""
    if position.stance is Stance.OPPOSES:
        fits = not position.grounds
    else:
        fits = position.stance in (Stance.PROPOSES, Stance.ALTERNATIVE) and bool(patterns.FOLLOWS.match(text, sentence.start))
    held = _holder(sentence.start, sentence.end - 1, statements)[0]
    if not fits or (held is None) != (position.holder is None) or sentence.end - sentence.start > _LIMIT:
        return position
    ground = span(text, sentence.start, sentence.end - (text[sentence.end - 1] in ".!?"))
    return replace(position, grounds=(*position.grounds, ground))


def _holder(start: int, end: int, statements: Touching[Statement]) -> tuple[Holder | None, str | None]:
    """Who speaks (the nearest source) where a position is taken, and in which statement."""
    best = None
    for _, one in statements.touching(start, end + 1):
        touches = any(part.start <= end and start <= part.end for part in one.content)
        if touches and (best is None or len(one.attribution) > len(best.attribution)):
            best = one
    if best is None:
        return None, None
    return speaker(best.attribution), best.id
