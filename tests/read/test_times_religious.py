"""Feasts and dates of the Islamic and the Jewish calendar."""

import pytest

from sitrep.read.times import find_times


@pytest.mark.parametrize(
    ("text", "published", "span", "value"),
    [
        ("The decree is dated 12 Rabi al-Awwal 1445.", "2023-12-01", "12 Rabi al-Awwal 1445", "2023-09-27"),
        ("It was signed on 1 Muharram.", "2024-09-01", "1 Muharram", "2024-07-07"),
        ("It was signed on the 27th of Rajab, 1440 AH.", None, "27th of Rajab, 1440 AH", "2019-04-03"),
        ("A bomb struck the Ashura procession.", "2024-09-01", "Ashura", "2024-07-16"),
        ("They met after Yom Kippur 1973.", "1973-11-01", "Yom Kippur 1973", "1973-10-06"),
        ("The truce held over Passover.", "2024-05-10", "Passover", "2024-04-23/2024-04-29"),
        ("Fighting eased at Nowruz.", "2024-05-10", "Nowruz", "2024-03-20"),
        ("Shops closed for Ramadan last year.", "2024-06-01", "Ramadan", "2023-03-23/2023-04-21"),
        ("Shops close for Eid al-Fitr this year.", "2024-02-01", "Eid al-Fitr", "2024-04-10/2024-04-12"),
    ],
)
def test_days(text, published, span, value):
    found = find_times(text, published)[0]
    assert (found.span.text, found.value) == (span, value)


@pytest.mark.parametrize("text", ["on 31 Safar 1445", "on 12 Rabi al-Awwal 1699", "the 0 Rajab", "on 45 Muharram", "Yom Kippur 9999"])
def test_days_that_are_not_known_give_no_day(text):
    assert all(one.value.count("-") < 2 for one in find_times(text, "2024-01-01"))


BESIDE = [
    ("The truce collapsed before Ramadan.", "BEFORE", None, "2024-03-10"),
    ("The truce collapsed before the holy month of Ramadan.", "BEFORE", None, "2024-03-10"),
    ("It was signed before the end of Ramadan.", "BEFORE", None, "2024-04-09"),
    ("Fighting resumed after Eid al-Fitr.", "AFTER", "2023-04-25", None),
    ("Fighting resumed after the feast of Eid al-Fitr.", "AFTER", "2023-04-25", None),
    ("Talks will begin after Christmas.", "AFTER", "2024-12-26", None),
    ("Prices rose after the start of Ramadan.", "AFTER", "2023-03-23", None),
]


@pytest.mark.parametrize(("text", "mod", "start", "end"), BESIDE, ids=[case[0] for case in BESIDE])
def test_what_was_before_or_after_a_feast_has_an_open_start_or_end(text, mod, start, end):
    [found] = find_times(text, "2024-03-05")
    assert (found.mod, found.start, found.end) == (mod, start, end)


@pytest.mark.parametrize(
    "text",
    ["The raid came during Ramadan.", "It came two days before Christmas.", "A night after Easter it fell.", "Before noon at Easter."],
)
def test_a_feast_with_no_such_word_beside_it_is_its_own_days(text):
    found = find_times(text, "2024-05-05")[-1]
    assert found.mod is None
    assert found.start is not None
    assert found.end is not None
