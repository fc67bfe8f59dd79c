"""Positions by rule, as the reader by rule gives them."""

import pytest

import sitrep
from sitrep.read import stances
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


def test_an_assent_with_an_if_is_conditional_too():
    (one,) = positions("The carters would back the plan for a toll if drivers had a seat on its board.")
    assert (one.stance, one.proposal) == (Stance.SUPPORTS_IF, "the plan for a toll")
    assert [ground.text for ground in one.grounds] == ["if drivers had a seat on its board"]


def test_the_next_sentence_is_the_ground_of_a_refusal_without_one():
    (one,) = positions("Opening the old gate is a mistake. The river takes the road every spring.")
    assert [ground.text for ground in one.grounds] == ["The river takes the road every spring"]


def test_the_proposal_last_spoken_of_is_meant():
    found = positions("The council should open the old gate. The carters rejected the idea.")
    assert found[1].proposal == found[0].proposal


@pytest.mark.parametrize("text", ["The militia supported the army in the valley.", "He backed out of the yard.", "Why should we pay?"])
def test_no_stand_on_anything(text):
    assert positions(text) == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The envoy said that the League should open its archive.", "the League should open its archive"),
        ("But the League should open its archive.", "the League should open its archive"),
        ("The Governor would have the state buy the mill for a museum.", "the state buy the mill for a museum"),
        ("“Let the Danes hold the deposit,” urged Ann Lee.", "the Danes hold the deposit"),
        ("Part of the answer is to pay the ferrymen.", "pay the ferrymen"),
        ("Bo Berg proposed a toll on the bridge.", "a toll on the bridge"),
    ],
)
def test_what_is_proposed_stands_without_its_frame(text, words):
    (one,) = positions(text)
    assert (one.stance, one.proposal) == (Stance.PROPOSES, words)


@pytest.mark.parametrize(
    "text",
    [
        "The inquiry should take a year.",
        "The mill must have burned before dawn.",
        "A pact without Zorvania risks a quarrel with Ulm or must otherwise leave the ford alone.",
        "It was chosen by the officers who must make it work.",
        "This note asks whether the League should open its archive.",
        "The staff used to think that the League should open its archive.",
        "The next one is taking notes.",
    ],
)
def test_what_is_expected_or_asked_is_no_stand(text):
    assert [one for one in positions(text) if "archive" in one.proposal or one.stance is Stance.PROPOSES] == []


@pytest.mark.parametrize(
    ("answer", "stance", "who"),
    [
        ("I cannot follow him.", Stance.OPPOSES, None),
        ("Ann Lee rejected it because the town had paid already.", Stance.OPPOSES, "Ann Lee"),
        ("She is against it.", Stance.OPPOSES, "She"),
        ("The ferrymen are all for it.", Stance.SUPPORTS, "The ferrymen"),
        ("It is hard to see how any ferryman would pay.", Stance.OPPOSES, None),
        ("This idea is a non-starter for a town of six drivers.", Stance.OPPOSES, None),
    ],
)
def test_an_answer_without_its_own_words_is_on_the_proposal_before_it(answer, stance, who):
    first, second = positions(f"Bo Berg proposed a toll on the bridge. {answer}")
    assert (second.proposal, second.proposal_spans) == (first.proposal, first.proposal_spans)
    assert (second.stance, holder(second)) == (stance, who)


def test_an_answer_to_nothing_is_none():
    assert positions("She is against it. It is hard to see how. I cannot follow him.") == ()


def test_a_verdict_after_an_alternative_is_on_the_alternative():
    found = positions(
        "Bo Berg proposed a toll on the bridge. One option would be to tax the boats. But even this idea is fraught with risks."
    )
    assert [one.stance for one in found] == [Stance.PROPOSES, Stance.ALTERNATIVE, Stance.OPPOSES]
    assert found[2].proposal == found[1].proposal


@pytest.mark.parametrize(
    ("text", "grounds"),
    [
        ("Since the ferry is slow, why not build a bridge?", ["the ferry is slow"]),
        ("To spare the ferrymen, the town should build a bridge.", ["To spare the ferrymen"]),
        ("The town should build a bridge. It would cost less than the ferry.", ["It would cost less than the ferry"]),
        ("The town should build a bridge. The ferry is blue.", []),
        ("His plan was bold: the town should build a bridge.", []),
    ],
)
def test_grounds_before_and_after(text, grounds):
    (one,) = positions(text)
    assert [ground.text for ground in one.grounds] == grounds


@pytest.mark.parametrize("pattern", list(stances.NEEDED), ids=["verdict", "should"])
def test_words_that_a_pattern_needs_stand_wherever_it_fits(pattern):
    texts = [
        "Opening the old gate is a non-starter for the millers of the valley.",
        "The new weir remains out of the question.",
        "“The council would be wise to open the old gate,” she said.",
        "The council ought to open the old gate.",
        "The old gate is shut.",
        "Should they open it?",
        "They must.",
    ]
    found = [pattern.search(text) for text in texts]
    assert any(found)
    assert not all(found)
    assert [match and match.span() for match in found] == [(match := stances.search(pattern, text)) and match.span() for text in texts]
