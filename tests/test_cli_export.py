"""`sitrep export`, as a desk meets it."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from commands import NOW, attempt, run
from sitrep.pipeline import Pipeline
from sitrep.publish.exchange import FORMATS
from sitrep.publish.markings import going_out
from sitrep.records import Assessment, AssessmentStatus, Marking, SituationReport
from sitrep.samples import folder

MOMENT = datetime(2024, 3, 11, 23, 59, 59, tzinfo=UTC)


def assessment(**more):
    plain = Assessment(
        id="asm-1",
        title="The terminal will be hit again",
        by="ada",
        status=AssessmentStatus.PUBLISHED,
        draft="draft-1",
        number=1,
        created=MOMENT,
        changed=MOMENT,
        body="Text.",
    )
    return replace(plain, **more)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_is_written_whole_and_the_same_again(db, tmp_path, name):
    target = tmp_path / f"week{FORMATS[name].suffix}"
    said = run("export", "--format", name, "--db", db, "--out", target, *NOW)
    assert said == f"{target.stat().st_size:,} bytes: {target}\n"
    assert run("export", "--format", name, "--db", db, *NOW).encode() == target.read_bytes()
    # Arguments are about proposals, which the sample week has of a border gate; the rest about incidents.
    assert ("Afghanistan" if name in ("aif", "argdown") else "Quetta") in target.read_text(encoding="utf-8")
    assert {path.name for path in tmp_path.iterdir()} == {"week.db", target.name}


@pytest.mark.parametrize("name", FORMATS)
def test_paths_on_the_desks_machine_stay_there(db, name):
    said = run("export", "--format", name, "--db", db, *NOW)
    assert str(folder()) not in said
    # The name of a file that has no address goes out, the way to it does not.
    assert "/ministry-statement.txt" not in said


def test_the_help_lists_the_formats():
    said = run("export", "--help")
    assert all(f"\n  {name} " in said for name in FORMATS)


def titles(*words):
    made = json.loads(run("export", "--format", "stix", *words, *NOW))
    return {one["name"] for one in made["objects"] if one["type"] == "incident"}


def test_only_what_is_asked_for(db):
    everything = titles("--db", db)
    assert titles("--db", db, "--type", "assault") == titles("--db", db, "--type", "ASSAULT") < everything
    assert titles("--db", db, "--area", "Mali") < everything
    assert titles("--db", db, "--since", "2024-03-07", "--until", "2024-03-07") < everything
    assert titles("--db", db, "--area", "Peru") == set()


def exported(monkeypatch, db, assessments, *words):
    """The names of the reports in a bundle of a desk that wrote these assessments."""
    plain = Pipeline.report
    monkeypatch.setattr(Pipeline, "report", lambda self, *given, **more: replace(plain(self, *given, **more), assessments=assessments))
    made = json.loads(run("export", "--format", "stix", "--db", db, *NOW, *words))
    return {one["name"] for one in made["objects"] if one["type"] == "report"}


def test_assessments_go_out_where_they_are_public_and_as_far_as_is_said(monkeypatch, db):
    green = (assessment(marking=Marking.GREEN),)
    assert "The terminal will be hit again" not in exported(monkeypatch, db, green)
    assert "The terminal will be hit again" in exported(monkeypatch, db, green, "--tlp", "tlp:green")
    assert "The terminal will be hit again" in exported(monkeypatch, db, green, "--tlp", "green")
    monkeypatch.setenv("SITREP_TLP", "green")
    assert "The terminal will be hit again" in exported(monkeypatch, db, green)
    assert "The terminal will be hit again" not in exported(monkeypatch, db, green, "--tlp", "clear")


@pytest.mark.parametrize(
    ("more", "goes"),
    [
        ({}, True),
        ({"status": AssessmentStatus.WITHDRAWN}, True),
        ({"status": AssessmentStatus.DRAFT}, False),
        ({"status": AssessmentStatus.REVIEWED}, False),
        ({"embargo": MOMENT}, True),
        ({"embargo": MOMENT + timedelta(seconds=1)}, False),
        ({"marking": Marking.AMBER}, True),
        ({"marking": Marking.AMBER_STRICT}, False),
        ({"marking": Marking.RED}, False),
    ],
)
def test_what_goes_out_to_those_whom_amber_allows(more, goes):
    report = SituationReport(generated=MOMENT, assessments=(assessment(**more),))
    assert bool(going_out(report, marking=Marking.AMBER, now=MOMENT).assessments) == goes


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "sitx"], "sitrep: Invalid value for '--format': 'sitx' is none of stix, "),
        (["--format", "stix", "--tlp", "white"], "sitrep: --tlp: 'white' is no marking"),
        (["--format", "sitrep", "--out", "x.sitrep", "--tlp", "red"], "sitrep: --format sitrep writes everything: it takes no --area"),
        (["--format", "stix", "--since", "monday"], "sitrep: monday: is no day for since (YYYY-MM-DD)"),
        (
            ["--format", "stix", "--out", "no/such/folder/x.json"],
            "sitrep: no/such/folder/x.json: cannot be written: No such file or directory",
        ),
        (["--format", "stix", "--out", "folder"], "sitrep: folder: cannot be written: Is a directory"),
        (["--format", "stix", "--out", "week.db/x.json"], "sitrep: week.db/x.json: cannot be written: Not a directory"),
        (["--format", "stix", "--out", ""], "sitrep: : cannot be written: Is a directory"),
        (["--format", "stix", "--out", "a\0b"], "sitrep: a"),
        (["--format", "stix", "--db", "none.db"], "sitrep: none.db: "),
        ([], "sitrep: Missing option '--format'"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(capsys, monkeypatch, tmp_path, db, words, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    status, out, err = attempt(capsys, "export", *(words if "--db" in words else [*words, "--db", db]))
    assert (status, out) == (2, "")
    assert err.startswith(said)
    assert len(err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "week.db"]


def test_a_file_that_is_there_is_replaced_whole_or_not_at_all(capsys, monkeypatch, db, tmp_path):
    target = tmp_path / "old.json"
    target.write_text("old", encoding="utf-8")

    def fail(report, readings):
        yield b"{"
        raise OSError(28, "No space left on device")

    monkeypatch.setitem(FORMATS, "stix", replace(FORMATS["stix"], write=fail))
    status, _, err = attempt(capsys, "export", "--format", "stix", "--db", db, "--out", target)
    assert (status, err) == (2, f"sitrep: {target}: cannot be written: No space left on device\n")
    assert target.read_text(encoding="utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old.json", "week.db"]


def test_exporting_changes_nothing_in_the_database(db):
    before = db.read_bytes()
    run("export", "--format", "misp", "--db", db, *NOW)
    assert db.read_bytes() == before
