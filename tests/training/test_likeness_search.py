"""The search for weights of likeness: what it counts, what it holds out."""

from __future__ import annotations

import numpy as np
import pytest
from training.likeness import FOLDS, KEPT, SHARES, STRANGERS, Scored, Search, Trial
from training.readings import SETS, Set

from sitrep.compare import clusters, likeness
from sitrep.compare.weights import WEIGHTS
from sitrep.records import EventType, Telling

BOMB, FERRY = ("zorvania", "quellmar", "bazaar", "blast"), ("ferry", "captain", "harbour", "drowned")


def telling(letter: str, words: tuple[str, ...], day: str) -> Telling:
    return Telling(
        id=letter, document=f"doc-{letter}", main=True, type=EventType.ASSAULT, words=words, start=day, end=day, published=day, dated=True
    )


def made(name: str = "tolls") -> Set:
    """Two stories of two reports each, and a stranger."""
    told = (*(telling(letter, BOMB, "2020-03-01") for letter in "ab"), *(telling(letter, FERRY, "2020-05-01") for letter in "cd"))
    told = (*told, telling("e", BOMB, "2020-03-01"))
    pairs = tuple((first, second) for at, first in enumerate(told) for second in told[at + 1 :])
    gold = {f"doc-{letter}": "1" if letter in "ab" else "2plus" for letter in "abcd"}
    return Set(name, told, pairs, gold, frozenset(("doc-e",)))


def test_a_trial_groups_as_comparing_does() -> None:
    given = made()
    edges = [edge for pair in given.pairs if (edge := likeness(*pair))]
    assert Trial(given).groups(WEIGHTS) == clusters(given.tellings, edges)


def test_precision_recall_and_strangers_are_counted() -> None:
    found = Trial(made()).scored(WEIGHTS)
    assert (found.precision.tolist(), found.recall.tolist(), found.strangers) == ([1.0] * 4, [1.0] * 4, 1.0)
    apart = Trial(made()).scored(dict.fromkeys(WEIGHTS, 0.0) | {"bias": -9.0})
    assert (apart.recall.tolist(), apart.strangers) == ([0.5] * 4, 0.0)
    assert apart.value() == pytest.approx(2 / 3)
    assert found.value() == pytest.approx(1.0 - STRANGERS)


def test_what_is_told_in_the_same_words_is_held_out_together() -> None:
    given = made()
    twin = Set("stories", given.tellings, given.pairs, {"doc-a": "2", "doc-b": "2", "doc-c": "2plus", "doc-d": "2plus"})
    assert len(set(Trial(twin).folds.tolist())) == 1


def test_a_fold_is_held_out() -> None:
    scored = Scored(np.array([1.0, 0.5]), np.array([1.0, 0.5]), np.array([0, 1]), 0.0)
    search = Search([Trial(made())], list(WEIGHTS), 1)
    assert search.value([scored], 1) == pytest.approx(1.0)
    assert search.value([scored], 0) == pytest.approx(0.5)


def test_a_search_finds_what_is_better_and_is_the_same_each_time() -> None:
    given = Set("stories", made().tellings, made().pairs, made().gold)
    bad = dict(WEIGHTS) | {"bias": -40.0}
    runs = []
    for _ in range(2):
        search = Search([Trial(given)], ["bias"], 3)
        lines = list(search.run(6))
        assert lines[0].startswith("0: ")
        assert search.take(bad) < search.take(WEIGHTS)
        assert len(search.best()) <= KEPT
        assert len(list(search.held_out())) == 1
        runs.append([weights for weights, _ in search.tried])
    assert runs[0] == runs[1]
    assert all(set(weights) == set(WEIGHTS) for weights in runs[0])


def test_what_is_searched_is_prepared() -> None:
    assert set(SHARES) <= set(SETS)
    assert FOLDS > 1
