import re
from dataclasses import replace
from pathlib import Path

import pytest
from made_readings import reading

from sitrep.compare import incident, tellings
from sitrep.compare.families import Families, families
from sitrep.records import EdgeKind, Incident, Likeness, Mention, MentionType, Origin, Reading, Span, Voice, make_id

TOLL = (("12", 12.0, 12.0),)


OWN = """Hill House\tOrlin Observer\torlin.example\towned\tnotes
Hill House\tVesk Star\tvesk.example\tsame newsroom\tnotes
"""
LONG = "When the second blast came we ran into the cellar and nobody"


def kinds(origin: Origin) -> list[tuple[int, int, EdgeKind]]:
    return [(edge.from_, edge.to, edge.kind) for edge in origin.edges]


def made(readings: list[Reading], copies: tuple[tuple[int, int], ...] = (), families: Families | None = None) -> Incident:
    members = [tellings(one)[0] for one in readings]
    edges = []
    for one, two in copies:
        first, second = sorted((members[one].id, members[two].id))
        edges.append(Likeness(first=first, second=second, score=0.99, copy=True, why=""))
    return incident("inc-1", (), members, {one.document.id: one for one in readings}, edges, make_id, families=families)


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


def test_an_origin_is_called_by_the_organisation_that_any_of_its_names_means() -> None:
    text = "The Selm Observatory for Rights counted 12. A bomb killed 12 people."
    name = "Selm Observatory for Rights"
    told = reading("a", text, outlet="Meridor Wire", source=name, tolls=TOLL)
    named = Mention(span=Span(start=4, end=4 + len(name), text=name), type=MentionType.ORGANIZATION, name=name)
    other = reading("b", "Some 12 were killed.", outlet="Vesk Star", source="a monitor and residents of Orlin and of Vesk", tolls=TOLL)
    found = made([replace(told, mentions=(named,)), other])
    assert [(origin.label, len(origin.reports)) for origin in found.origins] == [(name, 2)]


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
    assert re.search("(Orlin Today and Radio Vesk|Radio Vesk and Orlin Today) cite each other: nobody else is named", found.origins[0].why)


def test_a_circle_with_a_source_outside_does_not_say_that_nobody_else_is_named() -> None:
    found = made(
        [
            reading("a", "An engineer was killed.", outlet="Orlin Today", source="Radio Vesk"),
            reading("b", "The engineer was killed there.", outlet="Radio Vesk", source="Orlin Today"),
            reading("c", "He was killed on Saturday.", outlet="Radio Vesk", source="the police", chain=("Orlin Today",)),
        ]
    )
    whys = " ".join(origin.why for origin in found.origins)
    assert "cite each other" in whys
    for origin in found.origins:
        assert ("nobody else" in origin.why) is (origin.label != "The police" and "cite each other" in origin.why)


def test_a_long_circle_of_citation_ends() -> None:
    ring = [
        reading(
            f"k{at:03}",
            f"An engineer was killed {at}.",
            outlet=f"Gazette Nr{at}x",
            source=f"Gazette Nr{(at + 1) % 60}x",
            published=f"2020-03-01T00:{at:02}:00Z",
        )
        for at in range(60)
    ]
    found = made(ring)
    assert len(found.origins) == 1
    assert "Gazette Nr0x, Gazette Nr1x, Gazette Nr2x, Gazette Nr3x and 56 more cite each other" in found.origins[0].why


def test_an_outlet_that_cites_itself_is_itself() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Orlin Observer", source="the Orlin Observer", tolls=TOLL),
            reading("b", "It killed 12.", outlet="Orlin Observer", tolls=TOLL, published="2020-03-03"),
            reading("c", "Some 12 were killed.", outlet="Vesk Star", source="Vesk Star", tolls=TOLL, published="2020-03-04"),
        ]
    )
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert [origin.label for origin in found.origins] == ["Orlin Observer, lineage not stated", "Vesk Star, lineage not stated"]
    assert not any("cite each other" in origin.why for origin in found.origins)
    assert found.origins[1].edges == ()


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
    assert len(found.origins[0].edges) == 999
    assert {edge.kind for edge in found.origins[0].edges} == {EdgeKind.COPY}
    assert all(edge.to < edge.from_ for edge in found.origins[0].edges)
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


FIRST = "A bomb killed 12 people."
UPDATE = "A bomb killed 30 people."
# What a wire goes on to say after its first sentence.
REST = " ".join(f"Then {word} was seen beside the wall of the {word} house." for word in ("one", "two", "three", "four", "five", "six"))


def test_one_text_is_one_origin_whatever_is_read_out_of_its_copies() -> None:
    first = reading("a", f"{FIRST} {REST}", outlet="Meridor Wire", source="police", tolls=TOLL)
    again = reading("b", f"{UPDATE} {REST}", outlet="Orlin Courier", source="the Selm hospital", tolls=(("30", 30, 30),))
    longer = f"{UPDATE} {' '.join(f'Much later {number} more came from elsewhere.' for number in range(30))} {REST}"
    update = reading("c", longer, outlet="Vesk Star", source="the Selm hospital", tolls=(("30", 30, 30),))
    assert groups(made([first, again], ((0, 1),))) == {frozenset("ab")}
    assert groups(made([first, update], ((0, 1),))) == {frozenset("a"), frozenset("c")}


def test_a_paragraph_that_two_witnesses_share_does_not_make_one_of_them() -> None:
    stock = " ".join(REST.split()[:40])
    police = reading("a", f"{FIRST} {stock}", outlet="Meridor Wire", source="police", tolls=TOLL)
    lead = "Some bomb killed 30 people, said the hospital that took in the wounded of the day."
    hospital = reading("b", f"{lead} {stock}", outlet="Orlin Courier", source="the Selm hospital", tolls=(("30", 30, 30),))
    found = made([police, hospital], ((0, 1),))
    assert groups(found) == {frozenset("a"), frozenset("b")}
    assert found.claims[0].state == "disputed"


def test_what_copies_two_witnesses_does_not_make_them_one() -> None:
    police = reading("a", f"{FIRST} {REST}", outlet="Meridor Wire", source="police", tolls=TOLL)
    both = reading("b", f"A bomb killed 30. {REST}", outlet="Orlin Courier", tolls=(("30", 30, 30),), published="2020-03-03")
    hospital = reading("c", UPDATE, outlet="Vesk Star", source="the Selm hospital", tolls=(("30", 30, 30),), published="2020-03-04")
    found = made([police, both, hospital], ((0, 1), (1, 2)))
    assert groups(found) == {frozenset("ab"), frozenset("c")}


def test_a_source_without_a_name_keeps_no_copy_apart() -> None:
    first = reading("a", FIRST, outlet="Meridor Wire", source="the mayor Olen Dir", tolls=TOLL)
    copy = reading("b", UPDATE, outlet="Orlin Courier", source="the aid group that runs it", tolls=(("30", 30, 30),))
    assert groups(made([first, copy], ((0, 1),))) == {frozenset("ab")}


def test_a_bare_office_does_not_join_two_states() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="A", source="the Russian Defence Ministry", tolls=TOLL),
            reading("b", "The strike killed 12.", outlet="B", source="the Ukrainian army", tolls=TOLL),
            reading("c", "It killed 12, it said.", outlet="C", source="the defence ministry", tolls=TOLL),
        ]
    )
    assert groups(found) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_the_own_voices_of_one_publisher_are_one_origin(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(OWN, encoding="utf-8")
    readings = [
        reading("a", "A strike killed 12.", outlet="Orlin Observer", tolls=TOLL),
        reading("b", "It killed 12.", outlet="The Vesk Star", tolls=TOLL, published="2020-03-03"),
        reading("c", "Some 12 died, killed there.", outlet="Another", tolls=TOLL, published="2020-03-04"),
    ]
    found = made(readings, families=families(str(table)))
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert found.origins[0].why == "outlets of one publisher: Hill House"
    assert found.origins[0].label == "Orlin Observer, lineage not stated"
    [edge] = found.origins[0].edges
    assert (edge.from_, edge.to, edge.kind, edge.joins) == (1, 0, EdgeKind.FAMILY, True)
    assert list(edge.passages) == ["It killed 12.", "A strike killed 12."]
    assert groups(made(readings, families=families())) == {frozenset("a"), frozenset("b"), frozenset("c")}


def test_one_publisher_does_not_join_the_sources_that_its_outlets_name(tmp_path: Path) -> None:
    table = tmp_path / "own.tsv"
    table.write_text(OWN, encoding="utf-8")
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Orlin Observer", source="mayor Olen Dir", tolls=TOLL),
            reading("b", "It killed 12.", outlet="Vesk Star", source="Dr Sela Onn", tolls=TOLL),
            reading("c", "Some 12 were killed.", outlet="vesk.example", credit="Meridor Wire", tolls=TOLL),
        ],
        families=families(str(table)),
    )
    assert len(found.origins) == 3


def test_a_page_that_names_its_original_rests_on_it() -> None:
    found = made(
        [
            reading("a", "A strike killed 12.", outlet="Meridor Wire", url="https://www.meridor.example/x/", tolls=TOLL),
            reading("b", "It killed 12 there.", outlet="Vesk Star", published="2020-03-03", original="http://meridor.example/x?utm_a=1"),
            reading("c", "It killed 12 here.", outlet="Orlin Today", published="2020-03-04", original="https://meridor.example/y"),
        ]
    )
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert kinds(found.origins[0]) == [(1, 0, EdgeKind.CANONICAL)]
    assert "its page names Meridor Wire as the original" in found.origins[0].why


def test_a_page_under_another_reports_address_rests_on_it() -> None:
    readings = [
        reading("a", "A strike killed 12.", outlet="Vesk Star", url="https://m.example/x", original="https://m.example/x", tolls=TOLL),
        reading("b", "It killed 12.", outlet="Meridor Wire", published="2020-03-03", url="https://m.example/x", tolls=TOLL),
    ]
    [origin] = made(readings).origins
    assert origin.why == "its page names Meridor Wire as the original"


def test_an_entry_whose_feed_names_another_outlet_rests_on_it() -> None:
    readings = [
        reading("a", "A strike killed 12.", outlet="Meridor Wire", source="mayor Olen Dir", tolls=TOLL),
        reading(
            "b", "It killed 12.", outlet="News Collector", published="2020-03-03", feed="Meridor Wire", credit="Meridor Wire", tolls=TOLL
        ),
    ]
    [origin] = made(readings).origins
    assert (1, 0, EdgeKind.FEED) in kinds(origin)
    assert "its feed names Meridor Wire as the source" in origin.why


@pytest.mark.parametrize(
    ("second", "together"),
    [
        (LONG + " looked back.", True),
        ("“" + LONG.upper() + "”", True),
        ("When the second blast came we ran off", False),  # seven words
        ("Others ran into the street, and the houses fell down on them", False),
    ],
)
def test_the_same_quotation_joins_under_whatever_name(second: str, together: bool) -> None:
    found = made(
        [
            reading("a", f"{LONG} was killed.", outlet="Orlin Observer", source="a witness", voice=Voice.DIRECT),
            reading("b", f"{second} killed", outlet="Vesk Star", source="Idar Moun", published="2020-03-03", voice=Voice.DIRECT),
        ]
    )
    assert (len(found.origins) == 1) is together
    if together:
        assert kinds(found.origins[0]) == [(1, 0, EdgeKind.QUOTATION)]
        assert found.origins[0].why == "the same words are quoted"
        assert all(words and "second" in words.lower() for words in found.origins[0].edges[0].passages)


def test_what_is_not_quoted_directly_joins_nobody() -> None:
    readings = [reading(key, f"{LONG} was killed {key}.", outlet=f"Outlet {key}", source="a witness", voice=Voice.INDIRECT) for key in "ab"]
    assert len(made(readings).origins) == 2


def odd(key: str, text: str) -> Reading:
    return reading(key, f"{text} Somebody was killed {key}.", outlet=f"Outlet {key}")


TOWN = "The market of Khalidabad burned for hours."


def test_a_rare_error_is_only_a_hint() -> None:
    found = made(
        [odd("a", "In Khaldiabad shops burned."), odd("b", "Then came men to Khaldiabad."), *(odd(key, f"{key} {TOWN}") for key in "cde")]
    )
    assert len(found.origins) == 5
    [edge] = [edge for origin in found.origins for edge in origin.edges]
    assert ({found.reports[edge.from_].key, found.reports[edge.to].key}, edge.kind, edge.joins) == ({"a", "b"}, EdgeKind.ERROR, False)
    assert "“khaldiabad” for “khalidabad”" in edge.why
    assert all(words and "Khaldiabad" in words for words in edge.passages)


def test_a_rare_error_joins_what_is_nearly_a_copy() -> None:
    words = [f"w{number}" for number in range(120)]
    near = " ".join(words[:30])
    found = made(
        [
            odd("a", f"{near} In all 31.75 tonnes burned. {' '.join(words[40:80])}"),
            odd("b", f"{near} They counted 31.75 tonnes. {' '.join(words[80:])}"),
            odd("c", TOWN),
        ]
    )
    assert groups(found) == {frozenset("ab"), frozenset("c")}
    assert kinds(found.origins[0]) == [(1, 0, EdgeKind.ERROR)]
    assert "the number 31.75" in found.origins[0].edges[0].why


def test_what_a_third_report_has_too_is_no_hint() -> None:
    found = made([odd(key, f"It weighed 31.75 tonnes {key}.") for key in "abc"])
    assert not [edge for origin in found.origins for edge in origin.edges]
