"""Words that surely trigger no event: those that our own passages know and that trigger none there."""

from dataclasses import replace

from training.calm import LEAST, Calm, stances
from training.examples import Example, Stand, Told

from sitrep.read.trained.pieces import WordPiece

WORDS = "gunmen shot a guard near the gate of town shots were heard odd".split()
PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", *WORDS])
TEXT = "gunmen shot a guard near the gate of the town"


def passage(text, *triggers):
    words = PIECES.words(text)
    at = text.split().index
    return Example(text, "passages", words, events=[Told((at(word), at(word) + 1), "ASSAULT", ([], [], [], [])) for word in triggers])


def calm(text, *passages):
    return dict(zip(text.split(), Calm(passages, PIECES).of(PIECES.words(text)), strict=True))


def test_what_triggers_events_is_not_calm_in_any_of_its_forms():
    found = calm("gunmen shot near the gate shots were heard", *[passage(TEXT, "shot")] * LEAST)
    assert not found["shot"]
    assert found["gunmen"]
    assert found["gate"]


def test_what_passages_do_not_know_is_not_calm():
    found = calm("the odd gate", passage("the gate"), passage("the gate"))
    assert found == {"the": True, "odd": False, "gate": True}
    assert not calm("the gate", passage("the gate"))["gate"]


def test_a_word_that_the_list_of_event_words_hints_at_is_not_calm():
    words = PIECES.words(TEXT)
    some = Calm([passage(TEXT)] * LEAST, PIECES)
    assert all(some.of(words))
    assert some.of(replace(words, hints=[0, 3, *[0] * 8]))[1] is False


def test_a_word_that_hardly_ever_triggers_is_calm():
    often = [passage("the gate")] * 200
    assert calm("the gate", passage("the gate", "gate"), *often)["gate"]
    assert not calm("the gate", passage("the gate", "gate"), *often[:20])["gate"]


def test_what_begins_a_stand_is_marked_and_hints_say_nothing_of_it():
    words = PIECES.words(TEXT)
    stand = Stand((1, 3), "opposes", ([], [], []), 0)
    quiet = Calm([Example(TEXT, "other", words, stands=[stand])] * LEAST, PIECES, stances)
    found = quiet.still(replace(words, hints=[0, 3, *[0] * 8]))
    assert [word for word, still in zip(TEXT.split(), found, strict=True) if not still] == ["shot"]
