"""Names and moments of STIX 2.1 objects, the same for the same input."""

from __future__ import annotations

from datetime import UTC, datetime

from sitrep.publish.exchange.told import uuid_of

# When objects were created that stand for what has no moment of its own (identities, places), for STIX wants it the same in every version.
SINCE = datetime(2024, 1, 1, tzinfo=UTC)


def stix_id(kind: str, *parts: str) -> str:
    """The id of the object of a type that stands for what the parts name: a record's id, or a kind of name and a name."""
    return f"{kind}--{uuid_of('stix', kind, *parts)}"


def timestamp(moment: datetime) -> str:
    """A moment as STIX wants it (RFC 3339, UTC, to the millisecond)."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
