"""The whole report for other programs: its incidents as a map (GeoJSON, RFC 7946), its events as a table (PLOVER, CSV after RFC 4180)."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

from sitrep.publish.accounts import tally
from sitrep.publish.coded import CodedFiles, publicly
from sitrep.publish.geo import place_line
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.options import Site
from sitrep.publish.order import states
from sitrep.publish.shelf import Shelf
from sitrep.records import Incident

MAP, TABLE = "incidents.geojson", "events.csv"


def whole_files(shelf: Shelf, options: Site) -> Iterator[tuple[str, bytes]]:
    """The map of incidents, and the table of the events in the latest version of each article, as (path, bytes)."""
    placed = [_feature(shelf, one, options) for one in sorted(shelf.report.incidents, key=lambda one: one.id) if _is_placed(one)]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in placed)
    yield MAP, f'{{"type": "FeatureCollection", "features": [\n{lines}\n]}}\n'.encode("utf-8", "replace")
    table = io.StringIO(newline="")
    with CodedFiles(table, None) as coded:
        for name in sorted(names[-1] for names in shelf.versions.values()):
            coded.add(publicly(shelf.readings[name]))
    yield TABLE, table.getvalue().encode("utf-8", "replace")


def _is_placed(incident: Incident) -> bool:
    place = incident.place
    return place is not None and place.latitude is not None and place.longitude is not None


def _feature(shelf: Shelf, incident: Incident, options: Site) -> dict[str, Any]:
    """An incident as a feature; what is not known is left out. `precision` says how large a thing the point stands for."""
    place = incident.place
    known = {
        "title": title_of(incident),
        "type": incident.type.value if incident.type else None,
        "start": incident.start,
        "end": incident.end,
        "place": place_line(place),
        "country": place.country if place else None,
        "precision": place.precision.value if place else None,
        "told": tally(shelf, incident),
        "states": [state.value for state in states(incident)],
        "url": f"{options.base_url}{page_of(incident)}" if options.base_url is not None else page_of(incident),
    }
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude] if place else []},
        "properties": {name: value for name, value in known.items() if value is not None},
    }
