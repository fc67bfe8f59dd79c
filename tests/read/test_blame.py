"""How surely an act is laid to its actors, and what an event has to do with."""

import pytest

from sitrep.read.blame import blame
from sitrep.read.contexts import contexts
from sitrep.records import Act, Auxiliary, Blame, Link, Modality, Party, Polarity, Span, Statement


def party(text, words):
    start = text.index(words)
    return Party(span=Span(start=start, end=start + len(words), text=words))


def statement(act=None, modality=Modality.CERTAIN, polarity=Polarity.POSITIVE):
    links = (Link(source=None, cue=None, act=act),) if act else ()
    return Statement(id="st", content=(Span(start=0, end=1, text="x"),), attribution=links, modality=modality, polarity=polarity)


@pytest.mark.parametrize(
    ("act", "modality", "expected"),
    [
        (None, Modality.CERTAIN, Blame.FACT),
        (Act.SAY, Modality.CERTAIN, Blame.FACT),
        (Act.CONFIRM, Modality.CERTAIN, Blame.FACT),
        (Act.CLAIM, Modality.CERTAIN, Blame.CLAIMED),
        (Act.ACCUSE, Modality.CERTAIN, Blame.SUSPECTED),
        (Act.BELIEVE, Modality.CERTAIN, Blame.SUSPECTED),
        (Act.SAY, Modality.PROBABLE, Blame.SUSPECTED),
        (Act.SAY, Modality.POSSIBLE, Blame.POSSIBLE),
        (None, Modality.CONDITIONAL, Blame.POSSIBLE),
    ],
)
def test_the_chain_and_its_words_lower_it(act, modality, expected):
    text = "Rebels shelled the port."
    assert blame(text, [party(text, "Rebels")], statement(act, modality), None) is expected


@pytest.mark.parametrize("text", ["Suspected rebels shelled it", "The alleged gunmen fired", "three presumed gunmen fired"])
def test_suspects_are_suspected_whoever_says_so(text):
    words = text.split(" ")[2] if text.startswith("three") else " ".join(text.split(" ")[:2])
    assert blame(text, [party(text, words)], statement(), None) is Blame.SUSPECTED


def test_nobody_is_blamed_for_what_did_not_happen_or_has_no_actor():
    text = "Rebels shelled the port."
    assert blame(text, [], statement(), None) is None
    assert blame(text, [party(text, "Rebels")], statement(), Auxiliary.NEGATED) is None
    assert blame(text, [party(text, "Rebels")], statement(Act.DENY, polarity=Polarity.NEGATIVE), None) is None
    assert blame(text, [party(text, "Rebels")], statement(), Auxiliary.HYPOTHETICAL) is Blame.POSSIBLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Voters burned ballots at two polling stations.", {"election"}),
        ("The court sentenced the smugglers.", {"legal", "crime"}),
        ("The ambassador visited the refugees.", {"diplomatic", "refugee"}),
        ("The goldsmith waved.", set()),
    ],
)
def test_contexts_are_told_by_whole_words(text, expected):
    assert set(contexts(text)) == expected
