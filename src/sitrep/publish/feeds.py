"""Feeds of incidents: RSS 2.0 and Atom 1.0 (RFC 4287) that strict readers take.

An entry's id is `urn:sitrep:` and the incident's id, whatever address the site has, so that moving it repeats no entry. Dates come from
the reports alone, never from the clock: `updated` is the latest of an incident's reports and versions, a feed's `updated` the latest of
its entries. Without a base address, Atom links are relative to the feed's own place (RFC 4287, 4.2.7.1), while RSS, whose links
must be absolute, gives no link for an item and the site's URN for the channel. Titles are plain text without markup characters, since
readers of RSS take them for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

from markupsafe import Markup

import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order, tally
from sitrep.publish.dates import moment_of, period, rfc822, rfc3339
from sitrep.publish.geo import place_line
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.options import Site
from sitrep.publish.order import first_told, last_told
from sitrep.publish.render import render
from sitrep.publish.shelf import Shelf, shelve
from sitrep.publish.text import one_line, shorten
from sitrep.publish.versions import change_of, headline
from sitrep.records import Incident, Reading, SituationReport, make_id

_UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_MOST_SOURCES = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An incident as an entry of a feed; moments in UTC, `page` relative to the feed."""

    id: str
    title: str
    page: str
    updated: datetime
    published: datetime | None
    category: str | None
    sentences: tuple[str, ...]
    sources: tuple[tuple[str, str], ...]


def feeds(report: SituationReport, readings: Mapping[str, Reading], *, options: Site) -> Iterator[tuple[str, bytes]]:
    """feed.atom and feed.rss: the `options.max_feed` incidents last reported. Raises PublishError where the report contradicts itself."""
    yield from feeds_of(shelve(report, readings), options)


def feeds_of(shelf: Shelf, options: Site) -> Iterator[tuple[str, bytes]]:
    """The same from a report that is arranged already."""
    entries = entries_of(shelf, options.max_feed)
    updated = max((entry.updated for entry in entries), default=_UNKNOWN)
    values = {"site": options, "entries": entries, "updated": updated, "feed_id": feed_id(options), "rfc3339": rfc3339, "rfc822": rfc822}
    values |= {"title": plain_title(options.title), "html": _html, "known": updated != _UNKNOWN}
    yield "feed.atom", render("feed.atom", **values)
    yield "feed.rss", render("feed.rss", **values)


def feed_id(options: Site) -> str:
    """The feeds' own id: from the site's address where it is known, else from its title."""
    return f"urn:sitrep:{make_id('site', options.base_url or options.title)}"


def entries_of(shelf: Shelf, most: int) -> list[Entry]:
    """The incidents last told first; those of the same moment by id."""
    return [_entry(shelf, incident, updated_of(shelf, incident)) for incident in _latest(shelf, most)]


def _latest(shelf: Shelf, most: int) -> list[Incident]:
    by_id = sorted(shelf.report.incidents, key=lambda one: one.id)
    return sorted(by_id, key=lambda one: updated_of(shelf, one), reverse=True)[:most]


def updated_of(shelf: Shelf, incident: Incident) -> datetime:
    """When an incident's content last changed: its latest report or version; without a date of those, its own end or start; else 1970."""
    changed = [shelf.revisions[report.document] for report in incident.reports if report.document in shelf.revisions]
    seen = [one.seen for one in changed if one.seen and one.at is None and one.seen <= shelf.report.generated]
    told = max((moment for moment in (last_told(shelf, incident), *seen) if moment), default=None)
    own = [moment for date in (incident.end, incident.start) if (moment := moment_of(date)) and moment <= shelf.report.generated]
    return told or next(iter(own), _UNKNOWN)


def plain_title(title: str) -> str:
    """A title that reads the same as text and as HTML: no angle brackets, nothing that looks like an entity."""
    line = shorten(title, 200).replace("<", "‹").replace(">", "›")
    return _ENTITY.sub("＆", line)


def _entry(shelf: Shelf, incident: Incident, updated: datetime) -> Entry:
    first = first_told(shelf, incident)
    return Entry(
        id=f"urn:sitrep:{quote(incident.id, safe='-._')}",
        title=plain_title(title_of(incident)),
        page=page_of(incident),
        updated=updated,
        published=min(first, updated) if first else None,
        category=incident.type.value if incident.type else None,
        sentences=_sentences(shelf, incident),
        sources=_sources(shelf, incident),
    )


def _sentences(shelf: Shelf, incident: Incident) -> tuple[str, ...]:
    """What is reported, how widely it is told, and how far to rely on it, in plain sentences."""
    where = place_line(incident.place) if incident.place else "Place not known"
    found = [f"{where}, {period(incident.start, incident.end)}.", f"{tally(shelf, incident)}."]
    for claim in sorted(incident.claims, key=claim_order):
        lead = words.lead_account(claim)
        if lead is not None:
            sentence = words.claim_sentence(claim.attribute, lead)
            found.append(
                f"{sentence} Grade {lead.grade} ({words.grade_words(lead.grade)}): {words.standing(claim, incident)}; {claim.state.value}."
            )
    for report in incident.reports:
        changed = change_of(shelf, report.document)
        if changed is not None and changed.points:
            found.append(f"{report.outlet or 'An article'}: {headline(changed.revision)}.")
    return tuple(one_line(sentence) for sentence in found)


def _sources(shelf: Shelf, incident: Incident) -> tuple[tuple[str, str], ...]:
    """The addresses of the articles, each once, with their titles."""
    found: dict[str, str] = {}
    for report in incident.reports:
        card = shelf.cards.get(report.document)
        if card and card.url:
            found.setdefault(card.url, plain_title(card.title))
    return tuple(sorted(found.items())[:_MOST_SOURCES])


def _html(entry: Entry, link: str | None) -> str:
    """An entry's content as HTML source, itself to be escaped by the feed's template."""
    paragraphs = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in entry.sentences)
    more = Markup('<p><a href="{}">All accounts, with their passages</a></p>').format(link) if link else Markup("")
    return str(paragraphs + more)
