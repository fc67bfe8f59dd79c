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
# So many incidents, those made last, are weighed anew because a record that they rest on changed in numbers only: the letter, and with it
# every grade, stays as it is, and only the sentence on the record would differ.
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

        Weighed anew are the incidents that changed, those that name a source or outlet whose letter changed, and the latest that name one
        whose record changed in numbers only. Where the rules of grading or the desk's letters changed, everything is weighed.
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
            done = self._grade()
            for batch in batches(self.store.unweighed(), _BATCH):
                done.accounts += self._regrade(batch)
        return done

    def _grade(self) -> Weighed:
        """Give the sources and outlets whose records changed their grades, and take what rests on them as not weighed."""
        done = Weighed()
        counted: list[Named] = []
        for batch in batches(self.store.fresh_tracks(), 16 * _BATCH):
            for kind in _KINDS:
                tracks = [track for track in batch if track.kind == kind]
                made = {one.name: weigh.grade(one.name, one.supported, one.judged, one.incidents) for one in tracks if one.named}
                graded = weigh.with_letters(made, self.letters, self.identity if kind == "source" else None)
                counted += self._keep(kind, list(graded.values()), [track.name for track in tracks if not track.named])
                done.sources += len(graded) if kind == "source" else 0
                done.outlets += len(graded) if kind == "outlet" else 0
        self.store.unweigh_latest(counted, LATEST)
        self.store.settle_tracks()
        return done

    def _keep(self, kind: GradeKind, graded: Sequence[Grade], gone: Sequence[str]) -> list[Named]:
        """Keep grades, and take what rests on those whose letter changed as not weighed. Gives those that changed in numbers only."""
        before = {grade.name: grade for grade in self.store.grades(kind, [grade.name for grade in graded])}
        counted: list[Named] = []
        for grade in graded:
            old = before.get(grade.name, grade)
            if (old.reliability, old.set_by) != (grade.reliability, grade.set_by):
                self.store.unweigh_named(kind, grade.name)
            elif (old.why, old.score) != (grade.why, grade.score):
                counted.append((kind, grade.name))
        memory = weigh.Memory(self.store.gradings([grade.name for grade in graded]), self.now)
        self.store.change_grades(kind, memory.grades(GradedKind(kind), graded), gone)
        self.store.add_gradings(memory.fresh)
        return counted

    def _regrade(self, incidents: Sequence[Incident]) -> int:
        readings = {one.document.id: one for one in self.store.readings(sorted({at.document for one in incidents for at in one.reports}))}
        named: set[Named] = {name for incident in incidents for name in weigh.tallies(incident)}
        sources, outlets = (
            {grade.name: grade for grade in self.store.grades(kind, sorted(name for of, name in named if of == kind))} for kind in _KINDS
        )
        memory = weigh.Memory(self.store.gradings(sorted({one for at in incidents for one in (at.id, *at.aliases)})), self.now)
        graded = memory.incidents([weigh.regraded(incident, readings, sources, outlets) for incident in incidents])
        self.store.put_weighed(graded)
        self.store.add_gradings(memory.fresh)
        return sum(len(claim.accounts) for incident in graded for claim in incident.claims)
