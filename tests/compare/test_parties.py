from dataclasses import replace
from typing import Any

import pytest
from made_readings import reading, span

from sitrep.compare.parties import is_state, party_name, plain_name, state_of
from sitrep.compare.states import as_states
from sitrep.records import Mention, MentionType, Party, Reading


def party(text: str, words: str, **known: Any) -> Party:
    return Party(span=span(text, words), **known)


@pytest.mark.parametrize(
    ("told", "name"),
    [
        ("34 terrorists positioned in the suburbs", "terrorists"),
        ("At Least 40 Bolor Rebels Killed", "Bolor Rebels"),
        ("Taliban gunmen", "Taliban"),
        ("US Warplanes Bombardments", "US"),
        ("the regime", "the regime"),
        ("Rebels in Orlin", "Rebels"),
        ("Bolor Base in the Tarn Valley", "Bolor Base in the Tarn Valley"),
        ("Bolor Liberation Front", "Bolor Liberation Front"),
        ("Two Rivers Brigade", "Two Rivers Brigade"),
        ("two Rivers Brigade men", "Rivers Brigade"),
        ("Two Gunmen", None),
        ("Three rebels", "rebels"),
        ("al-Shabaab", "al-Shabaab"),
        ("fighters of al-Qaeda", "fighters of al-Qaeda"),
        ("طالبان", "طالبان"),
        ("Two Rivers Brigade attacked a post", "Two Rivers Brigade"),
        ("Two Taliban Gunmen Killed", "Taliban"),
        ("Two Bolor Rebels", "Bolor Rebels"),
        ("Two fired at", None),
        ("three rockets fired", None),
        ("unknown gunmen", None),
        ("reliable sources", None),
        ("Tags Vesk Orlin regime", None),
        ("Orlin Observatory for Rights", None),
        ("second city of Orlin", None),
        ("Vesk planes or", "Vesk"),
        ("Tarn Al Noman as", "Tarn Al Noman"),
        ("Orlin regime forces backed", "Orlin regime forces"),
        ("to the international coalition", "the international coalition"),
        ("both Orlin rebels", "Orlin rebels"),
        (") terrorists", "terrorists"),
        ('two "terrorists', "terrorists"),
        ("the Vesk air base", None),
        ("rebels of the village", "rebels of the village"),
        ("border guards", "border guards"),
        ("", None),
        ("A very long clause that somebody took for a name", None),
    ],
)
def test_a_name_is_left_without_what_stands_around_it(told: str, name: str | None) -> None:
    assert plain_name(told) == name


def told(text: str) -> Reading:
    return reading("a", text, where="Orlin", trigger="shelled")


def test_towns_and_those_who_suffer_do_no_harm() -> None:
    text = "Orlin shelled the camp of the Vesk Front and of nurses from the Helping Hands."
    assert party_name(party(text, "Orlin", sector="REB"), told(text)) is None
    assert party_name(party(text, "Helping Hands", sector="NGO"), told(text)) is None
    assert party_name(party(text, "Vesk Front", sector="REB"), told(text)) == "Vesk Front"


@pytest.mark.parametrize(
    ("phrase", "sector", "name", "state"),
    [
        ("Russian warplanes", "MIL", "Russian", "rus"),
        ("Syrian rebels", "REB", "Syrian rebels", None),
        ("Syrian rebel forces", "MIL", "Syrian rebel forces", None),
        ("Syrian government forces", "MIL", "Syrian government forces", "syr"),
        ("Russian fighters", "UAF", None, None),
        ("Russian planes", None, "Russian", "rus"),
        ("Russian jets", "MIL", "Russian", "rus"),
    ],
)
def test_whose_somebody_is_does_not_make_him_the_state(phrase: str, sector: str | None, name: str | None, state: str | None) -> None:
    text = f"{phrase} shelled Orlin."
    people = phrase.split()[0]
    mention = Mention(span=span(text, people), type=MentionType.MISC, name=people)
    one = party(text, phrase, mention=0, country=as_states(people.lower(), set()).pop().upper(), **({"sector": sector} if sector else {}))
    assert party_name(one, replace(told(text), mentions=(mention,))) == name
    assert name is None or state_of(name, one, "SYR") == state


def test_a_state_is_told_by_its_name_its_forces_and_its_government_in_its_own_country() -> None:
    text = "Russian aircraft and regime troops shelled Orlin."
    assert is_state("Russian")
    assert not is_state("Syrian Democratic Forces")
    assert state_of("Russian", party(text, "Russian aircraft"), "SYR") == state_of("Russia", None, None) == "rus"
    assert state_of("regime troops", party(text, "regime troops", sector="MIL"), "SYR") == "syr"
    assert state_of("Syrian Arab Army", party(text, "regime troops", sector="MIL", country="SYR"), "LBN") == "syr"
    assert state_of("Vesk Front", party(text, "regime troops", sector="REB", country="SYR"), "SYR") is None
