"""Names that are spelled like another's: towns like acronyms, armed groups like outlets."""

import pytest

import sitrep

FORCE = "attacked a convoy near Menaka on Monday, killing four soldiers."


def mentions(text):
    return [(one.span.text, one.type.value, one.name) for one in sitrep.read(text, published="2024-03-06").mentions]


def speakers(text):
    return [link.name for one in sitrep.read(text, published="2024-03-06").statements for link in one.attribution]


@pytest.mark.parametrize(
    "text",
    [
        "GAO, March 5 (Halyard) — A minibus struck a mine in northern Mali on Tuesday, killing nine people, the army said.",
        "GAO: Two soldiers were killed in Gao on Monday, the army said.",
    ],
)
def test_a_town_that_heads_a_report_is_no_acronym(text):
    assert mentions(text)[0] == ("GAO", "place", None)
    assert "Government Accountability Office" not in speakers(text)


def test_an_acronym_stays_one():
    text = "WASHINGTON, March 5 — The GAO found that the pumps had failed. GAO said the money was gone."
    assert ("GAO", "organization", "Government Accountability Office") in mentions(text)


def test_the_army_is_no_body_that_is_known_to_be_none():
    assert speakers("The GAO said the money was gone. A mine killed nine people, the army said.")[-1] is None
    assert speakers("The Halyard Aid Agency said the road was open. The trucks had come, the agency said.")[-1] == "Halyard Aid Agency"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"The armed group Vanguard {FORCE} Vanguard said it had taken two trucks.", "Vanguard"),
        (
            f"The Vanguard of the Valley, an armed group that levies tolls, {FORCE} The Vanguard said it was sorry.",
            "Vanguard of the Valley",
        ),
        (f"Vanguard fighters {FORCE} Vanguard said it had taken two trucks.", "Vanguard"),
    ],
)
def test_a_group_that_is_called_like_an_outlet(text, name):
    reading = sitrep.read(text, published="2024-03-06")
    assert {(one.type.value, one.name) for one in reading.mentions if "Vanguard" in one.span.text} == {("group", name)}
    doer = reading.events[0].actors[0]
    assert (doer.country, doer.name) in {(None, name), (None, None)}
    assert doer.sector != "MED"


@pytest.mark.parametrize("text", ["The newspaper Vanguard said the road was open.", "The Independent of London said the road was open."])
def test_an_outlet_stays_one(text):
    assert speakers(text)[-1] in {"Vanguard", "The Independent"}
    assert all(one[1] != "group" for one in mentions(text))
