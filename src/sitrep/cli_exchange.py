"""The command `import`, and what it reads: everything, as `export --format sitrep` writes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from sitrep.config import load
from sitrep.console import db_option, finish, now_option, opened, say, told

WHOLE = "sitrep"
WHOLE_HELP = "Everything in the database, to keep or to move (sitrep import)"

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


def whole_options(command: CommandT) -> CommandT:
    """The options of `export` that only `--format sitrep` has."""
    force = click.option("--force", is_flag=True, help="sitrep: write over FILE if it is there.")
    derived = click.option("--derived", is_flag=True, help="sitrep: also what was made from the evidence, for other programs.")
    return derived(force(command))


def export_whole(db: str | None, now: datetime | None, out: str, *, derived: bool, force: bool, some: bool) -> None:
    """Write everything to a file; `some`: whether only a part of it was asked for, which there is not."""
    from sitrep.archiving import write_everything
    from sitrep.pipeline import plural

    if out == "-":
        raise click.UsageError("--format sitrep wants --out FILE.sitrep")
    if some:
        raise click.UsageError("--format sitrep writes everything: it takes no --area, --type, --since, --until or --tlp")
    with opened(db, now, create=False, read_only=True) as pipeline:
        done = write_everything(pipeline, Path(out), derived=derived, overwrite=force)
    more = f", {plural(done.derived, 'derived record')}" if done.derived else ""
    say(f"{plural(done.rows, 'row')} of evidence{more}, {done.size:,} bytes: {out}")


@click.command("import")
@click.argument("file", metavar="FILE.sitrep")
@db_option
@now_option
def import_(file: str, db: str | None, now: datetime | None) -> None:
    """Put everything that an archive of another database holds, and make the picture anew from the whole.

    FILE.sitrep is what `sitrep export --format sitrep` wrote. It is checked before anything is put, and all of it is put, or
    nothing. What is there already is passed over.
    """
    from sitrep.archiving import open_archive, read_everything

    settings = load()
    with open_archive(Path(file), settings) as archive, opened(db, now, settings=settings) as pipeline:
        failed = told(read_everything(pipeline, archive))
        say(pipeline.summary())
    finish(failed)
