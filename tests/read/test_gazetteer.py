import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from itertools import pairwise
from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.errors import ConfigError
from sitrep.read.gazetteer import Gazetteer, country, country_name, is_demonym, key, us_state
from sitrep.read.gazetteer.names import words
from sitrep.records import Precision


@pytest.fixture(scope="module")
def gazetteer():
    return Gazetteer.open()


@pytest.mark.parametrize(
    ("name", "code", "precision"),
    [
        ("Peshawar", "PAK", Precision.CITY),
        ("Khyber Pass", "PAK", Precision.POINT),
        ("Torkham", "PAK", Precision.POINT),
        ("Tulkarem refugee camp", "PSE", Precision.POINT),
        ("Tiyas Air Base", "SYR", Precision.POINT),
        ("Strait of Hormuz", None, Precision.POINT),
        ("Donbass", "UKR", Precision.REGION),
        ("Crimea", "UKR", Precision.ADMIN),
        ("Gaza Strip", "PSE", Precision.ADMIN),
        ("Ethiopia", "ETH", Precision.COUNTRY),
        ("the Sahel", None, Precision.REGION),
    ],
)
def test_first_entry(gazetteer, name, code, precision):
    first = gazetteer.lookup(name)[0]
    assert (first.country, first.precision) == (code, precision)


@pytest.mark.parametrize("name", ["AL-HUDAYDAH", "Hudaydah", "al Hudaydah", "Al Ḩudaydah", "Al-Hudaydah"])
def test_spellings_lead_to_one_town(gazetteer, name):
    assert any(entry.country == "YEM" and abs(entry.latitude - 14.8) < 0.2 for entry in gazetteer.lookup(name))


def test_crossings_camps_and_bases_lie_in_their_countries():
    """A slip in a coordinate puts a point nearer to the towns of another state than to any of its own by far."""
    far_from_towns = {"Dollo Ado", "Pratas Islands", "Pituffik Space Base"}
    gazetteer = files("sitrep.read.gazetteer")
    towns = sqlite3.connect(str(gazetteer / "gazetteer.sqlite")).execute(
        "SELECT latitude / 1e4, longitude / 1e4, country FROM entry WHERE geonames IS NOT NULL"
    )
    bands: dict[int, list[tuple[float, float, str]]] = {}
    for town in towns:
        bands.setdefault(int(town[0] // 2), []).append(town)
    for line in (gazetteer / "regions.tsv").read_text("utf-8").splitlines():
        if line.startswith("#") or line.split("\t")[5] != "point":
            continue
        name, _, latitude, longitude, code = line.split("\t")[:5]
        if not code or name in far_from_towns:
            continue
        here, there = float(latitude), float(longitude)
        far = [
            (111 * hypot(town[0] - here, (town[1] - there) * cos(radians(here))), town[2])
            for band in range(int(here // 2) - 2, int(here // 2) + 3)
            for town in bands.get(band, [])
        ]
        own = min((one for one, country in far if country == code), default=0)
        assert own < min(one for one, _ in far) + 165, (name, own)


def test_areas_and_ids(gazetteer):
    nowshera = gazetteer.lookup("Nowshera")[0]
    assert (nowshera.admin, nowshera.geonames_id) == ("Khyber Pakhtunkhwa", 1168864)
    assert any(entry.admin == "Illinois" for entry in gazetteer.lookup("Paris"))
    assert len({entry.admin for entry in gazetteer.lookup("Clarke County")}) == 5


def test_unknown_and_empty(gazetteer):
    assert gazetteer.lookup("Qwxzv") == ()
    assert gazetteer.lookup("") == ()
    assert not gazetteer.known("qwxzv")


def test_continues(gazetteer):
    assert gazetteer.continues("khyber")
    assert not gazetteer.continues("qwxzv")


def test_threads_share_one(gazetteer):
    names = ["Paris", "Aleppo", "Kabul", "Khartoum"] * 20
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda name: gazetteer.lookup(name)[0].country, names))
    assert found == ["FRA", "SYR", "AFG", "SDN"] * 20


def test_opening_is_cached_and_errors_name_the_path(tmp_path):
    assert Gazetteer.open() is Gazetteer.open()
    with pytest.raises(ConfigError, match=r"nothing\.sqlite"):
        Gazetteer.open(tmp_path / "nothing.sqlite")
    broken = tmp_path / "broken.sqlite"
    broken.write_bytes(b"no database at all, and long enough to be read")
    with pytest.raises(ConfigError, match=r"broken\.sqlite"):
        Gazetteer.open(broken).lookup("Paris")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Pakistani", "PAK"),
        ("U.S.", "USA"),
        ("US", "USA"),
        ("us", None),
        ("Britain", "GBR"),
        ("DR Congo", "COD"),
        ("Dutch", "NLD"),
        ("turkey", None),
        ("Atlantis", None),
    ],
)
def test_country(name, code):
    assert country(name) == code


def test_country_words():
    assert country_name("PAK") == "Pakistan"
    assert country_name("QQQ") is None
    assert is_demonym("Iraqis")
    assert not is_demonym("Iraq")
    assert [us_state(form) for form in ("Oh.", "OH", "N.Y.", "Calif.", "Ohio", "Punjab")] == [
        "Ohio",
        "Ohio",
        "New York",
        "California",
        "Ohio",
        None,
    ]


@given(st.text(max_size=60))
def test_lookup_never_raises(name):
    Gazetteer.open().lookup(name)
    country(name)
    us_state(name)


@given(st.text(max_size=40))
def test_key_is_settled(name):
    folded = key(name)
    assert folded == folded.lower()
    assert folded.startswith("the ") or key(folded) == folded


@given(st.text(max_size=300))
def test_words_are_true_and_in_order(text):
    found = words(text)
    assert all(text[word.start : word.end] == word.text for word in found)
    assert all(left.end <= right.start for left, right in pairwise(found))
