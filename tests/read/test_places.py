import pytest

import sitrep
from sitrep.read.mentions import find_mentions
from sitrep.read.places import find_places
from sitrep.read.tokens import sentence_spans, span
from sitrep.records import Mention, MentionType, Precision, Span


def places(text, **about):
    return find_places(text, find_mentions(text, tuple(span(text, start, end) for start, end in sentence_spans(text))), **about)


def where(text, **about):
    return [(place.span.text, place.country, place.admin) for place in places(text, **about)]


def test_the_area_written_after_a_name_decides():
    assert where("A bomb went off in Nowshera, Khyber Pakhtunkhwa, on Monday.")[0] == ("Nowshera", "PAK", "Khyber Pakhtunkhwa")
    assert where("He lived in Paris, Texas, for years.")[0] == ("Paris", "USA", "Texas")
    assert where("She moved to a farm near Dublin, Oh., in 1990.")[0] == ("Dublin", "USA", "Ohio")


def test_other_places_decide_between_towns_of_one_name():
    idaho = where("Police in Moscow searched a barn. The Latah County sheriff helped. Officers came from Pullman and Lewiston.")
    assert idaho[0] == ("Moscow", "USA", "Idaho")
    assert where("Police in Moscow searched a barn. Officers came from Tver.")[0][:2] == ("Moscow", "RUS")


def test_the_same_name_is_the_same_place():
    found = where("A fire broke out in Lebanon, Tennessee. People in Lebanon saw it.")
    assert {place[1:] for place in found if place[0] == "Lebanon"} == {("USA", "Tennessee")}


@pytest.mark.parametrize(
    "text", ["Washington said it would wait.", "Oslo welcomed the vote.", "Islamabad's view is plain.", "Turkey denied it."]
)
def test_capitals_that_speak_are_no_places(text):
    assert where(text) == []


@pytest.mark.parametrize(
    "text", ["Jordan Smith left early.", "They met Georgia Brown.", "The man was nice.", "Israeli officials left.", "Reading is fun."]
)
def test_no_places(text):
    assert where(text) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Georgia's governor closed the port.", "USA"),
        ("The acting governor of Niger met herders in Minna.", "NGA"),
        ("Georgia closed its border with Russia near Kazbegi.", "GEO"),
        ("Aid reached Niger on Monday.", "NER"),
    ],
)
def test_an_office_of_an_area_tells_it_from_the_country_of_its_name(text, code):
    assert places(text)[0].country == code


def test_an_office_says_where_it_sits():
    assert [one.name for one in places("The police chief of Jacobabad, Anwar Khoso, spoke.")] == ["Jacobabad"]


def test_what_bears_the_name_of_a_small_town_may_stand_elsewhere():
    (market,) = places("A bomb went off in Gamboru market.")
    assert (market.precision, market.country) == (Precision.REGION, "NGA")
    assert "may be elsewhere" in market.reason
    assert places("A bomb went off in Quetta market.")[0].precision is Precision.CITY


def test_a_place_in_the_name_of_a_local_body():
    found = places("The Columbus Police Department closed the road.", outlet="example.com")
    assert (found[0].span.text, found[0].country) == ("Columbus", "USA")
    assert "in the name of" in found[0].reason


def test_precisions_and_reasons():
    found = {
        place.span.text: place
        for place in places(
            "Ships left the Strait of Hormuz for Iran. Troops entered Donbas and the city of Aleppo. An aide flew to Punjab province."
        )
    }
    assert {name: place.precision for name, place in found.items()} == {
        "Strait of Hormuz": Precision.POINT,
        "Iran": Precision.COUNTRY,
        "Donbas": Precision.REGION,
        "Aleppo": Precision.CITY,
        "Punjab": Precision.ADMIN,
    }
    assert all(place.reason and place.latitude is not None for place in found.values())


def test_an_unknown_place_is_kept_without_coordinates():
    found = places("They fought in the village of Zorvanitsel.")
    assert [(place.name, place.latitude, place.reason) for place in found] == [("Zorvanitsel", None, "not in the gazetteer")]


def test_no_mentions_no_places():
    assert find_places("In Paris.", ()) == ()


def test_a_small_town_of_a_country_talked_of():
    assert ("Nowshera", "PAK", "Khyber Pakhtunkhwa") in where("Pakistani engineers came. Depots at Sukkur and Nowshera were rebuilt.")


def test_datelines_and_state_abbreviations():
    assert where("TRIPOLI: Ferries stopped on Monday.")[0][:2] == ("TRIPOLI", "LBY")
    assert [place[1:] for place in where("MORGANTOWN, W.Va. - The mill shut on Friday.")] == [("USA", "West Virginia"), ("USA", None)]


def test_a_village_of_that_name_in_another_land_is_not_the_one_that_is_meant():
    lopa = next(one for one in places("Fighters attacked Lopa village near Bunia, in Ituri.") if one.span.text == "Lopa")
    assert (lopa.latitude, lopa.country) == (None, None)


def test_a_direction_is_no_place():
    found = places("Rebels shelled villages in northern Syria. Northern Syria is calm.")
    assert {one.name for one in found} == {"Syria"}


def test_what_has_no_capital_is_no_place():
    text = "He was heard near School No. 23 in the Tajik capital."
    cut = [
        Mention(span=Span(start=at, end=at + len(words), text=words), type=MentionType.PLACE)
        for words in (".", "the")
        for at in [text.index(words)]
    ]
    assert find_places(text, cut) == ()


def test_the_gulf_is_the_sea_and_not_a_province():
    (gulf,) = sitrep.read("Patrol boats turned back nine tankers at the mouth of the Gulf on Tuesday.").places
    assert (gulf.name, gulf.country) == ("Persian Gulf", None)
