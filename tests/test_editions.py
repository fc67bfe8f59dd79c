"""Editions over a store: what an edition is about, that it is kept as it went out, and what becomes of it when things are taken down."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sitrep.config import Settings
from sitrep.editions import Asked, checked, chosen_of, composed, published
from sitrep.errors import PublishError
from sitrep.pipeline import open_pipeline
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    Citation,
    CitationKind,
    EventType,
    Scope,
)
from sitrep.removing import remove
from sitrep.samples import folder
from sitrep.selection import Selection

NOW = datetime(2024, 3, 10, 12, tzinfo=UTC)


def asked(**fields):
    """What an edition is asked to be, by the fields of its scope."""
    scope = Scope(**fields)
    return Asked(scope=scope, selection=Selection(area=scope.area, types=scope.types, since=scope.since, until=scope.until))


def opened(path, now=NOW):
    return open_pipeline(path, now=now, settings=Settings(reader="rules"))


@pytest.fixture(scope="module")
def week(tmp_path_factory):
    """A database of the sample week."""
    path = tmp_path_factory.mktemp("week") / "sitrep.db"
    with opened(path) as pipeline:
        list(pipeline.run([str(folder())]))
    return path


@pytest.fixture
def desk(week, tmp_path):
    path = tmp_path / "sitrep.db"
    path.write_bytes(week.read_bytes())
    return path


@pytest.fixture(scope="module")
def whole(week):
    with open_pipeline(week, now=NOW, read_only=True) as pipeline:
        return pipeline.report(), {one.document.id: one for one in pipeline.store.readings(None)}


def test_the_sample_week_goes_out_without_a_fault(desk, tmp_path):
    with opened(desk) as pipeline:
        edition = published(pipeline, asked(title="The week"), tmp_path / "out")
        assert checked(pipeline, edition) == ()
        assert pipeline.store.editions() == [edition]
    assert len(edition.sentences) > 40
    assert all(one.references for one in edition.sentences)
    assert {one.name for one in (tmp_path / "out").iterdir()} == {"edition.html", "edition.css", "edition.json", ".sitrep-site"}


def test_what_fails_to_be_written_is_not_kept(desk, tmp_path):
    (tmp_path / "out").write_text("in the way", encoding="utf-8")
    with opened(desk) as pipeline:
        with pytest.raises(PublishError):
            published(pipeline, asked(), tmp_path / "out")
        assert pipeline.store.editions() == []


def test_the_same_again_is_kept_once_and_the_next_says_what_changed(desk, tmp_path):
    with opened(desk) as pipeline:
        first = published(pipeline, asked(area="Pakistan"), tmp_path / "out")
        assert published(pipeline, asked(area="Pakistan"), tmp_path / "out") == first
        assert len(pipeline.store.editions()) == 1
    with opened(desk, NOW + timedelta(days=1)) as pipeline:
        preview = published(pipeline, asked(area="pakistan", since="2024-03-07"), tmp_path / "out", keep=False)
        other = composed(pipeline, asked(area="Mali"))
        assert len(pipeline.store.editions()) == 1
    assert (first.previous, preview.previous, other.previous) == (None, first.id, None)
    [changes] = [one for one in preview.sections if one.name == "changes"]
    assert changes.heading == "What changed since the edition of 10 March 2024"
    assert all("lies outside what this edition is about" in one.text for one in changes.sentences)
    assert len(changes.sentences) > 1


def test_an_edition_is_compared_with_what_was_made_before_it(desk, tmp_path):
    with opened(desk, NOW + timedelta(days=1)) as pipeline:
        published(pipeline, asked(), tmp_path / "out")
    with opened(desk) as pipeline:
        assert composed(pipeline, asked()).previous is None


def test_a_kept_edition_says_what_no_longer_holds_and_loses_the_words_of_what_is_taken_down(desk, tmp_path):
    with opened(desk) as pipeline:
        edition = published(pipeline, asked(), tmp_path / "out")
        gone = next(one for one in edition.references if one.outlet == "Chiltan Gazette")
        mine = {at for at, one in enumerate(edition.references) if one.target == gone.target}
        words = [one.text for one in edition.sentences if mine.intersection(one.references)]
        assert words
        remove(pipeline, gone.target, reason="court order")
        [left] = pipeline.store.editions()
        assert left == edition.without({gone.target})
        assert {fault.why for fault in checked(pipeline, left)} >= {"the article is no longer kept, or was taken down"}
    assert not [word for word in words if word.encode() in desk.read_bytes()]
    with opened(desk, NOW + timedelta(days=1)) as pipeline:
        after = published(pipeline, asked(), tmp_path / "out")
        assert after.previous == edition.id
        assert checked(pipeline, after) == ()
        assert gone.target not in {one.target for one in after.references}


def test_rebuilding_keeps_editions(desk, tmp_path):
    with opened(desk) as pipeline:
        edition = published(pipeline, asked(), tmp_path / "out")
        list(pipeline.rebuild())
        assert pipeline.store.editions() == [edition]
        assert checked(pipeline, edition) == ()


# What an edition is about


def chosen(whole, **fields):
    report, readings = whole
    return chosen_of(report, readings, asked(**fields))


def test_area_type_and_period_choose_incidents_as_reports_do(whole):
    found = chosen(whole, area="Pakistan", types=(EventType.ASSAULT,), since="2024-03-06", until="2024-03-07")
    assert found.incidents
    assert {(one.place.country, one.type) for one in found.incidents} == {("PAK", EventType.ASSAULT)}
    assert all("2024-03-06" <= one.start[:10] <= "2024-03-07" for one in found.incidents)
    assert len(found.incidents) < len(whole[0].incidents)


def test_topics_choose_by_all_the_words_of_one_of_them(whole):
    found = {one.title for one in chosen(whole, topics=("CROSSING torkham", "ambush")).incidents}
    assert "Torkham crossing to reopen on Sunday" in found
    assert "Five soldiers killed in ambush near Zhob" in found
    assert not {one.title for one in chosen(whole, topics=("crossing bamako",)).incidents}
    assert not chosen(whole, topics=("cross",)).incidents


def test_proposals_go_with_the_incidents_of_their_documents_or_by_their_words(whole):
    report, _ = whole
    everything = chosen(whole)
    assert everything.proposals == report.proposals
    mali = chosen(whole, area="Mali")
    documents = {told.document for one in mali.incidents for told in one.reports}
    assert all(any(held.document in documents for held in one.positions) for one in mali.proposals)
    assert len(mali.proposals) < len(report.proposals)
    words = report.proposals[0].text.split()[0]
    assert report.proposals[0] in chosen(whole, topics=(words,)).proposals
    assert chosen(whole, until="2000-01-01").proposals == ()


def judged(name, **fields):
    values = {
        "id": name, "title": "Zarzuela", "by": "Ada Orr", "status": AssessmentStatus.PUBLISHED, "draft": f"draft-{name}", "number": 1,
        "created": NOW, "changed": NOW, "published": NOW, "body": "",
    }  # fmt: skip
    return Assessment(**(values | fields))


def test_assessments_are_chosen_by_area_topic_title_and_what_they_cite(whole):
    report, readings = whole
    incident = next(one for one in report.incidents if one.place and one.place.country == "PAK")
    citation = Citation(kind=CitationKind.ACCOUNT, target=f"{incident.id}/killed/5", start=0, end=1)
    old = NOW - timedelta(days=60)
    report = replace(
        report,
        assessments=(
            judged("here", area="Pakistani"),
            judged("elsewhere", area="Mali"),
            judged("topic", topics=("the Torkham crossing",)),
            judged("titled", title="The crossing at Torkham"),
            judged("cites", citations=(citation,)),
            judged("old", area="Pakistan", published=old),
        ),
    )

    def names(**fields):
        return [one.id for one in chosen_of(report, readings, asked(**fields)).assessments]

    assert names(area="Pakistan") == ["here", "cites", "old"]
    assert names(topics=("torkham crossing",)) == ["topic", "titled"]
    assert names() == [one.id for one in report.assessments]
    assert names(since="2024-03-01") == ["here", "elsewhere", "topic", "titled", "cites"]
    assert names(area="Pakistan", until="2024-02-01") == ["old"]
