"""Invented reports from end to end: who is named by whom, who denies, whose count it is; and what is no attack at all."""

from __future__ import annotations

import pytest

from sitrep.compare import incident, tellings
from sitrep.read import reader
from sitrep.records import Claim, Document, Incident, make_id


@pytest.fixture(scope="module")
def told():
    reading = reader("trained", threads=1)

    def made(text: str) -> Incident:
        document = Document(
            id=make_id("doc", text),
            article=make_id("art", text),
            key="k",
            text=text,
            language="en",
            published="2024-03-10",
            outlet="Gazette",
        )
        read = reading.read(document)
        return incident("in-1", (), tellings(read)[:1], {document.id: read}, ())

    return made


def claim(found: Incident, attribute: str) -> Claim | None:
    return next((one for one in found.claims if one.attribute == attribute), None)


def accounts(found: Incident, attribute: str) -> list[tuple[str, list[str]]]:
    """The accounts of a claim: what, and on whose word."""
    labels = {origin.id: origin.label for origin in found.origins}
    one = claim(found, attribute)
    return [(account.value, [labels[name] for name in account.origin_ids]) for account in one.accounts] if one else []


def test_who_names_the_doer_is_whom_the_account_rests_on(told):
    found = told(
        "Seven people were killed when gunmen attacked the market in Maiduguri on Friday, a witness said. The attackers fled.\n\n"
        "The army spokesman, Colonel Sani Usman, said on Saturday that Boko Haram had carried out the attack."
    )
    assert accounts(found, "perpetrator") == [("Boko Haram", ["The army spokesman, Colonel Sani Usman"])]


@pytest.mark.parametrize(
    ("text", "value", "denier"),
    [
        (
            "Residents of Gao said the army shelled the market on Monday, killing 14 people. The army dismissed the reports.",
            "not the army",
            "The army",
        ),
        (
            "Rebels accused Turkey of bombing a hospital in Gao on Monday, killing 14 people. Ankara dismissed the accusation as baseless.",
            "not Turkey",
            "Ankara",
        ),
        ("Turkey dismissed reports that its army had shelled the town of Gao on Monday, killing 14 people.", "not Turkey", "Turkey"),
        (
            "Rebels blamed the army for a bombing that killed 12 people in Jos on Monday. The army denied that it had bombed the town.",
            "not the army",
            "The army",
        ),
    ],
)
def test_a_dismissal_is_a_denial_on_its_speakers_word(told, text, value, denier):
    found = told(text)
    one = claim(found, "perpetrator")
    assert one is not None
    assert one.state == "denied"
    given = [(name.lower(), whose) for name, whose in accounts(found, "perpetrator")]
    assert (value.lower(), [denier]) in given


def test_counts_stand_on_the_word_of_each_who_counts(told):
    text = "A Reuters reporter counted 12 bodies after a bomb exploded in Jos on Monday. The Red Cross said 17 people had been killed."
    found = told(text)
    assert [value for value, _ in accounts(found, "killed")] == ["12", "17"]
    assert claim(found, "killed").state == "disputed"
    revised = told("A bomb killed 17 people in Jos on Monday, police said. The toll rose to 17 from 12.")
    assert accounts(revised, "killed") == [("17", ["Police"])]


@pytest.mark.parametrize(
    ("text", "killed"),
    [
        ("Twelve people were killed when a bus hit a lorry on the motorway near Kano on Monday, police said.", "12"),
        ("A ferry capsized off Zamboanga on Sunday, killing 31 people, the coast guard said.", "31"),
        ("A mine collapsed in Zamfara on Monday, killing 20 workers, officials said.", "20"),
    ],
)
def test_accidents_have_a_toll_and_no_type(told, text, killed):
    found = told(text)
    assert found.type is None
    assert [value for value, _ in accounts(found, "killed")] == [killed]


def test_a_game_is_no_attack_and_a_bomb_at_one_is(told):
    assert told("Arsenal crushed Chelsea 4-0 on Saturday. The visitors were massacred in the second half, their coach said.").type is None
    text = "A car bomb killed six people in a football stadium in Kano on Monday during a league match. It was stopped at 2-0."
    assert told(text).type == "ASSAULT"


def test_an_offensive_blames_whoever_launched_it(told):
    found = told(
        "Syrian government forces launched an offensive on Saraqib on Tuesday. Fighting between the army and Ahrar al-Sham killed 20 fighters, "
        "the Observatory said. Islamic State attacked an army post."
    )
    assert [value for value, _ in accounts(found, "perpetrator")] == ["Syrian government forces"]
