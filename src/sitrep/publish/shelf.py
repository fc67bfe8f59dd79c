"""The report and its readings, arranged so that pages can look things up. Texts are not kept: a reading is fetched for its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sitrep.errors import PublishError
from sitrep.publish.dates import moment_of, order_of
from sitrep.publish.text import one_line, page_name, shorten, web_address
from sitrep.records import Article, Document, Incident, Reading, Report, Revision, SituationReport, public_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The light facts of one document: enough to name it and to link to it."""

    id: str
    article: str
    page: str
    title: str
    titled: bool
    outlet: str | None
    published: str | None
    updated: str | None
    authors: tuple[str, ...]
    credit: str | None
    url: str | None
    key: str
    capture: str | None
    language: str | None
    statements: int

    @property
    def appeared(self) -> str | None:
        """When this version appeared, as far as known."""
        return self.updated or self.published


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The report, its readings, a card for each document, the versions of each article in order, each document's incidents,
    the incident of each id, what is known of each article that was changed or is gone, and the revision that a document is.
    """

    report: SituationReport
    readings: Mapping[str, Reading]
    cards: Mapping[str, Card]
    versions: Mapping[str, tuple[str, ...]]
    incidents: Mapping[str, tuple[Incident, ...]]
    named: Mapping[str, Incident]
    changed: Mapping[str, Article]
    revisions: Mapping[str, Revision]

    def articles(self, reports: Iterable[Report]) -> int:
        """How many articles the reports are: versions of one article count once."""
        return len({self.article_of(report) for report in reports})

    def article_of(self, report: Report) -> str:
        """The article that a report's document is a version of."""
        card = self.cards.get(report.document)
        return card.article if card else report.document

    def published(self, report: Report) -> datetime | None:
        """When a report appeared; None where that is not known or is after the moment of the situation report."""
        card = self.cards.get(report.document)
        moments = [moment_of(date) for date in (report.published, card.published if card else None, card.updated if card else None)]
        known = [moment for moment in moments if moment is not None and moment <= self.report.generated]
        return max(known, default=None)


def publishers(reports: Iterable[Report]) -> int:
    """How many different outlets the reports name."""
    return len({one_line(report.outlet).casefold() for report in reports if report.outlet})


def shelve(report: SituationReport, readings: Mapping[str, Reading]) -> Shelf:
    """Arrange a report and its readings. Keys are public names from here on (`records.public_name`), in cards and in the report.

    Raises PublishError where the report contradicts itself (a wrong index, an id used twice).
    """
    _check(report)
    cards = {name: _card(readings[name].document, len(readings[name].statements)) for name in sorted(readings)}
    versions: dict[str, list[str]] = {}
    for name, card in cards.items():
        versions.setdefault(card.article, []).append(name)
    incidents: dict[str, list[Incident]] = {}
    for incident in sorted(report.incidents, key=lambda one: one.id):
        for document in sorted({one.document for one in incident.reports}):
            incidents.setdefault(document, []).append(incident)
    changed = {article.id: article for article in report.articles}
    return Shelf(
        report=_named(report),
        readings=readings,
        cards=cards,
        versions={article: _in_order(names, cards, changed.get(article)) for article, names in versions.items()},
        incidents={document: tuple(found) for document, found in incidents.items()},
        named={incident.id: incident for incident in report.incidents},
        changed=changed,
        revisions={revision.after: revision for article in report.articles for revision in article.revisions},
    )


def _named(report: SituationReport) -> SituationReport:
    """The report with public names in place of keys."""
    incidents = tuple(
        replace(each, reports=tuple(replace(one, key=public_name(one.key, one.document)) for one in each.reports))
        for each in report.incidents
    )
    proposals = tuple(
        replace(each, positions=tuple(replace(one, key=public_name(one.key, one.document)) for one in each.positions))
        for each in report.proposals
    )
    return replace(report, incidents=incidents, proposals=proposals)


def _in_order(names: Iterable[str], cards: Mapping[str, Card], article: Article | None) -> tuple[str, ...]:
    """The versions of an article, oldest first: as the report has them, else by date."""
    known = {name: at for at, name in enumerate(article.versions)} if article else {}
    return tuple(sorted(names, key=lambda name: (known.get(name, -1), order_of(cards[name].appeared), name)))


def _card(document: Document, statements: int) -> Card:
    title, key = one_line(document.title or ""), public_name(document.key, document.id)
    return Card(
        id=document.id,
        article=document.article,
        page=f"document/{page_name(document.id)}.html",
        title=title or shorten(document.text, 80) or one_line(key) or "without title",
        titled=bool(title),
        outlet=document.outlet,
        published=document.published,
        updated=document.updated,
        authors=document.authors,
        credit=document.credit,
        url=web_address(document.url),
        key=key,
        capture=document.capture,
        language=document.language,
        statements=statements,
    )


def _check(report: SituationReport) -> None:
    names: set[str] = set()
    for name in [one.id for one in report.incidents] + [one.id for one in report.proposals]:
        if name in names:
            raise PublishError(name, "two incidents or proposals have this id")
        names.add(name)
    for incident in report.incidents:
        used = {index for origin in incident.origins for index in origin.reports}
        used.update(index for origin in incident.origins for edge in origin.edges for index in (edge.from_, edge.to))
        used.update(index for claim in incident.claims for account in claim.accounts for index in account.reports)
        wrong = sorted(index for index in used if not 0 <= index < len(incident.reports))
        if wrong:
            raise PublishError(incident.id, f"names report {wrong[0]}, but has {len(incident.reports)}")
