"""The recipe of the shipped model: which corpora, how often, for how long. Changing it changes the model's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training import corpora
from training.examples import Example, save, wordpiece
from training.passages import kept_aside
from training.teach import Plan
from training.variants import careless

NAME = "trained@1"
MIXTURE = {"polnear": 0.5, "passages": 0.5}
PARTS = (("polnear", 1.0), ("passages", 1.5), ("composed", 0.2), ("careless", 0.4), ("gum", 1.0), ("crossner", 2.0), ("weasel", 1.0))
PLAN = Plan(parts=PARTS, epochs=7)


def prepare(folder: Path, encoder: Path, own: Path, measure: Path | None, out: Path) -> list[str]:
    """Corpora → examples in `out`; gives a line on each part. Texts of the measuring kit are dropped."""
    pieces, gold = wordpiece(encoder), corpora.Gold(measure)
    passages = corpora.passages(own, pieces)
    polnear = folder / "polnear" / "train.jsonl.gz"
    read = corpora.polnear(polnear, gold, pieces)
    marks = [pieces.pieces(mark) for mark in (",", '"', "“", "”", "‘")]
    parts: Sequence[tuple[str, list[Example]]] = (
        ("polnear", read),
        ("careless", careless(read, marks, count=210, seed=2)),
        ("composed", corpora.composed(polnear, gold, pieces, count=3000, seed=1)),
        ("gum", corpora.gum(folder / "gum" / "attribution_cc.jsonl.gz", gold, pieces)),
        ("crossner", corpora.crossner(folder / "crossner_politics" / "train.txt.gz", gold, pieces)),
        ("weasel", corpora.weasel(folder / "wiki_weasel" / "train.jsonl.gz", gold, pieces)),
        ("passages", [one for one in passages if not kept_aside(one.key)]),
    )
    for name, examples in parts:
        save(examples, out / f"{name}.bin")
    return [f"{name}: {corpora.counts(examples)}" for name, examples in parts]
