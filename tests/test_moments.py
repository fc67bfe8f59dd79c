"""Dates of different precision in order."""

import random

import pytest

from sitrep.records.moments import in_order, may_be_one, stretch

DATES = [
    None,
    "2024",
    "2024-03",
    "2024-03-09",
    "2024-03-10",
    "2024-03-10T00:30:00+05:00",
    "2024-03-10T08:00:00Z",
    "2024-03-10T23:59:59-08:00",
    "2024-03-11",
    "2024-03-11T01:00:00+00:00",
    "0001-01-01T00:00:00+14:00",
    "no date",
]


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["2024-03-10T08:00:00Z", "2024-03-10"], [0, 1]),  # a bare day is the whole day: what arrived later is later
        (["2024-03-10", "2024-03-10T08:00:00Z"], [0, 1]),
        (["2024-03-11", "2024-03-10T08:00:00Z"], [1, 0]),
        (["2024-03-11T01:00:00+05:00", "2024-03-10T21:00:00Z"], [0, 1]),  # 20:00 and 21:00 UTC
        (["2024-03-10T21:00:00Z", "2024-03-11T01:00:00+05:00"], [1, 0]),
        (["2024-03-10T09:00:00Z", "2024-03-10", "2024-03-10T08:00:00Z"], [1, 2, 0]),
        (["2024-03", "2024-03-10", "2024-02-01"], [2, 0, 1]),
        ([None, "2024-03-10", None], [0, 1, 2]),
        ([], []),
    ],
)
def test_dates_are_put_in_order_as_far_as_they_tell_and_then_by_arrival(dates, order):
    assert in_order(dates) == order


@pytest.mark.parametrize("seed", range(50))
def test_no_date_comes_before_one_that_is_over_when_it_begins(seed):
    chance = random.Random(seed)
    dates = [chance.choice(DATES) for _ in range(chance.randint(0, 9))]
    order = in_order(dates)
    assert sorted(order) == list(range(len(dates)))
    for at, place in enumerate(order):
        for later in order[at + 1 :]:
            one, other = stretch(dates[place]), stretch(dates[later])
            assert not (one and other and other[1] < one[0])
    # The same again: what is in order stays so.
    assert in_order([dates[place] for place in order]) == list(range(len(dates)))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2024-03-10T08:00:00+00:00", "2024-03-10T13:00:00+05:00", True),
        ("2024-03-10T08:00:00Z", "2024-03-10T08:00:01Z", False),
        ("2024-03-10", "2024-03-10T08:00:00Z", True),
        ("2024-03-10", "2024-03-11T02:00:00+05:00", True),
        ("2024-03-10", "2024-03-11T05:00:00+05:00", False),
        ("2024-03-10", None, False),
        (None, None, True),
    ],
)
def test_dates_that_may_mean_one_moment(first, second, same):
    assert may_be_one(first, second) is may_be_one(second, first) is same
