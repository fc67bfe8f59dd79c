"""Where something can have happened: a country that acts, owns or borders is no scene."""

from __future__ import annotations

import pytest

import sitrep
from sitrep.read.linking import sets_scene
from sitrep.records import EventType, Place, Precision, Span


@pytest.mark.parametrize(
    ("text", "name", "scene"),
    [
        ("Jets struck a village in Syria.", "Syria", True),
        ("A raid carried out by the United States killed six.", "United States", False),
        ("Six died in US air strikes on the town.", "US", False),
        ("Six died in the US on Monday.", "US", True),
        ("Six died in the US and Canada.", "US", True),
        ("US-led jets killed six.", "US", False),
        ("Russia has killed six in raids.", "Russia", False),
        ("Israel has been hit by six rockets.", "Israel", True),
        ("Six died hours after the US and Russia announced a truce.", "US", False),
        ("A blast at a border crossing with Turkey killed six.", "Turkey", False),
        ("Six of the Front (banned in Russia) died.", "Russia", False),
        ("Six died by the river in Mali.", "Mali", True),
        ("A bomb blast in Somalia has killed six people.", "Somalia", True),
        ("The attack in Mali began at dawn.", "Mali", True),
        ("A shooting in the US killed six.", "US", True),
        ("Six died in the UK last week.", "UK", True),
        ("Six died, said an activist who lives in Europe.", "Europe", False),
        ("Six died, said a monitor based in the UK.", "UK", False),
        ("The shelling must end, said the representative of Malaysia to the council.", "Malaysia", False),
    ],
)
def test_a_country_that_acts_owns_or_borders_is_no_scene(text: str, name: str, scene: bool) -> None:
    start = text.index(name)
    at = Span(start=start, end=start + len(name), text=name)
    place = Place(span=at, name=name, geonames_id=1, latitude=0.0, longitude=0.0, country="XXX", precision=Precision.COUNTRY, reason="")
    assert sets_scene(text, place) is scene


def test_what_a_state_does_to_whom_it_holds_it_does_at_home() -> None:
    reading = sitrep.read("Turkey arrested 40 journalists on Monday, state media said.", published="2020-06-04")
    event = next(one for one in reading.events if one.trigger.text == "arrested")
    assert event.place is not None
    assert reading.places[event.place].country == "TUR"


def test_the_state_that_acts_is_not_where_it_acted() -> None:
    text = "ANKARA, June 3 - Turkey shelled a village near Kobani in Syria on Sunday, killing six people, witnesses said."
    reading = sitrep.read(text, published="2020-06-04")
    (event,) = [one for one in reading.events if one.trigger.text == "shelled"]
    assert event.place is not None
    assert reading.places[event.place].country == "SYR"


@pytest.mark.parametrize("text", ["Gunmen killed 12 soldiers based in Kidal.", "Shelling killed four children who lived in Kidal."])
def test_the_town_where_victims_lived_may_be_where_it_was(text: str) -> None:
    start = text.index("Kidal")
    at = Span(start=start, end=start + 5, text="Kidal")
    assert sets_scene(text, Place(span=at, name="Kidal", country="MLI", precision=Precision.CITY, reason=""))


def test_an_agencys_desk_is_where_something_happened_only_where_no_other_place_is_named() -> None:
    for text, country in (
        ("OSLO (Zornpress) A bomb killed six people at a market in Bamako on Monday.", "MLI"),
        ("BAMAKO (Zornpress) A bomb killed six people at a market on Monday.", "MLI"),
    ):
        reading = sitrep.read(text, published="2020-06-04")
        event = next(one for one in reading.events if one.type is EventType.ASSAULT)
        assert event.place is not None
        assert reading.places[event.place].country == country
