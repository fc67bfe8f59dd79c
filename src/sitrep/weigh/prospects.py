"""What would change a digit: the rule that gave it, tried on standings that differ by one step from the one that is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from sitrep.weigh.credibility import DIGITS, credibility
from sitrep.weigh.standing import Standing

# Origins that nobody has yet: ids are never blank.
_FIRST, _SECOND = frozenset((" ",)), frozenset(("  ",))
# Sentences that are kept: the smallest step, and one that leads further.
MOST = 2
# Of very many who are against an account, one less changes nothing that is worth the time.
_OPPONENTS = 6
# Digits of which it is worth saying what would take them away.
_HELD = (1, 2)
_UNJUDGED = max(DIGITS)

Step = tuple[str, Standing]


def prospects(standing: Standing, opponents: Mapping[str, str]) -> tuple[str, ...]:
    """One sentence for each better digit that a step leads to, the smallest step first, at most `MOST`; where none does, what would take a
    good digit away. `opponents` says for each origin against the account what to call what it gives ("the denial of police").
    """
    digit, _ = credibility(standing)
    better = _sentences(_raising(standing, opponents), lambda new: new < digit)
    worse = _sentences(_lowering(standing), lambda new: digit in _HELD and digit < new < _UNJUDGED)
    return better[:MOST] or worse[:1]


def _sentences(steps: Iterator[Step], wanted: Callable[[int], bool]) -> tuple[str, ...]:
    found: dict[int, str] = {}
    for step, standing in steps:
        new, _ = credibility(standing)
        if wanted(new):
            found.setdefault(new, f"{step[:1].upper()}{step[1:]} would make it {new}")
    return tuple(found.values())


def _raising(standing: Standing, opponents: Mapping[str, str]) -> Iterator[Step]:
    """The steps that may raise a digit, the smallest first."""
    if standing.hedged:
        yield "a report that puts it as certain", replace(standing, hedged=False)
    one = _joined_by(standing, _FIRST)
    yield "one more independent origin that gives the same", one
    against = sorted((opponents[origin], origin) for origin in standing.against if origin in opponents)
    for called, origin in against[:_OPPONENTS]:
        left = tuple(rival for held in standing.rivals if (rival := held - {origin}))
        yield f"{called}, if it were withdrawn,", replace(standing, rivals=left)
    if standing.giving - standing.known:
        quoted = "were quoted for it" if standing.setting else "said on whose word"
        yield f"those who give it, if they {quoted},", replace(standing, known=standing.known | standing.giving)
    how = "quoted for the same" if standing.setting else "known by name, that gives the same"
    comma = "" if standing.setting else ","
    yield f"one more independent origin{comma} {how}{comma}", replace(one, known=one.known | _FIRST)
    two = _joined_by(one, _SECOND)
    yield "two more independent origins that give the same", two
    how = "quoted for the same" if standing.setting else "known by name, that give the same"
    yield f"two more independent origins{comma} {how}{comma}", replace(two, known=two.known | _FIRST | _SECOND)


def _lowering(standing: Standing) -> Iterator[Step]:
    """The steps that may lower a digit, the smallest first."""
    known = standing.known | _FIRST | _SECOND
    yield "one independent origin that contradicts it", replace(standing, rivals=(*standing.rivals, _FIRST), known=known)
    two = (*standing.rivals, _FIRST | _SECOND)
    yield "two independent origins that contradict it alike", replace(standing, rivals=two, known=known)


def _joined_by(standing: Standing, origin: frozenset[str]) -> Standing:
    """The standing once another origin gives the account, in its own words."""
    return replace(standing, giving=standing.giving | origin, supporting=standing.supporting | origin, withdrawn=False)
