"""The one door to lxml: trees of pages and of XML, made and walked without recursion and within bounds."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any

# An attribute as parsers take it: a name, and perhaps a value in quotes or without. Nothing is looked at twice (possessive).
_ATTRIBUTE = r"""[\s/]*+=?[^\s/>=]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+"""
_TAG = re.compile(rf"<[A-Za-z][^\s/>]*+(?:{_ATTRIBUTE}){{0,1000}}+((?:{_ATTRIBUTE})++)?+")
_SHORT_PAGE = 100_000


def within_bounds(page: str) -> str:
    """A page whose tags have no more than 1,000 attributes: parsers look for each among those before it, 200,000 take a minute."""
    if len(page) <= _SHORT_PAGE:
        return page
    beyond = [found.span(1) for found in _TAG.finditer(page) if found.lastindex]
    kept = zip([0, *(end for _, end in beyond)], [*(start for start, _ in beyond), len(page)], strict=True)
    return "".join(page[start:end] for start, end in kept) if beyond else page


def first_texts(top: Any, most: int) -> Iterator[str]:
    """The texts under an element in order, of the first `most` starts and ends of elements."""
    yield top.text or ""
    for event, element in islice(walk(top), most):
        if event == "start" and element is not top:
            yield element.text or ""
        elif event != "start" and element is not top:
            yield element.tail or ""


def page_tree(page: str) -> Any:
    """The tree of an HTML page, or None for what has no element. Takes linear time; libxml2 cuts trees deeper than 255 off."""
    from lxml import etree

    try:
        return etree.fromstring(page.encode("utf-8", "replace"), _page_parser())
    except (etree.XMLSyntaxError, ValueError):
        return None


@cache
def _page_parser() -> Any:
    """The parser of pages. Its elements are all of one class: lxml.html's choice among classes asks Python for each."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=lxml_html.HtmlElement))
    return parser


def xml_root(body: bytes, *, recover: bool) -> Any:
    """The root element of XML, None if `recover` finds none. Raises ValueError for XML that is not well-formed.

    External entities and documents are never fetched, and the entities of a DTD are not expanded.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True, recover=recover
    )
    try:
        return etree.fromstring(body.lstrip(b" \t\r\n"), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not well-formed") from error


def elements(top: Any) -> Iterator[Any]:
    """An element and all below it, in document order; no comments, entities or instructions."""
    from lxml import etree

    found: Iterator[Any] = top.iter(etree.Element)
    return found


def count(tree: Any) -> int:
    """How many elements a tree has."""
    return int(tree.xpath("count(//*)"))


def walk(top: Any) -> Iterator[tuple[str, Any]]:
    """("start", element) and ("end", element) for an element and all below it, and ("comment", node) or ("pi", node)."""
    from lxml import etree

    yield from etree.iterwalk(top, events=("start", "end", "comment", "pi"))


def deeper(tree: Any, depth: int) -> bool:
    """Whether a tree is deeper than `depth`. Takes linear time."""
    return bool(_levels(depth)(tree))


@cache
def _levels(depth: int) -> Any:
    from lxml import etree

    return etree.XPath(f"boolean({'/'.join(['*'] * depth)})")


def strip_elements(tree: Any, tags: tuple[str, ...]) -> None:
    """Take elements out of a tree with all that is in them; the text after them stays."""
    from lxml import etree

    etree.strip_elements(tree, *tags, with_tail=False)


def markup(element: Any) -> str:
    """The HTML of an element, without the text after it."""
    from lxml import etree

    written: str = etree.tostring(element, encoding="unicode", method="html", with_tail=False)
    return written


def inner_markup(element: Any) -> str:
    """The HTML inside an element of XML, names without their namespaces (which are taken off the tree)."""
    from lxml import etree

    for inner in elements(element):
        inner.tag = str(inner.tag).rpartition("}")[2]
    etree.cleanup_namespaces(element)
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="html") for child in element]
    return "".join(parts).strip()


def without(tree: Any, unwanted: Callable[[str, dict[str, str]], bool]) -> tuple[str, Any]:
    """(the page, its tree) without the elements that are unwanted by their name and attributes, the text after them kept."""
    from lxml import etree

    for element in [one for one in elements(tree) if one is not tree and unwanted(str(one.tag), dict(one.items()))]:
        element.drop_tree()
    page = etree.tostring(tree, encoding="unicode", method="html")
    return page, page_tree(page)
