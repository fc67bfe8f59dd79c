"""MISP: what MISP's own library takes and gives back, its templates, and its taxonomies as tags."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pymisp
import pytest
from hypothesis import HealthCheck, given, settings
from made_assessments import assessment, response
from pymisp import MISPEvent

from sitrep.publish.exchange import FORMATS
from sitrep.publish.exchange.misp.parts import TEMPLATES, event_uuid
from sitrep.records import (
    Account,
    Claim,
    Confidence,
    EdgeKind,
    Incident,
    Likelihood,
    Location,
    Marking,
    OriginEdge,
    SituationReport,
    State,
)
from strategies import records

DATA = Path(pymisp.__file__).parent / "data"
PACKAGED = DATA / "misp-objects"
CATEGORIES = json.loads((DATA / "describeTypes.json").read_text(encoding="utf-8"))["result"]["category_type_mappings"]
RELATIONSHIPS = {one["name"] for one in json.loads((PACKAGED / "relationships" / "definition.json").read_text(encoding="utf-8"))["values"]}


def written(report, readings):
    return b"".join(FORMATS["misp"].write(report, readings))


def events(report, readings):
    return [one["Event"] for one in json.loads(written(report, readings))["response"]]


def attributes(event):
    return [*event.get("Attribute", []), *(one for made in event.get("Object", []) for one in made["Attribute"])]


def tags(item):
    return [one["name"] for one in item.get("Tag", [])]


def check(event):
    """That MISP's library reads the event and gives back what it was given, and that MISP would take its parts."""
    loaded = MISPEvent()
    loaded.load(json.dumps({"Event": event}))
    back = json.loads(loaded.to_json())
    assert {name: back[name] for name in ("uuid", "info", "date", "distribution")} == {
        name: event[name] for name in ("uuid", "info", "date", "distribution")
    }
    assert tags(back) == tags(event)
    wanted = [(one["uuid"], one["type"], one["value"], tags(one)) for one in attributes(event)]
    assert [(one["uuid"], one["type"], one["value"], tags(one)) for one in attributes(back)] == wanted
    ids = {one["uuid"] for one in event.get("Object", [])}
    uuids = [*ids, *(one["uuid"] for one in attributes(event))]
    assert len(set(uuids)) == len(event.get("Object", [])) + len(attributes(event))
    for one in attributes(event):
        assert one["type"] in CATEGORIES[one["category"]]
        assert 0 < len(one["value"].encode()) <= 65_535
    keys = [(one["category"], one["type"], one["value"]) for one in event.get("Attribute", [])]
    assert len(set(keys)) == len(keys)
    for made in event.get("Object", []):
        assert all(one["referenced_uuid"] in ids and one["relationship_type"] in RELATIONSHIPS for one in made.get("ObjectReference", []))


@pytest.fixture(scope="module")
def whole(picture):
    first, *rest = picture.report.incidents
    edge = OriginEdge(from_=1, to=0, kind=EdgeKind.COPY, why="98 % of it stands in the other")
    first = replace(first, origins=(replace(first.origins[0], edges=(edge,)), *first.origins[1:]))
    report = replace(picture.report, incidents=(first, *rest), assessments=(assessment(), response()))
    return report, picture.readings


def event_of(whole, identity):
    (found,) = [one for one in events(*whole) if one["uuid"] == event_uuid(identity)]
    return found


def test_misps_library_reads_every_event_and_gives_it_back(whole):
    found = events(*whole)
    assert len(found) == len(whole[0].incidents) + 1 + 2
    for one in found:
        check(one)


def test_the_same_input_gives_the_same_bytes(whole):
    assert written(*whole) == written(*whole)


@pytest.mark.parametrize("name", TEMPLATES)
def test_templates_are_those_that_misp_packages(name):
    uuid, version, types = TEMPLATES[name]
    packaged = json.loads((PACKAGED / "objects" / name / "definition.json").read_text(encoding="utf-8"))
    assert (packaged["uuid"], packaged["meta-category"]) == (uuid, "misc")
    assert packaged["version"] >= version
    assert {relation: packaged["attributes"][relation]["misp-attribute"] for relation in types} == types


def test_objects_have_what_their_template_asks_for(whole):
    for event in events(*whole):
        for made in event.get("Object", []):
            packaged = json.loads((PACKAGED / "objects" / made["name"] / "definition.json").read_text(encoding="utf-8"))
            relations = [one["object_relation"] for one in made["Attribute"]]
            assert set(packaged["requiredOneOf"]) & set(relations)
            assert len(set(relations)) == len(relations)


def test_an_account_bears_its_admiralty_grade_as_tags(whole):
    event = event_of(whole, "inc-1111111111111111")
    (one,) = [one for one in event["Attribute"] if one["value"] == "destroyed: 27 tankers"]
    assert tags(one) == [
        'admiralty-scale:source-reliability="c"',
        'admiralty-scale:information-credibility="3"',
        'sitrep:state="disputed"',
        'sitrep:origins="1"',
    ]
    assert one["comment"].splitlines()[0] == "27 tankers were destroyed."
    assert "— The Standard ‹ Police, Karsa" in one["comment"]
    assert (one["to_ids"], one["disable_correlation"]) == (False, True)


def test_an_incident_is_an_event_with_its_place_and_its_articles(whole):
    event = event_of(whole, "inc-1111111111111111")
    assert (event["info"], event["date"], event["published"]) == ("Attack on tankers at Karsa", "2010-10-06", False)
    assert tags(event)[:2] == ["tlp:clear", 'sitrep:type="assault"']
    (place,) = [one for one in event["Object"] if one["name"] == "geolocation"]
    where = {one["object_relation"]: one["value"] for one in place["Attribute"]}
    assert (where["countrycode"], where["city"], where["region"], where["accuracy-radius"]) == ("PK", "Karsa", "Northern Province", "10.0")
    articles = [one for one in event["Object"] if one["name"] == "news-media"]
    assert len(articles) == 11
    meridian = {one["object_relation"]: one for one in articles[-1]["Attribute"]}
    assert tags(meridian["source"]) == ['admiralty-scale:source-reliability="b"']
    assert re.search(r"SHA-256 of what it was made from, as received: [0-9a-f]{64}$", articles[-1]["comment"])
    (tie,) = articles[1]["ObjectReference"]
    assert (tie["referenced_uuid"], tie["relationship_type"]) == (articles[0]["uuid"], "derived-from")


def test_a_proposal_is_an_event_with_its_positions(whole):
    event = event_of(whole, "prop-1")
    assert event["info"] == "Proposal: Oss ought to join the Harbour Pact"
    assert [tags(one) for one in event["Attribute"][1:]] == [
        [f'sitrep:stance="{stance}"'] for stance in ("opposes", "proposes", "alternative", "supports_if")
    ]


def test_a_key_judgement_bears_its_words_as_tags(whole):
    event = event_of(whole, "asm-1")
    assert tags(event) == ["tlp:green", 'sitrep:status="published"']
    assert tags(event["Attribute"][1]) == [
        'estimative-language:likelihood-probability="likely"',
        'estimative-language:confidence-in-analytic-judgment="high"',
    ]
    assert event["EventReport"][0]["content"].startswith("# The road")
    answer = event_of(whole, "asm-2")
    assert (answer["extends_uuid"], tags(answer)[0]) == (event["uuid"], "tlp:clear")


@pytest.mark.parametrize("likelihood", list(Likelihood))
@pytest.mark.parametrize("confidence", list(Confidence))
def test_every_word_of_an_analyst_is_a_tag_of_the_taxonomy(likelihood, confidence):
    """The values of MISP's taxonomy estimative-language."""
    judgement = replace(assessment().judgements[0], likelihood=likelihood, confidence=confidence)
    report = SituationReport(generated=datetime(2024, 1, 1, tzinfo=UTC), assessments=(assessment(judgements=(judgement,)),))
    (event,) = events(report, {})
    values = {re.fullmatch(r'estimative-language:([a-z-]+)="([a-z-]+)"', name).groups() for name in tags(event["Attribute"][1])}
    likely = {"almost-no-chance", "very-unlikely", "unlikely", "roughly-even-chance", "likely", "very-likely", "almost-certain"}
    assert dict(values)["likelihood-probability"] in likely
    assert dict(values)["confidence-in-analytic-judgment"] in {"low", "moderate", "high"}


@pytest.mark.parametrize("marking", list(Marking))
def test_every_marking_is_a_tag_of_the_taxonomy(marking):
    report = SituationReport(generated=datetime(2024, 1, 1, tzinfo=UTC), assessments=(assessment(marking=marking),))
    (event,) = events(report, {})
    assert tags(event)[0] in {"tlp:clear", "tlp:green", "tlp:amber", "tlp:amber+strict", "tlp:red"}


def test_a_response_to_what_does_not_go_out_extends_nothing():
    report = SituationReport(generated=datetime(2024, 1, 1, tzinfo=UTC), assessments=(response(),))
    assert "extends_uuid" not in events(report, {})[0]


def test_an_empty_report_is_an_empty_list(empty):
    assert events(empty.report, {}) == []


def test_two_accounts_in_the_same_words_are_two_attributes():
    accounts = tuple(Account(value="12", low=low, high=12, reports=(), statements=(), origins=1) for low in (11, 12))
    claim = Claim(attribute="killed", accounts=accounts, state=State.AGREED)
    incident = Incident(id="i", type=None, title="\x00", start="soon", place=Location(name="\u202e"), claims=(claim,))
    (event,) = events(SituationReport(generated=datetime(2024, 1, 1, tzinfo=UTC), incidents=(incident,)), {})
    check(event)
    assert [one["value"] for one in event["Attribute"]] == ["killed: 12", "killed: 12 (2)"]
    assert event["date"] == "2024-01-01"


def test_hostile_names_are_data(whole):
    assert not {"\x00", "\x1b", "\x9b", "\ud800"} & set(json.dumps(events(*whole), ensure_ascii=False))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records(SituationReport))
def test_any_report_is_events(report):
    for one in events(report, {}):
        check(one)
