"""Coded events for other programs: PLOVER records as CSV, and a map as GeoJSON (RFC 7946). Both are written as readings come."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from types import TracebackType
from typing import Any, Self, TextIO

from sitrep.publish.geo import country_name
from sitrep.publish.text import one_line
from sitrep.records import Event, Party, Reading, Role, Statement, public_name

_ROLES = tuple(Role)
COLUMNS = (
    *("event_id", "event_date", "event_start", "event_end", "event_type", "event_mode", "event_contexts", "event_auxiliary"),
    *("actor_name", "actor_country", "actor_sector", "recipient_name", "recipient_country", "recipient_sector", "blame"),
    *("place", "place_admin", "place_country", "latitude", "longitude", "geonames_id", "place_precision"),
    *(f"{role.value}_{bound}" for role in _ROLES for bound in ("low", "high")),
    *("sources", "acts", "polarity", "modality", "trigger", "passage"),
    *("document_id", "key", "outlet", "url", "published", "title", "made_by"),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def publicly(reading: Reading) -> Reading:
    """A reading whose document has its public name for a key."""
    document = reading.document
    return replace(reading, document=replace(document, key=public_name(document.key, document.id)))


def plover_rows(reading: Reading) -> Iterator[dict[str, str]]:
    """The events of a reading as PLOVER records: a value for each of COLUMNS.

    Several values in one cell are parted by "|"; unknown is empty.
    """
    statements = {one.id: one for one in reading.statements}
    return (_row(reading, event, statements.get(event.statement or "")) for event in reading.events)


def _row(reading: Reading, event: Event, statement: Statement | None) -> dict[str, str]:
    document = reading.document
    row = {
        "event_id": event.id,
        **_when(reading, event),
        "event_type": event.type.value,
        "event_mode": event.mode or "",
        "event_contexts": "|".join(event.contexts),
        "event_auxiliary": event.auxiliary.value if event.auxiliary else "",
        **_parties("actor", event.actors),
        **_parties("recipient", event.recipients),
        "blame": event.blame.value if event.blame else "",
        **_where(reading, event),
        **_numbers(event),
        **_said(statement),
        "trigger": event.trigger.text,
        "document_id": document.id,
        "key": document.key,
        "outlet": document.outlet or "",
        "url": document.url or "",
        "published": document.published or "",
        "title": document.title or "",
        "made_by": event.made_by,
    }
    return {name: _cell(name, row.get(name, "")) for name in COLUMNS}


def _cell(name: str, value: str) -> str:
    """A value on one line; text that a spreadsheet would run as a formula is given an apostrophe (OWASP, "CSV injection")."""
    value = one_line(value)
    return f"'{value}" if value.startswith(_FORMULA) and name not in {"latitude", "longitude"} else value


def _when(reading: Reading, event: Event) -> dict[str, str]:
    time = reading.times[event.date] if event.date is not None else None
    return {"event_date": time.value, "event_start": time.start or "", "event_end": time.end or ""} if time else {}


def _parties(role: str, parties: tuple[Party, ...]) -> dict[str, str]:
    return {
        f"{role}_name": "|".join(one.name or one.span.text for one in parties),
        f"{role}_country": "|".join(one.country or "" for one in parties),
        f"{role}_sector": "|".join(one.sector or "" for one in parties),
    }


def _where(reading: Reading, event: Event) -> dict[str, str]:
    if event.place is None:
        return {}
    place = reading.places[event.place]
    return {
        "place": place.name,
        "place_admin": place.admin or "",
        "place_country": place.country or "",
        "latitude": _number(place.latitude),
        "longitude": _number(place.longitude),
        "geonames_id": str(place.geonames_id or ""),
        "place_precision": place.precision.value,
    }


def _numbers(event: Event) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in event.quantities:
        found.setdefault(f"{one.role.value}_low", _number(one.low))
        found.setdefault(f"{one.role.value}_high", _number(one.high))
    return found


def _said(statement: Statement | None) -> dict[str, str]:
    if statement is None:
        return {}
    links = statement.attribution
    return {
        "sources": "|".join((one.name or (one.source.text if one.source else "")) for one in links),
        "acts": "|".join(one.act.value for one in links),
        "polarity": statement.polarity.value,
        "modality": statement.modality.value,
        "passage": " … ".join(one.text for one in statement.content),
    }


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}" if abs(value) >= 1e6 or value != int(value) else str(int(value))


def features(reading: Reading) -> Iterator[dict[str, Any]]:
    """The events of a reading that have coordinates, as GeoJSON features with what the PLOVER record says; empty values are left out."""
    for event, row in zip(reading.events, plover_rows(reading), strict=True):
        place = reading.places[event.place] if event.place is not None else None
        if place is None or place.latitude is None or place.longitude is None:
            continue
        known = {name: value for name, value in row.items() if value and name not in {"latitude", "longitude"}}
        known["place_country_name"] = country_name(place.country) or ""
        yield {
            "type": "Feature",
            "id": event.id,
            "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]},
            "properties": known,
        }


class CodedFiles:
    """Writes the events of readings to a CSV file, a GeoJSON file, or both, as they come. A context manager; close it to end the map."""

    def __init__(self, table: TextIO | None, chart: TextIO | None) -> None:
        self._chart, self._features = chart, 0
        self._table = csv.DictWriter(table, COLUMNS, lineterminator="\n") if table else None
        if self._table:
            self._table.writeheader()
        if chart:
            chart.write('{"type": "FeatureCollection", "features": [')

    def add(self, reading: Reading) -> None:
        """Write the events of a reading."""
        if self._table:
            self._table.writerows(plover_rows(reading))
        if self._chart:
            for feature in features(reading):
                self._chart.write((",\n" if self._features else "\n") + json.dumps(feature, ensure_ascii=False))
                self._features += 1

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._chart:
            self._chart.write("\n]}\n")
