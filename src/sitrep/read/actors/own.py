"""Users' own rows of the actor table: adding one, and checking files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.actors.table import COLUMNS, lines, package, problem, written
from sitrep.read.gazetteer.names import key

HEADER = "# Aliases (;)\tname\tkind\tcountry (ISO 3166-1 alpha-3)\tPLOVER sector\tvalid from\tvalid to\treference\n"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: broken rows and names claimed twice, each a line that names file and line; how many rows and names are right."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    actors: int
    names: int


def append(path: str, cells: Sequence[str]) -> None:
    """Add a row to a table, which is made if there is none.

    Raises ConfigError if the row is wrong, or if the table already has an actor of that name or alias; nothing is then written.
    """
    cleaned = [" ".join(cell.split()) for cell in cells]
    if wrong := problem(cleaned):
        raise ConfigError(cleaned[1] or path, wrong)
    target = Path(path)
    before = written(target) if target.exists() else HEADER
    held = {name for _, row in lines(before) if len(row) == COLUMNS for name in _names(row)}
    if again := sorted(held & _names(cleaned)):
        raise ConfigError(path, f"{again[0]!r} is there already")
    try:
        target.write_text(before + ("" if before.endswith("\n") else "\n") + "\t".join(cleaned) + "\n", encoding="utf-8")
    except OSError as error:
        raise ConfigError(path, f"cannot be written: {error.strerror or error}") from error


def check(files: Sequence[str], *, shipped: bool = True) -> Report:
    """Check tables, and with `shipped` those that come with SitRep. Raises ConfigError for a file that cannot be read."""
    errors: list[str] = []
    claimed: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    count = 0
    for path in (*map(Path, files), *(package() if shipped else ())):
        for number, cells in lines(written(path)):
            if wrong := problem(cells):
                errors.append(f"{path.name}:{number}: {wrong}")
                continue
            count += 1
            for name in _names(cells):
                claimed[name].append((f"{path.name}:{number}", cells))
    warnings = [
        f"{', '.join(place for place, _ in rows)}: {name!r} is claimed twice; the first keeps it"
        for name, rows in claimed.items()
        if any(_rival(one, two) for (_, one), (_, two) in combinations(rows, 2))
    ]
    return Report(tuple(errors), tuple(sorted(warnings)), count, len(claimed))


def _rival(first: Sequence[str], second: Sequence[str]) -> bool:
    """Whether two rows of a name cannot both hold: other actors, or one actor's rows for years that overlap."""
    (since, until), (other_since, other_until) = ((row[5] or "0000", row[6] or "9999") for row in (first, second))
    return first[1] != second[1] or (since <= other_until and other_since <= until)


def _names(cells: Sequence[str]) -> set[str]:
    return {key(name) for name in (cells[1], *cells[0].split(";")) if name.strip()}
