"""Positions as they go out: whose they are in the words of the page, and of an alternative what it is."""

import json
from dataclasses import replace

import pytest
from edition_helpers import made, texts

from sitrep.publish.exchange.aif import aif
from sitrep.publish.exchange.argdown import argdown
from sitrep.publish.exchange.ftm.entities import entities
from sitrep.publish.exchange.misp.assessed import proposal_event
from sitrep.publish.exchange.stix.assessed import proposal_objects
from sitrep.publish.exchange.stix.objects import Objects
from sitrep.publish.exchange.told import argued
from sitrep.records import Stance

OFFER = "a league of the coast"
AUTHOR = "the author of the article in Quarterly of the Coast"
BUT = "it has no ships"


@pytest.fixture(scope="module")
def picture(picture):
    """The picture with an alternative that says what it offers, and an author without a byline."""
    proposal = picture.report.proposals[0]
    positions = tuple(
        replace(one, text=OFFER, but=(BUT,), who="Ilo Gan")
        if one.stance is Stance.ALTERNATIVE
        else replace(one, who=AUTHOR)
        if one.holder is None
        else one
        for one in proposal.positions
    )
    others = tuple(
        replace(proposal, id="prop-2", positions=(replace(one, who="", holder=None, document="doc-x"),)) for one in positions[:1]
    )
    report = replace(picture.report, proposals=(replace(proposal, positions=positions), *others))
    return replace_picture(picture, report)


def replace_picture(picture, report):
    return type(picture)(**(vars(picture) | {"report": report}))


def alternative(picture):
    return next(one for one in picture.report.proposals[0].positions if one.stance is Stance.ALTERNATIVE)


def test_an_edition_says_what_the_alternative_is_and_names_the_author_as_the_page_does(picture):
    edition = made(picture.report, picture.readings)
    assert texts(edition, "alternative") == [
        f"Answered with an alternative by Ilo Gan, in Quarterly of the Coast, 3 October 2010: “{OFFER}”; "
        f"on the grounds: “A league of the coast would do”; but: “{BUT}”."
    ]
    assert texts(edition, "proposes") == [f"Proposed by {AUTHOR}, 3 October 2010; on the grounds: “it keeps the pass safe”."]


def test_what_is_argued_begins_with_the_alternative(picture):
    lines = [f"Instead: {OFFER}", "A league of the coast would do", f"But: {BUT}"]
    assert argued(alternative(picture), picture.readings) == lines
    other = replace(alternative(picture), stance=Stance.OPPOSES, but=())
    assert argued(other, picture.readings) == lines[1:2]


def test_other_programs_are_told_it(picture):
    proposal = picture.report.proposals[0]
    told = "\n".join(argued(alternative(picture), picture.readings))
    comments = [one["comment"] for one in proposal_event(picture.report, proposal, picture.readings)["Attribute"]]
    assert told in comments
    notes = [one.properties.get("description", ()) for one in entities(picture.report, picture.readings)]
    assert tuple(told.split("\n")) in notes
    objects = Objects(picture.report, picture.readings)
    proposal_objects(objects, proposal)
    assert told in [one.get("explanation") for one in objects.all()]


def test_authors_of_several_articles_are_several(picture):
    graph = json.loads(b"".join(aif(picture.report, picture.readings)))
    names = [one["surname"] for one in graph["participants"]]
    assert len(names) == len(set(names))
    assert {"Ilo Gan", AUTHOR, "Somebody not named (doc-x)"} <= set(names)
    assert OFFER in [node["text"] for node in graph["nodes"] if node["type"] == "I"]
    assert f"{AUTHOR} proposes it" in b"".join(argdown(picture.report, picture.readings)).decode()
