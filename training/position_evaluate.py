"""How well a reader finds positions in labelled passages: proposals, their holders and stances, and the words of grounds. Needs no torch.

python -m training evaluate --positions [--reader NAME] [--all]     the tenth of the passages that training never sees (or all of them)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from sitrep.records import Position, Reading
from training.evaluate import read, shared, tokens
from training.marked import kept_aside
from training.passages import Passage
from training.position_passages import PositionPassage, Stand, load

LEAST = 0.3  # shared part of two proposals from which they are the same (as in the measuring kit) …
INSIDE = 0.8  # … or this part of the shorter within the other


def evaluate(folder: Path, name: str, *, everything: bool = False) -> list[str]:
    """Lines with what the reader called `name` gets right on the passages of positions that are kept aside."""
    chosen = [one for one in load(folder) if everything or kept_aside(one.key)]
    passages = [Passage(one.key, one.text, one.fields) for one in chosen]
    return [f"{key}: {value:.1f}" for key, value in figures(chosen, read(passages, name)).items()]


def figures(passages: Sequence[PositionPassage], readings: Sequence[Reading]) -> dict[str, float]:
    """Percentages: F1 of proposals, with holder, with holder and stance; precision and
    recall of words of grounds where a position was found; silent: passages without a position for which none is given.
    """
    counts: Counter[str] = Counter()
    for passage, reading in zip(passages, readings, strict=True):
        _count(passage, reading, counts)
    out: dict[str, float] = {}
    for kind in ("proposal", "holder", "stance"):
        precision, recall = counts[kind] / max(1, counts["given"]), counts[kind] / max(1, counts["asked"])
        out[f"{kind} F1"] = _f1(precision, recall)
        if kind == "stance":
            out |= {"precision": 100 * precision, "recall": 100 * recall}
    precision, recall = counts["ground right"] / max(1, counts["ground given"]), counts["ground right"] / max(1, counts["ground asked"])
    out |= {"ground precision": 100 * precision, "ground recall": 100 * recall, "ground F1": _f1(precision, recall)}
    out["silent"] = 100 * counts["silent"] / max(1, counts["without"])
    return out


def _f1(precision: float, recall: float) -> float:
    return 200 * precision * recall / max(1e-9, precision + recall)


def _count(passage: PositionPassage, reading: Reading, counts: Counter[str]) -> None:
    counts.update(asked=len(passage.positions), given=len(reading.positions))
    if not passage.positions:
        counts.update(without=1, silent=not reading.positions)
    tests: dict[str, Callable[[Stand, Position], bool]] = {
        "proposal": lambda *_: True,
        "holder": _holder,
        "stance": lambda wanted, given: _holder(wanted, given) and _stance(wanted, given),
    }
    for kind, test in tests.items():
        used: set[int] = set()
        for at, wanted in enumerate(passage.positions):
            best = _best(passage, at, [one for one in enumerate(reading.positions) if one[0] not in used and test(wanted, one[1])])
            if best is not None:
                used.add(best)
                counts[kind] += 1
                if kind == "stance":
                    _grounds(passage.text, wanted, reading.positions[best], counts)


def _best(passage: PositionPassage, at: int, given: Sequence[tuple[int, Position]]) -> int | None:
    """The number of the position on the same proposal; of several one with the holder, then one with the stance."""
    wanted = passage.positions[at]
    fit = [(not _holder(wanted, one), not _stance(wanted, one), number) for number, one in given if _same(passage, at, one)]
    return min(fit)[2] if fit else None


def _same(passage: PositionPassage, at: int, given: Position) -> bool:
    wanted = tokens(passage.text, passage.proposal(at))
    got = tokens(passage.text, ((one.start, one.end) for one in given.proposal_spans))
    return bool(wanted and got) and (shared(wanted, got) >= LEAST or len(wanted & got) >= INSIDE * min(len(wanted), len(got)))


def _holder(wanted: Stand, given: Position) -> bool:
    source = given.holder.source if given.holder else None
    if source is None or not wanted.holder:
        return source is None and not wanted.holder
    return any(start < source.end and source.start < end for start, end in wanted.holder)


def _stance(wanted: Stand, given: Position) -> bool:
    return given.stance.value in {wanted.stance, *wanted.also}


def _grounds(text: str, wanted: Stand, given: Position, counts: Counter[str]) -> None:
    asked, got = tokens(text, wanted.grounds), tokens(text, ((one.start, one.end) for one in given.grounds))
    counts.update({"ground asked": len(asked), "ground given": len(got), "ground right": len(asked & got)})
