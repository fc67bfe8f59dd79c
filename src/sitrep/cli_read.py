"""The command `read`: what inputs say, for people, for programs, as PLOVER records and as a map."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

import click

from sitrep.codec import to_json
from sitrep.config import Settings, load
from sitrep.console import (
    db_option,
    finish,
    inputs_argument,
    json_option,
    now_option,
    opened,
    outlet_option,
    print_line,
    published_option,
    tell_failure,
    told,
)
from sitrep.errors import PublishError
from sitrep.records import Document, Failure, Reading


@click.command()
@inputs_argument
@db_option
@now_option
@outlet_option
@published_option
@json_option
@click.option("--csv", "table", metavar="FILE", help="Write the events as PLOVER records (CSV) to FILE.")
@click.option("--map", "chart", metavar="FILE", help="Write the events that have a place as GeoJSON to FILE.")
@click.option("--reader", "reader_name", help="Which reader: trained (the default) or rules.")
def read(
    inputs: tuple[str, ...],
    db: str | None,
    now: datetime | None,
    outlet: str | None,
    published: str | None,
    as_json: bool,
    table: str | None,
    chart: str | None,
    reader_name: str | None,
) -> None:
    """Read INPUTs and print what they say; without INPUT, read what the database holds unread."""
    from sitrep.read import reader

    settings = load()
    settings = replace(settings, reader=reader_name or settings.reader)
    reader(settings.reader, actors=settings.actors)
    if not inputs:
        if table or chart:
            raise click.UsageError("--csv and --map want INPUT...")
        with opened(db, now, settings=settings, create=False) as pipeline:
            failed = told([pipeline.read()])
        finish(failed)
        return
    documents: Iterable[Document | Failure] = documents_of(inputs, settings, now, outlet, published)
    if any(one.lower().startswith(("http://", "https://")) or one.lower().endswith(".opml") for one in inputs):
        # What is fetched comes through a thread, beside which no process should be started: that ends before reading begins.
        documents = list(documents)
    finish(_read_all(documents, settings, as_json, table, chart))


def _read_all(documents: Iterable[Document | Failure], settings: Settings, as_json: bool, table: str | None, chart: str | None) -> bool:
    """Read documents, print each reading as it comes and write its events to the files asked for; whether any failed."""
    from sitrep.pipeline import read_all
    from sitrep.publish import CodedFiles

    failed = False
    with ExitStack() as stack:
        coded = stack.enter_context(CodedFiles(_written(stack, table), _written(stack, chart)))
        for item in read_all(documents, settings):
            failed |= isinstance(item, Failure)
            if isinstance(item, Failure):
                tell_failure(item, as_json)
            else:
                coded.add(item)
                _print(item, as_json)
    return failed


def _print(reading: Reading, as_json: bool) -> None:
    from sitrep.terminal import reading_lines, show

    if as_json:
        print_line({"key": reading.document.key, **to_json(reading)})
    else:
        show(reading_lines(reading))


def _written(stack: ExitStack, path: str | None) -> TextIO | None:
    """A file to write to; None if none is asked for. Raises PublishError naming one that cannot be written."""
    if path is None:
        return None
    try:
        return stack.enter_context(Path(path).open("w", encoding="utf-8", newline=""))
    except OSError as error:
        raise PublishError(path, f"cannot be written: {error.strerror or error}") from error


def documents_of(
    inputs: Iterable[str],
    settings: Settings,
    now: datetime | None,
    outlet: str | None,
    published: str | None,
    *,
    spread: bool = False,
) -> Iterator[Document | Failure]:
    """The documents in inputs, in order; what cannot be read is a Failure in its place. `spread` shares many pages out among processes."""
    from sitrep.asked import fetching, limits
    from sitrep.batch import map_some
    from sitrep.collect import collect as collect_inputs

    found = collect_inputs(
        list(inputs),
        received=now or datetime.now(UTC),
        limits=limits(settings),
        outlet=outlet,
        published=published,
        fetching=fetching(settings),
        spreading=partial(map_some, workers=settings.workers) if spread else None,
    )
    for item in found:
        if isinstance(item, Failure):
            yield item
        elif isinstance(item, tuple):
            yield from item[2]
