"""Words of likelihood and of confidence."""

import time

import pytest

from sitrep.assess import RANGES
from sitrep.assess.scale import confidence, mixed, outside, terms
from sitrep.records import Confidence, Likelihood


def test_ranges_follow_each_other_from_1_to_99():
    bounds = [RANGES[one] for one in Likelihood]
    assert (bounds[0][0], bounds[-1][1]) == (1, 99)
    assert [low for low, _ in bounds[1:]] == [high for _, high in bounds[:-1]]


@pytest.mark.parametrize(
    ("text", "likelihood", "row"),
    [
        ("there is almost no chance that it holds", Likelihood.ALMOST_NO_CHANCE, 0),
        ("It is Very Unlikely to hold", Likelihood.VERY_UNLIKELY, 0),
        ("it is unlikely to hold", Likelihood.UNLIKELY, 0),
        ("a roughly even chance of rain", Likelihood.ROUGHLY_EVEN_CHANCE, 0),
        ("it will likely hold", Likelihood.LIKELY, 0),
        ("it is very\nlikely to hold".replace("\n", " "), Likelihood.VERY_LIKELY, 0),
        ("it almost certainly holds", Likelihood.ALMOST_CERTAIN, 0),
        ("a remote chance of peace", Likelihood.ALMOST_NO_CHANCE, 1),
        ("the possibility of peace is remote", Likelihood.ALMOST_NO_CHANCE, 1),
        ("it is highly improbable", Likelihood.VERY_UNLIKELY, 1),
        ("it will probably not hold", Likelihood.UNLIKELY, 1),
        ("roughly even odds", Likelihood.ROUGHLY_EVEN_CHANCE, 1),
        ("it probably holds", Likelihood.LIKELY, 1),
        ("it is highly probable", Likelihood.VERY_LIKELY, 1),
        ("it is nearly certain", Likelihood.ALMOST_CERTAIN, 1),
    ],
)
def test_each_term_of_both_rows_is_one_term(text, likelihood, row):
    assert [(one.likelihood, one.row) for one in terms(text)] == [(likelihood, row)]
    assert outside(text) == []


def test_the_longest_term_is_meant_and_words_that_only_hold_one_are_none():
    assert [one.likelihood for one in terms("unlikely, very likely, likely")] == [
        Likelihood.UNLIKELY,
        Likelihood.VERY_LIKELY,
        Likelihood.LIKELY,
    ]
    assert terms("The likelihood of a remote village with a probability of likeliness") == []


@pytest.mark.parametrize(
    "words",
    [
        "possible", "may", "might", "perhaps", "cannot rule out", "cannot be ruled out", "can not be excluded", "a real possibility",
        "certainly", "not likely", "highly likely", "more likely", "most likely", "as likely", "not very likely", "even odds", "50/50", "inevitable",
    ],
)  # fmt: skip
def test_words_outside_the_scale_are_found_and_are_no_terms(words):
    text = f"The truce {words} holds."
    assert [one for _, one in outside(text)] == [words.removeprefix("a ")]
    assert terms(text) == []


def test_months_and_other_words_are_not_taken_for_likelihoods():
    assert outside("On 3 May 2024, with some certainty and a chance of maybes, they marched.") == []


def test_a_likelihood_and_a_confidence_in_one_sentence_are_mixed():
    assert [one.strip() for _, one in mixed("We judge. It is likely, with high confidence, that it holds. Then more.")] == [
        "It is likely, with high confidence, that it holds."
    ]
    assert mixed("We are confident that it is very unlikely.")
    assert mixed("With moderate-to-high confidence it will probably hold")
    for fine in (
        "It is likely. We have high confidence.",
        "It is likely\nConfidence: high",
        "Public confidence is unlikely to grow.",
        "We have high confidence in the 3.5 million figure.",
    ):
        assert mixed(fine) == []


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("moderate", Confidence.MODERATE),
        ("**High**. Two origins agree.", Confidence.HIGH),
        ("low, for one origin", Confidence.LOW),
        ("medium", None),
        ("moderate to high", None),
        ("low-moderate", None),
        ("highly", None),
        ("", None),
    ],
)
def test_degrees_of_confidence(said, found):
    assert confidence(said) is found


@pytest.mark.parametrize("part", ["likely ", "very ", ".", "can not be ", "x", "we w w confident "])
def test_long_texts_of_terms_are_quick(part):
    text = part * (200_000 // len(part))
    started = time.process_time()
    assert len(terms(text)) + len(outside(text)) + len(mixed(text)) <= len(text)
    assert time.process_time() - started < 5
