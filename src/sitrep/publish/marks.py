"""A document's text as published, with its statements marked.

Statements overlap, nest and are interrupted, while elements only nest. So the text is swept once, from boundary to boundary, with a
stack of open marks: where a mark ends below others, those are closed and opened again after it. Time grows with the text and the
number of boundaries, times the depth of nesting, which is capped.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from sitrep.publish.chains import STEP, names
from sitrep.publish.text import anchor, clean
from sitrep.records import Polarity, Statement

LONGEST_ROW = 600  # characters; a longer paragraph is cut
DEEPEST = 12  # marks open at once; what nests deeper keeps its anchor only
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n\s*")
_NEWLINES = re.compile(r"\n\s*")
_SENTENCE_END = re.compile(r"[.!?…。؟۔][\"'”’»)\]]*(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or a part of a long one: its text with marks, whether its line breaks are the author's, whether the paragraph goes on
    after it, and the ids of statements that begin in it.
    """

    html: Markup
    lines: bool
    goes_on: bool
    statements: tuple[str, ...]


def mark(text: str, statements: Sequence[Statement], under: Mapping[int, Sequence[tuple[str, str]]] | None = None) -> tuple[Block, ...]:
    """Cut `text` into paragraphs and mark the statements in it. `under` gives, by offset, lines (anchor, words) to set under the
    sentence that holds the offset. Every statement's anchor (`text.anchor("st", id)`) stands exactly once in
    the result, even that of one without words.
    """
    return _Sweep(text, statements, under or {}).blocks()


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Where the paragraphs of a text start and end: at blank lines where it has any, else at every line break."""
    cut = _BLANK_LINES if _BLANK_LINES.search(text.strip()) else _NEWLINES
    found, start = [], 0
    for gap in cut.finditer(text):
        found.append((start, gap.start()))
        start = gap.end()
    found.append((start, len(text)))
    return [(first, last) for first, last in found if text[first:last].strip()]


def rows(text: str) -> list[tuple[int, int]]:
    """Where the rows of the page start and end: paragraphs, long ones cut at ends of sentences, so that the margin is beside its text."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    found = []
    for start, end in paragraphs(text):
        at = start
        while end - at > LONGEST_ROW:
            index = bisect_left(ends, at + LONGEST_ROW // 2)
            if index == len(ends) or ends[index] >= end:
                break
            found.append((at, ends[index]))
            at = ends[index]
        found.append((at, end))
    return found


class _Sweep:
    """One pass over the text from boundary to boundary."""

    def __init__(self, text: str, statements: Sequence[Statement], under: Mapping[int, Sequence[tuple[str, str]]]) -> None:
        self.text = text
        self.shown = clean(text)
        self.ranges = rows(text)
        self.statements = {statement.id: statement for statement in statements}
        self.spans = sorted(
            (max(0, span.start), -min(len(text), span.end), statement.id)
            for statement in self.statements.values()
            for span in statement.content
            if max(0, span.start) < min(len(text), span.end)
        )
        self.lines = self._placed(under)
        self.line_starts = sorted(self.lines)
        self.next = 0
        self.stack: list[tuple[int, str]] = []
        self.placed: set[str] = set()
        self.out: list[str] = []
        self.begun: list[str] = []

    def blocks(self) -> tuple[Block, ...]:
        """The paragraphs, marked."""
        found = []
        begins = {start for start, _ in self.ranges}
        for start, end in self.ranges:
            self.out, self.begun = [], []
            self._sweep(start, end)
            begun = tuple(sorted(self.begun, key=self._begin))
            found.append((self.out, _keeps_lines(self.text[start:end]), end in begins, begun))
        lost = sorted(set(self.statements) - self.placed)
        if lost:
            found = found or [([], False, False, ())]
            out, lines, goes_on, begun = found[0]
            found[0] = ([_anchor(anchor("st", name)) for name in lost] + out, lines, goes_on, (*begun, *lost))
        # Every part is a tag made here or escaped text.
        return tuple(Block(html=Markup("".join(out)), lines=lines, goes_on=on, statements=begun) for out, lines, on, begun in found)

    def _begin(self, name: str) -> tuple[int, int, str]:
        statement = self.statements[name]
        return (min(span.start for span in statement.content), len(statement.attribution), name)

    def _placed(self, under: Mapping[int, Sequence[tuple[str, str]]]) -> dict[int, list[tuple[str, str]]]:
        """Move each line to the end of the sentence that holds its offset."""
        lines: dict[int, list[tuple[str, str]]] = {}
        if not under or not self.ranges:
            return lines
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        starts = [start for start, _ in self.ranges]
        for offset in sorted(under):
            block = max(0, bisect_right(starts, offset) - 1)
            first, last = self.ranges[block]
            index = bisect_left(ends, max(first, min(offset, last)))
            at = min(ends[index], last) if index < len(ends) else last
            lines.setdefault(at, []).extend(under[offset])
        return lines

    def _sweep(self, start: int, end: int) -> None:
        """One paragraph: reopen what goes on from the one before, then boundary by boundary; all is closed at its end."""
        self.stack = [(last, name) for last, name in self.stack if last > start]
        self._reopen(0)
        at = start
        while True:
            self._close(at)
            if at in self.lines:
                self._set_lines(at)
            if at >= end:
                break
            self._open(at)
            at = self._emit(at, end)
        self.out.append("</span>" * len(self.stack))

    def _emit(self, at: int, end: int) -> int:
        """Write the text up to the next boundary and give where that is."""
        stop = min([end, *(last for last, _ in self.stack)])
        if self.next < len(self.spans):
            stop = min(stop, max(self.spans[self.next][0], at + 1))
        if self.lines:
            stop = self._before_line(at, stop)
        self.out.append(escape(self.shown[at:stop]))
        return stop

    def _before_line(self, at: int, stop: int) -> int:
        index = bisect_right(self.line_starts, at)
        return min(stop, self.line_starts[index]) if index < len(self.line_starts) else stop

    def _close(self, at: int) -> None:
        """Close every mark that ends here; those above it that go on are closed and opened again."""
        ending = [depth for depth, (last, _) in enumerate(self.stack) if last <= at]
        if not ending:
            return
        lowest = ending[0]
        self.out.append("</span>" * (len(self.stack) - lowest))
        self.stack[lowest:] = [entry for entry in self.stack[lowest:] if entry[0] > at]
        self._reopen(lowest)

    def _reopen(self, depth: int) -> None:
        self.out.extend(self._tag(name) for _, name in self.stack[depth:])

    def _open(self, at: int) -> None:
        """Open every mark that starts here or started in the gap before; the longest comes first, so that it is the outermost."""
        while self.next < len(self.spans) and self.spans[self.next][0] <= at:
            _, last, name = self.spans[self.next]
            self.next += 1
            if -last <= at:
                continue
            if len(self.stack) < DEEPEST:
                self.out.append(self._tag(name))
                self.stack.append((-last, name))
            elif name not in self.placed:
                self._place(name)
                self.out.append(_anchor(anchor("st", name)))

    def _place(self, name: str) -> None:
        self.placed.add(name)
        self.begun.append(name)

    def _tag(self, name: str) -> str:
        """The opening tag of a statement's mark; the first one carries the anchor."""
        statement = self.statements[name]
        kind = f"s {statement.voice.value}" + (" not-so" if statement.polarity is Polarity.NEGATIVE else "")
        if name in self.placed:
            return f'<span class="{kind}">'
        self._place(name)
        if not statement.attribution:
            return f'<span class="{kind}" id="{anchor("st", name)}">'
        return f'<span class="{kind}" id="{anchor("st", name)}" title="{escape(STEP.join(names(statement)))}">'

    def _set_lines(self, at: int) -> None:
        """Set the lines that belong under the sentence that ends here, outside all marks."""
        self.out.append("</span>" * len(self.stack))
        for name, words in self.lines.pop(at):
            self.out.append(f'<span class="event" id="{escape(name)}">{escape(clean(words))}</span>')
        self._reopen(0)


def _anchor(name: str) -> str:
    return f'<span id="{escape(name)}"></span>'


def _keeps_lines(block: str) -> bool:
    """Whether a paragraph's single line breaks are the author's (verse, a list) and not the wrapping of a plain text file."""
    lines = block.split("\n")
    return len(lines) > 1 and not all(45 <= len(line.rstrip()) <= 110 for line in lines[:-1])
