"""Plain pages that list articles: the links that a CSS selector finds are entries, as those of a feed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urldefrag, urlsplit

from sitrep.collect.clean import plain_line, web_address
from sitrep.collect.dates import believed
from sitrep.collect.encoding import decode_page
from sitrep.collect.feeddata import absolute
from sitrep.collect.fragments import PARAGRAPH, paragraphs
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.collect.pagefacts import facts
from sitrep.collect.trees import elements, markup, page_tree, within_bounds
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

_LONGEST = 1_000
# A link by itself has its date beside it: in the nearest of so many elements around it that hold no other entry.
_AROUND = 4
_LONGEST_MARKUP = 100_000
_LONGEST_PAGE = 8_000_000
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry of a list: where it leads, its headline, its date if a `time` element says it, and what else stands there."""

    url: str
    title: str
    published: str | None
    text: str


def check_selector(selector: str, subject: str) -> None:
    """Raise CollectError, whose subject is `subject`, for what is no CSS selector that can be used."""
    try:
        _xpath(selector)
    except ValueError as error:
        raise CollectError(subject, f"has a selector that cannot be used ({error})") from error


@lru_cache(maxsize=256)
def _xpath(selector: str) -> str:
    """The selector as XPath. Raises ValueError for one that is wrong, names a part that no tree has, or is too long."""
    from cssselect import HTMLTranslator, SelectorError

    if len(selector) > _LONGEST:
        raise ValueError(f"longer than {_LONGEST:,} characters")
    # Siblings before siblings would be looked for from each element anew.
    translator = _outward() if selector.count("~") < 2 else HTMLTranslator()
    try:
        return str(translator.css_to_xpath(selector))
    except SelectorError as error:
        raise ValueError(" ".join(str(error).split())[:200]) from error


@cache
def _outward() -> Any:
    """A translator that asks each element for what stands around it. The library's own goes from the outermost inwards and merges what it
    finds below each, which on a page of 200 nested elements takes twenty seconds and more.
    """
    from cssselect import HTMLTranslator
    from cssselect.xpath import XPathExpr

    class Outward(HTMLTranslator):
        def xpath_descendant_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"ancestor::{left}")

        def xpath_child_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"parent::{left}")

        def xpath_direct_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"preceding-sibling::*[1]/self::{left}")

        def xpath_indirect_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
            return right.add_condition(f"preceding-sibling::{left}")

    return Outward()


def listing_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """A document for each entry of a page that lists articles, in order, with the key `ADDRESS#LINK`.

    Its text is what the entry says besides its headline, else the headline. Raises CollectError where the selector finds no link or is
    none, and for a page of too many elements.
    """
    tree = _tree(capture, body, limits)
    outlet = facts(tree, capture.received, _address(capture)).outlet
    found = _entries(tree, capture, limits.max_links)
    for entry in found[: limits.max_links]:
        yield document(
            Found(
                key=f"{capture.key}#{entry.url}",
                text=entry.text or entry.title,
                url=entry.url,
                title=entry.title,
                outlet=outlet,
                published=entry.published,
            ),
            capture,
            limits,
        )
    if len(found) > limits.max_links:
        yield Failure(subject=capture.key, reason=f"lists more than {limits.max_links:,} links; the others were left")


def listing_feed(capture: Capture, body: bytes, limits: Limits) -> dict[str, Any]:
    """A page that lists articles as the JSON of a feed, of the kind "list". Raises CollectError as `listing_documents` does."""
    tree = _tree(capture, body, limits)
    title = facts(tree, capture.received, _address(capture)).title
    return {
        "feed": {"title": title, "url": _address(capture), "kind": "list"},
        "entries": [
            {"id": None, "url": one.url, "title": one.title, "published": one.published, "updated": None, "authors": []}
            | {"summary": one.text or None, "content": None, "source": None}
            for one in _entries(tree, capture, limits.max_links)[: limits.max_links]
        ],
    }


def _address(capture: Capture) -> str | None:
    return capture.response.address if capture.response else None


def _tree(capture: Capture, body: bytes, limits: Limits) -> Any:
    stated = capture.response.content_type if capture.response else None
    page = within_bounds(decode_page(body, stated).replace("\0", ""))
    if len(page) > _LONGEST_PAGE:
        raise CollectError(capture.key, f"is a page of more than {_LONGEST_PAGE:,} characters, too many to choose links from")
    tree = page_tree(page)
    if tree is None:
        raise CollectError(capture.key, "has no links")
    # A selector may look at all elements for each of them.
    if sum(1 for _ in elements(tree)) > limits.max_elements:
        raise CollectError(capture.key, f"has more than {limits.max_elements:,} elements, too many to choose links from")
    return tree


def _entries(tree: Any, capture: Capture, most: int) -> list[Listed]:
    """The first entries, one more than `most`, each address once. Raises CollectError where there are none."""
    selector = capture.listing or ""
    check_selector(selector, capture.key)
    base = _address(capture)
    base = absolute(base, next((one.get("href") for one in tree.iter("base") if one.get("href")), None)) or base
    chosen = [one for one in tree.xpath(_xpath(selector)) if isinstance(getattr(one, "tag", None), str)]
    links = [(one, link) for one in chosen if (link := _link(one)) is not None]
    around = Counter(outer for _, link in links for outer in _around(link))
    once: dict[str, Listed] = {}
    for element, link in links:
        if len(once) > most:
            break
        url = _target(base, link, _address(capture))
        title = _title(element, link)
        if url and title and url not in once:
            once[url] = _listed(url, title, _whole(element, link, around), element, capture.received)
    if not once:
        raise CollectError(capture.key, f"has no link that the selector {selector!r} finds")
    return list(once.values())


def _listed(url: str, title: str, whole: Any, element: Any, received: datetime) -> Listed:
    times = list(whole.iter("time"))
    published = next((date for one in times if (date := believed(one.get("datetime") or _text(one), received))), None)
    said = {_letters(title), *(_letters(_text(one) or "") for one in times)}
    parts: Sequence[str] = () if element.tag == "a" else paragraphs(markup(element)[:_LONGEST_MARKUP]).split(PARAGRAPH)
    return Listed(url=url, title=title, published=published, text=PARAGRAPH.join(part for part in parts if _letters(part) not in said))


def _link(element: Any) -> Any:
    """The link of an entry: itself, else the one in its heading, else the first with a text."""
    if element.tag == "a":
        return element if element.get("href") else None
    within = [one for one in element.iter("a") if one.get("href")]
    headed = [one for one in within if any(outer.tag in _HEADINGS for outer in _around(one))]
    return next((one for one in (*headed, *within) if _text(one)), None)


def _around(link: Any) -> Iterator[Any]:
    outer = link.getparent()
    for _ in range(_AROUND):
        if outer is None or outer.tag in ("body", "html"):
            return
        yield outer
        outer = outer.getparent()


def _whole(element: Any, link: Any, around: Counter[Any]) -> Any:
    """What is of an entry: the element that was chosen; of a link by itself, the largest around it that is of no other entry."""
    if element.tag != "a":
        return element
    held = element
    for outer in _around(link):
        if around[outer] > 1:
            break
        held = outer
    return held


def _target(base: str | None, link: Any, page: str | None) -> str | None:
    """Where a link leads, without a part of a page; None for what is no web address, has another scheme than the page, or is the page."""
    address = web_address(absolute(base, link.get("href")))
    if not address:
        return None
    address = urldefrag(address).url
    if page and (urlsplit(address).scheme.lower() != urlsplit(page).scheme.lower() or address == urldefrag(page).url):
        return None
    return address


def _title(element: Any, link: Any) -> str | None:
    headings = () if element.tag == "a" else list(element.iter(*_HEADINGS))
    named = [_text(one) for one in headings] + [_text(link), plain_line(link.get("aria-label")), plain_line(link.get("title"))]
    pictures = (plain_line(one.get("alt")) for one in link.iter("img"))
    return next((one for one in (*named, *pictures) if one), None)


def _text(element: Any) -> str | None:
    return plain_line(" ".join("".join(element.itertext()).split())[:2_000], markup=False)


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text[:2_000]).casefold()
