"""The command `import`: what `export --format sitrep` wrote, into a database."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sitrep.config import load
from sitrep.console import db_option, finish, now_option, opened, say, told


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
