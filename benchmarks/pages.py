"""The text of pages in bulk: SitRep in one process and in several beside trafilatura alone, in one run.

    python benchmarks/pages.py FOLDER [--gold GOLD.json] [--times 2]

FOLDER holds HTML pages (also .gz). GOLD.json is {"pages": {NAME: {"text": TEXT}}}; with it, the F1 of 4-word shingles is printed, as the
article extraction benchmark of Scrapinghub counts it. Each way takes every page twice, in `--times` rounds in which each has its turn;
the best round counts, by the clock and by processor time (that of its processes added up). Trafilatura gives the text alone; SitRep also
gives title, byline, dates, language, quotes, tables and notes.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import os
import re
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from sitrep.batch import map_some
from sitrep.collect import Limits, documents
from sitrep.records import Capture, Document

NOW = datetime.now(UTC)
Pages = dict[str, bytes]


def capture(name: str, body: bytes) -> Capture:
    """A page as if it had been read from a file."""
    digest = hashlib.sha256(body).hexdigest()
    return Capture(digest=digest, media_type="text/html", received=NOW, location=name, key=name, size=len(body))


def ours(item: tuple[str, bytes]) -> str:
    """The text that SitRep gives for one page."""
    made = list(documents(capture(*item), item[1], limits=Limits()))
    return made[0].text if isinstance(made[0], Document) else ""


def theirs(item: tuple[str, bytes]) -> str:
    """The text that trafilatura gives for one page by its own settings."""
    from trafilatura import extract

    return extract(item[1], include_comments=False) or ""


def spread(function: Callable[[tuple[str, bytes]], str], items: list[tuple[str, bytes]], workers: int) -> list[str]:
    """The texts of pages, in order, by as many processes."""
    found = map_some(function, items, wanted=lambda _: True, weight=lambda item: len(item[1]), workers=workers)
    return [text for _, text in found]


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The sequences of four words in a text."""
    words = re.findall(r"\w+", text)
    return Counter(tuple(words[i : i + 4]) for i in range(max(1, len(words) - 3)) if words)


def f1(texts: dict[str, str], gold: dict[str, str]) -> float:
    """F1 of the means of precision and recall."""
    precisions, recalls = [], []
    for name, wanted in gold.items():
        true, given = shingles(wanted), shingles(texts.get(name, ""))
        both = sum((true & given).values())
        if given:
            precisions.append(both / sum(given.values()))
        if true:
            recalls.append(both / sum(true.values()))
    precision, recall = sum(precisions) / len(precisions), sum(recalls) / len(recalls)
    return 200 * precision * recall / (precision + recall)


def main() -> None:
    """Print pages a second, the ratio to trafilatura and the F1 of each way."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--gold", type=Path)
    parser.add_argument("--times", type=int, default=2)
    given = parser.parse_args()
    files = sorted(path for path in given.folder.iterdir() if path.is_file())
    pages = {
        path.name.removesuffix(".gz"): gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    }
    gold = {name: page["text"] for name, page in json.loads(given.gold.read_bytes())["pages"].items()} if given.gold else {}
    items = list(pages.items())
    ways = {
        "trafilatura, one process": partial(spread, theirs, workers=1),
        "SitRep, one process": partial(spread, ours, workers=1),
        "SitRep, a process a core": partial(spread, ours, workers=0),
        "trafilatura, a process a core": partial(spread, theirs, workers=0),
    }
    for run in (ours, theirs):
        run(items[0])
    clock: dict[str, list[float]] = {way: [] for way in ways}
    processor: dict[str, list[float]] = {way: [] for way in ways}
    texts: dict[str, dict[str, str]] = {}
    for _ in range(given.times):
        for way, run in ways.items():
            start, used = time.perf_counter(), sum(os.times()[:4])
            texts[way] = dict(zip(pages, run(items * 2), strict=False))
            clock[way].append(time.perf_counter() - start)
            processor[way].append(sum(os.times()[:4]) - used)
    count = 2 * len(items)
    first, least = min(clock["trafilatura, one process"]), min(processor["trafilatura, one process"])
    for way in ways:
        score = f"  F1 {f1(texts[way], gold):.2f}" if gold else ""
        took, used = min(clock[way]), min(processor[way])
        by_clock = f"{count / took:6.1f} pages/s {first / took:5.2f} x"
        print(f"{way:<30} {by_clock}   {count / used:6.1f} a processor second {least / used:5.2f} x{score}")


if __name__ == "__main__":
    main()
