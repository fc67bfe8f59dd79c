"""The calibration plot: how often what was called "likely" came true, as SVG that reads in light and dark and without seeing it."""

from __future__ import annotations

import math
from html import escape

from sitrep.assess.forecasts import Bin, ForecastScore

_SIZE, _LEFT, _TOP = 320, 52, 16  # of the square of the plot, in pixels
_WIDTH, _HEIGHT = _SIZE + _LEFT + 20, _SIZE + _TOP + 52
_DOT, _MOST = 4.0, 14.0  # radius of the dot of one forecast, and of the largest
_STEPS = (0, 25, 50, 75, 100)
_STYLE = (
    ".plot{font:12px system-ui,sans-serif;fill:#1c1b19}.plot .rule{stroke:#8a857b;stroke-width:1;fill:none}"
    ".plot .even{stroke:#8a857b;stroke-dasharray:4 4}.plot .mark{fill:#005a87;stroke:#005a87}"
    "@media (prefers-color-scheme:dark){.plot{fill:#ece7dd}.plot .mark{fill:#7cc7e8;stroke:#7cc7e8}}"
)


def plot(score: ForecastScore) -> str:
    """The calibration of a record as an SVG element: a dot for each term, larger for more forecasts, with its interval of 95 %.

    Title and description say the same in words. The same record gives the same text.
    """
    name = escape(score.name)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" role="img" viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" '
        f'height="{_HEIGHT}" aria-labelledby="calibration-title calibration-text">',
        f'<title id="calibration-title">Calibration: {name}</title>',
        f'<desc id="calibration-text">{escape(" ".join(map(in_words, score.bins)) or "No forecast is resolved.")}</desc>',
        f"<style>{_STYLE}</style>",
        f'<rect class="rule" x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}"/>',
        f'<line class="rule even" x1="{_x(0)}" y1="{_y(0)}" x2="{_x(1)}" y2="{_y(1)}"/>',
        *(_tick(step) for step in _STEPS),
        f'<text x="{_LEFT + _SIZE / 2}" y="{_HEIGHT - 10}" text-anchor="middle">said to be likely, %</text>',
        f'<text x="14" y="{_TOP + _SIZE / 2}" text-anchor="middle" transform="rotate(-90 14 {_TOP + _SIZE / 2})">came true, %</text>',
        *(_dot(one) for one in score.bins),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def in_words(one: Bin) -> str:
    """A term in a sentence: "Likely (68 %): 7 of 10 came true, 70 % (interval 40 to 89 %)."."""
    true = round(one.count * one.observed)
    return (
        f"{one.likelihood.value.capitalize()} ({one.probability:.0%}): {true} of {one.count} came true, {one.observed:.0%} "
        f"(interval {one.low:.0%} to {one.high:.0%})."
    )


def _tick(step: int) -> str:
    x, y = _x(step / 100), _y(step / 100)
    return (
        f'<text x="{x}" y="{_TOP + _SIZE + 16}" text-anchor="middle">{step}</text>'
        f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{step}</text>'
    )


def _dot(one: Bin) -> str:
    x = _x(one.probability)
    radius = min(_MOST, _DOT * math.sqrt(one.count))
    return (
        f'<g class="mark"><title>{escape(in_words(one))}</title>'
        f'<line x1="{x}" y1="{_y(one.low)}" x2="{x}" y2="{_y(one.high)}"/>'
        f'<circle cx="{x}" cy="{_y(one.observed)}" r="{radius:.1f}"/></g>'
    )


def _x(share: float) -> float:
    return round(_LEFT + share * _SIZE, 1)


def _y(share: float) -> float:
    return round(_TOP + (1 - share) * _SIZE, 1)
