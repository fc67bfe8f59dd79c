"""Windows over a text: every word in one place, overlaps shared, none too large."""

from itertools import pairwise

import pytest

from sitrep.read.tokens import sentences
from sitrep.read.trained.pieces import Words
from sitrep.read.trained.segments import segments
from sitrep.read.trained.windows import cut


def made(*pieces):
    count = len(pieces)
    return Words(list(range(0, 2 * count, 2)), list(range(1, 2 * count, 2)), [tuple(range(one)) for one in pieces], [0] * count)


@pytest.mark.parametrize("words", [made(), made(1), made(*[1] * 500), made(*[3] * 333), made(*[40, 1, 1, 60] * 50), made(62, 1, 62)])
def test_each_word_is_read_once_in_a_window_that_holds_it(words):
    found = cut(0, words, size=64, overlap=16)
    read = [word for window in found for word in range(window.first, window.last)]
    assert read == list(range(len(words)))
    assert all(window.start <= window.first <= window.last <= window.end for window in found)
    assert all(window.pieces <= 64 for window in found)


def test_neighbours_share_words_on_both_sides_of_the_border():
    found = cut(0, made(*[1] * 200), size=64, overlap=16)
    for left, right in pairwise(found):
        assert left.end - right.start == 16
        assert left.last == right.first == right.start + 8


def test_a_long_text_is_read_in_segments_of_whole_sentences():
    text = "The road was closed. " * 400
    split = sentences(text)
    words = made(*[1] * (5 * len(split)))
    words = Words(
        [text.index("The", 21 * n) for n in range(400) for _ in range(1)], [21 * n + 3 for n in range(400)], [(1,)] * 400, [0] * 400
    )
    parts = list(segments(split, words, largest=50))
    assert [one for part in parts for one in part.sentences] == list(split)
    assert [start for part in parts for start in part.words.starts] == list(words.starts)
    assert all(len(part.words) <= 51 for part in parts)
    assert len(parts) > 5


def test_a_short_text_is_one_segment_and_an_empty_one_none():
    text = "The road was closed."
    words = Words([0], [3], [(1,)], [0])
    assert [part.words for part in segments(sentences(text), words)] == [words]
    assert list(segments((), Words([], [], [], []))) == []
