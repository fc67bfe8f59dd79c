"""The closed sets of values that records use."""

from __future__ import annotations

from enum import StrEnum


class Voice(StrEnum):
    """The form in which a statement's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"
    OWN = "own"


class Polarity(StrEnum):
    """Whether a statement is put forward as so or as not so."""

    POSITIVE = "positive"
    NEGATIVE = "negative"


class Modality(StrEnum):
    """How surely a statement is put forward."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    FUTURE = "future"


class Act(StrEnum):
    """What a source does with its words."""

    SAY = "say"
    REPORT = "report"
    CLAIM = "claim"
    CONFIRM = "confirm"
    DENY = "deny"
    ACCUSE = "accuse"
    THREATEN = "threaten"
    PROMISE = "promise"
    ASK = "ask"
    PROPOSE = "propose"
    REJECT = "reject"
    BELIEVE = "believe"
    ESTIMATE = "estimate"


class EventType(StrEnum):
    """The sixteen event types of PLOVER (2022 codebook)."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"


class Auxiliary(StrEnum):
    """PLOVER's auxiliary modes: an event that did not just happen."""

    HISTORICAL = "historical"
    FUTURE = "future"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Blame(StrEnum):
    """How surely an act is laid to its actors (after slot 11 of the MUC-4 templates)."""

    FACT = "fact"
    CLAIMED = "claimed"
    SUSPECTED = "suspected"
    POSSIBLE = "possible"


class Role(StrEnum):
    """What a quantity of an event counts."""

    KILLED = "killed"
    INJURED = "injured"
    DETAINED = "detained"
    ABDUCTED = "abducted"
    DISPLACED = "displaced"
    DESTROYED = "destroyed"
    PARTICIPANTS = "participants"
    OTHER = "other"


class MentionType(StrEnum):
    """The kind of thing that a mention names."""

    PERSON = "person"
    ORGANIZATION = "organization"
    PLACE = "place"
    GROUP = "group"
    FACILITY = "facility"
    VEHICLE_WEAPON = "vehicle_weapon"
    MISC = "misc"


class Precision(StrEnum):
    """How large a thing a resolved place is."""

    POINT = "point"
    CITY = "city"
    ADMIN = "admin"
    COUNTRY = "country"
    REGION = "region"


class TimeType(StrEnum):
    """TIMEX3 types."""

    DATE = "DATE"
    TIME = "TIME"
    DURATION = "DURATION"
    SET = "SET"


class EdgeKind(StrEnum):
    """Why two reports are held to rest on one word."""

    CANONICAL = "canonical"
    COPY = "copy"
    FEED = "feed"
    CREDIT = "credit"
    SOURCE = "source"
    OUTLET = "outlet"
    PICK_UP = "pick-up"
    FAMILY = "family"
    QUOTATION = "quotation"
    ERROR = "error"


class Stance(StrEnum):
    """How a holder stands to a proposal."""

    PROPOSES = "proposes"
    SUPPORTS = "supports"
    OPPOSES = "opposes"
    SUPPORTS_IF = "supports_if"
    ALTERNATIVE = "alternative"


class State(StrEnum):
    """How the accounts of one claim stand to each other."""

    SINGLE = "single"
    AGREED = "agreed"
    DISPUTED = "disputed"
    DENIED = "denied"
    REVISED = "revised"


class GradedKind(StrEnum):
    """What a grade is given to."""

    ACCOUNT = "account"
    SOURCE = "source"
    OUTLET = "outlet"


class JudgementKind(StrEnum):
    """What an analyst says of incidents: two are one, or some reports of one are of another."""

    MERGE = "merge"
    SPLIT = "split"


class PartKind(StrEnum):
    """What a part of a document's text is besides its paragraphs: quoted block, table, or a note of the editors on the text itself."""

    QUOTE = "quote"
    TABLE = "table"
    CORRECTION = "correction"
    CLARIFICATION = "clarification"
    RETRACTION = "retraction"
    UPDATE = "update"
    EDITORS_NOTE = "editors_note"


class ChangeKind(StrEnum):
    """What became of a statement from one version of an article to the next."""

    CHANGED = "changed"
    GONE = "gone"
    NEW = "new"


class Likelihood(StrEnum):
    """The seven terms of ICD 203 (Analytic Standards, 2015, 6.e.2.a) and their ranges of probability."""

    ALMOST_NO_CHANCE = "almost no chance"  # 1-5 %
    VERY_UNLIKELY = "very unlikely"  # 5-20 %
    UNLIKELY = "unlikely"  # 20-45 %
    ROUGHLY_EVEN_CHANCE = "roughly even chance"  # 45-55 %
    LIKELY = "likely"  # 55-80 %
    VERY_LIKELY = "very likely"  # 80-95 %
    ALMOST_CERTAIN = "almost certain"  # 95-99 %


class Confidence(StrEnum):
    """How sure an analyst is of the grounds of a judgement; never of how likely something is (ICD 203)."""

    LOW = "low"
    MODERATE = "moderate"
    HIGH = "high"


class Marking(StrEnum):
    """The Traffic Light Protocol, version 2.0 (FIRST): to whom something may go on. In the order of the members, the freest first."""

    CLEAR = "TLP:CLEAR"
    GREEN = "TLP:GREEN"
    AMBER = "TLP:AMBER"
    AMBER_STRICT = "TLP:AMBER+STRICT"
    RED = "TLP:RED"


class AssessmentStatus(StrEnum):
    """Where an assessment stands. A published one that is written on stays published as it was, until the new text is published."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class CitationKind(StrEnum):
    """What a citation names: `[[st:ID]]`, `[[in:ID]]`, `[[ac:INCIDENT/attribute/value]]`, `[[pr:ID]]`, `[[do:ID]]`, `[[as:ID]]`."""

    STATEMENT = "st"
    INCIDENT = "in"
    ACCOUNT = "ac"
    PROPOSAL = "pr"
    DOCUMENT = "do"
    ASSESSMENT = "as"


class ResponseStance(StrEnum):
    """How a response answers."""

    AGREE = "agree"
    DISAGREE = "disagree"
    AMEND = "amend"


class DeedKind(StrEnum):
    """What is done with a text that was saved."""

    REVIEW = "review"
    PUBLISH = "publish"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    RESOLVE = "resolve"


class ReferenceKind(StrEnum):
    """What an edition refers to: an article, an assessment, or an edition that went out before."""

    DOCUMENT = "document"
    ASSESSMENT = "assessment"
    EDITION = "edition"


class Severity(StrEnum):
    """How much a remark on a draft weighs: an error keeps it from being published."""

    ERROR = "error"
    WARNING = "warning"
