import os

import pytest

from sitrep.batch import SMALL, UNDER_WAY, map_records, map_some


def double(numbers):
    return [2 * number for number in numbers]


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("count", [0, 1, SMALL - 1, SMALL, 5 * SMALL + 3])
def test_results_keep_their_order(workers, count):
    assert list(map_records(double, range(count), workers=workers)) == [2 * number for number in range(count)]


def test_a_stream_is_taken_up_as_it_is_used():
    taken = []

    def numbers():
        for number in range(100 * SMALL):
            taken.append(number)
            yield number

    results = map_records(double, numbers(), workers=2)
    assert next(results) == 0
    assert len(taken) < 20 * SMALL
    results.close()


def place_of(number):
    return number, os.getpid()


@pytest.mark.parametrize("workers", [1, 2])
def test_some_are_spread_and_all_keep_their_order(workers):
    count = 4 * SMALL
    found = list(map_some(place_of, range(count), wanted=lambda number: number % 2 == 0, weight=lambda _: 1, workers=workers))
    assert [(item, result[0]) for item, result in found] == [(number, number) for number in range(count)]
    away = {item for item, result in found if result[1] != os.getpid()}
    assert away == (set() if workers == 1 else set(range(2 * SMALL, count, 2)))


def test_what_is_under_way_is_bounded_in_number_and_weight():
    taken = []

    def numbers():
        for number in range(20 * SMALL):
            taken.append(number)
            yield number

    for weight, most in ((1, 2 * UNDER_WAY), (2**30, 1)):
        taken.clear()
        results = map_some(place_of, numbers(), wanted=lambda _: True, weight=lambda _, weight=weight: weight, workers=2)
        for _ in range(3 * SMALL):
            next(results)
        assert len(taken) <= 3 * SMALL + most
        results.close()
