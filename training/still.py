"""Teaching the heads of positions on an encoder that is held still: it goes over each text once, and the heads over what it gave, often."""

from __future__ import annotations

import json
import math
import random
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import torch
from rich.progress import track
from torch import Tensor

from training.batches import Window, batch, windows
from training.examples import Example
from training.network import Network
from training.position_targets import position_losses
from training.teach import Plan, followed, rate

TOGETHER = 8  # windows of a step
WINDOWS = 4  # windows that the encoder goes over at a time


def teach_still(network: Network, parts: Sequence[tuple[list[Example], float]], plan: Plan, folder: Path) -> None:
    """Train what is not held still, by the losses of positions, on one choice of each part's share, and write folder/average.pt."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.json").write_text(json.dumps(asdict(plan), default=str))
    torch.manual_seed(plan.seed)
    rng = random.Random(plan.seed)
    held = [one for examples, share in parts for one in _vectors(network, _some(examples, share, plan, rng))]
    taught = [weight for weight in network.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(taught, weight_decay=0.01, betas=(0.9, 0.98))
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    steps, step = plan.epochs * math.ceil(len(held) / TOGETHER), 0
    network.train()
    for _ in track(range(plan.epochs), "teach"):
        rng.shuffle(held)
        for first in range(0, len(held), TOGETHER):
            for group in optimizer.param_groups:
                group["lr"] = plan.head_rate * rate(step, steps, plan.floor)
            _step(network, held[first : first + TOGETHER], plan, optimizer)
            followed(average, network, min(plan.average, (step + 1) / (step + 10)))
            step += 1
    torch.save(average, folder / "average.pt")


def _some(examples: Sequence[Example], share: float, plan: Plan, rng: random.Random) -> list[Window]:
    return list(windows(rng.sample(list(examples), round(len(examples) * min(1.0, share))), plan.window, None))


def _vectors(network: Network, found: Sequence[Window]) -> list[tuple[Window, Tensor]]:
    """Each window with the vectors of its words."""
    network.eval()
    order = sorted(found, key=lambda one: one.pieces)
    made: list[tuple[Window, Tensor]] = []
    with torch.no_grad():
        for first in track(range(0, len(order), WINDOWS), "encode"):
            some = order[first : first + WINDOWS]
            given = batch(some)
            seen = network.words(given.ids, given.forms, given.mask, given.first).half()
            made += [(one, vectors[: one.end - one.start].clone()) for one, vectors in zip(some, seen, strict=True)]
    return made


def _step(network: Network, group: Sequence[tuple[Window, Tensor]], plan: Plan, optimizer: torch.optim.Optimizer) -> None:
    words = torch.nn.utils.rnn.pad_sequence([vectors for _, vectors in group], batch_first=True).float()
    found = position_losses(network, batch([one for one, _ in group]), network.drop(words), plan.weights.stance, plan.weights.stands)
    if found:
        torch.stack(list(found.values())).sum().backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
