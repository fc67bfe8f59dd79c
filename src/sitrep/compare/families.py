"""Publisher families: which outlets belong to one group, or print one group's copy, from the package's table and the user's own."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sitrep.compare.words import fold
from sitrep.errors import ConfigError

PACKAGE = Path(__file__).parent / "families.tsv"
RELATIONS = ("owned", "syndicates", "same newsroom")
COLUMNS = 5
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One outlet of a group and how it belongs to it."""

    group: str
    relation: str


@dataclass(frozen=True, slots=True)
class Families:
    """Outlets by name and by domain. Read-only once built."""

    names: Mapping[str, Member] = field(default_factory=dict)
    domains: Mapping[str, Member] = field(default_factory=dict)

    def find(self, outlet: str | None, host: str | None = None) -> Member | None:
        """The group of an outlet, by its name or, where that says nothing, by the host of its address (which may stand for a name)."""
        named = self.names.get(name_key(outlet)) if outlet else None
        return named or self._of_host(outlet or "") or self._of_host(host or "")

    def _of_host(self, host: str) -> Member | None:
        """The group of a host or of the nearest domain above it."""
        parts = host.casefold().removeprefix("www.").split(".")
        above = (".".join(parts[at:]) for at in range(len(parts) - 1))
        return next((self.domains[domain] for domain in above if domain in self.domains), None)


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: broken rows and what two rows claim, each a line that names file and line; how many rows and groups are right."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    outlets: int
    groups: int


def name_key(name: str) -> str:
    """A name as it is looked up: without case, accents, signs and "the"."""
    return " ".join(re.findall(r"[^\W_]+", fold(name))).removeprefix("the ")


def families(path: str = "") -> Families:
    """The families of the package and of a user's own table ("" for none), whose rows win; each set of files is read once a process.

    Raises ConfigError naming the file that cannot be read, or file and line of a broken row.
    """
    return _families(path)


@cache
def _families(path: str) -> Families:
    own = _rows(Path(path)) if path else []
    taken = {claim for _, cells in own for claim in _claims(cells)}
    shipped = [(place, cells) for place, cells in _rows(PACKAGE)]
    found: dict[tuple[str, str], list[Member]] = defaultdict(list)
    for cells in (cells for _, cells in own):
        for claim in _claims(cells):
            found[claim].append(_member(cells))
    for cells in (cells for _, cells in shipped):
        for claim in _claims(cells):
            if claim not in taken:
                found[claim].append(_member(cells))
    # What two groups claim tells neither: "The Daily Mirror" of London and of Colombo.
    sure = {claim: members[0] for claim, members in found.items() if len({member.group for member in members}) == 1}
    return Families(
        names={key: member for (kind, key), member in sure.items() if kind == "name"},
        domains={key: member for (kind, key), member in sure.items() if kind == "domain"},
    )


def check(files: Sequence[str], *, shipped: bool = True) -> Report:
    """Check tables, and with `shipped` the one that comes with SitRep. Raises ConfigError for a file that cannot be read."""
    errors: list[str] = []
    right: list[tuple[str, Sequence[str]]] = []
    for path in (*map(Path, files), *((PACKAGE,) if shipped else ())):
        for place, cells in _lines(path):
            wrong = problem(cells)
            if wrong:
                errors.append(f"{place}: {wrong}")
            else:
                right.append((place, cells))
    return Report(tuple(errors), tuple(_doubled(right)), len(right), len({cells[0] for _, cells in right}))


def problem(cells: Sequence[str]) -> str | None:
    """What is wrong with a row; None if nothing is."""
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns where {COLUMNS} are wanted"
    group, names, domains, relation, reference = cells
    odd = next((domain for domain in _listed(domains) if not _DOMAIN.fullmatch(domain)), None)
    checks = (
        (bool(group), "there is no group"),
        (any(map(name_key, _listed(names))), "there is no outlet"),
        (odd is None, f"{odd!r} is not a domain in small letters"),
        (relation in RELATIONS, f"{relation!r} is not a relation (known: {', '.join(RELATIONS)})"),
        (bool(reference), "there is no reference"),
    )
    return next((reason for holds, reason in checks if not holds), None)


def _doubled(rows: Iterable[tuple[str, Sequence[str]]]) -> list[str]:
    """A line for each name or domain that rows of two groups claim."""
    claimed: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for place, cells in rows:
        for claim in _claims(cells):
            claimed[claim].append((place, cells[0]))
    return sorted(
        f"{', '.join(place for place, _ in held)}: {key!r} is claimed twice; it counts for neither group"
        for (_, key), held in claimed.items()
        if len({group for _, group in held}) > 1
    )


def _claims(cells: Sequence[str]) -> list[tuple[str, str]]:
    """The names and domains of a row, each once."""
    names = [("name", key) for name in _listed(cells[1]) if (key := name_key(name))]
    return list(dict.fromkeys([*names, *(("domain", domain) for domain in _listed(cells[2]))]))


def _member(cells: Sequence[str]) -> Member:
    return Member(group=cells[0], relation=cells[3])


def _listed(cell: str) -> list[str]:
    return [part.strip() for part in cell.split(";") if part.strip()]


def _rows(path: Path) -> list[tuple[str, list[str]]]:
    """The rows of a table with file and line. Raises ConfigError for a file that cannot be read and for the first broken row."""
    found = _lines(path)
    for place, cells in found:
        if wrong := problem(cells):
            raise ConfigError(place, wrong)
    return found


def _lines(path: Path) -> list[tuple[str, list[str]]]:
    """The cells of a table's lines that are neither empty nor comments, each with "FILE:LINE"."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    return [
        (f"{path.name}:{number}", [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
