"""What one more report costs the more reports are stored: keeping, comparing and weighing it against stores of growing size.

    python benchmarks/stored.py [--sizes 1000,10000,100000] [--more 96] [--per-day 0] [--folder DIR]

The reports are made (made_reports.py), three to an attack, over eight years; with `--per-day` so many a day, so that the store grows as
time passes and not as news grows denser. The store is filled in bulk: each report is told and each attack made an incident by comparing
itself, but only the three of one attack are scored with each other. Then everything is weighed. Each time a size is reached `--more` further
reports, each of them a batch of its own, are kept, compared and weighed, and timed. Prints one JSON object: milliseconds a report (median),
by the clock and of the processor, and the ratio to the smallest size; seconds for weighing everything; peak memory of the process; bytes on
disk.
"""

from __future__ import annotations

import argparse
import json
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

from made_reports import Spread, reading

import sitrep
from sitrep import compare
from sitrep.pipeline import Pipeline
from sitrep.records import Incident, Likeness, Reading, Telling

_NOW = datetime(2024, 1, 1, tzinfo=UTC)
_CHUNK = 3000
_STEPS = ("keep", "compare", "weigh")


def store(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    """Keep the readings of some reports."""
    with pipeline.store.transaction():
        pipeline.store.put_documents([one.document for one in readings])
        pipeline.store.put_readings(readings)


def _compared(pipeline: Pipeline, readings: Sequence[Reading]) -> Iterator[tuple[Telling, list[Likeness], Incident | None]]:
    """What comparing makes of reports, three to an attack: their tellings, and with the last of each attack its edges and its incident."""
    members: list[Telling] = []
    held: dict[str, Reading] = {}
    for at, one in enumerate(readings):
        [telling] = compare.tellings(one)
        members, held = (members, held) if at % 3 else ([], {})
        members.append(telling)
        held[one.document.id] = one
        if at % 3 < 2:
            yield telling, [], None
            continue
        edges = [edge for first, second in combinations(members, 2) if (edge := compare.likeness(first, second))]
        identity = pipeline.store.mint("incident", compare.founder(members))
        yield telling, edges, compare.incident(identity, (), members, held, edges, pipeline.store.mint)


def _bulk(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    """Keep reports as comparing leaves them, without looking for candidates."""
    with pipeline.store.transaction():
        store(pipeline, readings)
        found = list(_compared(pipeline, readings))
        for telling, _, _ in found:
            pipeline.store.put_tellings(telling.document, [telling], compare.MADE_BY)
        pipeline.store.put_likenesses([edge for _, edges, _ in found for edge in edges])
        pipeline.store.put_incidents([incident for *_, incident in found if incident])
        pipeline.store.compared_all(compare.MADE_BY)


def _fill(pipeline: Pipeline, numbers: range, spread: Spread) -> None:
    for first in range(numbers.start, numbers.stop, _CHUNK):
        last = min(first + _CHUNK, numbers.stop)
        _bulk(pipeline, [reading(number, spread) for number in range(first, last)])
        if last % (10 * _CHUNK) == 0 or last == numbers.stop:
            print(f"{last:,} stored", file=sys.stderr, flush=True)


def _one_more(pipeline: Pipeline, readings: Sequence[Reading]) -> dict[str, dict[str, float]]:
    """Median milliseconds that each step takes for a report, by the clock and of the processor."""
    took: dict[str, list[tuple[float, float]]] = {step: [] for step in (*_STEPS, "all")}
    for one in readings:
        marks = [(time.perf_counter(), time.process_time())]
        for step in (lambda one=one: store(pipeline, [one]), pipeline.compare, lambda: pipeline.weigh(everything=False)):
            step()
            marks.append((time.perf_counter(), time.process_time()))
        for name, before, after in zip((*_STEPS, "all"), (*marks[:-1], marks[0]), (*marks[1:], marks[-1]), strict=True):
            took[name].append((after[0] - before[0], after[1] - before[1]))
    return {name: {"clock": _median(given, 0), "processor": _median(given, 1)} for name, given in took.items()}


def _median(given: Sequence[tuple[float, float]], which: int) -> float:
    return round(1000 * statistics.median(one[which] for one in given), 2)


def _measure(pipeline: Pipeline, start: int, more: int, path: Path, spread: Spread) -> dict[str, Any]:
    begun = time.perf_counter()
    pipeline.weigh()
    weighed = time.perf_counter() - begun
    pipeline.weigh(everything=False)
    found: dict[str, Any] = {"a report, ms": _one_more(pipeline, [reading(number, spread) for number in range(start, start + more)])}
    found["weighing everything, s"] = round(weighed, 1)
    found["peak memory, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found["on disk, bytes a report"] = path.stat().st_size // (start + more)
    return found


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description="What one more report costs the more reports are stored.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--more", type=int, default=96)
    parser.add_argument("--per-day", type=int, default=0)
    parser.add_argument("--folder", help="where the store lies while it is measured")
    given = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    at, spread = 0, Spread(per_day=given.per_day)
    with tempfile.TemporaryDirectory(dir=given.folder) as where, sitrep.open(str(path := Path(where, "db")), now=_NOW) as pipeline:
        for size in map(int, given.sizes.split(",")):
            full = size - size % 3
            _fill(pipeline, range(at, full), spread)
            found[f"{size:,}"] = _measure(pipeline, full, given.more - given.more % 3, path, spread)
            at = full + given.more - given.more % 3
            print(json.dumps({f"{size:,}": found[f"{size:,}"]}), file=sys.stderr, flush=True)
    least = next(iter(found.values()))["a report, ms"]
    for one in found.values():
        one["beside the smallest store"] = {
            step: {by: round(took / least[step][by], 2) for by, took in held.items()} for step, held in one["a report, ms"].items()
        }
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
