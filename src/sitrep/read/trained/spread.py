"""Quotations to their end: a sentence inside a quotation whose speaker is known is that speaker's too."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from sitrep.read.quotes import Marks, Quote
from sitrep.read.said import runs_on
from sitrep.read.tokens import Sentence
from sitrep.read.trained.decode import Found, Piece
from sitrep.read.trained.pieces import Words

FULL = 0.5  # part of a sentence in quotation marks from which all of it is its speaker's


def taken(words: Words, found: Sequence[Found]) -> bytearray:
    """For each word 1 if an attribution takes it up, as source, cue or content."""
    held = bytearray(len(words))
    for one in found:
        for start, end in (*one.content, one.cue, *([one.source] if one.source else [])):
            held[start:end] = b"\x01" * (end - start)
    return held


def words_of(words: Words, start: int, end: int) -> Piece:
    """The words that the characters from start to end touch."""
    return bisect_right(words.ends, start), bisect_left(words.starts, end)


def spread(text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], marks: Marks) -> list[Found]:
    """The attributions with their quotations whole: to the end, without holes, also in the next paragraph where the mark is repeated.

    A further sentence that the quotation's speaker goes on to say is an attribution of its own, so that each stands as its own words do:
    what somebody denied is not thereby denied in every sentence that follows.
    """
    held = taken(words, found)
    speakers = _speakers(words, found, marks)
    filled: dict[int, list[Piece]] = {}
    further: list[Found] = []
    for sentence in sentences:
        for quote in marks.touching(sentence.start, sentence.end):
            speaker = None if quote.inner else _speaker(text, speakers, marks, quote)
            if speaker is None:
                continue
            start, end = words_of(words, max(sentence.start, quote.start), min(sentence.end, quote.end))
            end -= end > start and text[words.starts[end - 1]] in ".,"
            own = sum(max(0, min(end, right) - max(start, left)) for left, right in found[speaker].content)
            if start < end and own >= FULL * (end - start):
                filled.setdefault(speaker, []).append((start, end))
            elif start < end and not any(held[start:end]):
                further.append(_going_on(found[speaker], (start, end)))
    return [replace(one, content=_joined([*one.content, *filled[at]])) if at in filled else one for at, one in enumerate(found)] + further


def quoted(words: Words, found: Sequence[Found], marks: Marks) -> list[Found]:
    """The attributions with `outer` set for those that stand in somebody's quotation: what is said in it is said on that speaker's word."""
    speakers = _speakers(words, found, marks)
    out = list(found)
    for number, one in enumerate(found):
        at = words.starts[one.cue[0]]
        around = [speakers[quote] for quote in marks.touching(at, at + 1) if quote in speakers and speakers[quote] != number]
        for speaker in around:
            above, below = _above(out, speaker), _above(out, number)
            if number not in above and speaker not in below and (out[number].outer is None or out[number].outer in above):
                out[number] = replace(out[number], outer=speaker)
    return out


def _above(found: Sequence[Found], number: int) -> list[int]:
    """The numbers of the attributions around one, the nearest first."""
    above: list[int] = []
    outer = found[number].outer
    while outer is not None and outer not in above:
        above.append(outer)
        outer = found[outer].outer
    return above


def _speaker(text: str, speakers: dict[Quote, int], marks: Marks, quote: Quote) -> int | None:
    """Whose a quotation is, if need be because it takes up the one of the paragraph before."""
    before = marks.before(quote)
    if quote not in speakers and before is not None and before in speakers and runs_on(text, before, quote):
        speakers[quote] = speakers[before]
    return speakers.get(quote)


def _going_on(one: Found, piece: Piece) -> Found:
    return replace(one, content=(piece,), act="say" if one.act in {"deny", "reject"} else one.act, inside={})


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Pieces in order, those that touch or overlap made one."""
    out: list[Piece] = []
    for start, end in sorted(pieces):
        if out and start <= out[-1][1]:
            out[-1] = (out[-1][0], max(end, out[-1][1]))
        else:
            out.append((start, end))
    return tuple(out)


def _speakers(words: Words, found: Sequence[Found], marks: Marks) -> dict[Quote, int]:
    """Whose each quotation is: of the attributions from outside it that put some of it forward, the innermost."""
    speakers: dict[Quote, int] = {}
    for number, one in enumerate(found):
        cue = words.starts[one.cue[0]]
        for start, end in one.content:
            for quote in marks.touching(words.starts[start], words.ends[end - 1]):
                outside = not quote.start <= cue < quote.end
                if outside and (quote not in speakers or len(_above(found, number)) > len(_above(found, speakers[quote]))):
                    speakers[quote] = number
    return speakers
