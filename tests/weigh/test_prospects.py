"""What would change a digit is what the rule says, tried out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_grades import grades, incident, setting

from sitrep.records import State
from sitrep.weigh import weigh
from sitrep.weigh.credibility import credibility
from sitrep.weigh.prospects import MOST, prospects
from sitrep.weigh.standing import standings

POLICE, MAYOR, UNION = ("A", "police", 20, 20), ("B", "the mayor", 20, 20), ("C", "the union", 44, 44)


def would(*given, state, attribute="killed"):
    (found,), _, _ = weigh([incident("i", *given, state=state, attribute=attribute)], {})
    return [account.would_change for account in found.claims[0].accounts]


def test_a_single_origin_needs_a_second_and_one_with_a_name_to_be_confirmed():
    assert would(POLICE, state=State.SINGLE) == [
        (
            "One more independent origin that gives the same would make it 2",
            "One more independent origin, known by name, that gives the same, would make it 1",
        )
    ]
    assert grades(POLICE, ("B", None, 20, 20), state=State.AGREED)[0][1] == "2"
    assert grades(POLICE, MAYOR, state=State.AGREED)[0][1] == "1"


def test_what_stands_against_an_account_is_named():
    first, _ = would(POLICE, MAYOR, UNION, state=State.DISPUTED)
    assert first == ("The account of the union, if it were withdrawn, would make it 1",)
    assert grades(POLICE, MAYOR, state=State.AGREED)[0][1] == "1"


def test_a_denial_is_called_one():
    made = incident(
        "i", ("A", "police", 1, 1), ("B", "the mayor", 1, 1), ("C", "the Front", 2, 2), state=State.DENIED, attribute="perpetrator"
    )
    named = tuple(
        replace(account, value=value, low=None, high=None)
        for account, value in zip(made.claims[0].accounts, ("the Front", "not the Front"), strict=True)
    )
    (found,), _, _ = weigh([replace(made, claims=(replace(made.claims[0], accounts=named),))], {})
    assert found.claims[0].accounts[0].would_change == ("The denial of the Front, if it were withdrawn, would make it 1",)


def test_what_is_confirmed_can_be_contradicted():
    assert would(POLICE, MAYOR, state=State.AGREED) == [("One independent origin that contradicts it would make it 2",)]


def test_those_in_their_own_voice_could_say_on_whose_word():
    assert would(("A", None, 20, 20), ("B", None, 20, 20), state=State.AGREED) == [
        ("Those who give it, if they said on whose word, would make it 1",)
    ]


def test_for_where_and_when_it_is_quoting_that_counts():
    (found,), _, _ = weigh([(made := setting("place", ("Torkham", False), ("Torkham", False)))[0]], made[1])
    assert found.claims[0].accounts[0].would_change == ("Those who give it, if they were quoted for it, would make it 1",)


ROWS = st.lists(
    st.tuples(
        st.sampled_from("ABCDE"), st.sampled_from([None, "police", "the mayor", "the union", "the Selm hospital"]), *[st.just(0)] * 2
    ),
    min_size=1,
    max_size=6,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])  # each example weighs anew, and machines are shared
@given(rows=ROWS, values=st.lists(st.integers(1, 60), min_size=6, max_size=6), state=st.sampled_from(list(State)))
def test_every_sentence_names_another_digit_and_good_ones_come_alone(rows, values, state):
    made = incident("i", *((outlet, source, value, value) for (outlet, source, *_), value in zip(rows, values, strict=False)), state=state)
    for standing in standings(made, made.claims[0]):
        digit, reasons = credibility(standing)
        told = prospects(standing, {origin.id: origin.label for origin in made.origins})
        new = [int(re.search(r"would make it (\d)$", sentence)[1]) for sentence in told]
        assert len(new) == len(set(new)) <= MOST
        assert all(other < digit for other in new) or (len(new) == 1 and digit in (1, 2) and digit < new[0] < 6)
        assert reasons


@pytest.mark.parametrize("count", [0, 1, 3])
def test_one_more_origin_does_what_the_sentence_says(count):
    """The sentence of the smallest step, held against the rule on an incident in which it has come true."""
    rivals = [(f"R{at}", f"rival {at}", 90, 90) for at in range(count)]
    state = State.DISPUTED if rivals else State.SINGLE
    (mine, *_) = would(POLICE, *rivals, state=state)
    promised = next((re.search(r"\d$", one)[0] for one in mine if one.startswith("One more independent origin that gives the same")), None)
    after = grades(POLICE, ("Z", None, 20, 20), *rivals, state=state if rivals else State.AGREED)[0][1]
    before = grades(POLICE, *rivals, state=state)[0][1]
    assert promised == (after if after < before else None)
