"""STIX 2.1: what OASIS's own library takes, what refers to what, and what our scales become."""

import importlib.metadata
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import jsonschema
import pytest
import stix2
from hypothesis import HealthCheck, given, settings
from made_assessments import assessment, response
from stix2.confidence import scales

from sitrep.publish.exchange import FORMATS
from sitrep.publish.exchange.stix import extension as extensions
from sitrep.publish.exchange.stix.extension import EXTENSION
from sitrep.publish.exchange.stix.scales import CONFIDENCE, CREDIBILITY, LIKELIHOOD
from sitrep.publish.exchange.told import uuid_of
from sitrep.records import (
    Account,
    AssessmentStatus,
    Claim,
    EdgeKind,
    Incident,
    Judged,
    JudgementKind,
    Likelihood,
    Location,
    Marking,
    Origin,
    OriginEdge,
    PastGrade,
    Precision,
    ResponseStance,
    SituationReport,
    State,
)
from strategies import records

SCHEMA = json.loads(Path(extensions.__file__).with_name("extension.schema.json").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "reference"


def written(report, readings):
    return b"".join(FORMATS["stix"].write(report, readings))


def bundle(report, readings):
    return json.loads(written(report, readings))


def ours(made):
    return made.get("extensions", {}).get(EXTENSION, {})


def of(made, kind, **wanted):
    """The objects of a type whose extension has these values."""
    return [one for one in made["objects"] if one["type"] == kind and wanted.items() <= ours(one).items()]


def referred(value):
    """Every id that an object refers to."""
    if isinstance(value, dict):
        for name, item in value.items():
            if name.endswith("_ref"):
                yield item
            elif name.endswith("_refs"):
                yield from item
            else:
                yield from referred(item)
    elif isinstance(value, list):
        for item in value:
            yield from referred(item)


def check(made):
    """That OASIS's library reads it with nothing custom in it, that what it refers to is there, and that our extension is as we say."""
    parsed = stix2.parse(json.dumps(made), allow_custom=False)
    ids = [one["id"] for one in made["objects"]]
    assert len(parsed.objects) == len(ids) == len(set(ids))
    assert set(referred(made["objects"])) <= set(ids)
    for one in made["objects"]:
        if ours(one):
            jsonschema.validate(ours(one), SCHEMA)
        assert one.get("modified", one["created"]) >= one["created"]


@pytest.fixture(scope="module")
def whole(picture):
    """The invented picture with assessments, ties and an analyst's judgement."""
    first, *rest = picture.report.incidents
    edges = (
        OriginEdge(from_=1, to=0, kind=EdgeKind.COPY, why="98 % of it stands in the other", passages=("Gunmen set fire", None)),
        OriginEdge(from_=2, to=0, kind=EdgeKind.SOURCE, why="both name the spokesman"),
        OriginEdge(from_=3, to=99, kind=EdgeKind.COPY, why="there is no such report"),
        OriginEdge(from_=4, to=5, kind=EdgeKind.COPY, why="too weak", joins=False),
    )
    merged = Judged(id="jud-1", kind=JudgementKind.MERGE, by="ada", at=picture.report.generated, reason="One fire", incidents=("inc-2",))
    first = replace(first, origins=(replace(first.origins[0], edges=edges), *first.origins[1:]), judgements=(merged,))
    report = replace(picture.report, incidents=(first, *rest), assessments=(assessment(), response()))
    return report, picture.readings


def test_oasis_library_reads_it_and_nothing_refers_to_what_is_not_there(whole):
    made = bundle(*whole)
    check(made)
    kinds = {one["type"] for one in made["objects"]}
    assert kinds == {
        *("identity", "extension-definition", "marking-definition", "incident", "location", "note", "grouping", "relationship"),
        *("report", "course-of-action", "opinion"),
    }


def test_the_validator_of_oasis_finds_no_error(whole):
    pytest.importorskip("stix2validator", reason="needs the extra `validators` (cpe, LGPL)")
    if int(importlib.metadata.version("stix2-validator").split(".")[0]) < 3:
        pytest.skip("stix2-validator before 3 knows no STIX 2.1")
    import stix2validator

    found = stix2validator.validate_string(written(*whole).decode(), stix2validator.ValidationOptions(version="2.1"))
    assert found.is_valid, [str(error) for one in found.object_results for error in one.errors]


def test_the_same_input_gives_the_same_bytes_and_ids_stay_when_time_goes_on(whole):
    report, readings = whole
    assert written(report, readings) == written(report, readings)
    later = replace(report, generated=report.generated + timedelta(days=1))
    before, after = bundle(report, readings), bundle(later, readings)
    created = {one["id"]: one["created"] for one in before["objects"] if one["created"] != one.get("modified")}
    assert {one["id"]: one["created"] for one in after["objects"] if one["id"] in created} == created
    assert before["id"] != after["id"]
    assert {one["type"] for one in after["objects"] if one["id"] not in {old["id"] for old in before["objects"]}} == {"report"}


def test_an_account_is_a_note_with_its_passages_its_grade_and_the_articles(whole):
    (note,) = of(bundle(*whole), "note", attribute="destroyed", value="27 tankers")
    assert note["confidence"] == 50
    assert "“Police in Karsa counted 27 tankers destroyed” — The Standard ‹ Police, Karsa" in note["content"]
    assert note["labels"] == ["destroyed", "disputed"]
    said = ours(note)
    assert (said["reliability"], said["credibility"], said["origins"], said["low"], said["high"]) == ("C", "3", 1, 27, 27)
    assert said["grade_reasons"] == ["one origin", "a police officer who is not named"]
    named = {one["id"]: one["name"] for one in of(bundle(*whole), "identity")}
    assert [named[one] for one in said["source_refs"]] == ["Police, Karsa"]
    sources = [one["source_name"] for one in note["external_references"]]
    assert sources == ["The Standard", "archive of SitRep", "Karsa Gazette", "archive of SitRep"]
    assert all(len(one["hashes"]["SHA-256"]) == 64 for one in note["external_references"][1::2])


def test_the_events_that_an_article_tells_of_an_incident_are_with_it(whole):
    report, readings = whole
    made = bundle(report, readings)
    told = [(one, at) for one in report.incidents for at in one.reports if at.events and at.document in readings]
    assert len(told) > 2
    for incident, at in told:
        reading = readings[at.document]
        (note,) = [
            one
            for one in of(made, "note", sitrep_id=at.document)
            if f"incident--{uuid_of('stix', 'incident', incident.id)}" in one["object_refs"]
        ]
        events = {one["sitrep_id"]: one for one in ours(note)["events"]}
        assert set(events) == set(at.events)
        for event in (one for one in reading.events if one.id in events):
            there = events[event.id]
            assert (there["event_type"], there.get("mode"), there.get("statement")) == (event.type.value, event.mode, event.statement)
            assert [one["name"] for one in there.get("actors", [])] == [one.name or one.span.text for one in event.actors]
            numbers = [(one["role"], one.get("low"), one.get("high")) for one in there.get("quantities", [])]
            assert numbers == [(one.role.value, one.low, one.high) for one in event.quantities]
            assert ("place" in there, "date" in there) == (event.place is not None, event.date is not None)


def test_grades_before_go_along(whole):
    report, readings = whole
    first, *rest = report.incidents
    claim, *others = first.claims
    before = (PastGrade(grade="F6", until=report.generated - timedelta(days=2)), PastGrade(grade="C3", until=report.generated))
    account = replace(claim.accounts[0], history=before, would_change=("A second origin.",))
    first = replace(first, claims=(replace(claim, accounts=(account, *claim.accounts[1:])), *others))
    outlet = replace(report.outlets[0], history=(PastGrade(grade="F", until=report.generated),))
    made = bundle(replace(report, incidents=(first, *rest), outlets=(outlet, *report.outlets[1:])), readings)
    check(made)
    history = [ours(one)["grade_history"] for one in made["objects"] if "grade_history" in ours(one)]
    assert ["F6", "C3"] in [[one["grade"] for one in each] for each in history]
    assert of(made, "note", would_change=["A second origin."])
    (identity,) = [one for one in of(made, "identity") if one["name"] == outlet.name]
    assert [[one["grade"] for one in grade.get("history", [])] for grade in ours(identity)["grades"] if grade["as"] == "outlet"] == [["F"]]


def test_an_address_that_is_not_of_the_web_is_not_sent(whole):
    text = written(*whole).decode()
    assert "ftp://" not in text
    assert "javascript:" not in text
    assert "https://news.example/0?a=1&b=%C3%A9" in text


@pytest.mark.parametrize("digit", "123456")
def test_digits_are_the_admiralty_table_of_the_standard(digit):
    words = {
        "1": "1 - Confirmed by other sources",
        "2": "2 - Probably True",
        "3": "3 - Possibly True",
        "4": "4 - Doubtful",
        "5": "5 - Improbable",
        "6": "6 - Truth cannot be judged",
    }[digit]
    if digit == "6":
        assert digit not in CREDIBILITY
        return
    assert CREDIBILITY[digit] == scales.admiralty_credibility_to_value(words)


def test_likelihoods_are_the_dni_table_of_the_standard():
    terms = {
        Likelihood.ALMOST_NO_CHANCE: "Almost No Chance / Remote",
        Likelihood.VERY_UNLIKELY: "Very Unlikely / Highly Improbable",
        Likelihood.UNLIKELY: "Unlikely / Improbable",
        Likelihood.ROUGHLY_EVEN_CHANCE: "Roughly Even Chance / Roughly Even Odds",
        Likelihood.LIKELY: "Likely / Probable",
        Likelihood.VERY_LIKELY: "Very Likely / Highly Probable",
        Likelihood.ALMOST_CERTAIN: "Almost Certain / Nearly Certain",
    }
    assert {term: scales.dni_to_value(words) for term, words in terms.items()} == LIKELIHOOD
    assert [scales.none_low_med_high_to_value(word) for word in ("Low", "Med", "High")] == list(CONFIDENCE.values())


def test_what_cannot_be_judged_has_no_confidence(whole):
    report, readings = whole
    account = Account(value="yes", low=None, high=None, reports=(), statements=(), origins=1, grade="F6")
    claim = Claim(attribute="occurred", accounts=(account,), state=State.SINGLE)
    (note,) = of(
        bundle(replace(report, incidents=(Incident(id="i", type=None, title="T", claims=(claim,)),)), readings), "note", value="yes"
    )
    assert "confidence" not in note
    assert ours(note)["credibility"] == "6"


def test_an_incident_is_an_incident_with_a_report_that_holds_all_of_it(whole):
    made = bundle(*whole)
    (happening,) = of(made, "incident", sitrep_id="inc-1111111111111111")
    (held,) = of(made, "report", sitrep_id="inc-1111111111111111")
    assert (ours(happening)["event_type"], ours(happening)["start"], ours(happening)["aliases"]) == (
        "ASSAULT",
        "2010-10-06",
        ["inc-2222222222222222"],
    )
    assert (happening["labels"], happening["created"]) == (["assault"], "2010-10-06T05:20:00.000Z")
    inside = {one.split("--")[0] for one in held["object_refs"]}
    assert inside == {"incident", "location", "note", "identity", "grouping", "relationship"}
    (situation,) = [one for one in made["objects"] if one["type"] == "report" and one["name"].startswith("Situation report")]
    assert held["id"] in situation["object_refs"]


def test_a_place_has_its_country_in_two_letters_and_its_precision_in_metres(whole):
    made = bundle(*whole)
    karsa, country = sorted(of(made, "location"), key=lambda one: one["precision"])
    assert (karsa["name"], karsa["country"], karsa["latitude"], karsa["precision"]) == ("Karsa", "PK", 34.0159, 10_000)
    assert (country["country"], country["precision"]) == ("YE", 500_000)
    ties = [one for one in of(made, "relationship") if one["relationship_type"] == "located-at"]
    assert {(one["source_ref"].split("--")[0], one["target_ref"].split("--")[0]) for one in ties} == {("incident", "location")}


@pytest.mark.parametrize(
    "place",
    [
        Location(name="Nowhere"),
        Location(name="Nowhere", latitude=91, longitude=0),
        Location(name="Nowhere", latitude=5, country="ZZZ"),
        None,
    ],
)
def test_a_place_that_stix_cannot_hold_is_left_to_the_incident(place):
    report = SituationReport(generated=DAY, incidents=(Incident(id="i", type=None, title="T", place=place),))
    made = bundle(report, {})
    check(made)
    assert of(made, "location") == []
    assert ours(of(made, "incident")[0]).get("place") == (place.name if place else None)


def test_ties_of_origins_are_relationships(whole):
    made = bundle(*whole)
    ties = {ours(one)["edge"] + str(ours(one)["joins"]): one for one in of(made, "relationship") if "edge" in ours(one)}
    assert {name: one["relationship_type"] for name, one in ties.items()} == {
        "copyTrue": "derived-from",
        "sourceTrue": "related-to",
        "copyFalse": "related-to",
    }
    assert ours(ties["copyTrue"])["passages"] == ["Gunmen set fire"]
    assert all(one["source_ref"].startswith("note--") for one in ties.values())


def test_positions_are_opinions_on_a_course_of_action(whole):
    made = bundle(*whole)
    (course,) = of(made, "course-of-action")
    assert course["name"] == "Oss ought to join the Harbour Pact"
    opinions = [one for one in of(made, "opinion") if one["object_refs"] == [course["id"]]]
    assert {(ours(one)["stance"], one["opinion"], one["authors"][0]) for one in opinions} == {
        ("opposes", "strongly-disagree", "Ilo Gan"),
        ("proposes", "strongly-agree", "Dara Reven"),
        ("alternative", "disagree", "Ilo Gan"),
        ("supports_if", "neutral", "An author not named"),
    }


def test_an_assessment_is_a_report_with_a_note_for_each_key_judgement(whole):
    made = bundle(*whole)
    (held,) = of(made, "report", sitrep_id="asm-1")
    first, second = of(made, "note", sitrep_id="asm-1/kj1") + of(made, "note", sitrep_id="asm-1/kj2")
    (happening,) = of(made, "incident", sitrep_id="inc-1111111111111111")
    assert (first["confidence"], second["confidence"]) == (70, 15)
    assert (first["object_refs"], second["object_refs"]) == ([happening["id"]], [held["id"]])
    assert ours(first) | {"outcome": False, "likelihood": "likely", "analytic_confidence": "high", "due": "2010-12-01"} == ours(first)
    assert {first["id"], second["id"], happening["id"], of(made, "course-of-action")[0]["id"]} < set(held["object_refs"])
    (analyst,) = [one for one in of(made, "identity") if one["name"] == "ada"]
    assert held["created_by_ref"] == first["created_by_ref"] == analyst["id"]
    assert (held["published"], held["labels"]) == ("2010-10-07T12:00:00.000Z", ["Northern Province", "roads", "fuel"])
    assert ours(held)["alternatives"] == ["A quarrel among hauliers"]


def test_marked_as_it_is_marked(whole):
    made = bundle(*whole)
    markings = {one["id"]: one["name"] for one in of(made, "marking-definition")}
    marked = {
        name: [markings[ref] for ref in one["object_marking_refs"]] for one in made["objects"] if (name := ours(one).get("sitrep_id"))
    }
    assert (marked["asm-1"], marked["asm-1/kj1"], marked["inc-1111111111111111"]) == (["TLP:GREEN"], ["TLP:GREEN"], ["TLP:CLEAR"])
    (situation,) = [one for one in made["objects"] if one["type"] == "report" and one["name"].startswith("Situation report")]
    assert [markings[ref] for ref in situation["object_marking_refs"]] == ["TLP:GREEN"]
    assert [one["extensions"] for one in of(made, "marking-definition") if one["name"] == "TLP:GREEN"] == [
        {"extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d": {"extension_type": "property-extension", "tlp_2_0": "green"}}
    ]


@pytest.mark.parametrize("marking", list(Marking))
def test_every_marking_is_one_of_the_official_definitions(marking, whole):
    report, readings = whole
    made = bundle(replace(report, assessments=(assessment(marking=marking),)), readings)
    check(made)
    assert {one["name"] for one in of(made, "marking-definition")} == {"TLP:CLEAR", marking.value}


@pytest.mark.parametrize(("stance", "word"), [("agree", "agree"), ("amend", "neutral"), ("disagree", "disagree")])
def test_a_response_is_an_opinion_on_what_it_answers(whole, stance, word):
    report, readings = whole
    made = bundle(replace(report, assessments=(assessment(), response(stance=ResponseStance(stance)))), readings)
    check(made)
    (opinion,) = of(made, "opinion", sitrep_id="asm-2")
    assert (opinion["opinion"], opinion["authors"], ours(opinion)["response"]) == (word, ["Bo"], stance)
    assert opinion["object_refs"] == [of(made, "note", sitrep_id="asm-1/kj1")[0]["id"]]


@pytest.mark.parametrize("answered", ["asm-9", "asm-1"])
def test_a_response_to_what_does_not_go_out_or_to_the_whole(whole, answered):
    report, readings = whole
    made = bundle(replace(report, assessments=(assessment(), response(answered=answered, judgement=None))), readings)
    check(made)
    refs = [one["object_refs"] for one in of(made, "opinion", sitrep_id="asm-2")]
    assert refs == ([[of(made, "report", sitrep_id="asm-1")[0]["id"]]] if answered == "asm-1" else [])


def test_a_withdrawn_assessment_is_revoked(whole):
    report, readings = whole
    made = bundle(replace(report, assessments=(assessment(status=AssessmentStatus.WITHDRAWN),)), readings)
    check(made)
    assert of(made, "report", sitrep_id="asm-1")[0]["revoked"] is True
    assert all("revoked" not in one for one in of(made, "incident"))


def test_an_outlet_has_its_letter_and_a_source_of_the_same_name_is_the_same(whole):
    report, readings = whole
    grade = replace(report.outlets[0], reliability="D")
    made = bundle(replace(report, sources=(replace(grade, name="MERIDIAN"),)), readings)
    (identity,) = [one for one in of(made, "identity") if one["name"] == "Meridian"]
    assert [(one["as"], one["reliability"]) for one in ours(identity)["grades"]] == [("outlet", "B"), ("source", "D")]
    assert (identity["identity_class"], identity["roles"]) == ("organization", ["outlet", "source"])


def test_an_empty_report_is_a_bundle(empty):
    made = bundle(empty.report, empty.readings)
    check(made)
    assert [one["name"] for one in made["objects"] if one["type"] == "report"] == ["Situation report, 8 October 2010"]


DAY = assessment().created


def test_a_toll_of_a_thousand_million_and_numbers_that_are_none():
    def account(value, low, high):
        return Account(value=value, low=low, high=high, reports=(0, 7), statements=("st-x",), origins=1)

    accounts = (account("1000000000", 1e9, None), account("none", float("nan"), float("inf")), account("", None, None))
    claim = Claim(attribute="killed", accounts=accounts, state=State.DISPUTED)
    place = Location(name="X", latitude=1e-9, longitude=180, precision=Precision.REGION)
    incident = Incident(
        id="i", type=None, title="", place=place, claims=(claim,), origins=(Origin(id="o", label="", reports=(5,), why=""),)
    )
    raw = written(SituationReport(generated=DAY, incidents=(incident,)), {})
    made = json.loads(raw, parse_constant=pytest.fail)
    check(made)
    assert b'"low": 1000000000,' in raw
    assert {one["abstract"]: ours(one).get("low") for one in of(made, "note")} == {
        "At least 1,000,000,000 people were killed.": 1_000_000_000,
        "None people were killed.": None,
        "Killed: number not known.": None,
    }


def test_hostile_names_are_data(whole):
    made = bundle(*whole)
    text = json.dumps(made, ensure_ascii=False)
    assert not {"\x00", "\x1b", "\x9b", "\ud800", "\u202e"} & set(text)
    assert "<i>Outlet</i>" in {one["name"] for one in of(made, "identity")}


def test_an_outlet_of_the_name_of_a_register_of_vulnerabilities(picture):
    report, readings = picture.report, picture.readings
    first = report.incidents[1]
    named = replace(first, reports=tuple(replace(one, outlet="cve") for one in first.reports))
    made = bundle(replace(report, incidents=(named,)), readings)
    check(made)
    assert "publisher cve" in {ref["source_name"] for one in of(made, "note") for ref in one.get("external_references", [])}


def test_the_schema_in_the_documentation_is_the_one_that_goes_out(empty):
    shipped = (DOCS / "stix-extension.schema.json").read_text(encoding="utf-8")
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    (definition,) = of(bundle(empty.report, {}), "extension-definition")
    assert definition["schema"] == shipped
    assert json.loads(shipped) == SCHEMA


def test_every_property_of_the_schema_is_used(whole):
    used = {name for one in bundle(*whole)["objects"] for name in ours(one)}
    assert set(SCHEMA["properties"]) - used == {"geonames_id"}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(records(SituationReport))
def test_any_report_is_a_bundle(report):
    check(bundle(report, {}))
