"""What a version of an article changed, on invented articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from made_readings import reading, span

from sitrep.compare import revision, revisions
from sitrep.compare.rewording import compared, passages
from sitrep.records import ChangeKind, Document, Event, EventType, Quantity, Reading, Role, Statement, Time, TimeType
from sitrep.records.notes import is_marked, is_note, is_stamp

ARTICLE = """Gunmen burnt tankers near Orlin on Tuesday, police said.

At least 44 people were killed and seven were injured, police spokesman Karl Orn told the Orlin Observer. The fire burnt for hours.

The governor, Mara Dell, condemned the attack. “We will find those who did this,” she said."""
NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def read(text: str, title: str = "Tankers burn near Orlin", **fields: object) -> Reading:
    """An article without anything read in it."""
    document = Document(id=f"doc-{hash((text, title)):x}", article="art-1", key="k", text=text, title=title, language="en")
    return Reading(document=replace(document, **fields))  # type: ignore[arg-type]


def points(before: str, after: str) -> list[tuple[str, str, str]]:
    found = revision(read(before), read(after))
    return [(one.what, one.before, one.after) for one in found.points] if found else []


@pytest.mark.parametrize(
    "after",
    [
        ARTICLE.replace("governor, Mara Dell,", "governor Mara Dell"),
        ARTICLE.replace("“", '"').replace("”", '"').replace("\n\n", "\n"),
        ARTICLE.replace("on Tuesday, police", "on Tuesday – police").replace("Gunmen", "GUNMEN"),
        ARTICLE.replace("seven", "7"),
        ARTICLE + "\n\nLast updated: 7 October 2010, 14:05 GMT",
        ARTICLE + "\n\nUpdated on October 7, 2010 at 2:05 pm",
    ],
)
def test_a_comma_changes_nothing_nor_does_a_stamp(after: str) -> None:
    assert revision(read(ARTICLE), read(after)) is None


def test_a_number_changed_silently() -> None:
    found = revision(read(ARTICLE), read(ARTICLE.replace("44", "27")))
    assert found is not None
    assert found.silent
    assert [(one.what, one.before, one.after) for one in found.points] == [("number", "44", "27")]
    assert found.points[0].sentence.startswith("At least 27 people were killed")
    [passage] = found.passages
    assert [piece.text for piece in passage.before if not piece.kept] == ["44"]
    assert [piece.text for piece in passage.after if not piece.kept] == ["27"]
    assert "".join(piece.text for piece in passage.after).startswith("At least 27 people")


def killed(text: str, low: float, high: float | None, words: str) -> Reading:
    made = reading("k", text, tolls=((words, low, high),))
    return replace(made, document=replace(made.document, article="art-1"))


def test_a_number_has_the_role_that_was_read() -> None:
    before = killed("Gunmen killed at least 44 people. The road is shut.", 44, None, "at least 44 people")
    after = killed("Gunmen killed 27 people. The road is shut.", 27, 27, "27 people")
    found = revision(before, after)
    assert found is not None
    assert [(one.what, one.before, one.after) for one in found.points] == [("killed", "at least 44", "27")]
    [changed] = found.statements
    assert (changed.kind, changed.how) == (ChangeKind.CHANGED, ("numbers", "words"))


def test_a_reading_that_differs_where_no_word_does_is_no_change() -> None:
    text = "Gunmen killed 44 people near the old market. The road is shut {}."
    before = killed(text.format("now"), 44, 44, "44 people")
    after = killed(text.format("still"), 4, 4, "44 people")
    found = revision(before, after)
    assert found is not None
    assert found.points == ()


def test_the_number_of_a_sentence_that_was_written_anew() -> None:
    stays = " Shops stayed shut along the river road all of that day, and the buses did not run. Nobody has claimed it."
    before = killed(f"Gunmen killed 44 people.{stays}", 44, 44, "44 people")
    after = killed(f"The hospital has now put the toll of those killed in it at 27.{stays}", 27, 27, "27")
    found = revision(before, after)
    assert found is not None
    assert [(one.what, one.before, one.after) for one in found.points] == [("killed", "44", "27")]
    # Of two texts that share little, one is a summary: what it leaves out was not changed.
    short = killed("Gunmen killed 44 people.", 44, 44, "44 people")
    apart = revision(short, after)
    assert apart is not None
    assert apart.points == ()


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article gave a wrong number of dead.",
        "This story has been corrected to say that 27 people were killed.",
        "UPDATE (7 October): The police have lowered the toll.",
        "Editor’s note: the toll was amended after publication.",
        "Berichtigung: In einer früheren Fassung stand eine falsche Zahl.",
    ],
)
def test_a_marked_correction_is_not_silent(note: str) -> None:
    found = revision(read(ARTICLE), read(f"{ARTICLE.replace('44', '27')}\n\n{note}"))
    assert found is not None
    assert (found.note, found.silent, len(found.points)) == (note, False, 1)
    # The note of an earlier correction does not mark the next change.
    again = revision(read(f"{ARTICLE.replace('44', '27')}\n\n{note}"), read(f"{ARTICLE.replace('44', '25')}\n\n{note}"))
    assert again is not None
    assert (again.note, again.silent) == (None, True)


def test_a_headline_may_mark_a_correction_and_is_compared() -> None:
    before = read(ARTICLE, "44 die as tankers burn")
    found = revision(before, read(ARTICLE.replace("44", "27"), "CORRECTED-27 die as tankers burn"))
    assert found is not None
    assert found.note == "CORRECTED-27 die as tankers burn"
    silent = revision(before, read(ARTICLE.replace("44", "27"), "27 die as tankers burn"))
    assert silent is not None
    assert (silent.silent, silent.passages[0].title, [one.before for one in silent.points]) == (True, True, ["44"])


def test_what_only_sounds_like_a_note() -> None:
    assert not is_note("Corrections officers shot at the crowd.")
    assert not is_note("Parliament amended the law on Tuesday.")
    assert not is_note("The update came too late, she said.")
    assert not is_marked("Updates from the front")
    assert not is_stamp("Updated: 10 dead in Orlin")
    assert is_stamp("Published on 7 October 2010")


def test_a_changed_name() -> None:
    assert points(ARTICLE, ARTICLE.replace("Karl Orn", "Josef Tarn")) == [("name", "Karl Orn", "Josef Tarn")]
    # Another of the names that the article has for the same person is no change of name.
    assert points(ARTICLE + " Mara Dell left.", ARTICLE + " Governor Dell left.") == []
    assert points(ARTICLE, ARTICLE.replace("Gunmen", "Militants")) == []  # a first word has a capital whatever it is


def test_a_changed_date() -> None:
    def dated(word: str, day: str) -> Reading:
        text = ARTICLE.replace("Tuesday", word)
        time = Time(span=span(text, word), type=TimeType.DATE, value=day, start=day, end=day)
        return replace(read(text), times=(time,))

    found = revision(dated("Tuesday", "2010-10-05"), dated("Monday", "2010-10-04"))
    assert found is not None
    assert [(one.what, one.before, one.after) for one in found.points] == [("date", "Tuesday", "Monday")]
    same = revision(dated("Tuesday", "2010-10-05"), dated("yesterday", "2010-10-05"))
    assert same is not None
    assert same.points == ()


def test_a_paragraph_that_moved() -> None:
    first, second, third = ARTICLE.split("\n\n")
    found = revision(read(ARTICLE), read("\n\n".join((first, third, second))))
    assert found is not None
    assert (found.passages, found.points, found.moved, found.silent) == ((), (), 2, False)


def test_a_denial_and_another_source_change_a_statement() -> None:
    before = reading("k", "The army burnt the tankers that were killed.", source="police")
    other = replace(before.statements[0].attribution[0], name="a clerk")
    text = "The army burnt the tankers that were killed then."
    made = reading("k", text, source="police")
    after = replace(made, statements=(replace(made.statements[0], attribution=(other,)),))
    found = revision(before, after)
    assert found is not None
    [changed] = found.statements
    assert changed.how == ("words", "on whose word")
    gone = revision(before, replace(made, statements=()))
    assert gone is not None
    assert [(one.kind, one.was, one.now) for one in gone.statements] == [(ChangeKind.GONE, before.document.text, "")]


def test_scripts_without_spaces_and_with_signs() -> None:
    assert points("武装分子杀害了44人。", "武装分子杀害了27人。") == [("number", "44", "27")]
    found = revision(read("गाँव में आग लगी।"), read("गाँव मे आग लगी।"))
    assert found is not None, "a vowel sign is a part of its word"


def test_a_text_of_five_megabytes_is_compared_within_bounds() -> None:
    lines = [f"Sentence {at} of the long report says {at * 7 % 1009} things." for at in range(95_000)]
    text = "\n".join(lines)
    assert len(text) > 4_500_000
    found = revision(read(text), read(text.replace("Sentence 70000 of the long report says", "Sentence 70000 of the short report says")))
    assert found is not None
    assert (len(found.passages), found.more) == (1, 0)
    part = "\n".join(lines[:12_000])
    other = revision(read(part), read(part.replace("says", "tells")))
    assert other is not None
    assert len(other.passages) == 50
    assert other.more > 20_000  # of 24,000
    # A run of words without an end: what was put in before it moves no cut.
    unended = " ".join(f"word{at * 7919 % 10007}" for at in range(20_000))
    whole = compared(list(passages(unended)), list(passages(f"At first {unended}")))
    assert len(whole.pairs) <= 2


def test_ten_versions_are_compared_one_with_the_next() -> None:
    versions = [read(ARTICLE.replace("44", str(44 + at))) for at in range(10)]
    seen = [NOON + timedelta(hours=at) for at in range(10)]
    found = list(revisions(versions, seen))
    assert [(one.points[0].before, one.points[0].after) for one in found] == [(str(44 + at), str(45 + at)) for at in range(9)]
    assert [one.seen for one in found] == seen[1:]
    # What came together was not seen to change.
    assert [one.seen for one in revisions(versions[:2], [NOON, NOON])] == [None]
    # A version that changed no word is passed over, and the next is compared with it all the same.
    commas = [versions[0], read(ARTICLE.replace("governor, Mara", "governor Mara")), versions[1]]
    assert [one.points[0].after for one in revisions(commas, seen[:3])] == ["45"]


def test_when_a_change_was_is_what_the_article_says() -> None:
    before, after = read(ARTICLE, published="2010-10-06"), read(ARTICLE.replace("44", "27"), published="2010-10-06")
    later = replace(after, document=replace(after.document, updated="2010-10-07"))
    for version, at in ((after, None), (later, "2010-10-07")):
        found = revision(before, version, NOON)
        assert found is not None
        assert (found.at, found.seen) == (at, NOON)


def test_the_same_moment_in_another_zone_and_a_bare_day_around_it_are_no_other_date() -> None:
    moment, day = "2010-10-06T23:00:00+00:00", "2010-10-06"
    for first, second, at in (
        (moment, "2010-10-07T04:00:00+05:00", None),
        (moment, day, None),
        (day, moment, None),
        (day, "2010-10-07T04:00:00+05:00", None),
        (moment, "2010-10-07T04:00:01+05:00", "2010-10-07T04:00:01+05:00"),
        (day, "2010-10-07T00:00:00+00:00", "2010-10-07T00:00:00+00:00"),
    ):
        found = revision(read(ARTICLE, published=first), read(ARTICLE.replace("44", "27"), published=second), NOON)
        assert found is not None
        assert found.at == at


def test_a_hedge_that_fell_away_is_a_change_of_the_number() -> None:
    def said(text: str, high: float | None, words: str) -> Reading:
        made = read(text)
        whole = span(text, text)
        quantity = Quantity(role=Role.INJURED, low=44, high=high, approximate=False, span=span(text, words))
        event = Event(id="ev", statement="st", trigger=span(text, "hurt"), type=EventType.ASSAULT, quantities=(quantity,))
        return replace(made, statements=(Statement(id=f"st-{words}", content=(whole,)),), events=(event,))

    found = revision(said("At least 44 people were hurt.", None, "At least 44 people"), said("44 people were hurt.", 44, "44 people"))
    assert found is not None
    assert [(one.what, one.before, one.after) for one in found.points] == [("injured", "at least 44", "44")]


def test_blanks_without_end_take_time_as_they_are_long() -> None:
    from sitrep.compare.rewording import _GAP

    text = "Gunmen killed 44 men" + " " * 200_000 + "in Zhob."
    assert _GAP.search(text) is None
    assert [found.span() for found in _GAP.finditer("One. Two \n Three")] == [(4, 5), (8, 11)]
