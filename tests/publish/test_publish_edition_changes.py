"""What changed since the edition before: every kind of change, each with its evidence, and nothing where nothing did."""

from dataclasses import replace
from datetime import timedelta

import pytest
from edition_helpers import BURNT, NOON, assessment, made, texts, with_assessments, withdrawn

from sitrep.publish.edition import faults
from sitrep.records import Answer, Deed, DeedKind, Holder, ResponseStance, Scope, Stance, State

TITLE = "“Attack on tankers at Karsa”"


@pytest.fixture(scope="module")
def first(picture):
    report = replace(picture.report, generated=picture.report.generated - timedelta(hours=1))
    return made(report, picture.readings)


@pytest.fixture(scope="module")
def since(picture, first):
    """What the next edition of a changed picture says to have changed; that it has no fault is looked at each time."""

    def told(report, *, previous=None, chosen=None, readings=None):
        previous, readings = previous or first, readings or picture.readings
        edition = made(report, readings, chosen=chosen, previous=previous)
        assert edition.previous == previous.id
        assert faults(edition, report, readings, editions={previous.id}) == ()
        section = next(one for one in edition.sections if one.name == "changes")
        assert section.heading == "What changed since the edition of 8 October 2010"
        assert not any(one.target == previous.id and one.kind != "edition" for one in edition.references)
        return [one.text for one in section.sentences]

    return told


def incident(picture, **fields):
    [burnt] = [one for one in picture.report.incidents if one.id == BURNT]
    others = tuple(one for one in picture.report.incidents if one.id != BURNT)
    return replace(picture.report, incidents=(replace(burnt, **fields), *others))


def claims(picture, attribute, change):
    [burnt] = [one for one in picture.report.incidents if one.id == BURNT]
    return incident(picture, claims=tuple(change(one) if one.attribute == attribute else one for one in burnt.claims))


def test_the_first_edition_has_nothing_to_compare(first):
    assert [one.name for one in first.sections] == ["brief", "assessments", "incidents", "proposals"]
    assert first.previous is None


def test_nothing_changed_is_said(picture, since):
    assert since(picture.report) == ["Nothing changed since the edition of 8 October 2010."]


def test_new_incidents_and_proposals(picture, since):
    none = made(
        replace(picture.report, incidents=(), proposals=(), generated=picture.report.generated - timedelta(hours=1)), picture.readings
    )
    told = since(picture.report, previous=none)
    assert "New incident: “Attack on tankers at Karsa” (ASSAULT · 6 October 2010 · Karsa, Northern Province, Pakistan)." in told
    assert "New proposal: “Oss ought to join the Harbour Pact” (4 positions)." in told
    assert len(told) == 4


def test_numbers_states_and_grades_that_changed(picture, since):
    def weigh(claim):
        return replace(claim, state=State.AGREED, accounts=(replace(claim.accounts[1], grade="B1"), claim.accounts[0]))

    assert since(claims(picture, "destroyed", weigh)) == [
        f"{TITLE}, how many were destroyed: before, over 50 tankers (B3), 27 tankers (C3) and 44 (C5), disputed; "
        "now, over 50 tankers (B1) and 27 tankers (C3), agreed."
    ]


def test_answers_that_came_and_went(picture, since):
    assert since(claims(picture, "killed", lambda claim: replace(claim, attribute="abducted"))) == [
        f"{TITLE}, how many were abducted: before, not known; now, 1 (B2), agreed.",
        f"{TITLE}, how many were killed: before, 1 (B2), agreed; now, not known.",
    ]


def test_how_widely_it_is_told(picture, since):
    [burnt] = [one for one in picture.report.incidents if one.id == BURNT]
    fewer = incident(picture, origins=burnt.origins[:2])
    assert since(fewer) == [f"{TITLE}: told by 10 articles and 3 origins before, by 10 articles and 2 origins now."]


def test_merged_incidents(picture, since):
    [burnt, held, *rest] = picture.report.incidents
    both = replace(burnt, aliases=(*burnt.aliases, held.id))
    told = since(replace(picture.report, incidents=(both, *rest)))
    assert len(told) == 1
    assert told[0].endswith("is now held to be one with “Attack on tankers at Karsa” by what is known now.")


def test_what_is_outside_now_is_told_apart_from_what_is_told_no_more(picture, since):
    _burnt, *rest = picture.report.incidents
    outside = since(picture.report, chosen=replace(picture.report, incidents=tuple(rest)))
    assert outside == [f"{TITLE} of the earlier edition is still there, but lies outside what this edition is about."]
    gone = since(replace(picture.report, incidents=tuple(rest)))
    assert gone == [f"{TITLE} of the earlier edition is no longer told."]


def test_nothing_is_stale_where_every_article_was_changed_throughout(picture, first):
    """The worst case: later versions of all articles say nothing of what the picture says, which is then all of earlier versions."""
    later = {
        f"later-{name}": replace(
            one, document=replace(one.document, id=f"later-{name}", text="No more.", published="2010-10-07"), statements=()
        )
        for name, one in picture.readings.items()
        if one.document.article != "art-standard"
    }
    readings = {**picture.readings, **later}
    fewer = replace(first, sections=tuple(replace(one, entries=one.entries[:1]) for one in first.sections))
    outside = replace(picture.report, incidents=picture.report.incidents[:1], proposals=())
    for previous, chosen in ((None, None), (first, None), (fewer, None), (first, outside)):
        edition = made(picture.report, readings, previous=previous, chosen=chosen)
        assert faults(edition, picture.report, readings, editions={first.id}) == ()
        assert all(one.references for one in edition.sentences)
        assert sum("in an earlier version" in one.text for one in edition.sentences) > 3


def test_new_positions(picture, since):
    [one] = picture.report.proposals
    new = replace(one.positions[0], holder=Holder(source=None, name="Una Berg"), stance=Stance.SUPPORTS, grounds=())
    told = since(replace(picture.report, proposals=(replace(one, positions=(*one.positions, new)),)))
    assert told == ["“Oss ought to join the Harbour Pact”: Supported by Una Berg, in Quarterly of the Coast, 3 October 2010."]


def test_corrections_that_came_since(picture, since):
    calm = replace(picture.report, articles=(), generated=picture.report.generated - timedelta(hours=1))
    told = since(picture.report, previous=made(calm, picture.readings))
    assert any(one.startswith(f"{TITLE}: The Standard changed its article without a note on 7 October 2010") for one in told)


def test_assessments_that_came_changed_and_were_withdrawn(picture, since):
    one = assessment()
    before = replace(with_assessments(picture.report, one), generated=picture.report.generated - timedelta(hours=1))
    kept = made(before, picture.readings)
    assert since(with_assessments(picture.report, one)) == [
        "New assessment: “The road to the pass” (Ada Orr · 7 October 2010 · TLP:CLEAR)."
    ]
    assert since(with_assessments(picture.report, withdrawn(one)), previous=kept) == [
        "“The road to the pass”: It was withdrawn by Bo Lind on 7 October 2010: The road is open."
    ]
    proved = replace(one, judgements=(replace(one.judgements[0], outcome=True),))
    assert since(with_assessments(picture.report, proved), previous=kept) == [
        "“The road to the pass”, key judgement 1: before, “The road will stay closed for a week.; likely”; "
        "now, “The road will stay closed for a week.; likely; proved true”."
    ]
    fewer = replace(one, judgements=())
    assert since(with_assessments(picture.report, fewer), previous=kept) == [
        "“The road to the pass”, a key judgement (KJ1): before, “The road will stay closed for a week.; likely”; now, no longer made."
    ]
    assert since(picture.report, previous=kept) == ["“The road to the pass” of the earlier edition is no longer told."]


def test_corrections_and_answers_are_told(picture, since):
    one = assessment()
    kept = made(replace(with_assessments(picture.report, one), generated=picture.report.generated - timedelta(hours=1)), picture.readings)
    noted = Deed(
        id="deed-2", assessment=one.id, draft=one.draft, kind=DeedKind.CORRECT, at=NOON, by="Bo Lind", note="the number was of another day."
    )
    corrected = replace(one, deeds=(noted,))
    answer = Answer(assessment=one.id, judgement="kj1", stance=ResponseStance.DISAGREE)
    response = assessment("as-2", title="It is open", by="Cy Dov", answers=answer)
    gone = withdrawn(assessment("as-3", title="It was never closed", by="Di Ems", answers=answer))
    report = with_assessments(picture.report, corrected, response, gone)
    chosen = with_assessments(picture.report, corrected)
    told = [
        "It was corrected by Bo Lind on 7 October 2010: the number was of another day.",
        "Cy Dov disagrees with key judgement 1: “It is open”.",
    ]
    assert since(report, previous=kept, chosen=chosen) == [f"“The road to the pass”: {one}" for one in told]
    edition = made(report, picture.readings, chosen=chosen)
    assert [text for text in texts(edition) if text in told] == told
    again = made(replace(report, generated=picture.report.generated - timedelta(hours=1)), picture.readings, chosen=chosen)
    assert since(report, previous=again, chosen=chosen) == ["Nothing changed since the edition of 8 October 2010."]


def test_what_is_withdrawn_still_is_not_told_anew_and_what_is_out_again_is(picture, since):
    one = assessment()
    before = replace(with_assessments(picture.report, withdrawn(one)), generated=picture.report.generated - timedelta(hours=1))
    kept = made(before, picture.readings)
    assert since(with_assessments(picture.report, withdrawn(one)), previous=kept) == [
        "Nothing changed since the edition of 8 October 2010."
    ]
    assert since(with_assessments(picture.report, one), previous=kept)[-1] == (
        "“The road to the pass” was withdrawn before; it is out again now."
    )


def test_what_was_taken_down_leaves_no_words_and_is_said(picture, first, since):
    names = {report.document for report in picture.report.incidents[0].reports if report.outlet == "Meridian"}
    bare = first.without(names)
    assert "Attack on tankers at Karsa" not in repr(bare)
    told = since(picture.report, previous=bare)
    assert told == [f"{TITLE} was told before with an article that has been taken down."]


def test_a_series_goes_by_area_types_topics_and_marking():
    one = Scope(area="Karsa", topics=("Tankers", "the pass"), since="2010-10-01", title="Week 40")
    assert one.key == replace(one, area=" karsa", topics=("the  Pass", "tankers"), since="2010-10-08", until="2010-10-15", title="").key
    assert len({one.key, replace(one, area="Oss").key, replace(one, topics=()).key, replace(one, marking="TLP:RED").key}) == 4


def test_texts_of_changes_are_those_of_their_clauses(picture, first):
    edition = made(replace(picture.report, incidents=picture.report.incidents[:1]), picture.readings, previous=first)
    assert texts(edition)
    assert all("".join(clause.text for clause in one.clauses) == one.text for one in edition.sentences)
