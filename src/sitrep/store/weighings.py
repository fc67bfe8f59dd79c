"""What weighing keeps in SQLite: grades, what is not weighed yet, and the records that sources and outlets have."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from sitrep.records import Grade, Incident
from sitrep.store.part import Part
from sitrep.store.protocol import GradeKind, Named, Track
from sitrep.store.rows import array, column, pack, plain


class Weighings(Part):
    """Grades of sources and outlets, and what they rest on, incident by incident."""

    def put_grades(self, kind: GradeKind, grades: Sequence[Grade]) -> int:
        """Keep these as the grades of all sources or of all outlets; earlier ones of the kind go."""
        with self.transaction():
            held = self.grades(kind)
            wanted = {grade.name for grade in grades}
            return self.change_grades(kind, grades, [grade.name for grade in held if grade.name not in wanted])

    def change_grades(self, kind: GradeKind, grades: Sequence[Grade], gone: Sequence[str] = ()) -> int:
        """Keep these grades beside the others of the kind, and drop those of the names that are gone."""
        with self.transaction():
            self._db.write("DELETE FROM grade WHERE kind = ? AND name IN (SELECT value FROM json_each(?))", (kind, array(gone)))
            return sum(
                self._db.write(
                    "INSERT INTO grade (kind, name, record) VALUES (?, ?, ?) "
                    "ON CONFLICT (kind, name) DO UPDATE SET record = excluded.record WHERE record <> excluded.record",
                    (kind, column(grade.name), pack(grade)),
                )
                for grade in grades
            )

    def grades(self, kind: GradeKind, names: Sequence[str] | None = None) -> list[Grade]:
        """The grades of sources or of outlets, of these names or of all, by name."""
        query, parameters = "SELECT record FROM grade WHERE kind = ?", [str(kind)]
        if names is not None:
            query += " AND name IN (SELECT value FROM json_each(?))"
            parameters.append(array(names))
        found = [self._db.record(Grade, packed) for (packed,) in self._db.rows(query, parameters)]
        return sorted(found, key=lambda grade: grade.name)

    def unweighed(self) -> Iterator[Incident]:
        """The incidents that are not weighed as they stand."""
        return self._db.records(Incident, "incident", "SELECT owner FROM unweighed ORDER BY owner")

    def unweigh(self) -> None:
        """Take every incident as not weighed, every record as changed, and forget the grades."""
        with self.transaction():
            self._db.write("INSERT OR IGNORE INTO unweighed (owner) SELECT number FROM incident")
            self._db.write("UPDATE track SET fresh = 1")
            self._db.write("DELETE FROM grade")

    def weighed_on(self, named: Sequence[Named], latest: Sequence[Named], most: int) -> Iterator[Incident]:
        """The incidents that are weighed as they stand and name a source or outlet of `named`; and, of the incidents that name one of
        `latest`, those made last, at most so many.
        """
        owners = "SELECT owner FROM verdict WHERE kind = ? AND name = ?"
        last = f"{owners} ORDER BY owner DESC LIMIT ?"
        newest = {number for kind, name in latest for (number,) in self._db.rows(last, (kind, column(name), most))}
        wanted = {number for kind, name in named for (number,) in self._db.rows(owners, (kind, column(name)))}
        wanted.update(sorted(newest, reverse=True)[:most])
        weighed = "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT owner FROM unweighed) ORDER BY value"
        return self._db.records(Incident, "incident", weighed, (json.dumps(sorted(wanted)),))

    def put_verdicts(self, incident_id: str, verdicts: Mapping[Named, tuple[int, int]]) -> None:
        """Keep what an incident adds to the record of each source and outlet that it names: accounts (supported, judged)."""
        with self.transaction():
            for (number,) in self._db.rows("SELECT number FROM incident WHERE id = ?", (column(incident_id),)):
                held = self._db.rows("SELECT kind, name, supported, judged FROM verdict WHERE owner = ?", (number,))
                rows = {(kind, column(name), *tally) for (kind, name), tally in verdicts.items()}
                gone = [(number, kind, name) for kind, name, *_ in sorted(set(held) - rows)]
                self._db.write_many("DELETE FROM verdict WHERE owner = ? AND kind = ? AND name = ?", gone)
                added = [(number, *row) for row in sorted(rows - set(held))]
                self._db.write_many("INSERT INTO verdict (owner, kind, name, supported, judged) VALUES (?, ?, ?, ?, ?)", added)

    def fresh_tracks(self) -> list[Track]:
        """The records that have changed since `settle_tracks`, by kind and name; one whose name no incident has any more is `named` 0."""
        found = self._db.rows("SELECT kind, name, named, supported, judged, incidents FROM track WHERE fresh = 1 ORDER BY kind, name")
        return [Track(kind, plain(name), *numbers) for kind, name, *numbers in found]

    def settle_tracks(self) -> None:
        """Note that grades have been given from every record."""
        with self.transaction():
            self._db.write("DELETE FROM track WHERE fresh = 1 AND named = 0")
            self._db.write("UPDATE track SET fresh = 0 WHERE fresh = 1")

    def put_weighed(self, incidents: Sequence[Incident]) -> int:
        """Keep incidents as they were weighed, in place of those of the same ids, of which only the grades differ."""
        changed = 0
        with self.transaction():
            for one in incidents:
                packed, name = pack(one), column(one.id)
                changed += self._db.write("UPDATE incident SET record = ? WHERE id = ? AND record <> ?", (packed, name, packed))
                self._db.write("DELETE FROM unweighed WHERE owner = (SELECT number FROM incident WHERE id = ?)", (name,))
        return changed
