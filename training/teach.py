"""Teaching: examples → a checkpoint. Seeded, resumable, logged."""

from __future__ import annotations

import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch
from rich.progress import Progress

from training.batches import Window, batch, grouped, windows
from training.examples import Example
from training.losses import Weights, losses
from training.network import Network

# A processor that has no such arithmetic of its own takes some forty times as long for it as for whole floats.
HALVES = any(torch.cpu.get_capabilities().get(name) for name in ("avx512_bf16", "amx_bf16", "bf16"))


@dataclass(frozen=True, slots=True)
class Plan:
    """What a training does. `parts` are (file, share of its examples that each epoch sees)."""

    parts: Sequence[tuple[str, float]]
    epochs: int = 10
    window: int = 320
    tokens: int = 3072
    rate: float = 2e-4
    head_rate: float = 5e-4
    average: float = 0.999
    floor: float = 0.02
    seed: int = 1
    weights: Weights = field(default_factory=Weights)


def epoch_windows(parts: Sequence[tuple[list[Example], float]], plan: Plan, epoch: int) -> list[list[Window]]:
    """The batches of an epoch: of each part its share, cut anew."""
    rng = random.Random(plan.seed * 1000 + epoch)
    chosen: list[Window] = []
    for examples, share in parts:
        whole = int(share)
        some = [one for _ in range(whole) for one in examples]
        some += rng.sample(examples, int(len(examples) * (share - whole)))
        chosen += windows(some, plan.window, rng)
    return grouped(chosen, plan.tokens, rng)


def teach(network: Network, parts: Sequence[tuple[list[Example], float]], plan: Plan, folder: Path) -> None:
    """Train, writing folder/last.pt (to resume from) and folder/average.pt after each epoch, and a line a report to folder/log.jsonl."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "plan.json").write_text(json.dumps(asdict(plan), default=str))
    torch.manual_seed(plan.seed)
    average = {name: value.detach().clone() for name, value in network.state_dict().items()}
    optimizer = torch.optim.AdamW(_groups(network, plan), weight_decay=0.01, betas=(0.9, 0.98))
    steps = plan.epochs * len(epoch_windows(parts, plan, 0))
    scheduler = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: rate(step, steps, plan.floor))
    begin = _resume(folder / "last.pt", network, average, optimizer, scheduler)
    step = scheduler.last_epoch
    with Progress() as progress, (folder / "log.jsonl").open("a") as log:
        bar = progress.add_task("teach", total=steps, completed=step)
        for epoch in range(begin, plan.epochs):
            seen: dict[str, list[float]] = defaultdict(list)
            started, pieces = time.monotonic(), 0
            for group in epoch_windows(parts, plan, epoch):
                pieces += sum(one.pieces for one in group)
                _step(network, group, plan, optimizer, scheduler, seen)
                followed(average, network, min(plan.average, (step + 1) / (step + 10)))
                step += 1
                progress.update(bar, completed=step)
                if step % 50 == 0:
                    _log(log, epoch, step, steps, seen, pieces / (time.monotonic() - started))
            state = {
                "network": network.state_dict(),
                "average": average,
                "optimizer": optimizer.state_dict(),
                "dice": torch.get_rng_state(),
            }
            torch.save(state | {"scheduler": scheduler.state_dict(), "epoch": epoch + 1}, folder / "last.pt")
            torch.save(average, folder / "average.pt")


def _groups(network: Network, plan: Plan) -> list[dict[str, object]]:
    encoder = list(network.encoder.parameters())
    known = {id(one) for one in encoder}
    heads = [one for one in network.parameters() if id(one) not in known]
    groups = ([one for one in some if one.requires_grad] for some in (encoder, heads))
    return [{"params": some, "lr": rate} for some, rate in zip(groups, (plan.rate, plan.head_rate), strict=True) if some]


def hold(network: Network, taught: Sequence[str]) -> None:
    """Hold still all weights but those of the parts called `taught` ("events", "arcs", …). Raises ValueError for one that is not there."""
    parts = {name.split(".", 1)[0] for name, _ in network.named_parameters()}
    if wrong := sorted(set(taught) - parts):
        raise ValueError(f"{', '.join(wrong)}: no such part (there are {', '.join(sorted(parts))})")
    for name, weight in network.named_parameters():
        weight.requires_grad_(name.split(".", 1)[0] in taught)


def rate(step: int, steps: int, floor: float) -> float:
    """The part of the full rate at a step: warm up, then down a cosine to the floor."""
    warm = min(200, steps // 10 + 1)
    if step < warm:
        return (step + 1) / warm
    gone = min(1.0, (step - warm) / max(1, steps - warm))
    return floor + (1 - floor) * 0.5 * (1 + math.cos(math.pi * gone))


def _step(
    network: Network,
    group: Sequence[Window],
    plan: Plan,
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LRScheduler,
    seen: dict[str, list[float]],
) -> None:
    network.train()
    with torch.autocast("cpu", dtype=torch.bfloat16, enabled=HALVES):
        found = losses(network, batch(group), plan.weights)
    if found:
        total = torch.stack(list(found.values())).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        for name, value in found.items():
            seen[name].append(value.item())
    scheduler.step()


def followed(average: dict[str, torch.Tensor], network: Network, decay: float) -> None:
    """Move an average of weights after the network's."""
    with torch.no_grad():
        for name, value in network.state_dict().items():
            average[name].lerp_(value, 1 - decay)


def _resume(
    path: Path,
    network: Network,
    average: dict[str, torch.Tensor],
    optimizer: torch.optim.Optimizer,
    scheduler: torch.optim.lr_scheduler.LRScheduler,
) -> int:
    if not path.exists():
        return 0
    state = torch.load(path, weights_only=True)
    network.load_state_dict(state["network"])
    average.update(state["average"])
    optimizer.load_state_dict(state["optimizer"])
    scheduler.load_state_dict(state["scheduler"])
    if "dice" in state:
        torch.set_rng_state(state["dice"])
    return int(state["epoch"])


def _log(log: object, epoch: int, step: int, steps: int, seen: dict[str, list[float]], speed: float) -> None:
    line = {"epoch": epoch, "step": step, "of": steps, "pieces_a_second": round(speed)}
    line |= {name: round(sum(values[-50:]) / len(values[-50:]), 4) for name, values in seen.items()}
    print(json.dumps(line), file=log, flush=True)  # type: ignore[call-overload]
