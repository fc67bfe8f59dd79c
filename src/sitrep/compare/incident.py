"""An incident from its tellings: what, where, when, who reports it, on whose word, and what they claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import NamedTuple

from sitrep.compare.claims import Case, claims
from sitrep.compare.days import interval, iso
from sitrep.compare.families import Families
from sitrep.compare.families import families as known_families
from sitrep.compare.headings import heading
from sitrep.compare.origins import Mint, group
from sitrep.compare.places import fineness
from sitrep.compare.tellings import MADE_BY
from sitrep.compare.versions import Orders, latest_first, origin_of_earlier, places
from sitrep.compare.witnesses import Voice, voices
from sitrep.compare.words import fold, rarity, stems
from sitrep.errors import CompareError
from sitrep.records import Event, EventType, Incident, Judged, Likeness, Location, Origin, Place, Reading, Report, Telling, make_id

LONGEST_TITLE = 140


def incident(
    identity: str,
    aliases: Sequence[str],
    members: Sequence[Telling],
    readings: Mapping[str, Reading],
    likenesses: Sequence[Likeness],
    mint: Mint = make_id,
    judgements: Sequence[Judged] = (),
    families: Families | None = None,
    orders: Orders | None = None,
) -> Incident:
    """The incident of a group of tellings, with origins and claims but without grades.

    `readings` are by document id; `likenesses` may hold other pairs too; `mint` gives an origin's id for the kind "origin" and its founding
    account; `judgements` are those that show at it; `families` are the publishers to know (those of the package if none are given);
    `orders` the versions of articles, oldest first. The order of `members` changes nothing. Versions of one article are one report, the
    latest; the earlier are listed after the reports, with what replaced them. Raises CompareError where there are no members or a
    member's reading is missing.
    """
    told = _told(identity, members, readings, orders or {})
    spoken = [voice for at, pair in enumerate(zip(told.members, told.readings, strict=True)) for voice in voices(at, *pair)]
    origins, of_voice = _lineage(told, spoken, likenesses, known_families() if families is None else families, mint)
    versions = places(told.members, told.readings, told.replaced)
    return replace(
        _headed(identity, told.members[: told.current], readings),
        aliases=tuple(aliases),
        reports=_reports(told, spoken, of_voice),
        origins=origins,
        claims=claims(Case(members=told.members, readings=told.readings, voices=spoken, origins=of_voice, versions=versions)),
        judgements=tuple(judgements),
    )


class _Told(NamedTuple):
    """One telling a document with its reading: the first `current` are the latest versions of their articles, then come those that were
    replaced; `replaced` says by which document.
    """

    members: Sequence[Telling]
    readings: Sequence[Reading]
    current: int
    replaced: Mapping[str, str]


def _told(identity: str, members: Sequence[Telling], readings: Mapping[str, Reading], orders: Orders) -> _Told:
    told = _one_a_document(members)
    _readings(identity, told, readings)
    current, past, replaced = latest_first(told, readings, orders)
    ordered = [*current, *past]
    return _Told(ordered, _readings(identity, ordered, readings), len(current), replaced)


def _lineage(
    told: _Told, spoken: Sequence[Voice], likenesses: Sequence[Likeness], families: Families, mint: Mint
) -> tuple[tuple[Origin, ...], list[str]]:
    """The origins, and that of each voice."""
    now = [voice for voice in spoken if voice.member < told.current]
    grouping = group(now, told.members[: told.current], told.readings[: told.current], likenesses, families, mint)
    before = _earlier(spoken[len(now) :], now, grouping.of_voice, told.members, told.replaced)
    return grouping.origins, [*grouping.of_voice, *before]


def _headed(identity: str, members: Sequence[Telling], readings: Mapping[str, Reading]) -> Incident:
    """An incident with what stands above its reports: what, where and when."""
    place = _place(members)
    start, end = _dates(members)
    return Incident(
        id=identity,
        aliases=(),
        type=_type(members),
        title=_title(members, readings, place, start),
        place=place,
        start=start,
        end=end,
        reports=(),
        origins=(),
        claims=(),
        made_by=MADE_BY,
    )


def _reports(told: _Told, spoken: Sequence[Voice], of_voice: Sequence[str]) -> tuple[Report, ...]:
    return tuple(
        _report(member, reading, _origin_of(at, spoken, of_voice), told.replaced.get(member.document))
        for at, (member, reading) in enumerate(zip(told.members, told.readings, strict=True))
    )


def _readings(identity: str, members: Sequence[Telling], readings: Mapping[str, Reading]) -> list[Reading]:
    """The members' readings, in their order. Raises CompareError where there are no members or one has no reading."""
    if not members:
        raise CompareError(identity, "an incident needs at least one telling")
    missing = next((member.document for member in members if member.document not in readings), None)
    if missing is not None:
        raise CompareError(identity, f"the reading of document {missing} is missing")
    return [readings[member.document] for member in members]


def _earlier(
    voices: Sequence[Voice], current: Sequence[Voice], origins: Sequence[str], members: Sequence[Telling], replaced: Mapping[str, str]
) -> list[str]:
    """The origins of voices in versions that were replaced."""
    at = {member.document: number for number, member in enumerate(members)}
    return [origin_of_earlier(voice, current, origins, at[replaced[members[voice.member].document]]) for voice in voices]


def _one_a_document(members: Sequence[Telling]) -> list[Telling]:
    """The members in the order of publication, a document's main telling instead of its others."""
    best: dict[str, Telling] = {}
    for member in sorted(members, key=lambda member: (not member.main, member.id)):
        best.setdefault(member.document, member)
    return sorted(best.values(), key=lambda member: (member.published or member.start or "9999", member.id))


def _origin_of(at: int, spoken: Sequence[Voice], of_voice: Sequence[str]) -> str:
    return next(origin for voice, origin in zip(spoken, of_voice, strict=True) if voice.member == at and voice.main)


def _report(member: Telling, reading: Reading, origin: str, replaced_by: str | None) -> Report:
    return Report(
        key=reading.document.key,
        document=member.document,
        statements=member.statements,
        events=member.events,
        outlet=reading.document.outlet,
        origin=origin,
        published=reading.document.published,
        main=member.main,
        article=reading.document.article,
        replaced_by=replaced_by,
    )


def _type(members: Sequence[Telling]) -> EventType | None:
    counts = Counter(member.type for member in members if member.type is not None)
    return min(counts, key=lambda kind: (-counts[kind], kind.value)) if counts else None


def _place(members: Sequence[Telling]) -> Location | None:
    """The place that most members give; of those given as often, the most closely told."""
    places = [member.place for member in members if member.place is not None]
    counts = Counter(fold(place.name) for place in places)
    ranked = sorted(places, key=lambda place: (-counts[fold(place.name)], -fineness(place), fold(place.name)))
    return _location(ranked[0]) if ranked else None


def _location(place: Place) -> Location:
    return Location(**{field.name: getattr(place, field.name) for field in fields(Location)})


def _dates(members: Sequence[Telling]) -> tuple[str | None, str | None]:
    """The dates that most members give, those with a date of their own before others; the earliest of equals."""
    dated = [member for member in members if member.dated] or list(members)
    spans = Counter(span for member in dated if (span := interval(member.start, member.end)) is not None)
    if not spans:
        return None, None
    best = min(spans, key=lambda span: (-spans[span], span))
    return iso(best[0]), iso(best[1])


def _title(members: Sequence[Telling], readings: Mapping[str, Reading], place: Location | None, start: str | None) -> str:
    """The headline that shares most with the members' salient words; where nobody has one, what happened, by whom, where and when."""
    weights: Counter[str] = Counter(word for member in members for word in member.words)
    titled = [member for member in members if member.main and (member.title or "").strip()]

    def fit(member: Telling) -> tuple[float, str, str]:
        words = set(stems(member.title or ""))
        shared = sum(weights[word] * rarity(word) for word in sorted(words)) / (4 + len(words))
        return -shared, member.published or "9999", member.id

    if titled:
        title = " ".join((min(titled, key=fit).title or "").split())
        return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rsplit(" ", 1)[0] + "…"
    return heading(
        _type(members), [event for member in members for event in _events(member, readings)], place.name if place else None, start
    )


def _events(member: Telling, readings: Mapping[str, Reading]) -> list[Event]:
    return [event for event in readings[member.document].events if event.id in member.events]
