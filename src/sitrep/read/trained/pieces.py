"""What the network sees of a text: words with their offsets, their word pieces and what their form tells.

Words are runs of letters and digits and single signs, near enough to BERT's basic tokenizer; word pieces are those of WordPiece (Devlin et
al. 2019, uncased vocabulary), so that the encoder's vocabulary fits. Case, line breaks and quotation marks, which an uncased vocabulary
loses, are kept as one form number a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sitrep.read.quotes import quotes

UNKNOWN, START, END = "[UNK]", "[CLS]", "[SEP]"
FORMS = 8 * 4 * 3  # shapes × gaps × quotation states
_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*|[^\w\s]|_")  # accents may stand as signs of their own
_LONGEST = 100  # code points; a longer word has no pieces (as in BERT)


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text in order: offsets, pieces (ids of the vocabulary), forms and, where they are wanted, hints (see hints.py)."""

    starts: Sequence[int]
    ends: Sequence[int]
    pieces: Sequence[tuple[int, ...]]
    forms: Sequence[int]
    hints: Sequence[int] = ()

    def __len__(self) -> int:
        return len(self.starts)


class WordPiece:
    """Splits words into the pieces of a vocabulary, greedily from the left."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self.ids: Mapping[str, int] = {piece: at for at, piece in enumerate(vocabulary)}
        self.unknown, self.start, self.end = (self.ids[name] for name in (UNKNOWN, START, END))
        self._known = lru_cache(maxsize=50_000)(self._spelled)

    def pieces(self, word: str) -> tuple[int, ...]:
        """The ids of a word's pieces; [UNK] for one that is too long or that the vocabulary cannot spell."""
        return (self.unknown,) if len(word) > _LONGEST else self._known(word)

    def _spelled(self, word: str) -> tuple[int, ...]:
        plain = "".join(sign for sign in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(sign) != "Mn")
        found: list[int] = []
        at = 0
        while at < len(plain):
            end = len(plain)
            while end > at and (piece := self.ids.get(("##" if at else "") + plain[at:end])) is None:
                end -= 1
            if end == at or piece is None:
                return (self.unknown,)
            found.append(piece)
            at = end
        return tuple(found) or (self.unknown,)

    def words(self, text: str) -> Words:
        """The words of a text. Takes any string; offsets are into it."""
        starts: list[int] = []
        ends: list[int] = []
        pieces: list[tuple[int, ...]] = []
        forms: list[int] = []
        quoted = _Quoted(text)
        last = 0
        for match in _WORD.finditer(text):
            start, end = match.span()
            word = match[0]
            starts.append(start)
            ends.append(end)
            pieces.append(self.pieces(word))
            gap = 1 if last and start - last == 1 and text[last] == " " else _gap(text, last, start)
            forms.append(_shape(word[:_LONGEST]) * 12 + gap * 3 + (quoted.at(start) if quoted.any else 0))
            last = end
        return Words(starts, ends, pieces, forms)


class _Quoted:
    """Whether positions, asked for in rising order, stand inside quotation marks: 0 outside, 1 inside, 2 inside an inner pair."""

    def __init__(self, text: str) -> None:
        self.waiting = [(one.outer_start, one.outer_end) for one in reversed(quotes(text))]
        self.open: list[int] = []
        self.any = bool(self.waiting)

    def at(self, position: int) -> int:
        while self.waiting and self.waiting[-1][0] <= position:
            self.open.append(self.waiting.pop()[1])
        while self.open and self.open[-1] <= position:
            self.open.pop()
        return min(len(self.open), 2)


@lru_cache(maxsize=50_000)
def _shape(word: str) -> int:
    """1 lower case, 2 capitalised, 3 capitals, 4 one capital, 5 mixed, 6 number, 7 sign, 0 letters without case."""
    if not word[0].isalnum():
        return 7
    if word.isdigit():
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 3 if len(word) > 1 else 4
    return 2 if word[0].isupper() and word[1:].islower() else 5 if any(sign.isupper() for sign in word) else 0


def _gap(text: str, start: int, end: int) -> int:
    """What stands before a word: 0 nothing, 1 white space, 2 a new line, 3 a new paragraph (also at the beginning)."""
    if start == end:
        return 0 if start else 3
    breaks = text.count("\n", start, min(end, start + 20))
    return 1 + min(breaks, 2) if start else 3
