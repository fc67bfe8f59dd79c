"""The probe that tells claims from premises: what it reads, what it fits, how it counts."""

from __future__ import annotations

import json

import numpy as np
import pytest
from training.components import components, f1, fitted


def test_claims_and_premises_are_read_once_a_file_and_debates_stay_whole(tmp_path):
    one = [{"type": "Claim", "text": "We must act"}, {"type": "Premise", "text": "they wait"}, {"type": "Question", "text": "when"}]
    rows = [{"key": f"19{year}_1Oct_{part}", "components": [*one, one[0]]} for year in range(60, 90) for part in (1, 2)]
    path = tmp_path / "train.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    found = list(components(path))
    assert [(part.text, part.premise) for part in found[:2]] == [("We must act", False), ("they wait", True)]
    assert len(found) == 2 * len(rows)
    aside = [part.aside for part in found]
    assert {tuple(aside[at : at + 4]) for at in range(0, len(aside), 4)} == {(True,) * 4, (False,) * 4}


def test_what_lies_on_two_sides_is_told_apart():
    given = np.random.default_rng(1).normal(size=(200, 3)).astype(np.float32)
    wanted = given[:, 1] > 0.2
    weights = fitted(given, wanted)
    assert f1(given @ weights[:-1] + weights[-1] > 0, wanted) > 95


@pytest.mark.parametrize(("found", "wanted", "figure"), [([1, 1, 0], [1, 0, 0], 200 / 3), ([0, 0], [1, 0], 0.0), ([1, 0], [1, 0], 100.0)])
def test_f1(found, wanted, figure):
    assert f1(np.array(found, bool), np.array(wanted, bool)) == pytest.approx(figure)
