"""Accuracy floors of event coding on passages of our own that training never saw (a tenth, chosen by the hash of their keys)."""

from pathlib import Path

import pytest
from training.event_evaluate import figures
from training.event_passages import load
from training.marked import kept_aside

FOLDER = Path(__file__).parents[2] / "training" / "data" / "events"
# A little under what was measured (docs/measured.md); a change that falls below one must say why.
FLOORS = {
    "event F1": 75,
    "typed event F1": 61,
    "type": 77,
    "quad": 87,
    "mode": 62,
    "auxiliary": 85,
    "actors": 84,
    "recipients": 70,
    "place": 80,
    "time": 75,
    "silent": 50,
}


@pytest.fixture(scope="module")
def measured():
    """What both readers get right on the event passages that are kept aside, in percent."""
    passages = [one for one in load(FOLDER) if kept_aside(one.key)]
    return {name: figures(passages, name) for name in ("trained", "rules")}


@pytest.mark.parametrize("name", FLOORS)
def test_the_trained_reader_keeps_its_floor(measured, name):
    assert measured["trained"][name] >= FLOORS[name]


def test_the_trained_reader_is_better_than_the_rules(measured):
    assert measured["trained"]["typed event F1"] >= measured["rules"]["typed event F1"] + 10
