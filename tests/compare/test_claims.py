from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import place, reading, span

from sitrep.compare import incident, tellings
from sitrep.compare.tolls import exclude, reach, wording
from sitrep.errors import CompareError
from sitrep.records import Act, Claim, Event, EventType, Link, Party, Polarity, Quantity, Reading, Role, Span, Statement, make_id


def claim(readings: list[Reading], attribute: str = "killed") -> Claim | None:
    members = [tellings(one)[0] for one in readings]
    made = incident("inc-1", (), members, {one.document.id: one for one in readings}, (), make_id)
    return next((found for found in made.claims if found.attribute == attribute), None)


def toll(key: str, words: str, low: float | None, high: float | None, source: str | None, published: str = "2020-03-02") -> Reading:
    return reading(
        key, f"{words} people were killed. {key}", outlet=f"Outlet {key}", source=source, tolls=((words, low, high),), published=published
    )


def state(*readings: Reading) -> str:
    found = claim(list(readings))
    assert found is not None
    return found.state.value


def test_one_origin_is_single_however_many_outlets_print_it() -> None:
    assert state(toll("a", "20", 20, 20, "police"), toll("b", "20", 20, 20, "a police spokesman")) == "single"


def test_two_origins_whose_ranges_overlap_agree_in_two_accounts() -> None:
    found = claim([toll("a", "at least 12", 12, None, "police"), toll("b", "14", 14, 14, "the mayor Olen Dir")])
    assert found is not None
    assert found.state == "agreed"
    assert [(account.value, account.low, account.high) for account in found.accounts] == [("at least 12", 12, None), ("14", 14, 14)]


def test_ranges_that_exclude_each_other_are_disputed() -> None:
    assert state(toll("a", "5", 5, 5, "police"), toll("b", "7", 7, 7, "the mayor Olen Dir")) == "disputed"


def test_at_least_a_few_does_not_agree_with_many() -> None:
    assert state(toll("a", "at least 12", 12, None, "police"), toll("b", "39", 39, 39, "the mayor Olen Dir")) == "disputed"


def test_an_origin_that_changes_its_own_has_revised_even_where_others_dispute() -> None:
    early, late = toll("a", "35", 35, 35, "police"), toll("b", "22", 22, 22, "police", "2020-03-04")
    assert state(early, late) == "revised"
    assert state(early, late, toll("c", "50", 50, 50, "the mayor Olen Dir")) == "revised"


def test_more_than_a_number_does_not_contradict_it() -> None:
    over, exact = toll("a", "More than 19", 20, None, "police"), toll("b", "19", 19, 19, "police", "2020-03-03")
    assert state(over, exact) == "single"
    assert state(over, toll("b", "19", 19, 19, "the mayor Olen Dir")) == "agreed"
    assert state(over, toll("b", "18", 18, 18, "police", "2020-03-03")) == "revised"
    assert state(toll("a", "at least 20", 20, None, "police"), exact) == "revised"


def test_more_than_a_number_is_told_as_that() -> None:
    found = claim([toll("a", "More than 19", 20, None, "police"), toll("b", "at least 20", 20, None, "the mayor Olen Dir")])
    assert found is not None
    assert [(one.value, one.low, one.high) for one in found.accounts] == [("more than 19", 20, None), ("at least 20", 20, None)]


def test_a_raised_at_least_is_revised_unless_origins_dispute() -> None:
    early, late = toll("a", "at least 12", 12, None, "police"), toll("b", "at least 30", 30, None, "police", "2020-03-04")
    assert state(early, late) == "revised"
    assert state(early, late, toll("c", "60", 60, 60, "the mayor Olen Dir")) == "disputed"


@pytest.mark.parametrize("number", [0, -1, 1e9])
def test_odd_tolls_are_taken_as_they_are(number: float) -> None:
    found = claim([toll("a", "some", number, number, "police")])
    assert found is not None
    assert found.accounts[0].low == number
    assert found.state == "single"


def test_parts_do_not_dispute_the_whole() -> None:
    base = reading("a", "The raid killed 39 people, including 11 children.", source="police", tolls=(("39", 39, 39), ("11", 11, 11)))
    assert state(base) == "single"
    found = claim([base])
    assert found is not None
    assert [account.value for account in found.accounts] == ["39"]


def two_witnesses() -> Reading:
    """Police say 20, and in the same document a hospital says 31."""
    text = "Police said 20 people were killed. The Selm hospital counted 31 killed."
    base = reading("a", text, outlet="Orlin Star", source="police", tolls=(("20", 20, 20),))
    second = Statement(id="st-2", content=(span(text, "31 killed"),), attribution=(Link(source=None, cue=None, name="Selm hospital"),))
    quantity = Quantity(role=Role.KILLED, low=31, high=31, approximate=False, span=span(text, "31"))
    event = Event(
        id="ev-2",
        statement="st-2",
        trigger=Span(start=len(text) - 7, end=len(text) - 1, text="killed"),
        type=EventType.ASSAULT,
        quantities=(quantity,),
    )
    return replace(base, statements=(*base.statements, second), events=(*base.events, event))


def test_a_document_that_carries_two_witnesses_is_listed_under_both() -> None:
    one = two_witnesses()
    made = incident("inc-1", (), tellings(one)[:1], {one.document.id: one}, ())
    assert [origin.reports for origin in made.origins] == [(0,), (0,)]
    assert made.reports[0].origin == made.origins[0].id
    assert made.claims[0].state == "disputed"


def blamed(key: str, *, polarity: Polarity = Polarity.POSITIVE, source: str = "police", act: Act = Act.ACCUSE) -> Reading:
    return reading(
        key,
        f"The Bolor Liberation Front killed a guard. {key}",
        outlet=f"Outlet {key}",
        source=source,
        actor="Bolor Liberation Front",
        polarity=polarity,
        act=act,
    )


def test_who_counts_the_dead_did_not_kill_them() -> None:
    told = [reading(key, f"{who} killed 12 people in Orlin.", where="Orlin", actor=who, trigger="killed") for key, who in (
        ("a", "The Orlin Observatory for Rights"), ("b", "The Vesk Front"), ("c", "This projectile"))]  # fmt: skip
    assert claim(told[:1], "perpetrator") is None
    assert claim(told[2:], "perpetrator") is None
    found = claim(told[:2], "perpetrator")
    assert found is not None
    assert [account.value for account in found.accounts] == ["The Vesk Front"]


def test_who_is_blamed_and_denies() -> None:
    found = claim(
        [blamed("a"), blamed("b", polarity=Polarity.NEGATIVE, source="Bolor Liberation Front, spokesman", act=Act.DENY)], "perpetrator"
    )
    assert found is not None
    assert found.state == "denied"
    assert [account.value for account in found.accounts] == ["Bolor Liberation Front", "not Bolor Liberation Front"]


def test_a_denial_by_another_is_a_dispute() -> None:
    found = claim([blamed("a"), blamed("b", polarity=Polarity.NEGATIVE, source="the mayor Olen Dir", act=Act.DENY)], "perpetrator")
    assert found is not None
    assert found.state == "disputed"


def test_gunmen_are_nobody() -> None:
    assert claim([reading("a", "The gunmen killed a guard.", actor="gunmen")], "perpetrator") is None


def test_occurred_is_asked_where_somebody_denies_it() -> None:
    denial = reading(
        "b", "Nobody was killed at all.", outlet="Outlet b", source="the mayor Olen Dir", polarity=Polarity.NEGATIVE, act=Act.DENY
    )
    found = claim([toll("a", "5", 5, 5, "police"), denial], "occurred")
    assert found is not None
    assert found.state == "denied"
    assert {account.value for account in found.accounts} == {"yes", "no"}
    assert claim([toll("a", "5", 5, 5, "police")], "occurred") is None


def test_occurred_is_asked_where_nothing_else_can_be_weighed() -> None:
    found = claim([reading("a", "An engineer was killed.", source="police")], "occurred")
    assert found is not None
    assert (found.state, found.accounts[0].value) == ("single", "yes")


def test_an_old_event_told_as_new_disputes_the_date() -> None:
    old = reading("a", "It killed 12 people.", outlet="A", source="police", day="2011-06-04", published="2011-06-05")
    new = reading("b", "It killed 12 people today.", outlet="B", source="the mayor Olen Dir", day="2014-08-20", published="2014-08-20")
    found = claim([old, new], "date")
    assert found is not None
    assert found.state == "disputed"
    assert [account.value for account in found.accounts] == ["2011-06-04", "2014-08-20"]


def test_the_night_between_two_days_is_no_dispute() -> None:
    one = reading("a", "It killed 12 people.", outlet="A", source="police", day="2020-03-01")
    two = reading("b", "It killed 12 people then.", outlet="B", source="the mayor Olen Dir", day="2020-03-02")
    found = claim([one, two], "date")
    assert found is not None
    assert found.state == "agreed"


def test_places_far_apart_are_disputed() -> None:
    one, two = (
        reading(key, f"It killed 12 people in {name}.", outlet=key, source=source, where=name)
        for key, name, source in (("a", "Orlin", "police"), ("b", "Tarn", "the mayor Olen Dir"))
    )
    found = claim([one, two], "place")
    assert found is not None
    assert found.state == "disputed"
    assert place("Orlin").name in {account.value for account in found.accounts}


NUMBERS = st.one_of(st.none(), st.integers(0, 10**9).map(float))


@given(NUMBERS, NUMBERS, NUMBERS, NUMBERS)
def test_exclusion_is_symmetric_and_nothing_excludes_itself(a: float | None, b: float | None, c: float | None, d: float | None) -> None:
    one, two = (reach(low, None if low is None or high is None else max(low, high), False) for low, high in ((a, b), (c, d)))
    assert exclude(one, two) == exclude(two, one)
    assert not exclude(one, one)


def test_wording() -> None:
    assert [
        wording(*number)
        for number in (
            (20, None, False),
            (0, 50, False),
            (30, 40, False),
            (30, 30, True),
            (22, 22, False),
            (0, 0, False),
            (None, None, False),
        )
    ] == [
        "at least 20",
        "up to 50",
        "30 to 40",
        "about 30",
        "22",
        "0",
        "an unknown number",
    ]


def test_an_incident_needs_members_and_their_readings() -> None:
    with pytest.raises(CompareError, match="at least one"):
        incident("inc-1", (), (), {}, ())
    with pytest.raises(CompareError, match="missing"):
        incident("inc-1", (), tellings(reading("a", "It killed one.")), {}, ())


def test_an_incident_says_what_where_when() -> None:
    readings = [
        reading("a", "A bomb killed 12 people in Orlin.", title="Bomb kills 12 in Orlin", where="Orlin", day="2020-03-01"),
        reading("b", "In Orlin it killed 12.", title="Sport in brief", where="Orlin", day="2020-03-01", outlet="B"),
    ]
    made = incident("inc-1", ("inc-0",), [tellings(one)[0] for one in readings], {one.document.id: one for one in readings}, ())
    assert (made.id, made.aliases, made.type, made.title) == ("inc-1", ("inc-0",), EventType.ASSAULT, "Bomb kills 12 in Orlin")
    assert (made.start, made.end) == ("2020-03-01", "2020-03-01")
    assert made.place is not None
    assert made.place.name == "Orlin"
    assert [report.main for report in made.reports] == [True, True]


def test_without_a_headline_the_title_is_plain() -> None:
    one = reading("a", "A bomb killed 12 people in Orlin.", where="Orlin", day="2020-03-01")
    assert incident("i", (), tellings(one), {one.document.id: one}, ()).title == "Attack in Orlin on 2020-03-01"


def test_a_party_is_named_by_its_record() -> None:
    text = "Fighters killed a guard."
    base = reading("a", text, actor="Fighters")
    event = replace(base.events[0], actors=(Party(span=span(text, "Fighters"), name="Bolor Liberation Front"),))
    found = claim([replace(base, events=(event,))], "perpetrator")
    assert found is not None
    assert found.accounts[0].value == "Bolor Liberation Front"


def test_a_statement_of_principle_denies_nothing() -> None:
    denial = blamed("b", polarity=Polarity.NEGATIVE, source="the Front", act=Act.DENY)
    principle = blamed("b", polarity=Polarity.NEGATIVE, source="the Front", act=Act.SAY)
    assert any(account.value.startswith("not ") for account in claim([denial], "perpetrator").accounts)
    assert claim([principle], "perpetrator") is None


def attacked(key: str, *actors: str, outlet: str | None = None) -> Reading:
    """A report that blames several for one attack."""
    text = f"{' and '.join(actors)} killed a guard. {key}"
    base = reading(key, text, outlet=outlet or f"Outlet {key}", source="police" if key == "a" else "the mayor Olen Dir")
    return replace(base, events=(replace(base.events[0], actors=tuple(Party(span=span(text, actor)) for actor in actors)),))


def test_who_names_two_does_not_dispute_either() -> None:
    found = claim([attacked("a", "The Vesk Front", "The Tarn Guard"), attacked("b", "The Tarn Guard")], "perpetrator")
    assert found is not None
    assert found.state == "agreed"
    apart = claim([attacked("a", "The Vesk Front"), attacked("b", "The Tarn Guard")], "perpetrator")
    assert apart is not None
    assert apart.state == "disputed"


def test_one_man_has_one_name_however_his_article_is_written() -> None:
    told = [attacked("a", "Bashir al-Kaddad"), attacked("b", "Bashir Kaddads"), attacked("c", "Kaddad")]
    found = claim(told, "perpetrator")
    assert found is not None
    assert len(found.accounts) == 1
    assert found.accounts[0].reports == (0, 1, 2)
