"""The Traffic Light Protocol 2.0 in STIX: the marking definitions that OASIS gives (cti-stix-common-objects, TLP 2.0 extension)."""

from __future__ import annotations

from typing import Any

from sitrep.records import Marking

_EXTENSION = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
_IDS = {
    Marking.CLEAR: "94868c89-83c2-464b-929b-a1a8aa3c8487",
    Marking.GREEN: "bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    Marking.AMBER: "55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    Marking.AMBER_STRICT: "939a9414-2ddd-4d32-a0cd-375ea402b003",
    Marking.RED: "e828b379-4e03-4974-9ac4-e53a884c97c1",
}


def marking_id(marking: Marking) -> str:
    """The id of a marking's definition."""
    return f"marking-definition--{_IDS[marking]}"


def definition(marking: Marking) -> dict[str, Any]:
    """The definition of a marking, to the letter."""
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": marking_id(marking),
        "created": "2022-10-01T00:00:00.000Z",
        "name": marking.value,
        "extensions": {_EXTENSION: {"extension_type": "property-extension", "tlp_2_0": marking.value.removeprefix("TLP:").lower()}},
    }
