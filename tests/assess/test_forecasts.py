"""The record of forecasts against figures worked out by hand, and laws that hold for any."""

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.assess.calibration import plot
from sitrep.assess.forecasts import ForecastState, forecasts, probability, record, score, wilson
from sitrep.codec import to_json
from sitrep.records import Assessment, AssessmentStatus, KeyJudgement, Likelihood

NOW = datetime(2024, 6, 15, tzinfo=UTC)


def assessment(key, *judgements, by="Ana", desk="east", status=AssessmentStatus.PUBLISHED, number=1):
    return Assessment(
        id=key,
        title=key,
        by=by,
        status=status,
        draft=f"d-{key}",
        number=number,
        created=NOW,
        changed=NOW,
        body="",
        desk=desk,
        judgements=judgements,
    )


def judged(key, likelihood, outcome=None, due="2024-06-01"):
    return KeyJudgement(id=key, text=f"{key} will happen", likelihood=likelihood, due=due, outcome=outcome)


def test_a_term_is_the_middle_of_its_range():
    assert [probability(one) for one in Likelihood] == pytest.approx([0.03, 0.125, 0.325, 0.5, 0.675, 0.875, 0.97])


def test_scores_by_hand():
    made = forecasts([assessment("a", judged("kj1", Likelihood.LIKELY, True), judged("kj2", Likelihood.LIKELY, False))], NOW)
    found = record(made).overall
    assert found.brier == pytest.approx((0.325**2 + 0.675**2) / 2)
    assert (found.reliability, found.resolution, found.uncertainty) == pytest.approx(((0.675 - 0.5) ** 2, 0, 0.25))
    assert [(one.count, one.observed) for one in found.bins] == [(2, 0.5)]


def test_even_chances_earn_a_quarter_whatever_comes():
    for outcome in (True, False):
        made = forecasts([assessment("a", judged("kj1", Likelihood.ROUGHLY_EVEN_CHANCE, outcome))], NOW)
        assert record(made).overall.brier == 0.25


def test_open_overdue_and_what_is_no_forecast():
    made = forecasts(
        [
            assessment(
                "a",
                judged("kj1", Likelihood.LIKELY),
                judged("kj2", Likelihood.LIKELY, due="2024-06-15"),
                judged("kj3", Likelihood.LIKELY, due="2024-06"),
                judged("kj4", Likelihood.LIKELY, due="2024-05"),
                judged("kj5", None),
                judged("kj6", Likelihood.LIKELY, due=None),
                judged("kj7", Likelihood.LIKELY, True, due=None),
            ),
            assessment("b", judged("kj1", Likelihood.LIKELY, True), status=AssessmentStatus.DRAFT),
        ],
        NOW,
    )
    assert {one.judgement: one.state for one in made} == {
        "kj1": ForecastState.OVERDUE,
        "kj2": ForecastState.OPEN,
        "kj3": ForecastState.OPEN,
        "kj4": ForecastState.OVERDUE,
        "kj7": ForecastState.RESOLVED,
    }
    found = record(made).overall
    assert (found.resolved, found.open, found.overdue) == (1, 2, 2)


def test_a_withdrawn_forecast_counts_and_of_two_states_the_last():
    gone = assessment("a", judged("kj1", Likelihood.ALMOST_CERTAIN, False), status=AssessmentStatus.WITHDRAWN)
    first = assessment("b", judged("kj1", Likelihood.LIKELY))
    second = assessment("b", judged("kj1", Likelihood.LIKELY, True), number=2)
    assert [one.outcome for one in forecasts([gone, second, first], NOW)] == [False, True]


def test_each_analyst_and_desk():
    made = forecasts(
        [
            assessment("a", judged("kj1", Likelihood.VERY_LIKELY, True), by="Ana"),
            assessment("b", judged("kj1", Likelihood.VERY_LIKELY, False), by="Bo", desk=None),
        ],
        NOW,
    )
    found = record(made)
    assert [(one.name, one.brier) for one in found.analysts] == [("Ana", pytest.approx(0.125**2)), ("Bo", pytest.approx(0.875**2))]
    assert [one.name for one in found.desks] == ["east", "no desk"]


def test_nothing_resolved_has_no_score():
    found = record(())
    assert (found.overall.brier, found.overall.bins, found.analysts) == (None, (), ())
    assert "No forecast is resolved." in plot(found.overall)


DRAWN = st.lists(st.tuples(st.sampled_from(list(Likelihood)), st.booleans()), min_size=1, max_size=60)


@given(DRAWN)
def test_murphys_parts_sum_to_the_score(drawn):
    made = forecasts([assessment("a", *(judged(f"kj{at}", *one) for at, one in enumerate(drawn)))], NOW)
    found = score("all", made)
    assert found.brier == pytest.approx(found.reliability - found.resolution + found.uncertainty)
    assert 0 <= found.brier <= 1
    for one in found.bins:
        assert 0 <= one.low <= one.observed + 1e-9
        assert one.observed - 1e-9 <= one.high <= 1
    assert to_json(record(made))["overall"]["resolved"] == len(drawn)


def test_wilsons_interval():
    assert wilson(0.5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert wilson(0.0, 0) == (0.0, 1.0)


def test_the_plot_is_xml_says_itself_in_words_and_escapes_names():
    made = forecasts([assessment("a", judged("kj1", Likelihood.LIKELY, True))], NOW)
    drawn = plot(score("<b>Ana & co", made))
    root = ElementTree.fromstring(drawn)
    assert root.get("role") == "img"
    space = "{http://www.w3.org/2000/svg}"
    assert root.find(f"{space}title").text == "Calibration: <b>Ana & co"
    assert root.find(f"{space}desc").text == "Likely (68%): 1 of 1 came true, 100% (interval 21% to 100%)."
    assert len(root.findall(f".//{space}circle")) == 1
    assert "prefers-color-scheme:dark" in drawn
