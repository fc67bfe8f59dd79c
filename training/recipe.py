"""The recipe of the shipped model: which corpora, how often, for how long. Changing it changes the model's name."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from training import corpora, event_corpora, position_corpora
from training.calm import Calm, stances
from training.examples import Example, save, wordpiece
from training.marked import kept_aside
from training.teach import Plan
from training.variants import careless

NAME = "trained@2"
MIXTURE = {"polnear": 0.5, "passages": 0.5}
PARTS = (("polnear", 1.0), ("passages", 1.5), ("composed", 0.2), ("careless", 0.4), ("gum", 1.0), ("crossner", 2.0), ("weasel", 1.0))
EVENT_PARTS = (("events", 2.0), ("stories", 0.5), ("attacks", 0.5))
POSITION_PARTS = (("positions", 3.0), ("stands", 2.0))  # passages singly, and in rows
PLAN = Plan(parts=(*PARTS, *EVENT_PARTS, *POSITION_PARTS), epochs=7)
# Going on from weights that know statements (--start): first much of what is new, then both alike and slowly.
KNOWN_PARTS = (("polnear", 0.4), ("passages", 0.8), ("composed", 0.15), ("careless", 0.1), ("gum", 1.0), ("crossner", 2.0), ("weasel", 0.5))
FURTHER = Plan(
    parts=(*KNOWN_PARTS, ("events", 6.0), ("stories", 0.3), ("attacks", 0.5)), epochs=3, rate=1.5e-4, head_rate=7e-4, average=0.998
)
BOTH_PARTS = (("polnear", 0.8), ("passages", 1.2), ("composed", 0.2), ("careless", 0.2), ("gum", 1.0), ("crossner", 2.0), ("weasel", 0.7))
_JOINT_PARTS = (*BOTH_PARTS, ("events", 4.0), ("stories", 0.3), ("attacks", 0.5))
JOINT = Plan(parts=_JOINT_PARTS, epochs=4, rate=1.5e-4, head_rate=7e-4)
_LONG_PARTS = (*BOTH_PARTS, ("events", 2.5), ("rows", 1.0), ("stories", 0.3), ("attacks", 0.5), *POSITION_PARTS)
SETTLING = Plan(parts=_LONG_PARTS, epochs=2, rate=1e-4, head_rate=5e-4, average=0.998, seed=2)
# Going on from weights that know all three, with most of what teaches positions: they ask for more than an epoch of the whole encoder.
_ARGUING_PARTS = (
    ("polnear", 0.6),
    ("passages", 0.8),
    ("composed", 0.15),
    ("careless", 0.15),
    ("gum", 0.5),
    ("crossner", 1.0),
    ("weasel", 0.4),
    ("events", 1.5),
    ("rows", 0.7),
    ("stories", 0.15),
    ("attacks", 0.3),
    ("positions", 6.0),
    ("stands", 4.0),
)
ARGUING = Plan(parts=_ARGUING_PARTS, epochs=1, rate=1e-4, head_rate=5e-4, average=0.998, seed=6)
# Heads that only help in teaching: they are not exported, so that an exported folder has none to mix.
UNSHIPPED = ("roles", "tags", "relations", "head_of", "heads")
# The event heads alone (--only events arcs told hint), on an encoder that is held still.
TUNING = Plan(
    parts=(("events", 1.0), ("rows", 2.0), ("polnear", 0.3), ("passages", 0.5), ("stories", 0.2), ("attacks", 0.5)),
    epochs=1,
    head_rate=7e-4,
    average=0.995,
    seed=3,
)
# The heads of positions alone (--only stances stands), on an encoder that is held still.
STANDS = Plan(
    parts=(("positions", 1.0), ("stands", 0.7), ("polnear", 0.06), ("rows", 0.06), ("passages", 0.1)),
    epochs=16,
    head_rate=1e-3,
    average=0.99,
    seed=4,
)
PLANS = {"whole": PLAN, "further": FURTHER, "joint": JOINT, "settling": SETTLING, "arguing": ARGUING, "tuning": TUNING, "stands": STANDS}


def prepare(folder: Path, encoder: Path, own: Path, measure: Path | None, out: Path) -> list[str]:
    """Corpora → examples in `out`; gives a line on each part. Texts of the measuring kit are dropped.

    `own` holds our own labelled data: passages/, events/ and positions/.
    """
    pieces, gold = wordpiece(encoder), corpora.Gold(measure)
    passages = corpora.passages(own / "passages", pieces)
    events = event_corpora.passages(own / "events", pieces)
    positions = position_corpora.passages(own / "positions", pieces)
    polnear = folder / "polnear" / "train.jsonl.gz"
    read = corpora.polnear(polnear, gold, pieces)
    marks = [pieces.pieces(mark) for mark in (",", '"', "“", "”", "‘")]
    parts: Sequence[tuple[str, list[Example]]] = (
        ("polnear", read),
        ("careless", careless(read, marks, count=210, seed=2)),
        ("composed", corpora.composed(polnear, gold, pieces, count=3000, seed=1)),
        ("gum", corpora.gum(folder / "gum" / "attribution_cc.jsonl.gz", gold, pieces)),
        ("crossner", corpora.crossner(folder / "crossner_politics" / "train.txt.gz", gold, pieces)),
        ("weasel", corpora.weasel(folder / "wiki_weasel" / "train.jsonl.gz", gold, pieces)),
        ("events", [one for one in events if not kept_aside(one.key)]),
        ("rows", event_corpora.rows_of(own / "events", pieces, most=10, seed=4)),
        ("stories", event_corpora.stories(folder / "ngec" / "stories.jsonl.gz", gold, pieces, most=250, seed=3)),
        ("attacks", event_corpora.attacks(folder / "muc_dev" / "dev.jsonl.gz", gold, pieces)),
        ("passages", [one for one in passages if not kept_aside(one.key)]),
        ("positions", [one for one in positions if not kept_aside(one.key)]),
        ("stands", position_corpora.rows_of(own / "positions", pieces, most=6, seed=5)),
    )
    calm, quiet = Calm(events, pieces), Calm(positions, pieces, stances)
    for name, examples in parts:
        if name not in ("events", "rows", "attacks"):
            for one in examples:
                one.calm = calm.of(one.words)
        if name not in ("positions", "stands"):
            for one in examples:
                one.quiet = quiet.still(one.words)
        save(examples, out / f"{name}.bin")
    return [f"{name}: {corpora.counts(examples)}" for name, examples in parts]
