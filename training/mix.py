"""Two checkpoints in one: weights between those of an earlier and a later one (WiSE-FT: Wortsman et al., "Robust fine-tuning of zero-shot
models", 2022). What the later teaching cost in what the earlier knew comes back in part.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.network import Network
from training.shipped import unshipped


def weights(path: Path) -> dict[str, Tensor]:
    """The averaged weights of a checkpoint, or those of a folder that `export` wrote."""
    if path.is_dir():
        return dict(unshipped(path, Network()).state_dict())
    held: dict[str, Tensor] = torch.load(path, weights_only=True)
    return held


def mixed(later: Mapping[str, Tensor], earlier: Mapping[str, Tensor], share: float, without: Sequence[str]) -> dict[str, Tensor]:
    """`share` of the earlier weights and the rest of the later; parts called `without` are the later's."""

    def one(name: str, value: Tensor) -> Tensor:
        other = earlier.get(name)
        if other is None or other.shape != value.shape or not value.is_floating_point() or name.split(".", 1)[0] in without:
            return value
        return (share * other + (1 - share) * value).to(value.dtype)

    return {name: one(name, value) for name, value in later.items()}
