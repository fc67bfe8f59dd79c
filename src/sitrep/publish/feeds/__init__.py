"""Feeds of what is reported, and of what is changed, proposed and assessed: for everything, and for an area, a topic, a type, an outlet or
an analyst.

    slugs      names as parts of addresses
    known      what entries are made from
    entries    incidents, changes and proposals as entries; assessed: assessments
    channels   which feeds there are and what is in each
    written    Atom, RSS, JSON Feed and OPML
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from sitrep.publish.feeds.channels import FORMATS, KINDS, Channel, Channels
from sitrep.publish.feeds.entries import PROPOSALS
from sitrep.publish.feeds.written import channel_files, list_of
from sitrep.publish.markings import going_out
from sitrep.publish.options import Site
from sitrep.publish.shelf import Shelf, shelve
from sitrep.records import Reading, SituationReport

__all__ = ["FORMATS", "KINDS", "PROPOSALS", "Channel", "Channels", "channels_of", "feeds", "files_of", "is_feed"]


def feeds(report: SituationReport, readings: Mapping[str, Reading], *, options: Site) -> Iterator[tuple[str, bytes]]:
    """Every feed in every format, each with its `options.max_feed` latest entries, and where the site's address is known the list of them.

    What `options.marking` or an embargo at the report's moment keeps back is in none. Raises PublishError where the report contradicts
    itself.
    """
    report = going_out(report, marking=options.marking, now=report.generated)
    yield from files_of(channels_of(shelve(report, readings), options), options)


def channels_of(shelf: Shelf, options: Site) -> Channels:
    """The feeds of a report that is arranged already, and is as it may go out."""
    return Channels(shelf, options)


def files_of(channels: Channels, options: Site) -> Iterator[tuple[str, bytes]]:
    """The files of the feeds, as (path, bytes)."""
    for channel in channels.all:
        yield from channel_files(channels, channel, options)
    if options.base_url is not None:
        yield "feeds.opml", list_of(channels, options)


def is_feed(path: str) -> bool:
    """Whether a path of the site is that of a feed."""
    stem, _, ending = path.rpartition(".")
    return ending in FORMATS and (stem == "feed" or stem.startswith("feed/"))
