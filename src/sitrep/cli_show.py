"""The commands `show` and `why`: one incident, document, proposal or assessment, and why it is as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from sitrep.codec import to_json
from sitrep.console import db_option, json_option, opened, print_line
from sitrep.records import Reading

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline


@click.command()
@click.argument("identity", metavar="ID")
@db_option
@json_option
def show(identity: str, db: str | None, as_json: bool) -> None:
    """Print one incident, document, proposal or assessment; of a document that was taken down, by whom, when and why."""
    from sitrep.changes import article_lines
    from sitrep.proposal_lines import proposal_lines
    from sitrep.terminal import document_lines, incident_lines, reading_lines, removal_lines
    from sitrep.terminal import show as print_lines

    with opened(db, None, create=False) as pipeline:
        store = pipeline.store
        if incident := store.incident(identity):
            readings = {one.document.id: one for one in store.readings([report.document for report in incident.reports])}
            print_line(incident) if as_json else print_lines(incident_lines(incident, readings))
        elif document := store.document(identity):
            reading = store.reading(identity) or Reading(document=document)
            article = pipeline.comparing.article(document.article)
            history = to_json(article) if article.gone or len(article.versions) > 1 else None
            print_line({"key": document.key, **to_json(reading), "history": history}) if as_json else print_lines(
                [*document_lines(document), *article_lines(article, document.id), *reading_lines(reading)]
            )
        elif proposal := store.proposal(identity):
            print_line(proposal) if as_json else print_lines(proposal_lines(proposal))
        elif store.drafts(identity):
            _assessment(pipeline, identity, as_json)
        elif removals := store.removals([identity]):
            print_line(removals[0]) if as_json else print_lines(removal_lines(removals[0]))
        else:
            raise click.BadParameter(f"nothing in the database has the id {identity!r}", param_hint="ID")


def _assessment(pipeline: Pipeline, identity: str, as_json: bool) -> None:
    """An assessment as the desk has it, with the thread of its responses."""
    from sitrep.assessed import assessment_lines
    from sitrep.assessing import thread
    from sitrep.terminal import show as print_lines

    nodes = thread(pipeline, identity)
    if as_json:
        print_line(to_json(nodes[0].assessment) | {"responses": nodes[1:]})
    else:
        print_lines(assessment_lines(nodes[0].assessment, nodes))


@click.command()
@click.argument("identity", metavar="ID")
@db_option
def why(identity: str, db: str | None) -> None:
    """Say why: what joined an incident's reports, how grades came about and what would change them, what an origin rests on, where a
    document went.
    """
    from sitrep.terminal import show as print_lines
    from sitrep.whys import why as reasons

    with opened(db, None, create=False) as pipeline:
        lines = reasons(pipeline, identity)
    if lines is None:
        raise click.BadParameter(f"nothing in the database has the id {identity!r}", param_hint="ID")
    print_lines(lines)
