"""The style sheet: every pair of colours that meets is readable, in both schemes."""

import re
from itertools import product
from pathlib import Path

import pytest

import sitrep.publish

SHEET = (Path(sitrep.publish.__file__).parent / "static" / "style.css").read_text(encoding="utf-8")
COLOUR = re.compile(r"--(\w+): (#[0-9a-f]{3,6});")


def schemes():
    light = dict(COLOUR.findall(SHEET[: SHEET.index("@media")]))
    dark = light | dict(COLOUR.findall(SHEET[SHEET.index("prefers-color-scheme: dark") : SHEET.index("box-sizing")]))
    printed = light | dict(COLOUR.findall(SHEET[SHEET.index("@media print") :]))
    return {"light": light, "dark": dark, "print": printed}


def luminance(colour):
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first, second):
    high, low = sorted((luminance(first), luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_contrast(scheme):
    colours = schemes()[scheme]
    for text, ground in product(("ink", "muted", "accent"), ("ground", "panel", "target")):
        assert contrast(colours[text], colours[ground]) >= 4.5, (scheme, text, ground)


def test_the_measure_itself():
    assert round(contrast("#000", "#ffffff"), 1) == 21.0
    assert round(contrast("#767676", "#fff"), 2) == 4.54
    assert schemes()["dark"]["ground"] != schemes()["light"]["ground"]


def test_colours_are_named_once():
    body = re.sub(r"--\w+: [^;]+;", "", SHEET)
    assert re.findall(r"#[0-9a-f]{3,6}\b(?![^{]*\{)", body) == []


def test_the_sheet_is_small_and_asks_for_nothing():
    assert len(SHEET) < 16_000
    assert "url(" not in SHEET
    assert ":focus-visible" in SHEET
    assert "@media print" in SHEET
