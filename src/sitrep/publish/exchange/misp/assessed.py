"""Proposals and assessments as MISP events: positions and key judgements as attributes, an assessment's text as an event report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sitrep.publish.exchange.misp.parts import attribute, event, event_uuid, judgement_tags, tag, unlike
from sitrep.publish.exchange.told import argued, holder_of, named, uuid_of
from sitrep.publish.text import clean, shorten
from sitrep.records import Assessment, Marking, Proposal, Reading, SituationReport

_NAME = 300


def proposal_event(report: SituationReport, proposal: Proposal, readings: Mapping[str, Reading]) -> dict[str, Any]:
    """The event of a proposal, an attribute a position."""
    day = min((one.date for one in proposal.positions if one.date), default=None)
    made = event(report, proposal.id, f"Proposal: {proposal.text}", day, Marking.CLEAR, [])
    owner = made["uuid"]
    positions = [
        attribute(
            owner,
            f"{holder_of(one, readings) or 'An author not named'}: {one.stance.value} ({one.document})",
            comment="\n".join(argued(one, readings)),
            tags=[tag(f'sitrep:stance="{one.stance.value}"')],
        )
        for one in proposal.positions
    ]
    return made | {"Attribute": [attribute(owner, proposal.text or "A proposal without words"), *unlike(positions, owner)]}


def assessment_event(report: SituationReport, assessment: Assessment) -> dict[str, Any]:
    """The event of an assessment. A response extends the event of what it answers, where that goes out too."""
    tags = [tag(f'sitrep:status="{assessment.status.value}"')]
    if assessment.answers:
        tags.append(tag(f'sitrep:response="{assessment.answers.stance.value}"'))
    moment = (assessment.published or assessment.changed).isoformat()
    made = event(report, assessment.id, assessment.title, moment, assessment.marking, tags)
    judgements = [
        attribute(
            made["uuid"],
            f"{judgement.id}: {judgement.text}",
            comment=f"by {named(assessment.by)}" + (f"; due {judgement.due}" if judgement.due else ""),
            tags=judgement_tags(judgement),
        )
        for judgement in assessment.judgements
    ]
    answered = assessment.answers and assessment.answers.assessment
    known = answered in {one.id for one in report.assessments}
    return made | {
        "extends_uuid": event_uuid(answered) if answered and known else None,
        "Attribute": [attribute(made["uuid"], assessment.summary or assessment.title or assessment.id), *unlike(judgements, made["uuid"])],
        "EventReport": [_text(assessment, made["timestamp"])] if assessment.body.strip() else [],
    }


def _text(assessment: Assessment, timestamp: str) -> dict[str, Any]:
    return {
        "uuid": uuid_of("misp", "event-report", assessment.id),
        "name": shorten(assessment.title, _NAME) or assessment.id,
        "content": clean(assessment.body),
        "distribution": "5",
        "timestamp": timestamp,
    }
