"""`sitrep import`: everything that a database holds goes into a file and comes back; what is not whole, or hostile, puts nothing."""

import hashlib
import json
import random
import shutil
import zipfile
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from sitrep.archive import MANIFEST
from sitrep.archiving import open_archive, read_everything, write_everything
from sitrep.citing import Citing
from sitrep.cli import cli
from sitrep.codec import to_json
from sitrep.config import Settings
from sitrep.console import guarded
from sitrep.errors import CollectError, PublishError, StoreError
from sitrep.pipeline import open_pipeline
from sitrep.records import (
    Absence,
    Capture,
    Citation,
    CitationKind,
    Cited,
    Deed,
    DeedKind,
    Draft,
    Edition,
    GradedKind,
    Grading,
    Judgement,
    JudgementKind,
    Redirect,
    Response,
    Scope,
    Watched,
)
from sitrep.removing import remove
from sitrep.samples import folder
from sitrep.store.schema import EVIDENCE, KEPT
from sitrep.written import Written

NOW = datetime(2024, 3, 11, tzinfo=UTC)
RULES = Settings(reader="rules")
JUDGEMENT = Judgement(id="x", kind=JudgementKind.MERGE, sides=(("doc-1",), ("doc-2",)), incidents=(), by="Ada", at=NOW, reason="so")
DRAFT = Draft(id="x", assessment="assessment-1", number=1, parent=None, at=NOW, by="Ada", text="x")
BOMB = "halyard-20240306-0188"
WORDS = b"since a blast at a cattle market in November, according to Halyard"


def opened(path, **settings):
    return open_pipeline(path, now=NOW, settings=replace(RULES, **settings))


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    path = tmp_path_factory.mktemp("week") / "week.db"
    with opened(path) as pipeline:
        list(pipeline.run([str(folder())]))
    return path


@pytest.fixture
def db(week, tmp_path):
    return Path(shutil.copy(week, tmp_path / "week.db"))


def written(db, name="all.sitrep", **options):
    target = db.parent / name
    with opened(db) as pipeline:
        write_everything(pipeline, target, overwrite=True, **options)
    return target


def taken_in(file, db, **settings):
    """What the stages of an import say."""
    with opened(db, **settings) as pipeline, open_archive(file, pipeline.settings) as archive:
        return [result.line for result in read_everything(pipeline, archive)]


def picture(db):
    with opened(db) as pipeline:
        return to_json(pipeline.report())


def rows(db):
    with opened(db) as pipeline:
        return {table: list(pipeline.store.take_out(table)) for table in pipeline.store.lasting()}


def key_of(db, key):
    with opened(db) as pipeline:
        return next(one.id for one in pipeline.store.documents() if one.key.endswith(key))


def files(db):
    return b"".join(one.read_bytes() for one in db.parent.iterdir() if one.name.startswith(db.name))


def texts(db):
    with opened(db) as pipeline:
        store = pipeline.store
        return b"".join(store.body(digest) for digest in store.digests() if store.kept(digest))


def changed(file, change, name="changed.sitrep"):
    """An archive as it is after `change` was made to its parts (path to bytes); the manifest says what is so, unless it was changed."""
    with zipfile.ZipFile(file) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    before = parts[MANIFEST]
    change(parts)
    if parts.get(MANIFEST) == before:
        said = json.loads(before)
        said["parts"] = [
            {"path": path, "lines": body.count(b"\n"), "bytes": len(body), "sha256": hashlib.sha256(body).hexdigest()}
            for path, body in parts.items()
            if path != MANIFEST
        ]
        parts[MANIFEST] = json.dumps(said).encode()
    target = file.with_name(name)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, body in parts.items():
            archive.writestr(path, body)
    return target


def with_rows(table, change):
    """A change to the rows of one table."""
    path = f"evidence/{table}.jsonl"

    def changing(parts):
        found = [json.loads(line) for line in parts[path].splitlines()]
        change(found)
        parts[path] = b"".join(json.dumps(row).encode() + b"\n" for row in found)

    return changing


def with_manifest(**said):
    def changing(parts):
        parts[MANIFEST] = json.dumps({**json.loads(parts[MANIFEST]), **said}).encode()

    return changing


def refused(file, db, match):
    before = rows(db)
    with pytest.raises(CollectError, match=match) as caught:
        taken_in(file, db)
    assert "\n" not in str(caught.value)
    assert caught.value.subject == str(file)
    assert rows(db) == before


def test_everything_comes_back_with_what_analysts_did_and_what_was_taken_down(db, tmp_path):
    from sitrep.judging import merge, split

    with opened(db) as pipeline:
        several = next(one for one in pipeline.store.incidents() if sum(report.main for report in one.reports) > 2)
        first, second = [one for one in pipeline.store.incidents() if any(report.main for report in one.reports) and one != several][:2]
        merge(pipeline, first.id, second.id, reason="the same", by="Ada")
        split(pipeline, several.id, [next(report.document for report in several.reports if report.main)], reason="another", by="Ben")
        remove(pipeline, key_of(db, BOMB), reason="court order", by="Ada")
        pipeline.store.add_absence(Absence(address="https://daily.example/x", status=410, since=NOW))
        pipeline.store.put_watched([Watched(address="https://daily.example/feed", since=NOW, due=NOW, interval=60)])
    file = written(db)
    new = tmp_path / "new.db"
    assert taken_in(file, new)[0] == f"{sum(map(len, rows(db).values()))} rows of evidence"
    assert rows(new) == rows(db)
    assert picture(new) == picture(db)
    assert [row["record"]["by"] for row in rows(new)["judgement"]][:2] == ["Ada", "Ben"]
    assert any(incident["judgements"] for incident in picture(new)["incidents"])
    assert WORDS not in files(new) + texts(new)


def test_the_same_import_twice_changes_nothing(db, tmp_path):
    file, new = written(db), tmp_path / "new.db"
    count = len(taken_in(file, new))
    before = rows(new), picture(new)
    assert count > 1
    assert taken_in(file, new) == [f"0 rows of evidence, {sum(map(len, rows(db).values()))} known already"]
    assert (rows(new), picture(new)) == before
    assert taken_in(file, db)[0].startswith("0 rows")


def test_the_same_content_gives_the_same_bytes(db):
    assert written(db, "a.sitrep").read_bytes() == written(db, "b.sitrep").read_bytes()


def test_derived_records_go_along_for_others_and_are_not_taken_in(db, tmp_path):
    file = written(db, derived=True)
    with zipfile.ZipFile(file) as archive:
        incidents = [json.loads(line) for line in archive.read("derived/incidents.jsonl").splitlines()]
        readings = archive.read("derived/readings.jsonl").splitlines()
        derived = [line for name in archive.namelist() if name.startswith("derived/") for line in archive.read(name).splitlines()]
    assert {type(json.loads(line)) for line in derived} == {dict}
    assert incidents == picture(db)["incidents"]
    assert {"document", "statements", "events"} <= json.loads(readings[0]).keys()
    new = tmp_path / "new.db"
    taken_in(file, new)
    assert picture(new) == picture(db)


def test_every_table_that_lasts_is_in_it(db):
    with zipfile.ZipFile(written(db)) as archive:
        held = {name.removeprefix("evidence/").removesuffix(".jsonl") for name in archive.namelist()} - {MANIFEST}
    assert held == {*EVIDENCE, *KEPT}


def test_two_databases_become_one_as_if_all_had_come_to_it(week, tmp_path):
    inputs = sorted(str(one) for one in Path(str(folder())).iterdir() if one.is_file())
    parts = []
    for number, some in enumerate((inputs[::2], inputs[1::2], inputs)):
        parts.append(tmp_path / f"{number}" / "part.db")
        with opened(parts[-1]) as pipeline:
            list(pipeline.run(some))
    one, two, both = parts
    taken_in(written(two), one)
    with opened(one) as left, opened(both) as right:
        assert {each.id for each in left.store.documents()} == {each.id for each in right.store.documents()}
        assert {each.digest for each in left.store.captures()} == {each.digest for each in right.store.captures()}

        def groups(pipeline):
            return {frozenset(report.document for report in incident.reports if report.main) for incident in pipeline.store.incidents()}

        assert groups(left) == groups(right)
    taken_in(written(one), two)
    with opened(one) as left, opened(two) as right:
        assert groups(left) == groups(right)


def test_what_is_removed_here_is_not_brought_back(db, tmp_path):
    before = written(db)
    gone = key_of(db, BOMB)
    with opened(db) as pipeline:
        tellings = [one.id for one in pipeline.store.tellings_of([gone])]
        words = [founder for founder in pipeline.store.minted("origin") if founder.split("/")[0] in tellings]
        assert words
        remove(pipeline, gone, reason="court order")
    after = picture(db)
    taken_in(before, db)
    assert WORDS not in files(db) + texts(db)
    assert picture(db)["incidents"] == after["incidents"]
    # A database that never had it, but knows that it was taken down.
    other = tmp_path / "other" / "other.db"
    with opened(db) as pipeline:
        [removal] = pipeline.store.removals()
    with opened(other) as pipeline:
        pipeline.store.add_removal(removal)
    assert "1 capture let go of" in taken_in(before, other)[0]
    assert WORDS not in files(other) + texts(other)
    with opened(other) as pipeline:
        assert pipeline.store.document(gone) is None
        assert not [name for name in pipeline.store.minted("proposal") if name.startswith(gone)]
        assert not set(words) & pipeline.store.minted("origin").keys()
        assert pipeline.store.minted("origin")
    assert picture(other)["incidents"] != []


def test_what_was_removed_there_goes_here_too(db, tmp_path):
    other = Path(shutil.copy(db, tmp_path / "other.db"))
    with opened(other) as pipeline:
        remove(pipeline, key_of(other, BOMB), reason="court order")
    assert WORDS in texts(db)
    taken_in(written(other), db)
    assert WORDS not in files(db) + texts(db)
    assert picture(db)["incidents"] == picture(other)["incidents"]


def test_what_each_of_two_took_from_one_capture_is_gone_from_the_whole(db, tmp_path):
    other = Path(shutil.copy(db, tmp_path / "other.db"))
    with opened(db) as pipeline:
        capture = next(one.capture for one in pipeline.store.documents() if one.key.endswith(BOMB))
        first, second, *rest = sorted(one.id for one in pipeline.store.documents() if one.capture == capture)
        assert rest
        remove(pipeline, first, reason="court order")
    with opened(other) as pipeline:
        remove(pipeline, second, reason="another order")
    taken_in(written(other), db)
    with opened(db) as pipeline:
        assert {one.document for one in pipeline.store.removals()} == {first, second}
        assert sorted(one.id for one in pipeline.store.remainder(capture)) == rest
        assert set(pipeline.store.withheld()[capture]) == {first, second}


def test_words_that_come_in_with_a_citation_of_what_was_taken_down_are_not_left_in_the_file(db, tmp_path):
    other, gone = Path(shutil.copy(db, tmp_path / "other.db")), key_of(db, BOMB)
    words = "Nine hundred and four lanterns stood along the quay"
    with opened(other) as pipeline:
        cited = Cited(kind=CitationKind.DOCUMENT, target=gone, id=gone, words=words, documents=(gone,))
        pipeline.store.add_draft(DRAFT, [cited])
    with opened(db) as pipeline:
        remove(pipeline, gone, reason="court order")
    taken_in(written(other), db)
    with opened(db) as pipeline:
        assert [one.words for one in pipeline.store.cited(DRAFT.id)] == [""]
    assert words.encode() in files(other)
    assert words.encode() not in files(db)


def test_a_draft_that_gets_another_number_leaves_those_who_cite_it_as_they_were(tmp_path):
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    first = replace(DRAFT, id="draft-1", text="# One", at=NOW)
    for path, name in ((one, "draft-2"), (two, "draft-3")):
        with opened(path) as pipeline:
            pipeline.store.add_draft(first)
            pipeline.store.add_draft(replace(first, id=name, parent="draft-1", text=f"# {name}"))
    with opened(one) as pipeline:
        deed = Deed(id="deed-1", assessment="assessment-1", draft="draft-2", kind=DeedKind.PUBLISH, at=NOW, by="Ada")
        pipeline.store.add_deed(deed)
        citation = Citation(kind=CitationKind.ASSESSMENT, target="assessment-1", start=0, end=1)
        [kept] = Citing(pipeline.comparing, NOW).all([citation]).values()
        citing = replace(DRAFT, id="draft-9", assessment="assessment-2")
        pipeline.store.add_draft(citing, [kept])
    taken_in(written(one), two)
    with opened(two) as pipeline:
        assert [(each.id, each.number) for each in pipeline.store.drafts("assessment-1")] == [
            ("draft-1", 1),
            ("draft-3", 2),
            ("draft-2", 3),
        ]
        assert Written(pipeline.comparing, NOW + timedelta(days=2)).stale(citing) == ()
        pipeline.store.add_deed(replace(deed, id="deed-2", draft="draft-3", kind=DeedKind.CORRECT, at=NOW + timedelta(days=1)))
        whys = [one.why for one in Written(pipeline.comparing, NOW + timedelta(days=2)).stale(citing)]
        assert whys == ["was corrected on 2024-03-12", "another draft of it went out: draft 2, draft-3"]


def test_judgements_of_two_databases_are_heard_by_when_they_were_made(db, tmp_path):
    from sitrep.judging import merge, split

    other = Path(shutil.copy(db, tmp_path / "other.db"))
    with opened(db) as pipeline:
        one, two = [each for each in pipeline.store.incidents() if sum(report.main for report in each.reports) == 1][:2]
    document = next(report.document for report in two.reports if report.main)
    with open_pipeline(other, now=datetime(2024, 3, 1, tzinfo=UTC), settings=RULES) as pipeline:
        merge(pipeline, one.id, two.id, reason="the same", by="Ada")
    early = written(other)
    with open_pipeline(db, now=datetime(2024, 3, 1, tzinfo=UTC), settings=RULES) as pipeline:
        merge(pipeline, one.id, two.id, reason="so it seems", by="Ben")
    with open_pipeline(db, now=datetime(2024, 3, 5, tzinfo=UTC), settings=RULES) as pipeline:
        split(pipeline, one.id, [document], reason="they are two", by="Ben")
    taken_in(early, db)
    first = next(report.document for report in one.reports if report.main)
    with opened(db) as pipeline:
        assert [each.by for each in pipeline.store.judgements()] == ["Ben", "Ada", "Ben"]
        assert not {each.id for each in pipeline.store.incident_of(first)} & {each.id for each in pipeline.store.incident_of(document)}


def test_grades_of_two_databases_are_one_history(tmp_path):
    days = [datetime(2024, 3, day, tzinfo=UTC) for day in (1, 2, 3, 4)]
    given = [Grading(kind=GradedKind.OUTLET, subject="Daily", grade=grade, at=at) for grade, at in zip("BCCD", days, strict=True)]
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    for path, some in ((one, given[1::2]), (two, given[::2])):
        with opened(path) as pipeline:
            pipeline.store.add_gradings(some)
    taken_in(written(two), one)
    with opened(one) as pipeline:
        from sitrep.weigh import Memory, grade

        memory = Memory(pipeline.store.gradings(["Daily"]), NOW)
        [kept] = memory.grades(GradedKind.OUTLET, [replace(grade("Daily", 0, 0, 0), reliability="D")])
    assert [(past.grade, past.until) for past in kept.history] == [("B", days[1]), ("C", days[3])]


def test_what_is_kept_several_times_is_so_after_any_number_of_imports(tmp_path):
    same = Grading(kind=GradedKind.OUTLET, subject="Daily", grade="B", at=NOW)
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    with opened(one) as pipeline:
        pipeline.store.add_gradings([same, same, same])
    with opened(two) as pipeline:
        pipeline.store.add_gradings([same])
    file = written(one)
    for _ in range(2):
        taken_in(file, two)
        with opened(two) as pipeline:
            assert list(pipeline.store.gradings(["Daily"])) == [same] * 3


def fetched(day, moved):
    """What an address gave on a day: the same bytes, there or where it has moved for good."""
    at, place = datetime(2024, 3, day, tzinfo=UTC), "https://daily.example/feed"
    hops = (Redirect(status=301, address=place, fetched=at),) if moved else ()
    response = Response(status=200, address=moved or place, fetched=at, redirects=hops)
    return Capture(
        digest=hashlib.sha256(b"x").hexdigest(), media_type="text/plain", received=at, location=place, key=place, size=1, response=response
    )


def moves(db):
    with opened(db) as pipeline:
        store = pipeline.store
        return {one.received.day: one.response.moved for one in store.captures()}, store.latest_capture(
            fetched(1, "").location
        ).response.moved


def test_moves_that_two_databases_saw_are_all_kept_and_the_latest_is_by_when_it_was(tmp_path):
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    there, further = "https://daily.example/there", "https://daily.example/further"
    for path, some in ((one, ((1, None), (2, there))), (two, ((3, None), (4, further))), (tmp_path / "three.db", ((1, there),))):
        with opened(path) as pipeline:
            assert all(pipeline.store.add_capture(fetched(day, moved), b"x") for day, moved in some)
    left, right, third = written(one, "one.sitrep"), written(two, "two.sitrep"), written(tmp_path / "three.db", "three.sitrep")
    for _ in range(2):
        taken_in(right, one)
        taken_in(left, two)
        # The third of March says nothing new of the first: it is as it was there.
        assert moves(one) == ({1: None, 2: there, 4: further}, further)
        assert moves(two) == ({2: there, 3: None, 4: further}, further)
    taken_in(third, two)
    assert moves(two) == ({1: there, 2: there, 3: None, 4: further}, further)
    with opened(two) as pipeline:
        assert not pipeline.store.has_capture(fetched(5, None))
        assert pipeline.store.has_capture(fetched(5, further))


def test_moves_that_were_counted_in_databases_of_before_are_told_apart(tmp_path):
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    there, further = "https://daily.example/there", "https://daily.example/further"
    for path, moved in ((one, there), (two, further)):
        with opened(path) as pipeline:
            pipeline.store.add_capture(fetched(1, None), b"x")
        later = fetched(2 if moved is there else 3, moved)
        put(
            path,
            "INSERT INTO capture (digest, location, said, record) VALUES (?, ?, ?, ?)",
            (later.digest, later.location, "[null, null, 1]", json.dumps(to_json(later), separators=(",", ":"))),
        )
    file = written(one)
    for _ in range(2):
        taken_in(file, two)
        assert moves(two) == ({1: None, 2: there, 3: further}, further)


def test_a_moment_without_a_time_zone_is_damage_and_one_of_another_becomes_utc(tmp_path):
    path = tmp_path / "one.db"
    opened(path).close()
    absence = json.dumps(to_json(Absence(address="a", status=410, since=NOW)))
    put(path, "INSERT INTO absence (address, record) VALUES (?, ?)", ("a", absence.replace("00:00:00Z", "05:00:00+05:00")))
    with opened(path) as pipeline:
        assert [str(one.since) for one in pipeline.store.absences()] == [str(NOW)]
    put(path, "INSERT INTO absence (address, record) VALUES (?, ?)", ("b", absence.replace("00:00:00Z", "00:00:00")))
    with opened(path) as pipeline, pytest.raises(StoreError, match=r"is damaged: Absence\.since: .* has no time zone"):
        list(pipeline.store.absences())


def test_strings_that_no_text_can_hold_come_back_as_they_were(tmp_path):
    odd = '\ud83d\ude00\ud800 \x00 \u2028 "'
    capture = Capture(
        digest=hashlib.sha256(b"x").hexdigest(), media_type="text/plain", received=NOW, location=odd, key=odd, size=1, outlet=odd
    )
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    with opened(one) as pipeline:
        pipeline.store.add_capture(capture, b"x")
        pipeline.store.mint("incident", odd)
    taken_in(written(one), two)
    with opened(two) as pipeline:
        assert list(pipeline.store.captures()) == [capture]
        assert pipeline.store.minted("incident", [odd]).keys() == {odd}
    assert rows(one)["capture"] == rows(two)["capture"]


def test_another_id_for_the_same_incident_leads_to_it(db, tmp_path):
    file = written(db)
    with opened(db) as pipeline:
        incident = next(one for one in pipeline.store.incidents() if any(report.main for report in one.reports))
    other = "incident-0123456789abcdef"

    def rename(found):
        for row in found:
            row["id"] = other if row["id"] == incident.id else row["id"]

    renamed = changed(file, with_rows("minted", rename))
    assert len(taken_in(renamed, db)) > 1
    with opened(db) as pipeline:
        assert pipeline.store.incident(other).id == incident.id
        assert other in pipeline.store.incident(incident.id).aliases
        list(pipeline.rebuild())
        assert pipeline.store.incident(other).id == incident.id
    assert taken_in(renamed, db)[0].startswith("0 rows")


def test_one_id_for_two_things_is_refused(db):
    def swap(found):
        one, two = [row for row in found if row["kind"] == "incident"][:2]
        one["id"], two["id"] = two["id"], one["id"]

    refused(changed(written(db), with_rows("minted", swap)), db, "was minted for incident telling-")


def test_what_was_cut_off_is_refused_wherever_that_was(db, tmp_path):
    file, new = written(db), tmp_path / "new.db"
    whole = file.read_bytes()
    cut = tmp_path / "cut.sitrep"
    for length in (0, 1, 21, 22, 100, len(whole) // 2, len(whole) - 30, len(whole) - 1):
        cut.write_bytes(whole[:length])
        refused(cut, new, "cut off|damaged")


def test_a_changed_byte_is_found_or_says_nothing(db, tmp_path):
    file, new = written(db), tmp_path / "new.db"
    whole = bytearray(file.read_bytes())
    taken_in(file, new)
    before, chance, found = rows(new), random.Random(6), 0
    broken = tmp_path / "broken.sitrep"
    for _ in range(150):
        at = chance.randrange(len(whole))
        told = bytearray(whole)
        told[at] ^= 1 << chance.randrange(8)
        broken.write_bytes(told)
        try:
            taken_in(broken, new)
        except CollectError:
            found += 1
        assert rows(new) == before
    assert found > 120


def cannot_be_a_mistake(rows_of, field, value):
    return with_rows(rows_of, lambda found: found[0].update({field: value}))


def lacks(table):
    return lambda parts: parts.pop(f"evidence/{table}.jsonl")


def half(parts):
    path = "evidence/capture.jsonl"
    parts[path] = parts[path][: len(parts[path]) // 2]


def no_body(found):
    found[0]["body"] = {"base64": ""}


def bomb_inside(found):
    import zlib
    from base64 import b64encode

    big = bytes(RULES.max_bytes + 1)
    found.append({"digest": hashlib.sha256(big).hexdigest(), "body": {"base64": b64encode(zlib.compress(big)).decode()}})


def other_record(found):
    found[0]["record"]["digest"] = "0" * 64


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (with_manifest(version=2), r"made by a newer SitRep \(archive 2; this one knows 1\)"),
        (with_manifest(schema=99), r"made by a newer SitRep \(schema 99; this one knows"),
        (with_manifest(format="other"), "is not an archive of SitRep"),
        (with_manifest(parts=[]), "other parts than its manifest says"),
        (with_manifest(parts=7), "manifest that cannot be read"),
        (with_manifest(version="1"), "manifest that cannot be read"),
        (lambda parts: parts.update({MANIFEST: b"[" * 100_000}), "manifest that cannot be read"),
        (lambda parts: parts.update({MANIFEST: b" " * 2_000_000}), "no manifest"),
        (lambda parts: parts.pop(MANIFEST), "no manifest"),
        (lacks("minted"), "lacks, or has too much, of evidence: minted"),
        (lambda parts: parts.update({"evidence/more.jsonl": b"{}\n"}), "of evidence: more"),
        (lambda parts: parts.update({"../../etc/passwd": b"{}\n"}), "of no kind that is known"),
        (lambda parts: parts.update({f"derived/{number}.jsonl": b"" for number in range(200)}), "more than 100 parts"),
        (lambda parts: parts.update({"derived/zeros.jsonl": bytes(64 * 2**20)}), "refused as a bomb"),
        (half, "is not what its manifest says|is not JSON"),
        (lambda parts: parts.update({"evidence/grading.jsonl": b"[1]\n"}), "is not an object"),
        (lambda parts: parts.update({"evidence/grading.jsonl": b"[" * 200_000 + b"\n"}), "is not JSON"),
        (cannot_be_a_mistake("capture", "digest", "0" * 64), "whose digest is not that of its record"),
        (with_rows("capture", other_record), "whose digest is not that of its record"),
        (with_rows("capture", lambda found: found[0].pop("said")), "not of its columns"),
        (cannot_be_a_mistake("capture", "extra; DROP TABLE capture", 1), "not of its columns"),
        (cannot_be_a_mistake("capture", "said", [1]), "said is neither text nor a number"),
        (cannot_be_a_mistake("capture", "number", 2**70), "capture"),
        (cannot_be_a_mistake("capture", "number", 2), "the number 2 twice"),
        (cannot_be_a_mistake("capture", "record", {"digest": 7}), "a record that cannot be read"),
        (cannot_be_a_mistake("graded", "grading", 9_999), "a row of grading 9999, which is not there"),
        (cannot_be_a_mistake("capture_body", "digest", "0" * 64), "do not have this digest"),
        (cannot_be_a_mistake("capture_body", "body", {"base64": "eA=="}), "is damaged"),
        (cannot_be_a_mistake("capture_body", "body", {"base64": "?"}), "cannot be read"),
        (cannot_be_a_mistake("capture_body", "body", "text"), "a body that is no bytes"),
        (with_rows("capture_body", no_body), "has no bytes, and no removal says why"),
        (with_rows("capture_body", bomb_inside), "longer than max_bytes"),
        (with_rows("capture_body", lambda found: found.pop()), "refuses a record"),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_put(db, tmp_path, change, match):
    refused(changed(written(db), change), tmp_path / "new.db", match)


@pytest.fixture
def desk(tmp_path):
    """An archive with two drafts, the second with a citation, a deed and an edition."""
    path = tmp_path / "desk.db"
    with opened(path) as pipeline:
        store = pipeline.store
        store.add_draft(replace(DRAFT, id="draft-1"))
        cited = Cited(kind=CitationKind.DOCUMENT, target="doc-1", id="doc-1", words="so it is", documents=("doc-1",))
        store.add_draft(replace(DRAFT, id="draft-2", parent="draft-1"), [cited])
        store.add_deed(Deed(id="deed-1", assessment="assessment-1", draft="draft-2", kind=DeedKind.REVIEW, at=NOW, by="Ben"))
        scope = Scope(area="Halyard")
        store.add_edition(Edition(id="edition-1", scope=scope, made=NOW, sections=(), references=()))
    return written(path)


def in_record(table, at, **fields):
    return with_rows(table, lambda found: found[at]["record"].update(fields))


@pytest.mark.parametrize(
    ("change", "match"),
    [
        (cannot_be_a_mistake("edition", "id", "edition-2"), "edition: holds a row whose id is not that of its record"),
        (cannot_be_a_mistake("edition", "scope", "scope-1"), "edition: holds a row whose scope is not"),
        (cannot_be_a_mistake("edition", "made", "2020-01-01T00:00:00.000000+00:00"), "edition: holds a row whose made is not"),
        (cannot_be_a_mistake("cited", "name", "document:doc-2"), "cited: holds a row whose name is not"),
        (cannot_be_a_mistake("draft", "place", 7), "draft: holds a row whose place is not"),
        (in_record("draft", 0, number="1"), "a record that cannot be read"),
        (in_record("draft", 0, parent="draft-1"), "draft-1: of draft was written from draft-1, which is no earlier draft"),
        (in_record("draft", 0, parent="draft-2"), "draft-1: of draft was written from draft-2, which is no earlier draft"),
        (in_record("draft", 1, merges=["draft-9"]), "draft-2: of draft was written from draft-9, which is no earlier draft"),
        (in_record("deed", 0, draft="draft-9"), "deed-1: of deed was done with draft-9, which is no draft of assessment-1"),
        (with_rows("cited_words", lambda found: found.clear()), "doc-1: of cited holds words of other documents"),
        (cannot_be_a_mistake("cited_words", "document", "doc-2"), "doc-1: of cited holds words of other documents"),
        (in_record("cited", 0, documents=["doc-1", "doc-2"]), "doc-1: of cited holds words of other documents"),
    ],
)
def test_what_analysts_never_wrote_so_is_refused(desk, tmp_path, change, match):
    new = tmp_path / "new.db"
    opened(new).close()
    refused(changed(desk, change), new, match)
    taken_in(desk, new)
    assert {table: len(found) for table, found in rows(new).items() if found} == {
        "edition": 1, "draft": 2, "deed": 1, "cited": 1, "cited_words": 1
    }  # fmt: skip


def test_a_line_longer_than_any_capture_is_not_held(db, tmp_path):
    file = changed(
        written(db), lambda parts: parts.update({"derived/x.jsonl": random.Random(1).randbytes(40 * 2**20).replace(b"\n", b" ")})
    )
    with pytest.raises(CollectError, match="is longer than"):
        taken_in(file, tmp_path / "new.db", max_bytes=2**20)


def test_a_file_that_lies_about_its_directory_is_refused(tmp_path, db):
    whole = bytearray(written(db).read_bytes())
    at = whole.rfind(b"PK\x05\x06")
    for where, value in ((at + 10, 60_000), (at + 12, 0xFFFF), (at + 14, 0xFFFF), (at + 20, 9)):
        told = bytearray(whole)
        told[where : where + 2] = value.to_bytes(2, "little")
        lying = tmp_path / "lying.sitrep"
        lying.write_bytes(told)
        with pytest.raises(CollectError):
            taken_in(lying, tmp_path / "new.db")


def test_two_parts_of_one_name_and_other_packings_are_refused(db, tmp_path):
    with zipfile.ZipFile(written(db)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    twice, packed = tmp_path / "twice.sitrep", tmp_path / "packed.sitrep"
    with zipfile.ZipFile(twice, "w") as archive:
        for path, body in parts.items():
            archive.writestr(path, body)
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("evidence/minted.jsonl", b"")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_LZMA) as archive:
        for path, body in parts.items():
            archive.writestr(path, body)
    for file, match in ((twice, "two parts called"), (packed, "packed in another way")):
        with pytest.raises(CollectError, match=match):
            taken_in(file, tmp_path / "new.db")


def test_an_archive_of_an_older_schema_lacks_the_tables_that_came_since(db, tmp_path):
    def older(parts):
        said = json.loads(parts[MANIFEST])
        fifth = ("edition", "draft", "deed", "cited", "cited_words")
        for table in ("graded", "removal", "withheld", "remainder", "watched", "absence", *fifth):
            del parts[f"evidence/{table}.jsonl"]
        kept = [part for part in said["parts"] if part["path"] in parts]
        parts[MANIFEST] = json.dumps({**said, "schema": 3, "parts": kept}).encode()

    new = tmp_path / "new.db"
    taken_in(changed(written(db), older), new)
    assert [one["reports"] for one in picture(new)["incidents"]] == [one["reports"] for one in picture(db)["incidents"]]


def test_an_export_refuses_what_is_there_and_leaves_nothing_half_written(db, tmp_path):
    target = tmp_path / "there.sitrep"
    target.write_text("mine")
    with opened(db) as pipeline:
        with pytest.raises(PublishError, match="--force writes over it"):
            write_everything(pipeline, target)
        with pytest.raises(PublishError, match="folder is not there"):
            write_everything(pipeline, tmp_path / "no" / "x.sitrep")
    assert target.read_text() == "mine"
    import sqlite3

    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DROP TRIGGER judgement_insert")
        connection.execute("INSERT INTO judgement (id, record) VALUES ('x', '{')")
        connection.commit()
    with opened(db) as pipeline, pytest.raises(StoreError, match="is damaged"):
        write_everything(pipeline, target, overwrite=True)
    assert target.read_text() == "mine"
    assert [one.name for one in tmp_path.iterdir() if one.name.endswith(".part")] == []


def test_an_import_that_is_broken_off_has_put_nothing(db, tmp_path):
    file, new = written(db), tmp_path / "new.db"

    class BrokenOffError(Exception):
        pass

    def stop(stage, done, total):
        if stage == "import" and done > 100:
            raise BrokenOffError

    with opened(new) as pipeline, open_archive(file, pipeline.settings) as archive:
        pipeline.progress = stop
        with pytest.raises(BrokenOffError):
            list(read_everything(pipeline, archive))
    assert not any(rows(new).values())
    taken_in(file, new)
    assert picture(new) == picture(db)


def test_the_program_says_what_it_put_and_refuses_in_one_line(db, tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("SITREP_READER", "rules")
    file, new = written(db), tmp_path / "new.db"
    done = CliRunner().invoke(cli, ["import", str(file), "--db", str(new), "--now", "2024-03-11"])
    assert done.exit_code == 0, done.output
    assert done.output.startswith("import   ")
    assert done.output.splitlines()[-1].startswith("24 documents")
    (tmp_path / "no.sitrep").write_bytes(b"PK")
    for bad in ("no.sitrep", "missing.sitrep", "."):
        status = guarded(
            lambda bad=bad: cli.main(["import", str(tmp_path / bad), "--db", str(tmp_path / "none.db")], standalone_mode=False)
        )
        said = capsys.readouterr()
        assert (status, said.out, said.err.count("\n")) == (2, "", 1)
        assert not (tmp_path / "none.db").exists()


def test_memory_does_not_grow_with_the_number_of_bodies(tmp_path):
    import tracemalloc

    one, two = tmp_path / "one.db", tmp_path / "two.db"
    with opened(one) as pipeline, pipeline.store.transaction():
        for number in range(150):
            body = random.Random(number).randbytes(200_000)
            made = Capture(digest=hashlib.sha256(body).hexdigest(), media_type="x/y", received=NOW, location=f"{number}", key="k", size=1)
            pipeline.store.add_capture(made, body)
    tracemalloc.start()
    with opened(one) as pipeline:
        write_everything(pipeline, tmp_path / "all.sitrep")
    with opened(two) as pipeline, open_archive(tmp_path / "all.sitrep", pipeline.settings) as archive, pipeline.store.merging():
        for part in archive.manifest.parts:
            pipeline.store.put_in(part.table, archive.rows(part), most=2**20)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    # 30 MB of bodies went out and in.
    assert peak < 12 * 2**20


@pytest.fixture
def later(monkeypatch):
    """A schema with tables that the archive's code has no word for, and one whose rows are counted."""
    from sitrep.store import schema

    memo = """CREATE TABLE memo (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, judgement INTEGER REFERENCES judgement (number),
        made TEXT NOT NULL, record ANY NOT NULL) STRICT"""
    draft = """CREATE TABLE draft (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, assessment TEXT NOT NULL, place INTEGER NOT NULL,
        record ANY NOT NULL, UNIQUE (assessment, place)) STRICT"""
    for name, table in (("memo", memo), ("draft", draft)):
        monkeypatch.setitem(schema.EVIDENCE, name, table)
        monkeypatch.setitem(schema._SAME, name, "number = NEW.number OR id = NEW.id")


def put(db, sql, *rows):
    import sqlite3

    with closing(sqlite3.connect(db)) as connection:
        connection.executemany(sql, rows)
        connection.commit()


def saved(db, *drafts):
    rows = [
        (name, "assessment-1", place, json.dumps({**to_json(DRAFT), "id": name, "number": place, "text": name})) for name, place in drafts
    ]
    put(db, "INSERT INTO draft (id, assessment, place, record) VALUES (?, ?, ?, ?)", *rows)


def test_a_table_that_is_added_later_goes_along_by_itself(later, tmp_path):
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    for db, names in ((one, ("b", "c")), (two, ("a", "b"))):
        with opened(db) as pipeline:
            for name in names:
                pipeline.store.add_judgement(replace(JUDGEMENT, id=name))
    put(one, "INSERT INTO memo (id, judgement, made, record) VALUES (?, ?, ?, ?)", ("m1", 2, "x", '{"made":"y"}'), ("m2", None, "x", "[1]"))
    file = written(one)
    for _ in range(2):
        taken_in(file, two)
        assert [row["id"] for row in rows(two)["judgement"]] == ["a", "b", "c"]
        assert [(row["id"], row["judgement"], row["record"]) for row in rows(two)["memo"]] == [("m1", 3, {"made": "y"}), ("m2", None, [1])]


def test_drafts_that_two_desks_saved_at_once_are_both_kept(later, tmp_path):
    one, two = tmp_path / "one.db", tmp_path / "two.db"
    for db in (one, two):
        opened(db).close()
    saved(one, ("draft-1", 1), ("draft-2", 2))
    saved(two, ("draft-1", 1), ("draft-3", 2))
    file = written(one)
    for _ in range(2):
        taken_in(file, two)
        kept = [(row["id"], row["place"], row["record"]["number"], row["record"]["text"]) for row in rows(two)["draft"]]
        assert kept == [("draft-1", 1, 1, "draft-1"), ("draft-3", 2, 2, "draft-3"), ("draft-2", 3, 3, "draft-2")]


def test_a_database_of_an_older_schema_is_exported_as_it_stands(db, tmp_path):
    import sqlite3

    before = picture(db)
    with closing(sqlite3.connect(db)) as connection:
        triggers = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name IN ('incident', 'proposal', 'verdict')"
        for (name,) in connection.execute(triggers).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for table in ("graded", "withheld", "remainder", "removal", "watched", "absence", "unweighed", "verdict", "track", "held"):
            connection.execute(f"DROP TABLE {table}")
        connection.execute("PRAGMA user_version = 3")
        connection.commit()
    target, new = tmp_path / "old.sitrep", tmp_path / "new.db"
    with open_pipeline(db, now=NOW, settings=RULES, read_only=True) as pipeline:
        write_everything(pipeline, target)
    taken_in(target, new)
    assert picture(new) == before
