"""Counted people and things: bounds, roles, spans, and the numbers that count nothing."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.read.numbers import bounds, find_quantities, parse_number

N = None


def found(text: str) -> list[tuple[str, float | None, float | None, str]]:
    return [(one.role.value, one.low, one.high, one.span.text) for one in find_quantities(text)]


VALUES = [
    ("14", 14),
    ("1,200", 1200),
    ("1,234,567", 1234567),
    ("1.5 million", 1500000),
    ("3 thousand", 3000),
    ("seven", 7),
    ("twenty-two", 22),
    ("twenty two", 22),
    ("nineteen", 19),
    ("a dozen", 12),
    ("two dozen", 24),
    ("a hundred", 100),
    ("two hundred and fifty", 250),
    ("two hundred fifty-six", 256),
    ("three thousand", 3000),
    ("three thousand two hundred and six", 3206),
    ("a hundred thousand", 100000),
    ("two million", 2000000),
    ("2.5", 2.5),
    ("zero", 0),
    ("five lakh", 500000),
    ("", N),
    ("people", N),
    ("22nd", N),
    ("14 people", N),
    ("and", N),
    ("-", N),
    ("hundred", N),
    ("9" * 40, N),
]


@pytest.mark.parametrize(("words", "value"), VALUES)
def test_parse_number(words, value):
    assert parse_number(words) == value


BOUNDS = [
    ("50", (50, 50, False)),
    ("at least 50", (50, N, False)),
    ("no fewer than 50", (50, N, False)),
    ("not less than 50", (50, N, False)),
    ("50 or more", (50, N, False)),
    ("50+", (50, N, False)),
    ("over 50", (51, N, False)),
    ("more than 50", (51, N, False)),
    ("in excess of 50", (51, N, False)),
    ("up to 50", (0, 50, False)),
    ("as many as 50", (0, 50, False)),
    ("no more than 50", (0, 50, False)),
    ("fewer than 50", (0, 49, False)),
    ("less than 50", (0, 49, False)),
    ("under 50", (0, 49, False)),
    ("about 50", (50, 50, True)),
    ("nearly 50", (50, 50, True)),
    ("some 50", (50, 50, True)),
    ("around 50", (50, 50, True)),
    ("approximately 50", (50, 50, True)),
    ("an estimated 50", (50, 50, True)),
    ("50 or so", (50, 50, True)),
    ("50-odd", (50, 50, True)),
    ("exactly 50", (50, 50, False)),
    ("another 50", (50, 50, False)),
    ("between 30 and 40", (30, 40, False)),
    ("30 to 40", (30, 40, False)),
    ("30-40", (30, 40, False)),
    ("30–40", (30, 40, False)),
    ("22 or 23", (22, 23, False)),
    ("two or three", (2, 3, False)),
    ("a dozen", (12, 12, False)),
    ("more than a dozen", (13, N, False)),
    ("half a dozen", (6, 6, False)),
    ("dozens", (12, N, False)),
    ("scores", (20, N, False)),
    ("tens", (10, N, False)),
    ("hundreds", (100, N, False)),
    ("thousands", (1000, N, False)),
    ("tens of thousands", (10000, N, False)),
    ("hundreds of thousands", (100000, N, False)),
    ("several hundred", (200, N, False)),
    ("no one", (0, 0, False)),
    ("nobody", (0, 0, False)),
    ("at least two dozen", (24, N, False)),
    ("more than 1,000", (1001, N, False)),
    ("about thirty", (30, 30, True)),
    ("people", N),
    ("", N),
]


@pytest.mark.parametrize(("phrase", "expected"), BOUNDS, ids=[case[0] for case in BOUNDS])
def test_bounds(phrase, expected):
    assert bounds(phrase) == expected


KILLED = "killed"
ROLES = [
    (
        "A bomb went off, killing at least 19 people and wounding 41 others.",
        [(KILLED, 19, N, "at least 19 people"), ("injured", 41, 41, "41 others")],
    ),
    ("Nineteen people were killed.", [(KILLED, 19, 19, "Nineteen people")]),
    ("19 people have been killed and 41 injured.", [(KILLED, 19, 19, "19 people"), ("injured", 41, 41, "41")]),
    ("The blast left 20 dead.", [(KILLED, 20, 20, "20")]),
    ("The blast left at least 20 people dead and dozens wounded.", [(KILLED, 20, N, "at least 20 people"), ("injured", 12, N, "dozens")]),
    ("The death toll rose to 17 from 12.", [(KILLED, 17, 17, "17")]),
    ("Officials put the death toll at 17.", [(KILLED, 17, 17, "17")]),
    ("A death toll of 17 was given.", [(KILLED, 17, 17, "17")]),
    ("12 dead, 30 injured.", [(KILLED, 12, 12, "12"), ("injured", 30, 30, "30")]),
    ("12 dead 30 injured", [(KILLED, 12, 12, "12"), ("injured", 30, 30, "30")]),
    ("The storm claimed the lives of 20 sailors.", [(KILLED, 20, 20, "20 sailors")]),
    ("He had lost three men to a mine.", [(KILLED, 3, 3, "three men")]),
    ("The army lost at least 12 soldiers.", [(KILLED, 12, N, "at least 12 soldiers")]),
    ("The party lost 12 seats.", [("other", 12, 12, "12 seats")]),
    ("The storm claimed 20 lives.", [(KILLED, 20, 20, "20 lives")]),
    ("Twenty sailors lost their lives.", [(KILLED, 20, 20, "Twenty sailors")]),
    ("Police arrested two.", [("detained", 2, 2, "two")]),
    ("Police arrested two men and a woman.", [("detained", 2, 2, "two men"), ("detained", 1, 1, "a woman")]),
    ("Gunmen kidnapped three teachers.", [("abducted", 3, 3, "three teachers")]),
    ("Three teachers were taken hostage.", [("abducted", 3, 3, "Three teachers")]),
    ("Floods displaced 4,000 families.", [("displaced", 4000, 4000, "4,000 families")]),
    ("Some 4,000 families fled.", [("displaced", 4000, 4000, "Some 4,000 families")]),
    ("The army destroyed 27 tankers.", [("destroyed", 27, 27, "27 tankers")]),
    ("27 tankers were torched.", [("destroyed", 27, 27, "27 tankers")]),
    ("Rebels set fire to six trucks.", [("destroyed", 6, 6, "six trucks")]),
    ("Thousands marched through the capital.", [("participants", 1000, N, "Thousands")]),
    ("Tens of thousands of people took to the streets.", [("participants", 10000, N, "Tens of thousands of people")]),
    ("About 500 protesters blocked the road.", [("participants", 500, 500, "About 500 protesters")]),
    ("A mine killed a driver.", [(KILLED, 1, 1, "a driver")]),
    ("A mine killed one and injured another.", [(KILLED, 1, 1, "one"), ("injured", 1, 1, "another")]),
    ("12 soldiers and three civilians were killed.", [(KILLED, 12, 12, "12 soldiers"), (KILLED, 3, 3, "three civilians")]),
    (
        "The raid killed 12 soldiers, three civilians and a nurse.",
        [(KILLED, 12, 12, "12 soldiers"), (KILLED, 3, 3, "three civilians"), (KILLED, 1, 1, "a nurse")],
    ),
    ("Police detained one man and seized a second.", [("detained", 1, 1, "one man")]),
    ("No one was hurt.", [("injured", 0, 0, "No one")]),
    ("Nobody was killed.", [(KILLED, 0, 0, "Nobody")]),
    ("Up to 90 people were detained.", [("detained", 0, 90, "Up to 90 people")]),
    ("Between 60 and 70 rebels died.", [(KILLED, 60, 70, "Between 60 and 70 rebels")]),
    ("More than 50 people were killed.", [(KILLED, 51, N, "More than 50 people")]),
    ("Fewer than 50 people were killed.", [(KILLED, 0, 49, "Fewer than 50 people")]),
    ("22 or 23 miners were killed.", [(KILLED, 22, 23, "22 or 23 miners")]),
    ("Dozens of miners died.", [(KILLED, 12, N, "Dozens of miners")]),
    ("Scores of miners were injured.", [("injured", 20, N, "Scores of miners")]),
    ("Two dozen miners were injured.", [("injured", 24, 24, "Two dozen miners")]),
    ("The death of 14 miners shocked the town.", [(KILLED, 14, 14, "14 miners")]),
    ("The arrest of 20 students was condemned.", [("detained", 20, 20, "20 students")]),
    ("There were 12 deaths and 40 arrests.", [(KILLED, 12, 12, "12 deaths"), ("detained", 40, 40, "40 arrests")]),
    ("Two gunmen killed 14 worshippers.", [("other", 2, 2, "Two gunmen"), (KILLED, 14, 14, "14 worshippers")]),
    ("Soldiers shot dead three men.", [(KILLED, 3, 3, "three men")]),
    ("Three men were shot dead.", [(KILLED, 3, 3, "Three men")]),
    ("Three men from the village were shot dead.", [(KILLED, 3, 3, "Three men")]),
    ("Militiamen surrendered more than 400 pistols.", [("other", 401, N, "more than 400 pistols")]),
    ("The bill passed by 200 votes.", [("other", 200, 200, "200 votes")]),
    ("Nineteen people, most of them miners, were killed.", [(KILLED, 19, 19, "Nineteen people")]),
    ("Nineteen people most of them miners were killed", [(KILLED, 19, 19, "Nineteen people")]),
    ("Nineteen people, including three children, were killed.", [(KILLED, 19, 19, "Nineteen people"), ("other", 3, 3, "three children")]),
    ("Nineteen people including three children were killed", [(KILLED, 19, 19, "Nineteen people"), ("other", 3, 3, "three children")]),
    ("The attack killed 19 people, including three children.", [(KILLED, 19, 19, "19 people"), ("other", 3, 3, "three children")]),
    ("19 killed in bus crash", [(KILLED, 19, 19, "19")]),
    ("Bus crash kills 19", [(KILLED, 19, 19, "19")]),
    ("70 Militants Killed in Clashes", [(KILLED, 70, 70, "70 Militants")]),
    ("AT LEAST NINE PEASANTS WERE KIDNAPPED.", [("abducted", 9, N, "AT LEAST NINE PEASANTS")]),
    ("The governor sent 300 soldiers to the border.", [("participants", 300, 300, "300 soldiers")]),
    ("They demolished 14 houses and a mosque.", [("destroyed", 14, 14, "14 houses"), ("destroyed", 1, 1, "a mosque")]),
    ("The number of wounded climbed to 40.", [("injured", 40, 40, "40")]),
    ("Two of the attackers were killed.", [(KILLED, 2, 2, "Two of the attackers")]),
    ("Over 100 militants were killed.", [(KILLED, 101, N, "Over 100 militants")]),
    ("The strike killed 1,200 people.", [(KILLED, 1200, 1200, "1,200 people")]),
    ("The war displaced 1.5 million people.", [("displaced", 1500000, 1500000, "1.5 million people")]),
    ("As many as 30 people drowned.", [(KILLED, 0, 30, "As many as 30 people")]),
    ("A gunman shot dead a police officer.", [(KILLED, 1, 1, "a police officer")]),
    ("Three people, including a child, died.", [(KILLED, 3, 3, "Three people")]),
    ("At least one person was killed.", [(KILLED, 1, N, "At least one person")]),
    (
        "It said 14 of its soldiers had been killed and 30 more wounded.",
        [(KILLED, 14, 14, "14 of its soldiers"), ("injured", 30, 30, "30 more")],
    ),
    ("The rebels released 14 hostages.", [("other", 14, 14, "14 hostages")]),
    ("The rebels took 14 hostages.", [("abducted", 14, 14, "14 hostages")]),
    ("Two people suffered minor injuries.", [("injured", 2, 2, "Two people")]),
    ("There were no deaths.", [(KILLED, 0, 0, "no deaths")]),
    ("A policeman was killed and two others wounded.", [(KILLED, 1, 1, "A policeman"), ("injured", 2, 2, "two others")]),
]


@pytest.mark.parametrize(("text", "expected"), ROLES, ids=[case[0] for case in ROLES])
def test_roles(text, expected):
    assert found(text) == expected


NOTHING = [
    "On 6 October 2010 the talks began.",
    "He is 34 years old.",
    "Ali Hassan, 34, was killed.",
    "Ali Hassan, aged 34, was killed.",
    "A 22-year-old was killed.",
    "The 3rd brigade was destroyed.",
    "It cost $50 and 30 euros.",
    "It lies 12 km from the town.",
    "Some 30 per cent of it was destroyed.",
    "Some 30% of it was destroyed.",
    "A T-72 was destroyed and an F-16 fell.",
    "Article 5 was invoked.",
    "They talked for three weeks.",
    "It fell at 10:30.",
    "He lived at 14 Elm Street.",
    "It weighed 20 tonnes.",
    "Resolution 1701 was passed.",
    "Flight 370 was lost.",
    "The team won 3-1.",
    "They met twice in 48 hours.",
    "Three attacks were reported.",
    "",
    "one",
    "The first was the worst.",
    "It is no more than talk.",
]


@pytest.mark.parametrize("text", NOTHING)
def test_counts_nothing(text):
    assert found(text) == []


def test_about_is_approximate():
    assert [one.approximate for one in find_quantities("About 50 people were killed and 20 wounded.")] == [True, False]


def test_a_part_of_the_text_alone_is_read():
    text = "Ten people died. Nine people died. Eight people died."
    (only,) = find_quantities(text, 17, 34)
    assert (only.low, only.span.start, only.span.text) == (9, 17, "Nine people")
    assert find_quantities(text, 30, 10) == ()
    assert len(find_quantities(text, -5, 10_000)) == 3


WORDS = [
    "at",
    "least",
    "14",
    "people",
    "were",
    "killed",
    "and",
    "wounding",
    "30",
    "others",
    "no",
    "one",
    "a",
    "driver",
    "dozens",
    "between",
    "40",
    "fighters",
    "scores",
    "of",
    "hundreds",
    "two",
    "dozen",
    "1,200",
    "1.5",
    "million",
    "up",
    "to",
    "over",
    "nearly",
    "22",
    "or",
    "23",
    ",",
    ".",
    "(",
    ")",
    "-",
    "death",
    "toll",
    "rose",
    "from",
    "12",
    "dead",
    "injured",
    "arrested",
    "families",
    "2010",
    "%",
    "$",
    "T-72",
    "aged",
    "34",
    "the",
    "who",
    "including",
    "them",
    "-",
    "’s",
    "thousand",
    "a",
    "an",
]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200), st.integers(-5, 210), st.none() | st.integers(-5, 210))
def test_spans_are_true_on_any_text(text, start, end):
    check(text, start, end)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=16), st.sampled_from([" ", "", "\n"]))
def test_spans_are_true_on_heaps_of_number_words(parts, space):
    text = space.join(parts)
    check(text, 0, None)
    bounds(text)
    parse_number(text)


def check(text, start, end):
    last = 0
    for one in find_quantities(text, start, end):
        assert text[one.span.start : one.span.end] == one.span.text != ""
        assert one.span.start >= max(last, start)
        assert end is None or one.span.end <= max(end, 0)
        last = one.span.end
        assert one.low is not None
        assert one.high is None or 0 <= one.low <= one.high


@pytest.mark.parametrize("piece", ["14 people ", "killed ", "one ", "a ", "two and ", "1,", "of ", "-", "were killed 3 ", "hundred "])
def test_time_grows_with_length_only(piece):
    def took(length: int) -> float:
        text = piece * (length // len(piece))
        begin = time.process_time()
        find_quantities(text)
        return time.process_time() - begin

    took(1_000)
    small, large = (min(took(length) for _ in range(3)) for length in (10_000, 40_000))
    assert large < 16 * max(small, 0.02)


def test_what_is_put_in_quotation_marks_and_who_belongs_to_whom_is_counted():
    assert found('The army said it had killed "around 80" jihadists.')[0][:3] == ("killed", 80, 80)
    assert [one[:2] for one in found("Gunmen killed a teacher, his wife and their two children.")] == [
        ("killed", 1),
        ("killed", 1),
        ("killed", 2),
    ]
    assert [one[:2] for one in found("A barangay chairman and his two bodyguards were shot dead.")] == [("killed", 1), ("killed", 2)]
    assert found("The mayor was with his wife.") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Gunmen ambushed a convoy, killing five soldiers, a security official said.", [("killed", 5)]),
        ("A bomb killed four people, an officer told reporters.", [("killed", 4)]),
        ("The strike killed six, a doctor at the district hospital said.", [("killed", 6)]),
        ("The blast killed 12 soldiers, a policeman and two children, police said.", [("killed", 12), ("killed", 1), ("killed", 2)]),
        ("The raid killed two men, a man said to be their leader among them.", [("killed", 2), ("killed", 1)]),
    ],
)
def test_who_says_it_is_none_of_the_dead(text, wanted):
    assert [one[:2] for one in found(text)] == wanted
