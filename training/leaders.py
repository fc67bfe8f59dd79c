"""Holds the years in office of `leaders.tsv` against a published dictionary of actors, and writes what agrees into the references.

    python -m training.leaders CORPORA/cameo_dictionaries/Phoenix.Countries.actors.txt.gz [--table FILE]

The dictionary (Phoenix.Countries.actors, Open Event Data Alliance, MIT) is of January 2014. It gives persons with the days on which they
came into an office and left it, by country. Offices that follow on each other in one government are one time in office here, as they are
in the table. An end that it leaves open may be one that it had not heard of, so that such a row is checked for its beginning only. What
it gives otherwise, or not at all, stays "not checked". Only the column of references is written; no row is taken from the dictionary.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from sitrep.compare.words import fold

NAME = "Phoenix.Countries.actors 2014"
TABLE = Path("src/sitrep/read/actors/leaders.tsv")
_ROLE = re.compile(r"\[([A-Z]{3})(?:GOV|MIL)[A-Z]*\s*([^\]]*)\]")
# Years of two digits are of this century up to the year of the dictionary.
_LAST = 14
_NEVER = 9999

# A country and the words of a name, in any order.
Person = tuple[str, frozenset[str]]
# The years in which a time in office begins and ends; None where that is open.
Years = tuple[int, int | None]


def offices(lines: Iterable[str]) -> dict[Person, list[Years]]:
    """The times in office of every person of the dictionary, under each of the person's names; adjoining ones joined."""
    found: dict[Person, set[Years]] = defaultdict(set)
    names: list[str] = []
    for line in lines:
        text = line.split("#")[0].rstrip()
        if not text:
            continue
        if text.startswith("+"):
            names.append(text[1:])
        elif text[0].isspace():
            for country, dates in _ROLE.findall(text):
                for name in names if (years := _years(dates)) else ():
                    found[country, words(name)].add(years)
        else:
            names = [text.split("[")[0]]
    return {person: _joined(sorted(spans, key=lambda years: (years[0], years[1] or _NEVER))) for person, spans in found.items()}


def words(name: str) -> frozenset[str]:
    """The words of a name without accents, signs and capitals; a dictionary joins them by underscores."""
    return frozenset(re.findall(r"[a-z]+", fold(name.replace("_", " "))))


def _years(dates: str) -> Years | None:
    """The years of "010523-050607" and of ">20010523"; None for what begins with no day."""
    days = re.fullmatch(r"\s*>?\s*(\d{6}|\d{8})(?:-(\d{6}|\d{8}))?", dates)
    if days is None or (">" in dates) is bool(days[2]):
        return None
    return _year(days[1]), _year(days[2]) if days[2] else None


def _year(day: str) -> int:
    if len(day) == 8:
        return int(day[:4])
    short = int(day[:2])
    return short + (2000 if short <= _LAST else 1900)


def _joined(spans: Sequence[Years]) -> list[Years]:
    """Times in office, those that begin in the year in which another ends joined with it; each by itself as well."""
    found = list(spans)
    for start, end in found:  # which grows: three in a row are one as well
        for first, last in spans:
            if end is not None and end == first and (start, last) not in found:
                found.append((start, last))
    return found


def reference(name: str, aliases: str, country: str, start: str, end: str, known: Mapping[Person, Sequence[Years]]) -> str:
    """What a row of the table refers to: the dictionary as far as it agrees, else the article to look at."""
    forms = [name, *(alias for alias in aliases.split(";") if " " in alias)]
    spans = [years for form in forms for years in known.get((country, words(form)), ()) if str(years[0]) == start]
    if end and any(str(last) == end for _, last in spans):
        return f"{NAME}: {start} to {end}"
    if any(last is None for _, last in spans):
        return f"{NAME}: from {start}; end not checked; enwiki: {name}"
    return f"not checked; enwiki: {name}"


def main() -> None:
    """Read both, write the references, say how many rows agree."""
    parser = argparse.ArgumentParser(description="Hold the years of leaders against a published dictionary.")
    parser.add_argument("dictionary", type=Path)
    parser.add_argument("--table", type=Path, default=TABLE)
    given = parser.parse_args()
    with gzip.open(given.dictionary, "rt", encoding="latin-1") as lines:
        known = offices(lines)
    counts: Counter[str] = Counter()
    written = []
    for line in given.table.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            aliases, name, kind, country, sector, start, end, _ = line.split("\t")
            refers = reference(name, aliases, country, start, end, known)
            counts["not checked" if refers.startswith("not") else "beginning agrees" if "; end" in refers else "agrees"] += 1
            line = "\t".join((aliases, name, kind, country, sector, start, end, refers))
        written.append(line)
    given.table.write_text("\n".join(written) + "\n", encoding="utf-8")
    print(", ".join(f"{what} {count:,}" for what, count in counts.most_common()))


if __name__ == "__main__":
    main()
