"""From the shipped files back to a checkpoint, so that teaching can go on from the weights that the package holds.

int8 weights are multiplied out. Heads that are not shipped (those that only help in training) begin anew, and so do the corpora's
vectors: only their mixture is shipped.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

from training.network import Network

_PART = re.compile(r"^/(?:\w+/)?(qkv|out|up|down|(?:cues|events)\.\d|entities)(?:_(\d+))?/MatMul_quant$")


def unshipped(folder: Path, network: Network) -> Network:
    """The network with the weights of a folder that `export` wrote; raises ValueError if it is not one."""
    graph = onnx.load(str(folder / "model.onnx")).graph
    held = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    if "table" not in held:
        raise ValueError(f"{folder}: not a folder that export has written")
    found = {name.removeprefix("network."): value for name, value in held.items() if name.startswith("network.")}
    found["encoder.word.weight"] = held["table"].astype(np.float32) * held["scale"]
    for node in graph.node:
        matched = _PART.match(node.name) if node.op_type == "MatMulInteger" else None
        if matched:
            name = node.input[1].removesuffix("_quantized")
            whole = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
            layered = matched[1] in {"qkv", "out", "up", "down"}
            key = f"encoder.layers.{int(matched[2] or 0)}.{matched[1]}" if layered else matched[1]
            found[f"{key}.weight"] = (whole * held[f"{name}_scale"]).T
    with np.load(folder / "heads.npz") as heads:
        found |= {name: heads[name].astype(np.float32) for name in heads.files}
    state = network.state_dict()
    state |= {name: torch.from_numpy(np.array(value)) for name, value in found.items() if _fits(state, name, value)}
    state["corpus.weight"] = torch.from_numpy(held["corpus"].copy()).expand_as(state["corpus.weight"]).clone()
    network.load_state_dict(state)
    return network


def _fits(state: dict[str, Tensor], name: str, value: np.ndarray) -> bool:
    return name in state and tuple(state[name].shape) == value.shape
