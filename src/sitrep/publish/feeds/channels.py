"""Which feeds there are, and what is in each: the latest of everything, and those for an area, a topic, a type, an outlet or an analyst."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

import sitrep.publish.words as words
from sitrep.publish.feeds.assessed import assessment_entry, assessment_moment
from sitrep.publish.feeds.entries import (
    ASSESSMENTS,
    CORRECTIONS,
    INCIDENTS,
    PROPOSALS,
    UNKNOWN,
    Entry,
    correction_entry,
    correction_id,
    correction_moment,
    incident_entry,
    plain_title,
    proposal_entry,
    proposal_moment,
    updated_of,
)
from sitrep.publish.feeds.known import Known, known_of
from sitrep.publish.feeds.slugs import folded, slug
from sitrep.publish.geo import country_name
from sitrep.publish.options import Site
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line, page_name
from sitrep.publish.versions import Changes, history
from sitrep.records import Assessment, EventType, Incident, Location, Precision, Proposal, State

DISPUTES = "feed/disputes"
FORMATS = ("atom", "rss", "json")
# The kinds of feed, in the order in which they are listed, with their headings.
KINDS = {
    "all": "Everything",
    "area": "Areas",
    "topic": "Topics",
    "type": "Kinds of incident",
    "outlet": "Publishers",
    "analyst": "Analysts",
}
_OPEN = (State.DISPUTED, State.DENIED, State.REVISED)
_FIXED = {
    INCIDENTS: ("Incidents", "Incidents: what is reported, on whose word, how far to rely on it", "index.html"),
    DISPUTES: ("Accounts that do not agree", "Incidents with accounts that exclude each other, are denied or were revised", "index.html"),
    CORRECTIONS: ("Changed without a note", "Facts that publishers changed in articles without saying so", "index.html"),
    PROPOSALS: ("Proposals", "Proposals, the one that moved last first, and who stands where", "index.html"),
    ASSESSMENTS: ("Assessments", "What analysts wrote: assessments and responses", "index.html"),
}

Record = Incident | Changes | Proposal | Assessment


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What an entry is made from when it is needed: a record, its id, and when it changed."""

    id: str
    updated: datetime
    record: Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Channel:
    """A feed: its kind, path without ending, what it is of, in a sentence, the site's page for it, and its items, the latest first."""

    kind: str
    path: str
    title: str
    about: str
    page: str
    items: tuple[Item, ...]
    total: int

    @property
    def updated(self) -> datetime:
        """The latest of its entries; 1970 where it has none (Atom asks for a date)."""
        return self.items[0].updated if self.items else UNKNOWN

    @property
    def dated(self) -> bool:
        """Whether a date of its entries is known."""
        return self.updated != UNKNOWN

    @property
    def anchor(self) -> str:
        """Its place on the page that lists feeds."""
        return self.path.removeprefix("feed/").replace("/", ".")

    def name(self, options: Site) -> str:
        """The feed's title: that of the site, and of what the feed is."""
        return plain_title(options.title if self.path == INCIDENTS else f"{one_line(options.title)}: {self.title}")


@dataclass(slots=True)
class _Group:
    """What is gathered for one feed, by ids, with the spellings of its name."""

    items: dict[str, Item]
    names: Counter[str]


class Channels:
    """The feeds of a report. `left` says how many of each kind were left out, so that a great store makes no more than
    `options.max_feeds` of a kind: those with the most entries are kept, of as many those first in the alphabet.
    """

    def __init__(self, shelf: Shelf, options: Site) -> None:
        self.known: Known = known_of(shelf)
        self._options = options
        self._areas = _areas(shelf.report.incidents)
        fixed = {path: _Group({}, Counter()) for path in _FIXED}
        groups: dict[tuple[str, str], _Group] = {}
        items = tuple(self._items())
        for item in items:
            for path in _fixed_of(item.record):
                fixed[path].items[item.id] = item
            for kind, name, title in dict.fromkeys(self._keys(item.record)):
                group = groups.setdefault((kind, f"feed/{kind}/{name}"), _Group({}, Counter()))
                group.items[item.id] = item
                group.names[title] += 1
        self.left = {kind: max(0, sum(one == kind for one, _ in groups) - options.max_feeds) for kind in KINDS}
        everything = [self._channel("all", path, *_FIXED[path], group) for path, group in fixed.items()]
        # Those of everything, but that of all incidents, which every page names.
        self.main: tuple[Channel, ...] = tuple(one for one in everything if one.path != INCIDENTS)
        self.all: tuple[Channel, ...] = (*everything, *self._chosen(groups))
        self.by_path: Mapping[str, Channel] = {one.path: one for one in self.all}
        self.changed: Mapping[str, datetime] = {page: moment for item in items for page, moment in _dated(item)}

    def entry(self, item: Item) -> Entry:
        """The entry of an item."""
        record = item.record
        if isinstance(record, Incident):
            return incident_entry(self.known, record)
        if isinstance(record, Proposal):
            return proposal_entry(self.known, record)
        return assessment_entry(self.known, record) if isinstance(record, Assessment) else correction_entry(self.known, record)

    def of(self, record: Record) -> tuple[Channel, ...]:
        """The feeds that a record is a subject of, but those of everything."""
        paths = dict.fromkeys(f"feed/{kind}/{name}" for kind, name, _ in self._keys(record) if kind != "outlet")
        return tuple(self.by_path[path] for path in paths if path in self.by_path)

    def of_outlet(self, name: str | None) -> Channel | None:
        """The feed of an outlet, if there is one."""
        return self.by_path.get(f"feed/outlet/{slug(name)}") if name else None

    def _items(self) -> Iterator[Item]:
        shelf = self.known.shelf
        yield from (Item(id=one.id, updated=updated_of(shelf, one), record=one) for one in shelf.report.incidents)
        yield from (Item(id=one.id, updated=proposal_moment(shelf, one), record=one) for one in shelf.report.proposals)
        for change in (change for article in shelf.versions for change in history(shelf, article) if change.revision.silent):
            yield Item(id=correction_id(change), updated=correction_moment(shelf, change), record=change)
        for assessment in self.known.assessments.values():
            yield Item(id=assessment.id, updated=assessment_moment(shelf, assessment), record=assessment)

    def _keys(self, record: Record) -> Iterator[tuple[str, str, str]]:
        """The kind, the name in the address, and the title of each feed that a record belongs in, but those of everything."""
        if isinstance(record, Incident):
            yield from _area_keys(record.place)
            yield from (("topic", slug(_words(one)), _words(one)) for one in self.known.contexts.get(record.id, ()))
            if record.type is not None:
                yield "type", slug(record.type.value), record.type.value
            outlets = (one_line(report.outlet or "") for report in record.reports)
            yield from (("outlet", slug(outlet), outlet) for outlet in outlets if outlet)
        elif isinstance(record, Assessment):
            if one_line(record.area or ""):
                area = one_line(record.area or "")
                yield "area", *self._areas.get(folded(area), (slug(area), area))
            yield from (("topic", slug(_words(one)), _words(one)) for one in record.topics if _words(one))
            if one_line(record.by):
                yield "analyst", slug(record.by), one_line(record.by)

    def _chosen(self, groups: Mapping[tuple[str, str], _Group]) -> Iterator[Channel]:
        for wanted in KINDS:
            of_kind = sorted((-len(group.items), path) for (kind, path), group in groups.items() if kind == wanted)
            for path in sorted(path for _, path in of_kind[: self._options.max_feeds]):
                group = groups[wanted, path]
                title = min(group.names, key=lambda name: (-group.names[name], name))
                yield self._channel(wanted, path, title, _about(wanted, title), _page(wanted, path), group)

    def _channel(self, kind: str, path: str, title: str, about: str, page: str, group: _Group) -> Channel:
        by_id = sorted(group.items.values(), key=lambda item: item.id)
        latest = sorted(by_id, key=lambda item: item.updated, reverse=True)[: self._options.max_feed]
        return Channel(
            kind=kind, path=path, title=plain_title(title), about=plain_title(about), page=page, items=tuple(latest), total=len(by_id)
        )


def _dated(item: Item) -> Iterator[tuple[str, datetime]]:
    """The page of a record and when it last changed, where that is known."""
    if item.updated == UNKNOWN or isinstance(item.record, Changes):
        return
    folder = "incident" if isinstance(item.record, Incident) else "proposal" if isinstance(item.record, Proposal) else "assessment"
    yield f"{folder}/{page_name(item.id)}.html", item.updated


def _fixed_of(record: Record) -> tuple[str, ...]:
    if isinstance(record, Incident):
        return (INCIDENTS, DISPUTES) if any(claim.state in _OPEN and claim.accounts for claim in record.claims) else (INCIDENTS,)
    return (PROPOSALS,) if isinstance(record, Proposal) else (ASSESSMENTS,) if isinstance(record, Assessment) else (CORRECTIONS,)


def _area_keys(place: Location | None) -> Iterator[tuple[str, str, str]]:
    """A place's country, and its first-level area within it."""
    code = one_line((place.country if place else None) or "")
    if place is None or not code:
        return
    country = country_name(code) or code
    yield "area", slug(code), country
    area = one_line(place.admin or (place.name if place.precision is Precision.ADMIN else ""))
    if area:
        yield "area", f"{slug(code)}/{slug(area)}", f"{area}, {country}"


def _areas(incidents: Iterable[Incident]) -> dict[str, tuple[str, str]]:
    """The address and the title of each area that has incidents, by its names as an analyst would write them: code, country, area, both.

    A name that stands for a country and for an area means the country; one that several areas have, the first of their addresses.
    """
    found: dict[str, tuple[str, str]] = {}
    keys = sorted({key for one in incidents for key in _area_keys(one.place)}, key=lambda key: (key[1].count("/"), key))
    for _, name, title in keys:
        for spelling in (name if "/" not in name else title, title, title.rpartition(", ")[0] or title):
            found.setdefault(folded(spelling), (name, title))
    return found


def _words(topic: str) -> str:
    """A topic or a context in words: "human_rights" is "human rights"."""
    return one_line(topic.replace("_", " "))


def _about(kind: str, title: str) -> str:
    meanings = {one.value: words.EVENT_TYPES[one] for one in EventType}
    return {
        "area": f"Incidents and assessments: {title}",
        "topic": f"Incidents and assessments that have to do with: {title}",
        "type": f"Incidents of the type {title} (PLOVER): {meanings.get(title, '')}",
        "outlet": f"Incidents that {title} reports",
        "analyst": f"Assessments and responses by {title}",
    }[kind]


def _page(kind: str, path: str) -> str:
    return "outlets.html" if kind == "outlet" else f"feeds.html#{path.removeprefix('feed/').replace('/', '.')}"
