"""`sitrep forecasts`: the record in 80 columns, as JSON and as a plot."""

import json
from datetime import UTC, datetime

import pytest
from click.testing import CliRunner

from sitrep.cli import cli
from sitrep.console import guarded
from sitrep.pipeline import open_pipeline
from sitrep.records import Assessment, AssessmentStatus, KeyJudgement, Likelihood
from sitrep.written import Written

NOW = datetime(2024, 6, 15, tzinfo=UTC)


def judged(key, likelihood, outcome, due):
    return KeyJudgement(
        id=key,
        text=f"The {key} gate at Dorn will be open again by the end of the month\x1b[2J",
        likelihood=likelihood,
        due=due,
        outcome=outcome,
    )


def written(key, by, desk, *judgements):
    return Assessment(
        id=key,
        title=key,
        by=by,
        status=AssessmentStatus.PUBLISHED,
        draft="d",
        number=1,
        created=NOW,
        changed=NOW,
        body="",
        desk=desk,
        judgements=judgements,
    )


ASSESSMENTS = (
    written("a", "Ana", "east", judged("kj1", Likelihood.LIKELY, True, "2024-05-01"), judged("kj2", Likelihood.LIKELY, None, "2024-06-01")),
    written(
        "b", "Bo", None, judged("kj1", Likelihood.VERY_UNLIKELY, True, "2024-05-02"), judged("kj2", Likelihood.LIKELY, None, "2024-12-01")
    ),
)


@pytest.fixture
def held(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with open_pipeline(tmp_path / "a.db", now=NOW):
        pass
    monkeypatch.setattr(Written, "foretold", lambda self: ASSESSMENTS)
    return tmp_path


def run(*words):
    return CliRunner().invoke(cli, ["forecasts", "--db", "a.db", "--now", "2024-06-15", *words])


def test_the_record_in_80_columns(held):
    done = run()
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert "\x1b" not in done.output
    (everything,) = [line.split() for line in lines if line.startswith("all ")]
    assert everything[:5] == ["all", "2", "1", "1", "0.436"]
    assert [line.split()[:2] for line in lines if line.startswith("  Ana")] == [["Ana", "1"]]
    assert any(line.startswith("  Likely (68%): 1 of 1 came true") for line in lines)
    assert any(line.startswith("  2024-06-01  Ana") for line in lines)


def test_only_of_one_analyst_or_desk(held):
    found = json.loads(run("--json", "--by", " bO").output)
    assert [one["name"] for one in found["analysts"]] == ["Bo"]
    assert found["overall"]["brier"] == pytest.approx(0.875**2)
    assert json.loads(run("--json", "--desk", "east").output)["overall"]["overdue"] == 1


def test_the_plot_is_written(held):
    assert run("--svg", "plot.svg").output.endswith("plot: plot.svg\n")
    assert (held / "plot.svg").read_text(encoding="utf-8").startswith("<svg ")


def test_a_plot_that_cannot_be_written_is_one_line(held, capsys):
    assert guarded(lambda: cli.main(["forecasts", "--db", "a.db", "--svg", "no/such/plot.svg"], standalone_mode=False)) == 2
    assert capsys.readouterr().err == "sitrep: no/such/plot.svg: cannot be written: No such file or directory\n"


def test_no_forecasts_is_said(tmp_path):
    with open_pipeline(tmp_path / "b.db", now=NOW):
        pass
    done = CliRunner().invoke(cli, ["forecasts", "--db", str(tmp_path / "b.db")])
    assert done.exit_code == 0
    assert "No published judgement" in done.output
