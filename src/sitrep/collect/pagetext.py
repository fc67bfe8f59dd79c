"""The paragraphs of an extracted article: block quotes, list items and rows of tables are paragraphs of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sitrep.collect.fragments import PARAGRAPH
from sitrep.collect.trees import walk
from sitrep.records import Part, PartKind, Span

_BLOCKS = frozenset({
    "body", "main", "p", "quote", "head", "item", "list", "table", "row", "code", "div", "fw", "dl", "dt", "dd", "blockquote", "pre",
    "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "tr",
})  # fmt: skip
_KINDS = {"quote": PartKind.QUOTE, "blockquote": PartKind.QUOTE, "table": PartKind.TABLE}
_CELLS = " | "
# A table of fewer rows with cells side by side only lays out the page.
_ROWS = 2
_LONG = 60


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, and what it is if it stands in a block quote or a table."""

    text: str
    kind: PartKind | None = None


def length(blocks: Iterable[Block]) -> int:
    """How many characters paragraphs have."""
    return sum(len(block.text) for block in blocks)


def joined(blocks: list[Block]) -> tuple[str, list[Part]]:
    """The text of paragraphs, a blank line between them, and its quotes and tables: paragraphs of one kind in a row are one part."""
    parts: list[Part] = []
    text = PARAGRAPH.join(block.text for block in blocks)
    start = 0
    for kind, group in groupby(blocks, key=lambda block: block.kind):
        run = [block.text for block in group]
        end = start + len(PARAGRAPH.join(run))
        if kind and (kind is not PartKind.TABLE or sum(_CELLS in row for row in run) >= _ROWS):
            parts.append(Part(kind=kind, span=Span(start=start, end=end, text=text[start:end])))
        start = end + len(PARAGRAPH)
    return text, parts


def paragraph_length(tree: Any) -> int:
    """How much text a page's paragraphs have, those aside that are shorter than a sentence."""
    return sum(size for element in tree.iter("p") if (size := len(" ".join("".join(element.itertext()).split()))) >= _LONG)


def body_paragraphs(body: Any) -> list[Block]:
    """The paragraphs under an element; line breaks part them too."""
    done: list[Block] = []
    open_text: list[str] = []
    inside: list[PartKind] = []
    for event, element, text in _texts(body):
        if event == "text":
            open_text.append(text)
        elif event == "break":
            said = " ".join("".join(open_text).split())
            open_text.clear()
            if said:
                done.append(Block(said, inside[-1] if inside else None))
        elif event == "cell" and not "".join(open_text).isspace() and any(open_text):
            open_text.append(_CELLS)
        elif event == "start" and (kind := _KINDS.get(element.tag)):
            inside.append(kind)
        elif event == "end" and element.tag in _KINDS:
            inside.pop()
    return done


def _texts(top: Any) -> Iterator[tuple[str, Any, str]]:
    """What a tree says in order, depth first without recursion: a tree may be as deep as the parser allows."""
    for event, element in walk(top):
        tag = element.tag
        if event == "start":
            if tag in _BLOCKS or tag in ("lb", "br"):
                yield "break", element, ""
            elif tag in ("cell", "td", "th"):
                yield "cell", element, ""
            if tag in _KINDS:
                yield "start", element, ""
            if element.text:
                yield "text", element, element.text
            continue
        if event == "end":
            if tag in _BLOCKS:
                yield "break", element, ""
            if tag in _KINDS:
                yield "end", element, ""
        if element is not top and element.tail:
            yield "text", element, element.tail
    yield "break", top, ""
