"""The commands `watch` and `check`: polling addresses for as long as it runs, and how what is collected does."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import Event
from types import FrameType
from typing import TYPE_CHECKING

import click

from sitrep.config import Settings, load
from sitrep.console import (
    base_option,
    check_folder,
    db_option,
    finish,
    inputs_argument,
    json_option,
    list_option,
    now_option,
    opened,
    out_option,
    outlet_option,
    print_line,
    say,
    told,
)
from sitrep.errors import ConfigError, PublishError

if TYPE_CHECKING:
    from sitrep.pipeline import Pipeline
    from sitrep.watching import Wanted

_MOST_MINUTES = 60 * 24 * 7
_minutes = click.IntRange(1, _MOST_MINUTES)


class _Told(Exception):  # noqa: N818 - what a signal says is no error
    """The program was told to stop."""


@contextmanager
def _until_told() -> Iterator[Event]:
    """An event that is set by SIGINT or SIGTERM, which also end what is under way; what is half done is undone. A second one kills."""
    stop, process = Event(), os.getpid()

    def stopped(_number: int, _frame: FrameType | None) -> None:
        if os.getpid() != process:  # a process that reads for this one: it ends with it
            return
        stop.set()
        for number in before:
            signal.signal(number, signal.SIG_DFL)
        raise _Told

    before = {number: signal.signal(number, stopped) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    except _Told:
        say("stopped", error=True)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@click.command()
@inputs_argument
@db_option
@out_option
@base_option
@outlet_option
@list_option
@click.option("--once", is_flag=True, help="Poll what is due and end.")
@click.option("--shortest", type=_minutes, default=5, show_default=True, metavar="MINUTES", help="At least so long between two polls.")
@click.option("--longest", type=_minutes, default=120, show_default=True, metavar="MINUTES", help="At most so long, while it answers.")
@click.option("--no-publish", is_flag=True, help="Do not write the site.")
@click.option("--settle-at", type=click.IntRange(0, 23), metavar="HOUR", help="Settle once a day, from this hour (UTC) on.")
def watch(
    inputs: tuple[str, ...],
    db: str | None,
    out: str | None,
    base_url: str | None,
    outlet: str | None,
    listing: str | None,
    once: bool,
    shortest: int,
    longest: int,
    no_publish: bool,
    settle_at: int | None,
) -> None:
    """Poll the feeds and pages at INPUT... (addresses, or OPML lists of them), and publish what they bring, until told to stop.

    Without INPUT, what the setting `watch` names. The selector of --list is remembered; --list '' takes it back.
    """
    from sitrep.schedule import Bounds
    from sitrep.watching import Wanted

    settings = load()
    inputs = inputs or tuple(settings.watch.split())
    if not inputs:
        raise click.UsageError("say what to watch: INPUT..., or the setting `watch`")
    if longest < shortest:
        raise ConfigError("--longest", f"is less than --shortest ({shortest})")
    wanted = Wanted(
        inputs=inputs,
        db=Path(db or settings.db),
        out=None if no_publish else _site(out, settings, base_url),
        base_url=base_url,
        outlet=outlet,
        bounds=Bounds(shortest=60 * shortest, longest=60 * longest),
        settle_at=settle_at,
        listing=listing,
    )
    finish(_watched(wanted, settings, once=once))


def _site(out: str | None, settings: Settings, base_url: str | None) -> Path:
    """The folder of the site, after a look at whether it can be written and announced."""
    from sitrep.announcing import check_hub

    folder = Path(out or settings.out)
    check_folder(str(folder))
    check_hub(settings, base_url)
    return folder


def _watched(wanted: Wanted, settings: Settings, *, once: bool) -> bool:
    """Poll what is due once, or until told to stop; whether something failed in the one time."""
    from sitrep.progress import watched
    from sitrep.watching import Watch

    failed = False
    with _until_told() as stop, watched() as progress:
        watching = Watch(wanted, settings, clock=lambda: datetime.now(UTC), say=say, progress=progress)
        if once:
            failed = watching.poll()
        else:
            watching.run(stop)
    return failed


@click.command()
@db_option
@now_option
@json_option
@click.option("--no-retry", is_flag=True, help="Only list, try nothing again.")
@click.option("--opml", metavar="FILE", help="Only write the watched addresses as a list of feeds (- for standard output).")
def check(db: str | None, now: datetime | None, as_json: bool, no_retry: bool, opml: str | None) -> None:
    """Say how the watched addresses do and which inputs failed, after trying again those that may succeed."""
    from sitrep.checking import checked, lines, retried
    from sitrep.terminal import show

    if opml:
        with opened(db, now, create=False) as pipeline:
            _write_list(pipeline, opml)
        return
    with opened(db, now, create=False) as pipeline:
        if not no_retry:
            told(retried(pipeline), error=as_json)
        found = checked(pipeline)
        if as_json:
            for row in found.rows():
                print_line(row)
        else:
            show(lines(found))
    finish(found.broken)


def _write_list(pipeline: Pipeline, target: str) -> None:
    from sitrep.collect import outlines

    watched = pipeline.store.watched()
    if not watched:
        raise ConfigError("--opml", "there is nothing to write: no address is watched")
    lists = {one.address: one.listing for one in watched if one.listing}
    text = outlines([one.address for one in watched], made=pipeline.now, lists=lists)
    if target == "-":
        click.echo(text, nl=False)
        return
    try:
        with Path(target).open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError as error:
        raise PublishError(target, "is there already") from error
    except (OSError, ValueError) as error:
        raise PublishError(target, f"cannot be written ({getattr(error, 'strerror', None) or error})") from error
    say(f"{len(watched):,} addresses written to {target}")
