"""When an address is polled again, and how it is said to do."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from sitrep.records import Arrivals, Failure
from sitrep.schedule import Bounds, a_week, answered, failed, is_due, new, next_due, quiet_since, state

NOW = datetime(2026, 1, 2, 3, 4, tzinfo=UTC)
BOUNDS = Bounds(shortest=300, longest=7200)
FEED = new("https://daily.example/feed", NOW, BOUNDS)
MISSING = Failure(subject=FEED.address, reason="is not there (status 404)", status=404)


def test_a_new_address_is_due_at_once():
    assert is_due(FEED, NOW, BOUNDS)
    assert (FEED.interval, state(FEED, NOW)) == (900, "new")


def test_what_brings_news_is_polled_more_often_and_what_brings_none_less():
    busy = answered(FEED, NOW, 3, BOUNDS, 0.5)
    idle = answered(FEED, NOW, 0, BOUNDS, 0.5)
    assert (busy.interval, busy.due - NOW) == (450, timedelta(seconds=450))
    assert (idle.interval, idle.fresh, idle.good) == (1350, None, NOW)
    for _ in range(30):
        busy, idle = answered(busy, NOW, 1, BOUNDS, 0.5), answered(idle, NOW, 0, BOUNDS, 0.5)
    assert (busy.interval, idle.interval) == (300, 7200)


def test_failures_put_it_off_twice_as_long_each_time_up_to_a_day_and_are_forgotten_when_it_answers():
    one, pauses = FEED, []
    for _ in range(12):
        one = failed(one, NOW, MISSING, BOUNDS, 0.5)
        pauses.append(one.due - NOW)
    assert pauses[:3] == [timedelta(minutes=30), timedelta(minutes=60), timedelta(minutes=120)]
    assert pauses[-1] == timedelta(days=1)
    assert (one.failures, one.failing, state(one, NOW)) == (12, NOW, "failing")
    well = answered(one, NOW, 0, BOUNDS, 0.5)
    assert (well.error, well.failures, well.failing, state(well, NOW)) == (None, 0, None, "good")


def test_what_is_gone_for_good_is_never_due_unless_it_answers():
    gone = failed(FEED, NOW, replace(MISSING, status=410), BOUNDS, 0.5)
    for days in (-400, 0, 400):
        assert not is_due(gone, NOW + timedelta(days=days), BOUNDS)
        assert state(gone, NOW + timedelta(days=days)) == "gone"
    assert next_due([gone, FEED], NOW - timedelta(minutes=5)) == timedelta(minutes=5)
    assert (state(answered(gone, NOW, 0, BOUNDS, 0.5), NOW), failed(gone, NOW, MISSING, BOUNDS, 0.5).gone) == ("good", None)


@given(st.floats(0, 1), st.integers(0, 5), st.booleans())
def test_polls_are_spread_by_a_tenth_to_either_side(chance, documents, broken):
    one = failed(FEED, NOW, MISSING, BOUNDS, chance) if broken else answered(FEED, NOW, documents, BOUNDS, chance)
    pause = 2 * FEED.interval if broken else one.interval
    assert 0.9 * pause <= (one.due - NOW).total_seconds() <= 1.1 * pause


def test_a_clock_that_is_put_back_keeps_nothing_waiting():
    one = answered(FEED, NOW, 0, BOUNDS, 0.5)
    assert not is_due(one, NOW, BOUNDS)
    assert is_due(one, NOW - timedelta(days=300), BOUNDS)
    assert is_due(one, NOW + timedelta(days=300), BOUNDS)
    assert next_due([one], NOW + timedelta(days=300)) == timedelta()


def test_documents_a_week_are_of_the_last_four_weeks():
    assert a_week(FEED, NOW) is None
    day = timedelta(days=1)
    one = FEED
    for number in range(60):
        one = answered(one, NOW + number * day, 2, BOUNDS, 0.5)
    now = NOW + 59 * day
    assert 13 <= a_week(one, now) <= 15
    assert len(one.arrivals) == 29
    assert a_week(replace(one, arrivals=(Arrivals(day="2026-02-20", documents=4),)), now) == 1


def test_what_used_to_bring_news_and_brings_none_has_gone_quiet():
    day = timedelta(days=1)
    one = FEED
    for number in range(20):
        one = answered(one, NOW + number * day, 1, BOUNDS, 0.5)
    last = NOW + 19 * day
    assert quiet_since(one, last + 2 * day) is None
    assert quiet_since(one, last + 9 * day) == last
    assert state(answered(one, last + 9 * day, 0, BOUNDS, 0.5), last + 9 * day) == "quiet"
    dead = one
    for number in range(1, 80):
        dead = answered(dead, last + number * day, 0, BOUNDS, 0.5)
    assert (quiet_since(dead, last + 79 * day), state(dead, last + 79 * day)) == (last, "quiet")
    assert a_week(dead, last + 79 * day) == 0
    assert state(dead, last + 84 * day) == "left"
    seldom = answered(answered(FEED, NOW, 1, BOUNDS, 0.5), NOW + day, 1, BOUNDS, 0.5)
    assert quiet_since(seldom, NOW + 9 * day) is None
