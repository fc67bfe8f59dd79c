"""Events coded by PLOVER (2022 codebook, Open Event Data Alliance), each a record: as CSV, and as JSON Lines with its lists whole."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Any

from sitrep.codec import dump_line
from sitrep.publish.coded import COLUMNS, plover_rows, publicly
from sitrep.publish.text import one_line, web_address
from sitrep.records import Event, Party, Reading, SituationReport, Statement


def plover_csv(_report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The events of the readings as a table: a head line, then an event a row, in the order of documents' ids."""
    buffer = io.StringIO()
    table = csv.DictWriter(buffer, COLUMNS, lineterminator="\n")
    table.writeheader()
    for _, reading in sorted(readings.items()):
        table.writerows(plover_rows(publicly(reading)))
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue().encode()


def plover_json(_report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The events of the readings as JSON Lines, in the order of documents' ids."""
    for _, reading in sorted(readings.items()):
        statements = {one.id: one for one in reading.statements}
        for event in reading.events:
            yield (dump_line(_record(reading, event, statements.get(event.statement or ""))) + "\n").encode()


def _record(reading: Reading, event: Event, statement: Statement | None) -> dict[str, Any]:
    document = reading.document
    return {
        "id": event.id,
        "date": _date(reading, event),
        "event": event.type.value,
        "mode": event.mode,
        "context": list(event.contexts),
        "auxiliary": event.auxiliary.value if event.auxiliary else None,
        "actor": [_party(one) for one in event.actors],
        "recipient": [_party(one) for one in event.recipients],
        "blame": event.blame.value if event.blame else None,
        "background": event.background,
        "location": _location(reading, event),
        "quantities": [
            {"role": one.role.value, "low": one.low, "high": one.high, "approximate": one.approximate, "text": one_line(one.span.text)}
            for one in event.quantities
        ],
        "trigger": one_line(event.trigger.text),
        "said": _said(statement),
        "document": {
            "id": document.id,
            "title": one_line(document.title) if document.title else None,
            "outlet": one_line(document.outlet) if document.outlet else None,
            "url": web_address(document.url),
            "published": document.published,
        },
        "made_by": event.made_by,
    }


def _date(reading: Reading, event: Event) -> dict[str, str | None] | None:
    time = reading.times[event.date] if event.date is not None else None
    return {"value": time.value, "start": time.start, "end": time.end} if time else None


def _party(party: Party) -> dict[str, str | None]:
    return {"name": one_line(party.name or party.span.text), "country": party.country, "sector": party.sector}


def _location(reading: Reading, event: Event) -> dict[str, Any] | None:
    if event.place is None:
        return None
    place = reading.places[event.place]
    return {
        "name": one_line(place.name),
        "area": one_line(place.admin) if place.admin else None,
        "country": place.country,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "geonames_id": place.geonames_id,
        "precision": place.precision.value,
    }


def _said(statement: Statement | None) -> dict[str, Any] | None:
    if statement is None:
        return None
    return {
        "statement": statement.id,
        "text": " … ".join(one_line(span.text) for span in statement.content),
        "sources": [one_line(one.name or (one.source.text if one.source else "")) for one in statement.attribution],
        "acts": [one.act.value for one in statement.attribution],
        "polarity": statement.polarity.value,
        "modality": statement.modality.value,
    }
