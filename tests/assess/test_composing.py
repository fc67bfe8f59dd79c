"""What drafts and deeds come to, what evidence does to them, how drafts differ, who answers whom."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from sitrep import assess
from sitrep.records import (
    AssessmentStatus,
    CitationKind,
    Cited,
    Deed,
    DeedKind,
    Draft,
    Severity,
    Standing,
    State,
)

START = datetime(2024, 3, 10, 12, tzinfo=UTC)
TEXT = """+++
title = "The ferry {0}"
summary = "It stays."
+++
## Key judgements
### KJ1
It is likely that the ferry stays. [[st:st-1]]
Confidence: low
## Assumptions
- a
## Alternatives
- b
## Gaps
- c
## Indicators
- d
"""


def draft(number, parent=None, by="ana", text=None, **fields):
    return Draft(
        id=f"draft-{number}",
        assessment="assessment-a",
        number=number,
        parent=parent and f"draft-{parent}",
        at=START + timedelta(hours=number),
        by=by,
        text=text or TEXT.format(number),
        **fields,
    )


def deed(kind, number=1, by="bo", hours=0, **fields):
    at = START + timedelta(days=1, hours=hours)
    return Deed(
        id=f"deed-{kind.value}-{number}-{hours}", assessment="assessment-a", draft=f"draft-{number}", kind=kind, at=at, by=by, **fields
    )


REVIEW, PUBLISH, CORRECT = DeedKind.REVIEW, DeedKind.PUBLISH, DeedKind.CORRECT
WITHDRAW, RESOLVE = DeedKind.WITHDRAW, DeedKind.RESOLVE


def cited(standings=(), **fields):
    return Cited(**{"kind": CitationKind.STATEMENT, "target": "st-1", "id": "st-1", "words": "23 died", "standings": standings, **fields})


def test_an_assessment_goes_from_draft_to_reviewed_to_published_and_stays_so_while_it_is_written_on():
    first, second = draft(1), draft(2, parent=1, by="cy")
    assert assess.composed([first], []).status is AssessmentStatus.DRAFT
    assert assess.gone_out([first], [], now=START) is None
    reviewed, out = deed(REVIEW), deed(PUBLISH, hours=1)
    assert assess.composed([first], [reviewed]).status is AssessmentStatus.REVIEWED
    assert assess.composed([first], [reviewed, out]).status is AssessmentStatus.PUBLISHED
    working = assess.composed([first, second], [reviewed, out])
    assert (working.status, working.title, working.published) == (AssessmentStatus.DRAFT, "The ferry 2", out.at)
    shown = assess.gone_out([first, second], [reviewed, out], now=START)
    assert (shown.status, shown.title, shown.number, shown.deeds, shown.by) == (AssessmentStatus.PUBLISHED, "The ferry 1", 1, (out,), "ana")
    assert (shown.created, shown.changed, shown.published) == (first.at, out.at, out.at)


def test_corrections_and_withdrawal_stay_visible():
    drafts = [draft(1), draft(2, parent=1)]
    deeds = [deed(PUBLISH), deed(CORRECT, 2, hours=1, note="the number"), deed(WITHDRAW, 2, hours=2, note="all wrong")]
    shown = assess.gone_out(drafts, deeds, now=START)
    assert (shown.status, shown.number, shown.deeds) == (AssessmentStatus.WITHDRAWN, 2, tuple(deeds))
    assert (shown.published, shown.changed) == (deeds[0].at, deeds[2].at)
    assert assess.composed(drafts, deeds).status is AssessmentStatus.WITHDRAWN
    again = [*deeds, deed(CORRECT, 2, hours=3, note="right after all")]
    assert assess.gone_out(drafts, again, now=START).status is AssessmentStatus.PUBLISHED


def test_nothing_goes_out_before_its_embargo():
    text = TEXT.format(1).replace("+++\n##", "embargo = 2024-03-12\n+++\n##")
    one = [draft(1, text=text)]
    assert assess.gone_out(one, [deed(PUBLISH)], now=datetime(2024, 3, 11, 23, 59, tzinfo=UTC)) is None
    assert assess.gone_out(one, [deed(PUBLISH)], now=datetime(2024, 3, 12, tzinfo=UTC)) is not None


def test_a_correction_under_embargo_leaves_what_was_out_as_it_was():
    drafts = [draft(1), draft(2, parent=1, text=TEXT.format(2).replace("+++\n##", "embargo = 2024-03-20\n+++\n##"))]
    deeds = [deed(PUBLISH), deed(CORRECT, 2, hours=1, note="the number")]
    before = assess.gone_out(drafts, deeds, now=START)
    assert (before.number, before.deeds, before.changed) == (1, (deeds[0],), deeds[0].at)
    after = assess.gone_out(drafts, deeds, now=datetime(2024, 3, 20, tzinfo=UTC))
    assert (after.number, after.deeds) == (2, tuple(deeds))


def test_nothing_done_with_a_correction_under_embargo_shows_before_it_but_a_withdrawal_which_takes_back_what_is_out():
    drafts = [draft(1), draft(2, parent=1, text=TEXT.format(2).replace("+++\n##", "embargo = 2024-03-20\n+++\n##"))]
    resolved = deed(RESOLVE, 2, hours=2, judgement="kj1", outcome=True, note="of the secret draft")
    deeds = [deed(PUBLISH), deed(CORRECT, 2, hours=1, note="the number"), resolved]
    before = assess.gone_out(drafts, deeds, now=START)
    assert (before.number, before.deeds, before.judgements[0].outcome) == (1, (deeds[0],), None)
    after = assess.gone_out(drafts, deeds, now=datetime(2024, 3, 20, tzinfo=UTC))
    assert (after.deeds, after.judgements[0].outcome) == (tuple(deeds), True)
    withdrawn = deed(WITHDRAW, 2, hours=3, note="all wrong")
    gone = assess.gone_out(drafts, [*deeds, withdrawn], now=START)
    assert (gone.status, gone.deeds) == (AssessmentStatus.WITHDRAWN, (deeds[0], replace(withdrawn, draft="draft-1")))


def test_a_correction_under_embargo_does_not_bring_back_what_was_withdrawn():
    drafts = [draft(1), draft(2, parent=1, text=TEXT.format(2).replace("+++\n##", "embargo = 2024-03-20\n+++\n##"))]
    deeds = [deed(PUBLISH), deed(WITHDRAW, hours=1, note="wrong"), deed(CORRECT, 2, hours=2, note="right")]
    assert assess.gone_out(drafts, deeds, now=START).status is AssessmentStatus.WITHDRAWN
    assert assess.gone_out(drafts, deeds, now=datetime(2024, 3, 20, tzinfo=UTC)).status is AssessmentStatus.PUBLISHED


def test_the_last_word_on_a_judgement_counts():
    deeds = [deed(PUBLISH), deed(RESOLVE, hours=1, judgement="kj1", outcome=True), deed(RESOLVE, hours=2, judgement="kj1", outcome=False)]
    assert [one.outcome for one in assess.composed([draft(1)], deeds).judgements] == [False]
    assert [one.outcome for one in assess.composed([draft(1)], deeds[:1]).judgements] == [None]


def test_drafts_saved_side_by_side_are_both_latest_until_one_takes_the_place_of_both():
    one, two, three = draft(1), draft(2, parent=1), draft(3, parent=1, by="bo")
    assert assess.heads([one, two, three]) == [two, three]
    assert assess.composed([one, two, three], []).number == 3
    merged = draft(4, parent=3, merges=("draft-2",), by="cy")
    assert assess.heads([one, two, three, merged]) == [merged]
    assert assess.authors([one, two, three, merged], "draft-4") == {"ana": "ana", "bo": "bo", "cy": "cy"}
    assert assess.authors([one, two, three, merged], "draft-2") == {"ana": "ana"}


def test_only_a_review_of_this_very_draft_by_another_counts():
    drafts = [draft(1, by="Ana  B"), draft(2, parent=1, by="cy")]
    deeds = [deed(REVIEW, 1, by="di"), deed(REVIEW, 2, by="ana b"), deed(REVIEW, 2, by="ED")]
    assert assess.reviewers(drafts, deeds, "draft-2") == {"ed": "ED"}
    assert assess.reviewers(drafts, deeds, "draft-1") == {"di": "di"}


def test_louder_states_worse_grades_other_words_and_what_is_gone_make_evidence_stale():
    before = cited((Standing(claim="killed", state=State.AGREED, value="23", grade="B2"),), notes=("known then",))
    key = ("st", "st-1")

    def whys(**now):
        return [one.why for one in assess.staleness([before], {key: replace(before, **now)})]

    assert whys() == []
    assert whys(standings=(Standing(claim="killed", state=State.DISPUTED, value="23", grade="B2"),)) == [
        "killed 23: agreed then, disputed now"
    ]
    assert whys(standings=(Standing(claim="killed", state=State.AGREED, value="23", grade="B4"),)) == ["killed 23: graded B2 then, B4 now"]
    assert whys(standings=(Standing(claim="killed", state=State.SINGLE, value="23", grade="A1"),)) == []
    assert whys(standings=()) == ["nobody says 'killed 23' any more"]
    assert whys(words="27 died") == ["read “23 died” and reads “27 died” now"]
    assert whys(id="st-2") == ["is part of st-2 now"]
    assert whys(id=None) == ["is no longer there"]
    assert whys(id=None, notes=("known then", "was taken down on 2024-03-11")) == ["was taken down on 2024-03-11"]
    assert whys(notes=("known then",)) == []
    assert assess.staleness([before], {}) == ()


def test_a_claim_that_a_cited_incident_did_not_have_counts_once_it_is_disputed():
    before = cited((Standing(claim="killed", state=State.SINGLE),), kind=CitationKind.INCIDENT, target="i", id="i", words="")
    quiet = replace(before, standings=(*before.standings, Standing(claim="injured", state=State.AGREED)))
    loud = replace(before, standings=(*before.standings, Standing(claim="perpetrator", state=State.DENIED)))
    assert assess.staleness([before], {("in", "i"): quiet}) == ()
    assert [one.why for one in assess.staleness([before], {("in", "i"): loud})] == ["perpetrator: denied now"]


def lint(text, now=None, stale=(), **options):
    now = {("st", "st-1"): cited()} if now is None else now
    return [(one.severity, one.line, one.text) for one in assess.lint(assess.take_apart(text), now, stale, **options)]


def test_a_whole_draft_has_nothing_wrong_with_it():
    assert lint(TEXT) == []


def test_evidence_that_is_missing_gone_or_changed_is_said_where_it_is_cited():
    assert (Severity.ERROR, 6, "KJ1 has no evidence: cite what it rests on (sitrep search finds it)") in lint(
        TEXT.replace("[[st:st-1]]", "")
    )
    gone = {("st", "st-1"): cited(id=None, notes=("was taken down on 2024-03-11",))}
    assert lint(TEXT, gone) == [(Severity.ERROR, 7, "[[st:st-1]] leads to nothing (was taken down on 2024-03-11)")]
    changed = assess.staleness([cited()], {("st", "st-1"): cited(words="27 died")})
    assert lint(TEXT, stale=changed) == [(Severity.WARNING, 7, "[[st:st-1]]: read “23 died” and reads “27 died” now")]


def test_what_icd_203_asks_for_and_is_not_there_is_a_warning_and_no_judgement_an_error():
    bare = '+++\ntitle = "x"\n+++\nText.\n'
    found = lint(bare)
    assert [severity for severity, _, _ in found].count(Severity.ERROR) == 1
    assert any("there is no key judgement" in text for _, _, text in found)
    assert sum(text.startswith(("no ", "nothing")) for _, _, text in found) == 4
    answer = bare.replace("+++\nText", 'answers = "assessment-b"\njudgement = "kj2"\nstance = "agree"\n+++\nText')
    assert lint(answer, answered={"kj1", "kj2"}) == []
    assert [text for _, _, text in lint(answer, answered={"kj1"})] == ["judgement: assessment-b has no key judgement 'kj2'"]
    assert [text for _, _, text in lint(answer)] == ["answers: assessment-b is no other assessment in the database"]


def test_drafts_differ_word_by_word():
    found = assess.differences("a\nThe bridge is open.\nb\nc\n", "a\nThe bridge is shut now.\nb\nnew\nc\n")
    assert [(one.line_before, one.line_after) for one in found] == [(2, 2), (4, 4)]
    assert [piece.text for piece in found[0].before if not piece.kept] == ["open"]
    assert [piece.text for piece in found[0].after if not piece.kept] == ["shut now"]
    assert (found[1].before, [piece.text for piece in found[1].after]) == ((), ["new"])
    assert assess.differences("a\n", "a\n") == ()


@pytest.mark.parametrize("ends", ["", "\n"])
def test_two_drafts_in_one_text_are_to_be_settled(ends):
    text = assess.together(f"a\nb\nc{ends}", f"a\nx\nc{ends}", "draft 2", "draft 3")
    assert text == f"a\n<<<<<<< draft 2\nb\n=======\nx\n>>>>>>> draft 3\nc{ends}"
    assert any("is not settled" in one.text for one in assess.take_apart(text).remarks)
    assert assess.together("a\n", "a\n", "1", "2") == "a\n"


def test_threads_go_down_and_end_also_in_a_circle():
    def answering(name, target, hours=0):
        text = f'+++\ntitle = "x"\nanswers = "{target}"\nstance = "disagree"\n+++\nText.\n'
        one = assess.composed([draft(1, text=text)], [])
        return replace(one, id=name, created=START + timedelta(hours=hours))

    root = replace(assess.composed([draft(1)], []), id="a")
    all_of_them = [root, answering("b", "a", 2), answering("c", "b", 3), answering("d", "a", 1), answering("x", "y"), answering("y", "x")]
    assert [(one.depth, one.assessment.id) for one in assess.thread("a", all_of_them)] == [(0, "a"), (1, "d"), (1, "b"), (2, "c")]
    assert [one.assessment.id for one in assess.thread("x", all_of_them)] == ["x", "y"]
    assert assess.thread("none", all_of_them) == ()
