"""Records of collecting and reading: what a document says, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sitrep.records.kinds import (
    Act,
    Auxiliary,
    Blame,
    EventType,
    MentionType,
    Modality,
    PartKind,
    Polarity,
    Precision,
    Role,
    Stance,
    TimeType,
    Voice,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of a document's text; `text` is always `document.text[start:end]`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """An input or record that could not be used: what it was, why, and whether trying again may help. `status` is what a web server that
    refused it answered.
    """

    subject: str
    reason: str
    retry: bool = False
    status: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """That a document was taken down, kept as evidence: its ids, the digests of the captures that held it, by whom, when and why."""

    document: str
    article: str
    digests: tuple[str, ...]
    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of a document's text that is no ordinary paragraph. Parts are in order of where they begin."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of an article. Versions of one article share `article`; `capture` is the digest that it was made from.

    `credit` is whom it is credited to (an agency, the source of a feed's entry), `source` the outlet that a feed says the entry is from,
    `original` the address that the page names as that of its original. `dateline` is the place (with day and agency) that the text begins
    with, as written; `parts` are its block quotes, tables, and notes of correction and the like.
    """

    id: str
    article: str
    key: str
    text: str
    url: str | None = None
    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    updated: str | None = None
    language: str | None = None
    credit: str | None = None
    source: str | None = None
    original: str | None = None
    dateline: str | None = None
    parts: tuple[Part, ...] = ()
    capture: str | None = None
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One step of an attribution: who (`source`, as written; `name`, whom it was resolved to), by which word, doing what."""

    source: Span | None
    cue: Span | None
    name: str | None = None
    mention: int | None = None
    act: Act = Act.SAY


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What a document puts forward in one passage, and on whose word (outermost source first; () is its own voice)."""

    id: str
    content: tuple[Span, ...]
    attribution: tuple[Link, ...] = ()
    inner: tuple[str, ...] = ()
    voice: Voice = Voice.OWN
    polarity: Polarity = Polarity.POSITIVE
    modality: Modality = Modality.CERTAIN
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """An actor or recipient: the words, and its country (ISO 3166-1 alpha-3) and PLOVER sector where known."""

    span: Span
    mention: int | None = None
    country: str | None = None
    sector: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its bounds: "at least 50" is low 50, high None; "up to 50" is 0 to 50."""

    role: Role
    low: int | float | None
    high: int | float | None
    approximate: bool
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What a statement reports, coded by PLOVER. `place` and `date` are indices into the reading's places and times.

    `blame` is how surely the actors are said to have done it, None where there are none; `background` that the passage only names it as the
    setting of something else. `undated` says why a date that is written there is not the event's; None where nothing is to be said.
    """

    id: str
    statement: str | None
    trigger: Span
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    auxiliary: Auxiliary | None = None
    actors: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    place: int | None = None
    date: int | None = None
    undated: str | None = None
    quantities: tuple[Quantity, ...] = ()
    blame: Blame | None = None
    background: bool = False
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A named or described thing in the text."""

    span: Span
    type: MentionType
    name: str | None = None
    wikidata: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """Another place of the same name, which was not chosen. Latitude and longitude in degrees (WGS 84)."""

    name: str
    geonames_id: int | None
    latitude: int | float | None
    longitude: int | float | None
    country: str | None
    admin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place as written and as resolved, with the reason for the choice. Latitude and longitude in degrees (WGS 84).

    `runners_up` are the likeliest other places of that name, the likeliest first.
    """

    span: Span
    name: str
    geonames_id: int | None = None
    latitude: int | float | None = None
    longitude: int | float | None = None
    country: str | None = None
    precision: Precision = Precision.REGION
    reason: str = ""
    admin: str | None = None
    runners_up: tuple[PlaceOption, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Location:
    """Where an incident was: a place without the words of any one document. Latitude and longitude in degrees (WGS 84)."""

    name: str
    geonames_id: int | None = None
    latitude: int | float | None = None
    longitude: int | float | None = None
    country: str | None = None
    precision: Precision = Precision.REGION
    reason: str = ""
    admin: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A TIMEX3 expression; `start` and `end` are the first and last day (or moment) that `value` covers.

    `mod` is TIMEX3's: BEFORE or AFTER where what is told was before or after it ("before Ramadan"); `start` or `end` is then open.
    """

    span: Span
    type: TimeType
    value: str
    start: str | None = None
    end: str | None = None
    mod: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds a position."""

    source: Span | None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A stand on a proposal; `holder` None is the author."""

    proposal: str
    proposal_spans: tuple[Span, ...]
    holder: Holder | None
    stance: Stance
    grounds: tuple[Span, ...] = ()
    statement: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything that a reader found in one document; `numbers` are those of accidents, which no event has."""

    document: Document
    statements: tuple[Statement, ...] = ()
    events: tuple[Event, ...] = ()
    mentions: tuple[Mention, ...] = ()
    places: tuple[Place, ...] = ()
    times: tuple[Time, ...] = ()
    positions: tuple[Position, ...] = ()
    numbers: tuple[Quantity, ...] = ()
    made_by: str = ""
