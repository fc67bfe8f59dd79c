"""Weighing what changed, through the store: the same as weighing everything, within what is documented."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

import sitrep
from sitrep import weigh, weighing
from sitrep.config import Settings
from sitrep.pipeline import open_pipeline
from sitrep.samples import folder

NOW = datetime(2024, 3, 7, tzinfo=UTC)
INPUTS = sorted(str(path) for path in folder().iterdir() if path.is_file())


def graded(report):
    return {
        (incident.id, claim.attribute, account.value): account.grade
        for incident in report.incidents
        for claim in incident.claims
        for account in claim.accounts
    }


@pytest.fixture(scope="module")
def piecemeal(tmp_path_factory):
    """A store into which the sample week came input by input, weighed after each."""
    path = tmp_path_factory.mktemp("week") / "week.db"
    with sitrep.open(str(path), now=NOW) as pipeline:
        for one in INPUTS:
            list(pipeline.run([one]))
    return path


@pytest.fixture
def week(piecemeal, tmp_path):
    path = tmp_path / "week.db"
    path.write_bytes(piecemeal.read_bytes())
    return path


def test_what_was_weighed_piece_by_piece_is_as_if_all_had_been(week):
    with sitrep.open(str(week), now=NOW) as pipeline:
        before = pipeline.report()
        pipeline.weigh()
        assert pipeline.report() == before


def test_what_did_not_change_is_not_weighed(week):
    with sitrep.open(str(week), now=NOW) as pipeline:
        assert pipeline.weigh(everything=False).line == "0 accounts, 0 sources and 0 outlets graded"
        some = next(incident for incident in pipeline.store.incidents() if incident.claims)
        pipeline.store.put_incidents([replace(some, title="another")])
        accounts = sum(len(claim.accounts) for claim in some.claims)
        assert pipeline.weigh(everything=False).line.startswith(f"{accounts} accounts, ")


def test_letters_given_anew_are_as_if_everything_had_been_graded_anew(week):
    with sitrep.open(str(week), now=NOW) as pipeline:
        readings = {one.document.id: one for one in pipeline.store.readings()}
        kinds = {kind: pipeline.store.grades(kind) for kind in ("source", "outlet")}
        seen = set()
        for letter in "ACEF":
            sources, outlets = (
                {one.name: replace(one, reliability=letter, why=(f"for {letter}", "smoothed")) for one in kinds[kind][number:]}
                for number, kind in enumerate(kinds)
            )
            for one in pipeline.store.incidents():
                again = weigh.relettered(one, sources, outlets)
                assert again == weigh.regraded(one, readings, sources, outlets)
                seen |= {account.grade for claim in again.claims for account in claim.accounts}
            assert weigh.relettered(again, sources, outlets) is again
    assert {"F1", "F2", "A1"} <= seen


def test_a_grade_follows_its_letter_however_far_the_sentences_lag(tmp_path, monkeypatch):
    monkeypatch.setattr(weighing, "LATEST", 0)
    with sitrep.open(str(tmp_path / "week.db"), now=NOW) as pipeline:
        for one in INPUTS:
            list(pipeline.run([one]))
        before = pipeline.report()
        pipeline.weigh()
        after = pipeline.report()
    assert graded(after) == graded(before)
    assert (after.sources, after.outlets) == (before.sources, before.outlets)


def test_rules_of_grading_that_change_let_everything_be_weighed(week, monkeypatch):
    monkeypatch.setattr(weigh, "MADE_BY", "weigh@other")
    with sitrep.open(str(week), now=NOW) as pipeline:
        assert "0 accounts" not in pipeline.weigh(everything=False).line
        assert pipeline.weigh(everything=False).line == "0 accounts, 0 sources and 0 outlets graded"


def test_letters_of_the_desk_that_change_let_everything_be_weighed(week, tmp_path):
    letters = tmp_path / "letters.tsv"
    letters.write_text("Halyard News Agency\tB\ttwenty years on this desk\n", encoding="utf-8")
    with open_pipeline(week, now=NOW, settings=Settings(letters=str(letters))) as pipeline:
        assert "0 accounts" not in pipeline.weigh(everything=False).line
        assert pipeline.weigh(everything=False).line == "0 accounts, 0 sources and 0 outlets graded"
        assert next(one for one in pipeline.store.grades("outlet") if one.name == "Halyard News Agency").set_by == "desk"
