import pytest

from sitrep.batch import SMALL, map_records


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
