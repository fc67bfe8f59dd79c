"""Whom phrases stand for: countries under every name, peoples, capitals, persons in office, and numbers before them."""

import pytest

from sitrep.errors import ConfigError
from sitrep.read.actors import actors, load
from sitrep.read.gazetteer.countries import countries
from sitrep.read.parties import whole_phrases
from sitrep.records import Span

# Capitals that share their name with a larger town elsewhere, or are hardly ever named.
_SHARED = {"San Jose", "Fort-de-France", "St. George's", "Ciudad de la Paz", "Saint-Denis", "Basse-Terre"}
_STATES = [one for one in countries().values() if one.population > 400_000]


@pytest.mark.parametrize("state", _STATES, ids=lambda one: one.code)
def test_every_state_by_name_people_capital_and_offices(state):
    phrases = [state.name, f"the {state.name} government", f"{state.name}'s army"]
    phrases += [f"{people} police" for people in state.demonyms[:2]]
    phrases += [f"the {people} foreign ministry" for people in state.demonyms[:1]]
    phrases += [state.capital, f"the {state.capital} government"] if state.capital not in _SHARED else []
    assert dict.fromkeys(phrases, state.code) == {phrase: getattr(actors().resolve(phrase), "country", None) for phrase in phrases}


@pytest.mark.parametrize(
    ("phrase", "country"),
    [
        ("some 4,000 Peruvian miners", "PER"),
        ("up to 30 Nepali porters", "NPL"),
        ("more than 12,500 people from Chad", "TCD"),
        ("the Democratic People's Republic of Korea", "PRK"),
        ("the Republic of Korea", "KOR"),
        ("the Republic of Moldova's army", "MDA"),
        ("Soviet engineers", "RUS"),
        ("the Turkish Cypriot mayor", "CYP"),
        ("Northern Ireland police", "GBR"),
        ("ethnic Hungarians", None),
        ("a brigade loyal to the Chadian president", "TCD"),
        ("scouts led by a Ghanaian officer", "GHA"),
        ("a lobby opposed to Peru", None),
    ],
)
def test_the_country_of_a_phrase(phrase, country):
    assert getattr(actors().resolve(phrase), "country", None) == country


@pytest.mark.parametrize(
    ("phrase", "name", "country", "kind"),
    [
        ("President Paul Kagame", "Paul Kagame", "RWA", "person"),
        ("Mr Museveni", "Yoweri Museveni", "UGA", "person"),
        ("President Xi", "Xi Jinping", "CHN", "person"),
        ("Merkel", "Angela Merkel", "DEU", "person"),
        ("President Bush", None, "USA", "person"),  # father and son
        ("President Kim", None, None, "office"),  # of three countries
        ("South Korean President Kim", None, "KOR", "person"),
        ("Merkel's spokesman", None, "DEU", "office"),
        ("Maria Merkel", None, None, None),
        ("the town of Saint-Denis", None, None, None),
    ],
)
def test_persons_in_office(phrase, name, country, kind):
    found = actors().resolve(phrase)
    if kind is None:
        assert found is None or found.kind != "person"
    else:
        assert (found.name, found.country, found.kind) == (name, country, kind)


def test_who_speaks_for_many_states_does_not_speak_for_one():
    assert actors().resolve("European Commission chief Romano Prodi").country is None


@pytest.mark.parametrize(("year", "sector"), [(1999, "ELI"), (2010, "GOV"), (2023, "ELI")])
def test_out_of_office_a_person_is_of_the_elites(year, sector):
    assert actors().in_year(actors().resolve("Angela Merkel"), year).sector == sector
    assert actors().resolve("former chancellor Angela Merkel").sector == "ELI"


def test_an_own_person_is_known_by_name_and_title(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("Tamm\tKaia Tamm\tperson\tEST\tGOV\t2020\t\tdesk notes\n", encoding="utf-8")
    table = load([path])
    assert [table.resolve(one).name for one in ("Tamm", "Kaia Tamm", "Prime Minister Tamm")] == ["Kaia Tamm"] * 3
    assert table.get("Tamm") is None  # a surname alone makes no name of a text an actor's


def test_a_person_needs_a_country(tmp_path):
    path = tmp_path / "own.tsv"
    path.write_text("\tKaia Tamm\tperson\t\tGOV\t2020\t\tdesk notes\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"own\.tsv:1"):
        load([path])


@pytest.mark.parametrize(
    ("text", "parts", "whole"),
    [
        ("President Abdi Rahman left", ["President", "Abdi Rahman"], ["President Abdi Rahman"]),
        ("the Miners' Union (MU) met", ["the Miners' Union", "MU"], ["the Miners' Union"]),
        ("aides of Peru' left", ["aides", "of Peru'"], ["aides of Peru"]),
        ("al-Huda suspects fled", ["al-Huda", "suspects"], ["al-Huda", "suspects"]),
    ],
)
def test_phrases_are_made_whole(text, parts, whole):
    spans = [Span(start=text.index(part), end=text.index(part) + len(part), text=part) for part in parts]
    assert [one.text for one in whole_phrases(text, spans)] == whole
