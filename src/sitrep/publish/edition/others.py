"""What an edition tells of proposals with the positions on them, and of analysts' assessments."""

from __future__ import annotations

import re
from collections.abc import Iterator

import sitrep.publish.words as words
from sitrep.publish.dates import human, order_of
from sitrep.publish.edition.references import EARLIER, References
from sitrep.publish.edition.wording import sentence
from sitrep.publish.exchange.told import offer_of
from sitrep.publish.proposals import holder_words
from sitrep.publish.text import one_line, shorten
from sitrep.records import (
    Assessment,
    AssessmentStatus,
    Citation,
    CitationKind,
    Clause,
    DeedKind,
    Entry,
    Given,
    HeldPosition,
    Incident,
    KeyJudgement,
    Proposal,
    ResponseStance,
    Sentence,
    Stance,
    account_parts,
    range_words,
)

_STANDS = {
    Stance.PROPOSES: "Proposed by",
    Stance.SUPPORTS: "Supported by",
    Stance.SUPPORTS_IF: "Supported on conditions by",
    Stance.OPPOSES: "Opposed by",
    Stance.ALTERNATIVE: "Answered with an alternative by",
}
_ANSWERS = {ResponseStance.AGREE: "agrees with", ResponseStance.DISAGREE: "disagrees with", ResponseStance.AMEND: "amends"}
_LONGEST = 400
_CITED = re.compile(r"\s*\[\[[a-z]{2}:[^\[\]]*\]\]")


def proposal_entry(proposal: Proposal, references: References) -> Entry | None:
    """A proposal's entry, proposers first; None where no article that holds a position on it is kept."""
    order = tuple(Stance)
    ordered = sorted(proposal.positions, key=lambda one: (order.index(one.stance), order_of(one.date), one.document, one.statement or ""))
    told = [(position, made) for position in ordered if (made := _position(position, references)) is not None]
    if not told:
        return None
    return Entry(
        kind=CitationKind.PROPOSAL,
        id=proposal.id,
        title=one_line(proposal.text) or "A proposal without words",
        facts=words.count(len(told), "position"),
        sentences=tuple(made for _, made in told),
        given=tuple(Given(asked=position.stance.value, value=made.word[0]) for position, made in told),
        aliases=tuple(sorted(proposal.aliases)),
        documents=tuple(sorted({position.document for position, _ in told})),
        articles=len({position.document for position, _ in told}),
    )


def _position(position: HeldPosition, references: References) -> Sentence | None:
    card = references.shelf.cards.get(position.document)
    own = references.own(position.document, position.statement)
    at = references.passage(position.document, own, position.grounds[0] if position.grounds else "")
    if card is None or at is None:
        return None
    holder = shorten(holder_words(position, card.authors), 80)
    outlet = one_line(card.outlet or "") or "an article whose publisher is not known"
    earlier = f", {EARLIER}" if references.earlier(at) else ""
    where = f"{'' if holder.endswith(f' in {outlet}') else f', in {outlet}'}, {human(position.date)}{earlier}"
    clauses = [Clause(text=f"{_STANDS[position.stance]} {holder}{where}", references=(at,))]
    if offer := offer_of(position, references.shelf.readings):
        clauses += [Clause(text=": "), Clause(text=f"“{shorten(offer, _LONGEST)}”", said=True)]
    for number, ground in enumerate(position.grounds):
        clauses.append(Clause(text=" and on the grounds: " if number else "; on the grounds: "))
        clauses.append(Clause(text=f"“{shorten(ground, _LONGEST)}”", said=True))
    for one in position.but:
        clauses += [Clause(text="; but: "), Clause(text=f"“{shorten(one, _LONGEST)}”", said=True)]
    return sentence([*clauses, Clause(text=".")], position.stance.value, word=(holder,))


def assessment_entry(assessment: Assessment, references: References) -> Entry:
    """An assessment's entry: each key judgement in the analyst's words; how likely and how sure in a sentence each, never in one."""
    own = references.assessment(assessment)
    if assessment.status is AssessmentStatus.WITHDRAWN:
        sentences = [_withdrawn(assessment, own)]
    else:
        sentences = [*_answer(assessment, own, references), *_summary(assessment, own, references)]
        for number, judgement in enumerate(assessment.judgements, 1):
            sentences += _judgement(judgement, number, own, references)
        sentences += [*_stale(assessment, own), *_corrected(assessment, own), *_responses(assessment, references)]
        sentences = sentences or [_written(assessment, own)]
    cited = {references.all[index].target for one in sentences for index in one.references}
    return Entry(
        kind=CitationKind.ASSESSMENT,
        id=assessment.id,
        title=one_line(assessment.title) or "An assessment without a title",
        facts=_facts(assessment),
        sentences=tuple(sentences),
        given=(Given(asked="status", value=assessment.status.value), *(_given(one) for one in assessment.judgements)),
        documents=tuple(sorted(cited & set(references.shelf.cards))),
    )


def _facts(assessment: Assessment) -> str:
    by = one_line(assessment.by) or "an analyst"
    desk = f", {one_line(assessment.desk)}" if assessment.desk else ""
    day = human(assessment.published.date().isoformat()) if assessment.published else "date not known"
    return " · ".join((f"{by}{desk}", day, assessment.marking.value))


def _given(judgement: KeyJudgement) -> Given:
    likely = judgement.likelihood.value if judgement.likelihood else ""
    outcome = {True: "proved true", False: "proved not true", None: ""}[judgement.outcome]
    return Given(asked=judgement.id, value="; ".join(part for part in (_plain(judgement.text, _LONGEST), likely, outcome) if part))


def _written(assessment: Assessment, own: int) -> Sentence:
    """All that is told of an assessment without summary and key judgements."""
    who = one_line(assessment.by) or "An analyst"
    return sentence((Clause(text=f"{who} wrote it", references=(own,)), Clause(text="; it has no key judgement.")), "written", word=(who,))


def _withdrawn(assessment: Assessment, own: int) -> Sentence:
    deed = next((one for one in reversed(assessment.deeds) if one.kind is DeedKind.WITHDRAW), None)
    by = f" by {one_line(deed.by)} on {human(deed.at.date().isoformat())}" if deed else ""
    why = f": {shorten(deed.note, _LONGEST).rstrip('.')}" if deed and deed.note else ""
    return sentence(
        (Clause(text=f"It was withdrawn{by}{why}", references=(own,)), Clause(text=".")), "withdrawn", word=(one_line(assessment.by),)
    )


def _answer(assessment: Assessment, own: int, references: References) -> Iterator[Sentence]:
    """What a response answers, by its title; nothing where that does not go out."""
    answer = assessment.answers
    other = next((one for one in references.shelf.report.assessments if answer and one.id == answer.assessment), None)
    if answer is None or other is None:
        return
    names = [one.id for one in other.judgements]
    what = f"key judgement {names.index(answer.judgement) + 1} of " if answer.judgement in names else ""
    title = one_line(other.title) or "An assessment without a title"
    clauses = [Clause(text=f"It {_ANSWERS[answer.stance]}", references=(own,)), Clause(text=f" {what}“")]
    clauses += [Clause(text=title, references=(references.assessment(other),), said=True), Clause(text="”.")]
    yield sentence(clauses, "response", word=(one_line(assessment.by),))


def _summary(assessment: Assessment, own: int, references: References) -> Iterator[Sentence]:
    if text := _plain(assessment.summary, 1_000):
        cited = resolved(assessment.citations, references)
        yield sentence((Clause(text=text, references=(own, *cited), said=True),), "summary", word=(one_line(assessment.by),))


def _judgement(judgement: KeyJudgement, number: int, own: int, references: References) -> Iterator[Sentence]:
    text = _plain(judgement.text, 1_000)
    if not text:
        return
    cited = (own, *resolved(judgement.citations, references))
    yield sentence((Clause(text=f"Key judgement {number}: "), Clause(text=text, references=cited, said=True)), "judgement")
    if judgement.likelihood is not None:
        text = f"How likely: {judgement.likelihood.value} ({range_words(judgement.likelihood)})"
        yield sentence((Clause(text=text, references=(own,)), Clause(text=".")), "likelihood")
    if judgement.confidence is not None:
        text = f"How sure the analyst is of the grounds: {judgement.confidence.value} confidence"
        yield sentence((Clause(text=text, references=(own,)), Clause(text=".")), "confidence")
    if judgement.outcome is not None:
        text = f"It {'proved true' if judgement.outcome else 'did not prove true'}"
        yield sentence((Clause(text=text, references=(own,)), Clause(text=".")), "outcome")


def _stale(assessment: Assessment, own: int) -> Iterator[Sentence]:
    if assessment.stale:
        what = "; ".join(dict.fromkeys(shorten(one.why, 160).rstrip(".") for one in assessment.stale))
        yield sentence(
            (Clause(text=f"What it cites has changed since it was written: {what}", references=(own,)), Clause(text=".")), "stale"
        )


def _corrected(assessment: Assessment, own: int) -> Iterator[Sentence]:
    """Each correction with what its author noted of it."""
    for deed in assessment.deeds:
        if deed.kind is DeedKind.CORRECT:
            note = f": {shorten(deed.note, _LONGEST).rstrip('.')}" if one_line(deed.note) else ""
            text = f"It was corrected by {one_line(deed.by)} on {human(deed.at.date().isoformat())}{note}"
            yield sentence((Clause(text=text, references=(own,)), Clause(text=".")), "corrected", word=(one_line(deed.by),))


def _responses(assessment: Assessment, references: References) -> Iterator[Sentence]:
    """Who answered and how: the responses that go out, the earliest first; those withdrawn since are none."""
    names = [one.id for one in assessment.judgements]
    found = [one for one in references.shelf.report.assessments if one.answers and one.answers.assessment == assessment.id]
    for one in sorted(found, key=lambda one: (one.published or one.created, one.id)):
        answer = one.answers
        if answer is None or one.status is AssessmentStatus.WITHDRAWN:
            continue
        what = f"key judgement {names.index(answer.judgement) + 1}" if answer.judgement in names else "it"
        who = one_line(one.by) or "An analyst"
        title = one_line(one.title) or "A response without a title"
        clauses = [
            Clause(text=f"{who} {_ANSWERS[answer.stance]} {what}: “"),
            Clause(text=title, references=(references.assessment(one),), said=True),
            Clause(text="”."),
        ]
        yield sentence(clauses, "answered", word=(who,))


def _plain(text: str, limit: int) -> str:
    """An analyst's words on one line, without the marks of their citations."""
    return shorten(_CITED.sub("", text), limit)


def resolved(citations: tuple[Citation, ...], references: References) -> tuple[int, ...]:
    """The references that an analyst's citations lead to: passages that their articles still hold; others are left out."""
    found = [index for citation in citations for index in _resolved(citation, references)]
    return tuple(dict.fromkeys(index for index in found if not references.earlier(index)))


def _resolved(citation: Citation, references: References) -> Iterator[int]:
    shelf, target = references.shelf, citation.target
    if citation.kind is CitationKind.STATEMENT:
        found = references.statement(target)
        yield from () if found is None else (found,)
    elif citation.kind is CitationKind.DOCUMENT:
        found = references.passage(target)
        yield from () if found is None else (found,)
    elif citation.kind is CitationKind.INCIDENT and (incident := _incident(target, references)):
        yield from references.reports(incident)
    elif citation.kind is CitationKind.ACCOUNT:
        yield from _account(target, references)
    elif citation.kind is CitationKind.PROPOSAL:
        held = next((one.positions for one in shelf.report.proposals if target in (one.id, *one.aliases)), ())
        yield from (index for one in held if (index := references.passage(one.document)) is not None)
    elif citation.kind is CitationKind.ASSESSMENT:
        yield from (references.assessment(one) for one in shelf.report.assessments if one.id == target)


def _incident(name: str, references: References) -> Incident | None:
    """The incident of this id, else the one into which it was merged."""
    incidents = references.shelf.report.incidents
    return references.shelf.named.get(name) or next((one for one in incidents if name in one.aliases), None)


def _account(target: str, references: References) -> Iterator[int]:
    """What gives an account that is cited."""
    parts = account_parts(target)
    if parts is None:
        return
    name, attribute, value = parts
    incident = _incident(name, references)
    for claim in incident.claims if incident else ():
        for account in claim.accounts if claim.attribute == attribute else ():
            if " ".join(account.value.split()) == value:
                yield from (index for one in account.statements if (index := references.statement(one)) is not None)
