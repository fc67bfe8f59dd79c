"""The reader's network: all-MiniLM-L6-v2 (Wang et al. 2020; Apache-2.0) with form embeddings and one head a task, in plain torch.

Heads work on words (their first piece). The pair head labels every word from the point of view of one cue, so that contents may overlap
and a cue inside another's content is seen to be nested.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from sitrep.read.trained.hints import HINTS
from sitrep.read.trained.labels import (
    ACTS,
    ARC_TAGS,
    BUCKETS,
    CUE_TAGS,
    ENTITY_TAGS,
    EVENT_TAGS,
    MODALITIES,
    PAIR_TAGS,
    PAIR_WIDTH,
    STANCE_TAGS,
    STAND_TAGS,
    STAND_WIDTH,
    TOLD,
)
from sitrep.read.trained.pieces import FORMS

CORPORA = ("passages", "polnear", "gum", "other")


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the encoder."""

    vocabulary: int = 30522
    positions: int = 512
    width: int = 384
    layers: int = 6
    heads: int = 12
    inner: int = 1536
    dropout: float = 0.1


class Drop(nn.Module):
    """Dropout with one mask for all positions of a text (Gal & Ghahramani 2016): as good here, and far cheaper on a CPU."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, values: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return values
        keep = torch.rand(values.shape[0], *[1] * (values.dim() - 2), values.shape[-1], device=values.device) >= self.rate
        return values * (keep / (1 - self.rate)).to(values.dtype)


class Layer(nn.Module):
    """One transformer layer (post-norm, as BERT)."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.qkv = nn.Linear(shape.width, 3 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)
        self.norm1 = nn.LayerNorm(shape.width, eps=1e-12)
        self.up = nn.Linear(shape.width, shape.inner)
        self.down = nn.Linear(shape.inner, shape.width)
        self.norm2 = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Drop(shape.dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = hidden.shape
        parts = self.qkv(hidden).view(batch, length, 3, self.heads, width // self.heads).permute(2, 0, 3, 1, 4)
        # No dropout on attention: it keeps PyTorch from its fast kernel and would double the time of a step on a CPU.
        seen = functional.scaled_dot_product_attention(parts[0], parts[1], parts[2], attn_mask=mask)
        hidden = self.norm1(hidden + self.drop(self.out(seen.transpose(1, 2).reshape(batch, length, width))))
        return self.norm2(hidden + self.drop(self.down(functional.gelu(self.up(hidden)))))


class Encoder(nn.Module):
    """BERT with form embeddings added to the input."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.word = nn.Embedding(shape.vocabulary, shape.width)
        self.position = nn.Embedding(shape.positions, shape.width)
        self.form = nn.Embedding(FORMS + 1, shape.width)
        nn.init.zeros_(self.form.weight)
        self.kind = nn.Parameter(torch.zeros(shape.width))
        self.norm = nn.LayerNorm(shape.width, eps=1e-12)
        self.drop = Drop(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))

    def forward(self, ids: Tensor, forms: Tensor, mask: Tensor) -> Tensor:
        places = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.drop(self.norm(self.word(ids) + self.position(places) + self.kind + self.form(forms)))
        seen = torch.get_autocast_dtype("cpu") if torch.is_autocast_enabled("cpu") else hidden.dtype
        bias = torch.zeros(mask.shape, dtype=seen, device=mask.device).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            hidden = layer(hidden, bias)
        return hidden


class Pairs(nn.Module):
    """Scores of every word from the point of view of one cue (or one event's trigger).

    Of a cue: BIO tags of source and content, a pointer to the source, whether the word is a nested cue. Of a trigger: BIO tags of the
    event's parties, place and time, and whether the word triggers the same event. Of words that take a stand: BIO tags of its holder, its
    proposal and its grounds, and whether the word takes a stand on the same proposal.
    """

    def __init__(self, width: int, outputs: int, inner: int = PAIR_WIDTH) -> None:
        super().__init__()
        self.cue = nn.Linear(width, 2 * inner)
        self.word = nn.Linear(width, 2 * inner)
        self.far = nn.Embedding(BUCKETS, inner)
        self.out = nn.Linear(inner, outputs)
        self.none = nn.Linear(width, 1)
        self.drop = Drop(0.1)

    def forward(self, cues: Tensor, words: Tensor, owner: Tensor, buckets: Tensor) -> Tensor:
        """Cues [K, H], words [B, W, H], the window [K] that each cue is in, buckets [K, W] → [K, W, outputs]."""
        a, b = self.cue(self.drop(cues)).chunk(2, -1)
        c, d = self.word(words).chunk(2, -1)
        return self.out(functional.relu(a[:, None] + c[owner] + b[:, None] * d[owner] + self.far(buckets)))


class Network(nn.Module):
    """The encoder and all heads."""

    def __init__(self, shape: Shape | None = None, *, tags: int = 50, relations: int = 50) -> None:
        super().__init__()
        self.shape = shape or Shape()
        width = self.shape.width
        self.encoder = Encoder(self.shape)
        self.drop = Drop(0.1)
        self.corpus = nn.Embedding(len(CORPORA), width)
        nn.init.zeros_(self.corpus.weight)
        self.cues = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(CUE_TAGS)))
        self.pairs = Pairs(width, len(PAIR_TAGS) + 2)
        self.hint = nn.Embedding(HINTS, width)
        nn.init.zeros_(self.hint.weight)
        self.events = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, len(EVENT_TAGS)))
        self.arcs = Pairs(width, len(ARC_TAGS) + 1)
        self.told = nn.Sequential(nn.Linear(width, 256), nn.ReLU(), Drop(0.1), nn.Linear(256, TOLD))
        self.stances = nn.Sequential(nn.Linear(width, STAND_WIDTH), nn.ReLU(), Drop(0.1), nn.Linear(STAND_WIDTH, len(STANCE_TAGS)))
        self.stands = Pairs(width, len(STAND_TAGS) + 1, STAND_WIDTH)
        self.roles = nn.Linear(width, len(PAIR_TAGS))
        self.entities = nn.Linear(width, len(ENTITY_TAGS))
        self.act = nn.Linear(width, len(ACTS))
        self.own = nn.Parameter(torch.zeros(width))
        self.standing = nn.Sequential(nn.Linear(2 * width, 128), nn.ReLU(), Drop(0.1), nn.Linear(128, len(MODALITIES) + 2))
        self.attend = nn.Linear(width, 1)
        self.tags = nn.Linear(width, tags)
        self.relations = nn.Linear(width, relations)
        self.head_of, self.heads = nn.Linear(width, 128), nn.Linear(width, 128)

    def words(self, ids: Tensor, forms: Tensor, mask: Tensor, first: Tensor) -> Tensor:
        """The vectors [B, W, H] of words from the pieces; `first` [B, W] holds each word's first piece."""
        hidden = self.encoder(ids, forms, mask)
        return self.drop(torch.gather(hidden, 1, first[..., None].expand(-1, -1, hidden.shape[-1])))

    def cue_scores(self, words: Tensor, corpus: Tensor) -> Tensor:
        """Logits [B, W, tags] of cue tags; `corpus` [B] names the annotation that is asked for."""
        return self.cues(words + self.corpus(corpus)[:, None])

    def standing_scores(self, words: Tensor, cue: Tensor, inside: Tensor) -> Tensor:
        """Logits [S, modalities + 2] of statements: words [S, W, H], their cue [S, H], which words they hold [S, W]."""
        weight = self.attend(words)[..., 0].masked_fill(~inside, -1e4).softmax(-1)
        return self.standing(torch.cat([(weight[..., None] * words).sum(1), cue], -1))


def pretrained(folder: Path, network: Network) -> None:
    """Load the encoder's weights from a folder that holds model.safetensors of a BERT."""
    from safetensors.torch import load_file

    got = load_file(folder / "model.safetensors")
    encoder = network.encoder
    with torch.no_grad():
        encoder.word.weight.copy_(got["embeddings.word_embeddings.weight"])
        encoder.position.weight.copy_(got["embeddings.position_embeddings.weight"])
        encoder.kind.copy_(got["embeddings.token_type_embeddings.weight"][0])
        _copy(encoder.norm, got, "embeddings.LayerNorm")
        for at, layer in enumerate(encoder.layers):
            base = f"encoder.layer.{at}."
            for name in ("weight", "bias"):
                parts = [got[f"{base}attention.self.{part}.{name}"] for part in ("query", "key", "value")]
                getattr(layer.qkv, name).copy_(torch.cat(parts))
            _copy(layer.out, got, base + "attention.output.dense")
            _copy(layer.norm1, got, base + "attention.output.LayerNorm")
            _copy(layer.up, got, base + "intermediate.dense")
            _copy(layer.down, got, base + "output.dense")
            _copy(layer.norm2, got, base + "output.LayerNorm")


def _copy(module: nn.Module, got: dict[str, Tensor], name: str) -> None:
    module.weight.copy_(got[name + ".weight"])
    module.bias.copy_(got[name + ".bias"])


def restored(state: dict[str, Tensor], kept: Sequence[int] | None = None) -> Network:
    """The network of a checkpoint; with `kept`, a shallower one that has only these of its layers. Heads that it lacks begin anew."""
    depth = 1 + max(int(name.split(".")[2]) for name in state if name.startswith("encoder.layers."))
    layers = list(range(depth)) if kept is None else list(kept)
    held = {name: value for name, value in state.items() if not name.startswith("encoder.layers.")}
    for at, layer in enumerate(layers):
        base = f"encoder.layers.{layer}."
        held |= {f"encoder.layers.{at}.{name[len(base) :]}": value for name, value in state.items() if name.startswith(base)}
    network = Network(Shape(layers=len(layers)))
    network.load_state_dict(network.state_dict() | held)
    return network
