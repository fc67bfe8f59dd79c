"""How many stand where on a proposal: holders are counted, not how often they are printed."""

from __future__ import annotations

import pytest

from sitrep.publish.proposals import _summary
from sitrep.records import HeldPosition, Stance


def held(who: str, stance: Stance, document: str, text: str = "x") -> HeldPosition:
    return HeldPosition(
        holder=None, stance=stance, grounds=(), key=document, document=document, statement=None, date=None, who=who, text=text
    )


@pytest.mark.parametrize(
    ("positions", "summary"),
    [
        ([held("Reed", Stance.PROPOSES, "a"), held("Reed", Stance.PROPOSES, "b"), held("Reed", Stance.SUPPORTS, "c")], "1 for"),
        ([held("Reed", Stance.SUPPORTS, "a"), held("Moun", Stance.SUPPORTS, "a"), held("Moun", Stance.OPPOSES, "b")], "2 for, 1 against"),
        ([held("", Stance.OPPOSES, "a"), held("", Stance.OPPOSES, "b")], "2 against"),
        ([held("Reed", Stance.ALTERNATIVE, "a", "a fence"), held("Reed", Stance.ALTERNATIVE, "b", "a fence")], "1 alternative"),
        ([held("Reed", Stance.ALTERNATIVE, "a", "a fence"), held("Reed", Stance.ALTERNATIVE, "a", "talks")], "2 alternatives"),
        ([held("Reed", Stance.SUPPORTS_IF, "a")], "1 for it on conditions"),
        ([], "no position known"),
    ],
)
def test_whoever_says_the_same_in_several_papers_is_counted_once(positions: list[HeldPosition], summary: str) -> None:
    assert _summary(positions) == summary
