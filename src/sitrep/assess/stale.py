"""Evidence that is no longer what it was when a draft cited it: revised, disputed, worse graded, taken down, gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sitrep.assess.citations import cite
from sitrep.records import CitationKind, Cited, Staleness, Standing, State

# States that an analyst must look at again; that a second origin agrees is nothing to be warned of.
LOUD = (State.DISPUTED, State.DENIED, State.REVISED)


def staleness(before: Sequence[Cited], now: Mapping[tuple[str, str], Cited]) -> tuple[Staleness, ...]:
    """What changed of the evidence since a draft was saved, in the order of its citations, a sentence each.

    `before` is what was kept with the draft, `now` what the same citations lead to now, by kind and target.
    """
    found: dict[Staleness, None] = {}
    for one in before:
        current = now.get((one.kind.value, one.target))
        if current is not None:
            found.update(dict.fromkeys(Staleness(target=cite(one.kind, one.target), why=why) for why in _changes(one, current)))
    return tuple(found)


def _changes(before: Cited, now: Cited) -> Iterator[str]:
    if before.id is None:
        return
    fresh = [note for note in now.notes if note not in before.notes]
    yield from fresh
    if now.id is None:
        yield from () if fresh else ("is no longer there",)
        return
    if now.id != before.id:
        yield f"is part of {now.id} now"
    if before.kind is CitationKind.ASSESSMENT:
        if before.words and now.words and _draft(before.words) not in now.words.split(", "):
            yield f"another draft of it went out: {now.words}"
    elif before.words and now.words and before.words != now.words:
        yield f"read “{_short(before.words)}” and reads “{_short(now.words)}” now"
    if before.standings:
        yield from _standings(before.standings, now.standings)


def _draft(words: str) -> str:
    """The id of the draft that was out when an assessment was cited; its number, which an import may change, where no id was kept."""
    return words.rpartition(", ")[2]


def _standings(before: Sequence[Standing], now: Sequence[Standing]) -> Iterator[str]:
    """How accounts stand otherwise than they did: louder states, worse grades, and what is gone."""
    current = {(one.claim, one.value): one for one in now}
    known = {(one.claim, one.value) for one in before}
    for one in before:
        name = f"{one.claim} {one.value}".strip()
        then = current.get((one.claim, one.value))
        if then is None:
            yield f"nobody says {name!r} any more" if one.value else f"nothing is said of {name!r} any more"
            continue
        if then.state is not one.state and then.state in LOUD:
            yield f"{name}: {one.state.value} then, {then.state.value} now"
        if _worse(one.grade, then.grade):
            yield f"{name}: graded {one.grade} then, {then.grade} now"
    for one in now:
        if (one.claim, one.value) not in known and one.state in LOUD and not one.grade:
            yield f"{one.claim}: {one.state.value} now"


def _worse(before: str, now: str) -> bool:
    return len(before) == len(now) == 2 and (now[0] > before[0] or now[1] > before[1])


def _short(words: str) -> str:
    return words if len(words) <= 80 else f"{words[:79]}…"
