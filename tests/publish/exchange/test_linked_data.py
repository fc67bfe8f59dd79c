"""PROV-O and Web Annotation, read by rdflib and looked at by pyshacl with shapes written from the standards."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from pyshacl import validate
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF, RDFS

from sitrep.publish.exchange.annotations import annotated
from sitrep.publish.exchange.names import iri, named
from sitrep.publish.exchange.prov import prov
from sitrep.records import SituationReport

# Of rdflib's own making: its parser of JSON-LD, and pyshacl, use what rdflib means to drop.
pytestmark = [pytest.mark.filterwarnings(f"ignore:{name}:DeprecationWarning") for name in ("ConjunctiveGraph", "Dataset")]

HERE = Path(__file__).parent
PROV = Namespace("http://www.w3.org/ns/prov#")
OA = Namespace("http://www.w3.org/ns/oa#")

# The terms of the Web Annotation vocabulary that are used, by its JSON-LD context as section A of the Recommendation describes it.
TERMS = {
    "oa": "http://www.w3.org/ns/oa#",
    "as": "http://www.w3.org/ns/activitystreams#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdf": str(RDF),
    "rdfs": str(RDFS),
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": {"@id": "@id", "@type": "@id"},
    "type": {"@id": "@type", "@type": "@vocab"},
    **{kind: f"oa:{kind}" for kind in ("Annotation", "TextualBody", "SpecificResource", "TextPositionSelector", "TextQuoteSelector")},
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "Software": "as:Application",
    "describing": "oa:describing",
    "tagging": "oa:tagging",
    "body": {"@type": "@id", "@id": "oa:hasBody"},
    "target": {"@type": "@id", "@id": "oa:hasTarget"},
    "source": {"@type": "@id", "@id": "oa:hasSource"},
    "selector": {"@type": "@id", "@id": "oa:hasSelector"},
    "renderedVia": {"@type": "@id", "@id": "oa:renderedVia"},
    "generator": {"@type": "@id", "@id": "as:generator"},
    "motivation": {"@type": "@vocab", "@id": "oa:motivatedBy"},
    "purpose": {"@type": "@vocab", "@id": "oa:hasPurpose"},
    "exact": "oa:exact",
    "prefix": "oa:prefix",
    "suffix": "oa:suffix",
    "start": {"@type": "xsd:nonNegativeInteger", "@id": "oa:start"},
    "end": {"@type": "xsd:nonNegativeInteger", "@id": "oa:end"},
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "label": "rdfs:label",
    "name": "foaf:name",
    "generated": {"@type": "xsd:dateTime", "@id": "dcterms:issued"},
    "total": {"@type": "xsd:nonNegativeInteger", "@id": "as:totalItems"},
    "startIndex": {"@type": "xsd:nonNegativeInteger", "@id": "as:startIndex"},
    "first": {"@type": "@id", "@id": "as:first"},
    "items": {"@type": "@id", "@id": "as:items", "@container": "@list"},
}


@pytest.fixture(scope="module")
def provenance(whole):
    text = b"".join(prov(whole.report, whole.readings))
    return Graph().parse(data=text, format="json-ld")


@pytest.fixture(scope="module")
def told(whole):
    return json.loads(b"".join(annotated(whole.report, whole.readings)))


@pytest.fixture(scope="module")
def noted(told):
    assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
    return Graph().parse(data=json.dumps({**told, "@context": TERMS}), format="json-ld")


def conforms(graph, shapes):
    good, _, said = validate(graph, shacl_graph=str(HERE / shapes), inference="none", advanced=False)
    assert good, said


def test_provenance_keeps_the_rules_of_prov_o(provenance):
    conforms(provenance, "shapes_prov.ttl")


def test_provenance_that_breaks_the_rules_is_found(provenance):
    broken = Graph() + provenance
    activity = next(broken.subjects(RDF.type, PROV.Activity))
    broken.add((next(broken.subjects(RDF.type, PROV.Entity)), PROV.wasDerivedFrom, activity))
    assert not validate(broken, shacl_graph=str(HERE / "shapes_prov.ttl"))[0]


def test_nothing_is_derived_from_itself(provenance):
    links = {}
    for link in (PROV.wasDerivedFrom, PROV.wasQuotedFrom, PROV.wasRevisionOf, PROV.specializationOf):
        for one, other in provenance.subject_objects(link):
            links.setdefault(one, set()).add(other)

    def reached(start):
        waiting, seen = list(links.get(start, ())), set()
        while waiting:
            at = waiting.pop()
            if at not in seen:
                seen.add(at)
                waiting += links.get(at, ())
        return seen

    assert [one for one in links if one in reached(one)] == []


def test_an_account_leads_to_the_bytes_that_were_received(whole, provenance):
    incident = whole.report.incidents[0]
    account = incident.claims[0].accounts[0]
    at = URIRef(iri(f"{incident.id}/{incident.claims[0].attribute}/{account.value}"))
    statement = URIRef(iri(account.statements[0]))
    assert (at, PROV.wasDerivedFrom, statement) in provenance
    document = next(provenance.objects(statement, PROV.wasQuotedFrom))
    received = next(provenance.objects(document, PROV.wasDerivedFrom))
    assert str(received).startswith("urn:sitrep:sha256:")
    reading = next(provenance.objects(statement, PROV.wasGeneratedBy))
    assert (reading, PROV.used, document) in provenance
    [program] = provenance.objects(reading, PROV.wasAssociatedWith)
    assert (program, RDF.type, PROV.SoftwareAgent) in provenance


def test_who_said_published_judged_and_wrote_is_named(whole, provenance):
    assert (URIRef(named("outlet", "Harbour Post")), RDF.type, PROV.Organization) in provenance
    assert (URIRef(named("source", "Valley Front, spokesman")), RDF.type, PROV.Agent) in provenance
    assert (URIRef(iri("judgement-1")), PROV.wasAssociatedWith, URIRef(named("analyst", "Ada Reyne"))) in provenance
    first = whole.report.incidents[0].id
    assert (URIRef(iri("assessment-1")), PROV.wasDerivedFrom, URIRef(iri(first))) in provenance
    assert (URIRef(iri("assessment-2")), PROV.wasDerivedFrom, URIRef(iri("assessment-1"))) in provenance


def test_a_later_version_is_a_revision_of_the_earlier(whole, provenance):
    [article] = whole.report.articles
    earlier, later = (URIRef(iri(name)) for name in article.versions[:2])
    assert (later, PROV.wasRevisionOf, earlier) in provenance


def test_annotations_keep_the_rules_of_the_model(noted):
    conforms(noted, "shapes_annotation.ttl")


def test_annotations_that_break_the_rules_are_found(noted):
    broken = Graph() + noted
    broken.remove((next(broken.subjects(RDF.type, OA.TextQuoteSelector)), OA.exact, None))
    assert not validate(broken, shacl_graph=str(HERE / "shapes_annotation.ttl"))[0]


def test_every_statement_is_found_again_by_position_and_by_its_words(whole, told, noted):
    items = {one["id"]: one for one in told["first"]["items"]}
    assert told["total"] == len(items) == len(list(noted.subjects(RDF.type, OA.Annotation)))
    for reading in whole.readings.values():
        text = reading.document.text
        for statement in reading.statements:
            target = items[iri(statement.id)]["target"]
            targets = target if isinstance(target, list) else [target]
            assert len(targets) == len(statement.content)
            for span, one in zip(statement.content, targets, strict=True):
                position, quote = one["selector"]
                assert (position["start"], position["end"]) == (span.start, span.end)
                around = quote["prefix"] + quote["exact"] + quote["suffix"]
                start = max(span.start - 32, 0)
                assert len(around) == len(text[start : span.end + 32])
                if text.isprintable():
                    assert text[start:].startswith(around)


def test_an_article_is_meant_by_its_address_and_without_one_by_its_id(whole, told):
    sources = {one["target"]["source"] for one in told["first"]["items"] if isinstance(one["target"], dict)}
    assert "https://news.example/1?a=1&b=%C3%A9" in sources
    assert not [one for one in sources if one.startswith("javascript")]
    assert any(one.startswith("urn:sitrep:doc-") for one in sources)


def test_the_same_input_gives_the_same_bytes_in_any_order(whole):
    turned = dict(reversed(whole.readings.items()))
    for write in (prov, annotated):
        assert b"".join(write(whole.report, whole.readings)) == b"".join(write(whole.report, turned))


def test_an_empty_report_is_whole(empty):
    for write in (prov, annotated):
        assert json.loads(b"".join(write(empty.report, empty.readings)))


def test_ids_of_any_signs_become_iris():
    for odd in ('a b<>"{}|\\^`', "\ud800", "../x?y#z", "ü"):
        assert iri(odd).isascii()
        assert not set(iri(odd)) & set(' <>"{}|\\^`?#/')


def test_a_report_without_readings_still_names_what_it_rests_on(whole):
    text = b"".join(prov(whole.report, {}))
    conforms(Graph().parse(data=text, format="json-ld"), "shapes_prov.ttl")
    bare = replace(whole.report, incidents=(), proposals=(), articles=(), assessments=())
    assert isinstance(bare, SituationReport)
    conforms(Graph().parse(data=b"".join(prov(bare, {})), format="json-ld"), "shapes_prov.ttl")
