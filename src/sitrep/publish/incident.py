"""What the page of an incident shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sitrep.publish.chains as chains
import sitrep.publish.words as words
from sitrep.publish.accounts import ClaimView, claim_views, statements_of, tally
from sitrep.publish.dates import order_of, period
from sitrep.publish.geo import place_line
from sitrep.publish.graph import Edge, Locator, OriginGraph, coordinates, locator, origin_graph
from sitrep.publish.shelf import Card, Shelf
from sitrep.publish.text import anchor, one_line, page_name
from sitrep.publish.ties import Tie, ties
from sitrep.publish.versions import Changes, change_of
from sitrep.records import Absence, Act, Incident, Judged, JudgementKind, Origin, Polarity, Report, State, Statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """An origin: who rests on it, why they are held to, and the ties that say so; `more` ties are left out."""

    origin: Origin
    articles: int
    publishers: tuple[tuple[str, int, str | None], ...]
    ties: tuple[Tie, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One line of "How it was told"."""

    date: str | None
    outlet: str
    href: str | None
    title: str
    what: tuple[str, ...]
    changes: Changes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One document that the incident rests on."""

    outlet: str
    title: str
    href: str | None
    card: Card | None
    key: str
    published: str | None
    main: bool
    replaced: bool
    gone: Absence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """An analyst's judgement: what was done by whom, on which day and why; `apart` are title and address of what it was parted from."""

    did: str
    apart: tuple[tuple[str, str | None], ...]
    by: str
    day: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentView:
    """All that the page of an incident shows."""

    incident: Incident
    title: str
    when: str
    where: str
    kind: str
    tally: str
    judgements: tuple[Word, ...]
    claims: tuple[ClaimView, ...]
    witnesses: tuple[Witness, ...]
    graph: OriginGraph | None
    told: tuple[Telling, ...]
    locator: Locator | None
    coordinates: str | None
    precision: str | None
    evidence: tuple[Evidence, ...]


def page_of(incident: Incident) -> str:
    """The path of an incident's page."""
    return f"incident/{page_name(incident.id)}.html"


def title_of(incident: Incident) -> str:
    """An incident's title; where it has none, that is said."""
    return one_line(incident.title) or "An incident without a title"


def incident_view(shelf: Shelf, incident: Incident) -> IncidentView:
    """Arrange an incident for its page."""
    statements = statements_of(shelf, incident)
    witnesses = tuple(_witness(shelf, incident, origin, statements) for origin in _by_reach(incident))
    place = incident.place
    return IncidentView(
        incident=incident,
        title=title_of(incident),
        when=period(incident.start, incident.end),
        where=place_line(place),
        kind=_kind(shelf, incident),
        tally=tally(shelf, incident),
        judgements=tuple(_word(shelf, judged) for judged in incident.judgements),
        claims=claim_views(shelf, incident, statements),
        witnesses=witnesses,
        graph=_graph(witnesses),
        told=_told(shelf, incident, statements),
        locator=locator(place),
        coordinates=coordinates(place) if place else None,
        precision=words.PRECISIONS[place.precision] if place else None,
        evidence=tuple(_evidence(shelf, report) for report in sorted(incident.reports, key=_report_order)),
    )


def _word(shelf: Shelf, judged: Judged) -> Word:
    merged = judged.kind is JudgementKind.MERGE
    others = [(name, shelf.named.get(name)) for name in (() if merged else judged.incidents)]
    return Word(
        did="Joined" if merged else "Kept apart from" if others else "Kept apart from reports that told it in passing",
        apart=tuple((title_of(other), f"{page_name(name)}.html") if other else (name, None) for name, other in others),
        by=one_line(judged.by) or "an analyst",
        day=judged.at.date().isoformat(),
        reason=judged.reason,
    )


def _report_order(report: Report) -> tuple[object, ...]:
    return (order_of(report.published), report.outlet or "", report.document)


def _by_reach(incident: Incident) -> list[Origin]:
    return sorted(incident.origins, key=lambda one: (-len(one.reports), one.label, one.id))


def _kind(shelf: Shelf, incident: Incident) -> str:
    """PLOVER's type, and the mode that most of the incident's events of this type have: "ASSAULT · destroy"."""
    if incident.type is None:
        return "no PLOVER type fits"
    modes: Counter[str] = Counter()
    for report in incident.reports:
        reading = shelf.readings.get(report.document)
        chosen = set(report.events)
        for event in reading.events if reading else ():
            if event.id in chosen and event.type is incident.type and event.mode:
                modes[event.mode] += 1
    commonest = min(modes, key=lambda mode: (-modes[mode], mode), default=None)
    return incident.type.value + (f" · {one_line(commonest)}" if commonest else "")


def _witness(shelf: Shelf, incident: Incident, origin: Origin, statements: Mapping[str, tuple[Statement, int]]) -> Witness:
    by_publisher: dict[str, list[Report]] = {}
    for index in sorted(set(origin.reports), key=lambda one: _report_order(incident.reports[one])):
        report = incident.reports[index]
        by_publisher.setdefault(chains.chain(report.outlet, None)[0], []).append(report)
    listed = [
        (publisher, shelf.articles(reports), passage_link(shelf, reports[0], statements))
        for publisher, reports in sorted(by_publisher.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    articles = shelf.articles(incident.reports[index] for index in set(origin.reports))
    shown = ties(shelf, incident, origin)
    return Witness(origin=origin, articles=articles, publishers=tuple(listed), ties=shown, more=max(0, len(origin.edges) - len(shown)))


def passage_link(shelf: Shelf, report: Report, statements: Mapping[str, tuple[Statement, int]]) -> str | None:
    """A link to a report's first statement about the incident, else to its document, else None."""
    card = shelf.cards.get(report.document)
    if card is None:
        return None
    own = next((name for name in report.statements if name in statements), None)
    return f"../{card.page}" + (f"#{anchor('st', own)}" if own else "")


def _graph(witnesses: tuple[Witness, ...]) -> OriginGraph | None:
    edges = [
        Edge(publisher=publisher, origin=witness.origin.id, articles=articles, href=href)
        for witness in witnesses
        for publisher, articles, href in witness.publishers
    ]
    labels = [(witness.origin.id, one_line(witness.origin.label) or "origin not known") for witness in witnesses]
    return origin_graph(labels, edges) if edges else None


def _told(shelf: Shelf, incident: Incident, statements: Mapping[str, tuple[Statement, int]]) -> tuple[Telling, ...]:
    """The reports in the order in which they appeared, each with what was new about it."""
    seen_origins: set[str] = set()
    seen_articles: set[str] = set()
    labels = {origin.id: one_line(origin.label) or "an origin not known" for origin in incident.origins}
    told = []
    for number, report in enumerate(sorted(incident.reports, key=lambda report: _told_order(shelf, report))):
        label = labels.get(report.origin, "an origin not known")
        what = [
            "first report" if number == 0 else f"first to rest on {label}" if report.origin not in seen_origins else f"rests on {label}"
        ]
        if number == 0:
            what.append(f"rests on {label}")
        what += _denials(incident, report, statements)
        article = shelf.article_of(report)
        changed = change_of(shelf, report.document)
        if article in seen_articles:
            what[0] = "a later version"
        seen_articles.add(article)
        seen_origins.add(report.origin)
        told.append(_telling(shelf, report, tuple(what), changed, statements))
    return tuple(told)


def _told_order(shelf: Shelf, report: Report) -> tuple[object, ...]:
    """Reports as they appeared; the versions of an article in their order, each when it was changed."""
    changed = change_of(shelf, report.document)
    versions = shelf.versions.get(shelf.article_of(report), ())
    place = versions.index(report.document) if report.document in versions else 0
    return (order_of(changed.when if changed else report.published), report.outlet or "", place, report.document)


def _telling(
    shelf: Shelf, report: Report, what: tuple[str, ...], changed: Changes | None, statements: Mapping[str, tuple[Statement, int]]
) -> Telling:
    card = shelf.cards.get(report.document)
    return Telling(
        date=changed.when if changed else report.published,
        outlet=chains.chain(report.outlet, None)[0],
        href=passage_link(shelf, report, statements),
        title=card.title if card else report.key,
        what=what,
        changes=changed,
    )


def _denials(incident: Incident, report: Report, statements: Mapping[str, tuple[Statement, int]]) -> list[str]:
    """Who denies in this report, where the incident has a denied claim."""
    if not any(claim.state is State.DENIED for claim in incident.claims):
        return []
    deniers = {
        chains.link_name(statement.attribution[-1])
        for name in report.statements
        if name in statements and (statement := statements[name][0]).attribution
        if statement.attribution[-1].act is Act.DENY or statement.polarity is Polarity.NEGATIVE
    }
    return [f"carries a denial by {name}" for name in sorted(deniers)]


def _evidence(shelf: Shelf, report: Report) -> Evidence:
    card, known = shelf.cards.get(report.document), shelf.changed.get(shelf.article_of(report))
    return Evidence(
        outlet=chains.chain(report.outlet, None)[0],
        title=card.title if card else report.key,
        href=f"../{card.page}" if card else None,
        card=card,
        key=report.key,
        published=report.published,
        main=report.main,
        replaced=report.replaced_by is not None,
        gone=known.gone if known else None,
    )
