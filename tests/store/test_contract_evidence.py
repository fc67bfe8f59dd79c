"""What every store promises of evidence, transactions and closing."""

from __future__ import annotations

import gzip
import zlib
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from made_records import capture, document, grading, incident, judgement, keep_tellings, likeness, proposal, reading, removal

from sitrep.errors import StoreError
from sitrep.records import Encoded, Failure, Grade, Response, make_id


def test_a_capture_and_its_bytes_come_back(store):
    body = b"\x00\xff news " * 1000
    one = capture(body, outlet="Dawn", published="2010-10-06")
    assert store.add_capture(one, body) is True
    assert store.capture(one.digest) == one
    assert store.body(one.digest) == body


def test_empty_bytes_are_bytes(store):
    store.add_capture(capture(b""), b"")
    assert store.body(capture(b"").digest) == b""


def test_adding_a_capture_twice_changes_nothing(store):
    first = capture(b"x")
    assert [store.add_capture(first, b"x"), store.add_capture(first, b"x")] == [True, False]
    assert list(store.captures()) == [first]


def test_what_is_given_for_an_input_later_is_evidence_too(store):
    first, later = capture(b"x"), capture(b"x", outlet="Evening Post")
    assert [store.add_capture(first, b"x"), store.add_capture(later, b"x"), store.add_capture(later, b"x")] == [True, True, False]
    assert list(store.captures()) == [first, later]


def test_the_same_bytes_from_two_places_are_two_captures(store):
    one, other = capture(b"x", "b.txt"), capture(b"x", "a.txt")
    assert store.add_capture(one, b"x")
    assert store.add_capture(other, b"x")
    assert list(store.captures()) == [one, other]
    assert store.capture(one.digest) == one
    assert store.capture(one.digest, "a.txt") == other
    assert store.capture(one.digest, "c.txt") is None


def test_the_latest_capture_of_a_place_is_the_one_that_arrived_last(store, open_again):
    said = Response(status=200, address="https://daily.example/final", fetched=datetime(2026, 1, 2, 3, 4, tzinfo=UTC), etag='"2"')
    first, other = capture(b"x", "https://daily.example/feed"), capture(b"z", "elsewhere")
    later = replace(capture(b"y", "https://daily.example/feed"), response=said)
    for one, body in ((first, b"x"), (later, b"y"), (other, b"z")):
        store.add_capture(one, body)
    for asked in (store, open_again()):
        assert asked.latest_capture("https://daily.example/feed") == later
        assert asked.latest_capture("elsewhere") == other
        assert asked.latest_capture("nowhere") is None


def test_captures_keep_the_order_of_arrival(store, open_again):
    bodies = [b"c", b"a", b"b"]
    for body in bodies:
        store.add_capture(capture(body), body)
    assert [one.digest for one in open_again().captures()] == [capture(body).digest for body in bodies]


def test_bytes_that_do_not_fit_their_digest_are_refused(store):
    with pytest.raises(StoreError, match=r"a\.txt: .*digest"):
        store.add_capture(capture(b"x"), b"y")
    assert list(store.captures()) == []


def test_bytes_that_are_not_there_are_an_error(store):
    with pytest.raises(StoreError, match="is not in the store"):
        store.body("0" * 64)


def test_minting_gives_one_id_for_one_founder(store):
    minted = store.mint("inc", "tel-1")
    assert minted == make_id("inc", "tel-1")
    assert store.mint("inc", "tel-1") == minted
    assert store.mint("origin", "tel-1") == make_id("origin", "tel-1")
    assert store.minted("inc", ["tel-1", "tel-2"]) == {"tel-1": minted}


def test_minted_ids_are_in_the_order_of_minting(store, open_again):
    founders = ["tel-c", "tel-a", "tel-b"]
    for founder in founders:
        store.mint("inc", founder)
    store.mint("origin", "tel-0")
    again = open_again()
    assert list(again.minted("inc")) == founders
    assert list(again.minted("inc", ["tel-a", "tel-b", "tel-c", "tel-d"])) == founders
    assert again.minted("inc", []) == {}


def test_a_founder_may_be_any_string(store):
    for founder in ('"quoted"', '"', "\ud800", "\ud83d\ude00", "\U0001f600", "a\x00b", ""):
        store.mint("inc", founder)
    assert list(store.minted("inc")) == ['"quoted"', '"', "\ud800", "\ud83d\ude00", "\U0001f600", "a\x00b", ""]
    assert len(set(store.minted("inc").values())) == 7


def test_minted_ids_lead_to_their_founders(store):
    ids = [store.mint("inc", founder) for founder in ("tel-c", "\ud800", "tel-a")]
    store.mint("origin", "tel-c")
    assert list(store.founders("inc", [*reversed(ids), "inc-0"]).items()) == list(zip(ids, ("tel-c", "\ud800", "tel-a"), strict=True))
    assert store.founders("inc", []) == {}


def test_gradings_are_kept_as_often_and_in_the_order_in_which_they_were_given(store, open_again):
    first, second = grading("b", "F6", value="one \ud800\x00"), grading("a", "B2")
    store.add_gradings([first, second])
    store.add_gradings([first])
    again = open_again()
    assert list(again.gradings()) == [first, second, first]
    assert again.counts()["gradings"] == 3
    assert list(again.gradings([first.subject])) == [one for one in (first, second, first) if one.subject == first.subject]
    assert list(again.gradings(["nobody"])) == []


def test_judgements_are_kept_in_order_and_found_by_what_they_name(store, open_again):
    first = judgement("2", ("a", "b"), ("c",), incidents=("inc-x", "inc-y"), besides=("doc-e",), reason="one \ud800 mine\x00")
    second = judgement("1", ("c",), ("d",), incidents=("inc-x",))
    assert [store.add_judgement(one) for one in (first, second, first, judgement("1"))] == [True, True, False, False]
    again = open_again()
    assert again.judgements() == [first, second]
    assert again.judgements(["doc-b"]) == again.judgements(["inc-y", "doc-a"]) == again.judgements(["doc-e"]) == [first]
    assert again.judgements(["doc-d", "doc-a", "inc-x"]) == [first, second]
    assert again.judgements(["doc-x"]) == again.judgements([]) == []
    assert again.counts()["judgements"] == 2


def test_clearing_keeps_evidence_and_nothing_else(store):
    store.add_capture(capture(b"x"), b"x")
    minted = store.mint("inc", "tel-1")
    store.add_judgement(judgement("1", ("a",), ("b",)))
    store.add_gradings([grading("a", "B2")])
    keep_tellings(store, a=("k",), b=("k",))
    store.put_likenesses([likeness("a", "b")])
    store.put_incidents([incident("1", "doc-a", aliases=("incident-0",))])
    store.put_proposals([proposal("1")])
    store.put_grades("outlet", [Grade(name="Dawn", reliability="B", score=0.7, judged_on=9, why=())])
    store.put_failures([Failure(subject="x", reason="y")], "read")
    store.set_meta("generated", "now")
    store.clear_derived()
    assert {name: count for name, count in store.counts().items() if count} == {"captures": 1, "minted": 1, "judgements": 1, "gradings": 1}
    assert [*store.documents(), *store.readings(), *store.tellings(), *store.incidents(), *store.proposals(), *store.failures()] == []
    assert (store.grades("outlet"), store.meta("generated"), store.search("Text"), store.candidates(["k"], limit=9)) == ([], None, [], [])
    assert store.likenesses(["tel-a", "tel-b"]) == []
    assert store.minted("inc") == {"tel-1": minted}
    assert store.judgements() == [judgement("1", ("a",), ("b",))]
    assert list(store.gradings()) == [grading("a", "B2")]
    assert store.body(capture(b"x").digest) == b"x"
    keep_tellings(store, a=("k",))
    assert store.counts()["tellings"] == 1


def _put_and_fail(store, *names):
    with store.transaction():
        store.put_documents([document(name) for name in names])
        store.add_capture(capture(b"x"), b"x")
        store.mint("inc", "tel-1")
        raise KeyError("stop")


def test_a_transaction_that_raises_leaves_nothing(store, open_again):
    with pytest.raises(KeyError, match="stop"):
        _put_and_fail(store, "a")
    for one in (store, open_again()):
        assert not any(one.counts().values())
    assert store.put_documents([document("a")]) == 1


def test_an_inner_transaction_that_raises_undoes_only_itself(store, open_again):
    with store.transaction():
        store.put_documents([document("a")])
        with pytest.raises(KeyError):
            _put_and_fail(store, "b")
        store.put_documents([document("c")])
    again = open_again()
    assert [one.key for one in again.documents()] == ["a", "c"]
    assert list(again.captures()) == []


def test_a_put_that_fails_half_way_leaves_nothing(store):
    known, unknown = document("a"), document("b")
    store.put_documents([known])
    with pytest.raises(StoreError, match="doc-b"):
        store.put_readings([reading(known), reading(unknown)])
    assert list(store.readings()) == []


def test_others_see_a_transaction_when_it_ends(store, open_again):
    other = open_again()
    with store.transaction():
        store.put_documents([document("a")])
        assert list(other.documents()) == []
        assert len(list(store.documents())) == 1
    assert len(list(other.documents())) == 1


def _clear_and_fail(store):
    with store.transaction():
        store.clear_derived()
        raise KeyError


def test_clearing_within_a_transaction_can_be_undone(store):
    keep_tellings(store, a=("k",))
    with pytest.raises(KeyError):
        _clear_and_fail(store)
    assert store.telling("tel-a") is not None
    assert len(store.search("Text")) == 1


def test_iterating_goes_on_while_the_store_is_written(store):
    store.put_documents([document(f"{number:03}") for number in range(200)])
    seen = []
    for one in store.documents(unread_by="reader@1"):
        store.put_readings([reading(one)])
        seen.append(one.key)
    assert seen == [f"{number:03}" for number in range(200)]
    assert list(store.documents(unread_by="reader@1")) == []


def test_a_closed_store_says_so(store):
    store.close()
    store.close()
    for use in (store.counts, lambda: store.put_documents([document("a")]), lambda: list(store.documents())):
        with pytest.raises(StoreError, match="is closed"):
            use()


def test_leaving_the_block_closes_the_store(open_again):
    with open_again() as store:
        store.set_meta("a", "b")
    with pytest.raises(StoreError, match="is closed"):
        store.meta("a")
    assert open_again().meta("a") == "b"


@pytest.mark.parametrize(
    "sent", [gzip.compress(b"news " * 99), gzip.compress(b"news " * 9) + gzip.compress(b"news " * 90), zlib.compress(b"news " * 99)]
)
def test_bytes_are_kept_in_the_compression_in_which_they_came(store, sent):
    body = b"news " * 99
    store.add_capture(capture(body), Encoded(body, sent))
    assert (store.body(capture(body).digest), store.kept(capture(body).digest)) == (body, sent)
    assert store.digests() == [capture(body).digest]


@pytest.mark.parametrize(
    "sent", [gzip.compress(b"other"), gzip.compress(b"news")[:-3], b"\x1f\x8brubbish", b"", gzip.compress(b"news" + b"\0" * 99_999)]
)
def test_a_form_that_does_not_give_the_bytes_again_is_not_kept(store, sent):
    store.add_capture(capture(b"news"), Encoded(b"news", sent))
    assert store.body(capture(b"news").digest) == b"news"
    assert store.kept(capture(b"news").digest) == zlib.compress(b"news")


def test_what_is_known_of_a_capture_is_its_digest_location_and_what_was_given(store):
    store.add_capture(capture(b"x"), b"x")
    asked = [capture(b"x"), capture(b"y"), capture(b"x", "b.txt"), capture(b"x", outlet="Dawn")]
    assert [store.has_capture(one) for one in asked] == [True, False, False, False]


def test_a_document_that_is_taken_down_goes_with_all_that_was_made_of_it_and_does_not_come_back(store, open_again):
    keep_tellings(store, a=("k",), b=("k",))
    store.put_likenesses([likeness("a", "b")])
    store.compared_all("compare@1")
    assert [store.add_removal(removal("a", b"x")), store.add_removal(removal("a", b"y", reason="again"))] == [True, False]
    assert store.removals() == store.removals(["doc-a", "doc-z"]) == [removal("a", b"x")]
    assert store.removals(["doc-b"]) == []
    assert (store.document("doc-a"), store.reading("doc-a"), store.telling("tel-a")) == (None, None, None)
    assert (store.search("Text of a"), list(store.likenesses(["tel-b"]))) == ([], [])
    assert store.put_documents([document("a"), document("c")]) == 1
    store.put_readings([reading(document("c"))])
    assert [one.document.id for one in store.uncompared("compare@1")] == ["doc-c"]
    store.clear_derived()
    assert store.put_documents([document("a")]) == 0
    assert open_again().removals() == [removal("a", b"x")]
    assert store.counts("removals") == {"removals": 1}


def test_the_words_that_ids_were_minted_from_go_and_the_ids_stay(store):
    keep_tellings(store, a=("k",), b=("k",))
    founders = ["doc-a/3/he proposes words", "tel-a/police+\udc80", "tel-a/2", "tel-a", "tel-b/police", "doc-ab/3/words"]
    ids = [store.mint("thing", founder) for founder in founders]
    store.add_removal(removal("a"))
    found = store.minted("thing")
    assert list(found.values()) == ids
    assert list(found) == [f"removed/{ids[0]}", f"removed/{ids[1]}", *founders[2:]]


def test_a_capture_that_held_what_was_taken_down_loses_its_bytes_and_keeps_the_rest(store, open_again):
    store.add_capture(capture(b"x"), b"x")
    with pytest.raises(StoreError, match="doc-a: was not taken down"):
        store.withhold(capture(b"x"), ["doc-a"], [])
    assert (store.body(capture(b"x").digest), store.remainder(capture(b"x").digest)) == (b"x", None)
    store.add_removal(removal("a", b"x"))
    store.withhold(capture(b"x"), ["doc-a"], [document("b"), document("c", text="\udc80")])
    digest = capture(b"x").digest
    for asked in (store, open_again()):
        assert asked.remainder(digest) == [document("b"), document("c", text="\udc80")]
        assert (asked.kept(digest), asked.withheld(), list(asked.captures())) == (b"", {digest: ["doc-a"]}, [capture(b"x")])
        with pytest.raises(StoreError, match="was taken down"):
            asked.body(digest)
    store.add_removal(removal("b", b"x"))
    for _ in range(2):
        store.withhold(capture(b"x"), ["doc-b"], [document("never")])
    assert (store.remainder(digest), store.withheld()) == ([document("c", text="\udc80")], {digest: ["doc-a", "doc-b"]})
    assert not store.add_capture(capture(b"x"), b"x")
    assert store.add_capture(capture(b"x", "elsewhere"), b"x")
    assert store.kept(digest) == b""


def test_a_capture_that_arrives_with_what_was_taken_down_never_has_its_bytes(store):
    store.add_removal(removal("a"))
    store.withhold(capture(b"y"), ["doc-a"], [document("b")])
    assert (store.kept(capture(b"y").digest), list(store.captures())) == (b"", [capture(b"y")])
    assert store.latest_capture(capture(b"y").location) == capture(b"y")


def test_bytes_of_many_short_members_are_not_given_to_zlib_again_and_again(store, monkeypatch):
    """An answer may hold as many empty members as fit in it, which must not hold up the others that want to write."""
    given = 0

    class Counting:
        def __init__(self, stream):
            self._stream = stream

        def __getattr__(self, name):
            return getattr(self._stream, name)

        def decompress(self, data, most=0):
            nonlocal given
            given += len(data)
            return self._stream.decompress(data, most)

    plain = zlib.decompressobj
    monkeypatch.setattr("sitrep.store.bodies.zlib.decompressobj", lambda window: Counting(plain(window)))
    sent = gzip.compress(b"news") + 5_000 * gzip.compress(b"")
    store.add_capture(capture(b"news"), Encoded(b"news", sent))
    assert store.body(capture(b"news").digest) == b"news"
    assert 2 * len(sent) <= given <= 2 * 5_001 * 4_096
