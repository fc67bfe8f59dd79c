"""Speed and memory of reading, as ratios within one run.

    python benchmarks/reading.py TEXTS.jsonl [--words N]     ratios of speed: all of reading / its encoder / a bare encoder pass / the rules
    python benchmarks/reading.py TEXTS.jsonl --stream N      memory while N documents (the texts, over and over) are streamed

TEXTS has a document a line ("key", "text"). The bare pass runs the same network over the same words in windows that do not overlap, with
as many threads. Figures of words a second are for this machine; compare ratios, and on one that does other things those of processor time
(of this process and of those that it started), which the clock's follow where cores are free.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import resource
import time
from collections.abc import Iterator
from pathlib import Path

from sitrep.config import Settings
from sitrep.pipeline import read_all
from sitrep.read import reader
from sitrep.read.trained.model import model
from sitrep.read.trained.windows import views
from sitrep.records import Document, make_id


def documents(path: Path, words: int) -> list[Document]:
    """Documents of a JSON Lines file until there are enough words."""
    found: list[Document] = []
    count = 0
    with gzip.open(path, "rt") if path.suffix == ".gz" else path.open() as lines:
        for line in lines:
            row = json.loads(line)
            found.append(_document(row["key"], row["text"]))
            count += len(row["text"].split())
            if count >= words:
                break
    return found


def _document(key: str, text: str) -> Document:
    return Document(id=make_id("doc", key, text), article=make_id("art", key), key=key, text=text, language="en")


def speed(texts: list[Document]) -> None:
    """Print seconds and ratios of each way of going over the texts."""
    count = sum(len(one.text.split()) for one in texts)
    network = model()
    split = [network.pieces.words(one.text) for one in texts]
    views(network, split[:1])
    list(read_all(texts[:2], Settings(reader="trained")))
    timed: dict[str, tuple[float, float]] = {}
    for name, work in (
        ("bare encoder pass", lambda: [views(network, split[at : at + 16], overlap=0) for at in range(0, len(split), 16)]),
        ("encoder with overlap", lambda: [views(network, split[at : at + 16]) for at in range(0, len(split), 16)]),
        ("trained, in this process", lambda: list(reader("trained").pipe(texts))),
        ("trained, a process a core", lambda: list(read_all(texts, Settings(reader="trained")))),
        ("rules, a process a core", lambda: list(read_all(texts, Settings(reader="rules")))),
    ):
        begin = time.perf_counter(), _processor()
        work()
        timed[name] = time.perf_counter() - begin[0], _processor() - begin[1]
    bare = timed["bare encoder pass"]
    for name, (seconds, worked) in timed.items():
        print(
            f"{name:<28} {seconds:8.2f} s  {count / seconds:8.0f} words/s  {seconds / bare[0]:6.2f} x bare"
            f"   processor {worked:8.2f} s  {worked / bare[1]:6.2f} x bare"
        )


def _processor() -> float:
    """Seconds of processor time of this process and of those that it started and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def stream(texts: list[Document], count: int) -> None:
    """Print the peak memory of this process at every tenth of a stream."""

    def endless() -> Iterator[Document]:
        for number, one in enumerate(itertools.islice(itertools.cycle(texts), count)):
            yield _document(f"{number}", one.text)

    for number, _ in enumerate(reader("trained").pipe(endless()), 1):
        if number % max(1, count // 10) == 0:
            print(f"{number:>7} documents  peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB", flush=True)


def main() -> None:
    """Run what the command line asks for."""
    parser = argparse.ArgumentParser(description="Speed and memory of reading.")
    parser.add_argument("texts", type=Path)
    parser.add_argument("--words", type=int, default=40_000)
    parser.add_argument("--stream", type=int)
    given = parser.parse_args()
    if given.stream:
        stream(documents(given.texts, given.words), given.stream)
    else:
        speed(documents(given.texts, given.words))


if __name__ == "__main__":
    main()
