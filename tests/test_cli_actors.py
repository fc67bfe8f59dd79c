"""`sitrep actors`: users' own rows of the actor table, and what a check says of broken ones."""

import json
import subprocess
import sys

import pytest

ROW = ["--kind", "group", "--country", "SYR", "--sector", "REB", "--reference", "own notes"]


def run(*words, cwd, **more):
    return subprocess.run(
        [sys.executable, "-m", "sitrep", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=300, check=False, **more
    )


def test_an_added_actor_is_known_to_the_reader(tmp_path):
    done = run("actors", "add", "Sword of the Plain", "--alias", "Saif al-Sahl", "--alias", "SotP", *ROW, "--from", "2019", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "added to actors.tsv" in done.stdout
    assert "SITREP_ACTORS" in done.stdout
    (tmp_path / "sitrep.toml").write_text('actors = "actors.tsv"\n')
    (tmp_path / "a.txt").write_text("Saif al-Sahl fighters shelled a bakery in Idlib on Sunday.\n")
    for reader in ("trained", "rules"):
        read = json.loads(run("read", "a.txt", "--json", "--reader", reader, cwd=tmp_path).stdout)
        party = read["events"][0]["actors"][0]
        assert (party["country"], party["sector"]) == ("SYR", "REB"), reader
    assert "wrong" in run("actors", "check", cwd=tmp_path).stdout


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        (["--kind", "club"], "'club' is not a kind of actor"),
        (["--country", "XYZ"], "'XYZ' is not an alpha-3"),
        (["--sector", "ZZZ"], "'ZZZ' is not a PLOVER sector"),
        (["--from", "2020", "--to", "2010"], "it ends (2010) before it begins (2020)"),
        (["--from", "soon"], "are not years"),
    ],
)
def test_a_wrong_row_is_refused_with_its_reason_and_nothing_is_written(tmp_path, changed, reason):
    done = run("actors", "add", "Sword", *ROW, *changed, cwd=tmp_path)
    assert done.returncode == 2
    assert reason in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "actors.tsv").exists()


def test_no_actor_is_doubled(tmp_path):
    assert run("actors", "add", "Sword", *ROW, cwd=tmp_path).returncode == 0
    before = (tmp_path / "actors.tsv").read_text()
    again = run("actors", "add", "Blade", "--alias", "sword", *ROW, cwd=tmp_path)
    assert again.returncode == 2
    assert "is there already" in again.stderr
    assert (tmp_path / "actors.tsv").read_text() == before


def test_every_broken_row_is_named_with_its_line(tmp_path):
    (tmp_path / "own.tsv").write_text(
        "# mine\n\tA\tgroup\t\tREB\t\t\tref\n\tB\tclub\t\t\t\t\tref\n\tC\tgroup\n\tA\tgroup\t\tREB\t\t\tref\n"
    )
    done = run("actors", "check", "own.tsv", cwd=tmp_path)
    assert done.returncode == 1
    assert "own.tsv:3: 'club' is not a kind of actor" in done.stderr
    assert "own.tsv:4: 3 columns where 8 are wanted" in done.stderr
    assert "own.tsv:2, own.tsv:5: 'a' is claimed twice" in done.stderr
    assert done.stdout.startswith("2 actors, 1 names, 2 wrong")


def test_a_table_that_is_not_there_or_broken_stops_reading_with_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("A bomb went off.\n")
    for name, content in (("none.tsv", None), ("bad.tsv", "\tB\tclub\t\t\t\t\tref\n")):
        if content:
            (tmp_path / name).write_text(content)
        (tmp_path / "sitrep.toml").write_text(f'actors = "{name}"\n')
        done = run("read", "a.txt", cwd=tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert name in done.stderr


def test_the_tables_of_the_package_are_right(tmp_path):
    done = run("actors", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0].replace(",", "")) >= 3000
