"""Positions by rule, as the reader by rule gives them."""

import pytest

import sitrep
from sitrep.records import Stance


def positions(text):
    return sitrep.read(text, published="2024-03-06", reader="rules").positions


def holder(position):
    if position.holder is None:
        return None
    return position.holder.name or position.holder.source.text


@pytest.mark.parametrize(
    ("text", "stance", "who", "words"),
    [
        ("The council should open the old gate on market days.", Stance.PROPOSES, None, "open the old gate"),
        ("Opening the old gate is a non-starter.", Stance.OPPOSES, None, "Opening the old gate"),
        ("Better to build a second bridge below the weir.", Stance.ALTERNATIVE, None, "build a second bridge"),
        ("The millers oppose nothing. The carters rejected the plan to open the old gate.", Stance.OPPOSES, "The carters", "plan to open"),
        ("The carters backed the plan to open the old gate.", Stance.SUPPORTS, "The carters", "plan to open"),
    ],
)
def test_stances(text, stance, who, words):
    found = [one for one in positions(text) if one.stance is stance]
    assert len(found) == 1
    assert words in found[0].proposal
    assert holder(found[0]) == who


def test_a_condition_makes_support_conditional_and_is_its_ground():
    (one,) = positions("The carters would back the plan for a toll only if the road was mended.")
    assert one.stance is Stance.SUPPORTS_IF
    assert one.grounds[0].text.startswith("only if the road")


def test_the_next_sentence_is_the_ground_of_a_refusal_without_one():
    (one,) = positions("Opening the old gate is a mistake. The river takes the road every spring.")
    assert [ground.text for ground in one.grounds] == ["The river takes the road every spring"]


def test_the_proposal_last_spoken_of_is_meant():
    found = positions("The council should open the old gate. The carters rejected the idea.")
    assert found[1].proposal == found[0].proposal


@pytest.mark.parametrize("text", ["The militia supported the army in the valley.", "He backed out of the yard.", "Why should we pay?"])
def test_no_stand_on_anything(text):
    assert positions(text) == ()
