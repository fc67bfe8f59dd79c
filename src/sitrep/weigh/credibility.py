"""Digits: how credible an account is, from how independent origins stand to it, whoever gives it (AJP-2.1, STANAG 2511)."""

from __future__ import annotations

from sitrep.weigh.standing import Standing

DIGITS = {
    1: "confirmed by other sources",
    2: "probably true",
    3: "possibly true",
    4: "doubtful",
    5: "improbable",
    6: "truth cannot be judged",
}
# So many origins that are known by name must give an account for it to be confirmed.
CONFIRMING = 2
# Fewer origins than this that agree show nothing.
AGREEING = 2
# This many times as many origins make one side of a dispute probable, the other improbable.
OUTWEIGHING = 2
# So many must agree with each other against an account to make it improbable.
JOINT = 2
# What agrees with an account without giving it, and what does neither.
_ALIKE = {"date": "days that overlap with it", "place": "a place that can be the same"}
_BESIDE = {"date": "the day next to it"}


def credibility(standing: Standing) -> tuple[int, tuple[str, ...]]:
    """The digit of an account, with its reasons."""
    digit, reasons = _opposed(standing) if standing.rivals or standing.withdrawn else _unopposed(standing)
    if digit < 3 and standing.hedged:
        return 3, (*reasons, "every report puts it as no more than likely or possible")
    return digit, reasons


def _opposed(standing: Standing) -> tuple[int, tuple[str, ...]]:
    if standing.withdrawn:
        return 5, ("its own origin has since given another answer",)
    supporting, against, joint = len(standing.supporting), len(standing.against), standing.joint
    counted = f"{origins(supporting)} for it, {origins(against)} against it"
    split = () if joint == against else ("those against it do not agree with each other",)
    if supporting >= OUTWEIGHING * against:
        return 2, (counted,)
    if supporting >= against:
        weaker = not standing.supporting & standing.known and bool(standing.against & standing.known)
        return (4, (counted, "only those against it are known by name")) if weaker else (3, (counted, *split))
    if joint >= JOINT and joint >= OUTWEIGHING * supporting:
        return 5, (counted, f"{origins(joint)} agree against it" if split else "most independent origins contradict it")
    return 4, (counted, *split)


def _unopposed(standing: Standing) -> tuple[int, tuple[str, ...]]:
    supporting, giving, beside = len(standing.supporting), len(standing.giving), len(standing.beside)
    known = len(standing.giving & standing.known)
    if supporting < AGREEING and not beside:
        return 6, ("one origin, and nothing to hold it against",)
    given = f"{origins(giving)} {_give(giving)} it"
    if supporting < AGREEING:
        other = _BESIDE.get(standing.attribute, "another answer")
        return 3, (f"{given}; {beside} more {_give(beside)} {other}, which is neither for nor against it",)
    if known >= CONFIRMING:
        how = "quoted for it" if standing.setting else "known by name"
        return 1, (f"{given}, {'all' if known == giving else known} {how}, and none disputes it",)
    others = supporting - giving
    more = f"; {others} more {_give(others)} {_ALIKE.get(standing.attribute, 'what can be so at the same time')}" if others else ""
    return 2, (f"{given}{more}; none disputes it", _why_not_confirmed(standing, giving))


def _give(count: int) -> str:
    return "gives" if count == 1 else "give"


def _why_not_confirmed(standing: Standing, giving: int) -> str:
    if giving < CONFIRMING:
        return "what agrees is not so exact: it supports this, but does not confirm it"
    if standing.setting:
        return "fewer than two of them are quoted for it: reports tell it in their own words, or it is inferred from them"
    return "fewer than two of them say on whose word: they may share one"


def origins(count: int) -> str:
    """ "1 independent origin", "2 independent origins"."""
    return f"{count} independent origin{'' if count == 1 else 's'}"
