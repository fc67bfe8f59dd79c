"""How each statement stands: polarity and modality from the standing head, which sees its words and its cue."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from sitrep.read.lexicon import words as listed
from sitrep.read.tokens import Sentence
from sitrep.read.trained.assemble import Draft
from sitrep.read.trained.decode import Piece
from sitrep.read.trained.heads import sigmoid, standing
from sitrep.read.trained.labels import MODALITIES, NEGATIVE, VAGUE
from sitrep.read.trained.model import Model
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.spread import words_of
from sitrep.read.trained.windows import View
from sitrep.records import Modality, Polarity

_HEARSAY = listed("hearsay") | listed("passive hearsay")


VAGUE_FROM = 0.5  # least probability of vague wording for a certain statement to be possible (docs/measured.md)


def judge(model: Model, words: Words, sentences: Sequence[Sentence], views: Sequence[View], made: Sequence[Draft]) -> None:
    """Set polarity and modality of the drafts of a segment."""
    borders = [view.window.last for view in views]
    groups: dict[int, list[Draft]] = {}
    for draft in made:
        at = draft.cue[0] if draft.cue else draft.words[0][0]
        groups.setdefault(min(bisect_right(borders, at), len(views) - 1), []).append(draft)
    vague = _vague(model, words, sentences, views)
    for number, group in groups.items():
        view = views[number]
        scores = standing(model, view.words, [_inside(view, draft.words) for draft in group], [_cue(view, draft) for draft in group])
        for draft, row in zip(group, scores, strict=True):
            _set(draft, row, _at(vague, draft.content[0].start) > VAGUE_FROM)


def _vague(model: Model, words: Words, sentences: Sequence[Sentence], views: Sequence[View]) -> list[tuple[int, float]]:
    """(start, probability of vague wording) of each sentence, judged as a whole and as the document's own, as it was taught."""
    borders = [view.window.last for view in views]
    groups: dict[int, list[tuple[int, tuple[int, int]]]] = {}
    for sentence in sentences:
        piece = words_of(words, sentence.start, sentence.end)
        if piece[0] < piece[1]:
            groups.setdefault(min(bisect_right(borders, piece[0]), len(views) - 1), []).append((sentence.start, piece))
    found: list[tuple[int, float]] = []
    for number, group in sorted(groups.items()):
        view = views[number]
        scores = standing(model, view.words, [_inside(view, [piece]) for _, piece in group], [None] * len(group))
        found += [(start, float(one)) for (start, _), one in zip(group, sigmoid(scores[:, VAGUE]), strict=True)]
    return found


def _at(vague: Sequence[tuple[int, float]], start: int) -> float:
    """The value of the sentence that a place lies in."""
    at = bisect_right(vague, (start, 2.0)) - 1
    return vague[at][1] if at >= 0 else 0.0


def _inside(view: View, pieces: Sequence[Piece]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    mask = np.zeros(view.window.end - view.window.start, np.bool_)
    for start, end in pieces:
        mask[max(0, start - view.window.start) : max(0, end - view.window.start)] = True
    return mask


def _cue(view: View, draft: Draft) -> tuple[int, int] | None:
    if draft.cue is None:
        return None
    start, end = draft.cue[0] - view.window.start, draft.cue[1] - view.window.start
    return (start, end) if 0 <= start < end <= len(view.words) else None


def _set(draft: Draft, scores: np.ndarray[tuple[int], np.dtype[np.float32]], vague: bool) -> None:
    draft.modality = Modality(MODALITIES[int(scores[: len(MODALITIES)].argmax())])
    draft.polarity = Polarity.NEGATIVE if scores[NEGATIVE] > 0 else Polarity.POSITIVE
    # Vague wording ("some consider") and hearsay ("reportedly") put forward no more than a possibility.
    cue = draft.links[-1].cue if draft.links and draft.links[-1].source is None else None
    hearsay = cue is not None and bool(_HEARSAY & set(cue.text.lower().split()))
    if draft.modality is Modality.CERTAIN and (vague or hearsay):
        draft.modality = Modality.POSSIBLE
