"""From scores to attributions, with scores made by hand."""

import numpy as np
import pytest

from sitrep.read.trained import decode
from sitrep.read.trained.decode import Found, Options, attributions, cues_of
from sitrep.read.trained.heads import Pairs, softmax
from sitrep.read.trained.windows import View, Window


def logits(tags):
    """Logits that say B, I, V or O surely, one letter a word."""
    rows = {"O": [9, 0, 0, 0], "B": [0, 9, 0, 0], "I": [0, 0, 9, 0], "V": [0, 0, 0, 9]}
    return np.array([rows[tag] for tag in tags], np.float32)


@pytest.mark.parametrize(
    ("tags", "cues"),
    [
        ("OBOO", [((1, 2), False)]),
        ("OBIO", [((1, 3), False)]),
        ("BBIO", [((0, 1), False), ((1, 3), False)]),
        ("OVIO", [((1, 2), True)]),
        ("OIIO", [((1, 3), False)]),
        ("OOOO", []),
    ],
)
def test_cues(tags, cues):
    assert [(piece, virtual) for piece, virtual, _ in cues_of(logits(tags), Options())] == cues


def view(tags, start=0, first=None, last=None):
    window = Window(
        0, start, start + len(tags), start if first is None else first, start + len(tags) if last is None else last, len(tags) + 2
    )
    return View(
        window, np.zeros((len(tags), 4), np.float32), logits(tags), np.zeros((len(tags), 15), np.float32), *[np.zeros((len(tags), 33))] * 2
    )


def scored(monkeypatch, roles, sources, nested=None):
    """Make the pair head answer with letters (s source, c content, . nothing) for each cue, and with who the source is."""
    rows = {".": [9, 0, 0, 0, 0], "S": [0, 9, 0, 0, 0], "s": [0, 0, 9, 0, 0], "C": [0, 0, 0, 9, 0], "c": [0, 0, 0, 0, 9]}

    def pairs(model, words, cues):
        tags = softmax(np.array([[rows[letter] for letter in role] for role in roles], np.float32))
        pointer = np.full((len(roles), len(roles[0]) + 1), 0.001, np.float32)
        for at, source in enumerate(sources):
            pointer[at, 0 if source is None else source + 1] = 0.9
        inside = np.zeros((len(roles), len(roles[0])), np.float32)
        for outer, cue in nested or ():
            inside[outer, cue] = 0.9
        return Pairs(tags, pointer, inside)

    monkeypatch.setattr(decode, "pairs", pairs)
    monkeypatch.setattr(decode, "acts", lambda model, words, cues: np.eye(13, dtype=np.float32)[[0] * len(cues)])


def found(views, **options):
    return [(one.source, one.cue, one.content, one.outer) for one in attributions(None, views, Options(**options))]


def test_one_attribution(monkeypatch):
    scored(monkeypatch, ["Ss.CccC."], [1])
    assert found([view("OOBOOOOO")]) == [((0, 2), (2, 3), ((3, 7),), None)]


def test_content_that_the_frame_interrupts_is_one_content_in_pieces(monkeypatch):
    scored(monkeypatch, ["CcSs.Cc"], [2])
    assert found([view("OOOOBOO")]) == [((2, 4), (4, 5), ((0, 2), (5, 7)), None)]


def test_nobody_is_the_source(monkeypatch):
    scored(monkeypatch, ["Cc.Cc"], [None])
    assert found([view("OOBOO")])[0][0] is None


def test_the_best_source_is_taken_where_tags_are_unsure(monkeypatch):
    scored(monkeypatch, ["...Cc"], [0])
    assert found([view("OOBOO")])[0][0] == (0, 1)


def test_a_cue_without_content_is_no_attribution(monkeypatch):
    scored(monkeypatch, ["Ss..."], [0])
    assert found([view("OOBOO")]) == []


def test_a_cue_never_lies_in_its_own_source_or_content(monkeypatch):
    scored(monkeypatch, ["Ssscc"], [1])
    assert found([view("OOBOO")]) == [((0, 2), (2, 3), ((3, 5),), None)]


def test_nesting_is_a_forest(monkeypatch):
    scored(monkeypatch, ["S.CccC", "...S.C"], [0, 3], nested=[(0, 4), (1, 1)])
    outer = [one[3] for one in found([view("OBOOBO")])]
    assert outer.count(None) >= 1
    assert outer in ([None, None], [None, 0], [1, None])


def test_a_cue_is_read_in_the_window_that_it_belongs_to(monkeypatch):
    scored(monkeypatch, ["S.Cc"], [0])
    assert found([view("OBOO", start=0, last=1), view("OBOO", start=10)]) == [((10, 11), (11, 12), ((12, 14),), None)]


def test_found_is_a_value():
    assert Found((0, 1), None, ((1, 2),), False, 0.9, "say") == Found((0, 1), None, ((1, 2),), False, 0.9, "say", inside={3: 0.5})
