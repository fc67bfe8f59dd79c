"""Who is named as having done it: by whom, in which statement, and who says that he did not."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from made_readings import reading, span

from sitrep.compare import incident, tellings
from sitrep.compare.answers import _values
from sitrep.compare.blames import Named, named
from sitrep.compare.witnesses import voices
from sitrep.records import (
    Account,
    Act,
    Auxiliary,
    Claim,
    Event,
    EventType,
    Link,
    Mention,
    MentionType,
    Party,
    Polarity,
    Quantity,
    Reading,
    Role,
    Span,
    Statement,
)


def said(text: str, *ones: tuple[str, str, Act], act: Act = Act.SAY) -> Reading:
    """A report whose first sentence tells of nine killed on a witness's word, and what else is said: (source, content, act)."""
    first = text.split(". ")[0]
    read = reading("k", text, tolls=(("nine", 9, 9),))
    sources = [("a witness", first.split(",")[0], act), *ones]
    statements = tuple(
        Statement(
            id=f"st-{number}",
            content=(span(text, content),),
            attribution=(Link(source=span(text, source), cue=None, name=source, act=how),),
            polarity=Polarity.NEGATIVE if how is Act.DENY else Polarity.POSITIVE,
        )
        for number, (source, content, how) in enumerate(sources)
    )
    groups = ("Red Hand", "Blue Hand")
    mentions = tuple(
        Mention(span=Span(start=found.start(), end=found.end(), text=found[0]), type=MentionType.GROUP, name=found[0])
        for found in re.finditer("|".join(groups), text)
    )
    return replace(read, statements=statements, mentions=mentions, events=(replace(read.events[0], statement="st-0"),))


def acting(read: Reading, *actors: str) -> Reading:
    """The report with these as the actors of its event."""
    text = read.document.text
    parties = tuple(
        Party(span=span(text, actor), mention=next((at for at, one in enumerate(read.mentions) if one.span.text == actor), None))
        for actor in actors
    )
    return replace(read, events=(replace(read.events[0], actors=parties),))


def who(read: Reading) -> list[tuple[str, bool, str]]:
    return [(one.name, one.negative, one.statement) for one in named(0, tellings(read)[0], read)]


def claim(*readings: Reading) -> Claim | None:
    members = [tellings(one)[0] for one in readings]
    made = incident("inc-1", (), members, {one.document.id: one for one in readings}, ())
    labels = {origin.id: origin.label for origin in made.origins}
    found = next((one for one in made.claims if one.attribute == "perpetrator"), None)
    return found and replace(found, accounts=tuple(_labelled(account, labels) for account in found.accounts))


def _labelled(account: Account, labels: dict[str, str]) -> Account:
    return replace(account, origin_ids=tuple(labels[one] for one in account.origin_ids))


def test_nobody_is_named_where_a_text_itself_says_that_they_did_not() -> None:
    read = said("Gunmen killed nine people, a witness said. They did not shell the post.")
    own = replace(read.statements[0], attribution=(), content=(span(read.document.text, "They did not shell the post"),))
    event = replace(read.events[0], auxiliary=Auxiliary.NEGATED, actors=(Party(span=span(read.document.text, "They")),))
    assert who(replace(read, statements=(own,), events=(event,))) == []


START = "Gunmen killed nine people, a witness said. "


def test_the_account_rests_on_whoever_names_and_shows_what_he_says() -> None:
    text = START + "Governor Orl said Red Hand had carried out the attack."
    read = acting(said(text, ("Governor Orl", "Red Hand had carried out the attack", Act.SAY)), "Red Hand")
    found = claim(read)
    assert found is not None
    assert [(one.value, one.statements, one.origin_ids) for one in found.accounts] == [("Red Hand", ("st-1",), ("Governor Orl",))]


NAMING = [
    ("Red Hand carried out the attack", Act.SAY),
    ("Red Hand fighters were behind Friday's raid", Act.SAY),
    ("the killing was the work of Red Hand", Act.SAY),
    ("this attack was carried out by Red Hand", Act.SAY),
    ("Red Hand for the attack", Act.ACCUSE),
    ("Red Hand of carrying out the attack", Act.ACCUSE),
    ("the attack on Red Hand", Act.ACCUSE),
]


@pytest.mark.parametrize(("words", "act"), NAMING, ids=[case[0] for case in NAMING])
def test_who_is_named_in_passing_is_named(words: str, act: Act) -> None:
    assert who(said(f"{START}Governor Orl: {words}.", ("Governor Orl", words, act))) == [("Red Hand", False, "st-1")]


NOT_NAMING = [
    ("Red Hand carried out an election", Act.SAY),
    ("Red Hand carried out the survey", Act.SAY),
    ("Red Hand condemned the attack", Act.SAY),
    ("an attack on Red Hand was near", Act.SAY),
    ("the attack on Red Hand", Act.SAY),
    ("Red Hand for its silence", Act.ACCUSE),
    ("Red Hand carried out the attack", Act.DENY),
]


@pytest.mark.parametrize(("words", "act"), NOT_NAMING, ids=[case[0] for case in NOT_NAMING])
def test_look_alikes_name_nobody(words: str, act: Act) -> None:
    assert who(said(f"{START}Governor Orl: {words}.", ("Governor Orl", words, act))) == []


DENIALS = [
    ("it had killed the nine", "Red Hand"),
    ("its fighters had taken part in the attack", "Red Hand"),
    ("reports that its men had attacked the village", "Red Hand"),
    ("any involvement", "Red Hand"),
    ("the accusation as baseless", "the army"),
    ("the allegation", "the defence ministry"),
]


@pytest.mark.parametrize(("words", "denier"), DENIALS, ids=[case[0] for case in DENIALS])
def test_who_denies_is_never_the_doer(words: str, denier: str) -> None:
    read = said(f"{START}It was {denier} that denied {words}.", (denier, words, Act.DENY))
    assert who(read) == [(denier, True, "st-1")]
    found = claim(read)
    assert found is not None
    assert (found.state, [one.value for one in found.accounts]) == ("denied", [f"not {denier}"])


def test_a_spokesman_denies_for_whom_he_speaks() -> None:
    words = "its troops had attacked the village"
    assert who(said(f"{START}A government spokesman denied {words}.", ("A government spokesman", words, Act.DENY))) == [
        ("government", True, "st-1")
    ]


def test_what_is_waved_away_is_about_him_who_is_blamed() -> None:
    text = START + "The mayor blamed Red Hand for the attack. Blue Hand dismissed the accusation."
    blame = ("The mayor", "Red Hand for the attack", Act.ACCUSE)
    assert who(said(text, blame, ("Blue Hand", "the accusation", Act.DENY))) == [("Red Hand", False, "st-1")]
    same = START + "The mayor blamed Red Hand for the attack. It dismissed the accusation."
    read = said(same, blame, ("It", "the accusation", Act.DENY))
    link = replace(read.statements[2].attribution[0], name="Red Hand")
    read = replace(read, statements=(*read.statements[:2], replace(read.statements[2], attribution=(link,))))
    assert who(read) == [("Red Hand", False, "st-1"), ("Red Hand", True, "st-2")]


def test_reports_that_nobody_is_blamed_in_are_no_accusation() -> None:
    assert who(said(f"{START}The army denied the reports.", ("The army", "the reports", Act.DENY))) == []


def test_its_army_is_that_of_whoever_speaks() -> None:
    text = "Its army killed nine people, a witness said. Blue Hand spoke."
    read = acting(said(text), "Its army")
    link = replace(read.statements[0].attribution[0], name="Blue Hand")
    assert who(replace(read, statements=(replace(read.statements[0], attribution=(link,)),)))[0][:2] == ("Blue Hand", False)


@pytest.mark.parametrize("whose", ["One of its fighters", "Two of our men", "Their fighters"])
def test_one_of_its_fighters_is_of_whoever_says_so(whose: str) -> None:
    text = f"{whose} killed nine people, a witness said. Blue Hand spoke."
    read = acting(said(text), whose)
    link = replace(read.statements[0].attribution[0], name="Blue Hand")
    assert who(replace(read, statements=(replace(read.statements[0], attribution=(link,)),)))[0][:2] == ("Blue Hand", False)


def test_who_says_that_he_did_it_is_no_origin() -> None:
    text = START + "Red Hand said Red Hand had carried out the attack. Blue Hand said Red Hand was behind the killing."
    ones = ("Red Hand", "Red Hand had carried out the attack", Act.SAY), ("Blue Hand", "Red Hand was behind the killing", Act.SAY)
    read = said(text, *ones)
    member = tellings(read)[0]
    assert [voice.name for voice in voices(0, member, read)][1:] == ["Blue Hand"]


def test_an_army_that_names_another_states_army_is_an_origin() -> None:
    text = START + "The military said the Turkish military was behind the killing."
    read = said(text, ("The military", "the Turkish military was behind the killing", Act.SAY))
    read = replace(read, mentions=(Mention(span=span(text, "Turkish military"), type=MentionType.ORGANIZATION, name="Turkish military"),))
    assert [voice.name for voice in voices(0, tellings(read)[0], read)][1:] == ["The military"]


def test_who_acts_plainly_in_the_happening_is_blamed_and_not_who_acts_in_the_rest_of_a_report() -> None:
    filler = "The town is old and its market older, and much was sold there. " * 9
    text = f"Red Hand killed nine. {filler}Blue Hand fired on a bridge."
    told = ("killed", "Red Hand", True), ("fired", "Blue Hand", False)
    assert fighting(text, *told) == ["Red Hand"]
    unknown = f"Shells killed nine. {filler}Blue Hand fired on a bridge."
    assert fighting(unknown, ("killed", "Shells", True), ("fired", "Blue Hand", False)) == ["Blue Hand"]
    assert fighting(text, *told[1:]) == ["Blue Hand"]


def fighting(text: str, *told: tuple[str, str, bool]) -> list[str]:
    """Who is named where these events are told: (trigger, actor, whether it has a toll)."""
    read = reading("k", text, tolls=())
    mentions = tuple(Mention(span=span(text, actor), type=MentionType.GROUP, name=actor) for _, actor, _ in told)
    events = tuple(
        Event(
            id=f"ev-{number}",
            statement=read.statements[0].id,
            trigger=span(text, trigger),
            type=EventType.ASSAULT,
            actors=(Party(span=span(text, actor), mention=number, name=actor),),
            quantities=(Quantity(role=Role.KILLED, low=9, high=9, approximate=False, span=span(text, "nine")),) if toll else (),
        )
        for number, (trigger, actor, toll) in enumerate(told)
    )
    read = replace(read, mentions=mentions, events=events)
    member = replace(tellings(read)[0], events=tuple(event.id for event in events))
    return [one.name for one in named(0, member, read)]


def test_an_advance_blames_who_advances_and_not_all_who_fight_in_it() -> None:
    text = "Red Hand launched an offensive on Orlin. Blue Hand attacked a post and killed nobody. Green Hand killed nine."
    told = ("launched", "Red Hand", False), ("attacked", "Blue Hand", False)
    assert fighting(text, *told) == ["Red Hand"]
    assert fighting(text, *told, ("killed nine", "Green Hand", True)) == ["Red Hand", "Green Hand"]
    plain = "Red Hand launched a rocket on Orlin. Blue Hand attacked a post and killed nobody."
    assert fighting(plain, *told) == ["Red Hand", "Blue Hand"]


def test_a_fight_blames_neither_side() -> None:
    text = "Red Hand clashed with Blue Hand and killed nine. Green Hand shelled Orlin."
    assert fighting(text, ("clashed", "Red Hand", True), ("shelled", "Green Hand", False)) == ["Green Hand"]


def test_two_who_name_the_same_are_two_origins() -> None:
    words = "Red Hand was behind the attack"
    text = f"{START}Governor Orl said Red Hand had carried out the attack. The police said {words}."
    found = claim(said(text, ("Governor Orl", "Red Hand had carried out the attack", Act.SAY), ("The police", words, Act.SAY)))
    assert found is not None
    assert [(one.value, one.origins, one.statements) for one in found.accounts] == [("Red Hand", 2, ("st-1", "st-2"))]


def _with_person(read: Reading, name: str) -> Reading:
    where = span(read.document.text, name)
    return replace(read, mentions=(*read.mentions, Mention(span=where, type=MentionType.PERSON, name=name)))


OWN = "its fighters had struck the post"


@pytest.mark.parametrize(
    ("source", "whose"),
    [
        (f"Abu Tal, a spokesman for Red Hand, said {OWN}.", ["Red Hand"]),
        (f"Abu Tal, who speaks for the Red Hand, said {OWN}.", ["Red Hand"]),
        (f"Its spokesman, Abu Tal, said {OWN}.", []),
        (f"Abu Tal, a smuggler, said {OWN}.", ["Abu Tal"]),
    ],
)
def test_who_speaks_for_a_group_is_not_the_doer(source: str, whose: list[str]) -> None:
    read = acting(_with_person(said(START + source, ("Abu Tal", OWN, Act.SAY)), "Abu Tal"), "its fighters")
    assert [one.name for one in named(0, tellings(read)[0], read)] == whose


@pytest.mark.parametrize(("verb", "count"), [("plotting to attack", 0), ("said to attack", 1)])
def test_who_means_to_attack_is_not_who_did(verb: str, count: int) -> None:
    read = acting(said(f"Gunmen killed nine people, a witness said. Red Hand was {verb} the port."), "Red Hand")
    event = replace(read.events[0], trigger=span(read.document.text, "attack"), auxiliary=Auxiliary.HYPOTHETICAL)
    member = replace(tellings(read)[0], events=(event.id,))
    assert len(list(named(0, member, replace(read, events=(event,))))) == count


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (["Russian"], {"Russian": "Russia"}),
        (["Bashar al-Assad", "Syrian regime"], {"Bashar al-Assad": "Syria", "Syrian regime": "Syria"}),
        (["the army", "Syrian army"], {"the army": "Syrian army", "Syrian army": "Syrian army"}),
        (["the army"], {"the army": "the army"}),
    ],
)
def test_a_state_is_shown_by_its_name_where_it_is_called_by_its_people_or_in_several_ways(names: list[str], shown: dict[str, str]) -> None:
    state = "rus" if names == ["Russian"] else "syr"
    assert _values([Named(name=name, negative=False, report=0, statement="st-1", state=state) for name in names]) == shown


def test_whose_army_it_is_does_not_depend_on_the_order_of_reports() -> None:
    found = [
        Named(name=name, negative=False, report=at, statement="st-1", state=state)
        for at, (name, state) in enumerate((("the army", "syr"), ("the army", "tur"), ("the army", "tur"), ("Turkish army", "tur")))
    ]
    assert _values(found) == _values(found[::-1]) == {"the army": "the army", "Turkish army": "the army"}
