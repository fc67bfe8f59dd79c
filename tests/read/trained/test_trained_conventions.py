"""What is exact by convention: datelines, the outlet's own people, asides, the day at a content's end."""

import pytest

from sitrep.read.trained.conventions import aside, datelines, plain_cues, settled
from trained_page import Page


def lines(text):
    page = Page(text)
    return [text[page.words.starts[first] : page.words.ends[last - 1]] for first, last in datelines(text, page.words)]


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("KARACHI, Dec 28 — Seven people died.", "KARACHI, Dec 28 —"),
        ("DERA GHAZI KHAN, Pakistan (Norpress) - A bus fell.", "DERA GHAZI KHAN, Pakistan (Norpress) -"),
        ("By a reporter. KARACHI: Seven people died.", ". KARACHI:"),
        ("ARMY: 12 KILLED", None),
        ("Army: 12 killed in valley", None),
        ("The army said it had left.", None),
        ("NATO said it had left — late.", None),
    ],
)
def test_datelines(text, dateline):
    assert [line.removeprefix(". ") for line in lines(text)] == ([dateline.removeprefix(". ")] if dateline else [])


def contents(page, *found):
    return [
        [page.text[page.words.starts[start] : page.words.ends[end - 1]] for start, end in one.content]
        for one in settled(page.text, page.words, found)
    ]


def test_a_dateline_is_no_content_and_no_speaker():
    page = Page("KARACHI, Dec 28 — Seven people died, police said.")
    assert contents(page, page.found("said", "police", "Dec 28 — Seven people died")) == [["Seven people died"]]
    page = Page("KARACHI: Seven people died on Monday.")
    assert contents(page, page.found(":", "KARACHI", "Seven people died on Monday", virtual=True)) == []


def test_the_outlets_own_people_are_no_source_and_links_to_others_stay_right():
    page = Page("Our reporter counted ten graves. A miller said that Dawn reported that rain fell.")
    found = [
        page.found("counted", "Our reporter", "ten graves"),
        page.found("said", "A miller", "Dawn reported that rain fell"),
        page.found("reported", "Dawn", "rain fell", outer=1),
    ]
    assert [(one.outer, one.cue) for one in settled(page.text, page.words, found)] == [(None, found[1].cue), (0, found[2].cue)]


def test_a_content_reaches_to_the_comma_before_its_frame_and_to_the_day_at_its_end():
    page = Page("The mill was hit from the air on Thursday, volunteers said.")
    assert contents(page, page.found("said", "volunteers", "The mill was hit")) == [["The mill was hit from the air on Thursday"]]
    page = Page("Doctors had counted 31 dead from the bombing of a mill a day earlier, nine more than before.")
    assert contents(page, page.found("counted", "Doctors", "31 dead from the bombing of a mill a")) == [
        ["31 dead from the bombing of a mill a day earlier"]
    ]
    page = Page("Volunteers said the mill was hit on Thursday.")
    assert contents(page, page.found("said", "Volunteers", "the mill was hit")) == [["the mill was hit on Thursday"]]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("As I wrote here in May, it has no exit.", "it has no exit."),
        ("Contrary to what the envoy told us, it was empty.", "it was empty."),
        ("As rain fell, it was empty.", "As rain fell, it was empty."),
    ],
)
def test_an_aside_about_who_said_it_is_passed_over(text, rest):
    assert text[aside(text, 0, len(text)) :] == rest


@pytest.mark.parametrize(
    ("text", "cues"),
    [
        ("According to Dawn, rain fell.", ["According to"]),
        ("All went according to plan.", []),
        ("It reportedly fell, allegedly.", ["reportedly", "allegedly"]),
    ],
)
def test_words_that_can_be_nothing_but_a_cue(text, cues):
    page = Page(text)
    assert [text[page.words.starts[first] : page.words.ends[last - 1]] for first, last in plain_cues(text, page.words)] == cues
