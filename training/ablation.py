"""What each part of the shipped reader gives: the reader without it, one part at a time, on tasks of the measuring kit.

    python -m training.ablation [--measure KIT] [--tasks NAME …] [--texts FILE] [--parts NAME …] [--limit TASK=N …]

Nothing is trained anew: a head is off while the rest of the weights is as it was taught beside it, so that what the encoder learnt from a
head stays. KIT is the folder of measure.py ($SITREP_MEASURE). Everything runs in this process; the encoder goes over each text once and
once more without hints. Prints a table in Markdown: the figures of the whole reader, then for each part how many texts
are read otherwise without it, and what is lost (-) or won (+).
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from sitrep.codec import to_json
from sitrep.read.trained import reader as trained
from sitrep.read.trained.model import Model
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.windows import View, views
from sitrep.records import Document, Failure, Reading, make_id
from training.parts import PARTS, Part, without

FIGURES = {
    "plover": ("type_accuracy", "quad_accuracy", "precision", "country_f1"),
    "actors": ("f1",),
    "events_made": ("all_right", "mode_right", "auxiliary_right", "parties_right", "place_right", "date_right", "numbers_right"),
    "chains_made": ("all_accuracy", "nested_accuracy", "polarity_accuracy", "modality_accuracy"),
    "positions_made": ("f1", "grounds_f1"),
    "attribution": ("f1",),
    "places": ("end_to_end_161km", "name_f1"),
    "muc": ("f1",),
    "ner": ("f1",),
    "hedges": ("f1",),
    "texts": (),
}
TASKS = ("plover", "actors", "events_made", "chains_made", "positions_made")
LEAST = 0.05  # points
Item = dict[str, Any]
Figures = dict[tuple[str, str], float]


class Remembering:
    """`views` of the reader that lets the encoder go over the same words with the same hints only once."""

    def __init__(self) -> None:
        self._seen: dict[tuple[object, ...], list[View]] = {}

    def __call__(self, model: Model, texts: Sequence[Words]) -> list[list[View]]:
        return [self._of(model, words) for words in texts]

    def _of(self, model: Model, words: Words) -> list[View]:
        known = (tuple(words.pieces), tuple(words.forms), tuple(words.hints))
        if known not in self._seen:
            self._seen[known] = views(model, [words])[0]
        return self._seen[known]


def documents(items: Iterable[Item]) -> list[Document]:
    """The texts of a gold file as documents."""
    return [
        Document(
            id=make_id("doc", one["key"], one["text"]),
            article=make_id("art", one["key"]),
            key=one["key"],
            text=one["text"],
            title=one.get("title"),
            published=one.get("published"),
            outlet=one.get("outlet"),
            language="en",
        )
        for one in items
    ]


def figures(kit: Any, gold: dict[str, list[Item]], reader: trained.TrainedReader) -> tuple[Figures, list[Reading]]:
    """The figures of each task, by task and name, and the readings that they are of."""
    found: Figures = {}
    kept: list[Reading] = []
    for task, items in gold.items():
        readings = [one for one in reader.pipe(documents(items)) if not isinstance(one, Failure)]
        scored = kit.score(task, items, [{"key": one.document.key, **to_json(one)} for one in readings]) if FIGURES[task] else {}
        found |= {(task, name): float(scored[name]) for name in FIGURES[task] if name in scored}
        kept += readings
    return found, kept


def changes(whole: Figures, less: Figures) -> list[str]:
    """A cell for each figure: by how many points it changes without a part, empty where it does not."""
    return [f"{less[name] - value:+.1f}" if abs(less[name] - value) >= LEAST else "" for name, value in whole.items()]


def rows(kit: Any, gold: dict[str, list[Item]], parts: Sequence[Part]) -> Iterable[str]:
    """The lines of the table."""
    reader = trained.TrainedReader()
    whole, read = figures(kit, gold, reader)
    yield "| without | texts changed | " + " | ".join(f"{task} {name}" for task, name in whole) + " |"
    yield "|---" * (2 + len(whole)) + "|"
    yield f"| nothing | 0 of {len(read)} | " + " | ".join(f"{value:.1f}" for value in whole.values()) + " |"
    for part in parts:
        with without(part):
            less, other = figures(kit, gold, reader)
        changed = sum(one != two for one, two in zip(read, other, strict=True))
        yield f"| {part.name}: {part.does} | {changed} | " + " | ".join(changes(whole, less)) + " |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description="The reader without one part at a time.")
    parser.add_argument("--measure", default=os.environ.get("SITREP_MEASURE"))
    parser.add_argument("--tasks", nargs="*", default=TASKS, choices=list(FIGURES)[:-1])
    parser.add_argument("--texts", type=Path, help="texts without gold (JSON Lines, gzipped or not): how many are read otherwise")
    parser.add_argument("--parts", nargs="*", default=[], choices=[part.name for part in PARTS])
    parser.add_argument("--limit", nargs="*", default=[], help="TASK=N: only the first N texts of a task")
    given = parser.parse_args()
    if not given.measure:
        parser.error("say where the measuring kit is (--measure or $SITREP_MEASURE)")
    folder = Path(given.measure)
    sys.path.insert(0, str(folder))
    kit = importlib.import_module("measure")
    most = {task: int(count) for task, _, count in (one.partition("=") for one in given.limit)}
    gold = {task: kit.read_lines(kit.gold_file(folder / "gold" / "dev", task))[: most.get(task)] for task in given.tasks}
    if given.texts:
        gold["texts"] = kit.read_lines(given.texts)[: most.get("texts")]
    trained.views = Remembering()  # type: ignore[assignment]
    for line in rows(kit, gold, [part for part in PARTS if not given.parts or part.name in given.parts]):
        print(line, flush=True)


if __name__ == "__main__":
    main()
