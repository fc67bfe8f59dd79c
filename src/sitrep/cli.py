"""The program: `sitrep run | watch | check | collect | read | compare | weigh | publish | report | show | why | merge | split |
judgements | edition | editions | remove | evidence | export | extract | feed | open | rebuild | import | actors | families | assess |
search | forecasts | ach`.

Exit status: 0 done; 1 done, but some inputs failed; 2 the command line, the configuration or the database is wrong.
Nothing heavy is imported until a command needs it.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import click

from sitrep import __version__
from sitrep.cli_ach import ach
from sitrep.cli_actors import actors
from sitrep.cli_assess import assess
from sitrep.cli_collect import extract, feed
from sitrep.cli_edition import edition, editions
from sitrep.cli_evidence import evidence, remove
from sitrep.cli_exchange import import_
from sitrep.cli_export import export
from sitrep.cli_families import families
from sitrep.cli_forecasts import forecast_record
from sitrep.cli_judge import judgements, merge, split
from sitrep.cli_read import read
from sitrep.cli_search import search
from sitrep.cli_show import show, why
from sitrep.cli_watch import check, watch
from sitrep.config import load
from sitrep.console import (
    base_option,
    check_folder,
    db_option,
    finish,
    guarded,
    inputs_argument,
    json_option,
    list_option,
    now_option,
    opened,
    out_option,
    outlet_option,
    print_line,
    published_option,
    say,
    tlp_option,
    told,
)
from sitrep.errors import CollectError
from sitrep.records import EventType, Marking, State

_TYPE = click.Choice([kind.value for kind in EventType], case_sensitive=False)
_STATE = click.Choice([state.value for state in State])


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="sitrep")
def cli() -> None:
    """Turn many published accounts into reliable security information.

    INPUT is a file (.txt .html .jsonl .pdf, mail as .eml or .mbox, RSS, Atom or JSON feeds, .warc; each also .gz; .wacz), a folder, a glob,
    - for standard input, the http or https address of a page, feed or web archive, a mailbox
    (imaps://USER@HOST/FOLDER), or a list of feeds (.opml).
    """


@cli.command()
@inputs_argument
@db_option
@out_option
@base_option
@now_option
@tlp_option
@outlet_option
@published_option
@json_option
@click.option("--sample", is_flag=True, help="Use the sample reports that come with SitRep.")
def run(
    inputs: tuple[str, ...],
    db: str | None,
    out: str | None,
    base_url: str | None,
    now: datetime | None,
    tlp: Marking | None,
    outlet: str | None,
    published: str | None,
    as_json: bool,
    sample: bool,
) -> None:
    """Collect, read, compare, weigh and publish INPUTs in one go."""
    if sample:
        from sitrep.samples import folder

        inputs = (*inputs, str(folder()))
    if not inputs:
        raise click.UsageError("say what to run on: INPUT..., or --sample")
    from sitrep.announcing import announcing, check_hub

    with opened(db, now, temporary=as_json and db is None) as pipeline:
        if out or not as_json:
            check_folder(out or pipeline.settings.out)
            check_hub(pipeline.settings, base_url)
        failed = told(pipeline.run(inputs, outlet=outlet, published=published), error=as_json)
        if out or not as_json:
            folder_out = out or pipeline.settings.out
            failed |= told([pipeline.publish(folder_out, base_url=base_url, marking=tlp)], error=as_json)
            failed |= told(announcing(pipeline.settings, folder_out, base_url=base_url), error=as_json)
            say(f"site: {Path(folder_out, 'index.html')}", error=as_json)
        if as_json:
            print_line(pipeline.outgoing(tlp))
        say(pipeline.summary(), error=as_json)
    finish(failed)


@cli.command()
@inputs_argument
@db_option
@now_option
@outlet_option
@published_option
@list_option
def collect(
    inputs: tuple[str, ...], db: str | None, now: datetime | None, outlet: str | None, published: str | None, listing: str | None
) -> None:
    """Keep what INPUTs hold: the bytes as evidence, the documents made from them."""
    if not inputs:
        raise click.UsageError("say what to collect: INPUT...")
    with opened(db, now) as pipeline:
        failed = told([pipeline.collect(inputs, outlet=outlet, published=published, listing=listing)])
    finish(failed)


@cli.command()
@db_option
@now_option
@click.option("--settle", is_flag=True, help="Then compare everything anew, as if it had come at once; a nightly job.")
def compare(db: str | None, now: datetime | None, settle: bool) -> None:
    """Bring the accounts of one incident together."""
    with opened(db, now, create=False) as pipeline:
        stages = (pipeline.compare, pipeline.settle, pipeline.weigh) if settle else (pipeline.compare,)
        failed = told(stage() for stage in stages)
    finish(failed)


@cli.command()
@click.argument("claims", required=False, metavar="[CLAIMS.csv]")
@db_option
@now_option
@json_option
def weigh(claims: str | None, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Grade accounts, sources and outlets; or weigh the claims of a CSV file (columns source,item,value)."""
    if claims is None:
        with opened(db, now, create=False) as pipeline:
            failed = told([pipeline.weigh()])
        finish(failed)
        return
    from sitrep.weigh import read_claims, truth

    try:
        with Path(claims).open(encoding="utf-8", newline="") as lines:
            result = truth(read_claims(lines, subject=claims))
    except (OSError, UnicodeDecodeError) as error:
        raise CollectError(claims, f"cannot be read: {getattr(error, 'strerror', None) or 'not UTF-8'}") from error
    if as_json:
        print_line(result)
        return
    for item in result["items"]:
        say(f"{item['item']}: {item['value']}  ({item['credibility']:.2f})")


@cli.command()
@db_option
@out_option
@base_option
@now_option
@tlp_option
def publish(db: str | None, out: str | None, base_url: str | None, now: datetime | None, tlp: Marking | None) -> None:
    """Write the situation report as a web site with feeds, and tell the hub, if one is set, which of them have changed."""
    from sitrep.announcing import announcing, check_hub

    with opened(db, now, create=False) as pipeline:
        folder = out or pipeline.settings.out
        check_hub(pipeline.settings, base_url)
        failed = told([pipeline.publish(folder, base_url=base_url, marking=tlp)])
        failed |= told(announcing(pipeline.settings, folder, base_url=base_url))
        say(f"site: {Path(folder, 'index.html')}")
    finish(failed)


@cli.command()
@db_option
@now_option
@json_option
@tlp_option
@click.option("--limit", default=20, show_default=True, help="How many incidents to print; 0 for all.")
@click.option("--area", default="", help="Only incidents there: a country, a province or a town.")
@click.option("--type", "kinds", multiple=True, type=_TYPE, help="Only of this PLOVER type; may be given again.")
@click.option("--since", default="", metavar="DAY", help="Only what lasted until this day or later.")
@click.option("--until", default="", metavar="DAY", help="Only what began on this day or earlier.")
@click.option("--grade", default="", metavar="GRADE", help="Only with an account graded so or better, letter and digit each: C3.")
@click.option("--state", "states", multiple=True, type=_STATE, help="Only with a claim in this state; may be given again.")
def report(
    db: str | None,
    now: datetime | None,
    as_json: bool,
    tlp: Marking | None,
    limit: int,
    kinds: tuple[str, ...],
    states: tuple[str, ...],
    **wanted: str,
) -> None:
    """Print the picture: incidents, proposals, grades; as JSON also assessments, those that may go out under --tlp."""
    from sitrep.selection import Selection, meant
    from sitrep.terminal import grade_lines, report_lines, show

    asked = Selection(types=tuple(EventType(kind.upper()) for kind in kinds), states=tuple(State(one) for one in states), **wanted)
    with opened(db, now, create=False) as pipeline:
        picture = pipeline.outgoing(tlp, asked.takes)
        if as_json:
            print_line(picture)
            return
        if asked != Selection():
            show(report_lines(replace(picture, proposals=()), limit))
            say(f"{len(picture.incidents):,} of {pipeline.store.counts('incidents')['incidents']:,} incidents")
            other = asked.area and not picture.incidents and meant(asked.area, pipeline.outgoing(tlp).incidents)
            if other:
                say(f"Did you mean the area {other}?")
            return
        show(report_lines(picture, limit))
        show([("", ""), *grade_lines("Outlets", picture.outlets)])
        say(pipeline.summary())


@cli.command("open")
@out_option
@click.option("--port", default=0, help="The port (default: any free one).")
def open_site(out: str | None, port: int) -> None:
    """Serve the site on loopback and say its address."""
    from sitrep.serving import serve

    serve(Path(out or load().out), port, say)


@cli.command()
@db_option
@now_option
def rebuild(db: str | None, now: datetime | None) -> None:
    """Make everything derived again from the evidence."""
    with opened(db, now, create=False) as pipeline:
        failed = told(pipeline.rebuild())
        say(pipeline.summary())
    finish(failed)


cli.add_command(read)
cli.add_command(extract)
cli.add_command(feed)
cli.add_command(show)
cli.add_command(why)
cli.add_command(merge)
cli.add_command(split)
cli.add_command(judgements)
cli.add_command(watch)
cli.add_command(check)
cli.add_command(evidence)
cli.add_command(remove)
cli.add_command(edition)
cli.add_command(editions)
cli.add_command(import_)
cli.add_command(export)
cli.add_command(actors)
cli.add_command(families)
cli.add_command(assess)
cli.add_command(search)
cli.add_command(forecast_record)
cli.add_command(ach)


def main() -> None:
    """The entry point: every error is one line, never a traceback."""
    sys.exit(guarded(lambda: cli.main(standalone_mode=False, prog_name="sitrep")))
