import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.read.quotes import Marks, quotes


def found(text):
    return [text[one.start : one.end] for one in quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "go" and left.', ["go"]),
        ("He said “go” and left.", ["go"]),
        ("Il a dit « partez » hier.", [" partez "]),
        ("„Geht“, sagte er.", ["Geht"]),
        ("The army's men didn't fire at the rebels' camp.", []),
        ("“They said ‘no’ to us,” he said.", ["They said ‘no’ to us,", "no"]),
        ('He cried "stop', ["stop"]),
        ('"Open.\n\n"Still open."', ["Open.", "Still open."]),
        ("''", []),
    ],
)
def test_quotes(text, expected):
    assert found(text) == expected


def test_a_quotation_left_open_ends_with_its_paragraph():
    text = '"One.\n\nTwo.'
    (quote,) = quotes(text)
    assert (quote.start, quote.end, quote.outer_end) == (1, 5, 5)


def test_the_innermost_quotation_is_found():
    text = "“They said ‘no’ to us,” he said."
    marks = Marks(text)
    assert marks.covering(text.index("no"), text.index("no") + 2).inner
    assert not marks.covering(1, 5).inner
    assert marks.covering(len(text) - 3, len(text)) is None


@given(st.text(alphabet="ab \n\"'“”‘’«»„", max_size=200))
def test_quotations_lie_in_the_text(text):
    for one in quotes(text):
        assert 0 <= one.outer_start <= one.start < one.end <= one.outer_end <= len(text)


def test_ten_thousand_quotations():
    text = "“yes” " * 10_000
    marks = Marks(text)
    assert len(marks.all) == 10_000
    assert marks.covering(1, 3) == marks.all[0]
