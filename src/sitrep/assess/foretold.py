"""Key judgements as forecasts: as each stood when it became known whether it proved true, whatever was written since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from sitrep.assess.compose import deeds_out, gone_out, went_out
from sitrep.assess.forecasts import passed
from sitrep.assess.writing import take_apart
from sitrep.records import Assessment, Deed, DeedKind, Draft, KeyJudgement


def foretold(drafts: Sequence[Draft], deeds: Sequence[Deed], now: datetime) -> Assessment | None:
    """An assessment as readers may have it at the moment `now`, but with its key judgements as they stood when each was first resolved,
    or when its day had passed, if that was earlier: what a later correction says of them is hindsight. None where nothing is out.
    """
    out = gone_out(drafts, deeds, now=now)
    if out is None:
        return None
    texts = {one.id: one.text for one in drafts}
    stood: dict[str, KeyJudgement] = {}
    outcomes: dict[str, bool | None] = {}
    for deed in deeds_out(drafts, deeds, now):
        if deed.kind is DeedKind.RESOLVE and deed.judgement:
            outcomes[deed.judgement] = deed.outcome
        elif went_out(deed):
            settled = {name: one for name, one in stood.items() if name in outcomes or (one.due and passed(one.due, deed.at.date()))}
            stood = {one.id: one for one in take_apart(texts[deed.draft]).judgements} | settled
    return replace(out, judgements=tuple(replace(one, outcome=outcomes.get(name)) for name, one in stood.items()))
