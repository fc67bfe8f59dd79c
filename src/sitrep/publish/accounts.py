"""An incident's claims, arranged for the page: who gives which account, through which origin, in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import sitrep.publish.chains as chains
import sitrep.publish.words as words
from sitrep.publish.dates import order_of
from sitrep.publish.shelf import Shelf, publishers
from sitrep.publish.text import anchor, shorten
from sitrep.records import Account, Act, Claim, Incident, Origin, Report, State, Statement

_ORDER = ("occurred", "perpetrator", "killed", "injured", "abducted", "detained", "displaced", "destroyed", "participants", "place", "date")
_DOTS = 24
_QUOTE = 180


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One passage that gives an account: the chain, what its last source does, the words, the article and where in it; the report and
    the statement themselves.
    """

    chain: tuple[str, ...]
    manner: str
    quote: str
    href: str | None
    outlet: str
    published: str | None
    title: str
    report: Report
    statement: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One account as one origin gives it."""

    origin: Origin | None
    articles: int
    dots: str
    first: str | None
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountView:
    """One account with its rows, origin by origin."""

    account: Account
    value: str
    grade_words: str
    origins: int
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """One claim: its sentence, how it stands, its accounts."""

    anchor: str
    name: str
    attribute: str
    state: State
    sentence: str
    standing: str
    lead: AccountView
    accounts: tuple[AccountView, ...]


def statements_of(shelf: Shelf, incident: Incident) -> dict[str, tuple[Statement, int]]:
    """The statements of an incident's reports by id, each with the index of its report."""
    found: dict[str, tuple[Statement, int]] = {}
    for index, report in enumerate(incident.reports):
        reading = shelf.readings.get(report.document)
        for statement in reading.statements if reading else ():
            found.setdefault(statement.id, (statement, index))
    return found


def claim_views(shelf: Shelf, incident: Incident, statements: Mapping[str, tuple[Statement, int]]) -> tuple[ClaimView, ...]:
    """An incident's claims in the order of the page; a claim without an account is left out."""
    views = []
    for number, claim in enumerate(sorted(incident.claims, key=claim_order)):
        if not claim.accounts:
            continue
        ordered = sorted(claim.accounts, key=words.account_order)
        accounts = tuple(_account_view(shelf, incident, claim, account, statements) for account in ordered)
        views.append(_claim_view(incident, claim, accounts, statements, number))
    return tuple(views)


def claim_order(claim: Claim) -> tuple[int, str]:
    """A key that puts claims in the order of the page: whether, who, how many, where, when, the rest."""
    return (_ORDER.index(claim.attribute) if claim.attribute in _ORDER else len(_ORDER), claim.attribute)


def _claim_view(
    incident: Incident, claim: Claim, accounts: tuple[AccountView, ...], statements: Mapping[str, tuple[Statement, int]], number: int
) -> ClaimView:
    lead = accounts[0]
    itself = claim.attribute == "perpetrator" and _claimed_by_itself(lead.account, statements)
    standing = words.standing(claim, incident)
    if itself:
        standing = (
            f"claimed by itself, through {words.count(lead.origins, 'origin')}" if len(accounts) == 1 else f"claimed by itself; {standing}"
        )
    return ClaimView(
        anchor=f"claim-{number}",
        name=words.attribute_name(claim.attribute),
        attribute=claim.attribute,
        state=claim.state,
        sentence=words.claim_sentence(claim.attribute, lead.account, itself),
        standing=standing,
        lead=lead,
        accounts=accounts,
    )


def _claimed_by_itself(account: Account, statements: Mapping[str, tuple[Statement, int]]) -> bool:
    """Whether the one named as having done it is the one who says so."""
    for name in account.statements:
        attribution = statements[name][0].attribution if name in statements else ()
        if attribution and attribution[-1].act is not Act.DENY:
            speaker = chains.link_name(attribution[-1]).split(",")[0].casefold()
            if speaker == account.value.strip().casefold():
                return True
    return False


def _account_view(
    shelf: Shelf, incident: Incident, claim: Claim, account: Account, statements: Mapping[str, tuple[Statement, int]]
) -> AccountView:
    own = [statements[name] for name in account.statements if name in statements]
    by_origin: dict[str, list[int]] = {}
    for index in sorted(set(account.reports)):
        by_origin.setdefault(_origin_of(incident, account, index, own), []).append(index)
    known = {origin.id: origin for origin in incident.origins}
    rows = [_row(shelf, incident, known.get(name), indices, own) for name, indices in by_origin.items()]
    rows.sort(key=lambda row: (-row.articles, order_of(row.first), row.origin.label if row.origin else ""))
    return AccountView(
        account=account,
        value=words.short_value(claim.attribute, account),
        grade_words=words.grade_words(account.grade),
        origins=account.origins,
        rows=tuple(rows),
    )


def _origin_of(incident: Incident, account: Account, index: int, own: list[tuple[Statement, int]]) -> str:
    """The origin that a report rests on for this account. A report that carries two witnesses is under both: then the one of them that the
    account rests on; of several the one whom its passage names, else the report's first.
    """
    carried = [origin for origin in incident.origins if index in origin.reports]
    listed = [origin for origin in carried if origin.id in account.origin_ids] or carried
    if len(listed) == 1:
        return listed[0].id
    spoken = " ".join(name for statement, report in own if report == index for name in chains.names(statement)).casefold()
    for origin in sorted(listed, key=lambda one: one.id):
        if spoken and origin.label.casefold() in spoken:
            return origin.id
    for origin in sorted(listed, key=lambda one: one.id):
        if spoken and any(word in spoken for word in origin.label.casefold().split() if len(word) > 3):
            return origin.id
    return incident.reports[index].origin


def _row(shelf: Shelf, incident: Incident, origin: Origin | None, indices: list[int], own: list[tuple[Statement, int]]) -> Row:
    ordered = sorted(indices, key=lambda index: (order_of(incident.reports[index].published), index))
    reports = [incident.reports[index] for index in ordered]
    articles = shelf.articles(reports)
    passages = [_passage(shelf, incident.reports[index], _first_of(own, index)) for index in ordered]
    return Row(
        origin=origin,
        articles=articles,
        dots="●" * min(articles, _DOTS) + ("…" if articles > _DOTS else ""),
        first=reports[0].published,
        passages=tuple(passages),
    )


def _first_of(own: list[tuple[Statement, int]], index: int) -> Statement | None:
    """The account's nearest statement in one report: of several, the first in the text."""
    mine = [statement for statement, report in own if report == index]
    return min(mine, key=lambda one: (one.content[0].start if one.content else 0, one.id), default=None)


def _passage(shelf: Shelf, report: Report, statement: Statement | None) -> Passage:
    card = shelf.cards.get(report.document)
    href = f"../{card.page}" + (f"#{anchor('st', statement.id)}" if statement else "") if card else None
    return Passage(
        chain=chains.chain(report.outlet, statement),
        manner=", ".join(words.manner(statement)) if statement else "",
        quote=shorten(chains.quotation(statement), _QUOTE) if statement else "",
        href=href,
        outlet=chains.chain(report.outlet, None)[0],
        published=report.published,
        title=card.title if card else report.key,
        report=report,
        statement=statement,
    )


def tally(shelf: Shelf, incident: Incident) -> str:
    """How widely an incident is told: "11 articles, 9 publishers, 3 origins"."""
    return words.coverage(shelf.articles(incident.reports), publishers(incident.reports), len(incident.origins))
