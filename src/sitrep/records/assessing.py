"""Records of assessing: what analysts write, answer, review, publish, withdraw and later find to have come true or not.

An assessment's id is minted once. All that becomes of it is a `Draft` (a text that was saved) or a `Deed` (what was done with a text), both
evidence: appended, never rewritten. An `Assessment` is what these come to: derived, made again whenever it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitrep.records.kinds import (
    AssessmentStatus,
    CitationKind,
    Confidence,
    DeedKind,
    Likelihood,
    Marking,
    ResponseStance,
    Severity,
    State,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text that was saved: front matter and Markdown, as it was given. `number` counts the drafts of an assessment from 1; `parent` is
    the id of the draft that it was written from (None: the first), so that two analysts who saved at once can be seen to have done so.
    """

    id: str
    assessment: str
    number: int
    parent: str | None
    at: datetime
    by: str
    text: str
    message: str = ""
    merges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done with a draft: reviewed, published, corrected, withdrawn; or that a key judgement was resolved. `judgement` and
    `outcome` are for resolving alone: which one, and whether it proved true.
    """

    id: str
    assessment: str
    draft: str
    kind: DeedKind
    at: datetime
    by: str
    note: str = ""
    judgement: str | None = None
    outcome: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A citation, and where it stands in `Assessment.body`: what it names, by kind and target."""

    kind: CitationKind
    target: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyJudgement:
    """A key judgement. `id` is its name within the assessment ("kj1"); `due` the day by which it will have proved true or not; `outcome`
    whether it did, None while that is open.
    """

    id: str
    text: str
    likelihood: Likelihood | None = None
    confidence: Confidence | None = None
    due: str | None = None
    citations: tuple[Citation, ...] = ()
    outcome: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How an account of an incident stood: which claim it answers, its value, the claim's state and its grade. Without a grade: how the
    whole claim stood.
    """

    claim: str
    state: State
    value: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """What a citation led to when a draft was saved, kept as evidence with the draft. `id` is what was there under `target` (None:
    nothing); `words` the passage, title or text, `documents` those whose words these are: words and standings go when one of them is taken
    down. `notes` is what was to be said of it then, in words: that it was replaced by a later version, retracted, opposed by two.
    """

    kind: CitationKind
    target: str
    id: str | None
    words: str = ""
    standings: tuple[Standing, ...] = ()
    documents: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """What the linter says of a draft: the line of the text (from 1; None: of the whole), and in a sentence what is wrong."""

    severity: Severity
    line: int | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """That an assessment is a response: to which assessment, to which of its key judgements (None: to the whole), and how."""

    assessment: str
    judgement: str | None
    stance: ResponseStance


@dataclass(frozen=True, slots=True, kw_only=True)
class Staleness:
    """Evidence that changed since a draft cited it: what (`target`, as cited) and in which way, in words."""

    target: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """An analyst's document as it stands at one of its drafts. `body` is Markdown without the front matter; `by` who wrote the first draft;
    `area` and `topics` are free words that feeds and reports choose by; nothing goes out before `embargo`, nor to whom `marking` keeps it
    from. `deeds` are those that stay visible, oldest first. `stale` says which evidence is no longer what it was.
    """

    id: str
    title: str
    by: str
    status: AssessmentStatus
    draft: str
    number: int
    created: datetime
    changed: datetime
    body: str
    desk: str | None = None
    summary: str = ""
    area: str | None = None
    topics: tuple[str, ...] = ()
    judgements: tuple[KeyJudgement, ...] = ()
    citations: tuple[Citation, ...] = ()
    assumptions: tuple[str, ...] = ()
    alternatives: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    indicators: tuple[str, ...] = ()
    answers: Answer | None = None
    marking: Marking = Marking.CLEAR
    embargo: datetime | None = None
    published: datetime | None = None
    deeds: tuple[Deed, ...] = ()
    stale: tuple[Staleness, ...] = ()
