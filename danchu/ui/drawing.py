"""Geometry of the drawn parts, as strings: a template would print 7.5 as 7,5."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from danchu.ui.shapes import STATES

TICKS_AT_MOST = 150
"""Above this many units the coverage bar shows three segments instead of ticks."""

MAP_BOX = "0 0 446 551"
MAP_WEST, MAP_NORTH = 101.96, 23.54
PER_LONGITUDE, PER_LATITUDE = 34.5, 35.87
"""Equirectangular at 16° north: one degree of each in the map's own units."""

ISLANDS = (("Hoàng Sa", 16.568, 112.135), ("Trường Sa", 9.71, 114.45))
"""Named on every national map, whatever the page counts (units_2025.csv)."""

FEW_LIT = 150
"""So many lit places at most are drawn larger, to be seen among three thousand."""

Place = tuple[float, float]


def plain(number: float) -> str:
    """Write a coordinate with a point and nothing superfluous.

    >>> plain(7.5), plain(40.0)
    ('7.5', '40')
    """
    return f"{round(number, 2):g}"


@dataclass(frozen=True)
class Band:
    """One kind of tick or segment of the coverage bar, as one path."""

    css: str
    path: str


def _box(x: float, width: float, inset: float = 0) -> str:
    left, top = plain(x + inset), plain(inset)
    across, down = plain(width - 2 * inset), plain(24 - 2 * inset)
    return f"M{left} {top}h{across}v{down}h-{across}z"


def coverage_bar(*, approved: int, provisional: int, of: int) -> tuple[str, list[Band]]:
    """Draw who has answered: a tick for each unit, or three segments for many.

    Returns the viewBox and the bands in order: approved, provisional, missing.
    """
    counts = (approved, provisional, max(of - approved - provisional, 0))
    kinds = ("cv-pub", "cv-prov", "cv-miss")
    if of <= TICKS_AT_MOST:
        step, width, gap = 10.0, 7.5, 2.5
    else:
        step, width, gap = 1000 / of, 0.0, 0.0
    bands, at = [], 0.0
    for css, count in zip(kinds, counts, strict=True):
        inset = 0.75 if css == "cv-miss" else 0
        if count and width:
            boxes = "".join(_box(at + n * step, width, inset) for n in range(count))
            bands.append(Band(css, boxes))
        elif count:
            bands.append(Band(css, _box(at, max(count * step - 3, 2), inset)))
        at += count * step
    return f"0 0 {plain(max(at - gap, 1))} 24", bands


@dataclass(frozen=True)
class Cell:
    """One of the fourteen cells of the ruler."""

    number: int
    css: str
    x: str
    y: str
    width: str
    height: str
    middle: str
    extra: str
    extra_css: str


@dataclass(frozen=True)
class Ruler:
    """The cells of Điều 11 in a row, with the box they stand in."""

    view_box: str
    cells: list[Cell]
    baseline: str


EXTRA_CSS = {"late": "r-notch", "missing": "r-slash", "na": "r-nadash"}
HOLLOW = ("due", "missing")


def _extra(css: str, x: float, wide: float, high: float) -> str:
    if css == "late":
        cut = wide * 0.38
        return f"M{plain(x + wide - cut)} 0h{plain(cut)}v{plain(cut)}z"
    if css == "missing":
        return f"M{plain(x + 1)} {plain(high - 1)}L{plain(x + wide - 1)} 1"
    if css == "na":
        return f"M{plain(x + wide * 0.3)} {plain(high / 2)}h{plain(wide * 0.4)}"
    return ""


def _cell(number: int, state: str, size: tuple[float, float, float]) -> Cell:
    step, wide, high = size
    css = STATES[state].css.replace("soon", "due")
    x = (number - 1) * step
    inset = 1.0 if css in HOLLOW else 0.0
    return Cell(
        number=number,
        css=f"r-{css}",
        x=plain(x + inset),
        y=plain(inset),
        width=plain(wide - 2 * inset),
        height=plain(high - 2 * inset),
        middle=plain(x + wide / 2),
        extra=_extra(css, x, wide, high),
        extra_css=EXTRA_CSS.get(css, ""),
    )


def ruler(states: Sequence[str], *, large: bool) -> Ruler:
    """Draw the states of the items in order; the large ruler is numbered."""
    step, wide, high = (40.0, 36.0, 40.0) if large else (17.0, 14.0, 18.0)
    cells = [_cell(n, state, (step, wide, high)) for n, state in enumerate(states, 1)]
    across = plain(len(cells) * step - (step - wide))
    return Ruler(f"0 0 {across} {64 if large else 18}", cells, "60")


def on_map(latitude: float, longitude: float) -> tuple[int, int]:
    """Project a place onto the national map.

    >>> on_map(16.568, 112.135), on_map(9.71, 114.45)
    ((351, 250), (431, 496))
    """
    x = (float(longitude) - MAP_WEST) * PER_LONGITUDE
    y = (MAP_NORTH - float(latitude)) * PER_LATITUDE
    return round(x), round(y)


def dots(places: Iterable[Place]) -> str:
    """Draw places as zero-length strokes; those on one spot are one stroke.

    From west to east, each told by its way from the one before: less than half as many
    bytes when packed.

    >>> dots([(16.568, 112.135), (16.568, 112.135)])
    'm351 250h0'
    """
    spots = sorted({on_map(*place) for place in places})
    before = [(0, 0), *spots]
    return "".join(
        f"m{x - left} {y - up}h0"
        for (left, up), (x, y) in zip(before, spots, strict=False)
    )


@dataclass(frozen=True)
class Label:
    """A name beside its spot."""

    name: str
    x: str
    y: str
    text_x: str
    text_y: str
    leader: str


def island_labels() -> list[Label]:
    """Name Hoàng Sa and Trường Sa below their spots."""
    labels = []
    for name, latitude, longitude in ISLANDS:
        x, y = on_map(latitude, longitude)
        labels.append(Label(name, str(x), str(y), str(x + 4), str(y + 19), ""))
    return labels


def place_labels(labels: Iterable[tuple[str, float, float]]) -> list[Label]:
    """Name single places at the end of a short line to the upper right."""
    drawn = []
    for name, latitude, longitude in labels:
        x, y = on_map(latitude, longitude)
        line = f"M{x + 6} {y - 4}L{x + 52} {y - 30}h6"
        drawn.append(Label(name, str(x), str(y), str(x + 62), str(y - 26), line))
    return drawn
