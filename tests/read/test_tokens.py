import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.read.tokens import MAX_SENTENCE, sentences, tokens


def split(text):
    return [text[one.start : one.end] for one in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two.", ["One.", "Two."]),
        ("Dr. Isa spoke. She left.", ["Dr. Isa spoke.", "She left."]),
        ("The U.S. envoy met Gen. Khan at 9 a.m. on Monday.", ["The U.S. envoy met Gen. Khan at 9 a.m. on Monday."]),
        ("He lives in the U.S. The envoy left.", ["He lives in the U.S.", "The envoy left."]),
        ("“Stop.” He ran.", ["“Stop.”", "He ran."]),
        ("It fell to 3.5 per cent. Then it rose.", ["It fell to 3.5 per cent.", "Then it rose."]),
        ("A line that is\nwrapped by hand. Done.", ["A line that is\nwrapped by hand.", "Done."]),
        ("First paragraph\n\nSecond paragraph", ["First paragraph", "Second paragraph"]),
        ("Army: two held\nPESHAWAR — Troops came.", ["Army: two held", "PESHAWAR — Troops came."]),
        ("J. R. Khan said so. Yes!", ["J. R. Khan said so.", "Yes!"]),
        ("Town | killed\n12 May | 4\njos | 7", ["Town | killed", "12 May | 4", "jos | 7"]),
        ("| killed 12 |\n| 30 hurt |", ["| killed 12 |", "| 30 hurt |"]),
        ("Kano\t12\n5 more\t3", ["Kano\t12", "5 more\t3"]),
        ("He said 12 were hurt\n30 were held.", ["He said 12 were hurt\n30 were held."]),
        ("", []),
        (" \n ", []),
    ],
)
def test_sentences(text, expected):
    assert split(text) == expected


def test_words_keep_their_offsets():
    text = "The army didn't say: 1,200 men, T-72s."
    assert all(text[one.start : one.end] == one.text for one in tokens(text))
    assert [one.text for one in tokens(text)] == ["The", "army", "did", "n't", "say", ":", "1,200", "men", ",", "T-72s", "."]


@given(st.text(max_size=400))
def test_sentences_are_true_stretches_in_order(text):
    end = 0
    for one in sentences(text):
        assert end <= one.start < one.end <= len(text)
        assert not text[one.start].isspace()
        end = one.end
        assert all(text[token.start : token.end] == token.text for token in one.tokens)


@given(st.text(max_size=400))
def test_nothing_but_white_space_is_left_out(text):
    kept = "".join(split(text))
    assert "".join(kept.split()) == "".join(text.split())


def test_text_without_a_full_stop_is_cut_into_bounded_pieces():
    text = "word " * 20_000
    assert all(one.end - one.start <= MAX_SENTENCE for one in sentences(text))
    assert max(one.end - one.start for one in sentences("x" * 50_000)) <= MAX_SENTENCE
