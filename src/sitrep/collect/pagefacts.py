"""What a page says about its article: headline, byline, dates, publisher, address, language.

In the order of how far each place can be relied on: JSON-LD (schema.org), meta elements (Open Graph, Dublin Core and those that
publishing systems use), then what is marked up for readers.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from sitrep.collect.byline import bylines
from sitrep.collect.clean import plain_line, web_address
from sitrep.collect.credits import wire_credit
from sitrep.collect.dates import any_date, later, written_date
from sitrep.collect.feeddata import absolute

_ARTICLE_TYPE = re.compile(r"(?:.*Article|Report|BlogPosting|.*BlogPosting|AnalysisNewsArticle|OpinionNewsArticle)")
_LD_BYTES = 2**20
_LD_BLOCKS = 50
_LD_NODES = 2_000
_PUBLISHED = (
    "article:published_time", "og:published_time", "datepublished", "dcterms.created", "dc.date.issued", "dcterms.issued",
    "parsely-pub-date", "sailthru.date", "pubdate", "publishdate", "publish-date", "publication_date", "cxenseparse:recs:publishtime",
    "dc.date", "dcterms.date", "date",
)  # fmt: skip
_UPDATED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_TITLES = ("og:title", "twitter:title", "dc.title", "parsely-title", "sailthru.title")
_OUTLETS = ("og:site_name", "application-name", "dc.publisher", "cre", "publisher")
_ORIGINALS = ("original-source", "syndication-source")
_TITLE_PARTING = re.compile(r"\s+[|–—»·-]\s+|\s*::\s*")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3})(?:[-_].{0,20})?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What was found; None or () where the page does not say. `wire` is an agency that the byline names,
    `original` the address of the article that this one says it is a copy of.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    url: str | None = None
    language: str | None = None
    wire: str | None = None
    original: str | None = None


def facts(tree: Any, received: datetime, address: str | None = None) -> Facts:
    """The facts of a page (lxml tree), which was found at `address`.

    Dates more than a day after `received` are not believed (clocks differ).
    """
    meta = _meta(tree)
    linked = _article(list(_linked_data(tree)))
    url = _url(tree, meta, linked, address)
    outlet = _outlet(meta, linked, url)
    marked = tree.xpath("//*[@rel or @itemprop]")
    written = bylines(tree, meta, linked, marked, outlet, _language(tree))
    published, updated = _dates(tree, meta, linked, marked, url, received, written.shown)
    return Facts(
        title=_title(tree, meta, linked, outlet),
        authors=written.names,
        published=published,
        updated=updated,
        outlet=outlet,
        url=url,
        language=_language(tree),
        wire=wire_credit(written.passed, ""),
        original=_original(meta, linked, url),
    )


def _meta(tree: Any) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = (element.get("content") or "").strip()
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content[:4_000])
    return found


def _first(meta: dict[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((meta[name][0] for name in names if name in meta), None)


def _linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Every JSON-LD node of the page, outermost first."""
    blocks = [one for one in tree.iter("script") if "ld+json" in (one.get("type") or "").lower()]
    pending: list[Any] = [_json(block.text or "") for block in blocks[:_LD_BLOCKS]]
    for _ in range(_LD_NODES):
        if not pending:
            return
        node = pending.pop(0)
        if isinstance(node, list):
            pending[:0] = node
        elif isinstance(node, dict):
            yield node
            pending += [
                node[name] for name in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart") if isinstance(node.get(name), (dict, list))
            ]


def _json(text: str) -> Any:
    if len(text) > _LD_BYTES:
        return None
    text = text.strip().removeprefix("<!--").removeprefix("//<![CDATA[").removesuffix("-->").removesuffix("//]]>").strip().rstrip(";")
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _article(nodes: list[dict[str, Any]]) -> dict[str, Any]:
    """The first node that is an article, its author and publisher put in where it only refers to them by @id."""
    by_id = {node["@id"]: node for node in reversed(nodes) if isinstance(node.get("@id"), str)}
    for node in nodes:
        kinds = node.get("@type")
        for kind in kinds if isinstance(kinds, list) else [kinds]:
            if isinstance(kind, str) and _ARTICLE_TYPE.fullmatch(kind.rpartition("/")[2][:100]):
                return {**node, **{name: _referred(node[name], by_id) for name in ("author", "publisher") if name in node}}
    return {}


def _referred(value: Any, by_id: dict[str, dict[str, Any]]) -> Any:
    if isinstance(value, list):
        return [_referred(one, by_id) for one in value[:50] if not isinstance(one, list)]
    if isinstance(value, dict) and "name" not in value and isinstance(value.get("@id"), str):
        return by_id.get(value["@id"], value)
    return value


def _named(value: Any) -> str | None:
    """The name of a schema.org thing, which may be given as a string, a thing, or a list of them."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name")
    return value if isinstance(value, str) else None


def _url(tree: Any, meta: dict[str, list[str]], linked: dict[str, Any], address: str | None) -> str | None:
    """The address that the page gives as its own, else the one where it was found."""
    canonical = next((link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()), None)
    own = linked.get("url")
    stated = (canonical, _first(meta, ("og:url",)), own if isinstance(own, str) else None)
    return next((found for one in stated if (found := web_address(absolute(address, one)))), address)


def _original(meta: dict[str, list[str]], linked: dict[str, Any], url: str | None) -> str | None:
    """What the page is a copy of: named as its original, or its canonical address where that is on another site than its own."""
    based = linked.get("isBasedOn") or linked.get("isBasedOnUrl")
    based = based[0] if isinstance(based, list) and based else based
    based = based.get("url") or based.get("@id") if isinstance(based, dict) else based
    named = _first(meta, _ORIGINALS) or (based if isinstance(based, str) else None)
    own = _host(_first(meta, ("og:url",)))
    return web_address(named) or (url if own and own != _host(url) else None)


def _outlet(meta: dict[str, list[str]], linked: dict[str, Any], url: str | None) -> str | None:
    """The publisher's name, without a slogan after it; where a page gives an address for a name, the host."""
    for value in (_first(meta, _OUTLETS), _named(linked.get("publisher"))):
        name = plain_line((value or "").partition(" | ")[0].removeprefix("@"))
        if name:
            return _host(name) if name.lower().startswith(("http://", "https://")) else name
    return _host(url)


def _language(tree: Any) -> str | None:
    found = _LANGUAGE.fullmatch((tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or "").strip()[:30])
    return found.group(1).lower() if found else None


def _host(url: str | None) -> str | None:
    return str(urlsplit(web_address(url) or "").hostname or "").removeprefix("www.") or None


def _title(tree: Any, meta: dict[str, list[str]], linked: dict[str, Any], outlet: str | None) -> str | None:
    headings = [text for heading in tree.iter("h1") if (text := plain_line(" ".join(heading.itertext()), markup=False))]
    written = next((" ".join(one.itertext()) for one in tree.iter("title")), None)
    given = [_named(linked.get("headline")), _first(meta, _TITLES), html.escape(written) if written else None]
    titles = [title for one in given if (title := _without_outlet(plain_line(one), outlet))]
    if headings and (not titles or any(headings[0] in title for title in titles)):
        return headings[0]
    return titles[0] if titles else None


def _without_outlet(title: str | None, outlet: str | None) -> str | None:
    """A title without the name of the publisher before or after it."""
    if not title or not outlet:
        return title
    parts = [(found.start(), found.end()) for found in _TITLE_PARTING.finditer(title)]
    known = outlet.casefold()
    for start, end in reversed(parts):
        if _same_outlet(title[end:], known):
            return title[:start]
    for start, end in parts[:1]:
        if _same_outlet(title[:start], known):
            return title[end:]
    return title


def _same_outlet(text: str, known: str) -> bool:
    letters, others = re.sub(r"\W", "", text.casefold()), re.sub(r"\W", "", known.removesuffix(".com").removesuffix(".org"))
    return bool(letters) and (letters == others or (len(others) > 3 and letters.startswith(others) and len(letters) < 2 * len(others)))


def _dates(
    tree: Any,
    meta: dict[str, list[str]],
    linked: dict[str, Any],
    marked: list[Any],
    url: str | None,
    received: datetime,
    shown: list[str],
) -> tuple[str | None, str | None]:
    latest = (received.date() + timedelta(days=1)).isoformat()
    published = _believed(
        [linked.get("datePublished"), linked.get("dateCreated"), *_all(meta, _PUBLISHED), *_marked(marked, "datepublished")], latest
    )
    updated = _believed([linked.get("dateModified"), *_all(meta, _UPDATED), *_marked(marked, "datemodified")], latest)
    published = published or _believed([*_times(tree), *map(written_date, shown)], latest) or _guessed(tree, url, latest)
    return published, updated if later(updated, published) else None


def _all(meta: dict[str, list[str]], names: tuple[str, ...]) -> list[str]:
    return [value for name in names for value in meta.get(name, ())]


def _marked(elements: list[Any], itemprop: str) -> list[str]:
    """Dates in elements marked by microdata."""
    marked = [one for one in elements if (one.get("itemprop") or "").lower() == itemprop]
    return [one.get("datetime") or one.get("content") or "" for one in marked]


def _times(tree: Any) -> list[str]:
    """Dates in <time datetime>: of those that say they are a publishing date, else of the first."""
    times = [one for one in tree.iter("time") if one.get("datetime")]
    stated = [one for one in times if one.get("pubdate") is not None or "publi" in (one.get("class") or "").lower()]
    return [one.get("datetime") for one in stated or times[:1]]


def _believed(values: list[Any], latest: str) -> str | None:
    """The first value that is a date, not before the web and not after `latest`."""
    for value in values:
        found = any_date(value) if isinstance(value, str) else None
        if found and len(found) >= 10 and found >= "1990" and found[:10] <= latest:
            return found
    return None


def _guessed(tree: Any, url: str | None, latest: str) -> str | None:
    """A date in the address or the visible page (htmldate, Barbaresi 2020); thorough search is off: it takes any year for a date."""
    from htmldate import find_date

    try:
        found = find_date(tree, url=url, extensive_search=False, original_date=True, min_date="1990-01-01", max_date=latest)
    except Exception:  # noqa: BLE001 - a tree that it does not expect leaves the date unknown
        return None
    # A year alone comes back as its first day: no date at all is nearer the truth.
    return None if not found or found.endswith("-01-01") else any_date(found)
