import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from made_readings import PLACES, place, telling, toll

from sitrep.compare import clusters, founder, likeness
from sitrep.records import Likeness, Telling


def edge(first: str, second: str, score: float, *, copy: bool = False) -> Likeness:
    one, two = sorted((first, second))
    return Likeness(first=one, second=two, score=score, copy=copy, why="")


def ids(groups: list[tuple[Telling, ...]]) -> set[frozenset[str]]:
    return {frozenset(member.id for member in group) for group in groups}


@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.1, 1), st.booleans()), max_size=30),
    st.randoms(use_true_random=False),
)
def test_order_changes_nothing_and_every_main_telling_is_in_one_group(
    pairs: list[tuple[int, int, float, bool]], chance: random.Random
) -> None:
    tellings = [telling(f"t{number}", published=f"2020-03-{10 + number}") for number in range(10)]
    best = {tuple(sorted((a, b))): edge(f"t{a}", f"t{b}", score, copy=copy) for a, b, score, copy in pairs if a != b}
    edges = list(best.values())
    first = clusters(tellings, edges)
    chance.shuffle(tellings)
    chance.shuffle(edges)
    assert clusters(tellings, edges) == first
    assert sorted(member.id for group in first for member in group) == [f"t{number}" for number in range(10)]


def test_a_chain_of_half_likenesses_does_not_join_its_ends() -> None:
    tellings = [telling(f"t{number}") for number in range(6)]
    chain = [edge(f"t{number}", f"t{number + 1}", 0.55) for number in range(5)]
    assert max(len(group) for group in clusters(tellings, chain)) == 2


def test_all_alike_are_one_group() -> None:
    tellings = [telling(f"t{number}") for number in range(6)]
    edges = [edge(one.id, two.id, 0.8) for one, two in combinations(tellings, 2)]
    assert len(clusters(tellings, edges)) == 1


def test_copies_stay_together_though_a_new_date_is_told() -> None:
    old = telling("a", start="2011-06-04", end="2011-06-04", dated=True)
    new = telling("b", start="2014-08-20", end="2014-08-20", dated=True, published="2014-08-20")
    third = telling("c", start="2014-08-20", end="2014-08-20", dated=True, published="2014-08-20")
    edges = [edge("a", "b", 0.99, copy=True), edge("b", "c", 0.8)]
    assert ids(clusters([old, new, third], edges)) == {frozenset("abc")}


def test_what_two_happenings_have_in_common_is_stock_unless_it_is_the_whole_text() -> None:
    day = {"start": "2020-03-01", "end": "2020-03-01", "dated": True, "published": "2020-03-02"}
    copied = [edge("a", "b", 0.9, copy=True)]

    def met(own: int, **other: object) -> bool:
        """Whether two texts of 60 runs are one incident, of which each has some of its own."""
        one = telling("a", place=place("Orlin"), tolls=(toll(5, 5),), sketch=tuple(range(60)), **day)
        two = telling("b", sketch=tuple(range(own, 60 + own)), **{"place": place("Orlin"), "tolls": (toll(31, 31),), **day, **other})
        return len(clusters([one, two], copied)) == 1

    late = {"start": "2020-03-24", "end": "2020-03-24", "published": "2020-03-25"}
    assert met(20)
    assert not met(20, place=place("Tarn"))
    assert not met(20, **late)
    assert met(2, place=place("Tarn"))
    assert met(20, **late, tolls=(toll(5, 5),))  # the same toll: an old event is told as new


def test_flashes_of_one_template_are_an_incident_a_town() -> None:
    day = {"start": "2020-03-01", "end": "2020-03-01", "dated": True}
    flashes = [telling(name, place=place(name), tolls=(toll(5 + 9 * at, 5 + 9 * at),), **day) for at, name in enumerate(PLACES)]
    edges = [edge(one.id, two.id, 0.9, copy=True) for one, two in combinations(flashes, 2)]
    assert ids(clusters(flashes, edges)) == {frozenset((name,)) for name in PLACES}


def test_clearly_other_places_are_not_joined() -> None:
    day = {"start": "2020-03-01", "end": "2020-03-01", "dated": True}
    one, two = telling("a", place=place("Orlin"), **day), telling("b", place=place("Vesk"), **day)
    unplaced = telling("c", start="2020-03-01", end="2020-03-01")
    assert ids(clusters([one, two], [edge("a", "b", 0.9)])) == {frozenset("a"), frozenset("b")}
    edges = [edge("a", "b", 0.9), edge("a", "c", 0.95), edge("b", "c", 0.9)]
    assert ids(clusters([one, two, unplaced], edges)) == {frozenset("ac"), frozenset("b")}


def test_what_a_document_tells_besides_joins_its_main_report_or_stands_only_with_a_toll() -> None:
    main = telling("a", place=place("Orlin"))
    besides = telling("b", main=False, place=place("Orlin"), tolls=(toll(3),))
    alone = telling("c", main=False, place=place("Vesk"), tolls=(toll(3),))
    bare = telling("d", main=False, place=place("Tarn"))
    assert ids(clusters([main, besides, alone, bare], [edge("a", "b", 0.9)])) == {frozenset("ab"), frozenset("c")}


def test_the_founder_is_the_first_published_main_telling() -> None:
    members = [telling("b", published="2020-03-01"), telling("a", published="2020-03-01"), telling("c", published="2020-02-01", main=False)]
    assert founder(members) == "a"


def test_no_tellings_no_groups() -> None:
    assert clusters([], []) == []


def test_a_thousand_copies_are_grouped_quickly() -> None:
    tellings = [telling(f"t{number:04}") for number in range(1000)]
    edges = [edge("t0000", one.id, 0.95, copy=True) for one in tellings[1:]]
    assert len(clusters(tellings, edges)) == 1


def test_likeness_edges_work_end_to_end() -> None:
    same = {"place": place("Orlin"), "start": "2020-03-01", "end": "2020-03-01", "dated": True, "words": ("zorvania", "quellmar", "bazaar")}
    tellings = [telling("a", **same), telling("b", **same), telling("c", words=("harbour", "ferry"))]
    edges = [found for one, two in combinations(tellings, 2) if (found := likeness(one, two)) is not None]
    assert ids(clusters(tellings, edges)) == {frozenset("ab"), frozenset("c")}


def test_what_was_out_weeks_before_does_not_tell_of_it() -> None:
    late = [telling(f"l{number}", published="2020-06-02", start="2020-06-01", end="2020-06-01", dated=True) for number in range(2)]
    early = telling("e", published="2020-03-04", start="2020-03-04", end="2020-03-04")
    edges = [edge("l0", "l1", 0.9, copy=True), edge("e", "l0", 0.8), edge("e", "l1", 0.8)]
    assert ids(clusters([early, *late], edges)) == {frozenset(("e",)), frozenset(("l0", "l1"))}
    again = telling("e", published="2020-09-04", start="2020-09-04", end="2020-09-04")
    assert len(clusters([again, *late], edges)) == 1


def test_what_was_printed_before_it_happened_is_another_happening() -> None:
    threat = telling("a", published="2020-01-02", start="2020-01-02", end="2020-01-02")
    deed = telling("b", published="2020-03-02", start="2020-03-01", end="2020-03-01", dated=True)
    assert ids(clusters([threat, deed], [edge("a", "b", 0.9)])) == {frozenset("a"), frozenset("b")}
    late = telling("c", published="2020-05-02", start="2020-03-01", end="2020-03-01", dated=True)
    assert ids(clusters([deed, late], [edge("b", "c", 0.9)])) == {frozenset("bc")}


def test_groups_with_vocabularies_of_their_own_stay_apart_unless_they_tell_of_one_day() -> None:
    def six(**told: object) -> list[Telling]:
        own = {"a": ("okello", "kampala", "budapest", "ninth", "116"), "b": ("lindqvist", "malmo", "hamburg", "stockholm", "112")}
        return [telling(f"{side}{number}", words=(*own[side], "champion"), published=None, **told) for side in "ab" for number in range(3)]

    alike = [edge(one.id, two.id, 0.9 if one.id[0] == two.id[0] else 0.6) for one, two in combinations(six(), 2)]
    assert len(clusters(six(), alike)) == 2
    assert len(clusters(six(start="2020-03-01", end="2020-03-01", dated=True), alike)) == 1


def test_a_raid_days_later_in_the_same_town_is_another_unless_it_is_told_in_the_same_words() -> None:
    def told(name: str, day: str, dead: float, *words: str) -> Telling:
        where = {"start": day, "end": day, "dated": True, "published": day, "place": place("Orlin")}
        return telling(name, **where, tolls=(toll(dead, dead),), words=words)

    gas = [told(name, "2020-03-03", 80, "gas", "sarin", "convulsion", "clinic") for name in ("a", "b")]
    raid = told("c", "2020-03-07", 1, "raid", "jet", "woman", "house")
    edges = [edge("a", "b", 0.9), edge("a", "c", 0.7), edge("b", "c", 0.7)]
    assert ids(clusters([*gas, raid], edges)) == {frozenset("ab"), frozenset("c")}
    same_words = told("c", "2020-03-07", 1, "gas", "sarin", "convulsion", "clinic")
    assert ids(clusters([*gas, same_words], edges)) == {frozenset("abc")}
    next_day = told("c", "2020-03-04", 1, "raid", "jet", "woman", "house")
    assert ids(clusters([*gas, next_day], edges)) == {frozenset("abc")}
    same_toll = told("c", "2020-03-07", 80, "raid", "jet", "woman", "house")
    assert ids(clusters([*gas, same_toll], edges)) == {frozenset("abc")}
