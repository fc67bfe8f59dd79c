"""The actor table: names in text, and who a noun phrase stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.read.actors.lexicon import kinds
from sitrep.read.actors.people import People
from sitrep.read.actors.phrases import Offices, resolve
from sitrep.read.gazetteer.countries import countries
from sitrep.read.gazetteer.names import Word, joined, key, words

_FOLDER = Path(__file__).parent
_FILES = ("groups.tsv", "bodies.tsv", "forces.tsv", "outlets.tsv", "leaders.tsv")
COLUMNS = 8
_YEAR = re.compile(r"\d{4}")
_LONGEST = 9
SECTORS = frozenset(
    [
        "GOV",
        "MIL",
        "COP",
        "JUD",
        "LEG",
        "PTY",
        "OPP",
        "REB",
        "UAF",
        "CRM",
        "SPY",
        "IGO",
        "NGO",
        "MED",
        "EDU",
        "BUS",
        "LAB",
        "AGR",
        "HLH",
        "REL",
        "REF",
        "CVL",
        "ELI",
    ]
)
KINDS = frozenset(
    ["group", "igo", "alliance", "ngo", "company", "agency", "force", "party", "outlet", "person", "state", "people", "office"]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who is meant: name (None for "Pakistani police"), country (alpha-3), PLOVER sector, kind, each None where unknown."""

    name: str | None = None
    country: str | None = None
    sector: str | None = None
    kind: str | None = None
    valid_from: str | None = None
    valid_to: str | None = None

    def held(self, year: int) -> bool:
        """Whether the row holds for a year; an open end holds for ever."""
        return int(self.valid_from or 0) <= year <= int(self.valid_to or 9999)


@dataclass(slots=True)
class ActorTable:
    """Names and the actors behind them. Read-only once built; safe to share between threads."""

    names: dict[str, Actor] = field(default_factory=dict)
    cased: dict[str, frozenset[str]] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)
    offices: Offices = field(default_factory=Offices)
    periods: dict[str, tuple[Actor, ...]] = field(default_factory=dict)
    people: People = field(default_factory=People)

    _resolved: Callable[[str], Actor | None] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._resolved = lru_cache(maxsize=10_000)(self._of_phrase)

    def in_year(self, actor: Actor, year: int) -> Actor:
        """The actor as it was in a year, where its rows tell: the Taliban ruled until 2001, fought until 2021, rule since.

        What is not from its row (the sector of "Taliban judges") stays. Years outside of every row change nothing, but that a person who
        is not in office then is of the elites.
        """
        rows = self.periods.get(actor.name or "", ())
        if actor.kind == "person" and rows and not any(row.held(year) for row in rows):
            return replace(actor, sector="ELI")
        if len(rows) < 2 or actor.sector not in {row.sector for row in rows}:
            return actor
        then = next((row for row in rows if row.held(year)), actor)
        return replace(actor, country=then.country, sector=then.sector, valid_from=then.valid_from, valid_to=then.valid_to)

    def get(self, name: str) -> Actor | None:
        """The actor of exactly this name (in any spelling of case and accents; abbreviations in capitals), or None."""
        folded = key(name)
        found = self.names.get(folded)
        forms = self.cased.get(folded)
        if found and forms and name.strip() not in forms and not (name.startswith(("the ", "The ")) and name[4:] in forms):
            return None
        return found

    def resolve(self, phrase: str) -> Actor | None:
        """Who a noun phrase as written stands for; None where nothing in it says.

        "Pakistani Ambassador to the U.S. Husain Haqqani" gives country PAK and sector GOV without a name.
        """
        return self._resolved(phrase)

    def _of_phrase(self, phrase: str) -> Actor | None:
        found = self.get(phrase.strip()) or resolve(self, phrase)
        return found if isinstance(found, Actor) else None

    def find(self, text: str) -> list[tuple[int, int, Actor]]:
        """Every name of the table in a text: start, end, actor; the longest at each place, none overlapping. Linear in the text."""
        return [(start, end, actor) for start, end, actor, _ in self.find_words(text, words(text))]

    def find_words(self, text: str, split: Sequence[Word]) -> list[tuple[int, int, Actor, int]]:
        """As `find`, over words split before; with the number of words of each name."""
        found = []
        at = 0
        while at < len(split):
            count, actor = self._longest_at(text, split, at)
            if actor:
                found.append((split[at].start, split[at + count - 1].end, actor, count))
            at += max(count, 1)
        return found

    def is_outlet(self, name: str) -> str | None:
        """The canonical name of an outlet by any of its names; None if it is not known as one."""
        found = self.get(name)
        return found.name if found and found.kind == "outlet" else None

    def _longest_at(self, text: str, split: Sequence[Word], at: int) -> tuple[int, Actor | None]:
        limit = self.longest.get(split[at].key.split(" ", 1)[0])
        best: tuple[int, Actor | None] = (0, None)
        if not limit:
            return best
        parts: list[str] = []
        for offset in range(min(limit, len(split) - at)):
            if offset and not joined(text, split[at + offset - 1], split[at + offset]):
                break
            parts.append(split[at + offset].key)
            actor = self.names.get(" ".join(parts))
            if actor and self._written_as_name(text[split[at].start : split[at + offset].end], " ".join(parts), text, split[at].start):
                best = (offset + 1, actor)
        return best

    def _written_as_name(self, written: str, folded: str, text: str, start: int) -> bool:
        forms = self.cased.get(folded)
        if forms is not None:
            return written in forms
        if written == written.lower():
            return False
        # Names that are also words of the language ("Dawn") count only where their capital is not that of a sentence's beginning.
        return folded not in kinds()["also_words"] or not begins_sentence(text, start)


def begins_sentence(text: str, start: int) -> bool:
    """Whether a word stands at the start of the text or after the end of a sentence."""
    before = text[max(0, start - 4) : start].rstrip(" \t\"'“‘(")
    return not before or before[-1] in ".!?\n:;" or (start < 4 and not text[:start].strip())


_own: list[Path] = []


def use(path: str) -> None:
    """Have `actors()` in this process begin with the rows of a user's own table ("" for none)."""
    _own[:] = [Path(path)] if path else []


def actors() -> ActorTable:
    """The rows of the user's own table, if one is in use, and those of the package; each set of files is read once a process.

    Raises ConfigError naming file and line of a broken row.
    """
    return _table(tuple(_own))


@cache
def _table(own: tuple[Path, ...]) -> ActorTable:
    return load((*own, *package()))


def package() -> tuple[Path, ...]:
    """The files of the package, in the order in which they win."""
    return tuple(_FOLDER / file for file in _FILES)


def load(files: Iterable[Path]) -> ActorTable:
    """An actor table from files of the format of docs/reference/actors.md. Raises ConfigError naming file and line of a broken row."""
    table = ActorTable(offices=_offices(_FOLDER / "offices.tsv"))
    for path in files:
        for number, cells in rows(path, COLUMNS):
            if wrong := problem(cells):
                raise ConfigError(f"{path.name}:{number}", wrong)
            _add(table, cells)
    return table


def problem(cells: Sequence[str]) -> str | None:
    """What is wrong with a row of an actor file; None if nothing is."""
    if len(cells) != COLUMNS:
        return f"{len(cells)} columns where {COLUMNS} are wanted"
    _, name, kind, country, sector, since, until, reference = cells
    checks = (
        (bool(name), "there is no name"),
        (kind in KINDS, f"{kind!r} is not a kind of actor (known: {', '.join(sorted(KINDS))})"),
        (not country or country in countries(), f"{country!r} is not an alpha-3 country code"),
        (not sector or sector in SECTORS, f"{sector!r} is not a PLOVER sector (known: {', '.join(sorted(SECTORS))})"),
        (all(not year or _YEAR.fullmatch(year) for year in (since, until)), f"{since!r} to {until!r} are not years"),
        (not (since and until) or since <= until, f"it ends ({until}) before it begins ({since})"),
        (kind != "person" or bool(country), "a person needs a country"),
        (bool(reference), "there is no reference"),
    )
    return next((reason for holds, reason in checks if not holds), None)


def _add(table: ActorTable, cells: Sequence[str]) -> None:
    aliases, name, kind, country, sector, since, until, _ = cells
    actor = Actor(name=name, country=country or None, sector=sector or None, kind=kind, valid_from=since or None, valid_to=until or None)
    if kind == "person":
        table.periods[name] = (*table.periods.get(name, ()), actor)
        table.people.add(actor, (name, *filter(None, aliases.split(";"))))
        return
    if table.names.get(key(name), actor).name == name:
        table.periods[name] = (*table.periods.get(name, ()), actor)
    forms = (name, *filter(None, aliases.split(";")))
    exact = {key(form) for form in forms if _as_written(form)}
    for form in forms:
        folded = key(form)
        if folded in table.names and table.names[folded] is not actor:
            continue
        table.names[folded] = actor
        if folded in exact:
            table.cased[folded] = table.cased.get(folded, frozenset()) | {form}
        first, count = folded.split(" ", 1)[0], folded.count(" ") + 1
        table.longest[first] = min(_LONGEST, max(count, table.longest.get(first, 0)))


def _as_written(form: str) -> bool:
    """Whether a name counts only as its row writes it: an abbreviation ("WHO" is not "who"), an accented word ("Libération")."""
    abbreviated = len(form) < 7 and sum(letter.isupper() for letter in form) > 1
    return " " not in form and (abbreviated or not form.isascii())


def _offices(path: Path) -> Offices:
    found = {}
    for number, (word, sector) in rows(path, 2):
        if sector not in SECTORS:
            raise ConfigError(f"{path.name}:{number}", f"{sector!r} is not a PLOVER sector")
        found[word] = sector
    return Offices(found)


def rows(path: Path, width: int) -> list[tuple[int, list[str]]]:
    """The rows of a table with their line numbers. Raises ConfigError naming the file, or the line of a row of another width."""
    found = lines(written(path))
    for number, cells in found:
        if len(cells) != width:
            raise ConfigError(f"{path.name}:{number}", f"{len(cells)} columns where {width} are wanted")
    return found


def written(path: Path) -> str:
    """The text of a table. Raises ConfigError naming the file."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(str(path), f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error


def lines(text: str) -> list[tuple[int, list[str]]]:
    """The cells of a table's lines that are neither empty nor comments, with their numbers."""
    return [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]
