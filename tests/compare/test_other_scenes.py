"""Round-ups: what is told of another scene is no part of the happening, and what leads back to it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_readings import place, span

from sitrep.compare.scenes import scene
from sitrep.compare.tellings import tellings
from sitrep.records import Auxiliary, Document, Event, EventType, Party, Precision, Quantity, Reading, Role, Time, TimeType

FAR = "Tarn"


def told(text: str, *ones: Event, names: tuple[str, ...]) -> tuple[str, ...]:
    """Which events of a text its happening has."""
    places = tuple(place(name, at=span(text, name)) for name in names)
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    return tellings(Reading(document=document, events=ones, places=places))[0].events


def act(number: int, text: str, trigger: str, where: int | None = None, kind: EventType = EventType.ASSAULT) -> Event:
    return Event(id=f"ev-{number}", statement=None, trigger=span(text, trigger), type=kind, place=where)


def dead(event: Event, text: str, words: str, low: float) -> Event:
    return replace(event, quantities=(Quantity(role=Role.KILLED, low=low, high=low, approximate=False, span=span(text, words)),))


def test_what_follows_an_attack_elsewhere_and_has_no_place_is_of_that_attack() -> None:
    text = "Shells hit a mill in Orlin. Jets bombed a camp in Tarn. Howitzers answered with fire, officers said."
    ones = act(1, text, "Shells", 0), act(2, text, "bombed", 1), act(3, text, "fire")
    assert told(text, *ones, names=("Orlin", FAR)) == ("ev-1",)


def test_what_follows_an_attack_of_another_week_is_of_that_attack() -> None:
    text = "Shells hit a mill in Orlin on Monday. On 20 February jets bombed a camp. Howitzers answered with fire, officers said."
    times = tuple(
        Time(span=span(text, words), type=TimeType.DATE, value=day, start=day, end=day)
        for words, day in (("on Monday", "2020-03-02"), ("20 February", "2020-02-20"))
    )
    ones = (replace(act(1, text, "Shells", 0), date=0), replace(act(2, text, "bombed"), date=1), act(3, text, "fire"))
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    reading = Reading(document=document, events=ones, places=(place("Orlin", at=span(text, "Orlin")),), times=times)
    assert tellings(reading)[0].events == ("ev-1",)


@pytest.mark.parametrize(
    "last",
    [
        "Gunmen then stormed Orlin as well.",
        "After that shelling guards fled.",
        "It killed 14, doctors said.",
        "Sappers stormed what was left of the mill.",
    ],
)
def test_place_toll_target_or_the_attack_lead_back(last: str) -> None:
    text = f"Shells hit the mill and killed 14 in Orlin. Jets bombed a camp in Tarn. {last}"
    mill = Party(span=span(text, "the mill"), mention=None)
    first = replace(dead(act(1, text, "Shells", 0), text, "14", 14), recipients=(mill,))
    word = next(one for one in ("stormed", "shelling", "It killed") if one in last)
    back = act(3, text, word, 2 if "Orlin" in last else None)
    if "14" in last:
        back = dead(back, text, "14, doctors", 14)
    if "the mill" in last:
        back = replace(back, recipients=(mill,))
    places = (place("Orlin", at=span(text, "Orlin")), place(FAR, at=span(text, FAR)))
    if "Orlin" in last:
        places += (place("Orlin", at=span(text, "Orlin as")),)
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    main = tellings(Reading(document=document, events=(first, act(2, text, "bombed", 1), back), places=places))[0]
    assert main.events == ("ev-1", "ev-3")


def test_the_attack_on_something_else_does_not_lead_back() -> None:
    text = "Shells hit a mill in Orlin. Jets bombed a camp in Tarn. They condemned the raid on the camp."
    ones = act(1, text, "Shells", 0), act(2, text, "bombed", 1), act(3, text, "raid")
    assert told(text, *ones, names=("Orlin", FAR)) == ("ev-1",)


def test_a_sentence_that_names_only_another_town_of_the_country_tells_of_another_scene() -> None:
    text = "Shells hit a mill in Orlin. The army, which lost Vesk, said that a car bomb killed a captain."
    ones = act(1, text, "Shells", 0), act(2, text, "bomb")
    assert told(text, *ones, names=("Orlin", "Vesk")) == ("ev-1",)


def test_talks_or_a_plan_elsewhere_move_no_scene() -> None:
    text = "Shells hit a mill in Orlin. Envoys met in Tarn. They may bomb Vesk. Howitzers answered with fire, officers said."
    plan = replace(act(3, text, "bomb"), auxiliary=Auxiliary.HYPOTHETICAL)
    ones = act(1, text, "Shells", 0), act(2, text, "met", 1, EventType.CONSULT), plan, act(4, text, "fire")
    assert "ev-4" in told(text, *ones, names=("Orlin", FAR, "Vesk"))


def test_the_scene_of_an_act_somewhere_in_a_country_is_the_town_that_is_spoken_of() -> None:
    text = "Shells hit a mill in Ruritania. Orlin mourned."
    country = replace(place("Orlin", Precision.COUNTRY, span(text, "Ruritania")), name="Ruritania")
    reading = Reading(document=Document(id="d", article="a", key="k", text=text), events=(act(1, text, "Shells", 0),), places=(country,))
    town = place("Orlin", at=span(text, "Orlin"))
    assert scene(reading.events[0], reading, town) == town
    assert scene(reading.events[0], reading, place(FAR)) == country


def test_those_who_struck_first_are_known_again_when_they_are_struck() -> None:
    text = "Gunmen hit a post in Orlin. Jets bombed the gunmen. Nine fell to fire."
    first = replace(act(1, text, "hit", 0), actors=(Party(span=span(text, "Gunmen"), mention=None),))
    back = replace(act(2, text, "bombed", 1), recipients=(Party(span=span(text, "the gunmen"), mention=None),))
    unknown = replace(place(FAR, at=span(text, "Jets")), name="Quellmar", latitude=None, longitude=None, country=None)
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    places = (place("Orlin", at=span(text, "Orlin")), unknown)
    main = tellings(Reading(document=document, events=(first, back, act(3, text, "fire")), places=places))[0]
    assert main.events == ("ev-1", "ev-2", "ev-3")
