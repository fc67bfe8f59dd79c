"""An id is borne by one incident, and by the one that an analyst gave it to."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from made_readings import merge, split, telling

from sitrep.compare import further_founders, identities, judged, new_founder
from sitrep.records import Judgement, Telling


def groups(*names: str) -> list[list[Telling]]:
    return [[telling(name) for name in group] for group in names]


def given_ids(judgement: Judgement, *ids: str) -> Judgement:
    return replace(judgement, incidents=ids)


def test_an_id_is_borne_by_the_group_of_its_founder_the_oldest_first() -> None:
    assert identities(groups("ab", "c"), {"b": "X", "a": "Y", "z": "Z"}, []) == [("X", "Y"), ()]


def test_a_split_leaves_the_id_where_the_analyst_left_it_whoever_founded_it() -> None:
    parted = given_ids(split("b", "a"), "X", "N")
    assert identities(groups("a", "b"), {"a": "X", "j": "N"}, [parted]) == [("N",), ("X",)]


def test_of_judgements_on_one_id_the_newest_decides_while_its_documents_are_there() -> None:
    first, second = given_ids(split("bc", "a"), "X", "N"), given_ids(split("c", "b"), "X", "M")
    minted = {"a": "X", "j1": "N", "j2": "M"}
    assert identities(groups("a", "b", "c"), minted, [first, second]) == [("N",), ("M",), ("X",)]
    assert identities(groups("a", "b"), minted, [first, second]) == [("N",), ("X", "M")]
    assert identities(groups("a"), minted, [first, second]) == [("X", "N")]


def test_what_was_told_besides_does_not_keep_an_id_that_was_given_to_another() -> None:
    besides = telling("a2", document="doc-a", main=False)
    kept = given_ids(split("b", "c"), "X", "N")
    minted = {"a2": "X", "j": "N"}
    (bare, other) = identities([[besides], *groups("b")], minted, [kept])
    assert (bare, other) == ((), ("X",))
    assert further_founders(minted, [kept]) == ["a2/2", "j/2"]
    assert new_founder([besides], minted) == "a2/2"
    assert new_founder([besides], {}) == "a2"
    assert identities([[besides], *groups("b")], {**minted, "a2/2": "Y"}, [kept]) == [("Y",), ("X",)]


_letters = st.permutations("abcdefgh").flatmap(
    lambda order: st.lists(st.integers(1, 7), max_size=4).map(
        lambda cuts: ["".join(order[a:b]) for a, b in zip([0, *sorted(set(cuts))], [*sorted(set(cuts)), 8], strict=True)]
    )
)
_named = st.lists(
    st.tuples(st.sampled_from("VWXYZ"), st.sampled_from("VWXYZ"), st.permutations("abcdefgh"), st.integers(1, 7)).map(
        lambda one: given_ids(split(one[2][: one[3]], one[2][one[3] :]), one[0], one[1])
    ),
    max_size=4,
)


@given(_letters, st.dictionaries(st.sampled_from("abcdefghjk"), st.sampled_from("VWXYZ"), max_size=5), _named)
def test_no_id_is_borne_by_two_groups_and_order_changes_nothing(
    names: list[str], minted: dict[str, str], judgements: list[Judgement]
) -> None:
    unique = {founder: identity for identity, founder in {identity: founder for founder, identity in minted.items()}.items()}
    borne = identities(groups(*names), unique, judgements)
    every = [identity for ids in borne for identity in ids]
    assert len(every) == len(set(every))
    turned = identities([[*reversed(group)] for group in reversed(groups(*names))], unique, judgements)
    assert turned == borne[::-1]


def test_a_merge_shows_where_both_sides_are_and_a_split_at_both_sides() -> None:
    joined, parted = given_ids(merge("a", "b"), "X", "Y"), given_ids(split("ab", "c"), "X", "N")
    first, second, third = judged(groups("ab", "c", "d"), ["X", "N", "D"], [joined, parted])
    assert [(one.kind, one.incidents) for one in first] == [("merge", ("X", "Y")), ("split", ("N",))]
    assert [(one.kind, one.incidents, one.by, one.reason) for one in second] == [("split", ("X",), "ana", "seen")]
    assert third == ()


def test_a_judgement_that_was_overruled_or_lost_its_documents_does_not_show() -> None:
    assert judged(groups("a", "b"), ["X", "Y"], [merge("a", "b")]) == [(), ()]
    assert judged(groups("ab"), ["X"], [split("a", "b")]) == [()]
    assert judged(groups("a"), ["X"], [merge("a", "z"), split("a", "z")]) == [()]


def test_a_split_of_what_was_told_besides_shows_where_it_left() -> None:
    ((note,), other) = judged(groups("a", "b"), ["X", "Y"], [split("a", "", besides="b")])
    assert (note.kind, note.incidents, other) == ("split", (), ())
    assert judged(groups("a"), ["X"], [split("a", "", besides="b")]) == [()]
