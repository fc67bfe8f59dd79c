"""The command `families check`: the table of publishers, and users' own rows."""

from __future__ import annotations

import click

from sitrep.config import load
from sitrep.console import finish, say


@click.group()
def families() -> None:
    """Look after the table of publishers: which outlets belong together.

    Rows of your own live in a file that the setting `families` names (SITREP_FAMILIES, or sitrep.toml); they win over those of the package.
    """


@families.command()
@click.argument("files", nargs=-1, metavar="[FILE...]")
def check(files: tuple[str, ...]) -> None:
    """Check tables (default: that of the package and your own): every broken row, and what rows of two groups claim."""
    from sitrep.compare.families import check as checked

    own = load().families
    report = checked(files or ((own,) if own else ()), shipped=not files)
    for line in (*report.errors, *report.warnings):
        say(f"sitrep: {line}", error=True)
    say(f"{report.outlets:,} outlets of {report.groups:,} groups, {len(report.errors):,} wrong, {len(report.warnings):,} claimed twice")
    finish(bool(report.errors))
