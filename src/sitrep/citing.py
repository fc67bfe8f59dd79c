"""What citations lead to, over a store: the passage, how its accounts stand and are graded, what became of its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sitrep import assess
from sitrep.assess import account_parts
from sitrep.comparing import Comparing
from sitrep.records import (
    Article,
    AssessmentStatus,
    Citation,
    CitationKind,
    Cited,
    DeedKind,
    Document,
    Incident,
    PartKind,
    Proposal,
    Stance,
    Standing,
    Statement,
    public_name,
)

# What editors say of a text that it must not be relied on as it stands.
_TAKEN_BACK = {PartKind.RETRACTION: "retraction", PartKind.CORRECTION: "correction"}
_LONGEST = 1_000


class Citing:
    """Looks up what citations lead to at the moment `now`. Articles are looked at once each, so use one for a moment's state and let
    it go.
    """

    def __init__(self, comparing: Comparing, now: datetime) -> None:
        self.store, self.comparing, self.now = comparing.store, comparing, now
        self._articles: dict[str, Article] = {}

    def all(self, citations: Iterable[Citation], kept: Sequence[Cited] = ()) -> dict[tuple[str, str], Cited]:
        """What citations, and those of which something was `kept` with a draft, lead to now, by kind and target.

        Of what was kept the document is known, so that a statement needs no search; and one that was taken down can be told.
        """
        before = {(one.kind, one.target): one for one in kept}
        wanted = list(dict.fromkeys([*((one.kind, one.target) for one in citations), *before]))
        statements = [target for kind, target in wanted if kind is CitationKind.STATEMENT]
        documents = {target: one.documents[0] for (_, target), one in before.items() if target in statements and one.documents}
        documents |= self.store.stating([one for one in statements if one not in documents])
        return {(kind.value, target): self._one(kind, target, documents.get(target)) for kind, target in wanted}

    def _one(self, kind: CitationKind, target: str, document: str | None) -> Cited:
        if kind is CitationKind.STATEMENT:
            return self._statement(target, document)
        if kind is CitationKind.DOCUMENT:
            return self._document(target)
        if kind is CitationKind.PROPOSAL:
            found = self.store.proposal(target)
            return _proposal(target, found) if found else Cited(kind=kind, target=target, id=None)
        if kind is CitationKind.ASSESSMENT:
            return self._assessment(target)
        parts = account_parts(target) if kind is CitationKind.ACCOUNT else (target, "", "")
        incident = self.store.incident(parts[0]) if parts else None
        if incident is None or parts is None:
            return Cited(kind=kind, target=target, id=None)
        return _account(target, incident, parts[1], parts[2]) if parts[1] else _incident(target, incident)

    def _statement(self, target: str, document_id: str | None) -> Cited:
        nothing = Cited(kind=CitationKind.STATEMENT, target=target, id=None)
        if document_id is None:
            return nothing
        reading = self.store.reading(document_id)
        statement = next((one for one in reading.statements if one.id == target), None) if reading else None
        if reading is None or statement is None:
            document = self.store.document(document_id)
            notes = ("its article was read anew, and it is not among what was read",) if document else self._down(document_id)
            return Cited(kind=CitationKind.STATEMENT, target=target, id=None, documents=(document_id,), notes=notes)
        changed = tuple(self._reworded(reading.document, statement))
        return Cited(
            kind=CitationKind.STATEMENT,
            target=target,
            id=target,
            words=" … ".join(" ".join(span.text.split()) for span in statement.content)[:_LONGEST],
            standings=tuple(_standings(self.store.incident_of(document_id), target)),
            documents=(document_id,),
            notes=(*changed, *self._taken_back(reading.document)),
        )

    def _document(self, target: str) -> Cited:
        document = self.store.document(target)
        if document is None:
            return Cited(kind=CitationKind.DOCUMENT, target=target, id=None, notes=self._down(target))
        words = " ".join((document.title or public_name(document.key, document.id)).split())[:_LONGEST]
        later = self._later(document)
        notes = (*((f"its article has a later version, {later.id}",) if later else ()), *self._taken_back(document))
        return Cited(kind=CitationKind.DOCUMENT, target=target, id=target, words=words, documents=(target,), notes=notes)

    def _down(self, document_id: str) -> tuple[str, ...]:
        """That a document was taken down; the reason is the desk's."""
        return tuple(f"was taken down on {one.at:%Y-%m-%d}" for one in self.store.removals([document_id]))

    def _article(self, document: Document) -> Article:
        if document.article not in self._articles:
            self._articles[document.article] = self.comparing.article(document.article)
        return self._articles[document.article]

    def _later(self, document: Document) -> Document | None:
        """The latest version of its article, where that is another."""
        versions = self._article(document).versions
        later = versions[versions.index(document.id) + 1 :] if document.id in versions else ()
        return self.store.document(later[-1]) if later else None

    def _taken_back(self, document: Document) -> Iterator[str]:
        """That editors corrected or retracted a text, or its address no longer answers."""
        later = self._later(document)
        own, latest = ({part.kind for part in one.parts} if one else set() for one in (document, later))
        yield from (f"its article carries a {name}" for kind, name in _TAKEN_BACK.items() if kind in own | latest)
        if gone := self._article(document).gone:
            yield f"its article is gone from its address since {gone.since:%Y-%m-%d} ({gone.status})"

    def _reworded(self, document: Document, statement: Statement) -> Iterator[str]:
        """That the latest version of its article does not have a statement's words, and what the next one changed of it."""
        later = self._later(document)
        if later is None or all(" ".join(one.text.split()) in " ".join(later.text.split()) for one in statement.content):
            return
        changes = (one for each in self._article(document).revisions if each.before == document.id for one in each.statements)
        how = next((", ".join(one.how) for one in changes if one.before == statement.id and one.how), "")
        yield f"was revised in a later version of its article{f' ({how})' if how else ''}"

    def _assessment(self, target: str) -> Cited:
        drafts, deeds = self.store.drafts(target), self.store.deeds(target)
        if not drafts:
            return Cited(kind=CitationKind.ASSESSMENT, target=target, id=None)
        # Only what is out: notes go on as reasons why what cites it is stale, where an embargo on it must hold too.
        out = assess.gone_out(drafts, deeds, now=self.now)
        if out is None:
            return Cited(kind=CitationKind.ASSESSMENT, target=target, id=target, notes=("is not published",))
        notes = [f"was corrected on {one.at:%Y-%m-%d}" for one in out.deeds if one.kind is DeedKind.CORRECT]
        notes += ["was withdrawn"] if out.status is AssessmentStatus.WITHDRAWN else []
        # Without its title: what cites it may go where it must not.
        words = f"draft {out.number}, {out.draft}"
        return Cited(kind=CitationKind.ASSESSMENT, target=target, id=target, words=words, notes=tuple(notes))


def _incident(target: str, incident: Incident) -> Cited:
    standings = tuple(Standing(claim=claim.attribute, state=claim.state) for claim in incident.claims)
    return Cited(kind=CitationKind.INCIDENT, target=target, id=incident.id, standings=standings)


def _account(target: str, incident: Incident, attribute: str, value: str) -> Cited:
    """Which account it is its target says: so nothing of the words is kept that a removal would have to find."""
    for claim in incident.claims:
        for account in claim.accounts:
            if claim.attribute == attribute and " ".join(account.value.split()) == value:
                standing = Standing(claim=claim.attribute, state=claim.state, grade=account.grade)
                return Cited(kind=CitationKind.ACCOUNT, target=target, id=incident.id, standings=(standing,))
    return Cited(kind=CitationKind.ACCOUNT, target=target, id=None, notes=(f"nobody says so of {incident.id}",))


def _proposal(target: str, proposal: Proposal) -> Cited:
    stances: Mapping[Stance, int] = Counter(one.stance for one in proposal.positions)
    notes = (f"opposed by {stances[Stance.OPPOSES]}",) if stances[Stance.OPPOSES] else ()
    documents = tuple(dict.fromkeys(one.document for one in proposal.positions))
    words = " ".join(proposal.text.split())[:_LONGEST]
    return Cited(kind=CitationKind.PROPOSAL, target=target, id=proposal.id, words=words, documents=documents, notes=notes)


def _standings(incidents: Sequence[Incident], statement: str) -> Iterator[Standing]:
    """How the accounts stand that rest on a statement."""
    for incident in incidents:
        for claim in incident.claims:
            for account in claim.accounts:
                if statement in account.statements:
                    yield Standing(claim=claim.attribute, state=claim.state, value=account.value, grade=account.grade)
