"""The losses of all heads on one batch."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from sitrep.read.trained.labels import ARC_TAGS, BACKGROUND, HAPPENED, MODALITIES, NEGATIVE, NESTED, PAIR_TAGS, POINTER, SAME, VAGUE
from training.batches import Batch
from training.event_targets import IGNORE
from training.network import Network
from training.position_targets import position_losses

HINTS_DROPPED = 0.2
CALM = 50


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each head counts; 0 leaves it out."""

    cue: float = 1.0
    pair: float = 1.0
    pointer: float = 0.5
    roles: float = 0.5
    nested: float = 0.3
    act: float = 0.2
    entities: float = 0.3
    syntax: float = 0.3
    standing: float = 0.3
    vague: float = 1.5
    event: float = 1.0
    weak: float = 0.3
    arcs: float = 1.0
    told: float = 0.5
    stance: float = 1.0
    stands: float = 1.0


def losses(network: Network, batch: Batch, weights: Weights) -> dict[str, Tensor]:
    """Each head's loss, weighted; heads without a label in the batch are left out."""
    words = network.words(batch.ids, batch.forms, batch.mask, batch.first)
    found: dict[str, Tensor] = {}
    if (batch.cue_tags != IGNORE).any():
        scores = network.cue_scores(words, batch.corpus)
        total = functional.cross_entropy(scores.float().flatten(0, 1), batch.cue_tags.flatten(), ignore_index=IGNORE, reduction="sum")
        found["cue"] = weights.cue * total / max(1, len(batch.cue_owner))
    cues = torch.einsum("kw,kwh->kh", batch.cue_words.to(words.dtype), words[batch.cue_owner]) if len(batch.cue_owner) else None
    if cues is not None:
        found |= _pairs(network, batch, words, cues, weights)
        if weights.roles:
            scores = network.roles(words).float().flatten(0, 1)
            found["roles"] = weights.roles * 3 * functional.cross_entropy(scores, _roles(batch).flatten(), ignore_index=IGNORE)
    if weights.syntax and (batch.tags != IGNORE).any():
        found["syntax"] = weights.syntax * _syntax(network, batch, words)
    if weights.entities and (batch.entities != IGNORE).any():
        scores = network.entities(words).float().flatten(0, 1)
        found["entities"] = weights.entities * 3 * functional.cross_entropy(scores, batch.entities.flatten(), ignore_index=IGNORE)
    if weights.standing and len(batch.statement_owner):
        found["standing"] = weights.standing * _standing(network, batch, words, cues)
    found |= event_losses(network, batch, words, weights)
    found |= position_losses(network, batch, words, weights.stance, weights.stands)
    if weights.vague and (batch.vague != IGNORE).any():
        some = batch.vague != IGNORE
        scores = network.standing_scores(words[some], network.own.expand(int(some.sum()), -1).to(words.dtype), batch.real[some])
        found["vague"] = weights.vague * functional.binary_cross_entropy_with_logits(scores[:, VAGUE].float(), batch.vague[some].float())
    return found


def _roles(batch: Batch) -> Tensor:
    """For each word the tag that any cue gives it (of several cues the last in the list), 0 where none does."""
    target = torch.where(batch.cue_tags == IGNORE, IGNORE, 0)
    for owner, tags in zip(batch.cue_owner.tolist(), batch.pair_tags, strict=True):
        target[owner] = torch.where(tags > 0, tags, target[owner])
    return target


def _pairs(network: Network, batch: Batch, words: Tensor, cues: Tensor, weights: Weights) -> dict[str, Tensor]:
    scores = network.pairs(cues, words, batch.cue_owner, batch.buckets).float()
    count, found = len(cues), {}
    tags = functional.cross_entropy(
        scores[..., : len(PAIR_TAGS)].flatten(0, 1), batch.pair_tags.flatten(), ignore_index=IGNORE, reduction="sum"
    )
    found["pair"] = weights.pair * tags / count / 4
    real = batch.real[batch.cue_owner]
    logits = torch.cat([network.pairs.none(cues).float(), scores[..., POINTER].masked_fill(~real, -1e4)], 1).log_softmax(1)
    target = torch.cat([batch.pointer_none[:, None], batch.pointer], 1)
    some = target.any(1)
    if some.any():
        found["pointer"] = -weights.pointer * logits.masked_fill(~target, -1e4).logsumexp(1)[some].mean()
    known = batch.nested != IGNORE
    if weights.nested and known.any():
        found["nested"] = weights.nested * functional.binary_cross_entropy_with_logits(
            scores[..., NESTED][known], batch.nested[known].float()
        )
    if weights.act and (batch.act != IGNORE).any():
        found["act"] = weights.act * functional.cross_entropy(network.act(cues).float(), batch.act, ignore_index=IGNORE)
    return found


def _syntax(network: Network, batch: Batch, words: Tensor) -> Tensor:
    tags = functional.cross_entropy(network.tags(words).float().flatten(0, 1), batch.tags.flatten(), ignore_index=IGNORE)
    names = functional.cross_entropy(network.relations(words).float().flatten(0, 1), batch.relations.flatten(), ignore_index=IGNORE)
    arcs = torch.einsum("bih,bjh->bij", network.heads(words), network.head_of(words)).float() / 11
    arcs = arcs.masked_fill(~batch.real[:, None, :], -1e4)
    if not (batch.heads != IGNORE).any():
        return tags + names
    return tags + names + functional.cross_entropy(arcs.flatten(0, 1), batch.heads.flatten(), ignore_index=IGNORE)


def _standing(network: Network, batch: Batch, words: Tensor, cues: Tensor | None) -> Tensor:
    own = network.own.to(words.dtype).expand(len(batch.statement_owner), -1)
    if cues is not None:
        own = torch.where((batch.statement_cue >= 0)[:, None], cues[batch.statement_cue.clamp(min=0)], own)
    scores = network.standing_scores(words[batch.statement_owner], own, batch.statement_words).float()
    modality = functional.cross_entropy(scores[:, : len(MODALITIES)], batch.modality)
    return modality + functional.binary_cross_entropy_with_logits(scores[:, NEGATIVE], batch.negative)


def event_losses(network: Network, batch: Batch, words: Tensor, weights: Weights) -> dict[str, Tensor]:
    """The losses of triggers, of weakly labelled texts, and of what is told of each event."""
    found: dict[str, Tensor] = {}
    strong, weak = (batch.event_tags != IGNORE).any(), batch.weak != IGNORE
    if not strong and not weak.any():
        return found
    words = words + network.hint(dropped(batch.hints) if network.training else batch.hints).to(words.dtype)
    scores = network.events(words).float()
    if weights.event and strong:
        total = functional.cross_entropy(scores.flatten(0, 1), batch.event_tags.flatten(), ignore_index=IGNORE, reduction="sum")
        # Texts of our own have an event about every CALM words; a batch that has fewer counts as if it had as many.
        labelled = int((batch.event_tags != IGNORE).sum())
        found["event"] = weights.event * total / max(1, len(batch.events.owner), labelled // CALM)
    if weights.weak and weak.any():
        found["weak"] = weights.weak * _weak(scores[weak], batch.weak[weak], batch.real[weak])
    if len(batch.events.owner):
        found |= _told(network, batch, words, weights)
    return found


def dropped(hints: Tensor) -> Tensor:
    """Hints with one in five taken away, so that heads learn not to lean on the list alone."""
    return hints * (torch.rand(hints.shape, device=hints.device) >= HINTS_DROPPED)


def _weak(scores: Tensor, types: Tensor, real: Tensor) -> Tensor:
    """Multiple-instance loss: the surest word of the text ought to report an event of the type (Dietterich et al. 1997)."""
    begin = scores.log_softmax(-1).gather(2, (1 + 2 * types)[:, None, None].expand(-1, scores.shape[1], 1))[..., 0]
    return -begin.masked_fill(~real, -1e4).max(1).values.mean()


def _told(network: Network, batch: Batch, words: Tensor, weights: Weights) -> dict[str, Tensor]:
    given, found = batch.events, {}
    triggers = torch.einsum("ew,ewh->eh", given.words.to(words.dtype), words[given.owner])
    if weights.arcs and (given.arcs != IGNORE).any():
        scores = network.arcs(triggers, words, given.owner, given.buckets).float()
        tags = functional.cross_entropy(
            scores[..., : len(ARC_TAGS)].flatten(0, 1), given.arcs.flatten(), ignore_index=IGNORE, reduction="sum"
        )
        found["arcs"] = weights.arcs * tags / len(triggers) / 4
        known = given.same != IGNORE
        if known.any():
            loss = functional.binary_cross_entropy_with_logits(scores[..., SAME][known], given.same[known].float())
            found["same"] = 0.3 * weights.arcs * loss
    some = given.mode != IGNORE
    if weights.told and some.any():
        scores = network.told(triggers[some]).float()
        flags = torch.stack([given.background[some], given.again[some]], 1).float()
        found["told"] = weights.told * (
            functional.cross_entropy(scores[:, :HAPPENED], given.mode[some])
            + functional.cross_entropy(scores[:, HAPPENED:BACKGROUND], given.auxiliary[some])
            + functional.binary_cross_entropy_with_logits(scores[:, BACKGROUND:], flags)
        )
    return found
