"""Counted people and things: how many, within which bounds, and what became of them.

A number phrase is found with the noun that it counts; its role is that of the nearest word that governs it: a state said of it ("14
people were killed"), else the verb or noun before it ("killing 14 people", "the arrest of 20"), else a toll ("the death toll rose to
17"), else the role of the number that it is joined to ("12 soldiers and three civilians"), else the noun itself ("12 deaths").
"""

from __future__ import annotations

from collections.abc import Sequence

from sitrep.read import number_lexicon as words
from sitrep.read.number_roles import Count, roles_of
from sitrep.read.number_words import DASHES, TENS, UNITS, VAGUE, Number, Token, begins, glued, number_at, plain_number, tokenize, whole
from sitrep.read.times import find_times
from sitrep.records import Quantity, Role, Span, Time

_HEAD_WORDS = 6
_QUOTES = frozenset('"“”„«»')
_OF_SOMEBODY = frozenset(("his", "her", "their", "its"))


def parse_number(phrase: str) -> float | None:
    """The value of a number in figures or English words ("1,200", "1.5 million", "twenty-two", "two dozen"); None for anything else."""
    tokens = tokenize(phrase, 0, len(phrase))
    found = plain_number(tokens, 0)
    return whole(found[0]) if found and found[1] == len(tokens) else None


def bounds(phrase: str) -> tuple[float | None, float | None, bool] | None:
    """The lowest and highest value that a number phrase allows, and whether it is approximate; None where it begins with no number.

    "at least 50" is 50 to None, "over 50" 51 to None, "up to 50" 0 to 50, "fewer than 50" 0 to 49, "dozens" 12 to None.
    """
    tokens = tokenize(phrase, 0, len(phrase))
    number = number_at(tokens, 0) if tokens else None
    return (number.low, number.high, number.approximate) if number else None


def find_quantities(text: str, start: int = 0, end: int | None = None, *, times: Sequence[Time] | None = None) -> tuple[Quantity, ...]:
    """The counted people and things in `text[start:end]`, in order; spans are offsets into `text`.

    `times` are the dates of that stretch, where they have been found already.

    The role is what became of them, else `other` where people, vehicles, votes and the like are counted. Dates, ages, ordinals, money,
    measures, shares, addresses and names with numbers are no quantities. Never raises.
    """
    stop = len(text) if end is None else max(0, min(end, len(text)))
    start = max(0, min(start, stop))
    # What a writer puts in quotation marks is counted all the same: killed "around 80" jihadists.
    tokens = [token for token in tokenize(text, start, stop) if token.text not in _QUOTES]
    counts = _counts(tokens, _dated(text, start, stop) if times is None else [(one.span.start, one.span.end) for one in times])
    roles = roles_of(tokens, counts)
    return tuple(_quantity(text, tokens, count, role) for count, role in zip(counts, roles, strict=True) if role is not None)


def _quantity(text: str, tokens: list[Token], count: Count, role: Role) -> Quantity:
    begin, end = tokens[count.first].start, tokens[count.stop - 1].end
    number = count.number
    span = Span(start=begin, end=end, text=text[begin:end])
    return Quantity(role=role, low=number.low, high=number.high, approximate=number.approximate, span=span)


# ---------------------------------------------------------------- what is counted


def _counts(tokens: list[Token], dated: Sequence[tuple[int, int]]) -> list[Count]:
    counts: list[Count] = []
    at, day = 0, 0
    while at < len(tokens):
        while day < len(dated) and dated[day][1] <= tokens[at].start:
            day += 1
        if day < len(dated) and dated[day][0] <= tokens[at].start:
            at += 1
            continue
        count = _count_at(tokens, at)
        if count is None or (day < len(dated) and dated[day][0] < tokens[count.number.stop - 1].end):
            at += 1
            continue
        counts.append(count)
        at = count.stop
    return counts


def _dated(text: str, start: int, stop: int) -> list[tuple[int, int]]:
    return [(time.span.start + start, time.span.end + start) for time in find_times(text[start:stop])]


def _count_at(tokens: list[Token], at: int) -> Count | None:
    token = tokens[at]
    if not (begins(token) or token.lower in _OF_SOMEBODY):
        return None
    if glued(tokens, at) and (tokens[at - 1].text in "-‐‑/.,:#$€£¥@_'’" or tokens[at - 1].text.isalnum()):
        return None
    single = _none(tokens, at) if token.lower == "no" else _singular(tokens, at)
    if single is not None:
        return single
    number = number_at(tokens, at)
    if number is None or _named(tokens, number):
        return None
    if token.lower in words.PREPOSITIONS and not number.figures and number.low is None:
        return None
    stop, noun, counted = _head(tokens, number.stop, one=number.low == 1)
    if not counted:
        return None
    if noun and noun in words.MEASURES and noun not in words.PEOPLE and noun not in words.THINGS:
        return None
    return Count(number=number, stop=stop, noun=noun)


def _none(tokens: list[Token], at: int) -> Count | None:
    """ "no soldiers", "no deaths"."""
    stop, noun, _ = _head(tokens, at + 1, one=True)
    if not noun or not (words.is_counted(noun) or words.is_person(noun) or noun in words.ROLE_NOUNS) or noun in ("other", "others"):
        return None
    return Count(number=Number(at, at + 1, 0, 0, article=True), stop=stop, noun=noun)


def _singular(tokens: list[Token], at: int) -> Count | None:
    """One, where the noun is a person or a thing: "a driver", "a third"; "another" by itself; "his wife" in a list."""
    word = tokens[at].lower
    listed = word in _OF_SOMEBODY and at > 0 and tokens[at - 1].lower in (",", "and")
    if word not in ("a", "an", "another") and not listed:
        return None
    one = Number(at, at + 1, 1, 1, article=True)
    for place in range(at + 1, min(at + 2 + words.LONGEST_PHRASE, len(tokens))):
        noun = tokens[place].lower
        if words.is_single(noun):
            following = tokens[place + 1].lower if place + 1 < len(tokens) else ""
            if not (words.is_single(following) or following in DASHES or following in ("'s", "’s")):
                return Count(number=one, stop=place + 1, noun=noun)
        elif _closes(noun) or noun in words.ACTS or noun in words.STATES or (not noun[0].isalpha() and noun not in DASHES):
            break
    following = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    alone = word == "another" and (following in words.PREPOSITIONS or following in ("and", "or") or not following[0].isalnum())
    return Count(number=one, stop=at + 1, noun="other") if alone else None


def _named(tokens: list[Token], number: Number) -> bool:
    """Whether the number belongs to a name or a measure: "Article 5", "T-72", "$50", "aged 34", "22-year-old", "3-1"."""
    first, stop = number.first, number.stop
    core = next((at for at in range(first, stop) if tokens[at].text[0].isdigit()), None)
    before = tokens[first - 1].lower if first else ""
    if core is not None:
        lead = tokens[core - 1].text if core else ""
        if lead and (lead in "$€£¥#№@" or lead.lower() in words.NUMBERED):
            return True
        if lead in (":", "/", ".") and glued(tokens, core):
            return True
    if before in words.NUMBERED or (before and before in "$€£¥#№"):
        return True
    if stop < len(tokens) and glued(tokens, stop):
        sign = tokens[stop].text
        if sign == "%" or sign in "/:@_°" or (sign in DASHES and not _noun_follows(tokens, stop + 1)):
            return True
        if sign.isalpha():
            return True
    return stop < len(tokens) and tokens[stop].lower in ("%", "°", "$", "€", "£")


def _noun_follows(tokens: list[Token], at: int) -> bool:
    """Whether a dash after a number leads on to a clause rather than to a compound ("22-year-old")."""
    return at < len(tokens) and not glued(tokens, at)


def _head(tokens: list[Token], at: int, *, one: bool = False) -> tuple[int, str, bool]:
    """The end of the noun phrase that a number counts, its noun, and whether it may be counted at all."""
    place = at
    if place < len(tokens) and tokens[place].lower == "of":
        place += 1
        while place < len(tokens) and tokens[place].lower in ("the", "its", "their", "his", "her", "our", "my", "these", "those"):
            place += 1
        if place < len(tokens) and tokens[place].lower in ("them", "us", "whom", "you"):
            return place + 1, "", True
    best, noun = at, ""
    if place < len(tokens) and tokens[place].lower in ("more", "further", "additional"):
        best = place = place + 1
    for step in range(place, min(place + _HEAD_WORDS, len(tokens))):
        word = tokens[step].lower
        if step == place and word in words.MEASURES and word not in words.THINGS:
            return at, word, False
        if word in DASHES and glued(tokens, step) and glued(tokens, step + 1):
            continue
        if not word[0].isalpha() or _stops_head(tokens, step):
            break
        known = words.is_counted(word) or (one and words.is_single(word))
        if noun and not known:
            break
        if known or _plural(tokens[step]):
            best, noun = step + 1, word
    return best, noun, True


def _plural(token: Token) -> bool:
    word = token.lower
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is", "'s", "’s"))
        and (token.text[0].islower() or token.text.isupper())
        and "'" not in word
    )


def _stops_head(tokens: list[Token], at: int) -> bool:
    word = tokens[at].lower
    if word in words.STATES or (word in words.ACTS and word not in words.ROLE_NOUNS):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        return not words.is_counted(following)
    return _closes(word)


def _closes(word: str) -> bool:
    """Whether a noun phrase ends before a word."""
    if word in UNITS or word in TENS or word in VAGUE or word in words.CLOSERS:
        return True
    return word in words.PREPOSITIONS or word in words.BREAKS or word in words.AUXILIARIES or word in words.PERFECTS or word in words.DEEDS
