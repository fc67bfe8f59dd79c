"""`sitrep families check`, and what a broken table does to a run."""

import json
import subprocess
import sys

ROW = "Plain Media\t{0}\t\towned\tdesk notes\n"


def run(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sitrep", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def test_every_broken_row_is_named_with_its_line(tmp_path):
    (tmp_path / "own.tsv").write_text("# mine\nA\tB\t\tclub\tref\n" + ROW.format("Orlin Courier") + "A\n")
    done = run("families", "check", "own.tsv", cwd=tmp_path)
    assert done.returncode == 1
    assert "own.tsv:2: 'club' is not a relation" in done.stderr
    assert "own.tsv:4: 1 columns where 5 are wanted" in done.stderr
    assert done.stdout.startswith("1 outlets of 1 groups, 2 wrong")


def test_the_table_of_the_package_is_right(tmp_path):
    done = run("families", "check", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0].replace(",", "")) >= 80


def test_a_broken_table_stops_a_run_with_one_line(tmp_path):
    (tmp_path / "a.txt").write_text("A bomb killed 12 people.\n")
    (tmp_path / "bad.tsv").write_text(ROW.format("Orlin Courier") + "A\tB\t\tclub\tref\n")
    (tmp_path / "sitrep.toml").write_text('reader = "rules"\nfamilies = "bad.tsv"\n')
    done = run("run", "a.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "bad.tsv:2: 'club' is not a relation" in done.stderr


def test_users_own_rows_make_two_voices_one(tmp_path):
    lines = [
        {"key": key, "text": text, "outlet": outlet, "published": "2024-03-09", "title": "Bomb kills 12 in Quetta"}
        for key, outlet, text in (
            ("a", "Orlin Courier", "A bomb killed 12 people at a market in Quetta on Saturday. Shops burned for hours after the blast."),
            ("b", "Vesk Star", "Twelve people were killed in Quetta on Saturday when a bomb went off at a market near the station."),
        )
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))

    (tmp_path / "sitrep.toml").write_text('reader = "rules"\n')

    def origins():
        done = run("run", "in.jsonl", "--json", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return [incident["origins"] for incident in json.loads(done.stdout)["incidents"]]

    assert [len(found) for found in origins()] == [2]
    (tmp_path / "own.tsv").write_text(ROW.format("Orlin Courier") + ROW.format("Vesk Star"))
    (tmp_path / "sitrep.toml").write_text('reader = "rules"\nfamilies = "own.tsv"\n')
    [[origin]] = origins()
    assert "outlets of one publisher: Plain Media" in origin["why"]
    assert [(edge["kind"], edge["from"], edge["to"]) for edge in origin["edges"]] == [("family", 1, 0)]
    assert "12 people" in origin["edges"][0]["passages"][1]
