"""What the commands share: options, opening the database, printing lines and JSON, and the exit status."""

from __future__ import annotations

import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sitrep.codec import dump_line, to_json
from sitrep.config import Settings, load, marking_of
from sitrep.errors import PublishError, SitRepError
from sitrep.records import Failure, Marking

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline, StageResult

SOME_FAILED = 1
WRONG = 2


def moment_option(_ctx: click.Context, _param: click.Parameter, value: str | None) -> datetime | None:
    """The aware moment given on the command line; a day stands for its end, and UTC for a zone that is not given."""
    if value is None:
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not an ISO 8601 date or moment") from error
    if len(value) == len("2024-03-10"):
        moment = datetime.combine(moment.date(), time(23, 59, 59))
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def published_date(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """An ISO 8601 date given on the command line, checked."""
    if value is None:
        return None
    try:
        datetime.fromisoformat(value if len(value) > len("2024-03") else f"{value}-01-01"[: len("2024-03-01")])
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not an ISO 8601 date") from error
    return value


def marking_option(_ctx: click.Context, _param: click.Parameter, value: str | None) -> Marking | None:
    """A marking of the Traffic Light Protocol given on the command line."""
    return None if value is None else marking_of(value, "--tlp")


def selector_option(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    """A CSS selector given on the command line, checked; "" is one that is taken back."""
    if value:
        from sitrep.collect import check_selector

        check_selector(value, "--list")
    return value


inputs_argument = click.argument("inputs", nargs=-1, metavar="INPUT...")
db_option = click.option("--db", metavar="FILE", help="The database (default: sitrep.db).")
now_option = click.option("--now", callback=moment_option, metavar="MOMENT", help="The clock of this build; without it, the real one.")
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
outlet_option = click.option("--outlet", metavar="NAME", help="The outlet of inputs that do not name theirs.")
published_option = click.option("--published", metavar="DATE", callback=published_date, help="The date of inputs that do not give theirs.")
list_option = click.option(
    "--list", "listing", metavar="SELECTOR", callback=selector_option, help="Pages list articles: those that this CSS selector finds."
)
out_option = click.option("--out", metavar="FOLDER", help="Where the site goes (default: site).")
tlp_option = click.option(
    "--tlp", metavar="MARKING", callback=marking_option, help="The highest marking that may go out: TLP:GREEN (default: TLP:CLEAR)."
)
base_option = click.option("--base-url", metavar="URL", help="The address that the site will have, for absolute links in feeds.")


@contextmanager
def opened(
    db: str | None,
    now: datetime | None,
    *,
    temporary: bool = False,
    create: bool = True,
    read_only: bool = False,
    settings: Settings | None = None,
) -> Iterator[Pipeline]:
    """The pipeline over the database named (or a temporary one that is removed), with a progress bar where one can be seen."""
    from sitrep.pipeline import open_pipeline
    from sitrep.progress import watched

    settings = settings or load()
    with tempfile.TemporaryDirectory(prefix="sitrep-") as folder, watched() as progress:
        path = Path(folder, "sitrep.db") if temporary else Path(db or settings.db)
        moment = now or datetime.now(UTC)
        with open_pipeline(path, now=moment, settings=settings, create=create, read_only=read_only, progress=progress) as pipeline:
            yield pipeline


def told(results: Iterable[StageResult], *, error: bool = False) -> bool:
    """Print each stage's line and its failures as they come; whether anything failed."""
    failed = False
    for result in results:
        say(f"{result.stage:<8} {result.line}", error=error)
        for failure in result.failures:
            failed = True
            tell_failure(failure, as_json=False)
    return failed


def say(text: str, *, error: bool = False) -> None:
    """One plain line for people."""
    from sitrep.terminal import printable

    click.echo(printable(text), err=error)


class _Said(logging.Handler):
    """Says warnings on standard error, a line each."""

    def emit(self, record: logging.LogRecord) -> None:
        say(f"sitrep: {record.getMessage()}", error=True)


def tell_failure(failure: Failure, as_json: bool) -> None:
    """Say a failure on standard error, and as an error line of JSON where JSON is asked for."""
    say(f"sitrep: {failure.subject}: {failure.reason}", error=True)
    if as_json:
        print_line({"key": failure.subject, "error": to_json(failure)})


def print_line(value: Any) -> None:
    """One line of JSON on standard output, UTF-8 whatever the terminal's encoding."""
    sys.stdout.buffer.write((dump_line(value) + "\n").encode("utf-8"))


def finish(failed: bool) -> None:
    """Leave with the exit status for what failed."""
    sys.stdout.flush()
    if failed:
        sys.exit(SOME_FAILED)


def guarded(action: Callable[[], Any]) -> int:
    """Run `action` and give the exit status; expected errors and warnings become one line on standard error."""
    logger = logging.getLogger("sitrep")
    if not logger.handlers:
        logger.addHandler(_Said())
    try:
        status = action()
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except SystemExit as leaving:
        return leaving.code if isinstance(leaving.code, int) else 0
    except click.exceptions.Exit as leaving:
        return leaving.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help(), err=True)
        return WRONG
    except click.ClickException as error:
        say(f"sitrep: {error.format_message()}", error=True)
        return WRONG
    except SitRepError as error:
        say(f"sitrep: {error}", error=True)
        return WRONG
    except (KeyboardInterrupt, click.Abort):
        say("sitrep: stopped", error=True)
        return 130
    except BrokenPipeError:
        # The reader of our output has gone (`| head`): nothing is left to say, and Python must not try to flush at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        if os.environ.get("SITREP_DEBUG"):
            raise
        say(f"sitrep: internal error: {type(error).__name__}: {error} (SITREP_DEBUG=1 shows where)", error=True)
        return WRONG


def check_folder(folder: str) -> None:
    """Refuse a folder for the site before any work is done for it. Raises PublishError naming it."""
    path = Path(folder)
    while not path.exists() and path != path.parent:
        path = path.parent
    if not path.is_dir() or not os.access(path, os.W_OK):
        raise PublishError(folder, "cannot be written: not a folder that may be written to")
