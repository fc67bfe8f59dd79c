"""Which of the events that the network sees in a window are told."""

import numpy as np

from sitrep.read.tokens import sentences
from sitrep.read.trained.absorbed import sentence_numbers
from sitrep.read.trained.happenings import Limits, happenings, likeliest_type
from sitrep.read.trained.heads import REACH, arcs, pairs
from sitrep.read.trained.labels import EVENT_TAGS, EVENT_TYPES, NESTED, TYPE_MODES, bucket
from sitrep.read.trained.model import model
from sitrep.read.trained.windows import View, Window


def told(text, limits=None, **sure):
    """The words that trigger events when the network is as sure of them as said."""
    words = model().pieces.words(text)
    spelled = [text[words.starts[at] : words.ends[at]] for at in range(len(words))]
    logits = np.full((len(words), len(EVENT_TAGS)), -30.0, np.float32)
    logits[:, 0] = 0.0
    for word, chance in sure.items():
        logits[spelled.index(word), EVENT_TAGS.index("B-ASSAULT")] = np.log(chance / (1 - chance))
    nothing = np.zeros((len(words), 384), np.float32)
    window = Window(0, 0, len(words), 0, len(words), len(words) + 2)
    view = View(window, nothing, nothing, nothing, logits, np.zeros(len(words), np.int64))
    found = happenings(model(), [view], sentence_numbers(sentences(text), words), limits)
    return [spelled[one.trigger[0]] for one in found]


def test_a_further_event_of_a_sentence_must_be_surer_than_a_lone_one():
    assert told("They looted shops.", looted=0.5) == ["looted"]
    assert told("Troops shelled it and looted shops.", shelled=0.95, looted=0.5) == ["shelled"]
    assert told("Troops shelled it. They looted shops.", shelled=0.95, looted=0.5) == ["shelled", "looted"]
    assert told("Troops shelled it and looted shops.", shelled=0.95, looted=0.9) == ["shelled", "looted"]
    assert told("They looted shops.", Limits(trigger=0.7), looted=0.5) == []


def test_words_far_from_a_trigger_have_no_part_in_its_event():
    words = np.random.default_rng(1).normal(size=(3 * REACH, 384)).astype(np.float32)
    triggers = [(at, at + 1) for at in (2, 5, REACH, 2 * REACH, 3 * REACH - 1)]
    tags, same = arcs(model(), words, triggers)
    assert np.allclose(tags.sum(-1), 1, atol=1e-4)
    assert (tags[-1, : 2 * REACH - 1, 0] == 1).all()
    assert (same[-1, : REACH - 1] == 0).all()
    alone, _ = arcs(model(), words, triggers[:1])
    assert np.allclose(alone[0, :REACH], tags[0, :REACH], atol=1e-4)


def test_the_look_at_the_whole_event_decides_between_types_that_its_words_leave_open():
    chance = np.zeros((1, len(EVENT_TAGS)), np.float32)
    chance[0, EVENT_TAGS.index("B-COERCE")], chance[0, EVENT_TAGS.index("B-ASSAULT")] = 0.52, 0.48

    def modes(coerce: float) -> np.ndarray:
        held = np.zeros(len(TYPE_MODES), np.float32)
        for kind, share in (("COERCE", coerce), ("ASSAULT", 1 - coerce)):
            some = [at for at, (one, _) in enumerate(TYPE_MODES) if one == kind]
            held[some] = share / len(some)
        return held

    assert EVENT_TYPES[likeliest_type(chance, modes(0.2))] == "ASSAULT"
    assert EVENT_TYPES[likeliest_type(chance, modes(0.5))] == "COERCE"


def test_a_pair_head_adds_up_what_the_cue_the_word_and_their_distance_say():
    held, words = model().heads, np.random.default_rng(2).normal(size=(40, 384)).astype(np.float32)
    cues = [(0, 1), (7, 9), (39, 40)]
    found = pairs(model(), words, cues)
    for row, (start, end) in enumerate(cues):
        near = held["pairs.cue.weight"] @ words[start:end].mean(0) + held["pairs.cue.bias"]
        for at in (0, 6, 8, 39):
            word = held["pairs.word.weight"] @ words[at] + held["pairs.word.bias"]
            far = held["pairs.far.weight"][bucket(at - start)]
            mixed = np.maximum(near[:256] + word[:256] + near[256:] * word[256:] + far, 0)
            scores = held["pairs.out.weight"] @ mixed + held["pairs.out.bias"]
            grown = np.exp(scores[:5] - scores[:5].max())
            assert np.allclose(found.tags[row, at], grown / grown.sum(), atol=1e-4)
            assert np.isclose(found.nested[row, at], 1 / (1 + np.exp(-scores[NESTED])), atol=1e-4)
