"""Records of what became of an article after it was first received: its versions, what each changed, and whether it is still there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitrep.records.kinds import ChangeKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a passage: whether its words stand in the other version too."""

    text: str
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewording:
    """A sentence as it was and as it is, in pieces; one side is empty where the sentence is new or gone. `title`: it is the headline."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    title: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A fact that was changed. `what` is a number's role ("killed"), "number" for one without, "date" or "name"; `sentence` is where it
    now stands.
    """

    what: str
    before: str
    after: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementChange:
    """A statement that is gone, new or changed: its id and words in each version, and of a changed one what about it ("numbers", "words",
    "on whose word", "whether it is so", "how surely").
    """

    kind: ChangeKind
    before: str | None
    after: str | None
    was: str
    now: str
    how: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a version of an article (`after`, a document) changed of the one before it (`before`), numbers first.

    `at` is when the later version says that it appeared, None where it says no more than the earlier did; `seen` when it was first
    received. `note` is the note of a correction or an update that it carries and the earlier does not, in its words; None for a silent
    change. `moved` sentences stand elsewhere, `more` changes are left out.
    """

    article: str
    before: str
    after: str
    at: str | None = None
    seen: datetime | None = None
    note: str | None = None
    points: tuple[Point, ...] = ()
    statements: tuple[StatementChange, ...] = ()
    passages: tuple[Rewording, ...] = ()
    moved: int = 0
    more: int = 0
    made_by: str = ""

    @property
    def silent(self) -> bool:
        """Whether facts were changed without a word about it."""
        return bool(self.points) and self.note is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """That an address which had answered was found to be missing (404) or gone (410), kept as evidence: `since` when that was first seen,
    `until` when it was found to answer again.
    """

    address: str
    status: int
    since: datetime
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """An article that was changed or is gone: its versions (documents, oldest first), what each that changed a word changed, and what is
    gone of it now.
    """

    id: str
    versions: tuple[str, ...]
    revisions: tuple[Revision, ...] = ()
    gone: Absence | None = None
