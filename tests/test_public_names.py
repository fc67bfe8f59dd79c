"""What goes out tells nobody where on the desk's machine a file lay."""

import gzip
import json
import zipfile

import pytest

from commands import NOW, picture, run
from sitrep.publish.exchange import FORMATS
from sitrep.records import CitationKind, public_name
from sitrep.samples import folder
from sitrep.store import open_store

SECRET, OTHER = "private-desk-of-ada", "private-desk-of-bo"
NOTE = "KARSA, March 6 — {} people were killed on Wednesday when a bomb went off at the bus station in Quetta, police said.\n"


@pytest.mark.parametrize(
    ("key", "name"),
    [
        ("https://daily.example/a?b=1#c", "https://daily.example/a?b=1#c"),
        ("HTTP://daily.example/a", "HTTP://daily.example/a"),
        ("https://ada:secret@daily.example/a", "doc-1"),
        ("https://[daily", "doc-1"),
        ("/home/ada/reports/a b.txt", "a b.txt"),
        ("reports/a.txt", "a.txt"),
        ("C:\\Users\\ada\\a.txt", "a.txt"),
        ("/home/ada/week.xml#tag:daily.example,2024:/a/b", "week.xml#tag:daily.example,2024:/a/b"),
        ("/home/ada/week.xml#https://daily.example/a", "week.xml#https://daily.example/a"),
        ("/home/ada/week.xml#file:///home/ada/a.html", "a.html"),
        ("/home/ada/a.txt#2", "a.txt#2"),
        ("/home/#1 ada/b/a.txt", "a.txt"),
        ("/home/ada/x#C:\\ada\\a.txt", "a.txt"),
        ("imaps://ada@mail.example/INBOX#<1@daily.example>", "INBOX#<1@daily.example>"),
        ("file:///home/ada/a.txt", "a.txt"),
        ("article-17", "article-17"),
        ("-", "doc-1"),
        ("-#2", "doc-1"),
        ("/home/ada/..", "doc-1"),
        ("", "doc-1"),
    ],
)
def test_a_key_goes_out_as_an_address_a_file_name_or_an_id(key, name):
    assert public_name(key, "doc-1") == name
    assert public_name(name, "doc-1") == name


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """A database of the sample week and of notes whose outlet and title nobody knows, read from a folder by its whole path."""
    root = tmp_path_factory.mktemp("desk") / SECRET
    for name, number in (("one", 12), ("two", 14)):
        (root / name).mkdir(parents=True)
        (root / name / "note.txt").write_text(NOTE.format(number), encoding="utf-8")
    (root / "three.txt").write_text("Hm.\n", encoding="utf-8")
    line = {"key": f"/home/{OTHER}/a", "text": NOTE.format(15), "published": "2024-03-06"}
    (root / "lines.jsonl").write_text(json.dumps(line) + "\n", encoding="utf-8")
    db = root.parent / "desk.db"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SITREP_READER", "rules")
        run("collect", folder(), root, "--db", db, *NOW)
        for command in ("read", "compare", "weigh"):
            run(command, "--db", db, *NOW)
    return db


def outputs(db, where):
    """Every file that goes out of a database, as (name, bytes)."""
    run("edition", "--db", db, "--out", where / "edition", *NOW)
    run("publish", "--db", db, "--out", where / "site", "--base-url", "https://desk.example/", *NOW)
    for name in FORMATS:
        run("export", "--format", name, "--db", db, "--out", where / f"export.{name}", *NOW)
    run("evidence", "export", "--all", "--to", where / "all.wacz", "--db", db, *NOW)
    with zipfile.ZipFile(where / "all.wacz") as archive:
        for name in archive.namelist():
            data = archive.read(name)
            yield name, gzip.decompress(data) if name.endswith(".gz") else data
    for path in where.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def test_nothing_that_goes_out_holds_a_local_path(desk, tmp_path):
    assert SECRET in json.dumps(picture(desk))
    found = dict(outputs(desk, tmp_path))
    assert sum(name.startswith(str(tmp_path / "site")) for name in found) > 150
    # An archive of evidence holds the bytes as received, and those of the lines have the key.
    secrets = (SECRET, str(desk.parent), str(folder()))
    assert OTHER in json.dumps(picture(desk))
    assert [name for name, content in found.items() if OTHER.encode() in content] == ["archive/data.warc.gz"]
    assert [(name, one) for name, content in found.items() for one in secrets if one.encode() in content] == []
    report = json.loads((tmp_path / "site" / "report.json").read_bytes())
    keys = [one["key"] for incident in report["incidents"] for one in incident["reports"]]
    assert {"note.txt", "halyard.xml#halyard-20240306-0188"} <= set(keys)


def test_notes_of_one_name_in_two_folders_stay_two_witnesses(desk):
    labels = [one["label"] for incident in picture(desk)["incidents"] for one in incident["origins"]]
    assert not any(SECRET in label for label in labels)
    with open_store(desk) as store:
        notes = [one for one in store.documents() if one.key.endswith("note.txt")]
    assert len({one.article for one in notes}) == 2


def test_a_citation_of_an_article_without_a_title_keeps_no_path(desk, tmp_path):
    with open_store(desk) as store:
        note = next(one for one in store.documents() if one.key.endswith("three.txt"))
    text = f'+++\ntitle = "A note"\n+++\n\nIt rests on a note. [[do:{note.id}]]\n'
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    name = json.loads(run("assess", "new", tmp_path / "a.md", "--by", "ana", "--db", desk, "--json", *NOW))["draft"]["id"]
    with open_store(desk) as store:
        [cited] = store.cited(name)
    assert (cited.kind, cited.words) == (CitationKind.DOCUMENT, "three.txt")
