"""Coded events for other programs: PLOVER records that pandas and DuckDB load, and a map that any GeoJSON reader takes."""

import csv
import io
import json

import duckdb
import pandas
import pytest

from sitrep.publish import COLUMNS, CodedFiles, features, plover_rows
from sitrep.records import (
    Act,
    Auxiliary,
    Blame,
    Document,
    Event,
    EventType,
    Link,
    Party,
    Place,
    Precision,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
    Time,
    TimeType,
)

TEXT = "The Front claimed that it had shelled Aqban and -Tell, killing at least 12, on 3 May."


def span(words):
    return Span(start=TEXT.index(words), end=TEXT.index(words) + len(words), text=words)


@pytest.fixture
def reading():
    document = Document(
        id="doc-1", article="art-1", key="a.txt", url=None, title='=HYPERLINK("x")', authors=(), outlet="Post", published="2024-05-04",
        language="en", text=TEXT,
    )  # fmt: skip
    link = Link(source=span("The Front"), cue=span("claimed"), name="Front", act=Act.CLAIM)
    said = Statement(id="st-1", content=(span("it had shelled Aqban and -Tell, killing at least 12, on 3 May"),), attribution=(link,))
    shelled = Event(
        id="ev-1", statement="st-1", trigger=span("shelled"), type=EventType.ASSAULT, mode="heavy-weapons", contexts=("military",),
        actors=(Party(span=span("it"), country="SYR", sector="REB", name="Front"),),
        recipients=(Party(span=span("Aqban")), Party(span=span("-Tell"), country="IRQ")), place=0, date=0, blame=Blame.CLAIMED,
        quantities=(Quantity(role=Role.KILLED, low=12, high=None, approximate=False, span=span("at least 12")),), made_by="test@1",
    )  # fmt: skip
    bare = Event(id="ev-2", statement=None, trigger=span("killing"), type=EventType.ASSAULT, auxiliary=Auxiliary.NEGATED)
    place = Place(
        span=span("Aqban"),
        name="Aqban",
        geonames_id=7,
        latitude=-33.5,
        longitude=-40.25,
        country="SYR",
        precision=Precision.CITY,
        admin="Idlib",
    )
    time = Time(span=span("3 May"), type=TimeType.DATE, value="2024-05-03", start="2024-05-03", end="2024-05-03")
    return Reading(document=document, statements=(said,), events=(shelled, bare), places=(place,), times=(time,))


def test_a_record_says_who_did_what_to_whom_where_when_and_on_whose_word(reading):
    row = next(iter(plover_rows(reading)))
    assert tuple(row) == COLUMNS
    assert (row["event_type"], row["event_mode"], row["event_start"]) == ("ASSAULT", "heavy-weapons", "2024-05-03")
    assert (row["actor_name"], row["actor_country"], row["actor_sector"], row["blame"]) == ("Front", "SYR", "REB", "claimed")
    assert (row["recipient_name"], row["recipient_country"]) == ("Aqban|-Tell", "|IRQ")
    assert (row["place"], row["latitude"], row["longitude"]) == ("Aqban", "-33.5", "-40.25")
    assert (row["killed_low"], row["killed_high"], row["injured_low"]) == ("12", "", "")
    assert (row["sources"], row["acts"]) == ("Front", "claim")


def test_an_event_that_lacks_everything_is_a_record_too(reading):
    row = list(plover_rows(reading))[1]
    assert row["event_auxiliary"] == "negated"
    assert not any(row[name] for name in ("actor_name", "place", "latitude", "event_start", "passage", "sources"))


def test_text_that_a_spreadsheet_would_run_is_disarmed(reading):
    assert next(iter(plover_rows(reading)))["title"].startswith("'=")


def written(reading, times=2):
    table, chart = io.StringIO(), io.StringIO()
    with CodedFiles(table, chart) as coded:
        for _ in range(times):
            coded.add(reading)
    return table.getvalue(), chart.getvalue()


def test_the_table_loads_in_pandas_and_duckdb(reading, tmp_path):
    path = tmp_path / "events.csv"
    path.write_text(written(reading)[0], encoding="utf-8")
    frame = pandas.read_csv(path)
    assert frame.shape == (4, len(COLUMNS))
    assert frame["latitude"].dropna().tolist() == [-33.5, -33.5]
    assert frame["killed_low"].sum() == 24
    found = duckdb.sql(f"select event_type, event_start, sum(killed_low) from '{path}' where latitude is not null group by all").fetchall()
    assert [(kind, str(day), toll) for kind, day, toll in found] == [("ASSAULT", "2024-05-03", 24)]
    with path.open(encoding="utf-8", newline="") as lines:
        assert len(list(csv.DictReader(lines))) == 4


def test_the_map_has_a_point_for_each_event_with_a_place(reading):
    chart = json.loads(written(reading)[1])
    assert chart["type"] == "FeatureCollection"
    assert [one["id"] for one in chart["features"]] == ["ev-1", "ev-1"]
    assert chart["features"][0]["geometry"] == {"type": "Point", "coordinates": [-40.25, -33.5]}
    assert chart["features"][0]["properties"]["passage"].startswith("it had shelled")
    assert "injured_low" not in chart["features"][0]["properties"]
    assert next(iter(features(reading)))["properties"]["place_country_name"] == "Syria"


def test_without_events_both_files_are_whole():
    table, chart = io.StringIO(), io.StringIO()
    with CodedFiles(table, chart):
        pass
    assert json.loads(chart.getvalue()) == {"type": "FeatureCollection", "features": []}
    assert table.getvalue().strip().split(",") == list(COLUMNS)
