"""From stands as the network sees them to positions of a reading: whose they are, by the statement that they stand in, and on what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from sitrep.read.lexicon import words as listed
from sitrep.read.stretches import Touching
from sitrep.read.tokens import span
from sitrep.records import Holder, Link, Position, Span, Stance, Statement

_FIRST = frozenset(("i", "we", "us", "me"))
_PRONOUNS = listed("subject pronouns")
_EDGES = " \t\r\n,;:.—–-?!“”\"'"


@dataclass(frozen=True, slots=True)
class Taken:
    """One stand: its words, and what the network takes for its holder, the words of its proposal and its grounds."""

    words: Span
    stance: Stance
    holder: Span | None
    proposal: tuple[Span, ...]
    grounds: tuple[Span, ...] = ()


def positions_taken(text: str, statements: Sequence[Statement], taken: Sequence[Taken]) -> tuple[Position, ...]:
    """The positions of a document in order of their words; what names no course of action is none.

    A stand in somebody's statement is that speaker's, unless another is seen to hold it; "I" and "we" are who speaks there; what nobody
    says is the author's.
    """
    index = Touching(statements, lambda one: (one.content[0].start, one.content[-1].end))
    found: dict[tuple[object, ...], Position] = {}
    for one in sorted(taken, key=lambda one: one.words.start):
        proposal = tuple(_trimmed(text, one.proposal))
        statement = _statement(index, one.words)
        holder = _holder(one.holder, statement)
        position = Position(
            proposal=" ".join(part.text for part in proposal),
            proposal_spans=proposal,
            holder=holder,
            stance=one.stance,
            grounds=tuple(_trimmed(text, one.grounds)),
            statement=statement.id if statement else None,
        )
        key = (one.stance, proposal, holder.source if holder else None)
        known = found.get(key)
        if proposal:
            found[key] = position if known is None else replace(known, grounds=tuple(dict.fromkeys(known.grounds + position.grounds)))
    return tuple(found.values())


def _statement(index: Touching[Statement], words: Span) -> Statement | None:
    """The statement that the words of a stand lie in; of several the one with the longest chain."""
    inside = [
        one
        for _, one in index.touching(words.start, words.end)
        if any(part.start <= words.start < part.end or words.start <= part.start < words.end for part in one.content)
    ]
    return max(inside, key=lambda one: len(one.attribution), default=None)


def _holder(seen: Span | None, statement: Statement | None) -> Holder | None:
    """Whose a stand is; None: the author's."""
    links = statement.attribution if statement else ()
    if seen is not None and seen.text.lower() not in _FIRST:
        for link in links:
            if link.source and link.source.start < seen.end and seen.start < link.source.end:
                return _speaker(link)
        return Holder(source=seen, name=None if seen.text.lower() in _PRONOUNS else seen.text)
    return _speaker(links[-1]) if links else None


def _speaker(link: Link) -> Holder | None:
    return Holder(source=link.source, name=link.name) if link.source else None


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
