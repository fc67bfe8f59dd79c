"""Whose the stands are that the network sees, and what of them becomes a position."""

from dataclasses import replace

from sitrep.read.taken import Taken, beside, positions_taken
from sitrep.records import Act, Link, Modality, Polarity, Span, Stance, Statement, Voice

TEXT = "The mayor told us that the town should build a bridge. I think it should not. “I want a ferry,” Ann Lee said."


def at(words, after=0):
    start = TEXT.index(words, after)
    return Span(start=start, end=start + len(words), text=words)


def said(content, source=None, name=None):
    links = (Link(source=at(source), cue=None, act=Act.SAY, name=name),) if source else ()
    return Statement(
        id=f"st-{content[:3]}",
        content=(at(content),),
        attribution=links,
        voice=Voice.INDIRECT if source else Voice.OWN,
        polarity=Polarity.POSITIVE,
        modality=Modality.CERTAIN,
        made_by="test@1",
    )


STATEMENTS = (
    said("the town should build a bridge", "The mayor", "Bo Berg"),
    said("I think it should not"),
    said("I want a ferry", "Ann Lee"),
)


def taken(words, holder=None, proposal="build a bridge", stance=Stance.PROPOSES, grounds=()):
    return Taken(at(words), stance, 0.9, holder, (at(proposal),), tuple(map(at, grounds)))


def whose(*ones):
    return [
        (one.holder.source.text, one.holder.name, one.statement) if one.holder else (None, None, one.statement)
        for one in positions_taken(TEXT, STATEMENTS, ones)
    ]


def test_a_stand_in_a_statement_is_its_speakers_with_the_name_that_he_has_there():
    assert whose(taken("should")) == [("The mayor", "Bo Berg", "st-the")]
    assert whose(taken("should", at("The mayor"))) == [("The mayor", "Bo Berg", "st-the")]
    assert whose(taken("should", at("the town"))) == [("the town", "the town", "st-the")]


def test_i_is_who_speaks_there():
    first = at("I think")
    assert whose(taken("should not", Span(start=first.start, end=first.start + 1, text="I"))) == [(None, None, "st-I t")]
    first = at("I want")
    assert whose(taken("want", Span(start=first.start, end=first.start + 1, text="I"), "a ferry")) == [("Ann Lee", None, "st-I w")]


def test_one_stand_told_twice_is_one_position_with_the_grounds_of_both():
    ones = positions_taken(
        TEXT, STATEMENTS, [taken("should", grounds=["I want a ferry"]), taken("town", grounds=["I think it should not"])]
    )
    assert [sorted(ground.text for ground in one.grounds) for one in ones] == [["I think it should not", "I want a ferry"]]


def test_signs_at_the_edges_are_trimmed_and_what_is_nothing_but_signs_is_no_position():
    (one,) = positions_taken(TEXT, STATEMENTS, [taken("should not", proposal="build a bridge. ")])
    assert one.proposal == "build a bridge"
    assert positions_taken(TEXT, STATEMENTS, [taken("should not", proposal=". ")]) == ()


def test_what_the_rules_find_stays_and_the_network_adds_what_they_have_not():
    def position(words, holder=None, stance=Stance.PROPOSES):
        (one,) = positions_taken(TEXT, (), [taken("should", holder, words, stance)])
        return one

    ruled = (position("a bridge"),)
    again, others, ferry = position("build a bridge"), position("a bridge", at("The mayor"), Stance.OPPOSES), position("a ferry")
    assert beside(ruled, [ferry, again, others]) == (ruled[0], others, ferry)


def test_another_request_is_no_part_of_the_proposal():
    text = "The ministry calls upon drivers to report parcels, and asks papers to refrain from printing rumours."

    def where(words):
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    parts = (where("drivers to report parcels"), where("from printing rumours"))
    (position,) = positions_taken(text, (), [Taken(where("calls upon"), Stance.PROPOSES, 0.9, where("The ministry"), parts)])
    assert position.proposal == "drivers to report parcels"
    joined = (where("drivers to report"), where("parcels"))
    (position,) = positions_taken(text, (), [Taken(where("calls upon"), Stance.PROPOSES, 0.9, where("The ministry"), joined)])
    assert position.proposal == "drivers to report parcels"


def test_words_of_a_proposal_are_no_ground_of_it():
    (ruled,) = positions_taken(TEXT, STATEMENTS, [taken("should", proposal="the town should build a bridge")])
    inside = replace(ruled, grounds=(at("a bridge"),))
    outside = replace(ruled, grounds=(at("I think it should not"),))
    assert beside([ruled], [inside])[0].grounds == ()
    assert [ground.text for ground in beside([ruled], [outside])[0].grounds] == ["I think it should not"]


def _of(text, words, proposal, stance, grounds=()):
    def where(part):
        return Span(start=text.index(part), end=text.index(part) + len(part), text=part)

    return positions_taken(text, (), [Taken(where(words), stance, 0.9, None, (where(proposal),), tuple(map(where, grounds)))])


def test_what_is_granted_before_but_is_not_supported():
    granted = "Some want the town to buy the ferry. I see the appeal. But a ferry needs a crew, and we have none."
    (position,) = _of(granted, "appeal", "the town to buy the ferry", Stance.SUPPORTS, ["a ferry needs a crew"])
    assert position.stance is Stance.OPPOSES
    meant = "Some want the town to buy the ferry. It is dear. But a ferry saves an hour, and hours are what we lack."
    (position,) = _of(meant, "dear", "the town to buy the ferry", Stance.SUPPORTS, ["a ferry saves an hour"])
    assert position.stance is Stance.SUPPORTS


def test_each_thing_that_is_asked_for_is_proposed():
    text = "The dockers asked for cranes to be checked every month and for a nurse to be stationed on the quay."
    asked = "cranes to be checked every month and for a nurse to be stationed on the quay"
    found = _of(text, "asked", asked, Stance.ALTERNATIVE)
    assert [(one.stance, one.proposal) for one in found] == [
        (Stance.PROPOSES, "cranes to be checked every month"),
        (Stance.PROPOSES, "a nurse to be stationed on the quay"),
    ]
    instead = text.replace("asked for", "asked instead for")
    assert _of(instead, "asked", asked, Stance.ALTERNATIVE)[0].stance is Stance.ALTERNATIVE


def test_what_is_asked_for_begins_where_it_is_asked():
    text = "Until somebody meets it, let us have the timetable."
    words = Span(start=0, end=len(text), text=text)
    stand = Taken(Span(start=25, end=31, text="let us"), Stance.PROPOSES, 0.9, None, (words,), ())
    assert [one.proposal for one in positions_taken(text, (), [stand])] == ["let us have the timetable"]
