"""What one more report costs the more reports are stored: keeping, comparing and weighing it against stores of growing size.

    python benchmarks/stored.py [--sizes 1000,10000,100000] [--more 96] [--per-day 0] [--folder DIR]

The reports are made (made_reports.py), three to an attack, over eight years; with `--per-day` so many a day, so that the store grows as
time passes and not as news grows denser. A process of its own fills the store in bulk with reports as comparing and weighing leave them,
without looking for candidates. Each time a size is reached, `--more` further reports, each a batch of its own, are kept, compared and
weighed, and timed. Prints one JSON object: milliseconds a report (median), by the clock and of the processor, and the ratio to the smallest
size; peak memory of the process that measures; bytes on disk.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from made_reports import Attack, Spread, past, reading

import sitrep
from sitrep import compare
from sitrep.batch import batches
from sitrep.pipeline import Pipeline
from sitrep.records import Reading
from sitrep.store import Store, open_store

_NOW = datetime(2024, 1, 1, tzinfo=UTC)
# Attacks that are stored in one transaction: large, since each touches most of the index of keys.
_CHUNK = 8000
# MiB for what a transaction changes; SQLite is slow where it must write before the end.
_CACHE = 3000
_STEPS = ("keep", "compare", "weigh")


def store(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    """Keep the readings of some reports."""
    with pipeline.store.transaction():
        pipeline.store.put_documents([one.document for one in readings])
        pipeline.store.put_readings(readings)


def _bulk(kept: Store, attacks: Sequence[Attack]) -> None:
    """Keep reports as comparing and weighing leave them."""
    with kept.transaction():
        readings = [one for attack in attacks for one in attack.readings]
        kept.put_documents([one.document for one in readings])
        kept.put_readings(readings)
        kept.put_tellings({telling.document: [telling] for attack in attacks for telling in attack.tellings}, compare.MADE_BY)
        kept.put_likenesses([edge for attack in attacks for edge in attack.likenesses])
        kept.compared_all(compare.MADE_BY)
        for attack in attacks:
            incident = replace(attack.incident, id=kept.mint("incident", compare.founder(attack.tellings)))
            kept.put_incidents([incident])
            kept.put_verdicts(incident.id, attack.verdicts)
            kept.put_weighed([incident])


def _fill(path: Path, numbers: range, spread: Spread, makers: int) -> None:
    """Store the attacks of these numbers."""
    with open_store(path, cache=_CACHE) as kept, multiprocessing.Pool(makers) as pool:
        made = pool.imap(partial(past, spread=spread), numbers, chunksize=200)
        for at, chunk in enumerate(batches(made, _CHUNK), 1):
            _bulk(kept, chunk)
            print(f"{3 * min(numbers.stop, numbers.start + at * _CHUNK):,} stored", file=sys.stderr, flush=True)


def _filled(path: Path, numbers: range, spread: Spread, makers: int) -> None:
    """Store in a process of its own, whose memory then counts for nothing."""
    child = multiprocessing.Process(target=_fill, args=(path, numbers, spread, makers))
    child.start()
    child.join()
    if child.exitcode:
        raise SystemExit(f"the store could not be filled: {child.exitcode}")


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


def _measure(path: Path, start: int, more: int, spread: Spread) -> dict[str, Any]:
    with sitrep.open(str(path), now=_NOW) as pipeline:
        pipeline.weigh(everything=False)
        _one_more(pipeline, [reading(number, spread) for number in range(start, start + 12)])
        found: dict[str, Any] = {
            "a report, ms": _one_more(pipeline, [reading(number, spread) for number in range(start + 12, start + more)])
        }
    found["peak memory, MiB"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    found["on disk, bytes a report"] = path.stat().st_size // (start + more)
    return found


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description="What one more report costs the more reports are stored.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--more", type=int, default=108)
    parser.add_argument("--per-day", type=int, default=0)
    parser.add_argument("--makers", type=int, default=2, help="processes that make reports")
    parser.add_argument("--folder", help="where the store lies while it is measured")
    given = parser.parse_args()
    found: dict[str, dict[str, Any]] = {}
    at, spread, more = 0, Spread(per_day=given.per_day), given.more // 3
    with tempfile.TemporaryDirectory(dir=given.folder) as where:
        path = Path(where, "db")
        with sitrep.open(str(path), now=_NOW) as pipeline:
            pipeline.weigh()
        for size in map(int, given.sizes.split(",")):
            _filled(path, range(at, size // 3), spread, given.makers)
            found[f"{size:,}"] = _measure(path, 3 * (size // 3), 3 * more, spread)
            at = size // 3 + more
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
