"""Grounds as whole clauses, whatever words of them were marked."""

from __future__ import annotations

import pytest

from sitrep.read.grounds import pieced
from sitrep.records import Span

TEXT = "Our children die. Some 1.5 million people will starve, and The U.S. army will leave. I see why. But an authority needs a treaty, a treaty needs trust, and the tomatoes will not wait. It costs nothing, and is near."


def spans(*words: str) -> list[Span]:
    return [Span(start=TEXT.index(one), end=TEXT.index(one) + len(one), text=one) for one in words]


@pytest.mark.parametrize(
    ("marked", "whole"),
    [
        (["an authority", "a treaty needs trust"], ["an authority needs a treaty, a treaty needs trust"]),
        (["a treaty needs trust", "will not wait"], ["a treaty needs trust", "the tomatoes will not wait"]),
        (["will not wait"], ["the tomatoes will not wait"]),
        (["an authority"], []),
        (["an authority", "It costs nothing"], ["It costs nothing"]),
        (["It costs nothing"], ["It costs nothing"]),
        (["It costs nothing", "is near"], ["It costs nothing", "is near"]),
        (["Our children die"], ["Our children die"]),
        (["will starve"], ["Some 1.5 million people will starve"]),
        (["will leave"], ["The U.S. army will leave"]),
        ([], []),
    ],
)
def test_a_phrase_goes_with_what_follows_and_a_clause_has_its_subject(marked: list[str], whole: list[str]) -> None:
    assert [one.text for one in pieced(TEXT, spans(*marked))] == whole
    assert [one.text for one in pieced(TEXT, spans(*reversed(marked)))] == whole
