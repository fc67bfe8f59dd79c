"""Which organisation a source speaks for, so that it has one name, and one record, in all incidents."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_readings import reading, span

from sitrep.compare.bodies import Bodies
from sitrep.records import Mention, MentionType, Reading


def told(text: str, *names: tuple[str, str]) -> Reading:
    """A reading that names organisations: as written, and by the name that they were resolved to."""
    made = reading("a", f"{text} A man was killed.")
    mentions = tuple(Mention(span=span(text, written), type=MentionType.ORGANIZATION, name=name) for written, name in names)
    return replace(made, mentions=mentions)


SELM = "Selm Observatory for Rights"
TEXT = f"The Britain-based {SELM} (SOR) counted 12. SOR head Ramo Kell said so. The Vesk Board met. The Tarn Bureau sent word."


@pytest.mark.parametrize(
    ("forms", "body"),
    [
        ((f"The Britain-based {SELM}",), SELM),
        ((f"{SELM} head Ramo Kell",), SELM),
        (("Ramo Kell", "the Observatory"), SELM),
        (("The Vesk Board chairman Idar Moun",), "Vesk Board"),
        (("Ramo Kell",), None),
        ((f"{SELM}", "the Vesk Board"), None),
        (("the Orlin police",), None),
        ((), None),
    ],
)
def test_a_source_speaks_for_the_organisation_that_the_reports_name(forms: tuple[str, ...], body: str | None) -> None:
    bodies = Bodies([told(TEXT, (SELM, SELM), ("SOR", SELM), ("Vesk Board", "Vesk Board"))])
    assert bodies.spoken_for(forms) == body


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ("Palestinian police", "Israel Police"),
        ("Lebanon's Health Ministry", "Health Ministry"),
        ("the United Nations human rights office", "United Nations"),
        ("A Free Syrian Army commander", "Syrian Army"),
        ("Orlin police", "Vesk Police"),
        ("police spokesman Idar Moun", "Vesk Police"),
    ],
)
def test_another_states_a_larger_and_a_shorter_named_organisation_are_not_meant(form: str, named: str) -> None:
    text = f"{named} met, and {named} said so."
    assert Bodies([told(text, (named, named)), told(text, (named, named))]).spoken_for([form]) is None


@pytest.mark.parametrize(
    ("form", "named"),
    [
        ("The Vesk Civil Defence a group of first responders", ["Vesk Civil Defence"]),
        ("The Libyan National Army spokesman", ["Libyan Army", "Libyan National Army"]),
    ],
)
def test_the_name_that_stands_in_the_sources_own_is_meant(form: str, named: list[str]) -> None:
    text = f"{named[0]} met {named[-1]}, and {named[0]} said so."
    readings = [told(text, *((one, one) for one in named)), told(text, (named[0], named[0]))]
    assert Bodies(readings).spoken_for([form]) == named[-1]


def test_a_slip_of_the_reader_is_no_organisation() -> None:
    page = "Tags Orlin Army Kills Five in Vesk Police Tarn. The police counted three. Idlibs health board met."
    bodies = Bodies(
        [told(page, ("Orlin Army Kills Five in Vesk Police Tarn", "Orlin Army Kills Five in Vesk Police Tarn"), ("Idlibs", "Idlibs"))]
    )
    assert bodies.spoken_for(["The police"]) is None
    assert bodies.spoken_for(["The head of Idlibs health board"]) is None


def test_the_name_that_most_reports_give_wins_over_one_with_a_word_too_many() -> None:
    text = f"Anti-Vesk {SELM} counted 12. The {SELM} did. The Observatory did."
    forms = [(f"Vesk {SELM}", f"Vesk {SELM}"), (SELM, SELM)]
    bodies = Bodies([told(text, *forms), told(text, forms[1]), told(text, forms[1], ("Observatory", "Observatory"))])
    assert bodies.spoken_for(["the Observatory"]) == SELM


def test_one_word_in_common_is_not_enough() -> None:
    text = "The Selm Bureau counted 12. Some 12 died, the bureau said."
    named = told(text, ("Selm Bureau", "Selm Bureau"))
    assert Bodies([named]).spoken_for(["the bureau of Selm"]) is not None
    assert Bodies([named]).spoken_for(["bureau"]) is None


def test_of_very_many_bodies_a_common_word_means_none() -> None:
    names = [f"Vesk{number:03d} Board" for number in range(300)]
    text = ". ".join(names) + "."
    bodies = Bodies([told(text, *((name, name) for name in names))])
    assert bodies.spoken_for(["the Board"]) is None
    assert bodies.spoken_for(["Vesk007 Board chairman Idar Moun"]) == "Vesk007 Board"
