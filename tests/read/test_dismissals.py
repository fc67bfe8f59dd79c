"""Dismissals in other words than "deny" are denials; rejections of something else are none."""

import pytest

from sitrep.read.dismissals import denied
from sitrep.records import Act, Link, Polarity, Span, Statement


def span(text, words):
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def turned(text, source, cue, content, act=Act.REJECT):
    link = Link(source=span(text, source), cue=span(text, cue), act=act)
    [found] = denied(text, [Statement(id="st", content=(span(text, content),), attribution=(link,))])
    return found.attribution[0].act, found.polarity


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The ministry rejected the accusation as baseless.", "The ministry", "rejected", "the accusation as baseless"),
        ("The army dismissed the reports.", "The army", "dismissed", "the reports"),
        ("Vesk rubbished reports that its troops had fired.", "Vesk", "rubbished", "its troops had fired"),
        ("The governor dismissed as baseless the claim that he knew.", "The governor", "dismissed", "he knew"),
        ("The army refuted General Orl's allegation that it fired.", "The army", "refuted", "it fired"),
        ("The reports were dismissed by the army.", "the army", "dismissed", "The reports"),
        ("Vesk called the accusation a complete lie.", "Vesk", "called", "the accusation a complete lie"),
        ("The army rejected a charge that it had bombed the port.", "The army", "rejected", "it had bombed the port"),
    ],
)
def test_who_waves_away_an_accusation_denies_it(text, source, cue, content):
    assert turned(text, source, cue, content) == (Act.DENY, Polarity.NEGATIVE)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The government rejected a plan to bomb the camp.", "The government", "rejected", "a plan to bomb the camp"),
        ("The army dismissed General Idris.", "The army", "dismissed", "General Idris"),
        ("A judge dismissed the claim that he fled.", "A judge", "dismissed", "he fled"),
        ("The court rejected the charge against the mayor.", "The court", "rejected", "the charge against the mayor"),
        ("Vesk rejected the report's findings.", "Vesk", "rejected", "the report's findings"),
        ("Vesk rejected the claim for compensation.", "Vesk", "rejected", "the claim for compensation"),
        ("The army rejected the group's claim of responsibility.", "The army", "rejected", "the group's claim of responsibility"),
        ("Vesk called the report a milestone.", "Vesk", "called", "the report a milestone"),
        ("Vesk dismissed the ceasefire as a lie.", "Vesk", "dismissed", "the ceasefire as a lie"),
    ],
)
def test_to_reject_something_else_denies_nothing(text, source, cue, content):
    assert turned(text, source, cue, content) == (Act.REJECT, Polarity.POSITIVE)
