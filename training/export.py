"""Export: a checkpoint → what the package ships: model.onnx (int8 per channel), heads.npz, vocabulary and labels."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from sitrep.read.trained import labels
from sitrep.read.trained.model import FORMAT
from training.network import CORPORA, Network, restored

OPSET = 17
_HEADS = ("pairs.", "act.", "standing.", "attend.", "own", "arcs.", "told.", "hint.", "stances.", "stands.")


class Shipped(nn.Module):
    """What runs in ONNX: the encoder over an int8 table of word pieces (a scale a row), and the heads that need every word."""

    def __init__(self, network: Network, corpus: Tensor) -> None:
        super().__init__()
        self.network = network
        table = network.encoder.word.weight.detach()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().clamp(-127, 127).to(torch.int8))
        self.register_buffer("scale", scale)
        self.register_buffer("corpus", corpus)

    def forward(self, ids: Tensor, forms: Tensor, first: Tensor, hints: Tensor) -> tuple[Tensor, ...]:
        encoder = self.network.encoder
        hidden = self.table[ids].float() * self.scale[ids]
        places = encoder.position.weight[: ids.shape[1]]
        hidden = encoder.norm(hidden + places + encoder.kind + encoder.form(forms))
        for layer in encoder.layers:
            hidden = _layer(layer, hidden)
        words = torch.gather(hidden, 1, first[..., None].expand(-1, -1, hidden.shape[-1]))
        return (
            words,
            self.network.cues(words + self.corpus),
            self.network.entities(words),
            self.network.events(words + self.network.hint(hints)),
        )


def _layer(layer: nn.Module, hidden: Tensor) -> Tensor:
    """The same as Layer.forward, with attention spelled out, which ONNX Runtime fuses and quantizes."""
    batch, length, width = hidden.shape
    size = width // layer.heads
    query, key, value = (part.view(batch, length, layer.heads, size).transpose(1, 2) for part in layer.qkv(hidden).split(width, -1))
    weight = (query @ key.transpose(2, 3) * size**-0.5).softmax(-1)
    hidden = layer.norm1(hidden + layer.out((weight @ value).transpose(1, 2).reshape(batch, length, width)))
    return layer.norm2(hidden + layer.down(nn.functional.gelu(layer.up(hidden))))


def export(
    checkpoint: Path, vocabulary: Path, out: Path, *, mixture: dict[str, float], name: str, quantized: bool = True, narrow: bool = True
) -> dict[str, object]:
    """Write the shipped files to `out` and give the content of the labels file.

    `mixture` says which annotations' idea of a cue is asked for; `narrow` keeps weights to 7 bits, without which processors that lack VNNI
    overflow (docs/decisions/0010-trained-reader.md). Raises ValueError if the checkpoint lacks a head.
    """
    state = torch.load(checkpoint, weights_only=True)
    if lacking := [one for one in _HEADS if not any(key.startswith(one) for key in state)]:
        raise ValueError(f"{checkpoint}: has no weights of {', '.join(one.strip('.') for one in lacking)}")
    network = restored(state).eval()
    corpus = sum(share * network.corpus.weight[CORPORA.index(one)] for one, share in mixture.items())
    assert isinstance(corpus, Tensor)
    out.mkdir(parents=True, exist_ok=True)
    raw = out / "raw.onnx"
    _trace(Shipped(network, corpus.detach()), raw)
    if quantized:
        quantize_dynamic(
            raw, out / "model.onnx", per_channel=True, weight_type=QuantType.QInt8, reduce_range=narrow, op_types_to_quantize=["MatMul"]
        )
        raw.unlink()
    else:
        raw.replace(out / "model.onnx")
    heads = {key: value.numpy().astype(np.float16) for key, value in state.items() if key.startswith(_HEADS)}
    np.savez(out / "heads.npz", **heads)
    shutil.copy(vocabulary, out / "vocab.txt")
    card = _labels(out, name, mixture)
    (out / "labels.json").write_text(json.dumps(card, indent=1) + "\n")
    return card


def _trace(shipped: Shipped, path: Path) -> None:
    ids = torch.ones(2, 16, dtype=torch.long)
    of_words = torch.ones(2, 9, dtype=torch.long)
    inputs = (ids, ids, of_words, of_words)
    names = ["ids", "forms", "first", "hints"]
    axes = {one: {0: "texts", 1: "pieces" if one in {"ids", "forms"} else "words"} for one in names}
    outs = ["words", "cues", "entities", "events"]
    axes |= {one: {0: "texts", 1: "words"} for one in outs}
    torch.onnx.export(
        shipped.eval(), inputs, str(path), input_names=names, output_names=outs, dynamic_axes=axes, opset_version=OPSET, dynamo=False
    )
    onnx.checker.check_model(str(path))


def _labels(out: Path, name: str, mixture: dict[str, float]) -> dict[str, object]:
    digests = {file: hashlib.sha256((out / file).read_bytes()).hexdigest() for file in ("model.onnx", "heads.npz", "vocab.txt")}
    return {
        "format": FORMAT,
        "name": name,
        "cues": list(labels.CUE_TAGS),
        "pairs": list(labels.PAIR_TAGS),
        "entities": list(labels.ENTITY_TAGS),
        "acts": list(labels.ACTS),
        "modalities": list(labels.MODALITIES),
        "events": list(labels.EVENT_TAGS),
        "arcs": list(labels.ARC_TAGS),
        "modes": {kind: list(modes) for kind, modes in labels.MODES.items()},
        "auxiliaries": list(labels.AUXILIARIES),
        "stances": list(labels.STANCE_TAGS),
        "stands": list(labels.STAND_TAGS),
        "mixture": mixture,
        "sha256": digests,
    }
