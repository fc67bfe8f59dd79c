"""The commands `actors add` and `actors check`: users' own rows of the actor table."""

from __future__ import annotations

import click

from sitrep.config import load
from sitrep.console import finish, say

DEFAULT = "actors.tsv"


@click.group()
def actors() -> None:
    """Look after the actor table: who is meant by a name, and what it is.

    Rows of your own live in a file that the setting `actors` names (SITREP_ACTORS, or sitrep.toml); they win over those of the package.
    """


@actors.command()
@click.argument("name")
@click.option("--alias", "aliases", multiple=True, help="Another spelling or abbreviation; may be given several times.")
@click.option("--kind", required=True, help="What it is: group, igo, alliance, ngo, company, agency, force, party, outlet ...")
@click.option("--country", default="", help="ISO 3166-1 alpha-3 code; none for what belongs to no one country.")
@click.option("--sector", default="", help="PLOVER sector: GOV, MIL, REB, IGO, NGO, MED ...")
@click.option("--from", "since", default="", metavar="YEAR", help="The first year in which the name stands for it.")
@click.option("--to", "until", default="", metavar="YEAR", help="The last such year.")
@click.option("--reference", required=True, help="Where it can be looked up.")
@click.option("--file", "path", metavar="FILE", help=f"The table to add to (default: the setting `actors`, or {DEFAULT}).")
def add(
    name: str,
    aliases: tuple[str, ...],
    kind: str,
    country: str,
    sector: str,
    since: str,
    until: str,
    reference: str,
    path: str | None,
) -> None:
    """Add one actor to a table of your own."""
    from sitrep.read.actors import append

    target = path or load().actors or DEFAULT
    append(target, (";".join(aliases), name, kind, country, sector, since, until, reference))
    say(f"{name}: added to {target}")
    if target != load().actors:
        say(f'set `actors = "{target}"` in sitrep.toml (or SITREP_ACTORS) for readers to use it')


@actors.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
def check(files: tuple[str, ...]) -> None:
    """Check tables (default: those of the package and your own): every broken row, and names that two rows claim."""
    from sitrep.read.actors import check as checked

    own = load().actors
    report = checked(files or ((own,) if own else ()), shipped=not files)
    for line in (*report.errors, *report.warnings):
        say(f"sitrep: {line}", error=True)
    say(f"{report.actors:,} actors, {report.names:,} names, {len(report.errors):,} wrong, {len(report.warnings):,} claimed twice")
    finish(bool(report.errors))
