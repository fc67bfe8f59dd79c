"""Many inputs at once: in little memory, and taken up again where they were broken off."""

import json
import os
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import pytest
from collect_helpers import NOW
from mail_helpers import message
from web_helpers import PAGE

from sitrep.pipeline import BATCH, Pipeline, open_pipeline

BEFORE = b"From jane@daily.example Tue Mar 12 10:15:00 2024\n"
# A process that collects and kills itself, as nothing else can be, after so many batches.
KILLED = """
import os, signal, sys
from datetime import UTC, datetime
from sitrep.pipeline import open_pipeline
path, batches, *inputs = sys.argv[1:]
seen = []
def progress(stage, done, total):
    seen.append(done)
    if len(seen) == int(batches):
        os.kill(os.getpid(), signal.SIGKILL)
with open_pipeline(path, now=datetime(2026, 1, 2, 3, 4, tzinfo=UTC), progress=progress) as pipeline:
    pipeline.collect(inputs)
"""


def text(number: int) -> str:
    return (
        f"Report {number}: the ministry said on Tuesday that the bridge at kilometre {number} had been opened again after weeks of repairs."
    )


def fill(folder: Path, count: int) -> list[str]:
    """A folder of messages and two pages, an mbox file and a file of lines: two more than three times `count` documents."""
    (folder / "in").mkdir()
    for number in range(count):
        (folder / "in" / f"m{number:03}.eml").write_bytes(message(text(number), Message_ID=f"<e{number}@x>"))
    for number in range(2):
        (folder / "in" / f"p{number:03}.html").write_text(PAGE.format(f"<!-- {number} -->").replace("the bridge", f"bridge {number}"))
    letters = (message(text(number + 1_000), Message_ID=f"<m{number}@x>") for number in range(count))
    (folder / "a.mbox").write_bytes(b"".join(BEFORE + letter + b"\n\n" for letter in letters))
    rows = (json.dumps({"key": f"k{number % 7}", "text": text(number + 2_000)}) for number in range(count))
    (folder / "a.jsonl").write_text("\n".join(rows))
    return [str(folder / name) for name in ("in", "a.mbox", "a.jsonl")]


def opened(path: Path) -> Pipeline:
    return open_pipeline(path, now=NOW)


def kept(path: Path) -> tuple[list[tuple[str, str, str]], int]:
    """The documents of a database, and how many captures it has."""
    with opened(path) as pipeline:
        documents = sorted((one.id, one.key, one.capture) for one in pipeline.store.documents())
        return documents, sum(1 for _ in pipeline.store.captures())


@pytest.mark.parametrize("batches", [1, 3])
def test_what_was_killed_is_taken_up_again_with_nothing_lost_and_nothing_doubled(tmp_path, batches):
    inputs = fill(tmp_path, 48)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a.db"), str(batches), *inputs], env=os.environ, check=False)
    assert done.returncode == -signal.SIGKILL
    some, _ = kept(tmp_path / "a.db")
    assert len(some) == (batches - 1) * BATCH  # what was under way is undone
    with opened(tmp_path / "a.db") as pipeline:
        assert pipeline.collect(inputs).line == "146 documents" + (f", {len(some)} known already" if some else "")
    with opened(tmp_path / "whole.db") as pipeline:
        pipeline.collect(inputs)
    again, whole = kept(tmp_path / "a.db"), kept(tmp_path / "whole.db")
    assert again == whole
    assert len(again[0]) == again[1] == 146


def test_what_is_there_is_skipped_and_not_made_again(tmp_path, monkeypatch):
    inputs = fill(tmp_path, 10)
    with opened(tmp_path / "a.db") as pipeline:
        assert pipeline.collect(inputs).line == "32 documents"

    def never(*_: object, **__: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr(sys.modules["sitrep.collect.documents"], "documents", never)
    with opened(tmp_path / "a.db") as pipeline:
        assert pipeline.collect(inputs).line == "32 documents, 32 known already"


def counted(monkeypatch) -> list[str]:
    """The keys of the captures of which documents are made from here on."""
    module, keys = sys.modules["sitrep.collect.documents"], []
    makes = module.documents

    def counting(capture, body, **more):
        keys.append(capture.key)
        return makes(capture, body, **more)

    monkeypatch.setattr(module, "documents", counting)
    return keys


def test_of_lines_only_those_that_are_new_or_failed_are_made(tmp_path, monkeypatch):
    path = tmp_path / "a.jsonl"
    rows = [json.dumps({"key": f"k{number % 3}", "text": text(number)}) for number in range(30)]
    bad = [json.dumps({"key": "k1", "text": " "}), json.dumps({"text": 7}), "no JSON", json.dumps({"key": 9, "text": "nine"})]
    path.write_text("\n".join([*rows, *bad]))
    with opened(tmp_path / "a.db") as pipeline:
        assert pipeline.collect([str(path)]).line == "30 documents, 4 failed"
    path.write_text("\n".join([*rows, *bad, json.dumps({"key": "k2", "text": text(99)})]))
    made = counted(monkeypatch)
    with opened(tmp_path / "a.db") as pipeline:
        result = pipeline.collect([str(path)])
        assert result.line == "31 documents, 30 known already, 4 failed"
        assert "k2#11" in {one.key for one in pipeline.store.documents()}
    # One of the lines with the key k1 failed: which of them is not told by the key, so all of them are looked at.
    assert made == [f"{path}:{number}" for number in range(1, 36) if number > 30 or number % 3 == 2]
    assert [failure.subject for failure in result.failures] == ["k1#11", *(f"{path}:{number}" for number in (32, 33, 34))]


def test_lines_are_taken_again_where_another_outlet_is_given(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"key": "a", "text": text(1)}))
    with opened(tmp_path / "a.db") as pipeline:
        assert pipeline.collect([str(path)]).line == "1 document"
        assert pipeline.collect([str(path)], outlet="Daily").line == "1 document"
        assert pipeline.collect([str(path)], outlet="Daily").line == "1 document, 1 known already"


def test_a_line_that_failed_before_a_kill_is_tried_again(tmp_path):
    path = tmp_path / "a.jsonl"
    good = [json.dumps({"key": f"k{number}", "text": text(number)}) for number in range(3 * BATCH)]
    path.write_text("\n".join([json.dumps({"key": "bad", "text": " "}), *good]))
    run = [sys.executable, "-c", KILLED, str(tmp_path / "a.db"), "2", str(path)]
    assert subprocess.run(run, env=os.environ, check=False).returncode == -signal.SIGKILL
    for _ in range(2):
        with opened(tmp_path / "a.db") as pipeline:
            assert [one.subject for one in pipeline.collect([str(path)]).failures] == ["bad"]


def test_what_failed_is_tried_again_and_said_again(tmp_path):
    path = tmp_path / "a.eml"
    path.write_bytes(b"no message")
    for _ in range(2):
        with opened(tmp_path / "a.db") as pipeline:
            assert [one.subject for one in pipeline.collect([str(path)]).failures] == [str(path)]


def test_what_changed_is_taken(tmp_path):
    path = tmp_path / "a.eml"
    for number in range(2):
        path.write_bytes(message(text(number)))
        with opened(tmp_path / "a.db") as pipeline:
            assert pipeline.collect([str(path)]).line == "1 document"


def test_a_long_mbox_is_collected_in_little_memory(tmp_path):
    path = tmp_path / "a.mbox"
    filling = "A line of a message that is as long as lines are, with words in it.\n" * 150
    with path.open("wb") as file:
        for number in range(800):
            file.write(BEFORE + message(text(number) + "\n" + filling, Message_ID=f"<{number}@x>") + b"\n\n")
    size = path.stat().st_size
    with opened(tmp_path / "a.db") as pipeline:
        pipeline.collect([str(path)])  # what is loaded once is loaded
        tracemalloc.start()
        line = pipeline.collect([str(path)], outlet="Daily").line
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert line == "800 documents"
    assert peak < size / 2 < 5_000_000
