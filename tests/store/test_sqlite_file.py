"""The SQLite file: opening it, refusing what is not ours, evidence that cannot be rewritten, damage, locks, and the death of a process."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from made_records import capture, cited, deed, document, draft, edition, grading, incident, judgement, keep_tellings, reading, removal

from sitrep.errors import StoreError
from sitrep.records import Absence, Grade, make_id
from sitrep.store import open_store
from sitrep.store.schema import APPLICATION_ID, DERIVED, EVIDENCE, KEPT, SCHEMA_VERSION, TRIGGERS

NOBODY = 65534
_FIFTH = ("edition", "cited_words", "cited", "deed", "draft")  # what the fifth version of the schema brought
_FOURTH = ("absence", "watched", "withheld", "removal", "remainder", "graded")  # and what the fourth did
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "sitrep.db"


@pytest.fixture
def filled(path):
    with open_store(path) as store:
        store.add_capture(capture(b"x"), b"x")
        store.mint("inc", "tel-a")
        store.add_judgement(judgement("1", ("a",), ("b",)))
        store.add_gradings([grading("a", "B2")])
        store.add_removal(removal("c"))
        store.withhold(capture(b"y"), ["doc-c"], [document("d")])
        store.add_absence(Absence(address="https://a.example/", status=404, since=NOON))
        store.add_edition(edition("a"))
        store.add_draft(draft("1"), [cited("st-1", "doc-a")])
        store.add_deed(deed("1"))
        keep_tellings(store, a=("k",))
    return path


@pytest.fixture
def older(filled):
    """A database as the first version of the schema has it."""
    _sql(filled, *(f"DROP TABLE {table}" for table in (*_FIFTH, *_FOURTH, "grading", "judged", "judgement")), "PRAGMA user_version = 1")
    return filled


@pytest.fixture
def second(filled):
    """A database as the second version of the schema has it."""
    _sql(filled, *(f"DROP TABLE {table}" for table in (*_FIFTH, *_FOURTH, "grading")), "PRAGMA user_version = 2")
    return filled


def _sql(path, *statements):
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        return [connection.execute(statement).fetchall() for statement in statements]


def _refusal(path, **options):
    with pytest.raises(StoreError) as caught:
        open_store(path, **options)
    assert caught.value.subject == str(path)
    assert "\n" not in str(caught.value)
    return caught.value


def test_a_new_file_has_our_marks_and_lasting_settings(path):
    with open_store(str(path)):
        pass
    assert _sql(path, "PRAGMA application_id", "PRAGMA user_version", "PRAGMA journal_mode", "PRAGMA integrity_check") == [
        [(APPLICATION_ID,)],
        [(SCHEMA_VERSION,)],
        [("wal",)],
        [("ok",)],
    ]


def test_every_connection_waits_checks_references_and_syncs_fully(path):
    with open_store(path, wait=7) as store:
        settings = {name: store._db.row(f"PRAGMA {name}") for name in ("foreign_keys", "synchronous", "busy_timeout", "trusted_schema")}
    assert settings == {"foreign_keys": (1,), "synchronous": (2,), "busy_timeout": (7000,), "trusted_schema": (0,)}


def test_every_table_is_evidence_or_derived_or_kept_for_watching_and_strict(filled):
    [tables] = _sql(filled, "SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type <> 'shadow'")
    strict = dict(tables)
    assert set(strict) - {"sqlite_schema"} == {*EVIDENCE, *KEPT, *DERIVED}
    assert [name for name, value in strict.items() if not value and name not in ("sqlite_schema", "document_text")] == []


def test_nothing_is_left_beside_a_closed_database(filled):
    assert [one.name for one in filled.parent.iterdir()] == ["sitrep.db"]


def test_an_empty_file_becomes_a_database(path):
    path.touch()
    assert str(_refusal(path, create=False)) == f"{path}: is not a SitRep database"
    with open_store(path) as store:
        assert store.put_documents([document("a")]) == 1


def test_names_with_odd_characters(tmp_path):
    for name in ("a b.db", "a?mode=ro&x.db", "a#b.db", "a%20b.db", "ünï.db", "a\udc80.db"):
        with open_store(tmp_path / name) as store:
            store.set_meta("a", name)
        assert (tmp_path / name).exists()
        with open_store(tmp_path / name, create=False) as store:
            assert store.meta("a") == name


def test_a_missing_file_is_not_made_when_it_should_be_there(path):
    assert str(_refusal(path, create=False)) == f"{path}: does not exist"
    assert str(_refusal(path, read_only=True)) == f"{path}: does not exist"
    assert not path.exists()


def test_paths_that_cannot_be_files(tmp_path):
    (tmp_path / "file").touch()
    assert _refusal(tmp_path).reason == "is a folder, not a database"
    assert _refusal(tmp_path / "none" / "sitrep.db", create=False).reason == "does not exist"
    assert not (tmp_path / "none").exists()
    assert _refusal(tmp_path / "file" / "sitrep.db").reason.startswith("cannot be")
    assert _refusal(tmp_path / ("x" * 300)).reason.startswith("cannot be")
    assert _refusal(Path("a\x00b")).reason


def test_a_folder_that_is_not_there_is_made(tmp_path):
    open_store(tmp_path / "new" / "deep" / "sitrep.db").close()
    assert (tmp_path / "new" / "deep" / "sitrep.db").is_file()


@pytest.mark.parametrize("content", [b"hello", b"hello" * 1000, b"\x00" * 4096, b"SQLite format 3\x00" + b"\xff" * 2000])
def test_a_file_that_is_no_database_is_refused_and_left_alone(path, content):
    path.write_bytes(content)
    for options in ({}, {"create": False}, {"read_only": True}):
        assert _refusal(path, **options).reason.startswith(("is not a SitRep database", "is damaged"))
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused_and_left_alone(path):
    _sql(path, "CREATE TABLE notes (text)", "INSERT INTO notes VALUES ('mine')")
    before = path.read_bytes()
    assert str(_refusal(path)) == f"{path}: is not a SitRep database"
    assert path.read_bytes() == before
    _sql(path, "DROP TABLE notes", "PRAGMA application_id = 7")
    assert str(_refusal(path)) == f"{path}: is not a SitRep database"


def test_a_database_from_before_web_addresses_is_read_as_it_is_and_gets_its_index(filled):
    """A capture that was stored without the fields of a response, in a database without the index by location."""
    _sql(
        filled,
        "DROP INDEX capture_received",
        "DROP TRIGGER capture_update",
        "UPDATE capture SET record = json_remove(record, '$.response')",
    )
    for options in ({"read_only": True}, {}):
        with open_store(filled, **options) as store:
            captures = list(store.captures())
            assert captures
            assert all(one.response is None for one in captures)
            assert store.latest_capture(captures[0].location) is not None
    with closing(sqlite3.connect(filled)) as database:
        assert database.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'capture_received'").fetchone() == (1,)


def test_a_database_of_a_newer_program_is_refused(filled):
    _sql(filled, "PRAGMA user_version = 7")
    for options in ({}, {"read_only": True}):
        assert str(_refusal(filled, **options)) == f"{filled}: made by a newer SitRep (schema 7; this one knows {SCHEMA_VERSION})"
    _sql(filled, "PRAGMA user_version = 0")
    assert "is damaged" in str(_refusal(filled))


def test_a_database_of_an_older_program_gets_what_it_lacks(older):
    with open_store(older) as store:
        assert store.judgements() == []
        assert store.document("doc-a") == document("a")
        assert store.add_judgement(judgement("2", ("a",), ("b",)))
    [[(version,)], refused] = _sql(older, "PRAGMA user_version", "SELECT count(*) FROM sqlite_schema WHERE type = 'trigger'")
    assert (version, refused) == (SCHEMA_VERSION, [(3 * len(EVIDENCE) + len(TRIGGERS),)])
    with pytest.raises(sqlite3.IntegrityError, match="evidence is appended, never rewritten"):
        _sql(older, "DELETE FROM judged")
    with open_store(older, read_only=True) as store:
        assert store.judgements(["doc-b"]) == [judgement("2", ("a",), ("b",))]


def test_a_database_of_the_second_schema_keeps_its_judgements(second):
    with open_store(second, read_only=True) as store:
        assert (list(store.gradings()), store.judgements()) == ([], [judgement("1", ("a",), ("b",))])
    with open_store(second) as store:
        store.add_gradings([grading("a", "F6")])
        assert (list(store.gradings()), store.judgements()) == ([grading("a", "F6")], [judgement("1", ("a",), ("b",))])
    assert _sql(second, "PRAGMA user_version") == [[(SCHEMA_VERSION,)]]


def test_a_database_of_the_fourth_schema_gets_what_it_lacks_and_keeps_its_weighing(filled):
    with open_store(filled) as store:
        store.put_incidents([incident("a", "doc-a")])
        store.put_verdicts("incident-a", {("source", "Halyard"): (1, 2)})
    _sql(filled, *(f"DROP TABLE {table}" for table in _FIFTH), "PRAGMA user_version = 4")
    with open_store(filled, read_only=True) as store:
        assert store.editions() == []
        assert [one.named for one in store.fresh_tracks()] == [1]
    with open_store(filled) as store:
        assert store.add_edition(edition("b"))
        assert store.editions() == [edition("b")]
        assert [one.named for one in store.fresh_tracks()] == [1]
        assert store.counts("incidents") == {"incidents": 1}
    assert _sql(filled, "PRAGMA user_version") == [[(SCHEMA_VERSION,)]]


@pytest.mark.parametrize("read_only", [True, False])
def test_a_database_of_the_fourth_schema_keeps_what_is_weighed(filled, read_only):
    with open_store(filled) as store:
        store.put_incidents([incident("a", "doc-a")])
        store.put_weighed([incident("a", "doc-a")])
        store.put_grades("source", [Grade(name="Halyard", reliability="B", score=0.8, judged_on=9, why=("kept",))])
    _sql(filled, *(f"DROP TABLE {table}" for table in _FIFTH), "DELETE FROM unweighed", "PRAGMA user_version = 4")
    with open_store(filled, read_only=read_only) as store:
        assert (store.drafts(), store.deeds(), store.cited("draft-1"), store.citing(["doc-a"])) == ([], [], [], [])
        assert [one.name for one in store.grades("source")] == ["Halyard"]
        assert list(store.unweighed()) == []
        assert store.judgements() == [judgement("1", ("a",), ("b",))]
        if not read_only:
            assert store.add_draft(draft("1")).number == 1
    assert _sql(filled, "PRAGMA user_version") == [[(4 if read_only else SCHEMA_VERSION,)]]


def test_a_database_of_an_older_program_opened_for_reading_is_left_as_it_is(older):
    before = older.read_bytes()
    with open_store(older, read_only=True) as store:
        assert (store.judgements(), store.judgements(["doc-a"]), store.counts()["judgements"]) == ([], [], 0)
        assert store.document("doc-a") == document("a")
        with pytest.raises(StoreError, match=r"sitrep\.db: cannot be written"):
            store.add_judgement(judgement("2", ("a",), ("b",)))
        assert store.judgements() == []
    assert older.read_bytes() == before


def test_a_database_of_the_third_schema_opened_for_reading_tells_grades_by_name(filled):
    held = Grade(name="Halyard", reliability="B", score=0.8, judged_on=9, why=("kept",))
    with open_store(filled) as store:
        store.put_incidents([incident("a", "doc-a")])
        store.put_grades("source", [held])
    tables = ("grade", "unweighed", "verdict", "track", "held", *_FIFTH, *_FOURTH)
    triggers = [sql.split()[2] for sql in TRIGGERS]
    _sql(
        filled,
        "CREATE TABLE before AS SELECT kind, record FROM grade",
        *(f"DROP TRIGGER {name}" for name in triggers),
        *(f"DROP TABLE {table}" for table in tables),
        "CREATE TABLE grade AS SELECT * FROM before",
        "PRAGMA user_version = 3",
    )
    with open_store(filled, read_only=True) as store:
        assert store.grades("source", ["Halyard"]) == store.grades("source") == [held]
        assert store.grades("source", ["Another"]) == store.grades("outlet") == []
        assert [one.id for one in store.unweighed()] == ["incident-a"]
        assert list(store.gradings(["incident-a"])) == [grading("a", "B2")]
        assert store.fresh_tracks() == store.removals() == []


def test_an_upgrade_that_fails_leaves_the_older_database(older):
    _sql(older, "CREATE TABLE judged (mine)")
    assert "judged" in str(_refusal(older))
    assert _sql(older, "PRAGMA user_version", "SELECT name FROM sqlite_schema WHERE name = 'judgement'") == [[(1,)], []]


def _use(path):
    with open_store(path) as store:
        store.put_documents([document("b")])
        list(store.tellings())


@pytest.mark.parametrize("size", [100, 4096, 9000])
def test_a_file_that_was_cut_is_damaged(filled, size):
    filled.write_bytes(filled.read_bytes()[:size])
    with pytest.raises(StoreError, match=r"is (damaged|not a SitRep database)"):
        _use(filled)


def test_a_record_that_cannot_be_read_is_damage(filled):
    _sql(filled, """UPDATE document SET record = '{"id": "doc-a"}'""")
    with open_store(filled) as store, pytest.raises(StoreError, match=r"sitrep\.db: is damaged: Document\.article is missing"):
        store.document("doc-a")
    _sql(filled, "UPDATE document SET record = '{'")
    with open_store(filled) as store, pytest.raises(StoreError, match=r"sitrep\.db: is damaged: "):
        list(store.documents())


@pytest.mark.parametrize("body", ["x'00'", "x'789c4b040000620062'"])
def test_evidence_that_was_changed_underneath_is_noticed(filled, body):
    _sql(filled, "DROP TRIGGER capture_body_update", f"UPDATE capture_body SET body = {body}")
    with open_store(filled) as store, pytest.raises(StoreError, match="is damaged"):
        store.body(capture(b"x").digest)


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "DELETE FROM {0} WHERE rowid = 1"])
def test_evidence_is_never_rewritten(filled, table, statement):
    column = {
        "capture_body": "body",
        "capture": "record",
        "minted": "id",
        "judgement": "record",
        "judged": "name",
        "withheld": "digest",
        "graded": "subject",
        "cited_words": "document",
    }.get(table, "record")
    with pytest.raises(sqlite3.IntegrityError, match="evidence is appended, never rewritten"):
        _sql(filled, statement.format(table, column))


@pytest.mark.parametrize("table", EVIDENCE)
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
def test_evidence_is_not_replaced_either(filled, table, recursive):
    [before] = _sql(filled, f"SELECT * FROM {table}")
    values = {
        "capture_body": "digest, x'00'",
        "capture": "number, digest, location, said, '{}'",
        "minted": "number, kind, founder, 'inc-0'",
        "judgement": "number, id, '{}'",
        "judged": "number, 'doc-0', judgement",
        "grading": "number, '{}'",
        "removal": "number, id, '{}'",
        "withheld": "number, 'x', removal",
        "remainder": "digest, '{}'",
        "graded": "number, 'b', grading",
        "absence": "number, 'x', '{}'",
        "edition": "number, id, scope, made, '{}'",
        "draft": "number, 'draft-2', assessment, 2, '{}'",
        "deed": "number, 'deed-2', assessment, '{}'",
        "cited": "number, draft, 'x', '{}'",
        "cited_words": "number, 'x', cited",
    }
    replace = f"INSERT OR REPLACE INTO {table} SELECT {values[table]} FROM {table}"
    assert _sql(filled, f"PRAGMA recursive_triggers = {recursive}", replace, f"SELECT * FROM {table}")[-1] == before


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE capture_body SET body = x'' WHERE body <> x''",
        "UPDATE capture_body SET body = x'00' WHERE body = x''",
        "UPDATE capture_body SET digest = 'y' WHERE body = x''",
        "UPDATE minted SET founder = 'removed/x'",
        "UPDATE minted SET founder = 'removed/' || id, kind = 'x'",
        "UPDATE remainder SET record = record || ' '",
        "UPDATE remainder SET digest = '', record = ''",
        "UPDATE remainder SET record = '[]'",
        "UPDATE remainder SET record = '{}'",
        "UPDATE remainder SET record = CAST('[]' AS BLOB)",
        "UPDATE cited SET record = json_set(record, '$.words', '', '$.standings', json('[]'))",
        "UPDATE cited SET record = json_set(record, '$.words', 'otherwise')",
        "UPDATE remainder SET record = '[' || json_remove(json_extract(record, '$[0]'), '$.text') || ']'",
    ],
)
def test_what_was_taken_down_opens_no_other_evidence(filled, statement):
    with pytest.raises(sqlite3.IntegrityError, match="evidence is appended, never rewritten"):
        _sql(filled, statement)


def test_ids_lose_their_words_only_where_something_was_taken_down(path):
    with open_store(path) as store:
        store.mint("inc", "tel-a/words")
    with pytest.raises(sqlite3.IntegrityError, match="evidence is appended, never rewritten"):
        _sql(path, "UPDATE minted SET founder = 'removed/' || id")


def _files(path):
    return b"".join(one.read_bytes() for one in path.parent.iterdir() if one.name.startswith(path.name))


def test_nothing_of_what_was_taken_down_can_be_found_in_the_files(path):
    """Neither in free pages, which hold what a rebuild threw away, nor in the index of words, nor in the log beside the file."""
    words = document("a", text=" ".join(f"zebra{number}crossing" for number in range(3_000)), title="Quagga")
    with open_store(path) as store:
        for _ in range(2):
            store.put_documents([words, *(document(f"other{number}") for number in range(50))])
            store.put_readings([reading(words)])
            store.clear_derived()
        store.put_documents([words, document("b", text="stays here")])
        store.mint("proposal", f"{words.id}/1/zebra7crossing")
        assert b"zebra7crossing" in _files(path)
        store.add_removal(removal("a"))
        store.forget()
        left = _files(path)
        assert [one for one in (b"zebra", b"crossing", b"quagga", b"Quagga") if one in left] == []
        assert b"stays here" in left
        assert (store.search("stays"), store.search("zebra7crossing")) == ([("doc-b", "stays here")], [])
    assert _sql(path, "PRAGMA integrity_check", "PRAGMA foreign_key_check") == [[("ok",)], []]


def test_a_reader_in_another_process_keeps_words_and_it_is_said(path):
    with open_store(path) as store, open_store(path, read_only=True) as reader:
        store.put_documents([document("a")])
        with reader.transaction():
            assert reader.document("doc-a") == document("a")
            store.add_removal(removal("a"))
            store._db.rows("PRAGMA busy_timeout = 0")
            with pytest.raises(StoreError) as caught:
                store.forget()
            assert caught.value.retry
        store.forget()


def test_evidence_can_still_be_added(filled):
    _sql(filled, "INSERT INTO minted (kind, founder, id) VALUES ('inc', 'tel-b', 'inc-b')")
    with open_store(filled) as store:
        assert store.minted("inc") == {"tel-a": make_id("inc", "tel-a"), "tel-b": "inc-b"}


def test_two_founders_never_share_an_id(path, monkeypatch):
    monkeypatch.setattr("sitrep.store.evidence.make_id", lambda kind, *parts: f"{kind}-{len(parts)}")
    with open_store(path) as store:
        assert (store.mint("inc", "tel-1"), store.mint("inc", "tel-2"), store.mint("inc", "tel-1")) == ("inc-1", "inc-2", "inc-1")


def test_bytes_are_kept_once_and_compressed(path):
    body = b"the same words again and again " * 12_000
    body = b"the same words again and again " * 20_000
    with open_store(path) as store:
        for number in range(20):
            store.add_capture(capture(body, f"{number}.txt"), body)
        assert store.counts()["captures"] == 20
    assert path.stat().st_size < len(body)


def test_a_database_opened_for_reading_cannot_be_written(filled):
    with open_store(filled, read_only=True) as store:
        assert store.document("doc-a") == document("a")
        with store.transaction():
            assert len(store.search("text")) == 1
        for write in (lambda: store.put_documents([document("b")]), store.clear_derived, lambda: store.mint("inc", "tel-b")):
            with pytest.raises(StoreError, match=r"sitrep\.db: cannot be written"):
                write()


@contextmanager
def _as_an_ordinary_user(*folders):
    """Root may write anywhere; permissions are tested as somebody who may not."""
    if os.geteuid() != 0:
        yield
        return
    for folder in folders:
        folder.chmod(folder.stat().st_mode | 0o055)
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="permissions are those of POSIX")
def test_folders_and_files_that_may_not_be_written(filled, tmp_path):
    filled.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with _as_an_ordinary_user(*list(tmp_path.parents)[:2], tmp_path):
            assert _refusal(tmp_path / "new.db").reason.startswith("cannot be")
            assert _refusal(filled).reason.startswith("cannot be")
            with open_store(filled, read_only=True) as store:
                assert store.document("doc-a") == document("a")
    finally:
        tmp_path.chmod(0o755)


def test_a_locked_database_says_so_and_may_be_tried_again(filled):
    with closing(sqlite3.connect(filled, isolation_level=None)) as other, open_store(filled, wait=0.05) as store:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StoreError, match="is locked by another process") as caught:
            store.put_documents([document("b")])
        assert caught.value.retry
        assert store.document("doc-a") == document("a")
        other.execute("COMMIT")
        assert store.put_documents([document("b")]) == 1


def _python(code, *arguments, **options):
    return subprocess.Popen(
        [sys.executable, "-W", "error", "-c", code, *map(str, arguments)], cwd=Path(__file__).parent, text=True, **options
    )


_WRITER = """
import sys
from made_records import document, capture
from sitrep.store import open_store
path, name = sys.argv[1:]
with open_store(path) as store:
    for number in range(60):
        with store.transaction():
            store.mint("inc", f"tel-{number}")  # Reads before it writes: without the lock from the start, one would fail.
            store.put_documents([document(f"{name}-{number:02}"), document(f"both-{number:02}")])
            store.add_capture(capture(b"%d" % number, name), b"%d" % number)
"""


def test_two_processes_make_and_write_one_database(path):
    writers = [_python(_WRITER, path, name) for name in ("a", "b")]
    assert [writer.wait(60) for writer in writers] == [0, 0]
    with open_store(path, create=False) as store:
        counts = store.counts()
        assert (counts["documents"], counts["captures"], counts["minted"]) == (180, 120, 60)
        assert len({one.key for one in store.documents()}) == 180
        assert len(store.search("text", limit=500)) == 180


_DIES = """
import sys, time
from made_records import document, capture, keep_tellings
from sitrep.store import open_store
store = open_store(sys.argv[1])
store.put_documents([document("before")])
with store.transaction():
    store.clear_derived()
    keep_tellings(store, **{f"n{number}": ("k",) for number in range(300)})
    store.add_capture(capture(b"x" * 100000), b"x" * 100000)
    print("ready", flush=True)
    time.sleep(60)
"""


def test_a_process_killed_within_a_transaction_leaves_nothing_of_it(path):
    with _python(_DIES, path, stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == "ready\n"
        process.send_signal(signal.SIGKILL)
    with open_store(path, create=False) as store:
        assert [one.key for one in store.documents()] == ["before"]
        assert not store.counts()["captures"]
        assert store.put_documents([document("after")]) == 1
    assert _sql(path, "PRAGMA integrity_check") == [[("ok",)]]


def test_a_copy_made_while_the_store_is_open_is_a_database(path, tmp_path):
    with open_store(path) as store:
        store.put_documents([document("a")])
        for suffix in ("", "-wal"):
            shutil.copy(f"{path}{suffix}", tmp_path / f"copy.db{suffix}")
    with open_store(tmp_path / "copy.db") as copy:
        assert copy.document("doc-a") == document("a")


def _fail_to_commit(store):
    with store.transaction():
        store._db.write("PRAGMA defer_foreign_keys = ON")
        store._db.write("INSERT INTO reading (document, made_by, record) VALUES (99, 'x', '{}')")


def test_a_failed_commit_leaves_the_store_usable(path):
    with open_store(path) as store:
        store.put_documents([document("a")])
        with pytest.raises(StoreError, match="refuses a record"):
            _fail_to_commit(store)
        assert list(store.readings()) == []
        assert store.put_documents([document("b")]) == 1


def test_numbers_that_sqlite_cannot_hold_are_refused(path):
    with open_store(path) as store, pytest.raises(StoreError, match="refuses a record"):
        store.candidates(["k"], limit=2**70)
