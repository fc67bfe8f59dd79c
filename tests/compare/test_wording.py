"""Which wordings of proposals are one, and which look alike and are two."""

import pytest

from sitrep.compare.wording import contradict, likeness, root, wording

ONE = [
    ("NATO should invite Zorvania to join the Alliance", "Zorvania's accession to NATO"),
    ("NATO should invite Georgia to join", "admitting Georgia as a member of NATO"),
    ("the League should admit Georgia", "Georgian membership of the League"),
    ("fence the whole border with Zorvania", "a border fence along the frontier with Zorvania"),
    ("hand the running of the Dorn gate to a joint civilian authority", "the Dorn gate be run by a joint civilian board"),
    ("withdraw all troops from the Darun valley by June", "the withdrawal of troops from the Darun valley"),
    ("pull the garrison out of Darun", "the garrison should be withdrawn from Darun"),
    ("lift the sanctions on Zorvania's central bank", "easing of sanctions on the central bank of Zorvania"),
    ("the ferry should be replaced by a toll bridge at Ulm", "a toll bridge at Ulm instead of the ferry"),
    ("rename the bridge after Ann Lee", "renaming the bridge for Ann Lee"),
    ("raise the tariff on imported tractors", "a higher tariff on imported tractors"),
    ("open talks with the tribal elders of Khand", "negotiations with the Khand tribal elders"),
    ("deploy 500 observers to Khand", "sending 500 observers to Khand"),
    ("Georgia should be invited into NATO", "Tbilisi joining NATO"),
    ("Zorvania should be admitted to the League", "Zorvania's accession to the League"),
    ("release the detained teachers of Ulm", "the teachers detained at Ulm be freed"),
]
TWO = [
    ("open the gate at Dorn", "close the gate at Dorn"),
    ("impose sanctions on Zorvania's banks", "lift sanctions on Zorvania's banks"),
    ("NATO should invite Georgia to join", "NATO should invite Ukraine to join"),
    ("Britain should recognise the rebels of Khand", "France should recognise the rebels of Khand"),
    ("send 500 observers to Khand", "send 5,000 police to Khand"),
    ("withdraw the observers from Khand", "send more observers to Khand"),
    ("a toll bridge at Ulm", "a toll bridge at Dorn"),
    ("raise the tariff on imported tractors", "a lower tariff on imported tractors"),
    ("open talks with the rebels in Khand", "bomb the rebels in Khand"),
    ("the council should close the school", "the council should close the road"),
    ("tax the boats on the lake", "ban the boats on the lake"),
    ("the army should leave the valley", "the traders should leave the valley"),
    ("an inquiry into the fire at the mill", "an inquiry into the flood at the mill"),
    ("extend the mandate of the mission by six months", "end the mandate of the mission"),
    ("buy two ferries for the river", "sell the two ferries of the river"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_other_words_for_one_deed_are_one_proposal(one, other):
    assert likeness(wording(one), wording(other), near=False) > 0
    assert likeness(wording(other), wording(one), near=False) > 0


@pytest.mark.parametrize(("one", "other"), TWO)
def test_look_alikes_are_two(one, other):
    assert contradict(wording(one), wording(other))
    assert contradict(wording(other), wording(one))
    assert likeness(wording(one), wording(other), near=True) == 0


def test_the_same_text_is_the_same_even_of_words_that_say_nothing():
    assert likeness(wording("do it"), wording("Do it!"), near=False) == 2
    assert likeness(wording(""), wording(""), near=False) == 0


def test_a_no_is_told_from_a_yes_by_the_modal_verb():
    assert wording("the League should not admit Georgia").negated
    assert wording("the League mustn't admit Georgia").negated
    assert not wording("the League should admit Georgia and not Ulm").negated


@pytest.mark.parametrize(
    ("one", "other"),
    [("fencing", "fence"), ("withdrawals", "withdrawal"), ("deployments", "deployment"), ("closed", "close"), ("admitted", "admit")],
)
def test_roots(one, other):
    assert root(one) == root(other)
