"""The whole report as a map and as a table."""

import csv
import io
import json
from dataclasses import replace

from sitrep.publish import COLUMNS, Site, site

BASE = "https://example.org/sitrep/"


def test_the_map_has_every_incident_whose_place_is_known(picture, built):
    found = json.loads(built["incidents.geojson"])
    assert found["type"] == "FeatureCollection"
    placed = [one for one in picture.report.incidents if one.place is not None and one.place.latitude is not None]
    assert [feature["id"] for feature in found["features"]] == sorted(one.id for one in placed)
    first = next(one for one in found["features"] if one["id"] == "inc-1111111111111111")
    assert first["geometry"] == {"type": "Point", "coordinates": [71.9755, 34.0159]}
    assert first["properties"]["precision"] == "city"
    assert first["properties"]["told"] == "10 articles, 9 publishers, 3 origins"
    assert first["properties"]["url"] == f"{BASE}incident/inc-1111111111111111.html"
    assert "disputed" in first["properties"]["states"]


def test_the_table_has_the_events_of_the_latest_versions(picture, built):
    rows = list(csv.DictReader(io.StringIO(built["events.csv"].decode())))
    articles = {one.document.article for one in picture.readings.values()}
    assert tuple(rows[0]) == COLUMNS
    assert {row["document_id"] for row in rows} <= set(picture.readings)
    told = {row["document_id"] for row in rows}
    assert len({picture.readings[name].document.article for name in told}) == len(told), "one version of an article"
    assert len(articles) < len(picture.readings), "some article has versions"


def test_hostile_text_stays_within_its_cell(picture):
    name, reading = next((name, one) for name, one in picture.readings.items() if one.events)
    document = replace(reading.document, title='=HYPERLINK("x")\n\x00,"\ud800')
    found = dict(site(picture.report, {**picture.readings, name: replace(reading, document=document)}, options=Site()))
    rows = list(csv.DictReader(io.StringIO(found["events.csv"].decode())))
    (title,) = {row["title"] for row in rows if row["document_id"] == document.id}
    assert title.startswith("'=HYPERLINK")
    assert json.loads(found["incidents.geojson"])["features"][0]["properties"]["url"].startswith("incident/")


def test_an_empty_report_has_an_empty_map_and_a_heading(built_empty):
    assert json.loads(built_empty["incidents.geojson"])["features"] == []
    assert built_empty["events.csv"].decode() == ",".join(COLUMNS) + "\n"
