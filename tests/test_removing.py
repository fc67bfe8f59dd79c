"""`sitrep remove`: what is taken down is gone, everywhere and for good, and that it was stays."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
import zlib
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from commands import NOW, picture, refusal, run
from sitrep.collect import may_hold
from sitrep.compare import MADE_BY
from sitrep.config import Settings
from sitrep.pipeline import open_pipeline
from sitrep.records import Capture, Document
from sitrep.samples import folder
from sitrep.store import open_store

BOMB, COPY = "halyard-20240306-0188", "rbe-3127"
REASON = ["--reason", "court order 7/24", "--by", "Ada"]
WORDS = "since a blast at a cattle market in November, according to Halyard"


def incidents(db):
    return picture(db)["incidents"]


def document(db, key):
    with open_store(db) as store:
        return next(one for one in store.documents() if one.key.endswith(key))


def of(db, name):
    """The incident that a document or an id is of."""
    return next(
        (one for one in incidents(db) if one["id"] == name or name in [report["document"] for report in one["reports"] if report["main"]]),
        None,
    )


def files(db):
    return b"".join(one.read_bytes() for one in db.parent.iterdir() if one.name.startswith(db.name))


def bodies(db):
    with closing(sqlite3.connect(db)) as connection:
        return [zlib.decompress(body) if body else b"" for (body,) in connection.execute("SELECT body FROM capture_body")]


def test_its_words_are_nowhere_and_a_tombstone_stays(db, tmp_path):
    one = document(db, BOMB)
    assert WORDS.encode() in files(db)
    said = run("remove", one.id, *REASON, "--db", db, *NOW)
    assert said == "1 document taken down, with the bytes of 1 capture; 2 other documents of them stay\n"
    sentences = [sentence.strip().encode() for paragraph in one.text.split("\n") for sentence in paragraph.split(".") if len(sentence) > 20]
    assert len(sentences) > 9
    # What others copied word for word is theirs.
    others = "\n".join(run("show", report["document"], "--db", db) for incident in incidents(db) for report in incident["reports"])
    with open_store(db) as store:
        theirs = "\n".join(other.text for other in store.documents()).encode() + others.encode()
    left, kept = files(db), b"\n".join(bodies(db))
    own = [sentence for sentence in sentences if sentence not in theirs]
    assert len(own) >= 3
    assert [sentence for sentence in own if sentence in left or sentence in kept] == []
    with open_store(db) as store:
        [removal] = store.removals()
        assert (removal.document, removal.article, removal.reason, removal.by) == (one.id, one.article, "court order 7/24", "Ada")
        assert removal.digests == (one.capture,)
        assert [store.document(one.id), store.reading(one.id), list(store.tellings_of([one.id]))] == [None, None, []]
        assert store.search(f'"{WORDS}"') == []


def test_incidents_are_compared_anew_and_one_that_it_founded_keeps_its_id(db):
    one = document(db, BOMB)
    before = of(db, one.id)
    with open_store(db) as store:
        assert store.founders("incident", [before["id"]]).popitem()[1] in [telling.id for telling in store.tellings_of([one.id])]
    run("remove", one.id, *REASON, "--db", db, *NOW)
    after = of(db, before["id"])
    assert [report["document"] for report in after["reports"]] == [
        report["document"] for report in before["reports"] if report["document"] != one.id
    ]
    assert one.id not in json.dumps(incidents(db))
    again = json.loads(run("report", "--json", "--db", db, *NOW))
    run("rebuild", "--db", db, *NOW)
    assert json.loads(run("report", "--json", "--db", db, *NOW)) == again
    run("compare", "--settle", "--db", db, *NOW)
    assert of(db, before["id"])["reports"] == after["reports"]


def test_it_is_not_collected_again_and_pages_no_longer_show_it(db, tmp_path):
    one, site = document(db, BOMB), tmp_path / "site"
    run("publish", "--db", db, "--out", site, *NOW)
    assert any(one.id in page.name for page in site.rglob("*"))
    run("remove", one.id, *REASON, "--db", db, *NOW)
    run("publish", "--db", db, "--out", site, *NOW)
    pages = b"".join(page.read_bytes() for page in site.rglob("*") if page.is_file())
    assert [word for word in (one.id, WORDS) if word.encode() in pages] == []
    run("run", folder(), "--db", db, "--out", site, *NOW)
    assert of(db, one.id) is None
    assert (WORDS.encode() in files(db), one.id.encode() in b"".join(page.read_bytes() for page in site.rglob("*.html"))) == (False, False)
    assert run("evidence", "verify", "--db", db) == "evidence 14 captures (14 different, 1 taken down), 23 documents: all as received\n"


def test_an_incident_that_nobody_else_reports_goes(db):
    alone = next(one for one in incidents(db) if len(one["reports"]) == 1)
    name = alone["reports"][0]["document"]
    run("remove", name, *REASON, "--db", db, *NOW)
    assert of(db, alone["id"]) is None
    run("rebuild", "--db", db, *NOW)
    assert of(db, alone["id"]) is None


def test_what_rests_on_a_proposal_is_made_anew(db):
    proposals = json.loads(run("report", "--json", "--db", db, *NOW))["proposals"]
    holder = proposals[0]["positions"][0]
    run("remove", holder["document"], *REASON, "--db", db, *NOW)
    left = json.loads(run("report", "--json", "--db", db, *NOW))["proposals"]
    assert holder["document"] not in json.dumps(left)
    with open_store(db) as store:
        assert [founder for founder in store.minted("proposal") if founder.startswith(holder["document"])] == []
        assert len(store.minted("proposal")) >= len(proposals)


def test_a_second_time_says_so_and_forgets_again(db):
    one = document(db, COPY)
    run("remove", one.id, *REASON, "--db", db, *NOW)
    assert run("remove", one.id, *REASON, "--db", db) == f"{one.id} was taken down on 2024-03-11 already\n"
    with open_store(db) as store:
        assert len(store.removals()) == 1


def test_the_tombstones_can_be_read(db):
    assert run("evidence", "removed", "--db", db) == "nothing was taken down\n"
    one, other = document(db, COPY), document(db, BOMB)
    for each in (one, other):
        run("remove", each.id, *REASON, "--db", db, *NOW)
    said = [json.loads(line) for line in run("evidence", "removed", "--json", "--db", db).splitlines()]
    assert [note["document"] for note in said] == [other.id, one.id]
    assert json.loads(run("show", one.id, "--json", "--db", db)) == said[1]
    shown = run("show", one.id, "--db", db)
    assert shown.startswith(f"2024-03-11 23:59  {one.id} taken down by Ada\n    court order 7/24\n    {one.capture}")
    assert shown in run("evidence", "removed", "--db", db)


def test_what_cannot_be_taken_down_is_said(db, capsys):
    one = document(db, COPY)
    assert refusal(capsys, "remove", "doc-0", *REASON, "--db", db) == "sitrep: doc-0: is not the id of a document in the database\n"
    assert "is empty" in refusal(capsys, "remove", one.id, "--reason", " ", "--db", db)
    assert "2,000 are the most" in refusal(capsys, "remove", one.id, "--reason", "x" * 2_001, "--db", db)
    assert "--reason" in refusal(capsys, "remove", one.id, "--db", db)
    assert document(db, COPY) == one


# A feed that is read again and again


FEED = """<rss version="2.0"><channel><title>Daily</title>{}</channel></rss>"""
ITEM = (
    "<item><guid>{0}</guid><link>https://daily.example/{0}</link><title>Item {0}</title><pubDate>Tue, 05 Mar 2024 08:00:00 GMT</pubDate>"
    "<description>{1} The ministry said that the bridge number {0} had been opened again after repairs.</description></item>"
)


def feed(path, *numbers, words="Nothing else."):
    path.write_text(FEED.format("".join(ITEM.format(number, "A zebra was seen." if number == 7 else words) for number in numbers)))


def keys(db):
    with open_store(db) as store:
        return sorted(one.key.rpartition("#")[2] for one in store.documents())


def test_an_entry_goes_from_every_reading_of_its_feed_and_the_others_stay(tmp_path):
    db, path = tmp_path / "feed.db", tmp_path / "feed.xml"
    for numbers in ((1, 7), (1, 2, 7), (2, 3, 7)):
        feed(path, *numbers)
        run("collect", path, "--db", db, *NOW)
    one = document(db, "#7")
    with open_store(db) as store:
        before = [other for other in store.documents() if other.id != one.id]
    assert (
        run("remove", one.id, *REASON, "--db", db, *NOW)
        == "1 document taken down, with the bytes of 3 captures; 3 other documents of them stay\n"
    )
    feed(path, 4, 7)
    assert run("collect", path, "--db", db, *NOW) == "collect  2 documents, 1 known already\n"
    feed(path, 4, 5)
    run("collect", path, "--db", db, *NOW)
    assert keys(db) == ["1", "2", "3", "4", "5"]
    assert (b"zebra" in files(db), [body for body in bodies(db) if b"zebra" in body]) == (False, [])
    run("rebuild", "--db", db, *NOW)
    assert keys(db) == ["1", "2", "3", "4", "5"]
    with open_store(db) as store:
        assert [store.document(other.id) for other in before] == before
        assert len(list(store.captures())) == 5
    assert run("evidence", "verify", "--db", db) == "evidence 5 captures (5 different, 4 taken down), 5 documents: all as received\n"


def test_a_second_entry_of_the_same_feed(tmp_path):
    db, path = tmp_path / "feed.db", tmp_path / "feed.xml"
    feed(path, 1, 2, 7)
    run("collect", path, "--db", db, *NOW)
    run("remove", document(db, "#7").id, *REASON, "--db", db, *NOW)
    run("remove", document(db, "#2").id, *REASON, "--db", db, *NOW)
    run("rebuild", "--db", db, *NOW)
    assert keys(db) == ["1"]
    assert b"bridge number 2" not in files(db)


def test_other_versions_stay_unless_they_are_asked_for(tmp_path):
    db, path = tmp_path / "feed.db", tmp_path / "feed.xml"
    for words in ("First.", "Second.", "Third."):
        feed(path, 1, words=words)
        run("collect", path, "--db", db, *NOW)
    with open_store(db) as store:
        first, second, third = store.versions(document(db, "#1").article)
    run("remove", second.id, *REASON, "--db", db, *NOW)
    with open_store(db) as store:
        assert [one.id for one in store.versions(first.article)] == [first.id, third.id]
    said = json.loads(run("remove", first.id, "--versions", *REASON, "--db", db, "--json", *NOW))
    assert [removal["document"] for removal in said["removals"]] == [first.id, third.id]
    with open_store(db) as store:
        assert (store.versions(first.article), len(store.removals())) == ([], 3)


def test_a_file_under_two_names_is_two_documents_of_the_same_bytes(tmp_path):
    db = tmp_path / "two.db"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("A zebra was seen at the bridge of Nowshera on Tuesday.")
    run("collect", tmp_path / "a.txt", tmp_path / "b.txt", "--db", db, *NOW)
    said = run("remove", document(db, "a.txt").id, *REASON, "--db", db, *NOW)
    assert said == "1 document taken down, with the bytes of 1 capture; 1 other document of them stay\n"
    run("rebuild", "--db", db, *NOW)
    with open_store(db) as store:
        assert [Path(one.key).name for one in store.documents()] == ["b.txt"]


def test_a_page_is_found_among_the_captures_by_its_words(tmp_path):
    db = tmp_path / "pages.db"
    page = "<html lang=en><head><title>{0}</title><link rel=canonical href='https://daily.example/{0}'></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
    text = "An officer at Nowshera said on Tuesday that the caf&eacute; beside the bridge number {} had been opened again after two weeks of repairs."
    for name, number, more in (("a", 1, ""), ("b", 1, "<!-- fetched again -->"), ("c", 2, "")):
        (tmp_path / f"{name}.html").write_text(page.format(f"Bridge {number}", text.format(number)) + more)
    run("collect", tmp_path, "--db", db, *NOW)
    one = document(db, "a.html")
    said = run("remove", one.id, *REASON, "--db", db, *NOW)
    assert said == "1 document taken down, with the bytes of 2 captures\n"
    with open_store(db) as store:
        assert [Path(left.key).name for left in store.documents()] == ["c.html"]


def test_lines_are_found_in_whatever_way_they_are_written(tmp_path):
    db, text = tmp_path / "lines.db", "The café beside the bridge at Nowshera was opened again on Tuesday."
    lines = [
        json.dumps({"key": "a", "text": text, "n": 1}),
        json.dumps({"key": "a", "text": text, "n": 2}, ensure_ascii=False),
        json.dumps({"key": "b", "text": "Other."}),
    ]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    run("collect", tmp_path / "a.jsonl", "--db", db, *NOW)
    said = run("remove", document(db, "a").id, *REASON, "--db", db, *NOW)
    assert said == "1 document taken down, with the bytes of 2 captures\n"
    run("rebuild", "--db", db, *NOW)
    with open_store(db) as store:
        assert [one.key for one in store.documents()] == ["b"]


def test_a_capture_whose_bytes_are_damaged_can_be_taken_down(tmp_path):
    db = tmp_path / "one.db"
    (tmp_path / "a.txt").write_text("A zebra was seen at the bridge of Nowshera on Tuesday.")
    run("collect", tmp_path / "a.txt", "--db", db, *NOW)
    with closing(sqlite3.connect(db, isolation_level=None)) as connection:
        [(guard,)] = connection.execute("SELECT sql FROM sqlite_schema WHERE name = 'capture_body_update'")
        connection.execute("DROP TRIGGER capture_body_update")
        connection.execute("UPDATE capture_body SET body = x'00'")
        connection.execute(guard)
    run("remove", document(db, "a.txt").id, *REASON, "--db", db, *NOW)
    assert bodies(db) == [b""]


PAGE = "<html lang=en><head><title>{0}</title><link rel=canonical href='https://daily.example/a'></head><body><article><h1>{0}</h1><p>{1}</p></article></body></html>"
OFFICER = (
    "An officer at Nowshera said on Tuesday that the bridge number seven had been opened again after two weeks of repairs by engineers. "
)


def sign_by_sign(text, between):
    return re.sub(r"(\w)(?=\w)", rf"\1{between}", text)


@pytest.mark.parametrize(
    "text",
    [
        sign_by_sign(OFFICER * 3, "&shy;"),
        sign_by_sign(OFFICER * 3, "<wbr>"),
        sign_by_sign(OFFICER * 3, "\u200b"),
        unicodedata.normalize("NFD", OFFICER.replace("e", "é") * 3),
        "<a href=/x>市民</a>周二在<b>桥上</b>看到<a href=/y>许多</a>士兵和<b>车辆</b>经过。" * 9,
    ],
    ids=["soft hyphens", "breaks", "no width", "parted accents", "no spaces"],
)
def test_a_page_loses_its_bytes_however_its_words_are_written(tmp_path, text):
    db = tmp_path / "pages.db"
    for name, more in (("a", ""), ("b", "<!-- fetched again -->")):
        (tmp_path / f"{name}.html").write_text(PAGE.format("Bridge", text) + more, encoding="utf-8")
    run("collect", tmp_path, "--db", db, *NOW)
    one = document(db, "a.html")
    assert run("remove", one.id, *REASON, "--db", db, *NOW) == "1 document taken down, with the bytes of 2 captures\n"
    assert bodies(db) == [b"", b""]


def test_words_are_looked_for_as_they_are_seen():
    def held(said, text, media_type="text/html"):
        capture = Capture(digest="0", media_type=media_type, received=datetime(2024, 3, 11, tzinfo=UTC), location="a", key="a", size=1)
        return may_hold(capture, said.encode(), Document(id="doc-1", article="art-1", key="a", text=text))

    assert all(held(sign_by_sign(OFFICER, between), OFFICER) for between in ("&shy;", "<wbr>", "<b class='x'>", "&#8203;", "<!-- x -->"))
    assert all(held(OFFICER, sign_by_sign(OFFICER, between)) for between in ("\xad", "\u200b"))
    accents = OFFICER.replace("e", "é")
    assert all(held(unicodedata.normalize("NFD", accents), accents, kind) for kind in ("text/html", "text/plain"))
    assert held("<p>市民<br>周二<br>在桥上", "市民周二在桥上看到许多士兵和车辆经过。")
    assert held(f"<p>5 <b {OFFICER}", OFFICER)
    assert not held("<p>The ministry opened a school in the capital.", OFFICER)


def test_what_no_version_makes_any_more_goes_with_its_bytes(tmp_path):
    """A document that another version made of its capture, under another id."""
    db = tmp_path / "one.db"
    (tmp_path / "a.txt").write_text(OFFICER)
    run("collect", tmp_path / "a.txt", "--db", db, *NOW)
    with open_store(db) as store:
        one = replace(next(store.documents()), id="doc-before", text="Told by another version.")
        store.put_documents([one])
    said = run("remove", one.id, *REASON, "--db", db, *NOW)
    assert said.startswith("1 document taken down, with the bytes of 1 capture; 1 other document of them stay\n")
    assert bodies(db) == [b""]


def test_the_same_bytes_under_another_name_do_not_bring_it_back(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    db = tmp_path / "one.db"
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(OFFICER)
    run("collect", "a.txt", "--db", db, *NOW)
    run("remove", document(db, "a.txt").id, *REASON, "--db", db, *NOW)
    for words in (["b.txt"], ["./a.txt"], ["a.txt", "--outlet", "Evening Post"]):
        assert run("collect", *words, "--db", db, *NOW) == "collect  0 documents\n"
    with open_store(db) as store:
        assert (list(store.documents()), len(list(store.captures()))) == ([], 4)
    assert b"engineers" not in files(db)
    assert run("evidence", "verify", "--db", db) == "evidence 4 captures (1 different, 1 taken down), 0 documents: all as received\n"
    run("rebuild", "--db", db, *NOW)
    with open_store(db) as store:
        assert list(store.documents()) == []


def test_what_is_left_of_bytes_is_what_they_hold_under_every_name(tmp_path):
    db, path = tmp_path / "feed.db", tmp_path / "feed.xml"
    feed(path, 1, 7)
    run("collect", path, "--db", db, *NOW)
    run("remove", document(db, "#7").id, *REASON, "--db", db, *NOW)
    shutil.copy(path, tmp_path / "copy.xml")
    assert run("collect", tmp_path / "copy.xml", "--db", db, *NOW) == "collect  1 document, 1 known already\n"
    before = document(db, "#1")
    run("rebuild", "--db", db, *NOW)
    assert (keys(db), document(db, "#1")) == (["1"], before)


def test_versions_of_what_was_taken_down_before_go_too(tmp_path):
    db, path = tmp_path / "feed.db", tmp_path / "feed.xml"
    for words in ("First.", "Second.", "Third."):
        feed(path, 1, words=words)
        run("collect", path, "--db", db, *NOW)
    with open_store(db) as store:
        first, second, third = store.versions(document(db, "#1").article)
    said = run("remove", second.id, *REASON, "--db", db, *NOW)
    assert said.endswith("the article's 2 other versions stayed: --versions takes every one\n")
    said = run("remove", second.id, "--versions", *REASON, "--db", db, *NOW)
    assert said == "2 documents taken down, with the bytes of 2 captures\n"
    assert run("remove", second.id, "--versions", *REASON, "--db", db) == f"{second.id} was taken down on 2024-03-11 already\n"
    with open_store(db) as store:
        assert sorted(removal.document for removal in store.removals()) == sorted([first.id, second.id, third.id])


def test_a_run_that_compares_goes_on_while_another_process_takes_a_document_down(tmp_path, monkeypatch):
    db, told = tmp_path / "week.db", []
    run("collect", folder(), "--db", db, *NOW)
    run("read", "--db", db, *NOW)
    monkeypatch.setattr("sitrep.pipeline.BATCH", 1)

    def meanwhile(stage, done, total):
        if stage == "compare" and done == 1:
            waiting = [one.document for one in pipeline.store.uncompared(MADE_BY)]
            told.append(waiting[-1])
            command = [sys.executable, "-m", "sitrep", "remove", waiting[-1].id, *REASON, "--db", str(db), *NOW]
            assert subprocess.run(command, check=False, capture_output=True).returncode == 0

    with open_pipeline(db, now=datetime(2024, 3, 11, tzinfo=UTC), settings=Settings(reader="rules"), progress=meanwhile) as pipeline:
        pipeline.compare()
        pipeline.weigh(everything=False)
        [gone] = told
        assert gone.id not in {report.document for one in pipeline.store.incidents() for report in one.reports}
        assert list(pipeline.store.uncompared(MADE_BY)) == []
        assert pipeline.store.counts("documents") == {"documents": 23}


# Grades that were given


def gradings(db):
    with open_store(db) as store:
        return list(store.gradings())


def names_of(db):
    whole = picture(db)
    return {(kind, one["name"]) for kind in ("source", "outlet") for one in whole[f"{kind}s"]}


def alone(db):
    """A document on whose word alone a source or an outlet has a grade, and the names that rest on it alone, in no text of another's."""
    with open_store(db) as store:
        documents = list(store.documents())
    for incident in incidents(db):
        for name in dict.fromkeys(report["document"] for report in incident["reports"]):
            one = next(each for each in documents if each.id == name)
            others = " ".join(
                f"{each.text} {each.outlet} {each.credit} {each.title} {each.authors}" for each in documents if each is not one
            )
            found = [(kind, named) for kind, named in names_of(db) if named in one.text and named not in others]
            if found and len(incident["reports"]) > 1:
                return one, found
    raise AssertionError("the sample week has no source of one article alone")


def test_names_and_answers_that_rest_on_it_alone_go_from_grades_given(db):
    one, named = alone(db)
    run("edition", "--db", db, "--out", db.parent / "edition", *NOW)
    before = gradings(db)
    assert {(given.kind.value, given.subject) for given in before} >= set(named)
    run("remove", one.id, *REASON, "--db", db, *NOW)
    after = gradings(db)
    # That grades were given, and when, stays; so does what others bear.
    assert [(given.kind, given.grade, given.at, given.claim) for given in after[: len(before)]] == [
        (given.kind, given.grade, given.at, given.claim) for given in before
    ]
    living = {
        (incident["id"], claim["attribute"], account["value"])
        for incident in incidents(db)
        for claim in incident["claims"]
        for account in claim["accounts"]
    }
    left = {(given.subject, given.claim, given.value) for given in after if given.kind.value == "account" and given.value != "removed/"}
    assert left == living
    assert {
        (given.kind.value, given.subject) for given in after if given.kind.value != "account" and given.subject != "removed/"
    } == names_of(db)
    content = files(db)
    assert [name for _, name in named if name.encode() in content] == []
    run("publish", "--db", db, "--out", db.parent / "site", *NOW)
    pages = b"".join(page.read_bytes() for page in (db.parent / "site").rglob("*") if page.is_file())
    assert [name for _, name in named if name.encode() in pages] == []
    run("rebuild", "--db", db, *NOW)
    assert [name for _, name in named if name.encode() in files(db)] == []
    assert run("evidence", "verify", "--db", db).endswith("all as received\n")


def test_the_answers_of_what_nobody_else_reports_go(db):
    one = next(each for each in incidents(db) if len(each["reports"]) == 1 and each["claims"])
    given = [each for each in gradings(db) if each.subject == one["id"]]
    assert {each.value for each in given} == {account["value"] for claim in one["claims"] for account in claim["accounts"]}
    run("remove", one["reports"][0]["document"], *REASON, "--db", db, *NOW)
    left = [each for each in gradings(db) if each.subject == one["id"]]
    assert left == [replace(each, value="removed/") for each in given]
    run("rebuild", "--db", db, *NOW)
    assert [each for each in gradings(db) if each.subject == one["id"]] == left


def test_an_older_archive_brings_no_names_back(db, tmp_path):
    one, named = alone(db)
    run("export", "--format", "sitrep", "--db", db, "--out", tmp_path / "old.sitrep", *NOW)
    run("remove", one.id, *REASON, "--db", db, *NOW)
    run("import", tmp_path / "old.sitrep", "--db", db, *NOW)
    assert [name for _, name in named if name.encode() in files(db)] == []


def test_grades_given_are_changed_for_a_removal_alone(db):
    def attempt(statement):
        with closing(sqlite3.connect(db)) as connection, pytest.raises(sqlite3.IntegrityError, match="never rewritten"):
            connection.execute(statement)

    bare = "UPDATE grading SET record = json_set(record, '$.value', 'removed/') WHERE json_extract(record, '$.kind') = 'account'"
    attempt(bare)
    run("remove", document(db, COPY).id, *REASON, "--db", db, *NOW)
    with closing(sqlite3.connect(db)) as connection:
        connection.execute(bare)
    attempt("UPDATE grading SET record = json_set(record, '$.grade', 'A1')")
    attempt("UPDATE grading SET record = json_set(record, '$.value', 'other')")
    attempt("UPDATE grading SET record = json_set(record, '$.subject', 'removed/') WHERE json_extract(record, '$.kind') = 'account'")
    attempt("UPDATE graded SET subject = 'other'")
    attempt("DELETE FROM grading")
