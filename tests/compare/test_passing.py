"""What is told in passing founds no incident of its document."""

from __future__ import annotations

import pytest
from made_readings import reading

from sitrep.compare import tellings
from sitrep.compare.passing import last_sentence
from sitrep.records import EventType, Reading

BODY = "The convoy brought flour to Vesk. " * 20
DEED = "A mine killed nine people on the same road on Sunday."


def told(text: str, *, title: str = "Food convoy reaches Vesk", day: str = "2020-02-28") -> Reading:
    return reading("k", text, title=title, tolls=(("nine", 9, 9),), day=day)


def test_a_deed_of_days_before_in_the_last_sentence_is_a_further_telling() -> None:
    main, further = tellings(told(BODY + DEED))
    assert (main.type, main.events, main.tolls) == (None, (), ())
    assert (further.main, further.type, further.start) == (False, EventType.ASSAULT, "2020-02-28")
    assert [toll.low for toll in further.tolls] == [9]
    assert {"mine", "sunday"} & set(tellings(told(DEED + " " + BODY))[0].words)
    assert not {"mine", "sunday"} & set(main.words)


@pytest.mark.parametrize(
    "read",
    [
        told(DEED + " " + BODY),
        told(BODY + DEED + " The town buried them."),
        told(BODY + DEED, title="Nine killed on road to Vesk"),
        told(BODY + DEED, day="2020-03-02"),
        told(BODY + DEED, title=""),
    ],
    ids=["in the lead", "not last", "in the headline", "news of the day", "no headline"],
)
def test_what_the_document_is_about_founds_it(read: Reading) -> None:
    assert tellings(read)[0].type is EventType.ASSAULT


def test_a_deed_that_goes_on_for_long_is_not_told_in_passing() -> None:
    assert tellings(told(BODY + DEED.removesuffix(".") + " and so on" * 100 + "."))[0].type is EventType.ASSAULT


def test_a_sentence_begins_after_the_one_before():
    text = "Trucks came. “All is well.” A mine killed nine."
    assert text[last_sentence(text, text.index("mine")) :] == "A mine killed nine."
    assert last_sentence(text, 3) == 0
