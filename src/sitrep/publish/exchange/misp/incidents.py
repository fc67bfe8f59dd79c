"""An incident as a MISP event: where it was, its articles as objects, its accounts as attributes with Admiralty tags."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order
from sitrep.publish.exchange.misp.parts import attribute, event, grade_tags, misp_object, reference, tag, unlike
from sitrep.publish.exchange.told import METRES, article_of, coordinates, leads, named, passages, passages_of, tie
from sitrep.publish.geo import alpha2, country_name
from sitrep.records import Incident, Location, Marking, Precision, Reading, Report, SituationReport


def incident_event(report: SituationReport, incident: Incident, readings: Mapping[str, Reading]) -> dict[str, Any]:
    """The event of an incident."""
    states = sorted({claim.state.value for claim in incident.claims})
    tags = [tag(f'sitrep:type="{incident.type.value.lower()}"')] if incident.type else []
    tags += [tag(f'sitrep:state="{state}"') for state in states]
    day = incident.start or min((one.published for one in incident.reports if one.published), default=None)
    made = event(report, incident.id, incident.title, day, Marking.CLEAR, tags)
    letters = {named(one.name).casefold(): one.reliability for one in report.outlets}
    articles = [_article(made["uuid"], one, readings, letters) for one in incident.reports]
    for origin in incident.origins:
        for edge in origin.edges:
            if 0 <= edge.from_ < len(articles) and 0 <= edge.to < len(articles) and edge.from_ != edge.to:
                source, target = articles[edge.from_], articles[edge.to]
                source.setdefault("ObjectReference", []).append(reference(source, target, tie(edge), edge.why))
    summary = {"title": made["info"], "summary": "\n".join(leads(incident))}
    objects = [misp_object(made["uuid"], "report", incident.id, summary), *_place(made["uuid"], incident.place), *articles]
    return made | {"Attribute": unlike(_accounts(made["uuid"], incident, readings), made["uuid"]), "Object": objects}


def _accounts(owner: str, incident: Incident, readings: Mapping[str, Reading]) -> list[dict[str, Any]]:
    """An attribute for each account: what is asked and the answer, its grade as tags, its sentence and passages as the comment."""
    return [
        attribute(
            owner,
            f"{claim.attribute}: {words.short_value(claim.attribute, account)}",
            comment="\n".join(
                [words.claim_sentence(claim.attribute, account), *(passage.line for passage in passages_of(incident, account, readings))]
            ),
            tags=[
                *grade_tags(account.grade),
                tag(f'sitrep:state="{claim.state.value}"'),
                tag(f'sitrep:origins="{account.origins}"'),
            ],
        )
        for claim in sorted(incident.claims, key=claim_order)
        for account in sorted(claim.accounts, key=words.account_order)
    ]


def _article(owner: str, report: Report, readings: Mapping[str, Reading], letters: Mapping[str, str]) -> dict[str, Any]:
    article = article_of(report, readings)
    kept = f"; SHA-256 of what it was made from, as received: {article.digest}" if article.digest else ""
    values = {
        "source": article.outlet or "A publisher not known",
        "title": article.title,
        "url": article.url,
        "content": "\n".join(passage.line for passage in passages(report, readings, report.statements)),
    }
    tags = {"source": grade_tags(letters.get(article.outlet.casefold(), ""))}
    comment = f"{article.document}, published {named(report.published) or 'at a time not known'}{kept}"
    return misp_object(owner, "news-media", article.document, values, comment=comment, tags=tags)


def _place(owner: str, place: Location | None) -> list[dict[str, Any]]:
    """Where an incident was; [] where nothing is known of it. The accuracy is in kilometres."""
    if place is None:
        return []
    at = coordinates(place)
    within = place.precision in (Precision.POINT, Precision.CITY)
    values = {
        "latitude": str(at[0]) if at else None,
        "longitude": str(at[1]) if at else None,
        "accuracy-radius": str(METRES[place.precision] / 1000) if at else None,
        "city": named(place.name) if within else None,
        "region": named(place.admin) if within or place.admin else named(place.name),
        "country": country_name(place.country),
        "countrycode": alpha2(place.country),
    }
    said = named(f"{place.name} ({place.precision.value}): {place.reason}")
    return [misp_object(owner, "geolocation", "place", values | {"text": said})] if any(values.values()) else []
