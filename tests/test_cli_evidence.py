"""`sitrep evidence` and web archives as inputs, as a desk meets them."""

import gzip
import json
import shutil
import sqlite3
import sys
import tracemalloc
import zipfile
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from commands import NOW, attempt, run
from sitrep.collect import Limits, captures
from sitrep.evidence import verify
from sitrep.pipeline import open_pipeline
from sitrep.store import open_store

sys.path.insert(0, str(Path(__file__).parent / "collect"))
from warc_helpers import http, page, record, written
from web_helpers import PAGE, RSS, served


def forced(db, *statements):
    """Change a database as nobody may."""
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        return [connection.execute(statement).fetchall() for statement in statements]


def records(path):
    with path.open("rb") as file:
        return [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.content_stream().read())
            for one in ArchiveIterator(file, check_digests="raise")
        ]


def test_evidence_as_it_was_received(db):
    before = db.read_bytes()
    assert run("evidence", "verify", "--db", db) == "evidence 14 captures (14 different), 24 documents: all as received\n"
    assert run("evidence", "verify", "--quick", "--db", db) == "evidence 14 captures (14 different), 24 documents: all as received\n"
    assert json.loads(run("evidence", "verify", "--json", "--db", db)) == {
        "captures": 14,
        "bodies": 14,
        "removed": 0,
        "documents": 24,
        "faults": [],
    }
    assert db.read_bytes() == before


@pytest.mark.parametrize("body", ["x'00'", "x'1f8b00'", "x'789c4b040000620062'", "substr(body, 1, length(body) - 1)", "x''"])
def test_each_damaged_body_is_a_line(db, capsys, body):
    digests = sorted(row[0] for row in forced(db, "SELECT digest FROM capture_body")[0])
    for digest in digests[:2]:
        forced(db, f"UPDATE capture_body SET body = {body} WHERE digest = '{digest}'")
    status, out, err = attempt(capsys, "evidence", "verify", "--db", db)
    assert (status, out) == (1, "evidence 14 captures (14 different), 24 documents: 2 damaged\n")
    lines = err.splitlines()
    assert [line.split(": ")[1] for line in lines] == digests[:2]
    assert all("is damaged" in line or "bytes are gone" in line for line in lines)


def test_documents_that_do_not_come_out_of_their_capture(db, capsys):
    with open_store(db) as store:
        one, other = list(store.documents())[:2]
        made_up = one.__class__(**{**{name: getattr(one, name) for name in one.__slots__}, "id": "doc-made-up", "text": "Never said."})
        store.put_documents([made_up])
    status, out, err = attempt(capsys, "evidence", "verify", "--db", db)
    assert (status, err) == (1, "sitrep: doc-made-up: does not come out of what is kept as evidence\n")
    assert out == "evidence 14 captures (14 different), 25 documents: 1 damaged\n"
    forced(db, "PRAGMA foreign_keys = OFF", f"DELETE FROM capture_body WHERE digest = '{other.capture}'")
    status, _, err = attempt(capsys, "evidence", "verify", "--db", db)
    assert status == 1
    assert "is not in the store" in err


def test_what_others_collect_meanwhile_is_no_fault(tmp_path):
    db, now = tmp_path / "a.db", datetime(2024, 3, 11, tzinfo=UTC)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"A zebra was seen at the bridge of Nowshera on Tuesday, said {name}.")
    run("collect", tmp_path / "a.txt", "--db", db, *NOW)
    heard = []

    def collecting(stage, done, total):
        if stage == "captures" and not heard:
            heard.append(run("collect", tmp_path / "b.txt", "--db", db, *NOW))

    with open_pipeline(db, now=now, read_only=True, progress=collecting) as pipeline:
        found = verify(pipeline)
    assert heard == ["collect  1 document\n"]
    assert (found.faults, found.captures, found.documents) == ((), 1, 1)
    with open_pipeline(db, now=now, read_only=True) as pipeline:
        assert verify(pipeline).documents == 2


def test_records_that_are_damaged_are_said_too(db, capsys):
    forced(db, "UPDATE capture SET record = '{}' WHERE number = 3")
    status, _, err = attempt(capsys, "evidence", "verify", "--db", db)
    assert (status, err.count("\n")) == (1, 1)
    assert "is damaged: Capture.digest is missing" in err


def test_the_evidence_of_an_incident_a_document_and_all(db, tmp_path):
    incident = next(one for one in json.loads(run("report", "--json", "--db", db, *NOW))["incidents"] if len(one["reports"]) > 3)
    path = tmp_path / "incident.warc.gz"
    said = run("evidence", "export", incident["id"], "--to", path, "--db", db, *NOW)
    assert said == f"5 captures in 11 records, {path.stat().st_size:,} bytes: {path}\n"
    found = records(path)
    assert [kind for kind, _, _ in found] == ["warcinfo", *["resource", "metadata"] * 5]
    with open_store(db) as store:
        bodies = [store.body(store.document(report["document"]).capture) for report in incident["reports"]]
    assert {body for kind, _, body in found if kind == "resource"} == set(bodies)
    assert incident["title"].encode() in found[0][2]
    one = incident["reports"][0]["document"]
    run("evidence", "export", one, "--to", tmp_path / "one.wacz", "--db", db, *NOW)
    with zipfile.ZipFile(tmp_path / "one.wacz") as archive:
        pages = archive.read("pages/pages.jsonl").decode().splitlines()
        assert json.loads(archive.read("datapackage.json"))["description"] == f"What {one} rests on"
    assert len(pages) == 2
    run("evidence", "export", "--all", "--to", tmp_path / "all.warc.gz", "--db", db, *NOW)
    assert sum(kind == "resource" for kind, _, _ in records(tmp_path / "all.warc.gz")) == 14


def test_what_is_exported_can_be_collected_again(db, tmp_path):
    run("evidence", "export", "--all", "--to", tmp_path / "all.warc.gz", "--db", db, *NOW)
    again = tmp_path / "again.db"
    assert run("collect", tmp_path / "all.warc.gz", "--db", again, *NOW) == "collect  24 documents\n"
    with open_store(db) as store, open_store(again) as other:
        assert sorted(one.text for one in store.documents()) == sorted(one.text for one in other.documents())
        assert store.digests() == other.digests()


def test_what_was_taken_down_is_exported_as_a_note(db, tmp_path):
    with open_store(db) as store:
        one = next(iter(store.documents()))
    run("remove", one.id, "--reason", "court order", "--by", "Ada", "--db", db, *NOW)
    run("evidence", "export", one.id, "--to", tmp_path / "gone.warc.gz", "--db", db, *NOW)
    found = records(tmp_path / "gone.warc.gz")
    assert [kind for kind, _, _ in found] == ["warcinfo", "metadata"]
    removed = json.loads(found[1][2])["removed"]
    assert [(note["document"], note["by"], note["reason"]) for note in removed] == [(one.id, "Ada", "court order")]


def test_commands_that_are_wrong(db, tmp_path, capsys):
    target = tmp_path / "a.wacz"
    target.write_bytes(b"mine")
    for words, said in [
        (["--to", target], "say what to export"),
        (["x", "--all", "--to", target], "say what to export"),
        (["--all", "--to", target], "is there already"),
        (["--all", "--to", tmp_path / "a.zip"], "is neither named"),
        (["no-such", "--to", tmp_path / "b.wacz"], "no-such: is not the id of an incident or a document in the database"),
    ]:
        status, out, err = attempt(capsys, "evidence", "export", *words, "--db", db)
        assert (status, out, err.count("\n")) == (2, "", 1)
        assert said in err
    assert target.read_bytes() == b"mine"
    run("evidence", "export", "--all", "--to", target, "--force", "--db", db)
    assert zipfile.is_zipfile(target)
    assert attempt(capsys, "evidence", "verify", "--db", tmp_path / "none.db")[0] == 2
    assert sorted(one.name for one in tmp_path.iterdir() if not one.name.startswith("week.db")) == ["a.wacz"]


def test_a_damaged_body_is_not_exported(db, tmp_path, capsys):
    forced(db, "UPDATE capture_body SET body = x'00'")
    status, _, err = attempt(capsys, "evidence", "export", "--all", "--to", tmp_path / "a.wacz", "--db", db)
    assert (status, err.count("\n")) == (2, 1)
    assert "is damaged" in err
    assert [one.name for one in tmp_path.iterdir() if not one.name.startswith("week.db")] == []


def test_a_database_of_an_older_program_is_verified_and_left_as_it_is(db):
    forced(db, *(f"DROP TABLE {table}" for table in ("withheld", "removal", "remainder")), "PRAGMA user_version = 3")
    before = db.read_bytes()
    assert run("evidence", "verify", "--db", db) == "evidence 14 captures (14 different), 24 documents: all as received\n"
    assert db.read_bytes() == before


def test_what_a_server_sent_comes_out_as_it_was_sent(tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_ALLOW_HOSTS", "127.0.0.1")
    monkeypatch.setenv("SITREP_PER_HOST_SECONDS", "0")
    text = PAGE.format("").encode()
    packed = gzip.compress(text)
    db, path = tmp_path / "web.db", tmp_path / "web.warc.gz"
    with served() as site:
        site.routes["/old"] = (301, {"Location": "/page"}, "moved")
        site.routes["/page"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed)
        site.routes["/copy"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, packed)
        site.routes["/feed"] = (200, {"Content-Type": "application/rss+xml"}, RSS.format(""))
        run("collect", site("/old"), site("/copy"), site("/feed"), "--db", db, *NOW)
        run("evidence", "export", "--all", "--to", path, "--db", db, *NOW)
        old, new, copy, feed = (site(name) for name in ("/old", "/page", "/copy", "/feed"))
    with path.open("rb") as file:
        kinds = [
            (one.rec_type, one.rec_headers.get_header("WARC-Target-URI"), one.raw_stream.read())
            for one in ArchiveIterator(file)
            if one.rec_type in ("response", "revisit")
        ]
    assert [kind[:2] for kind in kinds] == [("response", old), ("response", new), ("revisit", copy), ("response", feed)]
    assert (kinds[0][2], kinds[1][2], kinds[2][2]) == (b"", packed, b"")
    assert run("evidence", "verify", "--db", db) == "evidence 3 captures (2 different), 4 documents: all as received\n"
    again = tmp_path / "again.db"
    assert run("collect", path, "--db", again, *NOW) == "collect  3 documents\n"
    with open_store(db) as store, open_store(again) as other:
        captures = {one.response.address: one for one in other.captures()}
        assert captures[new].digest == store.latest_capture(old).digest
        assert captures[new].response.headers == store.latest_capture(old).response.headers
        assert {one.id for one in other.documents()} <= {one.id for one in store.documents()}
        assert other.kept(captures[new].digest) == packed


# Web archives as inputs


def test_a_second_run_over_an_archive_doubles_nothing(tmp_path):
    path = written(tmp_path, *(page(number) for number in range(1, 5)))
    db = tmp_path / "a.db"
    assert run("collect", path, "--db", db, *NOW) == "collect  4 documents\n"
    moved = shutil.move(path, tmp_path / "moved.warc.gz")
    assert run("collect", moved, "--db", db, "--now", "2024-03-12") == "collect  0 documents, 4 addresses unchanged\n"
    run("rebuild", "--db", db, *NOW)
    with open_store(db) as store:
        assert (store.counts("captures", "documents"), len({one.key for one in store.documents()})) == ({"captures": 4, "documents": 4}, 4)
        assert all(one.response.archive.startswith(path) for one in store.captures())


def test_what_others_received_does_not_stand_for_what_a_server_says_now(tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_ALLOW_HOSTS", "127.0.0.1")
    with served() as site:
        site.routes["/page"] = (200, {"Content-Type": "text/html", "ETag": '"1"'}, PAGE.format("").replace("Nowshera", "Mardan"))
        path = written(tmp_path, record(http(PAGE.format("").encode(), 'ETag: "1"'), site("/page")))
        run("collect", path, "--db", tmp_path / "a.db", *NOW)
        assert run("collect", site("/page"), "--db", tmp_path / "a.db", *NOW) == "collect  1 document\n"
        assert [request.headers.get("If-None-Match") for request in site.asked if request.path == "/page"] == [None]


def test_a_long_archive_of_pages_that_came_compressed_is_made_in_processes(tmp_path, monkeypatch):
    monkeypatch.setenv("SITREP_WORKERS", "2")
    sent = [gzip.compress(PAGE.format("").replace("Nowshera", f"Nowshera {number}").encode(), mtime=0) for number in range(70)]
    pages = (record(http(body, "Content-Encoding: gzip"), f"https://daily.example/{number}") for number, body in enumerate(sent))
    path = written(tmp_path, *pages)
    assert run("collect", path, "--db", tmp_path / "a.db", *NOW) == "collect  70 documents\n"
    with open_store(tmp_path / "a.db") as store:
        assert [store.kept(one.digest) for one in store.captures()] == sent


def test_a_run_that_was_broken_off_is_taken_up(tmp_path):
    path = written(tmp_path, *(page(number) for number in range(200)))
    db = tmp_path / "a.db"

    class StopError(Exception):
        pass

    def stop(stage, done, total):
        if done >= 128:
            raise StopError

    with pytest.raises(StopError), open_pipeline(db, now=datetime(2024, 3, 11, tzinfo=UTC), progress=stop) as pipeline:
        pipeline.collect([path])
    assert run("collect", path, "--db", db, *NOW) == "collect  136 documents, 64 addresses unchanged\n"
    with open_store(db) as store:
        assert store.counts("captures", "documents") == {"captures": 200, "documents": 200}


def test_what_is_damaged_in_an_archive_is_said_and_the_rest_is_kept(tmp_path, capsys):
    first = page(1)
    path = written(tmp_path, first, record(http(b"x", "Content-Encoding: br")), page(2))
    status, out, err = attempt(capsys, "collect", path, "--db", tmp_path / "a.db", *NOW)
    place = len(gzip.compress(first, mtime=0))
    assert (status, out) == (1, "collect  2 documents, 1 failed\n")
    assert err == f"sitrep: {path}:{place}: is compressed in a way that is not read (br)\n"
    status, out, _ = attempt(capsys, "extract", path, "--json")
    lines = [json.loads(line) for line in out.splitlines()]
    assert (status, [line["key"] for line in lines]) == (
        1,
        [f"{path}#https://daily.example/1", f"{path}:{place}", f"{path}#https://daily.example/2"],
    )


def test_a_long_archive_is_taken_in_little_memory(tmp_path):
    """40 MB of records, of which 30 MB are one that is passed over: no more is held than a few times the bound."""
    body = "<html><body>" + "<p>word and another word</p>" * 2_000 + "</body></html>"
    pages = (record(http(f"{body}<p>{number}".encode()), f"https://daily.example/{number}") for number in range(200))
    path = written(tmp_path, record(b"x" * 30_000_000, kind="metadata"), *pages, packed=False)
    tracemalloc.start()
    try:
        count = sum(1 for _ in captures(path, received=datetime(2024, 3, 11, tzinfo=UTC), limits=Limits(max_bytes=2**20)))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 200
    assert peak < 4_000_000, peak
