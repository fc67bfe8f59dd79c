"""The project's labelled passages and the rules of their format."""

from pathlib import Path

import pytest
from training.marked import PassageError, kept_aside
from training.passages import chain, load, parse

FOLDER = Path(__file__).parents[2] / "training" / "data" / "passages"


def test_the_passages_are_in_order_and_many():
    passages = load(FOLDER)
    assert len(passages) >= 2000
    assert len({one.key for one in passages}) == len({one.text for one in passages}) == len(passages)
    assert sum(one.outer is not None for passage in passages for one in passage.attributions) >= 800
    assert 0.07 < sum(kept_aside(one.key) for one in passages) / len(passages) < 0.13
    for passage in passages:
        for one in (*passage.attributions, *passage.own):
            for start, end in (*one.content, *(part for part in (one.cue, one.source) if part)):
                assert 0 <= start < end <= len(passage.text)


def test_marks_become_offsets_and_nesting():
    made = parse(
        '@ x-1 style=wire outlet="The Post"\n<s1>The Post</s1> <c1 report>said</c1> <t1><s2 name="Al">he</s2> <c2>said</c2> <t2 neg future>P</t2></t1>.'
    )
    assert made.text == "The Post said he said P."
    assert made.fields == {"style": "wire", "outlet": "The Post"}
    outer, inner = made.attributions
    assert [made.text[slice(*one)] for one in (outer.source, outer.cue, outer.content[0])] == ["The Post", "said", "he said P"]
    assert (outer.act, inner.name, inner.negative, inner.modality, inner.outer) == ("report", "Al", True, "future", 0)
    assert chain(made, 1) == [0, 1]


@pytest.mark.parametrize(
    ("block", "reason"),
    [
        ("no head\ntext", "needs a line"),
        ("@ x-1 style=wire\n<s1>A</s1> said.", "no content"),
        ("@ x-1 style=wire\n<t1>A</s1> said.", "closes nothing"),
        ("@ x-1 style=wire\n<t1>A said.", "not closed"),
        ("@ x-1 style=wire\n<t1 loud>A</t1> said.", "cannot take 'loud'"),
        ("@ x-1 style=wire\n<t1 in=3>A</t1> said.", "names no attribution"),
        ("@ x-1 style=wire\nNothing here.", "nothing is marked"),
        ("@ x-1 style=wire\n<s1>A</s1> <s1>B</s1> <t1>C</t1>.", "a second <s>"),
    ],
)
def test_a_broken_passage_is_named(block, reason):
    with pytest.raises(PassageError, match=reason):
        parse(block, "file.txt")
