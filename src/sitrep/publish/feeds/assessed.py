"""Assessments and responses as entries of feeds: what has gone out, and that it was withdrawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from sitrep.publish.dates import human
from sitrep.publish.feeds.entries import ASSESSMENTS, MOST_LINKS, UNKNOWN, Entry, document_pages, plain_title, urn, via
from sitrep.publish.feeds.known import Known
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.proposals import proposal_view
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line, page_name, shorten
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    CitationKind,
    DeedKind,
    KeyJudgement,
    ResponseStance,
)

_SEEN = (DeedKind.PUBLISH, DeedKind.CORRECT, DeedKind.WITHDRAW, DeedKind.RESOLVE)
_CITATION = re.compile(r"\s*\[\[[^\[\]\n]{1,300}\]\]")
_STANCES = {ResponseStance.AGREE: "agrees", ResponseStance.DISAGREE: "disagrees", ResponseStance.AMEND: "amends"}


def assessment_page(record_id: str) -> str:
    """The path of an assessment's page."""
    return f"assessment/{page_name(record_id)}.html"


def assessment_moment(shelf: Shelf, assessment: Assessment) -> datetime:
    """When what readers see of an assessment last changed: published, past its embargo, corrected, withdrawn, or a judgement resolved."""
    moments = [deed.at for deed in assessment.deeds if deed.kind in _SEEN]
    moments += [moment for moment in (assessment.published, assessment.embargo) if moment]
    return max((moment for moment in moments if moment <= shelf.report.generated), default=UNKNOWN)


def assessment_entry(known: Known, assessment: Assessment) -> Entry:
    """An assessment or a response; of one that was withdrawn no more than that it was, and why."""
    shelf, withdrawn = known.shelf, assessment.status is AssessmentStatus.WITHDRAWN
    title = one_line(assessment.title) or "An assessment without a title"
    documents = [one.target for one in assessment.citations if one.kind is CitationKind.DOCUMENT]
    return Entry(
        id=urn(assessment.id),
        home=ASSESSMENTS,
        title=plain_title(f"Withdrawn: {title}" if withdrawn else title),
        page=assessment_page(assessment.id),
        updated=assessment_moment(shelf, assessment),
        published=assessment.published,
        author=plain_title(assessment.by) or None,
        categories=tuple(dict.fromkeys(plain_title(topic) for topic in assessment.topics if one_line(topic))),
        sentences=tuple(one_line(sentence) for sentence in (_why(assessment) if withdrawn else _sentences(known, assessment))),
        via=() if withdrawn else via(shelf, documents),
        related=() if withdrawn else tuple(dict((*_cited(known, assessment), *document_pages(shelf, documents))).items())[: 2 * MOST_LINKS],
    )


def _why(assessment: Assessment) -> Iterator[str]:
    for deed in assessment.deeds:
        if deed.kind is DeedKind.WITHDRAW:
            yield f"Withdrawn on {human(deed.at.date().isoformat())} by {deed.by}: {deed.note or 'no reason given'}."


def _sentences(known: Known, assessment: Assessment) -> Iterator[str]:
    day = human(assessment.published.date().isoformat()) if assessment.published else "a day not known"
    desk = f", {assessment.desk}" if assessment.desk else ""
    yield f"Assessment by {assessment.by}{desk}, published on {day}."
    if assessment.answers is not None:
        answered = known.assessments.get(assessment.answers.assessment)
        about = f"“{shorten(answered.title, 200)}”" if answered else "an assessment that is not published"
        yield f"A response that {_STANCES[assessment.answers.stance]}: {about}."
    if one_line(assessment.summary):
        yield shorten(_CITATION.sub("", assessment.summary), 2_000)
    for judgement in assessment.judgements:
        yield _judgement(judgement)


def _judgement(judgement: KeyJudgement) -> str:
    """A key judgement with its likelihood and its confidence, which are two things (ICD 203), and what became of it."""
    said = [judgement.likelihood.value] if judgement.likelihood else []
    said += [f"{judgement.confidence.value} confidence"] if judgement.confidence else []
    said += [f"due {human(judgement.due)}"] if judgement.due else []
    said += [] if judgement.outcome is None else ["proved true" if judgement.outcome else "proved not true"]
    text = shorten(_CITATION.sub("", judgement.text), 600)
    return f"{text} ({'; '.join(said)})" if said else text


def _cited(known: Known, assessment: Assessment) -> Iterator[tuple[str, str]]:
    """The pages of the incidents, proposals and assessments that an assessment cites or answers. Ids that were merged lead on."""
    incidents, proposals, published = known.incidents, known.proposals, known.assessments
    if assessment.answers is not None and assessment.answers.assessment in published:
        answered = published[assessment.answers.assessment]
        yield assessment_page(answered.id), plain_title(answered.title)
    for citation in assessment.citations:
        target = citation.target.partition("/")[0]
        if citation.kind in (CitationKind.INCIDENT, CitationKind.ACCOUNT) and target in incidents:
            yield page_of(incidents[target]), plain_title(title_of(incidents[target]))
        elif citation.kind is CitationKind.PROPOSAL and target in proposals:
            view = proposal_view(known.shelf, proposals[target])
            yield view.href, plain_title(view.text)
        elif citation.kind is CitationKind.ASSESSMENT and target in published:
            yield assessment_page(target), plain_title(published[target].title)
