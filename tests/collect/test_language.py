"""The language of a text: a glimpse is enough only where the page says the same."""

import pytest

from sitrep.collect.language import language

ENGLISH = "The harbour office said on Friday that two tugs took forty passengers off the ferry before noon, and that nobody was hurt. "
GERMAN = "Das Hafenamt sagte am Freitag, zwei Schlepper hätten vierzig Fahrgäste von der Fähre geholt, und niemand sei verletzt worden. "


@pytest.mark.parametrize("said", [None, "en", "de", "xx"])
def test_what_a_page_says_changes_nothing_for_a_clear_text(said: str | None) -> None:
    assert language(ENGLISH * 5, said) == "en"
    assert language(GERMAN * 5, said) == "de"


def test_a_text_that_begins_in_another_language_than_the_page_is_read_further() -> None:
    assert language(ENGLISH * 3 + GERMAN * 8, "de") == language(ENGLISH * 3 + GERMAN * 8)


def test_a_short_text_has_none() -> None:
    assert language("Tug.", "en") is None
