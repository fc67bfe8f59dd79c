"""Who wrote an article, by what the page says. A name is given only where it looks like a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import islice
from typing import Any

from sitrep.collect.clean import plain_line
from sitrep.collect.credits import is_agency
from sitrep.collect.persons import BEGINNINGS, begins_byline, is_collective, is_person, split_names
from sitrep.collect.trees import elements, first_texts

_META = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "dc.contributor",
    "parsely-author",
    "sailthru.author",
    "byl",
    "citation_author",
)
_CLASS = re.compile(
    r"(?:^|[\s_-])(?:byline|author|authors|author-?name|article-?author|post-?author|entry-?author|writer)(?:$|[\s_-])", re.IGNORECASE
)
# Parts of a page that name other articles' writers, and readers who comment.
_ELSEWHERE = re.compile(
    r"(?:^|[\s_-])(?:related|recommend\w*|comments?|commenter|replies|sidebar|popular|trending|teasers?|promo\w*|more|latest|most|next|widget|"
    r"newsletter|carousel|river|up-?next|read-?next|outbrain|taboola)(?:$|[\s_-])",
    re.IGNORECASE,
)
_ELSEWHERE_TAGS = frozenset({"aside", "footer", "nav"})
_ANCESTORS = 6
_VISIBLE_LENGTH = 200
_MOST = 12
_TRIED = 5
# A page of so many elements is no article; what its first ones say of a writer is enough.
_LOOKED_AT = 20_000
_TEXTS = 200
_DOWN = 4
_SHORT_BYLINE = 40
_SHORT_PARAGRAPH = 80
_TAGS = frozenset({
    "p", "span", "div", "a", "address", "h2", "h3", "h4", "h5", "li", "td", "em", "strong", "cite", "b", "i", "section", "ul",
})  # fmt: skip


@dataclass(slots=True)
class _Found:
    """The persons found so far and the names that were passed over."""

    outlet: str | None
    passed: list[str] = field(default_factory=list)

    def persons(self, values: Iterator[str] | list[str]) -> tuple[str, ...]:
        names: dict[str, None] = {}
        for value in values:
            for name in split_names(value):
                if is_person(name, self.outlet):
                    names[name] = None
                else:
                    self.passed.append(name)
        return tuple(names)[:_MOST]


@dataclass(frozen=True, slots=True)
class Bylines:
    """The persons who wrote an article, the names that were passed over (organisations, tags, dates), and the bylines that readers see."""

    names: tuple[str, ...]
    passed: list[str]
    shown: list[str]


def bylines(
    tree: Any, meta: dict[str, list[str]], linked: dict[str, Any], marked: list[Any], outlet: str | None, language: str | None
) -> Bylines:
    """Who wrote the article of a page; `marked` are its elements that have an itemprop or a rel.

    The first place that names a person decides: JSON-LD, meta elements, rel=author and microdata, then a visible "By …". A visible
    byline that has the same persons and more decides instead; one that names the desk or an agency ends the search.
    """
    found = _Found(outlet)
    shown = list(_visible(tree, language))
    for place in (_linked(linked.get("author")), _linked(linked.get("creator")), _from_meta(meta), _marked(marked)):
        if names := found.persons(place):
            return Bylines(_fuller(names, shown, outlet), found.passed, shown)
    for text in shown:
        before = len(found.passed)
        if names := found.persons([text]):
            return Bylines(names, found.passed, shown)
        if any(is_collective(name, outlet) for name in found.passed[before : before + 1]):
            break
    return Bylines((), found.passed, shown)


def _fuller(names: tuple[str, ...], shown: list[str], outlet: str | None) -> tuple[str, ...]:
    """The persons of a visible byline that has all of these and more, else these."""
    known = {name.casefold() for name in names}
    for text in shown:
        others = _Found(outlet).persons([text])
        if known < {name.casefold() for name in others}:
            return others
    return names


def _linked(value: Any) -> Iterator[str]:
    """Names of schema.org authors; organisations are given too, to be told apart by the caller's rules or passed over by type."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            kind, name = one.get("@type") or one.get("type"), one.get("name")
            organisation = any(
                isinstance(one, str) and one.endswith("Organization") for one in (kind if isinstance(kind, list) else [kind])
            )
            for text in name if isinstance(name, list) else [name]:
                if isinstance(text, str):
                    yield f"The {text}" if organisation and not is_agency(text) else text
        elif isinstance(one, str):
            yield one


def _from_meta(meta: dict[str, list[str]]) -> Iterator[str]:
    for name in _META:
        yield from meta.get(name, ())


def _marked(elements: list[Any]) -> Iterator[str]:
    for element in elements[:_LOOKED_AT]:
        said = f"{element.get('rel') or ''} {element.get('itemprop') or ''}".lower().split()
        if "author" not in said or _elsewhere(element):
            continue
        named = next((one for one in element.iter() if isinstance(one.tag, str) and (one.get("itemprop") or "").lower() == "name"), element)
        text = _text(named)
        if text:
            yield text
            return


def _elsewhere(element: Any) -> bool:
    """Whether an element stands where other articles or readers have their names."""
    for _ in range(_ANCESTORS):
        if element is None or element.tag in ("article", "main", "body", "header"):
            return False
        if element.tag in _ELSEWHERE_TAGS or _names_elsewhere(element.get("class")) or _names_elsewhere(element.get("id")):
            return True
        element = element.getparent()
    return False


@lru_cache(maxsize=4_096)
def _names_elsewhere(value: str | None) -> bool:
    return bool(value and _ELSEWHERE.search(value))


def _visible(tree: Any, language: str | None) -> Iterator[str]:
    """Short elements whose class says byline or author, then short elements that begin "By Name"; the first few of each."""
    classed: list[str] = []
    begun: list[str] = []
    begins = _beginning(language)
    for element in islice(elements(tree), _LOOKED_AT):
        if _is_named(element) and element.tag in _TAGS and not _elsewhere(element):
            text = _text(element)
            if text and (begins_byline(text) or len(text) <= _SHORT_BYLINE):
                classed.append(text)
        if len(begun) < _TRIED and (found := begins.match(element.text or "")) is not None and found.lastindex:
            begun += _paragraphs(element)
        if len(classed) >= _TRIED:
            break
    yield from classed
    yield from begun[:_TRIED]


def _is_named(element: Any) -> bool:
    name, key = element.get("class"), element.get("id")
    return bool((name and _named(name)) or (key and _named(key)))


def _paragraphs(element: Any) -> Iterator[str]:
    """The texts, if short, of an element and of those around it that begin with it, outermost first; those aside that are named bylines."""
    chain = [element]
    while len(chain) < _DOWN and (above := chain[-1].getparent()) is not None:
        if above[0] is not chain[-1] or (above.text and not above.text.isspace()):
            break
        chain.append(above)
    for one in reversed(chain):
        if one.tag in _TAGS and one.tag not in ("section", "ul") and not _is_named(one) and not _elsewhere(one):
            text = _text(one)
            if text and len(text) <= _SHORT_PARAGRAPH:
                yield text


@cache
def _beginning(language: str | None) -> re.Pattern[str]:
    """The first sign of a text; as a group, if it begins a byline in a language or in English."""
    words = dict.fromkeys((*BEGINNINGS.get(language or "en", ()), "by"))
    return re.compile(rf"\s*+(?:((?i:{'|'.join(map(re.escape, words))}))|\S)")


@lru_cache(maxsize=4_096)
def _named(value: str) -> bool:
    """Whether a class or an id says that an element holds a byline."""
    return _CLASS.search(value) is not None


def _text(element: Any) -> str | None:
    if element.tag == "meta":
        return plain_line(element.get("content"), markup=False)
    parts, length = [], 0
    for part in first_texts(element, _TEXTS):
        parts.append(part)
        length += len(part)
        if length > 5 * _VISIBLE_LENGTH:
            return None
    text = plain_line(" ".join(parts), markup=False)
    return text if text and len(text) <= _VISIBLE_LENGTH else None
