from dataclasses import replace

import pytest

from sitrep.records import (
    Account,
    Claim,
    Document,
    Event,
    EventType,
    Incident,
    Link,
    Modality,
    Origin,
    Place,
    Precision,
    Reading,
    Report,
    Span,
    State,
    Statement,
    Time,
    TimeType,
)
from sitrep.weigh import weigh
from sitrep.weigh.reliability import LEAST_INCIDENTS, LEAST_JUDGED, LONG_RECORD, grade
from sitrep.weigh.standing import Relation, relation, standings

Given = tuple[str, str | None, float, float | None]


def incident(identity: str, *given: Given, state: State, attribute: str = "killed") -> Incident:
    """An incident from (outlet, named source or None, low, high), one report and one origin each."""
    origins = tuple(
        Origin(id=f"{identity}-o{at}", label=source or f"{outlet}, lineage not stated", reports=(at,), why="")
        for at, (outlet, source, _, _) in enumerate(given)
    )
    reports = tuple(
        Report(
            key=f"k{at}", document=f"d{at}", statements=(), events=(), outlet=outlet, origin=f"{identity}-o{at}", published=None, main=True
        )
        for at, (outlet, _, _, _) in enumerate(given)
    )
    values = dict.fromkeys((low, high) for _, _, low, high in given)
    accounts = tuple(
        Account(
            value=f"{low:g}" if high is not None else f"at least {low:g}",
            low=low,
            high=high,
            reports=(mine := tuple(at for at, one in enumerate(given) if one[2:] == (low, high))),
            statements=tuple(f"st{at}" for at in mine),
            origins=len(mine),
        )
        for low, high in values
    )
    claim = Claim(attribute=attribute, accounts=accounts, state=state)
    return Incident(id=identity, type=EventType.ASSAULT, title="", reports=reports, origins=origins, claims=(claim,))


def grades(*given: Given, state: State) -> list[str]:
    (found,), _, _ = weigh([incident("i", *given, state=state)], {})
    return [account.grade for account in found.claims[0].accounts]


def test_two_named_origins_that_agree_confirm() -> None:
    assert grades(("A", "police", 20, 20), ("B", "the Selm hospital", 20, 20), state=State.AGREED) == ["F1"]


def test_own_voice_does_not_confirm() -> None:
    assert grades(("A", "police", 20, 20), ("B", None, 20, 20), state=State.AGREED) == ["F2"]
    assert grades(("A", None, 20, 20), ("B", None, 20, 20), state=State.AGREED) == ["F2"]


def test_what_is_exact_confirms_what_is_not_but_not_the_other_way_round() -> None:
    assert grades(("A", "police", 12, None), ("B", "the mayor", 14, 14), state=State.AGREED) == ["F1", "F2"]
    assert grades(("A", "police", 12, None), ("B", "the mayor", 13, None), state=State.AGREED) == ["F1", "F2"]


def test_those_against_must_agree_to_make_improbable() -> None:
    three = [("A", "police", 2, 2), ("B", "the mayor", 20, 20), ("C", "the union", 60, 60)]
    assert grades(*three, state=State.DISPUTED) == ["F4", "F4", "F4"]
    assert grades(*three, ("D", "the Selm hospital", 20, 20), state=State.DISPUTED) == ["F5", "F3", "F5"]


def test_a_single_origin_cannot_be_judged() -> None:
    assert grades(("A", "police", 20, 20), state=State.SINGLE) == ["F6"]


def test_most_origins_against_makes_improbable() -> None:
    given = (("A", "police", 2, 2), ("B", "the Selm hospital", 20, 20), ("C", "the mayor", 20, 20), ("D", "the union", 20, 20))
    assert grades(*given, state=State.DISPUTED) == ["F5", "F2"]


def test_one_against_one_is_possible_unless_only_the_other_is_named() -> None:
    assert grades(("A", "police", 2, 2), ("B", "the mayor", 20, 20), state=State.DISPUTED) == ["F3", "F3"]
    assert grades(("A", None, 2, 2), ("B", "the mayor", 20, 20), state=State.DISPUTED) == ["F4", "F3"]


def test_what_an_origin_took_back_is_improbable() -> None:
    made = incident("i", ("A", "police", 22, 22), ("A", "police", 35, 35), state=State.REVISED)  # what stands now comes first
    one = Origin(id="i-o0", label="police", reports=(0, 1), why="")
    reports = tuple(replace(report, origin="i-o0") for report in made.reports)
    (found,), _, _ = weigh([replace(made, origins=(one,), reports=reports)], {})
    assert [account.grade for account in found.claims[0].accounts] == ["F6", "F5"]


def test_more_than_a_number_is_not_against_it() -> None:
    exact = Account(value="19", low=19, high=19, reports=(1,), statements=(), origins=1)
    assert relation(exact, replace(exact, value="more than 19", low=20, high=None), "killed") is Relation.AGREES
    assert relation(exact, replace(exact, value="at least 20", low=20, high=None), "killed") is Relation.EXCLUDES
    assert relation(exact, replace(exact, value="more than 20", low=21, high=None), "killed") is Relation.EXCLUDES


def test_who_names_two_disputes_neither() -> None:
    origins = tuple(Origin(id=f"o{at}", label=name, reports=(at,), why="") for at, name in enumerate(("police", "the mayor", "the army")))
    made = incident("i", ("A", "police", 1, 1), ("B", "the mayor", 2, 2), ("C", "the army", 3, 3), state=State.DISPUTED)
    names = (("the Front", (0, 1)), ("the League", (0,)), ("the Union", (2,)), ("not the League", (0,)))
    accounts = tuple(
        Account(value=name, low=None, high=None, reports=at, statements=(), origins=len(at), origin_ids=tuple(f"o{one}" for one in at))
        for name, at in names
    )
    claim = Claim(attribute="perpetrator", accounts=accounts, state=State.DISPUTED)
    front, league, union, _ = standings(replace(made, origins=origins, claims=(claim,)), claim)
    assert front.against == frozenset({"o2"})
    assert league.against == frozenset({"o2"})
    assert union.against == frozenset({"o0", "o1"})


def test_a_toll_that_others_top_was_not_wrong_if_it_left_that_open() -> None:
    def graded(low: tuple[float, float | None], *days: str) -> list[str]:
        made = incident("i", ("A", "police", *low), ("B", "the Selm hospital", 88, 88), ("C", "the mayor", 88, 88), state=State.DISPUTED)
        reports = tuple(replace(report, published=day) for report, day in zip(made.reports, days, strict=True))
        (found,), _, _ = weigh([replace(made, reports=reports)], {})
        return [account.grade for account in found.claims[0].accounts]

    later, same = ("2020-03-01", "2020-03-03", "2020-03-03"), ("2020-03-03T08:00:00Z", "2020-03-03T20:00:00Z", "2020-03-03")
    assert graded((58, None), *later) == ["F3", "F1"]
    assert graded((58, None), *same) == ["F3", "F2"]
    assert graded((58, 58), *later) == ["F5", "F2"]


@pytest.mark.parametrize(("days", "grade"), [(("2020-03-02", "2020-03-01"), "F6"), (("2020-03-01", "2020-03-01"), "F5")])
def test_a_toll_that_its_origin_raised_on_a_later_day_was_not_wrong(days: tuple[str, str], grade: str) -> None:
    made = incident("i", ("A", "police", 35, 35), ("A", "police", 22, 22), state=State.REVISED)  # what stands now comes first
    one = Origin(id="i-o0", label="police", reports=(0, 1), why="")
    reports = tuple(replace(report, origin="i-o0", published=day) for report, day in zip(made.reports, days, strict=True))
    (found,), _, _ = weigh([replace(made, origins=(one,), reports=reports)], {})
    assert found.claims[0].accounts[1].grade == grade


def test_hedged_accounts_are_no_more_than_possible() -> None:
    made = incident("i", ("A", "police", 20, 20), ("B", "the mayor", 20, 20), state=State.AGREED)
    readings = {
        f"d{at}": Reading(
            document=Document(id=f"d{at}", article="a", key=f"k{at}", text="x"),
            statements=(Statement(id=f"st{at}", content=(Span(start=0, end=1, text="x"),), modality=Modality.POSSIBLE),),
        )
        for at in (0, 1)
    }
    (found,), _, _ = weigh([made], readings)
    assert found.claims[0].accounts[0].grade == "F3"
    assert any("likely or possible" in reason for reason in found.claims[0].accounts[0].why)


def test_letters_come_from_the_record_and_the_best_origin_counts() -> None:
    past = [
        incident(f"p{number}", ("A", "police", 5, 5), ("B", "the mayor", 5, 5), ("C", None, 9, 9), state=State.DISPUTED)
        for number in range(12)
    ]
    now = incident("now", ("A", "police", 7, 7), ("C", None, 7, 7), state=State.AGREED)
    found, sources, outlets = weigh([*past, now], {})
    assert found[-1].claims[0].accounts[0].grade == "A2"
    assert {one.name: one.reliability for one in sources} == {"police": "A", "the mayor": "A"}
    assert {one.name: one.reliability for one in outlets} == {"A": "A", "B": "A", "C": "E"}
    assert all(one.why for one in (*sources, *outlets))


def test_denial_of_a_name_counts_against_it() -> None:
    made = incident("i", ("A", "police", 1, 1), ("B", "the Front", 2, 2), state=State.DENIED, attribute="perpetrator")
    named = tuple(
        replace(account, value=value, low=None, high=None)
        for account, value in zip(made.claims[0].accounts, ("the Front", "not the Front"), strict=True)
    )
    (found,), _, _ = weigh([replace(made, claims=(replace(made.claims[0], accounts=named),))], {})
    assert [account.grade for account in found.claims[0].accounts] == ["F3", "F3"]


def test_who_denies_for_himself_says_nothing_of_another() -> None:
    made = incident("i", ("A", "the Front", 1, 1), ("B", "the League", 2, 2), state=State.DENIED, attribute="perpetrator")
    named = tuple(
        replace(account, value=value, low=None, high=None)
        for account, value in zip(made.claims[0].accounts, ("not the Front", "the League"), strict=True)
    )
    (found,), _, _ = weigh([replace(made, claims=(replace(made.claims[0], accounts=named),))], {})
    assert [account.grade for account in found.claims[0].accounts] == ["F3", "F3"]
    assert not any("against it" in reason for account in found.claims[0].accounts for reason in account.why if "neither" not in reason)


def setting(attribute: str, *given: tuple[str, bool], state: State = State.AGREED) -> tuple[Incident, dict[str, Reading]]:
    """An incident whose reports give these days or places, each on a source's word; and their readings, quoted with it or not."""
    made = incident("i", *((f"outlet {at}", f"source {at}", at, at) for at in range(len(given))), state=state, attribute=attribute)
    accounts, readings = [], {}
    for value in dict.fromkeys(value for value, _ in given):
        mine = tuple(at for at, one in enumerate(given) if one[0] == value)
        accounts.append(Account(value=value, low=None, high=None, reports=mine, statements=(), origins=len(mine)))
    for at, (value, quoted) in enumerate(given):
        span = Span(start=0, end=1, text="x")
        statement = Statement(
            id=f"st{at}", content=(span,), attribution=(Link(source=span, cue=None, name=f"source {at}"),) if quoted else ()
        )
        start, _, end = value.partition("/")
        readings[f"d{at}"] = Reading(
            document=Document(id=f"d{at}", article="a", key=f"k{at}", text="x"),
            statements=(statement,),
            events=(Event(id=f"ev{at}", statement=f"st{at}", trigger=span, type=EventType.ASSAULT, place=0, date=0),),
            places=(Place(span=span, name=value, country="PAK"),),
            times=(Time(span=span, type=TimeType.DATE, value=value, start=start, end=end or start),),
        )
    reports = tuple(replace(report, events=(f"ev{at}",)) for at, report in enumerate(made.reports))
    claim = Claim(attribute=attribute, accounts=tuple(accounts), state=state)
    return replace(made, reports=reports, claims=(claim,)), readings


def digits(made: Incident, readings: dict[str, Reading]) -> list[str]:
    (found,), _, _ = weigh([made], readings)
    return [account.grade[1] for account in found.claims[0].accounts]


def test_where_and_when_are_confirmed_only_by_those_who_are_quoted_with_them() -> None:
    for attribute, value in (("place", "Torkham"), ("date", "2024-03-04")):
        assert digits(*setting(attribute, (value, True), (value, True))) == ["1"]
        assert digits(*setting(attribute, (value, True), (value, False))) == ["2"]
        assert digits(*setting(attribute, (value, False))) == ["6"]


def test_a_day_confirms_a_longer_time_and_a_day_next_to_it_neither() -> None:
    assert digits(*setting("date", ("2024-03-04", True), ("2024-03-04/2024-03-05", True))) == ["2", "1"]
    assert digits(*setting("date", ("2024-03-03", True), ("2024-03-04", True))) == ["3", "3"]
    assert digits(*setting("date", ("2024-03-03", True), ("2024-05-04", True), state=State.DISPUTED)) == ["3", "3"]


def test_the_day_next_to_another_is_not_against_it_though_a_third_is() -> None:
    given = (("2024-03-03", True), ("2024-03-04", True), ("2024-03-04", True), ("2024-05-04", True))
    assert digits(*setting("date", *given, state=State.DISPUTED)) == ["3", "2", "5"]


def test_a_country_is_not_against_its_town_but_another_town_is() -> None:
    made, readings = setting("place", ("Torkham", True), ("Pakistan", True), ("Quetta", True), state=State.DISPUTED)
    assert digits(made, readings) == ["4", "4", "4"]
    wide = replace(readings["d1"].places[0], precision=Precision.COUNTRY)
    assert digits(made, {**readings, "d1": replace(readings["d1"], places=(wide,))}) == ["3", "2", "3"]


def test_a_place_by_another_name_supports_and_does_not_confirm() -> None:
    assert digits(*setting("place", ("Torkham", True), ("Pakistan", True))) == ["2", "2"]


def test_reasons_count_what_they_say() -> None:
    (found,), _, _ = weigh([incident("i", ("A", "police", 12, None), ("B", "the mayor", 14, 14), state=State.AGREED)], {})
    first, second = found.claims[0].accounts
    assert "1: 2 independent origins give it, all known by name, and none disputes it" in first.why
    assert "2: 1 independent origin gives it; 1 more gives what can be so at the same time; none disputes it" in second.why
    assert not any("cannot be judged" in reason for reason in first.why)
    assert any("judged apart" in reason for reason in first.why)


@pytest.mark.parametrize(
    ("supported", "judged", "letter"),
    [
        (0, 0, "F"),
        (2, LEAST_JUDGED - 1, "F"),
        (3, 3, "B"),
        (0, 3, "D"),
        (LONG_RECORD - 1, LONG_RECORD - 1, "B"),
        (LONG_RECORD, LONG_RECORD, "A"),
        (6, 10, "C"),
        (4, 10, "D"),
        (0, LONG_RECORD - 1, "D"),
        (0, LONG_RECORD, "E"),
        (10**6, 10**6, "A"),
    ],
)
def test_letters_of_records(supported: int, judged: int, letter: str) -> None:
    found = grade("x", supported, judged, incidents=LEAST_INCIDENTS)
    assert found.reliability == letter
    assert (found.score is None) == (letter == "F")
    assert found.judged_on == judged


def test_one_incident_is_no_history() -> None:
    assert grade("x", 9, 9, incidents=LEAST_INCIDENTS - 1).reliability == "F"


def letters(*incidents: Incident) -> dict[str, tuple[str, int]]:
    _, sources, outlets = weigh(incidents, {})
    return {one.name: (one.reliability, one.judged_on) for one in (*sources, *outlets)}


def test_a_dispute_that_nobody_decides_is_on_nobodys_record() -> None:
    pairs = [incident(f"i{at}", ("A", "police", 2, 2), ("B", "the mayor", 20, 20), state=State.DISPUTED) for at in range(9)]
    assert set(letters(*pairs).values()) == {("F", 0)}
    split = [
        incident(f"i{at}", ("A", "police", 2, 2), ("B", "the mayor", 20, 20), ("C", "the union", 60, 60), state=State.DISPUTED)
        for at in range(9)
    ]
    assert set(letters(*split).values()) == {("F", 0)}


def test_own_voices_may_share_one_word_and_decide_nothing() -> None:
    own = [incident(f"i{at}", ("A", None, 2, 2), ("B", None, 20, 20), ("C", None, 20, 20), state=State.DISPUTED) for at in range(9)]
    assert set(letters(*own).values()) == {("F", 0)}


@pytest.mark.parametrize("number", [0, -1, 1e9])
def test_odd_numbers_are_weighed(number: float) -> None:
    assert grades(("A", "police", number, number), ("B", "the mayor", number, number), state=State.AGREED) == ["F1"]


def test_nothing_to_weigh() -> None:
    assert weigh([], {}) == ([], [], [])


def test_the_order_of_incidents_changes_no_grade() -> None:
    made = [
        incident(f"i{number}", ("A", "police", number, number), ("B", "the mayor", 5, 5), state=State.DISPUTED) for number in range(1, 9)
    ]
    first, sources, outlets = weigh(made, {})
    again, *rest = weigh(made[::-1], {})
    assert again[::-1] == first
    assert rest == [sources, outlets]
