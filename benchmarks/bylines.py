"""Bylines and days of publication of pages against labels made by eye, SitRep beside trafilatura in one run.

    python benchmarks/bylines.py FOLDER [--show]

FOLDER holds the HTML pages (also .gz) of the measuring kit. `bylines.jsonl` has a line for each labelled page: its name, how many persons
the page names to its readers as authors of the article, the SHA-256 of their names (`digest`), and the days on which it says that it was
published (two where its own time zone and UTC leave two; none where it does not say). The labels were made from the pages' HTML alone:
what they show, and what their metadata say. A desk, an agency, an outlet and a login are no persons; a given name alone is one.

Printed for each of the two: of the pages that name persons, how many have exactly these; of those that name none, for how many none is
given; of those with a day, how many have it. `--show` lists the pages that SitRep has wrong, with what it gives.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sitrep.collect import Limits, documents
from sitrep.records import Capture, Document

LABELS = Path(__file__).with_suffix(".jsonl")
NOW = datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Said:
    """Whom and which day a program gives for a page."""

    persons: tuple[str, ...]
    day: str | None


@dataclass(frozen=True, slots=True)
class Label:
    """What a page names; `names` is the digest of its persons, None for none."""

    page: str
    persons: int
    names: str | None
    days: tuple[str, ...]


def digest(names: Iterable[str]) -> str | None:
    """The SHA-256 of names, in whatever order and case; None for none."""
    text = "\n".join(sorted({" ".join(name.casefold().split()) for name in names}))
    return hashlib.sha256(text.encode()).hexdigest() if text else None


def labels() -> list[Label]:
    """The labels that were made by eye."""
    lines = (json.loads(line) for line in LABELS.read_text(encoding="utf-8").splitlines())
    return [Label(page=row["page"], persons=row["persons"], names=row["names"], days=tuple(row["days"])) for row in lines]


def ours(name: str, body: bytes) -> Said:
    """What SitRep gives."""
    capture = Capture(
        digest=hashlib.sha256(body).hexdigest(), media_type="text/html", received=NOW, location=name, key=name, size=len(body)
    )
    made = next(iter(documents(capture, body, limits=Limits())))
    return Said(made.authors, (made.published or "")[:10] or None) if isinstance(made, Document) else Said((), None)


def theirs(_: str, body: bytes) -> Said:
    """What trafilatura gives by its own settings; it parts names by semicolons."""
    from trafilatura import extract_metadata

    found = extract_metadata(body)
    if found is None:
        return Said((), None)
    return Said(tuple(name.strip() for name in (found.author or "").split(";") if name.strip()), found.date)


def bodies(folder: Path) -> dict[str, bytes]:
    """The pages of a folder by their names."""
    files = sorted(path for path in folder.iterdir() if path.is_file())
    return {
        path.name.removesuffix(".gz"): gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes() for path in files
    }


def wrong(label: Label, said: Said) -> list[str]:
    """What of a page is not as it is labelled: "persons", "day"."""
    found = ["persons"] if digest(said.persons) != label.names else []
    return found + (["day"] if label.days and said.day not in label.days else [])


def counted(wanted: list[Label], said: dict[str, Said]) -> str:
    """The three figures in a line."""
    faults = {label.page: wrong(label, said[label.page]) for label in wanted}
    parts = []
    for name, of, fault in (
        ("persons exactly", [one for one in wanted if one.persons], "persons"),
        ("none where there is none", [one for one in wanted if not one.persons], "persons"),
        ("day", [one for one in wanted if one.days], "day"),
    ):
        right = sum(fault not in faults[one.page] for one in of)
        parts.append(f"{name} {right} of {len(of)} ({100 * right / max(1, len(of)):.1f} %)")
    return ", ".join(parts)


def main() -> None:
    """Print the figures of both, and what SitRep has wrong if that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", action="store_true")
    given = parser.parse_args()
    pages = bodies(given.folder)
    wanted = [label for label in labels() if label.page in pages]
    ways: dict[str, Callable[[str, bytes], Said]] = {"SitRep": ours, "trafilatura": theirs}
    for way, run in ways.items():
        said = {label.page: run(label.page, pages[label.page]) for label in wanted}
        print(f"{way:<12} {counted(wanted, said)}")
        for label in wanted if given.show and way == "SitRep" else ():
            if fault := wrong(label, said[label.page]):
                print(f"  {label.page[:12]} {' and '.join(fault)}: {label.persons} persons, {label.days}; given {said[label.page]}")


if __name__ == "__main__":
    main()
