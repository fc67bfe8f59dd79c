"""`sitrep merge`, `split` and `judgements` as an analyst meets them."""

import json

import pytest

from commands import NOW, picture, refusal, run

MINE, IN_FRENCH, BOMB = "halyard-20240305-0257", "rbe-3127", "halyard-20240306-0188"


def incidents(db):
    return picture(db)["incidents"]


def about(db, key):
    """The incident that the report with this end of a key is chiefly about."""
    return next(one for one in incidents(db) if any(report["key"].endswith(key) and report["main"] for report in one["reports"]))


def keys(incident):
    return {report["key"] for report in incident["reports"]}


def test_merged_incidents_are_one_wherever_they_show_and_after_rebuilding(db, tmp_path):
    first, second = about(db, MINE), about(db, IN_FRENCH)
    said = run("merge", first["id"], second["id"], "--reason", "The mine at Ansongo,\nin French", "--by", "ana", "--db", db, *NOW)
    whole = about(db, MINE)
    older, younger = (first["id"], second["id"]) if whole["id"] == first["id"] else (second["id"], first["id"])
    assert said.startswith(f"{younger} is part of {older} now   judgement-")
    assert keys(whole) == keys(first) | keys(second)
    assert younger in whole["aliases"]
    (judgement,) = whole["judgements"]
    assert {**judgement, "id": ""} == {
        "id": "",
        "kind": "merge",
        "by": "ana",
        "at": "2024-03-11T23:59:59Z",
        "reason": "The mine at Ansongo,\nin French",
        "incidents": [older, younger],
    }
    line = "joined by ana on 2024-03-11: The mine at Ansongo, in French"
    assert line in run("show", younger, "--db", db)
    assert line in run("why", older, "--db", db)
    run("rebuild", "--db", db, *NOW)
    assert about(db, IN_FRENCH) == whole
    run("publish", "--db", db, "--out", tmp_path / "site", *NOW)
    page = (tmp_path / "site" / "incident" / f"{older}.html").read_text(encoding="utf-8")
    assert "Joined by <bdi>ana</bdi>" in page
    assert "The mine at Ansongo, in French" in page


def test_grades_are_made_anew(db):
    run("merge", about(db, MINE)["id"], about(db, BOMB)["id"], "--reason", "a test", "--db", db, *NOW)
    graded = {account["grade"] for claim in about(db, MINE)["claims"] for account in claim["accounts"] if account["why"]}
    assert len(graded) > 1
    before = incidents(db)
    run("weigh", "--db", db, *NOW)
    assert incidents(db) == before


def test_reports_that_were_split_off_stay_apart_and_name_each_other(db, tmp_path):
    whole = about(db, BOMB)
    leaving = next(report for report in whole["reports"] if report["key"].endswith(BOMB))
    words = ["split", whole["id"], leaving["document"], "--reason", "Another bus", "--by", "bo", "--db", db, *NOW]
    judged = json.loads(run(*words, "--json"))
    assert judged["incidents"][0] == whole["id"]
    new = judged["incidents"][1]
    assert keys(about(db, BOMB)) == {leaving["key"]}
    assert about(db, BOMB)["id"] == new
    told = run("show", new, "--db", db)
    assert f"kept apart from {whole['id']} by bo on 2024-03-11: Another bus" in " ".join(told.split())
    why = " ".join(run("why", whole["id"], "--db", db).split())
    assert f"kept apart from {new} by bo on 2024-03-11: Another bus {new}: {about(db, BOMB)['title']}" in why
    before = incidents(db)
    run("rebuild", "--db", db, *NOW)
    assert incidents(db) == before
    run("publish", "--db", db, "--out", tmp_path / "site", *NOW)
    page = (tmp_path / "site" / "incident" / f"{whole['id']}.html").read_text(encoding="utf-8")
    assert f'Kept apart from <a href="{new}.html">' in page


def test_reports_are_split_off_by_key_too(db):
    whole = about(db, BOMB)
    key = next(report["key"] for report in whole["reports"] if report["key"].endswith(BOMB))
    said = run("split", whole["id"], key, "--reason", "Another bus", "--db", db, *NOW)
    assert said.startswith(f"1 report, now {about(db, BOMB)['id']}, left {whole['id']}   judgement-")


def test_judgements_are_listed_newest_first(db, monkeypatch):
    monkeypatch.setenv("LOGNAME", "login")
    assert run("judgements", "--db", db) == "no judgements\n"
    assert run("judgements", "--json", "--db", db) == ""
    first, second = about(db, MINE)["id"], about(db, IN_FRENCH)["id"]
    older = json.loads(run("merge", first, second, "--reason", "one", "--db", db, "--now", "2024-03-11", "--json"))
    document = next(report["document"] for report in about(db, MINE)["reports"] if report["key"].endswith(IN_FRENCH))
    newer = json.loads(run("split", first, document, "--reason", "two \x1b[31m", "--by", "", "--db", db, "--now", "2024-03-12", "--json"))
    assert (older["by"], newer["by"]) == ("login", "")
    assert [json.loads(line) for line in run("judgements", "--json", "--db", db).splitlines()] == [newer, older]
    listed = run("judgements", "--db", db)
    assert listed.index("by an analyst") < listed.index("by login")
    assert "\x1b" not in listed


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["merge", "incident-0", "MINE", "--reason", "r"], "incident-0: is not the id of an incident in the database"),
        (["merge", "MINE", "MINE", "--reason", "r"], "is the same incident as"),
        (["merge", "MINE", "--reason", "r"], "Missing argument"),
        (["merge", "MINE", "BOMB"], "Missing option '--reason'"),
        (["merge", "MINE", "BOMB", "--reason", "  "], "reason: is empty"),
        (["merge", "MINE", "BOMB", "--reason", "x" * 2001], "reason: is 2,001 characters long"),
        (["split", "MINE", "doc-0", "--reason", "r"], "doc-0: is neither the document nor the key of a report of incident-"),
        (["split", "MINE", "--reason", "r"], "Missing argument"),
        (["judgements", "--db", "none.db"], "none.db: does not exist"),
    ],
)
def test_what_cannot_be_judged_is_one_line_and_status_two(week, capsys, words, said):
    named = {"MINE": about(week, MINE)["id"], "BOMB": about(week, BOMB)["id"]}
    assert said in refusal(capsys, *(named.get(word, word) for word in words), *([] if "--db" in words else ["--db", week]))


def test_an_alias_is_the_incident_itself(db, capsys):
    first, second = about(db, MINE)["id"], about(db, IN_FRENCH)["id"]
    run("merge", first, second, "--reason", "one", "--db", db, *NOW)
    assert "is the same incident as" in refusal(capsys, "merge", first, second, "--reason", "again", "--db", db)


def test_all_reports_cannot_leave(db, capsys):
    whole = about(db, IN_FRENCH)
    documents = [report["document"] for report in whole["reports"]]
    assert "would be left without a report" in refusal(capsys, "split", whole["id"], *documents, "--reason", "r", "--db", db)


def test_a_judgement_holds_against_an_earlier_one_though_the_clock_was_set_back(db):
    first, second = about(db, MINE), about(db, IN_FRENCH)
    run("merge", first["id"], second["id"], "--reason", "one mine", "--by", "ana", "--db", db, *NOW)
    leaving = next(report["document"] for report in second["reports"] if report["main"])
    run("split", first["id"], leaving, "--reason", "two mines", "--by", "ben", "--db", db, "--now", "2024-03-01")
    assert about(db, MINE)["id"] != about(db, IN_FRENCH)["id"]
    run("rebuild", "--db", db, *NOW)
    assert about(db, MINE)["id"] != about(db, IN_FRENCH)["id"]
