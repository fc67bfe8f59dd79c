"""Web pages: the article, its headline and what the page says about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from sitrep.collect.credits import wire_credit
from sitrep.collect.encoding import decode_page
from sitrep.collect.fragments import PARAGRAPH, main_text
from sitrep.collect.language import language
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.collect.mainpart import strict_body
from sitrep.collect.notes import notes
from sitrep.collect.pagefacts import Facts, facts
from sitrep.collect.pagetext import Block, body_paragraphs, joined, length, paragraph_length
from sitrep.collect.trees import count, deeper, page_tree, strip_elements, within_bounds
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

# Trafilatura takes minutes for trees that no article has (200,000 unclosed paragraphs: 58 s).
_MARKUP_BYTES = 8 * 2**20
# What trafilatura leaves out in any case, taken out beforehand, for all that is done takes time by the size of the tree: what says
# nothing of the article either, and what only the text does not need.
_NOTHING = ("style", "svg", "template", "iframe", "nav", "button", "select", "input", "textarea", "canvas", "object", "embed", "source")
_NOT_TEXT = ("script", "noscript", "link", "meta", "footer")
# An article shorter than this, or than this share of the text in the page's paragraphs, may have been cut too much.
_LITTLE = 250
_SHARE = 0.4
# Deeper than this, a tree of more elements than an article has gives all its visible text: choosing among them would take depth times size.
_DEEP = 60


def page_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The article of an HTML page. The headline is its title, not part of its text."""
    stated = capture.response.content_type if capture.response else None
    page = within_bounds(decode_page(body, stated).replace("\0", ""))
    tree = page_tree(page)
    found = Facts()
    if tree is None:
        blocks = _by_resiliparse(page, deep=True)
    else:
        strip_elements(tree, _NOTHING)
        found = facts(tree, capture.received, capture.response.address if capture.response else None)
        blocks = article(page, tree, limits)
    text, parts = joined(_without_title(blocks, found.title))
    if not text:
        raise CollectError(capture.key, "has no text that could be told apart from the page")
    wire = found.wire or wire_credit(found.authors, text)
    yield document(
        Found(
            key=capture.key,
            text=text,
            url=found.url,
            title=found.title,
            authors=[name for name in found.authors if name != wire],
            outlet=found.outlet,
            published=found.published,
            updated=found.updated,
            language=language(text, found.language) or found.language,
            credit=wire,
            original=found.original,
            parts=parts,
        ),
        capture,
        limits,
    )


def article_text(page: str, tree: Any, limits: Limits, title: str | None) -> str:
    """The text of the article of a page that is part of something else, as a message; "" if there is none. The tree is changed."""
    if tree is None:
        blocks = _by_resiliparse(page, deep=True)
    else:
        strip_elements(tree, _NOTHING)
        blocks = article(page, tree, limits)
    return joined(_without_title(blocks, title))[0]


def article(page: str, tree: Any, limits: Limits) -> list[Block]:
    """The paragraphs of the article of a page; none if there is nothing. The tree is used up.

    Trafilatura (Barbaresi 2021) by preference; Resiliparse for pages that are too large or deep for it and where it finds nothing.
    """
    deep, size = deeper(tree, limits.max_depth), count(tree)
    found: list[Block] = []
    if len(page) <= _MARKUP_BYTES and size <= limits.max_elements and not deep:
        found = _by_trafilatura(page, tree)
    return found or _by_resiliparse(page, deep=deep or (size > limits.max_elements and deeper(tree, _DEEP)))


def _by_resiliparse(page: str, *, deep: bool) -> list[Block]:
    return [Block(text) for text in main_text(page, deep=deep).split(PARAGRAPH) if text]


def _by_trafilatura(page: str, tree: Any) -> list[Block]:
    """The paragraphs by the strict setting, or by the generous one where that gives more than twice as much, with notes.

    The generous setting is only tried where the strict one gives little, by itself or beside the text of the page's paragraphs.
    """
    beside = notes(tree)
    strip_elements(tree, _NOT_TEXT)
    written = paragraph_length(tree)
    found = _strict(page, tree)
    if length(found) < max(_LITTLE, _SHARE * written):
        generous = _extracted(_again(page), "recall")
        found = found if 2 * length(found) >= length(generous) else generous
    said = " ".join(block.text for block in found)
    return [*found, *(Block(note) for note in beside if note not in said)] if found else []


def _strict(page: str, tree: Any) -> list[Block]:
    """The paragraphs by the strict setting: quickly, or by the library itself where that does not give enough. The tree is used up."""
    try:
        body = strict_body(tree, _options("precision"))
    except Exception:  # noqa: BLE001 - a tree that it does not expect: the library guards itself, or says that there is nothing
        body = None
    return _extracted(_again(page), "precision") if body is None else body_paragraphs(body)


def _again(page: str) -> Any:
    """The tree of a page that was used up, once more."""
    tree = page_tree(page)
    strip_elements(tree, (*_NOTHING, *_NOT_TEXT))
    return tree


def _extracted(tree: Any, focus: str) -> list[Block]:
    from trafilatura import bare_extraction

    try:
        found = bare_extraction(tree, options=_options(focus))
    except Exception:  # noqa: BLE001 - a tree that it does not expect must not lose the page: the other extractor takes over
        return []
    return [] if found is None or isinstance(found, dict) or found.body is None else body_paragraphs(found.body)


@cache
def _options(focus: str) -> Any:
    from trafilatura.settings import Extractor

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    return Extractor(
        output_format="python", fast=True, precision=focus == "precision", recall=focus == "recall", comments=False, tables=True
    )


def _without_title(found: list[Block], title: str | None) -> list[Block]:
    """Without the headline, where it stands before the text."""
    wanted = _letters(title or "")
    for index, block in enumerate(found[:3]):
        if wanted and _letters(block.text) == wanted:
            return found[:index] + found[index + 1 :]
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text[:2_000]).casefold()
