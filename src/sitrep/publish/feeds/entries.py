"""What stands in feeds: incidents, changes of articles without a note, proposals and assessments, each as an entry of one form.

An entry's id is `urn:sitrep:` and the record's id, whatever address the site has, so that moving it repeats no entry. Dates come from
the records alone, never from the clock: `updated` is the latest of an incident's reports and versions, of a proposal's positions, of an
assessment's deeds. Titles are plain text without markup characters, since readers of RSS take them for HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote

import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order, tally
from sitrep.publish.dates import moment_of, period
from sitrep.publish.feeds.known import Known
from sitrep.publish.geo import place_line
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.order import first_told, last_told
from sitrep.publish.proposals import proposal_view
from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line, shorten
from sitrep.publish.versions import Changes, change_of, headline
from sitrep.records import Incident, Proposal, make_id

UNKNOWN = datetime(1970, 1, 1, tzinfo=UTC)
INCIDENTS, CORRECTIONS, PROPOSALS, ASSESSMENTS = "feed", "feed/corrections", "feed/proposals", "feed/assessments"
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
MOST_LINKS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a feed; moments in UTC, `page` and `related` relative to the site. `home` is the path, without its ending, of the
    feed that the entry is first of all in; `via` are the addresses of the articles that it rests on, with their titles.
    """

    id: str
    home: str
    title: str
    page: str
    updated: datetime
    published: datetime | None = None
    author: str | None = None
    categories: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    via: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, str], ...] = ()

    @property
    def dated(self) -> bool:
        """Whether it is known when it was updated."""
        return self.updated != UNKNOWN


def urn(record_id: str) -> str:
    """The id of the entry of a record."""
    return f"urn:sitrep:{quote(record_id, safe='-._')}"


def plain_title(title: str) -> str:
    """A title that reads the same as text and as HTML: no angle brackets, nothing that looks like an entity."""
    line = shorten(title, 200).replace("<", "‹").replace(">", "›")
    return _ENTITY.sub("＆", line)


def updated_of(shelf: Shelf, incident: Incident) -> datetime:
    """When an incident's content last changed: its latest report or version; without a date of those, its own end or start; else 1970."""
    changed = [shelf.revisions[report.document] for report in incident.reports if report.document in shelf.revisions]
    seen = [one.seen for one in changed if one.seen and one.at is None and one.seen <= shelf.report.generated]
    told = max((moment for moment in (last_told(shelf, incident), *seen) if moment), default=None)
    own = [moment for date in (incident.end, incident.start) if (moment := moment_of(date)) and moment <= shelf.report.generated]
    return told or next(iter(own), UNKNOWN)


def incident_entry(known: Known, incident: Incident) -> Entry:
    """An incident: what is reported, how widely it is told, and how far to rely on it."""
    shelf = known.shelf
    first, updated = first_told(shelf, incident), updated_of(shelf, incident)
    return Entry(
        id=urn(incident.id),
        home=INCIDENTS,
        title=plain_title(title_of(incident)),
        page=page_of(incident),
        updated=updated,
        published=min(first, updated) if first else None,
        categories=((incident.type.value,) if incident.type else ()) + tuple(map(plain_title, known.contexts.get(incident.id, ()))),
        sentences=_sentences(shelf, incident),
        via=via(shelf, (report.document for report in incident.reports)),
        related=_related(known, incident),
    )


def _sentences(shelf: Shelf, incident: Incident) -> tuple[str, ...]:
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


def via(shelf: Shelf, documents: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The addresses of articles, each once, with their titles."""
    found: dict[str, str] = {}
    for document in documents:
        card = shelf.cards.get(document)
        if card and card.url:
            found.setdefault(card.url, plain_title(card.title))
    return tuple(sorted(found.items())[:MOST_LINKS])


def _related(known: Known, incident: Incident) -> tuple[tuple[str, str], ...]:
    """The site's pages of the proposals that are put forward in an incident's documents, then of the documents."""
    documents = list(dict.fromkeys(report.document for report in incident.reports))
    proposals = {one.id: one for document in documents for one in known.proposed.get(document, ())}
    views = [proposal_view(known.shelf, proposals[name]) for name in sorted(proposals)[:MOST_LINKS]]
    return (*((view.href, plain_title(view.text)) for view in views), *document_pages(known.shelf, documents))


def document_pages(shelf: Shelf, documents: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The site's pages of documents, each once, with their titles, in the order of their addresses."""
    cards = {shelf.cards[one].page: plain_title(shelf.cards[one].title) for one in documents if one in shelf.cards}
    return tuple(sorted(cards.items())[:MOST_LINKS])


def correction_moment(shelf: Shelf, change: Changes) -> datetime:
    """When an article was changed, as it says or as was first seen; what lies after the report's own moment does not count."""
    moments = (moment_of(date) for date in (change.when, change.later.appeared, change.earlier.appeared))
    return next((moment for moment in moments if moment and moment <= shelf.report.generated), UNKNOWN)


def correction_id(change: Changes) -> str:
    """The id of a change: of the two versions that it lies between."""
    return make_id("change", change.revision.before, change.revision.after)


def correction_entry(known: Known, change: Changes) -> Entry:
    """A change of an article without a note: what was changed, where, and which incidents it is about."""
    shelf, moment = known.shelf, correction_moment(known.shelf, change)
    outlet = one_line(change.later.outlet or "") or "Publisher not known"
    about = shelf.incidents.get(change.later.id, ())
    return Entry(
        id=urn(correction_id(change)),
        home=CORRECTIONS,
        title=plain_title(f"{', '.join(change.points)}: {change.later.title}"),
        page=f"{change.later.page}#versions",
        updated=moment,
        published=moment if moment != UNKNOWN else None,
        sentences=(one_line(f"{outlet}: {headline(change.revision)}."), *(one_line(f"{title_of(one)}.") for one in about[:MOST_LINKS])),
        via=via(shelf, (change.later.id,)),
        related=(
            *((page_of(one), plain_title(title_of(one))) for one in about[:MOST_LINKS]),
            *document_pages(shelf, (change.revision.before,)),
        ),
    )


def proposal_moment(shelf: Shelf, proposal: Proposal) -> datetime:
    """When a proposal last moved: the date of the latest position on it, or of its document where the position has none."""
    dates = [date for one in proposal.positions for date in (one.date or _appeared(shelf, one.document),)]
    moments = [moment for date in dates if (moment := moment_of(date)) and moment <= shelf.report.generated]
    return max(moments, default=UNKNOWN)


def _appeared(shelf: Shelf, document: str) -> str | None:
    card = shelf.cards.get(document)
    return card.appeared if card else None


def proposal_entry(known: Known, proposal: Proposal) -> Entry:
    """A proposal and who stands where."""
    shelf, view = known.shelf, proposal_view(known.shelf, proposal)
    documents = list(dict.fromkeys(one.document for one in proposal.positions))
    incidents = {one.id: one for document in documents for one in shelf.incidents.get(document, ())}
    stands = (f"{one.holder}: {one.stance}{_grounds(one.grounds)} ({one.outlet})." for one in view.positions[:MOST_LINKS])
    return Entry(
        id=urn(proposal.id),
        home=PROPOSALS,
        title=plain_title(view.text),
        page=view.href,
        updated=proposal_moment(shelf, proposal),
        sentences=(one_line(f"{view.text[:1].upper()}{view.text[1:]}: {view.summary}."), *map(one_line, stands)),
        via=via(shelf, documents),
        related=(
            *((page_of(incidents[name]), plain_title(title_of(incidents[name]))) for name in sorted(incidents)[:MOST_LINKS]),
            *document_pages(shelf, documents),
        ),
    )


def _grounds(grounds: tuple[str, ...]) -> str:
    return f", because {'; '.join(grounds)}" if grounds else ""
