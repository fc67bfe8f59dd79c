"""What every store promises of documents, readings and search."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from made_records import capture, document, keep_tellings, likeness, reading, removal, telling

from sitrep.errors import StoreError
from sitrep.store import open_store
from strategies import any_text

HOSTILE = [
    '"', "'", "''", '"" ""', "AND", "OR NOT", "NEAR(a b)", "title:x", "x*", "*", "^x", "(", ")", "a AND", "-x", "+", ";", "--",
    "x\x00y", "\ud800", "x\ud800y", "{a b}:c", "a\\", "%", "_", "…", "\u200b", "🙂", "é", "\u0301", '"unclosed phrase', "a " * 5000,
    "x" * 100_000, '" ' * 5000,
]  # fmt: skip


def _keys(documents):
    return [one.key for one in documents]


def test_a_document_comes_back(store):
    one = document("a", title="T", authors=("A", "B"), outlet="Dawn", published="2010-10-06", url="https://x", capture="0" * 64)
    assert store.put_documents([one]) == 1
    assert store.document(one.id) == one
    assert store.document("doc-b") is None


def test_the_first_document_of_an_id_stays(store):
    first, later = document("a", title="first"), document("a", title="later")
    assert store.put_documents([first, later]) == 1
    assert store.put_documents([later, document("b")]) == 1
    assert store.document("doc-a") == first
    assert [found for found, _ in store.search("later")] == []


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_of_documents_does_not_depend_on_arrival(store, order):
    documents = [document("b", published="2010-10-06"), document("a"), document("c", published="2010-10-05")]
    store.put_documents([documents[index] for index in order])
    assert _keys(store.documents()) == ["c", "b", "a"]


def test_documents_are_ordered_by_moment_then_key_then_id(store):
    store.put_documents(
        [
            document("5", id="doc-y"),
            document("5", id="doc-x"),
            document("4"),
            document("3", published="2010-10-06T01:00:00+05:00"),
            document("2", published="2010-10-05T23:00:00Z"),
            document("1", published="2010-10-06"),
            document("0", published="not a date"),
        ]
    )
    assert _keys(store.documents()) == ["3", "2", "1", "0", "4", "5", "5"]
    assert [one.id for one in store.documents()][-2:] == ["doc-x", "doc-y"]


def test_documents_that_a_reader_has_not_read(store):
    documents = [document(name) for name in "abc"]
    store.put_documents(documents)
    store.put_readings([reading(documents[0], "reader@1"), reading(documents[1], "reader@2")])
    assert _keys(store.documents(unread_by="reader@1")) == ["b", "c"]
    assert _keys(store.documents(unread_by="reader@2")) == ["a", "c"]
    assert _keys(store.documents(unread_by="reader@3")) == ["a", "b", "c"]


def test_what_was_read_is_not_looked_at_again_until_another_reads_it(store):
    documents = [document(name) for name in "abc"]
    store.put_documents(documents[:2])
    store.put_readings([reading(one) for one in documents[:2]])
    store.read_all("reader@1")
    assert _keys(store.documents(unread_by="reader@1")) == []
    assert _keys(store.documents(unread_by="reader@2")) == ["a", "b"]
    store.put_documents(documents)
    assert _keys(store.documents(unread_by="reader@1")) == ["c"]
    store.put_readings([reading(documents[0], "reader@2")])
    assert _keys(store.documents(unread_by="reader@1")) == ["a", "c"]
    store.read_all("reader@1")
    assert _keys(store.documents(unread_by="reader@1")) == ["a", "c"]


def test_a_document_in_the_place_of_one_that_went_is_unread(store):
    documents = [document(name) for name in "ab"]
    store.put_documents(documents)
    store.put_readings([reading(one) for one in documents])
    store.read_all("reader@1")
    store.add_removal(removal("b"))
    store.put_documents([document("c")])
    assert _keys(store.documents(unread_by="reader@1")) == ["c"]


def test_versions_of_an_article_are_in_order_of_change(store):
    versions = [
        document("c", article="art-1", published="2010-10-06T10:00:00Z"),
        document("b", article="art-1", published="2010-10-06T10:00:00Z", updated="2010-10-06T16:30:00+05:00"),
        document("a", article="art-1", published="2010-10-06T10:00:00Z", updated="2010-10-07T00:00:00Z"),
    ]
    store.put_documents([*reversed(versions), document("x")])
    assert store.versions("art-1") == versions
    assert store.versions("art-2") == []


def test_versions_without_a_change_of_date_are_in_order_of_arrival(store):
    bodies = {"c": b"first", "a": b"second", "b": b"third"}
    for name, body in bodies.items():
        store.add_capture(capture(body, f"{name}.html"), body)
    versions = [document(name, article="art-1", published="2010-10-06", capture=capture(body).digest) for name, body in bodies.items()]
    store.put_documents(sorted(versions, key=lambda one: one.key))
    assert _keys(store.versions("art-1")) == ["c", "a", "b"]


@pytest.mark.parametrize("days_first", [True, False])
def test_of_a_bare_day_and_a_moment_of_it_what_arrived_later_is_later(store, days_first):
    dates = {"d": "2010-10-06", "m": "2010-10-06T08:00:00Z", "n": "2010-10-07"}
    names = ["n", "d", "m"] if days_first else ["n", "m", "d"]
    for name in names:
        store.add_capture(capture(name.encode(), f"{name}.html"), name.encode())
        store.put_documents([document(name, article="art-1", published=dates[name], capture=capture(name.encode()).digest)])
    assert _keys(store.versions("art-1")) == [*names[1:], "n"]


def test_a_reading_comes_back(store):
    one = document("a")
    store.put_documents([one])
    assert store.put_readings([reading(one)]) == 1
    assert store.reading(one.id) == reading(one)
    assert store.reading("doc-b") is None


def test_putting_a_reading_twice_changes_nothing(store):
    keep_tellings(store, a=("k",))
    assert store.put_readings([reading(document("a"))]) == 0
    assert store.telling("tel-a") is not None
    assert list(store.uncompared("compare@1")) == []


def test_a_reading_by_another_reader_replaces_the_old_one_and_what_was_made_from_it(store):
    keep_tellings(store, a=("k",), b=("k",), c=("k",))
    store.put_likenesses([likeness("a", "b"), likeness("b", "c")])
    newer = reading(document("a"), "reader@2")
    assert store.put_readings([newer]) == 1
    assert store.reading("doc-a") == newer
    assert [one.id for one in store.tellings()] == ["tel-b", "tel-c"]
    assert [one.id for one in store.candidates(["k"], limit=9)] == ["tel-b", "tel-c"]
    assert store.likenesses(["tel-a", "tel-b", "tel-c"]) == [likeness("b", "c")]
    assert list(store.uncompared("compare@1")) == [newer]


def test_a_reading_of_an_unknown_document_is_refused(store):
    with pytest.raises(StoreError, match="doc-a: is not in the store"):
        store.put_readings([reading(document("a"))])


def test_readings_are_in_the_order_of_documents(store):
    documents = [document("a"), document("b", published="2011-01-01"), document("c", published="2010-01-01")]
    store.put_documents(documents)
    store.put_readings([reading(one) for one in documents])
    assert [one.document.key for one in store.readings()] == ["c", "b", "a"]
    assert [one.document.key for one in store.readings(["doc-a", "doc-c", "doc-x", "doc-a"])] == ["c", "a"]
    assert list(store.readings([])) == []


def test_readings_that_were_not_compared(store):
    documents = [document(name) for name in "abc"]
    store.put_documents(documents)
    store.put_readings([reading(one) for one in documents])
    store.put_tellings({"doc-a": [telling(documents[0])]}, "compare@1")
    store.put_tellings({"doc-b": []}, "compare@1")
    assert [one.document.key for one in store.uncompared("compare@1")] == ["c"]
    assert [one.document.key for one in store.uncompared("compare@2")] == ["a", "b", "c"]


def test_search_finds_documents_with_every_word(store):
    store.put_documents(
        [
            document("a", text="Tankers burned at Nowshera on Wednesday."),
            document("b", text="Tankers were parked."),
            document("c", title="Nowshera", text="The tankers left."),
        ]
    )
    assert [found for found, _ in store.search("tankers nowshera")] == ["doc-c", "doc-a"]
    assert {found for found, _ in store.search("TANKERS")} == {"doc-a", "doc-b", "doc-c"}
    assert store.search("tanker") == []
    assert len(store.search("tankers", limit=2)) == 2
    assert store.search("tankers", limit=0) == []


def test_search_gives_the_words_around_what_was_found(store):
    store.put_documents([document("a", text="word " * 500 + "the tankers burned " + "word " * 500)])
    [(_, snippet)] = store.search("tankers")
    assert "the tankers burned" in snippet
    assert len(snippet) < 300


def test_search_knows_phrases_and_joined_words(store):
    store.put_documents([document("a", text="The Tehrik-i-Taliban of Pakistan"), document("b", text="The Taliban i tehrik: Pakistan of")])
    assert [found for found, _ in store.search("tehrik-i-taliban")] == ["doc-a"]
    assert [found for found, _ in store.search('"of pakistan"')] == ["doc-a"]
    assert len(store.search("of pakistan")) == 2


def test_search_does_not_mind_accents_and_tells_names_apart(store):
    store.put_documents(
        [document("a", text="Hamas spoke in Bogotá."), document("b", text="Hama was shelled."), document("c", text="Пешавар")]
    )
    assert [found for found, _ in store.search("bogota")] == ["doc-a"]
    assert [found for found, _ in store.search("Hama")] == ["doc-b"]
    assert [found for found, _ in store.search("пешавар")] == ["doc-c"]


def test_documents_found_equally_well_are_in_order_of_id(store):
    store.put_documents([document(name, text="same words") for name in "cab"])
    assert [found for found, _ in store.search("same")] == ["doc-a", "doc-b", "doc-c"]


@pytest.mark.parametrize("query", ["", " ", "!", '"', '""', "-- ; '", "…", "*", "_ _", "\x00", "\ud800"])
def test_a_query_without_words_finds_nothing(store, query):
    store.put_documents([document("a", text='! " * _ …')])
    assert store.search(query) == []


@pytest.mark.parametrize("query", HOSTILE, ids=range(len(HOSTILE)))
def test_no_query_is_an_error(store, query):
    store.put_documents([document("a", text="x y z AND NEAR title é 🙂")])
    assert isinstance(store.search(query), list)


@settings(max_examples=150, deadline=None)
@given(query=any_text)
def test_any_text_is_a_query(searched, query):
    assert isinstance(searched.search(query), list)


@pytest.fixture(scope="module")
def searched(tmp_path_factory):
    with open_store(tmp_path_factory.mktemp("search") / "sitrep.db") as store:
        store.put_documents([document("a", text="a b c 0 1 é ß \ud800 x\x00y", title="\udfff")])
        yield store


def test_text_with_surrogates_and_nulls_is_kept_as_it_is_and_searched_as_far_as_it_can_be(store):
    one = document(
        "\udc80", id="doc-a", text="road \ud83d\ude00 \ud800 closed\x00 today", title="\udfff", published="\ud800", outlet="\ud800"
    )
    store.put_documents([one])
    assert store.document("doc-a") == one
    assert list(store.documents()) == [one]
    [(found, snippet)] = store.search("closed today")
    assert found == "doc-a"
    assert snippet.encode("utf-8")


def test_lookups_by_any_string_do_not_mix_strings_up(store):
    strings = ["\ud800", '"eda080', '"', "\ud83d\ude00", "\U0001f600", "a\x00", "a", "A", "a "]
    documents = [document(str(index), id=text, article=text) for index, text in enumerate(strings)]
    assert store.put_documents(documents) == len(strings)
    for one in documents:
        assert store.document(one.id) == one
        assert store.versions(one.article) == [one]
    store.put_readings([reading(one) for one in documents])
    assert [one.document for one in store.readings(strings[:3])] == documents[:3]


def test_what_was_compared_is_not_looked_at_again_until_it_is_read_anew(store):
    keep_tellings(store, a=("k",), b=("k",))
    store.compared_all("compare@1")
    assert list(store.uncompared("compare@1")) == []
    late = document("late")
    store.put_documents([late, document("later")])
    store.put_readings([reading(document("later"))])
    store.put_tellings({"doc-later": []}, "compare@1")
    store.compared_all("compare@1")
    store.put_readings([reading(late), reading(document("a"), "reader@2")])
    assert [one.document.key for one in store.uncompared("compare@1")] == ["a", "late"]


def test_what_is_not_compared_yet_is_not_noted_as_compared(store):
    keep_tellings(store, a=("k",))
    store.put_documents([document("b"), document("c")])
    store.put_readings([reading(document("b")), reading(document("c"))])
    store.put_tellings({"doc-c": []}, "compare@1")
    store.compared_all("compare@1")
    assert [one.document.key for one in store.uncompared("compare@1")] == ["b"]


def test_what_another_maker_compared_is_compared_again(store):
    keep_tellings(store, a=("k",))
    store.compared_all("compare@1")
    store.put_tellings({"doc-a": []}, "compare@2")
    assert [one.document.key for one in store.uncompared("compare@1")] == ["a"]
