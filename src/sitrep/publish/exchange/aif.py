"""Proposals and positions as an argument graph: AIF (Chesñevar and others, 2006; core ontology of Rahwan and others, 2007) in AIFdb's JSON.

A proposal and each ground are information (I). What a holder says is a locution (L), which a node of illocutionary force (YA) anchors in
what is said (Reed and Budzynska, inference anchoring). Grounds for a proposal infer it (RA), grounds against it and alternatives conflict
with it (CA).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import pairwise
from typing import Any

from sitrep.codec import dump_line
from sitrep.publish.exchange.told import holder_of, offer_of
from sitrep.publish.text import one_line
from sitrep.records import HeldPosition, Proposal, Reading, SituationReport, Stance

_FOR, _AGAINST, _ALTERNATIVE = "Default Inference", "Default Conflict", "Alternatives"
_FORCE = {
    Stance.PROPOSES: "Proposing",
    Stance.SUPPORTS: "Agreeing",
    Stance.SUPPORTS_IF: "Agreeing on a condition",
    Stance.OPPOSES: "Disagreeing",
    Stance.ALTERNATIVE: "Proposing",
}


def aif(report: SituationReport, readings: Mapping[str, Reading]) -> Iterator[bytes]:
    """The proposals of the report as one node set."""
    graph = _Graph(report.generated)
    for proposal in report.proposals:
        _proposal(graph, proposal, readings)
    made = {"nodes": graph.nodes, "edges": graph.edges, "locutions": graph.locutions, "participants": graph.participants}
    yield (dump_line(made) + "\n").encode()


class _Graph:
    """A node set that grows. Ids are numbers, as AIFdb has them, in the order in which nodes are made."""

    def __init__(self, made: datetime) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.locutions: list[dict[str, Any]] = []
        self.participants: list[dict[str, Any]] = []
        self._made = f"{made:%Y-%m-%d %H:%M:%S}"
        self._persons: dict[str, str] = {}

    def node(self, kind: str, text: str, **more: str) -> str:
        """Make a node and give its id."""
        identity = str(len(self.nodes) + 1)
        self.nodes.append({"nodeID": identity, "text": one_line(text), "type": kind, "timestamp": self._made, **more})
        return identity

    def link(self, *path: str) -> None:
        """Make edges from each node of a path to the next."""
        for start, end in pairwise(path):
            self.edges.append({"edgeID": str(len(self.edges) + 1), "fromID": start, "toID": end, "formEdgeID": None})

    def locution(self, holder: str, text: str, position: HeldPosition) -> str:
        """Make a locution of a holder and give its id."""
        identity = self.node("L", f"{holder}: {text}")
        when = position.date if position.date and len(position.date) >= len("2024-03-06") else None
        self.locutions.append(
            {
                "nodeID": identity,
                "personID": self._person(holder),
                "timestamp": f"{when[:10]} 00:00:00" if when else None,
                "start": None,
                "end": None,
                "source": position.statement or position.document,
            }
        )
        return identity

    def _person(self, name: str) -> str:
        if name not in self._persons:
            self._persons[name] = str(len(self._persons) + 1)
            self.participants.append({"participantID": self._persons[name], "firstname": "", "surname": name})
        return self._persons[name]


def holder_name(position: HeldPosition, readings: Mapping[str, Reading]) -> str:
    """Who holds a position, in one line; who is not named has the article in his name, for those of two articles are not one."""
    return holder_of(position, readings) or f"Somebody not named ({position.document})"


def _proposal(graph: _Graph, proposal: Proposal, readings: Mapping[str, Reading]) -> None:
    what = graph.node("I", proposal.text, sitrepID=proposal.id)
    for position in proposal.positions:
        _position(graph, what, proposal, position, readings)


def _position(graph: _Graph, what: str, proposal: Proposal, position: HeldPosition, readings: Mapping[str, Reading]) -> None:
    holder, stance = holder_name(position, readings), position.stance
    against = stance is Stance.OPPOSES
    aim = what
    if stance is Stance.ALTERNATIVE:
        aim = graph.node("I", offer_of(position, readings) or f"An alternative to: {proposal.text}")
        graph.link(aim, graph.node("CA", _ALTERNATIVE), what)
    grounds = [graph.node("I", ground) for ground in position.grounds]
    if against and not grounds:
        grounds = [graph.node("I", f"Not: {proposal.text}")]
    said = graph.locution(holder, " ".join(position.grounds) or f"{stance.value}: {proposal.text}", position)
    for ground in grounds:
        graph.link(said, graph.node("YA", "Asserting"), ground)
    if grounds:
        scheme = graph.node("CA", _AGAINST) if against else graph.node("RA", _FOR)
        for ground in grounds:
            graph.link(ground, scheme)
        graph.link(scheme, aim)
        graph.link(said, graph.node("YA", _FORCE[stance] if against else "Arguing"), scheme)
    if not against:
        graph.link(said, graph.node("YA", _FORCE[stance]), aim)
