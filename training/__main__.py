"""Train the reader's model, a stage a command (training/README.md).

    python -m training prepare  --corpora DIR --encoder DIR [--measure DIR] [--own DIR] [--work DIR]
    python -m training teach    --encoder DIR [--work DIR] [--epochs N] [--without HEAD …] [--skip PART …] [--share X] [--run NAME]
                                [--plan NAME] [--seed N] [--start CHECKPOINT [--layers N …]]
                                [--only PART …]   (a folder that export wrote will do for --start)
    python -m training mix      --start CHECKPOINT --earlier CHECKPOINT --share X [--work DIR] [--run NAME]
    python -m training export   --encoder DIR [--work DIR] [--run NAME] [--out DIR]
    python -m training evaluate [--events | --positions] [--own DIR] [--reader NAME] [--all]

`--measure` defaults to $SITREP_MEASURE, `--work` to runs. `teach` goes on where it was broken off.
"""

from __future__ import annotations

import argparse
import os
from dataclasses import replace
from pathlib import Path


def main() -> None:
    """Run one stage."""
    parser = argparse.ArgumentParser(prog="python -m training", description="Train the reader's model.")
    parser.add_argument("stage", choices=["prepare", "teach", "mix", "export", "evaluate"])
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--encoder", type=Path, help="folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2")
    parser.add_argument("--measure", type=Path, default=os.environ.get("SITREP_MEASURE"))
    parser.add_argument("--own", type=Path, default=Path(__file__).parent / "data", help="folder with passages/, events/ and positions/")
    parser.add_argument("--work", type=Path, default=Path("runs"))
    parser.add_argument("--run", default="model")
    parser.add_argument("--epochs", type=int)
    parser.add_argument("--seed", type=int, help="another order and other dice than the plan's: for means of several trainings")
    parser.add_argument(
        "--without", nargs="*", default=[], help="heads to leave out, for the ablation table; mix: parts to take from --start"
    )
    parser.add_argument("--skip", nargs="*", default=[], help="parts to leave out")
    parser.add_argument("--start", type=Path, help="go on from this checkpoint instead of the encoder")
    parser.add_argument("--earlier", type=Path, help="mix: the checkpoint, or exported folder, of which --share is taken")
    parser.add_argument("--only", nargs="*", help="teach these parts of the network and hold the rest still")
    parser.add_argument(
        "--plan",
        choices=["whole", "further", "joint", "settling", "arguing", "tuning", "stands"],
        default="whole",
        help="which plan of recipe.py",
    )
    parser.add_argument("--layers", type=int, nargs="*", help="keep only these layers of --start: a shallower student")
    parser.add_argument("--share", type=float, default=1.0, help="how much of each part an epoch sees")
    parser.add_argument("--out", type=Path, default=Path("src/sitrep/read/trained/data"))
    parser.add_argument("--reader", default="trained")
    parser.add_argument("--events", action="store_true", help="evaluate on the event passages")
    parser.add_argument("--positions", action="store_true", help="evaluate on the passages of positions")
    parser.add_argument("--all", action="store_true", help="evaluate on every passage, not on the tenth that is kept aside")
    {"prepare": _prepare, "teach": _teach, "mix": _mix, "export": _export, "evaluate": _evaluate}[parser.parse_args().stage](
        parser.parse_args()
    )


def _prepare(given: argparse.Namespace) -> None:
    from training.recipe import prepare

    measure = Path(given.measure) if given.measure else None
    for line in prepare(given.corpora, given.encoder, given.own, measure, given.work / "prepared"):
        print(line)


def _teach(given: argparse.Namespace) -> None:
    import torch

    from training.examples import load
    from training.losses import Weights
    from training.network import Network, pretrained, restored
    from training.recipe import PLANS
    from training.still import teach_still
    from training.teach import hold, teach

    base = PLANS[given.plan]
    parts = [(name, share * given.share) for name, share in base.parts if name not in given.skip]
    weights = replace(Weights(), **dict.fromkeys(given.without, 0.0))
    plan = replace(base, parts=parts, weights=weights, epochs=given.epochs or base.epochs, seed=given.seed or base.seed)
    torch.manual_seed(plan.seed)
    if given.start and given.start.is_dir():
        from training.shipped import unshipped

        network = unshipped(given.start, Network())
    elif given.start:
        network = restored(torch.load(given.start, weights_only=True), given.layers)
    else:
        network = Network()
        pretrained(given.encoder, network)
    if given.only:
        hold(network, given.only)
    held = [(load(given.work / "prepared" / f"{name}.bin"), share) for name, share in parts]
    (teach_still if given.plan == "stands" else teach)(network, held, plan, given.work / given.run)


def _mix(given: argparse.Namespace) -> None:
    import torch

    from training.mix import mixed, weights
    from training.recipe import UNSHIPPED

    out = given.work / given.run
    out.mkdir(parents=True, exist_ok=True)
    without = (*given.without, *(UNSHIPPED if given.earlier.is_dir() else ()))
    torch.save(mixed(weights(given.start), weights(given.earlier), given.share, without), out / "average.pt")


def _export(given: argparse.Namespace) -> None:
    from training.export import export
    from training.recipe import MIXTURE, NAME

    export(given.work / given.run / "average.pt", given.encoder / "vocab.txt", given.out, mixture=MIXTURE, name=NAME)


def _evaluate(given: argparse.Namespace) -> None:
    from training import evaluate, event_evaluate, position_evaluate

    part, kind = (
        (event_evaluate.evaluate, "events")
        if given.events
        else (position_evaluate.evaluate, "positions")
        if given.positions
        else (evaluate.evaluate, "passages")
    )
    print("\n".join(part(given.own / kind, given.reader, everything=given.all)))


if __name__ == "__main__":
    main()
