"""Proposals as courses of action with opinions on them; assessments as reports, their key judgements as notes, responses as opinions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sitrep.publish.dates import moment_of
from sitrep.publish.exchange.stix.ids import stix_id, timestamp
from sitrep.publish.exchange.stix.objects import Objects
from sitrep.publish.exchange.stix.scales import CONFIDENCE, LIKELIHOOD, RESPONSES, STANCES
from sitrep.publish.exchange.told import argued, holder_of, named, offer_of
from sitrep.publish.text import clean, shorten
from sitrep.records import Assessment, AssessmentStatus, Citation, CitationKind, HeldPosition, Incident, KeyJudgement, Proposal

_TITLE = 300


def proposal_objects(objects: Objects, proposal: Proposal) -> list[str]:
    """The ids of a proposal and of the positions on it; all are made."""
    dates = [moment for one in proposal.positions if (moment := moment_of(one.date))]
    course = objects.add(
        "course-of-action",
        proposal.id,
        created=min(dates, default=None),
        name=shorten(proposal.text, _TITLE) or "A proposal without words",
        description=proposal.text,
        ours={"sitrep_id": proposal.id, "aliases": list(proposal.aliases), "made_by": proposal.made_by},
    )
    return [course, *(made for number, one in enumerate(proposal.positions) for made in _opinion(objects, course, proposal, number, one))]


def _opinion(objects: Objects, course: str, proposal: Proposal, number: int, position: HeldPosition) -> list[str]:
    name = holder_of(position, objects.readings)
    holder, offer = objects.identity(name), offer_of(position, objects.readings)
    opinion = objects.add(
        "opinion",
        *(proposal.id, position.document, position.statement or str(number), position.stance.value, name, *filter(None, [offer])),
        created=moment_of(position.date),
        opinion=STANCES[position.stance],
        explanation="\n".join(clean(one) for one in argued(position, objects.readings)),
        authors=[name or "An author not named"],
        object_refs=[course],
        ours={
            "stance": position.stance.value,
            "holder_ref": holder,
            "document": position.document,
            "statements": [position.statement] if position.statement else [],
        },
    )
    return [opinion, *([holder] if holder else [])]


def assessment_report(objects: Objects, assessment: Assessment, cited: dict[str, Incident]) -> str:
    """The id of an assessment's report; its key judgements, its text and, of a response, its opinion are made.

    `cited` are the incidents of the situation report by id and alias.
    """
    analyst = objects.analyst(assessment.by)
    own = stix_id("report", assessment.id)
    common: dict[str, Any] = {
        "by": analyst,
        "created": assessment.created,
        "marking": assessment.marking,
        "revoked": assessment.status is AssessmentStatus.WITHDRAWN or None,
    }
    refs = [_judgement(objects, assessment, one, own, cited, common) for one in assessment.judgements]
    if assessment.body:
        refs.append(_text(objects, assessment, own, common))
    refs += _targets(objects, assessment.citations, cited)
    return objects.add(
        "report",
        assessment.id,
        **common,
        name=shorten(assessment.title, _TITLE) or "An assessment without a title",
        description=assessment.summary,
        published=timestamp(assessment.published or assessment.changed),
        object_refs=list(dict.fromkeys(refs)) or [analyst],
        labels=[*([named(assessment.area)] if assessment.area else []), *map(named, assessment.topics)],
        ours={
            "sitrep_id": assessment.id,
            "desk": assessment.desk,
            "assumptions": list(assessment.assumptions),
            "alternatives": list(assessment.alternatives),
            "gaps": list(assessment.gaps),
            "indicators": list(assessment.indicators),
            "stale": [one.why for one in assessment.stale],
        },
    )


def response_opinion(objects: Objects, assessment: Assessment) -> list[str]:
    """The opinion that a response is; none where what it answers does not go out. To be asked when all assessments are made."""
    answer = assessment.answers
    if answer is None:
        return []
    target = stix_id("note", answer.assessment, answer.judgement) if answer.judgement else stix_id("report", answer.assessment)
    if not objects.has(target):
        return []
    made = objects.add(
        "opinion",
        assessment.id,
        by=objects.analyst(assessment.by),
        created=assessment.created,
        marking=assessment.marking,
        opinion=RESPONSES[answer.stance],
        explanation=assessment.summary or assessment.title,
        authors=[named(assessment.by)],
        object_refs=[target],
        ours={"sitrep_id": assessment.id, "response": answer.stance.value, "answer_ref": stix_id("report", assessment.id)},
    )
    return [made]


def _judgement(
    objects: Objects, assessment: Assessment, judgement: KeyJudgement, own: str, cited: dict[str, Incident], common: dict[str, Any]
) -> str:
    """A key judgement as a note on what it cites. Its confidence is how likely it is; where it does not say, how sure its grounds are."""
    likely = LIKELIHOOD[judgement.likelihood] if judgement.likelihood else None
    sure = CONFIDENCE[judgement.confidence] if judgement.confidence else None
    return objects.add(
        "note",
        *(assessment.id, judgement.id),
        **common,
        confidence=sure if likely is None else likely,
        abstract=shorten(judgement.text, _TITLE),
        content=judgement.text or judgement.id,
        authors=[named(assessment.by)],
        object_refs=_targets(objects, judgement.citations, cited) or [own],
        labels=["key-judgement"],
        ours={
            "sitrep_id": f"{assessment.id}/{judgement.id}",
            "likelihood": judgement.likelihood.value if judgement.likelihood else None,
            "analytic_confidence": judgement.confidence.value if judgement.confidence else None,
            "due": judgement.due,
            "outcome": judgement.outcome,
        },
    )


def _text(objects: Objects, assessment: Assessment, own: str, common: dict[str, Any]) -> str:
    return objects.add(
        "note",
        *(assessment.id, "text", "body"),
        **common,
        abstract=shorten(assessment.title, _TITLE),
        content=assessment.body,
        authors=[named(assessment.by)],
        object_refs=[own],
        labels=["text/markdown"],
    )


def _targets(objects: Objects, citations: Iterable[Citation], cited: dict[str, Incident]) -> list[str]:
    """The objects that citations name, as far as they are in the bundle: an account stands for its incident."""
    found: list[str] = []
    for one in citations:
        if one.kind in (CitationKind.INCIDENT, CitationKind.ACCOUNT):
            incident = cited.get(one.target.split("/", 1)[0])
            found += [stix_id("incident", incident.id)] if incident else []
        elif one.kind is CitationKind.PROPOSAL:
            found.append(stix_id("course-of-action", one.target))
    return [one for one in dict.fromkeys(found) if objects.has(one)]
