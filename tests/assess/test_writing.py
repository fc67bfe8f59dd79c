"""Drafts taken apart: front matter, sections, key judgements, citations, and what is wrong with their form."""

import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.assess import LONGEST_TEXT, account_parts, account_target, cite, take_apart
from sitrep.assess.templates import new, response
from sitrep.records import Answer, CitationKind, Confidence, Likelihood, Marking, ResponseStance, Severity

FRONT = '+++\ntitle = "The ferry"\n+++\n'
WHOLE = """+++
title = "The  ferry"
summary = "It will not run."
desk = "Rivers"
area = "Ombra"
topics = ["ferries", "trade", "ferries"]
marking = "amber"
embargo = 2024-03-10T06:00:00+02:00
+++

<!-- not for readers [[st:st-0]] -->
## Key judgements

### KJ1: the ferry
It is **very unlikely** that the ferry
runs in April [[in:incident-1]][[ac:incident-1/killed/at least 12]].

Confidence: moderate. Two origins
agree on it.
Due: 2024-04-30

### kj2
The toll will likely rise. [[st:st-2]]
Confidence: low

## Discussion
Example: `[[st:st-9]]`
```
[[st:st-8]]
## Gaps
- none
```
As [[do:doc-1]] and [[as:assessment-1]] say.

## Key Assumptions ##
1. The river stays
   high. [[pr:proposal-1]]
2. Fuel is *short*.

## Alternatives considered
The pilots strike.

It is only repairs.

## Information gaps
- Who pays.
## What would change this judgement
* A new captain.
"""


def remarks(text, severity=Severity.ERROR):
    return [(one.line, one.text) for one in take_apart(text).remarks if one.severity is severity]


def judged(words, **front):
    return f"{FRONT}\n## Key judgements\n\n### KJ1\n{words}\n"


def test_everything_that_a_draft_says_is_found():
    one = take_apart(WHOLE)
    assert one.remarks == ()
    assert (one.front.title, one.front.desk, one.front.area, one.front.topics) == ("The ferry", "Rivers", "Ombra", ("ferries", "trade"))
    assert (one.front.marking, one.front.embargo) == (Marking.AMBER, datetime(2024, 3, 10, 4, tzinfo=UTC))
    first, second = one.judgements
    assert (first.id, first.likelihood, first.confidence, first.due) == ("kj1", Likelihood.VERY_UNLIKELY, Confidence.MODERATE, "2024-04-30")
    assert first.text == "It is very unlikely that the ferry runs in April."
    assert [(each.kind.value, each.target) for each in first.citations] == [("in", "incident-1"), ("ac", "incident-1/killed/at least 12")]
    assert (second.id, second.likelihood, second.confidence, second.due) == ("kj2", Likelihood.LIKELY, Confidence.LOW, None)
    assert one.assumptions == ("The river stays high.", "Fuel is short.")
    assert one.alternatives == ("The pilots strike.", "It is only repairs.")
    assert (one.gaps, one.indicators) == (("Who pays.",), ("A new captain.",))
    assert [each.target for each in one.citations] == [
        "incident-1", "incident-1/killed/at least 12", "st-2", "doc-1", "assessment-1", "proposal-1",
    ]  # fmt: skip
    assert all(one.body[each.start : each.end] == cite(each.kind, each.target) for each in one.citations)
    assert "not for readers" not in one.body


def test_ends_of_lines_and_marks_of_order_change_nothing():
    assert take_apart("\ufeff" + WHOLE.replace("\n", "\r\n")) == take_apart(WHOLE)


@pytest.mark.parametrize(
    ("front", "line", "words"),
    [
        ("", 1, "there is no front matter"),
        ('+++\ntitle = "x"\n', 1, "x"),
        ("+++\ntitle = x\n+++\n", 2, "the front matter is not TOML"),
        ('+++\ntitle = "x"\ntitle = "y"\n+++\n', 3, "the front matter is not TOML"),
        ('+++\ntitle = "x"\n\ncolour = "red"\n+++\n', 4, "'colour' is no key of the front matter"),
        ('+++\ntitle = "x"\n[colour]\na = 1\n+++\n', 3, "'colour' is no key of the front matter"),
        ("+++\ntitle = 7\n+++\n", 2, "title is not a text in quotes"),
        ('+++\ntitle = "x"\ntopics = "a"\n+++\n', 3, "topics is not a list of texts"),
        ('+++\ntitle = "x"\nmarking = "secret"\n+++\n', 3, "'SECRET' is no marking"),
        ('+++\ntitle = "x"\nembargo = "soon"\n+++\n', 3, "embargo is no moment"),
        ('+++\ntitle = "x"\nanswers = "assessment-1"\nstance = "hm"\n+++\n', 4, "stance must say how it answers"),
        ('+++\ntitle = "x"\nstance = "agree"\n+++\n', 3, "stance says nothing without answers"),
        (f'+++\ntitle = "{"x" * 3000}"\n+++\n', 2, "title is 3,000 characters long"),
        (f"+++\n{'a' * 30_000}\n+++\n", 1, "the front matter is longer than"),
        ("+++\na = " + "[" * 5_000 + "\n+++\n", 2, "the front matter is not TOML"),
    ],
)
def test_what_is_wrong_with_front_matter_is_said_with_its_line(front, line, words):
    found = remarks(front + "Text.\n")
    if words == "x":
        assert take_apart(front).body == ""
        return
    assert (found[0][0], words in found[0][1]) == (line, True), found


def test_nothing_goes_further_than_a_marking_or_an_embargo_that_cannot_be_read():
    one = take_apart('+++\ntitle = "x"\nmarking = "secret"\nembargo = "soon"\n+++\n')
    assert one.front.marking is Marking.RED
    assert one.front.embargo > datetime(9999, 1, 1, tzinfo=UTC)
    assert take_apart("no front matter").front.marking is Marking.RED
    assert take_apart("+++\nnot toml\n+++\n").front.marking is Marking.RED


@pytest.mark.parametrize(
    ("words", "line", "said"),
    [
        ("It holds. [[st:a]]\nConfidence: low", 7, "KJ1 has no likelihood"),
        ("It is likely, or unlikely.\nConfidence: low", 7, "KJ1 has more than one likelihood: likely, unlikely"),
        ("It may hold, as is likely.\nConfidence: low", 7, "KJ1: 'may' is not on the scale"),
        ("It is likely.\n", 7, "KJ1 has no line that states confidence"),
        ("It is likely.\nConfidence: medium", 9, "KJ1: 'medium' is no degree of confidence"),
        ("It is likely.\nConfidence: low\nConfidence: high", 10, "confidence is given twice"),
        ("It is likely.\nConfidence: low\nDue: soon", 10, "due: 'soon' is no day"),
        ("It is likely, with high confidence.\nConfidence: high", 8, "a likelihood and a confidence in one sentence"),
        ("It is likely.\nConfidence: low\n\n### KJ1\nIt is likely.\nConfidence: low", 11, "there is a second KJ1"),
        ("It is likely.\nConfidence: low\n\n### First\nIt is likely.", 11, "'First' is no name of a key judgement"),
        ("It is likely.\nConfidence: low\n\n### KJ2\nIt is probable.\nConfidence: low", 12, "'likely' and 'probable' are of two rows"),
        ("It is likely. [[xy:a]]\nConfidence: low", 8, "'[[xy:a' is no citation"),
        ("It is likely. [[st:a\nConfidence: low", 8, "'[[st:a' is no citation"),
        ("It is likely.\nConfidence: low\n<!-- to the end", 10, "a comment (<!--) has no end"),
        ("It is likely.\nConfidence: low\n<<<<<<< draft 2\na\n=======\nb\n>>>>>>> draft 3", 10, "a conflict between two drafts"),
    ],
)
def test_what_is_wrong_with_a_judgement_is_said_with_its_line(words, line, said):
    assert any(at == line and said in text for at, text in remarks(judged(words))), remarks(judged(words))


def test_a_likelihood_may_stand_on_a_line_of_its_own():
    one = take_apart(judged("The ferry will run in April.\nLikelihood: very likely\nConfidence: **high**"))
    assert one.remarks == ()
    assert (one.judgements[0].likelihood, one.judgements[0].text) == (Likelihood.VERY_LIKELY, "The ferry will run in April.")


def test_the_first_paragraph_is_the_judgement_and_the_rest_explains_it():
    one = take_apart(
        judged(
            "It is likely\nthat it holds. [[st:a]]\n\nConfidence: low. Who knows,\nit may not.\n\nIt might, and it is unlikely. [[st:b]]"
        )
    )
    assert one.remarks == ()
    assert (one.judgements[0].text, one.judgements[0].likelihood) == ("It is likely that it holds.", Likelihood.LIKELY)
    assert [each.target for each in one.judgements[0].citations] == ["a", "b"]


def test_markup_is_said_and_not_obeyed():
    found = remarks(judged("It is likely.\nConfidence: low\n<script>alert(1)</script> <img src=x onerror=y> 3 < 4"), Severity.WARNING)
    assert [text.split(":")[0] for _, text in found] == ["'<script>'", "'</script>'", "'<img'"]


def test_targets_of_accounts_keep_their_value():
    for value in ("22", "at least 12", "not [sure] 50 %", "a/b", "two\n lines"):
        target = account_target("incident-1", "killed", value)
        assert account_parts(target) == ("incident-1", "killed", " ".join(value.split()))
        one = take_apart(f"{FRONT}{cite(CitationKind.ACCOUNT, target)}")
        assert [each.target for each in one.citations] == [target]
    for wrong in ("incident-1", "incident-1/killed", "incident-1/killed/", "/a/b"):
        assert account_parts(wrong) is None


def test_templates_say_what_is_to_be_filled_in_and_nothing_else():
    one = take_apart(new('A "quoted" title'))
    assert one.front.title == 'A "quoted" title'
    assert (one.assumptions, one.gaps, one.citations, one.judgements[0].text) == ((), (), (), "")
    assert [text for _, text in remarks(new())] == [
        "KJ1 has no likelihood (almost no chance, very unlikely, unlikely, roughly even chance, likely, very likely, almost certain)",
        "KJ1 has no line that states confidence (Confidence: low, moderate or high, and why)",
    ]
    answer = take_apart(response("assessment-1", "The ferry", ResponseStance.DISAGREE, "kj1"))
    assert answer.remarks == ()
    assert answer.front.answers == Answer(assessment="assessment-1", judgement="kj1", stance=ResponseStance.DISAGREE)
    assert answer.front.title == "On: The ferry"


@pytest.mark.parametrize(
    "part",
    [
        "[[",
        "[[st:a]] ",
        "`",
        "`` ` ",
        "*a ",
        "_a_ ",
        "# ",
        "<!--",
        "+++\n",
        "- a\n",
        "### KJ1\n",
        "<a ",
        "\n",
        " ",
        "likely\n",
        "Confidence: low\n",
        "| ",
    ],
)
def test_texts_built_to_be_slow_are_quick(part):
    text = f"{FRONT}## Key judgements\n### KJ1\n" + part * ((LONGEST_TEXT - 100) // len(part))
    started = time.process_time()
    assert len(take_apart(text).remarks) < 1_000
    assert time.process_time() - started < 10


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from([*WHOLE.splitlines(keepends=True), "+++", "```\n", "### KJ2\n", "[[", "<!--", "-->", "é\x00\ud800"]), max_size=30
    ).map("".join)
)
def test_any_text_gives_something(text):
    one = take_apart(text)
    assert all(remark.line is None or remark.line >= 1 for remark in one.remarks)
    assert all(one.body[each.start : each.end].startswith("[[") for each in one.citations)
