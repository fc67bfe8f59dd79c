"""Feeds written down: Atom 1.0 (RFC 4287), RSS 2.0 (RSS Advisory Board), JSON Feed 1.1 (jsonfeed.org), and the list of them (OPML 2.0).

Without a base address, Atom links are relative to the feed's own place (RFC 4287, 4.2.7.1), while RSS and JSON Feed, whose links must be
absolute, give none, and RSS has the site's URN for the channel.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from sitrep.codec import dump_line
from sitrep.publish.dates import rfc822, rfc3339
from sitrep.publish.feeds.channels import KINDS, Channel, Channels
from sitrep.publish.feeds.entries import INCIDENTS, UNKNOWN, Entry
from sitrep.publish.options import Site
from sitrep.publish.render import render
from sitrep.records import make_id

_JSON_FEED = "https://jsonfeed.org/version/1.1"


def feed_id(options: Site, path: str = INCIDENTS) -> str:
    """A feed's own id: from the site's address where it is known, else from its title, and from the feed's path."""
    site = options.base_url or options.title
    return f"urn:sitrep:{make_id('site', site) if path == INCIDENTS else make_id('feed', site, path)}"


def channel_files(channels: Channels, channel: Channel, options: Site) -> Iterator[tuple[str, bytes]]:
    """A feed in its three formats, as (path, bytes)."""
    entries = [channels.entry(item) for item in channel.items]
    homes = {entry.home: channels.by_path[entry.home] for entry in entries if entry.home != channel.path}
    values: dict[str, Any] = {"site": options, "channel": channel, "entries": entries, "homes": homes}
    values |= {"root": options.base_url or "../" * channel.path.count("/"), "feed_id": feed_id}
    content = {entry.id: _html(entry, f"{options.base_url}{entry.page}" if options.base_url is not None else None) for entry in entries}
    values |= {"content": content, "rfc3339": rfc3339, "rfc822": rfc822}
    yield f"{channel.path}.atom", render("feed.atom", **values)
    yield f"{channel.path}.rss", render("feed.rss", **values)
    items = [_item(entry, content[entry.id], homes, options) for entry in entries]
    yield f"{channel.path}.json", (dump_line(_json_feed(channel, items, options)) + "\n").encode()


def list_of(channels: Channels, options: Site) -> bytes:
    """The site's feeds as a list that readers of feeds take in (OPML 2.0); only for a site whose address is known."""
    kinds = {KINDS[kind]: [one for one in channels.all if one.kind == kind] for kind in KINDS}
    updated = max(one.updated for one in channels.all)
    return render("feeds.opml", site=options, kinds=kinds, updated=rfc822(updated) if updated != UNKNOWN else "")


def _json_feed(channel: Channel, items: list[dict[str, Any]], options: Site) -> dict[str, Any]:
    base = options.base_url
    feed: dict[str, Any] = {"version": _JSON_FEED, "title": channel.name(options), "description": channel.about, "language": "en"}
    if base is not None:
        feed |= {"home_page_url": f"{base}{channel.page}", "feed_url": f"{base}{channel.path}.json"}
    if options.hub is not None:
        feed["hubs"] = [{"type": "WebSub", "url": options.hub}]
    return feed | {"_sitrep": {"marking": options.marking.value}, "items": items}


def _item(entry: Entry, content: str, homes: dict[str, Channel], options: Site) -> dict[str, Any]:
    base, home = options.base_url, homes.get(entry.home)
    item: dict[str, Any] = {"id": entry.id} | ({"url": f"{base}{entry.page}"} if base is not None else {})
    item |= {"title": entry.title, "summary": " ".join(entry.sentences), "content_html": content}
    if entry.published is not None:
        item["date_published"] = rfc3339(entry.published)
    if entry.dated:
        item["date_modified"] = rfc3339(entry.updated)
    if entry.author is not None:
        item["authors"] = [{"name": entry.author}]
    if entry.categories:
        item["tags"] = list(entry.categories)
    more: dict[str, Any] = {"via": [{"url": address, "title": title} for address, title in entry.via]}
    if base is not None:
        more["related"] = [{"url": f"{base}{page}", "title": title} for page, title in entry.related]
        more |= {"source": {"url": f"{base}{home.path}.json", "title": home.name(options)}} if home else {}
    return item | {"_sitrep": more}


def _html(entry: Entry, link: str | None) -> str:
    """An entry's content as HTML source, itself to be escaped by the feed's format."""
    paragraphs = Markup("").join(Markup("<p>{}</p>").format(sentence) for sentence in entry.sentences)
    more = Markup('<p><a href="{}">{}</a></p>').format(link, _more(entry)) if link else Markup("")
    return str(paragraphs + more)


def _more(entry: Entry) -> str:
    return "All accounts, with their passages" if entry.home == INCIDENTS else "Read on"
