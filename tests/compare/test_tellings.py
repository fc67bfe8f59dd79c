from dataclasses import replace

import pytest
from made_readings import place, reading, span, telling

from sitrep.compare import tellings
from sitrep.compare.keys import keys
from sitrep.records import Auxiliary, Document, Event, EventType, Link, Precision, Quantity, Reading, Role, Statement, Time, TimeType

TEXT = "A bomb killed 12 people in Orlin. Among the dead were 5 children of the town."


def test_a_document_that_was_not_read_has_a_main_telling_from_its_text() -> None:
    (main,) = tellings(Reading(document=Document(id="d", article="a", key="k", text="انفجار في المدينة اليوم وقتل عدد من الناس")))
    assert main.main
    assert main.type is None
    assert main.sketch
    assert main.keys


def test_an_empty_document_tells_nothing() -> None:
    assert tellings(Reading(document=Document(id="d", article="a", key="k", text="  \n"))) == ()


def test_the_main_telling_has_type_place_day_and_toll() -> None:
    (main,) = tellings(reading("k", TEXT, tolls=(("12", 12, 12), ("5", 5, 5)), where="Orlin", day="2020-03-01"))
    assert main.type is EventType.ASSAULT
    assert main.place is not None
    assert main.place.name == "Orlin"
    assert (main.start, main.end, main.dated) == ("2020-03-01", "2020-03-01", True)
    assert [toll.low for toll in main.tolls] == [12]


def test_without_a_date_the_day_of_publication_stands_in_undated() -> None:
    (main,) = tellings(reading("k", TEXT, tolls=(("12", 12, 12),)))
    assert (main.start, main.dated) == ("2020-03-02", False)


def test_the_headline_says_which_toll_leads() -> None:
    text = "A shell killed 3 people early on. In all 19 were killed."
    (main,) = tellings(reading("k", text, title="19 killed by shells", tolls=(("3", 3, 3), ("19", 19, 19))))
    assert [toll.low for toll in main.tolls] == [19, 3]


def test_parts_of_a_toll_are_left_out_unless_nothing_else_is_told() -> None:
    text = "The shelling killed many, including 4 nurses."
    (main,) = tellings(reading("k", text, tolls=(("4", 4, 4),)))
    assert [toll.low for toll in main.tolls] == [4]


@pytest.mark.parametrize(
    "period", ["since 2011", "since the start of the war", "in the last two weeks", "over the past 18 months", "so far this year"]
)
def test_the_dead_of_a_war_are_not_those_of_a_raid(period: str) -> None:
    text = f"A raid killed 3 people. Raids have killed 4,000 people {period}. It was loud."
    (main,) = tellings(reading("k", text, tolls=(("3", 3, 3), ("4,000", 4000, 4000))))
    assert [toll.low for toll in main.tolls] == [3]


@pytest.mark.parametrize(
    "told",
    [
        "Jets have killed 40 people since late Friday",
        "In the deadliest attack this year, a bomb killed 40 people",
        "The attack, the third this month, killed 40 people",
        "Some 40 people were killed in the war-torn town",
        "The latest bombing in the country's civil war has killed 40",
        "The siege has killed 40 since its start on Monday",
        "A bomb killed 40, the bloodiest blow since the war began",
    ],
)
def test_an_attack_in_a_war_keeps_its_dead(told: str) -> None:
    (main,) = tellings(reading("k", f"Jets killed many in Orlin. {told}.", tolls=(("40", 40, 40),)))
    assert [toll.low for toll in main.tolls] == [40]


@pytest.mark.parametrize(
    ("whole", "kept"),
    [
        ("More than 200,000 people were killed since the war began", []),
        ("The country's conflict has killed 200,000 people", []),
        ("The uprising, which the army put down, has since killed 200,000", []),
        ("Some 200,000 were killed in the country's long civil war", []),
        ("Raids have killed 200,000 since 2011", []),
        ("Raids have killed 200,000 over the past 18 months", []),
        ("The siege has killed 200,000 in the last two weeks", [200_000]),
        ("The raid killed 200,000 people", [200_000]),
    ],
)
def test_the_dead_of_a_war_are_nobodys_where_nothing_else_is_told(whole: str, kept: list[int]) -> None:
    (main,) = tellings(reading("k", f"Jets raided Orlin. {whole}.", tolls=(("200,000", 200_000, 200_000),)))
    assert [toll.low for toll in main.tolls] == kept
    (headed,) = tellings(reading("k", f"Jets raided Orlin. {whole}.", title="200,000 killed", tolls=(("200,000", 200_000, 200_000),)))
    assert [toll.low for toll in headed.tolls] == [200_000]


def test_millions_flee_a_flood_but_no_raid() -> None:
    text = "A raid killed 3 people. It left millions of people homeless."
    read = reading("k", text, tolls=(("3", 3, 3),))
    fled = Quantity(role=Role.DISPLACED, low=2_000_000, high=None, approximate=False, span=span(text, "millions of people"))
    event = replace(read.events[0], quantities=(*read.events[0].quantities, fled))
    (main,) = tellings(replace(read, events=(event,)))
    assert [toll.low for toll in main.tolls] == [3]
    (flood,) = tellings(replace(read, events=(), numbers=(fled,)))
    assert [toll.low for toll in flood.tolls] == [2_000_000]


@pytest.mark.parametrize(
    "rank", ["in the deadliest attack in the city this year", "the worst attack since 2014", "the second attack this month"]
)
def test_a_rank_among_attacks_leaves_the_toll(rank: str) -> None:
    (main,) = tellings(reading("k", f"A bomb killed 30 people in Orlin, {rank}.", tolls=(("30", 30, 30),)))
    assert [toll.low for toll in main.tolls] == [30]


def test_the_day_of_the_arrests_is_not_that_of_the_bombing() -> None:
    text = "A bomb killed 3 people. Four men were arrested on Friday."
    bombing = reading("k", text, tolls=(("3", 3, 3),), published="2020-03-08")
    arrests = reading("k", text, trigger="arrested", day="2020-03-06", kind=EventType.COERCE, published="2020-03-08")
    (main,) = tellings(replace(bombing, events=(*bombing.events, *arrests.events), times=arrests.times))
    assert not main.dated


def test_a_number_leads_before_dozens_and_all_before_the_children_among_them() -> None:
    text = "A shell killed dozens of people. It killed 58 people, a nurse said."
    (main,) = tellings(reading("k", text, tolls=(("dozens of people", 12, None), ("58 people", 58, 58))))
    assert [toll.low for toll in main.tolls] == [58, 12]
    text = "A shell killed 11 children. In all 15 civilians died."
    (main,) = tellings(reading("k", text, title="Shell kills 11 children", tolls=(("11 children", 11, 11), ("15 civilians", 15, 15))))
    assert [toll.low for toll in main.tolls] == [15, 11]


def test_two_guards_do_not_lead_before_dozens_nor_soldiers_before_children_without_a_headline() -> None:
    text = "A strike killed dozens of people. Two guards died at the gate."
    (main,) = tellings(reading("k", text, tolls=(("dozens of people", 12, None), ("Two guards", 2, 2))))
    assert [toll.low for toll in main.tolls] == [12, 2]
    text = "A mine killed two children. Clashes killed nine soldiers."
    (main,) = tellings(reading("k", text, tolls=(("two children", 2, 2), ("nine soldiers", 9, 9))))
    assert [toll.low for toll in main.tolls] == [2, 9]


def test_a_number_stands_on_the_word_of_the_statement_that_gives_it() -> None:
    text = "A bomb went off. Its planters said it had killed 40 people."
    read = reading("k", text, tolls=(("40 people", 40, 40),))
    said = Statement(
        id="st-2", content=(span(text, "it had killed 40 people"),), attribution=(Link(source=None, cue=None, name="the Front"),)
    )
    (main,) = tellings(replace(read, statements=(*read.statements, said)))
    assert main.tolls[0].statement == "st-2"


def two_happenings() -> Reading:
    """An attack in Orlin, and besides an older one in Vesk."""
    base = reading(
        "k", "A bomb killed 12 people in Orlin. Last month 7 people were killed in Vesk.", tolls=(("12", 12, 12),), where="Orlin"
    )
    text = base.document.text
    old = Event(
        id="ev-old",
        statement=base.statements[0].id,
        trigger=span(text, "were killed"),
        type=EventType.ASSAULT,
        auxiliary=Auxiliary.HISTORICAL,
        place=1,
        date=0,
        quantities=(Quantity(role=Role.KILLED, low=7, high=7, approximate=False, span=span(text, "7")),),
    )
    time = Time(span=span(text, "Last month"), type=TimeType.DATE, value="2020-02", start="2020-02-01", end="2020-02-29")
    return replace(base, events=(*base.events, old), places=(*base.places, place("Vesk", at=span(text, "Vesk"))), times=(time,))


def test_what_an_earlier_version_said_is_not_told() -> None:
    text = "An earlier version of this report said that 14 people were killed."
    read = reading("a", text, tolls=(("14", 14.0, 14.0),), source="An earlier version of this report")
    link = replace(read.statements[0].attribution[0], source=span(text, "An earlier version of this report"))
    assert tellings(read)[0].tolls
    taken_back = replace(read, statements=(replace(read.statements[0], attribution=(link,)),))
    assert not tellings(taken_back)[0].tolls


def test_what_was_said_at_first_is_not_told() -> None:
    text = "The mayor first had 14 people killed there, then four."
    assert not tellings(reading("a", text, tolls=(("14", 14.0, 14.0),)))[0].tolls
    text = "The mayor first had 14 people killed there, but gave no details."
    assert tellings(reading("a", text, tolls=(("14", 14.0, 14.0),)))[0].tolls


def test_another_place_and_time_is_another_telling() -> None:
    main, other = tellings(two_happenings())
    assert (main.main, other.main) == (True, False)
    assert other.place is not None
    assert other.place.name == "Vesk"
    assert [toll.low for toll in other.tolls] == [7]
    assert [toll.low for toll in main.tolls] == [12]
    assert other.sketch == ()
    assert main.id != other.id


def test_the_same_reading_gives_the_same_tellings() -> None:
    assert tellings(two_happenings()) == tellings(two_happenings())


def test_town_and_land_of_one_day_share_a_key() -> None:
    town, land = (
        tellings(reading("k", TEXT, where="Orlin", day="2020-03-01"))[0],
        telling("l", dated=True, start="2020-03-01", end="2020-03-01"),
    )
    whole = replace(land, place=place("Vesk", Precision.COUNTRY))
    shared = set(town.keys) & set(keys(whole, ()))
    assert [key for key in shared if key.startswith("d:")] == ["d:XAA:737485"]
    assert not [key for key in keys(replace(whole, dated=False), ()) if key.startswith("d:")]


def test_neighbours_in_place_and_time_share_a_key() -> None:
    one = tellings(reading("k", TEXT, where="Orlin", day="2020-03-01"))[0]
    two = tellings(reading("l", "Shots killed a guard near Orlin.", where="Orlin", day="2020-03-02"))[0]
    assert any(key.startswith("p:") for key in set(one.keys) & set(two.keys))


@pytest.mark.parametrize(
    ("text", "numbers", "leads"),
    [
        ("A mine killed 12 soldiers and three civilians.", ("12 soldiers", "three civilians"), 15),
        ("Gunmen killed a teacher, his wife and their two children.", ("a teacher", "his wife", "two children"), 4),
        ("A flood killed 15 people, two women and a child.", ("15 people", "two women", "a child"), 15),
        ("A raid killed 16 soldiers and three boys. The 16 were recruits.", ("16 soldiers", "three boys", "16 were"), 16),
    ],
)
def test_what_is_joined_is_one_sum(text: str, numbers: tuple[str, ...], leads: float) -> None:
    values = {"12": 12, "three": 3, "a": 1, "his": 1, "two": 2, "15": 15, "16": 16}
    tolls = tuple((words, float(values[words.split()[0]]), float(values[words.split()[0]])) for words in numbers)
    (main,) = tellings(reading("k", text, tolls=tolls))
    assert main.tolls[0].low == leads


def test_another_paragraph_of_a_digest_with_its_own_day_is_another_happening() -> None:
    text = "A bomb killed 3 people.\n\nIn Vesk 14 trucks were burned on Monday."
    bombing = reading("k", text, tolls=(("3", 3, 3),), published="2020-03-08")
    fire = reading("k", text, tolls=(("14", 14, 14),), trigger="burned", day="2020-03-02", published="2020-03-08")
    (main, *_) = tellings(replace(bombing, events=(*bombing.events, *fire.events), times=fire.times))
    assert [toll.low for toll in main.tolls] == [3]


def test_the_headline_says_in_another_form_of_the_word_what_a_document_is_about() -> None:
    text = "Shopkeepers marched after a bombing."
    marched = reading("k", text, title="Shopkeepers march for protection", trigger="marched", kind=EventType.PROTEST)
    bombing = reading("k", text, trigger="bombing")
    (main,) = tellings(replace(marched, events=(*marched.events, *bombing.events)))
    assert main.type is EventType.PROTEST


def attack(
    number: int, text: str, trigger: str, where: int | None, low: float | None = None, words: str = "", date: int | None = None
) -> Event:
    """An attack of a text, at one of its places and dates, with a toll where one is given."""
    told = (Quantity(role=Role.KILLED, low=low, high=low, approximate=False, span=span(text, words)),) if low is not None else ()
    return Event(
        id=f"ev-{number}", statement=None, trigger=span(text, trigger), type=EventType.ASSAULT, place=where, date=date, quantities=told
    )


def test_the_quarters_of_another_town_are_not_those_of_the_happening() -> None:
    text = "Shells killed 12 in Orlin. In Tarn a rocket hit a mill. It killed 3 in Quellmar. A mine wounded some in Orlin."
    quarter = replace(place("Vesk", at=span(text, "Quellmar")), name="Quellmar", latitude=None, longitude=None, country=None)
    places = (place("Orlin", at=span(text, "Orlin")), place("Tarn", at=span(text, "Tarn")), quarter)
    events = (
        attack(1, text, "Shells", 0, 12, "12"),
        attack(2, text, "rocket", 1),
        attack(3, text, "killed 3", 2, 3, "3"),
        attack(4, text, "mine", 0),
    )
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    main = tellings(Reading(document=document, events=events, places=places))[0]
    assert main.events == ("ev-1", "ev-4")
    assert [toll.low for toll in main.tolls] == [12]


def test_the_toll_of_another_day_at_an_unknown_place_is_not_that_of_the_happening() -> None:
    text = "Shells killed 12 in Orlin on Monday. On Sunday 7 were killed in Quellmar."
    quarter = replace(place("Vesk", at=span(text, "Quellmar")), name="Quellmar", latitude=None, longitude=None, country=None)
    times = tuple(
        Time(span=span(text, words), type=TimeType.DATE, value=day, start=day, end=day)
        for words, day in (("Monday", "2020-03-02"), ("Sunday", "2020-03-01"))
    )
    events = (attack(1, text, "Shells", 0, 12, "12", date=0), attack(2, text, "were killed", 1, 7, "7", date=1))
    document = Document(id="d", article="a", key="k", text=text, published="2020-03-02")
    main = tellings(Reading(document=document, events=events, places=(place("Orlin", at=span(text, "Orlin")), quarter), times=times))[0]
    assert main.events == ("ev-1",)


def test_a_tally_of_breaches_is_not_what_a_bulletin_is_about() -> None:
    text = "Rebels breached the truce 3 times in 24 hours, the office said. A mortar killed 15 in Vesk."
    places = (place("Orlin", at=span(text, "truce")), place("Vesk", at=span(text, "Vesk")))
    events = (attack(1, text, "breached", 0), attack(2, text, "mortar", 1, 15, "15"))
    document = Document(
        id="d", article="a", key="k", text=text, title="Rebels breached the truce 3 times in 24 hours", published="2020-03-02"
    )
    main = tellings(Reading(document=document, events=events, places=places))[0]
    assert main.place is not None
    assert main.place.name == "Vesk"
    assert [toll.low for toll in main.tolls] == [15]


@pytest.mark.parametrize(
    ("published", "end"), [("2020-03-02", "2020-03-03"), ("2020-03-20", "2020-03-08"), (None, "2020-03-08"), ("2020-02-01", "2020-03-08")]
)
def test_a_week_under_way_is_told_up_to_publication_only(published: str | None, end: str) -> None:
    told = reading("a", "A bomb killed 12 this week.", published=published, day="2020-03-02")
    week = replace(told, times=(replace(told.times[0], end="2020-03-08"),))
    [main] = tellings(week)
    assert (main.start, main.end) == ("2020-03-02", end)


def test_of_a_week_the_day_that_is_told_within_it_counts() -> None:
    text = "A raid this week killed 1 person in Orlin. It was on Saturday. The gas attack on Tuesday killed 87 people."
    read = reading("k", text, tolls=(("1", 1, 1),), where="Orlin", day="2020-W10", trigger="raid", published="2020-03-07")
    days = (("2020-03-02", "2020-03-08"), ("2020-03-07", "2020-03-07"), ("2020-03-03", "2020-03-03"))
    times = tuple(Time(span=span(text, "week"), type=TimeType.DATE, value=first, start=first, end=last) for first, last in days)
    more = tuple(
        replace(read.events[0], id=f"ev-{at}", trigger=span(text, words), date=at, quantities=())
        for at, words in ((1, "Saturday"), (2, "gas attack"))
    )
    gone = Quantity(role=Role.KILLED, low=87, high=87, approximate=False, span=span(text, "87 people"))
    read = replace(read, times=times, events=(read.events[0], more[0], replace(more[1], quantities=(gone,))))
    main = tellings(read)[0]
    assert (main.start, main.end, [toll.low for toll in main.tolls]) == ("2020-03-07", "2020-03-07", [1])


def test_an_accident_has_tolls_and_no_type_whatever_came_of_it() -> None:
    text = "A ferry sank off Orlin and 31 people died. Police arrested the owner."
    read = reading("k", text, where="Orlin", trigger="arrested", kind=EventType.COERCE)
    dead = Quantity(role=Role.KILLED, low=31, high=31, approximate=False, span=span(text, "31 people"))
    (main,) = tellings(replace(read, numbers=(dead,)))
    assert (main.type, [toll.low for toll in main.tolls]) == (None, [31])
    assert tellings(read)[0].type is EventType.COERCE
    attack = reading("k", "Rebels shelled a port. " + text, trigger="shelled")
    there = replace(dead, span=span(attack.document.text, "31 people"))
    (main,) = tellings(replace(attack, numbers=(there,)))
    assert (main.type, main.tolls) == (EventType.ASSAULT, ())


def test_a_threat_is_dated_by_when_it_was_made_not_by_its_deadline() -> None:
    text = "From Friday lorries for the army will be burned, the Front warned."
    made = {"trigger": "warned", "kind": EventType.THREATEN}
    (main,) = tellings(reading("k", text, day="2020-03-15", **made))
    assert (main.start, main.dated) == ("2020-03-02", False)
    (main,) = tellings(reading("k", text, day="2020-03-01", **made))
    assert (main.start, main.dated) == ("2020-03-01", True)


@pytest.mark.parametrize(("published", "start"), [("2020-10-01", "2020-10-01"), ("2020-06-03", "2020-05-01")])
def test_a_month_that_is_long_over_is_not_when_it_happened(published: str, start: str) -> None:
    told = reading("k", "A bomb killed 12 people in the deadliest raid since May.", published=published, day="2020-05-01")
    month = replace(told, times=(replace(told.times[0], end="2020-05-31"),))
    assert tellings(month)[0].start == start


@pytest.mark.parametrize(("verb", "start"), [("reported on", "2020-03-04"), ("came on", "2020-03-01")])
def test_the_day_of_another_report_is_not_when_it_happened(verb: str, start: str) -> None:
    text = f"The Gazette {verb} Sunday that a bomb killed 12 people."
    day = Time(span=span(text, "Sunday"), type=TimeType.DATE, value="2020-03-01", start="2020-03-01", end="2020-03-01")
    told = replace(reading("k", text, published="2020-03-04"), times=(day,))
    assert (tellings(told)[0].start, tellings(told)[0].dated) == (start, False)
