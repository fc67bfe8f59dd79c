"""Whom a source is resolved to, within one document."""

import pytest

import sitrep


def names(text):
    return [
        (link.source.text, link.name)
        for one in sitrep.read(text, published="2024-03-06").statements
        for link in one.attribution
        if link.source
    ]


def test_a_pronoun_is_the_speaker_before_it():
    assert names("Colonel Amin Rahal said the bridge was open. He added that the road was not.")[-1] == ("He", "Amin Rahal")


def test_an_office_is_its_holder():
    assert names("The police chief, Amin Rahal, said the bridge was open. The police chief said the road was not.")[-1][1] == "Amin Rahal"


def test_a_short_form_is_the_full_name():
    assert names("Amin Rahal said the bridge was open. Rahal said the road was not.")[-1] == ("Rahal", "Amin Rahal")


@pytest.mark.parametrize("text", ["A witness said the bridge was open.", "They said the bridge was open."])
def test_who_is_not_named_stays_unresolved(text):
    assert names(text)[0][1] is None
