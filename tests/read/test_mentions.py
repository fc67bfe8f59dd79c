import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.read.gazetteer.lookup import Gazetteer
from sitrep.read.mentions import find_mentions
from sitrep.read.places import find_places
from sitrep.read.tokens import sentence_spans, span
from sitrep.records import MentionType


def mentions(text):
    return find_mentions(text, tuple(span(text, start, end) for start, end in sentence_spans(text)))


def typed(text):
    return {one.span.text: one.type.value for one in mentions(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The attack was claimed by Tehrik-i-Taliban Pakistan (TTP).", {"Tehrik-i-Taliban Pakistan": "group", "TTP": "group"}),
        (
            "Yesterday President Marta Okello met Prime Minister Jonas Vel in Vienna.",
            {"Marta Okello": "person", "Jonas Vel": "person", "Vienna": "place"},
        ),
        ("Officials of the Ministry of Foreign Affairs flew to Queen Alia Airport.", {"Ministry of Foreign Affairs": "organization"}),
        ("He joined the Justice and Harmony Party in 2001.", {"Justice and Harmony Party": "organization"}),
        ("Pakistani troops left.", {"Pakistani": "misc"}),
        ("Delegates of NATO and the European Union met.", {"NATO": "organization", "European Union": "organization"}),
        ("They lost the 2010 Freedonian general election.", {"2010 Freedonian general election": "misc"}),
        ("It crossed the Strait of Hormuz.", {"Strait of Hormuz": "place"}),
        ("The witness, Abdel Fattah al-Masri, spoke.", {"Abdel Fattah al-Masri": "person"}),
    ],
)
def test_types(text, expected):
    found = typed(text)
    assert {name: found.get(name) for name in expected} == expected


def test_short_forms_take_the_full_name():
    found = mentions("Hayat Alvi wrote the paper. Critics disagreed. Alvi said it stood. The claim was Alvi's own.")
    assert [(one.span.text, one.type, one.name) for one in found if "Alvi" in one.span.text] == [
        ("Hayat Alvi", MentionType.PERSON, "Hayat Alvi"),
        ("Alvi", MentionType.PERSON, "Hayat Alvi"),
        ("Alvi", MentionType.PERSON, "Hayat Alvi"),
    ]


def test_an_abbreviation_in_brackets_names_what_goes_before():
    found = {one.span.text: one for one in mentions("The Harbour Workers Union (HWU) met. Later the HWU left.")}
    assert found["HWU"].name == "Harbour Workers Union"
    assert found["HWU"].type is MentionType.ORGANIZATION


def test_common_words_at_the_start_of_sentences_are_no_names():
    assert mentions("However, nothing happened. Police came. Witnesses saw it. Heavy rain fell. Many people left.") == ()


def test_months_and_days_are_no_names():
    assert mentions("It was on Monday, 3 March, and in May they left.") == ()


def test_capitals_do_not_flood():
    text = "THE GUERRILLAS ATTACKED A BRIDGE NEAR SAN SALVADOR AND KILLED TWO SOLDIERS, PRESIDENT ALBERTO FUENTES SAID. IRAQ CONDEMNED IT."
    assert typed(text) == {"SAN SALVADOR": "place", "ALBERTO FUENTES": "person", "IRAQ": "place"}


def test_a_table_name_is_the_name_given():
    assert mentions("They rang the BBC.")[0].name == "British Broadcasting Corporation"


_WORDS = (
    """Paris Kabul Ahmed Khan President Ministry of the and Party al- U.S. St. (TTP) IN THE 2010 election – “Oh” , . 's Ünïcode 東京 🙂"""
)
_NAMES = st.sampled_from([*_WORDS.split(), "\n\n"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=300), st.lists(_NAMES, max_size=40).map(" ".join)))
def test_spans_are_true_in_order_and_apart(text):
    found = mentions(text)
    assert all(text[one.span.start : one.span.end] == one.span.text for one in found)
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    for place in find_places(text, found):
        assert text[place.span.start : place.span.end] == place.span.text


@pytest.mark.parametrize("joint", [" ", ", ", "\n", " of the ", "-"])
def test_time_is_linear_on_lists_of_towns(joint):
    towns = ["Aleppo", "Paris", "Kabul", "San Salvador", "Springfield", "Khartoum", "Sana'a", "Al-Hudaydah", "Georgetown", "Reading"]
    small, large = (joint.join(towns * count) for count in (100, 500))
    assert Gazetteer.open().lookup("Paris")
    seconds = []
    for text in (small, large):
        started = time.process_time()
        find_places(text, mentions(text))
        seconds.append(time.process_time() - started)
    assert seconds[1] < 15 * seconds[0] + 1
    assert seconds[1] < 30


def test_two_bodies_joined_by_a_hyphen_are_two_names():
    assert [one.span.text for one in mentions("The NATO-Pakistan talks failed.")] == ["NATO", "Pakistan"]


def test_names_with_small_words_stay_whole():
    assert typed("He rang the Syrian Observatory for Human Rights and al-Qaeda in Iraq.") == {
        "Syrian Observatory for Human Rights": "organization",
        "al-Qaeda in Iraq": "group",
    }


def test_a_country_is_never_a_surname():
    found = mentions("They quoted Anna Chad. Troops of Chad left.")
    assert [one.type.value for one in found] == ["person", "place"]
