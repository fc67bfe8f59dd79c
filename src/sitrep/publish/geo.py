"""Places in words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from sitrep.publish.text import one_line
from sitrep.records import Location, Place


@cache
def _countries() -> dict[str, dict[str, str]]:
    """English short names (Unicode CLDR) and ISO 3166-1 alpha-2 codes by alpha-3 code."""
    with (Path(__file__).parent / "static" / "countries.tsv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def alpha2(code: str | None) -> str | None:
    """A country's ISO 3166-1 alpha-2 code by its alpha-3 code; None where there is none."""
    row = _countries().get(code or "")
    return row["alpha2"] or None if row else None


def country_name(code: str | None) -> str | None:
    """A country's English name; the code itself where no name is known; None for None."""
    if not code:
        return None
    row = _countries().get(code)
    return row["name"] if row else one_line(code)


def place_line(place: Place | Location | None) -> str:
    """A place from near to far: "Karsa, Northern Province, Examplia"; "place not known"."""
    if place is None:
        return "place not known"
    parts = [one_line(place.name), one_line(place.admin or ""), country_name(place.country) or ""]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or "place not known"
