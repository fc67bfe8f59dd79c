"""What every store promises of tellings, candidates and likenesses."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_records import document, keep_tellings, likeness, reading, telling

from sitrep.errors import StoreError
from sitrep.records import Likeness


def _ids(tellings):
    return [one.id.removeprefix("tel-") for one in tellings]


def _read(store, *names):
    for name in names:
        store.put_documents([document(name)])
        store.put_readings([reading(document(name))])


def test_a_telling_comes_back(store):
    _read(store, "a")
    one = telling(document("a"), keys=("k", "l", "k"))
    assert store.put_tellings({"doc-a": [one]}, "compare@1") == 1
    assert store.telling("tel-a") == one
    assert store.telling("tel-b") is None


def test_numbers_of_64_bits_keep_their_value(store):
    _read(store, "a")
    one = telling(document("a"))
    sketch = (0, 2**63, 2**64 - 1)
    store.put_tellings({"doc-a": [type(one)(id="tel-a", document="doc-a", main=True, type=None, sketch=sketch)]}, "compare@1")
    assert store.telling("tel-a").sketch == sketch


def test_putting_tellings_twice_changes_nothing(store):
    keep_tellings(store, a=("k",), b=("k",))
    store.put_likenesses([likeness("a", "b")])
    assert store.put_tellings({"doc-a": [telling(document("a"), keys=("k",))]}, "compare@1") == 0
    assert store.likenesses(["tel-a"]) == [likeness("a", "b")]


def test_tellings_by_another_maker_replace_the_old_ones(store):
    keep_tellings(store, a=("k",), b=("k",))
    store.put_likenesses([likeness("a", "b")])
    newer = [telling(document("a"), name, ("m",), "compare@2") for name in ("a1", "a2")]
    assert store.put_tellings({"doc-a": newer}, "compare@2") == 2
    assert _ids(store.tellings()) == ["a1", "a2", "b"]
    assert _ids(store.candidates(["k", "m"], limit=9)) == ["b", "a1", "a2"]
    assert store.likenesses(["tel-b"]) == []


def test_no_tellings_is_an_answer(store):
    _read(store, "a")
    assert store.put_tellings({"doc-a": []}, "compare@1") == 0
    assert list(store.uncompared("compare@1")) == []


def test_tellings_without_a_reading_or_of_another_document_are_refused(store):
    store.put_documents([document("a")])
    with pytest.raises(StoreError, match="doc-a: has no reading"):
        store.put_tellings({"doc-a": [telling(document("a"))]}, "compare@1")
    _read(store, "a", "b")
    with pytest.raises(StoreError, match="tel-b: is a telling of doc-b"):
        store.put_tellings({"doc-a": [telling(document("a")), telling(document("b"))]}, "compare@1")
    assert list(store.tellings()) == []
    assert len(list(store.uncompared("compare@1"))) == 2


def test_tellings_are_in_the_order_of_their_ids(store):
    keep_tellings(store, c=(), a=(), b=())
    assert _ids(store.tellings()) == ["a", "b", "c"]
    assert _ids(store.tellings(["tel-c", "tel-a", "tel-x", "tel-c"])) == ["a", "c"]
    assert list(store.tellings([])) == []


def test_candidates_share_a_key(store):
    keep_tellings(store, a=("k", "l"), b=("l", "m"), c=("n",), d=())
    assert _ids(store.candidates(["k"], limit=9)) == ["a"]
    assert _ids(store.candidates(["l", "l"], limit=9)) == ["a", "b"]
    assert _ids(store.candidates(["x"], limit=9)) == []
    assert _ids(store.candidates([], limit=9)) == []
    assert _ids(store.candidates(["k", "l"], limit=0)) == []


def test_more_shared_keys_come_first(store):
    keep_tellings(store, a=("k",), b=("k", "l"), c=("k", "l", "m"))
    assert _ids(store.candidates(["k", "l", "m"], limit=9)) == ["c", "b", "a"]
    assert _ids(store.candidates(["k", "l", "m"], limit=2)) == ["c", "b"]


def test_a_rare_key_counts_more_than_common_ones(store):
    keep_tellings(store, a=("rare",), b=("common", "often"), c=("common", "often"), d=("common", "often"))
    assert _ids(store.candidates(["rare", "common", "often"], limit=9)) == ["a", "b", "c", "d"]


def test_keys_that_too_many_share_are_ignored(store):
    keep_tellings(store, a=("k",), b=("k",), c=("k", "l"))
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=3)) == ["c", "a", "b"]
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=2)) == ["c"]
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=0)) == []


def test_a_key_that_always_counts_does_so_for_the_first_few_that_have_it(store):
    keep_tellings(store, **{f"{number}": ("k", "l") for number in range(9)})
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=8)) == []
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=8, always=["k"])) == ["0", "1", "2", "3"]
    assert _ids(store.candidates(["k", "l"], limit=2, max_block=8, always=["k"])) == ["0", "1"]
    assert _ids(store.candidates(["l"], limit=9, max_block=8, always=["k"])) == []
    assert len(store.candidates(["k", "l"], limit=20, max_block=9, always=["k"])) == 9


def test_the_first_few_are_the_same_in_whatever_order_they_came_once_edges_are_thrown_away(store):
    keep_tellings(store, **{f"{number}": ("k", "l") for number in (8, 2, 5, 7, 1, 0, 3, 6, 4)})
    store.put_likenesses([likeness("8", "2", 0.5)])
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=8, always=["k"])) == ["2", "5", "7", "8"]
    store.clear_likenesses()
    assert _ids(store.candidates(["k", "l"], limit=9, max_block=8, always=["k"])) == ["0", "1", "2", "3"]
    keep_tellings(store, late=("k", "m"))
    assert _ids(store.candidates(["m"], limit=9)) == ["late"]
    assert _ids(store.candidates(["l"], limit=9, max_block=9)) == [f"{number}" for number in range(9)]


def test_one_of_many_keys_that_always_count_says_nothing(store):
    keep_tellings(store, **{f"{number}": ("k", "l", "m") if number % 2 else ("k",) for number in range(11)})
    always = ["k", "l", "m", "n"]
    assert _ids(store.candidates(always, limit=9, max_block=4, always=always)) == ["1", "3"]
    assert _ids(store.candidates(["k"], limit=9, max_block=4, always=always)) == []


def test_a_key_replaced_no_longer_counts_in_its_block(store):
    keep_tellings(store, a=("k",), b=("k",), c=("k",))
    store.put_tellings({"doc-a": []}, "compare@2")
    assert _ids(store.candidates(["k"], limit=9, max_block=2)) == ["b", "c"]


def test_keys_may_be_any_strings(store):
    strings = ("\ud800", '"eda080', '"', "a\x00", "a", "", "\ud83d\ude00", "\U0001f600", "'; DROP TABLE telling; --")
    keep_tellings(store, **{str(index): (text,) for index, text in enumerate(strings)})
    assert [_ids(store.candidates([text], limit=9)) for text in strings] == [[str(index)] for index in range(len(strings))]


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_candidates_do_not_depend_on_the_order_of_arrival(store, order):
    keys = {"a": ("k", "l", "m"), "b": ("m", "k"), "c": ("l",)}
    keep_tellings(store, **{name: keys[name] for name in order})
    assert _ids(store.candidates(["k", "l", "m"], limit=9)) == ["a", "b", "c"]


def _expected(known, wanted, limit, most):
    """Candidates by the definition, in fractions of one over the block."""
    blocks = {key: sum(key in own for own in known.values()) for key in wanted}
    weights = {name: sum(10**9 // blocks[key] for key in own if key in blocks and blocks[key] <= most) for name, own in known.items()}
    return sorted((name for name, weight in weights.items() if weight), key=lambda name: (-weights[name], name))[:limit]


_KEYS = st.frozensets(st.sampled_from("klmnop"), max_size=6)


@settings(max_examples=25, deadline=None)
@given(known=st.dictionaries(st.sampled_from("abcdefgh"), _KEYS), wanted=_KEYS, limit=st.integers(0, 5), most=st.integers(1, 6))
def test_candidates_are_what_the_definition_says(fresh_store, known, wanted, limit, most):
    store = fresh_store()
    keep_tellings(store, **{name: tuple(keys) for name, keys in known.items()})
    assert _ids(store.candidates(sorted(wanted), limit=limit, max_block=most)) == _expected(known, wanted, limit, most)


def test_likenesses_come_back_from_either_end(store):
    keep_tellings(store, a=(), b=(), c=())
    edges = [likeness("b", "a"), likeness("b", "c")]
    assert store.put_likenesses(edges) == 2
    assert store.likenesses(["tel-a"]) == [edges[0]]
    assert store.likenesses(["tel-c", "tel-b", "tel-c"]) == edges
    assert store.likenesses(["tel-x"]) == []
    assert store.likenesses([]) == []


def test_there_is_one_likeness_for_a_pair(store):
    keep_tellings(store, a=(), b=())
    assert store.put_likenesses([likeness("a", "b"), likeness("a", "b"), likeness("b", "a")]) == 1
    assert store.likenesses(["tel-a"]) == [likeness("a", "b")]
    newer = likeness("b", "a", score=0.1, why="another day")
    assert store.put_likenesses([newer]) == 1
    assert store.likenesses(["tel-a"]) == [newer]
    assert store.component(["tel-a"], 0.5) == {"tel-a"}


def test_likenesses_of_unknown_tellings_or_of_one_with_itself_are_refused(store):
    keep_tellings(store, a=(), b=())
    with pytest.raises(StoreError, match="tel-x: is not in the store"):
        store.put_likenesses([likeness("a", "b"), likeness("a", "x")])
    with pytest.raises(StoreError, match="refuses a record"):
        store.put_likenesses([likeness("a", "a")])
    with pytest.raises(StoreError, match="refuses a record"):
        store.put_likenesses([Likeness(first="tel-a", second="tel-b", score=float("nan"), copy=False, why="")])
    assert store.counts()["likenesses"] == 0


def test_a_component_is_all_that_is_connected_at_the_threshold(store):
    keep_tellings(store, **dict.fromkeys("abcdefg", ()))
    edges = {"ab": 0.9, "cb": 0.5, "cd": 0.8, "ed": 0.4, "fg": 1.0}
    store.put_likenesses([likeness(*pair, score=score) for pair, score in edges.items()])
    for threshold, expected in ((0.0, "abcde"), (0.5, "abcd"), (0.51, "ab"), (0.95, "a")):
        assert store.component(["tel-a"], threshold) == {f"tel-{name}" for name in expected}
    assert store.component(["tel-a", "tel-g", "tel-x"], 0.9) == {"tel-a", "tel-b", "tel-f", "tel-g"}
    assert store.component(["tel-a"]) == {f"tel-{name}" for name in "abcde"}
    assert store.component([], 0.0) == set()


def test_a_long_chain_is_one_component(store):
    names = [f"{number:03}" for number in range(150)]
    with store.transaction():
        keep_tellings(store, **dict.fromkeys(names, ()))
        store.put_likenesses([likeness(one, two) for one, two in itertools.pairwise(names)])
    assert store.component(["tel-000"], 0.5) == {f"tel-{name}" for name in names}


def test_the_tellings_of_documents(store):
    keep_tellings(store, a=("x",), b=("x",), c=("y",))
    every = list(store.tellings())
    wanted = sorted({every[0].document, every[2].document})
    assert list(store.tellings_of(wanted)) == [one for one in every if one.document in wanted]
    assert list(store.tellings_of([])) == []
