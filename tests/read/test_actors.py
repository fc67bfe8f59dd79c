import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import ConfigError
from sitrep.read.actors import actors, load


@pytest.mark.parametrize(
    ("phrase", "country", "sector"),
    [
        ("Pakistani Ambassador to the U.S. Husain Haqqani", "PAK", "GOV"),
        ("Pakistani police", "PAK", "COP"),
        ("the interior minister of Iraq", "IRQ", "GOV"),
        ("US officials", "USA", "GOV"),
        ("Syrian government forces", "SYR", "MIL"),
        ("Kabul police chief", "AFG", "COP"),
        ("Gendarmes in Maradi", "NER", "COP"),
        ("Hamas fighters", "PSE", "REB"),
        ("the Taliban", "AFG", "REB"),
        ("A spokesman for the TTP", "PAK", "REB"),
        ("UN peacekeepers", None, "IGO"),
        ("residents of Aleppo", "SYR", "CVL"),
        ("South Korean troops", "KOR", "MIL"),
        ("a suicide bomber", None, "UAF"),
        ("Ethiopia", "ETH", "GOV"),
        ("the Holy See", "VAT", "GOV"),
    ],
)
def test_resolve(phrase, country, sector):
    found = actors().resolve(phrase)
    assert (found.country, found.sector) == (country, sector)


def test_a_description_has_no_name_and_an_unknown_phrase_no_actor():
    assert actors().resolve("Pakistani Ambassador to the U.S. Husain Haqqani").name is None
    assert actors().resolve("the green table") is None
    assert actors().resolve("us") is None
    assert actors().resolve("") is None


@pytest.mark.parametrize("name", ["TTP", "Tehrik-i-Taliban Pakistan", "tehreek-e-taliban pakistan", "the Pakistani Taliban"])
def test_spellings_of_one_group(name):
    assert actors().get(name).name == "Tehrik-i-Taliban Pakistan"


def test_abbreviations_count_only_in_capitals():
    assert [found[2].name for found in actors().find("He said the WHO is in. Who is it? They let us and the LeT go.")] == [
        "World Health Organization",
        "Lashkar-e-Taiba",
    ]


def test_names_that_are_words_need_their_capital():
    assert not actors().find("Dawn broke over the hills.")
    assert actors().find("They told Dawn on Monday.")[0][:2] == (10, 14)


def test_longest_name_wins():
    found = actors().find("The UN Security Council and the UN met Al-Qaeda in Iraq.")
    assert [one[2].name for one in found] == ["UN Security Council", "United Nations", "Al-Qaeda in Iraq"]


def test_an_outlets_one_word_in_another_name_is_not_the_outlet():
    assert actors().resolve("Dawn").name == "Dawn"
    assert actors().resolve("the Morro Dawn Front") is None
    assert actors().resolve("the Bolan Liberation Front") is None


def test_outlets():
    assert actors().is_outlet("BBC") == "British Broadcasting Corporation"
    assert actors().is_outlet("The New York Times") == "The New York Times"
    assert actors().is_outlet("NATO") is None


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("a\tb\tgroup\tPAK\tREB\t\t", "7 columns"),
        ("a\tb\tghost\tPAK\tREB\t\t\tx", "not a kind"),
        ("a\tb\tgroup\tPakistan\tREB\t\t\tx", "country code"),
        ("a\tb\tgroup\tPAK\tXYZ\t\t\tx", "PLOVER sector"),
        ("a\t\tgroup\tPAK\tREB\t\t\tx", "no name"),
    ],
)
def test_a_broken_row_names_file_and_line(tmp_path, row, reason):
    table = tmp_path / "mine.tsv"
    table.write_text(f"# comment\n{row}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match=r"mine\.tsv:2") as caught:
        load([table])
    assert reason in caught.value.reason


def test_own_tables_can_be_loaded(tmp_path):
    table = tmp_path / "mine.tsv"
    table.write_text("Blue Brigade;BBRG\tThe Blue Brigade\tgroup\tHTI\tUAF\t2020\t\town\n", encoding="utf-8")
    assert load([table]).resolve("BBRG").name == "The Blue Brigade"


@given(st.text(max_size=200))
def test_never_raises_and_spans_are_in_order(text):
    actors().resolve(text)
    last = 0
    for start, end, _ in actors().find(text):
        assert last <= start < end <= len(text)
        last = end


def test_find_is_linear():
    text = "Al-Qaeda in the United Nations Security Council of the Democratic Front for the Liberation " * 2000
    started = time.process_time()
    assert len(actors().find(text)) > 2000
    assert time.process_time() - started < 15


@pytest.mark.parametrize(
    ("phrase", "year", "country", "sector"),
    [
        ("the Taliban", 1998, "AFG", "GOV"),
        ("Taliban fighters", 2010, "AFG", "REB"),
        ("the Taliban", 2024, "AFG", "GOV"),
        ("the SPLA", 1995, "SDN", "REB"),
        ("the SPLA", 2013, "SSD", "MIL"),
        ("Sandinistas", 1985, "NIC", "GOV"),
        ("Sandinistas", 1996, "NIC", "OPP"),
        ("the Taliban", 1900, "AFG", "REB"),
        ("Pakistani police", 2010, "PAK", "COP"),
    ],
)
def test_the_year_decides_what_an_actor_was(phrase, year, country, sector):
    actor = actors().resolve(phrase)
    then = actors().in_year(actor, year)
    assert (then.country, then.sector, then.name) == (country, sector, actor.name)
