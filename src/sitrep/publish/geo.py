"""Places in words."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

from sitrep.publish.text import one_line
from sitrep.records import Location, Place


@cache
def _countries() -> dict[str, str]:
    """English short names by ISO 3166-1 alpha-3 code (Unicode CLDR)."""
    with (Path(__file__).parent / "static" / "countries.tsv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)}


def country_name(code: str | None) -> str | None:
    """A country's English name; the code itself where no name is known; None for None."""
    return _countries().get(code, one_line(code)) if code else None


def place_line(place: Place | Location | None) -> str:
    """A place from near to far: "Karsa, Northern Province, Examplia"; "place not known"."""
    if place is None:
        return "place not known"
    parts = [one_line(place.name), one_line(place.admin or ""), country_name(place.country) or ""]
    return ", ".join(dict.fromkeys(part for part in parts if part)) or "place not known"
