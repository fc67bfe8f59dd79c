"""AIF by the rules of its core ontology, Argdown by a grammar of what is written."""

import json
import random
import re
from datetime import UTC, datetime

import pytest

from sitrep.publish.exchange.aif import aif
from sitrep.publish.exchange.argdown import argdown
from sitrep.records import HeldPosition, Holder, Proposal, SituationReport, Stance

SCHEMES = {"RA", "CA", "MA"}
# Signs that mean something to Argdown, alone and together.
HOSTILE = (
    *("[x]: y", "<a>: b", "+ <b>", "- [c]", "// comment", "/* c", "*/", "<!-- x -->", "#tag", "#(a tag)", "@[P1]", "@<x>", "{a: b}", "}"),
    *("===", "---", "\\", "\\\\", "(1) a", "----", "**b**", "__i__", "-> [x]", "><", "[l](http://x)", "`code`", "$m$", "::", "~~~", "'"),
    *('"', "\n", "\n\n", "\t", "# head", "|", "&amp;", "%", "^", "!", "= ", "\u2028", "\x00", "\ud800", "]:", ">:", "+>", "<_", "\u202e"),
)


@pytest.fixture(scope="module")
def hostile():
    chance = random.Random(3)

    def words():
        return "".join(chance.choice(HOSTILE) + chance.choice(("", " ", "a")) for _ in range(chance.randrange(9)))

    def position():
        grounds = tuple(words() for _ in range(chance.randrange(3)))
        holder = chance.choice((None, Holder(source=None, name=words())))
        stance = chance.choice(list(Stance))
        return HeldPosition(holder=holder, stance=stance, grounds=grounds, key="k", document="d", statement=None, date=words())

    made = tuple(Proposal(id=f"p{n}", text=words(), positions=tuple(position() for _ in range(chance.randrange(4)))) for n in range(300))
    return SituationReport(generated=datetime(2024, 3, 10, tzinfo=UTC), proposals=made)


def graph_of(report, readings):
    return json.loads(b"".join(aif(report, readings)))


def check(graph):
    """The AIF core ontology: I-nodes meet only by way of scheme nodes, each of which has something before and behind it."""
    kinds = {node["nodeID"]: node["type"] for node in graph["nodes"]}
    assert len(kinds) == len(graph["nodes"])
    assert set(kinds.values()) <= {"I", "L", "YA"} | SCHEMES
    before, behind = ({name: [] for name in kinds} for _ in range(2))
    for edge in graph["edges"]:
        behind[edge["fromID"]].append(kinds[edge["toID"]])
        before[edge["toID"]].append(kinds[edge["fromID"]])
    assert len({edge["edgeID"] for edge in graph["edges"]}) == len(graph["edges"])
    for name, kind in kinds.items():
        if kind == "I":
            assert set(before[name]) <= SCHEMES | {"YA"}
            assert set(behind[name]) <= SCHEMES
        elif kind == "L":
            assert before[name] == []
            assert behind[name]
            assert set(behind[name]) == {"YA"}
        elif kind == "YA":
            assert before[name] == ["L"]
            assert len(behind[name]) == 1
            assert set(behind[name]) <= SCHEMES | {"I"}
        else:
            assert "I" in before[name]
            assert set(before[name]) <= {"I", "YA"}
            assert behind[name] == ["I"]
    said = {one["nodeID"]: one for one in graph["locutions"]}
    assert said.keys() == {name for name, kind in kinds.items() if kind == "L"}
    assert {one["personID"] for one in said.values()} == {one["participantID"] for one in graph["participants"]}
    for node in graph["nodes"]:
        assert "\n" not in node["text"]
        datetime.strptime(node["timestamp"], "%Y-%m-%d %H:%M:%S")


def test_the_graph_keeps_the_rules_of_the_core_ontology(picture, hostile, empty):
    for report, readings in ((picture.report, picture.readings), (hostile, {}), (empty.report, {})):
        check(graph_of(report, readings))


def test_a_graph_that_breaks_the_rules_is_found(picture):
    graph = graph_of(picture.report, picture.readings)
    information = [node["nodeID"] for node in graph["nodes"] if node["type"] == "I"]
    graph["edges"].append({"edgeID": "0", "fromID": information[0], "toID": information[1], "formEdgeID": None})
    with pytest.raises(AssertionError):
        check(graph)


def ends(graph, kind):
    """(texts before, text behind) of each scheme node of a kind."""
    nodes = {node["nodeID"]: node for node in graph["nodes"]}
    for name, node in nodes.items():
        if node["type"] == kind:
            before = [nodes[edge["fromID"]] for edge in graph["edges"] if edge["toID"] == name]
            [behind] = [nodes[edge["toID"]] for edge in graph["edges"] if edge["fromID"] == name]
            yield tuple(one["text"] for one in before if one["type"] == "I"), behind["text"]


def test_grounds_for_infer_and_grounds_against_conflict(picture):
    graph = graph_of(picture.report, picture.readings)
    wanted = "Oss ought to join the Harbour Pact"
    assert (("it keeps the pass safe",), wanted) in list(ends(graph, "RA"))
    conflicts = list(ends(graph, "CA"))
    assert (("the pact would be drawn into a war",), wanted) in conflicts
    assert ((f"An alternative to: {wanted}",), wanted) in conflicts
    holders = {one["surname"] for one in graph["participants"]}
    assert {"Ilo Gan", "Dara Reven"} <= holders
    assert [node for node in graph["nodes"] if node.get("sitrepID") == "prop-1"] == [
        node for node in graph["nodes"] if node["text"] == wanted
    ]


# A text without a sign that means something, or such signs with a backslash before them.
PLAIN = r"(?:[^\\\[\]<>{}()#@*_+\-=/:|~^`!$&%\n]|\\[\\\[\]<>{}()#@*_+\-=/:|~^`!$&%])"
STATEMENT = re.compile(rf"\[P(\d+)\]: {PLAIN}+")
ARGUMENT = re.compile(rf"  ([+-]) <P(\d+)\.(\d+)(?: [\w .,'…-]+)?>: {PLAIN}+: {PLAIN}+")


def parsed(text):
    """[(number of a proposal, its signs)] of a text that is nothing but front matter, statements and arguments."""
    head, title, date, end, *lines = text.split("\n")
    assert (head, end) == ("===", "===")
    assert title == "title: Proposals and positions"
    assert re.fullmatch(r"date: '[\d:TZ.-]+'", date)
    found = []
    for line in lines:
        if statement := STATEMENT.fullmatch(line):
            found.append((int(statement[1]), []))
        elif argument := ARGUMENT.fullmatch(line):
            assert (int(argument[2]), int(argument[3])) == (found[-1][0], len(found[-1][1]) + 1)
            found[-1][1].append(argument[1])
        else:
            assert line == "", line
    return found


def test_a_text_is_only_statements_and_arguments_whatever_it_quotes(picture, hostile, empty):
    for report, readings in ((picture.report, picture.readings), (hostile, {}), (empty.report, {})):
        found = parsed(b"".join(argdown(report, readings)).decode())
        signs = [
            ["-" if one.stance in (Stance.OPPOSES, Stance.ALTERNATIVE) else "+" for one in proposal.positions]
            for proposal in report.proposals
        ]
        assert found == [(number, each) for number, each in enumerate(signs, 1)]


def test_a_text_can_be_read(picture):
    text = b"".join(argdown(picture.report, picture.readings)).decode()
    assert "[P1]: Oss ought to join the Harbour Pact\n  - <P1.1 Ilo Gan>: Ilo Gan opposes it: the pact would be drawn into a war\n" in text
