"""Whatever a record holds, the store gives back the same record."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from made_records import document, reading

from sitrep.records import Capture, Document, Failure, Grade, Incident, Judgement, Likeness, Proposal, Reading, Telling
from sitrep.store.rows import column, instant, pack, plain, unpack
from strategies import any_text, records

_some = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@_some
@given(one=records(Document, text=any_text, key=any_text, title=st.none() | any_text))
def test_documents(fresh_store, one):
    store = fresh_store()
    store.put_documents([one])
    assert store.document(one.id) == one
    assert list(store.documents()) == [one]
    assert store.versions(one.article) == [one]


@_some
@given(one=records(Reading))
def test_readings(fresh_store, one):
    store = fresh_store()
    store.put_documents([one.document])
    store.put_readings([one])
    assert store.reading(one.document.id) == one
    assert list(store.readings()) == [one]


@_some
@given(one=records(Telling, keys=st.lists(any_text, max_size=4).map(tuple)))
def test_tellings(fresh_store, one):
    store = fresh_store()
    owner = document("x", id=one.document)
    store.put_documents([owner])
    store.put_readings([reading(owner)])
    store.put_tellings({one.document: [one]}, one.made_by)
    assert store.telling(one.id) == one
    assert store.candidates(one.keys, limit=1) == ([one] if one.keys else [])


@_some
@given(one=records(Likeness))
def test_likenesses(fresh_store, one):
    assume(one.first != one.second)
    store = fresh_store()
    owner = document("x")
    store.put_documents([owner])
    store.put_readings([reading(owner)])
    ends = [Telling(id=end, document=owner.id, main=True, type=None) for end in (one.first, one.second)]
    store.put_tellings({owner.id: ends}, "compare@1")
    store.put_likenesses([one])
    assert store.likenesses([one.second]) == [one]


@_some
@given(one=records(Incident, aliases=st.lists(any_text, max_size=3).map(tuple)))
def test_incidents(fresh_store, one):
    store = fresh_store()
    assert store.put_incidents([one]) == 1
    assert store.put_incidents([one]) == 0
    assert store.incident(one.id) == one
    assert all(store.incident(alias) == one for alias in one.aliases)
    assert all(store.incident_of(report.document) == [one] for report in one.reports)


@_some
@given(one=records(Proposal))
def test_proposals(fresh_store, one):
    store = fresh_store()
    store.put_proposals([one])
    assert list(store.proposals()) == [one]
    assert all(store.proposal_of(position.document) == [one] for position in one.positions)


@_some
@given(grades=st.lists(records(Grade), max_size=4), failures=st.lists(records(Failure, subject=any_text), max_size=4))
def test_grades_and_failures(fresh_store, grades, failures):
    store = fresh_store()
    store.put_grades("outlet", grades)
    assert store.grades("outlet") == sorted({grade.name: grade for grade in grades}.values(), key=lambda grade: grade.name)
    store.put_failures(failures, "read")
    latest = {failure.subject: failure for failure in failures}
    assert {failure.subject: failure for failure in store.failures()} == latest


@_some
@given(one=records(Capture, location=any_text), body=st.binary(max_size=3000))
def test_captures(fresh_store, one, body):
    store = fresh_store()
    digest = hashlib.sha256(body).hexdigest()
    fitting = Capture(digest=digest, media_type=one.media_type, received=one.received, location=one.location, key=one.key, size=len(body))
    if store.add_capture(fitting, body):
        assert store.capture(digest, one.location) == fitting
    assert store.body(digest) == body


@_some
@given(one=records(Judgement, by=any_text, reason=any_text, incidents=st.lists(any_text, max_size=2).map(tuple)))
def test_judgements(fresh_store, one):
    store = fresh_store()
    if store.add_judgement(one):
        assert all(one in store.judgements([name]) for name in (*one.documents, *one.incidents))
        held = store.judgements()
        assert one in held
        assert held == sorted(held, key=lambda each: each.at)


@given(text=any_text, other=any_text)
def test_a_column_value_stands_for_one_string(text, other):
    assert plain(column(text)) == text
    assert column(text) == column(text).encode("utf-8").decode("utf-8").replace("\x00", "")
    assert (column(text) == column(other)) == (text == other)


@pytest.mark.parametrize("text", ['"', '""', '"eda080', "\ud800", "\ud83d\ude00", "\U0001f600", "", "\x00"])
def test_odd_strings_as_columns_and_packed(text):
    assert plain(column(text)) == text
    assert unpack(pack(text)) == text


def test_a_packed_record_is_text_unless_text_cannot_hold_it():
    assert pack(Failure(subject="Пешавар", reason="r")) == '{"subject":"Пешавар","reason":"r","retry":false,"status":null}'
    assert isinstance(pack(Failure(subject="\ud800", reason="r")), bytes)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        (None, None),
        ("1993", "1993"),
        ("2010-10", "2010-10"),
        ("2010-10-06", "2010-10-06"),
        ("2010-10-06T01:00:00+05:00", "2010-10-05T20:00:00+00:00"),
        ("2010-10-06T01:00:00Z", "2010-10-06T01:00:00+00:00"),
        ("2010-10-06T01:00:00", "2010-10-06T01:00:00"),
        ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
        ("sometime in October", "sometime in October"),
    ],
)
def test_dates_in_the_order_of_time(date, expected):
    assert instant(date) == expected
