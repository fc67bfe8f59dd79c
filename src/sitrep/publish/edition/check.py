"""Looking an edition over: sentences without evidence, and references that no longer hold."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sitrep.publish.edition.references import EARLIER, says, stands
from sitrep.publish.shelf import Shelf, shelve
from sitrep.publish.text import shorten
from sitrep.records import AssessmentStatus, Edition, Reading, Reference, ReferenceKind, Sentence, SituationReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What is wrong with an edition: the sentence or the reference (its index; None where a sentence has no evidence), and why."""

    sentence: str
    reference: int | None
    why: str


def faults(
    edition: Edition, report: SituationReport, readings: Mapping[str, Reading], *, editions: Collection[str] = ()
) -> tuple[Fault, ...]:
    """What is wrong with an edition by the picture and the readings as they are now; nothing for one that was just composed from them.

    `editions` are the ids of those that are kept. A sentence lacks evidence that has no reference, whose words are not those of its
    clauses, or whose references are not there. A reference is stale where its article is gone or taken down, does not hold the
    passage, holds it no longer in its latest version (unless the sentence says that it is cited in an earlier version), or where the
    assessment was written anew or withdrawn since.
    """
    return faults_by(edition, shelve(report, readings), editions)


def faults_by(edition: Edition, shelf: Shelf, editions: Collection[str]) -> tuple[Fault, ...]:
    """What is wrong with an edition, as `faults` says, by a picture that is arranged already."""
    stale = {at: why for at, one in enumerate(edition.references) if (why := _stale(one, shelf, editions)) is not None}
    found: list[Fault] = []
    for sentence in edition.sentences:
        shown = shorten(sentence.text, 120)
        if (why := _unfounded(sentence, edition)) is not None:
            found.append(Fault(sentence=shown, reference=None, why=why))
            continue
        found += [Fault(sentence=shown, reference=at, why=stale[at]) for at in sentence.references if at in stale]
        found += _earlier(sentence, edition, shown)
    return tuple(found)


def _unfounded(sentence: Sentence, edition: Edition) -> str | None:
    if not sentence.references:
        return "has no evidence"
    if any(not 0 <= at < len(edition.references) for at in sentence.references):
        return "rests on a reference that is not there"
    if sentence.text != "".join(clause.text for clause in sentence.clauses):
        return "says something else than its clauses, which have the evidence"
    return None


def _earlier(sentence: Sentence, edition: Edition, shown: str) -> list[Fault]:
    """References that are cited as an earlier version by a clause that alone tells the answer, and does not say so."""
    found = []
    for clause in sentence.clauses:
        old = [at for at in clause.references if edition.references[at].earlier]
        if old and len(old) == len(clause.references) and EARLIER not in sentence.text and sentence.about not in _COUNTS:
            found.append(Fault(sentence=shown, reference=old[0], why="rests on an earlier version alone, which is not said"))
    return found


# Sentences that tell of the articles themselves, of which earlier versions are a part.
_COUNTS = frozenset({"spread", "amount", "unknown", "new", "changed reach"})


def _stale(reference: Reference, shelf: Shelf, editions: Collection[str]) -> str | None:
    if reference.kind is ReferenceKind.EDITION:
        return None if reference.target in editions else "the edition is not kept"
    if reference.kind is ReferenceKind.ASSESSMENT:
        return _assessed(reference, shelf)
    reading = shelf.readings.get(reference.target)
    if reading is None:
        return "the article is no longer kept, or was taken down"
    if reference.digest != reading.document.capture:
        return "the article is now held to come from other bytes"
    text = reading.document.text
    if any(text[span.start : span.end] != span.text for span in reference.passage) or not says(text, reference.passage):
        return "the article does not hold the passage"
    if not reference.earlier and not stands(shelf, reference.target, reference.passage):
        return "a later version of the article no longer says it"
    return None


def _assessed(reference: Reference, shelf: Shelf) -> str | None:
    now = next((one for one in shelf.report.assessments if one.id == reference.statement), None)
    if now is None:
        return "the assessment does not go out any more"
    if now.draft != reference.target:
        return "the assessment was written anew"
    return None if now.status in (AssessmentStatus.PUBLISHED, AssessmentStatus.WITHDRAWN) else "the assessment is not published"
