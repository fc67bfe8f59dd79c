"""From frames and quotations to statements: every assertion, its whole chain outermost first, and the document's own voice.

Frames nest where one's content holds another's cue and source. A quotation that runs over sentences keeps the chain of the
frame that opened it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sitrep.read.frame import Frame
from sitrep.read.frames import frames
from sitrep.read.lexicon import cues, words
from sitrep.read.phrases import Stretch, content_end, is_quote, phrase_after
from sitrep.read.quotes import Marks, Quote
from sitrep.read.said import DEEPEST, reposted, rests, runs_on, statement_id, unclaimed, voice
from sitrep.read.standing import modality, polarity
from sitrep.read.tokens import Sentence, Token, span
from sitrep.records import Act, Link, Modality, Span, Statement

_INTRODUCING = words("introducing")
_PRONOUNS = words("subject pronouns")


@dataclass(slots=True)
class _State:
    """What carries over from sentence to sentence: whose each open quotation is."""

    text: str
    document: str
    made_by: str
    marks: Marks
    homes: dict[Quote, int] = field(default_factory=dict)
    speakers: dict[Quote, tuple[Link, ...]] = field(default_factory=dict)
    last: tuple[Link, ...] = ()
    last_end: int = -1
    previous: Sentence | None = None
    settled: bool = False
    reposted: tuple[Link, ...] = ()


def statements(text: str, sentences: Sequence[Sentence], document: str, made_by: str) -> tuple[Statement, ...]:
    """The statements of a text, in the order of their sentences; each sentence is covered."""
    state = _State(text, document, made_by, Marks(text), reposted=reposted(text))
    local = [frames(sentence.tokens) for sentence in sentences]
    found: list[Statement] = []
    # Twice: a quotation's speaker is often named only at its end, and its first sentences are his all the same.
    for last_pass in (False, True):
        state.previous, state.last, state.last_end, state.settled = None, (), -1, last_pass
        for sentence, ones in zip(sentences, local, strict=True):
            made = _read(state, sentence, ones)
            found += made if last_pass else ()
            state.previous = sentence
    return tuple({statement.id: statement for statement in found}.values())


def _read(state: _State, sentence: Sentence, local: Sequence[Frame]) -> list[Statement]:
    tokens = sentence.tokens
    base = state.reposted + _base(state, sentence)
    chains = [_chain(frame, local, tokens) for frame in local]
    made: list[Statement] = []
    order = sorted(range(len(local)), key=lambda i: -len(chains[i]))
    ids: dict[int, str] = {}
    for index in order:
        links = base + tuple(_link(state, tokens, one) for one in chains[index])
        nested = tuple(ids[i] for i in ids if len(chains[i]) == len(chains[index]) + 1 and chains[i][: len(chains[index])] == chains[index])
        statement = _statement(state, tokens, local[index].contents, links, nested, local[index])
        ids[index] = statement.id
        made.append(statement)
        if len(chains[index]) == 1:
            _remember(state, sentence, local[index], links)
    made.reverse()
    return _whole(state, sentence, base, local, made) + made


def _chain(frame: Frame, local: Sequence[Frame], tokens: Sequence[Token]) -> tuple[Frame, ...]:
    """The frames that hold this one, the widest first, then the frame itself, unless it only says what its holder believes."""
    holders = [other for other in local if other.covers(frame) and not frame.covers(other)]
    holders.sort(key=lambda other: (-sum(end - start for start, end in other.contents + other.scope), other.cue))
    del holders[DEEPEST - 1 :]
    if holders and _same_speaker(frame, tokens):
        return tuple(holders)
    return (*holders, frame)


def _same_speaker(frame: Frame, tokens: Sequence[Token]) -> bool:
    """Whether a frame inside another is its speaker's own belief or silence: "said that he believed", "said it could not confirm"."""
    pronoun = frame.source is not None and frame.source[1] - frame.source[0] == 1 and tokens[frame.source[0]].lower in _PRONOUNS
    return pronoun and (frame.unsure or frame.act is Act.BELIEVE)


def _base(state: _State, sentence: Sentence) -> tuple[Link, ...]:
    """The chain that a quotation opened earlier (or by the sentence before) lays under this sentence."""
    chain: tuple[Link, ...] = ()
    for quote in state.marks.touching(sentence.start, sentence.end):
        at_start = quote.outer_start - sentence.start <= 1
        if state.settled and quote not in state.speakers and at_start and quote.outer_start >= sentence.start:
            inherited = _inherited(state, sentence, quote)
            if inherited:
                state.speakers[quote] = inherited
        if quote in state.speakers and at_start and state.homes.get(quote) != sentence.start:
            chain = state.speakers[quote]
    return chain


def _inherited(state: _State, sentence: Sentence, quote: Quote) -> tuple[Link, ...]:
    """Whose a quotation is that begins with the sentence: the one introduced by a colon before it, or the one before it going on."""
    before = state.previous
    gap = state.text[before.end : quote.outer_start] if before else ""
    if before and state.text[before.end - 1] == ":" and not gap.strip():
        return _introduced(state, before)
    going_on = state.marks.before(quote)
    if going_on in state.speakers and going_on is not None and runs_on(state.text, going_on, quote):
        return state.speakers[going_on]
    if frames(sentence.tokens) and not _all_quoted(sentence, quote):
        return ()
    near = state.last and state.last_end >= 0 and not state.text[state.last_end : quote.outer_start].strip("\"'”’».,!? \t\r\n")
    if not near:
        return ()
    # What somebody goes on to say is said: only what he denied is denied.
    *outer, nearest = state.last
    return (*outer, replace(nearest, act=Act.SAY) if nearest.act in (Act.DENY, Act.REJECT) else nearest)


def _all_quoted(sentence: Sentence, quote: Quote) -> bool:
    return quote.outer_end >= sentence.end - 1


def _introduced(state: _State, sentence: Sentence) -> tuple[Link, ...]:
    """The speaker of "X offered this assessment:"."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if at and (token.lower in _INTRODUCING or token.lower in cues()):
            subject = phrase_after(tokens, 0, at)
            if subject:
                return (Link(source=_span(state.text, tokens, subject), cue=_span(state.text, tokens, (at, at + 1)), act=Act.SAY),)
    return ()


def _remember(state: _State, sentence: Sentence, frame: Frame, links: tuple[Link, ...]) -> None:
    """Keep whose words the quotations are that this frame's content touches, for the sentences to come."""
    tokens = sentence.tokens
    for start, end in frame.contents:
        left, right = tokens[start].start, tokens[end - 1].end
        for quote in state.marks.touching(left, right):
            begins_here = quote.outer_start >= left - 2 and quote.outer_start >= sentence.start - 1
            runs_in = quote.outer_start < sentence.start and quote.outer_end <= tokens[frame.cue[0]].start
            # The second pass knows what the quotation itself stands in, which the first did not.
            better = state.homes.get(quote) == sentence.start and len(links) > len(state.speakers.get(quote, ()))
            if (begins_here or runs_in) and (quote not in state.speakers or better):
                state.speakers[quote], state.homes[quote] = links, sentence.start
            if quote in state.speakers:
                state.last, state.last_end = links, quote.outer_end
    if frame.source:
        state.last, state.last_end = links, max(state.last_end, sentence.end)


def _whole(state: _State, sentence: Sentence, base: tuple[Link, ...], local: Sequence[Frame], made: list[Statement]) -> list[Statement]:
    """The sentence itself as a statement: on the quoted speaker's word, or in the document's own voice where frames leave something."""
    tokens = sentence.tokens
    end = content_end(tokens, len(tokens))
    start = next((i for i, token in enumerate(tokens) if not is_quote(token)), 0)
    if start >= end:
        return []
    if base or not local:
        links = base or unclaimed(state.marks, sentence)
        inner = tuple(statement.id for statement in made if len(statement.attribution) == len(base) + 1)
        return [_statement(state, tokens, ((start, end),), links, inner, None)]
    taken = [False] * len(tokens)
    for frame in local:
        for start, end in (*frame.contents, *frame.scope, frame.cue, *([frame.source] if frame.source else [])):
            taken[start:end] = [True] * (end - start)
    return [_statement(state, tokens, (rest,), (), (), None) for rest in rests(tokens, taken)]


def _statement(
    state: _State,
    tokens: Sequence[Token],
    contents: Sequence[Stretch],
    links: tuple[Link, ...],
    inner: tuple[str, ...],
    frame: Frame | None,
) -> Statement:
    content = tuple(_span(state.text, tokens, stretch) for stretch in sorted(set(contents)))
    words = [token for start, end in sorted(set(contents)) for token in tokens[start:end]]
    mood = modality(words)
    if frame and mood is Modality.CERTAIN and (frame.unsure or frame.hearsay):
        mood = Modality.POSSIBLE
    return Statement(
        id=statement_id(state.document, content, links),
        content=content,
        attribution=links,
        inner=inner,
        voice=voice(state.marks, content, links),
        polarity=polarity(words, links[-1].act if links and frame else None),
        modality=mood,
        made_by=state.made_by,
    )


def _link(state: _State, tokens: Sequence[Token], frame: Frame) -> Link:
    source = _span(state.text, tokens, frame.source) if frame.source else None
    return Link(source=source, cue=None if frame.bare else _span(state.text, tokens, frame.cue), act=frame.act)


def _span(text: str, tokens: Sequence[Token], stretch: Stretch) -> Span:
    return span(text, tokens[stretch[0]].start, tokens[stretch[1] - 1].end)
