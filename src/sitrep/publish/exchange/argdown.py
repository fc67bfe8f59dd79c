"""Proposals and positions as Argdown (https://argdown.org), a text that people read and argument maps are drawn from."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sitrep.codec import moment
from sitrep.publish.exchange.aif import holder_name
from sitrep.publish.exchange.told import offer_of
from sitrep.publish.text import one_line, shorten
from sitrep.records import HeldPosition, Proposal, Reading, SituationReport, Stance

# All ASCII punctuation but what means nothing to Argdown wherever it stands; a backslash takes the meaning from any sign.
_SIGNS = re.compile(r"[\\\[\]<>{}()#@*_+\-=/:|~^`!$&%]")
# A title goes without escapes: what ends it or looks like more Argdown is left out.
_NOT_IN_TITLES = re.compile(r"[^\w .,'-]+")
_TITLE = 60

_FOR = (Stance.PROPOSES, Stance.SUPPORTS, Stance.SUPPORTS_IF)
_SAYS = {
    Stance.PROPOSES: "proposes it",
    Stance.SUPPORTS: "supports it",
    Stance.SUPPORTS_IF: "supports it on a condition",
    Stance.OPPOSES: "opposes it",
    Stance.ALTERNATIVE: "wants something else",
}


def argdown(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The proposals of the report, each a statement with an argument for every position under it."""
    yield f"===\ntitle: Proposals and positions\ndate: '{moment(report.generated)}'\n===\n".encode()
    for number, proposal in enumerate(report.proposals, 1):
        yield ("\n" + "\n".join(_lines(proposal, f"P{number}", readings)) + "\n").encode()


def escaped(text: str) -> str:
    """Any text as one line that is only text to Argdown."""
    return _SIGNS.sub(lambda sign: "\\" + sign[0], one_line(text))


def _title(prefix: str, words: str) -> str:
    """A title that no other has: the prefix does not come twice."""
    return f"{prefix} {shorten(_NOT_IN_TITLES.sub(' ', one_line(words)), _TITLE)}".strip()


def _lines(proposal: Proposal, prefix: str, readings: Mapping[str, Reading]) -> Iterator[str]:
    yield f"[{prefix}]: {escaped(proposal.text) or 'no words'}"
    for number, position in enumerate(proposal.positions, 1):
        yield from _position(position, f"{prefix}.{number}", readings)


def _position(position: HeldPosition, prefix: str, readings: Mapping[str, Reading]) -> Iterator[str]:
    """A position: `+` for it, `-` against it or something else in its place."""
    sign = "+" if position.stance in _FOR else "-"
    told = escaped(" … ".join(position.grounds)) or "gives no grounds"
    other = offer_of(position, readings)
    instead = f"instead, {escaped(other)}; " if other else ""
    stance = _SAYS[position.stance]
    who = holder_name(position, readings)
    yield f"  {sign} <{_title(prefix, who)}>: {escaped(who)} {stance}: {instead}{told}"
