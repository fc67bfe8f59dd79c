"""Names and moments of STIX 2.1 objects, the same for the same input."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid5

# The version 5 UUID of "https://sitrep.invalid/ns/stix" in the namespace of addresses (RFC 9562, 6.6).
NAMESPACE = UUID("4154123c-c5ca-5829-8baa-3dd3808ae968")


def stix_id(kind: str, *parts: str) -> str:
    """The id of the object of a type that stands for what the parts name: a record's id, or a kind of name and a name."""
    return f"{kind}--{uuid5(NAMESPACE, chr(31).join((kind, *parts)))}"


def timestamp(moment: datetime) -> str:
    """A moment as STIX wants it (RFC 3339, UTC, to the millisecond)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
