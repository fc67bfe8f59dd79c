"""Web pages: the article, its headline and what the page says about it."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from sitrep.collect.credits import wire_credit
from sitrep.collect.encoding import decode_page
from sitrep.collect.fragments import PARAGRAPH, main_text
from sitrep.collect.language import language
from sitrep.collect.limits import Limits
from sitrep.collect.made import Found, document
from sitrep.collect.pagefacts import Facts, facts
from sitrep.collect.pagetext import body_paragraphs, notes
from sitrep.collect.trees import exceeds, page_tree
from sitrep.errors import CollectError
from sitrep.records import Capture, Document, Failure

# Trafilatura takes minutes for trees that no article has (200,000 unclosed paragraphs: 58 s).
_MARKUP_BYTES = 8 * 2**20


def page_documents(capture: Capture, body: bytes, limits: Limits) -> Iterator[Document | Failure]:
    """The article of an HTML page. The headline is its title, not part of its text."""
    stated = capture.response.content_type if capture.response else None
    page = decode_page(body, stated).replace("\0", "")
    tree = page_tree(page)
    found = facts(tree, capture.received, capture.response.address if capture.response else None) if tree is not None else Facts()
    text = article_text(page, tree, limits, found.title)
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
            language=language(text) or found.language,
            credit=wire,
            original=found.original,
        ),
        capture,
        limits,
    )


def is_plain(page: str, tree: Any, limits: Limits) -> bool:
    """Whether a page's tree is one that the better, slower extractor takes in reasonable time."""
    return len(page) <= _MARKUP_BYTES and not exceeds(tree, limits.max_elements, limits.max_depth)


def article_text(page: str, tree: Any, limits: Limits, title: str | None) -> str:
    """The article's paragraphs, a blank line between them; "" if there is nothing.

    Trafilatura (Barbaresi 2021) by preference; Resiliparse for pages that are too large or deep for it and where it finds nothing.
    """
    deep = tree is None or exceeds(tree, len(page), limits.max_depth)
    if tree is not None and is_plain(page, tree, limits):
        found = _by_trafilatura(page, tree)
        if found:
            return PARAGRAPH.join(_without_title(found, title))
    return PARAGRAPH.join(_without_title(main_text(page, deep=deep).split(PARAGRAPH), title))


def _by_trafilatura(page: str, tree: Any) -> list[str]:
    """The paragraphs by the strict setting, or by the generous one where the strict one keeps less than half of them, with notes."""
    strict, generous = _extracted(page, favor_precision=True), _extracted(page, favor_recall=True)
    text = strict if 2 * sum(map(len, strict)) >= sum(map(len, generous)) else generous
    joined = " ".join(text)
    return text + [note for note in notes(tree) if note not in joined] if text else []


def _extracted(page: str, *, favor_precision: bool = False, favor_recall: bool = False) -> list[str]:
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").addHandler(logging.NullHandler())
    try:
        found = bare_extraction(
            page, include_comments=False, include_tables=True, favor_precision=favor_precision, favor_recall=favor_recall
        )
    except Exception:  # noqa: BLE001 - a tree that it does not expect must not lose the page: the other extractor takes over
        return []
    return [] if found is None or isinstance(found, dict) or found.body is None else body_paragraphs(found.body)


def _without_title(found: list[str], title: str | None) -> list[str]:
    """Without the headline, where it stands before the text."""
    wanted = _letters(title or "")
    for index, paragraph in enumerate(found[:3]):
        if wanted and _letters(paragraph) == wanted:
            return found[:index] + found[index + 1 :]
    return found


def _letters(text: str) -> str:
    return re.sub(r"\W", "", text[:2_000]).casefold()
