"""Markup of unknown origin into paragraphs of plain text."""

from __future__ import annotations

from sitrep.collect.clean import MISREAD

# A tree deeper than this makes the choice of the main content quadratic; everything visible is taken instead.
_SAFE_TAGS = 5_000
PARAGRAPH = "\n\n"


def paragraphs(markup: str) -> str:
    """The visible text of a fragment of HTML, entities decoded, scripts and styles left out, a blank line between paragraphs."""
    if "<" not in markup and "&" not in markup:
        return _joined(markup)
    return _joined(_visible(markup, main=False))


def main_text(page: str, *, deep: bool) -> str:
    """The main content of a whole page as paragraphs, by an extractor that takes linear time (Resiliparse, Bevendorff et al. 2018).

    `deep`: the page's tree is deep, so that looking for the main content might take long: all visible text is given.
    """
    if deep and page.count("<") > _SAFE_TAGS:
        return _joined(_visible(page, main=False))
    return _joined(_visible(page, main=True)) or _joined(_visible(page, main=False))


def _visible(markup: str, *, main: bool) -> str:
    from resiliparse.extract.html2text import extract_plain_text

    text: str = extract_plain_text(
        markup.replace("\0", ""),
        preserve_formatting=True,
        main_content=main,
        list_bullets=False,
        alt_texts=False,
        links=False,
        form_fields=False,
    )
    return text


def _joined(text: str) -> str:
    lines = (" ".join(line.split()) for line in text.translate(MISREAD).split("\n"))
    return PARAGRAPH.join(line for line in lines if line)
