"""What analysts cite is found again: answers with the signs of citations in them, and what was merged since."""

from dataclasses import replace

import pytest
from edition_helpers import BURNT, assessment, cited, made, with_assessments

from sitrep.assess.hypotheses import grades
from sitrep.publish import Site, site
from sitrep.publish.edition.others import resolved
from sitrep.publish.edition.references import References
from sitrep.publish.shelf import shelve
from sitrep.records import account_target

ODD = "27 [sic]  or 5 % of it"


@pytest.fixture(scope="module")
def odd(picture):
    """The picture, with an answer that has the signs of citations in it, and what names it."""
    report = picture.report
    at = next(number for number, one in enumerate(report.incidents) if one.id == BURNT)
    incident = report.incidents[at]
    claim = incident.claims[0]
    account = replace(claim.accounts[0], value=ODD)
    changed = replace(incident, claims=(replace(claim, accounts=(account, *claim.accounts[1:])), *incident.claims[1:]))
    incidents = (*report.incidents[:at], changed, *report.incidents[at + 1 :])
    return replace(report, incidents=incidents), changed, account_target(BURNT, claim.attribute, ODD), account


def test_an_edition_finds_the_account(odd, picture):
    report, incident, target, account = odd
    assert not set("[]") & set(target)
    one = assessment(citations=(cited("ac", target), cited("ac", target.replace(BURNT, incident.aliases[0]))))
    edition = made(with_assessments(report, one), picture.readings)
    judged = next(sentence for sentence in edition.sentences if sentence.about == "judgement")
    assert set(account.statements) & {edition.references[at].statement for at in judged.references}
    references = References(shelve(report, picture.readings), lambda digest: None)
    assert resolved((cited("ac", "inc-1/killed"), cited("ac", "")), references) == ()


def test_the_page_of_an_assessment_has_its_grade(odd, picture):
    report, _, target, account = odd
    one = replace(assessment(), citations=(cited("ac", target),), body="x")
    page = dict(site(with_assessments(report, one), picture.readings, options=Site()))[f"assessment/{one.id}.html"].decode()
    assert "27 [sic] or 5 % of it" in page
    assert f">{account.grade}</" in page.split('class="references"')[1]


def test_hypotheses_find_its_grade_under_the_old_id_too(odd):
    report, incident, target, account = odd
    known = grades(report)
    assert known[f"ac:{target}"] == known[f"ac:{target.replace(BURNT, incident.aliases[0])}"] == account.grade


def test_a_proposal_that_was_merged_is_found(picture):
    proposal = replace(picture.report.proposals[0], aliases=("pr-old",))
    report = replace(picture.report, proposals=(proposal, *picture.report.proposals[1:]))
    references = References(shelve(report, picture.readings), lambda digest: None)
    assert resolved((cited("pr", "pr-old"),), references) == resolved((cited("pr", proposal.id),), references) != ()
