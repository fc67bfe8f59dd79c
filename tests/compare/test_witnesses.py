"""On whose word an account rests: the source of its toll before any other, and nobody who does not vouch for it."""

from dataclasses import replace

import pytest
from made_readings import reading

from sitrep.compare import tellings
from sitrep.compare.witnesses import MOST_VOICES, Voice, same_voice, voices
from sitrep.records import Act, Link, Polarity, Quantity, Reading, Role, Span, Statement, make_id


def with_sources(read: Reading, *sources: tuple[str, str, Act]) -> Reading:
    """The reading with one more statement for each (source, content, act); source and content stand in the text."""
    text = read.document.text

    def span(words: str) -> Span:
        start = text.index(words)
        return Span(start=start, end=start + len(words), text=words)

    more = tuple(
        Statement(
            id=make_id("st", content),
            content=(span(content),),
            attribution=(Link(source=span(source), cue=None, name=source, act=act),),
        )
        for source, content, act in sources
    )
    return replace(read, statements=(*read.statements, *more))


def main_voice(read: Reading) -> Voice:
    return voices(0, tellings(read)[0], read)[0]


TEXT = (
    "A shell killed 12 people. The mayor said the street was closed. The Orlin Observatory put the toll at 12 and said two were children."
)
SOURCES = (
    ("The mayor", "the street was closed", Act.SAY),
    ("The Orlin Observatory", "two were children", Act.SAY),
)


def test_the_source_that_gives_the_same_toll_goes_before_the_first_source() -> None:
    read = with_sources(reading("a", TEXT, tolls=(("12", 12.0, 12.0),)), *SOURCES)
    assert main_voice(read).name == "The Orlin Observatory"


def test_without_a_source_for_the_toll_the_first_is_taken() -> None:
    text = TEXT.replace("put the toll at 12 and said", "said")
    read = with_sources(reading("a", text, tolls=(("12", 12.0, 12.0),)), *SOURCES)
    assert main_voice(read).name == "The mayor"


def test_who_asks_does_not_vouch() -> None:
    read = reading("a", TEXT, tolls=(("12", 12.0, 12.0),), source="World leaders", act=Act.ASK)
    assert main_voice(with_sources(read, *SOURCES)).name == "The Orlin Observatory"


def test_media_reports_give_way_only_to_a_source_of_the_same_toll() -> None:
    read = reading("a", TEXT, tolls=(("12", 12.0, 12.0),), source="media reports", outlet="Vesk Star")
    assert main_voice(with_sources(read, *SOURCES)).name == "The Orlin Observatory"
    assert main_voice(with_sources(read, SOURCES[0])).own


def test_a_person_is_also_the_office_that_the_text_gives_him() -> None:
    text = "Twelve were killed, said Ramo Kell. Ramo Kell, head of the Observatory, spoke by telephone."
    read = reading("a", text, source="Ramo Kell", tolls=(("Twelve", 12.0, 12.0),))
    start = text.index("Ramo Kell, head of the Observatory")
    told = Span(start=start, end=start + 34, text="Ramo Kell, head of the Observatory")
    spoke = Span(start=start + 36, end=len(text) - 1, text=text[start + 36 : -1])
    link = Link(source=told, cue=None, name="Ramo Kell", act=Act.SAY)
    read = replace(read, statements=(*read.statements, Statement(id="st-2", content=(spoke,), attribution=(link,))))
    assert "Ramo Kell, head of the Observatory" in main_voice(read).also


def test_who_says_for_whom_he_speaks_is_also_that_group() -> None:
    text = "We killed 12 people, a man called Sahak who said he spoke for the Orlin Front told us."
    start = text.index("a man called Sahak")
    link = Link(source=Span(start=start, end=start + 18, text="a man called Sahak"), cue=None, name="Sahak", act=Act.SAY)
    read = reading("a", text, tolls=(("12", 12.0, 12.0),))
    read = replace(read, statements=(replace(read.statements[0], attribution=(link,)),))
    assert "the Orlin Front" in main_voice(read).also


def test_an_officer_and_his_army_are_one_witness() -> None:
    text = "A mine killed 12 people, the army said. Colonel Omar Tesk said 30 others were hurt. Police Colonel Ali Musa agreed."
    links = [Link(source=Span(start=text.index(name), end=text.index(name) + len(name), text=name), cue=None, name=None, act=Act.SAY)
             for name in ("the army", "Colonel Omar Tesk", "Police Colonel Ali Musa")]  # fmt: skip
    read = reading("a", text, tolls=(("12", 12.0, 12.0),))
    army, colonel, police = (main_voice(replace(read, statements=(replace(read.statements[0], attribution=(link,)),))) for link in links)
    assert same_voice(army, colonel)
    assert not same_voice(army, police)


def test_another_persons_office_is_not_borrowed() -> None:
    text = "A bomb killed 12 people, Governor Ramo Kell said. Ali Musa, who speaks for the Orlin Front, denied it."
    start = text.index("Governor Ramo Kell")
    link = Link(source=Span(start=start, end=start + 18, text="Governor Ramo Kell"), cue=None, name="Ramo Kell", act=Act.SAY)
    read = reading("a", text, tolls=(("12", 12.0, 12.0),))
    read = replace(read, statements=(replace(read.statements[0], attribution=(link,)),))
    assert not any("Front" in name for name in main_voice(read).also)


def test_days_and_distances_are_no_tolls() -> None:
    text = TEXT.replace("The mayor said the street was closed.", "The mayor said the street would be closed for 12 days.")
    sources = (("The mayor", "the street would be closed for 12 days", Act.SAY), SOURCES[1])
    assert main_voice(with_sources(reading("a", text, tolls=(("12", 12.0, 12.0),)), *sources)).name == "The Orlin Observatory"


def test_a_list_of_tolls_has_bounded_voices() -> None:
    many = " ".join(f"Mayor Name{number}x said {number} died." for number in range(50, 150))
    read = reading("a", f"A flood killed 100 people. {many}", tolls=(("100", 100.0, 100.0),))
    sources = [(f"Mayor Name{number}x", f"{number} died", Act.SAY) for number in range(50, 150)]
    told = with_sources(read, *sources)
    (event,) = told.events
    text = told.document.text
    quantities = tuple(
        replace(
            event.quantities[0],
            low=float(number),
            high=float(number),
            span=Span(start=text.index(f"{number} died"), end=text.index(f"{number} died") + len(str(number)), text=str(number)),
        )
        for number in range(50, 150)
    )
    told = replace(told, events=(replace(event, quantities=(*event.quantities, *quantities)),))
    assert 1 < len(voices(0, tellings(told)[0], told)) <= MOST_VOICES


def test_who_is_only_named_near_a_toll_is_nearby() -> None:
    toll = (("12", 12.0, 12.0),)
    assert not main_voice(with_sources(reading("a", TEXT, tolls=toll), *SOURCES)).nearby
    assert not main_voice(reading("a", TEXT, tolls=toll, source="The mayor Olen Dir")).nearby
    text = TEXT.replace("put the toll at 12 and said", "said")
    assert main_voice(with_sources(reading("a", text, tolls=toll), *SOURCES)).nearby


@pytest.mark.parametrize(
    ("source", "content", "own"),
    [
        ("The Orlin Front", "one of its fighters carried out the attack", True),
        ("The Orlin Front", "it was behind the bombing", True),
        ("The Helmets of Orlin", "its volunteers carried out rescue work", False),
        ("The Orlin Ministry", "it had launched an inquiry", False),
        ("The Orlin Front", "its men had all left before the blast", False),
        ("The mayor Olen Dir", "the street was behind the mill", False),
    ],
)
def test_who_says_that_he_did_it_is_no_witness_of_its_dead(source: str, content: str, own: bool) -> None:
    read = reading("a", f"A bomb killed 12 people. {source} said {content}.", tolls=(("12", 12.0, 12.0),), outlet="Vesk Star")
    assert main_voice(with_sources(read, (source, content, Act.SAY))).own is own


def test_who_puts_the_toll_otherwise_does_not_give_it() -> None:
    text = TEXT.replace("at 12 and", "at 14 and").replace("The mayor said the street was closed. ", "")
    read = with_sources(reading("a", text, tolls=(("12", 12.0, 12.0),), outlet="Vesk Star"), SOURCES[1])
    assert main_voice(read).own


def claimed(text: str, content: str, cue: str, source: str) -> Voice:
    """The main voice of a report that somebody claims an attack, which killed 12."""
    read = reading("a", text, tolls=(("12", 12.0, 12.0),), outlet="Vesk Star")

    def span(words: str) -> Span:
        return Span(start=text.index(words), end=text.index(words) + len(words), text=words)

    link = Link(source=span(source), cue=span(cue), name=source, act=Act.CLAIM)
    return main_voice(replace(read, statements=(replace(read.statements[0], content=(span(content),), attribution=(link,)),)))


def test_who_claims_an_attack_does_not_tell_its_toll() -> None:
    own = ("A bomb claimed by the Orlin Front killed 12 people.", "A bomb", "claimed", "the Orlin Front")
    assert claimed(*own).own
    text = "The Orlin Front claimed responsibility for a bomb that killed 12 people."
    assert claimed(text, text.partition("claimed ")[2], "claimed", "The Orlin Front").own
    text = "The Orlin Front claims the car bomb attack that killed 12 people."
    assert claimed(text, text.partition("claims ")[2], "claims", "The Orlin Front").own
    text = "The Orlin Front claims the car bomb killed 12 people."
    assert claimed(text, text.partition("claims ")[2], "claims", "The Orlin Front").name == "The Orlin Front"


def test_who_condemns_an_attack_does_not_tell_its_toll() -> None:
    text = "Leaders of the Orlin League condemned the attack which killed 12 people."
    read = reading("a", text, tolls=(("12", 12.0, 12.0),), outlet="Vesk Star")
    source, cue = (Span(start=text.index(words), end=text.index(words) + len(words), text=words) for words in ("Orlin League", "condemned"))
    link = Link(source=source, cue=cue, name="Orlin League", act=Act.ACCUSE)
    blamed = replace(link, cue=replace(cue, text="blamed"))
    held, other = (replace(read, statements=(replace(read.statements[0], attribution=(one,)),)) for one in (link, blamed))
    assert not main_voice(other).own
    assert main_voice(held).own


def test_who_counts_the_injured_is_another_than_who_counts_the_dead() -> None:
    text = "A shell killed 12 people, the police said. The Red Cross said 40 people were injured."
    read = with_sources(
        reading("a", text, tolls=(("12", 12.0, 12.0),)),
        ("the police", "A shell killed 12 people", Act.SAY),
        ("The Red Cross", "40 people were injured", Act.SAY),
    )
    start = text.index("40 people")
    injured = Quantity(role=Role.INJURED, low=40, high=40, approximate=False, span=Span(start=start, end=start + 9, text="40 people"))
    event = read.events[0]
    read = replace(read, events=(replace(event, quantities=(*event.quantities, injured)),))
    found = [(voice.name, [toll.low for toll in voice.tolls]) for voice in voices(0, tellings(read)[0], read)]
    assert found == [("the police", [12]), ("The Red Cross", [40])]


def test_who_denies_does_not_vouch_for_the_dead() -> None:
    text = "A shell killed 12 people. The army denied that it had fired."
    read = with_sources(reading("a", text, tolls=(("12", 12.0, 12.0),)), ("The army", "it had fired", Act.DENY))
    told, denial = read.statements
    read = replace(read, statements=(told, replace(denial, polarity=Polarity.NEGATIVE)))
    assert main_voice(read).own
