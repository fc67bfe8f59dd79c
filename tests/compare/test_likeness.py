from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_readings import place, telling, toll

from sitrep.compare import JOIN, likeness
from sitrep.compare.likeness import chance, edge, features
from sitrep.compare.weights import WEIGHTS
from sitrep.compare.words import sketch
from sitrep.records import EventType, Likeness, Telling

TELLINGS = st.builds(
    lambda identity, words, where, day, low: telling(
        identity,
        words=tuple(words),
        place=place(where) if where else None,
        start=day,
        end=day,
        dated=day is not None,
        tolls=(toll(low, low),) if low is not None else (),
    ),
    st.sampled_from(["a", "b", "c", "d"]),
    st.lists(st.sampled_from(["zorvania", "quellmar", "blast", "bazaar", "market"]), unique=True),
    st.sampled_from([None, "Orlin", "Vesk", "Tarn"]),
    st.sampled_from([None, "2020-03-01", "2020-03-02", "2021-01-01"]),
    st.sampled_from([None, 0, -1, 3, 1e9]),
)
SAME = {"place": place("Orlin"), "start": "2020-03-01", "end": "2020-03-01", "dated": True, "words": ("zorvania", "quellmar", "bazaar")}


@given(TELLINGS, TELLINGS)
def test_likeness_is_symmetric_and_bounded(first: Telling, second: Telling) -> None:
    there, back = likeness(first, second), likeness(second, first)
    assert there == back
    assert there is None or (0 <= there.score <= 1 and there.first < there.second)


_TEXT = " ".join(f"word{number}" for number in range(120))
_SKETCHES = st.sampled_from([(), sketch(_TEXT), sketch(_TEXT[:300]), sketch(" ".join(f"other{number}" for number in range(120)))])


@given(TELLINGS, TELLINGS, _SKETCHES, _SKETCHES)
def test_words_that_are_not_looked_at_would_have_changed_nothing(
    first: Telling, second: Telling, one: tuple[int, ...], two: tuple[int, ...]
) -> None:
    first, second = sorted((replace(first, sketch=one), replace(second, sketch=two)), key=lambda telling: telling.id)
    whole = None if first.document == second.document else edge(first, second, chance(features(first, second), WEIGHTS))
    assert likeness(first, second) == whole


def test_a_telling_is_not_compared_with_its_own_document() -> None:
    assert likeness(telling("a"), telling("a")) is None


def test_same_place_day_toll_and_words_are_alike_and_say_so() -> None:
    edge = likeness(telling("a", tolls=(toll(20, 20),), **SAME), telling("b", tolls=(toll(20),), **SAME))
    assert edge is not None
    assert edge.score > 0.9
    assert not edge.copy
    for words in ("same place", "same day", "20 dead", "100 % of salient words"):
        assert words in edge.why


def test_another_place_and_year_are_not() -> None:
    other = {**SAME, "place": place("Tarn"), "start": "2021-03-01", "end": "2021-03-01", "words": ("harbour", "ferry", "captain")}
    assert likeness(telling("a", **SAME), telling("b", **other)) is None


def test_a_cut_copy_is_a_copy_however_late() -> None:
    text = " ".join(f"word{number}" for number in range(120))
    late = telling("b", sketch=sketch(text[: len(text) // 3]), published="2025-01-01", start="2025-01-01", dated=True)
    edge = likeness(telling("a", sketch=sketch(text), start="2020-03-01", dated=True), late)
    assert edge is not None
    assert edge.copy
    assert edge.score > 0.9


def test_a_shared_stock_sentence_is_no_copy() -> None:
    stock = " the war in the country has displaced many since it began"
    one, two = (" ".join(f"{letter}{number}" for number in range(60)) + stock for letter in "xy")
    edge = likeness(telling("a", sketch=sketch(one)), telling("b", sketch=sketch(two)))
    assert edge is None or not edge.copy


def test_other_tolls_on_other_days_speak_of_two_happenings() -> None:
    next_day = {
        **SAME,
        "start": "2020-03-02",
        "end": "2020-03-02",
        "words": ("quellmar", "zorvania", *(f"other{number}" for number in range(9))),
    }
    undated = {**next_day, "dated": False}
    first = telling("a", tolls=(toll(18, 18),), **SAME)
    told, guessed = (likeness(first, telling("b", tolls=(toll(38, 38),), **day)) for day in (next_day, undated))
    assert guessed is not None
    assert (told.score if told else 0.0) < guessed.score / 2


def shares(part: int, of: int = 100) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sketches of two texts of so many runs that have a part of them in common."""
    return tuple(range(of)), tuple(range(of - part, 2 * of - part))


@pytest.mark.parametrize(
    ("part", "changes", "copy"),
    [
        (30, {}, True),
        (22, {}, False),
        (22, SAME, True),
        (16, SAME, False),
        (30, {"published": "2020-04-20"}, False),
        (60, {"published": "2020-04-20"}, True),
        (30, {"outlet": "Orlin Courier"}, False),
        (60, {"outlet": "Orlin Courier"}, True),
    ],
)
def test_how_much_makes_a_copy(part: int, changes: dict[str, object], copy: bool) -> None:
    one, two = shares(part)
    bare = {} if changes is SAME else {"published": "2020-03-02", "words": ()}
    first = telling("a", sketch=one, **{"outlet": "Orlin Courier", **bare, **(SAME if changes is SAME else {})})
    second = telling("b", sketch=two, **{"outlet": "Vesk Star", **bare, **changes})
    edge = likeness(first, second)
    assert (edge is not None and edge.copy) is copy


def test_undated_tellings_of_other_days_of_the_week_are_less_alike() -> None:
    some, more = ("zorvania", "quellmar", "bazaar", "champion", "title"), ("quellmar", "bazaar", "lottery", "harbour", "regatta")

    def pair(*days: str) -> Likeness | None:
        texts = zip("ab", (some, more), days, strict=True)
        return likeness(*(telling(name, published=None, words=(*words, day)) for name, words, day in texts))

    plain, other, same = pair("ferry", "ferry"), pair("friday", "saturday"), pair("friday", "friday")
    assert plain is not None
    assert same is not None
    assert other is not None
    assert other.score < min(plain.score, same.score)


def test_other_kinds_of_thing_on_days_of_their_own_far_apart_are_less_alike():
    mine = telling("a", **{**SAME, "type": EventType.ASSAULT})
    convoy = telling("b", **{**SAME, "type": EventType.AID, "start": "2020-03-04", "end": "2020-03-04"})
    guessed = replace(convoy, dated=False)
    scores = [edge.score if (edge := likeness(mine, one)) else 0.0 for one in (guessed, convoy)]
    assert scores[1] < scores[0]


def test_a_day_within_a_month_is_not_the_same_day() -> None:
    month = {**SAME, "start": "2020-03-01", "end": "2020-03-31"}
    day, within, whole = telling("a", **SAME), telling("b", **SAME), telling("c", **month)
    assert "same day" in features(day, within)
    assert "same day" not in features(day, whole)
    assert "time overlaps" in features(day, whole)
    assert WEIGHTS["time overlaps"] < WEIGHTS["same day"]
    edge = likeness(day, whole)
    assert edge is not None
    assert "times that overlap" in edge.why


def test_a_day_weeks_off_that_an_undated_text_gives_parts_nobody() -> None:
    early = {**SAME, "dated": False, "published": None}
    first, second = telling("a", **early), telling("b", **{**early, "start": "2021-05-01", "end": "2021-05-01"})
    assert "undated" in features(first, second)
    assert "weeks apart" not in features(first, second)
    assert "weeks apart" in features(replace(first, published="2020-03-01"), replace(second, published="2021-05-02"))
    assert "weeks apart" in features(replace(first, dated=True), replace(second, dated=True))


def test_reports_of_one_place_and_day_with_hardly_a_word_in_common_are_two() -> None:
    words = tuple(f"ferry{number}" for number in range(30))
    one = telling("a", **{**SAME, "dated": False, "words": ("orlin", *words)})
    other = telling("b", **{**SAME, "dated": False, "words": ("orlin", *(f"harbour{number}" for number in range(30)))})
    assert "few words" in features(one, other)
    edge = likeness(one, other)
    assert edge is None or edge.score < JOIN


def test_every_feature_has_a_weight() -> None:
    one, other = telling("a", tolls=(toll(18, 18),), **SAME), telling("b", tolls=(toll(40, 40),), place=place("Tarn"), type=EventType.AID)
    assert features(one, other).keys() <= WEIGHTS.keys()
    assert features(one, other) == features(other, one)
