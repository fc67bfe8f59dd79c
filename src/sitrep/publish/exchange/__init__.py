"""A situation report in the formats of other programs: which there are, and the function that writes each.

    for part in FORMATS["stix"].write(report, readings): …

A function takes a report, from which what must not go out has been left out already (`sitrep.publish.markings`), and the readings of its
documents by id, of which it may miss some; it gives the parts of one UTF-8 file in order. All are pure: the same input, the same bytes.
What each format keeps and loses stands in docs/reference/exchange.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sitrep.publish.exchange.stix import stix
from sitrep.records import Reading, SituationReport

Write = Callable[[SituationReport, Mapping[str, Reading]], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the function that writes it, its media type, how names of its files end, and a line about it for people."""

    write: Write
    content_type: str
    suffix: str
    help: str


FORMATS: Mapping[str, Format] = {
    "stix": Format(
        write=stix,
        content_type="application/stix+json;version=2.1",
        suffix=".json",
        help="STIX 2.1 bundle: incidents, accounts, assessments",
    ),
}

__all__ = ["FORMATS", "Format", "Write"]
