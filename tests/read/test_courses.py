"""What can be a proposal, and what can be its ground."""

import pytest

from sitrep.read.courses import is_course, is_ground
from sitrep.records import Span


@pytest.mark.parametrize(
    "words",
    [
        "an authority needs a treaty, a treaty needs two sides that trust",
        "blood of all groups",
        "take them out of it",
        "stop it",
    ],
)
def test_things_general_truths_and_pointing_words_are_no_course(words):
    assert not is_course(words)


@pytest.mark.parametrize(
    "words",
    [
        "an embassy needs to close",
        "the border needs a treaty",
        "release of all prisoners",
        "withdrawal of all troops",
        "take the soldiers out of it",
        "put them on trial",
        "scanners at every gate",
        "a joint authority",
    ],
)
def test_courses_of_action_are(words):
    assert is_course(words)


@pytest.mark.parametrize(
    ("text", "ground", "fits"),
    [
        ("They want payment for families of the dead before winter begins.", "dead before winter begins", False),
        ("It costs what the chamber in Vesk puts at two million.", "Vesk puts at two", False),
        ("It needs two governments that trust each other.", "governments that trust each other", False),
        ("It must open, because the dead must be buried.", "the dead must be buried", True),
        ("It must open. It costs nothing.", "It costs nothing", True),
    ],
)
def test_a_ground_is_not_broken_off_within_a_phrase(text, ground, fits):
    start = text.index(ground)
    assert is_ground(text, Span(start=start, end=start + len(ground), text=ground)) is fits
