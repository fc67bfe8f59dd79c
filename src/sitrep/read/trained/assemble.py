"""From attributions in words to statements: chains, voice, standing, and what the document says in its own voice."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sitrep.read.phrases import content_end, is_quote
from sitrep.read.quotes import Marks
from sitrep.read.said import rests, statement_id, voice
from sitrep.read.tokens import Sentence, span
from sitrep.read.trained.decode import Found, Piece
from sitrep.read.trained.pieces import Words
from sitrep.records import Act, Link, Modality, Polarity, Span, Statement

_DEEPEST = 8  # links of a chain
_TRIM = ' \t\r\n,;:"“”«»„'
_WRAP = {"'": "'", "‘": "’"}


@dataclass(slots=True)
class Draft:
    """A statement on its way: its content in characters and in words, its chain, and the cue that standing is judged with."""

    content: tuple[Span, ...]
    words: tuple[Piece, ...]
    links: tuple[Link, ...] = ()
    cue: Piece | None = None
    number: int | None = None
    inner: list[int] = field(default_factory=list)
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.CERTAIN


def drafts(text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], base: tuple[Link, ...] = ()) -> list[Draft]:
    """A draft for each attribution and for what the document says in its own voice, in the order of the text."""
    links = [_link(text, words, one) for one in found]
    made: list[Draft] = []
    by_number: dict[int, Draft] = {}
    for number, one in enumerate(found):
        content = tuple(piece for start, end in one.content if (piece := _trimmed(text, words.starts[start], words.ends[end - 1])).text)
        if not content:
            continue
        chain = _chain(found, number)
        draft = Draft(content, one.content, base + tuple(links[at] for at in chain), one.cue, number)
        made.append(draft)
        by_number[number] = draft
    for number in by_number:
        outer = found[number].outer
        if outer is not None and outer in by_number:
            by_number[outer].inner.append(number)
    made += _own(text, sentences, words, found, base)
    made.sort(key=lambda draft: (draft.content[0].start, -draft.content[-1].end, len(draft.links)))
    return made


def statements(made: Sequence[Draft], document: str, made_by: str, marks: Marks) -> list[Statement]:
    """The statements of drafts, each once."""
    ids = {draft.number: statement_id(document, draft.content, draft.links) for draft in made if draft.number is not None}
    found: dict[str, Statement] = {}
    for draft in made:
        one = Statement(
            id=statement_id(document, draft.content, draft.links),
            content=draft.content,
            attribution=draft.links,
            inner=tuple(dict.fromkeys(ids[number] for number in draft.inner if number in ids)),
            voice=voice(marks, draft.content, draft.links),
            polarity=draft.polarity,
            modality=draft.modality,
            made_by=made_by,
        )
        found.setdefault(one.id, one)
    return list(found.values())


def _chain(found: Sequence[Found], number: int) -> list[int]:
    """The numbers of the attributions from the outermost to this one."""
    chain, outer = [number], found[number].outer
    while outer is not None and len(chain) < _DEEPEST:
        chain.append(outer)
        outer = found[outer].outer
    return chain[::-1]


def _link(text: str, words: Words, one: Found) -> Link:
    source = span(text, words.starts[one.source[0]], words.ends[one.source[1] - 1]) if one.source else None
    cue = None if one.virtual else span(text, words.starts[one.cue[0]], words.ends[one.cue[1] - 1])
    return Link(source=source, cue=cue, act=Act(one.act))


def _trimmed(text: str, start: int, end: int) -> Span:
    """A content without quotation marks and commas at its ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if end - start > 2 and _WRAP.get(text[start]) == text[end - 1]:
        start, end = start + 1, end - 1
    return span(text, start, end)


def _own(text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], base: tuple[Link, ...]) -> Iterator[Draft]:
    """What no attribution takes up: whole sentences, or the clauses beside one that can stand alone."""
    taken = bytearray(len(words))
    for one in found:
        for start, end in (*one.content, one.cue, *([one.source] if one.source else [])):
            taken[start:end] = b"\x01" * (end - start)
    for sentence in sentences:
        first, last = _words_of(words, sentence.start, sentence.end)
        tokens = sentence.tokens
        if not any(taken[first:last]):
            start = next((i for i, token in enumerate(tokens) if not is_quote(token)), 0)
            stretches = [(start, content_end(tokens, len(tokens)))]
        else:
            stretches = rests(tokens, [_taken(words, taken, token.start, token.end) for token in tokens])
        for start, end in stretches:
            if start < end:
                content = span(text, tokens[start].start, tokens[end - 1].end)
                yield Draft((content,), (_words_of(words, content.start, content.end),), base)


def _words_of(words: Words, start: int, end: int) -> Piece:
    return bisect_right(words.ends, start), bisect_left(words.starts, end)


def _taken(words: Words, taken: bytearray, start: int, end: int) -> bool:
    first, last = _words_of(words, start, end)
    return any(taken[first:last])
