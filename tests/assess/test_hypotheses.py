"""Competing hypotheses: what a file may say, how hypotheses are ranked, and on what that hangs."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.assess.hypotheses import Evidence, Mark, Matrix, Weight, analysed, graded, grades, parsed
from sitrep.codec import to_json
from sitrep.errors import AssessError
from sitrep.records import Account, Claim, Incident, SituationReport, State

FILE = """\
# question: Who burned the trucks?
# a comment
evidence,credibility,relevance,smugglers,the Vanguard,an accident
The Vanguard claimed it,low,high,I,CC,II
"Fuel cans were found, all empty",high,high,C,C,II
It rained [[st:st-1]],,,N,N,C
"""


def matrix(*rows, hypotheses=("h1", "h2")):
    return Matrix(
        question="",
        hypotheses=hypotheses,
        evidence=tuple(
            Evidence(text=f"e{at}", marks=tuple(map(Mark, marks)), credibility=credibility, relevance=relevance, citations=(), line=at)
            for at, (credibility, relevance, *marks) in enumerate(rows)
        ),
    )


M = Weight.MEDIUM


def test_a_file():
    found = parsed(FILE, "m.csv")
    assert found.question == "Who burned the trucks?"
    assert found.hypotheses == ("smugglers", "the Vanguard", "an accident")
    assert [one.line for one in found.evidence] == [4, 5, 6]
    assert found.evidence[1].text == "Fuel cans were found, all empty"
    assert found.evidence[2].citations == ("st:st-1",)
    assert (found.evidence[2].credibility, found.evidence[2].relevance) == (None, Weight.MEDIUM)


def test_scores_by_hand():
    found = analysed(graded(parsed(FILE, "m.csv"), {}))
    assert [(one.hypothesis, one.rank) for one in found.ranking] == [("the Vanguard", 1), ("smugglers", 2), ("an accident", 3)]
    assert [one.inconsistency for one in found.ranking] == pytest.approx([0, 1, 2 + 4])
    assert [one.diagnosticity for one in found.tested] == [1.0, 0.75, 0.25]
    assert [one.weight for one in found.tested] == pytest.approx([1.0, 2.0, 1.0])


def test_what_is_consistent_counts_for_nothing():
    found = analysed(matrix((M, M, "CC", "N"), (M, M, "CC", "C"), (M, M, "I", "N")))
    assert [(one.number, one.inconsistency) for one in found.ranking] == [(2, 0.0), (1, 1.0)]


def test_without_the_one_piece_that_decides_another_stands_first():
    found = analysed(matrix((M, M, "II", "N"), (M, M, "N", "I")))
    assert [one.number for one in found.ranking] == [2, 1]
    first, second = found.tested
    assert (first.changes_first, first.first_without) == (True, (1,))
    assert (second.changes_first, second.changes_order, second.first_without) == (False, False, (2,))


def test_a_tie_is_no_order_and_breaking_it_is_a_change():
    found = analysed(matrix((M, M, "I", "N"), (M, M, "N", "I")))
    assert [one.rank for one in found.ranking] == [1, 1]
    assert found.tested[0].first_without == (1,)
    assert all(one.changes_first for one in found.tested)


def test_what_does_not_apply_tells_nothing_apart():
    found = analysed(matrix((M, M, "NA", "NA"), (M, M, "C", "NA")))
    assert [one.diagnosticity for one in found.tested] == [0.0, 0.0]


@pytest.mark.parametrize(
    ("grade", "weight"),
    [("A1", "high"), ("B2", "high"), ("B3", "medium"), ("C1", "medium"), ("D2", "low"), ("F6", "medium"), ("F5", "low"), ("B6", "high")],
)
def test_a_grade_is_a_credibility(grade, weight):
    text = f"evidence,credibility,h1,h2\nIt rained,{grade},C,I\n"
    assert parsed(text, "m.csv").evidence[0].credibility.value == weight
    cited = parsed("evidence,h1,h2\nIt rained [[st:s]],C,I\n", "m.csv")
    (one,) = graded(cited, {"st:s": grade}).evidence
    assert (one.credibility.value, one.why) == (weight, f"grade {grade} of what it cites")


def test_grades_of_a_report_and_of_several_citations_the_highest():
    accounts = (
        Account(value="over  50", low=51, high=None, reports=(), statements=("s1",), origins=1, grade="C3"),
        Account(value="27", low=27, high=27, reports=(), statements=("s2", "s1"), origins=1, grade="E5"),
    )
    claim = Claim(attribute="destroyed", accounts=accounts, state=State.DISPUTED)
    found = grades(SituationReport(generated=None, incidents=(Incident(id="in-1", type=None, title="x", claims=(claim,)),)))
    assert found == {"ac:in-1/destroyed/over 50": "C3", "ac:in-1/destroyed/27": "E5", "st:s1": "E5", "st:s2": "E5"}
    cited = parsed("evidence,h1,h2\nX [[st:s2]] [[ac:in-1/destroyed/over 50]] [[st:none]],C,I\nY [[st:none]],C,I\n", "m.csv")
    assert [one.credibility.value for one in graded(cited, found).evidence] == ["medium", "medium"]
    assert [one.why for one in graded(cited, found).evidence] == ["grade C3 of what it cites", "not known: counted as medium"]


@pytest.mark.parametrize(
    ("text", "subject", "reason"),
    [
        ("", "m.csv", "no header"),
        ("# only\n", "m.csv", "no header"),
        ("facts,h1,h2\nx,C,I\n", "m.csv:1", 'no column "evidence"'),
        ("evidence,h1\nx,C\n", "m.csv:1", "two hypotheses"),
        ("evidence,h1,h1\nx,C,I\n", "m.csv:1", "twice"),
        ("evidence,h1,\nx,C,I\n", "m.csv:1", "no name"),
        ("evidence,h1,h2\n", "m.csv", "no evidence"),
        ("evidence,h1,h2\n\nx,C\n", "m.csv:3", "2 cells"),
        ("# q\nevidence,h1,h2\nx,C,maybe\n", "m.csv:3", "'maybe' is no mark"),
        ("evidence,h1,h2\n,C,I\n", "m.csv:2", "0 characters"),
        ("evidence,credibility,h1,h2\nx,great,C,I\n", "m.csv:2", "'great' is no credibility"),
        ("evidence,relevance,h1,h2\nx,B2,C,I\n", "m.csv:2", "'B2' is no relevance"),
        ('evidence,h1,h2\nx,C,I\n"a"b,C,I\n', "m.csv:3", "is no CSV"),
        ("evidence," + ",".join(f"h{at}" for at in range(13)) + "\n", "m.csv:1", "more than 12"),
    ],
)
def test_bad_files_are_named_with_their_line(text, subject, reason):
    with pytest.raises(AssessError) as caught:
        parsed(text, "m.csv")
    assert caught.value.subject == subject
    assert reason in caught.value.reason


@given(
    st.integers(2, 5).flatmap(
        lambda width: st.lists(
            st.tuples(st.sampled_from(list(Weight)), st.sampled_from(list(Weight)), *[st.sampled_from(list(Mark))] * width),
            min_size=1,
            max_size=8,
        )
    )
)
def test_laws(rows):
    made = matrix(*rows, hypotheses=tuple(f"h{at}" for at in range(len(rows[0]) - 2)))
    found = analysed(made)
    scores = [one.inconsistency for one in found.ranking]
    # Scores that differ by less than a rounding are ties, in the order of the hypotheses.
    assert all(one <= other + 1e-9 for one, other in pairwise(scores))
    assert found.ranking[0].rank == 1
    assert all(0 <= one.diagnosticity <= 1 and one.first_without for one in found.tested)
    assert all(0.5 - 1e-9 <= one.weight <= 2 + 1e-9 for one in found.tested)
    silent = [
        one.number for one, row in zip(found.tested, made.evidence, strict=True) if not {"I", "II"} & {mark.value for mark in row.marks}
    ]
    assert not any(found.tested[number - 1].changes_order for number in silent)
    assert to_json(found)["matrix"]["hypotheses"] == list(made.hypotheses)
    assert math.isfinite(sum(scores))
