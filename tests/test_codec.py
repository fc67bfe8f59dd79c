from __future__ import annotations

import dataclasses
import json
import pickle
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.codec import dump_line, from_json, from_line, moment, to_json, to_line
from sitrep.records import (
    Absence,
    Capture,
    Claim,
    Document,
    EdgeKind,
    Encoded,
    Failure,
    Incident,
    Origin,
    OriginEdge,
    Quantity,
    Redirect,
    Response,
    Role,
    Span,
    State,
    Telling,
    Voice,
)
from sitrep.store.rows import pack
from strategies import RECORD_TYPES, any_text, records

FAILURE = Failure(subject="a", reason="b", retry=True)


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.__name__)
def test_a_record_comes_back_from_json(record):
    @settings(max_examples=12, deadline=None)
    @given(records(record))
    def comes_back(one):
        assert from_json(record, json.loads(json.dumps(to_json(one)))) == one

    comes_back()


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.__name__)
def test_a_line_gives_what_its_json_gives(record):
    @settings(max_examples=12, deadline=None)
    @given(records(record))
    def gives_the_same(one):
        packed = pack(one)
        assert from_line(record, packed) == one
        assert to_json(from_line(record, packed)) == to_json(one)

    gives_the_same()


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.__name__)
def test_a_line_is_written_as_its_json(record):
    @settings(max_examples=12, deadline=None)
    @given(records(record))
    def is_the_same(one):
        assert to_line(one) == json.dumps(to_json(one), ensure_ascii=False, separators=(",", ":"))

    is_the_same()


@pytest.mark.parametrize("number", [1e16, 1e-5, 1e22, -0.0, 5e-324, 50, 50.0, 2**70, float("inf")])
def test_numbers_are_written_as_json_writes_them(number):
    span = Span(start=0, end=2, text="50")
    one = Quantity(role=Role.KILLED, low=number, high=None, approximate=False, span=span)
    assert to_line(one) == json.dumps(to_json(one), separators=(",", ":"))


@given(text=any_text)
def test_any_string_is_written_as_json_writes_it(text):
    one = OriginEdge(from_=1, to=0, kind=EdgeKind.COPY, why=text, passages=('"from_":', None))
    assert to_line(one) == json.dumps(to_json(one), ensure_ascii=False, separators=(",", ":"))


def test_a_line_of_anything_but_a_record_keeps_its_keys():
    assert to_line({"from_": [1, "a"]}) == '{"from_":[1,"a"]}'


def test_a_moment_is_written_in_utc_and_one_without_a_time_zone_is_refused():
    capture = Capture(
        digest="d", media_type="x/y", received=datetime(2024, 3, 10, 5, tzinfo=timezone(timedelta(hours=5))), location="l", key="k", size=1
    )
    assert '"received":"2024-03-10T00:00:00Z"' in to_line(capture)
    with pytest.raises(ValueError, match="no time zone"):
        to_line(dataclasses.replace(capture, received=datetime(2024, 3, 10)))


def test_whole_numbers_of_a_line_stay_whole():
    line = '{"role":"killed","low":50,"high":50.5,"approximate":false,"span":{"start":0,"end":2,"text":"50"}}'
    assert [type(value) for value in (from_line(Quantity, line).low, from_line(Quantity, line).high)] == [int, float]


def test_words_that_look_like_a_key_of_a_line_stay():
    failure = Failure(subject='"from":', reason='{"from":1}', retry=False)
    assert from_line(Failure, pack(failure)) == failure
    edge = OriginEdge(from_=1, to=0, kind=EdgeKind.COPY, why='"from":', passages=('a "from": b', None))
    assert from_line(OriginEdge, pack(edge)) == edge


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{", "Expecting property name"),
        ('{"subject":"a"}', r"Failure\.reason is missing"),
        ('{"subject":1}', r"Failure\.subject: 1 is not str"),
    ],
)
def test_a_damaged_line_names_what_is_wrong(line, said):
    with pytest.raises(ValueError, match=said):
        from_line(Failure, line)


@pytest.mark.parametrize("record", RECORD_TYPES, ids=lambda record: record.__name__)
def test_json_has_every_field_under_its_own_name(record):
    @settings(max_examples=3, deadline=None)
    @given(records(record))
    def has_every_field(one):
        assert list(to_json(one)) == [field.name.removesuffix("_") for field in dataclasses.fields(record)]

    has_every_field()


@given(text=any_text)
def test_any_string_comes_back_unescaped(text):
    document = Document(id="doc-1", article="art-1", key=text, text=text)
    again = from_json(Document, json.loads(json.dumps(to_json(document), ensure_ascii=False)))
    assert again == document


def test_a_document_and_an_origin_of_an_older_program_still_load():
    document = Document(id="doc-1", article="art-1", key="a", text="A", source="Wire", original="https://w.example/1")
    old = {name: value for name, value in to_json(document).items() if name not in ("source", "original")}
    assert from_json(Document, old) == dataclasses.replace(document, source=None, original=None)
    assert from_json(Origin, {"id": "o", "label": "l", "reports": [0], "why": "w"}).edges == ()


def test_a_field_named_by_a_word_of_python_goes_without_its_underscore():
    edge = OriginEdge(from_=1, to=0, kind=EdgeKind.PICK_UP, why="w", passages=(None, "a"))
    assert to_json(edge) == {
        "from": 1, "to": 0, "kind": "pick-up", "why": "w", "passages": [None, "a"], "joins": True,
    }  # fmt: skip
    assert from_json(OriginEdge, to_json(edge)) == edge
    with pytest.raises(ValueError, match=r"OriginEdge\.from is missing"):
        from_json(OriginEdge, {"to": 0, "kind": "copy", "why": ""})


def test_fields_of_a_newer_program_are_ignored():
    assert from_json(Failure, {**to_json(FAILURE), "severity": 3}) == FAILURE


def test_a_field_with_a_default_may_be_missing():
    assert from_json(Failure, {"subject": "a", "reason": "b"}) == Failure(subject="a", reason="b", retry=False)


def test_a_missing_field_is_named():
    with pytest.raises(ValueError, match=r"^Failure\.reason is missing$"):
        from_json(Failure, {"subject": "a"})


def test_a_field_of_a_wrong_kind_is_named_with_where_it_stands():
    with pytest.raises(ValueError, match=r"^Quantity\.span: Span\.start: '1' is not int$"):
        from_json(Quantity, {"role": "killed", "low": 1, "high": None, "approximate": False, "span": {"start": "1", "end": 2, "text": "x"}})


@pytest.mark.parametrize(
    ("field", "value"),
    [("subject", None), ("subject", 3), ("retry", "yes"), ("retry", 1), ("reason", ["b"])],
)
def test_wrong_kinds_are_refused(field, value):
    with pytest.raises(ValueError, match=rf"^Failure\.{field}: "):
        from_json(Failure, {**to_json(FAILURE), field: value})


def test_true_is_no_number():
    with pytest.raises(ValueError, match=r"^Span\.start: "):
        from_json(Span, {"start": True, "end": 2, "text": "x"})


def test_an_unknown_value_of_an_enum_is_refused():
    with pytest.raises(ValueError, match=r"^Claim\.state: "):
        from_json(Claim, {"attribute": "killed", "accounts": [], "state": "settled"})


def test_enums_come_back_as_enums():
    claim = from_json(Claim, {"attribute": "killed", "accounts": [], "state": "agreed"})
    assert claim.state is State.AGREED


def test_a_whole_number_will_do_for_a_fraction():
    data = {"role": "killed", "low": 1, "high": 2.5, "approximate": False, "span": {"start": 0, "end": 1, "text": "x"}}
    assert (from_json(Quantity, data).low, from_json(Quantity, data).role) == (1, Role.KILLED)


def test_numbers_of_64_bits_keep_their_value():
    telling = Telling(id="t", document="d", main=True, type=None, sketch=(2**64 - 1, 2**63, 0))
    assert from_json(Telling, json.loads(json.dumps(to_json(telling)))).sketch == (2**64 - 1, 2**63, 0)


def test_moments_are_in_utc_and_end_in_z():
    karachi = timezone(timedelta(hours=5))
    assert moment(datetime(2010, 10, 6, 1, 30, tzinfo=karachi)) == "2010-10-05T20:30:00Z"
    assert moment(datetime(2010, 10, 6, 1, 30, 0, 250, tzinfo=UTC)) == "2010-10-06T01:30:00.000250Z"


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="has no time zone"):
        moment(datetime(2010, 10, 6))
    capture = {"digest": "0", "media_type": "text/plain", "received": "2010-10-06T00:00:00", "location": "a", "key": "a", "size": 0}
    with pytest.raises(ValueError, match=r"^Capture\.received: .* has no time zone$"):
        from_json(Capture, capture)


def test_plain_values_mappings_and_enums():
    value = {"voice": Voice.OWN, "list": (1, 2.5, None, True, "x"), "record": FAILURE}
    assert to_json(value) == {"voice": "own", "list": [1, 2.5, None, True, "x"], "record": to_json(FAILURE)}


@pytest.mark.parametrize("breaker", ["\u2028", "\u2029", "\x85", "\n", "\r", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e"])
def test_a_line_is_one_line(breaker):
    failure = Failure(subject=f"a{breaker}b", reason="c")
    line = dump_line(failure)
    assert len(line.splitlines()) == 1
    assert from_json(Failure, json.loads(line)) == failure


@pytest.mark.parametrize("surrogate", ["\ud800", "\udc80 \ud83d", "x\ud83d"])
def test_a_line_with_unpaired_surrogates_is_utf8_and_comes_back(surrogate):
    failure = Failure(subject=f"ä{surrogate}", reason="\u2028")
    line = dump_line(failure)
    assert line.encode("utf-8")
    assert len(line.splitlines()) == 1
    assert from_json(Failure, json.loads(line)) == failure


def test_a_line_keeps_letters_readable():
    assert (
        dump_line(Failure(subject="Пешавар", reason="پشاور")) == '{"subject": "Пешавар", "reason": "پشاور", "retry": false, "status": null}'
    )


@settings(max_examples=60)
@given(st.lists(any_text, max_size=3))
def test_any_strings_make_one_line_of_utf8(texts):
    line = dump_line(texts)
    assert line.encode("utf-8").count(b"\n") == 0
    assert len(line.splitlines()) == 1


@settings(max_examples=20, deadline=None)
@given(records(Incident))
def test_the_line_of_a_record_is_its_json(incident):
    assert json.loads(dump_line(incident)) == to_json(incident)


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def test_bytes_that_came_compressed_go_to_another_process_with_both_forms(protocol):
    again = pickle.loads(pickle.dumps(Encoded(b"news", b"packed"), protocol))
    assert (again, again.sent, type(again)) == (b"news", b"packed", Encoded)


def test_a_line_gives_moments_as_json_does():
    def since(said, kind=str):
        line = f'{{"address": "x", "status": 410, "since": "{said}"}}'
        return from_line(Absence, line if kind is str else line.encode()).since

    for kind in (str, bytes):
        for said in ("2024-03-10T05:00:00+05:00", "2024-03-10T00:00:00Z"):
            assert (since(said, kind), since(said, kind).tzinfo) == (datetime(2024, 3, 10, tzinfo=UTC), UTC)
        assert since("2024-03-10T00:00:00.999999999Z", kind) == datetime(2024, 3, 10, 0, 0, 0, 999999, tzinfo=UTC)
        with pytest.raises(ValueError, match=r"Absence\.since: 2024-03-10T00:00:00 has no time zone"):
            since("2024-03-10T00:00:00", kind)


def test_a_line_gives_moments_of_records_within_as_json_does():
    hop = Redirect(status=301, address="https://daily.example/a", fetched=datetime(2024, 3, 10, tzinfo=UTC))
    response = Response(status=200, address="https://daily.example/b", fetched=hop.fetched, redirects=(hop,))
    capture = Capture(digest="d", media_type="x/y", received=hop.fetched, location="l", key="k", size=1, response=response)
    line = dump_line(capture)
    assert from_line(Capture, line) == capture
    last = line.rindex("2024-03-10T00:00:00Z")
    naive = f"{line[:last]}2024-03-10T00:00:00{line[last + 20 :]}"
    assert json.loads(naive)["response"]["redirects"][0]["fetched"] == "2024-03-10T00:00:00"
    with pytest.raises(ValueError, match="has no time zone"):
        from_line(Capture, naive)
    assert from_line(Capture, line.replace("2024-03-10T00:00:00Z", "2024-03-10T05:00:00+05:00")) == capture
