"""What an event has to do with, by the words of its sentence."""

import pytest

from sitrep.read.contexts import contexts
from sitrep.read.lexicon import rows


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


@pytest.mark.parametrize(("context", "entry"), [(row[0], entry.strip()) for _, row in rows("contexts.tsv") for entry in row[1].split(",")])
def test_every_entry_of_the_list_is_found(context, entry):
    assert context in contexts(f"They spoke of {entry.rstrip('*')} there.")
    assert context in contexts(f"{entry.rstrip('*').upper()}{'IES' * entry.endswith('*')} CAME FIRST")
    assert context not in contexts(f"They spoke of x{entry.rstrip('*').replace(' ', 'x')} there.")
