"""What the page of an assessment shows: notices first, then what it judges, on what, and who answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup

import sitrep.publish.words as words
from sitrep.publish.chains import chain, quotation
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.kept_back import NOT_HERE
from sitrep.publish.markdown import rendered
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import anchor, one_line, page_name, shorten
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    CitationKind,
    Deed,
    DeedKind,
    Incident,
    KeyJudgement,
    Proposal,
    ResponseStance,
    account_parts,
    put,
    range_words,
)

_ANSWERS = {
    ResponseStance.AGREE: "agrees with",
    ResponseStance.DISAGREE: "disagrees with",
    ResponseStance.AMEND: "would amend",
}
_KINDS = {
    CitationKind.STATEMENT: "statement",
    CitationKind.INCIDENT: "incident",
    CitationKind.ACCOUNT: "account",
    CitationKind.PROPOSAL: "proposal",
    CitationKind.DOCUMENT: "article",
    CitationKind.ASSESSMENT: "assessment",
}
_DEEPEST = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentLine:
    """An assessment in one line. `answers` says how it answers what, "" for one that answers nothing."""

    href: str
    id: str
    title: str
    by: str
    desk: str | None
    published: str | None
    answers: str
    judgements: int
    withdrawn: bool
    corrected: bool
    stale: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """What is cited: its number on the page, what kind of thing it is, what it says, on whose word, and where it can be read."""

    number: int
    kind: str
    words: str
    said: bool
    chain: tuple[str, ...]
    grade: str
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What became of it: published, corrected, withdrawn."""

    did: str
    deed: Deed
    alert: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentView:
    """All that the page of an assessment shows. `answered` is what it answers: the words before the link, the title, the page."""

    assessment: Assessment
    notices: tuple[Notice, ...]
    answered: tuple[str, str, str | None] | None
    body: Markup
    references: tuple[Reference, ...]
    stale: tuple[tuple[str, str], ...]
    responses: tuple[tuple[int, AssessmentLine], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Index:
    """What citations can lead to: incidents and proposals by id and alias, assessments by id, and the cited statements' references."""

    incidents: Mapping[str, Incident]
    proposals: Mapping[str, Proposal]
    assessments: Mapping[str, Assessment]
    statements: Mapping[str, tuple[str, str, tuple[str, ...]]]


def assessment_page(assessment: Assessment) -> str:
    """The path of an assessment's page."""
    return f"assessment/{page_name(assessment.id)}.html"


def latest_first(assessments: Iterable[Assessment]) -> list[Assessment]:
    """Assessments as they are listed: what changed last first."""
    return sorted(sorted(assessments, key=lambda one: one.id), key=lambda one: one.changed, reverse=True)


def index_of(shelf: Shelf) -> Index:
    """What the citations of all assessments lead to. Readings are gone through once, and only if a statement is cited."""
    report = shelf.report
    wanted = {one.target for each in report.assessments for one in each.citations if one.kind is CitationKind.STATEMENT}
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    for name in sorted(shelf.cards) if wanted else ():
        for statement in shelf.readings[name].statements:
            if statement.id in wanted:
                card = shelf.cards[name]
                where = f"../{card.page}#{anchor('st', statement.id)}"
                found[statement.id] = (where, put(statement, quotation(statement)), chain(card.outlet, statement))
    return Index(
        incidents={**{alias: one for one in report.incidents for alias in one.aliases}, **{one.id: one for one in report.incidents}},
        proposals={**{alias: one for one in report.proposals for alias in one.aliases}, **{one.id: one for one in report.proposals}},
        assessments={one.id: one for one in report.assessments},
        statements=found,
    )


def assessment_line(assessment: Assessment, titles: Mapping[str, Assessment]) -> AssessmentLine:
    """An assessment in one line."""
    answers = ""
    if assessment.answers:
        target = titles.get(assessment.answers.assessment)
        about = f"{assessment.answers.judgement.upper()} of " if assessment.answers.judgement else ""
        answers = f"{_ANSWERS[assessment.answers.stance]} {about}{shorten(target.title, 80) if target else NOT_HERE}"
    kinds = {deed.kind for deed in assessment.deeds}
    return AssessmentLine(
        href=assessment_page(assessment),
        id=assessment.id,
        title=one_line(assessment.title) or "without title",
        by=one_line(assessment.by) or "not named",
        desk=assessment.desk,
        published=assessment.published.isoformat() if assessment.published else None,
        answers=answers,
        judgements=len(assessment.judgements),
        withdrawn=assessment.status is AssessmentStatus.WITHDRAWN,
        corrected=DeedKind.CORRECT in kinds,
        stale=bool(assessment.stale),
    )


def assessment_view(shelf: Shelf, assessment: Assessment, index: Index) -> AssessmentView:
    """Arrange an assessment for its page."""
    numbers: dict[tuple[CitationKind, str], int] = {}
    for one in assessment.citations:
        numbers.setdefault((one.kind, one.target), len(numbers) + 1)
    references = {key: _reference(shelf, index, key[0], key[1], number) for key, number in numbers.items()}
    links = [_link(references[one.kind, one.target]) for one in assessment.citations]
    notes = {one.id: _judged(one) for one in assessment.judgements}
    names = {f"[[{kind.value}:{target}]]": number for (kind, target), number in numbers.items()}
    return AssessmentView(
        assessment=assessment,
        notices=tuple(_notices(assessment)),
        answered=_answered(assessment, index),
        body=rendered(assessment.body, assessment.citations, links, notes),
        references=tuple(references.values()),
        stale=tuple((f"[{names[one.target]}]" if one.target in names else one.target, one.why) for one in assessment.stale),
        responses=tuple(_responses(assessment.id, index, 0, {assessment.id})),
    )


def _link(reference: Reference) -> Markup:
    title = f"{reference.kind}: {shorten(reference.words, 120)}"
    href = reference.href or f"#ref-{reference.number}"
    return Markup('<a class="cite" href="{}" title="{}">[{}]</a>').format(href, one_line(title), reference.number)


def _judged(judgement: KeyJudgement) -> Markup:
    """The line under the heading of a key judgement: its likelihood with the range of it, and what came of it.

    Confidence, and the day by which it will be known, the analyst's own lines below say.
    """
    likely = f"{judgement.likelihood.value}, {range_words(judgement.likelihood)}" if judgement.likelihood else "not given"
    parts = [f"Likelihood: {likely}"]
    parts += [] if judgement.confidence else ["Confidence: not given"]
    parts += [] if judgement.outcome is None else [f"Proved {'true' if judgement.outcome else 'false'}"]
    return Markup('<p class="judged">{}</p>').format(" · ".join(parts))


def _notices(assessment: Assessment) -> Iterator[Notice]:
    said = {
        DeedKind.PUBLISH: ("Published", False),
        DeedKind.CORRECT: ("Corrected", True),
        DeedKind.WITHDRAW: ("Withdrawn", True),
    }
    for deed in assessment.deeds:
        if deed.kind in said:
            did, alert = said[deed.kind]
            yield Notice(did=did, deed=deed, alert=alert)
        elif deed.kind is DeedKind.RESOLVE and deed.judgement:
            yield Notice(did=f"{deed.judgement.upper()} proved {'true' if deed.outcome else 'false'}", deed=deed, alert=False)


def _answered(assessment: Assessment, index: Index) -> tuple[str, str, str | None] | None:
    answer = assessment.answers
    if answer is None:
        return None
    target = index.assessments.get(answer.assessment)
    how = _ANSWERS[answer.stance].capitalize() + (f" {answer.judgement.upper()} of" if answer.judgement else "")
    where = f"../{assessment_page(target)}" + (f"#{page_name(answer.judgement)}" if answer.judgement else "") if target else None
    return how, target.title if target else NOT_HERE, where


def _responses(name: str, index: Index, depth: int, seen: set[str]) -> Iterator[tuple[int, AssessmentLine]]:
    """What answers an assessment, the earliest first, each with what answers it; each once, also in a circle."""
    below = [one for one in index.assessments.values() if one.answers and one.answers.assessment == name and one.id not in seen]
    for one in sorted(below, key=lambda one: (one.created, one.id)):
        seen.add(one.id)
        yield depth, assessment_line(one, index.assessments)
        if depth < _DEEPEST:
            yield from _responses(one.id, index, depth + 1, seen)


def _reference(shelf: Shelf, index: Index, kind: CitationKind, target: str, number: int) -> Reference:
    href: str | None = None
    said, grade = False, ""
    chained: tuple[str, ...] = ()
    text = "is not here any more"
    if kind is CitationKind.STATEMENT and target in index.statements:
        href, text, chained = index.statements[target]
        said = True
    elif kind is CitationKind.ACCOUNT:
        href, text, grade = _account(index, target)
    elif kind is CitationKind.INCIDENT and (incident := index.incidents.get(target)):
        href, text, said = f"../{page_of(incident)}", title_of(incident), True
    elif kind is CitationKind.PROPOSAL and (proposal := index.proposals.get(target)):
        href, text, said = f"../proposal/{page_name(proposal.id)}.html", proposal.text, True
    elif kind is CitationKind.DOCUMENT and (card := shelf.cards.get(target)):
        href, text, said, chained = f"../{card.page}", card.title, True, chain(card.outlet, None)
    elif kind is CitationKind.ASSESSMENT and (other := index.assessments.get(target)):
        href, text = f"../{assessment_page(other)}", other.title
    return Reference(number=number, kind=_KINDS[kind], words=text, said=said, chain=chained, grade=grade, href=href)


def _account(index: Index, target: str) -> tuple[str | None, str, str]:
    """The page, the words and the grade of an account that is cited."""
    parts = account_parts(target)
    incident = index.incidents.get(parts[0]) if parts else None
    if incident is None or parts is None:
        return None, "is not here any more", ""
    _, attribute, value = parts
    accounts = (one for claim in incident.claims if claim.attribute == attribute for one in claim.accounts)
    grade = next((one.grade for one in accounts if " ".join(one.value.split()) == value), "")
    return f"../{page_of(incident)}", f"{words.attribute_name(attribute)}: {value} ({title_of(incident)})", grade
