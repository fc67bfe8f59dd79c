"""Texts that are not news: does reading stay linear, and does it stay silent?

    python benchmarks/odd_texts.py [--scale N]

Each kind of text is read at a size and at four times that size; a ratio of seconds near 4 is linear. Events a thousand words tell how
silent the reader is; the sample week, which is news, is read for comparison.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Callable
from datetime import UTC, datetime

from sitrep.asked import limits
from sitrep.collect import collect
from sitrep.config import Settings
from sitrep.read import reader
from sitrep.records import Document, Failure, Reading, make_id
from sitrep.samples import folder

_TEAMS = ("Lions", "Rovers", "United", "Harbour City", "the Eagles", "Northfield", "Real Oporto", "the Bulls")
_TOWNS = ("Paris", "Lagos", "Karachi", "Lima", "Perth", "Gao", "Idlib", "Springfield", "San José", "Georgetown", "Victoria", "Tripoli")


def table(rng: random.Random, size: int) -> str:
    """Rows of figures."""
    return "\n".join("\t".join(f"{rng.randrange(10**6) / 100:,.2f}" for _ in range(8)) for _ in range(size))


def results(rng: random.Random, size: int) -> str:
    """Scores, with words that events are told with."""
    verbs = ("beat", "crushed", "held", "stunned", "edged out", "fought back against", "shot down", "massacred")
    return " ".join(
        f"{rng.choice(_TEAMS)} {rng.choice(verbs)} {rng.choice(_TEAMS)} {rng.randrange(9)}-{rng.randrange(9)} on {rng.randrange(1, 29)}/11."
        for _ in range(size)
    )


def recipe(rng: random.Random, size: int) -> str:
    """Steps of a recipe."""
    steps = ("Beat {} eggs.", "Whip {} grams of cream.", "Crush {} cloves of garlic.", "Strike the pan {} times.", "Bake at {} degrees.")
    return " ".join(rng.choice(steps).format(rng.randrange(1, 300)) for _ in range(size))


def cities(rng: random.Random, size: int) -> str:
    """A list of names of towns."""
    return ", ".join(rng.choice(_TOWNS) for _ in range(size * 5)) + "."


def days(rng: random.Random, size: int) -> str:
    """Dates that are none, telephone numbers, scores that look like dates."""
    odd = ("31 February", "32/13/2020", "year 9999", "+92 21 3568 0123", "won 9/11", "the 45th of May", "0000-00-00", "24:61", "30.2.2021")
    return " ".join(f"It was {rng.choice(odd)}." for _ in range(size))


def fiction(rng: random.Random, size: int) -> str:
    """A story about nobody."""
    lines = (
        "The dragon woke and stretched its wings.",
        "She laughed until the candle went out.",
        "He kissed the frog, and the frog complained.",
        "The king's nose fell into the soup.",
        "They rode all night under a cardboard moon.",
    )
    return " ".join(rng.choice(lines) for _ in range(size))


KINDS: tuple[Callable[[random.Random, int], str], ...] = (table, results, recipe, cities, days, fiction)


def read(text: str) -> tuple[float, Reading]:
    """Seconds and the reading of a text."""
    document = Document(id=make_id("doc", text), article=make_id("art", text), key="odd", text=text, language="en", published="2024-03-01")
    begin = time.perf_counter()
    reading = reader("trained").read(document)
    return time.perf_counter() - begin, reading


def main() -> None:
    """Print a line for each kind of text."""
    parser = argparse.ArgumentParser(description="Texts that are not news.")
    parser.add_argument("--scale", type=int, default=250)
    scale = parser.parse_args().scale
    read("The river rose.")
    for kind in KINDS:
        once, _ = read(kind(random.Random(1), scale))
        text = kind(random.Random(1), 4 * scale)
        longer, reading = read(text)
        count = max(1, len(text.split()))
        rate = 1000 * len(reading.events) / count
        print(f"{kind.__name__:<9} {count:>7} words  x{longer / once:5.2f} for x4  {rate:6.2f} events a 1,000 words")
    news = [
        document
        for item in collect([str(folder())], received=datetime(2024, 3, 10, tzinfo=UTC), limits=limits(Settings()))
        if not isinstance(item, Failure)
        for document in item[2]
        if isinstance(document, Document)
    ]
    found = [one for one in reader("trained").pipe(news) if isinstance(one, Reading)]
    count = sum(len(one.document.text.split()) for one in found)
    print(f"news      {count:>7} words  {'':>14}  {1000 * sum(len(one.events) for one in found) / count:6.2f} events a 1,000 words")


if __name__ == "__main__":
    main()
