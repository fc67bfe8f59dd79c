"""To whom something may go on: what a marking or an embargo keeps back is in no output, and every page says its marking."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from edition_helpers import BURNT, MARKINGS, NOON, assessment, made, texts, with_assessments

from sitrep.assess.citations import find
from sitrep.publish import Site, feeds, going_out, is_feed, site
from sitrep.publish.edition import files
from sitrep.publish.exchange import FORMATS
from sitrep.publish.markings import LABELS, at_most, style_name
from sitrep.records import Answer, AssessmentStatus, Deed, DeedKind, Marking, ResponseStance, Scope, Staleness

SECRET = "Zarzuela"


def deed(kind, **more):
    return Deed(**({"id": "deed-1", "assessment": "as-2", "draft": "draft-as-2", "kind": kind, "at": NOON, "by": "ada"} | more))


def names(report):
    return [one.id for one in report.assessments]


@pytest.mark.parametrize("highest", MARKINGS)
def test_nothing_marked_higher_goes_out(picture, highest):
    report = with_assessments(picture.report, *(assessment(style_name(one), marking=one) for one in MARKINGS))
    out = going_out(report, marking=highest, now=NOON)
    assert names(out) == [style_name(one) for one in MARKINGS[: MARKINGS.index(highest) + 1]]
    assert out.marking is highest
    assert going_out(out, marking=highest, now=NOON) == out
    assert replace(out, assessments=(), marking=Marking.CLEAR) == replace(report, assessments=())


def test_an_embargo_ends_at_its_moment(picture):
    report = with_assessments(picture.report, assessment(embargo=NOON))
    assert names(going_out(report, marking=Marking.RED, now=NOON - timedelta(microseconds=1))) == []
    assert names(going_out(report, marking=Marking.RED, now=NOON)) == ["as-1"]


@pytest.mark.parametrize("status", AssessmentStatus)
def test_only_what_was_published_goes_out(picture, status):
    report = with_assessments(picture.report, assessment(status=status))
    goes = status in (AssessmentStatus.PUBLISHED, AssessmentStatus.WITHDRAWN)
    assert names(going_out(report, marking=Marking.RED, now=NOON)) == (["as-1"] if goes else [])


def test_the_order_is_that_of_first():
    assert [at_most(one, Marking.AMBER) for one in MARKINGS] == [True, True, True, False, False]


@pytest.mark.parametrize(
    "held",
    [
        {"marking": Marking.AMBER},
        {"embargo": NOON + timedelta(days=30)},
        {"status": AssessmentStatus.DRAFT},
    ],
    ids=["marked", "embargoed", "draft"],
)
def test_what_is_kept_back_is_in_no_file_of_the_site_and_of_no_edition(picture, held):
    report = with_assessments(picture.report, assessment(title=SECRET, body=SECRET, by=SECRET, topics=(SECRET,), **held))
    out = dict(site(report, picture.readings, options=Site(marking=Marking.GREEN)))
    out |= dict(files(made(report, picture.readings, Scope(marking=Marking.GREEN))))
    assert len(out) > 30
    assert [path for path, content in out.items() if SECRET.encode() in content] == []


@pytest.mark.parametrize("held", [{"marking": Marking.AMBER}, {"embargo": NOON + timedelta(days=30)}], ids=["marked", "embargoed"])
def test_nothing_names_what_is_kept_back(picture, held):
    body = f"As [[as:{SECRET}]] says, [[in:{BURNT}]] and [[as: {SECRET} ]]; see [[as:as-3]]."
    response = assessment(
        "as-2",
        title=f"On [[as:{SECRET}]]",
        body=body,
        citations=tuple(find(body)),
        answers=Answer(assessment=SECRET, judgement="kj1", stance=ResponseStance.AGREE),
        gaps=(f"What [[as:{SECRET}]] lacks",),
        topics=(f"[[as:{SECRET}]]",),
        stale=(Staleness(target=f"[[as:{SECRET}]]", why="was corrected"), Staleness(target=f"[[in:{BURNT}]]", why="is disputed now")),
        deeds=(deed(DeedKind.PUBLISH, note=f"after [[as:{SECRET}]]"),),
    )
    response = replace(response, citations=tuple(find(body)))
    report = with_assessments(picture.report, assessment(SECRET, **held), response, assessment("as-3"))
    out = going_out(report, marking=Marking.GREEN, now=NOON)
    two = out.assessments[0]
    assert two.body == (f"As (an assessment that is not here) says, [[in:{BURNT}]] and (an assessment that is not here); see [[as:as-3]].")
    assert [(one.target, two.body[one.start : one.end]) for one in two.citations] == [
        (BURNT, f"[[in:{BURNT}]]"),
        ("as-3", "[[as:as-3]]"),
    ]
    assert (two.answers, [one.why for one in two.stale]) == (None, ["is disputed now"])
    assert going_out(out, marking=Marking.GREEN, now=NOON) == out
    assert going_out(report, marking=Marking.RED, now=NOON + timedelta(days=60)).assessments == report.assessments
    every = dict(site(report, picture.readings, options=Site(marking=Marking.GREEN)))
    every |= dict(files(made(report, picture.readings, Scope(marking=Marking.GREEN))))
    every |= dict(feeds(report, picture.readings, options=Site(marking=Marking.GREEN)))
    every |= {name: b"".join(one.write(out, picture.readings)) for name, one in FORMATS.items()}
    assert [path for path, content in every.items() if SECRET.encode() in content] == []


def test_an_edition_keeps_what_its_assessments_answer_though_that_was_not_chosen(picture):
    answer = Answer(assessment="as-1", judgement=None, stance=ResponseStance.AGREE)
    report = with_assessments(picture.report, assessment(title="The first one"), assessment("as-2", answers=answer))
    chosen = with_assessments(picture.report, report.assessments[1])
    said = texts(made(report, picture.readings, chosen=chosen), "response")
    assert any("The first one" in one for one in said), said


def test_what_may_go_out_does(picture):
    report = with_assessments(picture.report, assessment(title=SECRET, marking=Marking.GREEN))
    out = dict(site(report, picture.readings, options=Site(marking=Marking.GREEN)))
    assert SECRET.encode() in out["report.json"]
    assert SECRET.encode() in dict(files(made(report, picture.readings, Scope(marking=Marking.GREEN))))["edition.html"]


@pytest.mark.parametrize("marking", MARKINGS)
def test_every_page_and_every_twin_says_its_marking(picture, marking):
    for path, content in site(picture.report, picture.readings, options=Site(marking=marking)):
        if path.endswith(".html"):
            assert content.decode().count(f'<strong class="tlp {style_name(marking)}"') == 2, path
            assert LABELS[marking].meaning in content.decode()
        if is_feed(path):
            # Atom and RSS as a category, JSON Feed in an object of our own.
            held = json.loads(content)["_sitrep"]["marking"] if path.endswith(".json") else content.decode()
            assert (held == marking) if path.endswith(".json") else (f'"{marking.value}"' in held or f">{marking.value}<" in held), path
        elif path.endswith(".json"):
            pairs = json.loads(content, object_pairs_hook=list)
            assert [value for name, value in pairs if name == "marking"] == [marking], path


def test_labels_are_light_on_black():
    assert {one.value: LABELS[one].colour for one in MARKINGS} == {
        "TLP:CLEAR": "#ffffff",
        "TLP:GREEN": "#33ff00",
        "TLP:AMBER": "#ffc000",
        "TLP:AMBER+STRICT": "#ffc000",
        "TLP:RED": "#ff2b2b",
    }
