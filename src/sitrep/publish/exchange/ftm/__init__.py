"""A situation report for FollowTheMoney: its entities, or every value of them as a statement with where it is from.

FollowTheMoney calls one value of one property of one entity, with its provenance, a statement; it is none of ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping

from sitrep.codec import dump_line
from sitrep.publish.exchange.ftm.entities import Entity, date_of, entities
from sitrep.records import Reading, SituationReport

DATASET = "sitrep"


def ftm(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The entities of a report, a line of JSON each."""
    for one in entities(report, readings):
        yield _line({"id": one.id, "schema": one.schema, "properties": one.properties})


def ftm_statements(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The entities of a report value by value: a line of JSON each, with the article or component that the value is from (`origin`), when
    that appeared (`first_seen`) and the moment of the report (`last_seen`).
    """
    last = date_of(report.generated.isoformat())
    for one in entities(report, readings):
        yield _statement(one, "id", one.id, last)
        for name, values in one.properties.items():
            for value in values:
                yield _statement(one, name, value, last)


def _statement(one: Entity, name: str, value: str, last: str | None) -> bytes:
    return _line(
        {
            "id": statement_id(one.id, name, value),
            "entity_id": one.id,
            "canonical_id": one.id,
            "schema": one.schema,
            "prop": name,
            "value": value,
            "dataset": DATASET,
            "origin": one.origin,
            "first_seen": one.since or last,
            "last_seen": last,
            "external": False,
        }
    )


def statement_id(identity: str, name: str, value: str) -> str:
    """A statement's id as FollowTheMoney makes it (`Statement.make_key`)."""
    key = f"{DATASET}.{identity}.{name}.{value}".encode("utf-8", "replace")
    return hashlib.sha1(key, usedforsecurity=False).hexdigest()


def _line(value: Mapping[str, object]) -> bytes:
    return (dump_line(value) + "\n").encode()
