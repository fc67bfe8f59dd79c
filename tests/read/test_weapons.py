"""With what an assault was made, by the weapons that a sentence names."""

import pytest

from sitrep.read.weapons import by_weapon, weapon


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("A roadside bomb struck an army truck near Gao.", "explosives"),
        ("A suicide bomber blew himself up with a bomb.", "suicide-attack"),
        ("Warplanes dropped barrel bombs on the market.", "aerial"),
        ("A drone fired a missile at the car.", "drone"),
        ("Mortars and rockets fell on the camp.", "heavy-weapons"),
        ("Gunmen opened fire on a bus.", "firearms"),
        ("Men with machetes and knives attacked farmers.", "primitive"),
        ("Men with machetes and rifles attacked farmers.", None),
        ("Clashes broke out in the valley.", None),
        ("", None),
    ],
)
def test_the_one_weapon_of_a_passage(text: str, mode: str | None) -> None:
    assert weapon(text) == mode


def test_the_deed_goes_before_the_weapon_and_the_trigger_before_its_sentence() -> None:
    assert by_weapon("abduct", "seized", "Men with rifles seized a nurse.") == "abduct"
    assert by_weapon("aerial", "bomb", "A roadside bomb hit a car after the air strike.") == "explosives"
    assert by_weapon("aerial", "struck", "A roadside bomb struck an army truck.") == "explosives"
    assert by_weapon("firearms", "attacked", "Rebels attacked the town.") == "firearms"
    assert by_weapon(None, "attacked", "Rebels attacked the town.") is None
