"""Claims as linked data: schema.org `Claim` (https://schema.org/Claim) with where each appeared, as JSON-LD in a script element."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from markupsafe import Markup

import sitrep.publish.words as words
from sitrep.publish.accounts import AccountView, ClaimView
from sitrep.publish.dates import order_of
from sitrep.publish.shelf import Card
from sitrep.publish.text import clean, one_line
from sitrep.records import CitationKind, Edition, Reference

_OWN = "in its own words"
_UNKNOWN = ("publisher not known", "not known", "a source not named")
# What would end the element or begin another, and line breaks of JavaScript: escaped, JSON stays JSON.
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'\u2028\u2029"}


def script(data: Any) -> Markup:
    """The data as a JSON-LD script element from which no text in it can break out."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPES)
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(clean(text)))


def claims(views: Iterable[ClaimView], cards: Mapping[str, Card], about: str) -> dict[str, Any]:
    """The accounts of an incident's claims, each a schema.org Claim: who put it forward, who reports it, where it appeared first and since.

    An account whose articles are not kept is left out: it would appear nowhere.
    """
    found = [made for claim in views for view in claim.accounts if (made := _claim(claim, view, cards, about))]
    return {"@context": "https://schema.org", "@graph": found}


def edition_claims(edition: Edition) -> dict[str, Any]:
    """What an edition reports of incidents, sentence by sentence, each a schema.org Claim with the articles that it rests on."""
    found = []
    for entry in edition.entries:
        for sentence in entry.sentences if entry.kind is CitationKind.INCIDENT else ():
            sources = [edition.references[at] for at in sentence.references]
            if sentence.state is not None and sources:
                works = [
                    _referred(one) for one in {one.target: one for one in sorted(sources, key=lambda one: order_of(one.published))}.values()
                ]
                quoted = [one for one in sources if one.outlet and one.originator != one.outlet]
                found.append(
                    _made(sentence.text, entry.title, works, [one.originator for one in sources], [one.outlet or "" for one in quoted])
                )
    return {"@context": "https://schema.org", "@graph": found}


def _claim(claim: ClaimView, view: AccountView, cards: Mapping[str, Card], about: str) -> dict[str, Any] | None:
    passages = [passage for row in view.rows for passage in row.passages if passage.report.document in cards]
    if not passages:
        return None
    ordered = sorted(passages, key=lambda one: order_of(one.published))
    works = [_work(cards[name]) for name in dict.fromkeys(passage.report.document for passage in ordered)]
    quoted = [one.chain for one in ordered if len(one.chain) > 1 and one.chain[-1] != _OWN]
    own = [one.chain[0] for one in ordered if one.chain[-1] == _OWN]
    authors = [*(chain[-1] for chain in quoted), *own]
    return _made(words.claim_sentence(claim.attribute, view.account), about, works, authors, [chain[0] for chain in quoted])


def _made(text: str, about: str, works: Sequence[dict[str, Any]], authors: Iterable[str], interpreters: Iterable[str]) -> dict[str, Any]:
    """A Claim: `authors` put it forward, `interpreters` are those on whose telling of that it rests."""
    made: dict[str, Any] = {"@type": "Claim", "text": text, "about": {"@type": "Event", "name": about}}
    made |= {"firstAppearance": works[0], "appearance": list(works)}
    for name, kind, persons in (("author", "Thing", authors), ("claimInterpreter", "Organization", interpreters)):
        known = [one for one in dict.fromkeys(map(one_line, persons)) if one and one not in _UNKNOWN]
        if known:
            made[name] = [{"@type": kind, "name": one} for one in known]
    return made


def _work(card: Card) -> dict[str, Any]:
    return _article(card.id, card.title, card.url, card.appeared, card.outlet, card.authors)


def _referred(reference: Reference) -> dict[str, Any]:
    return _article(reference.target, reference.title, reference.address, reference.published, reference.outlet, reference.authors)


def _article(
    identity: str, title: str, address: str | None, published: str | None, outlet: str | None, authors: Iterable[str]
) -> dict[str, Any]:
    """A schema.org NewsArticle, with what is known of it."""
    found: dict[str, Any] = {"@type": "NewsArticle", "headline": title, "identifier": identity}
    found |= {"url": address} if address else {}
    found |= {"datePublished": one_line(published)} if published else {}
    found |= {"publisher": {"@type": "Organization", "name": one_line(outlet)}} if outlet else {}
    names = [{"@type": "Person", "name": one_line(name)} for name in authors]
    return found | ({"author": names} if names else {})
