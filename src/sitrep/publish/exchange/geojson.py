"""Incidents as GeoJSON (RFC 7946): a point where one is known, and in each how far that point can be believed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from typing import Any

from sitrep.codec import dump_line, moment
from sitrep.publish.geo import country_name
from sitrep.publish.order import states
from sitrep.publish.shelf import publishers
from sitrep.publish.text import one_line
from sitrep.publish.words import coverage
from sitrep.records import Incident, Location, Precision, Reading, SituationReport

# What a point says of where the incident was.
POINT_IS = {
    Precision.POINT: "the place itself",
    Precision.CITY: "the middle of a town: the incident was somewhere in or near it",
    Precision.ADMIN: "a point that stands for a whole administrative area: it says nothing of where in it",
    Precision.COUNTRY: "a point that stands for a whole country: it says nothing of where in it",
    Precision.REGION: "a point that stands for a region without fixed bounds: it says nothing of where in it",
}


def geojson(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The incidents of the report as one feature collection; those without a place have no geometry (RFC 7946, 3.2)."""
    yield f'{{"type": "FeatureCollection", "generated": "{moment(report.generated)}", "features": ['.encode()
    for number, incident in enumerate(report.incidents):
        yield (("," if number else "") + "\n" + dump_line(_feature(incident, readings))).encode()
    yield b"\n]}\n"


def _feature(incident: Incident, readings: Mapping[str, Reading]) -> dict[str, Any]:
    """An incident as a feature. Reports are counted as the page counts them: versions of one article once."""
    articles = {
        readings[one.document].document.article if one.document in readings else one.article or one.document for one in incident.reports
    }
    point = _point(incident.place)
    return {
        "type": "Feature",
        "id": incident.id,
        "geometry": {"type": "Point", "coordinates": point} if point else None,
        "properties": {
            "title": one_line(incident.title),
            "type": incident.type.value if incident.type else None,
            "start": incident.start,
            "end": incident.end,
            **_where(incident.place, point),
            "states": [state.value for state in states(incident)],
            "told": coverage(len(articles), publishers(incident.reports), len(incident.origins)),
            "reports": len(articles),
            "origins": len(incident.origins),
            "outlets": sorted({one_line(report.outlet) for report in incident.reports if report.outlet}),
            "claims": {
                claim.attribute: {
                    "state": claim.state.value,
                    "accounts": [
                        {"value": one_line(one.value), "low": one.low, "high": one.high, "grade": one.grade} for one in claim.accounts
                    ],
                }
                for claim in incident.claims
            },
        },
    }


def _point(place: Location | None) -> list[float] | None:
    """Longitude and latitude in degrees (WGS 84), in that order; None for those that are none."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    inside = math.isfinite(place.latitude) and math.isfinite(place.longitude) and abs(place.latitude) <= 90 and abs(place.longitude) <= 180
    return [place.longitude, place.latitude] if inside else None


def _where(place: Location | None, point: list[float] | None) -> dict[str, Any]:
    if place is None:
        return {"place": None, "precision": None, "point_is": None}
    return {
        "place": one_line(place.name),
        "area": one_line(place.admin) if place.admin else None,
        "country": country_name(place.country),
        "country_code": place.country,
        "geonames_id": place.geonames_id,
        "precision": place.precision.value,
        "point_is": POINT_IS[place.precision] if point else None,
    }
