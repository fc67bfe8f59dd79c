r"""The project's own labelled event passages: running text with the events in it marked, coded with PLOVER's 2022 codebook.

A file holds passages that blank lines separate. The first line of a passage is `@ ID style=STYLE [published=DATE] [outlet=NAME]`, the rest
is its text (a line break is a blank, `\p` a new paragraph) with these marks; N numbers the events of a passage from 1:

* `<eN TYPE [MODE] [AUXILIARY] [bg] [same=M]>…</eN>`  the words that say the act. AUXILIARY is historical, future, hypothetical or negated;
  `bg` an event that is only background to what the passage reports; `same=M` a further mention of event M
* `<aN>…</aN>` an actor of event N, `<rN>` a recipient, `<pN>` where it took place, `<dN>` when; `<a1,3>` serves events 1 and 3

Marks nest, and do not cross. A passage without marks reports no event that PLOVER has a type for.

    python -m training.event_passages training/data/events   check every file, print what it holds
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sitrep.read.trained.labels import AUXILIARIES, MODES
from training.marked import PassageError, Piece, blocks, check, headed

_TAG = re.compile(r"<(/?)([earpd])([\d,]+)((?:\s+[^<>]*)?)>")
_MODES: dict[str, frozenset[str]] = {kind: frozenset(modes) for kind, modes in MODES.items()}


@dataclass(slots=True)
class Told:
    """One event, or a further mention of one (`same` is the index of the event). Offsets are into the passage's text."""

    trigger: Piece
    type: str
    mode: str | None = None
    auxiliary: str | None = None
    background: bool = False
    same: int | None = None
    actors: list[Piece] = field(default_factory=list)
    recipients: list[Piece] = field(default_factory=list)
    places: list[Piece] = field(default_factory=list)
    times: list[Piece] = field(default_factory=list)


@dataclass(slots=True)
class EventPassage:
    """A labelled passage: plain text and its events in the order of their numbers."""

    key: str
    text: str
    fields: dict[str, str]
    events: list[Told] = field(default_factory=list)


def load(path: Path) -> list[EventPassage]:
    """The passages of a file, or of every .txt file under a folder, in order. Raises PassageError naming the first that is wrong."""
    return [parse(block, where) for where, block in blocks(path)]


def parse(block: str, where: str = "") -> EventPassage:
    """One passage from its lines. Raises PassageError."""
    key, fields, body = headed(block, where)
    passage = EventPassage(key, "", fields)
    try:
        _read(passage, re.sub(r"\s*\\p\s*", "\n\n", re.sub(r"\s*\n\s*", " ", body)))
    except PassageError as error:
        raise PassageError(f"{where}: {passage.key}: {error}") from None
    return passage


def _read(passage: EventPassage, body: str) -> None:
    events: dict[int, Told] = {}
    parts: list[tuple[str, list[int], Piece]] = []
    opened: list[tuple[str, str, int, str]] = []
    text, last = "", 0
    for match in _TAG.finditer(body):
        text, last = text + body[last : match.start()], match.end()
        if not match[1]:
            opened.append((match[2], match[3], len(text), match[4]))
            continue
        if not opened or opened[-1][:2] != (match[2], match[3]):
            raise PassageError(f"{match[0]} closes nothing")
        kind, numbers, start, words = opened.pop()
        piece = (start, len(text))
        if piece[0] == piece[1]:
            raise PassageError(f"<{kind}{numbers}> holds nothing")
        if kind == "e":
            _add(events, int(numbers), _told(piece, words.split()))
        else:
            parts.append((kind, [int(number) for number in numbers.split(",")], piece))
    if opened:
        raise PassageError(f"<{opened[-1][0]}{opened[-1][1]}> is not closed")
    passage.text = text + body[last:]
    if re.search(r"</?[earpd]\d", passage.text):
        raise PassageError("a mark is malformed")
    _join(passage, events, parts)


def _add(events: dict[int, Told], number: int, told: Told) -> None:
    if number in events:
        raise PassageError(f"event {number} has two triggers; a further mention needs a number of its own and same={number}")
    events[number] = told


def _told(piece: Piece, words: list[str]) -> Told:
    if not words or words[0] not in _MODES:
        raise PassageError(f"an event needs a PLOVER type, not {' '.join(words[:1])!r}")
    told = Told(piece, words[0])
    for word in words[1:]:
        if word in AUXILIARIES:
            told.auxiliary = word
        elif word == "bg":
            told.background = True
        elif word.startswith("same=") and word[5:].isdigit():
            told.same = int(word[5:])
        elif word in _MODES[told.type]:
            told.mode = word
        else:
            raise PassageError(f"{told.type} has no mode {word!r}")
    return told


def _join(passage: EventPassage, events: dict[int, Told], parts: list[tuple[str, list[int], Piece]]) -> None:
    order = {number: at for at, number in enumerate(sorted(events))}
    passage.events = [events[number] for number in sorted(events)]
    for told in passage.events:
        if told.same is not None:
            if told.same not in order or events[told.same].same is not None:
                raise PassageError(f"same={told.same} names no event of its own")
            if events[told.same].type != told.type:
                raise PassageError(f"a mention of event {told.same} has another type")
            told.same = order[told.same]
    for kind, numbers, piece in parts:
        for number in numbers:
            if number not in order:
                raise PassageError(f"<{kind}{number}> belongs to no event")
            told = passage.events[order[number]]
            {"a": told.actors, "r": told.recipients, "p": told.places, "d": told.times}[kind].append(piece)


def _counts(passage: EventPassage) -> Counter[str]:
    found = Counter({"passages": 1, "events": len(passage.events), "without events": not passage.events})
    for told in passage.events:
        found[told.type] += 1
        found[told.auxiliary or "happened"] += 1
        found["further mentions"] += told.same is not None
        found["background"] += told.background
    return found


if __name__ == "__main__":
    sys.exit(check(sys.argv[1:], parse, _counts))
