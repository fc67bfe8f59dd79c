"""What every store promises of incidents, proposals, grades, failures, texts under a name, and counts."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from made_records import document, incident, keep_tellings, likeness, position, proposal

from sitrep.errors import StoreError
from sitrep.records import Claim, Failure, Grade, Origin, State


def _ids(records):
    return [one.id.split("-", 1)[1] for one in records]


def test_an_incident_comes_back(store):
    one = incident("1", "doc-a", start="2010-10-06", aliases=("incident-0",))
    assert store.put_incidents([one]) == 1
    assert store.incident("incident-1") == one
    assert store.incident("incident-0") == one
    assert store.incident("incident-2") is None


def test_putting_incidents_twice_changes_nothing(store):
    one = incident("1", "doc-a")
    assert [store.put_incidents([one, one]), store.put_incidents([one])] == [1, 0]
    assert list(store.incidents()) == [one]


def test_an_incident_of_the_same_id_is_replaced_with_its_aliases_and_documents(store):
    store.put_incidents([incident("1", "doc-a", aliases=("incident-0",))])
    newer = incident("1", "doc-b", title="newer", aliases=("incident-9",))
    assert store.put_incidents([newer]) == 1
    assert list(store.incidents()) == [newer]
    assert store.incident("incident-0") is None
    assert store.incident("incident-9") == newer
    assert store.incident_of("doc-a") == []
    assert store.incident_of("doc-b") == [newer]


@pytest.mark.parametrize("order", list(itertools.permutations(range(4)))[::5])
def test_incidents_are_ordered_by_start_then_id(store, order):
    made = [
        incident("c", start="2010-10-07"), incident("a", start="2010-10-06"), incident("b", start="2010-10-06"), incident("d"),
    ]  # fmt: skip
    store.put_incidents([made[index] for index in order])
    assert _ids(store.incidents()) == ["c", "a", "b", "d"]


def test_an_id_goes_before_an_alias(store):
    store.put_incidents([incident("1", aliases=("incident-2", "incident-3")), incident("2"), incident("0", aliases=("incident-3",))])
    assert store.incident("incident-2") == incident("2")
    assert _ids([store.incident("incident-3")]) == ["0"]


def test_incidents_of_a_document_in_order(store):
    store.put_incidents([incident("1", "doc-a", "doc-b", "doc-a"), incident("2", "doc-a", start="2010"), incident("3", "doc-b")])
    assert _ids(store.incident_of("doc-a")) == ["2", "1"]
    assert _ids(store.incident_of("doc-b")) == ["1", "3"]
    assert store.incident_of("doc-c") == []


def test_replacing_incidents_removes_and_puts(store):
    store.put_incidents([incident("1", "doc-a"), incident("2"), incident("3")])
    merged = incident("2", "doc-a", aliases=("incident-1",))
    assert store.replace_incidents(["incident-1", "incident-2", "incident-x"], [merged]) == 1
    assert _ids(store.incidents()) == ["2", "3"]
    assert store.incident("incident-1") == merged
    assert store.replace_incidents([], []) == 0


def test_replacing_incidents_is_all_or_nothing(store):
    store.put_incidents([incident("1")])
    broken = incident("2", title=object())
    with pytest.raises((StoreError, TypeError)):
        store.replace_incidents(["incident-1"], [incident("3"), broken])
    assert _ids(store.incidents()) == ["1"]


def test_a_proposal_comes_back(store):
    one = proposal("1", position("doc-a"), aliases=("proposal-0",))
    assert [store.put_proposals([one]), store.put_proposals([one])] == [1, 0]
    assert store.proposal("proposal-1") == one
    assert store.proposal("proposal-0") == one
    assert store.proposal("proposal-2") is None
    assert store.proposal_of("doc-a") == [one]
    assert store.incident("proposal-1") is None


def test_proposals_are_ordered_by_their_latest_position_then_id(store):
    store.put_proposals(
        [
            proposal("d", position("doc-a")),
            proposal("b", position("doc-a", "2010-10-06"), position("doc-b", "2010-10-05")),
            proposal("a", position("doc-a", "2010-10-06")),
            proposal("c", position("doc-a", "2010-10-07"), position("doc-b")),
        ]
    )
    assert _ids(store.proposals()) == ["c", "a", "b", "d"]
    assert _ids(store.proposal_of("doc-b")) == ["c", "b"]
    assert store.replace_proposals(["proposal-c"], [proposal("e")]) == 1
    assert _ids(store.proposals()) == ["a", "b", "d", "e"]


def _grade(name, letter="B"):
    return Grade(name=name, reliability=letter, score=0.5, judged_on=3, why=("because",))


def test_grades_of_a_kind_are_replaced_together(store):
    assert store.put_grades("source", [_grade("b"), _grade("a")]) == 2
    assert store.put_grades("outlet", [_grade("Dawn")]) == 1
    assert store.grades("source") == [_grade("a"), _grade("b")]
    assert store.put_grades("source", [_grade("b"), _grade("a")]) == 0
    assert store.put_grades("source", [_grade("a"), _grade("b", "C")]) == 1
    assert store.grades("source") == [_grade("a"), _grade("b", "C")]
    assert store.grades("outlet") == [_grade("Dawn")]
    assert store.put_grades("source", []) == 0
    assert store.grades("source") == []


def test_grades_can_be_changed_one_by_one(store):
    store.put_grades("source", [_grade("a"), _grade("b"), _grade('"c')])
    assert store.change_grades("source", [_grade("b", "C"), _grade("d\udc80")], ["a", "nobody"]) == 2
    assert store.change_grades("source", [_grade("b", "C")]) == 0
    assert store.grades("source") == [_grade('"c'), _grade("b", "C"), _grade("d\udc80")]
    assert store.grades("source", ['"c', "d\udc80", "a"]) == [_grade('"c'), _grade("d\udc80")]


def _unweighed(store):
    return sorted(_ids(store.unweighed()))


def test_incidents_are_unweighed_until_they_are_put_as_weighed(store):
    one, other = incident("a"), incident("b")
    store.put_incidents([one, other])
    assert _unweighed(store) == ["a", "b"]
    assert store.put_weighed([replace(one, title="graded")]) == 1
    assert (store.put_weighed([other]), _unweighed(store)) == (0, [])
    assert {kept.title for kept in store.incidents()} == {"graded", other.title}
    store.put_incidents([replace(one, title="graded"), replace(other, title="another")])
    assert _unweighed(store) == ["b"]
    store.replace_incidents(["incident-b"], [])
    assert _unweighed(store) == []


def test_records_follow_the_incidents_that_make_them(store):
    store.put_incidents([incident("a"), incident("b"), incident("c")])
    store.put_weighed([incident("a"), incident("b"), incident("c")])
    store.put_verdicts("incident-a", {("source", "police"): (1, 2), ("outlet", "Dawn"): (0, 0)})
    store.put_verdicts("incident-b", {("source", "police"): (3, 3)})
    assert store.fresh_tracks() == [("outlet", "Dawn", 1, 0, 0, 0), ("source", "police", 2, 4, 5, 2)]
    store.settle_tracks()
    store.put_verdicts("incident-a", {("source", "police"): (1, 2), ("outlet", "Dawn"): (0, 0)})
    assert store.fresh_tracks() == []
    store.put_verdicts("incident-a", {("source", "police"): (2, 2)})
    assert store.fresh_tracks() == [("outlet", "Dawn", 0, 0, 0, 0), ("source", "police", 2, 5, 5, 2)]
    store.settle_tracks()
    store.replace_incidents(["incident-b"], [])
    assert store.fresh_tracks() == [("source", "police", 1, 2, 2, 1)]
    assert _ids(store.weighed_on([("source", "police")], [], 0)) == ["a"]


def test_what_rests_on_a_source_is_found_and_everything_can_be_taken_as_not_weighed(store):
    made = [incident(name) for name in "abc"]
    store.put_incidents(made)
    store.put_weighed(made)
    store.put_grades("source", [_grade("police")])
    for one in made:
        store.put_verdicts(one.id, {("source", "police"): (1, 1), ("outlet", "Dawn"): (1, 1)})
    store.settle_tracks()
    named = [("source", "police"), ("outlet", "Dawn"), ("outlet", "nobody")]
    assert _ids(store.weighed_on([], named, 2)) == ["b", "c"]
    assert _ids(store.weighed_on(named, named, 1)) == ["a", "b", "c"]
    store.put_incidents([replace(made[2], title="another")])
    store.put_verdicts("incident-c", {("source", "police"): (1, 1)})
    assert _ids(store.weighed_on([], named, 2)) == ["b"]
    store.put_verdicts("incident-c", {("source", "police"): (1, 1), ("outlet", "Dawn"): (1, 1)})
    store.settle_tracks()
    store.unweigh()
    assert _ids(store.weighed_on(named, named, 2)) == []
    assert (_unweighed(store), store.grades("source")) == (["a", "b", "c"], [])
    assert [track.name for track in store.fresh_tracks()] == ["Dawn", "police"]


def test_failures_are_kept_by_stage_and_subject(store):
    one, other = Failure(subject="b", reason="x"), Failure(subject="a\udc80", reason="y", retry=True)
    assert store.put_failures([one, other], "read") == 2
    assert store.put_failures([one, other], "read") == 0
    assert store.put_failures([one], "collect") == 1
    newer = Failure(subject="b", reason="z")
    assert store.put_failures([newer], "read") == 1
    assert list(store.failures("read")) == [other, newer]
    assert list(store.failures("collect")) == [one]
    assert list(store.failures()) == [one, other, newer]
    assert list(store.failures("weigh")) == []


def test_failures_can_be_forgotten(store):
    failures = [Failure(subject=name, reason="x") for name in ("a", "b", "\udc80")]
    store.put_failures(failures, "read")
    store.put_failures(failures, "collect")
    assert store.forget_failures(["a", "x"], "read") == 1
    assert store.forget_failures(["b", "\udc80"]) == 4
    assert list(store.failures()) == [failures[0]]
    assert store.forget_failures([]) == 0


def test_texts_under_a_name(store):
    assert store.meta("generated") is None
    store.set_meta("generated", "2024-03-06")
    store.set_meta("generated", "2024-03-07 \ud800\x00")
    assert store.meta("generated") == "2024-03-07 \ud800\x00"
    assert store.meta("other") is None


def test_counts(store):
    keep_tellings(store, a=("k",), b=("k",))
    store.put_documents([document("c", article="art-a", outlet="Dawn"), document("d", outlet="Dawn"), document("e", outlet="Geo")])
    store.put_likenesses([likeness("a", "b")])
    store.put_incidents([incident("1")])
    store.put_proposals([proposal("1"), proposal("2")])
    store.put_failures([Failure(subject="a", reason="b")], "read")
    store.mint("inc", "tel-a")
    assert store.counts() == {
        "captures": 0, "minted": 1, "judgements": 0, "gradings": 0, "removals": 0, "drafts": 0, "deeds": 0, "documents": 5, "articles": 4, "outlets": 2, "readings": 2, "tellings": 2,
        "likenesses": 1, "incidents": 1, "proposals": 2, "failures": 1,
    }  # fmt: skip


def test_incidents_with_several_origins_and_with_disputes_are_tallied(store):
    assert store.tallied() == (0, 0)
    one, other = (Origin(id=name, label=name, reports=(), why='says "state":"disputed"') for name in "ab")
    agreed, disputed = (Claim(attribute="killed", accounts=(), state=state) for state in (State.AGREED, State.DISPUTED))
    store.put_incidents(
        [
            incident("1", origins=(one, other), claims=(agreed, disputed)),
            incident("2", origins=(one,), claims=(disputed, disputed), title="\ud800"),
            incident("3", origins=(one, other, one), title='"state":"disputed"'),
            incident("4"),
        ]
    )
    assert store.tallied() == (2, 2)


def test_incidents_are_found_with_all_the_documents_that_report_them(store):
    store.put_incidents([incident("1", "doc-a", "doc-b"), incident("2", "doc-b", "doc-c"), incident("3", "doc-d")])
    assert store.reported_with(["doc-a"]) == ({"incident-1"}, {"doc-a", "doc-b"})
    assert store.reported_with(["doc-b"]) == ({"incident-1", "incident-2"}, {"doc-a", "doc-b", "doc-c"})
    assert store.reported_with([]) == store.reported_with(["doc-x"]) == (set(), set())
