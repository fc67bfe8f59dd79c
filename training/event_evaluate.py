"""How well a reader codes labelled event passages: triggers, types, quad classes, modes, standing, parties, places, times. Needs no torch.

python -m training evaluate --events [--reader NAME] [--all]     the tenth of the passages that training never sees (or all of them)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sitrep.records import Event, Reading, Span
from training.evaluate import read
from training.event_passages import EventPassage, Told, load
from training.marked import kept_aside
from training.passages import Passage

QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 0),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 1),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN"), 2),
    **dict.fromkeys(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"), 3),
}


def evaluate(folder: Path, name: str, *, everything: bool = False) -> list[str]:
    """Lines with what the reader called `name` gets right on the event passages that are kept aside."""
    chosen = [one for one in load(folder) if everything or kept_aside(one.key)]
    return [f"{key}: {value:.1f}" for key, value in figures(chosen, name).items()]


def figures(passages: Sequence[EventPassage], name: str) -> dict[str, float]:
    """Percentages.

    Events (triggers that touch; further mentions and background are neither asked for nor counted wrong) and typed events: precision,
    recall, F1. Of the events found: type, quad class, mode, auxiliary mode, all actors, all recipients, place, time. Silent: passages
    without an event for which none is given.
    """
    counts: Counter[str] = Counter()
    readings = read([Passage(one.key, one.text, one.fields) for one in passages], name)
    for passage, reading in zip(passages, readings, strict=True):
        _count(passage, reading, counts)
    out: dict[str, float] = {}
    for kind, right in (("event", "found"), ("typed event", "typed")):
        precision, recall = counts[right] / max(1, counts["given"]), counts[right] / max(1, counts["asked"])
        out |= {f"{kind} precision": 100 * precision, f"{kind} recall": 100 * recall}
        out[f"{kind} F1"] = 200 * precision * recall / max(1e-9, precision + recall)
    for part in ("type", "quad", "mode", "auxiliary", "actors", "recipients", "place", "time"):
        out[part] = 100 * counts[f"{part} right"] / max(1, counts[part])
    out["silent"] = 100 * counts["silent"] / max(1, counts["eventless"])
    return out


def _count(passage: EventPassage, reading: Reading, counts: Counter[str]) -> None:
    wanted = [one for one in passage.events if one.same is None and not one.background]
    spare = [one for one in passage.events if one.same is not None or one.background]
    left = list(reading.events)
    for gold in wanted:
        found = next((one for one in left if _touch(gold.trigger, one.trigger)), None)
        if found is not None:
            left.remove(found)
            _details(gold, found, reading, counts)
    left = [one for one in left if not any(_touch(gold.trigger, one.trigger) for gold in spare)]
    counts["asked"] += len(wanted)
    counts["given"] += counts.pop("just found", 0) + len(left)
    if not passage.events:
        counts.update(eventless=1, silent=not reading.events)


def _details(gold: Told, found: Event, reading: Reading, counts: Counter[str]) -> None:
    same = found.type.value == gold.type
    counts.update({"found": 1, "just found": 1, "typed": same, "type": 1, "type right": same, "quad": 1, "auxiliary": 1})
    counts["quad right"] += QUADS[found.type.value] == QUADS[gold.type]
    counts["auxiliary right"] += (found.auxiliary.value if found.auxiliary else None) == gold.auxiliary
    if same and gold.mode:
        counts.update({"mode": 1, "mode right": found.mode == gold.mode})
    for role, pieces, parties in (("actors", gold.actors, found.actors), ("recipients", gold.recipients, found.recipients)):
        if pieces:
            met = [any(_touch(piece, one.span) for one in parties) for piece in pieces]
            counts.update({role: 1, f"{role} right": all(met) and len(parties) == len(pieces)})
    for part, pieces, span in (
        ("place", gold.places, reading.places[found.place].span if found.place is not None else None),
        ("time", gold.times, reading.times[found.date].span if found.date is not None else None),
    ):
        if pieces:
            counts.update({part: 1, f"{part} right": span is not None and any(_touch(piece, span) for piece in pieces)})


def _touch(piece: tuple[int, int], span: Span) -> bool:
    return piece[0] < span.end and span.start < piece[1]
