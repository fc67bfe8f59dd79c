"""What one more report costs the more reports are stored: keeping, comparing and weighing it against stores of growing size.

    python benchmarks/stored.py [--sizes 1000,10000,100000] [--more 96] [--pictures 10000] [--per-day 0] [--folder DIR] [--makers 2]
                                [--texts TEXTS.jsonl]

The reports are made (made_reports.py), three to an attack, each of one event, over eight years; with `--per-day` so many a day, so that the
store grows as time passes and not as news grows denser. First the stores are filled, each larger one on from the one before (filling.py);
with `--folder` they stay there, and a run that is broken off takes up those that are done. Then `--more` further reports, each a batch
of its own, are kept, compared and weighed in a copy of each store, by a process of its own. The stores take turns, a few reports at a
time, and all get the same reports, so that what else the machine does falls on all of them alike. Of stores up to `--pictures` reports it
is also measured how long the picture, the site and the proposals take.

Prints one JSON object: milliseconds a report, by the clock (median) and of the processor (median and mean), and the ratio to the smallest
store; peak memory of each process that measures; bytes on disk. With `--texts` (documents of one's own, a JSON line each) one of them is
read before each report is kept, and counted in: then "all" is all that a report costs, and the memory holds the reader.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import cycle, pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from filling import NOW, attacks, filled
from made_reports import REPORTS, Spread, reading
from reading import documents

import sitrep
from sitrep import compare
from sitrep.pipeline import Pipeline
from sitrep.read import reader
from sitrep.records import Position, Reading, Stance, make_id
from sitrep.selection import Selection

_STEPS = ("read", "keep", "compare", "weigh")
# Reports that a store takes before it is the next one's turn. The first turn of each is not counted.
_TURN = 12
# Texts with so many words are read in turn to see what reading takes.
_READ_WORDS = 60_000
_DAYS = Selection(since="2020-05-01", until="2020-05-10")

# For each report what each step took: by the clock and of the processor, in seconds.
Took = list[list[tuple[float, float]]]


def store(pipeline: Pipeline, readings: Sequence[Reading]) -> None:
    """Keep the readings of some reports."""
    with pipeline.store.transaction():
        pipeline.store.put_documents([one.document for one in readings])
        pipeline.store.put_readings(readings)


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _one_more(pipeline: Pipeline, readings: Sequence[Reading], read: Callable[[], object]) -> Took:
    took = []
    for one in readings:
        marks = [_now()]
        for step in (read, lambda one=one: store(pipeline, [one]), pipeline.compare, lambda: pipeline.weigh(everything=False)):
            step()
            marks.append(_now())
        pairs = [*pairwise(marks), (marks[0], marks[-1])]
        took.append([(after[0] - before[0], after[1] - before[1]) for before, after in pairs])
    return took


def _reads(texts: Path | None) -> Callable[[], object]:
    """What reads the next of some texts, one at a time, over and over; nothing without texts."""
    if texts is None:
        return lambda: None
    held, one = cycle(documents(texts, _READ_WORDS)), reader("trained")

    def read() -> list[Reading]:
        return list(one.pipe([next(held)]))

    read()
    return read


def _measuring(path: Path, asked: Connection, texts: Path | None) -> None:
    """A process that measures in one store: it takes numbers of reports and gives what they took, and at the end what it used."""
    read = _reads(texts)
    with sitrep.open(str(path), now=NOW) as pipeline:
        pipeline.weigh(everything=False)
        asked.send(None)
        while (order := asked.recv()) is not None:
            asked.send(_one_more(pipeline, [reading(number, order[0]) for number in order[1]], read))
        used: dict[str, Any] = {"peak memory, MiB": _peak(), "on disk, bytes a report": path.stat().st_size // _documents(pipeline)}
        asked.send(used)
        if asked.recv():
            asked.send({"seconds of the processor": _pictures(pipeline), "peak memory with these, MiB": _peak()})


def _documents(pipeline: Pipeline) -> int:
    return pipeline.store.counts("documents")["documents"]


def _peak() -> int:
    """The most memory that this process held, in MiB: since it began, not what the one that started it held."""
    try:
        held = next(line for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) // 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def _proposals(pipeline: Pipeline) -> object:
    """Proposals anew, as when a report with positions comes, were there a position in every tenth report."""
    readings = list(pipeline.store.readings())[::10]
    return compare.proposals([replace(one, positions=(_position(one),)) for one in readings], make_id)


def _position(one: Reading) -> Position:
    first, second = one.document.text.removesuffix(".").split()[-2:]
    return Position(
        proposal=f"open the {first} of {one.places[0].name} to {second}", proposal_spans=(), holder=None, stance=Stance.PROPOSES
    )


def _pictures(pipeline: Pipeline) -> dict[str, float]:
    """Seconds of the processor that looking at what is stored takes."""
    with tempfile.TemporaryDirectory() as folder:
        steps: dict[str, Callable[[], object]] = {
            "the whole picture": pipeline.report,
            "the picture of ten days": lambda: pipeline.report(_DAYS.takes),
            "the last line of a run": pipeline.summary,
            "the proposals, one in ten reports": lambda: _proposals(pipeline),
            "the site": lambda: pipeline.publish(folder),
        }
        return {name: _seconds(step) for name, step in steps.items()}


def _seconds(step: Callable[[], object]) -> float:
    start = time.process_time()
    step()
    return round(time.process_time() - start, 2)


def _drop_cached(path: Path) -> None:
    """Let the system forget what it holds of a file in memory, so that there is room for its copy, which is what is measured."""
    with path.open("rb") as file:
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


@contextmanager
def _processes(paths: Sequence[Path], texts: Path | None) -> Iterator[list[Connection]]:
    """A process that measures for each store, in a copy of it beside it; each has opened its store when this gives them."""
    context = multiprocessing.get_context("spawn")
    with tempfile.TemporaryDirectory(dir=paths[0].parent) as where:
        ends: list[Connection] = []
        for path in paths:
            copy = Path(shutil.copy(path, where))
            _drop_cached(path)
            ours, theirs = context.Pipe()
            context.Process(target=_measuring, args=(copy, theirs, texts), daemon=True).start()
            ours.recv()
            ends.append(ours)
        yield ends


def _measured(paths: Sequence[Path], sizes: Sequence[int], spread: Spread, given: argparse.Namespace) -> dict[str, dict[str, Any]]:
    took: list[Took] = [[] for _ in paths]
    more, pictures = given.more, given.pictures
    with _processes(paths, given.texts) as ends:
        for turn in range(-_TURN, more, _TURN):
            for at, end in enumerate(ends):
                # Where days follow on each other a report must be of the days that the store has come to.
                first = REPORTS * attacks(sizes[at] if spread.per_day else max(sizes)) + turn + _TURN
                end.send((spread, range(first, first + min(_TURN, more - turn))))
                timed = end.recv()
                took[at] += timed if turn >= 0 else []
        found: dict[str, dict[str, Any]] = {}
        for end, size, steps in zip(ends, sizes, took, strict=True):
            end.send(None)
            found[f"{size:,}"] = {"a report, ms": _milliseconds(steps), **end.recv()}
            end.send(size <= pictures)
            if size <= pictures:
                found[f"{size:,}"] |= end.recv()
    return found


def _milliseconds(took: Took) -> dict[str, dict[str, float]]:
    found = {}
    for step, given in zip((*_STEPS, "all"), zip(*took, strict=True), strict=True):
        clock, processor = ([1000 * one for one in times] for times in zip(*given, strict=True))
        figures = {"clock": statistics.median(clock), "processor": statistics.median(processor), "mean": statistics.mean(processor)}
        found[step] = {name: round(value, 2) for name, value in figures.items()}
    return found


def main() -> None:
    """Fill, measure, print."""
    parser = argparse.ArgumentParser(description="What one more report costs the more reports are stored.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--more", type=int, default=96)
    parser.add_argument("--pictures", type=int, default=10000, help="the largest store of which pictures are made")
    parser.add_argument("--per-day", type=int, default=0)
    parser.add_argument("--makers", type=int, default=2, help="processes that make reports")
    parser.add_argument("--folder", help="where the stores lie, and stay")
    parser.add_argument("--texts", type=Path, help="documents that are read, one before each report")
    given = parser.parse_args()
    if given.texts and not documents(given.texts, 1):
        parser.error(f"{given.texts} holds no document")
    sizes, spread = sorted(map(int, given.sizes.split(","))), Spread(per_day=given.per_day)
    with tempfile.TemporaryDirectory() as passing:
        folder = Path(given.folder or passing)
        folder.mkdir(parents=True, exist_ok=True)
        paths = filled(folder, sizes, spread, given.makers)
        print("filled", file=sys.stderr, flush=True)
        found = _measured(paths, sizes, spread, given)
    least = next(iter(found.values()))["a report, ms"]
    for one in found.values():
        one["beside the smallest store"] = {
            step: {by: round(took / least[step][by], 2) for by, took in held.items()}
            for step, held in one["a report, ms"].items()
            if step != "read" or given.texts
        }
    json.dump(found, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
