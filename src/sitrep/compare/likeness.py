"""How alike two tellings are: evidence from words, place, time, type, parties and tolls, added up as log odds.

The weights were found by random search on development documents and rounded (docs/decisions/0003).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from sitrep.compare.days import days, gap, interval
from sitrep.compare.kinds import same_family
from sitrep.compare.places import Relation, relation, two_waters
from sitrep.compare.tolls import exclude, reach, wording
from sitrep.compare.words import WEEKDAYS, cosine, fold, shared, stem
from sitrep.records import Likeness, Role, Telling, Toll

# Pairs below CANDIDATE are not kept; pairs from JOIN up speak for one happening.
CANDIDATE = 0.1
JOIN = 0.42
# A copy shares this part of its five-word runs, and this many of those sampled; stock paragraphs and short quotations share less.
COPY_SHARE = 0.27
COPY_LEAST = 8
# Where everything else speaks for one happening, this part is enough: what is stock is stock for many happenings.
COPY_SHARE_ALIKE = 0.2
# Pages of one outlet share its furniture, and what is repeated over weeks is stock: there it takes more.
COPY_SHARE_STOCK = 0.5
# Two texts that have this part of all their words in common are one text, whatever is read out of the two. Bombs in two towns are told with
# one paragraph of background, and an update keeps what was written before: both have more of their own.
ONE_TEXT = 0.8
# Copies stay copies however late they are printed; but an old report is not the incident of a similar new one by its words alone.
STALE_DAYS = 10
_BIAS = -5.05
_WORDS = 22.5
# More in common than this says no more: reports of two bombs on one day are told in the same words.
_WORDS_ENOUGH = 0.74
_TWO_WATERS = -5.0
_PLACE_WORDS = {Relation.SAME: "same place", Relation.NEAR: "places near each other", Relation.WITHIN: "one place within the other"}
_PLACE = {Relation.SAME: 2.3, Relation.NEAR: 0.8, Relation.WITHIN: 0.3, Relation.FAR: -2.2, Relation.UNKNOWN: 0.0}
_TOLL_SAME, _TOLL_OTHER = 0.2, -3.7
# Other tolls on other days (two days apart where a date is guessed): two happenings rather than one whose toll rose.
_TOLL_OTHER_DAY = -1.8
# Another town and another toll.
_TOLL_OTHER_PLACE = -2.6
_TYPE_OTHER = -0.7
# Two that have days of their own, farther apart than this, and are of other kinds, are of one place and no more.
_TYPE_OTHER_DAY, _SAME_MATTER = -3.0, 2
_PARTIES = 0.7
# Where nothing says when, nothing says that it was at another time either.
_UNDATED = 0.75
_SAME_DAY, _OTHER_DAY = 3.7, -2.8
# Where both days are only those of publication: much else is printed on one day.
_BOTH_GUESSED = 0.3
_APART = ((3, _OTHER_DAY), (STALE_DAYS, -6.5), (1 << 62, -8.5))
_GRAVEST_WORDS = ((Role.KILLED, "dead"), (Role.INJURED, "injured"), (Role.DESTROYED, "destroyed"), (Role.DETAINED, "detained"))
_GRAVEST = tuple(role for role, _ in _GRAVEST_WORDS)


@dataclass(frozen=True, slots=True)
class _Evidence:
    """One piece of evidence: its log odds, and its words where it speaks for the pair."""

    odds: float
    words: str = ""


def likeness(first: Telling, second: Telling) -> Likeness | None:
    """The edge between two tellings, the same whichever comes first; None below the candidate threshold, for one document's own tellings,
    and for a telling with itself.
    """
    if first.document == second.document:
        return None
    first, second = sorted((first, second), key=lambda telling: telling.id)
    share, both = shared(first.sketch, second.sketch) if first.sketch and second.sketch else (0.0, 0)
    where, apart = relation(first.place, second.place), days_apart(first, second)
    evidence = [
        _words(first, second),
        _place(first, second, where),
        _time(first, second, apart),
        _type(first, second, apart or 0),
        _tolls(first, second, apart or 0, where),
        _parties(first, second),
    ]
    score = 1 / (1 + math.exp(-max(-30.0, min(30.0, _BIAS + sum(piece.odds for piece in evidence)))))
    copy = both >= min(COPY_LEAST, len(first.sketch), len(second.sketch)) and share >= _copied_from(first, second, score)
    if copy:
        score = max(score, 0.5 + share / 2)
        evidence.insert(0, _Evidence(1.0, f"{100 * share:.0f} % of the shorter text stands in the other"))
    if score < CANDIDATE:
        return None
    why = "; ".join(piece.words for piece in evidence if piece.words) or "little in common"
    return Likeness(first=first.id, second=second.id, score=round(score, 4), copy=copy, why=why)


def _copied_from(first: Telling, second: Telling, score: float) -> float:
    """From which share of runs on two texts are copies; `score` is how alike they are otherwise."""
    one, two = (interval(telling.published, None) for telling in (first, second))
    stale = one is not None and two is not None and gap(one, two) > STALE_DAYS
    if stale or (first.outlet is not None and first.outlet == second.outlet):
        return COPY_SHARE_STOCK
    return COPY_SHARE_ALIKE if score >= JOIN else COPY_SHARE


def _words(first: Telling, second: Telling) -> _Evidence:
    share = cosine(first.words, second.words)
    return _Evidence(_WORDS * min(share, _WORDS_ENOUGH), f"{100 * share:.0f} % of salient words in common" if share >= 0.05 else "")


def _place(first: Telling, second: Telling, how: Relation) -> _Evidence:
    waters = how is Relation.FAR and two_waters(first.place, second.place)
    return _Evidence(_TWO_WATERS if waters else _PLACE[how], _PLACE_WORDS.get(how, ""))


def days_apart(first: Telling, second: Telling) -> int | None:
    """Days between what two tellings tell of; None where one has no date at all."""
    one, two = (interval(telling.start, telling.end) or days(telling.published) for telling in (first, second))
    return gap(one, two) if one is not None and two is not None else None


def _time(first: Telling, second: Telling, apart: int | None) -> _Evidence:
    if apart is None:
        named = [WEEKDAYS.intersection(telling.words) for telling in (first, second)]
        return _Evidence(_OTHER_DAY if all(named) and not named[0] & named[1] else _UNDATED)
    odds = _SAME_DAY if apart == 0 else next(odds for most, odds in _APART if apart <= most)
    if apart == 0 and not (first.dated or second.dated):
        odds *= _BOTH_GUESSED
    return _Evidence(odds, "same day" if apart == 0 else "a day apart" if apart == 1 else "")


def _type(first: Telling, second: Telling, days_between: int) -> _Evidence:
    same = same_family(first.type, second.type)
    if same is not False:
        return _Evidence(0.0)
    return _Evidence(_TYPE_OTHER + (_TYPE_OTHER_DAY if first.dated and second.dated and days_between > _SAME_MATTER else 0.0))


def leading(telling: Telling, role: Role) -> Toll | None:
    """The toll of a role that a telling leads with."""
    return next((toll for toll in telling.tolls if toll.role is role), None)


def tolls_exclude(first: Telling, second: Telling) -> bool:
    """Whether the leading tolls of two tellings, of the gravest role that both have, cannot both be so."""
    pair = next(((one, two) for role in _GRAVEST if (one := leading(first, role)) and (two := leading(second, role))), None)
    return pair is not None and exclude(*(reach(toll.low, toll.high, toll.approximate) for toll in pair))


def _tolls(first: Telling, second: Telling, days_between: int, where: Relation) -> _Evidence:
    for role, verb in _GRAVEST_WORDS:
        one, two = leading(first, role), leading(second, role)
        if one is None or two is None:
            continue
        if exclude(reach(one.low, one.high, one.approximate), reach(two.low, two.high, two.approximate)):
            other_day = days_between > (0 if first.dated and second.dated else 1)
            elsewhere = where is Relation.FAR
            return _Evidence(_TOLL_OTHER + (_TOLL_OTHER_DAY if other_day else 0.0) + (_TOLL_OTHER_PLACE if elsewhere else 0.0))
        # Equal large numbers are rarer, and say more, than equal small ones.
        size = min(1.0, math.log1p(max(0.0, one.low or 0.0)) / math.log(20))
        return _Evidence(_TOLL_SAME * size, f"both speak of {wording(one.low, one.high, one.approximate)} {verb}")
    return _Evidence(0.0)


@lru_cache(maxsize=1 << 12)
def _stems(parties: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for name in parties for word in fold(name).split() if len(word) > 3)


def _parties(first: Telling, second: Telling) -> _Evidence:
    one, two = _stems(first.parties), _stems(second.parties)
    return _Evidence(_PARTIES * len(one & two) / min(len(one), len(two))) if one & two else _Evidence(0.0)
