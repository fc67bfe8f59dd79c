"""States by their names, their people and their capitals, so that "the defence ministry in Moscow" and "the Russian army" meet."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from sitrep.compare.words import stem

_FILE = Path(__file__).parent / "states.txt"
_COLUMNS = 3
# Capitals that are also words or common names of other places.
_COMMON = frozenset(("the valley", "male", "victoria", "stanley", "hamilton", "douglas", "kingston", "georgetown", "road town"))
# Seats and spellings that the table does not have.
_ALSO = {"kiev": "ukr", "tel aviv": "isr", "pretoria": "zaf", "peking": "chn", "rangoon": "mmr"}
_SMALL = frozenset(("and", "of", "the"))
_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


def as_states(text: str, words: set[str]) -> set[str]:
    """The words of a folded name, those that name a state, its people or its capital as the state's alpha-3 code.

    `text` is the name without possessive endings.
    """
    found = set(words)
    for match in _pattern().finditer(text):
        found = (found - {stem(word) for word in _WORD.findall(match.group())}) | {_codes()[match.group()]}
    return found


def state_name(code: str) -> str | None:
    """What a state is called, by its alpha-3 code in small letters; None for a code that the table does not have."""
    name = _names().get(code)
    return " ".join(word if word in _SMALL else _capital(word) for word in name.split()) if name else None


def _capital(word: str) -> str:
    """A word of a name with its capitals: "Guinea-Bissau", "d'Ivoire"."""
    before, apostrophe, name = word.rpartition("'")
    return before + apostrophe + name.title()


@cache
def _names() -> dict[str, str]:
    rows = (line.split("\t") for line in _FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {row[0]: row[1].split(";")[0] for row in rows if len(row) == _COLUMNS}


@cache
def _codes() -> dict[str, str]:
    codes: dict[str, str] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if line.startswith("#") or len(cells) != _COLUMNS:
            continue
        code, names, capital = cells
        for form in (*names.split(";"), "" if capital in _COMMON else capital):
            plain = form.replace("'s", "").replace("’s", "")
            if plain:
                codes.setdefault(plain, code)
                codes.setdefault(f"{plain}s", code)  # texts that lost their apostrophes write "syrias"
    return codes | _ALSO


@cache
def _pattern() -> re.Pattern[str]:
    forms = sorted(_codes(), key=lambda form: (-len(form), form))
    # What is "US-backed" or "pro-Russian" is neither's.
    return re.compile(rf"(?<![^\W_])(?<!-)(?:{'|'.join(map(re.escape, forms))})(?![^\W_]|-)")
