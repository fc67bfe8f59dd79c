"""The program as a user meets it: what it prints, what it says of bad input, how it ends."""

import gzip
import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from sitrep.samples import folder

NOW = ["--now", "2024-03-10"]
TEXT = "The ministry said the bridge at Nowshera was open on Tuesday."


def run(*words, cwd, stdin=None):
    return subprocess.run(
        [sys.executable, "-m", "sitrep", *map(str, words)], cwd=cwd, input=stdin, capture_output=True, text=True, timeout=300, check=False
    )


def objects(text):
    return [json.loads(line) for line in text.splitlines()]


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """The sample week, run once: (folder, database, what was printed)."""
    where = tmp_path_factory.mktemp("week")
    done = run("run", folder(), "--db", "week.db", "--out", "site", *NOW, cwd=where)
    assert done.returncode == 0, done.stderr
    return where, where / "week.db", done


def test_run_tells_each_stage_and_what_came_of_it(week):
    _, _, done = week
    stages = [line.split()[0] for line in done.stdout.splitlines()[:5]]
    assert stages == ["collect", "read", "compare", "weigh", "publish"]
    assert done.stdout.splitlines()[-1].startswith("24 documents, ")
    assert "site: site/index.html" in done.stdout


def test_running_twice_changes_nothing(week):
    where, db, _ = week
    before = run("report", "--json", "--db", db, *NOW, cwd=where).stdout
    pages = {path: path.read_bytes() for path in sorted((where / "site").rglob("*")) if path.is_file()}
    again = run("run", folder(), "--db", db, "--out", "site", *NOW, cwd=where)
    assert again.returncode == 0
    assert "24 known already" in again.stdout
    assert run("report", "--json", "--db", db, *NOW, cwd=where).stdout == before
    assert {path: path.read_bytes() for path in sorted((where / "site").rglob("*")) if path.is_file()} == pages


def test_stage_by_stage_is_the_same_as_in_one_go(week, tmp_path):
    where, db, _ = week
    for words in (
        ["collect", str(folder()), "--db", "s.db", *NOW],
        ["read", "--db", "s.db"],
        ["compare", "--db", "s.db"],
        ["weigh", "--db", "s.db"],
    ):
        assert run(*words, cwd=tmp_path).returncode == 0
    assert run("report", "--json", "--db", "s.db", *NOW, cwd=tmp_path).stdout == run("report", "--json", "--db", db, *NOW, cwd=where).stdout


def test_rebuild_gives_the_same_picture(week):
    where, db, _ = week
    before = run("report", "--json", "--db", db, *NOW, cwd=where).stdout
    done = run("rebuild", "--db", db, cwd=where)
    assert done.returncode == 0, done.stderr
    assert run("report", "--json", "--db", db, *NOW, cwd=where).stdout == before


def test_the_order_of_inputs_changes_nothing_but_ids(tmp_path):
    files = sorted(str(path) for path in folder().iterdir() if path.suffix != ".md")
    pictures = []
    for order in (files, files[::-1]):
        done = run("run", "--json", *order, *NOW, cwd=tmp_path)
        assert done.returncode == 0
        report = json.loads(done.stdout)
        pictures.append(sorted(sorted(one["key"] for one in incident["reports"]) for incident in report["incidents"]))
    assert pictures[0] == pictures[1]


def test_show_prints_incidents_and_documents(week):
    where, db, _ = week
    report = json.loads(run("report", "--json", "--db", db, cwd=where).stdout)
    incident = report["incidents"][0]
    shown = run("show", incident["id"], "--db", db, cwd=where)
    assert shown.returncode == 0
    assert "Who rests on whom" in shown.stdout
    assert all(len(line) <= 100 for line in shown.stdout.splitlines())
    assert json.loads(run("show", incident["id"], "--json", "--db", db, cwd=where).stdout) == incident
    assert run("show", incident["reports"][0]["document"], "--db", db, cwd=where).returncode == 0
    wrong = run("show", "inc-none", "--db", db, cwd=where)
    assert (wrong.returncode, wrong.stderr.count("\n")) == (2, 1)


def test_read_gives_the_document_back_with_true_offsets(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xef\xbb\xbfFirst line\r\n\r\n" + TEXT.encode())
    (answer,) = objects(run("read", "a.txt", "--json", "--published", "2024-03-06", cwd=tmp_path).stdout)
    text = answer["document"]["text"]
    assert text == "\ufeffFirst line\r\n\r\n" + TEXT
    assert answer["key"] == "a.txt"
    spans = [one["content"][0] for one in answer["statements"]] + [
        one["span"] for one in answer["mentions"] + answer["places"] + answer["times"]
    ]
    assert spans
    assert all(text[one["start"] : one["end"]] == one["text"] for one in spans)


def test_jsonl_keeps_order_keys_and_goes_on_after_a_broken_line(tmp_path):
    lines = [{"key": "a", "text": TEXT}, None, {"key": "b", "text": ""}, {"key": "a", "text": "The road was shut."}]
    (tmp_path / "in.jsonl").write_text("\n".join("{broken" if line is None else json.dumps(line) for line in lines))
    done = run("read", "in.jsonl", "--json", cwd=tmp_path)
    answers = objects(done.stdout)
    assert done.returncode == 1
    assert [one["key"] for one in answers] == ["a", "in.jsonl:2", "b", "a#2"]
    assert ["error" in one for one in answers] == [False, True, True, False]
    assert len(done.stderr.splitlines()) == 2


def test_gzip_and_standard_input(tmp_path):
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(TEXT.encode()))
    assert objects(run("read", "a.txt.gz", "--json", cwd=tmp_path).stdout)[0]["document"]["text"] == TEXT
    assert objects(run("read", "-", "--json", cwd=tmp_path, stdin=TEXT).stdout)[0]["key"] == "-"


def bad_inputs(where):
    (where / "good.txt").write_text(TEXT)
    (where / "empty.txt").write_text("")
    (where / "latin.txt").write_bytes(b"caf\xe9 \xff\xfe of the north")
    (where / "page.xml").write_text("<!DOCTYPE html><html><body><p>Not a feed.</p></body></html>")
    with (where / "big.txt").open("wb") as out:
        out.truncate(50 * 1024 * 1024)
    return ["missing.txt", "empty.txt", "latin.txt", "page.xml", "big.txt"]


@pytest.mark.parametrize("command", [["read", "--json"], ["extract", "--json"], ["run", "--json"], ["collect", "--db", "c.db"]])
def test_bad_inputs_are_named_in_one_line_and_the_others_go_on(tmp_path, command):
    names = bad_inputs(tmp_path)
    done = run(command[0], *names, "good.txt", *command[1:], cwd=tmp_path)
    assert done.returncode == 1
    said = [line for line in done.stderr.splitlines() if line.startswith("sitrep: ")]
    assert [next((name for name in names if name in line), line) for line in said] == names
    assert "Traceback" not in done.stderr
    if command[0] == "read":
        assert [one["key"] for one in objects(done.stdout) if "error" not in one] == ["good.txt"]


def test_control_characters_and_markup_in_titles_do_not_reach_terminal_or_page(tmp_path):
    title = "Bomb \x1b[31m<script>alert(1)</script>\u202egnp.exe"
    line = {
        "key": "k",
        "title": title,
        "outlet": "A\x07B",
        "published": "2024-03-06",
        "text": "A bomb killed 12 people in Quetta on Tuesday, police said.",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(line))
    assert run("run", "in.jsonl", "--db", "d.db", "--out", "site", *NOW, cwd=tmp_path).returncode == 0
    shown = run("report", "--db", "d.db", cwd=tmp_path).stdout
    assert not any(character in shown for character in "\x1b\x07\u202e")
    pages = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "site").rglob("*.html"))
    assert "<script" not in pages.replace('<script type="application/ld+json">', "")
    assert not any(character in pages for character in "\x1b\x07")


def test_a_database_made_by_a_newer_version(tmp_path):
    assert run("run", "-", "--db", "d.db", "--out", "site", *NOW, cwd=tmp_path, stdin=TEXT).returncode == 0
    with sqlite3.connect(tmp_path / "d.db") as base:
        base.execute("PRAGMA user_version = 9999")
    base.close()
    done = run("report", "--db", "d.db", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "d.db" in done.stderr
    assert "newer" in done.stderr


def test_a_file_that_is_no_database_and_one_that_is_not_there(tmp_path):
    (tmp_path / "x.db").write_text("hello")
    for name in ("x.db", "none.db"):
        done = run("report", "--db", name, cwd=tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert name in done.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_folder(tmp_path):
    shut = tmp_path / "shut"
    shut.mkdir()
    shut.chmod(stat.S_IRUSR | stat.S_IXUSR)
    done = run("run", "-", "--db", "shut/d.db", "--out", "site", cwd=tmp_path, stdin=TEXT)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert "shut" in done.stderr


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="no folder that nobody can write to")
def test_a_folder_that_nobody_can_write_to(tmp_path):
    for words in (["--db", "/proc/d.db", "--out", "site"], ["--db", "d.db", "--out", "/proc/site"]):
        done = run("run", "-", *words, cwd=tmp_path, stdin=TEXT)
        assert done.returncode == 2
        assert "/proc/" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr


def test_a_site_that_cannot_be_written(tmp_path):
    (tmp_path / "site").write_text("in the way")
    done = run("run", "-", "--db", "d.db", "--out", "site", *NOW, cwd=tmp_path, stdin=TEXT)
    assert done.returncode == 2
    assert "site" in done.stderr.splitlines()[-1]
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "words",
    [["run"], ["nonsense"], ["run", "x", "--now", "soon"], ["read", "x", "--reader", "oracle"], ["read", "x", "--published", "soon"]],
)
def test_a_wrong_command_line_is_one_line_and_status_two(tmp_path, words):
    done = run(*words, cwd=tmp_path)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1


def test_claims_files(tmp_path):
    (tmp_path / "c.csv").write_text("source,item,value\na,x,1\nb,x,1\nc,x,2\n")
    (answer,) = objects(run("weigh", "c.csv", "--json", cwd=tmp_path).stdout)
    assert [(one["item"], one["value"]) for one in answer["items"]] == [("x", "1")]
    assert {one["source"] for one in answer["sources"]} == {"a", "b", "c"}
    (tmp_path / "bad.csv").write_text("who,what\na,b\n")
    for name in ("bad.csv", "none.csv"):
        done = run("weigh", name, "--json", cwd=tmp_path)
        assert (done.returncode, done.stderr.count("\n")) == (2, 1)
        assert name in done.stderr


def test_a_reader_of_the_output_may_leave(tmp_path):
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"key": str(number), "text": TEXT}) for number in range(50)))
    script = f"{sys.executable} -m sitrep read in.jsonl --json | head -n 1"
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False)
    assert len(done.stdout.splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_the_temporary_database_of_run_json_is_removed(tmp_path):
    done = subprocess.run(
        [sys.executable, "-m", "sitrep", "run", "--json", "-"],
        cwd=tmp_path,
        input=TEXT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert json.loads(done.stdout)["incidents"] is not None
    assert list(Path(tmp_path).iterdir()) == []


def test_a_published_site_is_not_taken_for_a_source(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT)
    for _ in range(2):
        done = run("run", ".", "--db", "d.db", "--out", "site", *NOW, cwd=tmp_path)
        assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("1 document, ")


def test_the_folder_of_a_database_is_made(tmp_path):
    assert run("collect", "-", "--db", "new/d.db", cwd=tmp_path, stdin=TEXT).returncode == 0
    assert (tmp_path / "new" / "d.db").is_file()


def test_report_picks_incidents_and_refuses_what_is_no_grade(week):
    where, db, _ = week
    picked = run("report", "--db", db, "--area", "Pakistan", "--type", "assault", *NOW, cwd=where)
    assert picked.returncode == 0
    assert "Quetta" in picked.stdout
    assert "Ansongo" not in picked.stdout
    assert picked.stdout.rstrip().endswith("incidents")
    nothing = run("report", "--db", db, "--area", "Atlantis", *NOW, cwd=where)
    assert nothing.stdout.startswith("0 of ")
    assert "Did you mean" not in nothing.stdout
    near = run("report", "--db", db, "--area", "Paistan", *NOW, cwd=where)
    assert near.stdout.endswith("Did you mean the area Pakistan?\n")
    other = run("report", "--db", db, "--area", "pakistan", "--until", "1990-01-01", *NOW, cwd=where)
    assert other.stdout.startswith("0 of ")
    assert "Did you mean" not in other.stdout
    wrong = run("report", "--db", db, "--grade", "Z9", *NOW, cwd=where)
    assert wrong.returncode == 2
    assert wrong.stderr.count("\n") == 1
    assert "Z9" in wrong.stderr


def test_why_says_what_joined_reports_and_what_an_origin_rests_on(week):
    where, db, _ = week
    (picture,) = objects(run("report", "--json", "--db", db, *NOW, cwd=where).stdout)
    bombing = next(one for one in picture["incidents"] if len(one["reports"]) > 5)
    told = run("why", bombing["id"], "--db", db, cwd=where).stdout
    assert "reports are one incident" in told
    assert "of the shorter text stands in the other" in told
    assert all(origin["id"] in told for origin in bombing["origins"])
    origin = next(one for one in bombing["origins"] if len(one["reports"]) > 1)
    told = run("why", origin["id"], "--db", db, cwd=where).stdout
    assert told.startswith(f"Why {len(origin['reports'])} reports rest on ")
    assert "“" in told
    assert "What ties them" in told
    assert all(f"{edge['kind']}: " in told for edge in origin["edges"])
    assert all(len(line) <= 80 for line in told.splitlines() if " │ " in line)
    told = run("why", bombing["reports"][0]["document"], "--db", db, cwd=where).stdout
    assert bombing["id"] in told
    assert "with it: " in told
    assert run("why", "nothing", "--db", db, cwd=where).returncode == 2


def test_a_date_that_is_none_is_said_and_the_line_goes_on(tmp_path):
    (tmp_path / "in.jsonl").write_text('{"text": "One."}\n{"text": "Two.", "published": "not a date"}\n')
    done = run("extract", "in.jsonl", "--json", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stderr == 'sitrep: in.jsonl:2: "published" is not a date, and is left out\n'
    assert [json.loads(line)["document"]["published"] for line in done.stdout.splitlines()] == [None, None]


def test_many_pages_come_in_order_whoever_worked_on_them(tmp_path):
    for number in range(70):
        text = f"The ferry of day {number} was late, the harbour office said, and nobody was told why it had waited in the bay for so long."
        (tmp_path / f"{number:02}.html").write_text(f"<html><body><article><p>{text}</p><p>{text} Again.</p></article></body></html>")
    (tmp_path / "33.txt").write_text("Between them.")
    done = run("extract", ".", "--json", cwd=tmp_path)
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [line["key"] for line in lines] == sorted(line["key"] for line in lines)
    assert len(lines) == 71
    assert "day 69" in lines[-1]["document"]["text"]


def test_the_program_without_a_command_prints_its_help_line_by_line(tmp_path):
    done = run(cwd=tmp_path)
    assert done.returncode == 2
    assert "\nCommands:\n" in done.stderr


def test_a_setting_that_names_nothing_is_refused(tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_OUT", "")
    done = run("publish", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (2, "sitrep: out: is empty\n")
