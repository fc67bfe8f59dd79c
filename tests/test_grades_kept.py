"""Grades over time, through the store: letters that the desk sets, what came before, and that rebuilding forgets neither."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from click.testing import CliRunner

import sitrep
from sitrep.cli import cli
from sitrep.config import Settings
from sitrep.console import guarded
from sitrep.errors import ConfigError
from sitrep.pipeline import open_pipeline
from sitrep.samples import folder
from sitrep.whys import why

NOW = datetime(2024, 3, 7, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
WEEK = str(folder())
HALYARD = str(folder() / "halyard.xml")


def week(path, now, letters="", *, inputs=(WEEK,)):
    settings = Settings(letters=str(letters))
    with open_pipeline(path, now=now, settings=settings) as pipeline:
        for result in pipeline.run(list(inputs)):
            assert not result.failures
        return pipeline.report()


def accounts(report):
    return {
        (incident.id, claim.attribute, account.value): account
        for incident in report.incidents
        for claim in incident.claims
        for account in claim.accounts
    }


@pytest.fixture
def letters(tmp_path):
    path = tmp_path / "letters.tsv"
    path.write_text("# name\tletter\treason\nhalyard NEWS agency\tB\ttwenty years on this desk\n", encoding="utf-8")
    return path


def test_a_grade_that_changes_is_told_with_the_day_and_survives_a_rebuild(tmp_path):
    path = tmp_path / "week.db"
    assert not any(one.history for one in accounts(week(path, NOW, inputs=[HALYARD])).values())
    after = week(path, LATER)
    changed = {key: one for key, one in accounts(after).items() if one.history}
    assert changed
    for one in changed.values():
        assert [past.until for past in one.history] == [LATER]
        assert one.history[-1].grade != one.grade
    with sitrep.open(str(path), now=LATER + timedelta(days=1)) as pipeline:
        list(pipeline.rebuild())
        again = pipeline.report()
        told = "\n".join(line for incident in again.incidents for line, _ in why(pipeline, incident.id))
    assert accounts(again) == accounts(after)
    for one in changed.values():
        assert f"was {one.history[0].grade} until 2024-03-10, then {one.grade}" in told


def test_weighing_again_keeps_nothing_new(tmp_path):
    week(tmp_path / "week.db", NOW)
    with sitrep.open(str(tmp_path / "week.db"), now=LATER) as pipeline:
        before, count = pipeline.report(), pipeline.store.counts()["gradings"]
        pipeline.weigh()
        assert replace(pipeline.report(), generated=before.generated) == before
        assert pipeline.store.counts()["gradings"] == count == len(accounts(before)) + len(before.sources) + len(before.outlets)


def test_a_letter_of_the_desk_holds_and_ends_with_its_row(tmp_path, letters):
    path = tmp_path / "week.db"
    graded = {one.name: one for one in week(path, NOW, letters).outlets}
    assert (graded["Halyard News Agency"].reliability, graded["Halyard News Agency"].set_by) == ("B", "desk")
    assert {one.set_by for name, one in graded.items() if name != "Halyard News Agency"} == {None}
    later = {one.name: one for one in week(path, LATER).outlets}
    assert later["Halyard News Agency"].set_by is None
    assert [past.grade for past in later["Halyard News Agency"].history] == ["B"]


def test_wrong_letters_stop_a_run_before_anything_is_done(tmp_path, letters):
    letters.write_text("Halyard News Agency\tgood\tbecause\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"letters\.tsv:1: 'good' is no letter \(A to F\)"):
        week(tmp_path / "week.db", NOW, letters)
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        assert pipeline.store.counts()["captures"] == 0


def test_wrong_letters_are_one_line_and_status_2(tmp_path, letters, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sitrep.toml").write_text('letters = "letters.tsv"\n', encoding="utf-8")
    CliRunner().invoke(cli, ["collect", HALYARD])
    letters.write_text("a\tB\tfine\n\nb\tB\n", encoding="utf-8")
    assert guarded(lambda: cli.main(["weigh"], standalone_mode=False)) == 2
    assert capsys.readouterr().err == "sitrep: letters.tsv:3: the row has 2 fields, not 3 (name, letter, reason, apart by tabs)\n"
