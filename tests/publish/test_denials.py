"""What somebody denies is nowhere quoted as if he had said it."""

from dataclasses import replace

import pytest
from edition_helpers import NOON, cited, made, with_assessments
from edition_helpers import assessment as in_edition
from made_assessments import assessment

import sitrep.publish.words as words
from sitrep.publish import Site, site
from sitrep.publish.edition import files
from sitrep.publish.exchange.told import passages_of
from sitrep.records import Account, Act, Marking, Polarity, State, denial, put

WORDS = "anyone had been hurt"
DENIED = f"denies: “{WORDS}”"


@pytest.fixture(scope="module")
def denied(picture):
    """The statement that the picture's Front denies."""
    return next(
        one
        for reading in picture.readings.values()
        for one in reading.statements
        if one.attribution and one.attribution[-1].act is Act.DENY
    )


def test_only_what_its_source_turns_down_is_turned(denied, picture):
    assert (denial(denied), put(denied, WORDS)) == ("denies", DENIED)
    every = [one for reading in picture.readings.values() for one in reading.statements]
    turned = {one.id for one in every if put(one, "x") != "x"}
    assert (
        turned
        == {one.id for one in every if one.attribution and one.attribution[-1].act in (Act.DENY, Act.REJECT)}
        < {one.id for one in every}
    )
    assert denial(replace(denied, attribution=())) == ""


def test_the_page_of_an_assessment_says_so(denied, picture):
    one = assessment(citations=(cited("st", denied.id),), marking=Marking.CLEAR)
    page = dict(site(with_assessments(picture.report, one), picture.readings, options=Site()))[f"assessment/{one.id}.html"].decode()
    assert DENIED in page


def test_the_references_of_an_edition_say_so(denied, picture):
    one = in_edition(citations=(cited("st", denied.id),), published=NOON)
    edition = made(with_assessments(picture.report, one), picture.readings)
    reference = next(each for each in edition.references if each.statement == denied.id)
    assert reference.denial == "denies"
    assert f'denies: <q class="said" dir="auto">{WORDS}</q>' in dict(files(edition))["edition.html"].decode()


def test_the_lines_of_other_programs_say_so(denied, picture):
    incident = next(one for one in picture.report.incidents if any(denied.id in report.statements for report in one.reports))
    at = next(number for number, report in enumerate(incident.reports) if denied.id in report.statements)
    account = Account(value="not Valley Front", low=None, high=None, reports=(at,), statements=(denied.id,), origins=1)
    assert [one.line for one in passages_of(incident, account, picture.readings)] == [f"{DENIED} — Meridian ‹ Valley Front"]
    assert words.claim_sentence("perpetrator", account) == "Valley Front is said not to have done it."
    assert denied.polarity is Polarity.NEGATIVE


def test_a_sentence_of_an_edition_says_of_whom_it_is_denied(picture):
    incident = picture.report.incidents[0]
    claim = next(one for one in incident.claims if one.attribute == "perpetrator")
    account = replace(claim.accounts[0], value="not Coast Guard")
    both = replace(claim, accounts=(*claim.accounts, account), state=State.DENIED)
    kept = tuple(both if one is claim else one for one in incident.claims)
    edition = made(replace(picture.report, incidents=(replace(incident, claims=kept), *picture.report.incidents[1:])), picture.readings)
    told = next(one.text for one in edition.sentences if one.about == "perpetrator")
    assert "; that Coast Guard did not do it according to Valley Front, quoted in Meridian" in told
