import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitrep
from sitrep.terminal import clean, number, reading_lines


@given(st.text())
def test_nothing_that_steers_a_terminal_is_left(text):
    shown = clean(text)
    assert not any(ord(character) < 32 or 127 <= ord(character) < 160 for character in shown)
    assert not set(shown) & set("\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069")


@pytest.mark.parametrize(
    ("low", "high", "approximate", "words"),
    [
        (50, 50, False, "50"),
        (50, 50, True, "about 50"),
        (50, None, False, "at least 50"),
        (0, 50, False, "up to 50"),
        (30, 40, False, "30 to 40"),
        (0, 0, False, "0"),
        (None, None, False, "a number"),
        (1200, 1200, False, "1,200"),
    ],
)
def test_bounds_in_words(low, high, approximate, words):
    assert number(low, high, approximate) == words


def test_a_chain_is_a_tree():
    reading = sitrep.read("The mayor said a guard had told him that the bridge was mined.")
    shown = [text for text, _ in reading_lines(reading)]
    assert shown[1].startswith("The mayor  [")
    assert any(line.startswith("  └ The mayor ‹ a guard  [") for line in shown)


def test_a_text_that_is_not_read_says_so():
    reading = sitrep.read("Le pont est ouvert.", language="fr")
    assert any("nothing read (language: fr)" in text for text, _ in reading_lines(reading))
