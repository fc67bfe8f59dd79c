"""What the network sees: offsets are true for any text, word pieces are greedy, forms keep what an uncased vocabulary loses."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.read.trained.pieces import FORMS, WordPiece

SPLIT = WordPiece(["[UNK]", "[CLS]", "[SEP]", "the", "bridge", "bridge", "##head", "a", "##b", "e", '"', "said", "."])


def words(text):
    made = SPLIT.words(text)
    return [text[start:end] for start, end in zip(made.starts, made.ends, strict=True)]


def test_words_are_runs_of_letters_and_single_signs():
    assert words('The bridge, "a_b" isn\'t 3.5 — ok') == [
        *("The", "bridge", ",", '"', "a", "_", "b", '"', "isn", "'", "t", "3", ".", "5", "—", "ok"),
    ]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("Bridgehead", ["bridge", "##head"]), ("ab", ["a", "##b"]), ("é", ["e"]), ("xyz", ["[UNK]"]), ("a" * 101, ["[UNK]"])],
)
def test_pieces_are_the_longest_from_the_left(word, pieces):
    assert [list(SPLIT.ids)[list(SPLIT.ids.values()).index(one)] for one in SPLIT.pieces(word)] == pieces


def shapes(text):
    return [form // 12 for form in SPLIT.words(text).forms]


def gaps(text):
    return [form % 12 // 3 for form in SPLIT.words(text).forms]


def quoted(text):
    return [form % 3 for form in SPLIT.words(text).forms]


def test_forms_tell_case_breaks_and_quotation():
    assert shapes("the Bridge NATO A iPhone 12 . 橋") == [1, 2, 3, 4, 5, 6, 7, 0]
    assert gaps("a,b a\na\n\na") == [3, 0, 0, 1, 2, 3]
    assert quoted("he “said ‘the’” the") == [0, 1, 1, 2, 2, 2, 1, 0]


@given(st.text(max_size=300))
@settings(max_examples=300, deadline=None)
def test_offsets_are_true_and_cover_every_sign(text):
    made = SPLIT.words(text)
    assert all(start < end for start, end in zip(made.starts, made.ends, strict=True))
    assert list(made.starts) == sorted(made.starts)
    assert all(0 <= form < FORMS for form in made.forms)
    held = {at for start, end in zip(made.starts, made.ends, strict=True) for at in range(start, end)}
    assert held == {at for at, sign in enumerate(text) if not sign.isspace()}
