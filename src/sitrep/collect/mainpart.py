"""The main content of a page by the strict setting of trafilatura 2.3 (Barbaresi 2021), with neither copies nor repeated searches.

The steps and their order are the library's, and what it does with an element its own functions do. What differs is how the elements are
found that a rule is for: each class and id is judged once (`signs`), and the tree is used up. Where these steps give little, the
library has others, which take a copy: then nothing is given here, and it is asked itself.
"""

from __future__ import annotations

from typing import Any

from sitrep.collect import signs as sign

_FRAME_TAGS = (frozenset({"article", "div", "main", "section"}), frozenset({"article", "div", "section"}))
_BOXES = frozenset({"div", "item", "list", "p", "section", "span"})
_COMMENT_TAGS = frozenset({"div", "list", "section", "details"})
_LISTS = frozenset({"ol", "ul"})
_BESIDE_TAGS = (*_COMMENT_TAGS, *_LISTS, "aside")
_APPENDED_TAGS = frozenset({"div", "section", "aside"})
# Elements that the library builds anew, leaving the text behind them to be taken up.
_REBUILT = frozenset({"code", "quote", "list", "table"})
_TAGS = frozenset({"code", "del", "head", "hi", "lb", "list", "p", "quote", "table", "td", "th", "tr"})
_REPEATED = 50


def strict_body(tree: Any, options: Any) -> Any:
    """The main content of a page's tree, which is used up, as trafilatura gives it by its strict options without other extractors.

    None where that is short, or where another of its ways would have to be tried. The tree has no scripts.
    """
    from trafilatura.htmlprocessing import convert_tags, tree_cleaning

    _delete([one for one in tree.iterdescendants(*_BESIDE_TAGS) if _is_beside(one, sign.beside(one))])
    tree = convert_tags(tree_cleaning(tree, options), options, None)
    _delete([one for one in tree.iterdescendants(*_COMMENT_TAGS) if sign.beside(one) & (sign.COMMENTS | sign.THREAD)])
    body = _body(tree, options)
    enough = body is not None and len(" ".join(body.itertext()).strip()) >= options.min_extracted_size
    return _tidied(body) if enough and len(body) > 0 else None


def _body(tree: Any, options: Any) -> Any:
    """What the first frame holds that has more than one paragraph; None where the paragraphs alone would not be enough."""
    from lxml.etree import Element

    body = Element("body")
    for rank in range(len(sign.FRAMES)):
        frame = _frame(tree, rank)
        if frame is None:
            continue
        _prune(frame)
        if len(frame) == 0:
            continue
        if {one.tag for one in frame.iterdescendants()} == {"lb"} or len("".join(tree.xpath("//p//text()"))) < options.min_extracted_size:
            return None
        _fill(body, frame, options)
        if len(body) > 1:
            return body
    return body


def _delete(elements: list[Any]) -> None:
    """Take elements out of their tree; the text after them stays."""
    from trafilatura.xml import delete_element

    for element in elements:
        delete_element(element)


def _is_beside(element: Any, said: int) -> bool:
    """Whether an element of the page as it came holds another article, buttons for sharing or what readers say."""
    tag = element.tag
    if tag in _APPENDED_TAGS and said & (sign.APPENDED | sign.BUTTONS):
        return bool(said & (sign.APPENDED_SURELY | sign.BUTTONS)) or element.find(".//h1") is None
    if tag in _COMMENT_TAGS:
        return bool(said & (sign.COMMENTS | sign.THREAD))
    return tag in _LISTS and bool(said & sign.COMMENTS)


def _frame(tree: Any, rank: int) -> Any:
    """The first element of a kind of frame that an article may stand in; None if the page has none of it."""
    last = len(sign.FRAMES) - 1
    whole = {1: "article", last: "main"}.get(rank)
    tags = _FRAME_TAGS[rank == last]
    for element in tree.iterdescendants(*_FRAME_TAGS[0]):
        if element.tag == whole or (element.tag in tags and sign.frame(element) & sign.FRAMES[rank]):
            return element
    return None


def _prune(frame: Any) -> None:
    """Take out of a frame what is no part of its article."""
    from lxml import etree
    from trafilatura.htmlprocessing import link_density_test_tables
    from trafilatura.xml import delete_element

    said = [(one, signs) for one in frame.iterdescendants() if (signs := sign.unwanted(one))]
    _delete_unless_most(frame, [one for one, signs in said if _is_boilerplate(one, signs)])
    _delete([one for one, signs in said if signs & (sign.CAPTION | sign.TEASER) and one.tag in _BOXES])
    _delete(list(frame.iterdescendants("header")))
    _delete([one for one, signs in said if signs & sign.SMALL and one.tag in _BOXES])
    if frame.find(".//ref") is not None:
        _delete_farms(frame)
        for table in [one for one in frame.iter("table") if link_density_test_tables(one)]:
            delete_element(table, keep_tail=False)
    while len(frame) > 0 and frame[-1].tag == "head":
        frame.remove(frame[-1])
    if frame.find(".//ref") is not None:
        _delete_linked(frame, "head", "quote")
    etree.strip_tags(frame, "span", "ref")


def _is_boilerplate(element: Any, said: int) -> bool:
    return bool(said & sign.HIDDEN) or (bool(said & sign.BOILERPLATE) and element.tag in _BOXES)


def _delete_unless_most(frame: Any, unwanted: list[Any]) -> None:
    """Take the unwanted elements out, unless that would leave no more than a seventh of the text."""
    known = set(unwanted)
    outer = [one for one in unwanted if not any(above in known for above in one.iterancestors())]
    size = len(frame.text_content()) if outer else 0
    if size - sum(len(one.text_content()) for one in outer) > size / 7:
        _delete(outer)


def _delete_farms(frame: Any) -> None:
    """Take out what is little but links, twice: what is left may be little but links then."""
    size = len(frame.xpath(".//*"))
    _delete_linked(frame, "div", "list", "p")
    if len(frame.xpath(".//*")) != size:
        _delete_linked(frame, "div", "list", "p")


def _delete_linked(frame: Any, *tags: str) -> None:
    from trafilatura.htmlprocessing import delete_by_link_density

    for tag in tags:
        delete_by_link_density(frame, tag, backtracking=tag == "div", favor_precision=True)


def _fill(body: Any, frame: Any, options: Any) -> None:
    """Put the paragraphs, headings, lists, quotes and tables of a frame under the body."""
    start = len(body)
    lead = _paragraph(frame.text, options)
    for element in frame.xpath(".//*"):
        _take(element, body, options)
    while len(body) > 0 and body[-1].tag in ("head", "ref"):
        body.remove(body[-1])
    if lead is not None and len(body) > 1:
        body.insert(start, lead)


def _take(element: Any, body: Any, options: Any) -> None:
    """Put what an element of the frame holds into the body, unless it is there with the element around it."""
    from trafilatura.main_extractor import handle_textelem

    if element.getroottree().getroot() is body:
        return
    tag, tail = element.tag, element.tail
    made = handle_textelem(element, set(_TAGS), options)
    if made is not None:
        body.append(made)
        if element.getroottree().getroot() is not body:
            element.tag = "done"
    if tag in _REBUILT and (made is None or made.tail is None) and (after := _paragraph(tail, options)) is not None:
        body.append(after)


def _paragraph(text: str | None, options: Any) -> Any:
    """A paragraph of text that stands by itself; None for none."""
    from lxml.etree import Element
    from trafilatura.htmlprocessing import process_node

    if not text or text.isspace():
        return None
    made = Element("p")
    made.text = text
    return process_node(made, options)


def _tidied(body: Any) -> Any:
    """The body without paragraphs that repeat the one before them, and without what was only needed on the way."""
    from lxml import etree

    before = None
    for element in list(body):
        text = " ".join("".join(element.itertext()).split())
        if text and text == before and len(text) > _REPEATED:
            body.remove(element)
        else:
            before = text
    etree.strip_elements(body, "done")
    etree.strip_tags(body, "div")
    return body
