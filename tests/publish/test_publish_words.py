"""Sentences, dates, addresses and drawings."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.publish.dates import UNKNOWN, brief, human, machine, moment_of, order_of, period, rfc822, rfc3339
from sitrep.publish.geo import country_name, place_line
from sitrep.publish.graph import Edge, coordinates, locator, origin_graph
from sitrep.publish.text import anchor, clean, one_line, page_name, shorten, web_address
from sitrep.publish.words import account_order, bounds, claim_sentence, coverage, grade_words, lead_account
from sitrep.records import Account, Claim, Place, Precision, Span, State


def account(value, low=None, high=None):
    return Account(value=value, low=low, high=high, reports=(), statements=(), origins=1)


@pytest.mark.parametrize(
    ("attribute", "given", "sentence"),
    [
        ("destroyed", account("over 50 tankers", 51), "Over 50 tankers were destroyed."),
        ("destroyed", account("1 bridge", 1, 1), "1 bridge was destroyed."),
        ("destroyed", account("none", 0, 0), "Nothing was destroyed."),
        ("killed", account("1", 1, 1), "One person was killed."),
        ("killed", account("27", 27, 27), "27 people were killed."),
        ("killed", account("1,200", 1200, 1200), "1,200 people were killed."),
        ("killed", account("at least 12", 12), "At least 12 people were killed."),
        ("killed", account("dozens of soldiers", 12), "Dozens of soldiers were killed."),
        ("killed", account("", 30, 40), "30 to 40 people were killed."),
        ("killed", account("", 0, 50), "Up to 50 people were killed."),
        ("killed", account("12 dead", 12, 12), "Killed: 12 dead."),
        ("killed", account("nobody", 0, 0), "Nobody was killed."),
        ("injured", account(""), "Injured: number not known."),
        ("displaced", account("1", 1, 1), "One person was driven from home."),
        ("participants", account("hundreds", 100), "Hundreds people took part."),
        ("perpetrator", account("Valley Front"), "Valley Front is said to have done it."),
        ("occurred", account("no"), "It did not happen."),
        ("occurred", account("perhaps"), "Whether it happened: perhaps."),
        ("date", account("2010-10-06"), "It happened on 6 October 2010."),
        ("date", account("2010-10"), "When: October 2010."),
        ("date", account("2010-10-05/2010-10-06"), "When: 5 October 2010 to 6 October 2010."),
        ("place", account("Karsa"), "Where: Karsa."),
        ("arms_used", account("rifles"), "Arms used: rifles."),
        ("arms_used", account(""), "Arms used: not known."),
    ],
)
def test_sentences(attribute, given, sentence):
    assert claim_sentence(attribute, given) == sentence


def test_who_claims_it_himself():
    assert claim_sentence("perpetrator", account("Valley Front"), claimed_by_itself=True) == "Valley Front says that it did it."


@given(st.text(max_size=80), st.text(max_size=200), st.one_of(st.none(), st.floats(0, 1e9)), st.one_of(st.none(), st.floats(0, 1e9)))
def test_any_account_gives_one_line(attribute, value, low, high):
    sentence = claim_sentence(attribute, account(value, low, high))
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_grades_and_counts():
    assert grade_words("B3") == "usually reliable; possibly true"
    assert grade_words("F1") == "source: reliability cannot be judged; information: confirmed by other sources"
    assert grade_words("B6") == "usually reliable; truth cannot be judged"
    assert grade_words("") == grade_words("F6") == "reliability cannot be judged; truth cannot be judged"
    assert coverage(11, 9, 3) == "11 articles, 9 publishers, 3 origins"
    assert coverage(1, 0, 0) == "1 article, publisher not known, origin not known"
    assert [bounds(51, None), bounds(None, 9), bounds(None, None), bounds(2.5, 2.5)] == [
        "at least 51",
        "up to 9",
        "number not known",
        "2.5",
    ]


def test_dates():
    assert human("2010-10-06T14:20:00+05:00") == "6 October 2010, 14:20 +05:00"
    assert brief("2010-10-06T14:20:00Z") == "6 Oct 2010, 14:20 UTC"
    assert [human("2010-10-06"), human("2010-10"), human("1993"), human("soon"), human(None)] == [
        "6 October 2010",
        "October 2010",
        "1993",
        "soon",
        UNKNOWN,
    ]
    assert human("2010-10-06T14:20:00").endswith("(zone not known)")
    assert period("2010-10-06", "2010-10-08") == "6 October 2010 to 8 October 2010"
    assert period("2010-10-06", None) == period("2010-10-06", "2010-10-06") == "6 October 2010"
    assert moment_of("2010-10") == datetime(2010, 10, 1, tzinfo=UTC)
    assert [moment_of(wrong) for wrong in ("0000", "2010-13", "x", "0001-01-01T00:00:00+10:00", None)] == [None] * 5
    assert [machine("2010-10"), machine("soon"), machine(None)] == ["2010-10", None, None]
    assert rfc3339(datetime(33, 4, 3, tzinfo=UTC)) == "0033-04-03T00:00:00Z"
    assert rfc822(datetime(2010, 10, 7, 4, tzinfo=UTC)) == "Thu, 07 Oct 2010 04:00:00 GMT"


def test_order_of_dates():
    assert sorted(["2011", None, "2010-12-31T20:00:00-05:00", "2010-12-31"], key=order_of) == [
        "2010-12-31",
        "2011",
        "2010-12-31T20:00:00-05:00",
        None,
    ]


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.org:8080/a b?q=é&x='1'#f g", "http://example.org:8080/a%20b?q=%C3%A9&x=%271%27#f%20g"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://[::1]/x", "https://[::1]/x"),
        ("https://e.org/%41", "https://e.org/%41"),
    ],
)
def test_web_addresses(given, address):
    assert web_address(given) == address


@pytest.mark.parametrize(
    "given",
    [
        None,
        "",
        "javascript:alert(1)",
        "ftp://e.org/",
        "//e.org/",
        "https://",
        "https://u:p@e.org/",
        "https://e.org:99999/",
        "https://e.\u202eorg/",
        "http://[x",
    ],
)
def test_addresses_that_are_not_linked(given):
    assert web_address(given) is None


@given(st.text(max_size=300))
def test_clean_text_keeps_its_length_and_encodes(text):
    assert len(clean(text)) == len(text)
    clean(text).encode()
    assert not set(one_line(text)) & set("\n\r\t\u202e\u2066\u200f\x1b")


@given(st.text(max_size=300), st.integers(10, 100))
def test_shortened_text_is_short(text, limit):
    assert len(shorten(text, limit)) <= limit


def test_names_of_files_and_anchors():
    assert page_name("inc-12") == "inc-12"
    assert page_name("../x").startswith("page-")
    assert anchor("st", "st-1") == "st-1"
    assert anchor("st", "1") == "st-1"
    assert anchor("st", '"x') != anchor("st", "<x")


def place(latitude, longitude, precision=Precision.CITY):
    return Place(span=Span(start=0, end=0, text=""), name="N", latitude=latitude, longitude=longitude, precision=precision, country="PAK")


def test_places():
    assert place_line(place(1.0, 2.0)) == "N, Pakistan"
    assert [country_name("XYZ"), country_name(None)] == ["XYZ", None]
    assert coordinates(place(-33.94, 18.5, Precision.COUNTRY)) == "34° S, 18° E"
    assert coordinates(place(None, None)) is None
    assert locator(place(None, 3.0)) is None
    assert locator(place(91.0, 3.0)) is None
    edge = locator(place(89.0, -179.0))
    assert edge is not None
    assert edge.view == "-900 -450 440 220"


def test_the_drawing_has_every_publisher_up_to_its_limit():
    edges = [Edge(publisher=f"Paper {number}", origin="a" if number % 2 else "b", articles=number + 1, href=None) for number in range(40)]
    graph = origin_graph([("a", "A" * 50), ("b", "B")], edges)
    assert (len(graph.dots), graph.hidden, len(graph.strokes)) == (30, 10, 30)
    assert len({dot.y for dot in graph.dots}) == 30
    assert all(0 < node.y < graph.height for node in (*graph.dots, *graph.squares))
    assert graph.squares[0].full == "A" * 50


def test_what_was_taken_back_leads_nothing() -> None:
    def account(value: str, grade: str, origins: int) -> Account:
        return Account(value=value, low=None, high=None, reports=(0,), statements=(), origins=origins, grade=grade)

    ordered = [account("stands", "F6", 1), account("doubtful", "F4", 1), account("taken back", "F5", 2)]
    claim = Claim(attribute="destroyed", accounts=tuple(ordered[::-1]), state=State.REVISED)
    assert lead_account(claim) == ordered[0]
    assert sorted(claim.accounts, key=account_order) == ordered
