"""The commands `merge`, `split` and `judgements`: what analysts say of incidents, kept as evidence."""

from __future__ import annotations

import getpass
from datetime import datetime

import click

from sitrep.console import db_option, json_option, now_option, opened, print_line, say
from sitrep.records import Judgement


def login(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str:
    """The name given, else the login name, else none."""
    if value is not None:
        return value
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


reason_option = click.option("--reason", required=True, metavar="TEXT", help="Why, in 2,000 characters at most.")
by_option = click.option("--by", callback=login, metavar="NAME", help="Who judges (default: the login name).")


@click.command()
@click.argument("first", metavar="INCIDENT")
@click.argument("second", metavar="INCIDENT")
@reason_option
@by_option
@db_option
@now_option
@json_option
def merge(first: str, second: str, reason: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Make one incident of two: the older id stays, the other leads to it.

    The merge is kept as evidence: new reports and rebuilding do not undo it, a later split does.
    """
    from sitrep.judging import merge as merged

    with opened(db, now, create=False) as pipeline:
        judgement = merged(pipeline, first, second, reason=reason, by=by)
    stays, goes = judgement.incidents
    print_line(judgement) if as_json else say(f"{goes} is part of {stays} now   {judgement.id}")


@click.command()
@click.argument("incident", metavar="INCIDENT")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
@reason_option
@by_option
@db_option
@now_option
@json_option
def split(incident: str, reports: tuple[str, ...], reason: str, by: str, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Take REPORTs (document ids or keys) out of an incident, into one of their own.

    The split is kept as evidence: new reports and rebuilding do not undo it, a later merge does.
    """
    from sitrep.judging import split as parted

    with opened(db, now, create=False) as pipeline:
        judgement = parted(pipeline, incident, reports, reason=reason, by=by)
    print_line(judgement) if as_json else say(f"{_left(judgement)} left {judgement.incidents[0]}   {judgement.id}")


def _left(judgement: Judgement) -> str:
    """What left an incident that was split: "2 reports, now inc-1", "1 report"."""
    count = sum(map(len, judgement.sides[1:])) + len(judgement.besides)
    where = "".join(f", now {identity}," for identity in judgement.incidents[1:])
    return f"{count:,} report{'' if count == 1 else 's'}{where}"


@click.command()
@db_option
@json_option
def judgements(db: str | None, as_json: bool) -> None:
    """List what analysts judged, newest first."""
    from sitrep.terminal import judgement_lines, show

    with opened(db, None, create=False) as pipeline:
        kept = pipeline.store.judgements()[::-1]
    for judgement in kept:
        print_line(judgement) if as_json else show(judgement_lines(judgement))
    if not kept and not as_json:
        say("no judgements")
