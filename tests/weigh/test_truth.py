import random
from itertools import chain, count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import WeighError
from sitrep.weigh import read_claims, truth
from sitrep.weigh.table import MOST_CLAIMS

CLAIMS = st.lists(st.tuples(*(st.sampled_from(letters) for letters in ("abcdef", "xyz", "123"))), max_size=60)


def simulated(seed: int, accuracies: list[float], copiers: int, items: int = 200) -> tuple[list[tuple[str, str, str]], dict[str, str]]:
    """Claims of sources of known accuracy, the last of whom `copiers` others copy, and what is true."""
    chance = random.Random(seed)
    right = {f"i{number:03}": str(chance.randrange(100)) for number in range(items)}
    claims = []
    for number, accuracy in enumerate(accuracies):
        said = {item: value if chance.random() < accuracy else f"wrong {chance.randrange(8)}" for item, value in right.items()}
        claims += [(f"s{number}", item, value) for item, value in said.items()]
        if number == len(accuracies) - 1:
            for copier in range(copiers):
                kept = {item: value if chance.random() < 0.95 else right[item] for item, value in said.items()}
                claims += [(f"copier{copier}", item, value) for item, value in kept.items()]
    return claims, right


def accuracy(claims: list[tuple[str, str, str]], right: dict[str, str]) -> float:
    chosen = {item["item"]: item["value"] for item in truth(claims)["items"]}
    return sum(chosen[item] == value for item, value in right.items()) / len(right)


def test_copies_of_a_bad_source_do_not_outvote_good_ones() -> None:
    claims, right = simulated(1, [0.8, 0.8, 0.75, 0.7, 0.3], copiers=6)
    assert accuracy(claims, right) > 0.9
    copies = {source["source"]: source["copies"] for source in truth(claims)["sources"]}
    assert all(any(copy["probability"] >= 0.5 for copy in [*copies[f"copier{number}"], *copies["s4"]]) for number in range(6))
    assert not [copy for copy in copies["s0"] if copy["probability"] >= 0.5]


def test_independent_sources_are_not_called_copiers() -> None:
    claims, right = simulated(2, [0.9, 0.8, 0.7, 0.6, 0.8, 0.5], copiers=0)
    assert accuracy(claims, right) > 0.95
    assert not [copy for source in truth(claims)["sources"] for copy in source["copies"] if copy["probability"] >= 0.5]


def test_a_better_source_is_held_more_reliable() -> None:
    claims, _ = simulated(3, [0.95, 0.9, 0.9, 0.4], copiers=0)
    reliability = {source["source"]: source["reliability"] for source in truth(claims)["sources"]}
    assert reliability["s0"] > 0.85
    assert reliability["s3"] < 0.6


def test_no_claims_one_source_and_all_equal_have_answers() -> None:
    assert truth([]) == {"items": [], "sources": []}
    one = truth([("a", "x", "1")])
    assert (one["items"][0]["value"], one["items"][0]["alternatives"]) == ("1", [])
    assert 0 < one["items"][0]["credibility"] <= 1
    tied = truth([("a", "x", "1"), ("b", "x", "2")])
    assert tied["items"][0]["value"] == "1"
    assert tied["items"][0]["credibility"] == tied["items"][0]["alternatives"][0]["credibility"]


def test_a_thousand_sources_that_say_the_same_stay_finite() -> None:
    found = truth([(f"s{number}", "x", "1") for number in range(1000)])
    assert found["items"][0]["credibility"] == 1.0


def test_one_source_only_is_believed_with_what_is_assumed_of_anybody() -> None:
    found = truth([("a", f"item {number:02}", str(number)) for number in range(50)])
    assert [item["value"] for item in found["items"]] == [str(number) for number in range(50)]
    [credibility] = {item["credibility"] for item in found["items"]}
    assert 0.5 < credibility < 1
    assert [source["copies"] for source in found["sources"]] == [[]]


def test_sources_that_are_all_the_same_are_as_reliable_as_each_other() -> None:
    found = truth([(f"s{source}", f"i{item}", str(item)) for source in range(6) for item in range(20)])
    assert len({source["reliability"] for source in found["sources"]}) == 1
    assert {item["value"] for item in found["items"]} == {str(item) for item in range(20)}


@pytest.mark.parametrize("value", ["0", "-1", "1000000000"])
def test_numbers_are_values_like_any_other(value: str) -> None:
    [item] = truth([("a", "dead", value), ("b", "dead", value), ("c", "dead", "12")])["items"]
    assert (item["value"], item["alternatives"][0]["value"]) == (value, "12")


def test_more_rows_than_fit_are_refused_as_they_are_read() -> None:
    read = count()
    rows = (f"s{number % 3},i{number},1\n" for number in read)
    with pytest.raises(WeighError, match=r"claims\.csv:1000002: there are more than 1,000,000 rows") as raised:
        read_claims(chain(["source,item,value\n"], rows), "claims.csv")
    assert "\n" not in str(raised.value)
    assert next(read) == MOST_CLAIMS + 1


@given(CLAIMS, st.randoms(use_true_random=False))
def test_order_and_repetition_change_nothing_and_every_item_has_one_answer(
    claims: list[tuple[str, str, str]], chance: random.Random
) -> None:
    first = truth(claims)
    again = [*claims, *claims[:3]]
    chance.shuffle(again)
    assert truth(again) == first
    assert [item["item"] for item in first["items"]] == sorted({item for _, item, _ in claims})
    assert all(0 <= item["credibility"] <= 1 for item in first["items"])
    assert all(0 < source["reliability"] < 1 for source in first["sources"])


def test_claims_are_read_from_a_table() -> None:
    lines = ["\ufeffsource,item,value,note\n", 'a, x ,"1, or so",n\n', "b,x,2,\n"]
    assert read_claims(lines) == [("a", "x", "1, or so"), ("b", "x", "2")]
    assert read_claims(["source,item,value\n"]) == []


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ([], "no column source, item, value"),
        (["source,value\n", "a,1\n"], "no column item"),
        (["source,item,value\n", "a,x\n"], "no value"),
        (["source,item,value\n", "a,,1\n"], "no item"),
        (["source,item,value\n", 'a,"x,1\n'], "broken"),
    ],
)
def test_broken_tables_are_refused_in_one_line(lines: list[str], said: str) -> None:
    with pytest.raises(WeighError) as raised:
        read_claims(lines, "claims.csv")
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)
    assert str(raised.value).startswith("claims.csv")
