"""An edition: what its sentences say, that each has its evidence, and that faults are found where they are planted."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from edition_helpers import BURNT, RECEIVED, assessment, cited, entry, made, sha, texts, with_assessments, withdrawn

from sitrep.codec import dump_line, from_json, to_json
from sitrep.publish.edition import compose, faults
from sitrep.publish.edition.composing import MADE_BY
from sitrep.records import (
    Answer,
    Clause,
    Edition,
    KeyJudgement,
    Likelihood,
    Reference,
    ReferenceKind,
    ResponseStance,
    Scope,
    SituationReport,
    Span,
    State,
)


@pytest.fixture(scope="module")
def edition(picture):
    return made(picture.report, picture.readings)


def test_no_sentence_is_without_evidence_and_no_citation_is_stale(edition, picture):
    assert len(edition.sentences) > 15
    assert all(one.references for one in edition.sentences)
    assert faults(edition, picture.report, picture.readings) == ()


def test_a_dispute_says_each_number_on_whose_word(edition):
    [told] = [one for one in entry(edition, BURNT).sentences if one.about == "destroyed"]
    assert told.text == (
        "How many were destroyed is disputed: over 50 tankers according to Valley Front, spokesman, quoted in Harbour Post; and according to "
        "Meridian, in its own words (2 origins, B3); 27 tankers according to Police, Karsa, quoted in Karsa Gazette (1 origin, C3); "
        "44 according to Police, Karsa, quoted in The Standard, in an earlier version of the article (1 origin, C5)."
    )
    assert (told.grade, told.state) == ("B3", State.DISPUTED)
    assert told.word[-1].endswith("in an earlier version of the article")


def test_what_agrees_and_what_is_single_is_one_plain_sentence(edition):
    said = {one.about: one.text for one in entry(edition, BURNT).sentences}
    assert said["killed"].startswith("One person was killed, according to Police, Karsa, quoted in ")
    assert said["killed"].endswith("; and according to Meridian, in its own words (2 origins, B2).")
    assert said["perpetrator"] == "Valley Front did it, according to Valley Front, quoted in Meridian (1 origin, F3)."
    assert said["injured"].startswith("How many were injured is denied by a party concerned: two men according to Police, Karsa")
    assert said["spread"] == (
        "It is told by 10 articles of 9 publishers, which rest on 3 origins: Valley Front, spokesman, Police, Karsa and "
        "Meridian's own reporter."
    )


def test_each_clause_rests_on_the_passages_of_those_it_names(edition):
    [told] = [one for one in entry(edition, BURNT).sentences if one.about == "destroyed"]
    clause = next(one for one in told.clauses if "Karsa Gazette" in one.text)
    sources = [edition.references[index] for index in clause.references]
    assert {one.originator for one in sources} == {"Police, Karsa"}
    assert {"Police in Karsa counted 27 tankers destroyed"} == {span.text for one in sources for span in one.passage}
    earlier = next(one for one in told.clauses if "earlier version" in one.text)
    assert [edition.references[index].earlier for index in earlier.references] == [True]


def test_references_say_what_icd_206_asks_for(edition, picture):
    one = next(one for one in edition.references if one.outlet == "Meridian" and one.statement)
    document = picture.readings[one.target].document
    assert (one.title, one.published, one.accessed, one.digest) == (document.title, document.published, RECEIVED, document.capture)
    assert (one.address, one.authors, one.reliability) == ("https://meridian.example/road", ("Ana Sol",), "B")
    assert [document.text[span.start : span.end] for span in one.passage] == [span.text for span in one.passage]


def test_corrections_are_told_with_both_versions_and_gone_articles_are_said(edition):
    assert texts(edition, "correction") == [
        "The Standard changed its article without a note on 7 October 2010: in an earlier version it gave the number 44, and now gives the "
        "number 27."
    ]
    [told] = [one for one in edition.sentences if one.about == "correction"]
    assert [edition.references[index].earlier for index in told.references] == [True, False]
    assert any("is no longer at its address since 8 October 2010 (HTTP 410)" in one for one in texts(edition, "gone"))


def test_what_nobody_says_is_written_out(picture):
    [burnt] = [one for one in picture.report.incidents if one.id == BURNT]
    quiet = replace(burnt, claims=(), place=None, start=None, end=None)
    told = made(replace(picture.report, incidents=(quiet,)), picture.readings)
    [unknown] = [one for one in told.sentences if one.about == "unknown"]
    assert unknown.text == (
        "Not known: who did it, how many were killed, how many were injured, where it was and when it was; none of the 10 articles says."
    )
    assert len(unknown.references) == len(burnt.reports)


def test_incidents_without_a_kept_article_are_left_out(edition):
    assert "inc-5" not in {one.id for one in edition.entries}
    assert len([one for one in edition.entries if one.kind == "in"]) == 3


def test_positions_say_who_stands_where_and_why(edition):
    assert texts(edition, "proposes") == [
        "Proposed by Dara Reven, in Quarterly of the Coast, 3 October 2010; on the grounds: “it keeps the pass safe”."
    ]
    assert texts(edition, "opposes") == [
        "Opposed by Ilo Gan, in Quarterly of the Coast, 3 October 2010; on the grounds: “the pact would be drawn into a war”."
    ]


def test_in_brief_counts_and_names_what_is_contested(edition):
    brief = edition.sections[0]
    assert brief.sentences[0].text == "13 articles of 11 publishers report 3 incidents, resting on 6 origins."
    assert [one.text for one in brief.sentences[1:]] == [
        "Denied: how many were injured in “Attack on tankers at Karsa”.",
        "Disputed: how many were destroyed in “Attack on tankers at Karsa”.",
    ]


def test_how_likely_and_how_sure_never_stand_in_one_sentence(picture):
    statement = next(one for one in picture.readings.values() if one.document.outlet == "Meridian").statements[0]
    citations = (
        cited("st", statement.id),
        cited("in", BURNT),
        cited("st", "st-nowhere"),
        cited("ac", f"{BURNT}/killed/1"),
        cited("pr", "prop-1"),
    )
    report = with_assessments(picture.report, assessment(citations=citations))
    edition = made(report, picture.readings)
    said = {one.about: one.text for one in entry(edition, "as-1").sentences}
    assert said == {
        "judgement": "Key judgement 1: The road will stay closed for a week.",
        "likelihood": "How likely: likely (55–80 %).",
        "confidence": "How sure the analyst is of the grounds: low confidence.",
    }
    for one in edition.sentences:
        assert not ("confidence" in one.text and any(word in one.text for word in ("likely", "chance", "almost certain")))
    judged = entry(edition, "as-1").sentences[0]
    kinds = [edition.references[index].kind for index in judged.references]
    assert kinds[0] is ReferenceKind.ASSESSMENT
    assert kinds.count(ReferenceKind.DOCUMENT) >= 10
    assert not [index for index in judged.references if edition.references[index].earlier]
    assert faults(edition, report, picture.readings) == ()


def test_a_response_names_what_it_answers_only_where_that_goes_out(picture):
    answer = Answer(assessment="as-1", judgement="kj1", stance=ResponseStance.DISAGREE)
    response = assessment("as-2", title="No", judgements=(), answers=answer)
    both = made(with_assessments(picture.report, assessment(), response), picture.readings)
    [told] = [one for one in entry(both, "as-2").sentences if one.about == "response"]
    assert told.text == "It disagrees with key judgement 1 of “The road to the pass”."
    assert [both.references[index].target for index in told.references] == ["draft-as-2", "draft-as-1"]
    held = made(with_assessments(picture.report, assessment(marking="TLP:RED"), response), picture.readings)
    assert texts(held, "response") == []
    assert "as-1" not in dump_line(held)


def test_an_assessment_without_words_of_its_own_still_has_its_evidence(picture, empty):
    bare = assessment(judgements=(KeyJudgement(id="kj1", text=" [[st:st-1]] ", likelihood=Likelihood.LIKELY),), summary="[[in:x]]")
    report = with_assessments(picture.report, bare)
    edition = made(report, picture.readings, previous=made(empty.report, {}))
    assert [one.text for one in entry(edition, "as-1").sentences] == ["Ada Orr wrote it; it has no key judgement."]
    assert faults(edition, report, picture.readings, editions={edition.previous}) == ()


def test_a_withdrawn_assessment_says_that_and_nothing_else(picture):
    edition = made(with_assessments(picture.report, withdrawn(assessment())), picture.readings)
    assert [one.text for one in entry(edition, "as-1").sentences] == ["It was withdrawn by Bo Lind on 7 October 2010: The road is open."]


def test_the_same_picture_gives_the_same_edition_and_its_digest_is_that_of_its_content(edition, picture):
    assert made(picture.report, dict(reversed(picture.readings.items()))) == edition
    assert edition.digest == sha(dump_line(replace(edition, id="", digest="")).encode())
    assert edition.id == f"edition-{edition.digest[:16]}"
    assert from_json(Edition, json.loads(json.dumps(to_json(edition)))) == edition


def test_an_empty_picture_gives_an_edition_that_says_so(empty):
    edition = made(empty.report, {})
    assert edition.sentences == edition.references == ()
    assert [section.empty for section in edition.sections] == [
        "Nothing is reported in this period.",
        "No assessment goes out on this.",
        "No incident of this is known.",
        "No position on a proposal is known.",
    ]


def test_hostile_text_is_one_line_without_controls(edition):
    told = entry(edition, "../inc <4>")
    for one in told.sentences:
        assert "\n" not in one.text
        assert "\x1b" not in one.text


# Faults that are planted


def changed(edition, name, **fields):
    """The edition with the first sentence about `name` changed."""
    sections = tuple(
        replace(
            section,
            entries=tuple(
                replace(one, sentences=tuple(replace(told, **fields) if told.about == name else told for told in one.sentences))
                if one.id == BURNT
                else one
                for one in section.entries
            ),
        )
        for section in edition.sections
    )
    return replace(edition, sections=sections)


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        ({"clauses": (Clause(text="Nobody says so."),), "text": "Nobody says so."}, "has no evidence"),
        ({"clauses": (Clause(text="So.", references=(999,)),), "text": "So."}, "rests on a reference that is not there"),
        ({"text": "Nine were killed."}, "says something else than its clauses, which have the evidence"),
    ],
)
def test_a_sentence_without_evidence_is_found(edition, picture, fields, why):
    [fault] = faults(changed(edition, "killed", **fields), picture.report, picture.readings)
    assert (fault.why, fault.reference) == (why, None)


def stale(edition, picture, **more):
    report, readings = more.get("report", picture.report), more.get("readings", picture.readings)
    return {fault.why for fault in faults(edition, report, readings, editions=more.get("editions", ()))}


def test_an_article_that_is_gone_is_found(edition, picture):
    name = next(one.target for one in edition.references if one.outlet == "Meridian")
    left = {key: value for key, value in picture.readings.items() if key != name}
    wrong = faults(edition, picture.report, left)
    assert {fault.why for fault in wrong} == {"the article is no longer kept, or was taken down"}
    assert {edition.references[fault.reference].outlet for fault in wrong} == {"Meridian"}


def test_a_text_that_does_not_hold_the_passage_is_found(edition, picture):
    name = next(one.target for one in edition.references if one.outlet == "Meridian")
    reading = picture.readings[name]
    other = replace(reading, document=replace(reading.document, text=reading.document.text.replace("more than 50", "more than 5")))
    assert stale(edition, picture, readings={**picture.readings, name: other}) == {"the article does not hold the passage"}


def test_a_later_version_that_no_longer_says_it_is_found(edition, picture):
    name = next(one.target for one in edition.references if one.outlet == "Karsa Gazette")
    reading = picture.readings[name]
    document = replace(reading.document, id="doc-later", text="The fire is out.", published="2010-10-07T20:00:00+05:00")
    later = {**picture.readings, "doc-later": replace(reading, document=document, statements=())}
    assert stale(edition, picture, readings=later) == {"a later version of the article no longer says it"}
    same = replace(document, text="Again: " + " ".join(reading.document.text.split()))
    assert stale(edition, picture, readings={**later, "doc-later": replace(reading, document=same, statements=())}) == set()


def test_an_earlier_version_that_is_not_said_to_be_one_is_found(edition, picture):
    at = next(index for index, one in enumerate(edition.references) if one.earlier)
    plain = changed(edition, "perpetrator", clauses=(Clause(text="Forty-four.", references=(at,)),), text="Forty-four.")
    [fault] = faults(plain, picture.report, picture.readings)
    assert (fault.reference, fault.why) == (at, "rests on an earlier version alone, which is not said")


def test_other_bytes_are_found(edition, picture):
    name = next(one.target for one in edition.references if one.outlet == "Meridian")
    reading = picture.readings[name]
    other = {**picture.readings, name: replace(reading, document=replace(reading.document, capture="0" * 64))}
    assert stale(edition, picture, readings=other) == {"the article is now held to come from other bytes"}


def test_an_assessment_that_was_written_anew_or_withheld_is_found(picture):
    report = with_assessments(picture.report, assessment())
    edition = made(report, picture.readings)
    anew = with_assessments(report, assessment(draft="draft-2"))
    assert stale(edition, picture, report=report) == set()
    assert stale(edition, picture, report=anew) == {"the assessment was written anew"}
    assert stale(edition, picture, report=picture.report) == {"the assessment does not go out any more"}


def test_an_edition_that_is_not_kept_is_found(picture):
    first = made(picture.report, picture.readings)
    second = made(picture.report, picture.readings, previous=first)
    assert stale(second, picture, editions={first.id}) == set()
    assert stale(second, picture) == {"the edition is not kept"}


def test_composing_asks_for_nothing_that_the_marking_keeps_back(picture):
    report = with_assessments(picture.report, assessment(marking="TLP:RED"))
    assert "as-1" not in {one.id for one in compose(report, report, picture.readings, Scope(), captures=lambda _: None).entries}


def test_a_reference_holds_interrupted_passages_piece_by_piece(edition):
    one = next(one for one in edition.references if len(one.passage) > 1)
    assert [span.text for span in one.passage] == ["We did this", "and we shall do it again"]
    assert isinstance(one, Reference)
    assert isinstance(one.passage[0], Span)


def test_an_empty_report_has_no_fault(empty):
    assert faults(made(empty.report, {}), SituationReport(generated=empty.report.generated), {}) == ()


def test_made_by_moves_on_when_the_same_picture_gives_other_sentences(picture):
    report = with_assessments(picture.report, assessment())
    first = made(report, picture.readings)
    moved = replace(
        with_assessments(report, withdrawn(assessment())), incidents=report.incidents[1:], generated=report.generated + timedelta(days=1)
    )
    second = made(moved, picture.readings, previous=first)
    said = "\n".join(one.text for each in (first, second) for one in each.sentences)
    # Where the digest is another, give composing's MADE_BY the next number and put both here.
    assert (MADE_BY, sha(said.encode())[:16]) == ("edition@2", "70bd0dbb3c5ed820")
