from made_readings import reading

from sitrep.compare import incident, tellings
from sitrep.records import Incident, Likeness, Reading, make_id

TOLL = (("12", 12.0, 12.0),)


def made(readings: list[Reading], copies: tuple[tuple[int, int], ...] = ()) -> Incident:
    members = [tellings(one)[0] for one in readings]
    edges = []
    for one, two in copies:
        first, second = sorted((members[one].id, members[two].id))
        edges.append(Likeness(first=first, second=second, score=0.99, copy=True, why=""))
    return incident("inc-1", (), members, {one.document.id: one for one in readings}, edges, make_id)


def groups(found: Incident) -> set[frozenset[str]]:
    return {frozenset(found.reports[report].key for report in origin.reports) for origin in found.origins}


def test_the_same_office_under_two_names_is_one_origin() -> None:
    found = made(
        [
            reading("a", "A bomb killed 12 people.", outlet="Meridor Wire", source="police spokesman Idar Moun", tolls=TOLL),
            reading("b", "Some 12 were killed.", outlet="Orlin Courier", source="the police", tolls=TOLL),
            reading("c", "There were 12 killed.", outlet="Vesk Star", source="Dr Sela Onn", tolls=TOLL),
        ]
    )
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert found.origins[0].label == "Police spokesman Idar Moun"
    assert found.claims[0].state == "agreed"
    assert found.claims[0].accounts[0].origins == 2


def test_a_cycle_of_citation_is_one_origin() -> None:
    found = made(
        [
            reading("a", "An engineer was killed.", outlet="Orlin Today", source="Radio Vesk"),
            reading("b", "The engineer was killed there.", outlet="Radio Vesk", source="the newspaper Orlin Today"),
            reading("c", "He was killed on Saturday.", outlet="Meridor Wire", source="Radio Vesk"),
            reading("d", "It says he was killed.", outlet="Tarn Horizon", chain=("the Meridor agency",), source="Radio Vesk"),
        ]
    )
    assert groups(found) == {frozenset("abcd")}


def test_an_outlet_that_corrects_itself_keeps_its_origin_and_revises() -> None:
    first = reading("a", "A strike killed 35 people.", outlet="Orlin Observer", published="2020-03-02", tolls=(("35", 35, 35),))
    second = reading("b", "Correction: it killed 22 people.", outlet="Orlin Observer", published="2020-03-04", tolls=(("22", 22, 22),))
    found = made([second, first])
    assert len(found.origins) == 1
    assert found.origins[0].label == "Orlin Observer, lineage not stated"
    assert found.claims[0].state == "revised"
    assert [account.value for account in found.claims[0].accounts] == ["22", "35"]  # what stands now comes first


def test_a_report_that_names_an_outlet_rests_on_that_outlets_report() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Orlin Observer", source="rescue chief Walo Kesh", tolls=TOLL),
            reading("b", "It killed 12 it is said.", outlet="Daily Vesk", published="2020-03-03", source="the Orlin Observer", tolls=TOLL),
        ]
    )
    assert groups(found) == {frozenset("ab")}


def test_a_credit_line_is_the_word_of_whom_it_credits() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Meridor Wire", tolls=TOLL),
            reading("b", "The strike killed 12 at noon.", outlet="Daily Vesk", published="2020-03-03", credit="Meridor", tolls=TOLL),
        ]
    )
    assert groups(found) == {frozenset("ab")}


def test_two_outlets_on_their_own_word_are_two_origins_of_unstated_lineage() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Orlin Observer", tolls=TOLL),
            reading("b", "It killed 12.", outlet="Vesk Star", tolls=TOLL),
        ]
    )
    assert len(found.origins) == 2
    assert all(origin.label.endswith("lineage not stated") for origin in found.origins)


def test_unnamed_witnesses_are_not_one() -> None:
    found = made([reading(key, f"It killed 12 {key}.", outlet=f"Outlet {key}", source="a witness", tolls=TOLL) for key in "ab"])
    assert len(found.origins) == 2


def test_a_thousand_copies_are_one_origin() -> None:
    readings = [
        reading(f"k{number:04}", f"A bomb killed 12 people. {number}", outlet=f"Outlet {number}", tolls=TOLL) for number in range(1000)
    ]
    found = made(readings, tuple((0, number) for number in range(1, 1000)))
    assert len(found.origins) == 1
    assert found.origins[0].reports == tuple(range(1000))
    assert found.claims[0].state == "single"


def test_the_order_of_members_changes_nothing() -> None:
    readings = [
        reading(key, f"A bomb killed 12 people {key}.", outlet=f"Outlet {key}", source=source, tolls=TOLL)
        for key, source in (("a", "police"), ("b", "the mayor Olen Dir"), ("c", "a police officer"))
    ]
    assert made(readings) == made(readings[::-1])


def test_an_update_on_another_witness_is_no_copy_of_the_first() -> None:
    first = reading("a", "A bomb killed 12 people.", outlet="Meridor Wire", source="police", tolls=TOLL)
    update = reading("b", "A bomb killed 30 people.", outlet="Orlin Courier", source="the Selm hospital", tolls=(("30", 30, 30),))
    again = reading("c", "A bomb killed 12 people there.", outlet="Vesk Star", source="the Selm hospital", tolls=TOLL)
    assert groups(made([first, update], ((0, 1),))) == {frozenset("a"), frozenset("b")}
    assert groups(made([first, again], ((0, 1),))) == {frozenset("ac")}


def test_a_bare_office_does_not_join_two_states() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="A", source="the Russian Defence Ministry", tolls=TOLL),
            reading("b", "The strike killed 12.", outlet="B", source="the Ukrainian army", tolls=TOLL),
            reading("c", "It killed 12, it said.", outlet="C", source="the defence ministry", tolls=TOLL),
        ]
    )
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}
