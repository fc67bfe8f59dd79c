"""FollowTheMoney: entities that its model takes, statements with the ids that it makes, and where each value is from."""

import hashlib
import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from made_assessments import assessment, response

from sitrep.publish.exchange import FORMATS
from sitrep.publish.exchange.ftm.entities import date_of
from sitrep.records import EdgeKind, Incident, Location, Mention, MentionType, OriginEdge, SituationReport, Span
from strategies import records

THING = {
    **{"name": "text", "summary": "text", "description": "text", "country": "country", "keywords": "text", "notes": "text"},
    **{"sourceUrl": "url", "publisher": "text", "proof": "Document", "addressEntity": "Address"},
}
DOCUMENT = THING | {"fileName": "text", "title": "text", "author": "text", "publishedAt": "date", "mimeType": "text", "bodyText": "text"}
INTERVAL = {"startDate": "date", "endDate": "date", "date": "date", "summary": "text", "description": "text", "recordId": "text"}
# The properties that are used, after the model that FollowTheMoney publishes (version 3.8): their types, and which must be there.
MODEL = {
    "Event": (THING | INTERVAL | {"location": "text"}, {"name"}),
    "Article": (DOCUMENT, {"fileName"}),
    "PlainText": (DOCUMENT, {"fileName"}),
    "Organization": (THING, {"name"}),
    "LegalEntity": (THING, {"name"}),
    "Note": (THING | {"entity": "Thing"}, {"name"}),
    "Mention": ({"document": "Document", "name": "text", "detectedSchema": "text"}, {"document", "name"}),
    "Documentation": (INTERVAL | {"role": "text", "document": "Document", "entity": "Thing"}, {"document", "entity"}),
    "UnknownLink": (INTERVAL | {"role": "text", "subject": "Thing", "object": "Thing"}, {"subject", "object"}),
    "Address": (THING | {"full": "text", "state": "text", "latitude": "number", "longitude": "number", "remarks": "text"}, {"name"}),
}
RANGES = {
    "Thing": {"Event", "Article", "PlainText", "Organization", "LegalEntity", "Note", "Address"},
    "Document": {"Article", "PlainText"},
    "Address": {"Address"},
}
FORMS = {
    "text": re.compile(r".+", re.S),
    "url": re.compile(r"https?://\S+"),
    "country": re.compile(r"[a-z]{2}"),
    "date": re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d)?)?)?"),
    "number": re.compile(r"-?\d+(\.\d+)?(e-?\d+)?"),
}


def lines(name, report, readings):
    return [json.loads(line) for line in b"".join(FORMATS[name].write(report, readings)).decode().splitlines()]


def check(found):
    """That entities are as the published model has them."""
    schemata = {one["id"]: one["schema"] for one in found}
    assert len(schemata) == len(found)
    for one in found:
        properties, required = MODEL[one["schema"]]
        assert required <= set(one["properties"])
        for name, values in one["properties"].items():
            assert values
            assert len(set(values)) == len(values)
            for value in values:
                kind = properties[name]
                assert schemata[value] in RANGES[kind] if kind in RANGES else FORMS[kind].fullmatch(value), (name, value)


@pytest.fixture(scope="module")
def whole(picture):
    first, *rest = picture.report.incidents
    edge = OriginEdge(from_=1, to=0, kind=EdgeKind.COPY, why="98 % of it stands in the other")
    first = replace(first, origins=(replace(first.origins[0], edges=(edge,)), *first.origins[1:]))
    readings = dict(picture.readings)
    document = first.reports[0].document
    mentions = tuple(
        Mention(span=Span(start=0, end=5, text=name), type=kind)
        for name, kind in (("Omar Lal", MentionType.PERSON), ("Valley Front", MentionType.GROUP), ("Karsa", MentionType.PLACE))
    )
    readings[document] = replace(readings[document], mentions=mentions)
    return replace(picture.report, incidents=(first, *rest), assessments=(assessment(), response())), readings


def test_entities_are_as_the_published_model_has_them(whole):
    found = lines("ftm", *whole)
    check(found)
    assert {one["schema"] for one in found} == set(MODEL)


def test_the_model_of_followthemoney_takes_them(whole):
    model = pytest.importorskip("followthemoney", reason="needs the extra `validators` (pyicu from version 4 on)").model
    for one in lines("ftm", *whole):
        proxy = model.get_proxy(one, cleaned=False)
        for name, values in one["properties"].items():
            kind = proxy.schema.get(name).type
            assert sorted(proxy.get(name)) == sorted(values)
            assert all(kind.clean(value) == value or kind.name in ("text", "string", "name", "address", "url") for value in values), (
                name,
                values,
            )
        proxy.schema.validate(one)


def test_statements_have_the_ids_that_followthemoney_makes(whole):
    statement = pytest.importorskip("followthemoney.statement", reason="needs followthemoney 4 or newer (pyicu)").Statement
    for one in lines("ftm-statements", *whole):
        made = statement.from_dict(one)
        assert made.generate_key() == one["id"]
        assert {name: made.to_dict()[name] for name in one} == one


def test_statements_are_the_entities_value_by_value(whole):
    found = lines("ftm-statements", *whole)
    again = {}
    for one in found:
        entity = again.setdefault(one["entity_id"], {"id": one["entity_id"], "schema": one["schema"], "properties": {}})
        if one["prop"] != "id":
            entity["properties"].setdefault(one["prop"], []).append(one["value"])
    assert list(again.values()) == lines("ftm", *whole)
    assert len({one["id"] for one in found}) == len(found)


def test_a_statement_says_where_its_value_is_from_and_since_when(whole):
    report, _ = whole
    document = report.incidents[0].reports[-1].document
    found = [one for one in lines("ftm-statements", *whole) if one["entity_id"] == document]
    assert {(one["origin"], one["first_seen"], one["last_seen"]) for one in found} == {
        (document, "2010-10-07T00:30:00", "2010-10-08T06:00:00")
    }
    origins = {one["origin"] for one in lines("ftm-statements", *whole) if one["schema"] == "Event"}
    assert origins == {"test@1", "sitrep"}
    (kept,) = [one for one in found if one["prop"] == "id"]
    # As Statement.make_key of FollowTheMoney does it.
    assert kept["id"] == hashlib.sha1(f"sitrep.{document}.id.{document}".encode(), usedforsecurity=False).hexdigest()


def test_an_account_is_a_note_on_its_event(whole):
    found = [one["properties"] for one in lines("ftm", *whole) if one["properties"].get("entity") == ["inc-1111111111111111"]]
    (tankers,) = [one for one in found if one.get("name") == ["destroyed: 27 tankers"]]
    assert tankers["summary"] == ["Admiralty C3, disputed, 1 origin"]
    assert tankers["keywords"] == ["destroyed", "disputed", "C3"]
    assert "— The Standard ‹ Police, Karsa" in tankers["description"][1]


def test_people_and_organizations_named_in_an_article_are_mentions_places_are_not(whole):
    found = [one["properties"] for one in lines("ftm", *whole) if one["schema"] == "Mention"]
    assert [(one["name"], one["detectedSchema"]) for one in found] == [
        (["Omar Lal"], ["Person"]),
        (["Valley Front"], ["Organization"]),
    ]


def test_an_article_rests_on_another(whole):
    (tie,) = [one["properties"] for one in lines("ftm", *whole) if one["schema"] == "UnknownLink"]
    reports = whole[0].incidents[0].reports
    assert (tie["subject"], tie["object"], tie["role"]) == ([reports[1].document], [reports[0].document], ["derived-from: copy"])


@pytest.mark.parametrize(
    ("given_date", "kept"),
    [
        ("2010", "2010"),
        ("2010-10", "2010-10"),
        ("2010-10-06", "2010-10-06"),
        ("2010-10-06T02:00:00+05:00", "2010-10-05T21:00:00"),
        ("0001-01-01T00:00:00+05:00", None),
        ("soon", None),
        (None, None),
    ],
)
def test_dates_are_in_utc_without_a_zone(given_date, kept):
    assert date_of(given_date) == kept


def test_an_empty_report_is_no_line(empty):
    assert lines("ftm", empty.report, {}) == lines("ftm-statements", empty.report, {}) == []


def test_without_place_date_or_words():
    incident = Incident(id="i", type=None, title="\x00", start="soon", place=Location(name="", country="ZZZ"))
    found = lines("ftm", SituationReport(generated=datetime(2024, 1, 1, tzinfo=UTC), incidents=(incident,)), {})
    check(found)
    assert [one["properties"]["name"] for one in found] == [["A place without a name"], ["\ufffd"]]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records(SituationReport))
def test_any_report_is_entities(report):
    found = lines("ftm", report, {})
    assert len({one["id"] for one in found}) == len(found)
    for one in found:
        properties, required = MODEL[one["schema"]]
        assert required <= set(one["properties"]) <= set(properties)
