"""A situation report in the formats of other programs: which there are, and the function that writes each.

    for part in FORMATS["stix"].write(report, readings): …

A function takes a report, from which what must not go out has been left out already (`sitrep.publish.markings`), and the readings of its
documents by id, of which it may miss some; it gives the parts of one UTF-8 file in order. All are pure: the same input, the same bytes.
What each format keeps and loses stands in docs/reference/exchange.md and docs/reference/linked-data.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from sitrep.publish.exchange.aif import aif
from sitrep.publish.exchange.annotations import annotated
from sitrep.publish.exchange.argdown import argdown
from sitrep.publish.exchange.ftm import ftm, ftm_statements
from sitrep.publish.exchange.geojson import geojson
from sitrep.publish.exchange.misp import misp
from sitrep.publish.exchange.plover import plover_csv, plover_json
from sitrep.publish.exchange.prov import prov
from sitrep.publish.exchange.stix import stix
from sitrep.records import Reading, SituationReport

Write = Callable[[SituationReport, Mapping[str, Reading]], Iterator[bytes]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: the function that writes it, its media type, how names of its files end, and a line about it for people.

    `every`: it speaks of every document, not only of those that incidents and proposals rest on.
    """

    write: Write
    content_type: str
    suffix: str
    help: str
    every: bool = False


FORMATS: Mapping[str, Format] = {
    "stix": Format(
        write=stix,
        content_type="application/stix+json;version=2.1",
        suffix=".json",
        help="STIX 2.1 bundle: incidents, accounts, assessments",
    ),
    "misp": Format(
        write=misp,
        content_type="application/json",
        suffix=".json",
        help="MISP events, with tags of admiralty-scale and estimative-language",
    ),
    "ftm": Format(
        write=ftm,
        content_type="application/x-ndjson",
        suffix=".ftm.jsonl",
        help="FollowTheMoney entities, a line each",
    ),
    "ftm-statements": Format(
        write=ftm_statements,
        content_type="application/x-ndjson",
        suffix=".statements.jsonl",
        help="FollowTheMoney statements: each value with where it is from",
    ),
    "prov": Format(
        write=prov,
        content_type="application/ld+json",
        suffix=".jsonld",
        help="W3C PROV-O (JSON-LD): what was made from what",
        every=True,
    ),
    "annotations": Format(
        write=annotated,
        content_type='application/ld+json;profile="http://www.w3.org/ns/anno.jsonld"',
        suffix=".jsonld",
        help="W3C Web Annotation (JSON-LD): each statement, where it stands",
        every=True,
    ),
    "aif": Format(
        write=aif,
        content_type="application/json",
        suffix=".json",
        help="AIF, as AIFdb's JSON: proposals and positions",
    ),
    "argdown": Format(
        write=argdown,
        content_type="text/argdown",
        suffix=".argdown",
        help="Argdown text: proposals and positions",
    ),
    "geojson": Format(
        write=geojson,
        content_type="application/geo+json",
        suffix=".geojson",
        help="GeoJSON: incidents, and how far their points can be believed",
    ),
    "plover-csv": Format(
        write=plover_csv,
        content_type="text/csv",
        suffix=".csv",
        help="PLOVER events as a table",
        every=True,
    ),
    "plover-json": Format(
        write=plover_json,
        content_type="application/x-ndjson",
        suffix=".jsonl",
        help="PLOVER events, a line each",
        every=True,
    ),
}

__all__ = ["FORMATS", "Format", "Write"]
