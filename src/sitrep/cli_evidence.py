"""The commands `evidence verify`, `evidence export` and `remove`: what was received, whether it is whole, and what must not stay."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from sitrep.cli_judge import by_option, reason_option
from sitrep.console import db_option, finish, json_option, now_option, opened, print_line, say, tell_failure


@click.group()
def evidence() -> None:
    """Verify what was received; export it as WARC or WACZ."""


@evidence.command()
@db_option
@json_option
@click.option("--quick", is_flag=True, help="Only look at digests; do not make every document again.")
def verify(db: str | None, as_json: bool, quick: bool) -> None:
    """Check the digests of everything received, and that every document comes out of it."""
    from sitrep.evidence import verify as verified
    from sitrep.pipeline import plural

    with opened(db, None, create=False, read_only=True) as pipeline:
        found = verified(pipeline, quick=quick)
    for fault in found.faults:
        tell_failure(fault, as_json=False)
    if as_json:
        print_line(found)
    else:
        state = f"{len(found.faults):,} damaged" if found.faults else "all as received"
        down = f", {found.removed:,} taken down" if found.removed else ""
        different = f"{found.bodies:,} different{down}"
        counts = f"{plural(found.captures, 'capture')} ({different}), {plural(found.documents, 'document')}"
        say(f"evidence {counts}: {state}")
    finish(bool(found.faults))


@evidence.command()
@click.argument("identity", required=False, metavar="[INCIDENT|DOCUMENT]")
@click.option("--all", "everything", is_flag=True, help="All evidence in the database.")
@click.option("--to", "target", required=True, metavar="FILE", help="FILE.warc.gz or FILE.wacz.")
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@db_option
@now_option
def export(identity: str | None, everything: bool, target: str, force: bool, db: str | None, now: datetime | None) -> None:
    """Write what an incident or a document rests on, or everything, as a web archive that replay tools open."""
    from sitrep.evidence import export as exported
    from sitrep.pipeline import plural

    if (identity is None) != everything:
        raise click.UsageError("say what to export: an INCIDENT or a DOCUMENT, or --all")
    with opened(db, now, create=False, read_only=True) as pipeline:
        written = exported(pipeline, identity, Path(target), overwrite=force)
    say(f"{plural(written.captures, 'capture')} in {plural(written.records, 'record')}, {written.size:,} bytes: {target}")


@evidence.command()
@db_option
@json_option
def removed(db: str | None, as_json: bool) -> None:
    """List what was taken down, newest first."""
    from sitrep.terminal import removal_lines, show

    with opened(db, None, create=False, read_only=True) as pipeline:
        found = pipeline.store.removals()[::-1]
    for removal in found:
        print_line(removal) if as_json else show(removal_lines(removal))
    if not found and not as_json:
        say("nothing was taken down")


@click.command()
@click.argument("document", metavar="DOCUMENT")
@reason_option
@by_option
@click.option("--versions", is_flag=True, help="Every version of its article.")
@db_option
@now_option
@json_option
def remove(document: str, reason: str, by: str, versions: bool, db: str | None, now: datetime | None, as_json: bool) -> None:
    """Take a document down: its text and the bytes it came in go, who did it, when and why stays.

    It is not collected again. Incidents are compared anew without it; publish again to take it from the site.
    """
    from sitrep.pipeline import plural
    from sitrep.removing import remove as taken_down

    with opened(db, now, create=False) as pipeline:
        done = taken_down(pipeline, document, reason=reason, by=by, versions=versions)
        others = len(pipeline.store.versions(done.removals[0].article)) if done.removals else 0
    if as_json:
        print_line(done)
        return
    if done.already:
        say(f"{document} was taken down on {done.removals[0].at:%Y-%m-%d} already")
        return
    stays = f"; {plural(len(done.staying), 'other document')} of them stay" if done.staying else ""
    say(f"{plural(len(done.removals), 'document')} taken down, with the bytes of {plural(done.captures, 'capture')}{stays}")
    if done.cited_by:
        say(f"cited by {', '.join(done.cited_by)}: what analysts wrote themselves stays")
    if others:
        say(f"the article's {plural(others, 'other version')} stayed: --versions takes every one")
