"""The commands `edition` and `editions`, and `--tlp` of what goes out: what they print and what they refuse."""

import json

import pytest
from click.testing import CliRunner

from commands import attempt
from sitrep.cli import cli

ARTICLE = "KARSA, March 6 — Twelve people were killed on Wednesday when a bomb went off at the bus station, police said.\n"


@pytest.fixture
def db(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SITREP_READER", "rules")
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    arguments = ["run", "a.txt", "--db", "x.db", "--out", "site", "--now", "2024-03-07", "--published", "2024-03-06", "--outlet", "Post"]
    assert CliRunner().invoke(cli, arguments).exit_code == 0
    return tmp_path / "x.db"


def test_an_edition_is_written_kept_listed_and_looked_over(db, tmp_path, capsys):
    status, out, _ = attempt(capsys, "edition", "--db", db, "--now", "2024-03-07", "--out", "ed", "--tlp", "green", "--title", "Karsa")
    assert status == 0
    assert out.startswith("TLP:GREEN edition-")
    assert ": 1 incident, " in out
    edition = json.loads((tmp_path / "ed" / "edition.json").read_text(encoding="utf-8"))
    assert (edition["scope"]["title"], edition["scope"]["marking"]) == ("Karsa", "TLP:GREEN")
    status, out, _ = attempt(capsys, "editions", "--db", db)
    assert (status, out) == (0, f"{edition['id']}  2024-03-07 23:59  TLP:GREEN  Karsa\n")
    status, out, _ = attempt(capsys, "editions", edition["id"], "--db", db)
    assert status == 0
    assert out.endswith("all citations hold\n")
    status, out, _ = attempt(capsys, "editions", edition["id"], "--db", db, "--json")
    assert json.loads(out) == edition


def test_nothing_found_is_said_in_the_page_and_in_the_terminal(db, tmp_path, capsys):
    status, out, _ = attempt(capsys, "edition", "--db", db, "--now", "2024-03-07", "--out", "ed", "--area", "Atlantis")
    assert (status, out.splitlines()[0]) == (0, "Nothing is reported there in this period.")
    assert "Nothing is reported there in this period." in (tmp_path / "ed" / "edition.html").read_text(encoding="utf-8")
    status, out, _ = attempt(capsys, "edition", "--db", db, "--now", "2024-03-07", "--out", "ed", "--topic", "atlantis")
    assert (status, out.splitlines()[0]) == (0, "Nothing of this is reported in this period.")


def test_a_citation_that_no_longer_holds_is_said_and_makes_the_status_one(db, tmp_path, capsys):
    attempt(capsys, "edition", "--db", db, "--now", "2024-03-07", "--out", "ed")
    edition = json.loads((tmp_path / "ed" / "edition.json").read_text(encoding="utf-8"))
    assert attempt(capsys, "remove", edition["references"][0]["target"], "--reason", "court order", "--db", db)[0] == 0
    status, out, err = attempt(capsys, "editions", edition["id"], "--db", db)
    assert status == 1
    assert "no longer hold" in out
    assert "a sentence whose words were taken down [1]: the article is no longer kept, or was taken down" in err


def test_json_prints_the_edition_and_nothing_else(db, capsys):
    status, out, err = attempt(capsys, "edition", "--db", db, "--now", "2024-03-07", "--out", "ed", "--preview", "--json")
    assert status == 0
    assert json.loads(out)["made_by"] == "edition@2"
    assert "edition: ed" in err
    assert attempt(capsys, "editions", "--db", db)[1] == "no edition went out\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["edition", "--out", "site"], "has files of another kind that SitRep wrote"),
        (["edition", "--out", "ed", "--since", "yesterday"], "yesterday: is no day for since"),
        (["edition", "--out", "ed", "--tlp", "pink"], "--tlp: 'pink' is no marking (known: TLP:CLEAR, TLP:GREEN, TLP:AMBER"),
        (["edition"], "Missing option '--out'"),
        (["editions", "edition-0"], "no edition in the database has the id 'edition-0'"),
        (["publish", "--tlp", "TLP:WHITE"], "'TLP:WHITE' is no marking"),
    ],
)
def test_what_is_wrong_is_one_line_and_status_two(db, arguments, said, capsys):
    status, _, err = attempt(capsys, *arguments, "--db", db)
    assert (status, err.count("\n")) == (2, 1)
    assert said in err


def test_the_marking_of_a_site_comes_from_the_command_line_else_from_the_settings(db, tmp_path, monkeypatch, capsys):
    def marking():
        return json.loads((tmp_path / "site" / "report.json").read_text(encoding="utf-8"))["marking"]

    assert marking() == "TLP:CLEAR"
    assert attempt(capsys, "publish", "--db", db, "--out", "site", "--tlp", "amber+strict")[0] == 0
    assert marking() == "TLP:AMBER+STRICT"
    monkeypatch.setenv("SITREP_TLP", "green")
    assert attempt(capsys, "publish", "--db", db, "--out", "site")[0] == 0
    assert marking() == "TLP:GREEN"
    monkeypatch.setenv("SITREP_TLP", "mauve")
    assert attempt(capsys, "publish", "--db", db, "--out", "site")[0] == 2
