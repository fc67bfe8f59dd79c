from pathlib import Path

import pytest

import sitrep.compare.states
from sitrep.compare.names import ambiguous, identity, is_named, is_staff, officer, same_witness, speaks, trimmed, undescribed
from sitrep.compare.words import fold
from sitrep.read.gazetteer.countries import countries

STATES = Path(sitrep.compare.states.__file__).with_name("states.txt")


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("police", "a police spokesman"),
        ("police", "police spokesman Idar Moun"),
        ("the governor's spokesman", "spokesman of the governor of Orlin"),
        ("the Observatory", "Zorvanian Observatory for Civil Rights"),
        ("ZOCR", "Zorvanian Observatory for Civil Rights"),
        ("ZRLC", "Zorvanian League for Civil Rights"),
        ("medics", "medics and residents"),
        ("the army", "the governor and the army"),
        ("a monitoring group", "the Observatory"),
        ("state television", "Zorvanian state news agency"),
        ("Meridor Wire", "the Meridor agency"),
        ("Truth Lamp (Telegram)", "the Truth Lamp channel"),
        ("a doctors' committee", "Central Committee of Orlin Doctors"),
    ],
)
def test_one_witness_under_two_names(one: str, two: str) -> None:
    assert same_witness(one, two)
    assert same_witness(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("police", "the governor"),
        ("the Observatory and medics", "a medical source and witnesses"),
        ("ZLC", "Zorvanian Council of Lawyers"),
        ("ERZO", "Zorvanian Order of Rural Electricians"),
        ("doctors at the Hikor hospital", "doctors at the Selm hospital"),
        ("the interior ministry", "the defence ministry"),
        ("a witness", "a witness"),
        ("residents", "local residents"),
        ("Orlin Courier", "Vesk Courier"),
        ("", ""),
    ],
)
def test_different_or_nameless_witnesses(one: str, two: str) -> None:
    assert not same_witness(one, two)


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("the mayor Olen Dir", True),
        ("a hospital in the city", True),
        ("UNICEF", True),
        ("state media", True),
        ("وكالة الأنباء", True),
        ("the aid group that runs it", False),
        ("The aid group", False),
        ("residents", False),
        ("", False),
    ],
)
def test_who_has_a_name_or_an_office(name: str, named: bool) -> None:
    assert is_named(name) is named


def test_staff_is_the_outlet_itself() -> None:
    assert is_staff("our correspondent in the town")
    assert is_staff("its reporter")
    assert not is_staff("the governor")
    assert identity("a spokesman") == frozenset()


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("the defence ministry in Moscow", "Russian Defence Ministry"),
        ("the Pentagon", "US Central Command"),
        ("the Russian army", "the Ministry of Defense of the Russian Federation"),
        ("a military source", "Syrias army"),
    ],
)
def test_forces_of_a_state_are_one_witness_however_the_state_is_named(one: str, two: str) -> None:
    assert same_witness(one, two)


@pytest.mark.parametrize(("one", "two"), [("the Syrian army", "the Russian army"), ("the Iraqi government", "the government in Damascus")])
def test_two_states_are_two_witnesses(one: str, two: str) -> None:
    assert not same_witness(one, two)


def test_the_states_are_those_that_the_reader_knows() -> None:
    lines = [line.split("\t") for line in STATES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    given = {code: (set(names.split(";")), capital) for code, names, capital in lines}
    known = {
        one.code.lower(): ({fold(name) for name in (one.name, *one.also, *one.demonyms) if name}, fold(one.capital))
        for one in countries().values()
    }
    assert given == known


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("the army", "the Civil Defence Department"),
        ("the US army", "the US-backed Iraqi army"),
        ("the Russian government", "pro-Russian government officials"),
        ("the Pentagon", "the Israeli army's Central Command"),
        ("the government of the People's Republic of China", "the Taiwanese government"),
        ("the army in the Valley", "the Anguillan army"),
    ],
)
def test_what_only_sounds_like_a_states_forces(one: str, two: str) -> None:
    assert not same_witness(one, two)


def test_states_under_other_names() -> None:
    assert same_witness("the government of the People's Republic of China", "the Chinese government")
    assert same_witness("the government in Kiev", "the Ukrainian government")
    assert same_witness("the White Helmets", "Syrian Civil Defense")


def test_a_short_name_that_fits_two_witnesses_is_ambiguous() -> None:
    names = ("the defence ministry", "the Russian Defence Ministry", "the Ukrainian army")
    assert ambiguous(names[0], names)
    assert not ambiguous(names[0], names[:2])
    assert not ambiguous("the police", ("the police", "Vesk police", "Orlin police"))


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Colonel Ann Reed", "the army's Ann Reed"),
        ("Lt. Gen. Omar Tesk", "the army's Omar Tesk"),
        ("Major General Omar Tesk", "the army's Omar Tesk"),
        ("General Motors", None),
        ("Major League Baseball", None),
        ("colonel in charge", None),
        ("retired Colonel Ann Reed", None),
        ("Colonel Ann Reed of the police", None),
    ],
)
def test_an_officer_speaks_for_an_army(name: str, called: str | None) -> None:
    assert officer(name) == called


def test_officers_of_two_armies_are_two_witnesses() -> None:
    one, two = "the army's Ann Reed", "the army's Omar Tesk"
    assert not same_witness(one, two)
    assert ambiguous("the army", ("the army", one, two))


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Orla Venn, the spokesman of the Front", "Orla Venn"),
        ("Major Orla Venn, who speaks for the command in Vesk", "Major Orla Venn"),
        ("Orla Venn, Petra Hale and others", "Orla Venn, Petra Hale and others"),
        ("officials in Vesk, the capital", "officials in Vesk, the capital"),
        ("Vesk, a town of traders", "Vesk, a town of traders"),
        ("the Vesk Monitor, a group in exile", "the Vesk Monitor, a group in exile"),
        ("police", "police"),
    ],
)
def test_a_person_is_called_by_the_name_alone(name: str, called: str) -> None:
    assert undescribed(name) == called


@pytest.mark.parametrize(
    ("name", "can"),
    [
        ("Preliminary questioning", False),
        ("The latest death toll", False),
        ("Footage", False),
        ("Rural areas around the capital", False),
        ("Orlin province", False),
        ("Areas of Syria", False),
        ("The blast", False),
        ("Sinai Province", True),
        ("the Minister for Information", True),
        ("police investigating the blast", True),
        ("UN figures", True),
        ("the army's information", True),
        ("Observatory figures", True),
        ("Figures from the Orlin Observatory", True),
        ("A video released by Red Hand", True),
        ("A source in Orlin province", True),
        ("Residents of the town", True),
        ("The governor of Orlin province", True),
        ("the police", True),
        ("Ann Reed", True),
    ],
)
def test_things_and_places_say_nothing(name: str, can: bool) -> None:
    assert speaks(name) is can


@pytest.mark.parametrize(
    "name",
    [
        "witnesses",
        "Eyewitnesses",
        "Local sources in the city",
        "Seven local sources",
        "Sources on the ground",
        "Analysts",
        "Aid agencies",
        "Other media outlets",
        "The international community",
        "relatives",
        "One resident of the town",
        "The same source",
        "Families",
        "both residents",
        "20 residents",
    ],
)
def test_whoever_cannot_be_told_from_others_is_nobody_in_particular(name: str) -> None:
    assert not identity(name)
    assert not same_witness(name, name)


@pytest.mark.parametrize(
    "name",
    [
        "Orlin Observer",
        "The Observer",
        "Foreign Office",
        "City Press",
        "City Hospital",
        "World Bank",
        "Seven Seas Agency",
        "Medical sources in the city",
        "the authorities",
    ],
)
def test_words_that_tell_nobody_by_themselves_do_in_a_name(name: str) -> None:
    assert identity(name)


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("Russias Defence Ministry", "Russia's Defence Ministry"),
        ("Turkeys", "Turkey"),
        ("SANAs", "SANA"),
        ("NGOs in Orlin", "NGOs in Orlin"),
        ("of Orlin's health authority", "Orlin's health authority"),
        ("55 Secretary Ann Reed", "Secretary Ann Reed"),
        ("7 News", "7 News"),
        ("112 Ukraine", "112 Ukraine"),
        ("Frances Reed", "Frances Reed"),
        ("Turkeys state-run agency", "Turkey's state-run agency"),
        ("Russians for Peace", "Russians for Peace"),
        ("Doctors Without Borders", "Doctors Without Borders"),
        ("White Helmets", "White Helmets"),
        ("the Philippines", "the Philippines"),
        ("Philippines", "Philippines"),
        ("Honduras police", "Honduras police"),
        ("of", "of"),
    ],
)
def test_a_name_is_shown_without_what_the_reader_took_with_it(name: str, called: str) -> None:
    assert trimmed(name) == called
