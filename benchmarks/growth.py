"""How cost grows: reading against the length of a text, comparing against the number of stored reports.

    python benchmarks/growth.py

Prints one JSON object. Every figure is a ratio within this run (1.0: twice the work in twice the time), so that it says the same on a
slow machine. Texts are made here; nothing is fetched.
"""

from __future__ import annotations

import json
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import sitrep
from sitrep.samples import folder

TOWNS = ("Quetta", "Zhob", "Peshawar", "Nowshera", "Gao", "Ansongo", "Niamey", "Torkham", "Loralai", "Tank")
SYLLABLES = [first + vowel for first in "bdfgklmnrs" for vowel in "aeio"]
HOSTILE = {
    "no full stop": "gunmen killed 12 people in Quetta on Tuesday and ",
    "only quotes": '“yes” ‘no’ "so" ',
    "town names": "Quetta, Zhob, Peshawar, Gao, Ansongo, Niamey, ",
    "numbers": "12,000 31 2 45.6 1999 ",
    "capitals": "QUETTA POLICE SAID THE ARMY KILLED SIX. ",
}


def seconds(action: Callable[[], object]) -> float:
    """The quickest of two runs."""
    best = float("inf")
    for _ in range(2):
        start = time.perf_counter()
        action()
        best = min(best, time.perf_counter() - start)
    return best


def reading_growth(sentence: str) -> float:
    """Time for a text of 200,000 code points over twice the time for one of 100,000."""
    short, long = (sentence * (size // len(sentence)) for size in (100_000, 200_000))
    sitrep.read(sentence)
    return seconds(lambda: sitrep.read(long)) / (2 * seconds(lambda: sitrep.read(short)))


def article(number: int) -> str:
    """One line of JSON: a report of an invented attack; three reports in a row are of one attack."""
    attack = number // 3
    day = date(2019, 1, 1) + timedelta(days=attack % 1500)
    town, other = TOWNS[attack % len(TOWNS)], TOWNS[attack // 7 % len(TOWNS)]
    chance = random.Random(attack)
    words = " ".join("".join(chance.choices(SYLLABLES, k=3)) for _ in range(24))
    text = (
        f"Gunmen killed {2 + attack % 37} people near {town} on {day:%d %B %Y}, {('police', 'a doctor', 'the mayor')[number % 3]} said. "
        f"They came from {other}. Witnesses spoke of {words}."
    )
    return json.dumps({"key": f"k{number}", "outlet": f"Outlet {number % 9}", "published": day.isoformat(), "language": "en", "text": text})


def comparing_growth() -> float:
    """Time to compare 100 more reports with 1,600 stored over the same with 400 stored."""
    took = []
    for stored in (400, 1600):
        with tempfile.TemporaryDirectory() as where:
            first, more = Path(where, "a.jsonl"), Path(where, "b.jsonl")
            first.write_text("\n".join(article(number) for number in range(stored)))
            more.write_text("\n".join(article(number) for number in range(stored, stored + 100)))
            with sitrep.open(str(Path(where, "db")), now=datetime(2023, 6, 1, tzinfo=UTC)) as pipeline:
                for _ in pipeline.run([str(first)]):
                    pass
                pipeline.collect([str(more)])
                pipeline.read()
                start = time.perf_counter()
                pipeline.compare()
                took.append(time.perf_counter() - start)
    return took[1] / took[0]


def main() -> None:
    """Measure and print."""
    text = " ".join(path.read_text(encoding="utf-8") for path in sorted(folder().glob("*.txt")))
    words = len(text.split())
    figures = {
        "reading, growth by kind of text": {name: round(reading_growth(sentence), 2) for name, sentence in HOSTILE.items()},
        "comparing 100 more reports, 1,600 stored over 400": round(comparing_growth(), 2),
        "reading, words a second on one core": round(words / seconds(lambda: sitrep.read(text, published="2024-03-08"))),
        "peak memory, MiB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    json.dump(figures, sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
