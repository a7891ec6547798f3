"""A place as points on soft ground: where its parts lie and how each one stands."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from danchu.ui.drawing import plain
from danchu.ui.shapes import STATES

WIDE, HIGH, EDGE = 640.0, 430.0, 34.0
MARK = 15.0
MOST_NAMES = 4
"""More outliers than this are listed beside the map, not named on it."""

FIRST_TO_LAST = ("in_time", "published", "not_arising", "provisional", "due")
"""What is in order is drawn first; whatever is not named here comes on top, larger."""


@dataclass(frozen=True)
class Spot:
    """One part: where it lies, how large it is in km², and its state."""

    name: str
    latitude: float
    longitude: float
    area: float
    state: str


@dataclass(frozen=True)
class Ground:
    """A circle of the silhouette."""

    x: str
    y: str
    r: str


@dataclass(frozen=True)
class Mark:
    """The shape of a state where a part lies."""

    state: str
    symbol: str
    css: str
    x: str
    y: str
    size: str


@dataclass(frozen=True)
class Name:
    """The name of an outlier above its mark."""

    text: str
    x: str
    y: str


@dataclass(frozen=True)
class PlaceMap:
    """Everything the part draws; `scale` is how wide twenty kilometres are."""

    view_box: str
    grounds: tuple[Ground, ...]
    marks: tuple[Mark, ...]
    names: tuple[Name, ...]
    scale: str
    scale_y: str
    scale_text: str


def draw_places(spots: Sequence[Spot]) -> PlaceMap | None:
    """Draw the parts of a place to fit a box; nothing where fewer than two are known.

    >>> spots = [Spot("A", 21.0, 106.0, 9.0, "in_time"),
    ...          Spot("B", 21.2, 106.4, 9.0, "missing")]
    >>> drawn = draw_places(spots)
    >>> [mark.state for mark in drawn.marks], [name.text for name in drawn.names]
    (['in_time', 'missing'], ['B'])
    >>> draw_places(spots[:1]) is None
    True
    """
    if len(spots) < 2:  # noqa: PLR2004 -- one point has no extent
        return None
    frame = _Frame(spots)
    ordered = sorted(spots, key=lambda one: _rank(one.state))
    outliers = [one for one in ordered if _rank(one.state) == len(FIRST_TO_LAST)]
    named = outliers if len(outliers) <= MOST_NAMES else []
    return PlaceMap(
        view_box=f"0 0 {plain(WIDE)} {plain(frame.high)}",
        grounds=tuple(frame.ground(one) for one in spots),
        marks=tuple(frame.mark(one) for one in ordered),
        names=tuple(frame.name(one) for one in named),
        scale=plain(20 * frame.per_km),
        scale_y=plain(frame.high - 8),
        scale_text=plain(frame.high - 14),
    )


def _rank(state: str) -> int:
    known = state in FIRST_TO_LAST
    return FIRST_TO_LAST.index(state) if known else len(FIRST_TO_LAST)


class _Frame:
    """Degrees to the units of the drawing, equirectangular at the middle latitude."""

    def __init__(self, spots: Sequence[Spot]) -> None:
        south, north = _ends([one.latitude for one in spots])
        self._west, east = _ends([one.longitude for one in spots])
        self._north = north
        self._narrow = math.cos(math.radians((south + north) / 2))
        wide = max((east - self._west) * self._narrow, 0.01)
        tall = max(north - south, 0.01)
        self._per_degree = min((WIDE - 2 * EDGE) / wide, (HIGH - 2 * EDGE) / tall)
        self._left = (WIDE - wide * self._per_degree) / 2
        self.high = tall * self._per_degree + 2 * EDGE + 20
        self.per_km = self._per_degree / 111.2

    def _at(self, spot: Spot) -> tuple[float, float]:
        east = (spot.longitude - self._west) * self._narrow * self._per_degree
        return self._left + east, EDGE + (
            self._north - spot.latitude
        ) * self._per_degree

    def ground(self, spot: Spot) -> Ground:
        x, y = self._at(spot)
        radius = math.sqrt(max(spot.area, 4.0) / math.pi) * self.per_km * 1.25
        return Ground(plain(x), plain(y), plain(max(radius, 10.0)))

    def mark(self, spot: Spot) -> Mark:
        x, y = self._at(spot)
        size = MARK if _rank(spot.state) < len(FIRST_TO_LAST) else MARK * 1.2
        known = STATES[spot.state]
        return Mark(
            spot.state,
            known.shape,
            f"c-{known.css.replace('soon', 'late')}",
            plain(x - size / 2),
            plain(y - size / 2),
            plain(size),
        )

    def name(self, spot: Spot) -> Name:
        x, y = self._at(spot)
        return Name(spot.name, plain(x), plain(y - MARK))


def _ends(values: Sequence[float]) -> tuple[float, float]:
    return min(values), max(values)
