"""RSS 0.9 to 2.0, RDF (RSS 0.90, 1.0), Atom 0.3 and 1.0, with the Dublin Core, content, media and iTunes modules, and news sitemaps.

All from well-formed XML. Specifications: RSS 2.0.11, RSS 1.0 (purl.org/rss/1.0/spec), RFC 4287, the Atom 0.3 draft, XML Base.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from sitrep.collect.feeddata import Entry, Feed, absolute, as_html, people
from sitrep.collect.trees import elements, inner_markup, xml_root
from sitrep.errors import CollectError

_PREFIXES = {
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://backend.userland.com/rss2": "",
    "http://purl.org/atom/ns#": "atom:",
    "http://www.w3.org/2005/atom": "atom:",
    "http://purl.org/dc/elements/1.1/": "dc:",
    "http://purl.org/dc/elements/1.0/": "dc:",
    "http://purl.org/dc/terms/": "dcterms:",
    "http://purl.org/rss/1.0/modules/content/": "content:",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes:",
    "http://search.yahoo.com/mrss/": "media:",
    "http://www.w3.org/1999/xhtml": "xhtml:",
    "http://www.sitemaps.org/schemas/sitemap/0.9": "",
    "http://www.google.com/schemas/sitemap/0.84": "",
    "http://www.google.com/schemas/sitemap-news/0.9": "news:",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf:",
}
_RDF_ABOUT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}about"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# A reference that XML does not know: the name of one of HTML's entities, or a bare "&".
_UNKNOWN = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6});)(?:([A-Za-z][A-Za-z0-9]{1,31}|#X[0-9A-Fa-f]{1,6});)?")
# Where Latin-1 is declared, Windows-1252 is meant (WHATWG Encoding Standard): it differs in signs that Latin-1 has not.
_LATIN = re.compile(rb"""(<\?xml[^>]{1,100}encoding=["'])(?:iso-8859-1|latin-?1|us-ascii)(["'])""", re.IGNORECASE)
# What XML 1.0 forbids in a document.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

SITEMAP = "sitemap"
NOT_WELL_FORMED = "is not well-formed XML"

Children = dict[str, list[Any]]


def parse_xml(body: bytes, subject: str, *, recover: bool = False) -> Feed:
    """The feed that well-formed XML holds; without `recover`, CollectError is raised for XML that is not well-formed.

    Raises CollectError for XML that is no feed.
    """
    try:
        root = xml_root(_LATIN.sub(rb"\1windows-1252\2", body[:300]) + body[300:], recover=recover)
    except ValueError as error:
        raise CollectError(subject, NOT_WELL_FORMED) from error
    if root is None or not isinstance(root.tag, str):
        raise CollectError(subject, "is not a feed")
    kind = _name(root).rpartition(":")[2].lower()
    if kind == "feed":
        return _atom(root)
    if kind == "urlset":
        return _sitemap(root, subject)
    if kind == "sitemapindex":
        raise CollectError(subject, "is a list of sitemaps, not a feed")
    if kind in ("rss", "rdf", "channel"):
        return _rss(root, "rdf" if kind == "rdf" else "rss")
    raise CollectError(subject, "is HTML, not a feed" if kind == "html" else "is not a feed")


def repaired(body: bytes) -> bytes:
    """The XML with the commonest faults mended: control characters, HTML's named entities, and a bare "&". UTF-8 only."""
    try:
        text = body.decode("utf-8").lstrip("\ufeff \t\r\n")
    except UnicodeDecodeError:
        return body
    text = _UNKNOWN.sub(_reference, _FORBIDDEN.sub("", text))
    return text.encode("utf-8")


def _reference(found: re.Match[str]) -> str:
    name = found.group(1)
    known = html.unescape(f"&{name};") if name else ""
    if known and not known.startswith("&"):
        return "".join(f"&#{ord(sign)};" for sign in known)
    return "&amp;" + found.group(0)[1:]


def _name(element: Any) -> str:
    """The name with the prefix that is used here for its namespace (also where its prefix was not declared); "?:" for others."""
    return _prefixed(str(element.tag))


@lru_cache(maxsize=1_024)
def _prefixed(tag: str) -> str:
    space, _, local = tag.rpartition("}")
    return (_PREFIXES.get(space.removeprefix("{").lower(), "?:") if space else "") + local


def _children(*elements: Any) -> Children:
    """Child elements by name, in document order."""
    found: Children = defaultdict(list)
    for element in elements:
        for child in element:
            if isinstance(child.tag, str):
                found[_name(child)].append(child)
    return found


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()


def _first(children: Children, *names: str) -> str | None:
    """The text of the first child, by the order of names, that has some."""
    return next((text for name in names for child in children.get(name, ()) if (text := _text(child))), None)


def _markup(element: Any) -> str | None:
    """What an element of an RSS feed holds, as HTML: escaped HTML is the rule, elements inside it the exception."""
    return (inner_markup(element) if len(element) else (element.text or "").strip()) or None


def _construct(element: Any) -> str | None:
    """An Atom text construct or content as HTML (RFC 4287 sections 3.1, 4.1.3; Atom 0.3 mode)."""
    kind, mode = (element.get("type") or "text").strip().lower(), (element.get("mode") or "").strip().lower()
    if mode == "base64" or (not mode and "/" in kind and not kind.startswith("text/") and not kind.endswith(("xml", "xhtml"))):
        return _decoded(_text(element))
    if len(element):
        return inner_markup(element)
    text = (element.text or "").strip()
    is_html = "html" in kind or kind.endswith("xml")
    return (text or None) if is_html else as_html(text)


def _decoded(text: str) -> str | None:
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode("utf-8").strip() or None
    except (binascii.Error, ValueError):
        return text or None


def _html(children: Children, *names: str) -> str | None:
    """The first of these children that holds something, as HTML."""
    for name in names:
        for child in children.get(name, ()):
            value = _construct(child) if name.startswith("atom:") else _markup(child)
            if value:
                return value
    return None


def _link(children: Children, base: str | None) -> str | None:
    """The address of an Atom link: the alternate of HTML type before others, none that is "self", "enclosure" or the like."""
    links = [link for link in children.get("atom:link", ()) if _relation(link) == "alternate"]
    links.sort(key=lambda link: "html" not in (link.get("type") or "html"))
    return _target(links, base)


def _taken_from(children: Children, base: str | None) -> str | None:
    """The address that an entry says its matter is from: Atom's "via" (RFC 4287), or "canonical" (RFC 6596)."""
    return _target([link for link in children.get("atom:link", ()) if _relation(link) in ("via", "canonical")], base)


def _site(children: Children, base: str | None) -> str | None:
    """The address of a feed's site; of the feed itself where it names no other."""
    return _link(children, base) or _target([link for link in children.get("atom:link", ()) if _relation(link) == "self"], base)


def _relation(link: Any) -> str:
    return (link.get("rel") or "alternate").lower().removeprefix("http://www.iana.org/assignments/relation/")


def _target(links: Sequence[Any], base: str | None) -> str | None:
    targets = ((link.base or base or "", (link.get("href") or "").strip()) for link in links)
    return next((absolute(own, target) if target else own for own, target in targets if own or target), None)


def _atom_people(children: Children) -> tuple[str, ...]:
    named = []
    for author in children.get("atom:author", ()):
        inner = _children(author)
        named.append(_first(inner, "atom:name", "atom:email") or (_text(author) if not len(author) else ""))
    return people(named)


def _atom(root: Any) -> Feed:
    children = _children(root)
    if not any(name.startswith("atom:") for name in children):
        _into_atom(root)
        children = _children(root)
    url = _site(children, root.base)
    shared = _atom_people(children)
    entries = tuple(_atom_entry(entry, url, shared) for entry in children.get("atom:entry", ()))
    return Feed(kind="atom", title=_html(children, "atom:title"), url=url, entries=entries, language=root.get(_LANGUAGE))


def _into_atom(root: Any) -> None:
    """Atom without its namespace, or with a wrong one."""
    own = str(root.tag).rpartition("feed")[0]
    for element in elements(root):
        if str(element.tag).startswith(own) and "}" not in str(element.tag).removeprefix(own):
            element.tag = "{http://www.w3.org/2005/Atom}" + str(element.tag).removeprefix(own)


def _atom_entry(element: Any, site: str | None, shared: tuple[str, ...]) -> Entry:
    children = _children(element)
    source = _children(*children.get("atom:source", ()))
    return Entry(
        id=_identity(element, _first(children, "atom:id")),
        url=_link(children, element.base or site),
        title=_html(children, "atom:title", "dc:title", "media:title"),
        published=_first(children, "atom:published", "atom:issued", "dc:date", "dcterms:created", "atom:created"),
        updated=_first(children, "atom:updated", "atom:modified", "dcterms:modified"),
        authors=_atom_people(children) or people(map(_text, children.get("dc:creator", ()))) or _atom_people(source) or shared,
        content=_html(children, "atom:content", "content:encoded"),
        summary=_html(children, "atom:summary", "dc:description", "media:description"),
        source=_html(source, "atom:title"),
        original=_taken_from(children, element.base or site),
    )


def _identity(element: Any, name: str | None) -> str | None:
    """An id, which is an IRI, made whole by xml:base if it is relative."""
    return absolute(element.base, name) if name and element.base and ":" not in name else name


def _rss(root: Any, kind: str) -> Feed:
    channel = root if _name(root).lower() == "channel" else next((child for child in root if _name(child).lower() == "channel"), root)
    children = _children(channel)
    url = absolute(channel.base, _first(children, "link")) or _site(children, channel.base)
    items = children.get("item", []) + (_children(root).get("item", []) if channel is not root else [])
    return Feed(
        kind=kind,
        title=_html(children, "title", "dc:title", "atom:title", "itunes:title"),
        url=url,
        entries=tuple(_rss_entry(item, url) for item in items),
        language=_first(children, "language", "dc:language"),
    )


def _rss_entry(element: Any, site: str | None) -> Entry:
    children = _children(element)
    guid = next((child for child in children.get("guid", ()) if _text(child)), None)
    about = element.get(_RDF_ABOUT)
    return Entry(
        id=_text(guid) if guid is not None else _first(children, "atom:id", "dc:identifier") or about,
        url=_rss_url(children, guid, about, element.base or site),
        title=_html(children, "title", "dc:title", "atom:title", "media:title", "itunes:title"),
        published=_first(children, "pubDate", "pubdate", "dc:date", "atom:published", "atom:issued", "dcterms:issued", "dcterms:created"),
        updated=_first(children, "atom:updated", "atom:modified", "dcterms:modified", "dc:date"),
        authors=_rss_people(children),
        content=_html(
            children, "content:encoded", "encoded", "atom:content", "xhtml:body", "xhtml:div", "fullText", "fulltext", "fullitem", "body"
        ),
        summary=_html(children, "description", "dc:description", "atom:summary", "itunes:summary", "media:description"),
        source=_first(children, "source", "dc:source"),
        original=_taken_from(children, element.base or site),
    )


def _sitemap(root: Any, subject: str) -> Feed:
    """A news sitemap (Google's extension of sitemaps.org's protocol): addresses with titles and dates, without texts."""
    entries: list[Entry] = []
    outlet = None
    for element in _children(root).get("url", ()):
        children = _children(element)
        for item in children.get("news:news", ())[:1]:
            news = _children(item)
            outlet = outlet or _first(_children(*news.get("news:publication", ())), "news:name")
            entries.append(
                Entry(
                    url=_first(children, "loc"),
                    title=_first(news, "news:title"),
                    published=_first(news, "news:publication_date"),
                    updated=_first(children, "lastmod"),
                )
            )
    if not entries:
        raise CollectError(subject, "is a sitemap without news, not a feed")
    return Feed(kind=SITEMAP, title=outlet, url=None, entries=tuple(entries))


def _rss_url(children: Children, guid: Any, about: str | None, base: str | None) -> str | None:
    """link, else Atom's link, else a guid that is a permanent link (its default), else what the item is about."""
    texts = [_text(link) or link.get("href") or "" for link in children.get("link", ())]
    links = sorted((text for text in texts if text), key=lambda text: not _is_web(text, base))
    if links:
        return absolute(base, links[0])
    if found := _link(children, base):
        return found
    if guid is not None and (guid.get("isPermaLink") or "true").lower() == "true" and _is_web(_text(guid), None):
        return _text(guid)
    return about if about and _is_web(about, None) else None


def _is_web(address: str, base: str | None) -> bool:
    return (absolute(base, address) or "").lower().startswith(("http://", "https://"))


def _rss_people(children: Children) -> tuple[str, ...]:
    """The first of author, dc:creator, itunes:author and Atom's author that names somebody; there may be several creators."""
    for named in (
        _texts(children, "author"),
        _texts(children, "dc:creator"),
        _texts(children, "dc:author"),
        _texts(children, "itunes:author"),
    ):
        if found := people(named):
            return found
    return _atom_people(children)


def _texts(children: Children, name: str) -> Sequence[str]:
    return [_first(_children(child), "name", "atom:name") or _text(child) for child in children.get(name, ())]
