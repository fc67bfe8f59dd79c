"""An analyst's word on incidents: what to take down when two are merged or one is split, and that it can be.

Each function gives the judgement that it kept; nothing is kept where it raises CompareError, which names what is wrong.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sitrep.compare import identities
from sitrep.errors import CompareError
from sitrep.pipeline import Pipeline
from sitrep.records import Incident, Judgement, JudgementKind, make_id

LONGEST_REASON = 2000
LONGEST_NAME = 200


def merge(pipeline: Pipeline, first: str, second: str, *, reason: str, by: str = "") -> Judgement:
    """Make one incident of two, named by id or alias: the id minted first stays, the other becomes an alias. `by` says who judged.

    Raises CompareError for an incident that is not there, the same one twice, one that no report is chiefly about, and for a reason that is
    empty or too long.
    """
    with pipeline.store.transaction():
        pair = {incident.id: incident for incident in (_incident(pipeline, first), _incident(pipeline, second))}
        if len(pair) < 2:
            raise CompareError(second, f"is the same incident as {first}")
        older, younger = pipeline.store.founders("incident", list(pair))
        sides = tuple(tuple(_chiefly(pair[identity])) for identity in (older, younger))
        identity = _id(pipeline, JudgementKind.MERGE, sides, reason, by)
        return _keep(pipeline, identity, JudgementKind.MERGE, sides, (older, younger), reason=reason, by=by)


def split(pipeline: Pipeline, incident: str, reports: Sequence[str], *, reason: str, by: str = "") -> Judgement:
    """Take reports, named by document id or key, out of an incident. It keeps its id; those that were chiefly about it become an incident
    of their own, with the id that was minted for them before they joined, else a new one. `by` says who judged.

    Raises CompareError for an incident that is not there, a report that is not in it, if no report chiefly about it would be left, and for
    a reason that is empty or too long.
    """
    with pipeline.store.transaction():
        whole = _incident(pipeline, incident)
        leaving = {document for name in reports for document in _reports(whole, name)}
        besides = tuple(report.document for report in whole.reports if report.document in leaving and not report.main)
        gone = tuple(document for document in _chiefly(whole) if document in leaving)
        staying = tuple(document for document in _chiefly(whole) if document not in leaving)
        if not staying:
            raise CompareError(whole.id, "would be left without a report that is chiefly about it")
        if not leaving:
            raise CompareError(whole.id, "is not split: no report was named")
        identity = _id(pipeline, JudgementKind.SPLIT, (staying, gone, besides), reason, by)
        ids = (whole.id, _own_id(pipeline, whole, staying, gone, identity)) if gone else (whole.id,)
        return _keep(pipeline, identity, JudgementKind.SPLIT, (staying, gone), ids, reason=reason, by=by, besides=besides)


def _incident(pipeline: Pipeline, name: str) -> Incident:
    incident = pipeline.store.incident(name)
    if incident is None:
        raise CompareError(name, "is not the id of an incident in the database")
    if not _chiefly(incident):
        raise CompareError(name, "is only told of in passing: no report is chiefly about it, so it cannot be merged or split")
    return incident


def _chiefly(incident: Incident) -> list[str]:
    """The documents that are chiefly about an incident, in its order."""
    return [report.document for report in incident.reports if report.main]


def _reports(incident: Incident, name: str) -> list[str]:
    found = [report.document for report in incident.reports if name in (report.document, report.key)]
    if not found:
        raise CompareError(name, f"is neither the document nor the key of a report of {incident.id}")
    return found


def _id(pipeline: Pipeline, kind: JudgementKind, sides: Sequence[Sequence[str]], reason: str, by: str) -> str:
    """The id of a judgement. Raises CompareError for a reason or a name that is not fit to be kept."""
    check_words(reason, by)
    return make_id("judgement", kind.value, pipeline.now.isoformat(), by, reason, *("\x1e".join(side) for side in sides))


def check_words(reason: str, by: str) -> None:
    """Raise CompareError for a reason that is empty or too long to be kept, and for such a name."""
    if not reason.strip():
        raise CompareError("reason", "is empty: say why, for those who look at it after you")
    for name, text, longest in (("reason", reason, LONGEST_REASON), ("by", by, LONGEST_NAME)):
        if len(text) > longest:
            raise CompareError(name, f"is {len(text):,} characters long; {longest:,} are the most")


def moment_after(pipeline: Pipeline, names: Sequence[str]) -> datetime:
    """When a judgement on these documents and incidents is made: now, or, where the clock was set back, when the last on them was."""
    return max((pipeline.now, *(one.at for one in pipeline.store.judgements(names))))


def _own_id(pipeline: Pipeline, whole: Incident, staying: Sequence[str], leaving: Sequence[str], judgement: str) -> str:
    """The id for reports that leave: the oldest alias that is theirs by its founding or by an earlier judgement, else a new one."""
    ids = [whole.id, *whole.aliases]
    minted = {founder: identity for identity, founder in pipeline.store.founders("incident", ids).items()}
    groups = [[one for one in pipeline.store.tellings_of(side) if one.main] for side in (staying, leaving)]
    theirs = identities(groups, minted, pipeline.store.judgements(ids))[1]
    return next((one for one in theirs if one != whole.id), None) or pipeline.store.mint("incident", judgement)


def _keep(
    pipeline: Pipeline,
    identity: str,
    kind: JudgementKind,
    sides: tuple[tuple[str, ...], ...],
    incidents: tuple[str, ...],
    *,
    reason: str,
    by: str,
    besides: tuple[str, ...] = (),
) -> Judgement:
    judgement = Judgement(
        id=identity,
        kind=kind,
        sides=sides,
        incidents=incidents,
        by=by.strip(),
        at=moment_after(pipeline, [*(document for side in sides for document in side), *besides, *incidents]),
        reason=reason.strip(),
        besides=besides,
    )
    pipeline.judge(judgement)
    return judgement
