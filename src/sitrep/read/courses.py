"""What can be a proposal: words for a course of action, without the frame, the conjunction or the stray quotation around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.read.lexicon import words as listed
from sitrep.read.tokens import span
from sitrep.records import Holder, Link, Span

_PRONOUNS = listed("subject pronouns")
# A conjunction or adverb that ties the sentence to the one before it is no part of what is proposed.
_LEAD = re.compile(
    r"(?:and|but|so|yet|then|thus|therefore|hence|now|still|instead|rather|clearly|surely|perhaps|maybe|finally(?=,)|first(?=,)|second(?=,)|"
    r"above all|at (?:a )?minimum|at least|in short|indeed|no doubt|accordingly|meanwhile)\b,?\s+(?=\S)",
    re.I,
)
# "The envoy said the latest reports should be looked into": what is proposed comes after who said so.
_FRAME = re.compile(
    r"^.{0,160}?\b(?:(?:said|says|saying|warned|warns|told (?:\w+ ){1,4}?|argued|argues|insisted|insists|stressed|added|stated|declared"
    r"|noted|concluded|holds?|believes?|believed|thinks?|thought|recommended|proposed|proposes|maintains|replies)"
    r"\s(?:\w+ \w+ (?:\d{4} )?)??that"
    r"|(?:said|says|added|thinks?|thought|believes?))\s(?=.*\b(?:should|must|ought|need|needs|has to|have to)\b)",
    re.S,
)
# A question that is open, or an opinion that was given up, is no stand.
_OPEN = re.compile(
    r"\bwhether\b.{0,120}\b(?:should|must|ought)\b|\bexpect(?:s|ed)? that\b"
    r"|\b(?:used to (?:think|believe|hold)|question (?:is|of) (?:if|who|what))\b",
    re.I,
)
_SPEAKS = re.compile(
    r"[”\"]\s*(?:\w+\s){0,4}?(?:said|says|told|added|concluded|warned)\b|\b(?:he|she|they)\s(?:said|says|added|concluded|warned)\b", re.I
)
# "The gate should be opened, the envoy said on Monday": the frame after it.
_AFTER = re.compile(r",\s(?:[^,]{2,60}\s)?(?:said|says|told|added|argued|argues|wrote|writes|insisted|warned)\b[^,]{0,60}$")
_PART = re.compile(r"[’']s \w+(?:al|ic|ive|ous|ary)$", re.I)
_TAIL = re.compile(r"(?:\s+(?:the|of|to|with|an?|and|or|but|by|in|on|for|behind)|\s*[,;:])+$", re.I)
_CLAUSE = re.compile(
    r"^(?:killed|said|says|told|attacked|has|have|was|were|is|are)\b|^(?:I|we)$|^(?:I|we|they|he|she|you)\s\w+|\b(?:who|which)$", re.I
)
# "An authority needs a treaty" says how things are; "the border needs a treaty" what is wanted there.
_GENERIC = re.compile(r"^(?:an?)\s[\w-]+\sneeds?\s(?!to\b)", re.I)
# "Blood of all groups", without an article, and without a word for something done: what is wanted is a thing.
_THING = re.compile(r"^(?!to\b)[a-z]{3,}\sof\s(?:all|any|every|both|several|many|more)\s[a-z]+$")
_DONE = re.compile(
    r"(?:tion|sion|ment|ance|ence|ing|al|ure|age|ship|ity|use|ease|lease|ease-?fire|truce|talks|trial|end|halt|visit)s?\b", re.I
)
_POINTING = frozenset(("it", "them", "this", "that", "these", "those", "him", "her", "us"))
_SMALL = frozenset(
    [
        "to",
        "out",
        "of",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "up",
        "down",
        "off",
        "away",
        "back",
        "over",
        "into",
        "onto",
        "the",
        "a",
        "an",
        "and",
        "or",
        "so",
        "not",
        "all",
    ]
)
# A stretch that begins behind one of these is broken off within a phrase.
_OPENS_PHRASE = re.compile(
    r"\b(?:the|an?|its|their|his|her|our|two|three|four|five|six|seven|eight|nine|ten|\d+|in|at|on|of|from|by)\s+$", re.I
)
_REACH = 12  # characters before a stretch in which the word before it stands
_QUOTES = '“”"‘'
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


# Before it stands when or why ("until somebody meets it, let us have the timetable").
_LET_US = re.compile(r"[^.;]{1,80}?,\s(?=let us\b|let[’']s\b)", re.I)


def course(text: str, where: Span) -> Span:
    """The stretch without a frame before it ("the envoy said that"), without conjunctions and adverbs that lead over to it, and
    without the small words that it was broken off after.
    """
    start, end = where.start, whole(text, where.start, where.end)
    if asked := _LET_US.match(text[start:end]):
        start += asked.end()
    for pattern in (_AFTER, _TAIL):
        if tail := pattern.search(text[start:end]):
            end = start + tail.start()
    while start < end and text[start] in _QUOTES:
        start += 1
    if _OPEN.search(text[start:end]):
        return span(text, start, end)
    while (match := _FRAME.match(text[start:end]) or _LEAD.match(text[start:end])) and match.end():
        start += match.end()
    return span(text, start, end)


def whole(text: str, start: int, end: int) -> int:
    """The end of a stretch that may have been cut off within a word: before that word."""
    if end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        return max((at for at in range(start, end) if text[at].isspace()), default=end)
    return end


def is_course(words: str) -> bool:
    """Whether words can name a course of action: more than a name, a pronoun or a broken-off phrase, and no words of a speaker's frame."""
    plain = words.strip(" .,;:!?\"'“”‘’")
    found = _WORD.findall(plain)
    if not found or any(sign.search(plain) for sign in (_SPEAKS, _PART, _OPEN)):
        return False
    if all(word[:1].isupper() for word in found):
        return False
    if _GENERIC.match(plain) or (_THING.match(plain) and not _DONE.search(plain)) or _only_points(found):
        return False
    return len(found) > 1 or found[0].lower() not in _PRONOUNS


def _only_points(found: Sequence[str]) -> bool:
    """Whether words say what is to be done and only point to whom or what it is done to ("take them out of it")."""
    lower = [word.lower() for word in found]
    return bool(_POINTING & set(lower)) and sum(word not in _POINTING | _SMALL for word in lower) <= 1


def is_ground(text: str, where: Span) -> bool:
    """Whether a stretch can be a ground: not one that is broken off within a phrase ("dead before Ramadan", of "the dead")."""
    return not _OPENS_PHRASE.search(text[max(0, where.start - _REACH) : where.start])


def is_holder(words: str) -> bool:
    """Whether words can name who takes a stand: a word at least, no pronoun for whoever speaks, and no clause."""
    return bool(_WORD.search(words)) and not _CLAUSE.search(words)


def speaker(links: Sequence[Link]) -> Holder | None:
    """Who speaks at the end of a chain; None where it is the author ("I noted") or nobody that is named."""
    if not links or links[-1].source is None:
        return None
    source, name = links[-1].source, links[-1].name
    if len(links) == 1 and name is None and source.text.lower() == "i":
        return None
    return Holder(source=source, name=name)
