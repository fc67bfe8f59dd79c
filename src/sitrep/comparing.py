"""Comparing over a store: what is told is likened with its candidates, grouped into incidents, and positions into proposals."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sitrep import compare
from sitrep.missing import missing, of_article
from sitrep.records import Absence, Article, Document, Judgement, Reading, Telling
from sitrep.store import Store

# Documents whose positions have not been brought into proposals.
_UNPROPOSED = "unproposed"
# Settling looks at this many times the candidates: it has the time, and what a busy day cut off is then found.
_THOROUGH = 4


class _Touched(NamedTuple):
    """What a settling makes anew: the incidents as they were, and what to make them from; `minted` is founder to id."""

    incidents: set[str]
    members: list[Telling]
    judgements: list[Judgement]
    minted: dict[str, str]


class Comparing:
    """The comparing stage of a pipeline. `candidates` is how many tellings a new one is scored against, `families` the path of a user's own
    table of publishers, or "".
    """

    def __init__(self, store: Store, candidates: int, families: str = "") -> None:
        self.store = store
        self.candidates = candidates
        self.families = families

    def take(self, batch: Sequence[Reading]) -> int:
        """Tell, liken and group what some readings tell, in one transaction, so that a batch that is broken off leaves nothing half done.

        Gives the number of tellings. What another process took down since it was read here is passed over.
        """
        with self.store.transaction():
            gone = {removal.document for removal in self.store.removals([reading.document.id for reading in batch])}
            batch = [reading for reading in batch if reading.document.id not in gone]
            told = {reading.document.id: compare.tellings(reading) for reading in batch}
            self.store.put_tellings(told, compare.MADE_BY)
            fresh = [telling for tellings in told.values() for telling in tellings]
            scored: set[tuple[str, ...]] = set()
            for telling in fresh:
                self._liken(telling, scored, self.candidates)
            self.group({reading.document.id for reading in batch})
            self._await_proposals(batch)
        return len(fresh)

    def finish(self) -> None:
        """Note that nothing is left to compare, and bring new positions into proposals."""
        self.store.compared_all(compare.MADE_BY)
        self._propose()

    def settle(self, progress: Callable[[int, int], None]) -> float:
        """Score every pair of candidates and group everything anew, in one transaction. Gives how far the grouping of documents is as it
        was before (B-cubed F1, 0 to 1). `progress` is told how many of how many tellings are done.
        """
        with self.store.transaction():
            before = self._mains()
            self.store.clear_likenesses()
            total = self.store.counts("tellings")["tellings"]
            documents: dict[str, None] = {}
            for done, telling in enumerate(self.store.tellings(), 1):
                # A pair may be among the candidates of only one of its two: each is asked for its own.
                self._liken(telling, set(), _THOROUGH * self.candidates)
                documents.setdefault(telling.document)
                progress(done, total)
            self._group_all(documents)
            return compare.b_cubed(before, self._mains())

    def _group_all(self, documents: Iterable[str]) -> None:
        grouped: set[str] = set()
        for document in documents:
            if document not in grouped:
                grouped |= {document} | self.group({document})

    def _mains(self) -> dict[str, str]:
        """The incident that each document is chiefly about."""
        return {report.document: incident.id for incident in self.store.incidents() for report in incident.reports if report.main}

    def _await_proposals(self, batch: Sequence[Reading]) -> None:
        """Note which documents hold positions, or did before they were read anew: a run that is broken off is taken up where it stopped."""
        held = [one.document.id for one in batch if one.positions or self.store.proposal_of(one.document.id)]
        if held:
            self.store.set_meta(_UNPROPOSED, json.dumps([*self._unproposed(), *held]))

    def _unproposed(self) -> list[str]:
        return list(json.loads(self.store.meta(_UNPROPOSED) or "[]"))

    def _propose(self) -> None:
        """Make the proposals anew if documents with positions have come; only such documents are looked at."""
        waiting = self._unproposed()
        if not waiting:
            return
        with self.store.transaction():
            known = list(self.store.proposals())
            documents = {position.document for proposal in known for position in proposal.positions} | set(waiting)
            held = [one for one in self.store.readings(sorted(documents)) if one.positions]
            self.store.replace_proposals([proposal.id for proposal in known], compare.proposals(held, self.store.mint))
            self.store.set_meta(_UNPROPOSED, "[]")

    def _liken(self, telling: Telling, scored: set[tuple[str, ...]], limit: int) -> None:
        """Score a telling against its candidates; `scored` holds the pairs of this batch that have been (an edge has no direction)."""
        edges = []
        for other in self.store.candidates(telling.keys, limit=limit, always=compare.copy_keys(telling)):
            pair = tuple(sorted((telling.id, other.id)))
            if other.document != telling.document and pair not in scored:
                scored.add(pair)
                edges.append(compare.likeness(telling, other))
        self.store.put_likenesses([edge for edge in edges if edge])

    def forget(self, documents: set[str]) -> None:
        """Make anew what rests on documents that are not there any more."""
        self.group(documents)
        if any(self.store.proposal_of(document) for document in sorted(documents)):
            self.store.set_meta(_UNPROPOSED, json.dumps([*self._unproposed(), *sorted(documents)]))
            self._propose()

    def group(self, documents: set[str]) -> set[str]:
        """Group again every telling that is connected with those of these documents; untouched incidents stay as they are.

        Gives the documents whose tellings were looked at.
        """
        families = compare.families(self.families)
        touched = self._touched(documents)
        members, judgements = touched.members, touched.judgements
        edges = self.store.likenesses([member.id for member in members])
        readings = {one.document.id: one for one in self.store.readings(sorted({member.document for member in members}))}
        orders = self._orders(readings.values())
        groups = compare.clusters(members, edges, judgements)
        borne = compare.identities(groups, touched.minted, judgements)
        named = [ids or (self._new_id(group, touched.minted),) for ids, group in zip(borne, groups, strict=True)]
        shown = compare.judged(groups, [ids[0] for ids in named], judgements)
        made = [
            compare.incident(ids[0], ids[1:], group, readings, edges, self.store.mint, notes, families, orders)
            for ids, group, notes in zip(named, groups, shown, strict=True)
        ]
        self.store.replace_incidents(sorted(touched.incidents), made)
        return {member.document for member in members}

    def articles(self) -> tuple[Article, ...]:
        """The articles that were changed or are gone, by id: what each version changed, as far as versions are read."""
        gone = missing(self.store.absences())
        names = self.store.changed_articles()
        if gone:
            names = sorted({*names, *(one.article for one in self.store.documents() if of_article([one], gone))})
        return tuple(self.article(name, gone) for name in names)

    def article(self, name: str, gone: Sequence[Absence] | None = None) -> Article:
        """What became of an article since it was first received."""
        versions = self.store.versions(name)
        readings = {one.document.id: one for one in self.store.readings([one.id for one in versions])}
        read = [readings[one.id] for one in versions if one.id in readings]
        return Article(
            id=name,
            versions=tuple(one.id for one in versions),
            revisions=tuple(compare.revisions(read, [self._received(one.document) for one in read])),
            gone=of_article(versions, missing(self.store.absences()) if gone is None else gone),
        )

    def _received(self, document: Document) -> datetime | None:
        capture = self.store.capture(document.capture) if document.capture else None
        return capture.received if capture else None

    def _orders(self, readings: Iterable[Reading]) -> dict[str, list[str]]:
        """The versions of each article of which there are several here, oldest first: which is later, the order of arrival may tell."""
        held = Counter(reading.document.article for reading in readings)
        return {article: [one.id for one in self.store.versions(article)] for article, many in sorted(held.items()) if many > 1}

    def _new_id(self, group: Sequence[Telling], minted: Mapping[str, str]) -> str:
        return self.store.mint("incident", compare.new_founder(group, minted))

    def _touched(self, documents: set[str]) -> _Touched:
        """What must be made anew when these documents change.

        What is connected with these documents, what is told in the same incidents, what analysts judged of any of them, and so on until
        nothing more comes in: so no incident loses a report that is not looked at, and one pass over all gives the same as many over some.
        """
        judgements: list[Judgement] = []
        while True:
            told = [telling.id for telling in self.store.tellings_of(sorted(documents))]
            members = list(self.store.tellings(sorted(self.store.component(told, threshold=compare.JOIN))))
            reached = {member.document for member in members} | documents
            old, others = self.store.reported_with(sorted(reached))
            minted = self._minted(members, judgements)
            known, judgements = judgements, self.store.judgements(sorted(reached | set(minted.values())))
            reached |= others | {document for judgement in judgements for document in judgement.documents}
            if reached == documents and judgements == known:
                return _Touched(old, members, judgements, minted)
            documents = reached

    def _minted(self, members: Sequence[Telling], judgements: Sequence[Judgement]) -> dict[str, str]:
        """Founder to id, in the order of minting, for whatever may be an id of an incident of these tellings."""
        named = [identity for judgement in judgements for identity in judgement.incidents]
        names = [*(member.id for member in members), *self.store.founders("incident", named).values()]
        minted = self.store.minted("incident", names)
        further = compare.further_founders(minted, judgements)
        return self.store.minted("incident", [*names, *further]) if further else minted
