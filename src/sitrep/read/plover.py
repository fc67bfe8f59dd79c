"""Triggers: which words of a text report an event of which PLOVER type and mode (2022 codebook), by a list of verbs and nouns.

Longer entries win over shorter ones ("drone strike" over "strike"); a verb wins over a noun in the same clause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sitrep.errors import ReadError
from sitrep.read.lexicon import AUXILIARIES, DETERMINERS, PREPOSITIONS, inflections, rows
from sitrep.read.tokens import Token
from sitrep.records import EventType

_MAX_WORDS = 5
_GAP = 5


@dataclass(frozen=True, slots=True)
class Word:
    """An entry of the list: its type, mode and kind; `participle` marks a form that can be passive, `past` one of the past."""

    type: EventType
    mode: str | None
    verb: bool
    participle: bool = False
    past: bool = False


@dataclass(frozen=True, slots=True)
class Trigger:
    """A word or phrase of a sentence that reports an event: a stretch of token indices and what it stands for."""

    start: int
    end: int
    word: Word


@cache
def words() -> dict[tuple[str, ...], tuple[Word, ...]]:
    """Every form in the list; verb readings before noun readings."""
    table: dict[tuple[str, ...], list[Word]] = {}
    for number, fields in rows("events.tsv"):
        if len(fields) != 4:
            raise ReadError(f"events.tsv:{number}", "expected type, mode, kind and entries")
        kind, mode = EventType(fields[0]), None if fields[1] == "-" else fields[1]
        for entry in fields[3].split(","):
            for form, participle, past in _forms(entry.strip(), fields[2]):
                table.setdefault(form, []).append(Word(kind, mode, fields[2] != "n", participle, past))
    return {form: tuple(sorted(found, key=lambda word: not word.verb)) for form, found in table.items()}


def _forms(entry: str, kind: str) -> list[tuple[tuple[str, ...], bool, bool]]:
    """The token sequences of one entry, each with whether its verb can be a participle and whether it is of the past."""
    if kind == "n":
        return [(tuple(entry.split()), False, False)]
    base, *irregular = entry.split("/")
    first, *rest = base.split()
    listed = [form.split() for form in irregular]
    forms = inflections(first, [form[0] for form in listed] or None)
    tail = tuple(rest)
    past_forms = {form[0] for form in listed[-1:]} or {form for form in forms if form.endswith("ed")}
    irregulars = {form[0] for form in listed}
    return [((form, *tail), form in past_forms or form.endswith("ed"), form in irregulars) for form in dict.fromkeys(forms)]


def triggers(tokens: Sequence[Token]) -> tuple[Trigger, ...]:
    """The triggers of a sentence, from left to right, none overlapping."""
    found: list[Trigger] = []
    at = 0
    while at < len(tokens):
        trigger = _trigger_at(tokens, at)
        if trigger:
            found.append(trigger)
            at = trigger.end
        else:
            at += 1
    return tuple(found)


def _trigger_at(tokens: Sequence[Token], at: int) -> Trigger | None:
    longest = _longest().get(tokens[at].lower)
    if not longest:
        return None
    for length in range(min(longest, len(tokens) - at), 0, -1):
        form = tuple(token.lower for token in tokens[at : at + length])
        for word in words().get(form, ()):
            if _used_as(tokens, at, at + length, word):
                return _with_gap(tokens, at) or Trigger(at, at + length, word)
    return _with_gap(tokens, at)


@cache
def _longest() -> dict[str, int]:
    """How many words the longest entry has that begins with a word."""
    counts: dict[str, int] = {}
    for form in words():
        counts[form[0]] = max(min(len(form), _MAX_WORDS), counts.get(form[0], 0))
    return counts


def _with_gap(tokens: Sequence[Token], at: int) -> Trigger | None:
    """An entry with "~" that begins here: its verb, a few words, and the noun that makes it what it is."""
    for parts, word in _gapped().get(tokens[at].lower, ()):
        head, tail = parts
        after = at + len(head)
        if tuple(token.lower for token in tokens[at:after]) != head or not _used_as(tokens, at, after, word):
            continue
        for end in range(after, min(after + _GAP + 1, len(tokens))):
            if tokens[end].lower == tail:
                return Trigger(at, after, word)
            if tokens[end].text in {",", ";", "."}:
                break
    return None


@cache
def _gapped() -> dict[str, tuple[tuple[tuple[tuple[str, ...], str], Word], ...]]:
    """The entries with "~", by their first word: ((words before it, the word after it), what they stand for)."""
    table: dict[str, list[tuple[tuple[tuple[str, ...], str], Word]]] = {}
    for form, found in words().items():
        if "~" in form:
            gap = form.index("~")
            table.setdefault(form[0], []).extend(((form[:gap], form[gap + 1]), word) for word in found)
    return {first: tuple(entries) for first, entries in table.items()}


def _used_as(tokens: Sequence[Token], start: int, end: int, word: Word) -> bool:
    """Whether the form is used as the verb (or noun) that the entry is."""
    before = tokens[start - 1].lower if start else ""
    name = start > 0 and tokens[start].text[:1].isupper() and tokens[start].text != tokens[start].text.upper()
    if name:
        return False
    if not word.verb:
        return end - start > 1 or not _compound(tokens, end)
    text = tokens[start].lower
    if text.endswith("ing"):
        return before not in DETERMINERS | {"of", "'s"} and not _adjectival(tokens, start, before)
    if text.endswith("ed") or word.participle or word.past:
        return before not in DETERMINERS or end - start > 1
    if before in DETERMINERS | PREPOSITIONS - {"to"} | {"'s", "of"} and before != "that":
        return False
    return (
        before in AUXILIARIES | {"to", "not", "n't", "and", "who", "that", "they", "we", "i", "you"}
        or _after_plural(tokens, start)
        or text.endswith("s")
    )


def _compound(tokens: Sequence[Token], end: int) -> bool:
    """Whether the noun is only the first half of another ("attack helicopter", "meeting room")."""
    return end < len(tokens) and tokens[end].lower in {
        "helicopter",
        "helicopters",
        "room",
        "dog",
        "squad",
        "police",
        "minister",
        "force",
        "forces",
        "centre",
        "center",
    }


def _adjectival(tokens: Sequence[Token], at: int, before: str) -> bool:
    return before in {"was", "is"} and at + 1 < len(tokens) and tokens[at + 1].lower in DETERMINERS and tokens[at].lower == "meeting"


def _after_plural(tokens: Sequence[Token], at: int) -> bool:
    """Whether a plural noun or a name stands before, so that a bare form is a verb in the present."""
    if at == 0:
        return False
    before = tokens[at - 1]
    return (before.lower.endswith("s") and len(before.lower) > 3) or before.lower in {"people", "police", "men", "women"}
