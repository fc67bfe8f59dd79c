"""Letters that the desk sets: they win over those that a record gives, and are marked as set."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep.errors import ConfigError
from sitrep.records import Grade
from sitrep.weigh.reliability import LETTERS

DESK = "desk"
_COLUMNS = 3
Identity = Callable[[str], Hashable]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLetter:
    """One row: the letter for a source or an outlet, and why."""

    name: str
    letter: str
    reason: str


def letters_of(path: str) -> list[SetLetter]:
    """The letters in a file (UTF-8). Raises ConfigError naming the file, and the line that is wrong."""
    try:
        with Path(path).open(encoding="utf-8") as lines:
            return read_letters(lines, subject=path)
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(path, f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error


def read_letters(lines: Iterable[str], subject: str = "letters") -> list[SetLetter]:
    """Letters from the lines of a table: name, letter (A to F), reason, apart by tabs; neither blank lines nor those with # in front count.

    Raises ConfigError, naming `subject` and the line, for a row with another number of fields, an empty field, a letter that is none, or a
    name that an earlier row has.
    """
    found: dict[str, SetLetter] = {}
    for number, line in enumerate(lines, 1):
        text = line.removeprefix("\ufeff") if number == 1 else line
        if not text.strip() or text.startswith("#"):
            continue
        cells = [" ".join(cell.split()) for cell in text.rstrip("\r\n").split("\t")]
        if reason := _wrong(cells):
            raise ConfigError(f"{subject}:{number}", reason)
        row = SetLetter(name=cells[0], letter=cells[1].upper(), reason=cells[2])
        if fold(row.name) in found:
            raise ConfigError(f"{subject}:{number}", f"{row.name!r} has a letter already")
        found[fold(row.name)] = row
    return list(found.values())


def _wrong(cells: list[str]) -> str | None:
    if len(cells) != _COLUMNS:
        return f"the row has {len(cells)} field{'' if len(cells) == 1 else 's'}, not {_COLUMNS} (name, letter, reason, apart by tabs)"
    if not all(cells):
        return f"the row has no {('name', 'letter', 'reason')[cells.index('')]}"
    return None if cells[1].upper() in LETTERS else f"{cells[1]!r} is no letter (A to F)"


def fold(name: str) -> str:
    """A name without case, accents and odd spaces."""
    plain = "".join(character for character in unicodedata.normalize("NFKD", name) if not unicodedata.combining(character))
    return " ".join(unicodedata.normalize("NFC", plain.casefold()).split())


def with_letters(grades: Mapping[str, Grade], letters: Iterable[SetLetter], identity: Identity | None = None) -> dict[str, Grade]:
    """The grades, those that the desk set in place of their own; the record stays, in numbers and in the reasons.

    A row is of the name that is the same when folded; else, where `identity` is given, of the names that stand for the same as its own
    (`identity` gives what a name stands for, something empty where it stands for nothing in particular).
    """
    exact: dict[str, SetLetter] = {}
    alike: dict[Hashable, SetLetter] = {}
    for row in letters:
        exact[fold(row.name)] = row
        if identity is not None and (stands_for := identity(row.name)):
            alike.setdefault(stands_for, row)
    found = dict(grades)
    for name, one in grades.items():
        named = exact.get(fold(name)) or (alike.get(identity(name)) if identity is not None else None)
        if named is not None:
            found[name] = _set(one, named)
    return found


def _set(grade: Grade, row: SetLetter) -> Grade:
    own = grade.why if grade.reliability == "F" else (f"its record alone would give {grade.reliability}: {grade.why[0]}",)
    return replace(grade, reliability=row.letter, set_by=DESK, why=(f"set by the {DESK}: {row.reason}", *own))
