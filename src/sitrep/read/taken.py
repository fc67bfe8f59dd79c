"""From stands as the network sees them to positions of a reading: whose they are, by the statement that they stand in, and on what."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep.read.courses import course, is_course, is_ground, is_holder, speaker
from sitrep.read.grounds import pieced
from sitrep.read.lexicon import words as listed
from sitrep.read.stretches import Touching
from sitrep.read.tokens import span
from sitrep.records import Holder, Link, Position, Span, Stance, Statement

_FIRST = frozenset(("i", "we", "us", "me"))
_PRONOUNS = listed("subject pronouns")
_NEAR = 40  # characters between two stands that are taken to be one
_REACH = 400  # characters before grounds in which the sentence that grants something stands
_ENDS = re.compile(r"[.!?][”\"’']?\s+")
_BACK = 12  # positions that are looked back to: bounds the time
_CONDITION = re.compile(r"(?:but |and )?(?:only |even )?(?:if|provided|providing|on (?:the )?condition|as long as|so long as)\b", re.I)
_LEADS = re.compile(r"(?:(?:and|but),? )?(?:because(?! of)|since|as|for|given that|on the grounds? that|that|otherwise,?)\s+(?=\w)", re.I)
_TRAILS = re.compile(r"[\s,;]+(?:and|but|or|because|as|that)$", re.I)
_ANOTHER = re.compile(
    r"\b(?:and|but)\s(?:also\s|then\s|it\s|they\s)?(?:ask|call|urge|demand|want|appeal|request|propose|recommend|invite|warn)(?:s|d|ed)?\s",
    re.I,
)
# "I see the appeal. But …": what is granted before "but" is not the stand; the grounds after it are against.
_GRANTED = re.compile(
    r"\b(?:(?:understand|sympathi[sz]e with|appreciate|admire|share|see) (?:the|this|that|their|his|her)\b|tempting|appealing|attractive"
    r"|granted|well[- ]meant|sounds? (?:good|fine|easy|simple)|in theory|on paper|at first sight)",
    re.I,
)
_ASKS = re.compile(r"(?:ask|call|appeal|press|plead|demand|request)(?:s|ed|ing)?\b", re.I)
_INSTEAD = re.compile(r"\b(?:instead|rather)\b", re.I)
_FOR = re.compile(r"\bfor\s$")
_AND_FOR = re.compile(r",?\s(?:and|as well as)\s(?:also\s)?for\s")
_BUT = re.compile(r"[\s“\"]*(?:But|Yet|However|Still)\b")
_EDGES = " \t\r\n,;:.—–-?!“”\"'"


@dataclass(frozen=True, slots=True)
class Taken:
    """One stand: its words, and what the network takes for its holder, the words of its proposal and its grounds."""

    words: Span
    stance: Stance
    sure: float
    holder: Span | None
    proposal: tuple[Span, ...]
    grounds: tuple[Span, ...] = ()


def positions_taken(text: str, statements: Sequence[Statement], taken: Sequence[Taken]) -> tuple[Position, ...]:
    """The positions of a document in order of their words; what names no course of action is none.

    A stand in somebody's statement is that speaker's, unless another is seen to hold it; a word that attributes has its source as holder;
    "I" and "we" are who speaks there; what nobody says is the author's. Of several stands of one holder on the same words the surest stays.
    """
    inside = Touching(statements, lambda one: (one.content[0].start, one.content[-1].end))
    cues = Touching([link for one in statements for link in one.attribution if link.cue], _cue)
    found: list[tuple[Taken, Position]] = []
    for one in sorted((part for one in taken for part in _each(text, one)), key=lambda one: one.words.start):
        said = next((link for _, link in cues.touching(one.words.start, one.words.end)), None)
        position = _position(text, one, _statement(inside, one.words), said)
        if not position.proposal_spans:
            continue
        at = next(
            (number for number, known in enumerate(found[-_BACK:], max(0, len(found) - _BACK)) if _same(known, (one, position))), None
        )
        if at is None:
            found.append((one, position))
        else:
            known = found[at]
            best = (one, position) if one.sure > known[0].sure else known
            found[at] = best[0], replace(best[1], grounds=_all(known[1].grounds + position.grounds))
    return tuple(position for _, position in found)


def beside(ruled: Sequence[Position], seen: Sequence[Position]) -> tuple[Position, ...]:
    """The positions found by rule, with the grounds that the network sees for them; and those that it sees besides: on other words, or
    another holder's.
    """
    apart = [one for one in seen if is_course(one.proposal) and not any(_meets(one, other) for other in ruled)]
    both = (*(_grounded(one, [other for other in seen if _meets(one, other)]) for one in ruled), *apart)
    return tuple(sorted(both, key=lambda one: min(part.start for part in one.proposal_spans)))


def _meets(one: Position, other: Position) -> bool:
    """Whether two positions are on the same words and both the author's, or both somebody's."""
    same = (one.holder is None) is (other.holder is None)
    return same and any(_meet(part, piece) for part in one.proposal_spans for piece in other.proposal_spans)


def _grounded(one: Position, seen: Sequence[Position]) -> Position:
    """A position by rule with the grounds that the network sees for the same stance outside its proposal; its own where it sees none."""
    told = [ground for other in seen if other.stance is one.stance for ground in other.grounds]
    grounds = _all(
        [ground for ground in told if not any(part.start <= ground.start and ground.end <= part.end for part in one.proposal_spans)]
    )
    return replace(one, grounds=grounds) if grounds and one.stance is not Stance.SUPPORTS_IF else one


def _same(known: tuple[Taken, Position], other: tuple[Taken, Position]) -> bool:
    """Whether two stands are one: by one holder on the same words, in one stance or side by side (an author may take two in turn)."""
    one, two = known[1], other[1]
    if not any(_meet(part, piece) for part in one.proposal_spans for piece in two.proposal_spans):
        return False
    near = abs(other[0].words.start - known[0].words.end) <= _NEAR
    if one.holder is None or two.holder is None:
        return one.holder is two.holder and (near or one.stance is two.stance)
    return one.holder == two.holder or (
        one.holder.source is not None and two.holder.source is not None and _meet(one.holder.source, two.holder.source)
    )


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _all(grounds: Sequence[Span]) -> tuple[Span, ...]:
    """Grounds in order, without those that lie in others."""
    kept = [one for one in grounds if not any(one != other and other.start <= one.start and one.end <= other.end for other in grounds)]
    return tuple(sorted(dict.fromkeys(kept), key=lambda one: one.start))


def _cue(link: Link) -> tuple[int, int]:
    assert link.cue is not None
    return link.cue.start, link.cue.end


def _position(text: str, one: Taken, statement: Statement | None, said: Link | None) -> Position:
    proposal = tuple(_trimmed(text, [course(text, part) for part in _one_request(text, one.proposal)]))
    whole = pieced(text, [ground for ground in one.grounds if is_ground(text, ground)])
    grounds = tuple(_trimmed(text, [_reason(text, ground) for ground in whole]))
    stance = _stance(text, one, grounds)
    supports = stance in (Stance.PROPOSES, Stance.SUPPORTS)
    return Position(
        proposal=" ".join(part.text for part in proposal),
        proposal_spans=proposal,
        holder=_holder(one.holder, statement, said),
        stance=Stance.SUPPORTS_IF if supports and any(_CONDITION.match(ground.text) for ground in grounds) else stance,
        grounds=grounds,
        statement=statement.id if statement else None,
    )


def _each(text: str, one: Taken) -> tuple[Taken, ...]:
    """A stand, or both of "asked for scanners and for compensation": each thing that is asked for is a proposal of its own."""
    part = one.proposal[0] if len(one.proposal) == 1 else None
    match = _AND_FOR.search(text, part.start, part.end) if part and _FOR.search(text, one.words.start, part.start) else None
    if part is None or match is None:
        return (one,)
    halves = (span(text, part.start, match.start()), span(text, match.end(), part.end))
    return tuple(replace(one, proposal=(half,)) for half in halves)


def _stance(text: str, one: Taken, grounds: Sequence[Span]) -> Stance:
    """The stance as seen, but what is only granted is not supported, and who asks for something proposes it unless it is "instead"."""
    if one.stance is Stance.SUPPORTS and grounds and _only_granted(text, grounds[0]):
        return Stance.OPPOSES
    end = min(part.end for part in one.proposal)
    asks = (
        one.stance is Stance.ALTERNATIVE and _ASKS.match(one.words.text) and not _INSTEAD.search(text, max(0, one.words.start - _NEAR), end)
    )
    return Stance.PROPOSES if asks else one.stance


def _only_granted(text: str, ground: Span) -> bool:
    """Whether grounds begin in a sentence that turns with "but" against a wish or merit granted in the sentence before it."""
    ends = [match.end() for match in _ENDS.finditer(text, max(0, ground.start - _REACH), ground.start)]
    if not ends or not _BUT.match(text, ends[-1]):
        return False
    before = ends[-2] if len(ends) > 1 else max(0, ground.start - _REACH)
    return _GRANTED.search(text, before, ends[-1]) is not None


def _one_request(text: str, parts: Sequence[Span]) -> tuple[Span, ...]:
    """The parts of a proposal up to where another request begins ("calls on them to come, and asks others to stay")."""
    for at in range(1, len(parts)):
        if _ANOTHER.search(text, parts[at - 1].end, parts[at].start):
            return tuple(parts[:at])
    return tuple(parts)


def _reason(text: str, ground: Span) -> Span:
    """A ground without the conjunction before it and the one after it; a condition keeps its own."""
    lead, trail = _LEADS.match(ground.text), _TRAILS.search(ground.text)
    start = ground.start + (lead.end() if lead else 0)
    end = ground.start + trail.start() if trail else ground.end
    return span(text, start, end) if start < end else ground


def _statement(index: Touching[Statement], words: Span) -> Statement | None:
    """The statement that the words of a stand lie in; of several the one with the longest chain."""
    found = (one for _, one in index.touching(words.start, words.end))
    inside = [one for one in found if any(part.start < words.end and words.start < part.end for part in one.content)]
    return max(inside, key=lambda one: len(one.attribution), default=None)


def _holder(seen: Span | None, statement: Statement | None, said: Link | None) -> Holder | None:
    """Whose a stand is; None: the author's. `said`: the link whose cue takes the stand."""
    links = (*(statement.attribution if statement else ()), *((said,) if said else ()))
    if seen is not None and seen.text.lower() not in _FIRST:
        for link in links:
            if link.source and _meet(link.source, seen):
                return speaker((link,))
        if not is_holder(seen.text):
            return speaker(links)
        return Holder(source=seen, name=None if seen.text.lower() in _PRONOUNS else seen.text)
    return speaker(links)


def _trimmed(text: str, spans: Sequence[Span]) -> Iterator[Span]:
    """Stretches without signs and quotation marks at their ends; those of signs alone are left out."""
    for one in spans:
        start, end = one.start, one.end
        while start < end and text[start] in _EDGES:
            start += 1
        while end > start and text[end - 1] in _EDGES:
            end -= 1
        if start < end:
            yield span(text, start, end)
