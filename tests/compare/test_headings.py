"""What an incident without a headline is called."""

from dataclasses import replace

import pytest

from sitrep.compare.headings import _TYPES, heading
from sitrep.records import Event, EventType, Party, Span


def by_a_state(country, sector, name=None, words="x"):
    at = Span(start=0, end=len(words), text=words)
    return replace(event(EventType.ASSAULT), actors=(Party(span=at, mention=None, country=country, sector=sector, name=name),))


def event(kind, mode=None, *names):
    at = Span(start=0, end=1, text="x")
    actors = tuple(Party(span=at, mention=None, country=None, sector=None, name=name) for name in names)
    return Event(id="ev-1", statement=None, trigger=at, type=kind, mode=mode, actors=actors, made_by="test@1")


@pytest.mark.parametrize(
    ("kind", "events", "place", "start", "title"),
    [
        (EventType.COERCE, [event(EventType.COERCE, "arrest")], "Vesk", "2020-03-01", "Arrests in Vesk on 2020-03-01"),
        (EventType.COERCE, [event(EventType.COERCE, "seize", "Red Hand")], "Vesk", None, "Seizure by Red Hand in Vesk"),
        (EventType.COERCE, [event(EventType.COERCE)], None, None, "Measures of force short of attack"),
        (
            EventType.ASSAULT,
            [event(EventType.ASSAULT, None, "Red Hand"), event(EventType.ASSAULT, None, "Blue Hand")],
            None,
            None,
            "Attack",
        ),
        (EventType.ASSAULT, [by_a_state("RUS", "MIL")], "Vesk", None, "Attack by Russia in Vesk"),
        (EventType.ASSAULT, [by_a_state("ARE", "GOV"), by_a_state("ARE", "MIL")], None, None, "Attack by United Arab Emirates"),
        (EventType.ASSAULT, [by_a_state("SYR", "REB")], "Vesk", None, "Attack in Vesk"),
        (EventType.ASSAULT, [by_a_state("SYR", "MIL", words="Syrian rebel forces")], "Vesk", None, "Attack in Vesk"),
        (EventType.ASSAULT, [event(EventType.PROTEST, "riot", "Red Hand")], "Vesk", None, "Attack in Vesk"),
        (None, [], "Vesk", "2020-03-01", "Report in Vesk on 2020-03-01"),
    ],
)
def test_what_by_whom_where_and_when(kind, events, place, start, title):
    assert heading(kind, events, place, start) == title


def test_every_type_has_words():
    assert set(_TYPES) == set(EventType)
