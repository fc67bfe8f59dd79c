"""What an event has to do with, by the words of its sentence."""

import pytest

from sitrep.read.contexts import contexts


@pytest.mark.parametrize(
    "text",
    [
        "QUETTA, March 6 — A bomb tore through a bus.",
        "Trucks burned on 4 March.",
        "The road has been closed since March.",
        "A minibus struck a mine south of the town.",
        "The mine was laid at night and killed nine people.",
    ],
)
def test_a_month_is_no_march_and_a_weapon_no_resource(text):
    assert not {"protest", "resource"} & set(contexts(text))


@pytest.mark.parametrize(
    ("text", "context"),
    [
        ("March 6 saw a march to the assembly.", "protest"),
        ("Traders took part in the march.", "protest"),
        ("The mine employs nine hundred men.", "resource"),
        ("A blast in a coal mine killed nine people.", "resource"),
    ],
)
def test_marches_and_mines_are_contexts(text, context):
    assert context in contexts(text)
