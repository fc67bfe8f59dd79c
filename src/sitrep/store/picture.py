"""Incidents, proposals, failures and what is known of the whole, in SQLite."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

from sitrep.records import Failure, Incident, Proposal
from sitrep.store.part import Part
from sitrep.store.rows import array, column, instant, pack, plain, unpack
from sitrep.store.schema import DERIVED, derived

# Incidents and proposals are kept alike: a table, a table of its aliases and a table of the documents that it rests on.
_Kind = Literal["incident", "proposal"]

_COUNTS = {
    "captures": "SELECT count(*) FROM capture",
    "minted": "SELECT count(*) FROM minted",
    "judgements": "SELECT count(*) FROM judgement",
    "gradings": "SELECT count(*) FROM grading",
    "removals": "SELECT count(*) FROM removal",
    "drafts": "SELECT count(*) FROM draft",
    "deeds": "SELECT count(*) FROM deed",
    "documents": "SELECT count(*) FROM document",
    "articles": "SELECT count(DISTINCT article) FROM document",
    "outlets": "SELECT count(DISTINCT outlet) FROM document",
    "readings": "SELECT count(*) FROM reading",
    "tellings": "SELECT count(*) FROM telling",
    "likenesses": "SELECT count(*) FROM likeness",
    "incidents": "SELECT amount FROM held WHERE kind = 'incident'",
    "proposals": "SELECT amount FROM held WHERE kind = 'proposal'",
    "failures": "SELECT count(*) FROM failure",
}


class Picture(Part):
    """What comparing and weighing made of it all."""

    def put_incidents(self, incidents: Sequence[Incident]) -> int:
        """Keep incidents; one of the same id is replaced if it differs."""
        return self.replace_incidents((), incidents)

    def replace_incidents(self, removed: Sequence[str], incidents: Sequence[Incident]) -> int:
        """Remove the incidents of these ids and put others, all or nothing."""
        with self.transaction():
            self._remove("incident", removed)
            return sum(self._put("incident", one, instant(one.start), [report.document for report in one.reports]) for one in incidents)

    def incidents(self) -> Iterator[Incident]:
        """Every incident, the latest start first (unknown last), then by id."""
        return self._db.records(Incident, "incident", _every("incident"))

    def tallied(self) -> tuple[int, int]:
        """How many incidents have more than one origin, and how many have a disputed claim, without a record being decoded."""
        # A key of JSON can stand nowhere within a string: its quotation marks would be escaped.
        found = self._db.row(
            "SELECT sum(json_array_length(json_extract(said, '$.origins')) > 1), sum(instr(said, '\"state\":\"disputed\"') > 0) "
            "FROM (SELECT CAST(record AS TEXT) AS said FROM incident)"
        )
        return (int(found[0] or 0), int(found[1] or 0)) if found else (0, 0)

    def incident(self, id_or_alias: str) -> Incident | None:
        """The incident of this id; else the one that lists it as an alias."""
        return next(self._db.records(Incident, "incident", _named("incident"), (column(id_or_alias),) * 2), None)

    def incident_of(self, document_id: str) -> list[Incident]:
        """The incidents that this document reports, in the order of `incidents`."""
        return list(self._db.records(Incident, "incident", _on("incident"), (column(document_id),)))

    def reported_with(self, document_ids: Sequence[str]) -> tuple[set[str], set[str]]:
        """(the ids of the incidents that any of these documents reports, all the documents that report those incidents)."""
        found = self._db.rows(
            "SELECT id, others.document FROM incident JOIN incident_document AS others ON others.owner = incident.number "
            "WHERE incident.number IN (SELECT owner FROM incident_document WHERE document IN (SELECT value FROM json_each(?)))",
            (array(document_ids),),
        )
        return {plain(identity) for identity, _ in found}, {plain(document) for _, document in found}

    def put_proposals(self, proposals: Sequence[Proposal]) -> int:
        """Keep proposals; one of the same id is replaced if it differs."""
        return self.replace_proposals((), proposals)

    def replace_proposals(self, removed: Sequence[str], proposals: Sequence[Proposal]) -> int:
        """Remove the proposals of these ids and put others, all or nothing. One that is put as it was stays where it is."""
        with self.transaction():
            self._remove("proposal", sorted(set(removed) - {one.id for one in proposals}))
            return sum(self._put("proposal", one, _latest(one), [position.document for position in one.positions]) for one in proposals)

    def proposals(self) -> Iterator[Proposal]:
        """Every proposal, the one with the latest dated position first (none dated last), then by id."""
        return self._db.records(Proposal, "proposal", _every("proposal"))

    def proposal(self, id_or_alias: str) -> Proposal | None:
        """The proposal of this id; else the one that lists it as an alias."""
        return next(self._db.records(Proposal, "proposal", _named("proposal"), (column(id_or_alias),) * 2), None)

    def proposal_of(self, document_id: str) -> list[Proposal]:
        """The proposals on which this document gives a position, in the order of `proposals`."""
        return list(self._db.records(Proposal, "proposal", _on("proposal"), (column(document_id),)))

    def _remove(self, kind: _Kind, ids: Sequence[str]) -> None:
        self._db.write(f"DELETE FROM {kind} WHERE id IN (SELECT value FROM json_each(?))", (array(ids),))

    def _put(self, kind: _Kind, record: Incident | Proposal, moment: str | None, documents: Sequence[str]) -> bool:
        packed, name = pack(record), column(record.id)
        if self._db.row(f"SELECT record FROM {kind} WHERE id = ?", (name,)) == (packed,):
            return False
        self._db.write(f"DELETE FROM {kind} WHERE id = ?", (name,))
        insert = f"INSERT INTO {kind} (id, moment, record) VALUES (?, ?, ?) RETURNING number"
        [(number,)] = self._db.rows(insert, (name, moment, packed))
        aliases = [(column(alias), number) for alias in sorted(set(record.aliases))]
        self._db.write_many(f"INSERT INTO {kind}_alias (alias, owner) VALUES (?, ?)", aliases)
        rests_on = [(column(document), number) for document in sorted(set(documents))]
        self._db.write_many(f"INSERT INTO {kind}_document (document, owner) VALUES (?, ?)", rests_on)
        return True

    def put_failures(self, failures: Sequence[Failure], stage: str) -> int:
        """Keep what failed at a stage, the latest reason for each subject."""
        with self.transaction():
            return sum(
                self._db.write(
                    "INSERT INTO failure (stage, subject, record) VALUES (?, ?, ?) "
                    "ON CONFLICT (stage, subject) DO UPDATE SET record = excluded.record WHERE record <> excluded.record",
                    (column(stage), column(failure.subject), pack(failure)),
                )
                for failure in failures
            )

    def failures(self, stage: str | None = None) -> Iterator[Failure]:
        """What failed, at one stage or at all, by stage and subject."""
        where, parameters = ("", ()) if stage is None else ("WHERE stage = ?", (column(stage),))
        for (packed,) in self._db.rows(f"SELECT record FROM failure {where} ORDER BY stage, subject", parameters):
            yield self._db.record(Failure, packed)

    def forget_failures(self, subjects: Sequence[str], stage: str | None = None) -> int:
        """Drop the failures of these subjects, at one stage or at all; gives how many were dropped."""
        query, parameters = "DELETE FROM failure WHERE subject IN (SELECT value FROM json_each(?))", [array(subjects)]
        if stage is not None:
            query += " AND stage = ?"
            parameters.append(column(stage))
        with self.transaction():
            return self._db.write(query, parameters)

    def meta(self, name: str) -> str | None:
        """A text kept under a name, such as "generated"."""
        found = self._db.row("SELECT value FROM meta WHERE name = ?", (column(name),))
        return None if found is None else str(unpack(found[0]))

    def set_meta(self, name: str, value: str) -> None:
        """Keep a text under a name."""
        with self.transaction():
            self._db.write("INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)", (column(name), pack(value)))

    def clear_derived(self) -> None:
        """Throw away everything but evidence, by dropping the tables: emptying them would take every row out of the full-text index."""
        with self.transaction():
            for table in reversed(DERIVED):
                self._db.write(f"DROP TABLE {table}")
            for statement in derived():
                self._db.write(statement)

    def counts(self, *kinds: str) -> dict[str, int]:
        """How many there are of these kinds of record, or of each; counting takes the longer the more there are."""
        return {name: int((self._db.row(query) or (0,))[0]) for name, query in _COUNTS.items() if not kinds or name in kinds}


def _latest(proposal: Proposal) -> str | None:
    return max((moment for position in proposal.positions if (moment := instant(position.date)) is not None), default=None)


def _every(kind: _Kind) -> str:
    return f"SELECT number FROM {kind} ORDER BY moment DESC, id"


def _named(kind: _Kind) -> str:
    alias = f"SELECT owner, 1 AS other, id FROM {kind}_alias JOIN {kind} ON number = owner WHERE alias = ?"
    return f"SELECT number FROM (SELECT number, 0 AS other, id FROM {kind} WHERE id = ? UNION ALL {alias}) ORDER BY other, id LIMIT 1"


def _on(kind: _Kind) -> str:
    return f"SELECT number FROM {kind}_document JOIN {kind} ON number = owner WHERE document = ? ORDER BY moment DESC, id"
