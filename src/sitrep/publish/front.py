"""What the front page and the lists show."""

from __future__ import annotations

from dataclasses import dataclass

import sitrep.publish.order as order
import sitrep.publish.words as words
from sitrep.publish.accounts import tally
from sitrep.publish.assessment import AssessmentLine, assessment_line, latest_first
from sitrep.publish.dates import order_of, period, rfc3339
from sitrep.publish.geo import place_line
from sitrep.publish.incident import page_of, title_of
from sitrep.publish.order import last_told, split_new
from sitrep.publish.proposals import Moved, ProposalView, latest_moves, proposal_view, proposals_in_order
from sitrep.publish.shelf import Shelf
from sitrep.publish.versions import Changes, history
from sitrep.records import Incident, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An incident in one line."""

    href: str
    id: str
    title: str
    kind: str | None
    where: str
    when: str
    tally: str
    states: tuple[tuple[State, str], ...]
    told: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A claim whose accounts do not stand together: each value with its origins and grade."""

    href: str
    title: str
    name: str
    state: State
    accounts: tuple[tuple[str, str, str], ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All that the front page shows."""

    fresh: tuple[Line, ...]
    earlier: tuple[Line, ...]
    fresh_total: int
    earlier_total: int
    latest: str | None
    disputes: tuple[Dispute, ...]
    disputes_total: int
    silent: tuple[Changes, ...]
    silent_total: int
    proposals: tuple[ProposalView, ...]
    proposals_total: int
    moved: tuple[Moved, ...]
    moved_total: int
    assessments: tuple[AssessmentLine, ...] = ()
    assessments_total: int = 0


def line(shelf: Shelf, incident: Incident) -> Line:
    """An incident in one line: what, where, when, how widely told, how it stands."""
    told = last_told(shelf, incident)
    return Line(
        href=page_of(incident),
        id=incident.id,
        title=title_of(incident),
        kind=incident.type.value if incident.type else None,
        where=place_line(incident.place),
        when=period(incident.start, incident.end),
        tally=tally(shelf, incident),
        states=_states(incident),
        told=rfc3339(told) if told else None,
    )


def _states(incident: Incident) -> tuple[tuple[State, str], ...]:
    """The states that a reader must know, each with the claims that it is about; of quiet ones the first, without."""
    found = order.states(incident)
    loud = [one for one in found if one in (State.DENIED, State.REVISED, State.DISPUTED)]
    if not loud:
        return tuple((one, "") for one in found[:1])
    about = {
        one: sorted({words.attribute_name(claim.attribute).lower() for claim in incident.claims if claim.state is one}) for one in loud
    }
    return tuple((one, ", ".join(about[one])) for one in loud)


def front(shelf: Shelf, most: int, days: int) -> Front:
    """Arrange the front page: at most `most` lines in a part; new is what was told within `days` days of the latest report."""
    fresh, earlier, latest = split_new(shelf, days)
    disputes = [dispute for incident in (*fresh, *earlier) for dispute in _disputes(incident)]
    silent = [change for article in sorted(shelf.versions) for change in history(shelf, article) if change.revision.silent]
    silent.sort(key=lambda change: change.later.id)
    silent.sort(key=lambda change: order_of(change.when), reverse=True)
    views = tuple(proposal_view(shelf, proposal) for proposal in proposals_in_order(shelf))
    moved = latest_moves(views)
    return Front(
        fresh=tuple(line(shelf, incident) for incident in fresh[:most]),
        earlier=tuple(line(shelf, incident) for incident in earlier[:most]),
        fresh_total=len(fresh),
        earlier_total=len(earlier),
        latest=rfc3339(latest) if latest else None,
        disputes=tuple(disputes[:most]),
        disputes_total=len(disputes),
        silent=tuple(silent[:most]),
        silent_total=len(silent),
        proposals=views[:most],
        proposals_total=len(views),
        moved=tuple(moved[:most]),
        moved_total=len(moved),
        assessments=tuple(written(shelf)[:most]),
        assessments_total=len(shelf.report.assessments),
    )


def written(shelf: Shelf) -> list[AssessmentLine]:
    """What analysts wrote, what changed last first."""
    titles = {one.id: one for one in shelf.report.assessments}
    return [assessment_line(one, titles) for one in latest_first(shelf.report.assessments)]


def _disputes(incident: Incident) -> list[Dispute]:
    found = []
    for claim in incident.claims:
        if claim.state not in (State.DISPUTED, State.DENIED, State.REVISED) or not claim.accounts:
            continue
        accounts = sorted(claim.accounts, key=words.account_order)
        shown = tuple((words.short_value(claim.attribute, one), words.count(one.origins, "origin"), one.grade) for one in accounts[:5])
        found.append(
            Dispute(
                href=page_of(incident),
                title=title_of(incident),
                name=words.attribute_name(claim.attribute),
                state=claim.state,
                accounts=shown,
                more=len(accounts) - len(shown),
            )
        )
    return found
