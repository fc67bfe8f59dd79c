"""Positions: who proposes, supports or opposes what, on which grounds, by patterns over sentences.

A "should" in somebody's statement (or in the document's own voice) proposes; verbs and phrases of assent and refusal take a stand
on what follows them or on the proposal last spoken of. Grounds are what "because", "since", a colon or the next sentence after a
refusal gives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.read.stretches import Touching
from sitrep.read.tokens import Sentence, span
from sitrep.records import Holder, Position, Span, Stance, Statement

_NP = r"[^,;:.!?\"“”]{3,120}?"
_SHOULD = re.compile(rf"(?P<p>(?:[A-Z“\"]|\b(?:the|a|an|we|its|our)\b){_NP}\s(?:should|must|ought to)\s(?!have\b)[^;:.!?]{{4,200}})")
_PROPOSES = (
    r"proposes?|proposed|recommends?|recommended|calls? for|called for|advocates?|advocated|would like|suggests? that|"
    r"suggested that|urged that"
)
_SUPPORTS = (
    r"supports|supported|(?<=would )(?:support|back|endorse|welcome|accept)|backs|backed|endorses|endorsed|welcomes|"
    r"welcomed|favours|favoured|"
    r"favors|favored|(?:is|are|was|were) in favou?r of"
)
_OPPOSES = (
    r"opposes?|opposed|rejects?|rejected|(?:is|are|was|were|be) against|object(?:s|ed)? to|ruled out|rules out|"
    r"cannot (?:follow|support|accept)"
)
_VERB = re.compile(
    rf"\b(?:(?P<proposes>{_PROPOSES})|(?P<supports>{_SUPPORTS})|(?P<opposes>{_OPPOSES}))"
    r"\s(?:that\s|on \w+\s)?(?P<p>(?:the|a|an|any|its|his|her|their|our|this|that|such|[A-Z]\w+|\w+ing)\b[^,;:.!?]{3,160})"
)
_VERDICT = re.compile(
    rf"(?P<p>{_NP})\s(?:is|are|was|would be|remains|may be|might be)\s(?P<word>a non-starter|a bridge too far|a mistake|a bad idea|unwise|"
    r"unworkable|folly|fraught with \w+|worthless|dead on arrival|the wrong \w+|out of the question|no answer|a sound \w+|a good idea|"
    r"the right \w+|overdue)"
)
_ALTERNATIVE = re.compile(
    r"(?:\b(?:Better|Wiser|Far better|It would be better|It would be wiser)\s(?:to\s)?(?P<a>[^;:.!?]{4,160})"
    r"|\b[Ww]hy not\s(?P<b>[^;:.!?]{4,160})|\b(?:Instead|Rather),?\s(?P<c>[^;:.!?]{4,200})"
    r"|\b(?:[Oo]ne (?:option|way|alternative)|[Aa]n alternative|[Aa]nother (?:option|way|idea)|[Oo]ne)"
    r" (?:would be|might be|could be|is) (?:to\s)?(?P<d>[^;:.!?]{4,160}))"
)
_GROUND = re.compile(
    r"\b(?:because|since|as it would|on the grounds? that|given that|so that|otherwise)\s(?P<g>[^;.!?]{4,200})|:\s(?P<h>[^;.!?]{8,200})"
)
_CONDITION = re.compile(r"\b(?P<g>(?:only if|if and only if|provided(?: that)?|on condition that|as long as|so long as)\s[^;.!?,]{4,160})")
_SUBJECT = re.compile(
    r"(?:^|[,;:.“\"]\s?|\bthat\s|\band\s|\bbut\s)(?P<s>(?:[A-Z]|[Tt]he |[Aa]n? |[Ss]ome |[Mm]ost |[Mm]y )[^,;:.!?“\"]{2,70}?)"
    r"\s(?:(?:also|has|have|had|would|will|may|might|could|not|strongly|publicly|formally|is|are|was|were|then|on \w+)\s)*$"
)
_COURSE = re.compile(
    r"\b(?:proposals?|plans?|ideas?|schemes?|initiatives?|suggestions?|bills?|resolutions?|measures?|motions?|deals?|agreements?|treaty|"
    r"talks|truce|cease-?fire|referendum|reforms?|zones?|missions?|authority|membership|withdrawal|bases?|strip|corridors?|embargo|sanctions|inquiry|force|"
    r"(?:should|would|must|be|to) \w+)\b",
    re.I,
)
_POSITIVE = ("a sound", "a good", "the right", "overdue")
_QUESTION = re.compile(r"\b(?:[Ww]hy|[Hh]ow|[Ww]hat)\s(?:\w+\s){0,3}should\b")
_LIMIT = 1500  # code points of a sentence that patterns are run over


@dataclass(slots=True)
class _Last:
    proposal: str | None = None
    spans: tuple[Span, ...] = ()


def positions(text: str, sentences: Sequence[Sentence], statements: Sequence[Statement]) -> tuple[Position, ...]:
    """The positions that a text reports or takes, in order; holder None is its author."""
    found: list[Position] = []
    last = _Last()
    index = Touching(statements, lambda one: (one.content[0].start, one.content[-1].end))
    for number, sentence in enumerate(sentences):
        window = text[sentence.start : min(sentence.end, sentence.start + _LIMIT)]
        made = _in_sentence(text, sentence.start, window, index, last)
        if made and made[-1].stance is Stance.OPPOSES and not made[-1].grounds and number + 1 < len(sentences):
            made[-1] = _with_next(text, made[-1], sentences[number + 1], index)
        found.extend(made)
    return tuple(found)


def _in_sentence(text: str, base: int, window: str, statements: Touching[Statement], last: _Last) -> list[Position]:
    made: list[Position] = []
    for stance, match, group in _matches(window):
        start, end = base + match.start(group), base + match.end(group)
        where = span(text, start, _without_ground(text, start, end))
        if not where.text or (stance is Stance.PROPOSES and _QUESTION.search(window)) or not _proposable(where.text, match, last):
            continue
        held = _holder(match.start() + base, end, statements)
        if match.re is _VERB and (subject := _subject(text, base, window, match.start())):
            held = (Holder(source=subject), held[1])
        refers = re.match(
            r"(?:the|this|that|such an?|his|her|their|its)\s(?:\w+\s)?(?:idea|plan|proposal|suggestion|scheme)s?\b|it$|this$",
            where.text,
            re.I,
        )
        if refers and last.proposal and stance is not Stance.PROPOSES:
            proposal, spans = last.proposal, last.spans
        else:
            proposal, spans = where.text, (where,)
        if stance in (Stance.PROPOSES, Stance.SUPPORTS) and last.proposal is None:
            last.proposal, last.spans = proposal, spans
        stance, grounds = _grounds(text, base, window, match.end(group), stance)
        made.append(Position(proposal=proposal, proposal_spans=spans, holder=held[0], stance=stance, grounds=grounds, statement=held[1]))
        if stance is Stance.PROPOSES:
            last.proposal, last.spans = proposal, spans
    return made


def _subject(text: str, base: int, window: str, verb: int) -> Span | None:
    """Who backs or opposes, where the clause names him right before the verb; None for a pronoun or nothing."""
    match = _SUBJECT.search(window, max(0, verb - 90), verb)
    return span(text, base + match.start("s"), base + match.end("s")) if match else None


def _proposable(words: str, match: re.Match[str], last: _Last) -> bool:
    """Whether what somebody supports or opposes is a course of action: not every "supported the rebels" is a stand on a proposal."""
    if match.re is not _VERB:
        return True
    if _COURSE.search(words) or re.match(r"\w+ing\b", words):
        return True
    known = set(re.findall(r"\w{5,}", (last.proposal or "").lower()))
    return bool(known & set(re.findall(r"\w{5,}", words.lower())))


def _matches(window: str) -> list[tuple[Stance, re.Match[str], str]]:
    """Each pattern that a sentence fits, with its stance and the group that holds the proposal."""
    out: list[tuple[Stance, re.Match[str], str]] = []
    if match := _ALTERNATIVE.search(window):
        group = next(name for name in "abcd" if match[name])
        return [(Stance.ALTERNATIVE, match, group)]
    if match := _VERDICT.search(window):
        stance = Stance.SUPPORTS if match["word"].startswith(_POSITIVE) else Stance.OPPOSES
        return [(stance, match, "p")]
    if match := _VERB.search(window):
        out.append((next(stance for stance in (Stance.PROPOSES, Stance.SUPPORTS, Stance.OPPOSES) if match[stance.value]), match, "p"))
    elif (match := _SHOULD.search(window)) and not window.rstrip().endswith("?"):
        out.append((Stance.PROPOSES, match, "p"))
    return out


def _without_ground(text: str, start: int, end: int) -> int:
    cut = re.search(r"\s(?:because|since|only if|provided|on condition|as long as|so that|on the grounds?)\b", text[start:end])
    return start + cut.start() if cut else end


def _grounds(text: str, base: int, window: str, after: int, stance: Stance) -> tuple[Stance, tuple[Span, ...]]:
    """The stance (a condition makes a supporter a conditional one) and the grounds that the sentence itself gives."""
    condition = _CONDITION.search(window)
    if condition and stance in (Stance.SUPPORTS, Stance.PROPOSES):
        return Stance.SUPPORTS_IF, (span(text, base + condition.start("g"), base + condition.end("g")),)
    ground = _GROUND.search(window, max(0, after - 200))
    if ground is None:
        return stance, ()
    group = "g" if ground["g"] else "h"
    return stance, (span(text, base + ground.start(group), base + ground.end(group)),)


def _with_next(text: str, position: Position, sentence: Sentence, statements: Touching[Statement]) -> Position:
    """A refusal without a ground takes the sentence after it, if the same holder says it."""
    held = _holder(sentence.start, sentence.end - 1, statements)[0]
    if (held is None) != (position.holder is None) or sentence.end - sentence.start > _LIMIT:
        return position
    ground = span(text, sentence.start, sentence.end - (text[sentence.end - 1] in ".!?"))
    return Position(
        proposal=position.proposal,
        proposal_spans=position.proposal_spans,
        holder=position.holder,
        stance=position.stance,
        grounds=(ground,),
        statement=position.statement,
    )


def _holder(start: int, end: int, statements: Touching[Statement]) -> tuple[Holder | None, str | None]:
    """Who speaks (the nearest source) where a position is taken, and in which statement."""
    best = None
    for _, one in statements.touching(start, end + 1):
        touches = any(part.start <= end and start <= part.end for part in one.content)
        if touches and (best is None or len(one.attribution) > len(best.attribution)):
            best = one
    if best is None:
        return None, None
    link = best.attribution[-1] if best.attribution else None
    return (Holder(source=link.source, name=link.name) if link and link.source else None), best.id
