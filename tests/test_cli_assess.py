"""`sitrep assess …` and `sitrep search` as analysts meet them, over the sample week."""

import json
import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from commands import NOW, lines, refusal, run
from sitrep.cli import cli
from sitrep.samples import folder
from sitrep.store import open_store

BOMB = "halyard-20240306-0188"
TEXT = """+++
title = "Who bombed the bus terminal in Quetta"
summary = "The group that is named denies it."
marking = "TLP:CLEAR"
+++

## Key judgements

### KJ1
It is unlikely that the Surkhab Liberation Front planted the bomb. {cited}

Confidence: low. Its denial is all there is.

## Assumptions
- The spokesman speaks for the Front.

## Alternatives considered
- A rival wants it blamed.

## Gaps
- Who counted the dead.

## What would change this judgement
- A claim with details.
"""


@pytest.fixture
def bomb(db):
    """The incident of the bomb, and a statement of Halyard's on it."""
    incidents = json.loads(run("report", "--json", "--db", db, *NOW))["incidents"]
    return next(one for one in incidents if any(report["key"].endswith(BOMB) and report["main"] for report in one["reports"]))


def statement(bomb, db):
    """A statement of Halyard's that an account of the dead rests on."""
    report = next(one for one in bomb["reports"] if one["key"].endswith(BOMB))
    resting = {name for claim in bomb["claims"] for account in claim["accounts"] for name in account["statements"]}
    return next(name for name in report["statements"] if name in resting)


def write(tmp_path, *cited, text=TEXT, name="a.md"):
    path = tmp_path / name
    path.write_text(text.format(cited=" ".join(cited)), encoding="utf-8")
    return path


def begin(db, path, by="ana", now=NOW):
    return lines("assess", "new", path, "--by", by, "--db", db, *now)[0]["draft"]["assessment"]


def out(db, now=NOW):
    return json.loads(run("report", "--json", "--db", db, *now))["assessments"]


def test_an_assessment_is_written_reviewed_published_corrected_and_withdrawn(db, bomb, tmp_path, capsys):
    path = write(tmp_path, f"[[in:{bomb['id']}]]", f"[[st:{statement(bomb, db)}]]")
    assert run("assess", "lint", path, "--db", db) == "nothing is wrong with it\n"
    name = begin(db, path)
    assert out(db) == []
    assert "is to be reviewed by another than its authors first; 0 did" in refusal(
        capsys, "assess", "publish", name, "--by", "ana", "--db", db
    )
    assert "wrote some of draft 1" in refusal(capsys, "assess", "review", name, "--by", "ANA", "--db", db)
    assert "reviewed by bo" in run("assess", "review", name, "--by", "bo", "--note", "sound", "--db", db, *NOW)
    assert "has reviewed draft 1 already" in refusal(capsys, "assess", "review", name, "--by", "bo", "--db", db)
    run("assess", "publish", name, "--by", "ana", "--db", db, *NOW)
    assert "draft 1 is published already" in refusal(capsys, "assess", "publish", name, "--by", "ana", "--db", db)
    (one,) = out(db)
    assert (one["status"], one["number"], one["judgements"][0]["likelihood"], one["stale"]) == ("published", 1, "unlikely", [])

    path.write_text(path.read_text().replace("A rival wants", "A rival, or the state, wants"))
    run("assess", "edit", name, path, "--by", "ana", "--db", db, "-m", "the state", "--now", "2024-03-12")
    assert out(db)[0]["number"] == 1
    assert "published, written on" not in run("show", name, "--db", db)
    assert "draft, written on since" in run("show", name, "--db", db)
    run("assess", "review", name, "--by", "bo", "--db", db, "--now", "2024-03-12")
    assert "note: is empty" in refusal(capsys, "assess", "publish", name, "--by", "ana", "--db", db)
    run("assess", "publish", name, "--by", "ana", "--note", "names the state too", "--db", db, "--now", "2024-03-12")
    run("assess", "withdraw", name, "--by", "cy", "--note", "the statement was forged", "--db", db, "--now", "2024-03-13")
    assert "is withdrawn already" in refusal(capsys, "assess", "withdraw", name, "--by", "cy", "--note", "x", "--db", db)
    (one,) = out(db)
    assert (one["status"], one["number"], [deed["kind"] for deed in one["deeds"]]) == ("published", 1, ["publish"])
    (one,) = out(db, ("--now", "2024-03-13"))
    assert (one["status"], one["number"], [deed["kind"] for deed in one["deeds"]]) == ("withdrawn", 2, ["publish", "correct", "withdraw"])
    shown = run("show", name, "--db", db)
    assert "CORRECTED 2024-03-12 by ana: names the state too" in shown
    assert "WITHDRAWN 2024-03-13 by cy: the statement was forged" in shown
    log = run("assess", "log", name, "--db", db)
    assert [line.split("  ")[1].split(" by")[0] for line in log.splitlines() if line[0] == "2"] == [
        "draft 1", "reviewed", "published", "draft 2 from 1", "reviewed", "corrected", "withdrawn",
    ]  # fmt: skip
    assert "{+, or the state,+}" in run("assess", "diff", name, "--db", db)


def published(db, path, now=NOW):
    """An assessment that went out, reviewed by another."""
    name = begin(db, path, now=now)
    run("assess", "review", name, "--by", "bo", "--db", db, *now)
    run("assess", "publish", name, "--by", "ana", "--db", db, *now)
    return name


def test_what_is_done_while_the_clock_is_set_back_follows_on_what_was_done(db, bomb, tmp_path):
    name = published(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    run("assess", "withdraw", name, "--by", "cy", "--note", "forged", "--db", db, "--now", "2024-03-01")
    (one,) = out(db)
    assert (one["status"], [deed["kind"] for deed in one["deeds"]]) == ("withdrawn", ["publish", "withdraw"])
    assert one["deeds"][0]["at"] == one["deeds"][1]["at"]


def test_what_cites_an_assessment_says_nothing_of_its_correction_under_embargo(db, bomb, tmp_path):
    cited = published(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    citing = published(db, write(tmp_path, f"[[as:{cited}]]", name="b.md"))
    held = write(tmp_path, f"[[in:{bomb['id']}]]", text=TEXT.replace("marking =", "embargo = 2024-04-01\nmarking ="), name="c.md")
    later = ["--now", "2024-03-12"]
    run("assess", "edit", cited, held, "--by", "ana", "--db", db, *later)
    run("assess", "review", cited, "--by", "bo", "--db", db, *later)
    run("assess", "publish", cited, "--by", "ana", "--note", "an embargo", "--db", db, *later)
    before, after = ({one["id"]: one for one in out(db, ["--now", day])}[citing]["stale"] for day in ("2024-03-13", "2024-04-02"))
    assert before == []
    assert any("was corrected on 2024-03-12" in one["why"] for one in after), after


def test_what_prints_for_others_has_only_what_may_go_out_and_the_desks_own_views_say_the_marking(db, bomb, tmp_path):
    text = TEXT.replace("TLP:CLEAR", "TLP:AMBER").replace("all there is.", "all there is.\nDue: 2024-03-12")
    name = published(db, write(tmp_path, f"[[in:{bomb['id']}]]", text=text))
    answer = '+++\ntitle = "Not so"\nanswers = "{0}"\nstance = "disagree"\nmarking = "TLP:RED"\n+++\nIt did.\n'
    begin(db, write(tmp_path, text=answer.format(name), name="b.md"))
    assert out(db) == []

    def whole(*words):
        return next(json.loads(line) for line in run(*words, "--json", "--db", db, *NOW).splitlines() if line.startswith("{"))

    assert whole("run", folder())["assessments"] == []
    for words in (("report", "--tlp", "amber"), ("run", folder(), "--tlp", "amber")):
        picture = whole(*words)
        assert ([one["id"] for one in picture["assessments"]], picture["marking"]) == ([name], "TLP:AMBER")
    for words in (("assess", "list"), ("show", name)):
        assert all(marking in run(*words, "--db", db) for marking in ("TLP:AMBER", "TLP:RED"))
    assert "TLP:AMBER" in run("search", "planted", "bomb", "--db", db)
    assert "TLP:AMBER" in run("forecasts", "--db", db, "--now", "2024-04-01")
    assert "TLP:" not in run("forecasts", "--db", db, *NOW)


def test_publishing_says_what_keeps_it_back_all_the_same(db, bomb, tmp_path, monkeypatch):
    front = 'embargo = 2024-04-01T06:00:00Z\nmarking = "TLP:AMBER"'
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]", text=TEXT.replace('marking = "TLP:CLEAR"', front)))
    run("assess", "review", name, "--by", "bo", "--db", db, *NOW)
    said = run("assess", "publish", name, "--by", "ana", "--db", db, *NOW)
    assert "it is TLP:AMBER: no output holds it under TLP:CLEAR" in said
    assert "it is under embargo until 2024-04-01T06:00+00:00: no output holds it before" in said
    monkeypatch.setenv("SITREP_TLP", "amber")
    run("assess", "withdraw", name, "--by", "ana", "--note", "x", "--db", db, "--now", "2024-04-02")
    again = run("assess", "publish", name, "--by", "ana", "--note", "right", "--db", db, "--now", "2024-04-03")
    assert "no output" not in again


def test_the_example_of_the_documentation_has_nothing_wrong_with_it(db, bomb, tmp_path):
    page = (Path(__file__).parents[1] / "docs" / "reference" / "assessments.md").read_text(encoding="utf-8")
    example = page.split("```markdown\n")[1].split("```")[0]
    path = tmp_path / "example.md"
    path.write_text(example.replace("INCIDENT", bomb["id"]).replace("STATEMENT", statement(bomb, db)), encoding="utf-8")
    assert run("assess", "lint", path, "--db", db) == "nothing is wrong with it\n"


def test_what_analysts_wrote_outlives_rebuilding(db, bomb, tmp_path):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]", f"[[st:{statement(bomb, db)}]]"))
    run("assess", "review", name, "--by", "bo", "--db", db, *NOW)
    run("assess", "publish", name, "--by", "ana", "--db", db, *NOW)
    before = out(db)
    run("rebuild", "--db", db, *NOW)
    assert out(db) == before
    assert before[0]["stale"] == []


def test_two_analysts_who_save_at_once_lose_nothing_and_see_it(db, bomb, tmp_path, capsys):
    path = write(tmp_path, f"[[in:{bomb['id']}]]")
    name = begin(db, path)
    first = write(tmp_path, f"[[in:{bomb['id']}]]", text=TEXT.replace("A rival wants", "A rival group wants"), name="b.md")
    second = write(tmp_path, f"[[in:{bomb['id']}]]", text=TEXT.replace("Who counted", "Who it was that counted"), name="c.md")
    run("assess", "edit", name, first, "--by", "bo", "--parent", "1", "--db", db, *NOW)
    assert "is by bo: say which you wrote from" in refusal(capsys, "assess", "edit", name, second, "--by", "cy", "--db", db)
    said = run("assess", "edit", name, second, "--by", "cy", "--parent", "1", "--db", db, *NOW, status=1)
    assert "CONFLICT: draft 2 by bo was saved side by side" in said
    assert "[- group-]" in said
    assert "{+ it was that+}" in said
    kept = [run("assess", "text", name, "--draft", number, "--db", db) for number in (2, 3)]
    assert kept == [first.read_text(), second.read_text()]
    for command in (("edit", first, "--by", "bo"), ("review", "--by", "di"), ("publish", "--by", "bo")):
        assert "drafts 2 and 3 were saved side by side" in refusal(capsys, "assess", command[0], name, *command[1:], "--db", db)

    def settle(text):
        assert "<<<<<<< draft 3\n" in text
        return "".join(line for line in text.splitlines(keepends=True) if not line.startswith(("<<<<<<<", "=======", ">>>>>>>")))

    editor = _editor(tmp_path, settle)
    run("assess", "edit", name, "--merge", "--by", "di", "--db", db, *NOW, env=editor)
    assert "draft 4 from 3 and 2" in run("assess", "log", name, "--db", db)
    assert json.loads(run("assess", "list", "--json", "--db", db))["number"] == 4


def _editor(tmp_path, change):
    """An environment whose editor changes the file that it is given: a program, as analysts have one."""
    import inspect
    import textwrap

    script = tmp_path / "editor.py"
    source = textwrap.dedent(inspect.getsource(change))
    script.write_text(
        f"#!{sys.executable}\nimport sys, pathlib\n{source}\npath = pathlib.Path(sys.argv[-1])\npath.write_text({change.__name__}(path.read_text()))\n"
    )
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return {"EDITOR": str(script), "VISUAL": "", "PATH": os.environ["PATH"]}


def test_two_programs_that_save_at_the_same_moment_are_both_kept(db, bomb, tmp_path):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    texts = [write(tmp_path, f"[[in:{bomb['id']}]]", text=f"{TEXT}\nBy {number}.\n", name=f"{number}.md") for number in range(4)]
    command = [sys.executable, "-m", "sitrep", "assess", "edit", name, "--parent", "1", "--db", str(db)]
    going = [
        subprocess.Popen([*command, str(path), "--by", path.stem], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) for path in texts
    ]
    said = [(one.communicate()[1], one.returncode) for one in going]
    assert [error for error, _ in said] == [b""] * 4
    assert sorted(status for _, status in said) == [0, 1, 1, 1]
    with open_store(db) as store:
        drafts = store.drafts(name)
    assert [one.number for one in drafts] == [1, 2, 3, 4, 5]
    assert sorted(one.text for one in drafts[1:]) == sorted(path.read_text() for path in texts)


def test_what_is_typed_is_kept_where_it_cannot_be_saved(db, tmp_path, capsys):
    def change(text):
        return "much work" + "x" * 2_000_000

    done = CliRunner().invoke(cli, ["assess", "new", "--by", "ana", "--db", str(db)], env=_editor(tmp_path, change))
    assert done.exit_code == 1
    assert "is longer than 1,048,576 bytes" in str(done.exception)
    kept = Path(done.output.split("what you wrote is in ")[1].strip())
    assert kept.read_text().startswith("much work")
    kept.unlink()

    def nothing(text):
        return text

    done = CliRunner().invoke(cli, ["assess", "new", "--by", "ana", "--db", str(db)], env=_editor(tmp_path, nothing))
    assert "is as it was: nothing is saved" in str(done.exception)
    assert run("assess", "list", "--db", db) == "no assessments\n"


def test_a_new_assessment_from_the_editor(db, tmp_path):
    def fill(text):
        return text.replace('title = "Convoys"', 'title = "Convoys in April"')

    said = run("assess", "new", "--title", "Convoys", "--by", "ana", "--db", db, *NOW, env=_editor(tmp_path, fill))
    assert "draft 1 saved by ana" in said
    assert "error: KJ1 has no likelihood" in said
    assert json.loads(run("assess", "list", "--json", "--db", db))["title"] == "Convoys in April"


def test_a_file_that_is_not_there_becomes_a_template(db, tmp_path):
    path = tmp_path / "new.md"
    assert "a template; fill it in" in run("assess", "new", path, "--db", db)
    assert "### KJ1" in path.read_text()
    assert run("assess", "list", "--db", db) == "no assessments\n"
    assert "error: there is no title" in run("assess", "lint", path, "--db", db, status=1)


def test_what_cannot_be_a_text_is_refused_in_one_line_and_quickly(db, tmp_path, capsys):
    path = tmp_path / "a.md"
    for body, said in (
        (b"x" * 5_000_000, "is longer than 1,048,576 bytes"),
        (b"\xff\xfe", "is not UTF-8: byte 1"),
        (b" \n", "is empty"),
        (b"a\0", "holds a NUL"),
    ):
        path.write_bytes(body)
        started = time.process_time()
        assert said in refusal(capsys, "assess", "new", path, "--by", "ana", "--db", db)
        assert time.process_time() - started < 3
    path.write_text("x")
    assert "by: is empty" in refusal(capsys, "assess", "new", path, "--by", " ", "--db", db)
    assert "is 2,001 characters long" in refusal(capsys, "assess", "new", path, "--by", "ana", "-m", "x" * 2001, "--db", db)
    assert "cannot be read" in refusal(capsys, "assess", "new", tmp_path, "--by", "ana", "--db", db)
    assert "is neither an assessment nor a file" in refusal(capsys, "assess", "lint", "assessment-0", "--db", db)
    assert "cannot be made" in refusal(capsys, "assess", "new", tmp_path / "none" / "a.md", "--by", "ana", "--db", db)
    assert "is not the id of an assessment" in refusal(capsys, "assess", "log", "assessment-0", "--db", db)
    assert run("assess", "list", "--db", db) == "no assessments\n"


def test_a_draft_with_errors_is_kept_and_not_published(db, bomb, tmp_path, capsys):
    gone = f"[[ac:{bomb['id']}/killed/9999]]"
    name = begin(db, write(tmp_path, "[[st:st-0000000000000000]]", gone))
    run("assess", "review", name, "--by", "bo", "--db", db, *NOW)
    said = refusal(capsys, "assess", "publish", name, "--by", "ana", "--db", db)
    assert "[[st:st-0000000000000000]] leads to nothing (and 1 more: sitrep assess lint)" in said
    assert f"{gone} leads to nothing (nobody says so of {bomb['id']})" in " ".join(
        run("assess", "lint", name, "--db", db, status=1).split()
    )
    assert out(db) == []


def test_how_many_must_review_can_be_set(db, bomb, tmp_path, monkeypatch):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    monkeypatch.setenv("SITREP_REVIEWS", "0")
    run("assess", "publish", name, "--by", "ana", "--db", db, *NOW)
    assert len(out(db)) == 1


def test_evidence_that_is_disputed_or_merged_since_makes_it_stale(db, tmp_path):
    incidents = json.loads(run("report", "--json", "--db", db, *NOW))["incidents"]
    mine = next(one for one in incidents if "nine" in one["title"])
    other = next(one for one in incidents if one["title"].startswith("Ansongo"))
    name = begin(db, write(tmp_path, f"[[in:{mine['id']}]]", f"[[in:{other['id']}]]"))
    assert lines("assess", "list", "--db", db)[0]["stale"] == []
    article = {
        "key": "late", "outlet": "The Late Post", "published": "2024-03-07", "url": "https://late.example/1", "title": "Mine kills 31 in minibus in northern Mali",
        "text": "ANSONGO, Mali - A mine killed 31 people in a minibus near Ansongo in northern Mali on Tuesday, 5 March 2024, the governor said.",
    }  # fmt: skip
    (tmp_path / "late.jsonl").write_text(json.dumps(article))
    run("run", tmp_path / "late.jsonl", "--db", db, "--out", tmp_path / "site", "--now", "2024-03-12")
    run("merge", mine["id"], other["id"], "--reason", "one mine", "--by", "bo", "--db", db, "--now", "2024-03-12")
    (one,) = lines("assess", "list", "--db", db)
    whys = {(each["target"], each["why"]) for each in one["stale"]}
    joined = json.loads(run("show", other["id"], "--json", "--db", db))["id"]
    moved = other["id"] if joined == mine["id"] else mine["id"]
    assert (f"[[in:{moved}]]", f"is part of {joined} now") in whys
    assert any(why == "killed: single then, disputed now" for _, why in whys), whys
    assert "stale" in run("assess", "list", "--db", db)
    assert "warning:" in run("assess", "lint", name, "--db", db)


def test_a_removal_takes_its_words_from_what_was_cited_and_makes_it_stale(db, bomb, tmp_path):
    one = statement(bomb, db)
    name = begin(db, write(tmp_path, f"[[st:{one}]]", f"[[in:{bomb['id']}]]"))
    with open_store(db) as store:
        kept = next(each for each in store.cited(store.drafts(name)[0].id) if each.target == one)
        document = kept.documents[0]
        text = store.document(document).text
    assert kept.words
    assert kept.standings
    assert kept.words.split(" … ")[0] in " ".join(text.split())
    said = run("remove", document, "--reason", "asked for", "--by", "bo", "--db", db, *NOW)
    assert f"cited by {name}: what analysts wrote themselves stays" in said
    with open_store(db) as store:
        bare = next(each for each in store.cited(store.drafts(name)[0].id) if each.target == one)
        holding = sum(kept.words in each.words for draft in store.drafts() for each in store.cited(draft.id))
    assert (bare.words, bare.standings, bare.documents, holding) == ("", (), kept.documents, 0)
    # Other outlets carry the same words; what was kept beside the citation was in its table alone.
    (found,) = lines("assess", "list", "--db", db)
    assert {"target": f"[[st:{one}]]", "why": "was taken down on 2024-03-11"} in found["stale"]
    assert f"[[st:{one}]] leads to nothing (was taken down on 2024-03-11)" in " ".join(
        run("assess", "lint", name, "--db", db, status=1).split()
    )


def test_what_was_taken_down_is_still_said_of_a_draft_written_after(db, bomb, tmp_path):
    one = statement(bomb, db)
    path = write(tmp_path, f"[[st:{one}]]", f"[[in:{bomb['id']}]]")
    name = begin(db, path)
    report = next(each for each in bomb["reports"] if one in each["statements"])
    run("remove", report["document"], "--reason", "asked for", "--by", "bo", "--db", db, *NOW)
    path.write_text(path.read_text().replace("A rival", "Another"))
    said = run("assess", "edit", name, path, "--by", "ana", "--db", db, *NOW)
    assert f"[[st:{one}]] leads to nothing (was taken down on 2024-03-11)" in " ".join(said.split())


def test_responses_are_threads(db, bomb, tmp_path, capsys):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    path = tmp_path / "r.md"
    assert "is no key judgement of" in refusal(
        capsys, "assess", "respond", name, path, "--stance", "agree", "--judgement", "KJ7", "--db", db
    )
    run("assess", "respond", name, path, "--stance", "disagree", "--judgement", "KJ1", "--db", db)
    path.write_text(path.read_text() + "Nobody else had reason to.\n")
    first = lines("assess", "respond", name, path, "--stance", "disagree", "--by", "bo", "--db", db, *NOW)[0]
    assert first["remarks"] == []
    answer = tmp_path / "s.md"
    run("assess", "respond", first["draft"]["assessment"], answer, "--stance", "amend", "--db", db)
    answer.write_text(answer.read_text() + "The state had.\n")
    other, ours = first["draft"]["assessment"], ("--by", "ana", "--db", db)
    for words, said in (
        ((other, answer, "--stance", "agree"), "says otherwise: stance is 'amend' there and 'agree' here"),
        ((name, answer, "--stance", "amend"), f"says otherwise: answers is '{other}' there and '{name}' here"),
        ((name, path, "--stance", "amend", "--judgement", "KJ1"), "says otherwise: stance is 'disagree' there and 'amend' here"),
    ):
        assert said in refusal(capsys, "assess", "respond", *words, *ours)
    bare = write(tmp_path, text='+++\ntitle = "x"\n+++\nx\n', name="t.md")
    assert "t.md: is no response" in refusal(capsys, "assess", "respond", name, bare, "--stance", "amend", *ours)
    run("assess", "respond", other, answer, "--stance", "amend", *ours, "--now", "2024-03-12")
    shown = run("show", name, "--db", db)
    assert "Responses (2)" in shown
    assert "  disagree on kj1: On: Who bombed the bus terminal in Quetta" in shown
    assert "    amend: On: On: Who bombed" in shown
    assert "Nobody else had reason to." in shown
    twin = json.loads(run("show", name, "--json", "--db", db))
    assert [(one["depth"], one["assessment"]["answers"]["stance"]) for one in twin["responses"]] == [(1, "disagree"), (2, "amend")]


def test_key_judgements_prove_true_or_false(db, bomb, tmp_path, capsys):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    assert "was never published" in refusal(capsys, "assess", "resolve", name, "kj1", "true", "--by", "bo", "--db", db)
    run("assess", "review", name, "--by", "bo", "--db", db, *NOW)
    run("assess", "publish", name, "--by", "ana", "--db", db, *NOW)
    assert "is no key judgement of" in refusal(capsys, "assess", "resolve", name, "kj2", "true", "--by", "bo", "--db", db)
    run("assess", "resolve", name, "KJ1", "false", "--by", "bo", "--note", "court record", "--db", db, "--now", "2024-05-01")
    assert out(db)[0]["judgements"][0]["outcome"] is None
    assert out(db, ("--now", "2024-05-01"))[0]["judgements"][0]["outcome"] is False
    assert "proved false" in run("show", name, "--db", db)


def test_search_gives_citations_that_lead_to_what_was_found(db, bomb, tmp_path):
    name = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    found = lines("search", "bus", "terminal", "--db", db)
    kinds = {one["kind"] for one in found}
    assert kinds == {"st", "in", "ac", "do", "as"}
    assert {"kind": "as", "id": name} == {key: one[key] for one in found if one["kind"] == "as" for key in ("kind", "id")}
    text = TEXT.format(cited=" ".join(one["citation"] for one in found if one["kind"] != "as"))
    path = write(tmp_path, text=text.replace("{", "{{"), name="all.md")
    assert run("assess", "lint", path, "--db", db) == "nothing is wrong with it\n"
    assert f"[[in:{bomb['id']}]]\n" in run("search", "quetta bus", "--db", db)
    assert lines("search", '"terminal bus"', "--db", db) == []
    assert run("search", "!!", "--db", db) == "nothing found\n"
    folded = {one["id"] for one in lines("search", "BUS TÉRMINAL", "--db", db)}
    assert folded == {one["id"] for one in found}
    killed = {one["where"].split(" · ", 2)[2] for one in lines("search", "killing 22 wounding", "--db", db) if one["kind"] == "st"}
    assert killed
    assert all(re.fullmatch(r"killed 22 \[..\], disputed · injured more than 50 \[..\], single", one) for one in killed)
    denied = [one["words"] for one in lines("search", "planted the bomb", "--db", db) if one["kind"] == "st"]
    assert [one for one in denied if one.startswith("denies: “it had planted the bomb")]


def test_proposals_are_found_and_cited(db, tmp_path):
    proposal = json.loads(run("report", "--json", "--db", db, *NOW))["proposals"][0]
    word = max(proposal["text"].split(), key=len).strip(".,")
    assert f"[[pr:{proposal['id']}]]" in run("search", word, "--db", db)
    path = write(tmp_path, f"[[pr:{proposal['id']}]]")
    # That somebody is against it is worth a warning, no more.
    opposed = sum(one["stance"] == "opposes" for one in proposal["positions"])
    said = run("assess", "lint", path, "--db", db)
    assert said.endswith(f": opposed by {opposed}\n") if opposed else said == "nothing is wrong with it\n"


def test_an_assessment_that_is_withdrawn_makes_what_cites_it_stale(db, bomb, tmp_path):
    first = begin(db, write(tmp_path, f"[[in:{bomb['id']}]]"))
    run("assess", "review", first, "--by", "bo", "--db", db, *NOW)
    run("assess", "publish", first, "--by", "ana", "--db", db, *NOW)
    second = begin(db, write(tmp_path, f"[[as:{first}]]", name="b.md"), by="di")
    assert lines("assess", "list", "--db", db)[1]["stale"] == []
    run("assess", "withdraw", first, "--by", "ana", "--note", "wrong", "--db", db, *NOW)
    assert lines("assess", "list", "--db", db)[1]["stale"] == [{"target": f"[[as:{first}]]", "why": "was withdrawn"}]
    assert "was withdrawn" in run("show", second, "--db", db)
