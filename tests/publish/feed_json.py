"""The rules of JSON Feed 1.1 (jsonfeed.org/version/1.1): what a reader may rely on, and what is not to be there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from feed_text import full_link, html_faults, language, media_type, rfc3339_faults

VERSION = "https://jsonfeed.org/version/1.1"
TOP = {"version", "title", "home_page_url", "feed_url", "description", "user_comment", "next_url", "icon", "favicon", "authors"}
TOP |= {"language", "expired", "hubs", "items"}
ITEM = {"id", "url", "external_url", "title", "content_html", "content_text", "summary", "image", "banner_image", "date_published"}
ITEM |= {"date_modified", "authors", "tags", "language", "attachments"}
ADDRESSES = ("home_page_url", "feed_url", "next_url", "icon", "favicon", "url", "external_url", "image", "banner_image")
WORDS = ("title", "description", "user_comment", "summary", "content_html", "content_text")

Faults = Iterator[str]


def json_faults(body: bytes, address: str | None = None) -> set[str]:
    """What is wrong with a JSON Feed that is found at `address`."""
    try:
        feed = json.loads(body.decode("utf-8"), object_pairs_hook=_once)
    except (UnicodeDecodeError, json.JSONDecodeError):
        return {"NotJson"}
    except KeyError:
        return {"DuplicateKey"}
    return set(_feed(feed, address)) if isinstance(feed, dict) else {"NotJson"}


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise KeyError
    return dict(pairs)


def _feed(feed: dict[str, Any], address: str | None) -> Faults:
    yield from () if feed.get("version") == VERSION else ("InvalidVersion",)
    yield from () if isinstance(feed.get("title"), str) and feed["title"].strip() else ("MissingTitle",)
    yield from _values(feed, TOP)
    if address is not None and feed.get("feed_url") != address:
        yield "SelfDoesntMatchLocation"
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        yield "NextIsSelf"
    for hub in feed.get("hubs", ()):
        yield from () if isinstance(hub.get("type"), str) and full_link(hub.get("url", "")) else ("InvalidHub",)
    if not isinstance(feed.get("items"), list):
        yield "MissingItems"
        return
    for item in feed["items"]:
        yield from _item(item)
    ids = [item.get("id") for item in feed["items"]]
    yield from ("DuplicateEntries",) if len(set(ids)) != len(ids) else ()
    changed = [item.get("date_modified", "") for item in feed["items"]]
    yield from ("NotInOrder",) if changed != sorted(changed, reverse=True) else ()


def _values(found: dict[str, Any], known: set[str]) -> Faults:
    """What holds for a feed and for an item."""
    for name, value in found.items():
        if value is None:
            yield "NullValue"
        if name.startswith("_"):
            yield from () if isinstance(value, dict) and "." not in name and name[1:2].isalpha() else ("InvalidExtension",)
        elif name not in known:
            yield "UnknownKey"
    for name in ADDRESSES:
        yield from () if name not in found or full_link(found[name]) else ("InvalidFullLink",)
    for name in WORDS:
        yield from () if isinstance(found.get(name, ""), str) else ("NotText",)
    yield from () if language(found.get("language", "en")) else ("InvalidLanguage",)
    for author in found.get("authors", ()):
        yield from () if any(author.get(name) for name in ("name", "url", "avatar")) else ("EmptyAuthor",)


def _item(item: dict[str, Any]) -> Faults:
    yield from () if isinstance(item.get("id"), str) and item["id"] else ("MissingId",)
    yield from () if "content_html" in item or "content_text" in item else ("MissingContent",)
    yield from _values(item, ITEM)
    yield from html_faults(str(item.get("content_html", "")))
    for name in ("date_published", "date_modified"):
        yield from rfc3339_faults(item[name]) if name in item else ()
    if item.get("date_published", "") > item.get("date_modified", "9999"):
        yield "PublishedAfterUpdated"
    yield from () if all(isinstance(tag, str) and tag for tag in item.get("tags", ())) else ("InvalidTag",)
    for one in item.get("attachments", ()):
        yield from () if full_link(one.get("url", "")) and media_type(one.get("mime_type", "")) else ("InvalidAttachment",)
        yield from () if isinstance(one.get("size_in_bytes", 0), int) and one.get("size_in_bytes", 0) >= 0 else ("InvalidAttachment",)
