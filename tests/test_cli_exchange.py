"""`sitrep export` in the formats for linked data, arguments and tables, and of everything; from a database, as people run it."""

import json
import zipfile

import pytest

from commands import printed, refusal, run
from sitrep.archive import MANIFEST
from sitrep.samples import folder
from sitrep.store import open_store

NOW = ["--now", "2024-03-10"]


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    path = tmp_path_factory.mktemp("week") / "week.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITREP_READER", "rules")
        run("run", folder(), "--db", path, "--out", path.parent / "site", *NOW)
    return path


@pytest.mark.parametrize("name", ["prov", "annotations", "aif", "argdown", "geojson", "plover-csv", "plover-json"])
def test_a_format_comes_out_the_same_on_the_screen_and_in_a_file(week, tmp_path, name):
    shown = printed("export", "--format", name, "--db", week, *NOW)
    target = tmp_path / "out"
    printed("export", "--format", name, "--db", week, "--out", target, *NOW)
    assert target.read_bytes().decode() == shown
    assert len(shown) > 500


def test_events_of_every_document_are_there_unless_incidents_are_picked(week):
    with open_store(week) as store:
        readings = list(store.readings())
    every = printed("export", "--format", "plover-json", "--db", week, *NOW).splitlines()
    assert len(every) == sum(len(reading.events) for reading in readings)
    picked = printed("export", "--format", "plover-json", "--db", week, "--type", "PROTEST", *NOW).splitlines()
    assert 0 < len(picked) < len(every)
    statements = json.loads(printed("export", "--format", "annotations", "--db", week, *NOW))
    assert statements["total"] == sum(len(reading.statements) for reading in readings)


def test_everything_is_written_to_a_file_that_says_what_it_is(week, tmp_path):
    target = tmp_path / "week.sitrep"
    said = printed("export", "--format", "sitrep", "--db", week, "--out", target, *NOW)
    assert said.endswith(f"{target.stat().st_size:,} bytes: {target}\n")
    with zipfile.ZipFile(target) as archive:
        manifest = json.loads(archive.read(MANIFEST))
    assert (manifest["format"], manifest["version"], manifest["made"]) == ("sitrep-archive", 1, "2024-03-10T23:59:59Z")
    assert "whatever its marking" in manifest["note"]
    more = tmp_path / "more.sitrep"
    assert "derived records" in printed("export", "--format", "sitrep", "--derived", "--db", week, "--out", more, *NOW)
    with zipfile.ZipFile(more) as archive:
        assert {"derived/documents.jsonl", "derived/readings.jsonl", "derived/incidents.jsonl"} <= set(archive.namelist())


def test_what_cannot_be_written_is_said_in_a_line(week, tmp_path, capsys):
    there = tmp_path / "there.sitrep"
    there.write_text("mine")
    assert "is there already" in refusal(capsys, "export", "--format", "sitrep", "--db", week, "--out", there)
    assert there.read_text() == "mine"
    assert "--out FILE" in refusal(capsys, "export", "--format", "sitrep", "--db", week)
    assert "writes everything" in refusal(capsys, "export", "--format", "sitrep", "--db", week, "--out", there, "--type", "AID")
    assert "is none of" in refusal(capsys, "export", "--format", "sitrap", "--db", week)
    assert "does not exist" in refusal(capsys, "export", "--format", "sitrep", "--db", tmp_path / "no.db", "--out", tmp_path / "x.sitrep")
    assert list(tmp_path.glob("*x.sitrep*")) == []
