"""The one door to lxml: trees of pages and of XML, made and walked without recursion and within bounds."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any


def page_tree(page: str) -> Any:
    """The tree of an HTML page, or None for what has no element. Takes linear time; libxml2 cuts trees deeper than 255 off."""
    from lxml import etree
    from lxml import html as lxml_html

    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return lxml_html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


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

    yield from top.iter(etree.Element)


def walk(top: Any) -> Iterator[tuple[str, Any]]:
    """("start", element) and ("end", element) for an element and all below it, and ("comment", node) or ("pi", node)."""
    from lxml import etree

    yield from etree.iterwalk(top, events=("start", "end", "comment", "pi"))


def exceeds(tree: Any, count: int, depth: int) -> bool:
    """Whether a tree has more than `count` elements or is deeper than `depth`; stops as soon as it is known."""
    seen = level = 0
    for event, _ in walk(tree):
        if event == "end":
            level -= 1
        elif event == "start":
            seen += 1
            level += 1
            if seen > count or level > depth:
                return True
    return False


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
