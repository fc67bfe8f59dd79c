"""How well the encoder tells claims from premises: a probe on ElecDeb60to20 (Haddadan and others 2019, Goffredo and others 2023).

    python -m training.components CORPORA/elecdeb/train.jsonl.gz [--model DIR]

The corpus holds the words of each component but not the debates around them, so that what is measured is which kind a component is, not
where it stands. Whole debates are kept aside (a tenth, by their names). A logistic regression on the mean of each component's word
vectors is fitted on the rest; the encoder is held still. Prints F1 of claims, of premises, their mean, and what calling everything a
claim would give.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from sitrep.read.trained.model import FOLDER, Model
from sitrep.read.trained.windows import views
from training.corpora import rows
from training.marked import kept_aside

KINDS = ("Claim", "Premise")
_BATCH = 256
_ROUNDS, _RATE, _DECAY = 400, 0.5, 1e-4


@dataclass(frozen=True, slots=True)
class Component:
    """A component's words, whether it is a premise, and whether its debate is kept aside."""

    text: str
    premise: bool
    aside: bool


def components(path: Path) -> Iterator[Component]:
    """The claims and premises of the corpus that have words, in its order; each text of a debate once."""
    for row in rows(path):
        seen: set[str] = set()
        # A debate is several files, numbered: "1960_07Oct_1".
        aside = kept_aside(row["key"].rsplit("_", 1)[0])
        for one in row["components"]:
            if one["type"] in KINDS and one["text"].strip() and one["text"] not in seen:
                seen.add(one["text"])
                yield Component(one["text"], one["type"] == "Premise", aside)


def vectors(model: Model, texts: Sequence[str]) -> NDArray[np.float32]:
    """The mean of each text's word vectors, [texts, H]."""
    found = []
    for first in range(0, len(texts), _BATCH):
        words = [model.pieces.words(text) for text in texts[first : first + _BATCH]]
        found += [np.concatenate([view.words for view in seen]).mean(axis=0) for seen in views(model, words)]
    return np.stack(found)


def fitted(given: NDArray[np.float32], wanted: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Weights of a logistic regression, the last one of a column of ones, by gradient descent with a penalty on their squares."""
    rows_given = np.hstack([given, np.ones((len(given), 1), np.float32)])
    weights, moved = np.zeros(rows_given.shape[1], np.float32), np.zeros(rows_given.shape[1], np.float32)
    for _ in range(_ROUNDS):
        off = 1 / (1 + np.exp(-rows_given @ weights)) - wanted
        moved = 0.9 * moved - _RATE * (rows_given.T @ off / len(off) + _DECAY * weights)
        weights = weights + moved
    return weights


def f1(found: NDArray[np.bool_], wanted: NDArray[np.bool_]) -> float:
    """F1 of what was found, in percent; 0 where nothing is right."""
    both = int((found & wanted).sum())
    return 200 * both / (int(found.sum()) + int(wanted.sum())) if both else 0.0


def main() -> None:
    """Read, fit, print."""
    parser = argparse.ArgumentParser(description="How well the encoder tells claims from premises.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--model", type=Path, default=FOLDER)
    given = parser.parse_args()
    held = list(components(given.corpus))
    seen = vectors(Model(given.model, threads=2), [one.text for one in held])
    premise, aside = np.array([one.premise for one in held]), np.array([one.aside for one in held])
    spread = (seen - seen[~aside].mean(axis=0)) / (seen[~aside].std(axis=0) + 1e-6)
    weights = fitted(spread[~aside], premise[~aside])
    found = spread[aside] @ weights[:-1] + weights[-1] > 0
    claim, right = f1(~found, ~premise[aside]), f1(found, premise[aside])
    most = f1(np.ones_like(found), ~premise[aside])
    print(f"components: {(~aside).sum():,} to learn from, {aside.sum():,} kept aside")
    print(f"claim F1 {claim:.1f}, premise F1 {right:.1f}, mean {(claim + right) / 2:.1f}; all claims: {most:.1f}, 0.0, {most / 2:.1f}")


if __name__ == "__main__":
    main()
