"""Where the children lie: how much each has, and how far its filing is."""

import math
from collections import Counter
from typing import Any

from danchu.indicators.rules.filings import Status
from danchu.kernel.units.queries import Located
from danchu.kernel.units.rules import UnitKind
from danchu.surfaces.dashboards.charts.parts import (
    BAD,
    DUE,
    GOOD,
    GREY,
    INK,
    INK_2,
    LAND,
    MAIN,
    SURFACE,
    WIDTH,
    Chart,
    Spec,
    bars,
    framed,
    measured,
    written,
)
from danchu.surfaces.dashboards.scenes import Scene
from danchu.ui.drawing import ISLANDS

_HALO = {"stroke": SURFACE, "strokeWidth": 4, "color": SURFACE}
_FEWEST, _NAMED, _TALLEST = 2, 4, 560
_PROGRESS = (
    ("Đã nộp", GOOD),
    ("Chờ duyệt", GREY),
    ("Đang nhập", DUE),
    ("Chưa nhập", BAD),
)
_OF_STATUS = {None: 3, Status.DRAFT: 2, Status.SUBMITTED: 1}


def where(scene: Scene) -> Chart | None:
    """Draw the children as points by their number; name the islands of the nation."""
    numbers = {row.place.pk: number for row, number in scene.numbers if row.place}
    spots = [one for one in scene.places if one.pk in numbers]
    every, fact = scene.places, scene.lead_fact
    if len(every) < _FEWEST or not spots:
        return None
    ranked = sorted(spots, key=lambda one: -numbers[one.pk])
    named = ranked[:_NAMED]
    without = len(every) - len(spots)
    is_national = scene.unit.kind == UnitKind.COUNTRY
    return Chart(
        code="ban-do",
        title=f"{named[0].name} và {len(spots) - 1} đơn vị khác có số liệu",
        subtitle=f"{measured(fact)}, {scene.period.label}: chấm càng lớn số càng lớn",
        reading=f"{len(spots)} trên {len(every)} đơn vị có số liệu; lớn nhất ở "
        + ", ".join(f"{one.name} ({written(numbers[one.pk], fact)})" for one in named)
        + ".",
        spec=_map(every, numbers, named, is_national=is_national),
        head=("Đơn vị", "Vĩ độ", "Kinh độ", measured(fact)),
        rows=tuple(
            (
                one.name,
                f"{one.latitude:.4f}",
                f"{one.longitude:.4f}",
                written(numbers[one.pk], fact) if one.pk in numbers else "–",
            )
            for one in every
        ),
        note=f"Chấm rỗng: {without} đơn vị chưa có số liệu." if without else "",
    )


def _map(
    every: list[Located],
    numbers: dict[int, float],
    named: list[Located],
    *,
    is_national: bool,
) -> Spec:
    middle = sum(one.latitude for one in every) / len(every)
    squeeze = math.cos(math.radians(middle))
    values = [_spot(one, squeeze, numbers) for one in every]
    words = [_spot(one, squeeze, numbers) for one in named]
    islands = [
        {"name": name, "x": longitude * squeeze, "y": latitude}
        for name, latitude, longitude in ISLANDS
        if is_national
    ]
    edges = [*values, *islands]
    x, y = (_scaled([spot[side] for spot in edges], side) for side in ("x", "y"))
    spans = [one["scale"]["domain"][1] - one["scale"]["domain"][0] for one in (x, y)]
    height = min(WIDTH * spans[1] / spans[0], _TALLEST)
    most = max(numbers.values()) or 1
    size = {
        "field": "number",
        "type": "quantitative",
        "scale": {"type": "linear", "domain": [0, most], "range": [12, 500]},
        "legend": None,
    }
    return framed(
        round(height),
        width=round(height * spans[0] / spans[1]),
        encoding={"x": x, "y": y},
        layer=[
            _points(values, {"filled": True, "color": LAND, "size": 1400}),
            _points(
                [spot for spot in values if spot["number"] is None],
                {"fill": SURFACE, "stroke": BAD, "size": 40},
            ),
            _points([spot for spot in values if spot["number"] is not None], {})
            | {
                "mark": {
                    "type": "circle",
                    "color": MAIN,
                    "opacity": 0.75,
                },
                "encoding": {"size": size},
            },
            _words(words, _HALO | {"dy": -12, "fontWeight": 600}),
            _words(words, {"dy": -12, "fontWeight": 600, "color": INK}),
            _points(islands, {"filled": True, "color": MAIN, "size": 30}),
            _words(islands, {"dy": 14, "color": INK_2}),
        ],
    )


def _points(values: list[dict[str, Any]], mark: Spec) -> Spec:
    return {"data": {"values": values}, "mark": {"type": "point", **mark}}


def _words(values: list[dict[str, Any]], mark: Spec) -> Spec:
    return {
        "data": {"values": values},
        "mark": {"type": "text", **mark},
        "encoding": {"text": {"field": "name", "type": "nominal"}},
    }


def _spot(one: Located, squeeze: float, numbers: dict[int, float]) -> dict[str, Any]:
    return {
        "name": one.name,
        "x": round(one.longitude * squeeze, 4),
        "y": round(one.latitude, 4),
        "number": numbers.get(one.pk),
    }


def _scaled(numbers: list[float], field: str) -> Spec:
    low, high = min(numbers), max(numbers)
    edge = max((high - low) * 0.1, 0.02)
    scale = {"domain": [low - edge, high + edge], "zero": False, "nice": False}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def progress(scene: Scene) -> Chart | None:
    """Draw how many children have handed up, and tell who has not begun."""
    rows = [row for row in scene.table.rows if row.place]
    places = [row.place for row in rows if row.place]
    if not scene.states or not any(one.kind == UnitKind.COMMUNE for one in places):
        return None
    steps = [_OF_STATUS.get(scene.states.get(one.pk), 0) for one in places]
    counts = Counter(steps)
    values = [
        {"name": word, "number": counts[at], "text": str(counts[at]), "colour": colour}
        for at, (word, colour) in enumerate(_PROGRESS)
    ]
    told = ", ".join(f"{row['text']} {str(row['name']).lower()}" for row in values)
    missing = counts[3]
    colours = {"field": "colour", "type": "nominal", "scale": None, "legend": None}
    return Chart(
        code="tien-do",
        title=f"{missing} đơn vị chưa nhập"
        if missing
        else "Mọi đơn vị đã bắt đầu nhập",
        subtitle=f"Số đơn vị theo tình trạng nộp, {scene.period.label}",
        reading=f"Trong {len(places)} đơn vị: {told}.",
        spec=bars(values, colour=colours),
        head=("Đơn vị", "Tình trạng"),
        rows=tuple(
            (one.name, _PROGRESS[step][0])
            for one, step in zip(places, steps, strict=True)
        ),
    )
