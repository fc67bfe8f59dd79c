"""Numbers in words and figures, with the bounds that their modifiers set.

The bounds follow ACLED's published conventions: "dozens" is at least 12, "scores" 20, "hundreds" 100; "over 50" is at least 51, "up to
50" is 0 to 50.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

TOKEN = re.compile(
    r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?![0-9])|[0-9]+(?:\.[0-9]+)?(?:(?:st|nd|rd|th)\b)?|[^\W\d_]+(?:['’][^\W\d_]+)?|[^\w\s]|_"
)

_SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
UNITS = {word: number for number, word in enumerate(_SMALL)}
TENS = {
    word: 10 * number for number, word in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2)
}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "lakh": 10**5, "crore": 10**7, "dozen": 12, "score": 20}
VAGUE = {"tens": 10, "dozens": 12, "scores": 20, "hundreds": 100, "thousands": 1000, "millions": 10**6}
NOBODY = frozenset({"nobody", "noone", "none"})
DASHES = frozenset("-‐‑‒–—−")
# No count of people or things that a report gives is larger.
LARGEST = 10**15

_MODIFIERS: dict[tuple[str, ...], str] = {
    ("at", "least"): "least",
    ("no", "fewer", "than"): "least",
    ("no", "less", "than"): "least",
    ("not", "less", "than"): "least",
    ("not", "fewer", "than"): "least",
    ("a", "minimum", "of"): "least",
    ("minimum", "of"): "least",
    ("upwards", "of"): "least",
    ("more", "than"): "over",
    ("well", "over"): "over",
    ("over",): "over",
    ("above",): "over",
    ("in", "excess", "of"): "over",
    ("greater", "than"): "over",
    ("exceeding",): "over",
    ("up", "to"): "most",
    ("as", "many", "as"): "most",
    ("at", "most"): "most",
    ("no", "more", "than"): "most",
    ("not", "more", "than"): "most",
    ("a", "maximum", "of"): "most",
    ("fewer", "than"): "under",
    ("less", "than"): "under",
    ("under",): "under",
    ("below",): "under",
    ("just", "under"): "about",
    ("just", "over"): "about",
    ("about",): "about",
    ("around",): "about",
    ("some",): "about",
    ("approximately",): "about",
    ("approx",): "about",
    ("nearly",): "about",
    ("almost",): "about",
    ("roughly",): "about",
    ("circa",): "about",
    ("close", "to"): "about",
    ("an", "estimated"): "about",
    ("estimated",): "about",
    ("in", "the", "region", "of"): "about",
    ("~",): "about",
    ("exactly",): "",
    ("only",): "",
    ("just",): "",
    ("another",): "",
}
_LONGEST_MODIFIER = 4
_MOST_MODIFIERS = 3
_MODIFYING = frozenset(words[0] for words in _MODIFIERS)
# What can begin a number phrase, figures aside: nearly every word of a text can not.
STARTS = _MODIFYING | frozenset((*UNITS, *TENS, *VAGUE, *NOBODY, "a", "an", "between", "few", "half", "no", "several"))


@dataclass(slots=True)  # not frozen, as in tokens.py
class Token:
    """A word, number or sign of a text."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number phrase from token `first` up to token `stop`: its bounds, whether it is approximate, whether it is the article "a"."""

    first: int
    stop: int
    low: float | None
    high: float | None
    approximate: bool = False
    article: bool = False
    figures: bool = False


def tokenize(text: str, start: int, end: int) -> list[Token]:
    """The tokens of a stretch of text."""
    return [Token(*match.span(), word := match[0], word.lower()) for match in TOKEN.finditer(text, start, end)]


def glued(tokens: list[Token], index: int) -> bool:
    """Whether a token follows the one before it without a space."""
    return 0 < index < len(tokens) and tokens[index - 1].end == tokens[index].start


def number_at(tokens: list[Token], first: int) -> Number | None:
    """The number phrase that begins at a token, with its modifiers: "at least 14", "between 30 and 40", "two dozen", "no one"."""
    if not begins(tokens[first]):
        return None
    at, bound = first, ""
    for _ in range(_MOST_MODIFIERS):
        size, found = _modifier(tokens, at)
        if not size:
            break
        bound = found or bound
        at += size
    if at < len(tokens) and tokens[at].lower == "between":
        return _between(tokens, first, at + 1)
    core = _core(tokens, at)
    if core is None:
        return None
    core = _ranged(tokens, core)
    return _bounded(tokens, replace(core, first=first), bound)


def begins(token: Token) -> bool:
    """Whether a number phrase can begin with a token."""
    return token.lower in STARTS or token.text[0].isdigit()


def plain_number(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """A number without modifiers and the token after it; None where there is none."""
    if at >= len(tokens):
        return None
    token = tokens[at]
    if token.text[0].isascii() and token.text[0].isdigit():
        if token.lower[-1].isalpha() or len(token.text) > 20:
            return None
        return _scaled(tokens, float(token.text.replace(",", "")), at + 1)
    return _spelled(tokens, at)


def whole(value: float) -> float:
    """The value as an integer where it is one."""
    return int(value) if value == int(value) else value


def _modifier(tokens: list[Token], at: int) -> tuple[int, str]:
    if at >= len(tokens) or tokens[at].lower not in _MODIFYING:
        return 0, ""
    for size in range(min(_LONGEST_MODIFIER, len(tokens) - at), 0, -1):
        words = tuple(token.lower for token in tokens[at : at + size])
        if words in _MODIFIERS:
            return size, _MODIFIERS[words]
    return 0, ""


def _between(tokens: list[Token], first: int, at: int) -> Number | None:
    low = plain_number(tokens, at)
    if low is None or low[1] >= len(tokens) or tokens[low[1]].lower not in ("and", "to"):
        return None
    high = plain_number(tokens, low[1] + 1)
    if high is None or high[0] < low[0]:
        return None
    return Number(first=first, stop=high[1], low=whole(low[0]), high=whole(high[0]))


def _core(tokens: list[Token], at: int) -> Number | None:
    if at >= len(tokens):
        return None
    word = tokens[at].lower
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    if word in NOBODY:
        return Number(first=at, stop=at + 1, low=0, high=0)
    if word == "no" and (following == "one" or (following in DASHES and at + 2 < len(tokens) and tokens[at + 2].lower == "one")):
        return Number(first=at, stop=at + (2 if following == "one" else 3), low=0, high=0)
    vague = _vague(tokens, at)
    if vague is not None:
        return vague
    number = plain_number(tokens, at)
    if number is None or number[0] > LARGEST:
        return None
    return Number(first=at, stop=number[1], low=whole(number[0]), high=whole(number[0]), figures=word[0].isdigit())


def _vague(tokens: list[Token], at: int) -> Number | None:
    """ "dozens", "tens of thousands", "several hundred", "a couple", "half a dozen"."""
    words = [token.lower for token in tokens[at : at + 4]] + ["", "", "", ""]
    if words[0] in VAGUE:
        low, stop = VAGUE[words[0]], at + 1
        if words[1] == "of" and words[2] in VAGUE:
            low, stop = low * VAGUE[words[2]], at + 3
        return Number(first=at, stop=stop, low=low, high=None)
    skip = 1 if words[0] == "a" and words[1] == "few" else 0
    if words[skip] in ("several", "few") and words[skip + 1] in SCALES:
        return Number(first=at, stop=at + skip + 2, low=2 * SCALES[words[skip + 1]], high=None)
    if words[0] == "half" and words[1:3] == ["a", "dozen"]:
        return Number(first=at, stop=at + 3, low=6, high=6)
    if words[0] == "a" and words[1] in ("couple", "pair"):
        return Number(first=at, stop=at + 2, low=2, high=2)
    return None


def _spelled(tokens: list[Token], at: int) -> tuple[float, int] | None:
    """ "twenty-two", "two hundred and fifty", "a dozen", "a hundred thousand"."""
    total, current, place, seen = 0, 0, at, False
    if tokens[at].lower in ("a", "an"):
        if at + 1 >= len(tokens) or tokens[at + 1].lower not in SCALES or tokens[at + 1].lower == "score":
            return None
        current, place, seen = 1, at + 1, True
    while place < len(tokens) and place - at < 16:
        word = tokens[place].lower
        if word in UNITS:
            if seen and (current % 10 or (current % 100 and UNITS[word] > 9)):
                break
            current += UNITS[word]
        elif word in TENS:
            if current % 100:
                break
            current += TENS[word]
        elif word in SCALES and seen:
            if word in ("hundred", "dozen", "score"):
                current = max(current, 1) * SCALES[word]
            else:
                total, current = total + max(current, 1) * SCALES[word], 0
        elif not (seen and _joins(tokens, place, current)):
            break
        seen, place = True, place + 1
    if not seen:
        return None
    while tokens[place - 1].lower == "and" or tokens[place - 1].lower in DASHES:
        place -= 1
    return float(total + current), place


def _joins(tokens: list[Token], place: int, current: int) -> bool:
    """Whether a hyphen ("twenty-two") or an "and" ("two hundred and six") stands within a number."""
    following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
    if tokens[place].lower in DASHES:
        return glued(tokens, place) and glued(tokens, place + 1) and (following in UNITS or following in SCALES)
    before = tokens[place - 1].lower
    small = following in UNITS or following in TENS
    return (
        tokens[place].lower == "and"
        and before in ("hundred", "thousand", "million")
        and small
        and current % 100 == 0
        and not _own(tokens, place + 1)
    )


def _own(tokens: list[Token], at: int) -> bool:
    """Whether what follows "and" is a number of its own ("two hundred and one thousand" is not: "a hundred and two hundred")."""
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return following == "hundred"


def _scaled(tokens: list[Token], value: float, place: int) -> tuple[float, int]:
    while place < len(tokens) and tokens[place].lower in SCALES and tokens[place].lower != "score" and value < LARGEST:
        value *= SCALES[tokens[place].lower]
        place += 1
    return value, place


def _ranged(tokens: list[Token], core: Number) -> Number:
    """ "30 to 40", "30-40", "22 or 23" as one number."""
    at = core.stop
    if core.low is None or core.low != core.high or at + 1 >= len(tokens):
        return core
    dash = tokens[at].lower in DASHES
    if not (tokens[at].lower in ("to", "or") or (dash and glued(tokens, at) == glued(tokens, at + 1))):
        return core
    second = plain_number(tokens, at + 1)
    if second is None or second[0] <= core.low or second[0] > LARGEST:
        return core
    if tokens[at + 1].lower in ("a", "an") or (tokens[at].lower == "or" and second[0] > 3 * max(core.low, 1)):
        return core
    return replace(core, stop=second[1], high=whole(second[0]))


def _bounded(tokens: list[Token], number: Number, bound: str) -> Number:
    after = [token.lower for token in tokens[number.stop : number.stop + 2]] + ["", ""]
    if after[0] == "or" and after[1] in ("more", "so", "fewer", "less"):
        bound = {"more": "least", "so": "about"}.get(after[1], "most")
        number = replace(number, stop=number.stop + 2)
    elif after[0] == "+" and glued(tokens, number.stop):
        bound, number = "least", replace(number, stop=number.stop + 1)
    elif after[0] in DASHES and after[1] == "odd":
        bound, number = "about", replace(number, stop=number.stop + 2)
    low, high = number.low, number.high
    if bound == "least":
        return replace(number, high=None)
    if bound == "over":
        return replace(number, low=low + 1 if low is not None and high is not None else low, high=None)
    if bound == "most":
        return replace(number, low=0, high=high)
    if bound == "under":
        return replace(number, low=0, high=max(high - 1, 0) if high is not None else None)
    return replace(number, approximate=bound == "about")


def vague(phrase: str) -> bool:
    """Whether a phrase counts only by its order of size ("dozens of people", "several hundred")."""
    said = phrase.lower().split()
    return not VAGUE.keys().isdisjoint(said) or "several" in said
