"""How alike two tellings are: evidence from words, place, time, type, parties and tolls, added up as log odds.

Each piece of evidence is a feature with a weight (`weights.py`): likeness is a logistic model of the pair.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

from sitrep.compare.days import days, gap, interval
from sitrep.compare.kinds import same_family
from sitrep.compare.places import Relation, relation, two_waters
from sitrep.compare.tolls import exclude, reach, wording
from sitrep.compare.weights import WEIGHTS
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
# More in common than this says no more: reports of two bombs on one day are told in the same words.
WORDS_ENOUGH = 0.74
# Texts that have less in common than this share a topic's words, or a town's.
WORDS_FEW = 0.16
# Two that have days of their own, farther apart than this, and are of other kinds, are of one place and no more.
SAME_MATTER = 2
# Roles, the gravest first, and what is said of who or what has one.
_VERBS = {Role.KILLED: "dead", Role.INJURED: "injured", Role.DESTROYED: "destroyed", Role.DETAINED: "detained"}
# So many days lie between reports of one happening that name the day before or after, or the day of a funeral.
FEW = 3


# A feature: its name among the weights and its value.
Feature = tuple[str, float]


def likeness(first: Telling, second: Telling, weights: Mapping[str, float] = WEIGHTS) -> Likeness | None:
    """The edge between two tellings, the same whichever comes first; None below the candidate threshold, for one document's own tellings,
    and for a telling with itself. `weights` are log odds by feature.
    """
    if first.document == second.document:
        return None
    first, second = sorted((first, second), key=lambda telling: telling.id)
    found = _but_words(first, second)
    # Most candidates are of other days and places, and their words need not be looked at: no words would make up for it.
    at_most = chance(found | {"words": WORDS_ENOUGH}, weights)
    if at_most < CANDIDATE and weights["words"] >= 0 >= weights["few words"] and not copied(first, second, at_most):
        return None
    return edge(first, second, chance(found | _words(first, second), weights))


def chance(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """How probable it is, 0 to 1, that two tellings with these features are of one happening."""
    odds = sum(weights[name] * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def edge(first: Telling, second: Telling, score: float) -> Likeness | None:
    """The edge between two tellings, in the order of their ids, that are as alike as `score` says but for what they copy."""
    share = copied(first, second, score)
    score = max(score, 0.5 + share / 2) if share else score
    if score < CANDIDATE:
        return None
    why = [f"{100 * share:.0f} % of the shorter text stands in the other"] if share else []
    why += _why(first, second)
    return Likeness(first=first.id, second=second.id, score=round(score, 4), copy=share > 0, why="; ".join(why) or "little in common")


def copied(first: Telling, second: Telling, score: float) -> float:
    """The part of the shorter text that stands in the other where the two are copies, else 0; `score` is how alike they are otherwise."""
    share, both = shared(first.sketch, second.sketch) if first.sketch and second.sketch else (0.0, 0)
    return share if both >= min(COPY_LEAST, len(first.sketch), len(second.sketch)) and share >= _copied_from(first, second, score) else 0.0


def features(first: Telling, second: Telling) -> dict[str, float]:
    """What is evidence for and against two tellings being of one happening: features that are 0 are left out."""
    return _but_words(first, second) | _words(first, second)


def _words(first: Telling, second: Telling) -> dict[str, float]:
    words = cosine(first.words, second.words)
    found = {"words": min(words, WORDS_ENOUGH), "few words": float(words < WORDS_FEW)}
    return {name: value for name, value in found.items() if value}


def _but_words(first: Telling, second: Telling) -> dict[str, float]:
    where, apart = relation(first.place, second.place), days_apart(first, second)
    found = {
        "bias": 1.0,
        _where(first, second, where): 1.0,
        **dict(_time(first, second, apart)),
        **dict(_type(first, second, apart or 0)),
        **dict(_tolls(first, second, apart or 0, where)),
        "parties": _parties(first, second),
    }
    return {name: value for name, value in found.items() if value and name != "place unknown"}


def _why(first: Telling, second: Telling) -> Iterator[str]:
    """The evidence for a pair in words."""
    share = cosine(first.words, second.words)
    if share >= 0.05:
        yield f"{100 * share:.0f} % of salient words in common"
    where = {Relation.SAME: "same place", Relation.NEAR: "places near each other", Relation.WITHIN: "one place within the other"}
    if how := where.get(relation(first.place, second.place)):
        yield how
    apart = days_apart(first, second)
    if apart is not None and apart <= 1:
        yield "a day apart" if apart else "same day" if max(_length(first), _length(second)) <= FEW else "times that overlap"
    led = _led(first, second)
    if led is not None and not _excluded(*led):
        toll = led[0]
        yield f"both speak of {wording(toll.low, toll.high, toll.approximate)} {_VERBS[toll.role]}"


def _copied_from(first: Telling, second: Telling, score: float) -> float:
    """From which share of runs on two texts are copies; `score` is how alike they are otherwise."""
    one, two = (interval(telling.published, None) for telling in (first, second))
    stale = one is not None and two is not None and gap(one, two) > STALE_DAYS
    if stale or (first.outlet is not None and first.outlet == second.outlet):
        return COPY_SHARE_STOCK
    return COPY_SHARE_ALIKE if score >= JOIN else COPY_SHARE


def _where(first: Telling, second: Telling, where: Relation) -> str:
    return "two waters" if where is Relation.FAR and two_waters(first.place, second.place) else f"place {where}"


def days_apart(first: Telling, second: Telling) -> int | None:
    """Days between what two tellings tell of; None where one has no date at all."""
    one, two = (interval(telling.start, telling.end) or days(telling.published) for telling in (first, second))
    return gap(one, two) if one is not None and two is not None else None


def _length(telling: Telling) -> int:
    """Days that a telling's time covers beyond one: "in May" says little of which day it was."""
    span = interval(telling.start, telling.end) or days(telling.published)
    return span[1] - span[0] if span else 0


def _time(first: Telling, second: Telling, apart: int | None) -> Iterator[Feature]:
    if apart is None:
        named = [WEEKDAYS.intersection(telling.words) for telling in (first, second)]
        yield "other weekday" if all(named) and not named[0] & named[1] else "undated", 1.0
    elif apart == 0 and max(_length(first), _length(second)) > FEW:
        yield "time overlaps", 1.0
    elif apart == 0:
        yield "same day" if first.dated or second.dated else "printed on one day", 1.0
    elif apart <= STALE_DAYS:
        yield "days apart" if apart <= FEW else "many days apart", 1.0
    else:
        # A day that an undated text gives somewhere in its lead may be that of anything.
        sure = all(telling.dated or telling.published for telling in (first, second))
        yield "weeks apart" if sure else "undated", 1.0


def _type(first: Telling, second: Telling, apart: int) -> Iterator[Feature]:
    if same_family(first.type, second.type) is False:
        yield "other type", 1.0
        if first.dated and second.dated and apart > SAME_MATTER:
            yield "other type, days apart", 1.0


def leading(telling: Telling, role: Role) -> Toll | None:
    """The toll of a role that a telling leads with."""
    return next((toll for toll in telling.tolls if toll.role is role), None)


def tolls_exclude(first: Telling, second: Telling) -> bool:
    """Whether the leading tolls of two tellings, of the gravest role that both have, cannot both be so."""
    led = _led(first, second)
    return led is not None and _excluded(*led)


def _led(first: Telling, second: Telling) -> tuple[Toll, Toll] | None:
    """The leading tolls of two tellings, of the gravest role that both have."""
    return next(((one, two) for role in _VERBS if (one := leading(first, role)) and (two := leading(second, role))), None)


def _excluded(one: Toll, two: Toll) -> bool:
    return exclude(*(reach(toll.low, toll.high, toll.approximate) for toll in (one, two)))


def _tolls(first: Telling, second: Telling, apart: int, where: Relation) -> Iterator[Feature]:
    led = _led(first, second)
    if led is None:
        return
    if not _excluded(*led):
        # Equal large numbers are rarer, and say more, than equal small ones.
        yield "same toll", min(1.0, math.log1p(max(0.0, led[0].low or 0.0)) / math.log(20))
        return
    yield "other toll", 1.0
    # Two days apart where a date is guessed: two happenings rather than one whose toll rose.
    if apart > (0 if first.dated and second.dated else 1):
        yield "other toll, another day", 1.0
    if where is Relation.FAR:
        yield "other toll, elsewhere", 1.0


@lru_cache(maxsize=1 << 12)
def _stems(parties: tuple[str, ...]) -> frozenset[str]:
    return frozenset(stem(word) for name in parties for word in fold(name).split() if len(word) > 3)


def _parties(first: Telling, second: Telling) -> float:
    """How much of the words of their parties' names two tellings have in common."""
    one, two = _stems(first.parties), _stems(second.parties)
    return len(one & two) / min(len(one), len(two)) if one & two else 0.0
