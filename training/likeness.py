"""Measure and search what comparing groups, over readings that are made once (`readings.py`).

    python -m training.likeness prepare [FURTHER …]     read the development sets (and inputs of one's own) with the package's weights
    python -m training.likeness measure [--show N]      the kit's figures, and incidents of further sets
    python -m training.likeness search [--steps N] [--free FEATURE …]
                                                        weights of likeness by random search, with held-out figures
    python -m training.likeness all [--steps N]         prepare, measure and search in one go

`--measure` defaults to $SITREP_MEASURE, `--work` to runs/likeness. A search prints weights for `compare/weights.py`: nothing is written.
"""

from __future__ import annotations

import argparse
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import numpy as np
import numpy.typing as npt

from sitrep.compare.likeness import CANDIDATE, JOIN, copied, features
from sitrep.compare.weights import WEIGHTS
from sitrep.records import Likeness, Telling
from training.readings import KIT, MADE, SETS, WORDS, Set, compared, figures, prepare, scratch

# The package gives the function of this name.
grouping = import_module("sitrep.compare.clusters")
Array = npt.NDArray[np.float64]

FOLDS = 5
# The sets that are searched, with how much each counts (copies are of the incidents of tolls), and what all strangers in groups would cost.
SHARES = {"stories": 1.0, "tolls": 1.0, MADE: 0.5, WORDS: 0.5}
STRANGERS = 1.0
# A step changes so many weights, each by a normal of this part of its size and at least so much.
CHANGED, STEP, LEAST_STEP = 4, 0.15, 0.15
# The shipped weights are the mean of the best of this part of those tried: a flat top is more than its highest point.
KEPT = 12


@dataclass(frozen=True, slots=True)
class Scored:
    """How a set was grouped: precision, recall and fold of each document of the gold, and the share of strangers that are in groups."""

    precision: Array
    recall: Array
    folds: npt.NDArray[np.int64]
    strangers: float

    def value(self, within: npt.NDArray[np.bool_] | None = None) -> float:
        """B-cubed F1 (0 to 1) over the documents that `within` marks, less what strangers cost."""
        inside = np.ones(len(self.folds), bool) if within is None else within
        if not inside.any():
            return 0.0
        precision, recall = float(self.precision[inside].mean()), float(self.recall[inside].mean())
        return 2 * precision * recall / (precision + recall) - STRANGERS * self.strangers


class Trial:
    """A set with the features of its pairs, grouped again for any weights."""

    def __init__(self, given: Set) -> None:
        self.given = given
        self.names = list(WEIGHTS)
        self.pairs = [pair for pair in given.pairs if pair[0].document != pair[1].document]
        self.features = np.array([[found.get(name, 0.0) for name in self.names] for found in (features(*pair) for pair in self.pairs)])
        # What is copied, of pairs that are not alike otherwise and of those that are.
        self.copied = [np.array([copied(*pair, score) for pair in self.pairs]) for score in (0.0, JOIN)]
        self.main = {one.id: one.document for one in given.tellings if one.main}
        # What looks alike is held out together: "27" and "27plus" are two stories told in the same words.
        fold = {group: zlib.crc32(group.removesuffix("plus").encode()) % FOLDS for group in set(given.gold.values())}
        self.folds = np.array([fold[group] for group in given.gold.values()])

    def groups(self, weights: Mapping[str, float]) -> list[tuple[Telling, ...]]:
        """The set's tellings as these weights group them."""
        odds = self.features @ np.array([weights[name] for name in self.names])
        scores = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
        share = np.where(scores >= JOIN, self.copied[1], self.copied[0])
        scores = np.where(share > 0, np.maximum(scores, 0.5 + share / 2), scores)
        edges = [
            Likeness(
                first=self.pairs[at][0].id, second=self.pairs[at][1].id, score=round(float(scores[at]), 4), copy=bool(share[at] > 0), why=""
            )
            for at in np.flatnonzero(scores >= CANDIDATE)
        ]
        with patch.object(grouping, "clearly_other", _clearly_other), patch.object(grouping, "_fits", _fits):
            return grouping.clusters(self.given.tellings, edges)

    def scored(self, weights: Mapping[str, float]) -> Scored:
        """How these weights group the set's documents, by the incident that each is chiefly about."""
        home = {self.main[one.id]: at for at, group in enumerate(self.groups(weights)) for one in group if one.main}
        gold = self.given.gold
        sizes, golds = Counter(home[name] for name in gold), Counter(gold.values())
        both = Counter((home[name], group) for name, group in gold.items())
        precision = np.array([both[home[name], group] / sizes[home[name]] for name, group in gold.items()])
        recall = np.array([both[home[name], group] / golds[group] for name, group in gold.items()])
        joined = sum(home[name] in sizes for name in self.given.strangers if name in home)
        return Scored(precision, recall, self.folds, joined / max(1, len(self.given.strangers)))


def _remembered(asked: Callable[[Telling, Telling], bool]) -> Callable[[Telling, Telling], bool]:
    """What is asked of two tellings, remembered by their ids: it rests on no weight."""
    known: dict[tuple[str, str], bool] = {}

    def answer(first: Telling, second: Telling) -> bool:
        pair = first.id, second.id
        if pair not in known:
            known[pair] = asked(first, second)
        return known[pair]

    return answer


_clearly_other = _remembered(grouping.clearly_other)
_fits = _remembered(grouping._fits)


class Search:
    """Random search around the best weights so far. Everything that was tried is kept, so that folds can be held out afterwards."""

    def __init__(self, trials: Sequence[Trial], free: Sequence[str], seed: int) -> None:
        self.trials = trials
        self.free = list(free)
        self.dice = np.random.default_rng(seed)
        self.tried: list[tuple[dict[str, float], list[Scored]]] = []

    def take(self, weights: Mapping[str, float]) -> float:
        """Try some weights and give their value."""
        self.tried.append((dict(weights), [trial.scored(weights) for trial in self.trials]))
        return self.value(self.tried[-1][1])

    def value(self, scored: Sequence[Scored], fold: int | None = None) -> float:
        """The mean value of the sets, without what is in a fold."""
        total = weight = 0.0
        for trial, one in zip(self.trials, scored, strict=True):
            share = SHARES[trial.given.name]
            total, weight = total + share * one.value(None if fold is None else one.folds != fold), weight + share
        return total / weight

    def run(self, steps: int) -> Iterator[str]:
        """Try that many weights, each a change of the best so far; gives a line for each that is better."""
        best, top = dict(WEIGHTS), self.take(WEIGHTS)
        yield self.line(0, self.tried[0][1])
        for step in range(1, steps + 1):
            changed = self.changed(best)
            value = self.take(changed)
            if value > top:
                best, top = changed, value
                yield self.line(step, self.tried[-1][1])

    def changed(self, weights: Mapping[str, float]) -> dict[str, float]:
        """Weights of which a few are other."""
        names = self.dice.choice(self.free, min(CHANGED, len(self.free)), replace=False)
        return dict(weights) | {
            name: round(weights[name] + float(self.dice.normal(0, max(LEAST_STEP, STEP * abs(weights[name])))), 2)
            for name in map(str, names)
        }

    def line(self, step: int, scored: Sequence[Scored]) -> str:
        """What some weights give, set by set, in percent."""
        parts = (f"{trial.given.name} {100 * one.value():.1f}" for trial, one in zip(self.trials, scored, strict=True))
        return f"{step}: {100 * self.value(scored):.2f} ({', '.join(parts)})"

    def best(self, fold: int | None = None) -> list[int]:
        """The best of those tried, without looking at what is in a fold."""
        values = [self.value(scored, fold) for _, scored in self.tried]
        return sorted(range(len(values)), key=lambda at: -values[at])[:KEPT]

    def mean(self, chosen: Sequence[int]) -> dict[str, float]:
        """The mean of some of the weights tried, rounded."""
        return {name: round(float(np.mean([self.tried[at][0][name] for at in chosen])), 2) for name in WEIGHTS}

    def held_out(self) -> Iterator[str]:
        """For each fold what the mean of the weights that are best on the others gives on it, beside the weights of before."""
        folds = sorted({int(fold) for trial in self.trials for fold in trial.folds})
        before = [self.tried[0][1] for _ in folds]
        after = [[trial.scored(self.mean(self.best(fold))) for trial in self.trials] for fold in folds]
        for at, name in enumerate(trial.given.name for trial in self.trials):
            means = [
                np.mean(
                    [one[at].value(one[at].folds == fold) for one, fold in zip(side, folds, strict=True) if (one[at].folds == fold).any()]
                )
                for side in (before, after)
            ]
            yield f"{name}, mean of folds held out: {100 * means[0]:.2f} → {100 * means[1]:.2f} with what is best without the fold"


def search(trials: Sequence[Trial], free: Sequence[str], steps: int, seed: int) -> Iterator[str]:
    """Lines of a search: what it found, what that gives on folds held out, and the weights."""
    searching = Search(trials, free, seed)
    yield from searching.run(steps)
    found = searching.mean(searching.best())
    yield f"mean of the best {KEPT} of {len(searching.tried)}:"
    yield searching.line(steps, [trial.scored(found) for trial in trials])
    yield from searching.held_out()
    yield from (f'        "{name}": {value},' for name, value in found.items())


def measure(work: Path, kit: Path, show: int) -> Iterator[str]:
    """The kit's figures for each set, and how many incidents of how many origins there are in further sets."""
    for name in (*KIT, MADE):
        found, mistakes = figures(work, name, kit, show)
        yield f"{name}: {', '.join(f'{key} {value}' for key, value in found.items())}"
        yield from (f"  - {line}" for line in mistakes)
    for path in sorted(work.glob("*.db")):
        if path.stem not in SETS:
            with scratch(path) as pipeline:
                line = pipeline.compare().line
                yield f"{path.stem}: {line}; {pipeline.summary()}; settled: {pipeline.settle().line}"


def main() -> None:
    """Do what is asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m training.likeness", description="Measure and search what comparing groups.")
    parser.add_argument("stage", choices=["prepare", "measure", "search", "all"])
    parser.add_argument("further", nargs="*", type=Path, help="prepare: inputs of one's own, each a set of its name")
    parser.add_argument("--measure", type=Path, default=os.environ.get("SITREP_MEASURE"))
    parser.add_argument("--work", type=Path, default=Path("runs/likeness"))
    parser.add_argument("--steps", type=int, default=400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--free", nargs="*", default=list(WEIGHTS), help="the features whose weights are searched; all if none are named")
    parser.add_argument("--sets", nargs="*", default=list(SHARES), choices=list(SHARES), help="search: the sets that count")
    parser.add_argument("--show", type=int, default=0, help="measure: how many mistakes of each set to print")
    given = parser.parse_args()
    if not given.measure:
        parser.error("say where the measuring kit is: --measure, or $SITREP_MEASURE")
    kit = Path(given.measure)
    if given.stage in ("prepare", "all"):
        _print(prepare(given.work, kit, given.further))
    if given.stage in ("measure", "all"):
        _print(measure(given.work, kit, given.show))
    if given.stage in ("search", "all"):
        trials = [Trial(compared(given.work, name, kit)) for name in given.sets]
        _print(search(trials, given.free, given.steps, given.seed))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        print(line, flush=True)


if __name__ == "__main__":
    main()
