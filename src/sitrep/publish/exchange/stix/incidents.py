"""Incidents as STIX: the incident, where it was, its accounts and articles as notes, its origins as groupings, and who rests on whom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order
from sitrep.publish.dates import period
from sitrep.publish.exchange.stix.events import events_of, past
from sitrep.publish.exchange.stix.ids import timestamp
from sitrep.publish.exchange.stix.objects import Objects, references
from sitrep.publish.exchange.stix.scales import CREDIBILITY
from sitrep.publish.exchange.told import METRES, Article, Passage, article_of, coordinates, leads, named, number, passages, passages_of, tie
from sitrep.publish.geo import alpha2, place_line
from sitrep.publish.text import clean, shorten
from sitrep.records import Account, Claim, Incident, Location, Origin, OriginEdge

_TITLE = 300


def incident_report(objects: Objects, incident: Incident) -> str:
    """The id of the report that holds all that is told of an incident; all of it is made."""
    articles = [article_of(report, objects.readings) for report in incident.reports]
    created = min((one.published for one in articles if one.published), default=None)
    title = shorten(clean(incident.title), _TITLE) or "An incident without a title"
    happening = _happening(objects, incident, title, created)
    held = [happening, *_where(objects, incident.place, happening)]
    notes = [_article_note(objects, incident, index, one, happening) for index, one in enumerate(articles)]
    held += notes
    held += [identity for one in articles if (identity := objects.identity(one.outlet))]
    for claim in sorted(incident.claims, key=claim_order):
        for account in sorted(claim.accounts, key=words.account_order):
            held += _account_note(objects, incident, claim, account, happening)
    for origin in incident.origins:
        held += _origin(objects, incident, origin, notes)
    held += _judgements(objects, incident, happening)
    return objects.add(
        "report",
        incident.id,
        created=created,
        name=title,
        description="\n".join(leads(incident)),
        published=timestamp(objects.report.generated),
        object_refs=list(dict.fromkeys(held)),
        labels=[incident.type.value.lower()] if incident.type else [],
        ours={"sitrep_id": incident.id},
    )


def _happening(objects: Objects, incident: Incident, title: str, created: datetime | None) -> str:
    return objects.add(
        "incident",
        incident.id,
        created=created,
        name=title,
        description=f"{period(incident.start, incident.end)}. {place_line(incident.place)}.",
        labels=[incident.type.value.lower()] if incident.type else [],
        ours={
            "sitrep_id": incident.id,
            "aliases": list(incident.aliases),
            "event_type": incident.type.value if incident.type else None,
            "start": incident.start,
            "end": incident.end,
            "place": named(incident.place.name) if incident.place else None,
            "reports": len(incident.reports),
            "origins": len(incident.origins),
            "made_by": incident.made_by,
        },
    )


def _where(objects: Objects, place: Location | None, happening: str) -> list[str]:
    """The place of an incident and that it was there; [] for one with neither coordinates nor a country that STIX knows."""
    if place is None:
        return []
    at = coordinates(place)
    country = alpha2(place.country)
    if not at and not country:
        return []
    key = [str(place.geonames_id or ""), named(place.name), place.country or "", str(at)]
    location = objects.add(
        "location",
        *key,
        name=named(place.name),
        description=place.reason,
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        precision=METRES[place.precision] if at else None,
        country=country,
        administrative_area=named(place.admin),
        ours={"geonames_id": place.geonames_id, "place_precision": place.precision.value},
    )
    return [
        location,
        objects.add("relationship", happening, location, relationship_type="located-at", source_ref=happening, target_ref=location),
    ]


def _article_note(objects: Objects, incident: Incident, index: int, article: Article, happening: str) -> str:
    """What one article says of the incident."""
    report = incident.reports[index]
    lines = [passage.line for passage in passages(report, objects.readings, report.statements)]
    return objects.add(
        "note",
        incident.id,
        article.document,
        created=article.published,
        abstract=article.title,
        content="\n".join(lines) or article.title,
        object_refs=[happening, *filter(None, [objects.identity(article.outlet)])],
        external_references=references(article),
        ours={
            "sitrep_id": article.document,
            "published": report.published,
            "bylines": list(article.authors),
            "outlet_ref": objects.identity(article.outlet),
            "chiefly": report.main,
            "events": events_of(objects.readings.get(report.document), report.events),
        },
    )


def _account_note(objects: Objects, incident: Incident, claim: Claim, account: Account, happening: str) -> list[str]:
    """An account as a note on the incident: what is put forward, on whose word, in which passages; and the identities of its sources."""
    given = passages_of(incident, account, objects.readings)
    sources = list(dict.fromkeys(identity for name in _sources(given) if (identity := objects.identity(name))))
    articles = list(dict.fromkeys(passage.article for passage in given))
    sentence = words.claim_sentence(claim.attribute, account)
    letter, digit = account.grade[:1], account.grade[1:2]
    note = objects.add(
        "note",
        *(incident.id, claim.attribute, account.value, str(account.low), str(account.high)),
        created=min((one.published for one in articles if one.published), default=None),
        confidence=CREDIBILITY.get(digit),
        abstract=sentence,
        content="\n".join([f"{sentence} [{account.grade}] {claim.state.value}", *(passage.line for passage in given)]),
        object_refs=[happening],
        labels=[claim.attribute, claim.state.value],
        external_references=[reference for article in articles for reference in references(article)],
        ours={
            "attribute": claim.attribute,
            "value": account.value,
            "low": number(account.low),
            "high": number(account.high),
            "state": claim.state.value,
            "reliability": letter,
            "credibility": digit,
            "grade_reasons": list(account.why),
            "would_change": list(account.would_change),
            "grade_history": past(account.history),
            "origins": account.origins,
            "statements": list(account.statements),
            "source_refs": sources,
        },
    )
    return [note, *sources]


def _sources(given: Sequence[Passage]) -> list[str]:
    return [name for passage in given for name in passage.sources]


def _origin(objects: Objects, incident: Incident, origin: Origin, notes: Sequence[str]) -> list[str]:
    """An origin as a grouping of the articles that rest on it, and the ties between them as relationships."""
    resting = [notes[index] for index in origin.reports if 0 <= index < len(notes)]
    if not resting:
        return []
    edges = [made for edge in origin.edges if (made := _edge(objects, incident, edge, notes))]
    made = objects.add(
        "grouping",
        *(incident.id, origin.id),
        name=named(origin.label) or "An origin not named",
        description=origin.why,
        context="unspecified",
        object_refs=[*dict.fromkeys(resting), *edges],
        labels=["origin"],
        ours={"sitrep_id": origin.id},
    )
    return [made, *edges]


def _edge(objects: Objects, incident: Incident, edge: OriginEdge, notes: Sequence[str]) -> str | None:
    ends = edge.from_, edge.to
    if not all(0 <= end < len(notes) for end in ends) or notes[edge.from_] == notes[edge.to]:
        return None
    return objects.add(
        "relationship",
        *(incident.id, str(ends), edge.kind.value, edge.why),
        relationship_type=tie(edge),
        source_ref=notes[edge.from_],
        target_ref=notes[edge.to],
        description=edge.why,
        ours={"edge": edge.kind.value, "joins": edge.joins, "passages": [shorten(one, 2000) for one in edge.passages if one]},
    )


def _judgements(objects: Objects, incident: Incident, happening: str) -> list[str]:
    """What analysts judged of the incident, as notes of theirs."""
    made: list[Any] = []
    for one in incident.judgements:
        analyst = objects.analyst(one.by)
        made += [
            analyst,
            objects.add(
                "note",
                *(incident.id, "judgement", one.id),
                created=one.at,
                by=analyst,
                abstract=f"Incidents were {'merged' if one.kind.value == 'merge' else 'split'}",
                content=one.reason or "No reason given",
                authors=[named(one.by)],
                object_refs=[happening],
                ours={"sitrep_id": one.id, "aliases": list(one.incidents)},
            ),
        ]
    return made
