"""Targets after "at" and "against", who demands, and who only tells."""

import pytest

from sitrep.read.aimed import aimed_at, demanded, without_teller
from sitrep.records import Act, EventType, Link, Modality, Polarity, Span, Statement, Voice


def span(text, words):
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def said(text, source, content):
    return Statement(
        id="st-1",
        content=(span(text, content),),
        attribution=(Link(source=span(text, source), cue=None, act=Act.SAY),),
        voice=Voice.INDIRECT,
        polarity=Polarity.POSITIVE,
        modality=Modality.CERTAIN,
        made_by="test@1",
    )


@pytest.mark.parametrize(
    ("text", "trigger", "kind", "target"),
    [
        ("The gunboat fired six rockets at Lima on Friday.", "fired", EventType.ASSAULT, "Lima"),
        ("Chad called up reserves for a campaign against Libya.", "called up", EventType.MOBILIZE, "Libya"),
        ("It imposed a ban on flights in protest against the Peruvian government.", "imposed", EventType.SANCTION, "the Peruvian"),
        ("The rebels fired rockets at dawn.", "fired", EventType.ASSAULT, None),
        ("The rebels fired and the crowd ran against the wall.", "fired", EventType.ASSAULT, None),
        ("Ministers met in Lima against the odds.", "met", EventType.CONSULT, None),
        ("The army clashed at Lima with rebels.", "clashed", EventType.ASSAULT, None),
    ],
)
def test_an_act_is_aimed_at_whom_the_preposition_names(text, trigger, kind, target):
    found = aimed_at(text, span(text, trigger), kind, len(text))
    assert [one.text for one in found] == ([target] if target else [])


def test_who_says_that_it_must_be_done_demands_it_of_who_must_do_it():
    text = "The envoy said that Chad and the rebels must sign the truce."
    must, sides = span(text, "must"), ((span(text, "Chad"), span(text, "the rebels")), ())
    statement = said(text, "The envoy", "Chad and the rebels must sign the truce")
    actors, recipients = demanded(EventType.REQUEST, must, sides, statement)
    assert [one.text for one in actors] == ["The envoy"]
    assert [one.text for one in recipients] == ["Chad", "the rebels"]
    assert demanded(EventType.REQUEST, must, sides, None) == sides
    assert demanded(EventType.THREATEN, must, sides, statement) == sides


def test_who_only_tells_of_a_deed_did_not_do_it():
    text = "Peruvian troops entered the town, the governor said."
    actors = (span(text, "Peruvian troops"), span(text, "the governor"))
    statement = said(text, "the governor", "Peruvian troops entered the town")
    assert without_teller(actors, EventType.MOBILIZE, span(text, "entered"), statement) == actors[:1]
    assert without_teller(actors[1:], EventType.MOBILIZE, span(text, "entered"), statement) == actors[1:]
    assert without_teller(actors, EventType.ACCUSE, span(text, "entered"), statement) == actors


def test_their_forces_are_who_speaks_of_them():
    text = "The rebels said their forces had left the town."
    actors = (span(text, "The rebels"), span(text, "their forces"))
    statement = said(text, "The rebels", "their forces had left the town")
    assert without_teller(actors, EventType.RETREAT, span(text, "left"), statement) == actors
