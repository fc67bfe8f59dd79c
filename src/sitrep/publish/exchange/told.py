"""What the formats share: the articles of an incident, the passages of an account and on whose word, numbers and names made fit to send."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import sitrep.publish.chains as chains
import sitrep.publish.words as words
from sitrep.publish.accounts import claim_order
from sitrep.publish.dates import moment_of
from sitrep.publish.text import clean, one_line, shorten, web_address
from sitrep.records import (
    Account,
    EdgeKind,
    HeldPosition,
    Incident,
    Location,
    OriginEdge,
    Precision,
    Reading,
    Report,
    Stance,
    Statement,
    denial,
)

# The version 5 UUID of "https://sitrep.invalid/ns/exchange" in the namespace of addresses (RFC 9562, 6.6).
NAMESPACE = UUID("8f960c51-8004-57b2-bb7b-b3c4be827479")
NAME = 300
_QUOTE = 2000
# How far from its coordinates a place of each size may reach, in metres: an order of magnitude.
METRES = {
    Precision.POINT: 1_000,
    Precision.CITY: 10_000,
    Precision.ADMIN: 100_000,
    Precision.COUNTRY: 500_000,
    Precision.REGION: 1_000_000,
}
_DERIVED = {EdgeKind.CANONICAL, EdgeKind.COPY, EdgeKind.FEED, EdgeKind.CREDIT, EdgeKind.PICK_UP, EdgeKind.QUOTATION}
_DIGEST = re.compile(r"[0-9a-f]{64}")


def uuid_of(*parts: str) -> str:
    """The UUID (version 5, in our namespace) of what the parts name: the same for the same parts always."""
    return str(uuid5(NAMESPACE, "\x1f".join(parts).encode("utf-8", "replace").decode()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A report's article. `outlet` is "" where it is not known, `digest` the SHA-256 (hex) of the capture that it was made from."""

    document: str
    outlet: str
    title: str
    url: str | None
    digest: str | None
    published: datetime | None
    authors: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A statement's words in an article, and on whose word: the chain from the publisher to the nearest source, its `sources` alone.
    `denial` is what the nearest source does with words that he does not put forward ("denies"), else "".
    """

    statement: str
    words: str
    chain: tuple[str, ...]
    sources: tuple[str, ...]
    article: Article
    denial: str = ""

    @property
    def line(self) -> str:
        """The passage with its chain in one line."""
        return f"{self.denial}{': ' if self.denial else ''}“{self.words}” — {chains.STEP.join(self.chain)}"


def article_of(report: Report, readings: Mapping[str, Reading]) -> Article:
    """The article of a report: what its reading says of it, and the report where that is missing."""
    reading = readings.get(report.document)
    document = reading.document if reading else None
    digest = document.capture if document else None
    # Never the report's key: it may be a path on the desk's own machine.
    title = (named(document.title) or shorten(document.text, 80)) if document else ""
    return Article(
        document=report.document,
        outlet=named(report.outlet or (document.outlet if document else None)),
        title=title or report.document,
        url=web_address(document.url) if document else None,
        digest=digest if digest and _DIGEST.fullmatch(digest) else None,
        published=moment_of(report.published),
        authors=tuple(filter(None, map(named, document.authors))) if document else (),
    )


def passages(report: Report, readings: Mapping[str, Reading], wanted: Iterable[str]) -> tuple[Passage, ...]:
    """Those statements of a report that are wanted (ids), in the order of its text."""
    reading = readings.get(report.document)
    names = set(wanted)
    found = [one for one in reading.statements if one.id in names and one.content] if reading else []
    article = article_of(report, readings)
    return tuple(_passage(one, article) for one in sorted(found, key=lambda one: (one.content[0].start, one.id)))


def _passage(statement: Statement, article: Article) -> Passage:
    named_links = [link for link in statement.attribution if link.name or link.source]
    return Passage(
        statement=statement.id,
        words=shorten(chains.quotation(statement), _QUOTE),
        chain=tuple(shorten(step, NAME) for step in chains.chain(article.outlet, statement)),
        sources=tuple(dict.fromkeys(name for link in named_links if (name := named(chains.link_name(link))))),
        article=article,
        denial=denial(statement),
    )


def passages_of(incident: Incident, account: Account, readings: Mapping[str, Reading]) -> tuple[Passage, ...]:
    """The passages that give an account, report by report."""
    reports = (incident.reports[index] for index in sorted(set(account.reports)) if 0 <= index < len(incident.reports))
    return tuple(passage for report in reports for passage in passages(report, readings, account.statements))


def leads(incident: Incident) -> list[str]:
    """The first account of each claim in a sentence, with its grade and state."""
    claims = sorted((claim for claim in incident.claims if claim.accounts), key=claim_order)
    found = [(claim, min(claim.accounts, key=words.account_order)) for claim in claims]
    return [f"{words.claim_sentence(claim.attribute, lead)} [{lead.grade}] {claim.state.value}" for claim, lead in found]


def tie(edge: OriginEdge) -> str:
    """What one report is to the one that it is tied to: "derived-from" where it was made of it, else "related-to"."""
    return "derived-from" if edge.joins and edge.kind in _DERIVED else "related-to"


def coordinates(place: Location) -> tuple[float, float] | None:
    """Latitude and longitude in degrees; None where they are not known or not on Earth."""
    if place.latitude is None or place.longitude is None or not (abs(place.latitude) <= 90 and abs(place.longitude) <= 180):
        return None
    return place.latitude, place.longitude


def holder_of(position: HeldPosition, readings: Mapping[str, Reading]) -> str:
    """Who holds a position, as pages show it: what the proposal calls him, else whom it was resolved to or the words of the text, else who
    wrote the article; "" where nobody is named.
    """
    if name := named(position.who):
        return name
    if position.holder:
        return named(position.holder.name) or named(position.holder.source.text if position.holder.source else None)
    reading = readings.get(position.document)
    return named(", ".join(reading.document.authors) or reading.document.outlet) if reading else ""


def offer_of(position: HeldPosition, readings: Mapping[str, Reading]) -> str:
    """What an alternative puts in the place of a proposal; "" for what is none, or where its words are not known.

    A position that does not carry them has those of its reading, where these are one alternative alone.
    """
    if position.stance is not Stance.ALTERNATIVE:
        return ""
    if position.text:
        return one_line(position.text)
    reading = readings.get(position.document)
    found = {
        one_line(one.proposal)
        for one in (reading.positions if reading else ())
        if one.stance is Stance.ALTERNATIVE and one.statement == position.statement
    }
    return found.pop() if len(found) == 1 else ""


def argued(position: HeldPosition, readings: Mapping[str, Reading]) -> list[str]:
    """What a holder puts forward, a line each: of an alternative what it is, then the grounds, then what he holds against it himself."""
    offer = offer_of(position, readings)
    return [*([f"Instead: {offer}"] if offer else []), *position.grounds, *(f"But: {one_line(one)}" for one in position.but)]


def named(name: str | None) -> str:
    """A name on one line and of a bounded length; "" for none."""
    return shorten(name, NAME) if name and one_line(name) else ""


def number(value: float | None) -> int | float | None:
    """A number as JSON has it: whole ones without a point, None for what is none."""
    if value is None or not math.isfinite(value):
        return None
    return int(value) if float(value).is_integer() else value


def fit(value: Any) -> Any:
    """A JSON value without what says nothing (null, empty texts and lists), its texts without control characters."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: made for name, item in value.items() if (made := fit(item)) not in (None, "", [], {})}
    if isinstance(value, (list, tuple)):
        return [made for item in value if (made := fit(item)) not in (None, "", [], {})]
    return value
