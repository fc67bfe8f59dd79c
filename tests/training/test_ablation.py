"""The reader without one of its parts: every part can be taken away, is missed, and comes back."""

from __future__ import annotations

import importlib

import pytest
from training.ablation import Remembering, changes, documents
from training.parts import PARTS, without

from sitrep.read.tokens import sentences
from sitrep.read.trained import reader as trained
from sitrep.read.trained.model import model

TEXTS = (
    (
        "KESH (Norpress) — Gunmen shot dead nine soldiers near Idlib on Monday, police said. They fled to Turkey, according to Dar Melo, a "
        'spokesman for the police. "We will attack them again," he told the Daily Star. The army denied that it had shelled the village.'
    ),
    (
        "As I wrote here last week, the council should reopen the border, because traders suffer. Turkish and Iraqi officials signed a deal "
        "on 31 February. Kabul welcomed it. Reportedly, some experts believe that it may fail. Two of the wounded died in hospital."
    ),
)


def held(part):
    return [
        getattr(importlib.import_module(f"sitrep.read.{where.partition(':')[0]}"), where.partition(":")[2]) for where, _ in part.instead
    ]


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.name)
def test_a_part_is_off_while_it_lasts_and_the_reader_reads_on(part):
    before = held(part)
    with without(part):
        assert all(one is not own for one, own in zip(held(part), before, strict=True))
        assert len(list(trained.TrainedReader().pipe(documents({"key": str(at), "text": text} for at, text in enumerate(TEXTS))))) == 2
    assert held(part) == before


@pytest.mark.parametrize("name", ["arcs", "nesting", "standing", "actor table", "dismissals", "roles of numbers"])
def test_a_part_that_is_off_changes_what_is_read(name):
    part = next(one for one in PARTS if one.name == name)
    given = documents(
        [{"key": "1", "text": f"{TEXTS[0]} Rebels have threatened to boycott the talks, he said, and Ovia rejected the accusations."}]
    )
    [whole] = trained.TrainedReader().pipe(given)
    with without(part):
        [less] = trained.TrainedReader().pipe(given)
    assert less != whole


def test_what_the_network_is_given_and_what_is_taken_from_it_can_be_left_out():
    words, split = model().pieces.words(TEXTS[0]), sentences(TEXTS[0])
    views = Remembering()(model(), [words])[0]
    assert any(trained.hinted(words, split).hints)
    assert trained.entities(words, views)
    parts = {part.name: part for part in PARTS}
    with without(parts["hints"]), without(parts["names"]):
        assert not any(trained.hinted(words, split).hints)
        assert not trained.entities(words, views)


def test_the_encoder_goes_over_a_text_once():
    words = model().pieces.words(TEXTS[0])
    views = Remembering()
    [first] = views(model(), [words])
    assert views(model(), [words])[0] is first


def test_only_what_changes_is_told():
    assert changes({("a", "f1"): 50.0, ("a", "f2"): 70.0}, {("a", "f1"): 50.01, ("a", "f2"): 68.0}) == ["", "-2.0"]
