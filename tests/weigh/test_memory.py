"""Which grades were given before."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from test_grades import incident

from sitrep.records import GradedKind, PastGrade, State
from sitrep.weigh import Memory, weigh

DAY = datetime(2024, 3, 6, tzinfo=UTC)
ONE = incident("i", ("A", "police", 20, 20), state=State.SINGLE)
TWO = incident("i", ("A", "police", 20, 20), ("B", "the mayor", 20, 20), state=State.AGREED)


def at(days):
    return DAY + timedelta(days=days)


def told(made, given, now):
    graded, sources, _ = weigh([made], {})
    memory = Memory(given, now)
    [shown] = memory.incidents(graded)
    return shown.claims[0].accounts[0].history, memory.grades(GradedKind.SOURCE, sources), [*given, *memory.fresh], len(memory.fresh)


def test_a_grade_that_gives_way_is_kept_with_the_moment():
    history, _, given, fresh = told(ONE, [], at(0))
    assert (history, fresh) == ((), 2)  # the account and its source
    history, _, given, fresh = told(ONE, given, at(1))
    assert (history, fresh) == ((), 0)
    history, _, given, fresh = told(TWO, given, at(2))
    assert (history, fresh) == ((PastGrade(grade="F6", until=at(2)),), 2)
    history, _, given, _ = told(ONE, given, at(3))
    assert history == (PastGrade(grade="F6", until=at(2)), PastGrade(grade="F1", until=at(3)))


def test_a_clock_set_back_ends_no_grade_before_it_began():
    _, _, given, _ = told(ONE, [], at(5))
    history, _, _, _ = told(TWO, given, at(1))
    assert history == (PastGrade(grade="F6", until=at(5)),)


def test_letters_of_sources_have_a_history_of_their_own():
    _, sources, _ = weigh([ONE], {})
    memory = Memory([], at(0))
    memory.grades(GradedKind.SOURCE, sources)
    memory.grades(GradedKind.OUTLET, sources)
    later = Memory(memory.fresh, at(1))
    [changed] = later.grades(GradedKind.SOURCE, [replace(sources[0], reliability="C")])
    assert changed.history == (PastGrade(grade="F", until=at(1)),)
    [same] = later.grades(GradedKind.OUTLET, sources)
    assert same.history == ()


def test_what_a_merged_incident_was_graded_comes_along():
    _, _, given, _ = told(replace(ONE, id="j"), [], at(0))
    history, _, given, fresh = told(replace(TWO, aliases=("j",)), given, at(2))
    assert history == (PastGrade(grade="F6", until=at(2)),)
    assert fresh == 3  # the old grade under the id that stays, the new one, the mayor
    history, _, given, fresh = told(replace(TWO, aliases=("j",)), given, at(3))
    assert (history, fresh) == ((PastGrade(grade="F6", until=at(2)),), 0)
