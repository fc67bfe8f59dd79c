"""Weighing over a store: what changed is weighed anew, with the records of sources and outlets kept up incident by incident."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import datetime

from sitrep import weigh
from sitrep.batch import batches
from sitrep.records import Grade, GradedKind, Incident
from sitrep.store import GradeKind, Named, Store
from sitrep.weigh import SetLetter
from sitrep.weigh.letters import Identity

# The rules of grading and the desk's letters with which everything was weighed last.
_LETTERS = "weighed"
# So many incidents, those made last, get their sentences anew because a record that they rest on changed in numbers only: the letter, and
# with it every grade, stays as it is, and only the sentence on the record would differ.
LATEST = 16
_BATCH = 64
_KINDS: tuple[GradeKind, ...] = ("source", "outlet")


@dataclass(slots=True)
class Weighed:
    """How much was graded."""

    accounts: int = 0
    sources: int = 0
    outlets: int = 0


class Weighing:
    """The weighing stage of a pipeline, at the moment `now`. `letters` are those that the desk sets, `identity` tells which names of
    sources stand for the same.
    """

    def __init__(self, store: Store, now: datetime, letters: Sequence[SetLetter], identity: Identity) -> None:
        self.store = store
        self.now = now
        self.letters = letters
        self.identity = identity

    def take(self, *, everything: bool = False) -> Weighed:
        """Weigh what has changed since the last time, or everything, in one transaction.

        Weighed anew are the incidents that changed. Those that name a source or outlet whose letter changed, and the latest that name one
        whose record changed in numbers only, get other letters and reasons for them; what the information shows stays as it is. Where the
        rules of grading or the desk's letters changed, everything is weighed.
        """
        with self.store.transaction():
            mark = hashlib.sha256(
                repr((weigh.MADE_BY, [astuple(row) for row in self.letters])).encode("utf-8", "surrogatepass")
            ).hexdigest()
            if everything or self.store.meta(_LETTERS) != mark:
                self.store.unweigh()
                self.store.set_meta(_LETTERS, mark)
            for incident in self.store.unweighed():
                self.store.put_verdicts(incident.id, weigh.tallies(incident))
            done, lettered, counted = self._grade()
            for batch in batches(self.store.weighed_on(lettered, counted, LATEST), _BATCH):
                done.accounts += self._reletter(batch)
            for batch in batches(self.store.unweighed(), _BATCH):
                done.accounts += self._regrade(batch)
        return done

    def _grade(self) -> tuple[Weighed, list[Named], list[Named]]:
        """Give the sources and outlets whose records changed their grades.

        Gives how many were graded, those whose letter is another, and those of whom only the numbers are.
        """
        done = Weighed()
        lettered: list[Named] = []
        counted: list[Named] = []
        for batch in batches(self.store.fresh_tracks(), 16 * _BATCH):
            for kind in _KINDS:
                tracks = [track for track in batch if track.kind == kind]
                made = {one.name: weigh.grade(one.name, one.supported, one.judged, one.incidents) for one in tracks if one.named}
                graded = weigh.with_letters(made, self.letters, self.identity if kind == "source" else None)
                changed = self._keep(kind, list(graded.values()), [track.name for track in tracks if not track.named])
                lettered += changed[0]
                counted += changed[1]
                done.sources += len(graded) if kind == "source" else 0
                done.outlets += len(graded) if kind == "outlet" else 0
        self.store.settle_tracks()
        return done, lettered, counted

    def _keep(self, kind: GradeKind, graded: Sequence[Grade], gone: Sequence[str]) -> tuple[list[Named], list[Named]]:
        """Keep grades. Gives those whose letter is another, and those of whom only the numbers are."""
        before = {grade.name: grade for grade in self.store.grades(kind, [grade.name for grade in graded])}
        lettered: list[Named] = []
        counted: list[Named] = []
        for grade in graded:
            old = before.get(grade.name, grade)
            if (old.reliability, old.set_by) != (grade.reliability, grade.set_by):
                lettered.append((kind, grade.name))
            elif (old.why, old.score) != (grade.why, grade.score):
                counted.append((kind, grade.name))
        memory = weigh.Memory(self.store.gradings([grade.name for grade in graded]), self.now)
        self.store.change_grades(kind, memory.grades(GradedKind(kind), graded), gone)
        self.store.add_gradings(memory.fresh)
        return lettered, counted

    def _reletter(self, incidents: Sequence[Incident]) -> int:
        """Give incidents that were weighed before the letters of today. Gives how many accounts the incidents have that changed."""
        sources, outlets = self._grades_named(incidents)
        changed = [one for incident in incidents if (one := weigh.relettered(incident, sources, outlets)) != incident]
        self._put_weighed(changed)
        return _accounts(changed)

    def _regrade(self, incidents: Sequence[Incident]) -> int:
        readings = {one.document.id: one for one in self.store.readings(sorted({at.document for one in incidents for at in one.reports}))}
        sources, outlets = self._grades_named(incidents)
        graded = [weigh.regraded(incident, readings, sources, outlets) for incident in incidents]
        self._put_weighed(graded)
        return _accounts(graded)

    def _grades_named(self, incidents: Sequence[Incident]) -> tuple[dict[str, Grade], dict[str, Grade]]:
        """The grades of the sources and of the outlets that incidents name, by name."""
        named: set[Named] = {name for incident in incidents for name in weigh.named(incident)}
        sources, outlets = (
            {grade.name: grade for grade in self.store.grades(kind, sorted(name for of, name in named if of == kind))} for kind in _KINDS
        )
        return sources, outlets

    def _put_weighed(self, incidents: Sequence[Incident]) -> None:
        """Keep incidents that have been graded, each account with the grades that it had before."""
        memory = weigh.Memory(self.store.gradings(sorted({one for at in incidents for one in (at.id, *at.aliases)})), self.now)
        self.store.put_weighed(memory.incidents(incidents))
        self.store.add_gradings(memory.fresh)


def _accounts(incidents: Sequence[Incident]) -> int:
    return sum(len(claim.accounts) for incident in incidents for claim in incident.claims)
