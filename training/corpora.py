"""Corpora → examples. Every text that a gold file of the measuring kit holds is dropped, by key and by text."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sitrep.read.lexicon import cues, noun_cues
from sitrep.read.trained.labels import ENTITY_TAGS
from sitrep.read.trained.pieces import WordPiece, Words
from training.examples import Aligner, Example, Said, trimmed
from training.passages import Passage
from training.passages import load as load_passages

_NER = {"PERSON": "person", "ORGANIZATION": "organization", "LOCATION": "place", "MISC": "misc"}
_CROSSNER = {
    **dict.fromkeys(("politician", "person"), "person"),
    **dict.fromkeys(("politicalparty", "organisation"), "organization"),
    **dict.fromkeys(("location", "country"), "place"),
    **dict.fromkeys(("event", "election", "misc"), "misc"),
}


def digest(text: str) -> str:
    """A hash of a text's letters, however it is broken into lines."""
    return hashlib.sha256(re.sub(r"\W+", "", text).lower().encode()).hexdigest()


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a (gzipped) JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


class Gold:
    """What training must not see: the keys and texts of the gold files."""

    def __init__(self, folder: Path | None) -> None:
        self.keys: set[str] = set()
        self.texts: set[str] = set()
        for path in sorted((folder / "gold").rglob("*.jsonl")) if folder else ():
            for row in rows(path):
                self.keys.add(row["key"])
                self.texts.add(digest(row["text"]))

    def holds(self, key: str, text: str) -> bool:
        """Whether a gold file holds this text."""
        return key in self.keys or digest(text) in self.texts


def polnear(path: Path, gold: Gold, pieces: WordPiece) -> list[Example]:
    """PolNeAR train: attributions, and CoreNLP's tags, trees and names of the same texts."""
    parses = corenlp(path.with_name("train_corenlp.txt.gz"))
    made: list[Example] = []
    for row in rows(path):
        if gold.holds(row["key"], row["text"]):
            continue
        text = row["text"]
        words = pieces.words(text)
        example = Example(row["key"], "polnear", words, said=list(_said(row, text, words)))
        if row["key"] in parses:
            _parse(example, parses[row["key"]])
        made.append(example)
    return made


def _spans(parts: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(part["start"], part["end"]) for part in parts]


def _said(row: dict[str, Any], text: str, words: Words) -> Iterator[Said]:
    align = Aligner(words)
    for one in row["gold"]["attributions"]:
        content = [trimmed(piece, text, words) for piece in align.pieces(_spans(one["content"]))]
        source = align.pieces(_spans(one["source"]))[:1]
        cue = align.pieces(_spans(one["cue"]))
        if not content:
            continue
        virtual = not cue
        if virtual and row["key"].startswith("GUM_"):
            at = content[0][0] - 1
            while at >= 0 and text[words.starts[at] : words.ends[at]].lower() in {"that", ",", '"', "“"}:
                at -= 1
            cue, virtual = [(max(at, 0), max(at, 0) + 1)], False
        elif virtual:
            cue = [stand_in(text, words, source[0] if source else None, content[0])]
        acts = [act for at in range(*cue[0]) if (act := act_of(text[words.starts[at] : words.ends[at]].lower()))]
        yield Said(cue[0], source[0] if source else None, content, virtual, act=acts[0] if acts else None)


def act_of(word: str) -> str | None:
    """The act that the word lists give a cue's word."""
    cue = cues().get(word)
    return cue.act.value if cue else noun_cues()[word].value if word in noun_cues() else None


def stand_in(text: str, words: Words, source: tuple[int, int] | None, content: tuple[int, int]) -> tuple[int, int]:
    """The sign that stands for a cue which is not there: the colon after the source, the quotation mark before the content."""
    if source and source[1] < len(words) and text[words.starts[source[1]]] in ":-–—":
        return source[1], source[1] + 1
    at = content[0] - 1
    if at >= 0 and text[words.starts[at] : words.ends[at]] in {'"', "“", "«", "‘", "'", ":"}:
        return at, at + 1
    return content[0], content[0] + 1


def corenlp(path: Path) -> dict[str, list[list[list[str]]]]:
    """Key → sentences → rows of a CoreNLP dump."""
    found: dict[str, list[list[list[str]]]] = {}
    sentence: list[list[str]] = []
    current: list[list[list[str]]] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# ") and "\t" not in line:
                current = found.setdefault(line[2:].strip(), [])
            elif line.strip():
                sentence.append(line.rstrip("\n").split("\t"))
            if not line.strip() and sentence:
                current.append(sentence)
                sentence = []
    return found


TAGS: dict[str, int] = {}
RELATIONS: dict[str, int] = {}


def _number(names: dict[str, int], name: str) -> int:
    return names.setdefault(name, len(names)) if len(names) < 49 or name in names else 49


def _parse(example: Example, sentences: list[list[list[str]]]) -> None:
    words, align = example.words, Aligner(example.words)
    count = len(words)
    example.tags, example.relations, example.heads, example.entities = ([-1] * count for _ in range(4))
    for sentence in sentences:
        at: dict[str, int] = {}
        held: dict[str, tuple[int, int]] = {}
        for row in sentence:
            piece = align.piece(int(row[7]), int(row[8]))
            if piece:
                held[row[0]], at[row[0]] = piece, piece[0]
        before = "O"
        for row in sentence:
            if row[0] not in held:
                continue
            start, end = held[row[0]]
            kind = _NER.get(row[4], "O")
            for word in range(start, end):
                example.tags[word] = _number(TAGS, row[3])
                example.relations[word] = _number(RELATIONS, row[6] if word == start else "same")
                example.heads[word] = at.get(row[5], word) if word == start else start
                prefix = "I" if before == kind or word > start else "B"
                example.entities[word] = ENTITY_TAGS.index(f"{prefix}-{kind}" if kind != "O" else "O")
            before = kind


def gum(path: Path, gold: Gold, pieces: WordPiece) -> list[Example]:
    """GUM's CC genres: attributions with nesting."""
    made: list[Example] = []
    for row in rows(path):
        if gold.holds(row["key"], row["text"]):
            continue
        words = pieces.words(row["text"])
        said = list(_said(row, row["text"], words))
        nest(said)
        made.append(Example(row["key"], "gum", words, said=said, nesting=True))
    return made


def nest(said: list[Said]) -> None:
    """Set `outer` of each attribution to the smallest one whose content holds its cue."""
    for one in said:
        holders = [
            (end - start, at)
            for at, other in enumerate(said)
            if other is not one and one.cue
            for start, end in other.content
            if start <= one.cue[0] and one.cue[1] <= end
        ]
        one.outer = min(holders)[1] if holders else None


def passages(path: Path, pieces: WordPiece) -> list[Example]:
    """The project's own labelled passages."""
    return [_passage(one, pieces) for one in load_passages(path)]


def _passage(passage: Passage, pieces: WordPiece) -> Example:
    words = pieces.words(passage.text)
    align = Aligner(words)
    example = Example(passage.key, "passages", words, said=[], nesting=True)
    for kind, ones in (("said", passage.attributions), ("own", passage.own)):
        for one in ones:
            content = [trimmed(piece, passage.text, words) for piece in align.pieces(one.content)]
            source = align.piece(*one.source) if one.source else None
            cue = align.piece(*one.cue) if one.cue else stand_in(passage.text, words, source, content[0]) if kind == "said" else None
            said = Said(cue, source, content, kind == "said" and one.cue is None, one.outer, one.act, one.negative, one.modality)
            (example.said if kind == "said" and example.said is not None else example.own).append(said)
    return example


def crossner(path: Path, gold: Gold, pieces: WordPiece) -> list[Example]:
    """CrossNER politics: names. The tokens are joined by spaces."""
    made: list[Example] = []
    with gzip.open(path, "rt", encoding="utf-8") as file:
        blocks = file.read().strip().split("\n\n")
    for number, block in enumerate(blocks):
        tokens = [line.split("\t") for line in block.split("\n") if "\t" in line]
        text = " ".join(token for token, _ in tokens)
        if gold.holds("", text):
            continue
        words = pieces.words(text)
        align, at = Aligner(words), 0
        example = Example(f"crossner-{number}", "other", words, entities=[0] * len(words))
        for token, tag in tokens:
            piece = align.piece(at, at + len(token))
            at += len(token) + 1
            kind = _CROSSNER.get(tag[2:])
            if piece and kind and example.entities:
                for word in range(*piece):
                    prefix = "B" if tag[0] == "B" and word == piece[0] else "I"
                    example.entities[word] = ENTITY_TAGS.index(f"{prefix}-{kind}")
        made.append(example)
    return made


def weasel(path: Path, gold: Gold, pieces: WordPiece) -> list[Example]:
    """WikiWeasel: is a sentence hedged or vague."""
    return [
        Example(f"weasel-{number}", "other", pieces.words(row["text"]), hedged=row["hedged"])
        for number, row in enumerate(rows(path))
        if not gold.holds("", row["text"])
    ]


_SPEAKERS = (
    *("the ministry", "a police spokesman", "the news agency Norpress", "the governor's office", "Karim Daud, a district officer,"),
    *("a rights group", "the daily Al-Sabah", "the Halden Post", "Colonel Imre Varga", "state television", "residents", "the rebels"),
    *("an intelligence official", "Radio Kivu Est", "the opposition leader", "a local monitor", "BBC Urdu", "the newspaper", "he", "she"),
    *("the foreign minister, Leila Haddou,", "one diplomat", "Xinhua", "her lawyer", "a spokeswoman for the mission", "the president"),
    *("the paper", "Dawn", "officials"),
)
_BEFORE = (
    *("said that", "reported that", "claimed that", "said on Tuesday that", "told the council that", "wrote that", "insisted that"),
    *("has reported that", "noted that", "confirmed that", "says", "believes that", "was told that", "recalled that", "announced that"),
)
_AFTER = (", {} said", ", according to {}", ", {} reported", ", {} says")


def composed(path: Path, gold: Gold, pieces: WordPiece, *, count: int, seed: int) -> list[Example]:
    """Nested attributions made of PolNeAR's: one of its sentences inside the frame of another speaker."""
    rng = random.Random(seed)
    parses = corenlp(path.with_name("train_corenlp.txt.gz"))
    found: list[Example] = []
    for row in rows(path):
        if gold.holds(row["key"], row["text"]) or row["key"] not in parses:
            continue
        for sentence in parses[row["key"]]:
            start, end = int(sentence[0][7]), int(sentence[-1][8])
            if not 8 <= len(sentence) <= 45 or sentence[0][1][0] in "\"“'`‘”)" or sentence[-1][1] != ".":
                continue
            spans = [one for one in row["gold"]["attributions"] if _inside(one, start, end)]
            touched = [one for one in row["gold"]["attributions"] if _touches(one, start, end)]
            if spans and len(spans) == len(touched) and rng.random() < 0.5:
                found.append(_compose(row["text"], sentence, start, end, spans, pieces, rng))
    rng.shuffle(found)
    return found[:count]


def _all(one: dict[str, Any]) -> list[tuple[int, int]]:
    return _spans(one["source"] + one["cue"] + one["content"])


def _inside(one: dict[str, Any], start: int, end: int) -> bool:
    return bool(one["cue"]) and all(start <= left and right <= end for left, right in _all(one))


def _touches(one: dict[str, Any], start: int, end: int) -> bool:
    return any(left < end and right > start for left, right in _all(one))


def _compose(
    text: str, sentence: list[list[str]], start: int, end: int, spans: list[dict[str, Any]], pieces: WordPiece, rng: random.Random
) -> Example:
    body = text[start : end - 1].rstrip()
    if sentence[0][3] not in {"NNP", "NNPS"} and sentence[0][1] != "I" and not sentence[0][1].isupper():
        body = body[0].lower() + body[1:]
    speaker = rng.choice(_SPEAKERS)
    if rng.random() < 0.7:
        head = f"{speaker[0].upper()}{speaker[1:]} {rng.choice(_BEFORE)} "
        made, shift = head + body + ".", len(head)
        name = speaker.rstrip(",")
        source, verb = (0, len(name)), (len(speaker) + 1, len(head) - 1)
        verb = (verb[0], verb[0] + len(made[slice(*verb)].removesuffix(" that").removesuffix(" on Tuesday").removesuffix(" the council")))
    else:
        tail = rng.choice(_AFTER)
        body = text[start].upper() + body[1:]
        name = speaker.rstrip(",")
        made, shift = body + tail.format(name) + ".", 0
        at = len(body) + tail.index("{}")
        source = (at, at + len(name))
        verb = (len(body) + 2, len(body) + 14) if "according" in tail else (source[1] + 1, len(made) - 1)
    words = pieces.words(made)
    align = Aligner(words)
    outer = Said(align.piece(*verb), align.piece(*source), align.pieces([(shift, shift + len(body))]))
    moved = {"key": "", "gold": {"attributions": [_moved(one, shift - start) for one in spans]}}
    said = [outer, *_said(moved, made, words)]
    nest(said)
    return Example(f"composed-{start}", "passages", words, said=said, nesting=True)


def _moved(one: dict[str, Any], shift: int) -> dict[str, Any]:
    return {
        part: [{"start": max(0, span["start"] + shift), "end": span["end"] + shift} for span in one[part]]
        for part in ("source", "cue", "content")
    }


def counts(examples: list[Example]) -> str:
    """What a list of examples holds, in one line."""
    found: Counter[str] = Counter()
    for one in examples:
        found[f"{one.corpus} texts"] += 1
        found[f"{one.corpus} words"] += len(one.words)
        found[f"{one.corpus} attributions"] += len(one.said or ())
        found[f"{one.corpus} nested"] += sum(said.outer is not None for said in one.said or ())
        found[f"{one.corpus} own"] += len(one.own)
        found[f"{one.corpus} events"] += len(one.events or ())
        found[f"{one.corpus} positions"] += len(one.stands or ())
        found[f"{one.corpus} weakly labelled"] += one.weak is not None
    return ", ".join(f"{name} {count:,}" for name, count in sorted(found.items()) if count)
