"""Who wrote an article, by what the page says. A name is given only where it looks like a person's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from sitrep.collect.clean import plain_line
from sitrep.collect.credits import is_agency

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
_BY = re.compile(
    r"(?:(?:[Aa]nalysis|[Oo]pinion|[Rr]eview|[Ss]tory|[Tt]ext|[Ww]ords|[Cc]ommentary|[Ww]ritten|[Rr]eported|[Pp]osted|[Pp]ublished) )?"
    r"[Bb][Yy]\s?:?\s+(?=\S)"
    r"|(?:[Aa]uthor|[Ff]rom)\s?:?\s+(?=\S)"
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_AFTER = re.compile(
    r"\s*(?:\||•|·|/|–|—|\(|\bUpdated\b|\bPublished\b|\bPosted\b|\bLast\b|\bfor\b|\bin [A-Z]|\bon [A-Z0-9]|" + _MONTH + r" \d|\d).*",
    re.DOTALL,
)
_PARTING = re.compile(r"\s*[,;&]\s*|\s+(?:and|And|AND|und|et|y)\s+")
_SUFFIX = re.compile(r"(?:Jr|Sr|II|III|PhD|MD)\.?")
# Words that no person's name has.
_NOT_A_PERSON = re.compile(
    r"\b(?:staff|desk|team|editors?|editorial|board|newsroom|news|agency|agencies|correspondents?|reporters?|bureau|press|media|magazine|newspaper|"
    r"times|tribune|journal|gazette|herald|network|online|web|website|admin|administrator|webmaster|user|contributors?|author|authors|"
    r"monitoring|service|services|wire|wires|report|international|group|company|inc|ltd|llc|university|institute|center|centre|ministry|"
    r"government|department|association|foundation|blog|tv|radio|channel|follow|email|contact|share|comments?|more|view|posts|by|the|"
    r"january|february|july|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|"
    r"sunday|today|yesterday|ago|updated|published|copyright|unknown|anonymous|none|null|undefined|writers?|columnists?|analysts?|business|"
    r"subject|sports?|politics|photographer|photos?|video|special|senior|chief)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_(][\w'’.-]*){0,5}")
# The words in a name that are written small.
_PARTICLES = frozenset({
    "de", "del", "della", "der", "den", "di", "da", "do", "dos", "das", "du", "la", "le", "van", "von",
    "zu", "zum", "ten", "ter", "el", "al", "bin", "ibn", "bint", "ul", "ur", "e", "y", "af", "av", "st",
})  # fmt: skip
_VISIBLE_LENGTH = 200
_MOST = 12
_TRIED = 5


def bylines(tree: Any, meta: dict[str, list[str]], linked: dict[str, Any], outlet: str | None) -> tuple[tuple[str, ...], list[str]]:
    """The names of the persons who wrote the article, and the names that were passed over (organisations, tags, dates).

    The first place that names a person decides: JSON-LD, meta elements, rel=author and microdata, then a visible "By …".
    """
    passed: list[str] = []
    written = [_linked(linked.get("author")), _linked(linked.get("creator")), _from_meta(meta), _marked(tree)]
    for place in chain(written, ([text] for text in _visible(tree))):
        names: dict[str, None] = {}
        for value in place:
            for name in _split(value):
                if is_person(name, outlet):
                    names[name] = None
                else:
                    passed.append(name)
        if names:
            return tuple(names)[:_MOST], passed
    return (), passed


def is_person(name: str, outlet: str | None) -> bool:
    """Whether a name may be a person's: two to six words of letters, none of them one that organisations, dates or tags have."""
    if not 3 <= len(name) <= 60 or not _NAME.fullmatch(name) or is_agency(name):
        return False
    if outlet and name.casefold() in outlet.casefold():
        return False
    words = name.split()
    if (len(words) < 2 and not _non_latin(name)) or is_agency(words[0]) or _NOT_A_PERSON.search(name):
        return False
    return all(not word[0].islower() or word in _PARTICLES or "-" in word for word in words) and words[0] not in ("e", "y")


def _non_latin(name: str) -> bool:
    return any(ord(sign) > 0x24F for sign in name)


def _linked(value: Any) -> Iterator[str]:
    """Names of schema.org authors; organisations are given too, to be told apart by the caller's rules or passed over by type."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            kind, name = one.get("@type"), one.get("name")
            for text in name if isinstance(name, list) else [name]:
                if isinstance(text, str):
                    yield f"The {text}" if kind == "Organization" and not is_agency(text) else text
        elif isinstance(one, str):
            yield one


def _from_meta(meta: dict[str, list[str]]) -> Iterator[str]:
    for name in _META:
        yield from meta.get(name, ())


def _marked(tree: Any) -> Iterator[str]:
    for element in tree.iter("a", "span", "div", "p", "address", "meta", "cite", "strong", "b"):
        relation, itemprop = (element.get("rel") or "").lower().split(), (element.get("itemprop") or "").lower().split()
        if "author" not in relation and "author" not in itemprop:
            continue
        named = next((one for one in element.iter() if isinstance(one.tag, str) and (one.get("itemprop") or "").lower() == "name"), element)
        text = _text(named)
        if text:
            yield text
            return


def _visible(tree: Any) -> Iterator[str]:
    """Short elements whose class says byline or author, then short elements that begin "By Name"; the first few of each."""
    classed: list[str] = []
    begun: list[str] = []
    for element in tree.iter("p", "span", "div", "a", "address", "h2", "h3", "h4", "h5", "li", "td", "em", "strong", "cite", "b", "i"):
        named = _CLASS.search(element.get("class") or "") or _CLASS.search(element.get("id") or "")
        if named and "comment" in (element.get("class") or "").lower():
            continue
        text = _text(element) if named or (len(begun) < _TRIED and _begins_by(element)) else None
        if text and named and (_BY.match(text) or len(text) <= 40):
            classed.append(text)
        elif text and not named and len(text) <= 80:
            begun.append(text)
        if len(classed) >= _TRIED:
            break
    yield from classed
    yield from begun


def _begins_by(element: Any) -> bool:
    first = next((part for part in element.itertext() if not part.isspace()), "")
    return first.lstrip()[:2].lower() == "by"


def _text(element: Any) -> str | None:
    if element.tag == "meta":
        return plain_line(element.get("content"), markup=False)
    parts, length = [], 0
    for part in element.itertext():
        parts.append(part)
        length += len(part)
        if length > 5 * _VISIBLE_LENGTH:
            return None
    text = plain_line(" ".join(parts), markup=False)
    return text if text and len(text) <= _VISIBLE_LENGTH else None


def _split(value: str) -> list[str]:
    """The single names in a byline."""
    text = plain_line(value) or ""
    if "://" in text or text.startswith(("www.", "@", "/")):
        return []
    while (by := _BY.match(text)) is not None:
        text = text[by.end() :]
    if not is_agency(text):
        text = _AFTER.sub("", text, count=1)
    names = [part.strip(" .,;:-") if not part.endswith("Jr.") else part for part in _PARTING.split(text)]
    joined: list[str] = []
    for name in names:
        if joined and _SUFFIX.fullmatch(name):
            joined[-1] += f" {name}"
        elif name:
            joined.append(_unshouted(name))
    return joined


def _unshouted(name: str) -> str:
    """JANE DOE as Jane Doe; initials and agencies stay."""
    words = name.split()
    if len(words) >= 2 and name.isupper() and not is_agency(name):
        return " ".join(word if len(word.strip(".")) <= 2 else word.title() for word in words)
    return name
