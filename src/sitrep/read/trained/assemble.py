"""From attributions in words to statements: chains, voice, standing, and what the document says in its own voice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sitrep.read.lexicon import words as listed
from sitrep.read.phrases import content_end
from sitrep.read.quotes import Marks
from sitrep.read.said import DEEPEST, rests, statement_id, unclaimed, voice
from sitrep.read.tokens import Sentence, span
from sitrep.read.trained.conventions import aside
from sitrep.read.trained.decode import Found, Piece
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.spread import taken, words_of
from sitrep.records import Act, Link, Modality, Polarity, Span, Statement

_PRONOUNS, _NEGATIONS = listed("subject pronouns"), listed("negations")
_CLAIMED = re.compile(r"claim|(?:accept|t[ao]k)\w* (?:\w+ )?responsibility\b", re.I)  # one act, whatever the network takes it for
_TRIM = ' \t\r\n,;:"“”«»„'
_EDGES = " \t\r\n,;:—–-"
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


def drafts(
    text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], marks: Marks, base: tuple[Link, ...] = ()
) -> list[Draft]:
    """A draft for each attribution and for what the document says in its own voice, in the order of the text.

    `base` is the chain that lies under everything that the document says (a repost's channel).
    """
    links = [_link(text, words, one) for one in found]
    made: list[Draft] = []
    by_number: dict[int, Draft] = {}
    for number, one in enumerate(found):
        content = tuple(piece for start, end in one.content if (piece := _trimmed(text, words.starts[start], words.ends[end - 1])).text)
        if not content:
            continue
        chain = _plain(found, links, _chain(found, number))
        draft = Draft(content, one.content, base + tuple(links[at] for at in chain), one.cue, number)
        made.append(draft)
        by_number[number] = draft
    for number in by_number:
        outer = found[number].outer
        if outer is not None and outer in by_number:
            by_number[outer].inner.append(number)
    made += _own(text, sentences, words, found, marks, base)
    made.sort(key=lambda draft: (draft.content[0].start, -draft.content[-1].end, len(draft.links)))
    return made


def statements(made: Sequence[Draft], document: str, made_by: str, marks: Marks) -> list[Statement]:
    """The statements of drafts, each once."""
    ids = {draft.number: statement_id(document, draft.content, draft.links) for draft in made if draft.number is not None}
    found: dict[str, Statement] = {}
    for draft in made:
        own = statement_id(document, draft.content, draft.links)
        statement = Statement(
            id=own,
            content=draft.content,
            attribution=draft.links,
            inner=tuple(dict.fromkeys(one for number in draft.inner if (one := ids[number]) != own)),
            voice=voice(marks, draft.content, draft.links),
            polarity=draft.polarity,
            modality=draft.modality,
            made_by=made_by,
        )
        found.setdefault(own, statement)
    return list(found.values())


def _chain(found: Sequence[Found], number: int) -> list[int]:
    """The numbers of the attributions from the outermost to this one."""
    chain, outer = [number], found[number].outer
    while outer is not None and len(chain) < DEEPEST:
        chain.append(outer)
        outer = found[outer].outer
    return chain[::-1]


def _plain(found: Sequence[Found], links: Sequence[Link], chain: Sequence[int]) -> list[int]:
    """A chain without what adds no link: a speaker's own mind, and the same source a second time."""
    kept: list[int] = []
    for at in chain:
        again = bool(kept) and found[at].source is not None and found[at].source == found[kept[-1]].source
        if not again and not _own_mind(links[at], found[at]):
            kept.append(at)
    return kept


def _own_mind(link: Link, one: Found) -> bool:
    """Whether a link inside another only says what its speaker believes or leaves open: "said he believed", "said it could not confirm"."""
    pronoun = link.source is not None and link.source.text.lower() in _PRONOUNS
    unsure = link.cue is not None and bool(_NEGATIONS & set(link.cue.text.lower().replace("’", "'").replace("n't", " not").split()))
    return one.outer is not None and pronoun and (unsure or link.act is Act.BELIEVE)


def _link(text: str, words: Words, one: Found) -> Link:
    source = _named(text, words.starts[one.source[0]], words.ends[one.source[1] - 1]) if one.source else None
    cue = None if one.virtual else span(text, words.starts[one.cue[0]], words.ends[one.cue[1] - 1])
    claimed = cue is not None and _CLAIMED.match(cue.text) is not None
    return Link(source=source, cue=cue, act=Act.CLAIM if claimed else Act(one.act))


def _named(text: str, start: int, end: int) -> Span | None:
    """A source without commas, dashes and colons at its ends; None if nothing is left."""
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return span(text, start, end) if start < end else None


def _trimmed(text: str, start: int, end: int) -> Span:
    """A content without quotation marks and commas at its ends."""
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if end - start > 2 and _WRAP.get(text[start]) == text[end - 1] and text.find(text[end - 1], start + 1, end) == end - 1:
        start, end = start + 1, end - 1
    return span(text, start, end)


def _own(
    text: str, sentences: Sequence[Sentence], words: Words, found: Sequence[Found], marks: Marks, base: tuple[Link, ...]
) -> Iterator[Draft]:
    """What no attribution takes up: whole sentences, or the clauses beside one that can stand alone."""
    held = taken(words, found)
    frame = max((part.end for link in base for part in (link.cue, link.source) if part), default=0)
    for sentence in sentences:
        begin = aside(text, max(sentence.start, frame), sentence.end)
        tokens = [token for token in sentence.tokens if token.start >= begin]
        if not tokens:
            continue
        first, last = words_of(words, begin, sentence.end)
        whole = not any(held[first:last])
        if whole:
            start = next((i for i, token in enumerate(tokens) if token.text[:1].isalnum()), 0)
            stretches = [(start, content_end(tokens, len(tokens)))]
        else:
            stretches = rests(tokens, [any(held[slice(*words_of(words, token.start, token.end))]) for token in tokens])
        for start, end in stretches:
            if start < end:
                content = span(text, tokens[start].start, tokens[end - 1].end)
                links = base + (unclaimed(marks, sentence) if whole else ())
                yield Draft((content,), (words_of(words, content.start, content.end),), links)
