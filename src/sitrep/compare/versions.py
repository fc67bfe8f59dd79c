"""Versions of one article within an incident: the latest reports; those before it count only as what it has taken back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sitrep.compare.answers import Answer
from sitrep.compare.witnesses import Voice, same_voice
from sitrep.records import Reading, Telling
from sitrep.records.moments import in_order

# The documents of articles that have several versions, by article, oldest first.
Orders = Mapping[str, Sequence[str]]
# Reports that are versions of one article, each with the article and its place among its versions.
Places = Mapping[int, tuple[str, int]]


def latest_first(
    members: Sequence[Telling], readings: Mapping[str, Reading], orders: Orders
) -> tuple[list[Telling], list[Telling], dict[str, str]]:
    """The members that count, in their order; the earlier versions of their articles, oldest first; and the document that took the place of
    each of those. Where `orders` does not have an article, the dates that its versions give tell which is later.
    """
    held: dict[str, list[Telling]] = defaultdict(list)
    for member in members:
        held[readings[member.document].document.article].append(member)
    past: list[Telling] = []
    replaced: dict[str, str] = {}
    for article, versions in held.items():
        versions = _oldest_first(versions, readings, orders.get(article, ()))
        past += versions[:-1]
        replaced |= {one.document: versions[-1].document for one in versions[:-1]}
    return [member for member in members if member.document not in replaced], past, replaced


def _oldest_first(versions: Sequence[Telling], readings: Mapping[str, Reading], order: Sequence[str]) -> list[Telling]:
    known = {document: at for at, document in enumerate(order)}
    held = sorted(versions, key=lambda one: (known.get(one.document, -1), one.document))
    if all(one.document in known for one in held):
        return held
    documents = [readings[one.document].document for one in held]
    return [held[place] for place in in_order([one.updated or one.published for one in documents])]


def places(members: Sequence[Telling], readings: Sequence[Reading], replaced: Mapping[str, str]) -> Places:
    """Which members are versions of one article: those that were replaced, as they come, then the latest."""
    several = {reading.document.article for member, reading in zip(members, readings, strict=True) if member.document in replaced}
    return {
        at: (reading.document.article, at if member.document in replaced else len(members))
        for at, (member, reading) in enumerate(zip(members, readings, strict=True))
        if reading.document.article in several
    }


def origin_of_earlier(voice: Voice, current: Sequence[Voice], origins: Sequence[str], latest: int) -> str:
    """The origin of a voice in a version that was replaced: that of the same witness in what took its place (`latest`, a member), else in
    any report, else the one that what took its place rests on: an article that quotes another now has put one word in the other's place.
    """
    known = list(zip(current, origins, strict=True))
    alike = [(one, origin) for one, origin in known if same_voice(voice, one)]
    alike.sort(key=lambda pair: pair[0].member != latest)
    main = next(origin for one, origin in known if one.member == latest and one.main)
    return alike[0][1] if alike else main


def now_and_past(answers: Sequence[Answer], at: Places) -> tuple[list[Answer], list[Answer]]:
    """The answers that stand, and those that a later version took back: of an article, the latest version that answers at all answers for
    it, since what a version leaves out it has not said otherwise. What was taken back but is said by others is theirs.
    """
    last: dict[str, int] = {}
    for answer in answers:
        if answer.report in at:
            article, place = at[answer.report]
            last[article] = max(place, last.get(article, -1))
    now = [answer for answer in answers if answer.report not in at or at[answer.report][1] == last[at[answer.report][0]]]
    said = {answer.value for answer in now}
    standing = {id(answer) for answer in now}
    return now, [answer for answer in answers if id(answer) not in standing and answer.value not in said]
