"""Accidents and games told in the words of force."""

import pytest

from sitrep.read.mishaps import deeds, is_game
from sitrep.read.tokens import sentences
from sitrep.records import Event, EventType, Party, Quantity, Role, Span


def span(text, words):
    start = text.index(words)
    return Span(start=start, end=start + len(words), text=words)


def told(text, trigger, *, actor=None, sector=None, killed=None, kind=EventType.ASSAULT):
    """What is kept of one event, and the numbers of accidents."""
    numbers = [Quantity(role=Role.KILLED, low=9, high=9, approximate=False, span=span(text, killed))] if killed else []
    actors = (Party(span=span(text, actor), sector=sector),) if actor else ()
    event = Event(id="ev", statement=None, trigger=span(text, trigger), type=kind, actors=actors, quantities=tuple(numbers))
    kept, loose = deeds(text, sentences(text), [event], numbers)
    return len(kept), len(loose)


@pytest.mark.parametrize(
    ("text", "trigger", "actor"),
    [
        ("Nine people were killed when a bus hit a lorry near Orlin.", "hit", "a bus"),
        ("A ferry capsized off Tarn, killing nine people.", "killing", None),
        ("An army helicopter crashed near Orlin, killing nine people.", "crashed", "An army helicopter"),
        ("An explosion at a gas plant in Orlin killed nine people.", "killed", None),
        ("A boiler explosion killed nine people in Orlin.", "explosion", None),
        ("An earthquake killed nine people in Orlin.", "killed", "An earthquake"),
        ("The mine collapsed, killing nine people.", "killing", None),
    ],
)
def test_accidents_are_no_events_but_keep_their_numbers(text, trigger, actor):
    killed = "Nine people" if "Nine people" in text else "nine people"
    assert told(text, trigger, actor=actor, killed=killed) == (0, 1)


@pytest.mark.parametrize(
    ("text", "trigger", "actor", "sector"),
    [
        ("A suicide bomber drove a truck into a station, killing nine people.", "drove", "A suicide bomber", "UAF"),
        ("Militants attacked a bus, killing nine people.", "attacked", "Militants", "UAF"),
        ("A passenger plane was shot down, killing nine people.", "shot down", None, None),
        ("A lorry overturned after a roadside bomb hit it, killing nine people.", "hit", None, None),
        ("A blast in a market killed nine people.", "killed", None, None),
        ("Police struck a crowd, killing nine people, and a tent collapsed.", "struck", "Police", "COP"),
        ("The truck ploughed into a crowd and crashed, killing nine people.", "killing", "The truck", None),
    ],
)
def test_attacks_with_vehicles_are_events(text, trigger, actor, sector):
    assert told(text, trigger, actor=actor, sector=sector, killed="nine people") == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Orlin crushed Vesk 4-0 on Saturday. The visitors were massacred in the second half.",
        "Harriers shot down Wanderers 31-12 and won the title.",
        "The striker destroyed the defence, the goalkeeper said after the league match.",
    ],
)
def test_games_are_no_events(text):
    trigger = next(word for word in ("massacred", "shot down", "destroyed") if word in text)
    assert is_game(text)
    assert told(text, trigger) == (0, 0)


def test_a_bomb_at_a_match_is_one():
    text = "A bomb killed nine people at a football match in Orlin. The league match was stopped at 2-0 after a goal, the coach said."
    assert is_game(text)
    assert told(text, "killed", killed="nine people") == (1, 0)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("Ilves demolished the top seed 6-1, 6-2 to reach the quarter-finals, with eleven aces.", "demolished"),
        ("The Generals ambushed the Bears 5-0; the goaltender stopped 38 shots and no penalty was given.", "ambushed"),
        ("Results of the league matches: Orlin massacred Vesk 1-6 on Saturday.", "massacred"),
    ],
)
def test_a_side_that_beats_another_by_a_score_plays(text, trigger):
    assert is_game(text)
    assert told(text, trigger) == (0, 0)


def test_a_score_is_no_number_of_the_dead():
    text = "In the league match on Saturday Orlin massacred Vesk 1-6."
    assert told(text, "massacred", killed="1-6") == (0, 0)
    assert told(text.replace("1-6", "1-6, and fans killed 3-4 stewards"), "killed", killed="3-4 stewards") == (1, 0)


@pytest.mark.parametrize(
    ("text", "trigger"),
    [
        ("A man stabbed two referees in a park after a penalty was given. The match had been lost 4-1.", "stabbed"),
        ("A striker who scored 14 goals in the league was killed in an air strike at home, his club said.", "air strike"),
        ("Armed men abducted the coach after a championship match won 3-0 by the hosts.", "abducted"),
        ("Soldiers attacked the stadium at half-time of the cup match, with the hosts leading 2-1.", "attacked"),
    ],
)
def test_real_force_in_reports_about_sport_is_kept(text, trigger):
    assert is_game(text)
    assert told(text, trigger) == (1, 0)


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked 10-15 soldiers. The Arab League called for a match of words and deeds.",
        "Deputies voted 57-43 for the truce.",
        "The 2019-20 season was dry.",
        "They were aged 12-14 and won a prize.",
    ],
)
def test_numbers_side_by_side_make_no_game(text):
    assert not is_game(text)


@pytest.mark.parametrize("text", ["We bury our children on Wednesday.", "The traders buried nine dead at dusk."])
def test_to_bury_the_dead_is_no_act_of_force(text):
    assert told(text, "bury" if "bury" in text else "buried", actor=text.split(" bur")[0]) == (0, 0)


@pytest.mark.parametrize(
    "text", ["The soldiers buried nine men alive.", "The shell buried a family under its house.", "They buried a mine."]
)
def test_to_bury_the_living_or_a_mine_is_one(text):
    assert told(text, "buried", actor=text.split(" buried")[0]) == (1, 0)


@pytest.mark.parametrize(
    ("text", "trigger", "kept"),
    [
        ("A convoy of 36 trucks reached the town on Friday.", "reached", 0),
        ("Nine families returned to Tarn.", "returned", 0),
        ("Rebels reached the airport on Friday.", "reached", 1),  # who comes with arms may come with force
    ],
)
def test_to_come_is_no_act_of_force(text, trigger, kept):
    assert told(text, trigger) == (kept, 0)
