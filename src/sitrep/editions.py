"""Editions over a store: what is asked for is chosen from the picture, composed, looked over, kept and compared with the one before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sitrep.errors import PublishError
from sitrep.pipeline import Pipeline
from sitrep.publish import going_out, write
from sitrep.publish.edition import DATA, PAGE, PAPER, STYLE, Fault, compose, faults, files, paper
from sitrep.read.gazetteer import country
from sitrep.read.gazetteer.names import key
from sitrep.records import (
    Assessment,
    CitationKind,
    Edition,
    Incident,
    Proposal,
    Reading,
    Scope,
    SituationReport,
)
from sitrep.selection import Selection, selected


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What an edition is asked to be: its scope, and besides that how incidents are chosen ("grade", "states" of a `Selection`)."""

    scope: Scope
    selection: Selection


def composed(pipeline: Pipeline, asked: Asked) -> Edition:
    """The edition that is asked for, compared with the one before for the same scope.

    Raises PublishError where a sentence would go out without evidence or with a citation that does not hold.
    """
    store, report = pipeline.store, pipeline.report()
    readings = {one.document.id: one for one in store.readings(None)}
    previous = store.edition_before(asked.scope.key, report.generated)
    chosen = chosen_of(report, readings, asked)
    made = compose(report, chosen, readings, asked.scope, captures=store.capture, previous=previous)
    wrong = faults(made, report, readings, editions={previous.id} if previous else ())
    if wrong:
        raise PublishError(f"“{wrong[0].sentence}”", wrong[0].why)
    return made


def published(pipeline: Pipeline, asked: Asked, folder: Path, *, pdf: bool = False, keep: bool = True) -> Edition:
    """Compose an edition, write it into a folder and keep it, unless `keep` is false; all or nothing.

    Raises PublishError as `composed` does, where the folder cannot be written to, and where no PDF file can be made.
    """
    made = composed(pipeline, asked)
    pages = dict(files(made, preview=not keep))
    if pdf:
        pages[PAPER] = paper(pages)
    with pipeline.store.transaction():
        if keep:
            pipeline.store.add_edition(made)
        write(pages.items(), folder, only=(PAGE, STYLE, DATA, PAPER))
    return made


def checked(pipeline: Pipeline, edition: Edition) -> tuple[Fault, ...]:
    """What of a kept edition no longer holds by the picture as it is now."""
    readings = {one.document.id: one for one in pipeline.store.readings(None)}
    report = going_out(pipeline.report(), marking=edition.scope.marking, now=pipeline.now)
    return faults(edition, report, readings, editions={one.id for one in pipeline.store.editions()})


def chosen_of(report: SituationReport, readings: dict[str, Reading], asked: Asked) -> SituationReport:
    """The part of a picture that an edition is about.

    Incidents are chosen by `selection` and, where there are topics, by a topic's words in the title of the incident or of an article
    about it. A proposal is in where a document that holds a position on it reports a chosen incident, or by its words; without area, types
    and topics where a position is dated within the period. An assessment is in by its area, topics or title, by citing a chosen
    incident, or, without area, types and topics, by its date.
    """
    scope = asked.scope
    incidents = tuple(one for one in selected(report, asked.selection).incidents if not scope.topics or _on_topic(one, readings, scope))
    documents = {told.document for one in incidents for told in one.reports}
    return replace(
        report,
        incidents=incidents,
        proposals=tuple(one for one in report.proposals if _holds_on(one, documents, scope)),
        assessments=tuple(one for one in report.assessments if _judges(one, incidents, scope)),
    )


def _on_topic(incident: Incident, readings: dict[str, Reading], scope: Scope) -> bool:
    titles = [readings[told.document].document.title or "" for told in incident.reports if told.document in readings]
    return _speaks([incident.title, *titles], scope.topics)


def _speaks(texts: Sequence[str], topics: Sequence[str]) -> bool:
    """Whether one of the texts holds every word of one of the topics, whatever their case and accents."""
    wanted = [set(key(topic).split()) for topic in topics]
    return any(words <= set(_words(text)) for text in texts for words in wanted if words)


def _words(text: str) -> list[str]:
    return key("".join(sign if sign.isalnum() else " " for sign in text)).split()


def _bounded(scope: Scope) -> bool:
    return bool(scope.area or scope.types or scope.topics)


def _holds_on(proposal: Proposal, documents: set[str], scope: Scope) -> bool:
    if scope.topics and _speaks([proposal.text], scope.topics):
        return True
    if _bounded(scope):
        return any(position.document in documents for position in proposal.positions)
    return any(_in_time(position.date, scope) for position in proposal.positions)


def _in_time(day: str | None, scope: Scope) -> bool:
    if not (scope.since or scope.until):
        return True
    return day is not None and scope.since <= day[:10] <= (scope.until or "9999")


def _judges(assessment: Assessment, incidents: Sequence[Incident], scope: Scope) -> bool:
    day = (assessment.published or assessment.changed).date().isoformat()
    if not _bounded(scope):
        return _in_time(day, scope)
    names = {name for one in incidents for name in (one.id, *one.aliases)}
    cited = {one.target.partition("/")[0] for one in assessment.citations if one.kind in (CitationKind.INCIDENT, CitationKind.ACCOUNT)}
    here = bool(scope.area) and assessment.area is not None and _same_area(assessment.area, scope.area)
    spoken = bool(scope.topics) and _speaks([assessment.title, *assessment.topics], scope.topics)
    return (here or spoken or bool(cited & names)) and _in_time(day, replace(scope, since=""))


def _same_area(one: str, other: str) -> bool:
    code = country(one)
    return key(one) == key(other) or (code is not None and code == country(other))
