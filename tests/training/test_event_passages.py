"""The project's labelled event passages and the rules of their format."""

from collections import Counter
from pathlib import Path

import pytest
from training.event_passages import load, parse
from training.marked import PassageError, kept_aside

from sitrep.read.trained.labels import EVENT_TYPES, MODES

FOLDER = Path(__file__).parents[2] / "training" / "data" / "events"


def test_the_passages_are_in_order_and_cover_the_codebook():
    passages = load(FOLDER)
    events = [one for passage in passages for one in passage.events]
    assert len(passages) >= 3000
    assert len({one.key for one in passages}) == len({one.text for one in passages}) == len(passages)
    assert set(EVENT_TYPES) == {one.type for one in events}
    assert {(kind, mode) for kind, modes in MODES.items() for mode in modes} <= {(one.type, one.mode) for one in events}
    assert min(Counter(one.auxiliary for one in events).values()) >= 100
    assert sum(not passage.events for passage in passages) >= 300
    assert 0.07 < sum(kept_aside(one.key) for one in passages) / len(passages) < 0.13


def test_marks_become_offsets_and_mentions_point_to_their_event():
    made = parse(
        '@ x-1 style=wire outlet="The Post"\n<a1>Rebels</a1> <e1 ASSAULT explosives>bombed</e1> <r1>a bridge</r1> in <p1>Gao</p1>\n'
        "<d1,3>on Sunday</d1,3>. <e2 ASSAULT same=1>The blast</e2> came as <e3 REQUEST meet future bg>a plea</e3>."
    )
    assert made.text == "Rebels bombed a bridge in Gao on Sunday. The blast came as a plea."
    bombed, again, plea = made.events
    assert [made.text[slice(*one)] for one in (bombed.trigger, bombed.actors[0], bombed.recipients[0], bombed.places[0])] == [
        "bombed",
        "Rebels",
        "a bridge",
        "Gao",
    ]
    assert bombed.times == plea.times
    assert again.same == 0
    assert (plea.mode, plea.auxiliary, plea.background) == ("meet", "future", True)


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("no head\ntext", "needs a line"),
        ("@ x-1 style=wire\n<a1>A</a1> ran.", "belongs to no event"),
        ("@ x-1 style=wire\n<e1 ASSAULT>A</a1> ran.", "closes nothing"),
        ("@ x-1 style=wire\n<e1 ASSAULT>A ran.", "not closed"),
        ("@ x-1 style=wire\n<e1 ASSAULT></e1>A ran.", "holds nothing"),
        ("@ x-1 style=wire\n<e1 FIGHT>A</e1> ran.", "PLOVER type"),
        ("@ x-1 style=wire\n<e1 AID drone>A</e1> ran.", "has no mode"),
        ("@ x-1 style=wire\n<e1 AID>A</e1> <e1 AID>B</e1>.", "two triggers"),
        ("@ x-1 style=wire\n<e1 AID>A</e1> <e2 AID same=4>B</e2>.", "names no event"),
        ("@ x-1 style=wire\n<e1 AID>A</e1> <e2 AGREE same=1>B</e2>.", "another type"),
    ],
)
def test_a_passage_that_breaks_the_rules_is_named(block, reason):
    with pytest.raises(PassageError, match=r"^f\.txt: (x-1: )?.*" + reason):
        parse(block, "f.txt")
