"""The objects of a bundle as they are made: each once, all with what every STIX object bears."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sitrep.publish.exchange.stix.events import past
from sitrep.publish.exchange.stix.extension import EXTENSION, extension, extension_definition
from sitrep.publish.exchange.stix.ids import SINCE, stix_id, timestamp
from sitrep.publish.exchange.stix.markings import definition, marking_id
from sitrep.publish.exchange.told import Article, fit, named
from sitrep.records import Grade, Marking, Reading, SituationReport

PRODUCER = stix_id("identity", "program", "sitrep")
_RESERVED = {"cve", "capec"}


class Objects:
    """The objects made so far, in order. `created` of an object is the moment of what it stands for, never after the report was made."""

    def __init__(self, report: SituationReport, readings: Mapping[str, Reading]) -> None:
        self.report = report
        self.readings = readings
        self._made: dict[str, dict[str, Any]] = {}
        self._outlets = _by_name(report.outlets)
        self._sources = _by_name(report.sources)
        self.add("identity", "program", "sitrep", name="SitRep", identity_class="system")
        self._put(extension_definition(PRODUCER, marking_id(Marking.CLEAR)))

    def all(self) -> tuple[dict[str, Any], ...]:
        """Every object, in the order in which they were made."""
        return tuple(self._made.values())

    def has(self, identity: str) -> bool:
        """Whether the object of that id was made."""
        return identity in self._made

    def add(
        self,
        kind: str,
        *parts: str,
        created: datetime | None = None,
        by: str = PRODUCER,
        marking: Marking = Marking.CLEAR,
        ours: Mapping[str, Any] | None = None,
        **properties: Any,
    ) -> str:
        """The id of the object that stands for what the parts name, which is made if it was not. `ours` goes into our extension."""
        identity = stix_id(kind, *parts)
        if identity in self._made:
            return identity
        self._put(definition(marking))
        extended = extension(ours or {})
        self._made[identity] = fit(
            {
                "type": kind,
                "spec_version": "2.1",
                "id": identity,
                "created_by_ref": by,
                "created": timestamp(min(created or SINCE, self.report.generated)),
                "modified": timestamp(self.report.generated),
                **properties,
                "object_marking_refs": [marking_id(marking)],
                "extensions": {EXTENSION: extended} if extended else None,
            }
        )
        return identity

    def _put(self, made: dict[str, Any]) -> None:
        self._made.setdefault(made["id"], made)

    def identity(self, name: str) -> str | None:
        """The identity of an outlet or a source by its name, with its grades; None for no name. Both of one name are one."""
        shown = named(name)
        if not shown:
            return None
        key = shown.casefold()
        grades = [("outlet", self._outlets.get(key)), ("source", self._sources.get(key))]
        return self.add(
            "identity",
            "name",
            key,
            name=shown,
            identity_class="organization" if grades[0][1] else "unknown",
            roles=[role for role, grade in grades if grade],
            ours={"grades": [_grade(role, grade) for role, grade in grades if grade]},
        )

    def analyst(self, name: str) -> str:
        """The identity of an analyst, whom no outlet or source of the same name is taken for."""
        shown = named(name) or "An analyst not named"
        return self.add("identity", "analyst", shown.casefold(), name=shown, identity_class="individual", roles=["analyst"])


def references(article: Article) -> list[dict[str, Any]]:
    """An article, and the bytes that it was made from as they were received, as external references."""
    outlet = article.outlet or "a publisher not known"
    found: list[dict[str, Any]] = [
        {
            "source_name": f"publisher {outlet}" if outlet in _RESERVED else outlet,
            "description": article.title,
            "url": article.url,
            "external_id": article.document,
        }
    ]
    if article.digest:
        found.append(
            {
                "source_name": "archive of SitRep",
                "description": f"What {article.document} was made from, as received",
                "hashes": {"SHA-256": article.digest},
                "external_id": article.digest,
            }
        )
    return found


def _by_name(grades: tuple[Grade, ...]) -> dict[str, Grade]:
    return {named(grade.name).casefold(): grade for grade in grades}


def _grade(role: str, grade: Grade) -> dict[str, Any]:
    return {
        "as": role,
        "reliability": grade.reliability,
        "score": grade.score,
        "judged_on": grade.judged_on,
        "reasons": list(grade.why),
        "set_by": grade.set_by,
        "history": past(grade.history),
    }
