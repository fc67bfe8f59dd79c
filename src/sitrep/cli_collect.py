"""The commands `extract` and `feed`: collecting by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from sitrep.cli_read import documents_of
from sitrep.codec import to_json
from sitrep.config import load
from sitrep.console import (
    finish,
    inputs_argument,
    json_option,
    list_option,
    now_option,
    outlet_option,
    print_line,
    published_option,
    tell_failure,
)
from sitrep.errors import SitRepError
from sitrep.records import Capture, Failure

if TYPE_CHECKING:
    from sitrep.collect import Limits


@click.command()
@inputs_argument
@json_option
@outlet_option
@published_option
@now_option
def extract(inputs: tuple[str, ...], as_json: bool, outlet: str | None, published: str | None, now: datetime | None) -> None:
    """Print the documents in INPUTs: collecting without reading."""
    from sitrep.terminal import document_lines
    from sitrep.terminal import show as print_lines

    failed = False
    for item in documents_of(inputs, load(), now, outlet, published, spread=True):
        if isinstance(item, Failure):
            failed = True
            tell_failure(item, as_json)
        elif as_json:
            print_line({"key": item.key, "document": to_json(item)})
        else:
            print_lines([*document_lines(item), *((line, "") for line in item.text.splitlines()), ("", "")])
    finish(failed)


@click.command()
@click.argument("files", nargs=-1, required=True, metavar="FEED...")
@json_option
@list_option
def feed(files: tuple[str, ...], as_json: bool, listing: str | None) -> None:
    """Print the entries of feeds (files or web addresses); of a page or a list of feeds (OPML), the feeds that it names.

    With --list, the articles that a page lists.
    """
    from sitrep.asked import fetching, limits
    from sitrep.collect import receive

    failed = False
    settings = load()
    bounds = limits(settings)
    for item in receive(
        files, received=datetime.now(UTC), limits=bounds, fetching=fetching(settings), listing=lambda _: listing or None, as_named=True
    ):
        found = _feed_or_list(*item, bounds) if isinstance(item, tuple) else item
        if isinstance(found, Failure):
            failed = True
            tell_failure(found, as_json)
        elif isinstance(found, dict):
            print_line(found) if as_json else _feed_lines(found)
    finish(failed)


def _feed_or_list(capture: Capture, body: bytes, bounds: Limits) -> dict[str, Any] | Failure:
    """A feed, the feeds that a page or a list names, or the articles that a page lists."""
    from sitrep.collect import feed as parsed
    from sitrep.collect import listed, listing_feed

    try:
        if capture.listing:
            return listing_feed(capture, body, bounds)
        feeds = listed(capture, body)
        if feeds:
            return {"feeds": feeds}
        return parsed(capture, body) if feeds is None else Failure(subject=capture.key, reason="names no feed")
    except SitRepError as error:
        return error.failure()


def _feed_lines(found: dict[str, Any]) -> None:
    from sitrep.terminal import clean
    from sitrep.terminal import show as print_lines

    if "feeds" in found:
        print_lines((f"{clean(one['url'])}  {clean(one['title'] or one['kind'] or '')}".rstrip(), "") for one in found["feeds"])
        return
    print_lines([(clean(found["feed"]["title"] or "untitled feed"), "bold")])
    print_lines((f"  {entry['published'] or 'date not known'}  {clean(entry['title'] or 'untitled')}", "") for entry in found["entries"])
