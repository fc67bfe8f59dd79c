"""What every store promises of drafts, deeds and what citations led to."""

from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from made_records import capture, cited, deed, document, draft, keep_tellings, reading, removal

from sitrep.errors import StoreError
from sitrep.records import Cited, Deed, Draft
from strategies import any_text, records

# What is evidence stays from one example to the next.
_fresh = count()
_some = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def test_drafts_get_the_next_number_of_their_assessment_and_stay(store, open_again):
    first = store.add_draft(draft("1"))
    other = store.add_draft(draft("x", "assessment-b"))
    second = store.add_draft(draft("2", parent="1", number=9))
    assert [one.number for one in (first, other, second)] == [1, 1, 2]
    assert store.add_draft(draft("1", text="otherwise")) == first
    store.clear_derived()
    again = open_again()
    assert again.drafts("assessment-a") == [first, second]
    assert again.drafts() == [first, other, second]
    assert again.drafts("assessment-c") == []
    assert again.counts("drafts", "deeds") == {"drafts": 3, "deeds": 0}


def test_deeds_are_kept_in_order_once_and_only_on_drafts_that_are_there(store):
    store.add_draft(draft("1"))
    assert store.add_deed(deed("1"))
    assert not store.add_deed(deed("1", note="otherwise"))
    assert store.add_deed(deed("2"))
    assert store.deeds() == store.deeds("assessment-a") == [deed("1"), deed("2")]
    assert store.deeds("assessment-b") == []
    for wrong in (deed("3", "9"), deed("3", "1", assessment="assessment-b")):
        with pytest.raises(StoreError, match="is not a draft of"):
            store.add_deed(wrong)


def test_deeds_that_came_late_stand_at_their_moment(store):
    first, last = deed("1"), replace(deed("2"), at=deed("1").at + timedelta(hours=2))
    between, beside = (replace(deed(name), at=first.at + timedelta(hours=1)) for name in ("9", "3"))
    store.add_draft(draft("1"))
    for one in (first, last, between, beside):
        assert store.add_deed(one)
    assert store.deeds() == store.deeds("assessment-a") == [first, between, beside, last]


def test_what_was_cited_stays_as_it_was_and_names_who_cites_a_document(store):
    one, other = cited("st-1", "doc-a", "doc-b"), cited("st-2")
    store.add_draft(draft("1"), [one, other])
    store.add_draft(draft("1"), [cited("st-3")])
    store.add_draft(draft("2", "assessment-b"), [cited("st-1", "doc-b")])
    assert store.cited("draft-1") == [one, other]
    assert store.cited("draft-9") == []
    assert store.citing(["doc-a"]) == ["assessment-a"]
    assert store.citing(["doc-b", "doc-a"]) == ["assessment-a", "assessment-b"]
    assert store.citing(["doc-c"]) == []


@pytest.mark.parametrize("words", ["23 were killed", "a \ud800 in it", '"quoted" and ünï'])
def test_words_of_what_is_taken_down_go_from_every_draft_that_cited_them(store, words):
    store.put_documents([document("a"), document("b")])
    gone, stays = cited("st-1", "doc-b", "doc-a", words=words), cited("st-2", "doc-b")
    store.add_draft(draft("1"), [gone, stays])
    store.add_draft(draft("2", parent="1"), [replace(gone, target="st-9")])
    store.add_removal(removal("a"))
    assert store.cited("draft-1") == [replace(gone, words="", standings=()), stays]
    assert store.cited("draft-2") == [replace(gone, target="st-9", words="", standings=())]
    store.add_removal(removal("a"))
    assert store.citing(["doc-a"]) == ["assessment-a"]


def test_statements_are_found_in_their_own_document(store):
    keep_tellings(store, a=("k",), b=("k",))
    own = {one.id: name for name in ("doc-a", "doc-b") for one in store.reading(name).statements}
    assert own
    assert store.stating([*own, "st-0", "", '"']) == own
    assert store.stating([]) == {}
    odd = document("odd", text='a quoted "doc-a" id')
    store.put_documents([odd])
    store.put_readings([reading(odd)])
    assert store.stating(["doc-a"]) == {}
    assert store.capture(capture(b"x").digest) is None


@_some
@given(one=records(Draft, text=any_text, message=any_text), deeds=st.lists(records(Deed), max_size=2), kept=records(Cited, words=any_text))
def test_whatever_is_kept_comes_back(fresh_store, one, deeds, kept):
    store = fresh_store()
    one = replace(one, id=f"{one.id}-{next(_fresh)}")
    saved = store.add_draft(one, [kept])
    assert saved == replace(one, number=saved.number)
    assert store.drafts(one.assessment)[-1] == saved
    assert store.cited(one.id) == [kept]
    for each in deeds:
        fitting = replace(each, id=f"{each.id}-{next(_fresh)}", draft=one.id, assessment=one.assessment)
        assert store.add_deed(fitting)
        assert fitting in store.deeds(one.assessment)
