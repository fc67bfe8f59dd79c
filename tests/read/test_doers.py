"""Who is no doer of an act, though marked so."""

import pytest

from sitrep.read.doers import doers
from sitrep.records import Span


def span(text, words):
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def kept(text, trigger, actor, recipient=None):
    others = (span(text, recipient),) if recipient else ()
    return bool(doers(text, span(text, trigger), (span(text, actor),), others))


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("Any lorry that carries cargo for the army will be burned.", "burned", "army", None),
        ("Security forces arrested four men in connection with the bombing of a bus.", "bombing", "Security forces", None),
        ("Police arrested four men after Wednesday's attack.", "attack", "Police", None),
        ("Ministers met over the bus attack.", "attack", "Ministers", None),
        ("The strikes have targeted Red Hand suspects.", "targeted", "suspects", "Red Hand"),
    ],
)
def test_other_parts_of_the_sentence_do_not_act(text, trigger, actor, recipient):
    assert not kept(text, trigger, actor, recipient)


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "recipient"),
    [
        ("The lorry was burned by the army.", "burned", "the army", None),
        ("Security forces bombed the bus.", "bombed", "Security forces", None),
        ("The army withdrew after bombing the town.", "bombing", "The army", None),
        ("The march ended after the army attacked the town.", "attacked", "the army", None),
        ("Red Hand targeted police.", "targeted", "Red Hand", "police"),
        ("The mine was laid for the army by smugglers and was moved.", "moved", "smugglers", None),
    ],
)
def test_doers_stay(text, trigger, actor, recipient):
    assert kept(text, trigger, actor, recipient)
