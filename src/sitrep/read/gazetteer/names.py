"""Keys under which names are kept and looked up: one form for every way of writing a name."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = str.maketrans(
    {"ı": "i", "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "Æ": "ae", "œ": "oe", "þ": "th"}
)
_DROPPED = re.compile(r"[\u02b9-\u02bf'’‘`´.]")
_BLANKS = re.compile(r"[\s\-‐‑–_/,()]+")
_ARTICLE = re.compile(r"^(?:al|el|ar|as|ash|at|ad|az|an|il|ul) (?=\w{3})")


@lru_cache(maxsize=50_000)  # the words of a text are asked for again and again
def key(name: str) -> str:
    """The key of a name: lower case, without diacritics, apostrophes and full stops; hyphens and blanks are one blank; no leading "the"."""
    if name.isascii() and name.isalpha():
        return name.lower()
    plain = name.lower() if name.isascii() else _without_marks(name.lower()).lower()
    folded = _BLANKS.sub(" ", _DROPPED.sub("", plain)).strip()
    return folded[4:] if folded.startswith("the ") else folded


def without_article(folded: str) -> str:
    """A key without its leading Arabic article ("al hudaydah" to "hudaydah"); the key itself where there is none."""
    return _ARTICLE.sub("", folded)


def _without_marks(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name.translate(_LETTERS)).translate(_LETTERS)  # "ǽ" comes apart into "æ"
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


@dataclass(slots=True)  # not frozen, as in tokens.py
class Word:
    """A word of a text as names are made of: its offsets, its text and its key. A possessive ending is not part of it."""

    start: int
    end: int
    text: str
    key: str


_WORD = re.compile(r"[^\W_]+(?:['’ʼʻ.&][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’][sS]$")
# Plurals whose "'s" belongs to names ("People's Party"); elsewhere it is a possessive ending.
_KEPT = frozenset(["people", "women", "children", "men", "lord", "workmen", "world", "traveler", "veteran", "farmer", "teacher"])
_GAP = re.compile(r"(?:(?<=s)['’])?[ \t\u00a0]{1,3}|[-‐‑/]|[ \t\u00a0]*\r?\n[ \t\u00a0]*")
_LONGEST_WORD = 60


def words(text: str) -> list[Word]:
    """The words of a text in order. "U.S." is one word, "Aleppo's" is "Aleppo"."""
    found = []
    for match in _WORD.finditer(text):
        start, end = match.span()
        whole = match[0]
        if not whole.isalnum():
            if _POSSESSIVE.search(whole) and whole[:-2].lower() not in _KEPT:
                end -= 2
            elif "." in whole and text[end : end + 1] == "." and len(whole) < 8:
                end += 1
        if end - start <= _LONGEST_WORD:
            written = text[start:end]
            found.append(Word(start, end, written, key(written)))
    return found


def joined(text: str, left: Word, right: Word) -> bool:
    """Whether two neighbouring words may belong to one name: only a blank ("Workers' Party"), a line break or a hyphen."""
    if right.start - left.end == 1 and text[left.end] == " ":
        return True
    return right.start - left.end <= 4 and _GAP.fullmatch(text, left.end, right.start) is not None
