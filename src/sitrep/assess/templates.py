"""Where a new assessment or response begins: a text to fill in, with guidance in comments that never go out."""

from __future__ import annotations

import json

from sitrep.records import Marking, ResponseStance

_FRONT = """+++
title = {title}
summary = ""            # one or two sentences, for those who read no further
# desk = ""
# area = "Sahel"
# topics = ["convoys", "mines"]
marking = "{marking}"   # {markings}
# embargo = 2024-03-10T06:00:00Z
{more}+++
"""
_BODY = """
<!-- What stands in comments like this one never goes out. `sitrep search WORDS` finds evidence and prints the citation to paste. -->

## Key judgements

### KJ1
<!-- One sentence, with one term of the scale and the evidence that it rests on:
almost no chance, very unlikely, unlikely, roughly even chance, likely, very likely, almost certain.
Confidence is on the line below, never in the same sentence; `Due:` is the day by which it will have proved true or not. -->

Confidence:
Due:

## Discussion

## Assumptions

-

## Alternatives considered

-

## Gaps

-

## What would change this judgement

-
"""
_RESPONSE = """
<!-- What stands in comments like this one never goes out. Say what you {verb} and on what evidence; key judgements of your own go under
`## Key judgements`, as in an assessment. -->

"""
_VERBS = {
    ResponseStance.AGREE: "agree with",
    ResponseStance.DISAGREE: "disagree with",
    ResponseStance.AMEND: "would put otherwise",
}


def new(title: str = "") -> str:
    """The template of an assessment."""
    return _front(title, "") + _BODY


def response(assessment: str, title: str, stance: ResponseStance, judgement: str | None = None) -> str:
    """The template of a response to an assessment, or to one of its key judgements; `title` is that of the assessment."""
    lines = [f"answers = {json.dumps(assessment)}", f'stance = "{stance.value}"']
    lines += [f"judgement = {json.dumps(judgement)}"] if judgement else []
    return _front(f"On: {title}", "\n".join(lines) + "\n") + _RESPONSE.format(verb=_VERBS[stance])


def _front(title: str, more: str) -> str:
    markings = ", ".join(marking.value for marking in Marking)
    return _FRONT.format(title=json.dumps(title, ensure_ascii=False), marking=Marking.CLEAR.value, markings=markings, more=more)
