"""How each statement stands: polarity and modality from the standing head, where words speak plainly from the words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from sitrep.read.standing import modality as modality_of_words
from sitrep.read.standing import polarity as polarity_of_words
from sitrep.read.tokens import tokens
from sitrep.read.trained.assemble import Draft
from sitrep.read.trained.heads import sigmoid, softmax, standing
from sitrep.read.trained.labels import MODALITIES, NEGATIVE, VAGUE
from sitrep.read.trained.model import Model
from sitrep.read.trained.windows import View
from sitrep.records import Act, Modality, Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How much the network counts beside the word lists (0 to 1), and thresholds; found on development data."""

    modality: float = 0.6
    negative: float = 0.6
    vague: float = 0.5  # least probability of vague wording for a certain statement to be possible


def judge(model: Model, views: Sequence[View], made: Sequence[Draft], weights: Weights | None = None) -> None:
    """Set polarity and modality of the drafts of a segment."""
    weights = weights or Weights()
    ends = [view.window.last for view in views]
    groups: dict[int, list[Draft]] = {}
    for draft in made:
        at = draft.cue[0] if draft.cue else draft.words[0][0]
        groups.setdefault(int(np.searchsorted(ends, at, side="right")), []).append(draft)
    for number, group in groups.items():
        view = views[min(number, len(views) - 1)]
        scores = standing(model, view.words, [_inside(view, draft) for draft in group], [_cue(view, draft) for draft in group])
        for draft, row in zip(group, scores, strict=True):
            _set(draft, row, weights)


def _inside(view: View, draft: Draft) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(view.window.end - view.window.start, np.bool_)
    for start, end in draft.words:
        mask[max(0, start - view.window.start) : max(0, end - view.window.start)] = True
    return mask


def _cue(view: View, draft: Draft) -> tuple[int, int] | None:
    if draft.cue is None:
        return None
    start, end = draft.cue[0] - view.window.start, draft.cue[1] - view.window.start
    return (start, end) if 0 <= start < end <= len(view.words) else None


def _set(draft: Draft, scores: np.ndarray[tuple[int], np.dtype[np.float32]], weights: Weights) -> None:
    words = [token for one in draft.content for token in tokens(one.text)]
    act = draft.links[-1].act if draft.links and draft.cue else None
    ruled_polarity, ruled = polarity_of_words(words, act), modality_of_words(words)
    chances = weights.modality * softmax(scores[None, : len(MODALITIES)])[0]
    chances[MODALITIES.index(ruled.value)] += 1 - weights.modality
    draft.modality = Modality(MODALITIES[int(chances.argmax())])
    negative = weights.negative * float(sigmoid(scores[NEGATIVE : NEGATIVE + 1])[0])
    negative += (1 - weights.negative) * (ruled_polarity is Polarity.NEGATIVE)
    draft.polarity = Polarity.NEGATIVE if negative > 0.5 else Polarity.POSITIVE
    # Sourceless and vague wording ("reportedly", "some consider") puts forward no more than a possibility.
    hearsay = bool(draft.links) and draft.links[-1].source is None and draft.links[-1].act is not Act.ASK
    vague = float(sigmoid(scores[VAGUE : VAGUE + 1])[0]) > weights.vague
    if draft.modality is Modality.CERTAIN and (vague or hearsay):
        draft.modality = Modality.POSSIBLE
