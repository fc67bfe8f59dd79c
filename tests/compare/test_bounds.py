"""What analysts judged holds before likeness, copies and the order of arrival."""

import random
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st
from made_readings import judgement, merge, place, split, telling, toll

from sitrep.compare import clusters
from sitrep.compare.bounds import Sets
from sitrep.records import Judgement, JudgementKind, Likeness, Telling

NAMES = [f"t{number}" for number in range(10)]


def edge(first: str, second: str, score: float, *, copy: bool = False) -> Likeness:
    one, two = sorted((first, second))
    return Likeness(first=one, second=two, score=score, copy=copy, why="")


def grouped(names: str, edges: list[Likeness], *judgements: Judgement) -> set[str]:
    """The groups of main tellings with these one-letter names, each as its letters in order."""
    return {"".join(sorted(one.id for one in group)) for group in clusters([telling(name) for name in names], edges, judgements)}


def all_alike(names: str, score: float = 0.8, *, copy: bool = False) -> list[Likeness]:
    return [edge(one, two, score, copy=copy) for one, two in combinations(names, 2)]


def test_what_is_merged_is_one_group_without_any_likeness() -> None:
    assert grouped("abcd", [edge("a", "b", 0.8)], merge("ab", "c")) == {"abc", "d"}


def test_tellings_far_apart_in_place_and_time_are_one_group_when_merged() -> None:
    one = telling("a", place=place("Orlin"), start="2020-03-01", end="2020-03-01", dated=True)
    two = telling("b", place=place("Tarn"), start="2021-03-01", end="2021-03-01", dated=True)
    assert len(clusters([one, two], [], [merge("a", "b")])) == 1


def test_what_is_split_is_never_one_group_however_alike() -> None:
    assert grouped("abcd", all_alike("abcd", 0.99), split("ab", "cd")) == {"ab", "cd"}


def test_a_split_holds_each_side_together_though_what_bound_it_has_left() -> None:
    bound = [edge("a", "b", 0.9), edge("a", "c", 0.9), edge("b", "c", 0.3)]
    assert grouped("abc", bound) == {"abc"}
    assert grouped("abc", bound, split("bc", "a")) == {"bc", "a"}


def test_a_split_beats_copies_and_other_copies_go_to_the_side_they_are_more_like() -> None:
    copies = [edge("a", "b", 0.99, copy=True), edge("a", "c", 0.9, copy=True), edge("b", "c", 0.95, copy=True)]
    assert grouped("abc", copies) == {"abc"}
    assert grouped("abc", copies, split("a", "b")) == {"a", "bc"}


def test_a_new_report_goes_to_the_side_that_it_is_more_like() -> None:
    edges = [edge("a", "b", 0.9), edge("n", "a", 0.6), edge("n", "b", 0.8)]
    assert grouped("abn", edges, split("a", "b")) == {"a", "bn"}


def test_a_report_that_is_like_one_part_of_a_merged_incident_joins_it() -> None:
    edges = [*all_alike("abc"), *(edge("n", name, 0.7) for name in "abc")]
    assert grouped("abcxyzn", [*edges, *all_alike("xyz")], merge("abc", "xyz")) == {"abcnxyz"}


def test_a_split_draws_in_nothing_that_stood_apart_before() -> None:
    near = [edge("n", "a", 0.7), edge("n", "b", 0.3), edge("n", "c", 0.2)]
    edges = [*all_alike("abcd"), *near]
    assert grouped("abcdn", edges) == {"abcd", "n"}
    assert grouped("abcdn", edges, split("abc", "d")) == {"abc", "d", "n"}


def test_a_later_judgement_wins_over_an_earlier_one() -> None:
    edges = all_alike("ab", 0.9, copy=True)
    apart, together = split("a", "b"), merge("a", "b")
    assert grouped("ab", edges, apart, together) == {"ab"}
    assert grouped("ab", edges, together, apart) == {"a", "b"}
    assert grouped("ab", edges, apart, together, apart) == {"a", "b"}


def test_what_a_later_judgement_does_not_contradict_still_holds() -> None:
    assert grouped("abc", [], merge("ab", "c"), split("bc", "a")) == {"a", "bc"}
    assert grouped("abcd", all_alike("abcd"), split("ab", "cd"), split("a", "b")) == {"a", "b", "cd"}


def test_merges_by_way_of_a_third_do_not_undo_a_later_split() -> None:
    assert grouped("abc", [], merge("a", "b"), merge("b", "c"), split("a", "c")) == {"a", "bc"}
    assert grouped("abc", [], merge("b", "c"), merge("a", "b"), split("a", "c")) == {"ab", "c"}


def test_documents_that_are_gone_bind_nothing() -> None:
    assert grouped("ac", [], merge("a", "b"), merge("b", "c")) == {"a", "c"}
    assert grouped("ab", [edge("a", "b", 0.9)], split("a", "x")) == {"ab"}


def test_what_a_document_tells_besides_does_not_join_what_it_was_split_from() -> None:
    main, other = telling("a", place=place("Orlin")), telling("c", place=place("Orlin"))
    own = telling("b", place=place("Tarn"))
    besides = telling("b2", document="doc-b", main=False, place=place("Orlin"), tolls=(toll(3),))
    edges = [edge("a", "b2", 0.95), edge("b2", "c", 0.9)]

    def found(*judgements: Judgement) -> set[frozenset[str]]:
        return {frozenset(one.id for one in group) for group in clusters([main, other, own, besides], edges, judgements)}

    assert found() == {frozenset({"a", "b2"}), frozenset("b"), frozenset("c")}
    assert found(split("a", "", besides="b")) == {frozenset("a"), frozenset("b"), frozenset({"c", "b2"})}


def test_what_a_document_tells_besides_is_not_moved_by_what_is_judged_of_its_main_report() -> None:
    besides = telling("b2", document="doc-b", main=False, place=place("Orlin"), tolls=(toll(3),))
    mains = [telling("a", place=place("Orlin")), telling("b", place=place("Tarn")), telling("c", place=place("Tarn"))]
    found = clusters([*mains, besides], [edge("a", "b2", 0.9)], [merge("b", "c")])
    assert {frozenset(one.id for one in group) for group in found} == {frozenset({"a", "b2"}), frozenset("bc")}


_sides = st.lists(st.sampled_from(NAMES), unique=True, min_size=2, max_size=6).flatmap(
    lambda names: st.integers(1, len(names) - 1).map(lambda cut: (names[:cut], names[cut:]))
)
_judgements = st.lists(st.tuples(st.sampled_from(JudgementKind), _sides).map(lambda one: judgement(one[0], *one[1])), max_size=5)
_edges = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.1, 1), st.booleans()), max_size=30).map(
    lambda pairs: list({tuple(sorted((a, b))): edge(f"t{a}", f"t{b}", score, copy=copy) for a, b, score, copy in pairs if a != b}.values())
)


@given(_edges, _judgements, st.randoms(use_true_random=False))
def test_order_changes_nothing_and_the_last_judgement_holds(
    edges: list[Likeness], judgements: list[Judgement], chance: random.Random
) -> None:
    tellings = [telling(name, published=f"2020-03-1{name[1]}") for name in NAMES]
    first = clusters(tellings, edges, judgements)
    chance.shuffle(tellings)
    chance.shuffle(edges)
    assert clusters(tellings, edges, judgements) == first
    assert sorted(member.id for group in first for member in group) == NAMES
    if judgements:
        assert holds(judgements[-1], first)


def holds(judged: Judgement, groups: list[tuple[Telling, ...]]) -> bool:
    home = {member.document: at for at, group in enumerate(groups) for member in group}
    one, two = judged.sides
    if judged.kind is JudgementKind.MERGE:
        return len({home[document] for document in (*one, *two)}) == 1
    sides = len({home[document] for document in one}), len({home[document] for document in two})
    return sides == (1, 1) and home[one[0]] != home[two[0]]


@given(_edges, _judgements)
def test_a_judgement_that_says_what_is_so_changes_nothing(edges: list[Likeness], judgements: list[Judgement]) -> None:
    tellings = [telling(name) for name in NAMES]
    groups = clusters(tellings, edges, judgements)
    names = [[member.id for member in group] for group in groups]
    said = [merge(one[:1], one[1:]) for one in names if len(one) > 1] + [split(one, two) for one, two in combinations(names, 2)]
    assert clusters(tellings, edges, [*judgements, *said]) == groups


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_sets_keep_apart_what_was_parted_before_it_was_joined(steps: list[tuple[bool, int, int]]) -> None:
    """Against a plain model: a list of sets and a list of parted pairs."""
    sets, model, parted = Sets(), {name: {name} for name in map(str, range(8))}, []
    for joining, first, second in steps:
        one, two = model[str(first)], model[str(second)]
        foes = any((a in one and b in two) or (a in two and b in one) for a, b in parted)
        if joining:
            assert sets.join(str(first), str(second)) == (one is two or not foes)
            if not foes:
                one |= two
                model.update(dict.fromkeys(one, one))
        else:
            sets.part(str(first), str(second))
            parted += [] if one is two else [(str(first), str(second))]
    for one, two in product(model, model):
        assert (sets.root(one) == sets.root(two)) == (model[one] is model[two])
