"""The project's labelled passages of positions and the rules of their format."""

from collections import Counter
from pathlib import Path

import pytest
from training.marked import PassageError, kept_aside
from training.position_evaluate import figures
from training.position_passages import STANCES, load, parse

from sitrep.records import Document, Holder, Position, Reading, Span, Stance

FOLDER = Path(__file__).parents[2] / "training" / "data" / "positions"


def test_the_passages_are_in_order_and_cover_the_stances():
    passages = load(FOLDER)
    positions = [one for passage in passages for one in passage.positions]
    assert len(passages) >= 800
    assert len({one.key for one in passages}) == len({one.text for one in passages}) == len(passages)
    assert min(Counter(one.stance for one in positions)[stance] for stance in STANCES) >= 100
    assert sum(not passage.positions for passage in passages) >= 200
    assert 0.07 < sum(kept_aside(one.key) for one in passages) / len(passages) < 0.13


def made():
    return parse(
        '@ x-1 style=wire outlet="The Post"\n<h1>The mayor</h1> <s1 proposes also=supports>wants</s1> <p1>a bridge</p1>: <g1>ferries\n'
        "sink</g1>. \\p <h2>Her deputy</h2> <s2 opposes of=1>shook his head</s2>."
    )


def test_marks_become_offsets_and_an_answer_has_the_words_of_what_it_answers():
    passage = made()
    assert passage.text == "The mayor wants a bridge: ferries sink.\n\nHer deputy shook his head."
    wants, shook = passage.positions
    held = [wants.holder[0], wants.words, wants.proposal[0], wants.grounds[0], shook.holder[0], passage.proposal(1)[0]]
    assert [passage.text[slice(*one)] for one in held] == ["The mayor", "wants", "a bridge", "ferries sink", "Her deputy", "a bridge"]
    assert (wants.also, shook.of, shook.proposal) == (("supports",), 0, [])


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("@ x-1 style=wire\n<h1>A</h1> ran.", "belongs to no position"),
        ("@ x-1 style=wire\n<s1 proposes>A</p1> ran.", "closes nothing"),
        ("@ x-1 style=wire\n<s1 proposes>A ran.", "not closed"),
        ("@ x-1 style=wire\n<s1 proposes> </s1>A ran.", "holds nothing"),
        ("@ x-1 style=wire\n<s1 likes>A</s1> ran.", "needs a stance"),
        ("@ x-1 style=wire\n<s1 proposes loud>A</s1> ran.", "cannot take"),
        ("@ x-1 style=wire\n<s1 proposes>A</s1> <s1 proposes>B</s1>.", "two stances"),
        ("@ x-1 style=wire\n<s1 proposes of=4>A</s1> ran.", "names no other position"),
        ("@ x-1 style=wire\n<s1 proposes>A</s1> ran.", "has no proposal"),
        ("@ x-1 style=wire\n<s1 proposes of=2>A</s1> <s2 opposes of=1>B</s2>.", "has no proposal"),
        ("@ x-1 style=wire\n<h1>A</h1> <h1>B</h1> <s1 opposes>no</s1> <p1>C</p1>.", "two holders"),
    ],
)
def test_a_passage_that_breaks_the_rules_is_named(block, reason):
    with pytest.raises(PassageError, match=r"^f\.txt: x-1: .*" + reason):
        parse(block, "f.txt")


def test_figures_count_proposal_holder_stance_and_grounds_by_themselves():
    passage = made()

    def at(words):
        start = passage.text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    document = Document(id="doc-1", article="art-1", key="x-1", text=passage.text)
    right = Position(
        proposal="a bridge",
        proposal_spans=(at("a bridge"),),
        holder=Holder(source=at("The mayor")),
        stance=Stance.SUPPORTS,
        grounds=(at("ferries"),),
    )
    wrong = Position(proposal="a bridge", proposal_spans=(at("a bridge"),), holder=None, stance=Stance.OPPOSES)
    found = figures([passage], [Reading(document=document, positions=(right, wrong))])
    assert (found["proposal F1"], found["holder F1"], found["stance F1"]) == (pytest.approx(100), pytest.approx(50), pytest.approx(50))
    assert (found["ground precision"], found["ground recall"]) == (100, 50)
