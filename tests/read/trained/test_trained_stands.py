"""From scores of words to stands: what takes one, whose it is, on what, on which grounds."""

import numpy as np
import pytest

from sitrep.read.trained import stands as decoding
from sitrep.read.trained.labels import STANCE_TAGS, STAND_TAGS
from sitrep.read.trained.model import model
from sitrep.read.trained.stands import Sureness, stands
from sitrep.read.trained.windows import View, Window

TEXT = "Ann wants a big bridge because ferries sink. Bo and Cy object."
STANCES = {"wants": "B-proposes", "object": "B-opposes"}
ARCS = {
    "wants": {"Ann": "holder", "a": "proposal", "bridge": "proposal", "ferries": "ground", "sink": "ground"},
    "object": {"Bo": "holder", "Cy": "holder"},
}


@pytest.fixture
def found(monkeypatch):
    def read(sureness=None, first=0, alike=0.99, **sure):
        words = model().pieces.words(TEXT)
        spelled = [TEXT[words.starts[at] : words.ends[at]] for at in range(len(words))]
        logits = np.full((len(words), len(STANCE_TAGS)), -30.0, np.float32)
        logits[:, 0] = 0.0
        for word, tag in STANCES.items():
            chance = sure.get(word, 0.9)
            logits[spelled.index(word), STANCE_TAGS.index(tag)] = np.log(chance / (1 - chance))

        def arcs(_model, _words, places):
            tags = np.zeros((len(places), len(words), len(STAND_TAGS)), np.float32)
            for row, (start, _) in enumerate(places):
                for word, role in ARCS[spelled[start]].items():
                    tags[row, spelled.index(word), STAND_TAGS.index(f"I-{role}")] = 0.99
            return tags, np.full((len(places), len(words)), alike, np.float32)

        monkeypatch.setattr(decoding, "stance_scores", lambda *_: logits)
        monkeypatch.setattr(decoding, "stand_scores", arcs)
        nothing = np.zeros((len(words), 384), np.float32)
        view = View(Window(0, 0, len(words), first, len(words), len(words) + 2), nothing, nothing, nothing, nothing, np.zeros(len(words)))
        return [
            (one.stance.value, one.holder and one.holder.text, [part.text for part in one.proposal], [part.text for part in one.grounds])
            for one in stands(model(), TEXT, words, [view], sureness)
        ]

    return read


def test_each_holder_has_a_position_and_an_answer_has_the_words_that_it_answers(found):
    assert found() == [
        ("proposes", "Ann", ["a big bridge"], ["ferries sink"]),
        ("opposes", "Bo", ["a big bridge"], []),
        ("opposes", "Cy", ["a big bridge"], []),
    ]


def test_what_is_not_like_the_other_has_none_of_its_words_and_so_is_no_position(found):
    assert [one[1:3] for one in found(alike=0.2)] == [("Ann", ["a big bridge"])]


def test_words_that_are_unsure_or_belong_to_the_window_before_take_no_stand_here(found):
    assert [one[1] for one in found(object=0.2)] == ["Ann"]
    assert [one[1] for one in found(first=8)] == ["Bo", "Cy"]
    assert found(Sureness(stance=0.95)) == []


def test_a_further_holder_must_be_surer_than_the_first(found):
    assert [one[1] for one in found(Sureness(second=0.995))] == ["Ann", "Bo"]
