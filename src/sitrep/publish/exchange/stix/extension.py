"""Our own STIX extension: what STIX has no property for (Admiralty grades, origins, states, PLOVER types). Its schema goes with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from sitrep.publish.exchange.stix.ids import SINCE, stix_id, timestamp
from sitrep.publish.exchange.told import fit

VERSION = "1.1.0"
# When its schema was changed last.
_CHANGED = datetime(2026, 11, 27, tzinfo=UTC)
EXTENSION = stix_id("extension-definition", "sitrep", "1")


def extension(ours: Mapping[str, Any]) -> dict[str, Any]:
    """The properties of our extension as an object bears them; {} for none."""
    made = fit(ours)
    return {"extension_type": "property-extension", **made} if made else {}


@cache
def _schema() -> str:
    return (Path(__file__).parent / "extension.schema.json").read_text(encoding="utf-8")


def extension_definition(by: str, marking: str) -> dict[str, Any]:
    """The object that defines the extension. `by` is the identity that made it, `marking` the id of a marking's definition."""
    return {
        "type": "extension-definition",
        "spec_version": "2.1",
        "id": EXTENSION,
        "created_by_ref": by,
        "created": timestamp(SINCE),
        "modified": timestamp(_CHANGED),
        "name": "SitRep: grades, origins and states",
        "description": "Admiralty grades (STANAG 2511) of accounts, outlets and sources, now and before, how many independent origins an "
        "account has, how the accounts of one claim stand to each other, coded events (PLOVER), positions, and what analysts judged in "
        "ICD 203 words.",
        "schema": _schema(),
        "version": VERSION,
        "extension_types": ["property-extension"],
        "object_marking_refs": [marking],
    }
