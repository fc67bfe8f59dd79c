"""Readings of development sets, made once and kept, so that comparing alone can be measured and searched over them in seconds.

A set is a database with what was collected and read. `compared` compares a copy of it and tells which pairs of tellings were looked at.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import runpy
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import patch

from sitrep import compare
from sitrep.codec import to_json
from sitrep.pipeline import Pipeline, open_pipeline
from sitrep.records import Likeness, Telling

NOW = datetime(2024, 3, 10, tzinfo=UTC)
KIT = ("stories", "tolls", "copies")
MADE = "incidents_made"
# A set of our own: the invented gate of one event in other words.
WORDS = "words"
SETS = (*KIT, MADE, WORDS)
_WORDS = Path(__file__).parents[1] / "tests" / "gates" / "test_other_words.py"


@dataclass(frozen=True, slots=True)
class Set:
    """A set as it was compared: its tellings, the pairs of them that were looked at, and what its documents are grouped by.

    `gold` is document to group; documents without one (`strangers`) should be in no group of those that have.
    """

    name: str
    tellings: tuple[Telling, ...]
    pairs: tuple[tuple[Telling, Telling], ...]
    gold: Mapping[str, str]
    strangers: frozenset[str] = frozenset()


def prepare(work: Path, measure: Path, further: Sequence[Path] = ()) -> Iterator[str]:
    """Read every set with the weights of the package, each into a database under `work`; gives a line for each.

    `further` are inputs of one's own, each a set by its name without endings.
    """
    work.mkdir(parents=True, exist_ok=True)
    for name, given in [*((name, None) for name in SETS), *((path.name.split(".")[0], path) for path in further)]:
        for old in work.glob(f"{name}.db*"):
            old.unlink()
        with tempfile.TemporaryDirectory() as folder, open_pipeline(work / f"{name}.db", now=NOW) as pipeline:
            path = given or Path(folder) / "input.jsonl"
            if given is None:
                path.write_text("\n".join(json.dumps(row) for row in _rows(name, measure)), encoding="utf-8")
            pipeline.collect([str(path)])
            yield f"{name}: {pipeline.read().line}"


def _rows(name: str, measure: Path) -> Iterator[dict[str, Any]]:
    """The documents of a set as they are given to the program."""
    if name == WORDS:
        for number, (key, (published, title, text)) in enumerate(runpy.run_path(str(_WORDS))["REPORTS"].items()):
            row = {"key": key, "outlet": f"Desk {number}", "published": published, "title": title, "text": text, "language": "en"}
            yield {field: value for field, value in row.items() if value}
        return
    path = _made(measure) if name == MADE else _gold(measure, name) / "input.jsonl"
    yield from ({field: value for field, value in row.items() if field != "gold"} for row in _lines(path))


def _made(measure: Path) -> Path:
    return measure / "gold" / "dev" / f"{MADE}.jsonl"


def _gold(measure: Path, name: str) -> Path:
    return measure / "compare" / "gold" / "dev" / name


def _lines(path: Path) -> list[dict[str, Any]]:
    packed = path.with_name(path.name + ".gz")
    text = path.read_text(encoding="utf-8") if path.exists() else gzip.decompress(packed.read_bytes()).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line.strip()]


@contextmanager
def scratch(database: Path) -> Iterator[Pipeline]:
    """A pipeline over a copy of a database that is thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(shutil.copy(database, Path(folder) / "copy.db"))
        with open_pipeline(path, now=NOW) as pipeline:
            yield pipeline


def compared(work: Path, name: str, measure: Path) -> Set:
    """A set with the pairs that comparing looks at as its documents come, which no weight of likeness changes."""
    seen: dict[tuple[str, str], tuple[Telling, Telling]] = {}
    real = compare.likeness

    def noted(first: Telling, second: Telling) -> Likeness | None:
        one, two = sorted((first, second), key=lambda telling: telling.id)
        seen.setdefault((one.id, two.id), (one, two))
        return real(first, second)

    with scratch(work / f"{name}.db") as pipeline:
        # Which pairs are looked at does not rest on what is grouped.
        with patch.object(compare, "likeness", noted), patch.object(pipeline.comparing, "group", set):
            pipeline.compare()
        tellings = tuple(pipeline.store.tellings())
        keys = {one.key.split("#")[-1]: one.id for one in pipeline.store.documents()}
    gold = {keys[key]: group for key, group in _groups(name, measure).items() if key in keys}
    strangers = frozenset(keys[key] for key in _strangers(name, measure) if key in keys)
    return Set(name, tellings, tuple(seen.values()), gold, strangers)


def _groups(name: str, measure: Path) -> dict[str, str]:
    """Each key's group by the gold of its set."""
    if name == WORDS:
        words = runpy.run_path(str(_WORDS))
        return {key: words["event"](key) for key in words["REPORTS"]}
    if name == MADE:
        known = [row["gold"]["incident_gold"] for row in _lines(_made(measure)) if "incident_gold" in row["gold"]]
        return {key: one["incident"] for one in known for key in one["reports"]}
    gold = _json(measure, name)
    if name == "tolls":
        return {key: article["incident"] for key, article in gold["articles"].items()}
    return {key: group for key, group in gold["real"]["event"].items() if group} if name == "copies" else dict(gold)


def _strangers(name: str, measure: Path) -> list[str]:
    """Keys of documents that are of no incident that others are of."""
    return list(_json(measure, name)["distractors"]) if name == "tolls" else []


def _json(measure: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((_gold(measure, name) / "gold.json").read_text(encoding="utf-8"))
    return found


def figures(work: Path, name: str, measure: Path, show: int = 0) -> tuple[dict[str, Any], list[str]]:
    """The figures of a set of the kit by its own scorer, from comparing and weighing a copy of the prepared readings, and mistakes."""
    with scratch(work / f"{name}.db") as pipeline:
        pipeline.compare()
        pipeline.weigh(everything=False)
        report = to_json(pipeline.report())
    for incident in report["incidents"]:
        for entry in incident["reports"]:
            entry["key"] = entry["key"].split("#")[-1]
    if name == MADE:
        scorer = _module(measure / "measure.py")
        return scorer.score(name, _lines(_made(measure)), scorer.spread([report]), show), []
    scorer = _module(measure / "compare" / "measure_compare.py")
    scored: tuple[dict[str, Any], list[str]] = getattr(scorer, f"score_{name}")(str(_gold(measure, name)), report, show)
    return scored[0], scored[1][:show]


def _module(path: Path) -> ModuleType:
    """A module of the measuring kit, from its file."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} is no module")
    module = importlib.util.module_from_spec(spec)
    with patch.object(sys, "path", [str(path.parent), *sys.path]):
        spec.loader.exec_module(module)
    return module
