"""`sitrep ach`: what is printed, in 80 columns, and what is said of a file that is none."""

import json

import pytest
from click.testing import CliRunner

from sitrep.cli import cli
from sitrep.console import guarded

FILE = """\
# question: Who burned the trucks at Torkham, and why was nobody seen at the gate that night by the men who stood there?
evidence,credibility,relevance,smugglers,the Vanguard
The Vanguard claimed it,low,high,II,CC
Fuel cans were found [[st:st-1]],,high,C,I
"""


def test_matrix_ranking_and_what_it_hangs_on_in_80_columns(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(FILE)
    done = CliRunner().invoke(cli, ["ach", "m.csv"])
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert max(map(len, lines)) <= 80
    assert "E1   low    high      II  CC    1.00" in lines
    assert "E2   medium high       C   I    0.50" in lines
    assert "Fuel cans were found [[st:st-1]] (credibility: not known: counted as medium)" in " ".join(done.output.split())
    assert lines.index("1.   1.41  H2 the Vanguard") < lines.index("2.   2.00  H1 smugglers")
    assert "Without E1, H1 would stand first." in lines


def test_json_is_one_object(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(FILE)
    done = json.loads(CliRunner().invoke(cli, ["ach", "m.csv", "--json"]).output)
    assert [one["number"] for one in done["ranking"]] == [2, 1]
    assert done["tested"][0]["changes_first"] is True


@pytest.mark.parametrize(
    ("content", "said"), [(b"evidence,h1,h2\nx,C,maybe\n", "m.csv:2: 'maybe'"), (b"evidence,h1,h2\n\xff\n", "m.csv:2: is not UTF-8")]
)
def test_a_bad_file_is_one_line_and_status_2(tmp_path, monkeypatch, capsys, content, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_bytes(content)
    assert guarded(lambda: cli.main(["ach", "m.csv"], standalone_mode=False)) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_a_database_that_is_named_must_be_there(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "m.csv").write_text(FILE)
    assert guarded(lambda: cli.main(["ach", "m.csv", "--db", "none.db"], standalone_mode=False)) == 2
    assert "none.db" in capsys.readouterr().err
    assert guarded(lambda: cli.main(["ach", "none.csv"], standalone_mode=False)) == 2


def test_a_cited_statement_gives_its_grade(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("Police said that five men were killed in a bombing in Dorn, Ulm on Monday.\n")
    runner = CliRunner()
    done = runner.invoke(cli, ["run", "a.txt", "--db", "a.db", "--out", "site", "--now", "2024-03-10", "--published", "2024-03-05"])
    assert done.exit_code == 0, done.output
    report = json.loads(runner.invoke(cli, ["report", "--db", "a.db", "--json"]).output)
    account = report["incidents"][0]["claims"][0]["accounts"][0]
    (tmp_path / "m.csv").write_text(f"evidence,h1,h2\nIt is said [[st:{account['statements'][0]}]],C,I\n")
    found = json.loads(runner.invoke(cli, ["ach", "m.csv", "--db", "a.db", "--json"]).output)
    assert found["matrix"]["evidence"][0]["why"].startswith("grade ")
    assert found["matrix"]["evidence"][0]["why"].endswith("of what it cites")
