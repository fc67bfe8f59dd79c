"""How well a reader reads labelled passages: attributions, whole chains, polarity, modality, names. Needs no torch.

python -m training evaluate [--reader NAME] [--all]     the tenth of the passages that training never sees (or all of them)
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from sitrep.read import reader
from sitrep.records import Document, Link, Reading, Statement, make_id
from training.marked import kept_aside
from training.passages import Attribution, Passage, chain, load

_WORD = re.compile(r"\w+|[^\w\s]")
_SMALL = frozenset("a an the of in on at to for by and or with from that".split())  # noqa: SIM905
LEAST = 0.5  # shared part of two contents from which they are the same (as in the measuring kit)


def evaluate(passages: Path, name: str, *, everything: bool = False) -> list[str]:
    """Lines with what the reader called `name` gets right on the passages that are kept aside."""
    chosen = [one for one in load(passages) if everything or kept_aside(one.key)]
    found = figures(chosen, name)
    return [f"{key}: {value:.1f}" for key, value in found.items()]


def figures(passages: Sequence[Passage], name: str) -> dict[str, float]:
    """Percentages: attribution F1 (cue, source and content meet), chains, nested chains, own voice, polarity, modality, names."""
    counts: Counter[str] = Counter()
    for passage, reading in zip(passages, read(passages, name), strict=True):
        _attributions(passage, reading, counts)
        for at in range(len(passage.attributions)):
            _chain(passage, at, reading, counts)
        for one in passage.own:
            _own(passage, one, reading, counts)
    precision, recall = counts["met"] / max(1, counts["found"]), counts["met"] / max(1, counts["attributions"])
    out = {"attribution precision": 100 * precision, "attribution recall": 100 * recall}
    out["attribution F1"] = 200 * precision * recall / max(1e-9, precision + recall)
    for kind in ("chains", "nested chains", "own voice", "polarity", "modality", "names"):
        out[kind] = 100 * counts[f"{kind} right"] / max(1, counts[kind])
    return out


def read(passages: Sequence[Passage], name: str) -> list[Reading]:
    """The readings of passages."""
    documents = [
        Document(
            id=make_id("doc", one.key),
            article=make_id("art", one.key),
            key=one.key,
            text=one.text,
            language="en",
            published=one.fields.get("published"),
            outlet=one.fields.get("outlet"),
        )
        for one in passages
    ]
    return [one for one in reader(name).pipe(documents) if isinstance(one, Reading)]


def tokens(text: str, spans: Iterable[tuple[int, int]]) -> set[int]:
    """The places of the words and signs that stretches of a text hold."""
    return {match.start() for start, end in spans for match in _WORD.finditer(text, start, end)}


def _content(text: str, statement: Statement) -> set[int]:
    return tokens(text, ((one.start, one.end) for one in statement.content))


def shared(one: set[int], other: set[int]) -> float:
    """Shared part of two sets (Jaccard)."""
    return len(one & other) / len(one | other) if one | other else 0.0


def _attributions(passage: Passage, reading: Reading, counts: Counter[str]) -> None:
    text = passage.text
    found = [one for one in reading.statements if one.attribution]
    counts.update(attributions=len(passage.attributions), found=len(found))
    pairs = []
    for at, gold in enumerate(passage.attributions):
        for number, one in enumerate(found):
            link = one.attribution[-1]
            cue = gold.cue is None or (link.cue is not None and link.cue.start < gold.cue[1] and gold.cue[0] < link.cue.end)
            source = same_source(gold, link)
            share = shared(tokens(text, gold.content), _content(text, one))
            if cue and source and share >= LEAST:
                pairs.append((-share, at, number))
    used: tuple[set[int], set[int]] = (set(), set())
    for _, at, number in sorted(pairs):
        if at not in used[0] and number not in used[1]:
            used[0].add(at)
            used[1].add(number)
    counts["met"] += len(used[0])


def same_source(gold: Attribution, link: Link) -> bool:
    """Whether a link's source meets the wanted one (both may be nobody)."""
    if gold.source is None:
        return link.source is None
    return link.source is not None and link.source.start < gold.source[1] and gold.source[0] < link.source.end


def _chain(passage: Passage, at: int, reading: Reading, counts: Counter[str]) -> None:
    gold = passage.attributions[at]
    if any(other.outer == at for other in passage.attributions):
        return  # a half-way statement is neither asked for nor counted
    wanted = [passage.attributions[number] for number in chain(passage, at)]
    kind = "nested chains" if len(wanted) > 1 else "chains"
    counts["chains"] += 1
    counts["nested chains"] += len(wanted) > 1
    best = _best(passage, gold, reading, lambda one: _chain_fits(wanted, one))
    right = best is not None and _chain_fits(wanted, best)
    counts["chains right"] += right
    counts["nested chains right"] += right and kind == "nested chains"
    _standing(gold, best, counts)
    if gold.name and best is not None and best.attribution:
        counts["names"] += 1
        given = best.attribution[-1].name
        counts["names right"] += bool(given and _words(given) & _words(gold.name))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower())) - _SMALL


def _chain_fits(wanted: Sequence[Attribution], statement: Statement) -> bool:
    links = statement.attribution
    return len(links) == len(wanted) and all(map(same_source, wanted, links))


def _own(passage: Passage, gold: Attribution, reading: Reading, counts: Counter[str]) -> None:
    best = _best(passage, gold, reading, lambda one: not one.attribution)
    counts["own voice"] += 1
    counts["own voice right"] += best is not None and not best.attribution
    _standing(gold, best, counts)


def _best(passage: Passage, gold: Attribution, reading: Reading, fits: object) -> Statement | None:
    wanted = tokens(passage.text, gold.content)
    scored = [(shared(wanted, _content(passage.text, one)), fits(one), one) for one in reading.statements]  # type: ignore[operator]
    scored = [one for one in scored if one[0] >= LEAST]
    return max(scored, key=lambda one: (round(one[0], 6), one[1]))[2] if scored else None


def _standing(gold: Attribution, best: Statement | None, counts: Counter[str]) -> None:
    counts.update(polarity=1, modality=1)
    if best is not None:
        counts["polarity right"] += (best.polarity.value == "negative") == gold.negative
        counts["modality right"] += best.modality.value == gold.modality
