import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitrep
from sitrep import whys
from sitrep.records import EdgeKind, Incident, OriginEdge, Report
from sitrep.terminal import cells, clean, number, reading_lines


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


def test_the_passages_of_a_tie_stand_side_by_side_where_there_is_room():
    words = "爆炸 killed 12 people at the market in the morning, the police said after they had counted them twice."
    report = Report(key="k", document="d", statements=(), events=(), outlet="Orlin Courier", origin="o", published=None, main=True)
    edge = OriginEdge(from_=1, to=0, kind=EdgeKind.PICK_UP, why="one names the other", passages=(words, words))
    incident = Incident(id="i", type=None, title="t", reports=(report, report))
    wide = [text for text, _ in whys._edge(incident, edge, 120)]
    assert wide[0].strip() == "pick-up: one names the other"
    assert all("│" in line and cells(line) <= 120 for line in wide[1:])
    assert len({cells(line.split("│")[0]) for line in wide[1:]}) == 1
    narrow = [text for text, _ in whys._edge(incident, edge, 80)]
    assert not any("│" in line or cells(line) > 80 for line in narrow)
    assert sum("Orlin Courier: " in line for line in narrow) == 2
