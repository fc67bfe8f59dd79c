"""Evidence in SQLite: captures with their bytes, minted ids, analysts' judgements, grades given.

Rows are added, never changed; triggers see to it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import count

from sitrep.codec import moment
from sitrep.errors import StoreError
from sitrep.records import Capture, Encoded, Grading, Judgement, make_id
from sitrep.store.bodies import DamagedError, packed, unpacked
from sitrep.store.part import Part
from sitrep.store.rows import array, column, pack, plain
from sitrep.store.schema import RECEIVED


class Evidence(Part):
    """The part of the store that cannot be made again."""

    def add_capture(self, capture: Capture, body: bytes) -> bool:
        """Keep what was received; True if it was new: its bytes, where from, or the outlet and date that were given for it.

        Bytes are kept once a digest, in the compression in which they came, else compressed by zlib.
        """
        if hashlib.sha256(body).hexdigest() != capture.digest:
            raise StoreError(capture.location, f"is refused: its bytes do not have the digest {capture.digest}")
        with self.transaction():
            if self.has_capture(capture):
                return False
            if self._db.row("SELECT 1 FROM capture_body WHERE digest = ?", (capture.digest,)) is None:
                kept = packed(body, body.sent if isinstance(body, Encoded) else None)
                self._db.write("INSERT INTO capture_body (digest, body) VALUES (?, ?)", (capture.digest, kept))
            return self._put_capture(capture)

    def has_capture(self, capture: Capture) -> bool:
        """Whether `add_capture` would find nothing new in it."""
        return self._said(capture) > 0 and not self._moved(capture)

    def _said(self, capture: Capture) -> int:
        """How many captures of these bytes from this location there are for which the same was given."""
        given = given_for(capture)
        known = "SELECT count(*) FROM capture WHERE digest = ? AND location = ? AND (said = ? OR substr(said, 1, ?) = ?)"
        found = self._db.row(known, (column(capture.digest), column(capture.location), given, len(given), f"{given[:-1]},"))
        return int(found[0]) if found else 0

    def _moved(self, capture: Capture) -> bool:
        """Whether an address has moved for good since what arrived from it last, or is back."""
        if capture.response is None or capture.response.archive:
            return False
        latest = self.latest_capture(capture.location)
        before = latest.response if latest else None
        return before is not None and not before.archive and before.moved != capture.response.moved

    def _put_capture(self, capture: Capture) -> bool:
        """Keep a capture, but for its bytes. One that says only that its address has moved has the move behind what was given for it."""
        said = moved_said(capture) if self._said(capture) and self._moved(capture) else given_for(capture)
        values = (column(capture.digest), column(capture.location), said, pack(capture))
        return bool(self._db.write("INSERT INTO capture (digest, location, said, record) VALUES (?, ?, ?, ?)", values))

    def capture(self, digest: str, location: str | None = None) -> Capture | None:
        """The capture of this digest from this location; without a location the first that arrived."""
        if location is None:
            found = self._db.row("SELECT record FROM capture WHERE digest = ? ORDER BY number LIMIT 1", (column(digest),))
        else:
            found = self._db.row(
                "SELECT record FROM capture WHERE digest = ? AND location = ? ORDER BY number LIMIT 1", (column(digest), column(location))
            )
        return self._db.record(Capture, found[0]) if found else None

    def latest_capture(self, location: str) -> Capture | None:
        """The capture that was received last from this location: by that, as an import puts earlier ones behind later."""
        query = f"SELECT record FROM capture WHERE location = ? ORDER BY {RECEIVED} DESC, number DESC LIMIT 1"
        found = self._db.row(query, (column(location),))
        return self._db.record(Capture, found[0]) if found else None

    def locations(self, start: str) -> list[str]:
        """The locations of captures that begin with `start`, which is plain ASCII, in order, each once."""
        query = "SELECT DISTINCT location FROM capture WHERE location >= ? AND location < ? ORDER BY location"
        return [plain(found) for (found,) in self._db.rows(query, (start, f"{start}\x7f"))]

    def captures(self) -> Iterator[Capture]:
        """Every capture in order of arrival."""
        return self._db.records(Capture, "capture", "SELECT number FROM capture ORDER BY number")

    def digests(self) -> list[str]:
        """The digest of everything that was received, in order."""
        return [plain(digest) for (digest,) in self._db.rows("SELECT digest FROM capture_body ORDER BY digest")]

    def body(self, digest: str) -> bytes:
        """The bytes received, checked against their digest."""
        kept = self.kept(digest)
        if not kept:
            raise StoreError(digest, "was taken down: its bytes are gone")
        try:
            body = unpacked(kept)
        except DamagedError as error:
            raise StoreError(digest, f"is damaged: {error}") from error
        if hashlib.sha256(body).hexdigest() != digest:
            raise StoreError(digest, "is damaged: its bytes no longer have this digest")
        return body

    def kept(self, digest: str) -> bytes:
        """The bytes as they are kept, in the compression in which they came or in zlib's; empty for what was taken down."""
        found = self._db.row("SELECT body FROM capture_body WHERE digest = ?", (column(digest),))
        if found is None:
            raise StoreError(digest, "is not in the store")
        return bytes(found[0])

    def mint(self, kind: str, founder: str) -> str:
        """The id of the thing of this kind that `founder` founded, minted at the first call."""
        with self.transaction():
            minted = self.minted(kind, (founder,))
            if minted:
                return minted[founder]
            # Two founders whose hashes are the same would otherwise share an id, and one would overwrite the other.
            tried = (make_id(kind, founder, *((attempt,) if attempt else ())) for attempt in count())
            chosen = next(one for one in tried if self._db.row("SELECT 1 FROM minted WHERE id = ?", (column(one),)) is None)
            self._db.write("INSERT INTO minted (kind, founder, id) VALUES (?, ?, ?)", (column(kind), column(founder), column(chosen)))
        return chosen

    def minted(self, kind: str, founders: Sequence[str] | None = None) -> dict[str, str]:
        """Founder to minted id, in the order in which they were minted; of these founders, or of all."""
        query, parameters = "SELECT founder, id FROM minted WHERE kind = ?", [column(kind)]
        if founders is not None:
            query += " AND founder IN (SELECT value FROM json_each(?))"
            parameters.append(array(founders))
        return {plain(founder): plain(minted) for founder, minted in self._db.rows(f"{query} ORDER BY number", parameters)}

    def founders(self, kind: str, ids: Sequence[str]) -> dict[str, str]:
        """Minted id to founder, in the order in which they were minted; of those of these ids that were."""
        # The + keeps SQLite from walking over everything of this kind: the few ids are looked up.
        query = "SELECT id, founder FROM minted WHERE +kind = ? AND id IN (SELECT value FROM json_each(?)) ORDER BY number"
        return {plain(minted): plain(founder) for minted, founder in self._db.rows(query, (column(kind), array(ids)))}

    def add_judgement(self, judgement: Judgement) -> bool:
        """Keep an analyst's judgement; True if it was new."""
        with self.transaction():
            if self._db.row("SELECT 1 FROM judgement WHERE id = ?", (column(judgement.id),)) is not None:
                return False
            insert = "INSERT INTO judgement (id, record) VALUES (?, ?) RETURNING number"
            [(number,)] = self._db.rows(insert, (column(judgement.id), pack(judgement)))
            names = sorted({column(name) for name in (*judgement.documents, *judgement.incidents)})
            self._db.write_many("INSERT INTO judged (name, judgement) VALUES (?, ?)", [(name, number) for name in names])
        return True

    def judgements(self, names: Sequence[str] | None = None) -> list[Judgement]:
        """The judgements that name any of these documents or incidents, or all, in the order in which they were made."""
        if names is None:
            found = self._db.records(Judgement, "judgement", "SELECT number FROM judgement ORDER BY number")
        else:
            query = "SELECT DISTINCT judgement FROM judged WHERE name IN (SELECT value FROM json_each(?)) ORDER BY judgement"
            found = self._db.records(Judgement, "judgement", query, (array(names),))
        # Those of another database were made before or after those that are here, whenever they came.
        return sorted(found, key=lambda one: one.at)

    def add_gradings(self, gradings: Sequence[Grading]) -> None:
        """Keep that grades were given, in this order."""
        with self.transaction():
            for one in gradings:
                [(number,)] = self._db.rows("INSERT INTO grading (record) VALUES (?) RETURNING number", (pack(one),))
                self._db.write("INSERT INTO graded (subject, grading) VALUES (?, ?)", (column(one.subject), number))

    def gradings(self, subjects: Sequence[str] | None = None) -> Iterator[Grading]:
        """The grades that were given, to these subjects or to all, in the order in which they were."""
        if subjects is None:
            return self._db.records(Grading, "grading", "SELECT number FROM grading ORDER BY number")
        found = "SELECT grading FROM graded WHERE subject = '' OR subject IN (SELECT value FROM json_each(?)) ORDER BY grading"
        named = set(subjects)
        return (one for one in self._db.records(Grading, "grading", found, (array(subjects),)) if one.subject in named)


def given_for(capture: Capture) -> str:
    """What was given for a capture on the command line, as the column `said` holds it."""
    said: list[object] = [capture.outlet, capture.published]
    return column(json.dumps(said if capture.listing is None else [{"list": capture.listing}, *said]))


def moved_said(capture: Capture) -> str:
    """What `said` holds for a response that is kept only because its address has moved: what was given, where to (None: back), and when.

    Not how often, so that the moves which two databases saw are told apart. Databases of before hold a count in its place.
    """
    response = capture.response
    move = {"moved": response.moved, "at": moment(response.fetched)} if response else None
    return f"{given_for(capture)[:-1]}, {json.dumps(move)}]"
