"""Drawings, as SVG without script, style or outside reference: who rests on whom, and where a place lies."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from sitrep.publish.text import shorten
from sitrep.records import Location, Precision

_ROW = 26
_WIDTH = 470
_LEFT, _RIGHT = 165, 278
_NAME = 23
_MOST = 30  # publishers drawn; the list beside the drawing has them all

# How far from its coordinates a place may lie, in degrees of latitude: drawn, not measured.
_SPREAD = {Precision.POINT: 0.5, Precision.CITY: 0.9, Precision.ADMIN: 2.2, Precision.COUNTRY: 7.0, Precision.REGION: 10.0}
_DEGREE = 5  # units of world.svg to a degree
_VIEW = (88, 44)  # degrees of longitude and latitude shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A publisher rests on an origin, with so many articles; `href` leads to the first passage."""

    publisher: str
    origin: str
    articles: int
    href: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A node of the drawing with its place and its name."""

    x: int
    y: int
    name: str
    full: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Stroke:
    """An edge of the drawing."""

    x1: int
    y1: int
    x2: int
    y2: int
    width: float
    href: str | None
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginGraph:
    """Publishers as dots on the left, origins as squares on the right."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    squares: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    hidden: int


def origin_graph(labels: Sequence[tuple[str, str]], edges: Sequence[Edge]) -> OriginGraph:
    """Lay out publishers and origins (`labels`: id and label, in the order to draw). A publisher stands at the mean height of its
    origins (the barycentre rule of Sugiyama and others 1981), so that few edges cross.
    """
    order = {name: number for number, (name, _) in enumerate(labels)}
    heights: dict[str, list[int]] = {}
    for edge in edges:
        heights.setdefault(edge.publisher, []).append(order[edge.origin])
    ranked = sorted(heights, key=lambda name: (sum(heights[name]) / len(heights[name]), name))
    shown = ranked[:_MOST]
    rows = max(len(shown), len(labels), 1)
    left = {name: _at(number, len(shown), rows) for number, name in enumerate(shown)}
    right = {name: _at(number, len(labels), rows) for number, (name, _) in enumerate(labels)}
    strokes = [
        Stroke(
            x1=_LEFT,
            y1=left[edge.publisher],
            x2=_RIGHT,
            y2=right[edge.origin],
            width=round(1 + math.log2(edge.articles), 1),
            href=edge.href,
            title=f"{edge.publisher}: {edge.articles} {'article' if edge.articles == 1 else 'articles'}",
        )
        for edge in sorted(edges, key=lambda one: (order[one.origin], one.publisher))
        if edge.publisher in left
    ]
    return OriginGraph(
        width=_WIDTH,
        height=rows * _ROW + 8,
        dots=tuple(Dot(x=_LEFT, y=y, name=shorten(name, _NAME), full=name) for name, y in left.items()),
        squares=tuple(Dot(x=_RIGHT, y=right[name], name=shorten(label, _NAME), full=label) for name, label in labels),
        strokes=tuple(strokes),
        hidden=len(ranked) - len(shown),
    )


def _at(number: int, many: int, rows: int) -> int:
    return round(4 + _ROW * (rows / 2 + (number - (many - 1) / 2) * (rows / max(many, 1) if many < rows else 1)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Locator:
    """A window on world.svg, in its units, with a ring of the place's spread."""

    view: str
    x: float
    y: float
    rx: float
    ry: float


def locator(place: Location | None) -> Locator | None:
    """Where a place lies on the map of the world's land (equirectangular), or None without usable coordinates."""
    if place is None or place.latitude is None or place.longitude is None:
        return None
    if not (-90 <= place.latitude <= 90 and -180 <= place.longitude <= 180):
        return None
    width, height = _VIEW
    left = min(max(place.longitude - width / 2, -180), 180 - width)
    top = min(max(-place.latitude - height / 2, -90), 90 - height)
    spread = _SPREAD[place.precision]
    wide = spread / max(math.cos(math.radians(place.latitude)), 0.2)
    return Locator(
        view=" ".join(f"{value * _DEGREE:g}" for value in (round(left, 1), round(top, 1), width, height)),
        x=round(place.longitude * _DEGREE, 1),
        y=round(-place.latitude * _DEGREE, 1),
        rx=round(wide * _DEGREE, 1),
        ry=round(spread * _DEGREE, 1),
    )


def coordinates(place: Location) -> str | None:
    """Coordinates in words, as near as the precision allows: "34.02° N, 71.97° E"."""
    if place.latitude is None or place.longitude is None:
        return None
    digits = {Precision.POINT: 3, Precision.CITY: 2, Precision.ADMIN: 1}.get(place.precision, 0)
    north, east = "N" if place.latitude >= 0 else "S", "E" if place.longitude >= 0 else "W"
    return f"{abs(place.latitude):.{digits}f}° {north}, {abs(place.longitude):.{digits}f}° {east}"
