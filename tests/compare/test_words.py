import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitrep.compare.words import cosine, fold, names, overlap, rarity, resemblance, salient, shared, sketch, stem, stems, tokens

WORDS = st.lists(st.sampled_from([f"w{letter}{other}" for letter in "abcdefghij" for other in "klmnopqrst"]), min_size=20, max_size=200)


def test_folding_drops_case_and_accents() -> None:
    assert fold("Mişrātah ÉTAT") == "misratah etat"


def test_words_of_scripts_without_spaces_are_characters() -> None:
    assert tokens("爆発です") == ["爆", "発", "で", "す"]
    assert tokens("폭탄") == ["폭", "탄"]
    assert len(tokens("爆発 in Orlin 5")) == 5


def test_stems_lose_possessive_and_plural_but_not_their_end() -> None:
    assert stem("harbour's") == "harbour"
    assert stem("harbours") == "harbour"
    assert [stem(word) for word in ("crisis", "glass", "virus", "bus")] == ["crisis", "glass", "virus", "bus"]


def test_common_words_are_less_rare_than_unknown_ones() -> None:
    assert rarity("the") < rarity("struck") < rarity("zzqxv")


def test_salient_words_put_rare_and_early_words_first() -> None:
    found = salient("Zorvania burned. " + "The people said that they were there. " * 30, None)
    assert found[0] == "zorvania"
    assert "the" not in found


@pytest.mark.parametrize("counted", ["12 marines", "30 separatists", "5 martyrs", "8 decrees", "mayor 12", "30 maybe"])
def test_a_count_is_no_day_of_a_month(counted: str) -> None:
    number = next(word for word in counted.split() if word.isdigit())
    assert number in salient(f"The blast hit {counted} there.", None)


@pytest.mark.parametrize("day", ["12 March", "3rd of May", "Sept. 12", "Jan 5", "30 december", "12 mar."])
def test_the_day_of_a_month_tells_no_happenings_apart(day: str) -> None:
    assert not any(word[0].isdigit() for word in salient(f"The blast came on {day} there.", None))


def test_cosine_is_symmetric_and_one_for_equal_words() -> None:
    one, two = ("zorvania", "burned", "struck"), ("zorvania", "harbour")
    assert cosine(one, two) == cosine(two, one)
    assert abs(cosine(one, one) - 1) < 1e-9
    assert cosine(one, ()) == 0


@given(WORDS)
def test_a_cut_copy_stands_in_its_original(words: list[str]) -> None:
    cut = words[: max(10, len(words) // 2)]
    share, both = shared(sketch(" ".join(words)), sketch(" ".join(cut)))
    assert share == 1.0
    assert both > 0


def test_a_quarter_of_a_long_text_is_found_though_it_is_sampled_more_closely() -> None:
    words = [f"word{number * 7919 % 100_003}" for number in range(4000)]
    share, both = shared(sketch(" ".join(words)), sketch(" ".join(words[:250])))
    assert share > 0.9
    assert both >= 5


def test_texts_with_other_words_share_nothing() -> None:
    one, two = (" ".join(f"{letter}{number}" for number in range(100)) for letter in "xy")
    assert shared(sketch(one), sketch(two)) == (0.0, 0)
    assert sketch("") == ()
    assert len(sketch("two words")) == 1


def test_sketch_hashes_fit_json_numbers() -> None:
    assert all(0 <= number < 2**53 for number in sketch("one two three four five six seven"))


def test_names_are_rare_capitalised_words_inside_sentences() -> None:
    assert names("Yesterday the town of Zorvania burned. People of Zorvania fled to Quellmar.")[0] == "zorvania"
    assert "yesterday" not in names("Yesterday it burned.")


def test_overlap_of_nothing_is_nothing() -> None:
    assert overlap((), ("zorvania",)) == 0
    assert overlap(("zorvania",), ("zorvania", "burned")) == 1


@given(st.text(max_size=300))
def test_any_text_can_be_taken(text: str) -> None:
    salient(text, text)
    sketch(text)
    names(text)
    assert all(len(word) >= 1 for word in stems(text))


@pytest.mark.parametrize("count", [300, 301, 600, 601, 1200, 2400])
def test_a_sketch_keeps_some_hundreds_of_runs_of_an_article(count: int) -> None:
    assert 100 <= len(sketch(" ".join(f"word{number}" for number in range(count + 4)))) <= 350


def test_what_two_texts_have_in_common_of_all_that_they_hold() -> None:
    words = [f"word{number}" for number in range(104)]
    whole, cut, other = (sketch(" ".join(held)) for held in (words, words[:54], [f"other{number}" for number in range(104)]))
    assert resemblance(whole, whole) == 1
    assert resemblance(whole, cut) == resemblance(cut, whole) == 0.5
    assert resemblance(whole, other) == 0
    assert resemblance((), ()) == 0
