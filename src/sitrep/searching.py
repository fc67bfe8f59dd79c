"""Evidence found by words: statements, incidents with their accounts, documents, proposals, assessments, each with its citation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from sitrep.assess import LOUD, account_target, cite
from sitrep.assessed import bound
from sitrep.pipeline import Pipeline, plural
from sitrep.records import Account, CitationKind, Claim, Incident, Reading, Statement, put
from sitrep.terminal import chain
from sitrep.written import Written

LONGEST_QUERY = 1_000
_PHRASES = re.compile(r'"([^"]*)"|([^\s"]+)')
_WORD = re.compile(r"\w+")
# Longer values of accounts are cited by the statement that gives them.
_LONGEST_VALUE = 200
# How many accounts a statement is shown to give: what is contested first, then numbers.
_STANDINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What was found: the citation to paste, what it names, its words, and in a line where it stands and how far it is to be relied on."""

    kind: CitationKind
    id: str
    citation: str
    words: str
    where: str


def search(pipeline: Pipeline, query: str, limit: int = 20) -> tuple[Found, ...]:
    """What holds every word of a query: at most `limit` of each kind, statements of the best documents first.

    Phrases stand in double quotes; case and accents do not matter. Incidents and proposals are those that the documents found tell of.
    """
    holds = _holds(query[:LONGEST_QUERY])
    if holds is None or limit < 1:
        return ()
    found = pipeline.store.search(query[:LONGEST_QUERY], limit)
    readings = {name: reading for name, _ in found if (reading := pipeline.store.reading(name))}
    incidents = {one.id: one for name, _ in found for one in pipeline.store.incident_of(name)}
    told = [one for one in incidents.values() if _tells(one, holds)]
    proposals = {one.id: one for name, _ in found for one in pipeline.store.proposal_of(name) if holds(one.text)}
    parts: list[Iterator[Found]] = [
        (_statement(one, reading, incidents) for reading in readings.values() for one in reading.statements if holds(_words(one))),
        (_incident(one) for one in told),
        (account for one in told for account in _accounts(one)),
        (one for name, snippet in found for one in _document(pipeline, name, snippet)),
        (_found(CitationKind.PROPOSAL, one.id, one.text, plural(len(one.positions), "position")) for one in proposals.values()),
        _assessments(pipeline, holds),
    ]
    return tuple(one for part in parts for one in islice(part, limit))


def _holds(query: str) -> Callable[[str], bool] | None:
    """Whether a text holds every word and phrase of a query, as whole words; None for a query without words."""
    phrases = [_folded(quoted or bare) for quoted, bare in _PHRASES.findall(query)]
    wanted = [phrase for phrase in phrases if phrase.strip()]
    return (lambda text: all(phrase in folded for phrase in wanted) if (folded := _folded(text)) else False) if wanted else None


def _folded(text: str) -> str:
    """The words of a text between blanks, without case and accents."""
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    words = _WORD.findall(bare.casefold())
    return f" {' '.join(words)} " if words else ""


def _found(kind: CitationKind, target: str, words: str, where: str) -> Found:
    return Found(kind=kind, id=target, citation=cite(kind, target), words=" ".join(words.split()), where=where)


def _words(statement: Statement) -> str:
    return " … ".join(" ".join(span.text.split()) for span in statement.content)


def _statement(statement: Statement, reading: Reading, incidents: dict[str, Incident]) -> Found:
    document = reading.document
    standings = {
        (claim.state not in LOUD, account.low is None and account.high is None, _standing(claim, account))
        for incident in incidents.values()
        for claim in incident.claims
        for account in claim.accounts
        if statement.id in account.statements
    }
    said = [document.outlet or "outlet not known", chain(statement.attribution)]
    where = [
        " ‹ ".join(one for one in said if one),
        document.published or "date not known",
        *(one for *_, one in sorted(standings)[:_STANDINGS]),
    ]
    return _found(CitationKind.STATEMENT, statement.id, put(statement, _words(statement)), " · ".join(where))


def _standing(claim: Claim, account: Account) -> str:
    return f"{claim.attribute} {account.value} [{account.grade}], {claim.state.value}"


def _tells(incident: Incident, holds: Callable[[str], bool]) -> bool:
    """Whether title, place and accounts of an incident together hold the words."""
    place = f"{incident.place.name} {incident.place.country or ''}" if incident.place else ""
    values = [account.value for claim in incident.claims for account in claim.accounts]
    return holds(" ".join([incident.title, place, *values]))


def _incident(incident: Incident) -> Found:
    counts = f"{plural(len(incident.reports), 'report')} · {plural(len(incident.origins), 'origin')}"
    return _found(CitationKind.INCIDENT, incident.id, incident.title, f"{incident.start or 'date not known'} · {counts}")


def _accounts(incident: Incident) -> Iterator[Found]:
    for claim in incident.claims:
        for account in (one for one in claim.accounts if len(one.value) <= _LONGEST_VALUE):
            target = account_target(incident.id, claim.attribute, account.value)
            where = f"[{account.grade}] {claim.state.value}, {plural(account.origins, 'origin')}"
            yield _found(CitationKind.ACCOUNT, target, f"{claim.attribute}: {account.value}", where)


def _document(pipeline: Pipeline, name: str, snippet: str) -> Iterator[Found]:
    document = pipeline.store.document(name)
    if document:
        where = f"{document.outlet or 'outlet not known'} · {document.published or 'date not known'} · {snippet}"
        yield _found(CitationKind.DOCUMENT, name, document.title or document.key, " ".join(where.split()))


def _assessments(pipeline: Pipeline, holds: Callable[[str], bool]) -> Iterator[Found]:
    for one in Written(pipeline.comparing, pipeline.now).all():
        if holds(" ".join([one.title, one.summary, one.body])):
            yield _found(
                CitationKind.ASSESSMENT, one.id, one.title, f"{bound(one.marking)}{one.by} · {one.status.value} · {one.changed:%Y-%m-%d}"
            )
