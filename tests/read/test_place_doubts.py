"""Capitalised words that are no places, and places that look like them."""

import pytest

from sitrep.read.places import find_places
from sitrep.records import Mention, MentionType, Precision, Span


def where(text, *names):
    """The places of a text in which these words were taken for places."""
    mentions = []
    for name in names:
        start = text.index(name)
        mentions.append(Mention(span=Span(start=start, end=start + len(name), text=name), type=MentionType.PLACE))
    return [place.span.text for place in find_places(text, sorted(mentions, key=lambda one: one.span.start))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Date of publication 5 June 2023. A bomb went off.", "Date"),
        ("Date: 5 June 2023\nA bomb went off.", "Date"),
        ("Source: police", "Source"),
        ("Fifteen were hurt.", "Fifteen"),
        ("The raid came after Eid.", "Eid"),
        ("Shops closed in March.", "March"),
        ("Syrian troops left.", "Syrian"),
        ("By John Reading\nA bomb went off.", "Reading"),
        ("Terrorist Rocket Attacks kill five. A terrorist fired a rocket.", "Terrorist Rocket Attacks"),
        ("The march went on. March was long.", "March"),
        ("Battle was joined. The battle went on.", "Battle"),
    ],
)
def test_no_places(text, name):
    assert where(text, name) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("KANO: Gunmen killed two.", "KANO"),
        ("Kano: Gunmen killed two.", "Kano"),
        ("A battle was fought at Battle, East Sussex.", "Battle"),
        ("Residents of Reading fled.", "Reading"),
        ("Villagers in Zorlin fled.", "Zorlin"),
        ("By John Reading in Abuja\nA bomb went off.", "Abuja"),
        ("Police in Nice held two. A nice day.", "Nice"),
    ],
)
def test_places_with_words_around_them_that_say_so(text, name):
    assert where(text, name) == [name]


def test_headlines_are_cut_where_words_begin_that_are_no_names():
    assert where("Raid on Aleppo Kills Five. The raid kills.", "Aleppo Kills Five") == ["Aleppo"]
    assert where("Blast in Syrias Aleppo", "Syrias Aleppo") == ["Aleppo"]
    assert where("Shells hit Ras al-Ain and Wadi Gaza", "Ras al-Ain", "Wadi Gaza") == ["Ras al-Ain", "Wadi Gaza"]
    assert where("Blast in Lahore TTP claims", "Lahore TTP") == ["Lahore"]
    assert where("A walk in Niagara Falls", "Niagara Falls") == ["Niagara Falls"]


def test_a_quarter_is_no_town_of_a_country_that_the_text_does_not_name():
    text = "Syrian rockets hit Aleppo, Homs and Hama, and the Panorama area."
    found = {place.span.text: place for place in find_places(text, _mentions(text, "Syrian", "Aleppo", "Homs", "Hama", "Panorama"))}
    assert found["Homs"].country == "SYR"
    assert found["Panorama"].geonames_id is None
    named = "Rockets hit Aleppo, Homs and Hama; Brazil sent aid from Panorama."
    kept = {place.span.text: place for place in find_places(named, _mentions(named, "Aleppo", "Homs", "Hama", "Brazil", "Panorama"))}
    assert (kept["Panorama"].country, kept["Panorama"].precision) == ("BRA", Precision.CITY)


def _mentions(text, *names):
    return [
        Mention(span=Span(start=text.index(name), end=text.index(name) + len(name), text=name), type=MentionType.PLACE) for name in names
    ]
