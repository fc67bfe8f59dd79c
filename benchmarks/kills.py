"""Kill -9 at random moments of a run, resume, and see that nothing is lost, nothing doubled and the database intact.

    python benchmarks/kills.py [--times 200] [--reader rules] [--seed 1]

Each trial runs `sitrep run` on the sample reports in a database of its own, is killed (the whole process group) one to three times at
moments drawn over the length of an undisturbed run, is then run to its end, and must give what an undisturbed run gives: the same
captures, documents, incidents with their reports, accounts and states, and files of the site.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import sitrep

NOW = "2024-03-10"


def start(folder: Path, reader: str) -> subprocess.Popen[bytes]:
    """A run over the sample reports, in a process group of its own."""
    command = [sys.executable, "-m", "sitrep", "run", "--sample", "--db", str(folder / "w.db"), "--out", str(folder / "site"), "--now", NOW]
    environment = {**os.environ, "SITREP_READER": reader}
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


def picture(folder: Path) -> dict[str, object]:
    """What came of it, in the terms in which two runs can be compared: minted ids are random to nobody, but name who came first."""
    with sitrep.open(str(folder / "w.db"), now=datetime(2024, 3, 10, tzinfo=UTC)) as pipeline:
        incidents = sorted(
            (
                sorted(report.key for report in incident.reports),
                sorted((claim.attribute, claim.state.value, sorted(one.value for one in claim.accounts)) for claim in incident.claims),
                len(incident.origins),
            )
            for incident in pipeline.report().incidents
        )
        captures = Counter((one.digest, one.location) for one in pipeline.store.captures())
        documents = Counter(one.id for one in pipeline.store.documents())
        failures = [one.subject for one in pipeline.store.failures()]
    files = sorted(str(path.relative_to(folder / "site")).split("/")[0] for path in (folder / "site").rglob("*") if path.is_file())
    return {"captures": captures, "documents": documents, "incidents": incidents, "failures": failures, "files": Counter(files)}


def intact(path: Path) -> bool:
    """Whether SQLite finds the database whole."""
    if not path.exists():
        return True
    with closing(sqlite3.connect(path)) as connection:
        return (
            connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
            and not connection.execute("PRAGMA foreign_key_check").fetchall()
        )


def stage(path: Path) -> str:
    """How far a run had come when it was killed, by what the database holds."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        for name, table in (
            ("weigh or publish", "grade"),
            ("compare", "incident"),
            ("compare", "compared"),
            ("read", "reading"),
            ("collect", "document"),
        ):
            if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone():
                return name
    return "start"


def trial(reader: str, seconds: float, chance: random.Random, stages: Counter[str]) -> dict[str, object] | None:
    """One database killed and resumed: what came of it, None where it was found damaged on the way."""
    with tempfile.TemporaryDirectory(prefix="sitrep-kill-") as name:
        folder = Path(name)
        for _ in range(chance.randint(1, 3)):
            running = start(folder, reader)
            time.sleep(chance.uniform(0.3, seconds))
            with suppress(ProcessLookupError):
                os.killpg(running.pid, signal.SIGKILL)
            running.wait()
            stages[stage(folder / "w.db")] += 1
            if not intact(folder / "w.db"):
                return None
        if start(folder, reader).wait() != 0:
            return None
        return picture(folder) if intact(folder / "w.db") else None


def main() -> int:
    """Run the trials and print what was found; 1 if anything was lost, doubled or damaged."""
    parser = argparse.ArgumentParser(description="Kill -9 and resume.")
    parser.add_argument("--times", type=int, default=200, help="kills")
    parser.add_argument("--reader", default="rules")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    chance, stages, wrong = random.Random(given.seed), Counter[str](), 0
    with tempfile.TemporaryDirectory(prefix="sitrep-kill-") as name:
        begin = time.monotonic()
        start(Path(name), given.reader).wait()
        seconds = time.monotonic() - begin
        expected = picture(Path(name))
    while stages.total() < given.times:
        found = trial(given.reader, seconds, chance, stages)
        if found != expected:
            wrong += 1
            differing = "damaged" if found is None else ", ".join(part for part in expected if found[part] != expected[part])
            print(f"wrong after {stages.total()} kills: {differing}", flush=True)
    reached = ", ".join(f"{name} {count}" for name, count in stages.most_common())
    print(f"{stages.total()} kills (while it had come to: {reached}); {wrong} trials wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
