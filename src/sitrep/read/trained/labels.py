"""The labels of the network's heads, in the order of their outputs."""

from __future__ import annotations

from sitrep.records import Act, MentionType, Modality

CUE_TAGS = ("O", "B", "I", "V")  # V: a sign that stands for a cue which is not there (the colon of a headline, a bare quotation mark)
PAIR_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
POINTER, NESTED = len(PAIR_TAGS), len(PAIR_TAGS) + 1  # further outputs of the pair head
PAIR_WIDTH = 256
ENTITY_TAGS = ("O", *(f"{prefix}-{kind.value}" for kind in MentionType for prefix in "BI"))
ACTS = tuple(act.value for act in Act)
MODALITIES = tuple(modality.value for modality in Modality)
NEGATIVE, VAGUE = len(MODALITIES), len(MODALITIES) + 1  # further outputs of the standing head
_STEPS = (1, 2, 3, 4, 5, 8, 12, 20, 36, 64)  # a distance falls into the last step that it reaches
BUCKETS = 2 * len(_STEPS) + 1


def bucket(distance: int) -> int:
    """The number of the distance (in words, negative to the left) between a cue and a word."""
    far = abs(distance)
    step = sum(far >= one for one in _STEPS)
    return step if distance >= 0 else len(_STEPS) + step
