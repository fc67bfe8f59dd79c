"""GeoJSON and PLOVER by JSON Schemas written from the standard and the codebook."""

import csv
import io
import json
from dataclasses import replace

import pytest
from jsonschema import Draft202012Validator, ValidationError

from sitrep.publish import COLUMNS
from sitrep.publish.accounts import tally
from sitrep.publish.exchange.geojson import geojson
from sitrep.publish.exchange.plover import plover_csv, plover_json
from sitrep.publish.order import states
from sitrep.publish.shelf import shelve
from sitrep.records import Auxiliary, Blame, EventType, Location, Precision, Role

NUMBER, TEXT = {"type": "number"}, {"type": "string"}
MAYBE_TEXT, MAYBE_NUMBER = {"type": ["string", "null"]}, {"type": ["number", "null"]}


def enum(values, *more):
    return {"enum": [*(value.value for value in values), *more]}


# RFC 7946, sections 3.1.1, 3.1.2, 3.2, 3.3 and 4: positions are longitude, latitude in degrees; 7.1 forbids some members.
POSITION = {
    "type": "array",
    "prefixItems": [{"type": "number", "minimum": -180, "maximum": 180}, {"type": "number", "minimum": -90, "maximum": 90}],
    "minItems": 2,
    "maxItems": 3,
}
FEATURE = {
    "type": "object",
    "required": ["type", "geometry", "properties"],
    "properties": {
        "type": {"const": "Feature"},
        "id": {"type": ["string", "number"]},
        "geometry": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["type", "coordinates"],
                    "properties": {"type": {"const": "Point"}, "coordinates": POSITION},
                    "not": {"anyOf": [{"required": ["geometry"]}, {"required": ["properties"]}, {"required": ["features"]}]},
                },
            ]
        },
        "properties": {
            "type": "object",
            "required": ["title", "type", "start", "end", "place", "precision", "point_is", "claims"],
            "properties": {"precision": enum(Precision, None), "point_is": MAYBE_TEXT},
        },
    },
    "not": {"anyOf": [{"required": ["coordinates"]}, {"required": ["geometries"]}, {"required": ["features"]}]},
}
GEOJSON = {
    "type": "object",
    "required": ["type", "features"],
    "properties": {"type": {"const": "FeatureCollection"}, "features": {"type": "array", "items": FEATURE}},
    "not": {"anyOf": [{"required": ["coordinates"]}, {"required": ["geometry"]}, {"required": ["properties"]}, {"required": ["crs"]}]},
}

# The 2022 codebook: types, modes under a type, contexts, auxiliary modes; ISO 3166-1 alpha-3 countries; TIMEX3 values.
PARTY = {
    "type": "object",
    "required": ["name", "country", "sector"],
    "additionalProperties": False,
    "properties": {
        "name": TEXT,
        "country": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
        "sector": {"type": ["string", "null"], "pattern": "^[A-Z]{3}$"},
    },
}
PLOVER = {
    "type": "object",
    "required": ["id", "date", "event", "mode", "context", "auxiliary", "actor", "recipient", "location", "quantities", "said", "document"],
    "properties": {
        "id": TEXT,
        "event": enum(EventType),
        "mode": {"type": ["string", "null"], "pattern": "^[a-z-]+$"},
        "context": {"type": "array", "items": {"type": "string", "pattern": "^[a-z_]+$"}},
        "auxiliary": enum(Auxiliary, None),
        "blame": enum(Blame, None),
        "background": {"type": "boolean"},
        "actor": {"type": "array", "items": PARTY},
        "recipient": {"type": "array", "items": PARTY},
        "date": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["value", "start", "end"],
                    "properties": {"value": TEXT, "start": MAYBE_TEXT, "end": MAYBE_TEXT},
                },
            ]
        },
        "location": {
            "oneOf": [
                {"type": "null"},
                {
                    "type": "object",
                    "required": ["name", "latitude", "longitude", "precision"],
                    "properties": {"name": TEXT, "latitude": MAYBE_NUMBER, "longitude": MAYBE_NUMBER, "precision": enum(Precision)},
                },
            ]
        },
        "quantities": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["role", "low", "high", "approximate"],
                "properties": {"role": enum(Role), "low": MAYBE_NUMBER, "high": MAYBE_NUMBER, "approximate": {"type": "boolean"}},
            },
        },
    },
}


def collection(report, readings=None):
    return json.loads(b"".join(geojson(report, readings or {})))


def test_the_map_is_geojson(picture, empty):
    for report in (picture.report, empty.report):
        Draft202012Validator(GEOJSON).validate(collection(report))
    broken = collection(picture.report)
    broken["features"][0]["geometry"]["coordinates"].reverse()
    broken["features"][0]["geometry"]["coordinates"][1] = 100
    with pytest.raises(ValidationError):
        Draft202012Validator(GEOJSON).validate(broken)


def test_a_point_says_how_far_it_can_be_believed(picture):
    told = {one["id"]: one for one in collection(picture.report)["features"]}
    assert len(told) == len(picture.report.incidents)
    karsa = next(one for one in told.values() if one["properties"]["place"] == "Karsa")
    assert karsa["geometry"] == {"type": "Point", "coordinates": [71.9755, 34.0159]}
    assert karsa["properties"]["point_is"].startswith("the middle of a town")
    country = told["inc-3333333333333333"]
    assert country["geometry"]["coordinates"] == [47.6, 15.5]
    assert "whole country" in country["properties"]["point_is"]
    assert told["inc-5"]["geometry"] is None
    assert told["inc-5"]["properties"]["point_is"] is None


def test_an_incident_is_counted_as_on_its_page(picture):
    shelf = shelve(picture.report, picture.readings)
    found = {one["id"]: one["properties"] for one in collection(picture.report, picture.readings)["features"]}
    for incident in picture.report.incidents:
        told = found[incident.id]
        assert (told["told"], told["reports"]) == (tally(shelf, incident), shelf.articles(incident.reports))
        assert told["states"] == [state.value for state in states(incident)]
    assert any(len(one.reports) > found[one.id]["reports"] for one in picture.report.incidents)
    assert any(one["states"] for one in found.values())


@pytest.mark.parametrize(("latitude", "longitude"), [(91.0, 0.0), (0.0, 181.0), (float("nan"), 0.0), (float("inf"), 0.0), (None, 1.0)])
def test_what_is_no_point_is_none(picture, latitude, longitude):
    place = Location(name="Nowhere", latitude=latitude, longitude=longitude, precision=Precision.POINT)
    report = replace(picture.report, incidents=(replace(picture.report.incidents[0], place=place),))
    [one] = collection(report)["features"]
    assert one["geometry"] is None
    assert one["properties"]["precision"] == "point"
    assert one["properties"]["point_is"] is None


def test_events_are_plover_records(picture):
    lines = b"".join(plover_json(picture.report, picture.readings)).decode().splitlines()
    made = [json.loads(line) for line in lines]
    assert made
    for one in made:
        Draft202012Validator(PLOVER).validate(one)
    with pytest.raises(ValidationError):
        Draft202012Validator(PLOVER).validate({**made[0], "event": "FIGHT"})
    assert {one["id"] for one in made} == {event.id for reading in picture.readings.values() for event in reading.events}


def test_the_table_has_a_row_for_each_event(picture):
    text = b"".join(plover_csv(picture.report, picture.readings)).decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [row["event_id"] for row in rows] == [event.id for _, one in sorted(picture.readings.items()) for event in one.events]
    assert b"".join(plover_csv(picture.report, {})).decode() == ",".join(COLUMNS) + "\n"
