"""`sitrep read`: events under their statements, PLOVER records and a map."""

import json
import subprocess
import sys

import pandas

NATO = (
    "Dawn reports that a spokesman for the Tehrik-i-Taliban Pakistan claimed responsibility for the attack on NATO tankers in Nowshera on "
    "6 October 2010. More than 50 tankers were burned and a driver was killed in the attack.\n"
)


def run(*words, cwd):
    return subprocess.run(
        [sys.executable, "-m", "sitrep", *map(str, words)], cwd=cwd, capture_output=True, text=True, timeout=300, check=False
    )


def test_events_are_printed_under_their_statements(tmp_path):
    (tmp_path / "a.txt").write_text(NATO)
    done = run("read", "a.txt", "--published", "2010-10-07", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if "= ASSAULT" in line)
    assert "by Tehrik-i-Taliban Pakistan (claimed)" in line
    assert "Nowshera, PAK" in line
    assert "2010-10-06" in line


def test_records_and_map_are_written_beside_what_is_printed(tmp_path):
    (tmp_path / "a.txt").write_text(NATO)
    done = run("read", "a.txt", "no.txt", "--json", "--csv", "e.csv", "--map", "e.geojson", "--published", "2010-10-07", cwd=tmp_path)
    assert done.returncode == 1
    events = json.loads(done.stdout.splitlines()[0])["events"]
    frame = pandas.read_csv(tmp_path / "e.csv")
    assert frame["event_id"].tolist() == [one["id"] for one in events]
    assert "ASSAULT" in set(frame["event_type"])
    chart = json.loads((tmp_path / "e.geojson").read_text())
    assert any(one["properties"]["place"] == "Nowshera" for one in chart["features"])


def test_a_file_that_cannot_be_written_is_said_in_one_line(tmp_path):
    (tmp_path / "a.txt").write_text(NATO)
    done = run("read", "a.txt", "--csv", "no/where.csv", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["sitrep: no/where.csv: cannot be written: No such file or directory"]
    assert run("read", "--map", "m.geojson", cwd=tmp_path).returncode == 2
