"""The commands `edition` and `editions`: situation reports that go out, and those that did."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sitrep.console import check_folder, db_option, finish, json_option, now_option, opened, print_line, say, tlp_option
from sitrep.records import CitationKind, EventType, Marking, Scope

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline

_TYPE = click.Choice([kind.value for kind in EventType], case_sensitive=False)


@click.command()
@db_option
@now_option
@tlp_option
@click.option("--out", required=True, metavar="FOLDER", help="Where edition.html, .css and .json go, and .pdf.")
@click.option("--title", default="", help="Its title (default: by what it is about).")
@click.option("--area", default="", help="Only incidents there: a country, a province or a town.")
@click.option("--type", "kinds", multiple=True, type=_TYPE, help="Only of this PLOVER type; may be given again.")
@click.option("--topic", "topics", multiple=True, metavar="WORDS", help="Only what has these words in a title; may be given again.")
@click.option("--since", default="", metavar="DAY", help="Only what lasted until this day or later.")
@click.option("--until", default="", metavar="DAY", help="Only what began on this day or earlier.")
@click.option("--pdf", is_flag=True, help="Make a PDF file too (needs sitrep[pdf] or Chromium).")
@click.option("--preview", is_flag=True, help="Do not keep it: the next edition is not compared with it.")
@click.option("--json", "as_json", is_flag=True, help="Print the edition as JSON too.")
def edition(
    db: str | None,
    now: datetime | None,
    tlp: Marking | None,
    out: str,
    title: str,
    kinds: tuple[str, ...],
    topics: tuple[str, ...],
    pdf: bool,
    preview: bool,
    as_json: bool,
    area: str,
    since: str,
    until: str,
) -> None:
    """Write a situation report: for an area, topics and a period, every sentence with its citations.

    It is kept as it went out; the next one for the same area, types, topics and marking says what changed since.
    """
    from sitrep.editions import Asked, published
    from sitrep.pipeline import plural
    from sitrep.selection import Selection

    types = tuple(EventType(kind.upper()) for kind in kinds)
    selection = Selection(types=types, area=area, since=since, until=until)
    check_folder(out)
    with opened(db, now, create=False, read_only=preview) as pipeline:
        scope = Scope(
            title=title, types=types, topics=topics, area=area, since=since, until=until, marking=tlp or pipeline.settings.marking
        )
        made = published(pipeline, Asked(scope=scope, selection=selection), Path(out), pdf=pdf, keep=not preview)
    if as_json:
        print_line(made)
    for section in made.sections:
        if section.name == "brief" and not section.sentences:
            say(section.empty, error=as_json)
    incidents = sum(entry.kind is CitationKind.INCIDENT for entry in made.entries)
    told = f"{plural(len(made.sentences), 'sentence')}, {plural(len(made.references), 'reference')}"
    say(f"{made.scope.marking.value} {made.id}: {plural(incidents, 'incident')}, {told}", error=as_json)
    say(f"edition: {Path(out, 'edition.pdf' if pdf else 'edition.html')}", error=as_json)


@click.command()
@click.argument("identity", required=False, metavar="[EDITION]")
@db_option
@json_option
def editions(identity: str | None, db: str | None, as_json: bool) -> None:
    """List the editions that went out, newest first; of one, say which of its citations no longer hold."""
    from sitrep.publish.edition import title_of

    with opened(db, None, create=False, read_only=True) as pipeline:
        if identity is not None:
            finish(_looked_over(pipeline, identity, as_json))
            return
        found = pipeline.store.editions()[::-1]
    for one in found:
        if as_json:
            print_line({"id": one.id, "made": one.made, "scope": one.scope, "digest": one.digest, "previous": one.previous})
        else:
            say(f"{one.id}  {one.made:%Y-%m-%d %H:%M}  {one.scope.marking.value}  {title_of(one)}")
    if not found and not as_json:
        say("no edition went out")


def _looked_over(pipeline: Pipeline, identity: str, as_json: bool) -> bool:
    """Print one edition as JSON, or what of it no longer holds; whether something does not."""
    from sitrep.editions import checked
    from sitrep.pipeline import plural

    edition = pipeline.store.edition(identity)
    if edition is None:
        raise click.BadParameter(f"no edition in the database has the id {identity!r}", param_hint="EDITION")
    if as_json:
        print_line(edition)
        return False
    wrong = checked(pipeline, edition)
    for fault in wrong:
        at = "" if fault.reference is None else f" [{fault.reference + 1}]"
        say(f"{fault.sentence or 'a sentence whose words were taken down'}{at}: {fault.why}", error=True)
    state = f"{plural(len(wrong), 'citation')} no longer {'holds' if len(wrong) == 1 else 'hold'}" if wrong else "all citations hold"
    say(f"{identity}: {plural(len(edition.sentences), 'sentence')}, {plural(len(edition.references), 'reference')}: {state}")
    return bool(wrong)
