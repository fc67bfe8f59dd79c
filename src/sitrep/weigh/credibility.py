"""Digits: how credible an account is, from how independent origins stand to it, whoever gives it (AJP-2.1, STANAG 2511)."""

from __future__ import annotations

from collections.abc import Mapping

from sitrep.records import Incident, Modality, Reading
from sitrep.weigh.standing import Standing, stated

DIGITS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
_UNSURE = (Modality.POSSIBLE, Modality.PROBABLE, Modality.CONDITIONAL, Modality.FUTURE)


def credibility(standing: Standing, incident: Incident, readings: Mapping[str, Reading]) -> tuple[int, tuple[str, ...]]:
    """The digit of an account, with its reasons."""
    digit, reasons = _by_origins(standing, incident)
    if digit < 3 and _unsure(standing, incident, readings):
        return 3, (*reasons, "every report puts it as no more than likely or possible")
    return digit, reasons


def _by_origins(standing: Standing, incident: Incident) -> tuple[int, tuple[str, ...]]:
    supporting, against = len(standing.supporting), len(standing.against)
    if standing.withdrawn:
        return 5, ("its own origin has since given another answer",)
    if not against:
        return _unopposed(supporting, stated(incident, standing.supporting))
    counted = f"{_origins(supporting)} for it, {_origins(against)} against it"
    if supporting >= 2 * against:
        return 2, (counted,)
    if supporting >= against:
        weaker = not stated(incident, standing.supporting) and bool(stated(incident, standing.against))
        return (4, (counted, "only those against it are known by name")) if weaker else (3, (counted,))
    if against >= 2 and against >= 2 * supporting:
        return 5, (counted, "most independent origins contradict it")
    return 4, (counted,)


def _unopposed(supporting: int, known: int) -> tuple[int, tuple[str, ...]]:
    if supporting < 2:
        return 6, ("one origin, and nothing to hold it against",)
    if known >= 2:
        return 1, (f"{_origins(supporting)} agree, none disputes it",)
    return 2, (f"{_origins(supporting)} agree, none disputes it", "fewer than two of them say on whose word: they may share one")


def _origins(count: int) -> str:
    return f"{count} independent origin{'' if count == 1 else 's'}"


def _unsure(standing: Standing, incident: Incident, readings: Mapping[str, Reading]) -> bool:
    """Whether every statement that gives the account is hedged; False where none can be looked up."""
    wanted = set(standing.account.statements)
    found = [
        statement.modality
        for report in standing.account.reports
        if incident.reports[report].document in readings
        for statement in readings[incident.reports[report].document].statements
        if statement.id in wanted
    ]
    return bool(found) and all(modality in _UNSURE for modality in found)
