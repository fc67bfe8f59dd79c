"""Names and moments for linked data, the same for the same input."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote

from sitrep.codec import moment
from sitrep.publish.text import one_line


def iri(record_id: str) -> str:
    """The IRI of a record, by its id: a URN, for where a record is published is not known here."""
    return f"urn:sitrep:{quote(record_id, safe='-_.~:', errors='surrogatepass')}"


def named(kind: str, name: str) -> str:
    """The IRI of what has only a name: an outlet, a source, an analyst, a program."""
    return iri(f"{kind}:{one_line(name).casefold()}")


def typed(value: datetime) -> dict[str, str]:
    """A moment as a typed literal of JSON-LD."""
    return {"@type": "xsd:dateTime", "@value": moment(value)}
