"""The command `export`: the picture in the formats of other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.cli_exchange import WHOLE, WHOLE_HELP, export_whole, whole_options
from sitrep.console import db_option, now_option, opened, say, tlp_option
from sitrep.errors import PublishError
from sitrep.records import EventType, Marking, Reading, SituationReport

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline
    from sitrep.publish.exchange import Format

_TYPE = click.Choice([kind.value for kind in EventType], case_sensitive=False)


class _FormatName(click.ParamType[Any]):
    """A format's name. The formats are imported where one is asked for, not to show what commands there are."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Format | None:
        from sitrep.publish.exchange import FORMATS

        if value == WHOLE:
            return None
        if value not in FORMATS:
            self.fail(f"{value!r} is none of {', '.join((*FORMATS, WHOLE))}", param, ctx)
        return FORMATS[value]


class _Export(click.Command):
    """The command, whose help lists the formats."""

    def format_epilog(self, _ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what formats there are."""
        from sitrep.publish.exchange import FORMATS

        with formatter.section("Formats"):
            formatter.write_dl([*((name, one.help) for name, one in FORMATS.items()), (WHOLE, WHOLE_HELP)])


@click.command(cls=_Export)
@click.option("--format", "wanted", type=_FormatName(), required=True, metavar="FORMAT", help="One of those below.")
@db_option
@now_option
@click.option("--area", default="", help="Only incidents there: a country, a province or a town.")
@click.option("--type", "kinds", multiple=True, type=_TYPE, help="Only of this PLOVER type; may be given again.")
@click.option("--since", default="", metavar="DAY", help="Only what lasted until this day or later.")
@click.option("--until", default="", metavar="DAY", help="Only what began on this day or earlier.")
@tlp_option
@click.option("--out", default="-", metavar="FILE", show_default=True, help="Where it goes; - is standard output.")
@whole_options
def export(
    wanted: Format | None,
    db: str | None,
    now: datetime | None,
    kinds: tuple[str, ...],
    tlp: Marking | None,
    out: str,
    derived: bool,
    force: bool,
    **asked: Any,
) -> None:
    """Write the picture in a format of other programs.

    Assessments go out where they are published, not under embargo, and marked as --tlp or freer.
    """
    from sitrep.selection import Selection

    selection = Selection(types=tuple(EventType(kind.upper()) for kind in kinds), **asked)
    if wanted is None:
        export_whole(db, now, out, derived=derived, force=force, some=selection != Selection() or tlp is not None)
        return
    with opened(db, now, create=False) as pipeline:
        picture = pipeline.outgoing(tlp, selection.takes)
        every = wanted.every and selection == Selection()
        _put(wanted.write(picture, _readings(pipeline, picture, every=every)), out)


def _readings(pipeline: Pipeline, picture: SituationReport, *, every: bool) -> Mapping[str, Reading]:
    """The readings of the documents that a picture speaks of, or of every document."""
    if every:
        return {one.document.id: one for one in pipeline.store.readings(None)}
    names = {report.document for incident in picture.incidents for report in incident.reports}
    names |= {position.document for proposal in picture.proposals for position in proposal.positions}
    return {one.document.id: one for one in pipeline.store.readings(sorted(names))}


def _put(parts: Iterable[bytes], out: str) -> None:
    """Write the parts to standard output, or in place of a file in one step. Raises PublishError naming a file that cannot be written."""
    if out == "-":
        for part in parts:
            sys.stdout.buffer.write(part)
        return
    from sitrep.publish.archive import in_place

    if Path(out).is_dir():
        raise PublishError(out, "cannot be written: Is a directory")
    try:
        with in_place(Path(out), overwrite=True) as file:
            size = sum(file.write(part) for part in parts)
    except (OSError, ValueError) as error:
        raise PublishError(out, f"cannot be written: {getattr(error, 'strerror', None) or error}") from error
    say(f"{size:,} bytes: {out}")
