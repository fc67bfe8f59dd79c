"""The ties that hold an origin together, each with a passage of either document."""

from __future__ import annotations

from dataclasses import dataclass

from sitrep.publish.shelf import Shelf
from sitrep.publish.text import one_line
from sitrep.records import EdgeKind, Incident, Origin, OriginEdge

# A page shows so many ties of an origin: of a thousand copies the others are like these.
MOST = 12
_KINDS = {
    EdgeKind.CANONICAL: "named as the original",
    EdgeKind.COPY: "copy",
    EdgeKind.FEED: "named by the feed",
    EdgeKind.CREDIT: "same credit",
    EdgeKind.SOURCE: "same source",
    EdgeKind.OUTLET: "same outlet",
    EdgeKind.PICK_UP: "picked up",
    EdgeKind.FAMILY: "same publisher",
    EdgeKind.QUOTATION: "same quotation",
    EdgeKind.ERROR: "same rare error",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class End:
    """One end of a tie: the publisher, its article, the passage where there is one."""

    outlet: str
    href: str | None
    passage: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One tie: of what kind, why, between what; `joins` false for a hint that is not counted."""

    kind: str
    why: str
    joins: bool
    ends: tuple[End, End]


def ties(shelf: Shelf, incident: Incident, origin: Origin) -> tuple[Tie, ...]:
    """The first ties of an origin, one of each kind before others."""
    first: dict[EdgeKind, OriginEdge] = {}
    for edge in origin.edges:
        first.setdefault(edge.kind, edge)
    chosen = [*first.values(), *(edge for edge in origin.edges if edge not in first.values())][:MOST]
    return tuple(_tie(shelf, incident, edge) for edge in sorted(chosen, key=origin.edges.index))


def _tie(shelf: Shelf, incident: Incident, edge: OriginEdge) -> Tie:
    texts = [one_line(passage) if passage else None for passage in (*edge.passages, None, None)][:2]
    one, two = (_end(shelf, incident, at, text) for at, text in zip((edge.from_, edge.to), texts, strict=True))
    return Tie(kind=_KINDS[edge.kind], why=one_line(edge.why), joins=edge.joins, ends=(one, two))


def _end(shelf: Shelf, incident: Incident, at: int, text: str | None) -> End:
    report = incident.reports[at]
    card = shelf.cards.get(report.document)
    outlet = one_line(report.outlet or "") or "publisher not known"
    return End(outlet=outlet, href=f"../{card.page}" if card else None, passage=text or None)
