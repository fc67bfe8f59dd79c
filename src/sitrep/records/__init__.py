"""What is passed on: every record that one stage hands to the next, and the ids that name them.

Records are frozen, slotted and built by keyword. Field names are those of the JSON contract (docs/reference/json.md), so
`codec.to_json` needs no table of names. Offsets count Unicode code points in `Document.text`, end exclusive. Dates are ISO 8601
strings: a day, a month `2010-10`, a year `1993`, or a moment with its offset; unknown is None. Moments that SitRep itself
takes down (`Capture.received`, `Response.fetched`, `SituationReport.generated`) are aware `datetime` values in UTC.
"""

from __future__ import annotations

from sitrep.records.ids import (
    make_id,
)
from sitrep.records.kinds import (
    Act,
    Auxiliary,
    Blame,
    EventType,
    MentionType,
    Modality,
    Polarity,
    Precision,
    Role,
    Stance,
    State,
    TimeType,
    Voice,
)
from sitrep.records.picture import (
    Account,
    Claim,
    Grade,
    HeldPosition,
    Incident,
    Likeness,
    Origin,
    Proposal,
    Report,
    SituationReport,
    Telling,
    Toll,
)
from sitrep.records.reading import (
    Capture,
    Document,
    Event,
    Failure,
    Holder,
    Link,
    Location,
    Mention,
    Party,
    Place,
    PlaceOption,
    Position,
    Quantity,
    Reading,
    Response,
    Span,
    Statement,
    Time,
)

__all__ = [
    "Account",
    "Act",
    "Auxiliary",
    "Blame",
    "Capture",
    "Claim",
    "Document",
    "Event",
    "EventType",
    "Failure",
    "Grade",
    "HeldPosition",
    "Holder",
    "Incident",
    "Likeness",
    "Link",
    "Location",
    "Mention",
    "MentionType",
    "Modality",
    "Origin",
    "Party",
    "Place",
    "PlaceOption",
    "Polarity",
    "Position",
    "Precision",
    "Proposal",
    "Quantity",
    "Reading",
    "Report",
    "Response",
    "Role",
    "SituationReport",
    "Span",
    "Stance",
    "State",
    "Statement",
    "Telling",
    "Time",
    "TimeType",
    "Toll",
    "Voice",
    "make_id",
]
