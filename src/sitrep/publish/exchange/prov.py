"""Where everything comes from, as W3C PROV-O (Recommendation, 30 April 2013) in JSON-LD 1.1.

What was received, documents, statements, events, incidents, accounts, grades and assessments are entities; reading, comparing, weighing,
judging and assessing activities; programs, outlets, sources and analysts agents. The context stands in the file: nothing is fetched.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from sitrep.codec import dump_line
from sitrep.publish.exchange.names import iri, named, typed
from sitrep.publish.text import clean, one_line, web_address
from sitrep.records import Account, Assessment, Event, Grade, Incident, Judged, Proposal, Reading, SituationReport, Statement

Node = dict[str, Any]

_LINKS = (
    *("wasDerivedFrom", "wasAttributedTo", "wasQuotedFrom", "wasRevisionOf", "wasGeneratedBy", "wasAssociatedWith", "wasInfluencedBy"),
    *("used", "alternateOf", "specializationOf", "actedOnBehalfOf", "hadMember"),
)
_KINDS = ("Entity", "Activity", "Agent", "SoftwareAgent", "Organization", "Person", "Collection", "Bundle")
CONTEXT: Mapping[str, Any] = {
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "id": "@id",
    "type": "@type",
    **{kind: f"prov:{kind}" for kind in _KINDS},
    **{link: {"@id": f"prov:{link}", "@type": "@id"} for link in _LINKS},
    "endedAtTime": {"@id": "prov:endedAtTime"},
    "generatedAtTime": {"@id": "prov:generatedAtTime"},
    "value": {"@id": "prov:value"},
    "label": {"@id": "rdfs:label"},
    "kind": {"@id": "dcterms:type"},
    "title": {"@id": "dcterms:title"},
    "issued": {"@id": "dcterms:issued"},
    "description": {"@id": "dcterms:description"},
    "identifier": {"@id": "dcterms:identifier"},
    "language": {"@id": "dcterms:language"},
    "source": {"@id": "dcterms:source", "@type": "@id"},
}


def prov(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The report and its readings as a JSON-LD document: a context, then a node a line."""
    yield f'{{"@context": {json.dumps(CONTEXT)},\n"@graph": [\n'.encode()
    seen: set[str] = set()
    first = True
    for node in _nodes(report, readings):
        # An agent or what a document was made from is named by many.
        if node["id"] not in seen:
            seen.add(node["id"])
            yield (
                ("" if first else ",\n") + dump_line({key: value for key, value in node.items() if value not in (None, [], "")})
            ).encode()
            first = False
    yield b"\n]}\n"


def _nodes(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[Node]:
    before = {after: first for article in report.articles for first, after in pairwise(article.versions)}
    for _, reading in sorted(readings.items()):
        yield from _reading(reading, before.get(reading.document.id), readings)
    for incident in report.incidents:
        yield from _incident(incident, report, readings)
    for proposal in report.proposals:
        yield from _proposal(proposal)
    for kind, grades in (("source", report.sources), ("outlet", report.outlets)):
        for grade in grades:
            yield from _grade(kind, grade, report)
    for assessment in report.assessments:
        yield from _assessment(assessment)


def _program(made_by: str) -> Node:
    """The program that made a record: `component@version`."""
    return {"id": named("program", made_by), "type": "SoftwareAgent", "label": one_line(made_by)}


def _agent(kind: str, name: str) -> Node:
    types = {"outlet": "Organization", "analyst": "Person"}
    return {"id": named(kind, name), "type": types.get(kind, "Agent"), "label": one_line(name)}


def _activity(identity: str, label: str, made_by: str, **more: Any) -> Node:
    return {"id": identity, "type": "Activity", "label": label, "wasAssociatedWith": named("program", made_by), **more}


def _reading(reading: Reading, earlier: str | None, readings: Mapping[str, Reading]) -> Iterator[Node]:
    """A document, what it was made from, the reading of it, and what that found."""
    document = reading.document
    made_by, read_by = document.made_by or "collect", reading.made_by or "read"
    received = iri(f"sha256:{document.capture}") if document.capture else None
    collecting, doing = iri(f"collecting:{document.id}"), iri(f"reading:{document.id}")
    if received:
        yield {"id": received, "type": "Entity", "label": "bytes received", "identifier": f"sha256:{document.capture}"}
    yield _program(made_by)
    yield _activity(collecting, "collecting", made_by, used=received)
    if document.outlet:
        yield _agent("outlet", document.outlet)
    yield {
        "id": iri(document.id),
        "type": "Entity",
        "kind": "document",
        "label": one_line(document.title or document.id),
        "title": one_line(document.title or ""),
        "issued": document.published,
        "language": document.language,
        "source": web_address(document.url),
        "wasDerivedFrom": received,
        "wasGeneratedBy": collecting,
        "wasAttributedTo": named("outlet", document.outlet) if document.outlet else None,
        "wasRevisionOf": iri(earlier) if earlier and earlier in readings else None,
    }
    yield _program(read_by)
    yield _activity(doing, "reading", read_by, used=iri(document.id))
    for statement in reading.statements:
        yield from _statement(statement, document.id, doing)
    for event in reading.events:
        yield _event(event, document.id, doing)


def _statement(statement: Statement, document: str, doing: str) -> Iterator[Node]:
    sources = [link.name or (link.source.text if link.source else "") for link in statement.attribution]
    sources = [name for name in sources if one_line(name)]
    yield from (_agent("source", name) for name in sources)
    said = " … ".join(clean(span.text) for span in statement.content)
    yield {
        "id": iri(statement.id),
        "type": "Entity",
        "kind": "statement",
        "label": "statement",
        "value": said,
        "description": f"{statement.polarity.value}, {statement.modality.value}, {statement.voice.value} voice",
        "wasQuotedFrom": iri(document),
        "wasGeneratedBy": doing,
        "wasAttributedTo": [named("source", name) for name in dict.fromkeys(sources)],
    }


def _event(event: Event, document: str, doing: str) -> Node:
    return {
        "id": iri(event.id),
        "type": "Entity",
        "kind": ["event", event.type.value, *([event.mode] if event.mode else [])],
        "label": clean(event.trigger.text),
        "wasDerivedFrom": iri(event.statement or document),
        "wasGeneratedBy": doing,
    }


def _incident(incident: Incident, report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[Node]:
    """An incident, the comparing that made it, its accounts with their grades, and what analysts judged of it."""
    made_by = incident.made_by or "compare"
    comparing, weighing = iri(f"comparing:{incident.id}"), iri(f"weighing:{incident.id}")
    documents = [iri(each.document) for each in incident.reports if each.document in readings]
    yield _program(made_by)
    yield _activity(comparing, "comparing", made_by, used=documents)
    for judged in incident.judgements:
        yield from _judged(judged)
    yield {
        "id": iri(incident.id),
        "type": "Entity",
        "kind": ["incident", *([incident.type.value] if incident.type else [])],
        "label": one_line(incident.title) or incident.id,
        "generatedAtTime": typed(report.generated),
        "wasDerivedFrom": documents,
        "wasGeneratedBy": comparing,
        "wasInfluencedBy": [iri(judged.id) for judged in incident.judgements],
        "alternateOf": [iri(alias) for alias in incident.aliases],
    }
    yield from ({"id": iri(alias), "type": "Entity", "kind": "incident", "label": alias} for alias in incident.aliases)
    accounts = [
        (iri(f"{incident.id}/{claim.attribute}/{one.value}"), claim.attribute, one) for claim in incident.claims for one in claim.accounts
    ]
    yield _program("weigh")
    yield _activity(weighing, "weighing", "weigh", used=[identity for identity, _, _ in accounts])
    for identity, asked, account in accounts:
        yield from _account(identity, asked, account, incident, comparing, weighing)


def _judged(judged: Judged) -> Iterator[Node]:
    if judged.by:
        yield _agent("analyst", judged.by)
    yield {
        "id": iri(judged.id),
        "type": "Activity",
        "label": judged.kind.value,
        "description": one_line(judged.reason),
        "endedAtTime": typed(judged.at),
        "wasAssociatedWith": named("analyst", judged.by) if judged.by else None,
    }


def _account(identity: str, asked: str, account: Account, incident: Incident, comparing: str, weighing: str) -> Iterator[Node]:
    told = f"{asked}: {one_line(account.value)}"
    yield {
        "id": identity,
        "type": "Entity",
        "kind": "account",
        "label": told,
        "specializationOf": iri(incident.id),
        "wasDerivedFrom": [iri(name) for name in account.statements],
        "wasGeneratedBy": comparing,
    }
    yield {
        "id": f"{identity}:grade",
        "type": "Entity",
        "kind": "grade",
        "label": f"{account.grade} for {told}",
        "value": account.grade,
        "description": " ".join(one_line(why) for why in account.why),
        "wasDerivedFrom": identity,
        "wasGeneratedBy": weighing,
    }


def _proposal(proposal: Proposal) -> Iterator[Node]:
    made_by, identity = proposal.made_by or "compare", iri(f"comparing:{proposal.id}")
    yield _program(made_by)
    yield _activity(identity, "comparing", made_by)
    yield {
        "id": iri(proposal.id),
        "type": "Entity",
        "kind": "proposal",
        "label": one_line(proposal.text) or proposal.id,
        "wasDerivedFrom": sorted({iri(one.statement) for one in proposal.positions if one.statement}),
        "wasGeneratedBy": identity,
    }


def _grade(kind: str, grade: Grade, report: SituationReport) -> Iterator[Node]:
    weighing = iri("weighing")
    yield _agent(kind, grade.name)
    yield _program("weigh")
    yield _activity(weighing, "weighing", "weigh")
    yield {
        "id": f"{named(kind, grade.name)}:grade",
        "type": "Entity",
        "kind": "grade",
        "label": f"{grade.reliability} for {one_line(grade.name)}",
        "value": grade.reliability,
        "description": " ".join(one_line(why) for why in grade.why),
        "generatedAtTime": typed(report.generated),
        "wasGeneratedBy": weighing,
        "wasInfluencedBy": named(kind, grade.name),
    }


def _assessment(assessment: Assessment) -> Iterator[Node]:
    """An assessment on the word of whoever wrote it, derived from what it cites."""
    doing = iri(f"assessing:{assessment.id}")
    cited = [one.target for one in assessment.citations] + ([assessment.answers.assessment] if assessment.answers else [])
    yield _agent("analyst", assessment.by)
    yield {
        "id": doing,
        "type": "Activity",
        "label": "assessing",
        "endedAtTime": typed(assessment.changed),
        "wasAssociatedWith": named("analyst", assessment.by),
        "used": [iri(target) for target in dict.fromkeys(cited)],
    }
    yield {
        "id": iri(assessment.id),
        "type": "Entity",
        "kind": ["assessment", assessment.status.value],
        "label": one_line(assessment.title) or assessment.id,
        "title": one_line(assessment.title),
        "description": one_line(assessment.summary),
        "generatedAtTime": typed(assessment.changed),
        "wasAttributedTo": named("analyst", assessment.by),
        "wasGeneratedBy": doing,
        "wasDerivedFrom": [iri(target) for target in dict.fromkeys(cited)],
    }
