"""The page on grades has the code's thresholds, and letters and digits hold what it says of them."""

from __future__ import annotations

import re
from importlib import import_module
from math import comb
from pathlib import Path

import pytest

from sitrep.weigh.credibility import DIGITS
from sitrep.weigh.reliability import LEAST_JUDGED, LETTERS, LONG_RECORD, THRESHOLDS, grade

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "grades.md").read_text(encoding="utf-8")
NAMED = re.findall(r"^\| [^|]+ \| ([\d.]+) \| `(\w+)\.(\w+)` \|$", PAGE, re.M)


@pytest.mark.parametrize(("value", "module", "name"), NAMED)
def test_a_threshold_on_the_page_is_the_codes(value, module, name):
    assert float(value) == getattr(import_module(f"sitrep.weigh.{module}"), name)


@pytest.mark.parametrize("module", ["credibility", "reliability", "standing"])
def test_every_number_of_the_rules_is_on_the_page(module):
    held = vars(import_module(f"sitrep.weigh.{module}"))
    numbers = {name for name, value in held.items() if name.isupper() and isinstance(value, (int, float))}
    assert numbers
    assert numbers == {name for _, part, name in NAMED if part == module}


def test_letters_are_on_the_page_with_their_scores_and_meanings():
    for least, letter in THRESHOLDS:
        assert re.search(rf"^\| {letter} \| {LETTERS[letter]} \| {least:.2f}(?:, and {LONG_RECORD} judged or more)?", PAGE, re.M)
    assert f"| F | {LETTERS['F']} | fewer than {LEAST_JUDGED} judged, or all of fewer than" in PAGE


def test_digits_are_on_the_page_with_their_meanings():
    for digit, meaning in DIGITS.items():
        assert f"| {digit} | {meaning} | " in PAGE


ROWS = re.findall(r"^\| (\d\d) % \| (.+?) \|$", PAGE, re.M)


@pytest.mark.parametrize(("rate", "cells"), ROWS)
def test_how_sure_a_letter_is(rate, cells):
    heads = map(int, re.findall(r"after (\d+)", re.search(r"^\| borne out \|(.+)$", PAGE, re.M)[1]))
    for judged, cell in zip(heads, cells.split(" | "), strict=True):
        for letter, percent in re.findall(r"([A-F]) (\d+) %", cell):
            chance = sum(
                comb(judged, right) * (int(rate) / 100) ** right * (1 - int(rate) / 100) ** (judged - right)
                for right in range(judged + 1)
                if grade("x", right, judged, incidents=9).reliability == letter
            )
            assert round(100 * chance) == int(percent), (judged, letter)


def test_the_tables_were_found():
    assert len(NAMED) == 11
    assert len(ROWS) == 3
