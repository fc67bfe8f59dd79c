import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import place

from sitrep.compare.days import days, gap, interval, iso
from sitrep.compare.places import Relation, distance, relation
from sitrep.records import Place, Precision, Span

SPAN = Span(start=0, end=1, text="X")


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2020-02-03", "2020-02-03", "2020-02-03"),
        ("2020-02-03T23:10:00+05:00", "2020-02-03", "2020-02-03"),
        ("2020-02", "2020-02-01", "2020-02-29"),
        ("2019", "2019-01-01", "2019-12-31"),
    ],
)
def test_dates_of_all_lengths(value: str, first: str, last: str) -> None:
    found = days(value)
    assert found is not None
    assert (iso(found[0]), iso(found[1])) == (first, last)


@pytest.mark.parametrize("value", [None, "", "yesterday", "2020-13-01", "2020-02-30", "0000", "199X", "2020-W07"])
def test_what_is_no_date_is_none(value: str | None) -> None:
    assert days(value) is None


def test_intervals_and_gaps() -> None:
    one, two = interval("2020-03-01", "2020-03-03"), interval("2020-03-05", None)
    assert one is not None
    assert two is not None
    assert gap(one, two) == gap(two, one) == 2
    assert gap(one, one) == 0
    assert interval(None, None) is None


def test_places_stand_by_distance_and_by_country() -> None:
    country = Place(span=SPAN, name="Aland", country="XAA", precision=Precision.COUNTRY, latitude=15.0, longitude=25.0)
    assert relation(place("Orlin"), place("Orlin")) is Relation.SAME
    assert relation(place("Orlin"), place("Vesk")) is Relation.FAR
    assert relation(place("Orlin"), country) is Relation.WITHIN
    assert relation(place("Tarn"), country) is Relation.FAR
    assert relation(None, country) is Relation.UNKNOWN


def test_a_name_without_coordinates_is_the_same_as_itself_only() -> None:
    one, two = (Place(span=SPAN, name=name, precision=Precision.CITY) for name in ("Orlin", "Vesk"))
    assert relation(one, place("Orlin")) is Relation.SAME
    assert relation(one, two) is Relation.UNKNOWN


@given(*(st.floats(-90, 90), st.floats(-180, 180)) * 2)
def test_distance_is_symmetric_and_within_half_the_earth(a: float, b: float, c: float, d: float) -> None:
    one, two = (Place(span=SPAN, name="X", latitude=y, longitude=x) for y, x in ((a, b), (c, d)))
    there, back = distance(one, two), distance(two, one)
    assert there is not None
    assert back is not None
    assert abs(there - back) < 1e-6
    assert 0 <= there <= 20_016
