"""Views that change, as positions on one proposal show them."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from sitrep.compare import proposals
from sitrep.compare.moves import moves, timelines
from sitrep.records import (
    Act,
    Document,
    HeldPosition,
    Holder,
    Link,
    Modality,
    Polarity,
    Position,
    Reading,
    Span,
    Stance,
    Statement,
    Voice,
    make_id,
)


def held(stance, date, who="Anna Reed", document=None, direct=False, passage=""):
    return HeldPosition(
        holder=Holder(source=None, name=who),
        stance=stance,
        grounds=(),
        key=document or f"doc-{date}",
        document=document or f"doc-{date}",
        statement=None,
        date=date,
        who=who,
        passage=passage or f"{who} {stance.value} in {date}",
        direct=direct,
    )


def told(positions):
    return [(one.who, one.left.value, one.took.value, one.date) for one in moves(positions)]


def test_a_new_stance_is_a_move_with_both_passages():
    positions = [held(Stance.SUPPORTS, "2020-03-02"), held(Stance.OPPOSES, "2020-04-11", passage="“Never,” she said.")]
    (move,) = moves(positions)
    assert (move.who, move.left, move.took, move.date) == ("Anna Reed", Stance.SUPPORTS, Stance.OPPOSES, "2020-04-11")
    assert move.passages == ("Anna Reed supports in 2020-03-02", "“Never,” she said.")
    assert (move.before, move.after) == (0, 1)


def test_a_condition_is_a_move_but_a_proposer_who_supports_has_not_moved():
    assert told([held(Stance.PROPOSES, "2020-01"), held(Stance.SUPPORTS, "2020-02")]) == []
    assert told([held(Stance.SUPPORTS, "2020-01"), held(Stance.SUPPORTS_IF, "2020-02")]) == [
        ("Anna Reed", "supports", "supports_if", "2020-02")
    ]


def test_an_alternative_says_nothing_of_the_side():
    assert told([held(Stance.PROPOSES, "2020-01"), held(Stance.ALTERNATIVE, "2020-02"), held(Stance.PROPOSES, "2020-03")]) == []


def test_two_sides_in_one_document_and_dates_that_do_not_tell_are_no_move():
    both = [held(Stance.PROPOSES, "2020-01-05", document="d"), held(Stance.OPPOSES, "2020-01-05", document="d")]
    assert told(both) == []
    assert told([held(Stance.PROPOSES, None), held(Stance.OPPOSES, "2020-02-01")]) == []
    assert told([held(Stance.PROPOSES, "2020-02"), held(Stance.OPPOSES, "2020-02-11")]) == []
    assert told([held(Stance.PROPOSES, "2020-02-11", document="a"), held(Stance.OPPOSES, "2020-02-11", document="b")]) == []


def test_moments_of_one_day_are_told_apart_across_zones():
    early, late = held(Stance.PROPOSES, "2020-02-11T09:00:00+05:00"), held(Stance.OPPOSES, "2020-02-11T06:00:00+00:00")
    assert told([late, early]) == [("Anna Reed", "proposes", "opposes", "2020-02-11T06:00:00+00:00")]


def test_a_stand_told_again_by_others_is_no_move_back_but_ones_own_words_are():
    before = [held(Stance.PROPOSES, "2020-01-01"), held(Stance.OPPOSES, "2020-02-01")]
    assert len(moves([*before, held(Stance.PROPOSES, "2020-03-01")])) == 1
    assert told([*before, held(Stance.PROPOSES, "2020-03-01", direct=True)])[1:] == [("Anna Reed", "opposes", "proposes", "2020-03-01")]


def test_who_has_no_name_is_followed_within_an_article_only():
    positions = [held(Stance.PROPOSES, "2020-01-01", "residents"), held(Stance.OPPOSES, "2020-02-01", "residents")]
    assert len(timelines(positions)) == 2
    assert told(positions) == []


def test_a_timeline_is_in_order_of_dates_with_the_undated_last():
    positions = [held(Stance.PROPOSES, None), held(Stance.PROPOSES, "2020-02-01"), held(Stance.OPPOSES, "2020-01-01")]
    (line,) = timelines(positions)
    assert (line.who, line.positions) == ("Anna Reed", (2, 1, 0))


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(list(Stance)), st.sampled_from([None, "2020", "2020-01-01", "2020-01-02"]), st.sampled_from("ABC")))
)
def test_every_position_is_in_one_timeline_and_no_move_leads_back_in_time(drawn):
    positions = [held(stance, date, f"Anna {who}ell", document=f"d{at}") for at, (stance, date, who) in enumerate(drawn)]
    assert sorted(at for line in timelines(positions) for at in line.positions) == list(range(len(positions)))
    for move in moves(positions):
        assert (positions[move.before].date or "") < (positions[move.after].date or "")
        assert positions[move.before].who == positions[move.after].who == move.who


def article(key, text, words, stance, source, name, date, voice=Voice.INDIRECT, authors=()):
    start = text.index(words)
    content = Span(start=start, end=start + len(words), text=words)
    at = text.index(source) if source else 0
    where = Span(start=at, end=at + len(source), text=source) if source else None
    statement = Statement(
        id=f"st-{key}",
        content=(content,),
        attribution=(Link(source=where, cue=None, act=Act.SAY, name=name),) if where else (),
        voice=voice,
        polarity=Polarity.POSITIVE,
        modality=Modality.CERTAIN,
        made_by="test@1",
    )
    position = Position(
        proposal=words,
        proposal_spans=(content,),
        holder=Holder(source=where, name=name) if where else None,
        stance=stance,
        statement=statement.id,
    )
    document = Document(id=f"doc-{key}", article=key, key=key, text=text, published=date, authors=authors, outlet="Dorn Post")
    return Reading(document=document, statements=(statement,), positions=(position,))


FIRST = article(
    "a",
    "It rained. The League should admit Zorvania, Anna Reed said. Then she left.",
    "The League should admit Zorvania",
    Stance.PROPOSES,
    "Anna Reed",
    "Anna Reed",
    "2020-03-02",
)
SECOND = article(
    "b",
    "“The League should not admit Zorvania,” Mrs Reed said. “Its army burned our mill.”",
    "The League should not admit Zorvania",
    Stance.PROPOSES,
    "Mrs Reed",
    None,
    "2020-04-11",
    Voice.DIRECT,
)
THIRD = article("c", "I am against it. Zorvanian banks are empty.", "it", Stance.OPPOSES, None, None, "2020-04-12", Voice.OWN)


def test_over_documents_a_no_is_a_stand_against_and_a_family_name_is_the_full_one():
    (found,) = proposals([FIRST, SECOND], make_id)
    assert [(one.who, one.stance) for one in found.positions] == [("Anna Reed", Stance.PROPOSES), ("Anna Reed", Stance.OPPOSES)]
    (move,) = found.moves
    assert move.passages == (
        "The League should admit Zorvania, Anna Reed said.",
        "“The League should not admit Zorvania,” Mrs Reed said.",
    )
    assert [line.positions for line in found.timelines] == [(0, 1)]


def test_an_author_is_called_by_byline_or_by_outlet():
    signed = article("d", "We need a fence.", "a fence", Stance.PROPOSES, None, None, "2020-01-01", Voice.OWN, ("Imran Sal", "Bo Berg"))
    assert [one.who for found in proposals([THIRD, signed], make_id) for one in found.positions] == [
        "Imran Sal and Bo Berg",
        "the author of the article in Dorn Post",
    ]


@settings(deadline=None)  # the first call reads the word lists
@given(st.randoms(use_true_random=False))
def test_the_order_of_readings_changes_nothing(chance: random.Random):
    readings = [FIRST, SECOND, THIRD]
    first = proposals(readings, make_id)
    chance.shuffle(readings)
    assert proposals(readings, make_id) == first
