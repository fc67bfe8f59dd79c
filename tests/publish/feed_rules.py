"""The rules of the W3C Feed Validation Service for RSS 2.0 and Atom 1.0 (RFC 4287), as far as they can be kept without a network.

`atom_faults` and `rss_faults` give a set of codes, mostly those of the service's messages; nothing for a feed that it would call valid.
What it only warns of counts too, but for two entries that were updated at the same moment, which records may be. `ImplausibleDate` is for
years before 1990. What both formats share is in feed_text.py, JSON Feed in feed_json.py.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from feed_text import (
    absolute,
    email,
    full_link,
    html_faults,
    language,
    media_type,
    rfc822_faults,
    rfc3339_faults,
    uri,
    uri_faults,
    xml_faults,
)

ATOM = "{http://www.w3.org/2005/Atom}"
XHTML = "{http://www.w3.org/1999/xhtml}"
DCTERMS = "{http://purl.org/dc/terms/}"
XML = "{http://www.w3.org/XML/1998/namespace}"
# The IANA registry of link relations, as far as feeds use it.
RELATIONS = {"alternate", "self", "related", "via", "enclosure", "hub", "replies", "license", "next", "prev", "previous", "first", "last"}
FEED_ONE = ("id", "title", "updated", "subtitle", "rights", "generator", "icon", "logo")
ENTRY_ONE = ("id", "title", "updated", "published", "summary", "content", "rights", "source")
MANY = ("author", "contributor", "category", "link")
CHANNEL_ONE = ("title", "link", "description", "language", "copyright", "managingEditor", "webMaster", "pubDate", "lastBuildDate")
CHANNEL_ONE += ("generator", "docs", "cloud", "ttl", "image", "rating", "textInput", "skipHours", "skipDays")
ITEM_ONE = ("title", "link", "description", "author", "comments", "guid", "pubDate", "source")
DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

Faults = Iterator[str]


def text(element: Element | None) -> str:
    return "" if element is None or element.text is None else element.text


def parsed(body: bytes) -> Element | None:
    try:
        return ElementTree.fromstring(body)
    except ElementTree.ParseError:
        return None


def counted(parent: Element, prefix: str, ones: tuple[str, ...], needed: tuple[str, ...], many: tuple[str, ...]) -> Faults:
    """Elements that are missing, twice or unknown."""
    found = Counter(child.tag for child in parent)
    for name in needed:
        if not found[prefix + name]:
            yield "MissingElement"
    for name in ones:
        if found[prefix + name] > 1:
            yield "DuplicateElement"
    for tag in found:
        own = tag.startswith(prefix) if prefix else not tag.startswith("{")
        if own and tag[len(prefix) :] not in (*ones, *many):
            yield "UndefinedElement"


def atom_faults(body: bytes, address: str | None = None) -> set[str]:
    """What is wrong with an Atom feed that is found at `address`."""
    root = parsed(body)
    if root is None:
        return set(xml_faults(body)) | {"NotWellFormed"}
    if root.tag != f"{ATOM}feed":
        return {"UndefinedElement"}
    return set(xml_faults(body)) | set(_atom(root, address))


def _atom(root: Element, address: str | None) -> Faults:
    entries = root.findall(f"{ATOM}entry")
    yield from counted(root, ATOM, FEED_ONE, ("id", "title", "updated"), (*MANY, "entry"))
    yield from _common(root)
    for name in ("subtitle", "rights"):
        yield from (fault for found in root.findall(f"{ATOM}{name}") for fault in _construct(found))
    for name in ("icon", "logo"):
        yield from (fault for found in root.findall(f"{ATOM}{name}") for fault in uri_faults(text(found), "InvalidURI"))
    if root.find(f"{ATOM}generator") is not None and not text(root.find(f"{ATOM}generator")).strip():
        yield "NotBlank"
    selfs = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if address is not None and not selfs:
        yield "MissingSelf"
    if address is not None and selfs and selfs != [address]:
        yield "SelfDoesntMatchLocation"
    for each in root.iter():
        if each.get(f"{XML}lang") is not None and not language(each.get(f"{XML}lang", "")):
            yield "InvalidLanguage"
    signed = root.find(f"{ATOM}author") is not None
    for entry in entries:
        yield from _entry(entry, signed)
    yield from _atom_order(root, entries)


def _atom_order(root: Element, entries: list[Element]) -> Faults:
    ids = [text(entry.find(f"{ATOM}id")) for entry in entries]
    if len(set(ids)) != len(ids) or text(root.find(f"{ATOM}id")) in ids:
        yield "DuplicateEntries"
    updated = [text(entry.find(f"{ATOM}updated")) for entry in entries]
    if updated != sorted(updated, reverse=True):
        yield "NotInOrder"
    if updated and max(updated) > text(root.find(f"{ATOM}updated")):
        yield "UpdatedBeforeEntries"


def _common(parent: Element) -> Faults:
    """What feed, entry and source share."""
    for found in parent.findall(f"{ATOM}id"):
        yield from uri_faults(text(found), "InvalidFullLink")
        yield from () if absolute(text(found)) else ("InvalidFullLink",)
    for found in parent.findall(f"{ATOM}title"):
        yield from _construct(found)
        yield from () if "".join(found.itertext()).strip() else ("MissingTextualContent",)
        if found.get("type", "text") == "text" and "HtmlInText" in set(html_faults(text(found), escaped=False)):
            yield "ContainsHTML"
    for name in ("updated", "published"):
        yield from (fault for found in parent.findall(f"{ATOM}{name}") for fault in rfc3339_faults(text(found)))
    for name in ("author", "contributor"):
        yield from (fault for found in parent.findall(f"{ATOM}{name}") for fault in _person(found))
    for found in parent.findall(f"{ATOM}category"):
        yield from () if found.get("term") else ("MissingAttribute",)
        yield from () if found.get("scheme") is None or absolute(found.get("scheme", "")) else ("InvalidFullLink",)
    yield from _links(parent)


def _links(parent: Element) -> Faults:
    alternates = []
    for link in parent.findall(f"{ATOM}link"):
        relation = link.get("rel", "alternate")
        if link.get("href") is None:
            yield "MissingHref"
        yield from uri_faults(link.get("href", "x"), "InvalidURI")
        yield from () if relation in RELATIONS or absolute(relation) else ("UnregisteredAtomLinkRel",)
        yield from () if link.get("type") is None or media_type(link.get("type", "")) else ("InvalidMIMEType",)
        yield from () if link.get("hreflang") is None or language(link.get("hreflang", "")) else ("InvalidLanguage",)
        yield from () if link.get("length", "0").isdigit() else ("InvalidInteger",)
        yield from () if link.get("title") is None or link.get("title", "").strip() else ("NotBlank",)
        if relation == "alternate":
            alternates.append((link.get("type"), link.get("hreflang")))
        if relation in ("self", "hub") and not full_link(link.get("href", "")):
            yield "InvalidFullLink"
    if len(alternates) != len(set(alternates)):
        yield "DuplicateAtomLink"


def _person(person: Element) -> Faults:
    names = person.findall(f"{ATOM}name")
    yield from () if len(names) == 1 else ("MissingElement",)
    yield from () if all(text(one).strip() for one in names) else ("NotBlank",)
    yield from ("InvalidContact" for one in person.findall(f"{ATOM}email") if not email(text(one)))
    yield from (fault for one in person.findall(f"{ATOM}uri") for fault in uri_faults(text(one), "InvalidURI"))


def _construct(element: Element) -> Faults:
    """A text construct (RFC 4287, 3.1)."""
    kind = element.get("type", "text")
    if kind not in ("text", "html", "xhtml"):
        yield "InvalidTextType"
    elif kind == "xhtml":
        yield from () if [child.tag for child in element] == [f"{XHTML}div"] else ("MissingXhtmlDiv",)
    elif len(element):
        yield "UndefinedElement"
    elif kind == "html":
        yield from html_faults(text(element))


def _entry(entry: Element, signed: bool) -> Faults:
    yield from counted(entry, ATOM, ENTRY_ONE, ("id", "title", "updated"), MANY)
    yield from _common(entry)
    source = entry.find(f"{ATOM}source")
    if not signed and entry.find(f"{ATOM}author") is None and (source is None or source.find(f"{ATOM}author") is None):
        yield "MissingElement"
    content, summary = entry.find(f"{ATOM}content"), entry.find(f"{ATOM}summary")
    if content is None and not any(link.get("rel", "alternate") == "alternate" for link in entry.findall(f"{ATOM}link")):
        yield "MissingAlternateLink"
    if content is not None:
        yield from _content(content, summary)
    yield from _construct(summary) if summary is not None else ()
    if text(entry.find(f"{ATOM}published")) > text(entry.find(f"{ATOM}updated")):
        yield "PublishedAfterUpdated"
    if source is not None:
        yield from counted(source, ATOM, FEED_ONE, (), MANY)
        yield from _common(source)
        yield from ("MissingSourceElement" for name in ("id", "title", "updated") if source.find(f"{ATOM}{name}") is None)


def _content(content: Element, summary: Element | None) -> Faults:
    kind, remote = content.get("type", "text"), content.get("src")
    if remote is not None:
        yield from uri_faults(remote, "InvalidURI")
        yield from () if not len(content) and not text(content).strip() else ("ContentWithSource",)
        yield from () if summary is not None else ("MissingSummary",)
        yield from () if content.get("type") else ("MissingTypeAttr",)
    if kind in ("text", "html", "xhtml"):
        yield from _construct(content) if remote is None else ()
    elif not media_type(kind) or kind.startswith(("multipart/", "message/")):
        yield "InvalidMIMEType"
    elif not (kind.startswith("text/") or kind.endswith(("+xml", "/xml"))) and remote is None and summary is None:
        yield "MissingSummary"


def rss_faults(body: bytes, address: str | None = None) -> set[str]:
    """What is wrong with an RSS 2.0 feed that is found at `address`."""
    root = parsed(body)
    if root is None:
        return set(xml_faults(body)) | {"NotWellFormed"}
    if root.tag != "rss":
        return {"UndefinedElement"}
    faults = set(xml_faults(body))
    if root.get("version") != "2.0":
        faults.add("InvalidVersion")
    if [child.tag for child in root] != ["channel"]:
        return faults | {"MissingChannel"}
    return faults | set(_channel(root[0], address))


def _channel(channel: Element, address: str | None) -> Faults:
    yield from counted(channel, "", CHANNEL_ONE, ("title", "link", "description"), ("category", "item"))
    yield from () if uri(text(channel.find("link"))) and absolute(text(channel.find("link"))) else ("InvalidFullLink",)
    for found in channel.findall("language"):
        yield from () if language(text(found)) else ("InvalidLanguage",)
    for name in ("managingEditor", "webMaster"):
        yield from ("InvalidContact" for found in channel.findall(name) if not email(text(found)))
    for name in ("pubDate", "lastBuildDate"):
        yield from (fault for found in channel.findall(name) for fault in rfc822_faults(text(found)))
    yield from ("InvalidFullLink" for found in channel.findall("docs") if not full_link(text(found)))
    yield from ("InvalidInteger" for found in channel.findall("ttl") if not text(found).isdigit())
    yield from (fault for found in channel.findall("image") for fault in _image(found))
    yield from ("InvalidHour" for found in channel.findall("skipHours/hour") if text(found) not in {str(n) for n in range(24)})
    yield from ("InvalidDay" for found in channel.findall("skipDays/day") if text(found) not in DAYS)
    yield from _plain(channel.find("title"))
    yield from _links(channel)
    selfs = [link.get("href") for link in channel.findall(f"{ATOM}link") if link.get("rel") == "self"]
    if address is not None and not selfs:
        yield "MissingAtomSelfLink"
    if address is not None and selfs and selfs != [address]:
        yield "SelfDoesntMatchLocation"
    items = channel.findall("item")
    for item in items:
        yield from _item(item)
    guids = [text(item.find("guid")) for item in items]
    if len(set(guids)) != len(guids):
        yield "DuplicateEntries"


def _image(image: Element) -> Faults:
    yield from ("MissingElement" for name in ("url", "title", "link") if image.find(name) is None)
    for name, most in (("width", 144), ("height", 400)):
        sizes = [text(found) for found in image.findall(name)]
        yield from ("InvalidInteger" for size in sizes if not size.isdigit() or int(size) > most)


def _plain(title: Element | None) -> Faults:
    """A title of RSS: its readers take it for HTML."""
    if title is not None and "HtmlInText" in set(html_faults(text(title), escaped=False)):
        yield "ContainsHTML"


def _item(item: Element) -> Faults:
    yield from counted(item, "", ITEM_ONE, ("guid",), ("category", "enclosure"))
    if not text(item.find("title")).strip() and not text(item.find("description")).strip():
        yield "ItemMustContainTitleOrDescription"
    yield from _plain(item.find("title"))
    yield from (fault for found in item.findall("description") for fault in html_faults(text(found)))
    for name in ("link", "comments"):
        yield from ("InvalidFullLink" for found in item.findall(name) if not full_link(text(found)))
    yield from ("InvalidContact" for found in item.findall("author") if not email(text(found)))
    yield from (fault for found in item.findall("pubDate") for fault in rfc822_faults(text(found)))
    yield from (fault for found in item.findall(f"{DCTERMS}modified") for fault in rfc3339_faults(text(found)))
    yield from ("NotBlank" for found in item.findall("category") if not text(found).strip())
    for guid in item.findall("guid"):
        permanent = guid.get("isPermaLink", "true")
        yield from () if permanent in ("true", "false") else ("InvalidBooleanAttribute",)
        yield from ("InvalidHttpGUID",) if permanent == "true" and not full_link(text(guid)) else ()
        yield from () if text(guid).strip() else ("NotBlank",)
    for source in item.findall("source"):
        yield from () if full_link(source.get("url", "")) else ("MissingAttribute",)
        yield from () if text(source).strip() else ("NotBlank",)
    yield from _enclosures(item.findall("enclosure"))


def _enclosures(enclosures: list[Element]) -> Faults:
    yield from ("DuplicateEnclosure",) if len(enclosures) > 1 else ()
    for one in enclosures:
        yield from ("MissingAttribute" for name in ("url", "length", "type") if one.get(name) is None)
        yield from () if full_link(one.get("url", "http://a/")) else ("InvalidFullLink",)
        yield from () if one.get("length", "0").isdigit() else ("InvalidInteger",)
        yield from () if media_type(one.get("type", "a/b")) else ("InvalidMIMEType",)
