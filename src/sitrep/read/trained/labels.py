"""The labels of the network's heads, in the order of their outputs."""

from __future__ import annotations

from sitrep.records import Act, Auxiliary, EventType, MentionType, Modality, Stance

CUE_TAGS = ("O", "B", "I", "V")  # V: a sign that stands for a cue which is not there (the colon of a headline, a bare quotation mark)
PAIR_TAGS = ("O", "B-source", "I-source", "B-content", "I-content")
POINTER, NESTED = len(PAIR_TAGS), len(PAIR_TAGS) + 1  # further outputs of the pair head
PAIR_WIDTH = 256
ENTITY_TAGS = ("O", *(f"{prefix}-{kind.value}" for kind in MentionType for prefix in "BI"))
ACTS = tuple(act.value for act in Act)
MODALITIES = tuple(modality.value for modality in Modality)
NEGATIVE, VAGUE = len(MODALITIES), len(MODALITIES) + 1  # further outputs of the standing head
MODES = {  # PLOVER's 2022 codebook
    "AGREE": (),
    "CONSULT": ("visit", "third-party", "multilateral", "phone"),
    "SUPPORT": (),
    "CONCEDE": (),
    "COOPERATE": (),
    "AID": (),
    "RETREAT": ("withdraw", "release", "return", "disarm", "ceasefire", "access", "resign"),
    "REQUEST": ("assist", "change", "yield", "meet"),
    "ACCUSE": ("disapprove", "investigate", "allege"),
    "REJECT": ("assist", "change", "yield", "meet"),
    "THREATEN": ("restrict", "ban", "arrest", "relations", "rights", "expel", "territory", "violence"),
    "PROTEST": ("demo", "riot", "strike", "hunger", "boycott", "obstruct"),
    "SANCTION": ("convict", "expel", "withdraw", "discontinue"),
    "MOBILIZE": ("troops", "weapons", "police", "militia"),
    "COERCE": ("seize", "restrict", "ban", "censor", "curfew", "arrest", "deport", "withhold", "misinformation", "cyber"),
    "ASSAULT": (
        "abduct",
        "beat",
        "torture",
        "execute",
        "sexual",
        "assassinate",
        "destroy",
        "primitive",
        "firearms",
        "explosives",
        "suicide-attack",
        "aerial",
        "drone",
        "heavy-weapons",
        "crowd-control",
        "cleansing",
        "massacre",
        "unconventional",
    ),
}
EVENT_TYPES = tuple(kind.value for kind in EventType)
EVENT_TAGS = ("O", *(f"{prefix}-{kind}" for kind in EVENT_TYPES for prefix in "BI"))
AUXILIARIES = tuple(auxiliary.value for auxiliary in Auxiliary)
EVENT_ROLES = ("actor", "recipient", "place", "time")
ARC_TAGS = ("O", *(f"{prefix}-{role}" for role in EVENT_ROLES for prefix in "BI"))
SAME = len(ARC_TAGS)  # a further output of the arc head: the word triggers the same event
TYPE_MODES = tuple((kind, mode) for kind in EVENT_TYPES for mode in (None, *MODES[kind]))
HAPPENED = len(TYPE_MODES)  # outputs of the told head: modes, then "no auxiliary mode" and the auxiliary modes, then the two below
BACKGROUND = HAPPENED + 1 + len(AUXILIARIES)
AGAIN = BACKGROUND + 1
TOLD = AGAIN + 1
STANCES = tuple(stance.value for stance in Stance)
STANCE_TAGS = ("O", *(f"{prefix}-{stance}" for stance in STANCES for prefix in "BI"))
STAND_ROLES = ("holder", "proposal", "ground")
STAND_TAGS = ("O", *(f"{prefix}-{role}" for role in STAND_ROLES for prefix in "BI"))
ALIKE = len(STAND_TAGS)  # a further output of the stand head: the word takes a stand on the same proposal
STAND_WIDTH = 192
_STEPS = (1, 2, 3, 4, 5, 8, 12, 20, 36, 64)  # a distance falls into the last step that it reaches
BUCKETS = 2 * len(_STEPS) + 1


def bucket(distance: int) -> int:
    """The number of the distance (in words, negative to the left) between a cue and a word."""
    far = abs(distance)
    step = sum(far >= one for one in _STEPS)
    return step if distance >= 0 else len(_STEPS) + step
