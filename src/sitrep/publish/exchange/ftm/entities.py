"""What a situation report is in FollowTheMoney: entities of its schemata, each value with where it is from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order
from sitrep.publish.exchange.told import Article, argued, article_of, coordinates, holder_of, leads, named, offer_of, passages_of, tie
from sitrep.publish.geo import alpha2, country_name, place_line
from sitrep.publish.text import clean, shorten
from sitrep.records import Assessment, Grade, Incident, Location, MentionType, Proposal, Reading, SituationReport, make_id

_TITLE = 300
_LONGEST = 60_000
_SCHEMATA = {
    MentionType.PERSON: "Person",
    MentionType.ORGANIZATION: "Organization",
    MentionType.GROUP: "Organization",
}
# What FollowTheMoney takes for an id of an entity.
_ID = re.compile(r"[0-9a-zA-Z]([0-9a-zA-Z.-]*[0-9a-zA-Z])?")
_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """An entity: its properties with their values, where these are from (an article, a component, an analyst), and since when."""

    id: str
    schema: str
    properties: Mapping[str, tuple[str, ...]]
    origin: str
    since: str | None = None


def entities(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[Entity]:
    """Every entity of a report, each once."""
    seen: set[str] = set()
    for one in _all(report, readings):
        if one.id not in seen:
            seen.add(one.id)
            yield one


def _all(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[Entity]:
    outlets = {named(one.name).casefold(): one for one in report.outlets}
    sources = {named(one.name).casefold(): one for one in report.sources}
    for incident in sorted(report.incidents, key=lambda one: one.id):
        yield from _incident(incident, readings, outlets, sources)
    for proposal in sorted(report.proposals, key=lambda one: one.id):
        yield from _proposal(proposal, readings)
    for assessment in sorted(report.assessments, key=lambda one: one.id):
        yield from _assessment(assessment)


def entity(identity: str, schema: str, origin: str, *, since: str | None = None, **properties: object) -> Entity:
    """An entity of texts: a property is a text, texts, or None; what is empty is left out, each value stands once."""
    made: dict[str, tuple[str, ...]] = {}
    for name, value in properties.items():
        texts = value if isinstance(value, (tuple, list)) else (value,)
        kept = tuple(dict.fromkeys(text for one in texts if one is not None and (text := clean(str(one)).strip()[:_LONGEST])))
        if kept:
            made[name] = kept
    return Entity(id=identity, schema=schema, properties=made, origin=named(origin) or "sitrep", since=since)


def entity_id(identity: str) -> str:
    """A record's id as the id of an entity: itself where FollowTheMoney takes it, else a hash of it."""
    return identity if _ID.fullmatch(identity) else make_id("ftm", identity)


def date_of(text: str | None) -> str | None:
    """A date as FollowTheMoney has it: a year, month or day as it is, a moment in UTC without its zone; None for what is no date."""
    if text is None or _DAY.fullmatch(text):
        return text
    try:
        moment = datetime.fromisoformat(text)
        return (moment.astimezone(UTC) if moment.tzinfo else moment).strftime("%Y-%m-%dT%H:%M:%S").rjust(19, "0")
    except (ValueError, OverflowError):
        return None


def _incident(
    incident: Incident, readings: Mapping[str, Reading], outlets: Mapping[str, Grade], sources: Mapping[str, Grade]
) -> Iterator[Entity]:
    articles = [article_of(one, readings) for one in incident.reports]
    since = min((date for one in incident.reports if (date := date_of(one.published))), default=None)
    country = (alpha2(incident.place.country) or "").lower() if incident.place else None
    if incident.place:
        yield _address(incident.place, incident.made_by)
    yield entity(
        entity_id(incident.id),
        "Event",
        incident.made_by,
        since=since,
        name=shorten(incident.title, _TITLE) or "An incident without a title",
        startDate=date_of(incident.start),
        endDate=date_of(incident.end),
        location=place_line(incident.place) if incident.place else None,
        addressEntity=_address_id(incident.place) if incident.place else None,
        country=country,
        keywords=[incident.type.value] if incident.type else [],
        summary=f"{len(incident.reports)} articles, {len(incident.origins)} origins",
        description=leads(incident),
        recordId=[incident.id, *incident.aliases],
        proof=[entity_id(one.document) for one in articles],
    )
    for report, article in zip(incident.reports, articles, strict=True):
        yield from _article(article, report.published, readings.get(report.document), outlets)
        yield entity(
            make_id("ftm", "documentation", incident.id, article.document),
            "Documentation",
            article.document,
            since=date_of(report.published),
            document=entity_id(article.document),
            entity=entity_id(incident.id),
            role="is chiefly about it" if report.main else "tells of it",
        )
    yield from _accounts(incident, readings, sources, since)
    yield from _ties(incident, articles)


def _address_id(place: Location) -> str:
    return make_id("ftm", "address", place.geonames_id, place.name, place.admin, place.country)


def _address(place: Location, made_by: str) -> Entity:
    at = coordinates(place)
    return entity(
        _address_id(place),
        "Address",
        made_by,
        name=named(place.name) or "A place without a name",
        full=place_line(place),
        state=named(place.admin),
        country=(alpha2(place.country) or "").lower(),
        latitude=at[0] if at else None,
        longitude=at[1] if at else None,
        remarks=f"{place.precision.value}; {country_name(place.country) or 'country not known'}",
    )


def _article(article: Article, published: str | None, reading: Reading | None, outlets: Mapping[str, Grade]) -> Iterator[Entity]:
    """An article, its outlet and who is named in it."""
    since = date_of(published)
    yield entity(
        entity_id(article.document),
        "Article",
        article.document,
        since=since,
        fileName=article.title,
        title=article.title,
        author=list(article.authors),
        publisher=article.outlet,
        sourceUrl=article.url,
        publishedAt=since,
        notes=f"SHA-256 of what it was made from, as received: {article.digest}" if article.digest else None,
    )
    if article.outlet:
        yield _graded(article.outlet, "Organization", outlets.get(article.outlet.casefold()), "outlet")
    for mention in reading.mentions if reading else ():
        schema = _SCHEMATA.get(mention.type)
        name = named(mention.name or mention.span.text)
        if schema and name:
            yield entity(
                make_id("ftm", "mention", article.document, name),
                "Mention",
                article.document,
                since=since,
                document=entity_id(article.document),
                name=name,
                detectedSchema=schema,
            )


def _graded(name: str, schema: str, grade: Grade | None, role: str) -> Entity:
    known = f"{role}, Admiralty reliability {grade.reliability}" if grade else role
    reasons = list(grade.why) if grade else []
    return entity(make_id("ftm", "name", name.casefold()), schema, "sitrep", name=name, summary=known, notes=reasons)


def _accounts(incident: Incident, readings: Mapping[str, Reading], sources: Mapping[str, Grade], since: str | None) -> Iterator[Entity]:
    """Accounts as notes on the event, and the sources on whose word they are."""
    for claim in sorted(incident.claims, key=claim_order):
        for account in sorted(claim.accounts, key=words.account_order):
            given = passages_of(incident, account, readings)
            for name in dict.fromkeys(name for passage in given for name in passage.sources):
                yield _graded(name, "LegalEntity", sources.get(name.casefold()), "source")
            yield entity(
                make_id("ftm", "account", incident.id, claim.attribute, account.value, account.low, account.high),
                "Note",
                incident.made_by,
                since=since,
                name=f"{claim.attribute}: {words.short_value(claim.attribute, account)}",
                entity=entity_id(incident.id),
                summary=f"Admiralty {account.grade}, {claim.state.value}, {words.count(account.origins, 'origin')}",
                description=[words.claim_sentence(claim.attribute, account), *(passage.line for passage in given)],
                keywords=[claim.attribute, claim.state.value, account.grade],
                proof=[entity_id(passage.article.document) for passage in given],
            )


def _ties(incident: Incident, articles: list[Article]) -> Iterator[Entity]:
    """Which article rests on which."""
    for origin in incident.origins:
        for edge in origin.edges:
            if 0 <= edge.from_ < len(articles) and 0 <= edge.to < len(articles) and edge.from_ != edge.to:
                source, target = entity_id(articles[edge.from_].document), entity_id(articles[edge.to].document)
                yield entity(
                    make_id("ftm", "tie", incident.id, source, target, edge.kind.value),
                    "UnknownLink",
                    incident.made_by,
                    subject=source,
                    object=target,
                    role=f"{tie(edge)}: {edge.kind.value}",
                    summary=edge.why,
                )


def _proposal(proposal: Proposal, readings: Mapping[str, Reading]) -> Iterator[Entity]:
    name = shorten(proposal.text, _TITLE) or "A proposal without words"
    yield entity(entity_id(proposal.id), "Note", proposal.made_by, name=name, description=proposal.text, keywords="proposal")
    for number, one in enumerate(proposal.positions):
        holder = holder_of(one, readings) or "An author not named"
        offer = filter(None, [offer_of(one, readings)])
        yield entity(
            make_id(
                "ftm",
                "position",
                proposal.id,
                one.document,
                one.statement or number,
                one.stance.value,
                holder,
                *offer,
            ),
            "Note",
            one.document,
            since=date_of(one.date),
            name=f"{holder}: {one.stance.value}",
            entity=entity_id(proposal.id),
            description=argued(one, readings),
            keywords=["position", one.stance.value],
        )


def _assessment(assessment: Assessment) -> Iterator[Entity]:
    """An assessment as a text, its key judgements as notes on it."""
    analyst = named(assessment.by) or "An analyst not named"
    since = date_of((assessment.published or assessment.changed).isoformat())
    yield entity(
        entity_id(assessment.id),
        "PlainText",
        analyst,
        since=since,
        fileName=f"{assessment.id}.md",
        title=shorten(assessment.title, _TITLE),
        author=analyst,
        publishedAt=since,
        summary=assessment.summary,
        bodyText=assessment.body,
        mimeType="text/markdown",
        keywords=["assessment", assessment.status.value, assessment.marking.value, *assessment.topics],
    )
    for one in assessment.judgements:
        yield entity(
            make_id("ftm", "judgement", assessment.id, one.id),
            "Note",
            analyst,
            since=since,
            name=f"{one.id}: {shorten(one.text, _TITLE)}",
            entity=entity_id(assessment.id),
            description=one.text,
            keywords=["key judgement", *([one.likelihood.value] if one.likelihood else [])],
            summary=f"confidence {one.confidence.value}" if one.confidence else None,
        )
