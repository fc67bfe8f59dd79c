"""Composing an edition from the picture: the same picture, scope and moment give the same edition."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace

import sitrep.publish.words as words
from sitrep.codec import dump_line
from sitrep.publish.edition.changes import changes_section
from sitrep.publish.edition.incidents import incident_entry
from sitrep.publish.edition.others import assessment_entry, proposal_entry
from sitrep.publish.edition.references import Captured, References
from sitrep.publish.edition.wording import asked, capital, sentence
from sitrep.publish.markings import going_out
from sitrep.publish.order import heaviest_first
from sitrep.publish.shelf import publishers, shelve
from sitrep.publish.text import shorten
from sitrep.records import Clause, Edition, Entry, Incident, Reading, Scope, Section, Sentence, SituationReport, State

# Moves on whenever the same picture gives other sentences: an edition that is kept says by it which rules worded it.
MADE_BY = "edition@2"


def compose(
    report: SituationReport,
    chosen: SituationReport,
    readings: Mapping[str, Reading],
    scope: Scope,
    *,
    captures: Captured,
    previous: Edition | None = None,
) -> Edition:
    """The edition of what was `chosen` of the whole `report`, as of the report's moment, compared with the `previous` one.

    `readings` maps document ids to readings, `captures` gives the capture of a digest. What `scope.marking` or an embargo keeps back is
    left out. Every sentence rests on at least one reference, and every reference holds in the readings given. Raises PublishError where
    the report contradicts itself.
    """
    whole = going_out(report, marking=scope.marking, now=report.generated)
    wanted = {one.id for one in chosen.assessments}
    # As they go out of the whole: what one of them cites may go out and yet not be chosen.
    chosen = replace(chosen, assessments=tuple(one for one in whole.assessments if one.id in wanted), marking=scope.marking)
    shelf = shelve(whole, readings)
    references = References(shelf, captures)
    incidents = [entry for one in heaviest_first(chosen.incidents) if (entry := incident_entry(one, references))]
    held = sorted(chosen.proposals, key=lambda one: (-len(one.positions), one.id))
    proposals = [entry for one in held if (entry := proposal_entry(one, references))]
    written = sorted(chosen.assessments, key=lambda one: (one.published is None, one.published or one.created, one.id))
    assessments = [assessment_entry(one, references) for one in written]
    kept = {entry.id for entry in incidents}
    sections = [_brief([one for one in chosen.incidents if one.id in kept], incidents, references, scope)]
    if previous is not None:
        sections.append(changes_section(previous, [*incidents, *proposals, *assessments], references))
    sections += _parts(incidents, proposals, assessments)
    made = Edition(
        id="",
        scope=scope,
        made=report.generated,
        sections=tuple(sections),
        references=references.all,
        previous=previous.id if previous else None,
        made_by=MADE_BY,
    )
    digest = digest_of(made)
    return replace(made, id=f"edition-{digest[:16]}", digest=digest)


def digest_of(edition: Edition) -> str:
    """The SHA-256 (hex) of an edition's JSON line with `id` and `digest` empty."""
    return hashlib.sha256(dump_line(replace(edition, id="", digest="")).encode()).hexdigest()


def _parts(incidents: Sequence[Entry], proposals: Sequence[Entry], assessments: Sequence[Entry]) -> list[Section]:
    return [
        Section(name="assessments", heading="What analysts judge", entries=tuple(assessments), empty="No assessment goes out on this."),
        Section(name="incidents", heading="What is reported", entries=tuple(incidents), empty="No incident of this is known."),
        Section(name="proposals", heading="Who stands where", entries=tuple(proposals), empty="No position on a proposal is known."),
    ]


def _brief(incidents: Sequence[Incident], entries: Sequence[Entry], references: References, scope: Scope) -> Section:
    """How much there is, and what is contested."""
    sentences: list[Sentence] = []
    if incidents:
        sentences = [_amount(incidents, references), *_contested(entries, references)]
    return Section(name="brief", heading="In brief", sentences=tuple(sentences), empty=_nothing(scope))


def _nothing(scope: Scope) -> str:
    """That no incident is known of what is asked for."""
    return f"Nothing{' of this' if scope.types or scope.topics else ''} is reported{' there' if scope.area else ''} in this period."


def _amount(incidents: Sequence[Incident], references: References) -> Sentence:
    reports = [report for incident in incidents for report in incident.reports]
    rests = tuple(dict.fromkeys(index for incident in incidents for index in references.reports(incident)))
    articles, outlets = references.shelf.articles(reports), publishers(reports)
    origins = len({origin.id for incident in incidents for origin in incident.origins})
    of = f"{words.count(articles, 'article')} of {words.count(outlets, 'publisher')}" if outlets else words.count(articles, "article")
    witnesses = f", resting on {words.count(origins, 'origin')}" if origins else ""
    clauses = (Clause(text=f"{of} report {words.count(len(incidents), 'incident')}", references=rests), Clause(text=f"{witnesses}."))
    if articles == 1:
        clauses = (replace(clauses[0], text=clauses[0].text.replace(" report ", " reports ", 1)), clauses[1])
    return sentence(clauses, "amount")


def _contested(entries: Sequence[Entry], references: References) -> list[Sentence]:
    """A sentence for each state that a reader must know, with the claims that are in it."""
    found = []
    for state in (State.DENIED, State.DISPUTED, State.REVISED):
        about = [(entry, one) for entry in entries for one in entry.sentences if one.state is state]
        if about:
            clauses = [Clause(text=f"{capital(words.STATES[state][1])}: ")]
            for number, (entry, one) in enumerate(about):
                clauses.append(Clause(text=f"{'; ' if number else ''}{asked(one.about)} in “"))
                clauses.append(Clause(text=shorten(entry.title, 90), said=True))
                clauses.append(Clause(text=f"”{references.aside(one.references)}", references=one.references))
            made = sentence([*clauses, Clause(text=".")], f"all {state.value}", state=state)
            found.append(replace(made, documents=tuple(dict.fromkeys(name for entry, _ in about for name in entry.documents))))
    return found
