"""Words as comparing sees them: folded, weighed by how rare they are, and sampled into sketches that find copies.

The sketch is a sample of the hashes of all five-word runs, chosen by the hash itself ("mod p" sampling: Broder, "On the resemblance and
containment of documents", 1997), so that two texts sample the same runs and the share of the smaller text that stands in the larger one,
its containment, can be told from the samples alone.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, reduce
from operator import mul, or_, truediv
from pathlib import Path

RUN = 5
WORDS_READ = 50_000
_NAMES_READ = 6_000
SALIENT = 60
_TABLE = Path(__file__).parent / "wordfreq.tsv"
# Scripts written without spaces: each character counts as a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W_\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+(?:['’][^\W\d_]+)?")
# A word, or a number with its fraction; not the hours and minutes of a clock.
_MARK = re.compile(r"(?<![\d:.,])\d+(?:[.,]\d+)*(?![\d:])|" + _WORD.pattern)
# Dates are told by themselves, and reports of one day have them in common whatever they report.
_MONTH = (
    r"\b(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b"
)
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}|{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?\b|\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b"
)
_NUMBER_WEIGHT, _DAY_WEIGHT = 7.0, 6.0
_DAY_VECTOR = 3.0
WEEKDAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_COMBINING = re.compile(r"[\u0300-\u036f]")
# Sampling rates by the number of runs: short texts keep all of theirs, for a sample of a few would say little; longer ones some 150 to 300.
_RATES = ((300, 1), (600, 2), (1200, 4), (2400, 8), (1 << 62, 16))


def fold(text: str) -> str:
    """Text without case and accents, for comparing names and words."""
    return unicodedata.normalize("NFC", _COMBINING.sub("", unicodedata.normalize("NFKD", text)).casefold())


def tokens(text: str) -> list[str]:
    """The folded words and numbers of a text, in order, at most `WORDS_READ`."""
    found = []
    for match in _WORD.finditer(fold(text)):
        found.append(match.group())
        if len(found) == WORDS_READ:
            break
    return found


def matches(text: str, most: int = WORDS_READ) -> Iterator[tuple[str, int, int]]:
    """The words and numbers of a text as `tokens` gives them, each with its start and end in the text itself."""
    for count, match in enumerate(_WORD.finditer(text)):
        if count == most:
            return
        yield fold(match.group()), match.start(), match.end()


def stem(word: str) -> str:
    """A folded word without possessive and plural ending; names whose apostrophe was lost ("syrias") become themselves again."""
    word = re.split("['’]", word, maxsplit=1)[0]
    return word[:-1] if len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def stems(text: str) -> list[str]:
    """The stems of a text's words of three letters and more, in order; words that carry a digit are left out."""
    return [stem(word) for word in tokens(text) if len(word) >= 3 and (word.isalpha() or "'" in word or "’" in word)]


@cache
def _table() -> tuple[int, dict[str, int]]:
    rows = _TABLE.read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows[1:])
    return int(rows[0].rsplit(" ", 1)[1]), {word: int(count) for word, count in pairs}


@lru_cache(maxsize=1 << 17)
def rarity(word: str) -> float:
    """How rare a stem is: the logarithm of texts over texts that hold it (inverse document frequency), from the background table."""
    texts, counts = _table()
    return math.log((texts + 1) / (counts.get(word, 1) + 0.5))


def known(word: str) -> bool:
    """Whether the background table holds a stem at all."""
    return word in _table()[1]


@lru_cache(maxsize=1 << 17)
def weight(word: str) -> float:
    """What having a word or number in common says of two texts: for a word its rarity, more for a day of the week, most for a number."""
    if word[:1].isdigit():
        return _NUMBER_WEIGHT
    return _DAY_WEIGHT if word in WEEKDAYS else rarity(word)


def _marks(text: str) -> list[str]:
    """The stems of a text and its numbers, in order: sums, ages and magnitudes tell happenings apart that are told in one language."""
    found = []
    for match in _MARK.finditer(_DATE.sub(" ", fold(text))):
        mark = match.group()
        if mark[0].isdigit():
            found.append(mark.replace(",", ""))
        else:
            found += _stem_of(mark) if mark.isascii() else stems(mark)
        if len(found) == WORDS_READ:
            break
    return found


def _stem_of(word: str) -> list[str]:
    """What `stems` gives for a single word that is folded and has no letters but ASCII."""
    return [stem(word)] if len(word) >= 3 and (word.isalpha() or "'" in word) else []


def salient(text: str, title: str | None) -> tuple[str, ...]:
    """The words and numbers that tell a text from others, weightiest first: often used and rare elsewhere, those of title and lead counting
    more.
    """
    body, headline = _marks(text), _marks(title or "")
    counts: Counter[str] = Counter(body)
    lead = set(body[:60]) | set(headline)
    for word in headline:
        counts[word] += 2
    weights = {word: (1 + math.log(count)) * weight(word) * (1.5 if word in lead else 1.0) for word, count in counts.items()}
    ranked = sorted(weights, key=lambda word: (-weights[word], word))
    return tuple(word for word in ranked[:SALIENT] if weight(word) > 1.0)


# What the weights of salient words are divided by, by their rank.
_RANKS = tuple(1 + rank / 25 for rank in range(SALIENT))


@lru_cache(maxsize=1 << 14)
def _vector(words: tuple[str, ...]) -> tuple[dict[str, float], float]:
    ranks = _RANKS if len(words) <= len(_RANKS) else [1 + rank / 25 for rank in range(len(words))]
    vector = dict(zip(words, map(truediv, map(_vector_weight, words), ranks), strict=False))
    return vector, math.sqrt(sum(map(mul, vector.values(), vector.values()))) or 1.0


@lru_cache(maxsize=1 << 17)
def _vector_weight(word: str) -> float:
    return _DAY_VECTOR if word in WEEKDAYS else weight(word)


def cosine(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    """How alike two texts' salient words are, 0 to 1: a word weighs by its rarity and by its rank."""
    (small, size), (large, other) = _vector(first), _vector(second)
    if (len(large), other) < (len(small), size):
        (small, size), (large, other) = (large, other), (small, size)
    return sum(weight * large[word] for word, weight in small.items() if word in large) / (size * other)


def sketch(text: str) -> tuple[int, ...]:
    """Sampled 48-bit hashes of the text's five-word runs, ascending. A text shorter than that has one hash, of all its words."""
    words = tokens(text)
    if not words:
        return ()
    runs = {" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))}
    rate = next(rate for most, rate in _RATES if len(runs) <= most)
    hashes = (int.from_bytes(hashlib.blake2b(run.encode("utf-8", "surrogatepass"), digest_size=6).digest(), "big") for run in runs)
    return tuple(sorted({number for number in hashes if number % rate == 0}))


@lru_cache(maxsize=1 << 14)
def _sampled(hashes: tuple[int, ...]) -> tuple[frozenset[int], int]:
    """The hashes and the coarsest rate that explains them: the sketch itself says how it was sampled. Rates are powers of two, so that one
    divides all hashes if it divides all their bits taken together.
    """
    bits = reduce(or_, hashes, 0)
    return frozenset(hashes), next(rate for _, rate in reversed(_RATES) if bits % rate == 0)


def shared(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[float, int]:
    """The share of the smaller sketch that stands in the larger, at the coarser of their rates, and the number of hashes that both hold."""
    both, small, _ = _common(first, second)
    return both / max(1, small), both


def resemblance(first: tuple[int, ...], second: tuple[int, ...]) -> float:
    """The share of all that either sketch holds, at the coarser of their rates, which both hold."""
    both, small, large = _common(first, second)
    return both / max(1, small + large - both)


def _common(first: tuple[int, ...], second: tuple[int, ...]) -> tuple[int, int, int]:
    """How many hashes both sketches hold, and the smaller and the larger of their sizes, at the coarser of their rates."""
    (one, rate), (two, other) = _sampled(first), _sampled(second)
    coarse = max(rate, other)
    sizes = (len(side) if own == coarse else sum(1 for number in side if number % coarse == 0) for side, own in ((one, rate), (two, other)))
    small, large = sorted(sizes)
    return len(one & two), small, large


def names(text: str, most: int = 12) -> tuple[str, ...]:
    """Rare capitalised words inside sentences, folded, rarest and most frequent first: what a text that was not read shows of names."""
    found: Counter[str] = Counter(stem(fold(match)) for match in re.findall(r"(?<=[^\W_.!?:] )[^\W\d_a-z][^\W\d_]{2,}", text[:_NAMES_READ]))
    ranked = sorted(found, key=lambda word: (-rarity(word) * (1 + math.log(found[word])), word))
    return tuple(word for word in ranked if rarity(word) > 4.0)[:most]


def overlap(first: Iterable[str], second: Iterable[str]) -> float:
    """Shared weight of two sets of stems over the weight of the smaller, 0 to 1; 0 where either is empty."""
    one, two = set(first), set(second)
    smaller = min((sum(map(rarity, sorted(side))) for side in (one, two)), default=0.0)
    return sum(map(rarity, sorted(one & two))) / smaller if smaller > 0 else 0.0
