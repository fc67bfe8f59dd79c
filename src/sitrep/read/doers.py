"""Who is no doer of an act, though marked so: the other parts of its sentence.

The network marks as actor whoever acts near a trigger. Grammar rules out some: in a passive clause the doer stands after "by", what a noun
phrase such as "in connection with the bombing" hangs on has a subject of its own, and half a phrase that is acted on does not act.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sitrep.records import Span

_REACH = 120  # characters before a trigger in which the words that govern it stand
_NEAR = 40  # characters before an actor
_PASSIVE = re.compile(r"\b(?:be|been|being|is|are|was|were)\s(?:\w+ly\s)?$", re.I)
_GOVERNED = re.compile(r"\b(?:for|against|to|with|from)\s(?:(?:the|its|their|his|her|an?|local|state)\s)*$", re.I)
# "Arrested four men in connection with the bombing", "met after Wednesday's attack": the noun's doer is not who arrests or meets.
_HANGS = re.compile(
    r"\b(?:in connection with|in relation to|over|after|following|since|concerning)\s"
    r"(?:(?:the|an?|this|that|these|those|last|[\w-]+['’]s)\s)(?:[\w-]+\s){0,2}?$",
    re.I,
)


def doers(text: str, trigger: Span, actors: Sequence[Span], recipients: Sequence[Span]) -> tuple[Span, ...]:
    """The actors without those that the grammar of the sentence shows to be none; all four are where the network marks them."""
    before = text[max(0, trigger.start - _REACH) : trigger.start]
    passive, hangs = _PASSIVE.search(before) is not None, _HANGS.search(before)
    at = trigger.start - (len(before) - hangs.start()) if hangs else 0
    return tuple(
        one
        for one in actors
        if not (passive and one.end <= trigger.start and _GOVERNED.search(text[max(0, one.start - _NEAR) : one.start]))
        and not (hangs and one.end <= at)
        and not any(_one_phrase(text, other, one) for other in recipients)
    )


def _one_phrase(text: str, target: Span, actor: Span) -> bool:
    """Whether an actor only goes on with the phrase of who is acted on ("al-Qaeda" and "suspects")."""
    return target.end < actor.start and text[target.end : actor.start].isspace() and actor.text.islower()
