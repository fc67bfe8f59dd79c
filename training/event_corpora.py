"""Corpora of events → examples: our own labelled passages, NGEC's stories (a type a story) and MUC's reports (a template an attack)."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from sitrep.read.plover import triggers
from sitrep.read.times import find_times
from sitrep.read.tokens import Sentence, sentences
from sitrep.read.trained.hints import hinted
from sitrep.read.trained.labels import EVENT_TYPES
from sitrep.read.trained.pieces import WordPiece
from sitrep.records import EventType
from training.corpora import Gold, rows
from training.event_passages import EventPassage, load
from training.examples import Aligner, Example, Piece, Told
from training.marked import kept_aside

_LEAD = 2  # sentences of a story that are taken to tell of its event
_MOST = 40  # sentences of a report
LONG = 150  # words of a passage that is a long text by itself


def passages(path: Path, pieces: WordPiece) -> list[Example]:
    """The project's own labelled event passages."""
    return [_passage(one, pieces) for one in load(path)]


def rows_of(path: Path, pieces: WordPiece, *, most: int, seed: int) -> list[Example]:
    """The short ones of these passages in rows of 2 to `most`, a paragraph each: in a long text an event stands among much that is none.
    Those that are kept aside are in none.
    """
    rng = random.Random(seed)
    left = [one for one in load(path) if not kept_aside(one.key) and len(one.text.split()) <= LONG]
    rng.shuffle(left)
    made: list[Example] = []
    while left:
        count = rng.randint(2, most)
        made.append(_passage(_row(left[:count]), pieces))
        left = left[count:]
    return made


def _row(several: Sequence[EventPassage]) -> EventPassage:
    """Some passages as one text of several paragraphs."""
    text, events = "", []
    for one in several:
        start, before = len(text), len(events)
        text += one.text + "\n\n"

        def moved(pieces: Sequence[tuple[int, int]], by: int = start) -> list[tuple[int, int]]:
            return [(first + by, last + by) for first, last in pieces]

        events += [
            replace(
                told,
                trigger=moved([told.trigger])[0],
                same=None if told.same is None else told.same + before,
                actors=moved(told.actors),
                recipients=moved(told.recipients),
                places=moved(told.places),
                times=moved(told.times),
            )
            for told in one.events
        ]
    return EventPassage("+".join(one.key for one in several), text, several[0].fields, events)


def _passage(passage: EventPassage, pieces: WordPiece) -> Example:
    words = hinted(pieces.words(passage.text), sentences(passage.text))
    align = Aligner(words)
    events: list[Told] = []
    for one in passage.events:
        trigger = align.piece(*one.trigger)
        assert trigger, passage.key
        roles = tuple(align.pieces(spans) for spans in (one.actors, one.recipients, one.places, one.times))
        events.append(Told(trigger, one.type, roles, one.mode, one.auxiliary, one.background, one.same))
    return Example(passage.key, "passages", words, events=events)


def stories(path: Path, gold: Gold, pieces: WordPiece, *, most: int, seed: int) -> list[Example]:
    """NGEC's machine-written stories: their leads, weakly labelled with the story's type; at most `most` of a type."""
    by_type: dict[str, list[Example]] = defaultdict(list)
    for row in rows(path):
        kind, text = str(row["label"]).upper(), row["text"]
        if kind not in EVENT_TYPES or gold.holds(row["key"], text):
            continue
        lead = sentences(text)[:_LEAD]
        if lead:
            by_type[kind].append(Example(row["key"], "other", hinted(pieces.words(text[: lead[-1].end]), lead), weak=kind))
    rng = random.Random(seed)
    return [one for kind in sorted(by_type) for one in rng.sample(by_type[kind], min(most, len(by_type[kind])))]


def attacks(path: Path, gold: Gold, pieces: WordPiece) -> list[Example]:
    """MUC's reports: sentences that hold a word for an attack and somebody from the report's templates, with who did it and to whom."""
    return [
        example
        for row in rows(path)
        if row["gold"]["incidents"] and not gold.holds(row["key"], row["text"])
        for example in _report(row, pieces)
    ]


def _report(row: dict[str, Any], pieces: WordPiece) -> Iterator[Example]:
    text, incidents = row["text"], row["gold"]["incidents"]
    actors = [name for one in incidents for names in (*one["perpetrators"], *one["individuals"]) for name in names]
    targets = [name for one in incidents for names in one["targets"] for name in names]
    places = [name for one in incidents for name in one["place"]["names"]]
    times = [(one.span.start, one.span.end) for one in find_times(text, row.get("published")) if one.type.value == "DATE"]
    for number, sentence in enumerate(sentences(text)[:_MOST]):
        found = triggers(sentence.tokens)
        if len(found) != 1 or found[0].word.type is not EventType.ASSAULT:
            continue
        spans = [_of(text, sentence, names) for names in (actors, targets, places)]
        if spans[0] or spans[1]:
            spans.append([one for one in times if sentence.start <= one[0] and one[1] <= sentence.end])
            tokens = sentence.tokens[found[0].start : found[0].end]
            yield _attack(f"{row['key']}-{number}", text, sentence, (tokens[0].start, tokens[-1].end), spans, pieces)


def _of(text: str, sentence: Sentence, names: Sequence[str]) -> list[Piece]:
    """Where any of some names stands in a sentence."""
    found = []
    for name in {name for name in names if len(name) > 3}:
        pattern = r"\b" + r"\s+".join(map(re.escape, name.split())) + r"\b"
        found += [(one.start(), one.end()) for one in re.finditer(pattern, text[sentence.start : sentence.end])]
    return sorted((start + sentence.start, end + sentence.start) for start, end in found)


def _attack(key: str, text: str, sentence: Sentence, trigger: Piece, spans: Sequence[Sequence[Piece]], pieces: WordPiece) -> Example:
    told = text[sentence.start : sentence.end]
    words = hinted(pieces.words(told), sentences(told))
    align = Aligner(words)

    def moved(piece: Piece) -> Piece:
        return piece[0] - sentence.start, piece[1] - sentence.start

    where = align.piece(*moved(trigger))
    assert where
    roles = tuple(align.pieces(map(moved, some)) for some in spans)
    return Example(key, "other", words, events=[Told(where, EventType.ASSAULT.value, roles, partly=True)])
