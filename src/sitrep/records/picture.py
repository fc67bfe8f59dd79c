"""Records of comparing, weighing and publishing: from tellings to the situation report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitrep.records.assessing import Assessment
from sitrep.records.kinds import EdgeKind, EventType, GradedKind, JudgementKind, Marking, Role, Stance, State
from sitrep.records.reading import Holder, Location, Place
from sitrep.records.revising import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A number that a telling gives, with the statement that it stands in."""

    role: Role
    low: int | float | None
    high: int | float | None
    approximate: bool
    text: str
    statement: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """One document's telling of one happening: what comparing looks at. `keys` are the blocking keys by which the store finds
    candidates; `words` salient words and numbers; `sketch` sampled hashes of five-word runs, for finding copies; `main` marks what the
    document is chiefly about.
    """

    id: str
    document: str
    main: bool
    type: EventType | None
    outlet: str | None = None
    published: str | None = None
    title: str | None = None
    place: Place | None = None
    start: str | None = None
    end: str | None = None
    dated: bool = False
    events: tuple[str, ...] = ()
    statements: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    tolls: tuple[Toll, ...] = ()
    words: tuple[str, ...] = ()
    sketch: tuple[int, ...] = ()
    keys: tuple[str, ...] = ()
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """An edge between two tellings: how alike they are (0 to 1), whether one copies the other, and why, in words."""

    first: str
    second: str
    score: float
    copy: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A document's part in an incident. `origin` is the one that its first account rests on; `replaced_by` the document of the incident
    that is a later version of the same article: then only what this one says otherwise counts, as what was taken back.
    """

    key: str
    document: str
    statements: tuple[str, ...]
    events: tuple[str, ...]
    outlet: str | None
    origin: str
    published: str | None
    main: bool
    article: str | None = None
    replaced_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginEdge:
    """Why one report (`from`, an index) is held to rest on another (`to`), or both on one word: what kind of tie, in words, and a passage
    of each document, None where it has none to show. `joins` is false for a hint that is too weak to count; `to` then has another origin.
    """

    from_: int
    to: int
    kind: EdgeKind
    why: str
    passages: tuple[str | None, ...] = ()
    joins: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """An independent witness, the reports (indices) that rest on it, and the ties that hold them together."""

    id: str
    label: str
    reports: tuple[int, ...]
    why: str
    edges: tuple[OriginEdge, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PastGrade:
    """A grade (of a source or an outlet: a letter) that was given, and until when."""

    grade: str
    until: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Grading:
    """That a grade was given, kept as evidence. `subject` is the name of the source or outlet, or the incident's id; of an account, `claim`
    is what is asked and `value` the answer.
    """

    kind: GradedKind
    subject: str
    grade: str
    at: datetime
    claim: str = ""
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One answer to a claim, the reports and statements that give it, and how far to rely on it (Admiralty code). `would_change` says in a
    sentence each what would give it another digit; `history` which grades it had before.
    """

    value: str
    low: int | float | None
    high: int | float | None
    reports: tuple[int, ...]
    statements: tuple[str, ...]
    origins: int
    grade: str = "F6"
    why: tuple[str, ...] = ()
    origin_ids: tuple[str, ...] = ()
    would_change: tuple[str, ...] = ()
    history: tuple[PastGrade, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One question about an incident and every answer given to it."""

    attribute: str
    accounts: tuple[Account, ...]
    state: State


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """An analyst's word on incidents, kept as evidence. `sides` are the documents chiefly about each of the two that were merged; or those
    that stayed and those that left when one was split. `incidents` is the id that each side bears, `besides` the documents that left but
    told it only in passing.
    """

    id: str
    kind: JudgementKind
    sides: tuple[tuple[str, ...], ...]
    incidents: tuple[str, ...]
    by: str
    at: datetime
    reason: str
    besides: tuple[str, ...] = ()

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document that it speaks of."""
        return tuple(document for side in (*self.sides, self.besides) for document in side)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A judgement as it shows at an incident. `incidents` are those that were merged into it, or those that it is kept apart from."""

    id: str
    kind: JudgementKind
    by: str
    at: datetime
    reason: str
    incidents: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """The happening that several reports are about."""

    id: str
    type: EventType | None
    title: str
    place: Location | None = None
    start: str | None = None
    end: str | None = None
    aliases: tuple[str, ...] = ()
    reports: tuple[Report, ...] = ()
    origins: tuple[Origin, ...] = ()
    claims: tuple[Claim, ...] = ()
    judgements: tuple[Judged, ...] = ()
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldPosition:
    """A position within a proposal that is followed over documents. `who` is its holder in words: the fullest name that the proposal's
    documents give, the byline for an author, else what the author or the source is called there. `text` is the proposal in this
    position's words (of an alternative: what it offers), `passage` what the document says there; `but` what the holder of an alternative
    holds against it himself; `direct` that these are his own words, as author or quoted.
    """

    holder: Holder | None
    stance: Stance
    grounds: tuple[str, ...]
    key: str
    document: str
    statement: str | None
    date: str | None
    who: str = ""
    text: str = ""
    passage: str = ""
    but: tuple[str, ...] = ()
    direct: bool = False
    article: str | None = None
    outlet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """What one holder said of a proposal: the positions (indices), oldest first."""

    who: str
    positions: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """That a holder took another stand: the positions (indices) before and after, the stands, when the later appeared, both passages."""

    who: str
    before: int
    after: int
    left: Stance
    took: Stance
    date: str | None
    passages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A course of action that someone proposes, every position on it, each holder's over time, and who moved."""

    id: str
    text: str
    positions: tuple[HeldPosition, ...]
    aliases: tuple[str, ...] = ()
    made_by: str = ""
    timelines: tuple[Timeline, ...] = ()
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """How far a source or an outlet is to be relied on: A to F (AJP-2.1), the score of its record, how many items that was judged on.
    `set_by` is "desk" where the desk set the letter itself, None where its record gave it.
    """

    name: str
    reliability: str
    score: int | float | None
    judged_on: int
    why: tuple[str, ...]
    set_by: str | None = None
    history: tuple[PastGrade, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SituationReport:
    """What goes out: the whole picture at one moment. `articles` are those that were changed or are gone; `assessments` what analysts
    wrote, responses among them; `marking` to whom it may go on.
    """

    generated: datetime
    incidents: tuple[Incident, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    sources: tuple[Grade, ...] = ()
    outlets: tuple[Grade, ...] = ()
    articles: tuple[Article, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    marking: Marking = Marking.CLEAR
